/* rolls_test.c - what ticks come to, whichever way they came. */
#include "src/rolls/rolls.h"

#include <string.h>

#include "lib/db/job.h"
#include "lib/log/log.h"
#include "lib/paper/paper.h"
#include "tests/rolls_world.h"

#define HOUR INT64_C(3600000)

/* A generator of its own: the same in every run. */
static uint32_t dice(uint32_t *state, uint32_t n)
{
    *state = *state * UINT32_C(1664525) + UINT32_C(1013904223);
    return (*state >> 8) % n;
}

/* Rules ------------------------------------------------------------------------------------------
 */
static struct roll_row sum_of(const struct tick *v, size_t n)
{
    struct roll_row row = {0};
    rolls_sum(v, n, &row);
    return row;
}

static void ticks_sum_up(struct ctx *c)
{
    (void)c;
    struct tick t[] = {{1, 1, 0, 10 * HOUR, 1, .state = TICK_AWAY},
        {2, 1, 0, 11 * HOUR, 2, .state = TICK_AWAY}, {3, 1, 0, 12 * HOUR, 3, .state = TICK_AWAY},
        {4, 1, 0, 20 * HOUR, 4, .state = TICK_AWAY}, {5, 1, 7, 21 * HOUR, 5, .state = TICK_DONE}};
    struct roll_row row = sum_of(t, 0);
    CHECK("nothing yet", row.state == TICK_NONE && row.visits == 0);
    row = sum_of(t, 2);
    CHECK("two within two hours are one visit", row.visits == 1 && row.state == TICK_AWAY);
    CHECK("the next counts two hours after the first",
        rolls_next_visit(t, 0) == 0 && rolls_next_visit(t, 2) == 12 * HOUR &&
            rolls_next_visit(t, 4) == 0 && rolls_next_visit(t, 5) == 0);
    row = sum_of(t, 3);
    CHECK("two hours later is another", row.visits == 2 && !rolls_unmet(&row));
    row = sum_of(t, 4);
    CHECK("三次未遇", row.visits == 3 && rolls_unmet(&row));
    row = sum_of(t, 5);
    CHECK("met after all", row.state == TICK_DONE && row.choice == 7 && !rolls_unmet(&row));
    t[4].happened_at = 9 * HOUR; /* reported late, but it was before the visits */
    row = sum_of(t, 5);
    CHECK("the latest by when it happened counts", row.state == TICK_AWAY);
    t[4] = (struct tick){6, 1, 0, 22 * HOUR, 6, .undoes = 4, .state = TICK_UNDO};
    row = sum_of(t, 5);
    CHECK("taken back", row.state == TICK_AWAY && row.visits == 2);
    t[1].act_id = 1;
    CHECK("two boxes of one sheet are two visits", sum_of(t, 2).visits == 2);
}

/* The slow and obvious way: sort the ones that count, walk through them. */
static struct roll_row oracle(const struct tick *v, size_t n)
{
    struct tick kept[16];
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        bool gone = v[i].state == TICK_UNDO;
        for (size_t k = 0; k < n; k++) {
            gone |= v[k].state == TICK_UNDO && v[k].undoes == v[i].id;
        }
        if (!gone) {
            kept[m++] = v[i];
        }
    }
    for (size_t i = 0; i < m; i++) {
        for (size_t k = i + 1; k < m; k++) {
            bool swap = kept[k].happened_at < kept[i].happened_at ||
                        (kept[k].happened_at == kept[i].happened_at && kept[k].id < kept[i].id);
            struct tick x = kept[i];
            kept[i] = swap ? kept[k] : kept[i];
            kept[k] = swap ? x : kept[k];
        }
    }
    struct roll_row row = {0};
    int64_t last = -1, act = 0;
    for (size_t i = 0; i < m; i++) {
        if (kept[i].state == TICK_AWAY &&
            (last < 0 || kept[i].happened_at >= last + 2 * HOUR || kept[i].act_id == act)) {
            row.visits++;
            last = kept[i].happened_at;
            act = kept[i].act_id;
        }
        row.state = kept[i].state;
        row.ticked_at = kept[i].happened_at;
    }
    return row;
}

