/* households_test.c - moving in and out, splitting, joining; the past stays as it was. */
#include "src/households/households_room.h"
#include "tests/requests_world.h"

static const char *names(struct ctx *c, int64_t household, const char *day)
{
    struct housemates all = {0};
    const char *out = "";
    CHECK("read", households_people(c, household, day, &all));
    for (size_t i = 0; i < all.n; i++) {
        out = arena_printf(c->arena, "%s%s ", out, all.v[i].name);
    }
    return out;
}

static void moving(struct ctx *c)
{
    struct world *w = world_make(c);
    struct person p;
    test_begin(c);
    CHECK("home", people_by_id(c, w->neighbour, &p));
    int64_t home = p.household_id, child = people_make(c, "小周", "");
    CHECK("head", households_set_family(c, w->neighbour, home, FAMILY_HEAD));
    CHECK("in", households_move_in(c, child, home, FAMILY_CHILD, "2026-12-01"));
    CHECK("twice",
        !households_move_in(c, child, home, FAMILY_CHILD, "2026-12-05") && c->err.kind == ERR_RULE);
    c->err = (struct err){0};
    CHECK("not earlier into the same days",
        !households_move_in(c, child, home, FAMILY_CHILD, "2026-11-25") &&
            str_same(c->err.field, "day"));
    c->err = (struct err){0};
    CHECK("a second head",
        !households_move_in(c, people_make(c, "老周", ""), home, FAMILY_HEAD, "2026-12-05") &&
            str_same(c->err.field, "family"));
    c->err = (struct err){0};
    const char *before = names(c, home, "2026-11-30"), *since = names(c, home, "2026-12-02");
    CHECK("from that day", str_same(before, "周玉兰 ") && str_same(since, "周玉兰 小周 "));
    CHECK("not before moving in",
        !households_move_out(c, child, home, "2026-11-01") && c->err.kind == ERR_RULE);
    c->err = (struct err){0};
    int64_t fresh = households_split(c, child, home, "2026-12-10");
    CHECK("a household of his own", fresh && str_same(names(c, fresh, "2026-12-10"), "小周 "));
    CHECK("the past is as it was", str_same(before, names(c, home, "2026-11-30")) &&
                                       str_same(since, names(c, home, "2026-12-02")));
    CHECK("joined again", households_join(c, fresh, home, "2026-12-20"));
    CHECK("together", str_same(names(c, home, "2026-12-20"), "周玉兰 小周 ") &&
                          str_same(names(c, fresh, "2026-12-20"), ""));
    CHECK("and apart in between", str_same(names(c, home, "2026-12-15"), "周玉兰 ") &&
                                      str_same(names(c, fresh, "2026-12-15"), "小周 "));
    CHECK("with itself", !households_join(c, home, home, "2026-12-21") && c->err.kind == ERR_RULE);
    c->err = (struct err){0};
    CHECK("granny's home", people_by_id(c, w->granny, &p));
    CHECK("not into another home", !households_join(c, home, p.household_id, "2026-12-21") &&
                                       c->err.kind == ERR_RULE && str_same(c->err.field, "into"));
    c->err = (struct err){0};
    CHECK("done", test_end(c));
}

/* Against a table of days: whoever lives where on a day stays so whatever comes later. */
static void no_past_changes(struct ctx *c)
{
    enum { DAYS = 20, FOLK = 4 };
    struct world *w = world_make(c);
    struct person p;
    uint32_t seed = 99;
    int64_t folk[FOLK];
    const char *seen[DAYS];
    test_begin(c);
    CHECK("home", people_by_id(c, w->granny, &p));
    for (int i = 0; i < FOLK; i++) {
        folk[i] = people_make(c, arena_printf(c->arena, "房客%d", i), "");
    }
    for (int day = 0; day < DAYS; day++) {
        const char *today = day_text(c->arena, c->now + day * MS_PER_DAY);
        for (int i = 0; i < 3; i++) {
            seed = seed * 1664525u + 1013904223u;
            int64_t who = folk[(seed >> 8) % FOLK];
            (void)((seed >> 20) % 2
                       ? households_move_in(c, who, p.household_id, FAMILY_TENANT, today)
                       : households_move_out(c, who, p.household_id, today));
            c->err = (struct err){0};
        }
        for (int past = 0; past < day; past++) {
            const char *then = day_text(c->arena, c->now + past * MS_PER_DAY);
            CHECK("as it was", str_same(seen[past], names(c, p.household_id, then)));
        }
        seen[day] = names(c, p.household_id, today);
    }
    CHECK("done", test_end(c));
}

