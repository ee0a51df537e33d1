/* votes_test.c - who counts as one, votes by two ways, sold meanwhile, a clock that jumps back. */
#include "tests/ballots_world.h"

struct owned {
    struct world w;
    int64_t compound, sole[4], joint, company, unsold[2], stall;
    struct ballot b;
};

static void make_owned(struct ctx *c, struct owned *o)
{
    bool made, changed;
    o->w = *world_make(c);
    test_begin(c);
    struct building g;
    must(places_building(c, o->w.stair, &g));
    o->compound = g.compound_id;
    int64_t stair = places_put_building(c, o->compound, "9号楼", &made);
    static const char *const names[] = {"甲一", "甲二", "甲三", "甲一"};
    static const char *const phones[] = {
        "13900001001", "13900001002", "13900001003", "13900001001"};
    for (int i = 0; i < 4; i++) {
        o->sole[i] = ballots_home(
            c, stair, arena_printf(c->arena, "%d01", i + 1), 9000, names[i], phones[i]);
    }
    o->joint = places_put_unit(c, stair, "501", 9000, &made, &changed);
    owners_put(
        c, o->joint, "乙一", OWNER_PERSON, "13900001005", 1, 2, "2020-01-01", &made, &changed);
    owners_put(
        c, o->joint, "乙二", OWNER_PERSON, "13900001006", 1, 2, "2020-01-01", &made, &changed);
    int64_t developer = owners_make_organisation(c, "临江置业", "", true);
    for (int i = 0; i < 2; i++) {
        o->unsold[i] =
            places_put_unit(c, stair, arena_printf(c->arena, "%d02", i + 1), 8000, &made, &changed);
        owners_put_unsold(c, o->unsold[i], developer, "2020-01-01");
    }
    o->stall = places_put_unit(c, stair, "车位1", 1200, &made, &changed);
    owners_put(
        c, o->stall, "丙一", OWNER_PERSON, "13900001007", 1, 1, "2020-01-01", &made, &changed);
    int64_t part = places_put_unit(c, stair, "601", 9000, &made, &changed);
    owners_put(c, part, "丁一", OWNER_PERSON, "13900001008", 1, 3, "2020-01-01", &made, &changed);
    CHECK("owned", test_end(c));
    o->b = ballots_draft(c, stair, o->w.committee, DECIDES_USE_FUND);
    CHECK("open", ballots_to_open(c, &o->b, o->w.clerk));
}

static void frozen(struct ctx *c)
{
    struct owned o;
    struct voters all = {0};
    struct turnout t;
    make_owned(c, &o);
    test_begin(c);
    CHECK("read", electorate_voters(c, o.b.id, 0, &all) && votes_turnout(c, &o.b, &t));
    CHECK("seven heads: three, a couple, the developer, a third, a stall", all.n == 7);
    CHECK("floor of the homes", t.roll.homes == 6 && t.roll.area_dm2 == 70000);
    CHECK("stalls apart", t.roll.stalls == 1 && t.roll.stalls_dm2 == 1200);
    size_t not_named = 0, unsold = 0, twice = 0, part = 0;
    for (size_t i = 0; i < all.n; i++) {
        not_named += all.v[i].why_not == NOT_NAMED;
        part += all.v[i].why_not == NOT_WHOLE;
        twice += all.v[i].units == 2 && all.v[i].w.area_dm2 == 18000;
        unsold += all.v[i].unsold && all.v[i].units == 2;
    }
    CHECK("who has two homes is one head", twice == 1);
    CHECK("co-owners who named nobody", not_named == 1);
    CHECK("a third of a home votes for none of it", part == 1);
    CHECK("two unsold are one head", unsold == 1);
    CHECK("end", test_end(c));
}

static struct turnout now(struct ctx *c, const struct ballot *b)
{
    struct turnout t;
    test_begin(c);
    CHECK("turnout", votes_turnout(c, b, &t));
    int64_t ballots = 0, wrong = 0;
    CHECK(
        "sums are what the votes say", votes_sums_check(c, &ballots, &wrong) && ballots && !wrong);
    CHECK("end", test_end(c));
    return t;
}

/* Each kind of sum off by one head, or by 0.01 m2, is seen; and one that is missing. */
static void sums_are_checked(struct ctx *c, const struct ballot *b)
{
    static const char *const broken[] = {
        "UPDATE ballot_sum SET homes = homes + 1 WHERE area_id = ?1 AND ballot_id = ?2 AND item_no = 0"
        " AND choice = 0",
        "UPDATE ballot_sum SET homes = homes - 1 WHERE area_id = ?1 AND ballot_id = ?2 AND choice = 102",
        "UPDATE ballot_sum SET area_dm2 = area_dm2 + 1 WHERE area_id = ?1 AND ballot_id = ?2"
        " AND item_no = 1 AND choice = 1",
        "DELETE FROM ballot_sum WHERE area_id = ?1 AND ballot_id = ?2 AND item_no = 1 AND choice = 0"};
    for (size_t i = 0; i < COUNT(broken); i++) {
        int64_t ballots = 0, wrong = 0;
        test_begin(c);
        db_exec_(c, broken[i], 2, (struct value[]){V(c->area_id), V(b->id)});
        CHECK(broken[i], votes_sums_check(c, &ballots, &wrong) && wrong == 1);
        db_rollback(c);
    }
}

