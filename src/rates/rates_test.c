/* rates_test.c - the three rates against a slow obvious count of the facts, over a random life. */
#include "src/rates/rates.h"

#include "src/followup/followup.h"
#include "tests/requests_acts.h"

enum { MOVES = 2500, MATTERS_MAX = 400 };

static void percents(struct ctx *c)
{
    static const struct {
        int64_t n, of;
        const char *says;
    } cases[] = {
        {0, 0, ""}, {0, 3, "0%"}, {1, 3, "33%"}, {2, 3, "67%"}, {1, 8, "13%"}, {7, 7, "100%"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK("a share", str_same(rates_percent(c->arena, cases[i].n, cases[i].of), cases[i].says));
    }
    int64_t from, to, next, none;
    CHECK("a month ends where the next begins", rates_month("2026-12", &from, &to) &&
                                                    rates_month("2027-01", &next, &none) &&
                                                    to == next && to - from == 31 * MS_PER_DAY);
    CHECK("no months", !rates_month("2026-13", &from, &to) && !rates_month("", &from, &to) &&
                           !rates_month("2026-1", &from, &to) &&
                           !rates_month("2026-011", &from, &to));
}

/* The oracle: facts as they stand in the log, one after the other. ---------------------------- */
struct known {
    int64_t seq, at, subject;
    const char *kind;
    bool undone;
};
struct log {
    struct known *v;
    size_t n, cap;
};
struct life { /* of one request, up to an instant */
    int64_t limit, step; /* step 0: none */
    bool gone; /* withdrawn, or joined */
};

static bool read_log(struct ctx *c, struct log *out)
{
    must(db_begin_read(c));
    struct rows r = db_query(c,
        "SELECT f.seq, f.at, f.subject_id, f.kind,"
        " (SELECT count(*) FROM undone u WHERE u.area_id = f.area_id AND u.seq = f.seq)"
        " FROM fact f WHERE f.area_id = ?1 ORDER BY f.seq",
        V(c->area_id));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct known){row_int(&r, 0), row_int(&r, 1), row_int(&r, 2), row_text(&r, 3),
                row_int(&r, 4) != 0}));
    }
    bool ok = rows_end(&r);
    db_rollback(c);
    return ok;
}

static struct life life_of(
    struct ctx *c, const struct log *log, const struct known *opened, int64_t to)
{
    must(db_begin_read(c));
    int64_t kind = db_int(c, "SELECT kind FROM request WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(opened->subject));
    db_rollback(c);
    struct life l = {
        .limit = calendar_due(c->app->calendar, opened->at, requests_kind_info(kind)->triage).at};
    for (const struct known *f = log->v; f < log->v + log->n; f++) {
        if (f->subject != opened->subject || f->undone || f->at >= to) {
            continue;
        }
        bool step = str_same(f->kind, "requests.accept") || str_same(f->kind, "requests.assign") ||
                    str_same(f->kind, "requests.refuse");
        l.step = step && !l.step ? f->at : l.step;
        l.gone = (l.gone || str_same(f->kind, "requests.withdraw") ||
                     str_same(f->kind, "requests.merge")) &&
                 !str_same(f->kind, "requests.reopen");
    }
    return l;
}

static void by_hand(
    struct ctx *c, const struct log *log, int64_t from, int64_t to, struct rates *out)
{
    *out = (struct rates){0};
    for (const struct known *f = log->v; f < log->v + log->n; f++) {
        bool here = f->at >= from && f->at < to && !f->undone;
        bool yes = here && str_same(f->kind, "requests.confirm");
        bool happy = here && str_same(f->kind, "requests.happy");
        out->n[RATE_SOLVED] += yes;
        out->of[RATE_SOLVED] +=
            yes ||
            (here && (str_same(f->kind, "requests.lapse") || str_same(f->kind, "requests.refuse")));
        out->n[RATE_HAPPY] += happy;
        out->of[RATE_HAPPY] += happy || (here && (str_same(f->kind, "requests.so_so") ||
                                                     str_same(f->kind, "requests.not_happy")));
        if (!str_same(f->kind, "requests.open") || f->at >= to) {
            continue;
        }
        struct life l = life_of(c, log, f, to);
        bool in_time = l.step && l.step < l.limit;
        int64_t settled = in_time ? l.step : l.limit;
        if (!l.gone && settled >= from && settled < to) {
            out->of[RATE_RESPONSE]++;
            out->n[RATE_RESPONSE] += in_time;
        }
    }
}

static bool same(struct ctx *c, int64_t from, int64_t to)
{
    struct log log = {0};
    struct rates hand, figures = {0};
    CHECK("the log", read_log(c, &log));
    by_hand(c, &log, from, to, &hand);
    must(db_begin_read(c));
    bool ok = rates_of(c, 0, from, to, &figures);
    for (int i = 0; ok && i < RATE_FIGURES; i++) {
        struct rate_rows rows = {0};
        ok = rates_rows(c, i, 0, from, to, &rows) &&
             (int64_t)rows.n == (i % 2 ? figures.n : figures.of)[i / 2];
    }
    db_rollback(c);
    for (int i = 0; ok && i < RATES; i++) {
        ok = hand.n[i] == figures.n[i] && hand.of[i] == figures.of[i];
    }
    return ok;
}

/* A random life -------------------------------------------------------------------------------- */
struct dice {
    uint64_t s;
};
static int64_t roll(struct dice *d, int64_t sides)
{
    d->s = d->s * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)((d->s >> 33) % (uint64_t)sides);
}

