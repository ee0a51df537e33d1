/* demo_stories.c - requests lived through: told, taken up, answered, confirmed or not, weeks ago
 * and today, by the functions a real act calls. */
#include "app/demo.h"

#include "lib/text/text.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/requests/requests.h"

#define HOUR INT64_C(3600000)

struct story {
    int days_ago, stair; /* stair: the n-th of the area */
    enum channel channel;
    int upto; /* 0 new, 1 accepted, 2 assigned, 3 answered, 4 confirmed, 5 reopened, 6 refused,
                 7 waiting, 8 joined to the one above, 9 late and urged */
    const char *body, *spot, *answer;
};

static const struct story stories[DEMO_STORIES] = {
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
    {1, 9, CHANNEL_PHONE, 7, "门口的减速带断了一截，自行车容易绊", "小区大门",
        "要等厂家送同一型号的，说好下周到。"},
    {0, 2, CHANNEL_VISIT, 0, "希望周末有人教用手机挂号", "", ""},
    {0, 15, CHANNEL_WEB, 0, "七号楼前面的路灯不亮，晚上很黑", "楼前", ""},
    {0, 15, CHANNEL_PAPER, 8, "楼前那盏路灯不亮好几天了，下台阶看不见", "楼前", ""},
    {5, 11, CHANNEL_WEB, 9, "消防通道又停满了车，救护车进不来", "楼前",
        "今天先把车挪开，明天划线。"},
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
        (void)(requests_move(c, verb, &m) &&
               (!str_same(verb, "confirm") ||
                   requests_happy(c, id, r.m.ticket % 4 ? HAPPY : HAPPY_SO_SO)));
    }
    return demo_end(c);
}

static bool live(struct ctx *c, const struct cast *k, const struct story *s, int64_t id,
    int64_t asker, int64_t above)
{
    struct moving answer = {.text = s->answer, .waived = true};
    struct moving wait = {.text = s->answer, .until = c->now + 6 * MS_PER_DAY};
    bool ok = true;
    if (s->upto == 8) {
        return !above || /* told first: there is nothing to join it to */
               step(c, k->staff, id, "merge", (struct moving){.text = "", .into_id = above});
    }
    if (s->upto == 6) {
        return step(c, k->staff, id, "refuse", (struct moving){.text = s->answer});
    }
    ok = ok && (s->upto < 1 || step(c, k->staff, id, "accept", (struct moving){.text = ""}));
    ok = ok && (s->upto < 2 || step(c, k->staff, id, "assign",
                                   (struct moving){.text = "", .body_id = k->property_body}));
    if (s->upto == 7) {
        return ok && step(c, k->manager, id, "wait", wait);
    }
    if (s->upto == 9) { /* the clock ran out: the first rungs, then the heads' word */
        c->now += 3 * MS_PER_DAY;
        return ok && step(c, k->secretary, id, "urge", (struct moving){.text = s->answer});
    }
    ok = ok && (s->upto < 3 || step(c, k->manager, id, "answer", answer));
    ok = ok && (s->upto != 4 || step(c, asker, id, "confirm", (struct moving){.text = ""}));
    return ok && (s->upto != 5 || step(c, asker, id, "reopen",
                                      (struct moving){.text = "好了一天，又刷不开了。"}));
}

/* Finished ones as the story says; those still in hand so long ago, or today. */
static int64_t told_at(const struct ctx *c, const struct telling *t, int i)
{
    const struct story *s = &stories[i];
    bool in_hand = s->upto <= 2 || s->upto == 5 || s->upto == 7 || s->upto == 8;
    int64_t hours = s->days_ago ? s->days_ago * 24 : 3;
    if (in_hand) {
        hours = t->older < 0 ? 1 + (s->upto > 5 ? 3 : s->upto) * 5 : hours + t->older * 24;
    }
    return c->now - hours * HOUR - (int64_t)i * HOUR / 4;
}

/* *last is the one told before, and becomes this one's. */
static bool tell_one(struct ctx *c, const struct cast *k, int64_t stair, int i, int64_t *last)
{
    const struct story *s = &stories[i];
    int64_t asker = asker_of(c, k, stair, i), id = 0;
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
    int64_t above = *last;
    *last = id;
    return demo_end(c) && live(c, k, s, id, asker, above);
}

bool demo_stories(struct ctx *c, const struct cast *k, const struct telling *t)
{
    struct buildings all = {0};
    int64_t now = c->now, last = 0;
    bool ok = places_buildings(c, c->area_id, &all) && all.n;
    for (int n = 0; ok && n < t->n; n++) {
        int i = (t->first + n) % DEMO_STORIES;
        c->now = now;
        c->now = told_at(c, t, i);
        ok = tell_one(c, k, all.v[(size_t)(stories[i].stair + t->first) % all.n].id, i, &last);
    }
    c->now = now;
    c->who = (struct who){0};
    return ok;
}
