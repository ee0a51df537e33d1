/* people.h - for tests/life_test.c: who moves in and out, dies, is erased, and whose posts change
 * hands. */
#ifndef EAVES_LIFE_PEOPLE_H
#define EAVES_LIFE_PEOPLE_H

#include "tests/life/residents.h"

/* People ----------------------------------------------------------------------------------------
 */
static int alive(const struct life *l)
{
    int n = 0;
    for (size_t i = 0; i < l->n_folk; i++) {
        n += !l->folk[i].gone;
    }
    return n;
}

static bool is_leader(const struct life *l, const struct actor *a)
{
    for (int s = 0; s < STAIRS; s++) {
        if (l->parts[LEADERS + s].person == a->person) {
            return true;
        }
    }
    return false;
}

static void moves_in(struct ctx *c, struct life *l)
{
    bool made;
    if (l->n_folk == RESIDENTS_MAX) {
        return;
    }
    struct actor *there = &l->folk[dice(l, STAIRS * HOMES)];
    test_at(c, l->now);
    test_begin(c);
    int64_t unit = places_put_unit(c, there->stair,
        arena_printf(c->arena, "%d0%d", dice(l, HOMES / 2) + 1, dice(l, 2) + 1), 8000, &made,
        &made);
    settle_one(c, l, there->stair, unit, chance(l, 75));
    must(test_end(c));
    deed(l, "moves in")->done++;
}

static void dies(struct ctx *c, struct life *l)
{
    struct actor *a = somebody(l, chance(l, 30));
    if (alive(l) > STAIRS * HOMES * 2 / 3 && !is_leader(l, a) &&
        does(c, l, &l->parts[STAFF], "dies",
            arena_printf(c->arena, "people/%" PRId64 "/gone", a->person),
            arena_printf(c->arena, "day=%s&basis=家属来说", day_text(c->arena, l->now)))) {
        a->gone = true;
    }
}

static void moves_out(struct ctx *c, struct life *l)
{
    struct actor *a = somebody(l, true);
    int64_t home;
    ASK(c, home,
        "SELECT max(household_id) FROM relation WHERE area_id = ?1 AND person_id = ?2"
        " AND household_id IS NOT NULL AND valid_to IS NULL",
        V(l->area), V(a->person));
    if (home && alive(l) > STAIRS * HOMES * 2 / 3 && !is_leader(l, a) &&
        does(c, l, &l->parts[STAFF], "moves out",
            arena_printf(c->arena, "households/%" PRId64 "/m/%" PRId64 "/out", home, a->person),
            arena_printf(c->arena, "day=%s", day_text(c->arena, l->now)))) {
        a->gone = true;
    }
}

/* Somebody who waits for nothing any more. */
static void is_erased(struct ctx *c, struct life *l)
{
    for (int i = 0; i < 12; i++) {
        struct actor *a = somebody(l, true);
        int64_t open;
        ASK(c, open,
            "SELECT count(*) FROM matter m JOIN follower f ON f.area_id = m.area_id AND f.matter_id = m.id"
            " WHERE m.area_id = ?1 AND f.person_id = ?2 AND m.closed_at IS NULL",
            V(l->area), V(a->person));
        if (!open && alive(l) > STAIRS * HOMES * 2 / 3 && !is_leader(l, a)) {
            a->gone = does(c, l, a, "asks to be erased", "privacy/erase", "why=搬走了&sure=1");
            return;
        }
    }
}

static void consents(struct ctx *c, struct life *l)
{
    does(c, l, somebody(l, true), "consents", "privacy/consents", "kind=group&what=楼组微信群");
    does(c, l, somebody(l, true), "chooses a way", "me/messages/how",
        chance(l, 70)   ? "way=sms"
        : chance(l, 50) ? "way=page"
                        : "way=call");
}

/* A post changes hands at midnight: the successor is named, and accepts. */
static void hands_over(struct ctx *c, struct life *l)
{
    static const enum part parts[] = {STAFF, OPERATOR, MANAGER, MECHANIC, OWNERS};
    enum part part = parts[dice(l, COUNT(parts))];
    int64_t post;
    if (l->next_part != PARTS) {
        return;
    }
    ASK(c, post,
        "SELECT max(id) FROM post WHERE area_id = ?1 AND person_id = ?2 AND valid_to IS NULL",
        V(l->area), V(l->parts[part].person));
    if (post && does(c, l, &l->parts[SECRETARY], "hands a post over",
                    arena_printf(c->arena, "posts/%" PRId64 "/handover", post),
                    arena_printf(c->arena, "day=%s&name=接任%d&phone=%s&keys=钥匙一把",
                        day_text(c->arena, l->now), l->turned, new_phone(c, l)))) {
        l->turned++;
        l->next_part = (int)part;
        l->next_day = l->now / MS_PER_DAY;
        ASK(c, l->next_person,
            "SELECT n.person_id FROM post o JOIN post n ON n.area_id = o.area_id"
            " AND n.body_id = o.body_id AND n.kind = o.kind AND n.valid_to IS NULL"
            " WHERE o.area_id = ?1 AND o.id = ?2 ORDER BY n.id DESC LIMIT 1",
            V(l->area), V(post));
    }
}

/* The morning after: the new one signs in. */
static void takes_over(struct ctx *c, struct life *l)
{
    struct actor *a = &l->parts[l->next_part];
    const char *secret;
    if (l->next_part == PARTS || !l->next_person) {
        return;
    }
    bool staff = a->staff;
    test_at(c, l->now);
    test_begin(c);
    *a = (struct actor){.person = l->next_person, .phone = true, .staff = staff};
    if (staff) {
        a->account =
            accounts_make_staff(c, arena_printf(c->arena, "turn%d-%" PRId64, l->turned, l->area),
                "a-long-password-1", &secret);
        claims_bind_staff(c, a->account, a->person);
    } else {
        struct person p = {0};
        must(people_by_id(c, a->person, &p));
        a->account = accounts_of_phone(c, p.phone);
        c->who = (struct who){0};
        claims_enter_by_phone(c, a->account, p.phone, 0, "");
    }
    must(test_end(c));
    l->next_part = PARTS;
}
#endif
