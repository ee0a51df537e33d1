/* proxies_test.c - exactly the written wish is cast, by two hands; the cap holds; one's own vote, a
 * later paper and a revocation go before. */
#include "src/proxies/proxies.h"

#include "lib/web/file.h"
#include "tests/slips_world.h"

static void rules(struct ctx *c)
{
    (void)c;
    struct err why = {0};
    struct ballot b = {.named = true, .proxies = 1};
    CHECK("one", proxies_may_hold(&b, 0, &why));
    CHECK("no second", !proxies_may_hold(&b, 1, &why));
    b.proxies = RULESETS_ANY;
    CHECK("any", proxies_may_hold(&b, 99, &why));
    b.proxies = 0;
    why = (struct err){0};
    CHECK("none", !proxies_may_hold(&b, 0, &why) && strstr(why.words.msgid, "不接受委托"));
    b = (struct ballot){.proxies = 1};
    CHECK("none where it is secret", !proxies_may_hold(&b, 0, &why));
    CHECK("the same day", proxies_in_order("2026-11-01", "2026-11-01", &why));
    CHECK("no older one", !proxies_in_order("2026-10-31", "2026-11-01", &why));
}

static struct paper with_cap(struct ctx *c, int64_t cap)
{
    struct paper p = furnish(c);
    test_begin(c);
    db_exec(c, "UPDATE ballot SET proxies = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(p.id), V(cap));
    CHECK("a cap", test_end(c));
    return p;
}

static struct req *put(struct ctx *c, const struct paper *p, const char *door, const char *marks)
{
    static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0";
    const struct upload scan = {.field = "scan",
        .filename = "paper.png",
        .type = "image/png",
        .head = {png, sizeof(png) - 1},
        .size = 4321};
    const char *body = arena_printf(c->arena,
        "voter=3号楼 %s&holder=钱代理&phone=13900000555&marks=%s&day=2026-11-20"
        "&received=2026-11-23T10:00&signature=1",
        door, marks);
    return visit_with_files(c, &p->w->clerk_b, path(c, p, "proxies"), body, &scan, 1);
}

static struct req *confirm(
    struct ctx *c, struct browser *b, const struct paper *p, int64_t id, const char *marks)
{
    return visit(c, b, path(c, p, arena_printf(c->arena, "proxies/%" PRId64 "/confirm", id)),
        arena_printf(c->arena, "marks=%s", marks));
}

static bool waits(struct ctx *c, const struct paper *p)
{
    struct ballot b;
    struct err why = {0};
    must(db_begin_read(c));
    must(ballots_by_id(c, p->id, &b));
    bool ready = proxies_ready(c, &b, &why);
    db_rollback(c);
    return !ready;
}

static void a_written_wish(struct ctx *c)
{
    struct paper p = with_cap(c, 1);
    struct req *r = put(c, &p, "102", "1 0 2");
    int64_t id = id_after(r->location, "/proxies/");
    CHECK("typed", r->status == 303 && id && waits(c, &p));
    CHECK("one hand casts nothing", counted(c, &p, 1, 0) == 0);
    CHECK("nor the same hand", confirm(c, &p.w->clerk_b, &p, id, "1 0 2")->status == 422);
    r = confirm(c, &p.w->leader_b, &p, id, "1 0 1");
    CHECK("nor another wish", r->status == 422 && counted(c, &p, 1, 0) == 0);
    CHECK("two hands do", confirm(c, &p.w->leader_b, &p, id, "1 0 2")->status == 303);
    CHECK("exactly that", counted(c, &p, 1, VOTE_YES) == 1 && counted(c, &p, 2, 0) == 0 &&
                              counted(c, &p, 3, VOTE_NO) == 1 && !waits(c, &p));
    r = put(c, &p, "103", "1 1 1");
    CHECK("the cap", r->status == 422 && strstr(body_of(r), "最多受托"));
    r = put(c, &p, "102", "2 2 2");
    int64_t later = id_after(r->location, "/proxies/");
    confirm(c, &p.w->leader_b, &p, later, "2 2 2");
    CHECK("a later paper goes before",
        counted(c, &p, 1, VOTE_YES) == 0 && counted(c, &p, 1, VOTE_NO) == 1);
    const char *revoke = arena_printf(c->arena, "proxies/%" PRId64 "/revoke", later);
    CHECK(
        "revoked", visit(c, &p.w->leader_b, path(c, &p, revoke), "why=本人来说的")->status == 303);
    CHECK("the former one again", counted(c, &p, 1, VOTE_YES) == 1);
    const char *page = body_of(visit(c, &p.w->leader_b, path(c, &p, "proxies"), NULL));
    CHECK("both are kept", strstr(page, "撤回了") && strstr(page, "按委托书计"));
    page = body_of(visit(
        c, &p.w->leader_b, path(c, &p, arena_printf(c->arena, "proxies/%" PRId64, id)), NULL));
    CHECK("never what", strstr(page, "按委托书计") && !strstr(page, "同意"));
}

static void refused(struct ctx *c)
{
    struct paper p = with_cap(c, 0);
    struct req *r = put(c, &p, "102", "1 1 1");
    CHECK("none here", r->status == 422 && strstr(body_of(r), "不接受委托"));
    CHECK("nor is there a form",
        strstr(body_of(visit(c, &p.w->leader_b, path(c, &p, "proxies/form"), NULL)), "不接受委托"));
    p = with_cap(c, RULESETS_ANY);
    CHECK("no such door", put(c, &p, "909", "1 1 1")->status == 422);
    r = put(c, &p, "909", "9 9 9");
    CHECK("all that is wrong at once",
        r->status == 422 && strstr(body_of(r), "voter-e") && strstr(body_of(r), "marks-e"));
    CHECK("no wish", put(c, &p, "102", "0 0 0")->status == 422);
    CHECK("a scan is needed",
        visit(c, &p.w->clerk_b, path(c, &p, "proxies"), "voter=3号楼 102")->status == 422);
    const char *page = body_of(visit(c, &p.w->neighbour_b,
        arena_printf(c->arena, "/a/%s/ballots/%" PRId64, p.w->code, p.id), NULL));
    CHECK("it is offered", strstr(page, "您可以委托") && strstr(page, "proxies/form"));
    page = body_of(visit(c, &p.w->neighbour_b, path(c, &p, "proxies/form"), NULL));
    CHECK("on paper", strstr(page, "委托人签名") && strstr(page, "选聘安居物业"));
    print_slips(c, &p);
    page = body_of(
        visit(c, &p.w->leader_b, path(c, &p, arena_printf(c->arena, "slips/%d", p.sheet)), NULL));
    CHECK("on the slip too", strstr(page, "委托书"));
    r = put(c, &p, "102", "1 1 1");
    confirm(c, &p.w->leader_b, &p, id_after(r->location, "/proxies/"), "1 1 1");
    list_slips(c, &p, 1, HOMES);
    for (int i = 1; i <= HOMES; i++) {
        type(c, &p.w->clerk_b, &p, "slips/type", on(c, &p, i, "2 2 2"));
        type(c, &p.w->leader_b, &p, "slips/type", on(c, &p, i, "2 2 2"));
    }
    CHECK("one's own goes before",
        counted(c, &p, 1, VOTE_YES) == 0 && counted(c, &p, 1, VOTE_NO) == HOMES);
    r = put(c, &p, "102", "1 1 1");
    page = body_of(visit(c, &p.w->clerk_b, r->location, NULL));
    CHECK("said when it is typed", strstr(page, "已经自己投了票"));
}

const struct test proxies_tests[] = {
    {"rules", rules, .pure = true},
    {"a written wish", a_written_wish},
    {"refused", refused},
    {0},
};
