/* results_compound_test.c - an owners' vote of a compound of 5,309 homes (tests/compound_world.h)
 * from draft to posted result, with the clock and the runner as they are: the roll hangs, the sheet
 * is posted, a third votes on the web, a third on paper (printed by stair, signed for, listed,
 * typed by two hands), some by both ways; it says what is missing, closes, is sealed, and an
 * independent count of the published file says the same. */
#include "lib/db/job.h"
#include "lib/paper/paper.h"
#include "src/slips/slips.h"
#include "tests/compound_world.h"
#include "tests/requests_acts.h"
#include "tests/results_world.h"

/* Two people: one organises and types, another types again. */
static void as(struct ctx *c, const struct compound *k, int64_t account)
{
    int64_t person = account == 1 ? k->w.clerk : k->w.granny;
    test_begin(c);
    c->act.hand = HAND_SELF;
    c->act.channel = CHANNEL_PAPER;
    c->act.person_id = person;
    c->act.received_at = c->now;
    c->who = (struct who){.account_id = account, .person_id = person, .staff = true};
}

static bool done(struct ctx *c, struct compound *k)
{
    struct ballot b = {0};
    bool ok = test_end(c);
    c->who = (struct who){0};
    must(db_begin_read(c));
    ok = ballots_by_id(c, k->b.id, &b) && ok;
    db_rollback(c);
    k->b = b;
    return ok;
}

static void at(struct ctx *c, struct compound *k, int64_t ms)
{
    test_at(c, ms);
    run_jobs(c);
    test_begin(c);
    (void)done(c, k);
}

static void from_draft_to_open(struct ctx *c, struct compound *k)
{
    k->b = ballots_draft(c, k->place, k->w.committee, DECIDES_USE_FUND);
    as(c, k, 1);
    CHECK("a draft", ballots_open(c, &k->b) && done(c, k));
    as(c, k, 1);
    CHECK("its roll", ballots_take_roll(c, &k->b, k->b.m.version) && done(c, k));
    at(c, k, c->now + 1000);
    CHECK("taken by the runner", k->b.frozen_at && k->b.objections_until > c->now);
    at(c, k, k->b.objections_until);
    int64_t opens = ballots_opens_after(&k->b, c->now);
    as(c, k, 1);
    CHECK("announced",
        ballots_announce(c, &k->b, opens, opens + 14 * MS_PER_DAY, 1, k->b.m.version) &&
            done(c, k));
    CHECK("waits for its days", k->b.m.state == BALLOT_NOTICE);
    at(c, k, opens + 1000);
    CHECK("the clock opens it", k->b.m.state == BALLOT_OPEN);
    read_roll(c, k);
}

static int64_t says(int64_t no)
{
    return no % 5 == 0 ? VOTE_NO : no % 17 == 0 ? VOTE_ABSTAIN : VOTE_YES;
}

/* A third; a twelfth of those vote on paper as well. */
static size_t on_the_web(struct ctx *c, struct compound *k)
{
    size_t n = 0;
    test_begin(c);
    for (size_t i = 0; i < k->roll.n; i++) {
        int64_t no = k->roll.v[i].no;
        struct vote v = {.way = WAY_WEB};
        if (no % 3 || !k->speaker[no]) {
            continue;
        }
        list_push(c->arena, &v.marks, ((struct vote_mark){1, says(no)}));
        c->act.person_id = k->speaker[no];
        c->act.received_at = c->now;
        CHECK("cast", votes_cast(c, &k->b, no, &v));
        k->in[no] = true;
        n++;
    }
    CHECK("on the web", done(c, k));
    return n;
}

/* Who fills in paper: half of all, and few who have voted on the web. */
static bool on_paper(const struct compound *k, int64_t no)
{
    return no % 3 == 1 || no % 6 == 2 || (k->in[no] && no % 36 == 0);
}

static void stair_on_paper(struct ctx *c, struct compound *k, int64_t building)
{
    struct slip_sheet s = {0};
    struct slip_lines out = {0};
    struct slip_return l = {.received_at = c->now + 1000,
        .kept = "居委会铁皮柜",
        .one = "周玉兰",
        .two = "顾明珠",
        .signs = SIGNS_ALL};
    const char *signed_for = "", *back = "", *first = "", *second = "";
    int no = 0;
    as(c, k, 1);
    CHECK("printed",
        slips_issue(c, &k->b, &(struct slip_order){.building_id = building, .all = true}, &no));
    c->now += 2000;
    if (no && slips_sheet(c, no, &s)) {
        for (size_t i = 0; i < s.slips.n; i++) {
            char code[ROW_CODE_TEXT];
            int64_t voter = s.slips.v[i].voter_no;
            const char *mark = says(voter) == VOTE_YES ? "1" : says(voter) == VOTE_NO ? "2" : "3";
            row_code(no, s.slips.v[i].line, code);
            signed_for = arena_printf(c->arena, "%s%s 1\n", signed_for, code);
            if (on_paper(k, voter)) {
                back = arena_printf(c->arena, "%s%s\n", back, code);
                first = arena_printf(c->arena, "%s%s %s\n", first, code, mark);
                second = arena_printf(c->arena, "%s%s %s\n", second, code, mark);
            }
        }
        CHECK("signed for", slips_deliver(c, &k->b, signed_for, false, &out));
        CHECK("listed", !*back || slips_list(c, &k->b, &l, back, false, &(struct slip_lines){0}));
    }
    CHECK("kept", done(c, k));
    as(c, k, 1);
    CHECK("typed", !*first || slips_type(c, &k->b, first, false, &(struct slip_lines){0}));
    CHECK("kept", done(c, k));
    as(c, k, 2);
    CHECK("typed again", !*second || slips_type(c, &k->b, second, false, &(struct slip_lines){0}));
    CHECK("kept", done(c, k));
}

