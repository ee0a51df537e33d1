/* acts.h - for tests/life_test.c: what the people of a neighbourhood do on an ordinary day, each by
 * the page and the button that they would use. Whether it may be done now is the house's to say. */
#ifndef EAVES_LIFE_ACTS_H
#define EAVES_LIFE_ACTS_H

#include "lib/paper/paper.h"
#include "tests/life/world.h"

#define SECRET "私密第" /* stands in what only those on the case may read */

static const char *const troubles[] = {"门厅的灯坏了，晚上看不清台阶", "三楼的灯一闪一闪",
    "电梯停在五楼不动", "水管漏水，一楼地上都是水", "下水道堵了，院子里有臭味", "大门门禁刷不开",
    "过道里堆了旧家具", "垃圾房两天没有清", "车停在消防通道上", "楼上半夜装修，吵得睡不着",
    "有人遛狗不牵绳", "树枝伸进了四楼的窗", "飞线充电，很危险", "外墙掉了一块瓷砖",
    "隔壁独居的老人好几天没出门", "空调滴水和邻居争起来了", "想在花园里放两张长椅", "楼道窗关不上"};

static const char *a_trouble(struct ctx *c, struct life *l, bool secret)
{
    const char *what = troubles[dice(l, COUNT(troubles))];
    return secret ? arena_printf(c->arena, "%s。" SECRET "%d号", what, ++l->secrets)
                  : arena_printf(c->arena, "%s，%d 楼这边。", what, dice(l, 6) + 1);
}

static const char *step(struct ctx *c, int64_t id, const char *verb)
{
    return arena_printf(c->arena, "requests/%" PRId64 "/%s", id, verb);
}

static const char *with_version(struct ctx *c, int64_t id, const char *rest)
{
    return arena_printf(
        c->arena, "version=%" PRId64 "%s%s", version_of(c, id), *rest ? "&" : "", rest);
}

/* Telling -------------------------------------------------------------------------------------- */
/* The second screen, and now and then a neighbour's that is the same. */
static void sends(struct ctx *c, struct life *l, struct actor *a, const char *name, bool secret)
{
    const char *at = c->req && c->req->location ? strstr(c->req->location, "report/") : NULL;
    if (!at) {
        return;
    }
    at = arena_strdup(c->arena, at);
    struct req *r = life_visit(c, l, a, at, NULL);
    const char *same = strstr(body_of(r), "name=\"join\" value=\"");
    const char *rest = "";
    if (same && !secret && chance(l, 40)) {
        same += strlen("name=\"join\" value=\"");
        int64_t id = strtoll(same, NULL, 10);
        rest = id > 0 ? arena_printf(c->arena, "&join=%" PRId64, id) : "";
    }
    does(c, l, a, name, at,
        arena_printf(c->arena, "open=%s&read=1&same=1%s", secret ? "case" : "place", rest));
}

static void tells_by_web(struct ctx *c, struct life *l)
{
    struct actor *a = somebody(l, true);
    bool secret = chance(l, 12);
    const char *form = arena_printf(c->arena, "b/%" PRId64 "/report", a->stair);
    if (does(c, l, a, "begins a report", form,
            arena_printf(c->arena, "what=%s", a_trouble(c, l, secret)))) {
        sends(c, l, a, "tells by web", secret);
    }
}

/* The neighbour who helps, at her door. */
static void tells_by_helper(struct ctx *c, struct life *l)
{
    struct actor *old = somebody(l, false), *helper = old > l->folk ? old - 1 : old;
    const char *form = arena_printf(c->arena, "b/%" PRId64 "/report", old->stair);
    const char *body = arena_printf(c->arena, "what=%s&act_person=%" PRId64 "&act_channel=visit",
        a_trouble(c, l, false), old->person);
    if (helper->phone && does(c, l, helper, "begins for her", form, body)) {
        sends(c, l, helper, "tells by helper", false);
    }
}

