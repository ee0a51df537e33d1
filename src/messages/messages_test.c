/* messages_test.c - the right people, by the right way, at the right hour; and nobody else. What
 * goes wrong on the way: messages_faults_test.c. */
#include "src/messages/messages_test.h"

#include "src/bodies/duties.h"

/* The narrowest whole: an answer is on the asker's page and on her telephone. */
static void an_answer(struct ctx *c)
{
    struct world *w = world_make(c);
    char file[64];
    snprintf(file, sizeof(file), "/tmp/eaves-sms-%d", (int)getpid());
    setenv("EAVES_SMS_FILE", file, 1);
    c->app->sms = "file";
    int64_t id = answered(c, w, AUDIENCE_PLACE);
    CHECK("the asker's page", rows_of(c, id, w->granny, MESSAGE_PAGE, MESSAGE_WAITS) == 2);
    CHECK("and her telephone", rows_of(c, id, w->granny, MESSAGE_SMS, MESSAGE_WAITS) == 1);
    CHECK("nobody else's", rows_of(c, id, w->neighbour, MESSAGE_PAGE, MESSAGE_WAITS) == 0);
    CHECK("the property was told of its work, and has done it",
        rows_of(c, id, w->manager, MESSAGE_PAGE, MESSAGE_TOLD) == 1);
    CHECK("her helper too", rows_of(c, id, w->son, MESSAGE_PAGE, MESSAGE_WAITS) == 1);
    later(c, 60 * 1000);
    CHECK("not before it can no longer be taken back",
        rows_of(c, id, w->granny, MESSAGE_SMS, MESSAGE_WAITS) == 1);
    later(c, MESSAGE_HOLD_MS);
    CHECK("sent", rows_of(c, id, w->granny, MESSAGE_SMS, MESSAGE_SENT) == 1);
    FILE *f = fopen(file, "re");
    char line[1000] = "";
    bool hers = false;
    while (f && fgets(line, sizeof(line), f)) {
        bool about = strstr(line, "灯"), no_number = strstr(line, "打 。");
        hers = hers || (strstr(line, w->phone) && strstr(line, "有了答复") && !about && !no_number);
    }
    CHECK("in words, without what it was about", hers);
    if (f) {
        fclose(f);
    }
    unlink(file);
    c->app->sms = NULL;
    CHECK(
        "she says yes", !move_as(c, w->granny, false, "confirm", (struct moving){.matter_id = id}));
    CHECK("and has seen all", rows_of(c, id, w->granny, MESSAGE_PAGE, MESSAGE_WAITS) == 0 &&
                                  rows_of(c, id, w->granny, MESSAGE_SMS, MESSAGE_TOLD) == 1);
}

