/* results_after_test.c - once sealed nothing changes it: objections, another count, an area put
 * right, annulment are further records beside it. */
#include "src/notices/notices.h"
#include "tests/results_world.h"

/* After sealing ---------------------------------------------------------------------------------
 */
static int64_t facts(struct ctx *c, const struct polled *p, const char *kind)
{
    must(db_begin_read(c));
    int64_t n =
        db_int(c, "SELECT count(*) FROM fact WHERE area_id = ?1 AND subject_id = ?2 AND kind = ?3",
            V(c->area_id), V(p->b.id), V(kind));
    db_rollback(c);
    return n;
}

static bool refused(struct ctx *c)
{
    db_rollback(c);
    c->who = (struct who){0};
    return err_take(&c->err).kind != ERR_NONE;
}

static void sealed_is_sealed(struct ctx *c)
{
    struct world *w = world_make(c);
    struct polled p = polled_small(c, w);
    polled_seal(c, &p);
    CHECK("shown", p.b.m.state == BALLOT_SHOWN && p.b.sealed_at);
    CHECK("said once", facts(c, &p, "ballots.passed") == 1 && facts(c, &p, "ballots.failed") == 0);
    polled_begin(c, &p);
    CHECK("not twice", !results_seal(c, &p.b, 0));
    CHECK("refused", refused(c));
    polled_begin(c, &p);
    CHECK("no vote", !polled_cast(c, &p, 10, WAY_PAPER, (int[]){1, VOTE_YES, 0}));
    CHECK("refused", refused(c));
    polled_begin(c, &p);
    struct votes all = {0};
    CHECK("no voiding", votes_of_voter(c, p.b.id, 1, &all) && all.n == 1 &&
                            !votes_void(c, &p.b, &all.v[0], "写错了"));
    CHECK("refused", refused(c));
    const char *row = "";
    bool counts = false;
    must(db_begin_read(c));
    CHECK("its row is found by the code",
        results_find(c, &p.b, all.v[0].code, &row, &counts) && counts && strlen(row) == 16);
    CHECK("no other", results_find(c, &p.b, "00000000000000000000000000000000", &row, &counts) &&
                          !counts && str_same(row, ""));
    struct bulletin n;
    struct results rs = {0};
    CHECK("hangs", results_of(c, &p.b, &rs) && rs.n == 1 &&
                       notices_by_id(c, rs.v[0].notice_id, &n) && n.kind == NOTICE_DECISION);
    db_rollback(c);
}

static bool count_again(struct ctx *c, struct polled *p, bool area)
{
    polled_begin(c, p);
    int64_t unit =
        db_int(c, "SELECT min(unit_id) FROM voter_unit WHERE area_id = ?1 AND ballot_id = ?2",
            V(c->area_id), V(p->b.id));
    bool ok =
        area ? results_correct(c, &p->b, &(struct result_fix){.unit_id = unit, .now_dm2 = 60000},
                   "产证上更大", p->b.m.version)
             : results_recount(c, &p->b, "有人要求重数", p->b.m.version);
    ok = polled_end(c) && ok;
    polled_read(c, p);
    return ok;
}

static void again(struct ctx *c)
{
    struct world *w = world_make(c);
    struct polled p = polled_small(c, w);
    bool made, changed;
    polled_begin(c, &p);
    int64_t unit = places_put_unit(c, w->stair, "901", 6000, &made, &changed);
    db_exec(c,
        "INSERT INTO voter_unit (area_id, ballot_id, unit_id, voter_no, building_id, name, area_dm2)"
        " VALUES (?1, ?2, ?3, 9, ?4, '901', 6000)",
        V(c->area_id), V(p.b.id), V(unit), V(w->stair));
    CHECK("a home behind head 9, who said no", polled_end(c));
    polled_seal(c, &p);
    struct result first = polled_newest(c, &p);
    CHECK("counted again", count_again(c, &p, false));
    struct result second = polled_newest(c, &p);
    struct sayings differ = {0};
    results_differ(c->arena, &p.b, &first, &second, &differ);
    CHECK("the same", second.no == 2 && second.kind == RESULT_RECOUNT && differ.n == 0);
    CHECK("an area put right", count_again(c, &p, true));
    struct result third = polled_newest(c, &p);
    results_differ(c->arena, &p.b, &first, &third, &differ);
    CHECK("what differs is named", third.kind == RESULT_CORRECTED && third.fixes.n == 1 &&
                                       differ.n == 4 && third.t.roll.area_dm2 == 126000);
    CHECK("it fails by floor now",
        results_row(&third, 1, 0)->t.verdict == FAILED && facts(c, &p, "ballots.failed") == 1);
    CHECK("the first stands as it was", polled_same(c, &p, 1) && polled_same(c, &p, 3));
    must(db_begin_read(c));
    struct voter v;
    CHECK("the frozen roll too", electorate_voter(c, p.b.id, 9, &v) && v.w.area_dm2 == 6000);
    db_rollback(c);
}

