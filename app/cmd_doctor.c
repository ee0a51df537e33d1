/* cmd_doctor.c - `eaves doctor`: is this house sound? One line a check. Exit 1 when one is not, 3
 * when all is sound and something is to be done soon (an old backup, little room). */
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/app.h"
#include "lib/backup/backup.h"
#include "lib/backup/disk.h"
#include "lib/db/db.h"
#include "lib/log/log.h"
#include "lib/text/text.h"
#include "lib/web/web.h"
#include "src/overview/overview.h"
#include "src/search/search.h"
#include "src/votes/votes.h"

enum soundness { SOUND, TO_DO, BAD };
static int counts[BAD + 1];

static void say_level(struct cli *cli, enum soundness level, const char *what, const char *detail)
{
    static const char *const said[] = {"ok ", "TODO", "BAD"}, *const named[] = {
                                                                  "ok", "todo", "bad"};
    counts[level]++;
    if (cli->json) {
        printf("{\"check\": \"%s\", \"ok\": %s, \"level\": \"%s\", \"detail\": \"%s\"}\n", what,
            level == BAD ? "false" : "true", named[level], detail);
    } else {
        printf("%s  %-12s %s\n", said[level], what, detail);
    }
}

static void report(struct cli *cli, bool ok, const char *what, const char *detail)
{
    say_level(cli, ok ? SOUND : BAD, what, detail);
}

static void check_cells_of(struct cli *cli, const char *code)
{
    struct ctx *c = &cli->c;
    const char *says = "";
    bool ok = overview_check(c, &says);
    report(cli, ok, "cells", arena_printf(c->arena, "area %s: %s", code, says));
}

static bool facts_check(struct ctx *c, int64_t *facts, int64_t *first_bad)
{
    return log_check(c, c->area_id, first_bad, facts);
}

/* Counted again, of one area: so many of what, and what is amiss with one or more. */
static const struct recounted {
    const char *what;
    bool (*run)(struct ctx *c, int64_t *n, int64_t *wrong);
    const char *of, *amiss;
} recounted[] = {
    {"log", facts_check, "facts", "is the first that was changed"},
    {"votes", votes_sums_check, "named ballots", "sums not what the votes say"},
    {"search", search_check, "in the index", "not as they should be: eaves doctor --reindex"},
};

static void recount_of(struct cli *cli, const struct recounted *r, const char *code)
{
    struct ctx *c = &cli->c;
    int64_t n = 0, wrong = 0;
    bool ok = r->run(c, &n, &wrong) && !wrong;
    const char *says = arena_printf(c->arena, "area %s: %lld %s", code, (long long)n, r->of);
    report(cli, ok, r->what,
        ok ? says : arena_printf(c->arena, "%s, %lld %s", says, (long long)wrong, r->amiss));
}

static bool areas_of(struct ctx *c, struct ids *out)
{
    struct rows r = db_query(c, "SELECT id FROM area ORDER BY id", NONE);
    return rows_ids(&r, out);
}

/* One area after the other, each in its own transaction. */
static bool reindex(struct cli *cli)
{
    struct ctx *c = &cli->c;
    struct ids areas = {0};
    bool ok = areas_of(c, &areas);
    for (size_t i = 0; ok && i < areas.n; i++) {
        int64_t things = 0;
        c->area_id = areas.v[i];
        ok = db_begin_area(c, areas.v[i]) && search_rebuild(c, &things) && db_commit(c);
        if (ok) {
            say_level(cli, SOUND, "reindexed",
                arena_printf(
                    c->arena, "area %lld: %lld things", (long long)areas.v[i], (long long)things));
        }
    }
    return ok;
}

static void check_areas(struct cli *cli)
{
    struct ctx *c = &cli->c;
    struct ids areas = {0};
    if (!areas_of(c, &areas)) {
        return;
    }
    for (size_t i = 0; i < areas.n; i++) {
        const char *code =
            str_or(db_text(c, "SELECT code FROM area WHERE id = ?1", V(areas.v[i])), "?");
        c->area_id = areas.v[i];
        check_cells_of(cli, code);
        for (size_t k = 0; k < COUNT(recounted); k++) {
            recount_of(cli, &recounted[k], code);
        }
    }
}

static void check_key(struct cli *cli)
{
    bool any = false;
    bool fits = key_fits(&cli->c, &any);
    report(cli, fits, "key", any ? "opens a sealed phone" : "nothing sealed yet");
}

static void check_jobs(struct cli *cli)
{
    struct ctx *c = &cli->c;
    int64_t stuck =
        db_int(c, "SELECT count(*) FROM job WHERE done_at IS NULL AND tries >= 5 /* town */", NONE);
    int64_t late = db_int(c,
        "SELECT count(*) FROM job WHERE done_at IS NULL AND tries < 5 AND due_at < ?1 /* town */",
        V(c->now - MS_PER_DAY));
    report(cli, stuck == 0 && late == 0, "jobs",
        arena_printf(c->arena, "%lld gave up, %lld a day late", (long long)stuck, (long long)late));
}

