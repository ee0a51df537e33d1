#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/backup/backup.h"
#include "lib/backup/disk.h"

enum { MANIFEST_MOST = 256 * 1024 * 1024 };
static const char first_line[] = "eaves-backup 1\n";

/* writing ----------------------------------------------------------------------------------- */
static const char *iso(struct arena *a, int64_t ms)
{
    struct civil t = civil_of(ms);
    return arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02d+08:00", t.year, t.month, t.day, t.hour,
        t.minute, t.second);
}

static void put_lines(struct buf *b, const struct backup *k)
{
    for (size_t i = 0; i < k->applied.n; i++) {
        const struct applied *a = &k->applied.v[i];
        buf_printf(b, "migration %lld %s %s\n", (long long)a->number, a->hash, a->module);
    }
    for (size_t i = 0; i < k->areas.n; i++) {
        const struct backup_area *a = &k->areas.v[i];
        buf_printf(
            b, "area %lld %lld %s %s\n", (long long)a->id, (long long)a->facts, a->head, a->code);
    }
    for (size_t i = 0; i < k->tables.n; i++) {
        const struct backup_table *t = &k->tables.v[i];
        buf_printf(b, "table %lld %s %s\n", (long long)t->rows, t->columns, t->name);
    }
    for (size_t i = 0; i < k->files.n; i++) {
        const struct backup_file *f = &k->files.v[i];
        buf_printf(b, "file %lld %s %s\n", (long long)f->bytes, f->sha, f->path);
    }
    for (size_t i = 0; i < k->missing.n; i++) {
        buf_printf(b, "missing %s\n", k->missing.v[i]);
    }
}

static const char *sha_of(struct arena *a, const char *text, size_t n)
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const uint8_t *)text, n);
    return hex(a, hash, sizeof hash);
}

const char *backup_manifest(struct ctx *c, const struct backup *k)
{
    struct buf b = {0};
    buf_puts(&b, first_line);
    buf_printf(&b, "made %lld %s\nprogram %s\nstore %s\n", (long long)k->made_at,
        iso(c->arena, k->made_at), k->program, k->store);
    put_lines(&b, k);
    buf_printf(&b, "sealed %s\n", keyed_hash(c, "backup", b.v));
    buf_printf(&b, "sha256 %s\n", sha_of(c->arena, b.v, b.n));
    const char *text = arena_strndup(c->arena, b.v, b.n);
    buf_release(&b);
    return text;
}

/* reading ----------------------------------------------------------------------------------- */
static char *word(char **line)
{
    char *s = *line;
    size_t n = strcspn(s, " ");
    *line = s + n + (s[n] == ' ');
    s[n] = 0;
    return s;
}

static int64_t number(char **line)
{
    int64_t n = 0;
    return parse_int(word(line), &n) ? n : -1;
}

/* Nothing that could lead out of the folder. */
static bool path_fits(const char *path)
{
    static const char fit[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-";
    return *path && *path != '/' && !strstr(path, "..") && strspn(path, fit) == strlen(path);
}

static bool read_counted(struct ctx *c, const char *what, char *line, struct backup *out)
{
    int64_t n = number(&line);
    char *second = word(&line);
    if (str_same(what, "made")) {
        out->made_at = n;
    } else if (str_same(what, "migration")) {
        list_push(
            c->arena, &out->applied, (struct applied){.number = n, .hash = second, .module = line});
    } else if (str_same(what, "table")) {
        list_push(c->arena, &out->tables,
            (struct backup_table){.rows = n, .columns = second, .name = line});
        out->rows += n;
    } else if (str_same(what, "file")) {
        list_push(
            c->arena, &out->files, (struct backup_file){.bytes = n, .sha = second, .path = line});
        out->bytes += n;
        return path_fits(line);
    } else if (str_same(what, "area")) {
        struct backup_area a = {.id = n};
        a.head = word(&line);
        a.code = line;
        list_push(c->arena, &out->areas, a);
        return parse_int(second, &out->areas.v[out->areas.n - 1].facts);
    }
    return true; /* a later version may say more */
}

static bool read_line(struct ctx *c, char *line, struct backup *out)
{
    const char *what = word(&line);
    if (str_same(what, "program")) {
        out->program = line;
    } else if (str_same(what, "store")) {
        out->store = line;
    } else if (str_same(what, "missing")) {
        list_push(c->arena, &out->missing, (const char *)line);
        return path_fits(line);
    } else {
        return read_counted(c, what, line, out);
    }
    return true;
}

static bool changed(struct ctx *c, const char *path)
{
    return fail(&c->err, ERR_RULE,
        WORDS(N_("备份 {0} 的清单 manifest 被改动过，或者没有写完"), TEXT(path)));
}

/* "...\nsealed X\nsha256 Y\n": cuts both off; what is left was sealed. */
static bool take_ends(struct ctx *c, char *text, size_t n, struct backup *out)
{
    enum { SHA_LINE = 7 + SHA_TEXT, SEAL_LINE = 7 + 33 };
    if (n < sizeof first_line + SHA_LINE + SEAL_LINE || strlen(text) != n ||
        !str_starts(text, first_line)) {
        return false;
    }
    char *sha = text + n - SHA_LINE, *seal = sha - SEAL_LINE;
    if (!str_starts(sha, "sha256 ") || text[n - 1] != '\n' || !str_starts(seal, "sealed ") ||
        strncmp(sha + 7, sha_of(c->arena, text, n - SHA_LINE), SHA_TEXT - 1) != 0) {
        return false;
    }
    const char *theirs = arena_strndup(c->arena, seal + 7, 32);
    *seal = 0;
    out->sealed_by_us = same_secret(theirs, keyed_hash(c, "backup", text));
    return true;
}

bool backup_read(struct ctx *c, const char *path, struct backup *out)
{
    size_t n = 0;
    char *text =
        disk_read(c->arena, arena_printf(c->arena, "%s/manifest", path), MANIFEST_MOST, &n);
    *out = (struct backup){.path = arena_strdup(c->arena, path), .program = "", .store = ""};
    if (!text) {
        return fail(&c->err, ERR_ABSENT,
            WORDS(N_("{0} 里没有清单 manifest，不是一份备份"), TEXT(out->path)));
    }
    if (!take_ends(c, text, n, out)) {
        return changed(c, out->path);
    }
    for (char *line = text, *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        *end = 0;
        if (!read_line(c, line, out)) {
            return changed(c, out->path);
        }
    }
    return true;
}
