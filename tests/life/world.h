/* world.h - for tests/life_test.c: an invented neighbourhood with people of all kinds, a dice that
 * a seed repeats, and the clock they live by. Facts of it are asked for by plain SQL, not by the
 * stores that are being proved. */
#ifndef EAVES_LIFE_WORLD_H
#define EAVES_LIFE_WORLD_H

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/db/job.h"
#include "lib/web/session.h"
#include "src/accounts/accounts.h"
#include "src/bodies/bodies.h"
#include "src/claims/claims.h"
#include "src/messages/messages_room.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/requests/requests.h"
#include "tests/check.h"

#define HOUR INT64_C(3600000)
#define MINUTE INT64_C(60000)

enum { STAIRS = 4, HOMES = 8, RESIDENTS_MAX = 200, DEEDS_MAX = 90 };
enum part { /* who is who at a desk; the person behind it changes */
    SECRETARY,
    STAFF,
    OPERATOR,
    MANAGER,
    MECHANIC,
    OWNERS,
    TOWN,
    LEADERS, /* one a stair */
    PARTS = LEADERS + STAIRS,
};
struct actor {
    int64_t person, account, stair, signed_at;
    bool staff, phone, gone; /* phone: has an account; gone: died, moved out, erased */
    struct browser b;
};
struct deed { /* what was tried: how often it was done, and refused with a sentence */
    char name[40];
    int done, refused;
};
struct life {
    const char *code;
    int64_t area, compound, stairs[STAIRS], committee, property, owners, town;
    struct actor parts[PARTS], folk[RESIDENTS_MAX];
    int next_part; /* to change hands tomorrow; PARTS: none */
    int64_t next_person, next_day;
    size_t n_folk;
    struct deed deeds[DEEDS_MAX];
    size_t n_deeds;
    uint64_t seed, dice;
    int64_t first, now;
    int days, visits, phones, secrets, nights, checked, turned;
};

