/* terms_test.c - the life of a body: steps in order, with their proofs; seats; who must be there;
 * alerts in time. */
#include <string.h>

#include "src/bodies/duties.h"
#include "src/terms/terms_room.h"
#include "tests/requests_world.h"

/* Rules ---------------------------------------------------------------------------------------- */
static void steps(struct ctx *c)
{
    static const struct {
        const char *what;
        enum term_state state;
        enum body_kind kind;
        enum term_step step;
        const char *day, *to, *before, *proof, *field; /* field NULL: may be */
    } cases[] = {
        {"first", TERM_NONE, BODY_COMMITTEE, STEP_PREPARE, "2026-01-01", "", "", "", NULL},
        {"renew", TERM_RUNNING, BODY_COMMITTEE, STEP_PREPARE, "2026-01-01", "", "", "", NULL},
        {"no election unprepared", TERM_NONE, BODY_COMMITTEE, STEP_ELECT, "2026-01-01", "", "", "7",
            ""},
        {"elected", TERM_PREPARING, BODY_COMMITTEE, STEP_ELECT, "2026-02-01", "", "2026-02-01",
            "公告7号", NULL},
        {"without proof", TERM_PREPARING, BODY_COMMITTEE, STEP_ELECT, "2026-02-01", "", "", "",
            "proof"},
        {"before it was prepared", TERM_PREPARING, BODY_COMMITTEE, STEP_ELECT, "2026-01-31", "",
            "2026-02-01", "7", "day"},
        {"filed", TERM_ELECTED, BODY_OWNERS_COMMITTEE, STEP_FILE, "2026-03-01", "", "2026-02-01",
            "沪房备7", NULL},
        {"no beginning unfiled", TERM_ELECTED, BODY_OWNERS_COMMITTEE, STEP_BEGIN, "2026-03-01",
            "2030-03-01", "", "", ""},
        {"a team is not filed", TERM_ELECTED, BODY_SELF_MANAGEMENT, STEP_BEGIN, "2026-03-01",
            "2029-03-01", "", "", NULL},
        {"begun", TERM_FILED, BODY_OWNERS_COMMITTEE, STEP_BEGIN, "2026-03-01", "2030-03-01", "", "",
            NULL},
        {"ends before it begins", TERM_FILED, BODY_OWNERS_COMMITTEE, STEP_BEGIN, "2026-03-01",
            "2026-03-01", "", "", "to"},
        {"no end", TERM_FILED, BODY_OWNERS_COMMITTEE, STEP_BEGIN, "2026-03-01", "", "", "", "to"},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err why = {0};
        struct taking t = {
            .step = cases[i].step, .day = cases[i].day, .to = cases[i].to, .proof = cases[i].proof};
        bool ok = terms_may_step(&t, cases[i].state, cases[i].kind, cases[i].before, &why);
        CHECK(
            cases[i].what, ok ? !cases[i].field
                              : cases[i].field && str_same(str_or(why.field, ""), cases[i].field));
    }
    struct taking scan = {.step = STEP_FILE, .day = "2026-03-01", .proof = "", .scan = true};
    CHECK("a scan is a proof",
        terms_may_step(&scan, TERM_ELECTED, BODY_OWNERS_COMMITTEE, "", &(struct err){0}));
}

