/* requests_hands_test.c - one act, any hand: what a resident can do gives the same domain rows by
 * web, telephone, paper and visit, by herself or through another; only the act tells them apart.
 * Every POST that may be done for another must stand in the table here, or the test fails. */
#include "lib/base/module.h"
#include "lib/paper/paper.h"
#include "src/requests/requests_room.h"
#include "tests/requests_world.h"

/* How the wish came in. */
enum way { WEB_VISITOR, WEB_AGAIN, WEB_HELPER, DESK_PHONE, DESK_VISIT, LEADER_VISIT, SLIP, WAYS };
static const struct {
    const char *name;
    enum hand hand;
    enum channel channel;
} ways[WAYS] = {
    [WEB_VISITOR] = {"web, by code", HAND_SELF, CHANNEL_WEB},
    [WEB_AGAIN] = {"web, signed in", HAND_SELF, CHANNEL_WEB},
    [WEB_HELPER] = {"through her son", HAND_HELPER, CHANNEL_VISIT},
    [DESK_PHONE] = {"by telephone", HAND_STAFF, CHANNEL_PHONE},
    [DESK_VISIT] = {"at the door, by staff", HAND_STAFF, CHANNEL_VISIT},
    [LEADER_VISIT] = {"at the door, by the leader", HAND_LEADER, CHANNEL_VISIT},
    [SLIP] = {"on paper", HAND_STAFF, CHANNEL_PAPER},
};
static const char *const channel_keys[] = {[CHANNEL_WEB] = "",
    [CHANNEL_PHONE] = "phone",
    [CHANNEL_PAPER] = "paper",
    [CHANNEL_VISIT] = "visit"};

static struct browser *hand_of(struct world *w, enum way way)
{
    switch (way) {
    case WEB_HELPER:
        return &w->son_b;
    case LEADER_VISIT:
        return &w->leader_b;
    case WEB_VISITOR:
    case WEB_AGAIN:
        return &w->granny_b;
    case DESK_PHONE:
    case DESK_VISIT:
    case SLIP:
    case WAYS:
        break;
    }
    return &w->clerk_b;
}

/* What another's hand adds to a form. */
static const char *act_block(struct ctx *c, int64_t person, enum way way)
{
    return ways[way].hand == HAND_SELF
               ? ""
               : arena_printf(c->arena, "&act_person=%" PRId64 "&act_channel=%s", person,
                     channel_keys[ways[way].channel]);
}

static struct req *check_303(const char *path, struct req *r)
{
    if (r->status != 303) {
        const char *main = strstr(body_of(r), "<main");
        printf("POST %s -> %d\n%.1200s\n", path, r->status, main ? main : body_of(r));
    }
    CHECK(path, r->status == 303);
    return r;
}

static struct req *post(struct ctx *c, struct browser *b, const char *path, const char *body)
{
    return check_303(path, visit(c, b, path, body));
}

/* The same with a photo of which nothing but the magic is true. */
static struct req *post_photo(struct ctx *c, struct browser *b, const char *path, const char *body)
{
    static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0";
    const struct upload photo = {.field = "photo",
        .filename = "door.png",
        .type = "image/png",
        .head = {png, sizeof(png) - 1},
        .size = 4321};
    return check_303(path, visit_with_files(c, b, path, body, &photo, 1));
}

/* Reporting ------------------------------------------------------------------------------------ */
#define SAID "what=" TROUBLE "&spot=门厅&unit=301"
#define SENT "kind=light&open=place"

