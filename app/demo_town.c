/* demo_town.c - the other 35 areas of the invented town: 3,005 stairs, 44,691 homes, 135,000
 * people. Each has its committee, its property company, leaders on most stairs, and things said and
 * done. */
#include "app/demo.h"

#include "lib/db/db.h"
#include "lib/text/text.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/requests/requests.h"

enum {
    AREAS = 35,
    STAIRS = 3342 - 337,
    HOMES = 50000 - DEMO_HOMES,
    MORE = 150000 - DEMO_PEOPLE - HOMES,
    STORIES_FEW = 3,
};

static const char *const names[AREAS] = {"杏花里", "梅园", "长桥", "望月", "临溪", "石桥", "荷塘",
    "竹园", "三泉", "东浜", "西浜", "新桥", "兰亭", "枫林", "晴川", "听雨", "青溪", "白鹭", "银杏",
    "海棠", "槐荫", "榆树里", "渡口", "南渡", "北渡", "花园里", "春晖", "秋实", "云锦", "石榴",
    "丁香", "桑园", "稻香", "金谷", "明珠"};
static const char *const estates[] = {"一村", "二村", "花苑", "新村", "公寓", "大院"};
static const char *const secretaries[] = {"陆国平", "施美云", "严志明", "金晓慧", "曹建华",
    "魏秀芳", "陶永庆", "谢春兰", "姜文海", "吕德荣", "戚家宝", "邹月芳"};

/* Areas of unlike size: the n-th's part of a number that they make up together. */
static int64_t part(int64_t all, int n)
{
    int64_t before = 0, own = 0, sum = 0;
    for (int i = 0; i < AREAS; i++) {
        int64_t weight = 60 + i * 37 % 53;
        before += i < n ? weight : 0;
        own = i == n ? weight : own;
        sum += weight;
    }
    return all * (before + own) / sum - all * before / sum;
}

static void invent(struct ctx *c, int n, struct inventing *i, struct buf *csv)
{
    int compounds = 1 + n % 4;
    int64_t stairs = part(STAIRS, n), homes = part(HOMES, n);
    i->homes = homes;
    i->more = part(MORE, n);
    i->done = 0;
    demo_head(csv);
    for (int k = 0; k < compounds; k++) {
        int64_t from = stairs * k / compounds, to = stairs * (k + 1) / compounds;
        struct estate e = {
            .name = arena_printf(c->arena, "%s%s", names[n], estates[(n + k) % COUNT(estates)]),
            .stairs = (int)(to - from),
            .homes = (int)(homes * to / stairs - homes * from / stairs),
            .per_floor = 2 + (n + k) % 3,
            .area_dm2 = 5200 + (n * 7 + k * 13) % 40 * 100,
            .sway = (n + k) % 3,
        };
        demo_estate(csv, &e, i);
    }
}

static bool found(struct ctx *c, int n, int64_t town_id)
{
    struct area a = {.kind = AREA_RESIDENTS,
        .town_id = town_id,
        .code = arena_printf(c->arena, "lh%02d", n + 2),
        .name = arena_printf(c->arena, "%s居民区", names[n]),
        .phone = arena_printf(c->arena, "021-5551-%04d", 100 + n)};
    c->act = (struct act){.hand = HAND_SYSTEM, .channel = CHANNEL_SYSTEM};
    if (db_begin_area(c, 0) && places_make_area(c, &a)) {
        (void)requests_keywords_default(c);
    }
    c->area_id = a.id;
    return demo_end(c);
}

/* Somebody of most stairs leads it; every area still looks for a few. */
static void lead(struct ctx *c, int n)
{
    struct buildings all = {0};
    if (!places_buildings(c, 0, &all)) {
        return;
    }
    for (size_t i = 0; i < all.n && !c->err.kind; i++) {
        struct people there = {0};
        if ((int)(i % 23) < (n % 9 == 8 ? 4 : n % 3) ||
            !people_of_building(c, all.v[i].id, &there) || !there.n) {
            continue;
        }
        int64_t stair = bodies_make(
            c, BODY_STAIR, all.v[i].id, arena_printf(c->arena, "%s楼组", all.v[i].name), "");
        (void)bodies_give_post(
            c, stair, POST_BUILDING_LEADER, there.v[i % there.n].id, all.v[i].id, "");
    }
}

static bool serve(struct ctx *c, int n, struct cast *k)
{
    const char *name = names[n];
    if (demo_begin(c, 0, HAND_SYSTEM, CHANNEL_SYSTEM)) {
        const char *phone = arena_printf(c->arena, "021-5551-%04d", 100 + n);
        k->committee_body = bodies_make(
            c, BODY_COMMITTEE, c->area_id, arena_printf(c->arena, "%s居委会", name), phone);
        k->property_body =
            bodies_make(c, BODY_PROPERTY, c->area_id, arena_printf(c->arena, "%s物业", name),
                arena_printf(c->arena, "021-5552-%04d", 100 + n));
        k->secretary = demo_post(
            c, k->committee_body, POST_SECRETARY, secretaries[n % COUNT(secretaries)], phone);
        k->staff = demo_post(c, k->committee_body, POST_COMMITTEE_STAFF,
            secretaries[(n + 5) % COUNT(secretaries)], phone);
        k->operator_ = k->staff;
        k->manager = demo_post(c, k->property_body, POST_PROPERTY_MANAGER,
            secretaries[(n + 8) % COUNT(secretaries)], "");
        lead(c, n);
    }
    return demo_end(c);
}

static bool make_one(struct ctx *c, int n, int64_t town_id, struct inventing *i)
{
    int64_t now = c->now;
    struct cast k = {.size = DEMO_TOWN, .today = now};
    struct buf csv = {0};
    c->now = demo_founding(now);
    invent(c, n, i, &csv);
    bool ok = found(c, n, town_id) && demo_import(c, &csv) && serve(c, n, &k);
    buf_release(&csv);
    ok = ok && demo_places(c, &k, NULL);
    c->now = now;
    struct telling t = {
        .first = n * 3 % DEMO_STORIES, .n = STORIES_FEW + n % 6, .older = n % 4 == 1 ? 30 : -1};
    return ok && demo_stories(c, &k, &t);
}

bool demo_town(struct ctx *c, int64_t town_id)
{
    struct inventing i = {.seed = 3342, .others = 36, .phone = DEMO_HOMES, .few_phones = true};
    struct arena *whole = c->arena;
    bool ok = true;
    for (int n = 0; ok && n < AREAS; n++) {
        c->arena = arena_create(); /* what one area needs is forgotten with it */
        ok = make_one(c, n, town_id, &i);
        const char *why = ok ? "" : arena_strdup(whole, text_say(c->arena, c->lang, c->err.words));
        arena_destroy(c->arena);
        c->arena = whole;
        c->err.words = ok ? (struct words){0}
                          : WORDS(N_("演示的镇没有做成，停在{0}：{1}"), TEXT(names[n]), TEXT(why));
    }
    return ok;
}