static void annulled(struct ctx *c)
{
    struct world *w = world_make(c);
    struct polled p = polled_small(c, w);
    polled_seal(c, &p);
    struct annulled decision = {.by = BY_COURT,
        .name = "某区人民法院",
        .number = "（2026）民初 1 号",
        .why = "公告没有贴满"};
    for (int days = -1; days <= 1; days++) { /* neither before the result nor after today */
        decision.on = day_text(c->arena, c->now + days * MS_PER_DAY);
        polled_begin(c, &p);
        bool ok = results_annul(c, &p.b, &decision, p.b.m.version);
        CHECK("only of that day", ok == (days == 0) && (ok || str_same(c->err.field, "on")));
        CHECK("kept", polled_end(c) == ok);
        (void)err_take(&c->err);
    }
    for (int i = 0; i < 2; i++) {
        polled_begin(c, &p);
        CHECK("told", results_announce(c, p.b.id) && polled_end(c));
    }
    CHECK("once",
        facts(c, &p, "ballots.result_annulled") == 1 && facts(c, &p, "ballots.result") == 0);
    polled_read(c, &p);
    CHECK("over", p.b.m.state == BALLOT_DONE && p.b.m.outcome == BALLOT_ANNULLED);
    struct result r = polled_newest(c, &p);
    struct annulled by;
    struct bulletin n;
    must(db_begin_read(c));
    CHECK("still to be read", results_annulled(c, p.b.id, &by) && by.by == BY_COURT &&
                                  notices_by_id(c, r.notice_id, &n) && n.taken_at);
    db_rollback(c);
    CHECK("recounted", polled_same(c, &p, 1));
}

static bool waits_for_clerk(struct ctx *c, const struct polled *p)
{
    struct matters all = {0};
    bool found = false;
    polled_begin(c, p);
    CHECK("waiting", matters_waiting(c, &all));
    db_rollback(c);
    c->who = (struct who){0};
    for (size_t i = 0; i < all.n; i++) {
        found = found || all.v[i].id == p->b.id;
    }
    return found;
}

/* It is final on its day, once every objection has its answer. */
static void the_clock(struct ctx *c)
{
    struct world *w = world_make(c);
    struct polled p = polled_small(c, w);
    int64_t now = c->now;
    polled_seal(c, &p);
    CHECK("nothing to answer", !waits_for_clerk(c, &p));
    polled_begin(c, &p);
    CHECK("objected", ballots_object(c, &p.b, "有一张票不是本人签的") && polled_end(c));
    test_at(c, p.b.m.due_at + 1000);
    (void)jobs_run_due(c, 5000);
    polled_read(c, &p);
    CHECK("not while an objection waits", p.b.m.state == BALLOT_SHOWN);
    CHECK("in the inbox of who answers", waits_for_clerk(c, &p));
    polled_begin(c, &p);
    struct objections all = {0};
    CHECK("answered", ballots_objections(c, p.b.id, &all) && all.n == 1 &&
                          ballots_answer(c, &p.b, all.v[0].id, false, "核对过签名，是本人") &&
                          polled_end(c));
    CHECK("answered: gone from it", !waits_for_clerk(c, &p));
    test_at(c, c->now + MS_PER_DAY + 1000);
    (void)jobs_run_due(c, 5000);
    polled_read(c, &p);
    CHECK("final", p.b.m.state == BALLOT_DONE && p.b.m.outcome == BALLOT_DECIDED);
    test_at(c, now);
}

static int64_t told(struct ctx *c, const char *kind)
{
    must(db_begin_read(c));
    int64_t n =
        db_int(c, "SELECT count(*) FROM message WHERE area_id = ?1 AND fact = ?2 AND channel = 1",
            V(c->area_id), V(kind));
    db_rollback(c);
    return n;
}

/* Each person on the roll once, whoever follows it or not. */
static void everybody_is_told(struct ctx *c)
{
    struct polled p = polled_asked(c, world_make(c), DECIDES_PROPERTY);
    struct voter v[3];
    polled_heads(v, 3, 18000);
    v[0].who_id = p.w->granny;
    v[1].who_id = p.w->neighbour;
    v[2].who_id = p.w->neighbour;
    polled_roll(c, &p, v, 3);
    polled_begin(c, &p);
    polled_cast(c, &p, 1, WAY_PAPER, (int[]){1, VOTE_YES, 0});
    CHECK("cast", polled_end(c));
    polled_seal(c, &p);
    CHECK("not in the request itself", told(c, "ballots.result") == 0);
    (void)jobs_run_due(c, 5000);
    CHECK("two people, once each", told(c, "ballots.result") == 2);
    CHECK("again: not twice", count_again(c, &p, false));
    (void)jobs_run_due(c, 5000);
    CHECK("still two", told(c, "ballots.result") == 2);
}

const struct test results_after_tests[] = {
    {"everybody on the roll is told", everybody_is_told},
    {"sealed is sealed", sealed_is_sealed},
    {"counted again, an area put right", again},
    {"annulled", annulled},
    {"final on its day", the_clock},
    {0},
};