static void sums_agree_with_the_slow_way(struct ctx *c)
{
    uint32_t state = 11;
    int differ = 0, unmet = 0;
    (void)c;
    for (int round = 0; round < 20000; round++) {
        struct tick v[12];
        size_t n = dice(&state, 13);
        for (size_t i = 0; i < n; i++) {
            bool undo = i && dice(&state, 5) == 0;
            v[i] = (struct tick){.id = (int64_t)i + 1,
                .act_id = 1 + dice(&state, 6),
                .happened_at = (100 + dice(&state, 20)) * (HOUR / 2),
                .state = undo ? TICK_UNDO : (enum tick_state)(1 + dice(&state, 3)),
                .undoes = undo ? 1 + dice(&state, (uint32_t)i) : 0};
        }
        struct roll_row a = sum_of(v, n), b = oracle(v, n);
        differ += a.state != b.state || a.visits != b.visits || a.ticked_at != b.ticked_at;
        unmet += rolls_unmet(&a);
    }
    CHECK("twenty thousand of them", differ == 0);
    CHECK("三次未遇 was among them", unmet > 500);
}

static void who_may(struct ctx *c)
{
    struct roll r = {.kind = &rolls_kinds[0]};
    struct roll_row row = {.name = "301"};
    struct err why = {0};
    const struct roll_mark *done = rolls_mark(r.kind, 1);
    (void)c;
    CHECK("an open one", rolls_may_tick(&r, &row, CHANNEL_VISIT, done, &why));
    CHECK("no such mark", !rolls_may_tick(&r, &row, CHANNEL_VISIT, rolls_mark(r.kind, 8), &why));
    row.gone = true;
    CHECK("who left", !rolls_may_tick(&r, &row, CHANNEL_VISIT, done, &(struct err){0}));
    row.gone = false;
    r.closed_at = 1;
    CHECK("a closed one", !rolls_may_tick(&r, &row, CHANNEL_VISIT, done, &(struct err){0}));
    r.closed_at = 0;
    struct roll_kind votes = {.paper_only = true, .marks = r.kind->marks};
    r.kind = &votes;
    CHECK("signed paper only", !rolls_may_tick(&r, &row, CHANNEL_GROUP, done, &(struct err){0}) &&
                                   rolls_may_tick(&r, &row, CHANNEL_PAPER, done, &(struct err){0}));
    struct tick t = {.made_at = 0};
    CHECK("undone within a week", rolls_may_undo(&r, &t, 7 * MS_PER_DAY, &(struct err){0}));
    CHECK("not later", !rolls_may_undo(&r, &t, 7 * MS_PER_DAY + 1, &(struct err){0}));
    CHECK("nothing to undo", !rolls_may_undo(&r, NULL, 0, &(struct err){0}));
}

/* On the store ------------------------------------------------------------------------------------
 */
static void opened_ticked_closed(struct ctx *c)
{
    struct world *w = world_make(c);
    struct roll r = open_roll(c, w->stair), again;
    struct roll_covers covers = {0};
    CHECK("found", rolls_by_id(c, r.id, &again) && again.rows == 3 && again.filled);
    struct roll_row row = row_of(c, &r, "301");
    test_begin(c);
    struct marking m = {.row_no = row.row_no, .key = 1};
    CHECK("ticked", rolls_tick(c, &r, w->stair, &m, 1, NULL) && test_end(c));
    CHECK("done", row_of(c, &r, "301").state == TICK_DONE);
    CHECK("one of three", rolls_coverage(c, r.id, &covers) && covers.n == 1 &&
                              covers.v[0].total == 3 && covers.v[0].done == 1);
    CHECK("the figure says the same",
        figure_value(c, &rolls_figures[0], w->stair, 0, INT64_MAX) == 1 &&
            figure_value(c, &rolls_figures[0], w->stair4, 0, INT64_MAX) == 0);
    test_begin(c);
    CHECK("not of that stair",
        !rolls_tick(c, &r, w->stair4, &m, 1, NULL) && err_take(&c->err).kind == ERR_ABSENT);
    m.row_no = 99;
    CHECK(
        "no such row", !rolls_tick(c, &r, 0, &m, 1, NULL) && err_take(&c->err).kind == ERR_ABSENT);
    m = (struct marking){.row_no = row.row_no};
    CHECK("taken back", rolls_tick(c, &r, w->stair, &m, 1, NULL) && test_end(c));
    CHECK("as before", row_of(c, &r, "301").state == TICK_NONE);
    test_begin(c);
    CHECK("closed", rolls_close(c, &r) && test_end(c));
    CHECK("is", rolls_by_id(c, r.id, &again) && again.closed_at);
    test_begin(c);
    m.key = 1;
    CHECK("no more",
        !rolls_tick(c, &again, w->stair, &m, 1, NULL) && err_take(&c->err).kind == ERR_CONFLICT);
    CHECK("nor twice closed", !rolls_close(c, &r) && err_take(&c->err).kind == ERR_CONFLICT);
    CHECK("nothing was stored", !test_end(c) || true);
}

