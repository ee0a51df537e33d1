/* matters_test.c - the engine's pure rules: from where, with what, how long. */
#include "src/matters/matters.h"

#include "tests/check.h"

static const struct move answer = {
    .verb = "answer", .from = {2, 3}, .to = 4, .needs = NEEDS_REASON | NEEDS_EVIDENCE};
static const struct move wait = {
    .verb = "wait", .from = {2}, .to = 5, .needs = NEEDS_REASON | NEEDS_DAY};
static const struct move merge = {.verb = "merge", .from = {1}, .to = 6, .needs = NEEDS_MATTER};
static const struct move assign = {.verb = "assign", .from = {1}, .to = 2, .needs = NEEDS_BODY};

static void what_a_move_needs(struct ctx *c)
{
    static const struct {
        const char *what;
        const struct move *move;
        int state;
        struct moving with;
        bool ok;
        const char *field;
    } cases[] = {
        {"answered with a photo", &answer, 2, {.text = "好了", .evidence = 1}, true, NULL},
        {"from the second state too", &answer, 3, {.text = "好了", .evidence = 1}, true, NULL},
        {"from nowhere else", &answer, 1, {.text = "好了", .evidence = 1}, false, NULL},
        {"0 ends the list of states", &answer, 0, {.text = "好了", .evidence = 1}, false, NULL},
        {"not without words", &answer, 2, {.text = "", .evidence = 1}, false, NULL},
        {"not without a photo", &answer, 2, {.text = "好了"}, false, "photo"},
        {"unless it was said why", &answer, 2, {.text = "好了", .waived = true}, true, NULL},
        {"assigned to somebody", &assign, 1, {.body_id = 7}, true, NULL},
        {"not to nobody", &assign, 1, {0}, false, "body"},
        {"until some day", &wait, 2, {.text = "等配件", .until = 9}, true, NULL},
        {"not without end", &wait, 2, {.text = "等配件"}, false, "until"},
        {"joined to another", &merge, 1, {.into_id = 7}, true, NULL},
        {"not to nothing", &merge, 1, {0}, false, "into"},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err why = {0};
        bool ok = matters_may_move(cases[i].move, cases[i].state, &cases[i].with, &why);
        CHECK(cases[i].what, ok == cases[i].ok && str_same(why.field, cases[i].field));
        CHECK("a refusal says why", ok || why.words.msgid);
    }
}

static void how_the_clock_looks(struct ctx *c)
{
    const struct matter m = {.clock_at = 1000, .due_at = 2000}, none = {.clock_at = 1000},
                        closed = {.clock_at = 1000, .due_at = 2000, .closed_at = 1500};
    static const struct {
        int64_t now;
        enum clock_look look;
    } cases[] = {{1000, CLOCK_RUNS}, {1750, CLOCK_RUNS}, {1751, CLOCK_SOON}, {2000, CLOCK_SOON},
        {2001, CLOCK_LATE}};
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK("how the clock looks", matters_clock(&m, cases[i].now) == cases[i].look);
    }
    CHECK("no clock", matters_clock(&none, 9999) == CLOCK_NONE);
    CHECK("closed", matters_clock(&closed, 9999) == CLOCK_NONE);
    const struct matter old = {.opened_at = 9 * BACKDATED_MS, .received_at = 8 * BACKDATED_MS},
                        new = {.opened_at = 9 * BACKDATED_MS, .received_at = 8 * BACKDATED_MS + 1};
    CHECK("typed an hour later", matters_backdated(&old));
    CHECK("typed at once", !matters_backdated(&new) && !matters_backdated(&none));
}

static void what_waits(struct ctx *c)
{
    const struct waits always = {.state = 1, .verb = "x"};
    const struct waits late = {.state = 1, .verb = "x", .late = true, .lead_ms = 100};
    (void)c;
    const struct waits high = {.state = 1, .verb = "x", .level = 2};
    const struct matter m = {.state = 1}, other = {.state = 2}, due = {.state = 1, .due_at = 1000},
                        up = {.state = 1, .level = 2};
    CHECK("always", matters_waits(&always, &m, 5));
    CHECK("another state", !matters_waits(&always, &other, 5));
    CHECK("not yet late", !matters_waits(&late, &due, 899));
    CHECK("from the lead on", matters_waits(&late, &due, 900));
    CHECK("no clock, never late", !matters_waits(&late, &m, 900));
    CHECK("not before it has gone up", !matters_waits(&high, &m, 5));
    CHECK("then it does", matters_waits(&high, &up, 5) && matters_waits(&always, &up, 5));
}

static void who_may_void(struct ctx *c)
{
    const struct made a = {.hand = HAND_STAFF, .typed_at = 1000};
    const int64_t until = 1000 + ACT_VOID_DAYS * MS_PER_DAY;
    struct made voided = a, self = a;
    struct err why = {0};
    (void)c;
    voided.voided_at = 5;
    self.hand = HAND_SELF;
    CHECK("in time", matters_may_void(&a, 0, until, &why));
    CHECK("a millisecond late", !matters_may_void(&a, 0, until + 1, &why));
    CHECK("not when closed", !matters_may_void(&a, 7, 2000, &(struct err){0}));
    CHECK("not twice", !matters_may_void(&voided, 0, 2000, &(struct err){0}));
    CHECK("not one's own act", !matters_may_void(&self, 0, 2000, &(struct err){0}));
}

static void numbers(struct ctx *c)
{
    CHECK("four digits", str_same(matters_ticket(c->arena, 31), "0031"));
    CHECK("more when needed", str_same(matters_ticket(c->arena, 12345), "12345"));
}

const struct test matters_tests[] = {
    {"how the clock looks", how_the_clock_looks, true},
    {"what a move needs", what_a_move_needs, .pure = true},
    {"what waits", what_waits, .pure = true},
    {"who may void", who_may_void, .pure = true},
    {"numbers", numbers, .pure = true},
    {0},
};