static void tells_by_desk(struct ctx *c, struct life *l)
{
    static const char *const ways[] = {"phone", "visit", "group"};
    struct actor *a = somebody(l, chance(l, 60));
    bool leader = chance(l, 35);
    struct actor *by = leader ? &l->parts[LEADERS + dice(l, STAIRS)] : &l->parts[STAFF];
    int64_t stair = leader ? l->folk[(by - &l->parts[LEADERS]) * HOMES].stair : a->stair;
    const char *when = "";
    if (chance(l, 20)) { /* 补录: yesterday's */
        int64_t then = l->now - (1 + dice(l, 70)) * HOUR;
        struct civil d = civil_of(then);
        when = arena_printf(c->arena, "&happened=%04d-%02d-%02dT%02d:%02d", d.year, d.month, d.day,
            d.hour, d.minute);
    }
    const char *body =
        arena_printf(c->arena, "channel=%s&name=邻居%d&building=%" PRId64 "&what=%s%s",
            ways[leader ? 1 : dice(l, 3)], dice(l, 900), stair, a_trouble(c, l, false), when);
    if (does(c, l, by, "begins at a desk", "desk/new", body)) {
        sends(c, l, by, leader ? "tells on patrol" : "tells by desk", false);
    }
}

/* Printed in the morning, one row typed back. */
static void tells_by_slip(struct ctx *c, struct life *l)
{
    struct actor *a = somebody(l, false), *by = &l->parts[STAFF];
    char code[ROW_CODE_TEXT];
    if (!does(c, l, by, "prints slips", "slips",
            arena_printf(c->arena, "building=%" PRId64 "&rows=4", a->stair))) {
        return;
    }
    const char *no = strstr(c->req->location, "slips/");
    row_code(no ? atoi(no + 6) : 0, 1 + dice(l, 4), code);
    if (does(c, l, by, "types a slip", "paper",
            arena_printf(c->arena, "code=%s&name=阿婆%d&what=%s", code, dice(l, 900),
                a_trouble(c, l, false)))) {
        sends(c, l, by, "tells by slip", false);
    }
}

static void calls_hotline(struct ctx *c, struct life *l)
{
    static const char *const ends[] = {
        "how=told&words=九点开门", "how=sent_on&words=已转 110", "how=nothing", "how=open"};
    struct actor *by = &l->parts[OPERATOR];
    int end = dice(l, 5);
    if (end < 4) {
        does(c, l, by, "writes a call", "hotline",
            arena_printf(c->arena, "what=问居委会几点开门&%s", ends[end]));
        return;
    }
    const char *body = arena_printf(c->arena, "what=%s&how=request&name=来电人%d&building=%" PRId64,
        a_trouble(c, l, false), dice(l, 900), l->stairs[dice(l, STAIRS)]);
    if (does(c, l, by, "call begins a request", "hotline", body)) {
        sends(c, l, by, "tells by telephone", false);
    }
}

static void ends_call(struct ctx *c, struct life *l)
{
    int64_t id;
    ASK(c, id, "SELECT min(id) FROM hotline_call WHERE area_id = ?1 AND ended = 1", V(l->area));
    if (id) {
        does(c, l, &l->parts[OPERATOR], "ends a call",
            arena_printf(c->arena, "hotline/calls/%" PRId64 "/end", id),
            "how=told&words=回过电话了");
    }
}

static void takes_shift(struct ctx *c, struct life *l)
{
    does(c, l, &l->parts[chance(l, 50) ? OPERATOR : STAFF], "takes the shift", "hotline/take",
        "note=没有别的");
}

/* Staff ---------------------------------------------------------------------------------------- */
static void accepts(struct ctx *c, struct life *l)
{
    int64_t id = any_request(c, l, REQUEST_NEW);
    if (id) {
        does(c, l, &l->parts[chance(l, 70) ? STAFF : OPERATOR], "accepts", step(c, id, "accept"),
            with_version(c, id, ""));
    }
}

static void assigns(struct ctx *c, struct life *l)
{
    int64_t id = any_request(c, l, chance(l, 70) ? REQUEST_ACCEPTED : REQUEST_NEW);
    int64_t to = chance(l, 70) ? l->property : chance(l, 60) ? l->committee : l->owners;
    if (id) {
        does(c, l, &l->parts[chance(l, 80) ? STAFF : SECRETARY], "assigns", step(c, id, "assign"),
            with_version(c, id, arena_printf(c->arena, "body=%" PRId64, to)));
    }
}

