/* demo_notices.c - two years of what a committee published, and what hangs on the boards today. All
 * of it is invented. */
#include "app/demo.h"

#include "lib/log/log.h"
#include "src/board/board.h"
#include "src/notices/notices.h"
#include "src/places/places.h"
#include "src/rolls/rolls.h"

enum { YEARS_DAYS = 730 };

struct said { /* a notice in its words; days from the demo's today, to: the last one, 0 none */
    enum notice_kind kind;
    int duty, from, to;
    char place, by; /* a area, c compound, s stair; c committee, p property, o owners, l leader */
    const char *title, *text, *hours;
};
static const struct said today[] = {
    {NOTICE_OUTAGE, 0, 0, 1, 's', 'p', "明天水箱清洗，停水半天",
        "明天清洗屋顶水箱，请提前存水。\n来水后先放一放，水清了再用。", "8:30 到 12:00"},
    {NOTICE_PLAIN, 0, -3, 12, 'a', 'c', "流感疫苗可以到社区卫生站打了",
        "60 岁以上的居民带身份证，周一到周五上午到社区卫生站。\n走不动的请告诉楼组长，居委会来联系"
        "上门。",
        ""},
    {NOTICE_OPEN, 0, -2, 5, 'c', 'o', "公共收益用于更换门禁的公示",
        "业委会打算从公共收益里支出 18,600 元，更换北门和东门的门禁。\n三家报价和清单贴在门卫室，"
        "有意见请在公示期里说。",
        ""},
    {NOTICE_EVENT, 0, -1, 6, 'a', 'c', "周六上午磨刀、修伞、理发",
        "周六 8:30 到 11:00，活动室门口。\n每人限一样，先到先办。", ""},
    {NOTICE_PLAIN, 0, -6, 20, 's', 'l', "楼道里的自行车请推到车棚",
        "消防通道不能放东西。\n这周日以前请推走，推不动的告诉我，大家一起搬。", ""},
    {NOTICE_DECISION, 0, -40, 60, 'a', 'c', "活动室每周开放六天",
        "居民代表会议决定：活动室从下月起周一到周六开放，8:30 到 16:30，志愿者轮流管钥匙。", ""},
    {NOTICE_OTHER, 0, -4, 25, 'c', 'p', "地下车库清洗，请配合挪车",
        "分三天清洗，按区挪车。挪到地面的临时车位，不另收费。", ""},
};

static const char *day_at(struct ctx *c, const struct cast *k, int days)
{
    return day_text(c->arena, k->today + days * MS_PER_DAY);
}

static int64_t place_of(struct ctx *c, const struct cast *k, char where)
{
    struct building b = {0};
    return where == 's'                                       ? k->stair
           : where == 'c' && places_building(c, k->stair, &b) ? b.compound_id
                                                              : c->area_id;
}

static int64_t stair_body(struct ctx *c, const struct cast *k)
{
    struct bodies all = {0};
    return bodies_over(c, k->stair, BODY_STAIR, &all) && all.n ? all.v[0].id : k->committee_body;
}

/* By whom, on which day; the act is the writer's own. */
static bool publish(struct ctx *c, const struct cast *k, const struct said *s, struct bulletin *n)
{
    int64_t who = s->by == 'p'   ? k->manager
                  : s->by == 'o' ? k->owner
                  : s->by == 'l' ? k->leader
                                 : k->secretary;
    c->now = k->today + s->from * MS_PER_DAY - 3600000;
    if (!demo_begin(c, who, HAND_SELF, CHANNEL_WEB)) {
        return false;
    }
    *n = (struct bulletin){.kind = s->kind,
        .duty = s->duty,
        .place_id = place_of(c, k, s->place),
        .body_id = s->by == 'p'   ? k->property_body
                   : s->by == 'o' ? k->owners_body
                   : s->by == 'l' ? stair_body(c, k)
                                  : k->committee_body,
        .title = s->title,
        .text = s->text,
        .hours = s->hours,
        .valid_from = day_at(c, k, s->from),
        .valid_to = s->to ? day_at(c, k, s->to + 1) : ""};
    if (s->kind == NOTICE_DECISION) {
        n->decided_on = day_at(c, k, s->from - 2);
        n->decided_by = "居民代表会议";
    }
    (void)notices_publish(c, n);
    return demo_end(c);
}

static bool carry_out(struct ctx *c, const struct cast *k, const struct bulletin *n)
{
    c->now = k->today - 25 * MS_PER_DAY;
    if (demo_begin(c, k->staff, HAND_SELF, CHANNEL_WEB)) {
        (void)notices_carry_out(c, n,
            &(struct notice_step){.day = day_text(c->arena, c->now),
                .text = "钥匙交给了六位志愿者，排班表贴在活动室门上。"});
    }
    return demo_end(c);
}

static bool correct(struct ctx *c, const struct cast *k, struct bulletin *n)
{
    c->now = k->today - 20 * 3600000;
    n->text = "60 岁以上的居民带身份证，周一到周五上午到社区卫生站，周六上午也开。\n"
              "走不动的请告诉楼组长，居委会来联系上门。";
    if (demo_begin(c, k->secretary, HAND_SELF, CHANNEL_WEB)) {
        (void)notices_change(c, n, 1, "卫生站周六也开门");
    }
    return demo_end(c);
}

/* The stairs of the grid's roll: half of them have their sheet. */
static bool post(struct ctx *c, const struct cast *k, const struct bulletin *n)
{
    c->now = k->today - 2 * 3600000;
    if (demo_begin(c, k->leader, HAND_LEADER, CHANNEL_WEB)) {
        struct posted p = {.place_id = k->stair, .spot = "门厅公告栏"};
        (void)(board_open_roll(c, n) && board_post(c, n, &p));
    }
    return demo_end(c);
}

/* Quarter by quarter; one was forgotten for a while, so something is due. */
static bool duties(struct ctx *c, const struct cast *k)
{
    for (const struct notice_duty *d = notices_duties; d->id; d++) {
        int every = d->months * 30, late = d->id == 5 || d->id == 7;
        bool here = d->body != BODY_PROPERTY;
        for (int ago = YEARS_DAYS - (int)d->id * 3; ago > (late ? every + 5 : 0); ago -= every) {
            struct said s = {.kind = NOTICE_DUTY,
                .duty = (int)d->id,
                .from = -ago,
                .to = -ago + 30,
                .place = d->body == BODY_COMMITTEE ? 'a' : 'c',
                .by = d->body == BODY_COMMITTEE ? 'c'
                      : here                    ? 'o'
                                                : 'p',
                .title = d->label,
                .text = "明细表盖章后贴在公示栏，也可以到居委会查。有问题请打电话，或者在这里说。",
                .hours = ""};
            struct bulletin n;
            if (!publish(c, k, &s, &n)) {
                return false;
            }
        }
    }
    return true;
}

bool demo_notices(struct ctx *c, struct cast *k)
{
    int64_t now = c->now;
    bool ok = duties(c, k);
    for (size_t i = 0; ok && i < COUNT(today); i++) {
        struct bulletin n;
        ok = publish(c, k, &today[i], &n);
        ok = ok && (today[i].kind != NOTICE_DECISION || carry_out(c, k, &n));
        ok = ok && (i != 1 || correct(c, k, &n)) && (i != 4 || post(c, k, &n));
    }
    c->now = now;
    return ok;
}