static void check_store(struct cli *cli)
{
    struct ctx *c = &cli->c;
    if (db_engine(c->db) == DB_SQLITE) {
        const char *says = str_or(db_text(c, "PRAGMA quick_check", NONE), "?");
        report(cli, str_same(says, "ok"), "store", says);
        bool full = !strstr(cli->app.store, "synchronous=off");
        report(
            cli, full, "durability", full ? "synchronous=FULL" : "synchronous=off: for tests only");
    } else {
        const char *sync = str_or(db_text(c, "SHOW synchronous_commit", NONE), "?");
        report(cli, !str_same(sync, "off"), "durability",
            arena_printf(c->arena, "synchronous_commit=%s", sync));
    }
}

static void check_files(struct cli *cli)
{
    bool ok = access(cli->app.files_dir, W_OK | X_OK) == 0;
    report(cli, ok, "files", ok ? "folder can be written" : "folder cannot be written");
}

static void check_backup(struct cli *cli)
{
    struct ctx *c = &cli->c;
    struct backup_state s;
    if (!backup_state(c, &s)) {
        return;
    }
    long long hours = (long long)(c->now - s.made_at) / 3600000;
    bool failed = s.failed_at > s.made_at, old = s.made_at && hours > 50;
    say_level(cli, failed || old || s.bad ? TO_DO : SOUND, "backup",
        failed       ? arena_printf(c->arena, "the last one failed: %s", s.why)
        : s.bad      ? arena_printf(c->arena, "the last look found: %s", s.says)
        : !s.made_at ? "none yet: eaves backup DIR"
                     : arena_printf(c->arena, "%lld hours old, %lld rows in %s", hours,
                           (long long)s.rows, s.path));
}

static void check_room(struct cli *cli)
{
    int64_t mib = disk_free(cli->app.files_dir) / (1024 * 1024);
    say_level(cli,
        mib < 100    ? BAD
        : mib < 1024 ? TO_DO
                     : SOUND,
        "room", arena_printf(cli->c.arena, "%lld MiB free", (long long)mib));
}

/* A clock that fell back would date what comes now before what is there. */
static void check_clock(struct cli *cli)
{
    struct ctx *c = &cli->c;
    int64_t last = db_int(c, "SELECT max(changed_at) FROM area_head /* town */", NONE);
    int64_t ahead = (last - c->now) / 1000;
    report(cli, ahead < 300, "clock",
        ahead < 300 ? "not behind what was recorded"
                    : arena_printf(c->arena, "%lld s behind what was recorded", (long long)ahead));
}

static void check_named(struct cli *cli)
{
    struct ctx *c = &cli->c;
    struct names named = {0};
    int missing = 0;
    if (!backup_names(c, &named)) {
        return;
    }
    for (size_t i = 0; i < named.n; i++) {
        const char *name = named.v[i] + strlen("files/");
        missing += access(arena_printf(c->arena, "%s/%s", cli->app.files_dir, name), R_OK) != 0;
    }
    report(cli, missing == 0, "photos",
        arena_printf(c->arena, "%zu named, %d of them not there", named.n, missing));
}

static void check_key_file(struct cli *cli)
{
    struct stat s;
    bool ours = stat(cli->app.key_file, &s) == 0 && (s.st_mode & 077) == 0;
    say_level(cli, ours ? SOUND : TO_DO, "key file",
        ours ? "read by its owner only" : "others may read it: chmod 600");
}

static void check_sms(struct cli *cli)
{
    static const struct {
        const char *name, *says;
    } drivers[] = {{"file", "codes go to the file EAVES_SMS_FILE: for tests only"},
        {"log", "codes go to stderr: for demo and trial only"},
        {"http", "codes go to the gateway of EAVES_SMS_URL"},
        {NULL, "no such driver: log, file or http"}};
    size_t i = 0;
    while (drivers[i].name && !str_same(cli->app.sms, drivers[i].name)) {
        i++;
    }
    report(cli, drivers[i].name, "sms", drivers[i].says);
}

int cmd_doctor(struct cli *cli)
{
    bool anew = cli_flag(cli, "--reindex");
    if (!cli_open(cli, true)) {
        return cli_fail(cli);
    }
    struct err why = {0};
    report(cli, routes_check(modules, &why), "routes",
        why.words.msgid ? text_say(cli->c.arena, LANG_EN, why.words) : "every page has its duty");
    bool current = db_is_current(&cli->c);
    cli->c.err = (struct err){0};
    report(cli, current, "schema", current ? "is this program's" : "run eaves migrate");
    if (!current || !db_begin_read(&cli->c)) {
        return EXIT_FAILED;
    }
    if (anew) {
        db_rollback(&cli->c);
        if (!reindex(cli) || !db_begin_read(&cli->c)) {
            db_rollback(&cli->c);
            return cli_fail(cli);
        }
    }
    check_store(cli);
    check_key(cli);
    check_areas(cli);
    check_jobs(cli);
    check_files(cli);
    check_named(cli);
    check_room(cli);
    check_clock(cli);
    check_key_file(cli);
    check_backup(cli);
    check_sms(cli);
    db_rollback(&cli->c);
    if (cli->c.err.kind) {
        return cli_fail(cli);
    }
    return counts[BAD] ? EXIT_FAILED : counts[TO_DO] ? EXIT_PARTLY : EXIT_OK;
}