static void refuses(struct ctx *c, struct life *l)
{
    int64_t id = any_request(c, l, chance(l, 50) ? REQUEST_NEW : REQUEST_DOING);
    if (id) {
        does(c, l, &l->parts[STAFF], "refuses", step(c, id, "refuse"),
            with_version(c, id, "reason=不归居民区管，请找开发商"));
    }
}

static void merges(struct ctx *c, struct life *l)
{
    int64_t id = any_request(c, l, REQUEST_NEW), into = any_request(c, l, REQUEST_DOING), ticket;
    if (id && into) {
        ASK(c, ticket, "SELECT ticket FROM matter WHERE area_id = ?1 AND id = ?2", V(l->area),
            V(into));
        does(c, l, &l->parts[STAFF], "merges", step(c, id, "merge"),
            with_version(c, id, arena_printf(c->arena, "into=%" PRId64, ticket)));
    }
}

static void accepts_many(struct ctx *c, struct life *l)
{
    struct buf picks = {0};
    must(db_begin_read(c));
    struct rows r = db_query(c,
        "SELECT id, version FROM matter WHERE area_id = ?1 AND kind = 'request' AND state = ?2"
        " ORDER BY id LIMIT 6",
        V(l->area), V(REQUEST_NEW));
    while (rows_next(&r)) {
        buf_printf(&picks, "&pick=%" PRId64 "-%" PRId64, row_int(&r, 0), row_int(&r, 1));
    }
    must(rows_end(&r));
    db_rollback(c);
    if (picks.n) {
        const char *body = arena_printf(c->arena, "what=accept%s", picks.v);
        if (does(c, l, &l->parts[STAFF], "accepts many", "inbox/bulk", body) && chance(l, 30)) {
            const char *batch = strstr(c->req->location, "inbox/batch/");
            if (batch) {
                does(c, l, &l->parts[STAFF], "takes many back",
                    arena_printf(c->arena, "%.*s/undo", (int)strcspn(batch, "?#"), batch), "");
            }
        }
    }
    buf_release(&picks);
}

static void urges(struct ctx *c, struct life *l)
{
    int64_t id = any_request(c, l, REQUEST_DOING);
    if (id) {
        bool town = chance(l, 40);
        does(c, l, &l->parts[town ? TOWN : SECRETARY], town ? "supervises" : "urges",
            step(c, id, town ? "supervise" : "urge"),
            with_version(c, id, town ? "supervise=三天内办结" : "urge=今天办掉"));
    }
}

/* A wrong button, taken back within the ten minutes, or too late. */
static void slips_up(struct ctx *c, struct life *l)
{
    static const struct {
        const char *verb, *body;
        int state;
    } steps[] = {{"accept", "", REQUEST_NEW}, {"refuse", "reason=写错了的理由", REQUEST_NEW},
        {"assign", "body=", REQUEST_ACCEPTED}};
    int s = dice(l, COUNT(steps));
    int64_t id = any_request(c, l, steps[s].state);
    const char *rest =
        s == 2 ? arena_printf(c->arena, "body=%" PRId64, l->property) : steps[s].body;
    if (id && does(c, l, &l->parts[STAFF], "presses wrongly", step(c, id, steps[s].verb),
                  with_version(c, id, rest))) {
        l->now += dice(l, 13) * MINUTE;
        does(c, l, &l->parts[STAFF], "takes it back", step(c, id, "undo"), with_version(c, id, ""));
    }
}

/* Who has it ------------------------------------------------------------------------------------
 */
static void answers(struct ctx *c, struct life *l)
{
    int64_t id = any_request(c, l, chance(l, 90) ? REQUEST_DOING : REQUEST_WAITING);
    if (id) {
        does(c, l, owner_of(c, l, id), "answers", step(c, id, "answer"),
            with_version(c, id, "answer=修好了，请看一看&no_photo=晚上补拍"));
    }
}

static void passes_on(struct ctx *c, struct life *l)
{
    int64_t id = any_request(c, l, REQUEST_DOING);
    if (id && chance(l, 50)) {
        does(c, l, owner_of(c, l, id), "transfers", step(c, id, "transfer"),
            with_version(c, id,
                arena_printf(c->arena, "to_body=%" PRId64 "&pass_why=归他们管",
                    chance(l, 50) ? l->committee : l->owners)));
    } else if (id) {
        does(c, l, owner_of(c, l, id), "returns", step(c, id, "return"),
            with_version(c, id, "back=不归我们管"));
    }
}