/* Rules --------------------------------------------------------------------------------------- */
static void channels(struct ctx *c)
{
    enum { T = true, F = false };
    static const struct {
        const char *what;
        struct reach r;
        unsigned how;
        enum message_channel by;
        enum message_why why;
    } cases[] = {
        {"nothing said: SMS", {T, T, F, T, 0}, HOW_PUSH, MESSAGE_SMS, WHY_NONE},
        {"only for the page", {T, T, F, T, 0}, HOW_PAGE, 0, WHY_NONE},
        {"her own work: the digest is enough", {T, T, F, F, 0}, HOW_PUSH | HOW_DESK, 0, WHY_NONE},
        {"unless she wants SMS", {T, T, F, F, MESSAGE_SMS}, HOW_PUSH | HOW_DESK, MESSAGE_SMS,
            WHY_NONE},
        {"a letter", {T, T, T, T, MESSAGE_MAIL}, HOW_PUSH, MESSAGE_MAIL, WHY_NONE},
        {"no address after all", {T, T, F, T, MESSAGE_MAIL}, HOW_PUSH, MESSAGE_SMS, WHY_NONE},
        {"wants nothing", {T, T, F, T, MESSAGE_PAGE}, HOW_MUST, 0, WHY_NONE},
        {"wants nothing, but cannot look", {F, T, F, T, MESSAGE_PAGE}, HOW_MUST, MESSAGE_CALL,
            WHY_NO_PHONE},
        {"no telephone: at the door", {F, F, F, T, 0}, HOW_MUST, MESSAGE_DOOR, WHY_NO_PHONE},
        {"no telephone, no home", {F, F, F, F, 0}, HOW_MUST, MESSAGE_CALL, WHY_NO_PHONE},
        {"not worth a walk", {F, F, F, T, 0}, HOW_PUSH, 0, WHY_NO_PHONE},
        {"wants a call", {T, T, F, T, MESSAGE_CALL}, HOW_MUST, MESSAGE_CALL, WHY_ASKED},
        {"a call, without a telephone", {T, F, F, T, MESSAGE_CALL}, HOW_MUST, MESSAGE_DOOR,
            WHY_ASKED},
        {"at the door", {T, T, F, T, MESSAGE_DOOR}, HOW_MUST, MESSAGE_DOOR, WHY_ASKED},
        {"at the door, without one", {T, T, F, F, MESSAGE_DOOR}, HOW_MUST, MESSAGE_CALL, WHY_ASKED},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        enum message_why why;
        enum message_channel by = messages_channel(&cases[i].r, cases[i].how, &why);
        CHECK(cases[i].what, by == cases[i].by && why == cases[i].why);
    }
}

static void hours(struct ctx *c)
{
    static const struct {
        int day, hour, minute, to_day, to_hour, to_minute;
    } cases[] = {
        {1, 8, 0, 1, 8, 0},
        {1, 20, 59, 1, 20, 59},
        {1, 21, 0, 2, 8, 0},
        {1, 23, 59, 2, 8, 0},
        {2, 0, 0, 2, 8, 0},
        {2, 7, 59, 2, 8, 0},
        {31, 22, 0, 32, 8, 0},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t at = ms_of_civil(2026, 12, 1, cases[i].hour, cases[i].minute) +
                     (cases[i].day - 1) * MS_PER_DAY;
        int64_t to = ms_of_civil(2026, 12, 1, cases[i].to_hour, cases[i].to_minute) +
                     (cases[i].to_day - 1) * MS_PER_DAY;
        CHECK("by day", messages_daytime(at) == to);
    }
    /* slow and obvious: the first quiet-free minute is found by trying each */
    for (int64_t m = 0; m < 3 * 1440; m += 7) {
        int64_t at = ms_of_civil(2026, 2, 27, 0, 0) + m * 60000, t = at;
        while (civil_of(t).hour < 8 || civil_of(t).hour >= 21) {
            t += 60000;
        }
        CHECK("the first minute", messages_daytime(at) == t - (t > at ? t % 60000 : 0));
    }
    CHECK("longer and longer", messages_pause(1) == 60000 && messages_pause(2) == 300000 &&
                                   messages_pause(99) == 3600000 && messages_pause(0) == 60000);
}

static void budgets(struct ctx *c)
{
    const struct spent most = {3, 200, 3000};
    (void)c;
    CHECK("within", !messages_over(&(struct spent){2, 199, 2999}, &most));
    CHECK("a person's", messages_over(&(struct spent){3, 0, 0}, &most) == WHY_PERSON_DAY);
    CHECK("the day's", messages_over(&(struct spent){0, 200, 200}, &most) == WHY_AREA_DAY);
    CHECK("the month's", messages_over(&(struct spent){0, 0, 3000}, &most) == WHY_AREA_MONTH);
}

static void robots(struct ctx *c)
{
    (void)c;
    CHECK("ok", messages_errcode("{\"errcode\":0,\"errmsg\":\"ok\"}") == 0);
    CHECK("spaces", messages_errcode("{ \"errcode\" : 45009 }") == 45009);
    CHECK("nothing", messages_errcode("") == -1 && messages_errcode("{\"errcode\":\"0\"}") == -1);
    CHECK("text is none", messages_errcode("{\"errmsg\":\"errcode 0\"}") == -1);
}

