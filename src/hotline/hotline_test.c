/* hotline_test.c - no call is lost: not at midnight, not at a change of shift, not on the way to a
 * ticket. */
#include "src/hotline/hotline.h"

#include "src/requests/requests.h"
#include "tests/requests_world.h"

#define LINE(day, f, t) \
    { \
        .what = ROTA_ON_CALL, .weekday = (day), .from = (f), .to = (t) \
    }

static void gaps(struct ctx *c)
{
    struct slot round[] = {LINE(EVERY_DAY, 480, 1200), LINE(EVERY_DAY, 1200, 480)};
    struct slot office[] = {LINE(EVERY_DAY, 480, 1200)};
    struct slot sunday[] = {LINE(EVERY_DAY, 0, 0)};
    struct slots all = {.v = round, .n = 2}, day = {.v = office, .n = 1},
                 other = {.v = sunday, .n = 1};
    struct gaps out = {0};
    hotline_gaps(c->arena, &all, &out);
    CHECK("day and night, nothing is missing", out.n == 0);
    hotline_gaps(c->arena, &day, &out);
    CHECK("seven nights, the last one over the end of Sunday",
        out.n == 7 && out.v[0].from == 6 * 1440 + 1200 && out.v[0].to == 480 &&
            out.v[1].from == 1200 && out.v[1].to == 1440 + 480);
    out = (struct gaps){0};
    sunday[0].weekday = 0;
    hotline_gaps(c->arena, &other, &out);
    CHECK("Sunday only", out.n == 1 && out.v[0].from == 0 && out.v[0].to == 6 * 1440);
    out = (struct gaps){0};
    sunday[0].what = ROTA_GUARD;
    hotline_gaps(c->arena, &other, &out);
    CHECK("a guard answers no telephone", out.n == 1 && out.v[0].to - out.v[0].from == 7 * 1440);
}

static void endings(struct ctx *c)
{
    struct call open = {.end = CALL_OPEN}, told = {.end = CALL_TOLD};
    struct err why = {0};
    CHECK("answered", hotline_may_end(&open, CALL_TOLD, "九点开门", &why));
    CHECK("not without a word", !hotline_may_end(&open, CALL_TOLD, "", &(struct err){0}));
    CHECK("nothing needs none", hotline_may_end(&open, CALL_NOTHING, "", &why));
    CHECK("a request comes of a request only",
        !hotline_may_end(&open, CALL_REQUEST, "登记了", &(struct err){0}));
    CHECK("once", !hotline_may_end(&told, CALL_TOLD, "又答", &(struct err){0}));
    CHECK("there", str_same(hotline_evidence(c->arena, 17), "来电 17"));
    CHECK("and back", hotline_no("来电 17") == 17 && hotline_no("来电 ") == 0 &&
                          hotline_no("通话记录 17") == 0 && hotline_no(NULL) == 0 &&
                          hotline_no("来电 -3") == 0);
}

static size_t open_calls(struct ctx *c)
{
    struct calls all = {0};
    must(db_begin_read(c));
    CHECK("read", hotline_open_calls(c, &all));
    db_rollback(c);
    return all.n;
}

enum what { SHIFTS, RUNNING, LAST, BECAME };
static int64_t asked(struct ctx *c, enum what what)
{
    int64_t n = 0;
    must(db_begin_read(c));
    switch (what) {
    case SHIFTS:
        n = db_int(c, "SELECT count(*) FROM hotline_shift WHERE area_id = ?1", V(c->area_id));
        break;
    case RUNNING:
        n = db_int(c, "SELECT count(*) FROM hotline_shift WHERE area_id = ?1 AND ended_at IS NULL",
            V(c->area_id));
        break;
    case LAST:
        n = db_int(c, "SELECT max(id) FROM hotline_call WHERE area_id = ?1", V(c->area_id));
        break;
    case BECAME:
        n = db_int(c,
            "SELECT count(*) FROM hotline_call WHERE area_id = ?1 AND matter_id IS NOT NULL"
            " AND ended = 2",
            V(c->area_id));
        break;
    }
    db_rollback(c);
    return n;
}

