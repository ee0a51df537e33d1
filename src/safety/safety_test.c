#include "src/safety/safety.h"

#include <string.h>

#include "src/bodies/bodies.h"
#include "tests/check.h"

/* A house with nothing to do. */
static struct safety sound(void)
{
    return (struct safety){.now = INT64_C(1795399200000),
        .tls = true,
        .backup_planned = true,
        .backup = {.made_at = INT64_C(1795399200000) - 3600000,
            .rows = 9,
            .verified_at = INT64_C(1795399200000) - 3600000,
            .drill_at = INT64_C(1795399200000) - 3600000},
        .free_mib = 9000,
        .key_mode = 0600,
        .staff = 3,
        .sms = true};
}

static bool is_todo(const struct safety *s, const char *key)
{
    struct safety_lines all = safety_judge(s);
    for (size_t i = 0; i < all.n; i++) {
        if (str_same(all.v[i].key, key)) {
            return all.to_do == 1 && all.v[i].state == SAFETY_TO_DO && all.v[i].act;
        }
    }
    return false;
}

/* Each thing that may be wrong makes just its own line something to do. */
static void each_trouble_is_its_line(struct ctx *c)
{
    (void)c;
    struct safety s = sound();
    CHECK("nothing to do", safety_judge(&s).to_do == 0);
#define WITH(key, change) \
    s = sound(); \
    s.change; \
    CHECK(key, is_todo(&s, key))
    WITH("demo", demo = true);
    WITH("sms", sms = false);
    WITH("tls", tls = false);
    WITH("nightly", backup_planned = false);
    WITH("backup", backup.made_at = 0);
    WITH("backup", backup.made_at -= 51 * INT64_C(3600000));
    WITH("backup", backup.failed_at = s.now);
    WITH("verified", backup.bad = 1);
    WITH("verified", backup.verified_at = 0);
    WITH("verified", backup.verified_at -= 9 * MS_PER_DAY);
    WITH("drill", backup.drill_at = 0);
    WITH("drill", backup.drill_at -= 93 * MS_PER_DAY);
    WITH("room", free_mib = 2047);
    WITH("room", free_mib = -1);
    WITH("key", key_mode = 0640);
    WITH("key", key_mode = 0604);
    WITH("key", key_mode = -1);
    WITH("jobs", stuck_jobs = 1);
    WITH("default", default_logins = 1);
    WITH("second", no_second = 1);
    WITH("ended", post_ended = 1);
    WITH("foreign", foreign = 50);
    WITH("wrong", wrong = 1000);
    s = sound();
    s.tls = false;
    s.own_machine = true;
    CHECK("only this machine: no TLS needed", safety_judge(&s).to_do == 0);
}

static struct safety loaded(struct ctx *c)
{
    struct safety s;
    must(db_begin_read(c) && safety_load(c, &s));
    db_rollback(c);
    return s;
}

static void insert_note(struct ctx *c, const char *kind, int64_t days_ago)
{
    db_exec(c, "INSERT INTO note (id, at, kind, area_id) VALUES (?1, ?2, ?3, ?4)", V(new_id(c)),
        V(c->now - days_ago * MS_PER_DAY), V(kind), V(c->area_id));
}

static void counts_of_this_area(struct ctx *c)
{
    test_area(c, NULL);
    struct safety before = loaded(c);
    test_begin(c);
    insert_note(c, "foreign_id", 1);
    insert_note(c, "foreign_id", 31);
    insert_note(c, "denied", 29);
    must(test_end(c));
    struct safety after = loaded(c);
    CHECK("thirty days", after.foreign == before.foreign + 1 && after.wrong == before.wrong + 1);
    CHECK("steps", after.steps == migrations_count);
    test_area(c, NULL);
    CHECK("not another area's", loaded(c).foreign == 0);
}

const struct test safety_tests[] = {
    {"each trouble is its line", each_trouble_is_its_line, .pure = true},
    {"counts of this area", counts_of_this_area},
    {0},
};
