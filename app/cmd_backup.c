/* cmd_backup.c - `eaves backup`, `eaves restore`. What is wrong goes to stderr in words. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "app/app.h"
#include "lib/backup/backup.h"
#include "lib/backup/disk.h"
#include "lib/text/text.h"

static int64_t clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static const char *room(struct cli *cli)
{
    return cli_option(cli, "--room", str_or(getenv("TMPDIR"), "/tmp"));
}

static void say_made(struct cli *cli, const struct backup *b, const char *verb, int64_t ms)
{
    if (cli->json) {
        printf("{\"%s\": \"%s\", \"rows\": %lld, \"files\": %zu, \"bytes\": %lld, \"missing\": %zu,"
               " \"ms\": %lld}\n",
            verb, b->path, (long long)b->rows, b->files.n, (long long)b->bytes, b->missing.n,
            (long long)ms);
    } else {
        printf("%s\n", b->path);
        fprintf(stderr, "event=%s rows=%lld files=%zu bytes=%lld missing=%zu ms=%lld\n", verb,
            (long long)b->rows, b->files.n, (long long)b->bytes, b->missing.n, (long long)ms);
    }
}

static void say_all(struct cli *cli, const struct sayings *bad)
{
    for (size_t i = 0; i < bad->n; i++) {
        const char *says = text_say(cli->c.arena, cli->c.lang, bad->v[i]);
        if (cli->json) {
            printf("{\"bad\": \"%s\"}\n", says);
        } else {
            fprintf(stderr, "BAD  %s\n", says);
        }
    }
}

/* The house's own notes: a store that cannot take them has other troubles. */
static void note(struct ctx *c, const char *name, const char *value)
{
    struct ctx own = *c;
    own.err = (struct err){0};
    backup_state_put(&own, name, value);
    if (own.err.kind) {
        fprintf(stderr, "event=backup_not_noted detail=\"%s\"\n", own.err.detail);
    }
}

static int failed(struct cli *cli)
{
    struct ctx *c = &cli->c;
    if (c->db && c->err.kind != ERR_BUSY) {
        note(c, "backup.failed",
            arena_printf(c->arena, "%lld %s", (long long)c->now,
                text_say(c->arena, LANG_HANS, c->err.words)));
    }
    return cli_fail(cli);
}

static int make(struct cli *cli, const char *dir, int keep, bool quick)
{
    struct ctx *c = &cli->c;
    struct backup b;
    int64_t since = clock_ms();
    if (!backup_make(c, dir, quick, &b)) {
        return failed(cli);
    }
    int64_t ms = clock_ms() - since;
    note(c, "backup.made",
        arena_printf(c->arena, "%lld %lld %lld %lld %s", (long long)b.made_at, (long long)ms,
            (long long)b.rows, (long long)b.bytes, b.path));
    backup_thin(c, dir, keep);
    say_made(cli, &b, "backup", ms);
    for (size_t i = 0; i < b.missing.n; i++) {
        fprintf(stderr, "BAD  %s: named by a row, missing or damaged here\n", b.missing.v[i]);
    }
    return b.missing.n ? EXIT_PARTLY : EXIT_OK;
}

static bool find(struct cli *cli, const char *dir, struct backup *out)
{
    const char *path = backup_newest(cli->c.arena, dir);
    return backup_read(&cli->c, path ? path : dir, out);
}

static void note_seen(struct ctx *c, const struct sayings *bad)
{
    note(c, "backup.verified",
        arena_printf(c->arena, "%lld %zu %s", (long long)c->now, bad->n,
            bad->n ? text_say(c->arena, LANG_HANS, bad->v[0]) : ""));
}

/* Needs no store: a copy is looked at on any machine. Where this house's own is, it is noted. */
static int verify(struct cli *cli, const char *dir, const char *where)
{
    struct ctx *c = &cli->c;
    struct backup b;
    struct sayings bad = {0};
    int64_t since = clock_ms();
    bool read = find(cli, dir, &b);
    if (c->err.kind == ERR_RULE) { /* the manifest itself */
        list_push(c->arena, &bad, err_take(&c->err).words);
    } else if (!read || !backup_verify(c, &b, where, &bad)) {
        return cli_fail(cli);
    } else if (!b.sealed_by_us) {
        list_push(
            c->arena, &bad, SAY(N_("清单不是用这把密钥封的：密钥文件不对，或者清单是别人写的")));
    }
    say_all(cli, &bad);
    if (c->db) {
        note_seen(c, &bad);
    }
    if (!bad.n) {
        say_made(cli, &b, "verified", clock_ms() - since);
    }
    return bad.n ? EXIT_FAILED : EXIT_OK;
}