static void sizes(struct ctx *c)
{
    static const struct {
        enum body_kind kind;
        int64_t members;
        size_t warnings;
    } cases[] = {
        {BODY_COMMITTEE, 4, 1}, {BODY_COMMITTEE, 5, 0}, {BODY_COMMITTEE, 8, 0},
        {BODY_COMMITTEE, 9, 0}, {BODY_COMMITTEE, 10, 1}, {BODY_OWNERS_COMMITTEE, 3, 1},
        {BODY_OWNERS_COMMITTEE, 4, 2}, {BODY_OWNERS_COMMITTEE, 5, 0}, {BODY_OWNERS_COMMITTEE, 6, 1},
        {BODY_OWNERS_COMMITTEE, 15, 0}, {BODY_VOLUNTEERS, 1, 0},
        {BODY_COMMITTEE, 0, 0}, /* nobody noted yet: nothing to say */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct findings out = {0};
        struct seat_counts n = {.of[SEAT_MEMBER] = cases[i].members};
        terms_check_size(c->arena, &(struct lawful){cases[i].kind, LAW_SHANGHAI, 0}, &n, &out);
        CHECK(arena_printf(
                  c->arena, "%s %d", bodies_body_label(cases[i].kind), (int)cases[i].members),
            out.n == cases[i].warnings && (!out.n || !str_empty(out.v[0].article)));
    }
    struct findings out = {0};
    static const struct lawful shanghai = {BODY_OWNERS_COMMITTEE, LAW_SHANGHAI, 0};
    terms_check_length(c->arena, &shanghai, "2024-02-29", "2029-03-01", &out);
    CHECK("five years to the day", out.n == 0);
    terms_check_length(c->arena, &shanghai, "2024-02-29", "2029-03-02", &out);
    CHECK("a day more", out.n == 1);
    terms_check_length(c->arena, &shanghai, "2024-03-01", "2027-02-28", &out);
    CHECK("a day less than three", out.n == 2);
}

static void representatives(struct ctx *c)
{
    static const struct {
        int64_t households, least, most;
    } cases[] = {
        {5309, 107, 265}, {1000, 20, 50}, {50, 1, 2}, {51, 2, 2}, {21, 1, 1}, {1, 1, 1}, {0, 0, 0}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct representatives r = terms_representatives(cases[i].households);
        CHECK(arena_printf(c->arena, "%d households", (int)cases[i].households),
            r.least == cases[i].least && r.most == cases[i].most);
    }
}