static const char *draft_of(struct ctx *c, struct world *w, enum way way)
{
    struct browser *b = hand_of(w, way);
    if (way == SLIP) {
        struct req *r = post(c, b, arena_printf(c->arena, "/a/%s/slips", w->code),
            arena_printf(c->arena, "building=%" PRId64 "&rows=6", w->stair));
        char code[ROW_CODE_TEXT];
        row_code((int)id_after(r->location, "/slips/"), 2, code);
        return post_photo(c, b, arena_printf(c->arena, "/a/%s/paper", w->code),
            arena_printf(c->arena, SAID "&name=陈阿婆&code=%s", code))
            ->location;
    }
    if (way == DESK_PHONE || way == DESK_VISIT) {
        return post_photo(c, b, arena_printf(c->arena, "/a/%s/desk/new", w->code),
            arena_printf(c->arena, SAID "&channel=%s&phone=%s&building=%" PRId64,
                channel_keys[ways[way].channel], w->phone, w->stair))
            ->location;
    }
    return post_photo(c, b, world_path(c, w, "b", w->stair, "/report"),
        arena_printf(c->arena, SAID "%s", act_block(c, w->granny, way)))
        ->location;
}

/* Three screens or two, by any hand; the id of the request. */
static int64_t report(struct ctx *c, struct world *w, enum way way)
{
    struct browser *b = hand_of(w, way);
    const char *draft = draft_of(c, w, way);
    if (way == WEB_VISITOR) {
        const char *at =
            post(c, b, draft, arena_printf(c->arena, SENT "&phone=%s", w->phone))->location;
        const char *code = code_on(c, visit(c, b, at, NULL));
        return id_after(
            post(c, b, at, arena_printf(c->arena, "code=%s", code))->location, "/requests/");
    }
    if (way == WEB_AGAIN) {
        return id_after(post(c, b, draft, SENT)->location, "/requests/");
    }
    CHECK("not before it was read out", visit(c, b, draft, SENT)->status == 422);
    const char *receipt = post(c, b, draft, SENT "&read=1&same=1")->location;
    struct req *r = visit(c, b, receipt, NULL);
    CHECK("a receipt", r->status == 200 && strstr(body_of(r), "陈阿婆"));
    must(db_begin_read(c));
    int64_t id = db_int(
        c, "SELECT id FROM matter WHERE area_id = ?1 ORDER BY id DESC LIMIT 1", V(c->area_id));
    db_rollback(c);
    return id;
}

/* Domain rows without ids and times: names instead of references. -------------------------------
 */
static void put_rows(struct ctx *c, struct buf *out, struct rows r, int columns)
{
    while (rows_next(&r)) {
        for (int i = 0; i < columns; i++) {
            buf_printf(out, "%s|", row_text(&r, i));
        }
        buf_puts(out, "\n");
    }
    CHECK("read", rows_end(&r) && !c->err.kind);
}

static const char *domain_rows(struct ctx *c)
{
    struct buf out = {0};
    must(db_begin_read(c));
    put_rows(c, &out,
        db_query(c,
            "SELECT m.kind, m.ticket, p.name, m.audience, m.state, m.outcome, m.title, a.name, b.name,"
            " m.due_at - m.changed_at, m.version, m.find FROM matter m"
            " JOIN place p ON p.area_id = m.area_id AND p.id = m.place_id"
            " JOIN person a ON a.area_id = m.area_id AND a.id = m.asker_id"
            " LEFT JOIN body b ON b.area_id = m.area_id AND b.id = m.owner_id"
            " WHERE m.area_id = ?1 ORDER BY m.ticket",
            V(c->area_id)),
        12);
    put_rows(c, &out,
        db_query(c,
            "SELECT r.kind, u.name, r.body, r.spot, r.reopened FROM request r"
            " LEFT JOIN unit u ON u.area_id = r.area_id AND u.id = r.unit_id"
            " WHERE r.area_id = ?1 ORDER BY r.id",
            V(c->area_id)),
        5);
    put_rows(c, &out,
        db_query(c,
            "SELECT m.ticket, a.name FROM follower f"
            " JOIN matter m ON m.area_id = f.area_id AND m.id = f.matter_id"
            " JOIN person a ON a.area_id = f.area_id AND a.id = f.person_id"
            " WHERE f.area_id = ?1 ORDER BY m.ticket, a.name",
            V(c->area_id)),
        2);
    put_rows(c, &out,
        db_query(c,
            "SELECT m.ticket, f.purpose, f.state, f.bytes, f.audience FROM file f"
            " JOIN matter m ON m.area_id = f.area_id AND m.id = f.subject_id"
            " WHERE f.area_id = ?1 ORDER BY m.ticket, f.id",
            V(c->area_id)),
        5);
    put_rows(c, &out,
        db_query(c,
            "SELECT f.kind, f.audience, f.words, f.body FROM fact f WHERE f.area_id = ?1"
            " AND substr(f.kind, 1, 9) = 'requests.' AND f.kind <> 'requests.void' ORDER BY f.seq",
            V(c->area_id)),
        4);
    db_rollback(c);
    const char *kept = arena_strdup(c->arena, out.v ? out.v : "");
    buf_release(&out);
    return kept;
}