static bool restore_to(struct cli *cli, const struct backup *b, const char *store,
    const char *files, struct sayings *bad)
{
    if (!b->sealed_by_us) {
        return fail(&cli->c.err, ERR_RULE,
            SAY(N_(
                "密钥文件不是做这份备份时的那一把。请把原来的密钥放到 --key 的位置；真的丢了，加 --lost-key，电话等加密内容将永远打不开。")));
    }
    return backup_restore(&cli->c, b, store, files, bad);
}

/* The whole of it in a room of its own, which is left empty: how long would it take today? */
static int drill(struct cli *cli, const char *dir, const char *where)
{
    struct ctx *c = &cli->c;
    struct backup b;
    struct sayings bad = {0};
    char *own = arena_printf(c->arena, "%s/eaves-drill-XXXXXX", where);
    if (!find(cli, dir, &b) || !mkdtemp(own)) {
        return cli_fail(cli);
    }
    int64_t since = clock_ms();
    bool ok = restore_to(cli, &b, arena_printf(c->arena, "sqlite:%s/eaves.db", own),
        arena_printf(c->arena, "%s/files", own), &bad);
    int64_t ms = clock_ms() - since;
    disk_remove(own);
    say_all(cli, &bad);
    if (!ok) {
        return c->err.kind ? cli_fail(cli) : EXIT_FAILED;
    }
    if (c->db) {
        note(c, "backup.drill",
            arena_printf(
                c->arena, "%lld %lld %lld", (long long)c->now, (long long)ms, (long long)b.rows));
    }
    say_made(cli, &b, "drill", ms);
    return EXIT_OK;
}

static bool is_there(struct cli *cli)
{
    const char *store = cli->app.store;
    return !str_starts(store, "sqlite:") ||
           access(arena_strndup(cli->c.arena, store + 7, strcspn(store + 7, "?")), R_OK) == 0;
}

/* The house to be copied: none is begun here, nor a key. */
static bool open_house(struct cli *cli)
{
    struct ctx *c = &cli->c;
    bool loaded = cli_load(cli, false);
    if (!is_there(cli)) { /* said before a key that is not there either */
        c->err = (struct err){0};
        return backup_none(c);
    }
    c->db = loaded ? db_open(cli->app.store, &c->err) : NULL;
    return c->db && backup_any(c);
}

/* A store of ours, if there is one here; else the copy is looked at all the same. */
static bool open_if_there(struct cli *cli)
{
    struct ctx *c = &cli->c;
    if (!cli_load(cli, false)) {
        return false;
    }
    c->db = is_there(cli) ? db_open(cli->app.store, &c->err) : NULL;
    c->err = (struct err){0};
    return true;
}

int cmd_backup(struct cli *cli)
{
    int keep = atoi(cli_option(cli, "--keep", "0"));
    bool quick = cli_flag(cli, "--quick"), checked = cli_flag(cli, "--checked"),
         look = cli_flag(cli, "--verify"), try = cli_flag(cli, "--drill");
    const char *where = room(cli);
    if (!(look || try ? open_if_there(cli) : open_house(cli))) {
        return cli_fail(cli);
    }
    const char *dir = cli_word(cli, 0);
    if (!*dir || *cli_word(cli, 1)) {
        return cli_usage(cli, "which folder?");
    }
    int code = look  ? verify(cli, dir, where)
               : try ? drill(cli, dir, where)
                     : make(cli, dir, keep, quick);
    return checked && !look && !try && code == EXIT_OK ? verify(cli, dir, where) : code;
}

int cmd_restore(struct cli *cli)
{
    struct backup b;
    struct sayings bad = {0};
    bool lost = cli_flag(cli, "--lost-key");
    if (!cli_load(cli, false)) {
        return cli_fail(cli);
    }
    const char *dir = cli_word(cli, 0);
    if (!*dir || *cli_word(cli, 1)) {
        return cli_usage(cli, "which folder?");
    }
    int64_t since = clock_ms();
    if (!find(cli, dir, &b)) {
        return cli_fail(cli);
    }
    b.sealed_by_us = b.sealed_by_us || lost;
    bool ok = restore_to(cli, &b, cli->app.store, cli->app.files_dir, &bad);
    say_all(cli, &bad);
    if (!ok) {
        return cli->c.err.kind ? cli_fail(cli) : EXIT_FAILED;
    }
    say_made(cli, &b, "restored", clock_ms() - since);
    return EXIT_OK;
}