/* Whose rules: Shanghai's three below 10,000 m2, Sichuan's five to fifteen. */
static void laws(struct ctx *c)
{
    static const struct {
        enum term_law law;
        int64_t dm2, members;
        size_t warnings;
    } cases[] = {
        {LAW_SHANGHAI, 1000000, 3, 0},
        {LAW_SHANGHAI, 1000001, 3, 1},
        {LAW_SHANGHAI, 999999, 2, 2}, /* too few, and even */
        {LAW_SHANGHAI, 0, 3, 1}, /* not known: the rule, not its exception */
        {LAW_SHANGHAI, 5000000, 17, 0},
        {LAW_SICHUAN, 999999, 3, 1},
        {LAW_SICHUAN, 5000000, 5, 0},
        {LAW_SICHUAN, 5000000, 15, 0},
        {LAW_SICHUAN, 5000000, 17, 1},
        {LAW_SICHUAN, 5000000, 8, 1},
        {LAW_NATION, 5000000, 2, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct findings out = {0};
        struct lawful of = {BODY_OWNERS_COMMITTEE, cases[i].law, cases[i].dm2};
        struct seat_counts n = {.of[SEAT_MEMBER] = cases[i].members};
        terms_check_size(c->arena, &of, &n, &out);
        CHECK(
            arena_printf(c->arena, "law %d, %d members", (int)cases[i].law, (int)cases[i].members),
            out.n == cases[i].warnings);
    }
    struct findings six = {0};
    terms_check_length(c->arena, &(struct lawful){BODY_OWNERS_COMMITTEE, LAW_SICHUAN, 0},
        "2026-01-01", "2027-01-01", &six);
    CHECK("Sichuan: short terms are free", six.n == 0);
}

/* The law's own numbers (RC26), of so many representatives. */
static void representing(struct ctx *c)
{
    static const struct {
        int64_t n, elect, meet, call, recall;
    } cases[] = {
        {36, 25, 24, 8, 12},
        {45, 31, 30, 9, 15},
        {60, 41, 40, 12, 20},
        {69, 47, 46, 14, 23},
        {80, 54, 54, 16, 27},
        {107, 72, 72, 22, 36},
        {265, 177, 177, 53, 89},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct representing r = terms_representing(cases[i].n);
        CHECK(arena_printf(c->arena, "%d representatives", (int)cases[i].n),
            r.elect == cases[i].elect && r.meet == cases[i].meet && r.call == cases[i].call &&
                r.recall == cases[i].recall);
    }
    CHECK("46 there, 24 agree", terms_representing(69).pass == 24);
    static const struct {
        int64_t households, reps, committee;
        size_t warnings;
    } sums[] = {{5309, 107, 9, 0}, {5309, 106, 9, 1}, {5309, 266, 9, 1}, {1000, 35, 9, 1},
        {1000, 36, 9, 0}, {1000, 20, 5, 0}, {1000, 19, 5, 2}, {5309, 0, 9, 0}};
    for (size_t i = 0; i < COUNT(sums); i++) {
        struct findings out = {0};
        terms_check_representatives(
            c->arena, sums[i].households, sums[i].reps, sums[i].committee, &out);
        CHECK(arena_printf(
                  c->arena, "%d of %d households", (int)sums[i].reps, (int)sums[i].households),
            out.n == sums[i].warnings);
    }
}

static void women_and_relatives(struct ctx *c)
{
    struct seat v[] = {{.person_id = 1, .household_id = 9, .class = SEAT_HEAD, .person = "甲"},
        {.person_id = 2, .household_id = 9, .class = SEAT_MEMBER, .person = "乙"},
        {.person_id = 3, .household_id = 9, .class = SEAT_REPRESENTATIVE, .woman = true}};
    struct seats all = {.v = v, .n = 3};
    struct findings none = {0}, two = {0}, one = {0};
    terms_check_people(c->arena, BODY_COMMITTEE, &all, &two);
    CHECK("no woman, and of one household", two.n == 2 && two.v[0].article);
    v[1].woman = true;
    v[1].household_id = 0;
    terms_check_people(c->arena, BODY_COMMITTEE, &all, &none);
    CHECK("a woman, elsewhere", none.n == 0);
    v[1].household_id = 9;
    terms_check_people(c->arena, BODY_OWNERS_COMMITTEE, &all, &one);
    CHECK("not asked of others", one.n == 0);
}

static void quorums(struct ctx *c)
{
    static const struct {
        const char *what;
        enum body_kind kind;
        struct seat_counts seats, there;
        bool lawful;
        size_t missing;
        int64_t votes;
    } cases[] = {
        {"4 of 7 owners", BODY_OWNERS_COMMITTEE, {{0, 1, 1, 5}}, {{0, 1, 0, 3}}, true, 0, 4},
        {"3 of 7", BODY_OWNERS_COMMITTEE, {{0, 1, 1, 5}}, {{0, 1, 0, 2}}, false, 1, 4},
        {"exactly half is not more than half", BODY_OWNERS_COMMITTEE, {{0, 0, 0, 6}},
            {{0, 0, 0, 3}}, false, 1, 4},
        {"nobody at all", BODY_OWNERS_COMMITTEE, {{0}}, {{0}}, false, 1, 1},
        {"no rule, no lawful meeting", BODY_VOLUNTEERS, {{0, 0, 0, 3}}, {{0, 0, 0, 3}}, false, 0,
            0},
        /* party 2, self 3, leaders 4, owners 2 */
        {"each class", BODY_SELF_MANAGEMENT, {{0, 0, 0, 0, 2, 3, 4, 2}}, {{0, 0, 0, 0, 1, 2, 2, 1}},
            true, 0, 0},
        {"one leader short", BODY_SELF_MANAGEMENT, {{0, 0, 0, 0, 2, 3, 4, 2}},
            {{0, 0, 0, 0, 2, 3, 1, 2}}, false, 1, 0},
        {"half of the team itself", BODY_SELF_MANAGEMENT, {{0, 0, 0, 0, 2, 2, 4, 2}},
            {{0, 0, 0, 0, 2, 1, 4, 2}}, false, 1, 0},
        {"no owner there", BODY_SELF_MANAGEMENT, {{0, 0, 0, 0, 2, 3, 4, 2}},
            {{0, 0, 0, 0, 2, 3, 4, 0}}, false, 1, 0},
        {"a class without seats", BODY_SELF_MANAGEMENT, {{0, 0, 0, 0, 2, 3, 4, 0}},
            {{0, 0, 0, 0, 2, 3, 4, 0}}, false, 1, 0},
        {"each class, but not the half of all", BODY_SELF_MANAGEMENT, {{0, 0, 0, 0, 4, 1, 4, 4}},
            {{0, 0, 0, 0, 2, 1, 2, 1}}, false, 2, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct findings out = {0};
        int64_t votes = -1;
        bool ok =
            terms_lawful(c->arena, cases[i].kind, &cases[i].seats, &cases[i].there, &out, &votes);
        CHECK(cases[i].what,
            ok == cases[i].lawful && out.n == cases[i].missing && votes == cases[i].votes);
    }
}

static void alert_days(struct ctx *c)
{
    int64_t day[3];
    const char *article[3];
    CHECK("owners: three times",
        terms_alert_days(BODY_OWNERS_COMMITTEE, "2027-07-31", day, article) == 3);
    CHECK("five months: the last of February", str_same(day_text(c->arena, day[0]), "2027-02-28"));
    CHECK("sixty days", str_same(day_text(c->arena, day[1]), "2027-06-01"));
    CHECK("over the new year",
        terms_alert_days(BODY_OWNERS_COMMITTEE, "2027-03-15", day, article) == 3 &&
            str_same(day_text(c->arena, day[0]), "2026-10-15"));
    CHECK("others: twice", terms_alert_days(BODY_COMMITTEE, "2027-07-31", day, article) == 2);
    CHECK("no end, no alert", terms_alert_days(BODY_COMMITTEE, "", day, article) == 0);
}

/* A committee from nothing to its second term ------------------------------------------------- */
static bool take(struct ctx *c, int64_t body, enum term_step step, const char *day, const char *to)
{
    int64_t id;
    return terms_take(c,
        &(struct taking){.body_id = body, .step = step, .day = day, .to = to, .proof = "7号"}, &id);
}

static int64_t elected_committee(struct ctx *c, struct world *w)
{
    int64_t body = bodies_make(c, BODY_OWNERS_COMMITTEE, c->area_id, "柳荫里业委会", "");
    CHECK("prepared", take(c, body, STEP_PREPARE, "2026-11-01", ""));
    CHECK("elected", take(c, body, STEP_ELECT, "2026-11-20", ""));
    CHECK("who", terms_seat(c, body, w->granny, SEAT_HEAD, "") != 0);
    CHECK("once", !terms_seat(c, body, w->granny, SEAT_MEMBER, ""));
    err_take(&c->err);
    CHECK("no such seat", !terms_seat(c, body, w->son, SEAT_PARTY_MEMBER, ""));
    err_take(&c->err);
    return body;
}

static size_t sits(struct ctx *c, int64_t body, const char *day, bool coming)
{
    struct seats s = {0};
    must(terms_seats(c, body, day, coming, &s));
    return s.n;
}

/* All that is due: other areas have jobs as well. */
static void run_jobs(struct ctx *c)
{
    while (jobs_run_due(c, 100) > 0) {
    }
}

static void a_life(struct ctx *c)
{
    struct world *w = world_make(c);
    struct term_alerts alerts = {0}, later = {0}, none = {0};
    test_begin(c);
    int64_t body = elected_committee(c, w);
    CHECK("to come", sits(c, body, "", false) == 0 && sits(c, body, "", true) == 1);
    CHECK("filed", take(c, body, STEP_FILE, "2026-11-22", ""));
    CHECK("begun", take(c, body, STEP_BEGIN, "2026-12-01", "2027-02-01"));
    CHECK("from that day on", sits(c, body, "2026-12-01", false) == 1 &&
                                  sits(c, body, "2026-11-30", false) == 0 &&
                                  sits(c, body, "2027-02-01", false) == 0);
    CHECK("kept", test_end(c));
    run_jobs(c);
    must(db_begin_read(c));
    CHECK("five months are past already", terms_alerts(c, &alerts) && alerts.n == 1);
    db_rollback(c);
    test_at(c, c->now + 50 * MS_PER_DAY);
    run_jobs(c);
    must(db_begin_read(c));
    CHECK("the nearest stands", terms_alerts(c, &later) && later.n == 1 &&
                                    later.v[0].days_before < alerts.v[0].days_before);
    db_rollback(c);
    test_begin(c);
    CHECK("renewed", take(c, body, STEP_PREPARE, "2027-01-10", "") &&
                         take(c, body, STEP_ELECT, "2027-01-11", ""));
    CHECK("others", terms_seat(c, body, w->son, SEAT_HEAD, "") != 0);
    CHECK("the old still sit", sits(c, body, "2027-01-11", false) == 1);
    CHECK("filed again", take(c, body, STEP_FILE, "2027-01-12", "") &&
                             take(c, body, STEP_BEGIN, "2027-01-20", "2030-01-20"));
    CHECK("last year says what it said", sits(c, body, "2027-01-19", false) == 1);
    struct seats now = {0};
    CHECK("and now others", terms_seats(c, body, "2027-01-20", false, &now) && now.n == 1 &&
                                now.v[0].person_id == w->son);
    CHECK("settled", terms_alerts(c, &none) && none.n == 0);
    CHECK("done", test_end(c));
}

/* Seats ---------------------------------------------------------------------------------------- */
static const char *ends(struct ctx *c, int64_t body, const char *day, int64_t person)
{
    struct seats s = {0};
    must(terms_seats(c, body, day, false, &s));
    for (size_t i = 0; i < s.n; i++) {
        if (s.v[i].person_id == person) {
            return str_or(s.v[i].valid_to, "");
        }
    }
    return NULL;
}

/* Elected, but declined before the term began. */
static void declined(struct ctx *c)
{
    struct world *w = world_make(c);
    test_begin(c);
    int64_t body = elected_committee(c, w), gone = terms_seat(c, body, w->son, SEAT_MEMBER, "");
    CHECK("declines", gone && terms_leave_seat(c, body, gone, "2026-11-21"));
    CHECK("one to come", sits(c, body, "", true) == 1);
    CHECK("begun", take(c, body, STEP_FILE, "2026-11-22", "") &&
                       take(c, body, STEP_BEGIN, "2026-11-23", "2029-11-23"));
    CHECK("one sits", sits(c, body, "", false) == 1 && !ends(c, body, "", w->son));
    CHECK("done", test_end(c));
}

/* A seat filled between elections lasts as long as the term of its day. */
static void by_elections(struct ctx *c)
{
    struct world *w = world_make(c);
    test_begin(c);
    int64_t body = elected_committee(c, w);
    CHECK("first", take(c, body, STEP_FILE, "2026-11-22", "") &&
                       take(c, body, STEP_BEGIN, "2026-11-23", "2027-03-15"));
    CHECK("next", take(c, body, STEP_PREPARE, "2026-11-23", "") &&
                      take(c, body, STEP_ELECT, "2026-11-23", "") &&
                      take(c, body, STEP_FILE, "2026-11-23", "") &&
                      take(c, body, STEP_BEGIN, "2027-03-01", "2030-03-01"));
    CHECK("today, though the next is begun already",
        terms_seat(c, body, w->son, SEAT_MEMBER, "") != 0 &&
            str_same(ends(c, body, "", w->son), "2027-03-01"));
    CHECK("not in the next", !ends(c, body, "2027-03-01", w->son));
    CHECK("in the next", terms_seat(c, body, w->neighbour, SEAT_MEMBER, "2027-04-01") != 0 &&
                             str_same(ends(c, body, "2027-04-01", w->neighbour), "2030-03-01"));
    CHECK("done", test_end(c));
}

/* A term that is over: who is seated now sits, until the next one begins. */
static void overdue(struct ctx *c)
{
    struct world *w = world_make(c);
    test_begin(c);
    int64_t body = bodies_make(c, BODY_OWNERS_COMMITTEE, c->area_id, "到期的业委会", "");
    CHECK("over", take(c, body, STEP_PREPARE, "2021-01-01", "") &&
                      take(c, body, STEP_ELECT, "2021-02-01", "") &&
                      take(c, body, STEP_FILE, "2021-02-02", "") &&
                      take(c, body, STEP_BEGIN, "2021-03-01", "2026-03-01"));
    CHECK("seated", terms_seat(c, body, w->granny, SEAT_MEMBER, "") != 0);
    CHECK("sits", sits(c, body, "", false) == 1);
    CHECK("once", !terms_seat(c, body, w->granny, SEAT_MEMBER, ""));
    err_take(&c->err);
    CHECK("next", take(c, body, STEP_PREPARE, "2026-11-23", "") &&
                      take(c, body, STEP_ELECT, "2026-11-23", "") &&
                      take(c, body, STEP_FILE, "2026-11-23", "") &&
                      take(c, body, STEP_BEGIN, "2026-12-01", "2029-12-01"));
    CHECK("until then",
        sits(c, body, "2026-11-30", false) == 1 && sits(c, body, "2026-12-01", false) == 0);
    CHECK("done", test_end(c));
}

/* Two entries of one human are one seat and one vote, until that is undone; the dead have none. */
static void humans(struct ctx *c)
{
    struct world *w = world_make(c);
    test_begin(c);
    int64_t body = bodies_make(c, BODY_WORKING_GROUP, c->area_id, "整治小组", "");
    int64_t twin = people_make(c, "周玉兰", "");
    CHECK("two entries", terms_seat(c, body, twin, SEAT_MEMBER, "2026-11-01") != 0 &&
                             terms_seat(c, body, w->neighbour, SEAT_VICE, "2026-11-01") != 0 &&
                             sits(c, body, "", false) == 2);
    db_exec(c, "UPDATE person SET merged_into = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(twin), V(w->neighbour));
    CHECK("one human", sits(c, body, "", false) == 1 && ends(c, body, "", w->neighbour));
    CHECK("seated already, by either entry", !terms_seat(c, body, w->neighbour, SEAT_MEMBER, "") &&
                                                 err_take(&c->err).kind &&
                                                 !terms_seat(c, body, twin, SEAT_MEMBER, ""));
    err_take(&c->err);
    db_exec(c, "UPDATE person SET died_on = '2026-11-20' WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(w->neighbour));
    CHECK("died", sits(c, body, "", false) == 0 && sits(c, body, "2026-11-19", false) == 1);
    db_exec(c,
        "UPDATE person SET died_on = NULL, merged_into = NULL WHERE area_id = ?1 AND id IN (?2, ?3)",
        V(c->area_id), V(twin), V(w->neighbour));
    CHECK("both put right", sits(c, body, "", false) == 2);
    CHECK("done", test_end(c));
}

/* A term that ends before 2027-02-01 ends on 31 January, wherever somebody reads it. */
static void the_last_day(struct ctx *c)
{
    struct world *w = world_make(c);
    test_begin(c);
    int64_t body = elected_committee(c, w);
    CHECK("begun", take(c, body, STEP_FILE, "2026-11-22", "") &&
                       take(c, body, STEP_BEGIN, "2026-11-23", "2027-02-01"));
    CHECK("kept", test_end(c));
    struct req *r = visit(c, &w->clerk_b, world_path(c, w, "bodies", body, "/term"), NULL);
    CHECK(
        "on its page", strstr(body_of(r), "2027年1月31日") && !strstr(body_of(r), "2027年2月1日"));
    r = visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/terms", w->code), NULL);
    CHECK("in the list", strstr(body_of(r), "2027年1月31日") && !strstr(body_of(r), "2027-"));
    r = visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/terms.csv", w->code), NULL);
    CHECK("the same for machines",
        strstr(body_of(r), "2027-01-31") && !strstr(body_of(r), "2027-02-01"));
}

const struct test terms_tests[] = {
    {"steps", steps, .pure = true},
    {"sizes", sizes, .pure = true},
    {"representatives", representatives, .pure = true},
    {"laws", laws, .pure = true},
    {"representing", representing, .pure = true},
    {"women and relatives", women_and_relatives, .pure = true},
    {"quorums", quorums, .pure = true},
    {"alert days", alert_days, .pure = true},
    {"a life", a_life},
    {"declined", declined},
    {"by-elections", by_elections},
    {"a term that is over", overdue},
    {"humans sit, not entries", humans},
    {"the last day", the_last_day},
    {0},
};
