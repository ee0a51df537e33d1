/* messages_faults_test.c - a gateway that is dead, lies, says no, hangs up; a runner that is killed
 * between sending and marking; a robot that has had enough; no money left. */
#include "src/messages/messages_test.h"

struct story {
    struct world *w;
    struct gateway g;
    int64_t id;
};

static void set_way(
    struct ctx *c, enum message_channel by, const char *url, const struct spent *most)
{
    struct way w = {.channel = by,
        .on = true,
        .address = url,
        .header = "",
        .login = "",
        .password = "",
        .sender = "",
        .body = "{\"to\":\"{phone}\",\"m\":\"{text}\"}",
        .good = by == MESSAGE_SMS ? "\"code\":0" : "",
        .report = "",
        .report_good = "",
        .report_bad = "",
        .most = *most};
    test_begin(c);
    messages_set_way(c, &w);
    CHECK("a way", test_end(c));
}

static const struct spent plenty = {9, 99, 999};

static struct story begin(struct ctx *c, const char *answer, int slow_ms)
{
    struct story s = {.w = world_make(c)};
    c->app->lan_http = true;
    gateway_start(&s.g, answer, slow_ms);
    set_way(c, MESSAGE_SMS, s.g.url, &plenty);
    s.id = answered(c, s.w, AUDIENCE_PLACE);
    return s;
}

static void finish(struct ctx *c, struct story *s)
{
    if (s->g.pid) {
        gateway_stop(&s->g);
    }
    c->app->lan_http = false;
}

static int granny(
    struct ctx *c, const struct story *s, enum message_channel by, enum message_state state)
{
    return rows_of(c, s->id, s->w->granny, by, state);
}

#define OK GATEWAY_SAYS("200 OK", "{\"code\":0}")

/* What was due in the evening and found no runner until the night waits for the morning; so does
 * what a gateway could not take at nine. */
static void slept_till_night(struct ctx *c)
{
    struct story s = begin(c, OK, 0);
    later(c, 13 * HOUR); /* 23:00 */
    CHECK("nobody is rung up at night", granny(c, &s, MESSAGE_SMS, MESSAGE_WAITS) == 1);
    CHECK("nothing left", gateway_got(&s.g, "") == 0);
    later(c, 9 * HOUR - 1);
    CHECK("nor a moment before eight", granny(c, &s, MESSAGE_SMS, MESSAGE_WAITS) == 1);
    later(c, 1);
    CHECK("in the morning", granny(c, &s, MESSAGE_SMS, MESSAGE_SENT) == 1);
    finish(c, &s);
}

static void it_works(struct ctx *c)
{
    struct story s = begin(c, OK, 0);
    later(c, MESSAGE_HOLD_MS);
    CHECK("sent", granny(c, &s, MESSAGE_SMS, MESSAGE_SENT) == 1);
    CHECK("once", gateway_got(&s.g, s.w->phone) == 1);
    later(c, HOUR);
    CHECK("and not again", gateway_got(&s.g, s.w->phone) == 1);
    CHECK("nobody has to telephone", granny(c, &s, MESSAGE_CALL, MESSAGE_WAITS) == 0);
    later(c, 50 * HOUR);
    CHECK("until two days have passed without a look",
        granny(c, &s, MESSAGE_CALL, MESSAGE_WAITS) == 1);
    later(c, 24 * HOUR);
    CHECK("once", granny(c, &s, MESSAGE_CALL, MESSAGE_WAITS) == 1);
    finish(c, &s);
}

static void dead(struct ctx *c)
{
    struct story s = begin(c, OK, 0);
    gateway_stop(&s.g);
    s.g.pid = 0;
    later(c, MESSAGE_HOLD_MS);
    struct way w;
    must(db_begin_read(c) && messages_way(c, MESSAGE_SMS, &w));
    db_rollback(c);
    CHECK("noticed, at once, and once", w.fails == 1 && w.down_since && w.down_until > c->now);
    CHECK("still waits", granny(c, &s, MESSAGE_SMS, MESSAGE_WAITS) == 1);
    for (int i = 0; i < 40 && granny(c, &s, MESSAGE_SMS, MESSAGE_WAITS); i++) {
        later(c, HOUR);
    }
    CHECK("given up", granny(c, &s, MESSAGE_SMS, MESSAGE_FAILED) == 1);
    CHECK("somebody telephones", granny(c, &s, MESSAGE_CALL, MESSAGE_WAITS) == 1);
    must(db_begin_read(c) && messages_way(c, MESSAGE_SMS, &w));
    db_rollback(c);
    CHECK("not asked more often than every hour", w.fails < 30);
    finish(c, &s);
}

