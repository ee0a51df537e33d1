/* moderation_test.c - reported, hidden, objected to, decided; who stands behind what is open; every
 * open state can be withdrawn. */
#include "src/moderation/moderation.h"

#include "tests/requests_acts.h"

static void rules(struct ctx *c)
{
    (void)c;
    struct err no = {0};
    struct matter open = {.audience = AUDIENCE_PLACE}, shut = {.audience = AUDIENCE_CASE};
    CHECK("who may report", moderation_may_report(&open, false, &no) &&
                                !moderation_may_report(&open, true, &no) &&
                                !moderation_may_report(&shut, false, &no));
    CHECK(
        "what may be hidden", moderation_may_hide(&open, &no) && !moderation_may_hide(&shut, &no));
    static const struct {
        struct hidden h;
        bool object, decide, show;
    } cases[] = {
        {{.hidden_at = 0}, false, false, true},
        {{.hidden_at = 1, .hidden_by = 7}, true, false, false},
        {{.hidden_at = 1, .hidden_by = 7, .objected_at = 2}, false, true, false},
        {{.hidden_at = 1, .hidden_by = 9, .objected_at = 2}, false, false, false},
        {{.hidden_at = 1, .hidden_by = 7, .objected_at = 2, .verdict = HIDDEN_STAYS}, false, false,
            false},
        {{.hidden_at = 1, .hidden_by = 7, .objected_at = 2, .verdict = HIDDEN_SHOWN}, false, false,
            true},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct hidden *h = &cases[i].h;
        CHECK("objecting", moderation_may_object(h, &no) == cases[i].object);
        CHECK("deciding", moderation_may_decide(h, 9, &no) == cases[i].decide);
        CHECK("opening", moderation_may_show(&shut, h, AUDIENCE_PLACE, &no) == cases[i].show);
        CHECK("closing is always hers", moderation_may_show(&open, h, AUDIENCE_CASE, &no));
    }
    CHECK("not for the whole town", !moderation_may_show(&open, &cases[0].h, AUDIENCE_PUBLIC, &no));
    shut.closed_at = 1;
    CHECK("not once it is over", !moderation_may_show(&shut, &cases[0].h, AUDIENCE_PLACE, &no));
}

static bool has(struct ctx *c, struct browser *b, const char *path, const char *what)
{
    return strstr(body_of(visit(c, b, path, NULL)), what) != NULL;
}

static void reported_and_hidden(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser granny = {0};
    world_resident(c, &granny, w->phone);
    int64_t id = open_one(c, w, AUDIENCE_PLACE);
    const char *ticket = world_path(c, w, "requests", id, ""),
               *report = world_path(c, w, "requests", id, "/abuse"),
               *list = arena_printf(c->arena, "/a/%s/abuse", w->code);
    CHECK("not her own", visit(c, &granny, report, "abuse=1")->status == 422);
    CHECK("reported",
        visit(c, &w->neighbour_b, report, "abuse=names&abuse_words=写了我家")->status == 303);
    CHECK("she reads that it came in", has(c, &w->neighbour_b, report, "已收到，居委会会看"));
    CHECK("and is not asked again", has(c, &w->neighbour_b, ticket, "您已举报") &&
                                        !has(c, &w->neighbour_b, ticket, "举报：写了不该写的"));
    CHECK("others are", has(c, &w->clerk_b, ticket, "举报：写了不该写的"));
    CHECK("once", visit(c, &w->neighbour_b, report, "abuse=names")->status == 422);
    CHECK("staff read why and not who",
        has(c, &w->clerk_b, list, "写了我家") && !has(c, &w->clerk_b, list, "周玉兰"));
    CHECK("the reported reads nothing of it",
        !has(c, &granny, ticket, "写了我家") && !has(c, &granny, ticket, "有人举报"));
    CHECK("a resident does not hide",
        visit(c, &w->neighbour_b, world_path(c, w, "requests", id, "/hide"), "hide_why=不好")
                ->status == 403);
    CHECK("hidden",
        visit(c, &w->clerk_b, world_path(c, w, "requests", id, "/hide"), "hide_why=写了别人的住处")
                ->status == 303);
    CHECK("neighbours do not see it any more",
        visit(c, &w->neighbour_b, ticket, NULL)->status == 404);
    CHECK("she does, and reads why",
        has(c, &granny, ticket, "写了别人的住处") && has(c, &granny, ticket, "提异议"));
    CHECK("nothing waits on the list", has(c, &w->clerk_b, list, "没有等着看的举报"));
    CHECK("she cannot open it herself",
        visit(c, &granny, world_path(c, w, "requests", id, "/audience"), "to=place")->status ==
            422);
    CHECK("she objects",
        visit(c, &granny, world_path(c, w, "requests", id, "/object"), "objection=我写的是自己家")
                ->status == 303);
    CHECK(
        "once", visit(c, &granny, world_path(c, w, "requests", id, "/object"), "objection=再说一次")
                        ->status == 422);
    const char *decide = world_path(c, w, "requests", id, "/decide");
    CHECK("not whoever hid it",
        visit(c, &w->clerk_b, decide, "verdict=show&decide_why=没问题")->status == 422);
    test_begin(c);
    int64_t head = people_make(c, "许建民", "");
    bodies_give_post(c, w->committee, POST_SECRETARY, head, c->area_id, "");
    CHECK("another head", test_end(c));
    struct browser secretary = {0};
    world_staff(c, &secretary, head, "secretary");
    CHECK("asked on the ticket", has(c, &secretary, ticket, "我写的是自己家"));
    CHECK("decides", visit(c, &secretary, decide, "verdict=show&decide_why=没问题")->status == 303);
    CHECK("neighbours see it again", has(c, &w->neighbour_b, ticket, "门厅的灯坏了"));
}