static void over_many_stairs_and_living(struct ctx *c)
{
    struct world *w = world_make(c);
    struct roll r = open_roll(c, w->area);
    struct roll_covers covers = {0};
    bool made;
    CHECK("two stairs",
        rolls_coverage(c, r.id, &covers) && covers.n == 2 && rolls_total(&covers).total == 4);
    test_begin(c);
    world_person(c, w->stair4, "202", "新来的", "");
    CHECK("somebody moved in", test_end(c));
    test_begin(c);
    CHECK("read again", rolls_refresh(c, &r) && test_end(c));
    struct roll_covers after = {0};
    CHECK("is on it", rolls_coverage(c, r.id, &after) && rolls_total(&after).total == 5);
    CHECK("once", row_of(c, &r, "202").row_no == 5);
    (void)made;
}

/* Every tick of a random week, counted again by hand. */
static void coverage_equals_a_recount(struct ctx *c)
{
    struct world *w = world_make(c);
    struct roll r = open_roll(c, w->area);
    uint32_t state = 23;
    for (int i = 0; i < 60; i++) {
        struct marking m = {.row_no = 1 + dice(&state, 4), .key = (int)dice(&state, 4)};
        test_at(c, c->now + HOUR);
        test_begin(c);
        if (!rolls_tick(c, &r, 0, &m, 1, NULL)) {
            CHECK("only when there was nothing to take back", m.key == 0);
            err_take(&c->err);
        }
        test_end(c);
    }
    int64_t done = 0, refused = 0, away = 0, unmet = 0;
    for (int64_t no = 1; no <= 4; no++) {
        struct ticks all = {0};
        CHECK("read", rolls_ticks(c, r.id, no, &all));
        struct roll_row row = oracle(all.v, all.n);
        done += row.state == TICK_DONE;
        refused += row.state == TICK_REFUSED;
        away += row.state == TICK_AWAY;
        unmet += row.state == TICK_AWAY && row.visits >= 3;
    }
    struct roll_covers covers = {0};
    CHECK("coverage", rolls_coverage(c, r.id, &covers));
    struct roll_cover sum = rolls_total(&covers);
    CHECK("equals the recount", sum.total == 4 && sum.done == done && sum.refused == refused &&
                                    sum.away == away && sum.unmet == unmet);
}

/* Paper -------------------------------------------------------------------------------------------
 */
static const char *code_of(struct ctx *c, int no, int line)
{
    char code[ROW_CODE_TEXT];
    row_code(no, line, code);
    return arena_strdup(c->arena, code);
}

static bool type(struct ctx *c, const struct world *w, const char *lines, struct typed_rows *out)
{
    *out = (struct typed_rows){0};
    c->who = (struct who){.account_id = 1, .person_id = w->leader};
    test_begin(c);
    c->act.channel = CHANNEL_PAPER;
    bool ok = rolls_type(c, lines, false, out);
    ok = test_end(c) && ok;
    c->err = (struct err){0};
    c->who = (struct who){0};
    return ok;
}

static void printed_filled_typed(struct ctx *c)
{
    struct world *w = world_make(c);
    struct roll r = open_roll(c, w->stair);
    struct roll_sheet s;
    struct typed_rows t;
    int no = 0;
    test_begin(c);
    CHECK("printed", rolls_print(c, &r, w->stair, &no) && test_end(c));
    CHECK("its rows", rolls_sheet(c, no, &s) && s.rows.n == 3 && str_same(s.rows.v[0].name, "101"));
    const char *lines = arena_printf(
        c->arena, "%s 1\n\n%s=33\n%s 2", code_of(c, no, 1), code_of(c, no, 2), code_of(c, no, 3));
    CHECK("typed", type(c, w, lines, &t) && t.n == 3);
    CHECK("the same rows", row_of(c, &r, "101").state == TICK_DONE &&
                               row_of(c, &r, "301").visits == 2 &&
                               row_of(c, &r, "302").state == TICK_REFUSED);
    CHECK("a second time", !type(c, w, arena_printf(c->arena, "%s 1", code_of(c, no, 1)), &t) &&
                               strstr(t.v[0].wrong.msgid, "已经录过"));
    CHECK("as it was", row_of(c, &r, "302").state == TICK_REFUSED);
}

