/* demo_bodies.c - the demo's bodies in the shape of a real neighbourhood: a general branch, eight
 * branches over the grids, groups for most stairs, leaders and second leaders, a self-management
 * team, owners' committees with working groups, one term that ends soon. All names are invented. */
#include "app/demo.h"
#include "lib/log/log.h"
#include "src/bodies/bodies.h"
#include "src/handover/handover.h"
#include "src/network/network.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/rota/rota.h"
#include "src/terms/terms.h"

enum { BRANCHES = 8, GROUP_OF = 3, MEMBERS = 3, OWNERS_BEGAN = DEMO_OWNERS_DAYS - DEMO_LIVED_DAYS };

static const char *const surnames[] = {"陆", "沈", "顾", "钱", "曹", "金", "薛", "傅", "施", "严",
    "华", "陶", "姜", "戚", "谢", "邹", "窦", "章", "苏", "潘"};
static const char *const given[] = {"国强", "秀兰", "建华", "玉珍", "志明", "惠芳", "永康", "美娟",
    "文彬", "桂英", "海涛", "丽萍", "德胜", "月琴", "伟民", "春梅"};

static int64_t somebody(struct ctx *c, int i)
{
    return people_make(c,
        arena_printf(c->arena, "%s%s", surnames[(size_t)i % COUNT(surnames)],
            given[(size_t)i / 3 % COUNT(given)]),
        "");
}

static const char *days_from(struct ctx *c, int days)
{
    return day_text(c->arena, c->now + days * MS_PER_DAY);
}

static int64_t zone(
    struct ctx *c, const char *name, const struct ids *stairs, size_t from, size_t n)
{
    const char *today = days_from(c, 0);
    int64_t id = places_make(c, PLACE_ZONE, c->area_id, name, today);
    for (size_t i = from; i < from + n && i < stairs->n; i++) {
        places_hold(c, PLACE_ZONE, id, stairs->v[i], today);
    }
    return id;
}

/* A term that began so many days ago and ends so many from now. */
static bool term(struct ctx *c, int64_t body, int began, int ends, const char *number)
{
    int64_t step;
    const struct taking steps[] = {
        {body, STEP_PREPARE, days_from(c, -began - 60), "", "", false},
        {body, STEP_ELECT, days_from(c, -began - 20), "选举结果报告", "", false},
        {body, STEP_FILE, days_from(c, -began - 5), number, "", false},
        {body, STEP_BEGIN, days_from(c, -began), "", days_from(c, ends), false},
    };
    for (size_t i = 0; i < COUNT(steps); i++) {
        bool files = steps[i].step != STEP_FILE || !str_empty(number);
        if (files && !terms_take(c, &steps[i], &step)) {
            return false;
        }
    }
    return true;
}

static bool seat(struct ctx *c, int64_t body, int64_t person, enum seat_class class, int began)
{
    return terms_seat(c, body, person, class, days_from(c, -began)) != 0;
}

/* Committee and owners ------------------------------------------------------------------------- */
static bool board(struct ctx *c, int64_t body, int64_t head, int n, int seed, int began)
{
    bool ok = seat(c, body, head, SEAT_HEAD, began);
    for (int i = 1; ok && i < n; i++) {
        ok = seat(c, body, somebody(c, seed + i * 7), i == 1 ? SEAT_VICE : SEAT_MEMBER, began);
    }
    return ok;
}

static bool working_group(struct ctx *c, int64_t under, const char *name, int64_t place, int seed)
{
    int64_t body = bodies_make(c, BODY_WORKING_GROUP, place, name, "");
    return body && bodies_put_under(c, body, under, "") &&
           bodies_give_post(c, body, POST_WORK_HEAD, somebody(c, seed), place, "") &&
           bodies_give_post(c, body, POST_WORK_MEMBER, somebody(c, seed + 5), place, "");
}

