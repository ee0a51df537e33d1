/* office.h - for tests/life_test.c: what the desk, the telephone and whoever has a matter do with
 * it. */
#ifndef EAVES_LIFE_OFFICE_H
#define EAVES_LIFE_OFFICE_H

#include "lib/paper/paper.h"
#include "tests/life/residents.h"

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
#endif