static void what_is_typed_wrong(struct ctx *c)
{
    struct world *w = world_make(c);
    struct roll r = open_roll(c, w->area);
    struct typed_rows t;
    int no = 0, other = 0, slips = 0, passed = 0;
    test_begin(c);
    CHECK("printed", rolls_print(c, &r, w->stair, &no) && rolls_print(c, &r, w->stair4, &other));
    struct paper_sheet slip = {.kind = "requests.slip", .place_id = w->stair, .rows = 3};
    CHECK("a slip of another kind", paper_print(c, &slip) && test_end(c));
    const char *good = code_of(c, no, 1);
    CHECK("no result", !type(c, w, good, &t));
    CHECK("a result there is not", !type(c, w, arena_printf(c->arena, "%s 7", good), &t));
    CHECK("letters", !type(c, w, arena_printf(c->arena, "%s x", good), &t));
    CHECK("twice in one go", !type(c, w, arena_printf(c->arena, "%s 1\n%s 2", good, good), &t) &&
                                 t.v[1].wrong.msgid && !t.v[0].wrong.msgid);
    CHECK("another stair's", !type(c, w, arena_printf(c->arena, "%s 1", code_of(c, other, 1)), &t));
    CHECK(
        "another kind's", !type(c, w, arena_printf(c->arena, "%s 1", code_of(c, slip.no, 1)), &t));
    const char *desk = arena_printf(c->arena, "/a/%s/paper?code=%s", w->code, good);
    struct req *q = visit(c, &w->clerk_b, desk, NULL);
    CHECK(
        "at the desk of slips: to its own", q->status == 303 && strstr(q->location, "visit?code="));
    CHECK(
        "with the code filled in", strstr(body_of(visit(c, &w->clerk_b, q->location, NULL)), good));
    c->area_id = w->area;
    CHECK("one bad line keeps all out",
        !type(c, w, arena_printf(c->arena, "%s 1\n%s 9", good, code_of(c, no, 2)), &t) &&
            row_of(c, &r, "101").state == TICK_NONE);
    for (size_t at = 0; good[at]; at++) {
        for (char d = '0'; good[at] != ' ' && d <= '9'; d++) {
            char *bad = arena_printf(c->arena, "%s 1", good);
            bad[at] = d;
            if (d != good[at]) {
                slips++;
                passed += type(c, w, bad, &t);
            }
        }
    }
    CHECK("every wrong digit is refused", slips == 90 && passed == 0);
    test_begin(c);
    CHECK("closed", rolls_close(c, &r) && test_end(c));
    CHECK("a row of a closed list", !type(c, w, arena_printf(c->arena, "%s 1", good), &t) &&
                                        strstr(t.v[0].wrong.msgid, "结束"));
    const char *mine = arena_printf(c->arena, "%s 1", good);
    struct world *far = world_make(c);
    CHECK("another area's sheet", !type(c, far, mine, &t) && t.v[0].wrong.msgid);
}

/* P01: one wish, any way: the same rows. --------------------------------------------------------
 */
static const char *path_of(
    struct ctx *c, const struct world *w, int64_t stair, const struct roll *r, const char *verb)
{
    return arena_printf(
        c->arena, "/a/%s/b/%" PRId64 "/rolls/%" PRId64 "/%s", w->code, stair, r->id, verb);
}

/* The right rows of a sheet go in by one act; the wrong one stays typed, with its sentence. */
static void right_rows_first(struct ctx *c)
{
    struct world *w = world_make(c);
    struct roll r = open_roll(c, w->stair);
    int no = 0;
    test_begin(c);
    CHECK("printed", rolls_print(c, &r, w->stair, &no) && test_end(c));
    const char *path = arena_printf(c->arena, "/a/%s/visit", w->code), *bad = "1234567890+1";
    const char *typed = arena_printf(
        c->arena, "lines=%s+1%%0A%s%%0A%s+2", code_of(c, no, 1), bad, code_of(c, no, 2));
    struct req *q = visit(c, &w->clerk_b, path, typed);
    CHECK("one is wrong: offered, nothing in yet", q->status == 422 &&
                                                       strstr(body_of(q), "先写入对的 2 行") &&
                                                       row_of(c, &r, "101").state == TICK_NONE);
    q = visit(c, &w->clerk_b, path, arena_printf(c->arena, "%s&part=1", typed));
    const char *body = body_of(q);
    CHECK("the right ones",
        q->status == 200 && strstr(body, "录好了 2 行") && row_of(c, &r, "101").state == TICK_DONE);
    const char *box = strstr(body, "<textarea");
    CHECK("the wrong one stays, with its sentence",
        box && strstr(box, "1234567890 1</textarea>") && strstr(body, "class=\"bad\""));
    struct ticks t[2] = {0};
    CHECK("by one act", rolls_ticks(c, r.id, row_of(c, &r, "101").row_no, &t[0]) && t[0].n == 1 &&
                            t[0].v[0].channel == CHANNEL_PAPER);
    CHECK("all wrong: nothing to put",
        visit(c, &w->clerk_b, path, arena_printf(c->arena, "lines=%s&part=1", bad))->status == 422);
}