static void comes_back(struct ctx *c)
{
    struct story s = begin(c, GATEWAY_SAYS("503 Busy", ""), 0);
    later(c, MESSAGE_HOLD_MS);
    gateway_stop(&s.g);
    gateway_start(&s.g, OK, 0);
    set_way(c, MESSAGE_SMS, s.g.url, &plenty);
    later(c, HOUR);
    CHECK("sent in the end", granny(c, &s, MESSAGE_SMS, MESSAGE_SENT) == 1);
    CHECK("once", gateway_got(&s.g, s.w->phone) == 1);
    finish(c, &s);
}

static void says_no_with_200(struct ctx *c)
{
    struct story s = begin(c, GATEWAY_SAYS("200 OK", "{\"code\":7,\"msg\":\"no balance\"}"), 0);
    for (int i = 0; i < 30 && granny(c, &s, MESSAGE_SMS, MESSAGE_WAITS); i++) {
        later(c, HOUR / 2);
    }
    CHECK("failed", granny(c, &s, MESSAGE_SMS, MESSAGE_FAILED) == 1);
    CHECK("tried five times", gateway_got(&s.g, s.w->phone) == MESSAGE_TRIES);
    CHECK("somebody telephones", granny(c, &s, MESSAGE_CALL, MESSAGE_WAITS) == 1);
    must(db_begin_read(c));
    const char *said = db_text(c,
        "SELECT answer FROM message WHERE area_id = ?1 AND person_id = ?2 AND channel = 2",
        V(c->area_id), V(s.w->granny));
    db_rollback(c);
    CHECK("the desk reads why", said && strstr(said, "no balance"));
    finish(c, &s);
}

/* What was sent and not marked goes again, under the same key: the gateway can tell. */
static void hangs_up(struct ctx *c)
{
    struct story s = begin(c, "", 0);
    later(c, MESSAGE_HOLD_MS);
    CHECK("not known whether it arrived", granny(c, &s, MESSAGE_SMS, MESSAGE_WAITS) == 1);
    for (int i = 0; i < 6 && gateway_got(&s.g, s.w->phone) < 2; i++) {
        later(c, HOUR); /* one message asks for all of them whether it is up again */
    }
    CHECK("again", gateway_got(&s.g, s.w->phone) == 2);
    must(db_begin_read(c));
    int64_t id =
        db_int(c, "SELECT id FROM message WHERE area_id = ?1 AND person_id = ?2 AND channel = 2",
            V(c->area_id), V(s.w->granny));
    db_rollback(c);
    const char *key = arena_printf(c->arena, "m%" PRId64 "-%" PRId64 " ", c->area_id, id);
    CHECK("under the same key", gateway_got(&s.g, key) == 2);
    finish(c, &s);
}

static void killed(struct ctx *c)
{
    struct story s = begin(c, OK, 1500);
    test_at(c, c->now + MESSAGE_HOLD_MS);
    fflush(NULL);
    pid_t child = fork();
    must(child >= 0);
    if (child == 0) { /* a runner of its own, with its own connection */
        struct err why = {0};
        struct ctx own = {.arena = arena_create(), .now = c->now, .app = c->app};
        own.db = db_open(c->app->store, &why);
        jobs_run_due(&own, 50);
        _exit(0);
    }
    for (int i = 0; i < 400 && !gateway_got(&s.g, s.w->phone); i++) {
        usleep(10 * 1000);
    }
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    CHECK("it had left", gateway_got(&s.g, s.w->phone) == 1);
    CHECK("and was not marked", granny(c, &s, MESSAGE_SMS, MESSAGE_WAITS) == 1);
    gateway_stop(&s.g);
    gateway_start(&s.g, OK, 0);
    test_begin(c);
    struct way w;
    must(messages_way(c, MESSAGE_SMS, &w));
    w.address = s.g.url;
    messages_set_way(c, &w);
    CHECK("the same gateway, up again", test_end(c));
    later(c, 11 * 60 * 1000); /* its lease has run out */
    CHECK("sent", granny(c, &s, MESSAGE_SMS, MESSAGE_SENT) == 1);
    must(db_begin_read(c));
    int64_t id =
        db_int(c, "SELECT id FROM message WHERE area_id = ?1 AND person_id = ?2 AND channel = 2",
            V(c->area_id), V(s.w->granny));
    db_rollback(c);
    CHECK("under its key", gateway_got(&s.g, arena_printf(c->arena, "-%" PRId64 " ", id)) == 1);
    finish(c, &s);
}

