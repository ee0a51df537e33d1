/* demo_ballots.c - a lift for the stair, asked of its owners; what troubles the stair most, asked
 * of its households; a door that too few cared for; the colour of the gate, asked of the compound;
 * a bench, asked of the residents as a poll; the owners' committee among itself; what was decided
 * in the official system. All invented. */
#include "app/app.h"
#include "app/demo.h"
#include "lib/db/db.h"
#include "lib/db/job.h"
#include "src/bodies/bodies.h"
#include "src/matters/matters_store.h"
#include "src/places/places.h"
#include "src/results/results.h"
#include "src/votes/votes.h"

struct asked {
    const char *title, *text, *item, *about;
    const char *options[6];
    int64_t seats;
    enum decides decides;
    enum electorate electorate;
    enum force force;
    int opens, closes; /* days from today, at eight and at twenty */
    int of_ten, most; /* so many of ten hand in a vote; of so many tens at most */
    bool compound, secret;
    const char *annulled; /* why it was, the day after the result */
    const char *official; /* its number in the official system: decided there, typed here */
};
static const struct asked asked[] = {
    {"3号楼加装一部电梯",
        "一楼到六楼都问过一遍。方案、费用分摊和施工时间贴在门厅，设计图在居委会可以看。\n"
        "通过以后再和施工单位签合同，费用按楼层分摊，一楼不出钱。",
        "同意在 3 号楼加装一部电梯吗？", "按贴在门厅的方案：电梯装在楼道北侧，六层六站。", {0}, 0,
        DECIDES_REBUILD, ROLL_OF_OWNERS, FORCE_STATUTORY, -6, 8, 6, 9, false},
    {"3号楼最想先解决哪几件事", "楼组会上大家提了五件，今年先做两件。", "今年先做哪两件？", "",
        {"楼道堆物", "门厅的灯", "电瓶车充电", "信报箱换新", "屋顶漏水"}, 2, DECIDES_SMALL,
        ROLL_OF_HOUSEHOLDS, FORCE_STATUTORY, -3, 4, 5, 9, false},
    {"小区大门重漆，选哪个颜色", "只是先听听大家的意思，定下来还要业委会再议。", "大门漆哪个颜色？",
        "", {"墨绿", "深灰", "原来的红色"}, 1, DECIDES_POLL, ROLL_OF_HOUSEHOLDS, FORCE_ADVISORY, -2,
        12, 2, 40, true},
    {"3号楼更换楼道的窗", "楼道的木窗漏雨，换成铝合金的。钱从维修资金里出，报价贴在门厅。",
        "同意用维修资金更换 3 号楼楼道的窗吗？", "", {0}, 0, DECIDES_USE_FUND, ROLL_OF_OWNERS,
        FORCE_STATUTORY, -24, -4, 9, 9, false},
    {"3号楼今年的两个活动", "楼组会上提了四个，选两个。", "选哪两个？", "",
        {"端午包粽子", "楼道种花", "修伞磨刀", "孩子们的跳蚤市场"}, 2, DECIDES_SMALL,
        ROLL_OF_HOUSEHOLDS, FORCE_STATUTORY, -12, -3, 9, 9, false},
    {"3号楼的楼道公约", "晚上十点以后不在楼道打电话，鞋柜不放门外。不记名，谁投了什么没有人知道。",
        "同意这份楼道公约吗？", "", {0}, 0, DECIDES_SMALL, ROLL_OF_HOUSEHOLDS, FORCE_STATUTORY, -15,
        -6, 8, 9, false, .secret = true},
    {"3号楼楼道粉刷", "钱从维修资金里出，报价贴在门厅。", "同意用维修资金粉刷 3 号楼的楼道吗？", "",
        {0}, 0, DECIDES_USE_FUND, ROLL_OF_OWNERS, FORCE_STATUTORY, -40, -20, 9, 9, false,
        .annulled = "公告后面的报价单少印了一页，业主是照不全的材料投的。补全以后另开一次。"},
    {"3号楼门厅装自动门", "钱从维修资金里出，两家的报价贴在门厅。有人担心停电时打不开。",
        "同意用维修资金给门厅装自动门吗？", "", {0}, 0, DECIDES_USE_FUND, ROLL_OF_OWNERS,
        FORCE_STATUTORY, -34, -14, 5, 9, false},
    {"3号楼门口要不要放一张长椅", "先听听住在楼里的人怎么想，放不放以后再议。",
        "门口放一张长椅，好不好？", "", {0}, 0, DECIDES_POLL, ROLL_OF_RESIDENTS, FORCE_ADVISORY, -4,
        9, 4, 9, false, .secret = true},
    {"业委会：请会计师事务所审计去年的账", "三家都报了价，报价单附在会议材料里。",
        "请江畔会计师事务所审计去年的公共收益和维修资金吗？", "", {0}, 0, DECIDES_BODY,
        ROLL_OF_BODY, FORCE_STATUTORY, -9, -7, 10, 9, true},
    {"柳荫里小区续聘物业公司", "在房屋管理部门的电子投票系统里表决，结果登记在这里。",
        "同意续聘安居物业服务有限公司吗？", "合同三年，服务等级和收费不变。", {0}, 0,
        DECIDES_PROPERTY, ROLL_OF_OWNERS, FORCE_RECORDED, -30, -10, 0, 0, true,
        .official = "沪业表〔演示〕2026-0311"},
};