static void the_same_by_any_hand(struct ctx *c)
{
    struct world *w = world_make(c);
    struct roll r = open_roll(c, w->stair);
    struct roll_row rows[3] = {row_of(c, &r, "101"), row_of(c, &r, "301"), row_of(c, &r, "302")};
    int no = 0;
    test_begin(c);
    CHECK("printed", rolls_print(c, &r, w->stair, &no) && test_end(c));
    CHECK("tapped", visit(c, &w->leader_b, path_of(c, w, w->stair, &r, "ticks"),
                        arena_printf(c->arena, "mark=1&row=%" PRId64, rows[0].row_no))
                            ->status == 303);
    CHECK("typed from paper", visit(c, &w->leader_b, arena_printf(c->arena, "/a/%s/visit", w->code),
                                  arena_printf(c->arena, "lines=%s+1", code_of(c, no, 2)))
                                      ->status == 303);
    CHECK("telephoned",
        visit(c, &w->clerk_b,
            path_of(c, w, w->stair, &r, arena_printf(c->arena, "rows/%" PRId64, rows[2].row_no)),
            "mark=1&act_channel=2")
                ->status == 303);
    struct ticks t[3] = {0};
    enum channel ways[] = {CHANNEL_VISIT, CHANNEL_PAPER, CHANNEL_PHONE};
    for (int i = 0; i < 3; i++) {
        struct roll_row row;
        CHECK("read", rolls_row(c, r.id, rows[i].row_no, &row) &&
                          rolls_ticks(c, r.id, rows[i].row_no, &t[i]) && t[i].n == 1);
        CHECK("the same row", row.state == TICK_DONE && row.choice == 0 && row.visits == 0);
        CHECK("but for the act", t[i].v[0].state == TICK_DONE && t[i].v[0].channel == ways[i]);
    }
    CHECK("by her hand", t[0].v[0].hand == HAND_LEADER && t[2].v[0].hand == HAND_STAFF);
    CHECK("with its evidence", *t[1].v[0].evidence);
}

static void at_the_doors(struct ctx *c)
{
    struct world *w = world_make(c);
    struct roll r = open_roll(c, w->area);
    struct roll_row mine = row_of(c, &r, "301"), theirs = row_of(c, &r, "101");
    for (int64_t no = 1; no <= 4; no++) { /* the 101 of the other stair */
        struct roll_row row;
        CHECK("row", rolls_row(c, r.id, no, &row));
        theirs = row.building_id == w->stair4 ? row : theirs;
    }
    const char *ticks = path_of(c, w, w->stair, &r, "ticks");
    const char *body = arena_printf(c->arena, "mark=1&row=%" PRId64, theirs.row_no);
    CHECK("another stair's row", visit(c, &w->leader_b, ticks, body)->status == 404);
    CHECK("another stair",
        visit(c, &w->leader_b, path_of(c, w, w->stair4, &r, "ticks"), body)->status == 403);
    CHECK("a neighbour", visit(c, &w->neighbour_b, ticks, body)->status == 403);
    CHECK("no door chosen", visit(c, &w->leader_b, ticks, "mark=1")->status == 422);
    body = arena_printf(c->arena, "mark=3&row=%" PRId64 "&act=%032d", mine.row_no, 7);
    CHECK("ticked", visit(c, &w->leader_b, ticks, body)->status == 303);
    struct req *q = visit(c, &w->leader_b, ticks, body);
    struct ticks all = {0};
    CHECK("a lost answer asked again",
        q->status == 303 && rolls_ticks(c, r.id, mine.row_no, &all) && all.n == 1);
    body = arena_printf(c->arena, "mark=1&row=%" PRId64, mine.row_no);
    test_at(c, c->now + HOUR);
    CHECK("another hand", visit(c, &w->clerk_b, ticks, body)->status == 303);
    struct ticks both = {0};
    CHECK("both are kept", rolls_ticks(c, r.id, mine.row_no, &both) && both.n == 2);
    CHECK("the last counts", row_of(c, &r, "301").state == TICK_DONE);
    body = arena_printf(c->arena, "later=%" PRId64 "+2+%" PRId64, mine.row_no, c->now - HOUR / 2);
    test_at(c, c->now + HOUR);
    CHECK("a tap from before, sent when back", visit(c, &w->leader_b, ticks, body)->status == 303);
    CHECK("does not overrule what came after", row_of(c, &r, "301").state == TICK_DONE);
    CHECK("unreadable", visit(c, &w->leader_b, ticks, "later=abc")->status == 422);
    q = visit(c, &w->leader_b,
        path_of(c, w, w->stair, &r, arena_printf(c->arena, "rows/%" PRId64, mine.row_no)), NULL);
    CHECK("shown with their hands", q->status == 200 && strstr(body_of(q), "楼组长"));
}

