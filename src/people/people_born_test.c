/* people_born_test.c - birth days: masked, seen for a reason, brought by a roster, forgotten. */
#include "src/import/import.h"
#include "src/people/people_room.h"
#include "src/privacy/privacy.h"
#include "tests/requests_world.h"

static struct req *go(
    struct ctx *c, struct browser *b, const struct world *w, const char *tail, const char *body)
{
    return visit(c, b, arena_printf(c->arena, "/a/%s/%s", w->code, tail), body);
}

static void minors(struct ctx *c)
{
    (void)c;
    static const struct {
        const char *born, *day;
        bool minor;
    } cases[] = {{"", "2026-11-27", false}, {"2008-11-28", "2026-11-27", true},
        {"2008-11-27", "2026-11-27", false}, {"2008-11-26", "2026-11-27", false},
        {"2008-02-29", "2026-02-28", true}, {"2008-02-29", "2026-03-01", false},
        {"2026-11-27", "2026-11-27", true}, {"1926-01-01", "2026-11-27", false}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK(cases[i].born, people_is_minor(cases[i].born, cases[i].day) == cases[i].minor);
    }
    struct err why = {0};
    CHECK("today", people_may_be_born("2026-11-27", "2026-11-27", &why));
    CHECK("not tomorrow", !people_may_be_born("2026-11-28", "2026-11-27", &why));
    CHECK("nobody is that old", !people_may_be_born("1826-11-28", "2026-11-27", &why));
}

static void typed(struct ctx *c)
{
    struct world *w = world_make(c), *other = world_make(c);
    const char *at = arena_printf(c->arena, "people/%" PRId64, w->neighbour);
    const char *born = arena_printf(c->arena, "%s/born", at);
    const char *seen = arena_printf(c->arena, "%s/born/seen", at);
    CHECK("not the leader's", go(c, &w->leader_b, w, born, NULL)->status == 403);
    CHECK("not another area's", go(c, &other->clerk_b, other, born, NULL)->status == 404);
    struct req *r = go(c, &w->clerk_b, w, born, "born=2127-01-01");
    CHECK("not to come",
        r->status == 422 && strstr(body_of(r), "born-e") && strstr(body_of(r), "2127-01-01"));
    CHECK("typed", go(c, &w->clerk_b, w, born, "born=1948-05-01")->status == 303);
    r = go(c, &w->clerk_b, w, at, NULL);
    CHECK("the year", strstr(body_of(r), "1948 年生") && !strstr(body_of(r), "05-01"));
    r = go(c, &w->leader_b, w, at, NULL);
    CHECK("for the leader not even that",
        strstr(body_of(r), "已登记") && !strstr(body_of(r), "1948"));
    r = go(c, &w->clerk_b, w, born, NULL);
    CHECK("masked in the form", strstr(body_of(r), "1948 年生") && !strstr(body_of(r), "05-01"));
    r = go(c, &w->clerk_b, w, seen, "reason=");
    CHECK("a reason first", r->status == 422 && !strstr(body_of(r), "1948-05-01"));
    r = go(c, &w->clerk_b, w, seen, "reason=核对敬老卡");
    CHECK("then the day", r->status == 200 && strstr(body_of(r), "1948-05-01"));
    CHECK("she sees who looked",
        strstr(body_of(go(c, &w->neighbour_b, w, "privacy", NULL)), "核对敬老卡"));
    test_begin(c);
    people_forget(c, w->neighbour);
    CHECK("forgotten", str_same(people_born(c, w->neighbour), "") && test_end(c));
}