/* The term before had another head; its board ended with it. */
static bool former_owners(struct ctx *c, const struct cast *k)
{
    enum { BEGAN = OWNERS_BEGAN + 3 * 365 };
    return term(c, k->owners_body, BEGAN, -OWNERS_BEGAN, "沪房业备〔演示〕008 号") &&
           board(c, k->owners_body, k->former_owner, 7, 130, BEGAN);
}

static bool first_owners(struct ctx *c, const struct cast *k, const struct ids *stairs)
{
    size_t half = stairs->n / 2;
    int64_t north = zone(c, "柳荫里北片", stairs, 0, half);
    int64_t south = zone(c, "柳荫里南片", stairs, half, stairs->n - half);
    return former_owners(c, k) &&
           term(c, k->owners_body, OWNERS_BEGAN, 960, "沪房业备〔演示〕021 号") &&
           board(c, k->owners_body, k->owner, 7, 3, OWNERS_BEGAN) &&
           working_group(c, k->owners_body, "业委会北工作小组", north, 11) &&
           working_group(c, k->owners_body, "业委会南工作小组", south, 29);
}

/* Its term ends 45 days after today: the demo's today is 60 days on. */
static bool second_owners(struct ctx *c, const struct place *compound)
{
    int64_t body = bodies_make(c, BODY_OWNERS_COMMITTEE, compound->id,
        arena_printf(c->arena, "%s业委会", compound->name), "021-5550-0167");
    int64_t head = somebody(c, 17);
    return body && term(c, body, 1300, 105, "沪房业备〔演示〕034 号") &&
           board(c, body, head, 5, 40, 1300) &&
           bodies_give_post(c, body, POST_OWNERS_HEAD, head, compound->id, "021-5550-0167");
}

static bool self_team(struct ctx *c, const struct cast *k, const struct place *compound)
{
    static const enum seat_class seats[] = {SEAT_PARTY, SEAT_PARTY, SEAT_SELF, SEAT_SELF, SEAT_SELF,
        SEAT_LEADER, SEAT_LEADER, SEAT_OWNER, SEAT_OWNER};
    int64_t body = bodies_make(c, BODY_SELF_MANAGEMENT, compound->id,
        arena_printf(c->arena, "%s自管委", compound->name), "021-5550-0168");
    bool ok =
        body && bodies_put_under(c, body, k->committee_body, "") && term(c, body, 200, 890, "");
    for (size_t i = 0; ok && i < COUNT(seats); i++) {
        int64_t person = somebody(c, 60 + (int)i * 3);
        ok = seat(c, body, person, seats[i], 200);
        if (ok && i == 2) {
            ok = bodies_give_post(c, body, POST_SELF_HEAD, person, compound->id, "") != 0;
        }
    }
    return ok &&
           network_note_absence(c, compound->id, BODY_OWNERS_COMMITTEE, body, "业主大会还在筹备");
}

/* As many as article 9 asks for at least, each of another stair of the group. */
static bool representatives(struct ctx *c, const struct cast *k)
{
    struct levels all = {0};
    bool ok = places_levels(c, "", &all);
    for (const struct level *l = all.v; ok && l < all.v + all.n; l++) {
        struct ids stairs = {0};
        int64_t n = l->p.kind == PLACE_GROUP ? terms_representatives(l->n.households).least : 0;
        ok = !n || places_under(c, l->p.id, "", &stairs);
        for (size_t i = 0; ok && n && i < stairs.n; i++) {
            struct people there = {0};
            ok = people_of_building(c, stairs.v[i], &there);
            if (ok && there.n > 3) {
                struct seating s = {.body_id = k->committee_body,
                    .person_id = there.v[3].id,
                    .place_id = l->p.id,
                    .class = SEAT_REPRESENTATIVE,
                    .from = ""};
                ok = terms_seat_as(c, &s) != 0;
                n--;
            }
        }
    }
    return ok;
}