static void pasted(struct ctx *c)
{
    struct world *w = world_make(c);
    struct roll r = open_roll(c, w->stair);
    const char *path = path_of(c, w, w->stair, &r, "chain");
    const char *text = "text=1.+301+%E7%8E%8B%0A2.+302+%E4%B8%8D%E4%BA%A4%0A3.+404%0A4.+101"
                       "%0A5.+101+%E4%B8%8D%E4%BA%A4";
    struct req *q = visit(c, &w->leader_b, path, text);
    CHECK("looked at",
        q->status == 422 && strstr(body_of(q), "本楼没有 404") && strstr(body_of(q), "认出 2 户"));
    CHECK("said two things", strstr(body_of(q), "同一户写了两样"));
    CHECK("nothing stored before yes", row_of(c, &r, "301").state == TICK_NONE);
    q = visit(c, &w->leader_b, path, arena_printf(c->arena, "%s&yes=1&line=3&line=4", text));
    CHECK("not both", q->status == 422 && strstr(body_of(q), "只留一样"));
    q = visit(c, &w->leader_b, path, arena_printf(c->arena, "%s&yes=1&line=0&line=1", text));
    CHECK("yes", q->status == 303);
    CHECK("stored", row_of(c, &r, "301").state == TICK_DONE &&
                        row_of(c, &r, "302").state == TICK_REFUSED &&
                        row_of(c, &r, "101").state == TICK_NONE);
}

static void her_own_list(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *path = arena_printf(c->arena, "/a/%s/b/%" PRId64 "/rolls", w->code, w->stair);
    struct req *q = visit(c, &w->leader_b, path, "title=%E5%8F%91%E9%80%9A%E7%9F%A5");
    CHECK("in one tap", q->status == 303 && strstr(q->location, "doors?roll="));
    q = visit(c, &w->leader_b, q->location, NULL);
    CHECK("on the grid",
        q->status == 200 && strstr(body_of(q), "name=\"row\"") && strstr(body_of(q), "发通知"));
    CHECK("the group text has no name", strstr(body_of(q), "3 户里已有 0 户办好"));
    CHECK("not a neighbour", visit(c, &w->neighbour_b, path, "title=abc")->status == 403);
    CHECK("without a name", visit(c, &w->leader_b, path, "title=")->status == 422);
    q = visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/rolls", w->code), NULL);
    CHECK("in the desk's list", q->status == 200 && strstr(body_of(q), "发通知"));
    CHECK("as a spreadsheet",
        visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/rolls.csv", w->code), NULL)->status ==
            200);
}

const struct test rolls_tests[] = {
    {"ticks sum up", ticks_sum_up, true},
    {"sums agree with the slow way", sums_agree_with_the_slow_way, true},
    {"who may", who_may, true},
    {"opened, ticked, closed", opened_ticked_closed},
    {"over many stairs, and living", over_many_stairs_and_living},
    {"coverage equals a recount", coverage_equals_a_recount},
    {"printed, filled, typed", printed_filled_typed},
    {"what is typed wrong", what_is_typed_wrong},
    {"right rows first", right_rows_first},
    {"the same by any hand", the_same_by_any_hand},
    {"at the doors", at_the_doors},
    {"pasted", pasted},
    {"her own list", her_own_list},
    {0},
};
