/* requests_test.c - the store on both engines, the way from code to closing. The rules by tables
 * are in requests_rules_test.c. */
#include "src/requests/requests.h"

#include "src/bodies/duties.h"
#include "src/identity/identity.h"
#include "tests/requests_acts.h"

/* Store ---------------------------------------------------------------------------------------- */
static void from_new_to_closed(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = open_one(c, w, AUDIENCE_PLACE);
    CHECK("a neighbour may not assign",
        move_as(c, w->neighbour, false, "assign", (struct moving){id, 1, .body_id = w->property}) ==
            ERR_DENIED);
    CHECK("without the password it is not even seen",
        move_as(c, w->clerk, false, "assign", (struct moving){id, 1, .body_id = w->property}) ==
            ERR_ABSENT);
    CHECK("assigned", move_as(c, w->clerk, true, "assign",
                          (struct moving){id, 1, .body_id = w->property}) == ERR_NONE);
    CHECK("the clerk cannot answer for the company",
        move_as(c, w->clerk, true, "answer", (struct moving){id, 2, "好了", .waived = true}) ==
            ERR_DENIED);
    CHECK("a repair shows a photo",
        move_as(c, w->manager, false, "answer", (struct moving){id, 2, "好了"}) == ERR_RULE);
    CHECK("answered", move_as(c, w->manager, false, "answer",
                          (struct moving){id, 2, "换了感应灯", .evidence = 1}) == ERR_NONE);
    CHECK("the company cannot confirm",
        move_as(c, w->manager, false, "confirm", (struct moving){id, 3}) == ERR_DENIED);
    CHECK("nor the committee",
        move_as(c, w->clerk, true, "confirm", (struct moving){id, 3}) == ERR_DENIED);
    CHECK("the asker reopens",
        move_as(c, w->granny, false, "reopen", (struct moving){id, 3, "晚上还是不亮"}) == ERR_NONE);
    CHECK("doing again", number(c, "state", id) == REQUEST_DOING);
    CHECK("answered again", move_as(c, w->manager, false, "answer",
                                (struct moving){id, 4, "又换了", .evidence = 1}) == ERR_NONE);
    CHECK("the asker's yes",
        move_as(c, w->granny, false, "confirm", (struct moving){id, 5}) == ERR_NONE);
    CHECK("confirmed", number(c, "outcome", id) == OUTCOME_CONFIRMED);
    CHECK("closed is closed",
        move_as(c, w->granny, false, "withdraw", (struct moving){id, 6}) == ERR_RULE);
}

static void two_hands(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = open_one(c, w, AUDIENCE_PLACE);
    const struct moving assign = {id, 1, .body_id = w->property};
    CHECK("the first wins", move_as(c, w->clerk, true, "assign", assign) == ERR_NONE);
    CHECK("the second is told", move_as(c, w->clerk, true, "assign", assign) == ERR_CONFLICT);
    CHECK("one change", number(c, "version", id) == 2);
    begin_as(c, w->clerk, true);
    struct moving stale = {id, 1, .body_id = w->committee};
    requests_move(c, "assign", &stale);
    CHECK("says what happened", c->err.words.n == 2 && str_same(c->err.words.v[1].s, "分派"));
    end(c, NULL);
    CHECK("a body that does not stand over the place",
        move_as(c, w->clerk, true, "assign", (struct moving){id, 2, .body_id = 12345}) != ERR_NONE);
}

static void silence_is_not_satisfaction(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = open_one(c, w, AUDIENCE_PLACE), start = c->now;
    move_as(c, w->clerk, true, "assign", (struct moving){id, 1, .body_id = w->property});
    move_as(c, w->manager, false, "answer", (struct moving){id, 2, "好了", .evidence = 1});
    test_at(c, start + REQUEST_CONFIRM_DAYS * MS_PER_DAY - 1);
    run_jobs(c);
    CHECK("not a millisecond early", number(c, "state", id) == REQUEST_ANSWERED);
    test_at(c, start + REQUEST_CONFIRM_DAYS * MS_PER_DAY);
    run_jobs(c);
    CHECK("closed", number(c, "state", id) == REQUEST_CLOSED);
    CHECK("unconfirmed", number(c, "outcome", id) == OUTCOME_UNCONFIRMED);
    CHECK("the asker may still reopen",
        move_as(c, w->granny, false, "reopen", (struct moving){id, 4, "其实没好"}) == ERR_NONE);
    run_jobs(c);
    CHECK("the old job leaves it alone", number(c, "state", id) == REQUEST_DOING);
}

