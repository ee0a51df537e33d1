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
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/requests/requests.h"

#define HOUR INT64_C(3600000)
enum { FOUNDED_DAYS = 60 };

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

static bool make_town(struct ctx *c)
{
    struct area town = {
        .kind = AREA_TOWN, .code = "town", .name = "柳河镇", .phone = "021-5550-0100"};
    struct area area = {
        .kind = AREA_RESIDENTS, .code = "ly", .name = "柳荫里居民区", .phone = "021-5550-0139"};
    if (db_begin_area(c, 0) && places_make_area(c, &town)) {
        area.town_id = town.id;
        (void)places_make_area(c, &area);
        (void)requests_keywords_default(c);
    }
    c->area_id = area.id;
    return demo_end(c);
}

static bool import_roster(struct ctx *c)
{
    struct buf csv = {0};
    struct sheet sheet = {0};
    struct roster roster = {0};
    struct roster_counts counts = {0};
    struct known there = {0};
    demo_roster(&csv);
    bool ok = sheet_read(c->arena, csv.v, csv.n, &sheet, &c->err) &&
              roster_read(c->arena, &sheet, "", &roster, &c->err);
    buf_release(&csv);
    c->act = (struct act){.hand = HAND_SYSTEM, .channel = CHANNEL_SYSTEM};
    if (ok && db_begin_area(c, c->area_id) && roster_known(c, &there)) {
        roster_compare(c->arena, &roster, &there, &counts);
        (void)roster_put(c, &roster, &counts);
    }
    return demo_end(c);
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

static bool hire(struct ctx *c, const char *key, int64_t person_id, bool staff)
{
    const char *secret = NULL;
    uint8_t random[9];
    new_random(c, random, sizeof(random));
    int64_t account = accounts_make_staff(
        c, arena_printf(c->arena, "demo-%s", key), hex(c->arena, random, sizeof(random)), &secret);
    (void)staff;
    return account && claims_bind_staff(c, account, person_id) && demo_put_persona(c, key, account);
}

static int64_t post(
    struct ctx *c, int64_t body, enum post_kind kind, const char *name, const char *phone)
{
    int64_t person = people_make(c, name, "");
    (void)bodies_give_post(c, body, kind, person, c->area_id, phone);
    return person;
}

static bool make_bodies(struct ctx *c, struct cast *k)
{
    int64_t area = c->area_id;
    if (!demo_begin(c, 0, HAND_SYSTEM, CHANNEL_SYSTEM)) {
        return demo_end(c);
    }
    k->committee_body = bodies_make(c, BODY_COMMITTEE, area, "柳荫里居委会", "021-5550-0139");
    k->property_body = bodies_make(c, BODY_PROPERTY, area, "安居物业", "021-5550-0188");
    k->owners_body = bodies_make(c, BODY_OWNERS_COMMITTEE, area, "柳荫里业委会", "021-5550-0166");
    k->secretary = post(c, k->committee_body, POST_SECRETARY, "许建民", "021-5550-0139");
    k->staff = post(c, k->committee_body, POST_COMMITTEE_STAFF, "陈小燕", "021-5550-0140");
    k->operator_ = post(c, k->committee_body, POST_OPERATOR, "赵文斌", "021-5550-0150");
    k->manager = post(c, k->property_body, POST_PROPERTY_MANAGER, "沈立", "021-5550-0188");
    k->owner = post(c, k->owners_body, POST_OWNERS_HEAD, "顾明珠", "021-5550-0166");
    return demo_end(c);
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
        } else if (str_empty(there.v[i].phone) && !k->elder) {
            k->elder = there.v[i].id;
        }
    }
    return n == COUNT(with_phone) && k->elder;
}