/* The acts a resident has, each by one route ------------------------------------------------------
 */
static void to_answered(struct ctx *c, struct world *w, int64_t id)
{
    post(c, &w->clerk_b, world_path(c, w, "requests", id, "/assign"),
        arena_printf(c->arena, "version=1&body=%" PRId64, w->property));
    post(c, &w->manager_b, world_path(c, w, "requests", id, "/answer"),
        "version=2&answer=换了感应灯&no_photo=晚上再补拍");
}

static void do_nothing(struct ctx *c, struct world *w, int64_t id, enum way way)
{
    (void)c;
    (void)w;
    (void)id;
    (void)way;
}

static void step(
    struct ctx *c, struct world *w, int64_t id, enum way way, const char *verb, const char *body)
{
    post(c, hand_of(w, way), world_path(c, w, "requests", id, verb),
        arena_printf(c->arena, "%s%s", body, act_block(c, w->granny, way)));
}

static void do_confirm(struct ctx *c, struct world *w, int64_t id, enum way way)
{
    to_answered(c, w, id);
    step(c, w, id, way, "/confirm", "version=3");
}

static void do_reopen(struct ctx *c, struct world *w, int64_t id, enum way way)
{
    to_answered(c, w, id);
    step(c, w, id, way, "/reopen", "version=3&still=晚上还是不亮");
}

static void do_withdraw(struct ctx *c, struct world *w, int64_t id, enum way way)
{
    step(c, w, id, way, "/withdraw", "version=1");
}

/* Somebody else opened it; she joins. */
static void do_join(struct ctx *c, struct world *w, int64_t id, enum way way)
{
    (void)id;
    struct browser *b = &w->neighbour_b;
    const char *draft =
        post(c, b, world_path(c, w, "b", w->stair, "/report"), "what=楼道窗户关不上，下雨进水")
            ->location;
    int64_t other = id_after(post(c, b, draft, "kind=door&open=place")->location, "/requests/");
    step(c, w, other, way, "/join", "x=1");
}

/* Her word by another's hand that it was not her wish: she filed nothing, so it was filed for her
 * by the clerk first; then she voids it by this way. */
static void do_void(struct ctx *c, struct world *w, int64_t id, enum way way)
{
    (void)id;
    struct browser *clerk = &w->clerk_b;
    const char *draft = draft_of(c, w, DESK_PHONE);
    const char *receipt = post(c, clerk, draft, SENT "&read=1&same=1")->location;
    int64_t act = id_after(receipt, "/acts/");
    post(c, hand_of(w, way), world_path(c, w, "acts", act, "/void"),
        arena_printf(c->arena, "x=1%s", act_block(c, w->granny, way)));
}