/* Whom: each line of the table against a slow, obvious judge ------------------------------------
 */
static bool as(
    struct ctx *c, int64_t person, bool (*ask)(struct ctx *, const void *), const void *arg)
{
    struct who who = c->who;
    struct act act = c->act;
    c->who = (struct who){.person_id = person, .account_id = 1, .staff = true};
    c->act = (struct act){.hand = HAND_SELF, .person_id = person};
    bool yes = ask(c, arg);
    c->who = who;
    c->act = act;
    return yes;
}

struct asking {
    const struct message_line *l;
    const struct matter *m;
};

static bool has_duty(struct ctx *c, const void *arg)
{
    const struct asking *a = arg;
    return c->app->may(c, a->l->duty, a->m->place_id);
}

static bool answers(struct ctx *c, const void *arg)
{
    const struct asking *a = arg;
    return a->m->owner_id && bodies_is_in(c, a->m->owner_id) &&
           c->app->may(c, DUTY_ANSWER, a->m->place_id);
}

static bool sees(struct ctx *c, const void *arg)
{
    const struct asking *a = arg;
    return matters_visible(c, a->m);
}

static bool helps_asker(struct ctx *c, const void *arg)
{
    const struct asking *a = arg;
    enum hand hand;
    c->act.person_id = a->m->asker_id;
    return people_may_act_for(c, a->m->asker_id, &hand) && matters_visible(c, a->m);
}

static bool judged(
    struct ctx *c, const struct message_line *l, const struct matter *m, int64_t person)
{
    struct asking a = {l, m};
    switch (l->whom) {
    case WHOM_ASKER:
        return matters_asks(c, m->id, person) ||
               ((l->how & HOW_PUSH) && as(c, person, helps_asker, &a));
    case WHOM_FOLLOWERS: /* who asks is told as who asks, if there is such a line */
        return matters_follows(c, m->id, person) && as(c, person, sees, &a) &&
               !(matters_asks(c, m->id, person) && messages_line(l->fact, WHOM_ASKER));
    case WHOM_OWNER:
        return as(c, person, answers, &a) && as(c, person, sees, &a);
    case WHOM_DUTY:
        return as(c, person, has_duty, &a) && as(c, person, sees, &a);
    case WHOM_SUBJECT:
    case WHOM_HOLDER:
    case WHOM_SUCCESSOR:
    case WHOM_GROUP:
    case WHOM_SELF:
    case WHOM_UNVOTED:
    case WHOM_ROLL:
        break;
    }
    return false;
}

static void check_line(struct ctx *c, const struct message_line *l, int64_t matter_id)
{
    struct matter m = {0};
    struct ids all = {0};
    test_begin(c);
    must(matters_load(c, matter_id, &m));
    struct fact f = {.kind = l->fact,
        .subject_id = m.id,
        .place_id = m.place_id,
        .audience = m.audience,
        .words = SAY(N_("提出")),
        .text = ""};
    CHECK(l->fact, record(c, &f));
    struct rows r = db_query(c, "SELECT id FROM person WHERE area_id = ?1", V(c->area_id));
    must(rows_ids(&r, &all));
    for (size_t i = 0; i < all.n; i++) {
        bool told = db_int(c,
                        "SELECT count(*) FROM message WHERE area_id = ?1 AND seq = ?2"
                        " AND person_id = ?3 AND channel = 1 AND whom = ?4",
                        V(c->area_id), V(f.seq), V(all.v[i]), V((int)l->whom)) == 1;
        bool other = db_int(c,
                         "SELECT count(*) FROM message WHERE area_id = ?1 AND seq = ?2"
                         " AND person_id = ?3 AND channel = 1 AND whom <> ?4",
                         V(c->area_id), V(f.seq), V(all.v[i]), V((int)l->whom)) != 0;
        CHECK(arena_printf(c->arena, "%s whom %d audience %d", l->fact, (int)l->whom, m.audience),
            told == (judged(c, l, &m, all.v[i]) && !other));
    }
    CHECK("nobody twice", !c->err.kind);
    test_end(c);
}

