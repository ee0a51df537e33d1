/* demo.c - `eaves demo`: makes the invented area and lives a few weeks in it, by the same functions
 * a real act calls. */
#include "app/demo.h"

#include <stdio.h>

#include "app/app.h"
#include "lib/db/db.h"
#include "lib/db/job.h"
#include "lib/log/log.h"
#include "lib/text/text.h"
#include "src/accounts/accounts.h"
#include "src/bodies/bodies.h"
#include "src/claims/claims.h"
#include "src/import/import.h"
#include "src/messages/messages_room.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/requests/requests.h"

#define HOUR INT64_C(3600000)

/* One act by one person, some time ago. */
bool demo_begin(struct ctx *c, int64_t person_id, enum hand hand, enum channel channel)
{
    c->act = (struct act){.person_id = person_id,
        .hand = hand,
        .channel = channel,
        .happened_at = c->now,
        .received_at = c->now,
        .typed_at = c->now,
        .evidence = ""};
    int status;
    const char *location;
    return db_begin_area(c, c->area_id) && act_begin(c, "demo", &status, &location) == ACT_NEW;
}

bool demo_end(struct ctx *c)
{
    if (c->err.kind) {
        db_rollback(c);
        return false;
    }
    return db_commit(c);
}

static bool make_town(struct ctx *c, int64_t *town_id)
{
    struct area town = {
        .kind = AREA_TOWN, .code = "town", .name = "柳河镇", .phone = "021-5550-0100"};
    struct area area = {
        .kind = AREA_RESIDENTS, .code = "ly", .name = "柳荫里居民区", .phone = "021-5550-0139"};
    if (db_begin_area(c, 0) && places_make_area(c, &town)) {
        area.town_id = *town_id = town.id;
        (void)places_make_area(c, &area);
        (void)requests_keywords_default(c);
    }
    c->area_id = area.id;
    return demo_end(c);
}

bool demo_import(struct ctx *c, struct buf *csv)
{
    struct sheets all = {0};
    struct roster roster = {0};
    struct import_run run = {.path = "", .filename = "名册.csv", .compound = "", .answers = ""};
    bool ok = sheets_read(c->arena, csv->v, csv->n, &all, &c->err);
    buf_release(csv);
    c->act = (struct act){.hand = HAND_SYSTEM, .channel = CHANNEL_SYSTEM};
    if (ok && db_begin_area(c, c->area_id)) {
        (void)import_now(c, &run, &all, true, &roster);
    }
    return demo_end(c);
}

int64_t demo_morning(int64_t today, int years, const char *month_day, int days_ago)
{
    char day[DAY_TEXT + 16];
    int64_t at, latest = today - days_ago * MS_PER_DAY;
    (void)snprintf(day, sizeof(day), "%04d-%s", civil_of(today).year - years, month_day);
    must(parse_day(day, &at));
    at += 9 * HOUR;
    return at < latest ? at : latest;
}

int64_t demo_founding(int64_t today)
{
    return demo_morning(today, 3, "01-09", 0);
}

static bool has_phone(const struct people *there, int64_t unit_id)
{
    for (size_t i = 0; i < there->n; i++) {
        if (there->v[i].unit_id == unit_id && !str_empty(there->v[i].phone)) {
            return true;
        }
    }
    return false;
}