static struct req *go(
    struct ctx *c, struct browser *b, const struct world *w, const char *tail, const char *body)
{
    return visit(c, b, arena_printf(c->arena, "/a/%s/%s", w->code, tail), body);
}

/* A leader's own household into one of a stair she has no post over. */
static void into_a_strangers(struct ctx *c)
{
    struct world *w = world_make(c);
    struct person mine, theirs;
    c->area_id = w->area;
    must(db_begin_read(c));
    CHECK("homes", people_by_id(c, w->leader, &mine) && people_by_id(c, w->son, &theirs));
    db_rollback(c);
    const char *join = arena_printf(c->arena, "households/%" PRId64 "/join", mine.household_id);
    const char *into =
        arena_printf(c->arena, "into=%" PRId64 "&day=2026-11-23", theirs.household_id);
    struct req *r = go(c, &w->leader_b, w, join, into);
    CHECK("refused in words", r->status == 422 && strstr(body_of(r), "同一套房里的另一户"));
    must(db_begin_read(c));
    CHECK("nobody has moved", people_by_id(c, w->leader, &theirs) &&
                                  theirs.household_id == mine.household_id &&
                                  theirs.building_id == w->stair);
    db_rollback(c);
}

static void on_pages(struct ctx *c)
{
    struct world *w = world_make(c), *other = world_make(c);
    struct person p;
    c->area_id = w->area;
    world_resident(c, &w->granny_b, w->phone);
    must(db_begin_read(c));
    CHECK("home", people_by_id(c, w->granny, &p));
    db_rollback(c);
    const char *at = arena_printf(c->arena, "households/%" PRId64, p.household_id);
    const char *add = arena_printf(c->arena, "%s/add", at);
    CHECK("not a neighbour's", go(c, &w->neighbour_b, w, at, NULL)->status == 403);
    CHECK("not another area's", go(c, &other->clerk_b, other, at, NULL)->status == 404);
    CHECK("the leader's", go(c, &w->leader_b, w, at, NULL)->status == 200);
    struct req *r = go(c, &w->leader_b, w, add, "name=陈小宝&family=child&day=2026-11-01");
    CHECK("moved in",
        r->status == 303 && strstr(body_of(go(c, &w->leader_b, w, at, NULL)), "陈小宝"));
    r = go(c, &w->leader_b, w, add, "name=陈小宝&family=child&day=notaday");
    CHECK("what was typed is kept", r->status == 422 && strstr(body_of(r), "value=\"陈小宝\""));
    r = go(c, &w->leader_b, w, add, "name=陈小宝&family=child&day=2026-11-05");
    CHECK("is it the one there is?",
        r->status == 422 && strstr(body_of(r), "who-e") && strstr(body_of(r), "都不是"));
    CHECK("not somebody of elsewhere",
        go(c, &w->leader_b, w, add,
            arena_printf(c->arena, "name=陈小宝&who=%" PRId64 "&day=2026-11-05", w->son))
                ->status == 422);
    r = go(c, &w->leader_b, w, add, "name=陈小宝&family=child&day=2026-11-05&who=1");
    CHECK("another of that name", r->status == 303);
    r = go(c, &w->leader_b, w, add, "name=陈满月&born=2099-01-01&family=child&day=2026-11-05");
    CHECK("not born tomorrow", r->status == 422 && strstr(body_of(r), "born-e"));
    r = go(c, &w->leader_b, w, add, "name=陈满月&born=2026-11-01&family=child&day=2026-11-05");
    CHECK("a baby", r->status == 303);
    r = go(c, &w->leader_b, w, at, NULL);
    CHECK("wants a guardian", strstr(body_of(r), "陈满月 未满十八岁"));
    struct housemates there = {0};
    must(db_begin_read(c));
    CHECK("all of them", households_people(c, p.household_id, "", &there) && there.n > 0);
    db_rollback(c);
    int64_t baby = 0;
    for (size_t i = 0; i < there.n; i++) {
        baby = str_same(there.v[i].name, "陈满月") ? there.v[i].person_id : baby;
    }
    const char *member = arena_printf(c->arena, "%s/m/%" PRId64, at, baby);
    r = go(c, &w->leader_b, w, arena_printf(c->arena, "%s/out", member), "day=2026-11-10");
    CHECK("moved out", r->status == 303);
    r = visit(c, &w->leader_b, arena_strdup(c->arena, r->location), NULL);
    CHECK("what was written down", r->status == 200 && strstr(body_of(r), "记下了：陈满月"));
    r = go(c, &w->leader_b, w, member, NULL);
    CHECK("back leads to the household", r->status == 303 && strstr(r->location, "?out="));
    r = go(c, &w->granny_b, w, "household", NULL);
    CHECK("hers",
        r->status == 200 && strstr(body_of(r), "陈小宝") && strstr(body_of(r), "还没有确认过"));
    CHECK("checked", go(c, &w->granny_b, w, "household/check", "")->status == 303);
    CHECK("known", strstr(body_of(go(c, &w->granny_b, w, "household", NULL)), "家里人确认过"));
    CHECK("for her by the son",
        go(c, &w->son_b, w, "household/check",
            arena_printf(c->arena, "act_person=%" PRId64 "&act_channel=visit", w->granny))
                ->status == 303);
    const char *guard = arena_printf(c->arena, "people/%" PRId64 "/guardian", w->granny);
    CHECK(
        "a guardian", go(c, &w->clerk_b, w, guard,
                          "name=周玉兰&phone=13900000302&why=incapable&basis=判决书&day=2026-11-01")
                              ->status == 303);
    CHECK("shown", strstr(body_of(go(c, &w->clerk_b, w,
                              arena_printf(c->arena, "people/%" PRId64, w->granny), NULL)),
                       "周玉兰"));
    CHECK("none to end",
        go(c, &w->clerk_b, w, arena_printf(c->arena, "%s/1/end", guard), "")->status == 404);
}