/* Taken at ten to midnight, found after it by the next shift, settled in the morning. */
static void over_midnight(struct ctx *c)
{
    test_at(c, ms_of_civil(2026, 11, 23, 23, 40));
    struct world *w = world_make(c);
    const char *path = arena_printf(c->arena, "/a/%s/hotline", w->code);
    const char *take = arena_printf(c->arena, "%s/take", path);
    test_at(c, ms_of_civil(2026, 11, 23, 23, 50));
    struct req *r = visit(c, &w->clerk_b, take, "note=");
    CHECK("the first shift", r->status == 303);
    c->area_id = w->area;
    r = visit(c, &w->clerk_b, path, "what=有人在楼下喊&how=open&phone=13900000302");
    CHECK("written down", r->status == 303);
    c->area_id = w->area;
    CHECK("open", open_calls(c) == 1);
    test_at(c, ms_of_civil(2026, 11, 24, 0, 10));
    struct browser second = {""};
    test_begin(c);
    int64_t person = people_make(c, "夜班小王", "");
    bodies_give_post(c, w->committee, POST_OPERATOR, person, w->area, "");
    CHECK("an operator", test_end(c));
    world_staff(c, &second, person, "night");
    c->area_id = w->area;
    r = visit(c, &second, take, "note=没别的事");
    CHECK("handed over", r->status == 303);
    c->area_id = w->area;
    CHECK("nothing is lost", open_calls(c) == 1);
    CHECK("two shifts, one of them runs", asked(c, SHIFTS) == 2 && asked(c, RUNNING) == 1);
    r = visit(c, &second, path, NULL);
    CHECK("on the screen, masked", r->status == 200 && strstr(body_of(r), "有人在楼下喊") &&
                                       strstr(body_of(r), "139****0302") &&
                                       !strstr(body_of(r), "13900000302"));
    c->area_id = w->area;
    CHECK("not twice by the same", visit(c, &second, take, "note=")->status == 422);
    c->area_id = w->area;
    int64_t id = asked(c, LAST);
    r = visit(c, &second, arena_printf(c->arena, "%s/calls/%" PRId64 "/end", path, id),
        "how=told&words=保安去看过，人走了");
    CHECK("settled", r->status == 303);
    c->area_id = w->area;
    CHECK("nothing open", open_calls(c) == 0);
}

/* Found by the last four digits, read back, sent: the call is settled by the ticket, not before. */
static void to_a_ticket(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *path = arena_printf(c->arena, "/a/%s/hotline", w->code);
    struct req *r = visit(c, &w->clerk_b, arena_printf(c->arena, "%s?tail=0302", path), NULL);
    CHECK("found", r->status == 200 && strstr(body_of(r), "周玉兰") && strstr(body_of(r), "302"));
    CHECK("her whole number is not shown", !strstr(body_of(r), "13900000302"));
    r = visit(c, &w->clerk_b, arena_printf(c->arena, "%s?tail=9999", path), NULL);
    CHECK("nobody", strstr(body_of(r), "没有尾号是 9999 的人") != NULL);
    static const char *const wrong[] = {"12ab", "302", "03021", "12%204"};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        r = visit(c, &w->clerk_b, arena_printf(c->arena, "%s?tail=%s", path, wrong[i]), NULL);
        CHECK(wrong[i], strstr(body_of(r), "不是 4 位数字") && !strstr(body_of(r), "没有尾号是"));
    }
    c->area_id = w->area;
    r = visit(c, &w->clerk_b, path, "what=楼道灯不亮，看不清台阶&how=request");
    CHECK("which stair?", r->status == 422 && strstr(body_of(r), "请写是哪栋楼"));
    c->area_id = w->area;
    CHECK("refused, nothing kept", open_calls(c) == 0);
    r = visit(c, &w->clerk_b, path,
        arena_printf(c->arena,
            "what=楼道灯不亮，看不清台阶&how=request&building=%" PRId64 "&person=%" PRId64
            "&name=周玉兰&unit=302",
            w->stair, w->neighbour));
    CHECK("to the read-back", r->status == 303 && strstr(r->location, "/report/"));
    c->area_id = w->area;
    CHECK("open while nothing is sent", open_calls(c) == 1);
    r = visit(c, &w->clerk_b, r->location, "kind=light&open=place&read=1");
    CHECK("sent", r->status == 303);
    c->area_id = w->area;
    CHECK("settled by the ticket", open_calls(c) == 0 && asked(c, BECAME) == 1);
}