static void whom_the_table_names(struct ctx *c)
{
    static const enum audience audiences[] = {AUDIENCE_PLACE, AUDIENCE_CASE};
    for (size_t i = 0; i < COUNT(audiences); i++) {
        struct world *w = world_make(c);
        int64_t id = open_one(c, w, audiences[i]);
        CHECK("assigned", !move_as(c, w->clerk, true, "assign",
                              (struct moving){.matter_id = id, .body_id = w->property}));
        bool already;
        begin_as(c, w->neighbour, false);
        matters_follow(c, id, w->neighbour, &already);
        end(c, NULL);
        begin_as(c, w->son, false); /* of another stair: follows, and may not see all of it */
        matters_follow(c, id, w->son, &already);
        end(c, NULL);
        for (const struct message_line *l = messages_table; l->fact; l++) {
            if (str_starts(l->fact, "requests.") && l->whom != WHOM_GROUP) {
                check_line(c, l, id);
            }
        }
    }
}

/* No name, telephone, title or word of the trouble, and nothing that is for those on the case. */
static void groups(struct ctx *c)
{
    struct world *w = world_make(c);
    test_begin(c);
    messages_set_way(c, &(struct way){.channel = MESSAGE_ROBOT,
                            .on = true,
                            .address = "https://qyapi.weixin.qq.com/x",
                            .header = "",
                            .login = "",
                            .password = "",
                            .sender = "",
                            .body = "",
                            .good = "",
                            .report = "",
                            .report_good = "",
                            .report_bad = "",
                            .most = {3, 200, 3000}});
    CHECK("a robot", test_end(c));
    int64_t open = open_one(c, w, AUDIENCE_PLACE), secret = open_one(c, w, AUDIENCE_CASE);
    must(db_begin_read(c));
    CHECK("of what the stair may see",
        db_int(c,
            "SELECT count(*) FROM message WHERE area_id = ?1 AND channel = 4 AND subject_id = ?2",
            V(c->area_id), V(open)) == 1);
    CHECK("not of a case",
        db_int(c,
            "SELECT count(*) FROM message WHERE area_id = ?1 AND channel = 4 AND subject_id = ?2",
            V(c->area_id), V(secret)) == 0);
    struct message m = {.fact = "requests.open", .whom = WHOM_GROUP, .subject_id = open};
    for (const struct message_line *l = messages_table; l->fact; l++) {
        if (l->whom == WHOM_GROUP && str_starts(l->fact, "requests.")) {
            m.fact = l->fact;
            const char *said = text_say(c->arena, LANG_HANS, messages_says(c, &m));
            static const char *const personal[] = {"陈阿婆", "灯", "绊", "301", "138", "门厅"};
            for (size_t i = 0; i < COUNT(personal); i++) {
                CHECK(personal[i], *said && !strstr(said, personal[i]));
            }
        }
    }
    db_rollback(c);
}

/* Ways ---------------------------------------------------------------------------------------- */
static void as_they_wish(struct ctx *c)
{
    static const struct {
        int64_t way;
        const char *mail;
        enum message_channel by; /* 0: nothing but the page */
    } cases[] = {{MESSAGE_PAGE, "", MESSAGE_CALL}, {MESSAGE_CALL, "", MESSAGE_CALL},
        {MESSAGE_DOOR, "", MESSAGE_DOOR}, {MESSAGE_MAIL, "a@example.cn", MESSAGE_CALL},
        {MESSAGE_SMS, "", MESSAGE_CALL}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct world *w = world_make(c); /* no gateway: whatever must be told is for people */
        test_begin(c);
        messages_prefer(c, w->granny, &(struct pref){cases[i].way, cases[i].mail, LANG_HANS});
        CHECK("wished", test_end(c));
        int64_t id = answered(c, w, AUDIENCE_PLACE);
        for (int by = MESSAGE_SMS; by <= MESSAGE_DOOR; by++) {
            CHECK("only so", rows_of(c, id, w->granny, (enum message_channel)by, MESSAGE_WAITS) ==
                                 (by == (int)cases[i].by));
        }
    }
}

