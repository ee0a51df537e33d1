/* ballots_rules_test.c - what a draft needs and what may be announced when. */
#include "src/ballots/ballots_room.h"
#include "tests/ballots_world.h"

static struct ballot whole(struct ctx *c)
{
    struct ballot b = {.electorate = ROLL_OF_OWNERS, .force = FORCE_STATUTORY, .named = true};
    list_push(c->arena, &b.items,
        ((struct ballot_item){.no = 1,
            .title = "同意吗？",
            .decides = DECIDES_USE_FUND,
            .rule = {.id = 1, .decides = DECIDES_USE_FUND}}));
    return b;
}

static const char *wrong(const struct ballot *b)
{
    struct err why = {0};
    return ballots_check(b, &why) ? "" : why.field;
}

static void drafts(struct ctx *c)
{
    struct ballot b = whole(c);
    struct ballot_item *i = &b.items.v[0];
    CHECK("whole", str_same(wrong(&b), ""));
    b.named = false;
    CHECK("owners are named", str_same(wrong(&b), "secret"));
    b.named = true;
    i->title = "";
    CHECK("no question", str_same(wrong(&b), "item"));
    i->title = "选哪个？";
    i->seats = 1;
    i->n = 1;
    CHECK("one option is none", str_same(wrong(&b), "options"));
    i->n = 2;
    CHECK("one of two", str_same(wrong(&b), ""));
    i->seats = 2;
    CHECK("two of two", str_same(wrong(&b), "seats"));
    i->seats = 0;
    i->rule.id = 0;
    CHECK("no rule on that day", str_same(wrong(&b), "decides"));
    i->rule.id = 1;
    b.force = FORCE_ADVISORY;
    CHECK("a poll asks for no decision", str_same(wrong(&b), "decides"));
    i->decides = i->rule.decides = DECIDES_POLL;
    CHECK("a poll", str_same(wrong(&b), ""));
    b.force = FORCE_STATUTORY;
    CHECK("nor a decision for a poll", str_same(wrong(&b), "decides"));
    const char *law = ballots_force_words(&b);
    i->decides = DECIDES_SMALL;
    CHECK("a small matter is never said to be decided by law",
        !str_same(ballots_force_words(&b), law));
    b.items.n = 0;
    CHECK("nothing at all", str_same(wrong(&b), "item"));
}

static void who_decides(struct ctx *c)
{
    static const struct {
        enum decides what;
        bool owners, households, residents, body;
    } table[] = {
        {DECIDES_PROCEDURE, true, false, false, false},
        {DECIDES_REBUILD, true, false, false, false},
        {DECIDES_HOME_TO_SHOP, true, false, false, false},
        {DECIDES_RESIDENTS, false, true, true, false},
        {DECIDES_REPRESENTATIVES, false, false, false, true},
        {DECIDES_BODY, false, false, false, true},
        {DECIDES_SMALL, false, true, true, false},
    };
    for (size_t k = 0; k < COUNT(table); k++) {
        const bool fits[] = {
            table[k].owners, table[k].households, table[k].residents, table[k].body};
        for (int e = ROLL_OF_OWNERS; e <= ROLL_OF_BODY; e++) {
            struct ballot b = whole(c);
            b.electorate = (enum electorate)e;
            b.items.v[0].decides = b.items.v[0].rule.decides = table[k].what;
            CHECK("who decides what", str_same(wrong(&b), "") == fits[e - 1]);
        }
    }
}

static void announcing(struct ctx *c)
{
    struct ballot b = {.notice_days = 3};
    struct err why[5] = {0};
    (void)c;
    int64_t now = ms_of_civil(2026, 4, 3, 15, 0), first = ms_of_civil(2026, 4, 7, 0, 0);
    CHECK("no roll yet", !ballots_may_announce(&b, first, first + 1, now, &why[0]));
    b.frozen_at = 1;
    b.objections_until = now + 1;
    CHECK("objections run", !ballots_may_announce(&b, first, first + 1, now, &why[1]));
    b.objections_until = now;
    CHECK("to the instant", ballots_may_announce(&b, first, first + 1, now, &why[2]));
    CHECK("it has to last",
        !ballots_may_announce(&b, first, first, now, &why[3]) && str_same(why[3].field, "closes"));
    b.notice_days = 0;
    CHECK("without notice days at once", ballots_opens_after(&b, now) == now);
    CHECK("not open yet", !ballots_may_vote(&b, WAY_WEB, now, &why[4]));
}