/* The read-back was left, the call is still open: it becomes a request from what it has. */
static void left_open(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *path = arena_printf(c->arena, "/a/%s/hotline", w->code);
    const char *said = arena_printf(c->arena,
        "what=楼道灯不亮，看不清台阶&how=request&building=%" PRId64 "&name=周阿姨"
        "&phone=13900000302&unit=302&spot=三楼转角",
        w->stair);
    CHECK("left", visit(c, &w->clerk_b, path, said)->status == 303);
    c->area_id = w->area;
    int64_t id = asked(c, LAST);
    const char *call = arena_printf(c->arena, "%s/calls/%" PRId64, path, id);
    const char *again = arena_printf(c->arena, "%s?call=%" PRId64, path, id);
    CHECK("offered", strstr(body_of(visit(c, &w->clerk_b, call, NULL)), again + strlen("/a")));
    const char *page = body_of(visit(c, &w->clerk_b, again, NULL));
    CHECK("filled in", strstr(page, "看不清台阶") && strstr(page, "周阿姨") &&
                           strstr(page, "13900000302") && strstr(page, "三楼转角") &&
                           strstr(page, "value=\"302\""));
    said = arena_printf(c->arena, "%s&call=%" PRId64, said, id);
    struct req *r = visit(c, &w->clerk_b, path, said);
    CHECK("to the read-back", r->status == 303 && strstr(r->location, "/report/"));
    c->area_id = w->area;
    CHECK("no second call", asked(c, LAST) == id && open_calls(c) == 1);
    r = visit(c, &w->clerk_b, r->location, "kind=light&open=place&read=1");
    CHECK("sent", r->status == 303);
    c->area_id = w->area;
    CHECK("settled", open_calls(c) == 0 && asked(c, BECAME) == 1);
    page = body_of(visit(c, &w->clerk_b, call, NULL));
    CHECK("to the request", strstr(page, "登记成诉求，编号") && !strstr(page, "?call="));
    int64_t request = id_after(strstr(page, "/requests/"), "/requests/");
    CHECK("and back",
        strstr(
            body_of(visit(c, &w->clerk_b, world_path(c, w, "requests", request, ""), NULL)), call));
    CHECK("once", visit(c, &w->clerk_b, path, said)->status == 422);
    struct world *other = world_make(c);
    CHECK("not another area's",
        visit(c, &other->clerk_b,
            arena_printf(c->arena, "/a/%s/hotline?call=%" PRId64, other->code, id), NULL)
                ->status == 404);
}

static enum err_kind said_by_phone(
    struct ctx *c, const struct world *w, const char *evidence, int64_t at)
{
    int64_t id = 0;
    struct request_draft d = {
        .place_id = w->stair, .body = TROUBLE, .kind = KIND_LIGHT, .audience = AUDIENCE_PLACE};
    test_begin(c);
    c->act.person_id = w->granny;
    c->act.channel = CHANNEL_PHONE;
    c->act.evidence = evidence;
    c->act.happened_at = at;
    (void)requests_open(c, &d, &id);
    enum err_kind kind = c->err.kind;
    (void)test_end(c);
    c->err = (struct err){0};
    c->act = (struct act){0};
    return kind;
}

/* Typed by hand, it has to be a call there was. */
static void evidence(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *path = arena_printf(c->arena, "/a/%s/hotline", w->code);
    CHECK("a call", visit(c, &w->clerk_b, path, "what=有人在楼下喊&how=open")->status == 303);
    c->area_id = w->area;
    int64_t now = c->now;
    CHECK("there is no call 2", said_by_phone(c, w, "来电 2", now) == ERR_RULE);
    CHECK("nor was there call 1 the day before",
        said_by_phone(c, w, "来电 1", now - MS_PER_DAY) == ERR_RULE);
    CHECK("nothing is kept", number(c, "matters", 0) == 0);
    CHECK("another note is one", said_by_phone(c, w, "通话记录 7", now) == ERR_NONE);
    CHECK("this one", said_by_phone(c, w, "来电 1", now) == ERR_NONE && asked(c, BECAME) == 1);
    CHECK("of one request only", said_by_phone(c, w, "来电 1", now) == ERR_RULE);
    struct world *other = world_make(c);
    CHECK("not of another area", said_by_phone(c, other, "来电 1", now) == ERR_RULE);
}

const struct test hotline_tests[] = {
    {"gaps", gaps, .pure = true},
    {"endings", endings, .pure = true},
    {"over midnight", over_midnight},
    {"to a ticket", to_a_ticket},
    {"left open", left_open},
    {"evidence", evidence},
    {0},
};
