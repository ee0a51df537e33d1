/* status_test.c - by number and last four digits: kindly read, nothing given away. */
#include "src/status/status.h"

#include "tests/requests_acts.h"

static void typed_in_a_hurry(struct ctx *c)
{
    static const struct {
        const char *typed;
        int64_t ticket;
    } tickets[] = {{"431", 431}, {"0431", 431}, {"0431号", 431}, {" 04 31 ", 431},
        {"０４３１", 431}, {"编号：0431。", 431}, {"", 0}, {"号", 0}, {"0", 0},
        {"1234567890123", 0}};
    static const struct {
        const char *typed, *last;
    } phones[] = {{"5678", "5678"}, {"５６７８", "5678"}, {"5 6 7 8", "5678"},
        {"13812345678", "5678"}, {"尾号5678", "5678"}, {"678", ""}, {"", ""}};
    for (size_t i = 0; i < COUNT(tickets); i++) {
        CHECK(tickets[i].typed, status_ticket(tickets[i].typed) == tickets[i].ticket);
    }
    for (size_t i = 0; i < COUNT(phones); i++) {
        CHECK(phones[i].typed, str_same(status_last4(c->arena, phones[i].typed), phones[i].last));
    }
}

static int64_t ticket_of(struct ctx *c, int64_t id)
{
    must(db_begin_read(c));
    int64_t n =
        db_int(c, "SELECT ticket FROM matter WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(id));
    db_rollback(c);
    return n;
}

static const char *path_of(struct ctx *c, const struct world *w, const char *tail)
{
    return arena_printf(c->arena, "/a/%s/status%s", w->code, tail);
}

/* Where the answer leads. */
static const char *ask(
    struct ctx *c, const struct world *w, struct browser *b, int64_t ticket, const char *last4)
{
    struct req *r = visit(c, b, path_of(c, w, ""),
        arena_printf(c->arena, "ticket=%" PRId64 "号&digits=%s", ticket, last4));
    return r->status == 303 ? str_or(r->location, "") : "";
}

static const char *last4_of(const struct world *w)
{
    return w->phone + strlen(w->phone) - 4;
}

static void reads_and_shows_no_more(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser b = {0}, other = {0};
    int64_t open = open_one(c, w, AUDIENCE_PLACE), shut = open_one(c, w, AUDIENCE_CASE);
    move_as(c, w->clerk, true, "assign", (struct moving){open, 1, .body_id = w->property});
    move_as(c, w->manager, false, "answer",
        (struct moving){open, 2, "陈阿婆家的灯换好了", .evidence = 1});
    const char *to = ask(c, w, &b, ticket_of(c, open), last4_of(w));
    CHECK("found", strstr(to, "/status/at?"));
    const char *page = body_of(visit(c, &b, to, NULL));
    CHECK("where it stands, what was done, what to do, whom to call",
        strstr(page, "说办好了") && strstr(page, "分派给安居物业") &&
            strstr(page, "请您说一声解决了没有") && strstr(page, "tel:02155500188"));
    CHECK("its title", strstr(page, "门厅的灯坏了"));
    CHECK("no name, no telephone, nothing typed",
        !strstr(page, "陈阿婆") && !strstr(page, w->phone) && !strstr(page, "换好了"));
    CHECK("another browser has to ask itself",
        strstr(str_or(visit(c, &other, to, NULL)->location, ""), "/status?no=3"));
    to = ask(c, w, &b, ticket_of(c, shut), last4_of(w));
    page = body_of(visit(c, &b, to, NULL));
    CHECK("restricted: how it stands and no title",
        strstr(page, "居委会受理") && !strstr(page, "门厅的灯坏了") && !strstr(page, "3号楼"));
    test_at(c, c->now + MS_PER_DAY);
    CHECK(
        "for this day only", strstr(str_or(visit(c, &b, to, NULL)->location, ""), "/status?no=3"));
}

static void who_may_ask(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser b = {0};
    int64_t id = open_one(c, w, AUDIENCE_PLACE), ticket = ticket_of(c, id), other = 0;
    bool already;
    begin_as(c, w->neighbour, false);
    CHECK("a +1", matters_follow(c, id, w->neighbour, &already) && end(c, NULL));
    CHECK("who only adds a +1 does not", strstr(ask(c, w, &b, ticket, "0302"), "no=1"));
    begin_as(c, w->neighbour, false);
    struct request_draft d = {.place_id = w->stair,
        .body = "楼下大门口的灯不亮，黑得很",
        .kind = KIND_LIGHT,
        .audience = AUDIENCE_PLACE};
    requests_open(c, &d, &other);
    CHECK("another", end(c, NULL) && other);
    move_as(c, w->clerk, true, "merge", (struct moving){other, 1, .into_id = id});
    CHECK("whoever asked what was joined does", strstr(ask(c, w, &b, ticket, "0302"), "/at?"));
}

/* A number that is not there, and digits that are not hers: the same in every way. */
static void nothing_given_away(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t ticket = ticket_of(c, open_one(c, w, AUDIENCE_CASE)), none = 987654;
    const int64_t both[] = {ticket, none};
    const char *answers[2][8];
    for (int k = 0; k < 2; k++) {
        struct browser b = {0};
        for (int i = 0; i < 8; i++) {
            const char *to = ask(c, w, &b, both[k], "0000");
            const char *n = strstr(to, "&n=");
            answers[k][i] = n ? arena_strndup(c->arena, to, (size_t)(n - to)) : "?";
        }
    }
    for (int i = 0; i < 8; i++) {
        CHECK("the same answer", str_same(answers[0][i], answers[1][i]));
        CHECK("five tries, then none",
            strstr(answers[0][i], i < STATUS_TRIES_A_TICKET ? "no=1" : "no=2"));
    }
    struct browser her = {0};
    CHECK("not even the right digits then", strstr(ask(c, w, &her, ticket, last4_of(w)), "no=2"));
    test_at(c, c->now + MS_PER_DAY);
    CHECK("the next day they do", strstr(ask(c, w, &her, ticket, last4_of(w)), "/at?"));
}

static void an_address_has_twenty(struct ctx *c)
{
    const char *code;
    test_area(c, &code);
    int yes = 0;
    for (int i = 0; i < 30; i++) {
        int64_t id;
        test_begin(c);
        c->who.address = arena_printf(c->arena, "203.0.113.%" PRId64, c->area_id % 200);
        if (status_may_try(c, 5000 + i)) {
            yes++;
            CHECK("nothing found", status_find(c, 5000 + i, "1234", &id) && !id);
        }
        test_end(c);
        c->who = (struct who){0};
    }
    CHECK("twenty an address", yes == STATUS_TRIES_AN_ADDRESS);
}

const struct test status_tests[] = {
    {"typed in a hurry", typed_in_a_hurry, true},
    {"reads and shows no more", reads_and_shows_no_more},
    {"who may ask", who_may_ask},
    {"nothing given away", nothing_given_away},
    {"an address has twenty", an_address_has_twenty},
    {0},
};