static void reports(struct ctx *c)
{
    struct story s = begin(c, GATEWAY_SAYS("200 OK", "{\"code\":0,\"state\":\"UNDELIV\"}"), 0);
    struct way w;
    test_begin(c);
    must(messages_way(c, MESSAGE_SMS, &w));
    w.report = arena_printf(c->arena, "%s?id={key}", s.g.url);
    w.report_good = "DELIVRD";
    w.report_bad = "UNDELIV";
    messages_set_way(c, &w);
    CHECK("with reports", test_end(c));
    later(c, MESSAGE_HOLD_MS);
    CHECK("it said yes", granny(c, &s, MESSAGE_SMS, MESSAGE_SENT) == 1);
    later(c, MESSAGE_HOLD_MS + 60000);
    CHECK("its report says no", granny(c, &s, MESSAGE_SMS, MESSAGE_FAILED) == 1);
    CHECK("somebody telephones", granny(c, &s, MESSAGE_CALL, MESSAGE_WAITS) == 1);
    finish(c, &s);
}

static void no_money(struct ctx *c)
{
    struct story s = begin(c, OK, 0);
    later(c, MESSAGE_HOLD_MS);
    set_way(c, MESSAGE_SMS, s.g.url, &(struct spent){1, 99, 999});
    int64_t first = s.id;
    s.id = answered(c, s.w, AUDIENCE_PLACE);
    later(c, MESSAGE_HOLD_MS);
    CHECK("the first was sent", rows_of(c, first, s.w->granny, MESSAGE_SMS, MESSAGE_SENT) == 1);
    CHECK("the second is over her budget", granny(c, &s, MESSAGE_SMS, MESSAGE_FAILED) == 1);
    CHECK("and stands on the list", granny(c, &s, MESSAGE_CALL, MESSAGE_WAITS) == 1);
    finish(c, &s);
}

static void at_night(struct ctx *c)
{
    struct story s = begin(c, OK, 0);
    int64_t night = ms_of_civil(2026, 11, 23, 21, 30);
    later(c, MESSAGE_HOLD_MS);
    test_at(c, night);
    s.id = answered(c, s.w, AUDIENCE_PLACE);
    later(c, 2 * HOUR);
    CHECK("nobody is woken", granny(c, &s, MESSAGE_SMS, MESSAGE_WAITS) == 1);
    test_at(c, ms_of_civil(2026, 11, 24, 8, 0) - c->now + c->now);
    later(c, 1000);
    CHECK("in the morning", granny(c, &s, MESSAGE_SMS, MESSAGE_SENT) == 1);
    finish(c, &s);
}

static void robot(struct ctx *c)
{
    struct gateway g;
    struct world *w = world_make(c);
    c->app->lan_http = true;
    gateway_start(&g, GATEWAY_SAYS("200 OK", "{\"errcode\":0}"), 0);
    set_way(c, MESSAGE_ROBOT, g.url, &plenty);
    for (int i = 0; i < 3; i++) {
        open_one(c, w, AUDIENCE_PLACE);
    }
    later(c, MESSAGE_HOLD_MS);
    CHECK("one at a time", gateway_got(&g, "msgtype") == 1);
    later(c, 1000);
    CHECK("not within three seconds", gateway_got(&g, "msgtype") == 1);
    later(c, ROBOT_APART_MS);
    later(c, ROBOT_APART_MS);
    CHECK("then the others", gateway_got(&g, "msgtype") == 3);
    CHECK("nothing personal", !gateway_got(&g, "灯") && !gateway_got(&g, "陈阿婆"));
    gateway_stop(&g);
    gateway_start(&g, GATEWAY_SAYS("200 OK", "{\"errcode\":45009}"), 0);
    set_way(c, MESSAGE_ROBOT, g.url, &plenty);
    open_one(c, w, AUDIENCE_PLACE);
    later(c, MESSAGE_HOLD_MS);
    later(c, ROBOT_APART_MS);
    CHECK("it has had enough: left alone for a while", gateway_got(&g, "msgtype") == 1);
    later(c, 61 * 1000);
    CHECK("then again", gateway_got(&g, "msgtype") == 2);
    gateway_stop(&g);
    c->app->lan_http = false;
}

const struct test messages_faults_tests[] = {
    {"a runner that slept till night", slept_till_night, false},
    {"it works, and what nobody looks at is told in person", it_works},
    {"dead", dead},
    {"comes back", comes_back},
    {"says no with 200", says_no_with_200},
    {"hangs up", hangs_up},
    {"killed between sending and marking", killed},
    {"reports", reports},
    {"no money", no_money},
    {"at night", at_night},
    {"robot", robot},
    {0},
};
