/* polling_test.c - a decision from draft to the closed box, by its pages: who organises, who
 * votes, who only looks, and what is refused where. */
#include "tests/ballots_world.h"

struct flow {
    struct world *w;
    int64_t id;
    const char *path;
};

static const char *path_of(struct ctx *c, const struct flow *f, const char *tail)
{
    return arena_printf(c->arena, "%s%s", f->path, tail);
}

static const char *with_version(struct ctx *c, const struct flow *f, const char *rest)
{
    return arena_printf(c->arena, "version=%lld%s", (long long)number(c, "version", f->id), rest);
}

#define DRAFT \
    "title=3号楼守则&electorate=households&force=statutory" \
    "&item=同意吗&decides=small&audience=public"

static struct flow drafted(struct ctx *c)
{
    struct flow f = {.w = world_make(c)};
    test_begin(c);
    struct bodies over = {0};
    CHECK("the stair's body", bodies_over(c, f.w->stair, BODY_STAIR, &over) && over.n == 1);
    CHECK("read", test_end(c));
    const char *area = arena_printf(c->arena, "/a/%s/ballots", f.w->code);
    const char *body = arena_printf(
        c->arena, DRAFT "&body=%lld&place=%lld", (long long)over.v[0].id, (long long)f.w->stair);
    struct req *r = visit(c, &f.w->leader_b, area, body);
    CHECK("drafted by the leader", r->status == 303);
    f.id = id_after(r->location, "/ballots/");
    f.path = arena_printf(c->arena, "%s/%lld", area, (long long)f.id);
    return f;
}

static void draft_is_hidden(struct ctx *c)
{
    struct flow f = drafted(c);
    CHECK("the leader reads it", visit(c, &f.w->leader_b, f.path, NULL)->status == 200);
    CHECK("a neighbour does not", visit(c, &f.w->neighbour_b, f.path, NULL)->status == 404);
    CHECK("nor a stranger", visit(c, &f.w->stranger_b, f.path, NULL)->status == 404);
    struct req *r = visit(c, &f.w->leader_b, path_of(c, &f, "/items"),
        with_version(c, &f, "&item=还要&decides=use_fund"));
    CHECK("owners' money is not the households' to decide",
        r->status == 422 && strstr(body_of(r), "decides-e"));
    r = visit(c, &f.w->leader_b, path_of(c, &f, "/items"),
        with_version(c, &f, "&item=选几个&decides=small&options=A%0AB%0AC&seats=3"));
    CHECK("as many seats as options", r->status == 422 && strstr(body_of(r), "seats-e"));
    r = visit(c, &f.w->leader_b, path_of(c, &f, "/items"),
        with_version(c, &f, "&item=选几个&decides=small&options=A%0AB%0AC&seats=2"));
    CHECK("a choice", r->status == 303);
    r = visit(c, &f.w->leader_b, path_of(c, &f, "/items"),
        with_version(c, &f, "&item=选几个&decides=small&seats=3"));
    CHECK("how many of nothing is not dropped silently",
        r->status == 422 && strstr(body_of(r), "seats-e"));
    r = visit(c, &f.w->leader_b, path_of(c, &f, "/items"), "version=1&item=xx&decides=small");
    CHECK("who looked at an older one is told", r->status == 409);
}

/* Owners of one compound are an assembly, of several none; nobody is asked for what cannot be. */
static void owners_place(struct ctx *c)
{
    struct flow f = drafted(c);
    const char *all = arena_printf(c->arena, "/a/%s/ballots", f.w->code);
    const char *ask = "title=换门厅的灯&force=statutory&item=同意吗&audience=public";
    struct req *r = visit(c, &f.w->clerk_b, all,
        arena_printf(c->arena, "%s&electorate=owners&decides=use_fund&body=%lld&place=%lld", ask,
            (long long)f.w->committee, (long long)f.w->area));
    CHECK("not all compounds at once", r->status == 422 && strstr(body_of(r), "place-e") &&
                                           strstr(body_of(r), "不是一个业主大会"));
    r = visit(c, &f.w->clerk_b, arena_printf(c->arena, "%s/new?who=owners", all), NULL);
    CHECK("only with names",
        !strstr(body_of(r), "name=\"secret\"") && strstr(body_of(r), "name=\"parking\""));
    r = visit(c, &f.w->clerk_b, arena_printf(c->arena, "%s/new?who=households", all), NULL);
    CHECK("floor is the owners'",
        strstr(body_of(r), "name=\"secret\"") && !strstr(body_of(r), "name=\"parking\""));
    test_begin(c);
    struct bodies over = {0};
    CHECK("body", bodies_over(c, f.w->stair, BODY_STAIR, &over) && over.n && test_end(c));
    r = visit(c, &f.w->clerk_b, all,
        arena_printf(c->arena, "%s&electorate=households&decides=small&body=%lld&place=%lld", ask,
            (long long)over.v[0].id, (long long)f.w->area));
    CHECK("beyond its reach: what to do", r->status == 422 && strstr(body_of(r), "请换一个组织"));
}