static bool compounds(struct ctx *c, struct cast *k)
{
    struct places all = {0};
    struct ids first = {0};
    if (!places_compounds(c, &all) || !all.n || !places_under(c, all.v[0].id, "", &first)) {
        return false;
    }
    return term(c, k->committee_body, 900, 926, "街委〔演示〕7 号") &&
           board(c, k->committee_body, somebody(c, 1), 7, 20, 900) && representatives(c, k) &&
           first_owners(c, k, &first) && (all.n < 2 || second_owners(c, &all.v[1])) &&
           (all.n < 3 || self_team(c, k, &all.v[2]));
}

/* The party ------------------------------------------------------------------------------------ */
static bool group(struct ctx *c, int64_t branch, const char *name, int64_t place, int seed)
{
    int64_t body = bodies_make(c, BODY_PARTY_GROUP, place, name, "");
    bool ok = body && bodies_put_under(c, body, branch, "");
    for (int i = 0; ok && i < MEMBERS; i++) {
        int64_t person = somebody(c, seed + i * 11);
        ok = seat(c, body, person, SEAT_PARTY_MEMBER, 0);
        if (ok && i == 0) {
            ok = seed % 13
                     ? bodies_give_post(c, body, POST_GROUP_HEAD, person, place, "") != 0
                     : bodies_leave_vacant(c, body, POST_GROUP_HEAD, place, "正在推选", "") != 0;
        } else if (ok && i == 1) {
            ok = bodies_give_post(c, body, POST_VOLUNTEER, person, place, "") != 0;
        }
    }
    return ok;
}

/* Three stairs to a group; every eleventh three have none yet: the report lists them. */
static bool groups(
    struct ctx *c, int64_t branch, const struct ids *stairs, size_t from, size_t n, int *no)
{
    bool ok = true;
    for (size_t i = from; ok && i < from + n && i < stairs->n; i += GROUP_OF) {
        size_t many = from + n - i < GROUP_OF ? from + n - i : GROUP_OF;
        int seed = (int)(i / GROUP_OF);
        if (seed % 11 == 10) {
            continue;
        }
        const char *name = arena_printf(c->arena, "第%d党小组", ++*no);
        int64_t place = zone(c, arena_printf(c->arena, "%s片", name), stairs, i, many);
        ok = group(c, branch, name, place, seed + 3);
    }
    return ok;
}

static bool party(struct ctx *c, const struct ids *stairs)
{
    static const char *const numbers[] = {"一", "二", "三", "四", "五", "六", "七", "八"};
    int64_t general =
        bodies_make(c, BODY_PARTY_GENERAL, c->area_id, "柳荫里党总支", "021-5550-0139");
    bool ok = general && term(c, general, 700, 1126, "街工委〔演示〕12 号") &&
              bodies_give_post(c, general, POST_GENERAL_SECRETARY, somebody(c, 2), c->area_id, "");
    size_t each = (stairs->n + BRANCHES - 1) / BRANCHES;
    int no = 0; /* groups are numbered through */
    for (size_t i = 0; ok && i < BRANCHES; i++) {
        const char *name = arena_printf(c->arena, "第%s网格党支部", numbers[i]);
        size_t from = i * each, n = from + each < stairs->n ? each : stairs->n - from;
        int64_t place = zone(c, arena_printf(c->arena, "第%s支部片", numbers[i]), stairs, from, n);
        int64_t branch = bodies_make(c, BODY_PARTY_BRANCH, place, name, "");
        ok = branch && bodies_put_under(c, branch, general, "") &&
             bodies_give_post(
                 c, branch, POST_BRANCH_SECRETARY, somebody(c, 90 + (int)i * 7), place, "") &&
             groups(c, branch, stairs, from, n, &no);
    }
    return ok;
}