static void mornings(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = open_one(c, w, AUDIENCE_PLACE);
    later(c, 24 * HOUR);
    CHECK("the clerk hears of one", rows_of(c, 0, w->clerk, MESSAGE_PAGE, MESSAGE_WAITS) == 1);
    CHECK("a neighbour of none", rows_of(c, 0, w->neighbour, MESSAGE_PAGE, MESSAGE_WAITS) == 0);
    later(c, 24 * HOUR);
    CHECK("tomorrow's takes its place",
        rows_of(c, 0, w->clerk, MESSAGE_PAGE, MESSAGE_WAITS) == 1 &&
            rows_of(c, 0, w->clerk, MESSAGE_PAGE, MESSAGE_DROPPED) == 1);
    (void)id;
}

/* Pages --------------------------------------------------------------------------------------- */
static int64_t message_of(struct ctx *c, int64_t person, enum message_channel by)
{
    must(db_begin_read(c));
    int64_t id = db_int(c,
        "SELECT max(id) FROM message WHERE area_id = ?1 AND person_id = ?2 AND channel = ?3",
        V(c->area_id), V(person), V((int)by));
    db_rollback(c);
    return id;
}

static void ones_own_page(struct ctx *c)
{
    struct world *w = world_make(c), *other = world_make(c);
    c->area_id = w->area;
    int64_t id = answered(c, w, AUDIENCE_PLACE);
    const char *path = arena_printf(c->arena, "/a/%s/me/messages", w->code);
    struct req *r = visit(c, &w->son_b, path, NULL);
    CHECK("her son reads it", r->status == 200 && strstr(body_of(r), "有了答复"));
    CHECK("not signed in", visit(c, &w->stranger_b, path, NULL)->status != 200);
    int64_t one = message_of(c, w->son, MESSAGE_PAGE);
    const char *open = world_path(c, w, "me/messages", one, "");
    CHECK("not another's", visit(c, &w->neighbour_b, open, "x=1")->status == 404);
    CHECK("nor from elsewhere",
        visit(c, &other->son_b, world_path(c, other, "me/messages", one, ""), "x=1")->status ==
            404);
    CHECK("still unread", rows_of(c, id, w->son, MESSAGE_PAGE, MESSAGE_WAITS) == 1);
    r = visit(c, &w->son_b, open, "x=1");
    CHECK("to the matter", r->status == 303 && strstr(r->location, "/requests/"));
    CHECK("read", rows_of(c, id, w->son, MESSAGE_PAGE, MESSAGE_TOLD) == 1);
    path = arena_printf(c->arena, "/a/%s/me/messages/how", w->code);
    r = visit(c, &w->son_b, path, "way=mail&mail=wang");
    CHECK("no address",
        r->status == 422 && strstr(body_of(r), "mail-e") && strstr(body_of(r), "wang"));
    CHECK("an address", visit(c, &w->son_b, path, "way=mail&mail=wang@example.cn")->status == 303);
    r = visit(c, &w->son_b, path, NULL);
    CHECK("kept", strstr(body_of(r), "wang@example.cn"));
    r = visit(c, &w->clerk_b, path,
        arena_printf(
            c->arena, "way=door&mail=&act_person=%" PRId64 "&act_channel=phone", w->granny));
    CHECK("for granny, by telephone", r->status == 303);
    must(db_begin_read(c));
    struct pref p;
    CHECK("hers", messages_pref(c, w->granny, &p) && p.way == MESSAGE_DOOR);
    CHECK("sealed", db_int(c,
                        "SELECT count(*) FROM message_pref WHERE area_id = ?1"
                        " AND mail IS NOT NULL",
                        V(c->area_id)) == 1);
    db_rollback(c);
}