static void waits(struct ctx *c, struct life *l)
{
    int64_t id = any_request(c, l, REQUEST_DOING);
    if (id) {
        does(c, l, owner_of(c, l, id), "stops the clock", step(c, id, "wait"),
            with_version(c, id,
                arena_printf(c->arena, "wait_why=等配件&until=%s",
                    day_text(c->arena, l->now + (1 + dice(l, 12)) * MS_PER_DAY))));
    }
}

static void goes_on(struct ctx *c, struct life *l)
{
    int64_t id = any_request(c, l, REQUEST_WAITING);
    if (id) {
        does(c, l, owner_of(c, l, id), "goes on", step(c, id, "resume"), with_version(c, id, ""));
    }
}

/* Whose it is -----------------------------------------------------------------------------------
 */
/* By herself, or by staff on the telephone when she has none. */
static bool asker_does(
    struct ctx *c, struct life *l, int64_t id, const char *name, const char *verb, const char *rest)
{
    struct actor *a = folk_of(l, asker_of(c, id));
    const char *body = with_version(c, id, rest);
    if (a && a->phone && !a->gone) {
        return does(c, l, a, name, step(c, id, verb), body);
    }
    return does(c, l, &l->parts[STAFF], name, step(c, id, verb),
        arena_printf(
            c->arena, "%s&act_person=%" PRId64 "&act_channel=phone", body, asker_of(c, id)));
}

static void confirms(struct ctx *c, struct life *l)
{
    static const char *const how[] = {"", "happy=happy", "happy=happy", "happy=so_so", "happy=not"};
    int64_t id = any_request(c, l, REQUEST_ANSWERED);
    if (id) {
        asker_does(c, l, id, "confirms", "confirm", how[dice(l, COUNT(how))]);
    }
}

static void reopens(struct ctx *c, struct life *l)
{
    int64_t id = any_request(c, l, chance(l, 60) ? REQUEST_ANSWERED : REQUEST_CLOSED);
    if (id) {
        asker_does(c, l, id, "reopens", "reopen", "still=还是不行");
    }
}

static void withdraws(struct ctx *c, struct life *l)
{
    int64_t id = any_request(c, l, chance(l, 50) ? REQUEST_NEW : REQUEST_DOING);
    if (id) {
        asker_does(c, l, id, "withdraws", "withdraw", "");
    }
}

/* Somebody else tries to say yes for her. */
static void meddles(struct ctx *c, struct life *l)
{
    int64_t id = any_request(c, l, REQUEST_ANSWERED);
    struct actor *a = somebody(l, true);
    if (id && a->person != asker_of(c, id)) {
        does(c, l, a, "confirms another's", step(c, id, "confirm"), with_version(c, id, ""));
    }
}

static void joins(struct ctx *c, struct life *l)
{
    int64_t id = any_request(c, l, chance(l, 50) ? REQUEST_NEW : REQUEST_DOING);
    if (id) {
        does(c, l, somebody(l, true), "joins", step(c, id, "join"), "");
    }
}

static void is_asked_again(struct ctx *c, struct life *l)
{
    int64_t id;
    ASK(c, id, "SELECT max(matter_id) FROM followup WHERE area_id = ?1 AND said = 0", V(l->area));
    if (id) {
        asker_does(c, l, id, "still good", "good", chance(l, 50) ? "happy=happy" : "");
    }
}

static void reads(struct ctx *c, struct life *l)
{
    static const char *const pages[] = {
        "", "requests", "me/messages", "notices", "buildings", "duties", "privacy", "household"};
    struct actor *a = somebody(l, true);
    life_sign_in(c, l, a);
    struct req *r = life_visit(c, l, a, pages[dice(l, COUNT(pages))], NULL);
    deed(l, "reads a page")->done += r->status == 200;
    if (chance(l, 30)) {
        does(c, l, a, "has read all", "me/messages/read", "");
    }
}

/* Moderation ------------------------------------------------------------------------------------
 */
