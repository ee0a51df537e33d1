/* board_test.c - what is due; what should hang; a photo ticks the roll of stairs, so does paper. */
#include "src/board/board.h"

#include <inttypes.h>
#include <string.h>

#include "lib/paper/paper.h"
#include "src/places/places.h"
#include "src/rolls/rolls.h"
#include "tests/requests_world.h"

static void due(struct ctx *c)
{
    static const struct {
        const char *shown, *due;
        int months;
    } cases[] = {
        {"2026-11-23", "2027-02-23", 3},
        {"2025-11-30", "2026-02-28", 3},
        {"2023-11-30", "2024-02-29", 3},
        {"2026-08-31", "2027-02-28", 6},
        {"2024-02-29", "2025-02-28", 12},
        {"2026-01-31", "2027-01-31", 12},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct notice_duty d = {.months = cases[i].months};
        CHECK(cases[i].shown,
            str_same(day_text(c->arena, board_due_at(&d, cases[i].shown)), cases[i].due));
    }
    CHECK("never shown", board_due_at(&notices_duties[0], "") == 0);
    CHECK("late",
        board_due_state(0, c->now) == DUE_LATE && board_due_state(c->now, c->now) == DUE_LATE);
    CHECK("soon", board_due_state(c->now + 15 * MS_PER_DAY, c->now) == DUE_SOON);
    CHECK("fine", board_due_state(c->now + 16 * MS_PER_DAY, c->now) == DUE_FINE);
    CHECK("hangs", board_hang(NOTICE_NOW, false) == HANG_MISSING &&
                       board_hang(NOTICE_NOW, true) == HANG_UP &&
                       board_hang(NOTICE_COMING, true) == HANG_UP &&
                       board_hang(NOTICE_ENDED, true) == HANG_REMOVE &&
                       board_hang(NOTICE_TAKEN, false) == HANG_REMOVE);
}

static int64_t publish(struct ctx *c, struct world *w, const char *body)
{
    struct req *r = visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/notices", w->code),
        arena_printf(
            c->arena, "title=查水表&text=请在家等。&place=%" PRId64 "&%s", w->stair, body));
    CHECK("published", r->status == 303);
    return id_after(r->location, "/notices/");
}

static struct req *post(struct ctx *c, struct world *w, const char *what, int64_t id,
    const char *tail, const char *body)
{
    return visit(
        c, &w->clerk_b, world_path(c, w, what, id, arena_printf(c->arena, "/%s", tail)), body);
}

static struct hungs board(struct ctx *c, int64_t place)
{
    struct hungs all = {0};
    must(db_begin_read(c));
    CHECK("a board", board_of(c, place, AUDIENCE_PUBLIC, &all));
    db_rollback(c);
    return all;
}

static struct req *photo(struct ctx *c, struct world *w, int64_t id)
{
    static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0";
    const struct upload up = {.field = "photo",
        .filename = "wall.png",
        .type = "image/png",
        .head = {png, sizeof(png) - 1},
        .size = 4321};
    return visit_with_files(
        c, &w->clerk_b, world_path(c, w, "notices", id, "/posted"), "spot=门厅", &up, 1);
}

static void wall(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = publish(c, w, "kind=plain");
    struct hungs h = board(c, w->stair);
    CHECK("to be hung", h.n == 1 && h.v[0].hang == HANG_MISSING);
    CHECK("a roll of stairs", post(c, w, "notices", id, "roll", "")->status == 303);
    CHECK("a photo is needed", post(c, w, "notices", id, "posted", "spot=门厅")->status == 422);
    CHECK("hung", photo(c, w, id)->status == 303);
    h = board(c, w->stair);
    CHECK("it hangs", h.n == 1 && h.v[0].hang == HANG_UP && str_same(h.v[0].spot, "门厅"));
    struct roll_covers cover = {0};
    must(db_begin_read(c));
    int64_t roll = board_roll(c, id);
    CHECK("ticked", rolls_coverage(c, roll, &cover) && rolls_total(&cover).done == 1);
    db_rollback(c);
    const char *told = body_of(visit(c, &w->clerk_b, world_path(c, w, "rolls", roll, ""), NULL));
    CHECK("stairs are not households", strstr(told, "个楼组里办好 1 个") &&
                                           strstr(told, "个楼组里已有 1 个办好") &&
                                           !strstr(told, "户里"));
    CHECK("not before its day without a reason",
        post(c, w, "posted", h.v[0].posted_id, "down", "")->status == 422);
    CHECK("taken down", post(c, w, "notices", id, "take", "why=查好了")->status == 303);
    h = board(c, w->stair);
    CHECK("to be removed", h.n == 1 && h.v[0].hang == HANG_REMOVE);
    CHECK("removed", post(c, w, "posted", h.v[0].posted_id, "down", "")->status == 303);
    CHECK("an empty board", board(c, w->stair).n == 0);
}