static void her_own_to_close(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser granny = {0};
    world_resident(c, &granny, w->phone);
    int64_t id = open_one(c, w, AUDIENCE_PLACE);
    const char *ticket = world_path(c, w, "requests", id, ""),
               *audience = world_path(c, w, "requests", id, "/audience");
    CHECK("not a neighbour's", visit(c, &w->neighbour_b, audience, "to=case")->status == 403);
    CHECK("closed", visit(c, &granny, audience, "to=case")->status == 303 &&
                        visit(c, &w->neighbour_b, ticket, NULL)->status == 404);
    CHECK("opened by her son for her",
        visit(c, &w->son_b, audience,
            arena_printf(c->arena, "to=place&act_person=%" PRId64 "&act_channel=visit", w->granny))
                    ->status == 303 &&
            visit(c, &w->neighbour_b, ticket, NULL)->status == 200);
    CHECK("nothing else", visit(c, &granny, audience, "to=0")->status == 422);
}

/* Whoever was joined to it waits for the same answer; the words are not hers. */
static void not_whoever_was_joined(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser granny = {0};
    world_resident(c, &granny, w->phone);
    int64_t id = open_one(c, w, AUDIENCE_PLACE), hers = 0;
    begin_as(c, w->neighbour, false);
    struct request_draft d = {
        .place_id = w->stair, .body = TROUBLE, .kind = KIND_LIGHT, .audience = AUDIENCE_CASE};
    requests_open(c, &d, &hers);
    CHECK("her own", end(c, NULL) && hers);
    CHECK("joined",
        move_as(c, w->clerk, true, "merge", (struct moving){hers, 1, .into_id = id}) == ERR_NONE);
    const char *ticket = world_path(c, w, "requests", id, ""),
               *audience = world_path(c, w, "requests", id, "/audience");
    CHECK("closed to others", visit(c, &granny, audience, "to=case")->status == 303);
    CHECK("she is still told", visit(c, &w->neighbour_b, ticket, NULL)->status == 200);
    CHECK(
        "and does not open it", !has(c, &w->neighbour_b, ticket, audience) &&
                                    visit(c, &w->neighbour_b, audience, "to=place")->status == 403);
    CHECK("open again", visit(c, &granny, audience, "to=place")->status == 303);
    CHECK("hidden",
        visit(c, &w->clerk_b, world_path(c, w, "requests", id, "/hide"), "hide_why=写了别人的住处")
                ->status == 303);
    const char *object = world_path(c, w, "requests", id, "/object");
    CHECK("nor objects for her",
        visit(c, &w->neighbour_b, object, "objection=我也要看")->status == 403);
    CHECK("she does", visit(c, &granny, object, "objection=我写的是自己家")->status == 303);
}

/* Every hand by which something comes to be open to neighbours: the act that opened it has an
 * account behind it, of a proved telephone or of a post. */