struct story {
    const struct world *w;
    struct dice dice;
    int64_t ids[MATTERS_MAX];
    size_t n;
};

static int64_t any_asker(struct story *s)
{
    int64_t askers[] = {s->w->granny, s->w->neighbour, s->w->leader};
    return askers[roll(&s->dice, COUNT(askers))];
}

static void open_any(struct ctx *c, struct story *s)
{
    static const int64_t kinds[] = {KIND_LIGHT, KIND_LIFT, KIND_NOISE, KIND_CARE, KIND_IDEA};
    if (s->n == MATTERS_MAX) {
        return;
    }
    begin_as(c, any_asker(s), false);
    struct request_draft d = {.place_id = s->w->stair,
        .body = TROUBLE,
        .kind = kinds[roll(&s->dice, COUNT(kinds))],
        .audience = roll(&s->dice, 2) ? AUDIENCE_PLACE : AUDIENCE_CASE};
    int64_t id = 0;
    requests_open(c, &d, &id);
    if (end(c, NULL)) {
        s->ids[s->n++] = id;
    }
}

static void say_any(struct ctx *c, struct story *s, int64_t id, int64_t asker, const char *verb)
{
    begin_as(c, asker, false);
    struct moving what = {.matter_id = id, .text = "原话"};
    if (requests_move(c, verb, &what) && str_same(verb, "confirm")) {
        requests_happy(c, id, 1 + roll(&s->dice, 4)); /* 4: says nothing */
    }
    end(c, NULL);
}

/* By whoever may or may not: what is refused changes nothing. */
static void move_any(struct ctx *c, struct story *s)
{
    int64_t last = (int64_t)s->n < 6 ? (int64_t)s->n : 6;
    int64_t id = s->ids[s->n - 1 - (size_t)roll(&s->dice, last)], asker = any_asker(s);
    int64_t into = s->ids[roll(&s->dice, (int64_t)s->n)];
    const struct world *w = s->w;
    struct moving plain = {.matter_id = id, .text = "话", .evidence = 1};
    switch (roll(&s->dice, 12)) {
    case 0:
        move_as(c, w->clerk, true, "accept", plain);
        break;
    case 1:
    case 2:
        plain.body_id = w->property;
        move_as(c, w->clerk, true, "assign", plain);
        break;
    case 3:
    case 4:
        move_as(c, w->manager, false, "answer", plain);
        break;
    case 5:
    case 6:
        say_any(c, s, id, w->granny, "confirm");
        say_any(c, s, id, w->neighbour, "confirm");
        say_any(c, s, id, w->leader, "confirm");
        break;
    case 7:
        say_any(c, s, id, asker, roll(&s->dice, 2) ? "reopen" : "withdraw");
        break;
    case 8:
        move_as(c, w->clerk, true, "refuse", plain);
        break;
    case 9:
        plain.into_id = into;
        move_as(c, w->clerk, true, "merge", plain);
        break;
    case 10:
        begin_as(c, w->clerk, true);
        matters_undo(c, id, 0);
        end(c, NULL);
        break;
    default:
        begin_as(c, asker, false);
        followup_good(c, into, roll(&s->dice, 4));
        end(c, NULL);
    }
}

static void a_random_life(struct ctx *c)
{
    struct story s = {.w = world_make(c), .dice = {20261127}};
    int64_t start = c->now;
    for (int i = 0; i < MOVES; i++) {
        if (!s.n || roll(&s.dice, 9) == 0) {
            open_any(c, &s);
        } else {
            move_any(c, &s);
        }
        int64_t pause = roll(&s.dice, 3) ? roll(&s.dice, 5) : roll(&s.dice, 20 * 60);
        test_at(c, c->now + pause * 60000);
        if (roll(&s.dice, 20) == 0) {
            while (jobs_run_due(c, 100)) {
            }
        }
    }
    struct rates all = {0};
    must(db_begin_read(c));
    CHECK("read", rates_of(c, 0, 0, INT64_MAX, &all));
    db_rollback(c);
    for (int i = 0; i < RATES; i++) {
        CHECK("a life in which everything happens", all.n[i] > 10 && all.of[i] > all.n[i]);
    }
    CHECK("at the end", same(c, 0, c->now));
    for (int i = 0; i < 12; i++) {
        int64_t from = start + roll(&s.dice, c->now - start),
                to = from + roll(&s.dice, c->now - from);
        CHECK("as of an earlier day", same(c, 0, to));
        CHECK("of a while", same(c, from, to));
    }
}