/* What a decision is, and what an owner may do against it, by electorate and force. */
static void remedies(struct ctx *c)
{
    struct ballot b = whole(c);
    const char *court = ballots_remedy_words(&b);
    b.electorate = ROLL_OF_BODY;
    CHECK("a committee's too", str_same(ballots_remedy_words(&b), court));
    b.electorate = ROLL_OF_HOUSEHOLDS;
    const char *other = ballots_remedy_words(&b);
    b.force = FORCE_ADVISORY;
    CHECK("each its own", !str_same(other, court) && !str_same(ballots_remedy_words(&b), court) &&
                              !str_same(ballots_remedy_words(&b), other));
}

/* One mark or several, for one question that takes yes and no and one that takes two of three. */
static void marks(struct ctx *c)
{
    struct ballot b = whole(c);
    list_push(c->arena, &b.items, ((struct ballot_item){.no = 2, .seats = 2, .n = 3}));
    const struct {
        const char *what;
        enum vote_way way;
        struct vote_mark v[3];
        size_t n, kept; /* 0: refused */
    } table[] = {
        {"nothing", WAY_WEB, {{0, 0}}, 0, 0},
        {"yes", WAY_WEB, {{1, VOTE_YES}}, 1, 1},
        {"yes twice is once", WAY_WEB, {{1, VOTE_YES}, {1, VOTE_YES}}, 2, 1},
        {"yes and no", WAY_WEB, {{1, VOTE_YES}, {1, VOTE_NO}}, 2, 0},
        {"an option of a question without any", WAY_WEB, {{1, VOTE_OPTION + 1}}, 1, 0},
        {"spoiled cannot be chosen", WAY_WEB, {{1, VOTE_SPOILED}}, 1, 0},
        {"spoiled on paper", WAY_PAPER, {{1, VOTE_SPOILED}}, 1, 1},
        {"a question before the first", WAY_WEB, {{0, VOTE_YES}}, 1, 0},
        {"a question after the last", WAY_WEB, {{3, VOTE_YES}}, 1, 0},
        {"yes where options are", WAY_WEB, {{2, VOTE_YES}}, 1, 0},
        {"no where options are", WAY_WEB, {{2, VOTE_NO}}, 1, 0},
        {"two of three", WAY_WEB, {{2, VOTE_OPTION + 1}, {2, VOTE_OPTION + 3}}, 2, 2},
        {"an option after the last", WAY_WEB, {{2, VOTE_OPTION + 4}}, 1, 0},
        {"three where two may be", WAY_WEB,
            {{2, VOTE_OPTION + 1}, {2, VOTE_OPTION + 2}, {2, VOTE_OPTION + 3}}, 3, 0},
        {"an option and abstaining", WAY_WEB, {{2, VOTE_OPTION + 1}, {2, VOTE_ABSTAIN}}, 2, 0},
        {"both questions", WAY_WEB, {{1, VOTE_NO}, {2, VOTE_ABSTAIN}}, 2, 2},
    };
    for (size_t k = 0; k < COUNT(table); k++) {
        struct vote_marks in = {0}, out = {0};
        struct err why = {0};
        for (size_t i = 0; i < table[k].n; i++) {
            list_push(c->arena, &in, table[k].v[i]);
        }
        bool ok = ballots_tidy_marks(c->arena, &b, table[k].way, &in, &out, &why);
        CHECK(table[k].what, ok == (table[k].kept > 0) && (!ok || out.n == table[k].kept));
    }
}

/* Web votes are changed by later ones; what is received in one instant is ordered by its number. */
static void counting(struct ctx *c)
{
    (void)c;
    struct vote v[] = {{.id = 1, .way = WAY_WEB, .received_at = 10},
        {.id = 3, .way = WAY_WEB, .received_at = 20}, {.id = 2, .way = WAY_WEB, .received_at = 20},
        {.id = 5, .way = WAY_PAPER, .received_at = 30},
        {.id = 4, .way = WAY_PAPER, .received_at = 30}};
    CHECK("the last of one instant", ballots_counting(v, 3, FIRST_COUNTS) == 1);
    CHECK("of slips the first of one instant", ballots_counting(v + 3, 2, FIRST_COUNTS) == 1);
    CHECK("the way used first", ballots_counting(v, 5, FIRST_COUNTS) == 1);
    v[0].void_at = v[1].void_at = v[2].void_at = 1;
    CHECK("void ones are none", ballots_counting(v, 5, FIRST_COUNTS) == 4);
}

const struct test ballots_rules_tests[] = {
    {"remedies", remedies},
    {"marks", marks},
    {"which one counts", counting},
    {"drafts", drafts},
    {"who decides what", who_decides},
    {"announcing", announcing},
    {0},
};
