/* messages_mail_test.c - letters to a mail server that is good, busy, says no, hangs up, loses its
 * answer or has no TLS: what has to be tried again is, what was sent is one letter to its reader,
 * and nothing is said to have arrived that nobody took. */
#include "src/messages/messages_test.h"
#include "tests/letterbox.h"

struct mailing {
    struct world *w;
    struct letterbox box;
    int64_t id;
};

static void mail_by(struct ctx *c, const char *url)
{
    struct way w = {.channel = MESSAGE_MAIL,
        .on = true,
        .address = url,
        .header = "",
        .login = "",
        .password = "",
        .sender = "juwei@example.cn",
        .body = "",
        .good = "",
        .report = "",
        .report_good = "",
        .report_bad = "",
        .most = {9, 99, 999}};
    test_begin(c);
    messages_set_way(c, &w);
    CHECK("a way", test_end(c));
}

/* Granny wants letters; her request was answered; the hold is over. */
static struct mailing begin(struct ctx *c, enum letter_mood mood, bool safe)
{
    struct mailing p = {.w = world_make(c)};
    c->app->lan_http = true;
    letterbox_start(&p.box, mood);
    mail_by(c, safe ? p.box.safe : p.box.url);
    test_begin(c);
    messages_prefer(
        c, p.w->granny, &(struct pref){.way = MESSAGE_MAIL, .mail = "granny@example.cn"});
    CHECK("wants letters", test_end(c));
    p.id = answered(c, p.w, AUDIENCE_PLACE);
    later(c, MESSAGE_HOLD_MS);
    return p;
}

static void end_post(struct ctx *c, struct mailing *p)
{
    letterbox_stop(&p->box);
    c->app->lan_http = false;
}

static int hers(struct ctx *c, const struct mailing *p, enum message_state state)
{
    return rows_of(c, p->id, p->w->granny, MESSAGE_MAIL, state);
}

static int64_t down_until(struct ctx *c)
{
    struct way w = {0};
    must(db_begin_read(c));
    must(messages_way(c, MESSAGE_MAIL, &w));
    db_rollback(c);
    return w.down_until;
}

static void good(struct ctx *c)
{
    struct mailing p = begin(c, LETTERS_GOOD, false);
    CHECK("sent", hers(c, &p, MESSAGE_SENT) == 1);
    CHECK("one letter", letterbox_got(&p.box, "=END=") == 1);
    CHECK(
        "to her", letterbox_got(&p.box, "To: ") == 1 && letterbox_got(&p.box, "granny@example.cn"));
    CHECK("that a second one would be known by", letterbox_got(&p.box, "Message-ID: <m") == 1);
    later(c, HOUR);
    CHECK("and no other", letterbox_got(&p.box, "=END=") == 1);
    end_post(c, &p);
}

/* What the desk and the runner make of a server that took nothing. */
static void took_nothing(struct ctx *c)
{
    static const struct {
        const char *what;
        enum letter_mood mood;
        bool safe;
    } cases[] = {{"busy", LETTERS_BUSY, false}, {"hangs up in the middle", LETTERS_CLOSES, false},
        {"closing", LETTERS_DIES, false}, {"no TLS where it must be", LETTERS_GOOD, true}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct mailing p = begin(c, cases[i].mood, cases[i].safe);
        CHECK(cases[i].what, hers(c, &p, MESSAGE_WAITS) == 1 && down_until(c) > c->now);
        CHECK("nothing arrived", letterbox_got(&p.box, "=END=") == 0);
        letterbox_stop(&p.box);
        letterbox_start(&p.box, LETTERS_GOOD);
        mail_by(c, p.box.url);
        later(c, HOUR);
        CHECK("and was sent when it could be",
            hers(c, &p, MESSAGE_SENT) == 1 && letterbox_got(&p.box, "=END=") == 1);
        end_post(c, &p);
    }
}

static void says_no(struct ctx *c)
{
    struct mailing p = begin(c, LETTERS_NO, false);
    for (int i = 0; i < 8; i++) {
        later(c, HOUR);
    }
    CHECK("given up, and said why", hers(c, &p, MESSAGE_FAILED) == 1);
    CHECK("nothing arrived", letterbox_got(&p.box, "=END=") == 0);
    CHECK(
        "somebody telephones", rows_of(c, p.id, p.w->granny, MESSAGE_CALL, MESSAGE_WAITS) == 1 ||
                                   rows_of(c, p.id, p.w->granny, MESSAGE_SMS, MESSAGE_WAITS) == 1);
    CHECK("the server itself is well", !down_until(c));
    end_post(c, &p);
}

/* The answer was lost: it may have arrived. It is not said to have; it goes again, as the same one.
 */
static void lost_answer(struct ctx *c)
{
    struct mailing p = begin(c, LETTERS_SILENT, false);
    CHECK("it is not said to be sent",
        hers(c, &p, MESSAGE_WAITS) == 1 && hers(c, &p, MESSAGE_SENT) == 0);
    CHECK("though it arrived", letterbox_got(&p.box, "=END=") == 1);
    must(db_begin_read(c));
    int64_t id = db_int(c,
        "SELECT max(id) FROM message WHERE area_id = ?1 AND person_id = ?2 AND channel = 3",
        V(c->area_id), V(p.w->granny));
    db_rollback(c);
    const char *name = arena_printf(c->arena, "Message-ID: <m%" PRId64 "-%" PRId64, c->area_id, id);
    later(c, HOUR);
    CHECK("again, under the same name",
        letterbox_got(&p.box, "=END=") >= 2 &&
            letterbox_got(&p.box, name) == letterbox_got(&p.box, "=END="));
    letterbox_stop(&p.box);
    letterbox_start(&p.box, LETTERS_GOOD);
    mail_by(c, p.box.url);
    later(c, HOUR);
    CHECK(
        "counted as sent once", hers(c, &p, MESSAGE_SENT) == 1 && hers(c, &p, MESSAGE_WAITS) == 0);
    CHECK("still the same name",
        letterbox_got(&p.box, name) == 1 && letterbox_got(&p.box, "=END=") == 1);
    end_post(c, &p);
}

/* In the house's own network a server without TLS is taken as it is. */
static void tls_refused(struct ctx *c)
{
    struct mailing p = begin(c, LETTERS_NO_TLS, false);
    int sent = hers(c, &p, MESSAGE_SENT), waits = hers(c, &p, MESSAGE_WAITS);
    CHECK("sent, or waiting; never both", sent + waits == 1);
    CHECK("and said as it was", letterbox_got(&p.box, "=END=") == sent);
    end_post(c, &p);
}

/* Ten real seconds: `make long` only. */
static void slow(struct ctx *c)
{
    if (!getenv("EAVES_LONG")) {
        return;
    }
    struct mailing p = begin(c, LETTERS_SLOW, false);
    CHECK("too slow to be believed", hers(c, &p, MESSAGE_WAITS) == 1 && down_until(c) > c->now);
    end_post(c, &p);
}

const struct test messages_mail_tests[] = {
    {"good", good, false},
    {"took nothing", took_nothing, false},
    {"says no", says_no, false},
    {"the answer is lost", lost_answer, false},
    {"TLS refused", tls_refused, false},
    {"slow", slow, false},
    {0},
};