static bool pick_stair(struct ctx *c, struct cast *k)
{
    struct buildings all = {0};
    struct people there = {0};
    if (!places_buildings(c, c->area_id, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n && !k->stair; i++) {
        k->stair = all.v[i].number == 3 ? all.v[i].id : 0;
    }
    if (!people_of_building(c, k->stair, &there) || there.n < 8) {
        return false;
    }
    int64_t *with_phone[] = {&k->resident, &k->helper, &k->leader};
    size_t n = 0;
    for (size_t i = 0; i < there.n; i++) {
        if (!str_empty(there.v[i].phone) && n < COUNT(with_phone)) {
            *with_phone[n++] = there.v[i].id;
        } else if (!k->elder && !has_phone(&there, there.v[i].unit_id)) {
            k->elder = there.v[i].id;
        }
    }
    return (n == COUNT(with_phone) && k->elder) ||
           fail(&c->err, ERR_STORE, SAY(N_("演示名册里没有 3 号楼。")));
}

/* Founded with what stood then: grids are cut at once, stairs are built later. */
static bool settle(struct ctx *c, struct cast *k)
{
    struct buf csv = {0}, later = {0};
    demo_roster(&csv, DEMO_PEOPLE - DEMO_HOMES);
    demo_cut_roster(&csv, &later);
    return demo_import(c, &csv) && pick_stair(c, k) && demo_places(c, k, &later);
}

/* A resident of the roster signs in by phone: account, claim, persona. */
static bool sign_up(struct ctx *c, const char *key, int64_t person_id)
{
    struct person p = {0};
    if (!people_by_id(c, person_id, &p)) {
        return false;
    }
    int64_t account = accounts_of_phone(c, p.phone);
    c->who = (struct who){0};
    return claims_enter_by_phone(c, account, p.phone, p.unit_id, p.name) &&
           demo_put_persona(c, key, account);
}

bool demo_hire(struct ctx *c, const char *key, int64_t person_id)
{
    const char *secret = NULL;
    uint8_t random[9];
    new_random(c, random, sizeof(random));
    int64_t account = accounts_make_staff(
        c, arena_printf(c->arena, "demo-%s", key), hex(c->arena, random, sizeof(random)), &secret);
    return account && claims_bind_staff(c, account, person_id) && demo_put_persona(c, key, account);
}

int64_t demo_post(
    struct ctx *c, int64_t body, enum post_kind kind, const char *name, const char *phone)
{
    int64_t person = people_make(c, name, "");
    (void)bodies_give_post(c, body, kind, person, c->area_id, phone);
    return person;
}

/* One term, and another head in the next. */
static void owners_heads(struct ctx *c, struct cast *k, int64_t compound)
{
    const char *elected = day_text(c->arena, k->today - DEMO_OWNERS_DAYS * MS_PER_DAY);
    struct posting p = {.body_id = k->owners_body,
        .kind = POST_OWNERS_HEAD,
        .place_id = compound,
        .phone = "021-5550-0166",
        .from = "",
        .to = elected};
    p.person_id = k->former_owner = people_make(c, "葛文涛", "");
    (void)bodies_appoint(c, &p);
    p.person_id = k->owner = people_make(c, "顾明珠", "");
    p.from = elected;
    p.to = "";
    (void)bodies_appoint(c, &p);
}

static bool make_bodies(struct ctx *c, struct cast *k)
{
    int64_t area = c->area_id;
    struct places compounds = {0};
    if (!demo_begin(c, 0, HAND_SYSTEM, CHANNEL_SYSTEM) || !places_compounds(c, &compounds) ||
        !compounds.n) {
        return demo_end(c);
    }
    int64_t first = compounds.v[0].id; /* an owners' committee belongs to a compound */
    k->committee_body = bodies_make(c, BODY_COMMITTEE, area, "柳荫里居委会", "021-5550-0139");
    k->property_body = bodies_make(c, BODY_PROPERTY, area, "安居物业", "021-5550-0188");
    k->owners_body = bodies_make(c, BODY_OWNERS_COMMITTEE, first, "柳荫里业委会", "021-5550-0166");
    k->secretary = demo_post(c, k->committee_body, POST_SECRETARY, "许建民", "021-5550-0139");
    k->staff = demo_post(c, k->committee_body, POST_COMMITTEE_STAFF, "陈小燕", "021-5550-0140");
    k->operator_ = demo_post(c, k->committee_body, POST_OPERATOR, "赵文斌", "021-5550-0150");
    k->manager = demo_post(c, k->property_body, POST_PROPERTY_MANAGER, "沈立", "021-5550-0188");
    owners_heads(c, k, first);
    return demo_end(c);
}

static bool make_people(struct ctx *c, struct cast *k)
{
    if (demo_begin(c, 0, HAND_SYSTEM, CHANNEL_SYSTEM)) {
        int64_t stair = bodies_make(c, BODY_STAIR, k->stair, "3号楼楼组", "");
        (void)bodies_give_post(
            c, stair, POST_BUILDING_LEADER, k->leader, k->stair, "021-5550-0142");
        (void)people_add_helper(
            c, k->helper, k->elder, "反映、确认、报名", "", "纸质同意书，2026-11-01");
        (void)(sign_up(c, "resident", k->resident) && sign_up(c, "helper", k->helper) &&
               sign_up(c, "leader", k->leader));
        (void)(demo_hire(c, "staff", k->staff) && demo_hire(c, "secretary", k->secretary) &&
               demo_hire(c, "operator", k->operator_) && demo_hire(c, "property", k->manager) &&
               demo_hire(c, "owners", k->owner));
    }
    return demo_end(c);
}

/* One line a room: each fills its own file app/demo_ROOM.c. */
static bool live_in_rooms(struct ctx *c, struct cast *k)
{
    bool ok = true;
    ok = ok && demo_people(c, k);

    ok = ok && demo_bodies(c, k);

    ok = ok && demo_messages(c, k);

    ok = ok && demo_rolls(c, k);

    ok = ok && demo_cases(c, k);
    ok = ok && demo_notices(c, k);
    ok = ok && demo_ballots(c, k);

    return ok && !c->err.kind;
}

/* The last days of three months: the town has asked for them before. */
static void look_back(struct ctx *c)
{
    int64_t day = c->now;
    for (int i = 0; i < 3 && !c->err.kind; i++) {
        struct civil d = civil_of(day);
        day -= d.day * MS_PER_DAY;
        d = civil_of(day);
        (void)job_put(c, "overview.past", d.year * 10000 + d.month * 100 + d.day, c->now);
    }
}

/* Who works in the town's office. */
static bool staff_town(struct ctx *c, int64_t town_id)
{
    c->area_id = town_id;
    if (demo_begin(c, 0, HAND_SYSTEM, CHANNEL_SYSTEM)) {
        int64_t office = bodies_make(c, BODY_TOWN, town_id, "柳河镇社区办", "021-5550-0100");
        (void)demo_hire(
            c, "town", demo_post(c, office, POST_TOWN_STAFF, "秦海宁", "021-5550-0101"));
        (void)demo_rulesets(c);
        look_back(c);
    }
    return demo_end(c);
}

bool demo_make(struct ctx *c, enum demo_size size)
{
    int64_t town_id = 0, now = c->now;
    struct cast k = {.size = size, .today = now};
    c->now = demo_founding(now);
    if (!make_town(c, &town_id) || !settle(c, &k) || !make_bodies(c, &k)) {
        return false;
    }
    c->now = now - DEMO_LIVED_DAYS * MS_PER_DAY;
    if (!make_people(c, &k) || !live_in_rooms(c, &k)) {
        return false;
    }
    c->now = now;
    if (!demo_stories(c, &k, &(struct telling){.first = 0, .n = DEMO_STORIES}) ||
        !demo_hotline(c, &k)) {
        return false;
    }
    if (!demo_followup(c, &k) || !demo_checks(c, &k) || !demo_desks(c, &k)) {
        return false;
    }
    int64_t area_id = c->area_id;
    if (!staff_town(c, town_id) || (size == DEMO_TOWN && !demo_town(c, town_id))) {
        return false;
    }
    c->area_id = area_id;
    c->act = (struct act){0};
    while (messages_daytime(c->now) != c->now) { /* made at night: texts went out last evening */
        c->now -= 600000;
    }
    while (jobs_run_due(c, 100) > 0) { /* clocks that ran out on the way */
    }
    c->now = now;
    while (jobs_run_due(c, 100) > 0) { /* and since */
    }
    if (!demo_messages_sent(c)) {
        return false;
    }
    if (db_begin_area(c, 0)) {
        (void)demo_mark(c, "ly");
    }
    return demo_end(c);
}

int cmd_demo(struct cli *cli)
{
    struct ctx *c = &cli->c;
    struct personas personas = {0};
    const char *size = cli_option(cli, "--size", "area");
    if (!str_same(size, "area") && !str_same(size, "town")) {
        return cli_usage(cli, "which size: area or town?");
    }
    if (!cli_open(cli, false)) {
        return cli_fail(cli);
    }
    c->app->sms = "none"; /* what is sent while it is lived through troubles no terminal */
    if (!demo_exists(c) && !demo_make(c, str_same(size, "town") ? DEMO_TOWN : DEMO_AREA)) {
        return cli_fail(cli);
    }
    if (!demo_personas(c, &personas)) {
        return cli_fail(cli);
    }
    printf("\n  屋檐演示 / Eaves demo:  %s/demo\n\n", cli->app.base_url);
    for (size_t i = 0; i < personas.n; i++) {
        const struct persona *p = &personas.v[i];
        printf("  %-10s %s: %s\n", p->key, p->label, p->does);
    }
    printf("\n  %s/a/%s\n\n", cli->app.base_url, demo_area_code(c));
    return EXIT_OK;
}
