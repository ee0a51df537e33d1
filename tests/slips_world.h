/* slips_world.h - for tests: an owners' vote that is open, its slips printed, brought back and
 * typed by the hands of a leader, a clerk and a third. */
#ifndef EAVES_SLIPS_WORLD_H
#define EAVES_SLIPS_WORLD_H

#include "lib/paper/paper.h"
#include "src/owners/owners.h"
#include "src/slips/slips.h"
#include "tests/requests_world.h"

enum { HOMES = 12, SOME_DAY = 7 };

struct paper {
    struct world *w;
    struct browser third_b;
    int64_t id, third;
    struct ballot b;
    int sheet;
};

__attribute__((unused)) static void own(
    struct ctx *c, int64_t stair, const char *unit, const char *name)
{
    bool made, changed;
    int64_t u = places_put_unit(c, stair, unit, 8000, &made, &changed);
    (void)owners_put(c, u, name, OWNER_PERSON, "", 1, 1, "2020-01-01", &made, &changed);
}

__attribute__((unused)) static void set_state(
    struct ctx *c, const struct paper *p, enum ballot_state state)
{
    db_exec(c, "UPDATE matter SET state = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(p->id), V((int)state));
    db_exec(c, "UPDATE ballot SET opens_at = ?3, closes_at = ?4 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(p->id), V(p->b.opens_at), V(p->b.closes_at));
}

__attribute__((unused)) static void open_ballot(struct ctx *c, struct paper *p)
{
    struct ballot b = {.electorate = ROLL_OF_OWNERS,
        .force = FORCE_STATUTORY,
        .named = true,
        .running = true,
        .body_id = p->w->committee,
        .place_id = c->area_id,
        .text = ""};
    b.m.title = "选聘物业公司";
    b.m.audience = AUDIENCE_AREA;
    for (int i = 0; i < 3; i++) {
        list_push(c->arena, &b.items,
            ((struct ballot_item){.title = "选聘安居物业", .decides = DECIDES_PROPERTY}));
    }
    c->act.person_id = p->w->clerk;
    c->act.hand = HAND_SELF;
    CHECK("a draft", ballots_open(c, &b));
    p->id = b.id;
    p->b.opens_at = c->now - MS_PER_DAY;
    p->b.closes_at = c->now + SOME_DAY * MS_PER_DAY;
    set_state(c, p, BALLOT_ROLL);
    CHECK("its roll", ballots_freeze(c, p->id));
    set_state(c, p, BALLOT_OPEN);
}

__attribute__((unused)) static struct paper furnish(struct ctx *c)
{
    struct paper p = {.w = world_make(c)};
    test_begin(c);
    for (int i = 0; i < HOMES; i++) {
        own(c, p.w->stair, arena_printf(c->arena, "%d0%d", 1 + i / 4, 1 + i % 4),
            arena_printf(c->arena, "业主%d", i + 1));
    }
    own(c, p.w->stair4, "101", "别楼的");
    p.third = people_make(c, "周第三", "13900000907");
    bodies_give_post(c, p.w->committee, POST_COMMITTEE_STAFF, p.third, c->area_id, "");
    open_ballot(c, &p);
    CHECK("furnished", test_end(c));
    world_staff(c, &p.third_b, p.third, "third");
    return p;
}

__attribute__((unused)) static const char *path(
    struct ctx *c, const struct paper *p, const char *tail)
{
    return arena_printf(c->arena, "/a/%s/ballots/%" PRId64 "/%s", p->w->code, p->id, tail);
}

__attribute__((unused)) static const char *code(struct ctx *c, const struct paper *p, int line)
{
    char out[ROW_CODE_TEXT];
    row_code(p->sheet, line, out);
    return arena_strdup(c->arena, out);
}

__attribute__((unused)) static void print_slips(struct ctx *c, struct paper *p)
{
    const char *body = arena_printf(c->arena, "building=%" PRId64, p->w->stair);
    struct req *r = visit(c, &p->w->leader_b, path(c, p, "slips"), body);
    p->sheet = (int)id_after(r->location, "/slips/");
    CHECK("printed", r->status == 303 && p->sheet);
}

__attribute__((unused)) static struct slip_numbers numbers(struct ctx *c, const struct paper *p)
{
    struct slip_numbers n = {0};
    must(db_begin_read(c));
    CHECK("numbers", slips_numbers(c, p->id, &n));
    db_rollback(c);
    return n;
}

__attribute__((unused)) static const char *list_of(
    struct ctx *c, const struct paper *p, const char *at, const char *lines)
{
    (void)p;
    return arena_printf(
        c->arena, "received=%s&kept=柜子&one=王一&two=李二&signs=all&strays=1&lines=%s", at, lines);
}

__attribute__((unused)) static struct req *type(
    struct ctx *c, struct browser *b, const struct paper *p, const char *tail, const char *lines)
{
    return visit(c, b, path(c, p, tail), arena_printf(c->arena, "lines=%s", lines));
}

#define TODAY "2026-11-23T10:00"
__attribute__((unused)) static const char *on(
    struct ctx *c, const struct paper *p, int line, const char *what)
{
    return arena_printf(c->arena, "%s %s", code(c, p, line), what);
}

__attribute__((unused)) static void list_slips(
    struct ctx *c, const struct paper *p, int from, int to)
{
    const char *lines = "";
    for (int i = from; i <= to; i++) {
        lines = arena_printf(c->arena, "%s%s%s", lines, *lines ? "%0A" : "", code(c, p, i));
    }
    struct req *r = visit(c, &p->w->clerk_b, path(c, p, "returns"), list_of(c, p, TODAY, lines));
    CHECK("listed", r->status == 303);
}

__attribute__((unused)) static int64_t counted(
    struct ctx *c, const struct paper *p, int64_t item, int64_t choice)
{
    struct turnout t;
    struct ballot b;
    must(db_begin_read(c));
    must(ballots_by_id(c, p->id, &b) && votes_turnout(c, &b, &t));
    db_rollback(c);
    return sums_of(&t.items[item - 1], choice).homes;
}

#endif