static void cast(struct ctx *c)
{
    struct owned o;
    make_owned(c, &o);
    test_begin(c);
    int64_t one = people_by_phone(c, "13900001001"), two = people_by_phone(c, "13900001002");
    int64_t joint = people_by_phone(c, "13900001005");
    struct voters mine = {0};
    CHECK("hers", electorate_voters_for(c, o.b.id, one, &mine) && mine.n == 1);
    CHECK("end", test_end(c));
    int64_t no = mine.v[0].no;
    CHECK("in", ballots_say(c, &o.b, one, no, VOTE_YES));
    struct turnout t = now(c, &o.b);
    CHECK("two homes, one head", t.took.homes == 1 && t.took.area_dm2 == 18000 && t.web == 1);
    CHECK("changed", ballots_say(c, &o.b, one, no, VOTE_NO));
    t = now(c, &o.b);
    CHECK("still once", t.took.homes == 1 && sums_of(&t.items[0], VOTE_YES).homes == 0 &&
                            sums_of(&t.items[0], VOTE_NO).area_dm2 == 18000);
    CHECK("not for another", !ballots_say(c, &o.b, two, no, VOTE_YES));
    CHECK("nor a co-owner nobody designated", !ballots_say(c, &o.b, joint, no, VOTE_YES));
    struct vote paper = {.way = WAY_PAPER, .received_at = c->now};
    list_push(c->arena, &paper.marks, ((struct vote_mark){1, VOTE_YES}));
    ballots_act(c, o.w.clerk, HAND_STAFF);
    CHECK("paper of the same voter", votes_cast(c, &o.b, no, &paper) && test_end(c));
    t = now(c, &o.b);
    CHECK("paper then web never counts twice", t.took.homes == 1 && t.web == 1 && t.paper == 0);
    ballots_act(c, o.w.clerk, HAND_STAFF);
    struct votes all = {0};
    CHECK("all are kept", votes_of_voter(c, o.b.id, no, &all) && all.n == 3);
    CHECK("void", votes_void(c, &o.b, &all.v[0], "抄错") &&
                      votes_void(c, &o.b, &all.v[1], "抄错") && test_end(c));
    t = now(c, &o.b);
    CHECK("then the paper counts", t.took.homes == 1 && t.web == 0 && t.paper == 1 &&
                                       sums_of(&t.items[0], VOTE_YES).homes == 1);
    sums_are_checked(c, &o.b);
}

/* Sold after the roll was frozen: the roll decides; nothing of it moves once it is announced. */
static void late_changes(struct ctx *c)
{
    struct owned o;
    make_owned(c, &o);
    test_begin(c);
    int64_t two = people_by_phone(c, "13900001002");
    struct sale sale = {.unit_id = o.sole[1],
        .name = "买家",
        .phone = "13900001099",
        .basis = "",
        .day = day_text(c->arena, c->now),
        .kind = OWNER_PERSON};
    CHECK("sold today", owners_sell(c, &sale) && test_end(c));
    struct turnout was = now(c, &o.b);
    test_begin(c);
    CHECK("the roll is not taken again", ballots_freeze(c, o.b.id) && test_end(c));
    struct turnout is = now(c, &o.b);
    CHECK("nor changed", was.roll.homes == is.roll.homes && was.roll.area_dm2 == is.roll.area_dm2);
    test_begin(c);
    struct voters seller = {0}, buyer = {0};
    int64_t bought = people_by_phone(c, "13900001099");
    CHECK("the seller is on it, the buyer is not",
        electorate_voters_for(c, o.b.id, two, &seller) && seller.n == 1 &&
            electorate_voters_for(c, o.b.id, bought, &buyer) && buyer.n == 0 && test_end(c));
    struct voter_units sold = {0};
    test_begin(c);
    CHECK("both are shown",
        electorate_sold_since(c, o.b.id, o.b.frozen_at, &sold) && sold.n == 1 && test_end(c));
    CHECK("and votes", ballots_say(c, &o.b, two, seller.v[0].no, VOTE_YES));
}

static void closes(struct ctx *c)
{
    struct owned o;
    make_owned(c, &o);
    int64_t before = c->now;
    test_begin(c);
    int64_t one = people_by_phone(c, "13900001001");
    struct voters mine = {0};
    CHECK("hers", electorate_voters_for(c, o.b.id, one, &mine) && test_end(c));
    test_at(c, o.b.closes_at);
    CHECK("at the very end it is over", !ballots_say(c, &o.b, one, mine.v[0].no, VOTE_YES));
    test_begin(c);
    ballots_clock(c, o.b.id);
    CHECK("closed", test_end(c));
    test_at(c, before);
    test_begin(c);
    ballots_clock(c, o.b.id);
    CHECK("read", ballots_by_id(c, o.b.id, &o.b) && test_end(c));
    CHECK("a clock that jumps back opens nothing",
        o.b.m.state == BALLOT_COUNTING && !ballots_say(c, &o.b, one, mine.v[0].no, VOTE_YES));
}

const struct test votes_tests[] = {
    {"the frozen roll", frozen},
    {"votes by two ways", cast},
    {"sold meanwhile", late_changes},
    {"closed stays closed", closes},
    {0},
};