/* A question too, the only one as well as each of several. */
static void questions(struct ctx *c)
{
    struct flow f = drafted(c);
    struct ballot b;
    const char *one = path_of(c, &f, "/items/1");
    CHECK("the way there",
        strstr(body_of(visit(c, &f.w->leader_b, path_of(c, &f, "/edit"), NULL)), "/items/1\""));
    struct req *r = visit(c, &f.w->leader_b, one, NULL);
    CHECK("what stands is in the form",
        r->status == 200 && strstr(body_of(r), "name=\"item\"") && strstr(body_of(r), "同意吗"));
    r = visit(c, &f.w->leader_b, one, with_version(c, &f, "&item=换&decides=small"));
    CHECK("the same checks", r->status == 422 && strstr(body_of(r), "item-e"));
    r = visit(c, &f.w->leader_b, one,
        with_version(c, &f, "&item=选哪个&about=见图&decides=small&options=红%0A蓝%0A绿&seats=2"));
    CHECK("written again", r->status == 303);
    test_begin(c);
    CHECK("as typed", ballots_by_id(c, f.id, &b) && b.items.n == 1 && b.items.v[0].n == 3 &&
                          b.items.v[0].seats == 2 && str_same(b.items.v[0].title, "选哪个") &&
                          str_same(b.items.v[0].text, "见图") && test_end(c));
    r = visit(c, &f.w->leader_b, one, NULL);
    CHECK("its options, one a line", strstr(body_of(r), "红\n蓝\n绿</textarea>"));
    CHECK("no other", visit(c, &f.w->leader_b, path_of(c, &f, "/items/2"), NULL)->status == 404);
    r = visit(c, &f.w->leader_b, one, "version=1&item=同意吗&decides=small");
    CHECK("who looked at an older one is told", r->status == 409);
}

/* All of it can be written again until it is announced: the draft, and what hangs when taken back.
 */
static void rewritten(struct ctx *c)
{
    struct flow f = drafted(c);
    struct ballot b;
    test_begin(c);
    CHECK("read", ballots_by_id(c, f.id, &b) && test_end(c));
    const char *rest = arena_printf(c->arena,
        "&body=%lld&place=%lld&electorate=households&force=statutory&text=灯坏了&hidden=1"
        "&audience=area&title=",
        (long long)b.body_id, (long long)f.w->stair);
    struct req *r = visit(c, &f.w->leader_b, path_of(c, &f, "/edit"), NULL);
    CHECK("what stands is in the form", strstr(body_of(r), "value=\"3号楼守则\""));
    r = visit(c, &f.w->leader_b, path_of(c, &f, "/terms"),
        with_version(c, &f, arena_printf(c->arena, "%s换", rest)));
    CHECK("the same checks", r->status == 422 && strstr(body_of(r), "title-e"));
    r = visit(c, &f.w->leader_b, path_of(c, &f, "/terms"),
        with_version(c, &f, arena_printf(c->arena, "%s楼道的守则", rest)));
    CHECK("kept", r->status == 303);
    test_begin(c);
    CHECK("as typed", ballots_by_id(c, f.id, &b) && str_same(b.m.title, "楼道的守则") &&
                          str_same(b.text, "灯坏了") && !b.running && b.items.n == 1 &&
                          b.audience == AUDIENCE_AREA && strstr(b.m.find, "灯坏了") && test_end(c));
    CHECK("roll",
        visit(c, &f.w->leader_b, path_of(c, &f, "/take"), with_version(c, &f, ""))->status == 303);
    r = visit(c, &f.w->leader_b, path_of(c, &f, "/terms"),
        with_version(c, &f, arena_printf(c->arena, "%s楼道守则三", rest)));
    CHECK("not while the roll hangs", r->status == 422 || r->status == 409);
    r = visit(c, &f.w->leader_b, path_of(c, &f, "/take-back"), with_version(c, &f, ""));
    CHECK("taken back", r->status == 303);
    CHECK("hidden again", visit(c, &f.w->neighbour_b, f.path, NULL)->status == 404);
    test_begin(c);
    struct voters mine = {0};
    CHECK("nobody is on its roll",
        electorate_voters_for(c, f.id, f.w->neighbour, &mine) && !mine.n && test_end(c));
    r = visit(c, &f.w->leader_b, path_of(c, &f, "/terms"),
        with_version(c, &f, arena_printf(c->arena, "%s楼道守则三", rest)));
    CHECK("written again", r->status == 303);
}