static bool make_people(struct ctx *c, struct cast *k)
{
    if (!pick_stair(c, k)) {
        return fail(&c->err, ERR_STORE, SAY(N_("演示名册里没有 3 号楼。")));
    }
    if (demo_begin(c, 0, HAND_SYSTEM, CHANNEL_SYSTEM)) {
        int64_t stair = bodies_make(c, BODY_STAIR, k->stair, "3号楼楼组", "");
        (void)bodies_give_post(
            c, stair, POST_BUILDING_LEADER, k->leader, k->stair, "021-5550-0142");
        (void)people_add_helper(
            c, k->helper, k->elder, "反映、确认、报名", "", "纸质同意书，2026-11-01");
        (void)(sign_up(c, "resident", k->resident) && sign_up(c, "helper", k->helper) &&
               sign_up(c, "leader", k->leader));
        (void)(hire(c, "staff", k->staff, true) && hire(c, "secretary", k->secretary, true) &&
               hire(c, "operator", k->operator_, true) && hire(c, "property", k->manager, false) &&
               hire(c, "owners", k->owner, false));
    }
    return demo_end(c);
}

/* Requests lived through -------------------------------------------------------------------- */

struct story {
    int days_ago, stair; /* stair: the n-th of the area */
    enum channel channel;
    int upto; /* 0 new, 1 accepted, 2 assigned, 3 answered, 4 confirmed, 5 reopened, 6 refused */
    const char *body, *spot, *answer;
};

static const struct story stories[] = {
    {20, 2, CHANNEL_WEB, 4, "门厅的灯坏了，晚上看不清台阶，老人怕摔", "一楼门厅",
        "换了灯管和镇流器，已经亮了。"},
    {16, 4, CHANNEL_PHONE, 4, "下水道堵了，厨房往上返水", "底楼", "疏通了主管道，冲洗两遍。"},
    {12, 6, CHANNEL_PAPER, 3, "垃圾箱房门口积水，下雨天走不过去", "垃圾箱房",
        "垫高了地面，加了一条排水槽。"},
    {4, 2, CHANNEL_WEB, 3, "三楼到四楼的楼道堆了旧家具，推不过轮椅", "三楼转角",
        "和住户商量好，已经搬走。"},
    {7, 10, CHANNEL_VISIT, 6, "希望在小区里办一个卡拉OK房，晚上可以唱歌", "活动室",
        "会扰民，且没有隔音的房间；可以改成下午的合唱活动。"},
    {6, 3, CHANNEL_PHONE, 5, "门禁刷卡没有反应，要等人开门", "单元门", "换了读卡头。"},
    {5, 2, CHANNEL_WEB, 3, "顶楼水管半夜有响声，睡不着", "顶楼",
        "水箱浮球阀换了新的，夜里听过，没有响声。"},
    {4, 7, CHANNEL_WEB, 2, "电动车停在楼道里充电，怕着火", "一楼楼道", ""},
    {3, 12, CHANNEL_PAPER, 2, "花坛边少一段扶手，老人下台阶不稳", "中心花园", ""},
    {2, 20, CHANNEL_WEB, 1, "楼上空调滴水，滴到我家雨棚上响一夜", "外墙", ""},
    {1, 2, CHANNEL_WEB, 0, "电梯门关得太快，夹到了人", "电梯", ""},
    {1, 5, CHANNEL_PHONE, 0, "独居老人想请人每周来看一看", "", ""},
    {0, 15, CHANNEL_WEB, 0, "七号楼前面的路灯不亮，晚上很黑", "楼前", ""},
    {0, 2, CHANNEL_VISIT, 0, "希望周末有人教用手机挂号", "", ""},
};

/* Somebody of that stair: the personas of 3号楼 first. */
static int64_t asker_of(struct ctx *c, const struct cast *k, int64_t stair, int i)
{
    struct people there = {0};
    if (stair == k->stair) {
        return i % 2 ? k->elder : k->resident;
    }
    return people_of_building(c, stair, &there) && there.n ? there.v[(size_t)i % there.n].id : 0;
}