static int64_t at_hour(const struct cast *k, int day, int hour)
{
    struct civil d = civil_of(k->today + day * MS_PER_DAY);
    return ms_of_civil(d.year, d.month, d.day, hour, 0);
}

/* As if the head of the owners' committee, or the stair's leader, had done each step. */
static bool as_organiser(struct ctx *c, const struct cast *k, const struct asked *a)
{
    bool leader = a->electorate == ROLL_OF_HOUSEHOLDS && !a->compound;
    int64_t person = leader                               ? k->leader
                     : a->electorate == ROLL_OF_RESIDENTS ? k->secretary
                                                          : k->owner;
    c->who = (struct who){.account_id = 1, .person_id = person, .staff = person == k->secretary};
    return demo_begin(c, person, HAND_SELF, CHANNEL_WEB);
}

static bool place_it(struct ctx *c, const struct cast *k, const struct asked *a, struct ballot *b)
{
    struct body of = {0};
    struct bodies over = {0};
    b->place_id = k->stair;
    b->body_id = a->electorate == ROLL_OF_RESIDENTS ? k->committee_body : k->owners_body;
    if (a->compound && bodies_by_id(c, k->owners_body, &of)) {
        b->place_id = of.place_id;
    } else if (a->electorate == ROLL_OF_HOUSEHOLDS && bodies_over(c, k->stair, BODY_STAIR, &over) &&
               over.n) {
        b->body_id = over.v[0].id;
    }
    return !c->err.kind;
}

static bool draft(struct ctx *c, const struct cast *k, const struct asked *a, struct ballot *b)
{
    struct ballot_item item = {
        .title = a->item, .text = a->about, .decides = a->decides, .seats = a->seats};
    for (size_t i = 0; i < COUNT(a->options) && a->options[i]; i++) {
        item.options[item.n++] = a->options[i];
    }
    *b = (struct ballot){.electorate = a->electorate,
        .force = a->force,
        .named = !a->secret,
        .running = true,
        .text = a->text,
        .follow_clause = "",
        .audience = AUDIENCE_PUBLIC,
        .m = {.title = a->title}};
    list_push(c->arena, &b->items, item);
    c->now = at_hour(k, a->opens - 28, 10);
    if (as_organiser(c, k, a) && place_it(c, k, a, b)) {
        (void)(ballots_open(c, b) && ballots_take_roll(c, b, 1) && ballots_freeze(c, b->id));
    }
    return demo_end(c);
}

static bool announce(struct ctx *c, const struct cast *k, const struct asked *a, struct ballot *b)
{
    c->now = at_hour(k, a->opens - (int)b->notice_days - 2, 9);
    if (as_organiser(c, k, a)) {
        (void)(ballots_by_id(c, b->id, b) && ballots_announce(c, b, at_hour(k, a->opens, 8),
                                                 at_hour(k, a->closes, 20), 1, b->m.version));
    }
    if (!demo_end(c)) {
        return false;
    }
    c->now = at_hour(k, a->opens, 8);
    if (demo_begin(c, 0, HAND_SYSTEM, CHANNEL_SYSTEM)) {
        ballots_clock(c, b->id);
    }
    if (!demo_end(c) || !db_begin_read(c)) {
        return false;
    }
    bool ok = ballots_by_id(c, b->id, b);
    db_rollback(c);
    return ok;
}

static void mark(struct ctx *c, const struct ballot_item *item, size_t i, struct vote *v)
{
    static const int64_t say[] = {VOTE_YES, VOTE_YES, VOTE_YES, VOTE_NO, VOTE_YES, VOTE_ABSTAIN};
    if (!item->seats) {
        list_push(c->arena, &v->marks, ((struct vote_mark){item->no, say[i % COUNT(say)]}));
    }
    for (int64_t k = 0; k < item->seats; k++) {
        int64_t option = ((int64_t)i * 2 + k * 3) % (int64_t)item->n;
        list_push(c->arena, &v->marks, ((struct vote_mark){item->no, VOTE_OPTION + 1 + option}));
    }
}

static bool vote_of(
    struct ctx *c, const struct ballot *b, int64_t person, size_t i, const struct voters *left)
{
    struct voters mine = {0};
    if (demo_begin(c, person, HAND_SELF, CHANNEL_WEB) &&
        electorate_voters_for(c, b->id, person, &mine) && mine.n && !mine.v[0].voted_at &&
        (!left->n || mine.v[0].no != left->v[0].no)) {
        struct vote v = {.way = WAY_WEB};
        mark(c, &b->items.v[0], i, &v);
        (void)votes_cast(c, b, mine.v[0].no, &v);
    }
    return demo_end(c);
}