static void open_it(struct ctx *c, struct flow *f)
{
    CHECK("roll",
        visit(c, &f->w->leader_b, path_of(c, f, "/take"), with_version(c, f, ""))->status == 303);
    struct req *r = visit(c, &f->w->neighbour_b, path_of(c, f, "/roll"), NULL);
    CHECK("the roll hangs", r->status == 200 && strstr(body_of(r), "301"));
    CHECK("who will read an objection is said before it is sent",
        strstr(body_of(visit(c, &f->w->neighbour_b, f->path, NULL)), "和答复一起公开"));
    CHECK("without names for neighbours", !strstr(body_of(r), "陈阿婆"));
    r = visit(c, &f->w->neighbour_b, path_of(c, f, "/object"), "objection_text=漏了一户");
    CHECK("an objection", r->status == 303);
    CHECK("a sheet that is not to be posted yet says so",
        strstr(body_of(visit(c, &f->w->leader_b, path_of(c, f, "/notice"), NULL)), "草样"));
    test_at(c, c->now + 2 * MS_PER_DAY);
    CHECK("then it may be",
        !strstr(body_of(visit(c, &f->w->leader_b, path_of(c, f, "/notice"), NULL)), "草样"));
    test_begin(c);
    struct ballot b;
    struct objections all = {0};
    CHECK("it stands there",
        ballots_by_id(c, f->id, &b) && ballots_objections(c, f->id, &all) && all.n == 1);
    CHECK("cannot be announced over it",
        !ballots_announce(c, &b, c->now + 5 * MS_PER_DAY, c->now + 9 * MS_PER_DAY, 1, b.m.version));
    (void)test_end(c);
    (void)err_take(&c->err);
    r = visit(c, &f->w->leader_b, path_of(c, f, "/answer"),
        arena_printf(c->arena, "objection=%lld&answer=查过", (long long)all.v[0].id));
    CHECK("answered", r->status == 303);
    r = visit(c, &f->w->leader_b, path_of(c, f, "/announce"),
        with_version(c, f, "&opens=2026-12-01T08:00&closes=2026-12-10T20:00"));
    CHECK("no photo, no announcement", r->status == 422 && strstr(body_of(r), "photo-e"));
    r = visit(c, &f->w->leader_b, path_of(c, f, "/announce"),
        with_version(c, f, "&opens=&closes=2026-12-10T20:00"));
    CHECK("when it opens need not be said",
        strstr(body_of(r), "photo-e") && !strstr(body_of(r), "opens-e"));
    test_begin(c);
    db_exec(
        c, "UPDATE matter SET state = 30 WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(f->id));
    db_exec(c, "UPDATE ballot SET opens_at = ?3, closes_at = ?4 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(f->id), V(c->now), V(c->now + 9 * MS_PER_DAY));
    ballots_clock(c, f->id);
    CHECK("open", test_end(c));
}

static void votes(struct ctx *c)
{
    struct flow f = drafted(c);
    open_it(c, &f);
    test_begin(c);
    struct voters mine = {0}, hers = {0};
    CHECK("rolls", electorate_voters_for(c, f.id, f.w->neighbour, &mine) && mine.n == 1 &&
                       electorate_voters_for(c, f.id, f.w->granny, &hers) && hers.n == 1);
    CHECK("end", test_end(c));
    const char *own = arena_printf(c->arena, "voter=%lld", (long long)mine.v[0].no);
    const char *vote = path_of(c, &f, "/vote");
    char home[64];
    snprintf(home, sizeof(home), "/a/%s", f.w->code);
    struct req *r = visit(c, &f.w->neighbour_b, home, NULL);
    CHECK("the first screen asks for the vote",
        strstr(body_of(r), "您还没投") && strstr(body_of(r), "去投票"));
    r = visit(c, &f.w->leader_b, home, NULL);
    CHECK("and tells who organises what is missing",
        strstr(body_of(r), "您组织的表决") && strstr(body_of(r), "参与还差"));
    r = visit(c, &f.w->neighbour_b, arena_printf(c->arena, "%s/ballots", home), NULL);
    CHECK("so does the list", strstr(body_of(r), "您还没投"));
    r = visit(c, &f.w->leader_b, arena_printf(c->arena, "%s/ballots/new", home), NULL);
    CHECK("first who votes", strstr(body_of(r), "who=households"));
    r = visit(
        c, &f.w->leader_b, arena_printf(c->arena, "%s/ballots/new?who=households", home), NULL);
    CHECK("then only what is theirs to decide",
        strstr(body_of(r), "楼组小事") && !strstr(body_of(r), "维修资金"));
    r = visit(c, &f.w->neighbour_b, vote, own);
    CHECK("nothing chosen", r->status == 422 && strstr(body_of(r), "还没有选"));
    r = visit(c, &f.w->neighbour_b, vote, arena_printf(c->arena, "%s&i1=yes", own));
    const char *sure = path_of(c, &f, "/sure");
    CHECK("read once more first: a page of its own, no choice in its address",
        r->status == 303 && str_same(r->location, sure));
    r = visit(c, &f.w->neighbour_b, sure, NULL);
    CHECK("with names it may be changed", !strstr(body_of(r), "投出去不能改。"));
    CHECK("as it was marked", r->status == 200 && strstr(body_of(r), "看一遍再投") &&
                                  strstr(body_of(r), "name=\"i1\" value=\"yes\""));
    CHECK("nothing in it is readable by who looks over the browser's shoulder",
        !strstr(f.w->neighbour_b.cookie, "yes"));
    r = visit(c, &f.w->leader_b, sure, NULL);
    CHECK("nobody else's", r->status == 303 && str_same(r->location, f.path));
    r = visit(c, &f.w->neighbour_b, f.path, NULL);
    CHECK("back on the form it is still marked", strstr(body_of(r), "value=\"yes\" checked"));
    r = visit(c, &f.w->neighbour_b, vote, arena_printf(c->arena, "%s&i1=yes&i1=no&sure=1", own));
    CHECK("yes and no", r->status == 422);
    r = visit(c, &f.w->neighbour_b, vote, arena_printf(c->arena, "%s&i9=yes&sure=1", own));
    CHECK("no such question", r->status == 422);
    r = visit(c, &f.w->neighbour_b, vote,
        arena_printf(c->arena, "voter=%lld&i1=yes&sure=1", (long long)hers.v[0].no));
    CHECK("not for granny, whoever helps her", r->status == 422);
    r = visit(c, &f.w->son_b, vote,
        arena_printf(c->arena, "voter=%lld&i1=yes&sure=1&act_person=%lld&act_channel=visit",
            (long long)hers.v[0].no, (long long)f.w->granny));
    CHECK("nor by a helper in her name", r->status == 403 || r->status == 422);
    r = visit(c, &f.w->neighbour_b, vote, arena_printf(c->arena, "%s&i1=yes&sure=1", own));
    CHECK("in", r->status == 303 && strstr(r->location, "/receipt/"));
    const char *receipt = r->location;
    r = visit(c, &f.w->neighbour_b, sure, NULL);
    CHECK("going back shows the vote, and sends nothing",
        r->status == 303 && str_same(r->location, f.path));
    r = visit(c, &f.w->neighbour_b, receipt, NULL);
    CHECK("a receipt without the choice",
        r->status == 200 && strstr(body_of(r), "回执号") && !strstr(body_of(r), "同意"));
    CHECK("and nobody else's", visit(c, &f.w->leader_b, receipt, NULL)->status == 404);
    r = visit(c, &f.w->neighbour_b, home, NULL);
    CHECK("it stays on the first screen, with its receipt",
        strstr(body_of(r), "我投过的票") && strstr(body_of(r), receipt) &&
            strstr(body_of(r), "之前可以改") && strstr(body_of(r), "在进行的表决"));
    r = visit(c, &f.w->neighbour_b, "/me", NULL);
    CHECK("and under what is mine", strstr(body_of(r), receipt));
    r = visit(c, &f.w->granny_b, home, NULL);
    CHECK("nobody else's", !strstr(body_of(r), "我投过的票"));
    r = visit(c, &f.w->neighbour_b, vote, arena_printf(c->arena, "%s&i1=yes&sure=1", own));
    CHECK("once more", r->status == 303);
    const char *newer = r->location;
    r = visit(c, &f.w->neighbour_b, receipt, NULL);
    CHECK("the old receipt says that it is old, and shows the new one",
        strstr(body_of(r), "这张回执旧了") && strstr(body_of(r), newer));
    r = visit(c, &f.w->neighbour_b, newer, NULL);
    CHECK("which is the last one", !strstr(body_of(r), "这张回执旧了"));
    r = visit(c, &f.w->neighbour_b, f.path, NULL);
    CHECK("my vote is marked, and what is missing is said",
        strstr(body_of(r), "value=\"yes\" checked") && strstr(body_of(r), "还差"));
    r = visit(c, &f.w->stranger_b, f.path, NULL);
    CHECK("a visitor reads how it stands", r->status == 200 && strstr(body_of(r), "登录，去投票"));
    test_at(c, c->now + 9 * MS_PER_DAY);
    r = visit(c, &f.w->neighbour_b, vote, arena_printf(c->arena, "%s&i1=no&sure=1", own));
    CHECK("after the close", r->status == 422 && strstr(body_of(r), "已经截止"));
}

/* A slip came in for a home: which of them counts is said where one votes. */
static void paper_too(struct ctx *c)
{
    struct flow f = drafted(c);
    open_it(c, &f);
    test_begin(c);
    struct ballot b;
    struct voters mine = {0};
    struct vote v = {.way = WAY_PAPER, .received_at = c->now};
    list_push(c->arena, &v.marks, ((struct vote_mark){1, VOTE_NO}));
    CHECK("read", ballots_by_id(c, f.id, &b) &&
                      electorate_voters_for(c, f.id, f.w->neighbour, &mine) && mine.n);
    b.precedence = LAST_COUNTS;
    db_exec(c, "UPDATE ballot SET precedence = 3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(f.id));
    CHECK("paper", votes_cast(c, &b, mine.v[0].no, &v) && test_end(c));
    struct req *r = visit(c, &f.w->neighbour_b, f.path, NULL);
    CHECK(
        "it counts till one votes on the web", strstr(body_of(r), "在网上再投，以最后收到的为准") &&
                                                   strstr(body_of(r), "下一步：看一遍再投"));
    const char *own = arena_printf(c->arena, "voter=%lld&i1=yes", (long long)mine.v[0].no);
    (void)visit(c, &f.w->neighbour_b, path_of(c, &f, "/vote"), own);
    r = visit(c, &f.w->neighbour_b, path_of(c, &f, "/sure"), NULL);
    CHECK("said before it goes", strstr(body_of(r), "在网上再投，以最后收到的为准"));
    test_at(c, c->now + 60000);
    r = visit(
        c, &f.w->neighbour_b, path_of(c, &f, "/vote"), arena_printf(c->arena, "%s&sure=1", own));
    r = visit(c, &f.w->neighbour_b, r->location, NULL);
    CHECK("and on the receipt", strstr(body_of(r), "现在算的是网上的票"));
    r = visit(c, &f.w->neighbour_b, f.path, NULL);
    CHECK("and on the page", strstr(body_of(r), "现在算的是网上的票"));
}

/* Who is not on the roll reads who decides, and what can be done. */
static void not_on_the_roll(struct ctx *c)
{
    struct world w = *world_make(c);
    test_begin(c);
    struct bodies over = {0};
    CHECK("body", bodies_over(c, w.stair, BODY_STAIR, &over) && over.n && test_end(c));
    struct ballot b = ballots_draft(c, w.stair, over.v[0].id, DECIDES_USE_FUND);
    CHECK("open", ballots_to_open(c, &b, w.clerk));
    struct req *r = visit(c, &w.neighbour_b,
        arena_printf(c->arena, "/a/%s/ballots/%lld", w.code, (long long)b.id), NULL);
    CHECK("owners decide, and how to become one",
        strstr(body_of(r), "由登记的业主投") && strstr(body_of(r), "推选您来投"));
}

static void reminders(struct ctx *c)
{
    struct flow f = drafted(c);
    open_it(c, &f);
    test_begin(c);
    struct ids left = {0};
    CHECK("all are left", electorate_unvoted(c, f.id, &left) && left.n == 3);
    CHECK("end", test_end(c));
    struct req *r = visit(c, &f.w->leader_b, path_of(c, &f, "/remind"), with_version(c, &f, ""));
    CHECK("reminded", r->status == 303);
    r = visit(c, &f.w->leader_b, path_of(c, &f, "/remind"), with_version(c, &f, ""));
    CHECK("once a day", r->status == 422);
    CHECK("the runner tells", jobs_run_due(c, 10000) > 0); /* after what other suites left */
    c->area_id = f.w->area;
    test_begin(c);
    CHECK("each of them, nobody else",
        db_int(c, "SELECT count(DISTINCT person_id) FROM message WHERE area_id = ?1 AND fact = ?2",
            V(c->area_id), V("ballots.remind")) == 3);
    CHECK("end", test_end(c));
}

static void secret(struct ctx *c)
{
    struct world w = *world_make(c);
    test_begin(c);
    struct bodies over = {0};
    CHECK("body", bodies_over(c, w.stair, BODY_STAIR, &over) && over.n && test_end(c));
    struct ballot b = ballots_draft(c, w.stair, over.v[0].id, DECIDES_SMALL);
    b.electorate = ROLL_OF_HOUSEHOLDS;
    b.named = false;
    CHECK("open", ballots_to_open(c, &b, w.clerk));
    test_begin(c);
    struct voters mine = {0};
    CHECK("mine", electorate_voters_for(c, b.id, w.neighbour, &mine) && mine.n && test_end(c));
    const char *path = arena_printf(c->arena, "/a/%s/ballots/%lld", w.code, (long long)b.id);
    (void)visit(c, &w.neighbour_b, arena_printf(c->arena, "%s/vote", path),
        arena_printf(c->arena, "voter=%lld&i1=yes", (long long)mine.v[0].no));
    CHECK("for good: said beside the button",
        strstr(body_of(visit(c, &w.neighbour_b, arena_printf(c->arena, "%s/sure", path), NULL)),
            "投出去不能改。"));
    CHECK("in", ballots_say(c, &b, w.neighbour, mine.v[0].no, VOTE_NO));
    CHECK("once and for good", !ballots_say(c, &b, w.neighbour, mine.v[0].no, VOTE_YES));
    test_begin(c);
    CHECK("no mark stands with the vote",
        db_int(c, "SELECT count(*) FROM vote_mark WHERE area_id = ?1", V(c->area_id)) == 0 &&
            db_int(c, "SELECT count(*) FROM vote_secret WHERE area_id = ?1", V(c->area_id)) == 1);
    CHECK("no fact tells",
        db_int(c, "SELECT count(*) FROM fact WHERE area_id = ?1 AND kind = ?2 AND body <> ''",
            V(c->area_id), V("ballots.voted")) == 0);
    CHECK("end", test_end(c));
}

/* What is called off says so, and offers nothing more. */
static void called_off(struct ctx *c)
{
    struct flow f = drafted(c);
    struct req *r =
        visit(c, &f.w->leader_b, path_of(c, &f, "/call-off"), with_version(c, &f, "&why="));
    CHECK("a reason is asked for where it is written",
        r->status == 422 && strstr(body_of(r), "<details open><summary>取消这次表决"));
    CHECK("roll",
        visit(c, &f.w->leader_b, path_of(c, &f, "/take"), with_version(c, &f, ""))->status == 303);
    r = visit(c, &f.w->leader_b, f.path, NULL);
    CHECK("the last day, not the midnight after it",
        strstr(body_of(r), " 24 时") && !strstr(body_of(r), "00:00，期满"));
    CHECK("what no law says is called so", strstr(body_of(r), "本系统的默认"));
    test_begin(c);
    db_exec(c,
        "UPDATE ballot SET frozen_at = 0, objections_until = 0 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(f.id));
    CHECK("as if the runner had not come yet", test_end(c));
    r = visit(c, &f.w->leader_b, f.path, NULL);
    CHECK("being taken", strstr(body_of(r), "名册正在定，还没有公示") &&
                             !strstr(body_of(r), "名册公示到") && !strstr(body_of(r), "提异议"));
    r = visit(c, &f.w->leader_b, path_of(c, &f, "/call-off"), with_version(c, &f, "&why=不开了"));
    CHECK("called off", r->status == 303);
    r = visit(c, &f.w->leader_b, f.path, NULL);
    CHECK("it says so", strstr(body_of(r), "取消了"));
    CHECK("no banner, no steps, no objections", !strstr(body_of(r), "邻里约定：") &&
                                                    !strstr(body_of(r), "组织的人下一步") &&
                                                    !strstr(body_of(r), "提异议"));
}

/* Owners of whom nobody is registered: a vote that cannot succeed is warned of; below thirty heads
 * no yes and no are shown; the list says what each is in law. */
static void small_rolls(struct ctx *c)
{
    struct world w = *world_make(c);
    test_begin(c);
    struct bodies over = {0};
    CHECK("body", bodies_over(c, w.stair, BODY_STAIR, &over) && over.n && test_end(c));
    struct ballot b = ballots_draft(c, w.stair, over.v[0].id, DECIDES_USE_FUND);
    CHECK("open", ballots_to_open(c, &b, w.clerk));
    const char *path = arena_printf(c->arena, "/a/%s/ballots/%lld", w.code, (long long)b.id);
    struct req *r = visit(c, &w.leader_b, path, NULL);
    CHECK("even all of them are too few", strstr(body_of(r), "都来投也不够"));
    CHECK("persons, not households", strstr(body_of(r), "参与人数") &&
                                         !strstr(body_of(r), "户数") && strstr(body_of(r), "人、"));
    CHECK("the Civil Code beside the local rule",
        strstr(body_of(r), "《民法典》第二百七十八条") && strstr(body_of(r), "第六十九条"));
    CHECK("no yes and no below thirty",
        strstr(body_of(r), "截止以后才公布") && !strstr(body_of(r), "同意人数"));
    CHECK("floor counts and is told", strstr(body_of(r), "写着每一票的面积"));
    CHECK("one question is no part of several", !strstr(body_of(r), "只投一部分"));
    struct ballot own = ballots_draft(c, w.stair, over.v[0].id, DECIDES_SMALL);
    own.electorate = ROLL_OF_HOUSEHOLDS;
    own.items.v[0].options[0] = "红";
    own.items.v[0].options[1] = "蓝";
    own.items.v[0].n = 2;
    own.items.v[0].seats = 1;
    CHECK("open too", ballots_to_open(c, &own, w.clerk));
    r = visit(c, &w.neighbour_b,
        arena_printf(c->arena, "/a/%s/ballots/%lld", w.code, (long long)own.id), NULL);
    CHECK("where none counts none is told, and no wait of 0 days",
        strstr(body_of(r), "没有姓名和门牌") && !strstr(body_of(r), "写着每一票的面积") &&
            !strstr(body_of(r), " 0 天"));
    struct voters mine = {0};
    test_begin(c);
    CHECK("mine", electorate_voters_for(c, own.id, w.neighbour, &mine) && mine.n && test_end(c));
    path = arena_printf(c->arena, "/a/%s/ballots/%lld/vote", w.code, (long long)own.id);
    r = visit(c, &w.neighbour_b, path,
        arena_printf(c->arena, "voter=%lld&i1=o1&i1=abstain", (long long)mine.v[0].no));
    CHECK("an option and nothing: that is the reason",
        r->status == 422 && strstr(body_of(r), "选了弃权，就不能再选别的"));
    r = visit(c, &w.neighbour_b, arena_printf(c->arena, "/a/%s/ballots", w.code), NULL);
    CHECK("each as what it is", strstr(body_of(r), "邻里约定") && strstr(body_of(r), "依法表决") &&
                                    strstr(body_of(r), "共 2 次表决"));
    CHECK("and where it stands", strstr(body_of(r), "正在表决"));
}

const struct test polling_tests[] = {
    {"called off", called_off},
    {"too few, too small, what in law", small_rolls},
    {"a draft", draft_is_hidden},
    {"where owners decide", owners_place},
    {"its questions written again", questions},
    {"written again before it is announced", rewritten},
    {"votes by the pages", votes},
    {"paper and web of one home", paper_too},
    {"not on the roll", not_on_the_roll},
    {"reminders", reminders},
    {"without names", secret},
    {0},
};