static bool step(struct ctx *c, int64_t person, int64_t id, const char *verb, struct moving m)
{
    c->now += 5 * HOUR;
    c->who = (struct who){.account_id = 1, .person_id = person, .staff = true};
    struct request r = {0};
    if (demo_begin(c, person, HAND_SELF, CHANNEL_WEB) && requests_see(c, id, &r)) {
        m.matter_id = id;
        m.seen_version = r.m.version;
        (void)requests_move(c, verb, &m);
    }
    return demo_end(c);
}

static bool live(
    struct ctx *c, const struct cast *k, const struct story *s, int64_t id, int64_t asker)
{
    struct moving answer = {.text = s->answer, .waived = true};
    bool ok = true;
    if (s->upto == 6) {
        return step(c, k->staff, id, "refuse", (struct moving){.text = s->answer});
    }
    ok = ok && (s->upto < 1 || step(c, k->staff, id, "accept", (struct moving){.text = ""}));
    ok = ok && (s->upto < 2 || step(c, k->staff, id, "assign",
                                   (struct moving){.text = "", .body_id = k->property_body}));
    ok = ok && (s->upto < 3 || step(c, k->manager, id, "answer", answer));
    ok = ok && (s->upto != 4 || step(c, asker, id, "confirm", (struct moving){.text = ""}));
    return ok && (s->upto != 5 || step(c, asker, id, "reopen",
                                      (struct moving){.text = "好了一天，又刷不开了。"}));
}

static bool tell_one(struct ctx *c, const struct cast *k, const struct buildings *all, int i)
{
    const struct story *s = &stories[i];
    int64_t stair = all->v[(size_t)s->stair % all->n].id, asker = asker_of(c, k, stair, i), id = 0;
    bool self = s->channel == CHANNEL_WEB;
    struct keywords words = {0};
    struct request_draft d = {.place_id = stair,
        .audience = AUDIENCE_PLACE,
        .channel = s->channel,
        .body = s->body,
        .spot = s->spot,
        .session = "demo",
        .asker_name = "",
        .asker_phone = "",
        .evidence = ""};
    c->who =
        (struct who){.account_id = 1, .person_id = self ? asker : k->operator_, .staff = !self};
    if (demo_begin(c, asker, self ? HAND_SELF : HAND_STAFF, s->channel) &&
        requests_keywords(c, &words)) {
        d.kind = requests_guess(&words, text_fold(c->arena, d.body));
        (void)(requests_draft_put(c, &d) && requests_open(c, &d, &id));
    }
    return demo_end(c) && live(c, k, s, id, asker);
}

static bool live_on(struct ctx *c, const struct cast *k)
{
    struct buildings all = {0};
    int64_t now = c->now;
    bool ok = places_buildings(c, c->area_id, &all) && all.n;
    for (size_t i = 0; ok && i < COUNT(stories); i++) {
        c->now = now - stories[i].days_ago * MS_PER_DAY - (stories[i].days_ago ? 0 : 3 * HOUR) -
                 (int64_t)i * HOUR / 4;
        ok = tell_one(c, k, &all, (int)i);
    }
    c->now = now;
    c->who = (struct who){0};
    return ok;
}

/* One line a room: each fills its own file app/demo_ROOM.c. */
static bool live_in_rooms(struct ctx *c, struct cast *k)
{
    bool ok = true;
    (void)k;
    /* places: ok = ok && demo_places(c, k); */

    /* people: ok = ok && demo_people(c, k); */

    /* bodies: ok = ok && demo_bodies(c, k); */

    /* rolls: ok = ok && demo_rolls(c, k); */

    return ok && !c->err.kind;
}

bool demo_make(struct ctx *c, enum demo_size size)
{
    struct cast k = {.size = size};
    int64_t now = c->now;
    c->now = now - FOUNDED_DAYS * MS_PER_DAY;
    if (!make_town(c) || !import_roster(c) || !make_bodies(c, &k) || !make_people(c, &k) ||
        !live_in_rooms(c, &k)) {
        return false;
    }
    c->now = now;
    if (!live_on(c, &k)) {
        return false;
    }
    c->act = (struct act){0};
    while (jobs_run_due(c, 100) > 0) { /* clocks that ran out on the way */
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
