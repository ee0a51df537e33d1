/* ballots_rules_test.c - what a draft needs and what may be announced when. */
#include "src/ballots/ballots_room.h"

#include <string.h>

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
    CHECK("what law decides is said to be", strstr(law, "依法表决"));
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
    struct err why[6] = {0};
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
    int64_t minute = ms_of_civil(2026, 4, 3, 15, 0), later = minute + 190000;
    CHECK("nothing typed: at once", ballots_opens_at(&b, 0, later) == later);
    CHECK("the minute that has begun, and the walk to the wall, are now",
        ballots_opens_at(&b, minute + 180000, later) == later &&
            ballots_opens_at(&b, minute, later) == later &&
            ballots_may_announce(&b, ballots_opens_at(&b, minute, later), first, later, &why[4]));
    CHECK("later is later", ballots_opens_at(&b, first, later) == first);
    int64_t gone = ballots_opens_at(&b, minute - MS_PER_DAY, later);
    CHECK("yesterday is refused",
        !ballots_may_announce(&b, gone, first, later, &why[5]) && str_same(why[5].field, "opens"));
    b.notice_days = 3;
    CHECK("with notice days no minute less, and none is the first",
        ballots_opens_at(&b, first - 60000, now) == first - 60000 &&
            ballots_opens_at(&b, 0, now) == first);
    b.notice_days = 0;
    CHECK("not open yet", !votes_may_cast(&b, WAY_WEB, now, &why[4]));
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

const struct test ballots_rules_tests[] = {
    {"remedies", remedies},
    {"drafts", drafts},
    {"who decides what", who_decides},
    {"announcing", announcing},
    {0},
};