static const struct {
    const char *routes[2]; /* what it presses */
    void (*run)(struct ctx *c, struct world *w, int64_t id, enum way way);
} acts[] = {
    {{"/a/:area/b/:id/report", "/a/:area/report/:id"}, do_nothing},
    {{"/a/:area/requests/:id/confirm"}, do_confirm},
    {{"/a/:area/requests/:id/reopen"}, do_reopen},
    {{"/a/:area/requests/:id/withdraw"}, do_withdraw},
    {{"/a/:area/requests/:id/join"}, do_join},
    {{"/a/:area/acts/:id/void"}, do_void},
};

/* The last act done for her: by the hand and the channel of the way. */
static void check_act(struct ctx *c, const struct world *w, enum way way)
{
    must(db_begin_read(c));
    struct rows r = db_query(c,
        "SELECT hand, channel, evidence FROM act WHERE area_id = ?1 AND person_id = ?2"
        " AND status = 303 ORDER BY id DESC LIMIT 1",
        V(c->area_id), V(w->granny));
    bool found = rows_next(&r);
    CHECK(ways[way].name, found && row_int(&r, 0) == (int64_t)ways[way].hand &&
                              row_int(&r, 1) == (int64_t)ways[way].channel);
    CHECK("read", rows_end(&r));
    db_rollback(c);
}

static const char *by(struct ctx *c, size_t act, enum way way)
{
    struct world *w = world_make(c);
    c->app->demo = true; /* the code is on the page */
    if (way != WEB_VISITOR) {
        world_resident(c, &w->granny_b, w->phone);
    }
    int64_t id = report(c, w, way);
    CHECK("a request", id);
    acts[act].run(c, w, id, way);
    check_act(c, w, way);
    return domain_rows(c);
}

static void the_same_rows(struct ctx *c)
{
    for (size_t act = 0; act < COUNT(acts); act++) {
        const char *first = by(c, act, WEB_VISITOR);
        CHECK("something was written", strstr(first, TROUBLE));
        for (int way = WEB_VISITOR + 1; way < WAYS; way++) {
            const char *other = by(c, act, (enum way)way);
            if (!str_same(first, other)) {
                printf("%s by %s:\n%s---\n%s", acts[act].routes[0], ways[way].name, first, other);
            }
            CHECK(ways[way].name, str_same(first, other));
        }
    }
    c->app->demo = false;
}

static bool stands_in_table(const char *path)
{
    for (size_t i = 0; i < COUNT(acts); i++) {
        for (size_t k = 0; k < COUNT(acts[i].routes); k++) {
            if (str_same(acts[i].routes[k], path)) {
                return true;
            }
        }
    }
    return false;
}

/* Routes of this room and of the engine under it; other rooms have tables of their own. */
static void every_act_is_compared(struct ctx *c)
{
    static const char *const rooms[] = {"matters", "requests"};
    int found = 0;
    for (size_t i = 0; i < COUNT(rooms); i++) {
        const struct module *m = app_module(c->app, rooms[i]);
        for (const struct route *r = m->routes; r->path; r++) {
            if (str_same(r->method, "POST") && r->hands == HANDS_ANY) {
                CHECK(r->path, stands_in_table(r->path));
                found++;
            }
        }
    }
    CHECK("all of them were met", found == 7);
}

/* Paper ------------------------------------------------------------------------------------------
 */
static void a_row_is_typed_once(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser *b = &w->clerk_b;
    int64_t id = report(c, w, SLIP);
    char code[ROW_CODE_TEXT], wrong[ROW_CODE_TEXT];
    row_code(1, 2, code);
    const char *path = arena_printf(c->arena, "/a/%s/paper?code=%s", w->code, code);
    struct req *r = visit(c, b, path, NULL);
    CHECK("says what it became",
        strstr(body_of(r), arena_printf(c->arena, "/requests/%" PRId64, id)));
    CHECK(
        "and does not take it again", visit(c, b, arena_printf(c->arena, "/a/%s/paper", w->code),
                                          arena_printf(c->arena, SAID "&name=陈阿婆&code=%s", code))
                                              ->status == 409);
    memcpy(wrong, code, sizeof(wrong));
    wrong[5] = wrong[5] == '9' ? '0' : (char)(wrong[5] + 1);
    r = visit(c, b, arena_printf(c->arena, "/a/%s/paper", w->code),
        arena_printf(c->arena, SAID "&name=陈阿婆&code=%s", wrong));
    CHECK("a wrong digit is refused", r->status == 422);
    r = visit(c, b, arena_printf(c->arena, "/a/%s/slips/1", w->code), NULL);
    CHECK("the sheet holds the code", r->status == 200 && strstr(body_of(r), code));
    CHECK("one request", number(c, "matters", 0) == 1);
}