static void the_desk(struct ctx *c)
{
    struct world *w = world_make(c);
    answered(c, w, AUDIENCE_PLACE);
    const char *log = arena_printf(c->arena, "/a/%s/messages?filter=all", w->code);
    struct req *r = visit(c, &w->clerk_b, log, NULL);
    CHECK("whom and why", r->status == 200 && strstr(body_of(r), "陈阿婆") &&
                              strstr(body_of(r), "还没有设置网关") &&
                              strstr(body_of(r), "有了答复"));
    CHECK("not a leader's", visit(c, &w->leader_b, log, NULL)->status == 403);
    CHECK("exported",
        strstr(body_of(visit(c, &w->clerk_b,
                   arena_printf(c->arena, "/a/%s/messages.csv?filter=all", w->code), NULL)),
            "有了答复"));
    const char *sms = arena_printf(c->arena, "/a/%s/ways/sms", w->code);
    r = visit(c, &w->clerk_b, sms,
        "on=1&address=https://sms.example.cn/&body=x&person_day=3&area_day=9&area_month=9");
    CHECK("a body without a place for the words", r->status == 422 && strstr(body_of(r), "body-e"));
    r = visit(c, &w->clerk_b, sms,
        "on=1&address=http://10.0.0.1/&body={phone}{text}&person_day=3&area_day=9&area_month=9");
    CHECK("nothing inside", r->status == 422 && strstr(body_of(r), "address-e"));
    r = visit(c, &w->clerk_b, sms,
        "on=1&address=https://sms.example.cn/send?key=TOPSECRET&body={phone}{text}&header=A: b&person_day=3&area_day=9&area_month=9");
    CHECK("set", r->status == 303);
    r = visit(c, &w->clerk_b, sms, NULL);
    CHECK("never shown again", r->status == 200 && !strstr(body_of(r), "TOPSECRET"));
    CHECK("changed, the address kept",
        visit(c, &w->clerk_b, sms,
            "on=1&address=&body={phone}{text}&person_day=2&area_day=9&area_month=9")
                ->status == 303);
    struct way way;
    must(db_begin_read(c) && messages_way(c, MESSAGE_SMS, &way));
    CHECK("kept", way.on && strstr(way.address, "TOPSECRET") && way.most.person_day == 2);
    db_rollback(c);
    r = visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/ways/robot", w->code),
        "on=1&address=https://evil.example.cn/");
    CHECK("only the robot's own house", r->status == 422 && strstr(body_of(r), "address-e"));
    r = visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/ways/sms/test", w->code), "x=1");
    CHECK("tried", r->status == 303 && strstr(r->location, "/messages/"));
    const char *one = arena_strdup(c->arena, str_or(r->location, ""));
    CHECK("and shown", visit(c, &w->clerk_b, one, NULL)->status == 200);
    r = visit(c, &w->clerk_b, arena_printf(c->arena, "%s/resend", one), "x=1");
    CHECK("once more", r->status == 303);
    CHECK(
        "no such", visit(c, &w->clerk_b, world_path(c, w, "messages", 7, ""), NULL)->status == 404);
}

const struct test messages_tests[] = {
    {"an answer", an_answer},
    {"channels", channels, .pure = true},
    {"hours", hours, .pure = true},
    {"budgets", budgets, .pure = true},
    {"robots", robots, .pure = true},
    {"whom the table names", whom_the_table_names},
    {"groups", groups},
    {"as they wish", as_they_wish},
    {"mornings", mornings},
    {"one's own page", ones_own_page},
    {"the desk", the_desk},
    {0},
};