static void complains(struct ctx *c, struct life *l)
{
    int64_t id = any_request(c, l, REQUEST_DOING);
    if (id && does(c, l, somebody(l, true), "reports abuse", step(c, id, "abuse"), "abuse=names") &&
        chance(l, 60)) {
        does(c, l, &l->parts[STAFF], "hides", step(c, id, "hide"), "hide_why=写了别人的名字");
        if (chance(l, 50)) {
            asker_does(c, l, id, "objects", "object", "objection=我写的是自己家");
            does(c, l, &l->parts[SECRETARY], "decides", step(c, id, "decide"),
                "verdict=show&decide_why=没有问题");
        }
    }
}

/* Cases -----------------------------------------------------------------------------------------
 */
static void opens_case(struct ctx *c, struct life *l)
{
    struct actor *a = somebody(l, true);
    does(c, l, &l->parts[STAFF], "opens a case", "cases/new",
        arena_printf(c->arena,
            "kind=%d&building=%" PRId64 "&title=" SECRET "%d号&about=" SECRET "%d号，不要对外说",
            1 + dice(l, 3), a->stair, l->secrets + 1, l->secrets + 1));
    l->secrets++;
}

static const struct case_act {
    int state;
    const char *verb, *body;
} case_acts[] = {{10, "add", ""}, {20, "party", "side=2&party_name=楼上的亲戚"},
    {20, "log", "what=phone&met=met&said=" SECRET "说过的话"},
    {20, "draft", "agreement=" SECRET "协议"}, {20, "draft", "agreement=" SECRET "协议"},
    {20, "settle", "result=cleared"}, {20, "settle", "result=helped"},
    {20, "fail", "fail_why=" SECRET "谈不拢"}, {20, "refer", "refer_to=街镇"}, {20, "withdraw", ""},
    {30, "kept", ""}, {30, "kept", ""}, {30, "broken", "broken_why=还在那里"},
    {30, "settle", "result=kept"}, {40, "talk", "talk_why=还有一条没说好"},
    {50, "follow", "follow_said=" SECRET "没有再堆"}, {50, "again", "again_why=又堆了"}};

static void case_step(struct ctx *c, struct life *l, int64_t id, const struct case_act *a)
{
    struct actor *by = &l->parts[STAFF];
    const char *path = arena_printf(c->arena, "cases/%" PRId64 "/", id);
    for (int side = 1; side <= 2 && str_same(a->verb, "draft"); side++) {
        does(c, l, by, "case: party", arena_printf(c->arena, "%sparty", path),
            with_version(c, id, arena_printf(c->arena, "side=%d&party_name=一家", side)));
    }
    const char *rest = str_same(a->verb, "add")
                           ? arena_printf(c->arena, "role=1&person=%" PRId64, by->person)
                           : a->body;
    does(c, l, by, arena_printf(c->arena, "case: %s", a->verb),
        arena_printf(c->arena, "%s%s", path, a->verb), with_version(c, id, rest));
}

static void works_case(struct ctx *c, struct life *l)
{
    const struct case_act *a = &case_acts[dice(l, COUNT(case_acts))];
    int64_t n, id = 0;
    ASK(c, n, "SELECT count(*) FROM matter WHERE area_id = ?1 AND kind = 'case' AND state = ?2",
        V(l->area), V(a->state));
    if (n) {
        ASK(c, id,
            "SELECT id FROM matter WHERE area_id = ?1 AND kind = 'case' AND state = ?2"
            " ORDER BY id LIMIT 1 OFFSET ?3",
            V(l->area), V(a->state), V(dice(l, (int)n)));
        case_step(c, l, id, a);
    }
}

static void promises(struct ctx *c, struct life *l)
{
    int64_t id, party;
    ASK(c, id,
        "SELECT max(p.case_id) FROM case_party p JOIN matter m ON m.area_id = p.area_id"
        " AND m.id = p.case_id WHERE p.area_id = ?1 AND m.state = 20",
        V(l->area));
    ASK(c, party, "SELECT max(id) FROM case_party WHERE area_id = ?1 AND case_id = ?2", V(l->area),
        V(id));
    if (id) {
        does(c, l, &l->parts[STAFF], "case: promise",
            arena_printf(c->arena, "cases/%" PRId64 "/promise", id),
            with_version(c, id,
                arena_printf(c->arena, "by=%" PRId64 "&promise=" SECRET "搬走&due=%s", party,
                    day_text(c->arena, l->now + (1 + dice(l, 9)) * MS_PER_DAY))));
    }
}