/* The two personas of the stair have not voted yet, nor whoever lives with the first. */
static bool vote(struct ctx *c, const struct cast *k, const struct asked *a, const struct ballot *b)
{
    struct ids people = {0};
    struct voters left = {0};
    bool ok = db_begin_read(c) && electorate_unvoted(c, b->id, &people) &&
              electorate_voters_for(c, b->id, k->resident, &left);
    db_rollback(c);
    for (size_t i = 0; ok && i < people.n && i < (size_t)a->most * 10; i++) {
        int64_t person = people.v[i];
        if (person != k->resident && person != k->elder && (int)(i * 7 % 10) < a->of_ten) {
            c->now += 7 * 60000;
            ok = vote_of(c, b, person, i, &left);
        }
    }
    return ok;
}

/* So many of 1000 of the roll. */
static struct weight share_of(struct weight roll, int of_1000)
{
    return (struct weight){.homes = weight_heads(roll, true) * of_1000 / 1000,
        .area_dm2 = roll.area_dm2 * of_1000 / 1000};
}

static struct weight rest_of(struct weight took, struct weight yes, struct weight no)
{
    return (struct weight){.homes = took.homes - yes.homes - no.homes,
        .area_dm2 = took.area_dm2 - yes.area_dm2 - no.area_dm2};
}

/* The runner makes the picture that day: a day later nobody would. */
static bool develop(struct ctx *c)
{
    while (jobs_run_due(c, 100) > 0) {
    }
    return !c->err.kind;
}

/* Decided in the official system: its totals are typed, its sheet is photographed. */
static bool record_it(struct ctx *c, const struct cast *k, const struct asked *a, struct ballot *b)
{
    struct turnout t;
    struct sums s = {0};
    c->now = at_hour(k, a->closes + 1, 10);
    if (as_organiser(c, k, a) && ballots_by_id(c, b->id, b) && votes_turnout(c, b, &t)) {
        struct weight took = share_of(t.roll, 742), yes = share_of(t.roll, 561),
                      no = share_of(t.roll, 118);
        list_push(c->arena, &s, ((struct sum){0, took}));
        list_push(c->arena, &s, ((struct sum){VOTE_YES, yes}));
        list_push(c->arena, &s, ((struct sum){VOTE_NO, no}));
        list_push(c->arena, &s, ((struct sum){VOTE_ABSTAIN, rest_of(took, yes, no)}));
        t = (struct turnout){.roll = t.roll, .took = took, .items = &s};
        struct official o = {
            .number = a->official, .on = day_text(c->arena, at_hour(k, a->closes, 20)), .t = t};
        (void)(demo_scan(c, "official", b->id, b->m.audience) &&
               results_record(c, b, &o, 1, b->m.version));
    }
    return demo_end(c) && develop(c);
}

static bool annul(struct ctx *c, const struct cast *k, const struct asked *a, struct ballot *b)
{
    c->now = at_hour(k, a->closes + 2, 10);
    if (as_organiser(c, k, a)) {
        struct annulled by = {.by = BY_STREET,
            .name = "清江街道办事处",
            .number = "清街〔2026〕17 号",
            .on = day_text(c->arena, c->now),
            .why = a->annulled};
        (void)(ballots_by_id(c, b->id, b) && demo_scan(c, "annulled", b->id, b->m.audience) &&
               results_annul(c, b, &by, b->m.version));
    }
    return demo_end(c) && develop(c);
}

/* What has closed is counted the next morning. */
static bool count(struct ctx *c, const struct cast *k, const struct asked *a, struct ballot *b)
{
    if (a->closes >= 0) {
        return true;
    }
    c->now = at_hour(k, a->closes, 20);
    if (demo_begin(c, 0, HAND_SYSTEM, CHANNEL_SYSTEM)) {
        ballots_clock(c, b->id);
    }
    if (!demo_end(c)) {
        return false;
    }
    c->now = at_hour(k, a->closes + 1, 10);
    if (as_organiser(c, k, a)) {
        (void)(ballots_by_id(c, b->id, b) && results_seal(c, b, b->m.version));
    }
    return demo_end(c) && (!a->annulled || annul(c, k, a, b));
}

bool demo_ballots(struct ctx *c, struct cast *k)
{
    int64_t now = c->now;
    bool ok = true;
    for (size_t i = 0; ok && i < COUNT(asked); i++) {
        struct ballot b;
        ok = draft(c, k, &asked[i], &b) &&
             (asked[i].official ? record_it(c, k, &asked[i], &b)
                                : announce(c, k, &asked[i], &b) && vote(c, k, &asked[i], &b) &&
                                      (i || demo_slips(c, k, &b)) && count(c, k, &asked[i], &b));
    }
    c->now = now;
    c->who = (struct who){0};
    return ok;
}
