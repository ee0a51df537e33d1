/* demo_slips.c - paper for the lift: slips printed for the stair, some handed out, three came back:
 * one not signed, one typed by one hand, one that two hands read differently; a proxy waits for its
 * second reading. All invented. */
#include "app/app.h"
#include "app/demo.h"
#include "lib/db/db.h"
#include "lib/paper/paper.h"
#include "src/proxies/proxies.h"
#include "src/visits/visits.h"

static bool as(struct ctx *c, int64_t person)
{
    c->who = (struct who){.account_id = person, .person_id = person, .staff = true};
    return demo_begin(c, person, HAND_LEADER, CHANNEL_PAPER);
}

/* Lines of those who are nobody of the cast, "code what". */
static const char *line_of(struct ctx *c, const struct slip_sheet *s, size_t nth, const char *what)
{
    char code[ROW_CODE_TEXT];
    row_code(s->no, s->slips.v[nth].line, code);
    return arena_printf(c->arena, "%s %s\n", code, what);
}

static bool print(struct ctx *c, const struct cast *k, const struct ballot *b, struct slip_sheet *s)
{
    int no = 0;
    if (as(c, k->leader)) {
        (void)(slips_put_box(c, b->id, "3 号楼门厅的票箱，每晚 7 点开箱") &&
               slips_issue(c, b, &(struct slip_order){.building_id = k->stair}, &no));
    }
    if (!demo_end(c) || !no || !db_begin_read(c)) {
        return false;
    }
    bool ok = slips_sheet(c, no, s);
    db_rollback(c);
    return ok;
}

/* Not of the cast, who vote themselves: their rows are left out. */
static void leave_out(
    struct ctx *c, const struct cast *k, const struct ballot *b, struct slip_sheet *s)
{
    const int64_t cast[] = {k->resident, k->elder};
    struct slips rest = {0};
    must(db_begin_read(c));
    for (size_t i = 0; i < s->slips.n; i++) {
        bool theirs = false;
        for (size_t p = 0; p < COUNT(cast); p++) {
            struct voters mine = {0};
            must(electorate_voters_for(c, b->id, cast[p], &mine));
            for (size_t m = 0; m < mine.n; m++) {
                theirs = theirs || mine.v[m].no == s->slips.v[i].voter_no;
            }
        }
        if (!theirs) {
            list_push(c->arena, &rest, s->slips.v[i]);
        }
    }
    db_rollback(c);
    s->slips = rest;
}

static bool hand_out(
    struct ctx *c, const struct cast *k, const struct ballot *b, const struct slip_sheet *s)
{
    static const char *const said[] = {"1", "1", "1", "3", "2", "1"};
    struct slip_lines out = {0};
    const char *lines = "";
    for (size_t i = 0; i < COUNT(said) && i < s->slips.n; i++) {
        lines = arena_printf(c->arena, "%s%s", lines, line_of(c, s, i, said[i]));
    }
    c->now += 5 * 3600000;
    if (as(c, k->leader)) {
        (void)(slips_deliver(c, b, lines, false, &out) &&
               visits_mark(c, b, s->slips.v[3].voter_no, VISIT_PHONED));
    }
    return demo_end(c);
}

static bool come_back(
    struct ctx *c, const struct cast *k, const struct ballot *b, const struct slip_sheet *s)
{
    struct slip_lines out = {0}, one = {0}, two = {0};
    struct slip_return l = {.received_at = c->now + 23 * 3600000,
        .kept = "居委会铁皮柜第二层",
        .one = "周玉兰",
        .two = "顾明珠",
        .signs = SIGNS_SOME};
    const char *lines = arena_printf(
        c->arena, "%s%s%s", line_of(c, s, 0, ""), line_of(c, s, 1, ""), line_of(c, s, 2, "0"));
    c->now += 24 * 3600000;
    if (as(c, k->leader)) {
        (void)(slips_list(c, b, &l, lines, false, &out) &&
               slips_type(c, b,
                   arena_printf(c->arena, "%s%s", line_of(c, s, 0, "1"), line_of(c, s, 1, "1")),
                   false, &one));
    }
    if (!demo_end(c)) {
        return false;
    }
    c->now += 3600000;
    if (as(c, k->staff)) {
        (void)slips_type(c, b, line_of(c, s, 1, "2"), false, &two);
    }
    return demo_end(c);
}

static bool a_proxy(
    struct ctx *c, const struct cast *k, const struct ballot *b, const struct slip_sheet *s)
{
    struct proxy p = {.voter_no = s->slips.v[4].voter_no,
        .holder_id = k->helper,
        .received_at = c->now,
        .day = day_text(c->arena, c->now)};
    if (b->proxies && as(c, k->staff)) {
        (void)proxies_put(c, b, &p, "1");
        return demo_end(c);
    }
    return true;
}

bool demo_slips(struct ctx *c, struct cast *k, const struct ballot *b)
{
    struct slip_sheet s = {0};
    if (!print(c, k, b, &s)) {
        return false;
    }
    leave_out(c, k, b, &s);
    return s.slips.n < 6 ||
           (hand_out(c, k, b, &s) && come_back(c, k, b, &s) && a_proxy(c, k, b, &s));
}