/* A sheet is hung before its day: from the publication on, and it is not one to be removed. */
static void ahead(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = publish(c, w, "kind=plain&from=2030-12-01");
    const char *page =
        body_of(visit(c, &w->clerk_b, world_path(c, w, "notices", id, "/wall"), NULL));
    CHECK("it asks for the photo", strstr(page, "记下贴好了") && strstr(page, "逐栋贴"));
    CHECK("not due yet", board(c, w->stair).n == 0);
    CHECK("hung", photo(c, w, id)->status == 303);
    struct hungs h = board(c, w->stair);
    CHECK("it hangs", h.n == 1 && h.v[0].hang == HANG_UP);
    CHECK("not down without a reason",
        post(c, w, "posted", h.v[0].posted_id, "down", "")->status == 422);
    CHECK("taken down", post(c, w, "notices", id, "take", "why=不办了")->status == 303);
    CHECK("not asked for any more",
        !strstr(body_of(visit(c, &w->clerk_b, world_path(c, w, "notices", id, "/wall"), NULL)),
            "记下贴好了"));
}

/* Printed, ticked on paper, typed back by its row code. */
static void on_paper(struct ctx *c)
{
    struct world *w = world_make(c);
    struct bulletin n = {0};
    struct typed_rows typed = {0};
    int64_t id = publish(c, w, "kind=plain");
    int no = 0;
    test_begin(c);
    struct roll r = {0};
    bool ok = notices_by_id(c, id, &n) && board_open_roll(c, &n) &&
              rolls_by_id(c, board_roll(c, id), &r) && rolls_print(c, &r, w->stair, &no);
    char code[ROW_CODE_TEXT];
    row_code(no, 1, code);
    c->act.channel = CHANNEL_PAPER;
    ok = ok && rolls_type(c, arena_printf(c->arena, "%s 1", code), false, &typed);
    CHECK("typed back", test_end(c) && ok);
    struct roll_covers cover = {0};
    must(db_begin_read(c));
    CHECK("ticked", rolls_coverage(c, r.id, &cover) && rolls_total(&cover).done == 1);
    db_rollback(c);
}

static void duties(struct ctx *c)
{
    struct world *w = world_make(c);
    struct duty_dues all = {0};
    struct req *r = visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/notices", w->code),
        arena_printf(c->arena, "kind=duty&duty=3&title=收支&text=见附表。&days=30&place=%" PRId64,
            c->area_id));
    CHECK("published", r->status == 303);
    must(db_begin_read(c));
    CHECK("duties", board_dues(c, &all));
    db_rollback(c);
    size_t fine = 0, late = 0;
    for (size_t i = 0; i < all.n; i++) {
        bool accounts = all.v[i].duty->id == 3;
        fine += accounts && all.v[i].state == DUE_FINE;
        late += !accounts && all.v[i].state == DUE_LATE;
    }
    CHECK("that one is done, no other", fine == 1 && late == all.n - 1);
    CHECK("late ones first", all.v[all.n - 1].state == DUE_FINE);
}

const struct test board_tests[] = {
    {"due", due, true},
    {"the wall", wall},
    {"hung before its day", ahead},
    {"a roll of stairs on paper", on_paper},
    {"duties", duties},
    {0},
};