static void somebody_known_is_behind_it(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser stranger = {0};
    const char *report = world_path(c, w, "b", w->stair, "/report");
    const char *draft =
        arena_strdup(c->arena, str_or(visit(c, &stranger, report, "what=" TROUBLE)->location, ""));
    struct req *r = visit(c, &stranger, draft, "kind=light&open=place");
    CHECK("a stranger has to prove a telephone", r->status == 422 && number(c, "matters", 0) == 0);
    r = visit(c, &stranger, draft, "kind=light&open=place&phone=13900009999&name=过路人");
    CHECK("and nothing is open before that",
        strstr(str_or(r->location, ""), "/code") && number(c, "matters", 0) == 0);
    const char *code = code_on(c, visit(c, &stranger, r->location, NULL));
    if (*code) {
        visit(c, &stranger, arena_printf(c->arena, "%s/code", draft),
            arena_printf(c->arena, "code=%s", code));
    }
    struct browser *hands[] = {&w->neighbour_b, &w->son_b, &w->leader_b, &w->clerk_b};
    for (size_t i = 0; i < COUNT(hands); i++) {
        const char *body =
            i ? arena_printf(c->arena, "what=" TROUBLE "&act_person=%" PRId64 "&act_channel=visit",
                    w->granny)
              : "what=" TROUBLE;
        draft = arena_strdup(c->arena, str_or(visit(c, hands[i], report, body)->location, ""));
        CHECK("opened", visit(c, hands[i], draft, "kind=light&open=place&read=1")->status == 303);
    }
    const char *desk = arena_printf(c->arena, "/a/%s/desk/new", w->code);
    draft = arena_strdup(c->arena,
        str_or(visit(c, &w->clerk_b, desk,
                   arena_printf(c->arena,
                       "channel=phone&name=新来的&building=%" PRId64 "&what=" TROUBLE, w->stair))
                   ->location,
            ""));
    CHECK("typed for somebody new",
        visit(c, &w->clerk_b, draft, "kind=light&open=place&read=1")->status == 303);
    must(db_begin_read(c));
    int64_t all = db_int(
        c, "SELECT count(*) FROM matter WHERE area_id = ?1 AND audience <= 2", V(c->area_id));
    int64_t known = db_int(c,
        "SELECT count(*) FROM matter m JOIN fact f ON f.area_id = m.area_id AND f.subject_id = m.id"
        " AND f.kind = 'requests.open' JOIN act a ON a.area_id = f.area_id AND a.id = f.act_id"
        " JOIN account t ON t.id = a.account_id WHERE m.area_id = ?1 AND m.audience <= 2"
        " AND (t.phone_hash IS NOT NULL OR t.login IS NOT NULL)",
        V(c->area_id));
    db_rollback(c);
    CHECK("of every hand", all >= 5 && known == all);
}

/* Her own can be taken back in every state in which it is open. */
static void withdrawn_from_every_state(struct ctx *c)
{
    static const int states[] = {
        REQUEST_NEW, REQUEST_ACCEPTED, REQUEST_DOING, REQUEST_WAITING, REQUEST_ANSWERED};
    struct world *w = world_make(c);
    for (size_t i = 0; i < COUNT(states); i++) {
        int64_t id = open_one(c, w, AUDIENCE_PLACE), v = 1;
        if (states[i] >= REQUEST_ACCEPTED) {
            move_as(c, w->clerk, true, "accept", (struct moving){id, v++});
        }
        if (states[i] >= REQUEST_DOING) {
            move_as(c, w->clerk, true, "assign", (struct moving){id, v++, .body_id = w->property});
        }
        if (states[i] == REQUEST_WAITING) {
            move_as(c, w->manager, false, "wait",
                (struct moving){id, v++, "等配件", .until = c->now + 3 * MS_PER_DAY});
        }
        if (states[i] == REQUEST_ANSWERED) {
            move_as(
                c, w->manager, false, "answer", (struct moving){id, v++, "好了", .evidence = 1});
        }
        CHECK("stands there", number(c, "state", id) == states[i]);
        CHECK("not a neighbour's",
            move_as(c, w->neighbour, false, "withdraw", (struct moving){id, v}) == ERR_DENIED);
        CHECK("withdrawn",
            move_as(c, w->granny, false, "withdraw", (struct moving){id, v}) == ERR_NONE &&
                number(c, "outcome", id) == OUTCOME_WITHDRAWN);
        CHECK("once",
            move_as(c, w->granny, false, "withdraw", (struct moving){id, v + 1}) == ERR_RULE);
        test_at(c, c->now + 90 * MS_PER_DAY);
        while (jobs_run_due(c, 100)) {
        }
        CHECK("and stays so", number(c, "outcome", id) == OUTCOME_WITHDRAWN);
    }
}

const struct test moderation_tests[] = {
    {"rules", rules, true},
    {"reported and hidden", reported_and_hidden},
    {"her own to close", her_own_to_close},
    {"not whoever was joined", not_whoever_was_joined},
    {"somebody known is behind it", somebody_known_is_behind_it},
    {"withdrawn from every state", withdrawn_from_every_state},
    {0},
};
