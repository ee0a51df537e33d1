/* rota_test.c - no minute is lost at midnight or at the week's end. */
#include "src/rota/rota.h"

#include "tests/requests_world.h"

static void on_duty(struct ctx *c)
{
    static const struct {
        const char *what;
        int weekday, from, to, day, minute;
        bool on;
    } cases[] = {
        {"in the day", 1, 480, 960, 1, 480, true},
        {"not at its end", 1, 480, 960, 1, 960, false},
        {"nor another day", 1, 480, 960, 2, 500, false},
        {"every day", EVERY_DAY, 480, 960, 4, 500, true},
        {"a night begins", 6, 1320, 360, 6, 1320, true},
        {"and ends on Sunday morning", 6, 1320, 360, 0, 359, true},
        {"not at six", 6, 1320, 360, 0, 360, false},
        {"Sunday night into Monday", 0, 1320, 360, 1, 0, true},
        {"not the night before", 0, 1320, 360, 0, 100, false},
        {"round the clock", 3, 0, 0, 3, 1439, true},
        {"of that day", 3, 0, 0, 4, 0, false},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct slot s = {.weekday = cases[i].weekday, .from = cases[i].from, .to = cases[i].to};
        CHECK(cases[i].what, rota_on_duty(&s, cases[i].day, cases[i].minute) == cases[i].on);
    }
    /* three shifts that meet: each minute of the week has exactly one */
    struct slot shifts[] = {{.weekday = EVERY_DAY, .from = 360, .to = 840},
        {.weekday = EVERY_DAY, .from = 840, .to = 1320},
        {.weekday = EVERY_DAY, .from = 1320, .to = 360}};
    int wrong = 0;
    for (int m = 0; m < 7 * 1440; m++) {
        int n = 0;
        for (size_t i = 0; i < COUNT(shifts); i++) {
            n += rota_on_duty(&shifts[i], m / 1440, m % 1440);
        }
        wrong += n != 1;
    }
    CHECK("no minute without, none with two", wrong == 0);
}

static void minutes(struct ctx *c)
{
    int m = -1;
    (void)c;
    CHECK("7:30", rota_minutes("7:30", &m) && m == 450);
    CHECK("22", rota_minutes("22", &m) && m == 1320);
    CHECK("00:00", rota_minutes("00:00", &m) && m == 0);
    static const char *const bad[] = {
        "", "24:00", "7:60", "7:", ":30", "7:30:00", "七点", "123", "-1"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        CHECK(bad[i], !rota_minutes(bad[i], &m));
    }
}

static void pages(struct ctx *c)
{
    struct world *w = world_make(c), *other = world_make(c);
    const char *path = world_path(c, w, "places", w->stair, "/rota");
    struct req *r =
        visit(c, &w->clerk_b, path, "what=1&name=王师傅&phone=02155500177&weekday=7&from=6&to=25");
    CHECK("no such hour", r->status == 422 && strstr(body_of(r), "to-e"));
    r = visit(
        c, &w->clerk_b, path, "what=1&name=王师傅&phone=02155500177&weekday=7&from=6&to=22:00");
    CHECK("added", r->status == 303);
    r = visit(c, &w->stranger_b, path, NULL);
    CHECK("on duty now", r->status == 200 && strstr(body_of(r), "正在值班"));
    CHECK("not by a leader", visit(c, &w->leader_b, path, "what=1")->status == 403);
    for (int day = 1; day < 4; day++) {
        visit(c, &w->clerk_b, path,
            arena_printf(c->arena, "what=2&name=李师傅&phone=&weekday=%d&from=8&to=9", day));
    }
    must(db_begin_read(c));
    CHECK("three lines, one person",
        db_int(c, "SELECT count(*) FROM person WHERE area_id = ?1 AND name = ?2", V(w->area),
            V("李师傅")) == 1);
    db_rollback(c);
    const char *two = "what=2&name=李师傅&weekday=5&from=8&to=9";
    r = visit(c, &w->clerk_b, path, arena_printf(c->arena, "%s&another=1", two));
    CHECK("another of that name", r->status == 303);
    r = visit(c, &w->clerk_b, path, two);
    CHECK("then which", r->status == 422 && strstr(body_of(r), "person-e"));
    must(db_begin_read(c));
    int64_t last = db_int(
        c, "SELECT max(id) FROM person WHERE area_id = ?1 AND name = ?2", V(w->area), V("李师傅"));
    db_rollback(c);
    const char *same = arena_printf(c->arena, "%s&person=%" PRId64, two, last);
    r = visit(c, &w->clerk_b, path, same);
    CHECK("a shift twice",
        r->status == 422 && strstr(body_of(r), "from-e") && strstr(body_of(r), "已经有一班"));
    same =
        arena_printf(c->arena, "what=2&name=李师傅&weekday=5&from=9&to=10&person=%" PRId64, last);
    CHECK("chosen, and after it", visit(c, &w->clerk_b, path, same)->status == 303);
    r = visit(c, &w->clerk_b, path, arena_printf(c->arena, "%s&person=%" PRId64, two, w->granny));
    CHECK("only from the list", r->status == 422);
    must(db_begin_read(c));
    CHECK("two people, two lines of the second",
        db_int(c, "SELECT count(*) FROM person WHERE area_id = ?1 AND name = ?2", V(w->area),
            V("李师傅")) == 2 &&
            db_int(c, "SELECT count(*) FROM rota_slot WHERE area_id = ?1 AND person_id = ?2",
                V(w->area), V(last)) == 2);
    db_rollback(c);
    path = world_path(c, w, "places", other->stair, "/rota");
    CHECK("another area's", visit(c, &w->clerk_b, path, NULL)->status == 404);
    struct slots all = {0};
    c->area_id = w->area;
    must(db_begin_read(c) && rota_of(c, w->stair, &all));
    db_rollback(c);
    const char *end = world_path(c, w, "rota", all.n ? all.v[0].id : 0, "/end");
    CHECK("not from another area",
        visit(c, &other->clerk_b, world_path(c, other, "rota", all.v[0].id, "/end"), "x=1")
                ->status == 404);
    CHECK("ended", visit(c, &w->clerk_b, end, "x=1")->status == 303);
    CHECK("once", visit(c, &w->clerk_b, end, "x=1")->status == 404);
}

/* As asked minute by minute. */
static void overlaps(struct ctx *c)
{
    static const struct slot v[] = {{.weekday = 1, .from = 480, .to = 540},
        {.weekday = 1, .from = 540, .to = 600}, {.weekday = 2, .from = 0, .to = 120},
        {.weekday = 1, .from = 1320, .to = 60}, {.weekday = EVERY_DAY, .from = 500, .to = 510},
        {.weekday = 0, .from = 1200, .to = 500}, {.weekday = 3, .from = 0, .to = 0},
        {.weekday = EVERY_DAY, .from = 1380, .to = 1380}};
    (void)c;
    for (size_t i = 0; i < COUNT(v) * COUNT(v); i++) {
        const struct slot *a = &v[i / COUNT(v)], *b = &v[i % COUNT(v)];
        bool both = false;
        for (int m = 0; m < 7 * 1440; m++) {
            both = both ||
                   (rota_on_duty(a, m / 1440, m % 1440) && rota_on_duty(b, m / 1440, m % 1440));
        }
        CHECK("both", rota_overlaps(a, b) == both);
    }
}

const struct test rota_tests[] = {
    {"overlaps", overlaps, .pure = true},
    {"on duty", on_duty, .pure = true},
    {"minutes", minutes, .pure = true},
    {"pages", pages},
    {0},
};