/* The runner comes at that very millisecond: it is told, for nobody comes again. */
static void late_to_the_millisecond(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = open_one(c, w, AUDIENCE_PLACE);
    must(db_begin_read(c));
    int64_t due =
        db_int(c, "SELECT due_at FROM matter WHERE area_id = ?1 AND id = ?2", V(w->area), V(id));
    db_rollback(c);
    test_at(c, due);
    run_jobs(c);
    test_at(c, due + MS_PER_DAY);
    run_jobs(c);
    c->area_id = w->area;
    must(db_begin_read(c));
    CHECK("told once", db_int(c,
                           "SELECT count(*) FROM fact WHERE area_id = ?1 AND subject_id = ?2"
                           " AND kind = 'requests.overdue'",
                           V(w->area), V(id)) == 1);
    db_rollback(c);
}

static void who_sees_what(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t open = open_one(c, w, AUDIENCE_PLACE), closed = open_one(c, w, AUDIENCE_CASE);
    const struct {
        const char *who;
        int64_t person;
        bool staff, open, closed;
    } cases[] = {
        {"the asker", w->granny, false, true, true},
        {"a neighbour", w->neighbour, false, true, false},
        {"the leader", w->leader, false, true, false},
        {"another stair", w->son, false, false, false},
        {"the committee", w->clerk, true, true, true},
        {"the committee without its password", w->clerk, false, false, false},
        {"a visitor", 0, false, false, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct matter m = {0};
        begin_as(c, cases[i].person, cases[i].staff);
        CHECK(cases[i].who, matters_see(c, open, &m) == cases[i].open);
        c->err = (struct err){0};
        CHECK(cases[i].who, matters_see(c, closed, &m) == cases[i].closed);
        c->err = (struct err){0};
        memset(c->notes, 0, sizeof(c->notes));
        end(c, NULL);
    }
    begin_as(c, w->leader, false);
    c->act.person_id = w->granny;
    CHECK("the leader, speaking for the asker", matters_see(c, open, &(struct matter){0}));
    CHECK("not what is only for those who handle it", !matters_see(c, closed, &(struct matter){0}));
    end(c, NULL);
    move_as(c, w->clerk, true, "assign", (struct moving){closed, 1, .body_id = w->property});
    begin_as(c, w->manager, false);
    CHECK("the owner is on the case", matters_see(c, closed, &(struct matter){0}));
    end(c, NULL);
}

static void plus_one(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = open_one(c, w, AUDIENCE_PLACE);
    bool already;
    for (int i = 0; i < 3; i++) {
        begin_as(c, w->neighbour, false);
        CHECK("followed", matters_follow(c, id, w->neighbour, &already));
        CHECK("once", already == (i > 0));
        end(c, NULL);
    }
    CHECK("two people", number(c, "followers", id) == 2);
    begin_as(c, w->son, false);
    CHECK("one of another stair adds his", matters_follow(c, id, w->son, &already) && !already);
    CHECK("and is told that it counts", matters_counted_only(c, id));
    CHECK("and sees no more for it", !matters_see(c, id, &(struct matter){0}));
    c->err = (struct err){0};
    memset(c->notes, 0, sizeof(c->notes));
    end(c, NULL);
    struct req *r = visit(c, &w->son_b, world_path(c, w, "requests", id, ""), NULL);
    CHECK("on the page too",
        r->status == 200 && strstr(body_of(r), "已经算上您了") && !strstr(body_of(r), "门厅"));
    CHECK("three people", number(c, "followers", id) == 3);
    struct matters alike = {0};
    begin_as(c, w->neighbour, false);
    CHECK("found by likeness", matters_open_like(c, w->stair, "门厅灯坏了，看不清台阶", &alike) &&
                                   alike.n == 1 && alike.v[0].id == id &&
                                   alike.v[0].followers == 3);
    alike = (struct matters){0};
    CHECK("not by another text",
        matters_open_like(c, w->stair, "下水道堵塞", &alike) && alike.n == 0);
    CHECK("not at another stair",
        matters_open_like(c, w->stair4, "门厅灯坏了，看不清台阶", &alike) && alike.n == 0);
    end(c, NULL);
}

/* Entered twice and judged to be one: one human behind it, and what was typed for the one entry is
 * hers to see and to void. */
static void plus_one_of_the_same(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = open_one(c, w, AUDIENCE_PLACE);
    bool already;
    world_resident(c, &w->granny_b, w->phone);
    begin_as(c, w->clerk, true);
    int64_t caller = people_make(c, "陈阿婆", "");
    CHECK("entered", end(c, NULL));
    struct req *r = visit(c, &w->clerk_b, world_path(c, w, "requests", id, "/join"),
        arena_printf(c->arena, "x=1&act_person=%" PRId64 "&act_channel=phone", caller));
    CHECK("by telephone", r->status == 303);
    c->area_id = w->area;
    begin_as(c, w->clerk, true);
    int64_t merge = identity_propose(c, w->granny, caller, "问过");
    c->who.person_id = w->manager;
    CHECK("merged", identity_decide(c, merge, true, "") && end(c, NULL));
    must(db_begin_read(c));
    int64_t act = db_int(c,
        "SELECT act_id FROM follower WHERE area_id = ?1 AND matter_id = ?2 AND person_id = ?3",
        V(w->area), V(id), V(caller));
    struct matters hers = {0};
    CHECK("once among hers", matters_of_person(c, w->granny, &hers) && hers.n == 1);
    CHECK("one human", hers.n && hers.v[0].followers == 1);
    db_rollback(c);
    r = visit(c, &w->granny_b, world_path(c, w, "acts", act, "/receipt"), NULL);
    CHECK("her receipt", r->status == 200);
    r = visit(c, &w->granny_b, world_path(c, w, "acts", act, "/void"), "");
    CHECK("hers to void", r->status == 303);
    c->area_id = w->area;
    begin_as(c, w->granny, false);
    CHECK("she is in it once", matters_follow(c, id, w->granny, &already) && already);
    end(c, NULL);
}

static void the_inbox(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = open_one(c, w, AUDIENCE_CASE);
    const struct {
        const char *what;
        int64_t person;
        bool staff;
        size_t fresh, assigned, late;
    } cases[] = {
        {"the committee", w->clerk, true, 1, 0, 1},
        {"the company", w->manager, false, 0, 1, 1},
        {"the leader", w->leader, false, 0, 0, 0},
        {"the asker", w->granny, false, 0, 0, 0},
    };
    for (int turn = 0; turn < 3; turn++) {
        if (turn == 1) {
            move_as(c, w->clerk, true, "assign", (struct moving){id, 1, .body_id = w->property});
        } else if (turn == 2) {
            test_at(c, number(c, "due", id) + 1);
        }
        for (size_t i = 0; i < COUNT(cases); i++) {
            struct matters mine = {0};
            size_t due[] = {cases[i].fresh, cases[i].assigned, cases[i].late};
            begin_as(c, cases[i].person, cases[i].staff);
            CHECK(cases[i].what, matters_waiting(c, &mine) && mine.n == due[turn]);
            end(c, NULL);
        }
    }
}

static void the_list(struct ctx *c)
{
    struct world *w = world_make(c);
    for (int i = 0; i < 5; i++) {
        open_one(c, w, i % 2 ? AUDIENCE_CASE : AUDIENCE_PLACE);
    }
    for (int order = 0; order < 3; order++) {
        struct list_ask ask = {.filter = &requests_list.filters[0],
            .order = &requests_list.orders[order],
            .audience = AUDIENCE_CASE,
            .limit = 2,
            .find = ""};
        struct list_rows rows = {0};
        size_t seen = 0;
        must(db_begin_read(c));
        do {
            CHECK("a page", list_load(c, &requests_list, &ask, &rows));
            seen += rows.n;
            ask.after_key = rows.n ? rows.v[rows.n - 1].key : 0;
            ask.after_id = rows.n ? rows.v[rows.n - 1].id : 0;
        } while (rows.more && seen < 100);
        CHECK("every one once", seen == 5 && rows.count == 5);
        ask = (struct list_ask){.filter = &requests_list.filters[0],
            .order = &requests_list.orders[order],
            .audience = AUDIENCE_PLACE,
            .limit = 20,
            .find = "看不清"};
        CHECK("less for neighbours", list_load(c, &requests_list, &ask, &rows) && rows.n == 3);
        ask.find = "电梯";
        CHECK("not what it does not hold", list_load(c, &requests_list, &ask, &rows) && !rows.n);
        ask.find = "0003";
        CHECK("by number", list_load(c, &requests_list, &ask, &rows) && rows.n == 1);
        db_rollback(c);
    }
}

static void words_of_an_area(struct ctx *c)
{
    struct world *w = world_make(c);
    struct keywords words = {0};
    begin_as(c, w->clerk, true);
    CHECK("the house's own first", requests_keywords(c, &words) && words.n >= 120);
    CHECK("one more", requests_put_keyword(c, "快遞櫃", KIND_PARKING));
    words = (struct keywords){0};
    CHECK("kept folded",
        requests_keywords(c, &words) && requests_guess(&words, "快递柜挡了门") == KIND_PARKING);
    CHECK("and taken away", requests_drop_keyword(c, "快递柜"));
    words = (struct keywords){0};
    CHECK("gone",
        requests_keywords(c, &words) && requests_guess(&words, "快递柜挡了门") == KIND_OTHER);
    CHECK("not twice", !requests_drop_keyword(c, "快递柜"));
    end(c, NULL);
}

static void drafts_are_ones_own(struct ctx *c)
{
    struct world *w = world_make(c);
    struct request_draft d = {.session = "browser-one",
        .place_id = w->stair,
        .body = TROUBLE,
        .kind = KIND_LIGHT,
        .audience = AUDIENCE_PLACE,
        .asker_phone = w->phone,
        .channel = CHANNEL_WEB};
    test_begin(c);
    CHECK("kept", requests_draft_put(c, &d));
    struct request_draft mine = {.session = "browser-one"}, other = {.session = "browser-two"},
                         nobody = {.session = ""};
    CHECK("mine", requests_draft(c, d.id, &mine) && str_same(mine.asker_phone, w->phone));
    CHECK("the phone is sealed",
        db_int(c, "SELECT count(*) FROM request_draft WHERE area_id = ?1 AND asker_phone = ?2",
            V(c->area_id), V(((struct bytes){w->phone, 11}))) == 0);
    CHECK("not another's", !requests_draft(c, d.id, &other) && c->err.kind == ERR_ABSENT);
    c->err = (struct err){0};
    CHECK("not nobody's", !requests_draft(c, d.id, &nobody));
    c->err = (struct err){0};
    memset(c->notes, 0, sizeof(c->notes));
    test_end(c);
}

/* Two answers: only what the last one shows stands against how it was. */
static void answer_with_photo(
    struct ctx *c, struct world *w, int64_t id, const char *said, int64_t at)
{
    static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0";
    const struct upload photo = {.field = "photo",
        .filename = "door.png",
        .type = "image/png",
        .head = {png, sizeof(png) - 1},
        .size = 4321};
    test_at(c, at);
    struct req *r = visit_with_files(
        c, &w->manager_b, world_path(c, w, "requests", id, "/answer"), said, &photo, 1);
    CHECK(said, r->status == 303);
}

static void after_is_of_the_last_answer(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = at_work(c, w), now = c->now;
    const char *ticket = world_path(c, w, "requests", id, "");
    answer_with_photo(c, w, id, "version=2&answer=换了感应灯", now + 1000);
    struct req *r = visit(c, &w->clerk_b, ticket, NULL);
    CHECK("how it is now", strstr(body_of(r), "整治后") && !strstr(body_of(r), "前一次答复"));
    test_at(c, now + 2000);
    CHECK("not solved", move_as(c, w->granny, false, "reopen",
                            (struct moving){id, 3, .text = "晚上还是不亮"}) == ERR_NONE);
    r = visit(c, &w->clerk_b, ticket, NULL);
    CHECK("kept as what did not do",
        !strstr(body_of(r), "整治后") && strstr(body_of(r), "前一次答复"));
    answer_with_photo(c, w, id, "version=4&answer=换了线路", now + 3000);
    r = visit(c, &w->clerk_b, ticket, NULL);
    const char *after = strstr(body_of(r), "整治后");
    CHECK("how it is now, and below what it was",
        after && strstr(after, "前一次答复") && !strstr(after + 1, "整治后，"));
    test_at(c, now);
}

const struct test requests_tests[] = {
    {"from new to closed", from_new_to_closed},
    {"two hands", two_hands},
    {"silence is not satisfaction", silence_is_not_satisfaction},
    {"late to the millisecond", late_to_the_millisecond},
    {"who sees what", who_sees_what},
    {"plus one", plus_one},
    {"plus one of the same", plus_one_of_the_same},
    {"the inbox", the_inbox},
    {"the list", the_list},
    {"words of an area", words_of_an_area},
    {"drafts are one's own", drafts_are_ones_own},
    {"after is of the last answer", after_is_of_the_last_answer},
    {0},
};