static void wards(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *at = arena_printf(c->arena, "people/%" PRId64, w->neighbour);
    const char *born = arena_printf(c->arena, "%s/born", at);
    const char *asks = "还没有登记监护人。签字";
    must(db_begin_read(c));
    int64_t unit = places_unit_by_name(c, w->stair, "302");
    db_rollback(c);
    const char *home = arena_printf(c->arena, "owners/units/%" PRId64, unit);
    CHECK("owns", go(c, &w->clerk_b, w, arena_printf(c->arena, "%s/add", home),
                      "kind=1&name=周玉兰&phone=13900000302&num=1&den=1&day=2024-01-01")
                          ->status == 303);
    CHECK("nobody knows", !strstr(body_of(go(c, &w->clerk_b, w, home, NULL)), asks));
    go(c, &w->clerk_b, w, born, "born=2015-05-01");
    CHECK("her page asks", strstr(body_of(go(c, &w->clerk_b, w, at, NULL)), asks));
    struct req *r = go(c, &w->clerk_b, w, home, NULL);
    CHECK("the home's page asks", strstr(body_of(r), asks) && strstr(body_of(r), "/guardian\""));
    r = go(c, &w->clerk_b, w, arena_printf(c->arena, "%s/guardian", at),
        "name=王监护&phone=19900000777&why=minor&basis=看过户口簿&day=2024-01-01");
    CHECK("a guardian", r->status == 303);
    CHECK("and no more", !strstr(body_of(go(c, &w->clerk_b, w, home, NULL)), asks) &&
                             !strstr(body_of(go(c, &w->clerk_b, w, at, NULL)), asks));
}

/* Brought by a roster, corrected by the next, taken back; a copy of one's own tells it. */
static struct import_run bring(struct ctx *c, const char *csv)
{
    struct sheets all = {0};
    struct roster r = {0};
    struct import_run run = {.path = "", .filename = "x.csv", .compound = "", .answers = ""};
    run.skip_bad = true;
    test_begin(c);
    CHECK("a sheet", sheets_read(c->arena, csv, strlen(csv), &all, &c->err));
    CHECK("tried", all.n && import_now(c, &run, &all, true, &r) && test_end(c));
    return run;
}

static const char *born_of(struct ctx *c, const char *phone)
{
    must(db_begin_read(c));
    const char *day = people_born(c, people_by_phone(c, phone));
    db_rollback(c);
    return day;
}

static void brought(struct ctx *c)
{
    struct world *w = world_make(c);
    c->area_id = w->area;
    struct import_run run = bring(c, "小区,楼号,室号,姓名,手机,出生年月\n"
                                     "桂花苑,1,101,甲某,19900007001,1950年3月\n"
                                     "桂花苑,1,102,乙某,19900007002,1951.4.5\n"
                                     "桂花苑,1,103,丙某,19900007003,2127-1-1\n"
                                     "桂花苑,1,104,丁某,19900007004,1952年\n");
    CHECK("one is not born yet", run.counts.fresh == 3 && run.counts.bad == 1);
    CHECK("a month is not enough", str_same(born_of(c, "19900007001"), ""));
    CHECK("a day", str_same(born_of(c, "19900007002"), "1951-04-05"));
    CHECK("a year is not enough", str_same(born_of(c, "19900007004"), ""));
    struct import_run next = bring(c, "小区,楼号,室号,姓名,手机,生日\n"
                                      "桂花苑,1,101,甲某,19900007001,18331\n"
                                      "桂花苑,1,102,乙某,19900007002,\n");
    CHECK("one corrected, one said nothing", next.counts.changed == 1 && next.counts.same == 1);
    CHECK("as Excel counts", str_same(born_of(c, "19900007001"), "1950-03-09"));
    struct req *r = go(c, &w->clerk_b, w, "roster.csv", NULL);
    CHECK("by year alone", strstr(body_of(r), "1950年") && !strstr(body_of(r), "1950-03"));
    next.blocks.n = 0;
    test_begin(c);
    CHECK("taken back", import_undo(c, &next));
    next.state = IMPORT_UNDONE;
    CHECK("kept", import_save(c, &next) && test_end(c));
    CHECK("as before", str_same(born_of(c, "19900007001"), ""));
    test_begin(c);
    people_reborn(c, people_by_phone(c, "19900007002"), "1951-04-06");
    CHECK("by hand", test_end(c));
    run.blocks.n = 0;
    test_begin(c);
    CHECK("stands in the way", !import_undo(c, &run) && run.blocks.n == 1);
    CHECK("said", test_end(c) && strstr(run.blocks.v[0].words.msgid, "出生日期"));
}

const struct test people_born_tests[] = {
    {"who is a minor", minors, .pure = true},
    {"a birth day typed and seen", typed},
    {"a minor owner asks for a guardian", wards},
    {"birth days by roster", brought},
    {0},
};