/* Stairs --------------------------------------------------------------------------------------- */
/* Four of five stairs have a leader, every third of them a second one. */
static bool leaders(struct ctx *c, const struct cast *k, const struct ids *stairs)
{
    for (size_t i = 0; i < stairs->n && !c->err.kind; i++) {
        struct place p;
        int64_t stair = stairs->v[i];
        if (stair == k->stair || i % 5 == 4 || !places_by_id(c, stair, &p)) {
            continue;
        }
        int64_t body =
            bodies_make(c, BODY_STAIR, stair, arena_printf(c->arena, "%s楼组", p.name), "");
        bodies_give_post(c, body, POST_BUILDING_LEADER, somebody(c, (int)i * 5 + 1), stair,
            arena_printf(c->arena, "021-5551-%04d", (int)i));
        if (i % 3 == 0) {
            bodies_give_post(c, body, POST_DEPUTY_LEADER, somebody(c, (int)i * 3 + 2), stair,
                arena_printf(c->arena, "021-5552-%04d", (int)i));
        }
    }
    return !c->err.kind;
}

/* One leaves: the sheet waits to be accepted. */
static bool one_leaves(struct ctx *c, const struct ids *stairs)
{
    struct posts posts = {0};
    if (stairs->n < 9 || !bodies_contacts(c, stairs->v[8], &posts) || !posts.n ||
        posts.v[0].kind != POST_BUILDING_LEADER) {
        return !c->err.kind;
    }
    struct leaving l = {.post_id = posts.v[0].id,
        .day = days_from(c, 3),
        .successor_id = somebody(c, 333),
        .phone = posts.v[0].phone,
        .keys = "一楼电表间钥匙 1 把\n门禁备用卡 2 张",
        .papers = "本楼走访本在居委会二号柜；垃圾分类承诺书收了一半",
        .notes = "五楼转角的旧家具已经说好月底搬走，请再看一眼"};
    return handover_leave(c, &l) != 0;
}

static bool rotas(struct ctx *c, int64_t place)
{
    static const struct slot week[] = {
        {.what = ROTA_GUARD,
            .weekday = EVERY_DAY,
            .from = 360,
            .to = 1080,
            .phone = "021-5550-0171"},
        {.what = ROTA_GUARD,
            .weekday = EVERY_DAY,
            .from = 1080,
            .to = 360,
            .phone = "021-5550-0171"},
        {.what = ROTA_CLEANING, .weekday = EVERY_DAY, .from = 390, .to = 660, .phone = ""},
        {.what = ROTA_ON_CALL,
            .weekday = EVERY_DAY,
            .from = 1080,
            .to = 480,
            .phone = "021-5550-0172"},
    };
    for (size_t i = 0; i < COUNT(week); i++) {
        struct slot s = week[i];
        s.place_id = place;
        s.person_id = somebody(c, 200 + (int)i * 3);
        if (!rota_add(c, &s)) {
            return false;
        }
    }
    return true;
}

/* Most have been there for years: of the stairs that stood then. */
static bool lead_since(struct ctx *c, const struct cast *k)
{
    struct ids stairs = {0};
    c->now = demo_morning(k->today, 2, "04-10", 0);
    if (demo_begin(c, 0, HAND_SYSTEM, CHANNEL_SYSTEM) && places_under(c, c->area_id, "", &stairs)) {
        (void)leaders(c, k, &stairs);
    }
    return demo_end(c);
}

bool demo_bodies(struct ctx *c, struct cast *k)
{
    struct ids stairs = {0};
    int64_t now = c->now;
    bool ok = lead_since(c, k);
    c->now = now;
    if (ok && demo_begin(c, 0, HAND_SYSTEM, CHANNEL_SYSTEM) &&
        places_under(c, c->area_id, "", &stairs)) {
        (void)(compounds(c, k) && party(c, &stairs) && rotas(c, c->area_id));
    }
    ok = ok && demo_end(c);
    c->now = now + 55 * MS_PER_DAY;
    if (ok && demo_begin(c, 0, HAND_SYSTEM, CHANNEL_SYSTEM)) {
        (void)one_leaves(c, &stairs);
        ok = demo_end(c);
    }
    c->now = now;
    return ok;
}