/* The browser --------------------------------------------------------------------------------- */
static void pressed_twice(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser *b = &w->granny_b;
    c->app->demo = true;
    const char *draft = draft_of(c, w, WEB_VISITOR);
    const char *at =
        post(c, b, draft, arena_printf(c->arena, SENT "&phone=%s", w->phone))->location;
    const char *code = code_on(c, visit(c, b, at, NULL));
    struct req *wrong = visit(c, b, at, str_same(code, "000000") ? "code=000001" : "code=000000");
    CHECK("a wrong code is sent back to its page", wrong->status == 303);
    CHECK("and counts",
        db_int(c, "SELECT tries FROM phone_code ORDER BY id DESC LIMIT 1", NONE) == 1);
    CHECK("and is told there", strstr(body_of(visit(c, b, at, NULL)), "还可以试"));
    const char *body = arena_printf(c->arena, "act=00112233445566778899aabbccddeeff&code=%s", code);
    struct browser before = *b;
    const char *first = post(c, b, at, body)->location;
    const char *again = post(c, &before, at, body)->location;
    CHECK("a lost answer is given again", str_same(first, again));
    CHECK("one request", number(c, "matters", 0) == 1);
    CHECK("back to the form goes to the ticket", visit(c, b, draft, NULL)->status == 303);
    post(c, b, draft, SENT);
    CHECK("still one", number(c, "matters", 0) == 1);
    CHECK("her own ticket", visit(c, &before, first, NULL)->status == 200);
    c->app->demo = false;
}

/* 已有邻居反映：+1 instead of one more of the same. */
static void joined_from_the_form(struct ctx *c)
{
    struct world *w = world_make(c);
    world_resident(c, &w->granny_b, w->phone);
    int64_t id = report(c, w, WEB_AGAIN);
    int64_t act = db_int(c,
        "SELECT act_id FROM fact WHERE area_id = ?1 AND subject_id = ?2 ORDER BY seq LIMIT 1",
        V(w->area), V(id));
    const char *receipt = world_path(c, w, "acts", act, "/receipt");
    CHECK("what she did herself is hers", visit(c, &w->granny_b, receipt, NULL)->status == 200);
    CHECK("and no receipt of her leader's", visit(c, &w->leader_b, receipt, NULL)->status == 404);
    const char *draft = post(c, &w->neighbour_b, world_path(c, w, "b", w->stair, "/report"),
        "what=门厅灯不亮，晚上看不清台阶")
                            ->location;
    struct req *r = visit(c, &w->neighbour_b, draft, NULL);
    CHECK("told of the other", strstr(body_of(r), "已有 1 位邻居反映过相近的事"));
    const char *body = arena_printf(c->arena, SENT "&join=%" PRId64, id);
    CHECK("goes to that ticket",
        id_after(post(c, &w->neighbour_b, draft, body)->location, "/requests/") == id);
    CHECK("still one matter", number(c, "matters", 0) == 1);
    CHECK("two people", number(c, "followers", id) == 2);
    draft = post(c, &w->son_b, world_path(c, w, "b", w->stair4, "/report"),
        "what=门厅灯不亮，晚上看不清台阶")
                ->location;
    CHECK("not to one of another stair", visit(c, &w->son_b, draft, body)->status == 422);
    r = visit(c, &w->stranger_b, world_path(c, w, "b", w->stair, "/report"), NULL);
    draft = post(c, &w->stranger_b, world_path(c, w, "b", w->stair, "/report"),
        "what=门厅灯不亮，晚上看不清台阶")
                ->location;
    r = visit(c, &w->stranger_b, draft, NULL);
    CHECK("a stranger hears of it, not what was written",
        strstr(body_of(r), "位邻居反映过") && !strstr(body_of(r), "「门厅的灯坏了"));
}