/* Dice ----------------------------------------------------------------------------------------- */
static uint64_t roll_dice(struct life *l)
{
    uint64_t z = (l->dice += UINT64_C(0x9e3779b97f4a7c15)); /* splitmix64 */
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static int dice(struct life *l, int n)
{
    return (int)(roll_dice(l) % (uint64_t)n);
}

static bool chance(struct life *l, int of_hundred)
{
    return dice(l, 100) < of_hundred;
}

/* What was done -------------------------------------------------------------------------------- */
static struct deed *deed(struct life *l, const char *name)
{
    for (size_t i = 0; i < l->n_deeds; i++) {
        if (str_same(l->deeds[i].name, name)) {
            return &l->deeds[i];
        }
    }
    must(l->n_deeds < DEEDS_MAX);
    l->deeds[l->n_deeds] = (struct deed){.done = 0};
    snprintf(l->deeds[l->n_deeds].name, sizeof(l->deeds[0].name), "%s", name);
    return &l->deeds[l->n_deeds++];
}

/* A failure that can be seen again: the seed, the day and the deed. */
static void life_fails(struct life *l, struct ctx *c, const char *what, const char *detail)
{
    printf("FAIL life: %s %s: seed %" PRIu64 ", day %d, %s\n", what, detail, l->seed,
        (int)((l->now - l->first) / MS_PER_DAY), day_text(c->arena, l->now));
    CHECK(what, false);
}

/* A clear sentence (4xx, or the form again) is an answer; a 5xx is a fault of the house. */
static struct req *life_visit(
    struct ctx *c, struct life *l, struct actor *a, const char *tail, const char *body)
{
    const char *path = arena_printf(c->arena, "/a/%s%s%s", l->code, *tail ? "/" : "", tail);
    test_at(c, l->now);
    c->area_id = 0;
    c->who = (struct who){0};
    c->act = (struct act){0};
    struct browser nobody = {0};
    struct req *r = visit(c, a ? &a->b : &nobody, path, body);
    c->area_id = l->area;
    c->who = (struct who){0};
    l->visits++;
    if (r->status >= 500 || r->status == 0) {
        life_fails(
            l, c, "an answer of the house", arena_printf(c->arena, "%s -> %d", path, r->status));
    }
    return r;
}

static void life_sign_in(struct ctx *c, struct life *l, struct actor *a)
{
    struct req *r = arena_alloc(c->arena, sizeof(*r)), *before = c->req;
    if (!a->account ||
        (a->signed_at && l->now - a->signed_at < 12 * HOUR && l->now >= a->signed_at)) {
        return;
    }
    *r = (struct req){.method = "POST", .path = "/", .cookie = "", .address = "127.0.0.1"};
    test_at(c, l->now);
    c->req = r;
    test_begin(c);
    session_sign_in(c, a->account, a->staff);
    must(test_end(c) && r->set_cookie[0]);
    snprintf(a->b.cookie, sizeof(a->b.cookie), "%.*s", (int)strcspn(r->set_cookie[0], ";"),
        r->set_cookie[0]);
    a->signed_at = l->now;
    c->req = before;
    c->who = (struct who){0};
    c->act = (struct act){0};
}

/* One deed by one person's own hand; true when it was done. */
static bool does(struct ctx *c, struct life *l, struct actor *a, const char *name, const char *tail,
    const char *body)
{
    life_sign_in(c, l, a);
    struct req *r = life_visit(c, l, a, tail, body);
    struct deed *d = deed(l, name);
    bool done = r->status == 303;
    *(done ? &d->done : &d->refused) += 1;
    if (getenv("EAVES_LIFE_LOUD") && !done) {
        const char *at = strstr(body_of(r), "class=\"error");
        printf("%s: %s %s -> %d %.300s\n", name, tail, body, r->status, at ? at : "");
    }
    return done;
}

/* Plain questions, each its own snapshot ----------------------------------------------------------
 */
#define ASK(c, out, sql, ...) \
    do { \
        must(db_begin_read(c)); \
        (out) = db_int(c, sql, __VA_ARGS__); \
        db_rollback(c); \
    } while (0)

/* Any request in that state, by the dice; 0: none. */
static int64_t any_request(struct ctx *c, struct life *l, int state)
{
    int64_t n, id = 0;
    ASK(c, n, "SELECT count(*) FROM matter WHERE area_id = ?1 AND kind = 'request' AND state = ?2",
        V(l->area), V(state));
    if (n) {
        int64_t skip = state == REQUEST_CLOSED && n > 40 ? n - 1 - dice(l, 40) : dice(l, (int)n);
        ASK(c, id,
            "SELECT id FROM matter WHERE area_id = ?1 AND kind = 'request' AND state = ?2"
            " ORDER BY id LIMIT 1 OFFSET ?3",
            V(l->area), V(state), V(skip));
    }
    return id;
}

static int64_t version_of(struct ctx *c, int64_t id)
{
    int64_t v;
    ASK(c, v, "SELECT version FROM matter WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(id));
    return v;
}

static int64_t asker_of(struct ctx *c, int64_t id)
{
    int64_t v;
    ASK(c, v, "SELECT asker_id FROM matter WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(id));
    return v;
}

static struct actor *folk_of(struct life *l, int64_t person)
{
    for (size_t i = 0; i < l->n_folk; i++) {
        if (l->folk[i].person == person) {
            return &l->folk[i];
        }
    }
    return NULL;
}

/* Somebody who lives here today; with a telephone of his own or not. */
static struct actor *somebody(struct life *l, bool phone)
{
    for (int i = 0; i < 400; i++) {
        struct actor *a = &l->folk[dice(l, (int)l->n_folk)];
        if (!a->gone && a->phone == phone) {
            return a;
        }
    }
    return &l->folk[0];
}

/* Who answers in the body that has it. */
static struct actor *owner_of(struct ctx *c, struct life *l, int64_t id)
{
    int64_t body;
    ASK(c, body, "SELECT owner_id FROM matter WHERE area_id = ?1 AND id = ?2", V(l->area), V(id));
    return body == l->property ? &l->parts[chance(l, 50) ? MANAGER : MECHANIC]
           : body == l->owners ? &l->parts[OWNERS]
                               : &l->parts[STAFF];
}

/* Making it -------------------------------------------------------------------------------------
 */
static const char *new_phone(struct ctx *c, struct life *l)
{
    return arena_printf(c->arena, "1990%07d", (int)(l->seed % 900) * 1000 + l->phones++);
}

static void settle_one(struct ctx *c, struct life *l, int64_t stair, int64_t unit, bool phone)
{
    static const char *const names[] = {"陈阿婆", "周玉兰", "顾明珠", "陈小军", "唐家宝", "卫国平",
        "施雪梅", "罗晓东", "蒋志文", "邵立群", "唐文秀", "马俊", "吴惠芬", "葛文涛"};
    bool made, changed;
    must(l->n_folk < RESIDENTS_MAX);
    struct actor *a = &l->folk[l->n_folk++];
    const char *number = phone ? new_phone(c, l) : "";
    *a = (struct actor){.stair = stair, .phone = phone};
    a->person = people_put(c, places_put_household(c, unit, &made), names[dice(l, COUNT(names))],
        number, &made, &changed);
    if (phone) {
        a->account = accounts_of_phone(c, number);
        c->who = (struct who){0};
        claims_enter_by_phone(c, a->account, number, unit, "");
    }
}

static void settle(struct ctx *c, struct life *l)
{
    bool made, changed;
    l->compound = places_put_compound(c, "柳荫里小区", &made);
    for (int s = 0; s < STAIRS; s++) {
        l->stairs[s] =
            places_put_building(c, l->compound, arena_printf(c->arena, "%d号楼", s + 1), &made);
        for (int h = 0; h < HOMES; h++) {
            const char *name = arena_printf(c->arena, "%d0%d", h / 2 + 1, h % 2 + 1);
            int64_t unit = places_put_unit(c, l->stairs[s], name, 8000, &made, &changed);
            settle_one(c, l, l->stairs[s], unit, h % 4 != 3);
        }
    }
}

static void hire(
    struct ctx *c, struct life *l, enum part part, enum post_kind kind, int64_t body, int64_t place)
{
    const char *phone = new_phone(c, l), *secret;
    struct actor *a = &l->parts[part];
    *a = (struct actor){.phone = true, .staff = part <= OPERATOR || part == TOWN};
    a->person = part >= LEADERS ? l->folk[(part - LEADERS) * HOMES].person
                                : people_make(c, arena_printf(c->arena, "办事员%d", part), phone);
    (void)bodies_give_post(c, body, kind, a->person, place, "");
    if (part >= LEADERS) {
        a->account = l->folk[(part - LEADERS) * HOMES].account;
    } else if (a->staff) {
        a->account = accounts_make_staff(c,
            arena_printf(c->arena, "life%d-%" PRId64, part, l->area), "a-long-password-1", &secret);
        claims_bind_staff(c, a->account, a->person);
    } else {
        a->account = accounts_of_phone(c, phone);
        c->who = (struct who){0};
        claims_enter_by_phone(c, a->account, phone, 0, "");
    }
}

static void open_desks(struct ctx *c, struct life *l)
{
    l->committee = bodies_make(c, BODY_COMMITTEE, l->area, "柳荫里居委会", "02155500139");
    l->property = bodies_make(c, BODY_PROPERTY, l->compound, "安居物业", "02155500188");
    l->owners = bodies_make(c, BODY_OWNERS_COMMITTEE, l->compound, "柳荫里业委会", "02155500166");
    l->town = bodies_make(c, BODY_TOWN, l->area, "柳河镇社区办", "02155500100");
    hire(c, l, SECRETARY, POST_SECRETARY, l->committee, l->area);
    hire(c, l, STAFF, POST_COMMITTEE_STAFF, l->committee, l->area);
    hire(c, l, OPERATOR, POST_OPERATOR, l->committee, l->area);
    hire(c, l, MANAGER, POST_PROPERTY_MANAGER, l->property, l->compound);
    hire(c, l, MECHANIC, POST_PROPERTY_STAFF, l->property, l->compound);
    hire(c, l, OWNERS, POST_OWNERS_HEAD, l->owners, l->compound);
    hire(c, l, TOWN, POST_TOWN_STAFF, l->town, l->area);
    for (int s = 0; s < STAIRS; s++) {
        int64_t body = bodies_make(
            c, BODY_STAIR, l->stairs[s], arena_printf(c->arena, "%d号楼楼组", s + 1), "");
        hire(c, l, LEADERS + s, POST_BUILDING_LEADER, body, l->stairs[s]);
    }
}

/* Each who has no telephone has a neighbour on the next landing who helps. */
static void find_helpers(struct ctx *c, struct life *l)
{
    for (size_t i = 0; i + 1 < l->n_folk; i++) {
        if (!l->folk[i].phone && i) {
            people_add_helper(
                c, l->folk[i - 1].person, l->folk[i].person, "代办", "2030-01-01", "当面同意");
        }
    }
}

static bool life_make(struct ctx *c, struct life *l)
{
    test_at(c, l->now);
    test_area(c, &l->code);
    l->area = c->area_id;
    test_begin(c);
    settle(c, l);
    open_desks(c, l);
    find_helpers(c, l);
    requests_keywords_default(c);
    bool ok = test_end(c);
    CHECK("a neighbourhood", ok);
    if (!ok) {
        printf("%s | %s\n", str_or(c->err.words.msgid, ""), c->err.detail);
    }
    return ok;
}
#endif