static void on_paper_by_stair(struct ctx *c, struct compound *k)
{
    int64_t last = -1;
    struct ids stairs = {0};
    for (size_t i = 0; i < k->roll.n; i++) {
        int64_t at = k->roll.v[i].building_id;
        bool known = false;
        for (size_t n = 0; at != last && n < stairs.n; n++) {
            known = known || stairs.v[n] == at;
        }
        if (at != last && !known) {
            list_push(c->arena, &stairs, at);
        }
        last = at;
    }
    c->now += 120000;
    for (size_t i = 0; i < stairs.n; i++) {
        stair_on_paper(c, k, stairs.v[i]);
    }
}

static const char *page(struct ctx *c, struct compound *k, const char *tail)
{
    const char *path =
        arena_printf(c->arena, "/a/%s/ballots/%" PRId64 "%s", k->w.code, k->b.id, tail);
    struct req *r = visit(c, &k->w.clerk_b, path, NULL);
    CHECK(path, r->status == 200);
    return body_of(r);
}

static void counted(struct ctx *c, struct compound *k)
{
    struct slip_numbers n = {0};
    struct results all = {0};
    struct polled p = {.w = &k->w, .b = k->b};
    must(db_begin_read(c));
    CHECK("numbers", slips_numbers(c, k->b.id, &n) && results_of(c, &k->b, &all) && all.n == 1);
    db_rollback(c);
    const struct result *r = &all.v[0];
    CHECK("issued is returned and unreturned",
        n.all.handed == n.all.returned + n.all.unreturned + n.all.lost &&
            n.all.typed == n.all.returned);
    int64_t heads = 0, yes = 0;
    for (size_t i = 0; i < k->roll.n; i++) {
        int64_t no = k->roll.v[i].no;
        bool votes = k->in[no] || (on_paper(k, no) && n.all.returned);
        heads += votes && (k->in[no] || !k->roll.v[i].why_not);
        yes += votes && (k->in[no] || !k->roll.v[i].why_not) && says(no) == VOTE_YES;
    }
    const struct result_row *row = results_row(r, 1, 0);
    CHECK("everybody once", row && row->t.took_heads.have == heads && row->t.yes_heads.have == yes);
    CHECK("by two ways", n.doubles > 0 && r->t.web + r->t.paper == heads);
    CHECK("passed", row && row->t.verdict == PASSED && row->t.quorate);
    CHECK("counted again from the file", polled_same(c, &p, 1));
}

static void from_draft_to_result(struct ctx *c)
{
    struct compound *k = compound_make(c);
    test_begin(c);
    bodies_give_post(c, k->w.committee, POST_COMMITTEE_STAFF, k->w.granny, c->area_id, "");
    CHECK("two at the desk", test_end(c));
    double began = ms_now();
    from_draft_to_open(c, k);
    double opened = ms_now();
    CHECK("says what is missing", strstr(page(c, k, ""), "还差"));
    size_t web = on_the_web(c, k);
    CHECK("and still", strstr(page(c, k, ""), "还差"));
    double voted = ms_now();
    on_paper_by_stair(c, k);
    CHECK("nothing is missing", !strstr(page(c, k, ""), "还差"));
    double typed = ms_now();
    at(c, k, k->b.closes_at + 1000);
    CHECK("the clock closes it", k->b.m.state == BALLOT_COUNTING);
    as(c, k, 1);
    CHECK("sealed", results_seal(c, &k->b, k->b.m.version) && done(c, k));
    double sealing = ms_now();
    at(c, k, c->now + 1000);
    double sealed = ms_now();
    counted(c, k);
    CHECK("posted", strstr(page(c, k, "/result"), "通过"));
    printf("results_compound: %lld homes, %zu heads: draft to open %.0f ms, %zu web votes %.0f ms,"
           " paper of %lld stairs %.0f ms, counted and told %.0f ms\n",
        (long long)k->homes, k->roll.n, opened - began, web, voted - opened, (long long)k->stairs,
        typed - voted, sealed - sealing);
}

const struct test results_compound_tests[] = {
    {"from draft to posted result", from_draft_to_result},
    {0},
};