static void not_yours(struct ctx *c)
{
    struct world *w = world_make(c);
    world_resident(c, &w->granny_b, w->phone);
    const char *draft = draft_of(c, w, WEB_AGAIN);
    CHECK("another browser's draft", visit(c, &w->neighbour_b, draft, NULL)->status == 404);
    CHECK("nor may it be sent", visit(c, &w->neighbour_b, draft, SENT)->status == 404);
    int64_t id =
        id_after(post(c, &w->granny_b, draft, "kind=light&open=case")->location, "/requests/");
    const char *path = world_path(c, w, "requests", id, "");
    CHECK("the asker's", visit(c, &w->granny_b, path, NULL)->status == 200);
    CHECK("not a neighbour's", visit(c, &w->neighbour_b, path, NULL)->status == 404);
    CHECK("a visitor is asked who he is", visit(c, &w->stranger_b, path, NULL)->status == 303);
    CHECK("a neighbour may not confirm for her",
        visit(c, &w->neighbour_b, world_path(c, w, "requests", id, "/withdraw"),
            arena_printf(c->arena, "version=1&act_person=%" PRId64 "&act_channel=visit", w->granny))
                ->status == 403);
    struct world *other = world_make(c);
    static const char *const verbs[] = {"", "/accept", "/assign", "/refuse"};
    for (size_t i = 0; i < COUNT(verbs); i++) {
        struct req *r = visit(c, &other->clerk_b, world_path(c, other, "requests", id, verbs[i]),
            i ? "version=1&body=1&reason=x" : NULL);
        CHECK(verbs[i], r->status == 404);
    }
}

/* From 代某某反映 on the home page to the stair: still for her. */
static void the_way_of_a_helper(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *say = arena_printf(c->arena, "/a/%s/say?for=%" PRId64, w->code, w->granny);
    const char *on = arena_printf(c->arena, "/report?for=%" PRId64, w->granny);
    const char *path = world_path(c, w, "b", w->stair, on);
    CHECK("her son", strstr(body_of(visit(c, &w->son_b, say, NULL)), path));
    CHECK("not a neighbour", !strstr(body_of(visit(c, &w->neighbour_b, say, NULL)), "?for="));
}

static void the_stale_form(struct ctx *c)
{
    struct world *w = world_make(c);
    world_resident(c, &w->granny_b, w->phone);
    int64_t id = report(c, w, WEB_AGAIN);
    const char *path = world_path(c, w, "requests", id, "/assign");
    const char *body = arena_printf(c->arena, "version=1&body=%" PRId64, w->property);
    post(c, &w->clerk_b, path, body);
    struct req *r = visit(c, &w->clerk_b, path, body);
    CHECK("409", r->status == 409);
    CHECK("says what has happened", strstr(body_of(r), "已经「分派」"));
    CHECK("and shows the new version", strstr(body_of(r), "name=\"version\" value=\"2\""));
    CHECK("not the old one", !strstr(body_of(r), "name=\"version\" value=\"1\""));
}

const struct test requests_hands_tests[] = {
    {"the same rows by every hand", the_same_rows},
    {"every act is compared", every_act_is_compared},
    {"a row is typed once", a_row_is_typed_once},
    {"pressed twice", pressed_twice},
    {"joined from the form", joined_from_the_form},
    {"not yours", not_yours},
    {"the stale form", the_stale_form},
    {"a helper keeps whom she speaks for", the_way_of_a_helper},
    {0},
};