static void now_is(struct ctx *c, const char *what, const int64_t n[RATES], const int64_t of[RATES])
{
    struct rates r = {0};
    must(db_begin_read(c));
    bool ok = rates_of(c, 0, 0, INT64_MAX, &r);
    db_rollback(c);
    for (int i = 0; i < RATES; i++) {
        ok = ok && r.n[i] == n[i] && r.of[i] == of[i];
    }
    CHECK(what, ok);
}
#define NOW_IS(what, n0, n1, n2, d0, d1, d2) \
    now_is(c, what, (const int64_t[]){n0, n1, n2}, (const int64_t[]){d0, d1, d2})

/* One fact more, and the rate is another one: or the same, where it must be. */
static void one_fact_more(struct ctx *c)
{
    const struct world *w = world_make(c);
    int64_t a = open_one(c, w, AUDIENCE_PLACE), b = open_one(c, w, AUDIENCE_CASE);
    NOW_IS("nothing is due yet", 0, 0, 0, 0, 0, 0);
    test_at(c, c->now + 1000);
    move_as(c, w->clerk, true, "accept", (struct moving){a, 1});
    test_at(c, c->now + 1000);
    NOW_IS("taken up in time", 1, 0, 0, 1, 0, 0);
    begin_as(c, w->clerk, true);
    CHECK("undone", matters_undo(c, a, 2));
    end(c, NULL);
    test_at(c, c->now + 1000);
    NOW_IS("taken back: neither", 0, 0, 0, 0, 0, 0);
    move_as(c, w->clerk, true, "assign", (struct moving){a, 3, .body_id = w->property});
    test_at(c, number(c, "due", b) + 1);
    NOW_IS("the other one's limit passed", 1, 0, 0, 2, 0, 0);
    move_as(c, w->clerk, true, "accept", (struct moving){b, 1});
    test_at(c, c->now + 1000);
    NOW_IS("too late changes nothing", 1, 0, 0, 2, 0, 0);
    move_as(c, w->granny, false, "withdraw", (struct moving){b, 2});
    test_at(c, c->now + 1000);
    NOW_IS("withdrawn: out of it", 1, 0, 0, 1, 0, 0);
    move_as(c, w->manager, false, "answer", (struct moving){a, 4, "好了", .evidence = 1});
    test_at(c, c->now + 1000);
    NOW_IS("an answer solves nothing", 1, 0, 0, 1, 0, 0);
    move_as(c, w->granny, false, "confirm", (struct moving){a, 5});
    test_at(c, c->now + 1000);
    NOW_IS("confirmed, and nothing said of satisfaction", 1, 1, 0, 1, 1, 0);
    test_begin(c);
    CHECK("a word", requests_happy(c, a, HAPPY_NOT) && test_end(c));
    test_at(c, c->now + 1000);
    NOW_IS("not satisfied", 1, 1, 0, 1, 1, 1);
    test_begin(c);
    CHECK("another", requests_happy(c, a, HAPPY) && test_end(c));
    test_at(c, c->now + 1000);
    NOW_IS("satisfied", 1, 1, 1, 1, 1, 2);
}

static void on_pages(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t a = open_one(c, w, AUDIENCE_CASE);
    move_as(c, w->clerk, true, "refuse", (struct moving){a, 1, "不归我们管"});
    test_at(c, c->now + 1000);
    const char *page =
        body_of(visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/rates", w->code), NULL));
    CHECK("numerator, denominator, share", strstr(page, "响应 100%，解决 0%，满意 —") &&
                                               strstr(page, "柳荫里小区") &&
                                               strstr(page, "公共照明") && strstr(page, "2026-11"));
    const char *records = arena_printf(c->arena, "/a/%s/rates/records?figure=2", w->code);
    CHECK("the request behind it",
        strstr(body_of(visit(c, &w->clerk_b, records, NULL)), "门厅的灯坏了"));
    CHECK("whoever is not on the case sees that there is one",
        strstr(body_of(visit(c, &w->manager_b, records, NULL)), "只有办理的人能看到的一件") &&
            !strstr(body_of(visit(c, &w->manager_b, records, NULL)), "门厅的灯坏了"));
    CHECK("a file", strstr(body_of(visit(c, &w->clerk_b,
                               arena_printf(c->arena, "/a/%s/rates.csv", w->code), NULL)),
                        "100%"));
}

const struct test rates_tests[] = {
    {"percents", percents, true},
    {"one fact more", one_fact_more},
    {"a random life", a_random_life},
    {"on pages", on_pages},
    {0},
};
