/* demo_cases.c - one of each of what few talk over: a leak between two floors, a cupboard on the
 * stairs, an old woman who needs her shopping done. All names are invented. */
#include "app/demo.h"

#include "src/cases/cases.h"
#include "src/people/people.h"

#define DAYS(n) ((n)*MS_PER_DAY)

/* One step by one person, a few hours after the one before. */
static bool begin(struct ctx *c, int64_t person_id, struct moving *mv)
{
    c->now += 3600000;
    c->who = (struct who){.account_id = 1, .person_id = person_id, .staff = true};
    if (!demo_begin(c, person_id, HAND_SELF, CHANNEL_WEB)) {
        return false;
    }
    mv->seen_version = 0;
    mv->due_at = 0;
    return true;
}

/* Clears what a step left; false ends the story. */
static bool end(struct ctx *c)
{
    bool ok = demo_end(c);
    c->who = (struct who){0};
    return ok;
}

#define STEP(person, call) (begin(c, (person), &mv) ? ((void)(call), end(c)) : end(c))

/* Opened by the clerk, led by somebody. */
static bool open_led(struct ctx *c, const struct cast *k, const struct case_opening *o,
    int64_t lead, struct moving *out)
{
    struct moving mv = {0};
    struct case_on on = {.person_id = lead, .role = ROLE_LEADS, .tier = TIER_NEIGHBOUR};
    bool ok = STEP(k->staff, cases_open(c, o, &mv.matter_id)) &&
              STEP(k->staff, cases_put_on(c, &mv, &on));
    *out = mv;
    return ok;
}

static int64_t party(struct ctx *c, int64_t id, size_t n)
{
    struct case_file f;
    int64_t found = 0;
    c->act = (struct act){.hand = HAND_SYSTEM};
    if (db_begin_read(c)) {
        found = cases_see(c, id, &f) && n < f.parties.n ? f.parties.v[n].id : 0;
        db_rollback(c);
    }
    return found;
}

static int64_t midnight(int64_t at)
{
    return at - (at + 8 * 3600000) % MS_PER_DAY;
}

static bool leak(struct ctx *c, const struct cast *k)
{
    struct moving mv;
    struct case_opening o = {.kind = CASE_MEDIATION,
        .place_id = k->stair,
        .title = "楼上楼下漏水的事",
        .about = "楼上卫生间防水老化，水渗到楼下卧室天花板。两家为修的钱吵过两回，"
                 "楼下的敲过楼上的门，楼上的说是公共管道。",
        .party_person_id = k->resident};
    bool ok = open_led(c, k, &o, k->leader, &mv) &&
              STEP(k->leader, cases_add_party(c, &mv, 2, 0, "楼上人家"));
    int64_t one = party(c, mv.matter_id, 0), two = party(c, mv.matter_id, 1);
    struct case_log said[] = {
        {.what = LOG_PHONE,
            .met = MET_YES,
            .on_at = midnight(c->now),
            .party_id = one,
            .said = "天花板起泡掉灰，床都挪了地方。只想快点修好，钱可以商量。"},
        {.what = LOG_HOME,
            .met = MET_YES,
            .on_at = midnight(c->now),
            .party_id = two,
            .with_id = k->leader,
            .went_id = k->staff,
            .said = "愿意请人来看，要是自家防水的事就修，要是公共管道就请物业。"},
    };
    struct case_on clerk = {.person_id = k->staff, .role = ROLE_HELPS};
    ok = ok && STEP(k->leader, cases_put_on(c, &mv, &clerk)) &&
         STEP(k->leader, cases_write(c, &mv, &said[0])) &&
         STEP(k->leader, cases_write(c, &mv, &said[1])) &&
         STEP(k->leader, cases_draft(c, &mv,
                             "一、楼上人家在两周内请人重做卫生间防水，费用自己出。\n"
                             "二、楼下天花板由楼上人家出料、楼下自己找人刷。\n"
                             "三、修的那几天，楼下让师傅进门看水路。")) &&
         STEP(k->leader, cases_word(c, &mv, two, WORD_YES, "签字页在居委会柜子二"));
    return ok;
}

static bool cupboard(struct ctx *c, const struct cast *k)
{
    struct moving mv;
    struct case_opening o = {.kind = CASE_PERSUASION,
        .place_id = k->stair,
        .title = "三楼转角的旧柜子",
        .about = "三楼转角放了两只旧柜子和一辆坏自行车，担架推不过去。这一家老人舍不得扔。",
        .party = "三楼一家"};
    int64_t first = c->now;
    if (!open_led(c, k, &o, k->leader, &mv)) {
        return false;
    }
    struct case_log away = {.what = LOG_HOME,
        .met = MET_NO,
        .on_at = midnight(c->now),
        .alone = "只在门口，没有进去",
        .said = "敲门没有人应，留了字条。"};
    struct case_promise p = {.party_id = party(c, mv.matter_id, 0),
        .what = "把两只柜子搬下楼，自行车卖掉",
        .due_at = midnight(c->now + DAYS(9))};
    bool ok = STEP(k->leader, cases_write(c, &mv, &away)) &&
              STEP(k->leader, cases_promise(c, &mv, &p)) &&
              STEP(k->leader, cases_put_off(c, &mv, midnight(k->today), "女儿周末才回来帮忙搬"));
    c->now = first;
    return ok;
}

static bool shopping(struct ctx *c, const struct cast *k)
{
    struct moving mv;
    struct case_opening o = {.kind = CASE_HELP,
        .place_id = k->stair,
        .title = "买菜和取药",
        .about = "一个人住，膝盖刚做过手术，下不了楼。儿子在外地，两周回来一次。",
        .party_person_id = k->elder};
    if (!open_led(c, k, &o, k->leader, &mv)) {
        return false;
    }
    struct case_on near = {.person_id = k->helper, .role = ROLE_HELPS, .tier = TIER_NEIGHBOUR};
    struct case_log did = {.what = LOG_HOME,
        .met = MET_YES,
        .on_at = midnight(c->now),
        .with_id = k->leader,
        .said = "买了三天的菜，药取回来了，门口的灯也换好。"};
    return STEP(k->leader, cases_put_on(c, &mv, &near)) &&
           STEP(k->helper, cases_write(c, &mv, &did)) &&
           STEP(k->leader,
               cases_step(c, &mv, TIER_VOLUNTEER,
                   "每周二、五买菜送上门，每月一次去医院取药。膝盖不能弯，请把菜放到桌上。"
                   "敲门要等两分钟。",
                   "当面说同意，只说买菜取药，病情不用多讲"));
}

bool demo_cases(struct ctx *c, struct cast *k)
{
    int64_t now = c->now;
    struct act act = c->act;
    c->now = midnight(k->today) - DAYS(12) + 6 * 3600000;
    bool ok = leak(c, k);
    c->now = midnight(k->today) - DAYS(10) + 6 * 3600000;
    ok = ok && cupboard(c, k) && shopping(c, k);
    c->now = now;
    c->act = act;
    return ok && !c->err.kind;
}