/* A home nobody was ever entered in: from its door to a household, one only. */
static void empty_home(struct ctx *c)
{
    struct world *w = world_make(c);
    bool made, changed;
    test_begin(c);
    int64_t unit = places_put_unit(c, w->stair, "909", 5000, &made, &changed);
    CHECK("made", test_end(c));
    const char *door = arena_printf(c->arena, "b/%" PRId64 "/doors/%" PRId64, w->stair, unit);
    const char *open = arena_printf(c->arena, "units/%" PRId64 "/household", unit);
    CHECK("offered", strstr(body_of(go(c, &w->leader_b, w, door, NULL)), open));
    struct req *r = go(c, &w->leader_b, w, open, "");
    const char *at = r->status == 303 ? arena_strdup(c->arena, r->location) : "";
    CHECK("opened", strstr(at, "/households/"));
    CHECK("once", str_same(at, str_or(go(c, &w->leader_b, w, open, "")->location, "")));
    CHECK("not a neighbour's", go(c, &w->neighbour_b, w, open, "")->status == 403);
    CHECK("found from the door", strstr(body_of(go(c, &w->leader_b, w, door, NULL)), at));
}

const struct test households_tests[] = {
    {"moving", moving},
    {"no past changes", no_past_changes},
    {"into a stranger's household", into_a_strangers},
    {"on pages", on_pages},
    {"an empty home", empty_home},
    {0},
};