/* Notices ---------------------------------------------------------------------------------------
 */
static void publishes(struct ctx *c, struct life *l)
{
    struct actor *by = chance(l, 60) ? &l->parts[STAFF] : &l->parts[LEADERS + dice(l, STAIRS)];
    int64_t place = by == &l->parts[STAFF] ? (chance(l, 50) ? l->area : l->compound)
                                           : l->folk[(by - &l->parts[LEADERS]) * HOMES].stair;
    does(c, l, by, "publishes a notice", "notices",
        arena_printf(c->arena,
            "kind=plain&title=第%d号通知&text=请在家等一等。&place=%" PRId64 "&from=%s&to=%s",
            dice(l, 9999), place, day_text(c->arena, l->now),
            day_text(c->arena, l->now + (1 + dice(l, 20)) * MS_PER_DAY)));
}

static void changes_notice(struct ctx *c, struct life *l)
{
    int64_t id, version;
    ASK(c, id, "SELECT max(id) FROM notice WHERE area_id = ?1 AND taken_at IS NULL", V(l->area));
    ASK(c, version, "SELECT version FROM notice WHERE area_id = ?1 AND id = ?2", V(l->area), V(id));
    const char *path = arena_printf(c->arena, "notices/%" PRId64 "/", id);
    if (id && chance(l, 40)) {
        does(c, l, &l->parts[STAFF], "takes a notice down", arena_printf(c->arena, "%stake", path),
            "why=办完了");
    } else if (id) {
        does(c, l, &l->parts[STAFF], "corrects a notice", arena_printf(c->arena, "%schange", path),
            arena_printf(c->arena,
                "version=%" PRId64
                "&title=改正过的通知&text=时间改了，请留意。&from=%s&why=日子写错了",
                version, day_text(c->arena, l->now)));
    }
    if (id) {
        does(c, l, somebody(l, true), "has read a notice", arena_printf(c->arena, "%sread", path),
            "");
    }
}

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

/* The day ---------------------------------------------------------------------------------------
 */
static const struct {
    int weight;
    void (*run)(struct ctx *c, struct life *l);
    bool office; /* only while the office is open */
} life_acts[] = {
    {9, tells_by_web, false},
    {3, tells_by_helper, false},
    {4, tells_by_desk, true},
    {2, tells_by_slip, true},
    {5, calls_hotline, false},
    {3, ends_call, false},
    {2, takes_shift, false},
    {14, accepts, true},
    {14, assigns, true},
    {2, refuses, true},
    {2, merges, true},
    {2, accepts_many, true},
    {2, urges, true},
    {3, slips_up, true},
    {18, answers, true},
    {4, passes_on, true},
    {4, waits, true},
    {3, goes_on, true},
    {11, confirms, false},
    {4, reopens, false},
    {2, withdraws, false},
    {2, meddles, false},
    {3, joins, false},
    {4, is_asked_again, false},
    {6, reads, false},
    {1, complains, true},
    {2, opens_case, true},
    {8, works_case, true},
    {2, promises, true},
    {2, publishes, true},
    {2, changes_notice, true},
    {1, consents, false},
};
/* Rarer: once in so many days. */
static const struct {
    int days;
    void (*run)(struct ctx *c, struct life *l);
} life_turns[] = {{20, moves_in}, {40, dies}, {40, moves_out}, {50, is_erased}, {25, hands_over}};

static void one_act(struct ctx *c, struct life *l, bool open)
{
    int all = 0;
    for (size_t i = 0; i < COUNT(life_acts); i++) {
        all += open || !life_acts[i].office ? life_acts[i].weight : 0;
    }
    int at = dice(l, all);
    for (size_t i = 0; i < COUNT(life_acts); i++) {
        int w = open || !life_acts[i].office ? life_acts[i].weight : 0;
        if (at < w) {
            life_acts[i].run(c, l);
            return;
        }
        at -= w;
    }
}
#endif
