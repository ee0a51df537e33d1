/* accounts_test.c - phone codes, staff logins: what is counted stays counted, what is unknown looks
 * the same as what is known. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/seal.h"
#include "lib/base/totp.h"
#include "lib/db/job.h"
#include "lib/log/log.h"
#include "lib/web/session.h"
#include "src/accounts/accounts_room.h"
#include "tests/check.h"

static void may_send(struct ctx *c)
{
    static const struct {
        const char *name;
        int sent;
        int64_t ago;
        bool ok;
    } cases[] = {
        {"the first", 0, 0, true},
        {"the second after a minute", 1, 60 * 1000, true},
        {"not within a minute", 1, 59 * 1000, false},
        {"the third", 2, 3600 * 1000, true},
        {"no fourth", CODES_A_DAY, 3600 * 1000, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err why = {0};
        int64_t last = cases[i].ago ? c->now - cases[i].ago : 0;
        CHECK(cases[i].name,
            accounts_may_send_code(cases[i].sent, last, c->now, &why) == cases[i].ok &&
                (why.kind == ERR_RULE) == !cases[i].ok);
    }
}

static void code_ok(struct ctx *c)
{
    static const struct {
        const char *name;
        int64_t left, tries;
        bool used, same, ok;
    } cases[] = {
        {"right", 1, 0, false, true, true},
        {"right at the third try", 1, 2, false, true, true},
        {"right at the fourth", 1, 3, false, true, false},
        {"right but late", 0, 0, false, true, false},
        {"right but used", 1, 0, true, true, false},
        {"wrong", 1, 0, false, false, false},
        {"wrong for the last time", 1, 2, false, false, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err why = {0};
        CHECK(cases[i].name, accounts_code_ok(c->now, c->now + cases[i].left, cases[i].tries,
                                 cases[i].used, cases[i].same, &why) == cases[i].ok &&
                                 (why.words.msgid != NULL) == !cases[i].ok);
    }
    CHECK("six digits", accounts_code_digits(WRONG_CODES_ALARM - 1) == CODE_DIGITS);
    CHECK("eight when alarmed", accounts_code_digits(WRONG_CODES_ALARM) == CODE_DIGITS_ALARM);
}

static void paths(struct ctx *c)
{
    static const char *const ours[] = {"/", "/a/ly", "/a/ly/say?for=7"};
    static const char *const others[] = {
        "", NULL, "a", "//evil", "/\\evil", "https://evil", "/a b", "/a\nb", "/a\x7f"};
    (void)c;
    for (size_t i = 0; i < COUNT(ours); i++) {
        CHECK(ours[i], accounts_is_path(ours[i]));
    }
    for (size_t i = 0; i < COUNT(others); i++) {
        CHECK(others[i] ? others[i] : "NULL", !accounts_is_path(others[i]));
    }
}

/* With a browser of its own for each test, in a transaction outside any area. */
static void as_browser(struct ctx *c, const char *browser)
{
    c->who = (struct who){.browser = browser, .address = "127.0.0.1"};
    c->area_id = 0;
}

static bool begin(struct ctx *c)
{
    return db_begin_area(c, 0);
}

static const char *ask_code(struct ctx *c, const char *phone)
{
    struct phone_code code = {0};
    int64_t id = 0;
    bool ok = begin(c) && accounts_send_code(c, phone, &id) && accounts_code_by_id(c, id, &code);
    const char *text = ok ? accounts_code_text(c, &code) : "";
    if (ok) {
        CHECK("sent", db_commit(c));
    } else {
        db_rollback(c);
    }
    return text;
}

static const char *other_than(struct ctx *c, const char *code)
{
    char *wrong = arena_strdup(c->arena, code);
    wrong[0] = wrong[0] == '9' ? '0' : (char)(wrong[0] + 1);
    return wrong;
}

/* One try, kept or given back as the page or a careless caller would. */
static bool try_code(struct ctx *c, const char *code, bool keep)
{
    const char *phone;
    int64_t account = 0;
    bool ok = begin(c) && accounts_check_code(c, code, &account, &phone);
    c->err = (struct err){0};
    if (keep) {
        CHECK("committed", db_commit(c));
    } else {
        db_rollback(c);
    }
    (void)notes_write(c);
    return ok && account;
}

static void good_code(struct ctx *c)
{
    as_browser(c, "browser-good");
    const char *code = ask_code(c, "19900000101");
    CHECK("six digits", strlen(code) == CODE_DIGITS);
    CHECK("in", try_code(c, code, true));
    CHECK("once only", !try_code(c, code, true));
}

static void three_tries(struct ctx *c)
{
    static const bool kept[] = {true, false};
    static const char *const phones[] = {"19900000111", "19900000112"};
    for (size_t i = 0; i < COUNT(kept); i++) {
        as_browser(c, kept[i] ? "browser-kept" : "browser-rolled-back");
        const char *code = ask_code(c, phones[i]), *wrong = other_than(c, code);
        for (int n = 0; n < CODE_TRIES; n++) {
            CHECK("wrong", !try_code(c, wrong, kept[i]));
        }
        CHECK("three wrong tries use it up, rolled back or not", !try_code(c, code, true));
    }
}

static void another_browser(struct ctx *c)
{
    as_browser(c, "browser-mine");
    const char *code = ask_code(c, "19900000121");
    as_browser(c, "browser-thief");
    CHECK("a code is the asking browser's", !try_code(c, code, true));
    as_browser(c, "browser-mine");
    CHECK("which may still use it", try_code(c, code, true));
}

static void three_a_day(struct ctx *c)
{
    as_browser(c, "browser-day");
    for (int i = 0; i < CODES_A_DAY; i++) {
        CHECK("sent", *ask_code(c, "19900000131"));
        test_at(c, c->now + 61 * 1000);
    }
    CHECK("no fourth", !*ask_code(c, "19900000131"));
    CHECK("with its reason", c->err.kind == ERR_RULE);
    c->err = (struct err){0};
    as_browser(c, "browser-day-2");
    CHECK("nor for another browser", !*ask_code(c, "19900000131"));
    c->err = (struct err){0};
    test_at(c, c->now + MS_PER_DAY);
    CHECK("tomorrow again", *ask_code(c, "19900000131"));
}

static void many_phones(struct ctx *c)
{
    as_browser(c, "browser-greedy");
    for (int i = 0; i < SESSION_CODES_A_DAY; i++) {
        CHECK("sent", *ask_code(c, arena_printf(c->arena, "1990000014%d", i)));
    }
    CHECK("one browser does not ask for ever", !*ask_code(c, "19900000149"));
    c->err = (struct err){0};
}

static void late_code(struct ctx *c)
{
    as_browser(c, "browser-late");
    const char *code = ask_code(c, "19900000151");
    test_at(c, c->now + CODE_MINUTES * 60000);
    CHECK("five minutes", !try_code(c, code, true));
}

/* On another day than the other tests: what is wrong today is counted for the whole house. */
static void bad_day(struct ctx *c)
{
    test_at(c, c->now + 40 * MS_PER_DAY);
    as_browser(c, "browser-alarm");
    const char *code = ask_code(c, "19900000161");
    CHECK("begun", begin(c));
    for (int i = 0; i < WRONG_CODES_ALARM; i++) {
        db_exec(c, "INSERT INTO note (id, at, kind) VALUES (?1, ?2, ?3)", V(new_id(c)), V(c->now),
            V("wrong_code"));
    }
    CHECK("a bad day", db_commit(c));
    CHECK("short codes that are out no longer count", !try_code(c, code, true));
    test_at(c, c->now + 61 * 1000);
    code = ask_code(c, "19900000161");
    CHECK("eight digits", strlen(code) == CODE_DIGITS_ALARM && try_code(c, code, true));
}

/* The runner brings it, once the asking has committed. */
static void brought(struct ctx *c)
{
    char path[] = "/tmp/eaves-sms-XXXXXX", line[16384] = ""; /* other tests sent some too */
    int fd = mkstemp(path);
    must(fd >= 0 && setenv("EAVES_SMS_FILE", path, 1) == 0);
    as_browser(c, "browser-brought");
    const char *code = ask_code(c, "19900000171");
    CHECK("not before the runner", read(fd, line, sizeof(line) - 1) == 0);
    CHECK("no gateway: it is said that none comes", accounts_code_trouble(c).msgid);
    c->app->sms = "file";
    CHECK("and nothing where one does", !accounts_code_trouble(c).msgid);
    CHECK("a job", jobs_run_due(c, 1000) > 0);
    CHECK("brought",
        read(fd, line, sizeof(line) - 1) > 0 && strstr(line, code) && strstr(line, "19900000171"));
    CHECK("once", jobs_run_due(c, 1000) == 0 && read(fd, line, sizeof(line) - 1) == 0);
    as_browser(c, "browser-undone");
    int64_t id = 0;
    CHECK("asked for", begin(c) && accounts_send_code(c, "19900000172", &id) && id);
    db_rollback(c);
    CHECK("rolled back: not sent",
        jobs_run_due(c, 1000) == 0 && read(fd, line, sizeof(line) - 1) == 0);
    c->app->sms = NULL;
    close(fd);
    unlink(path);
    unsetenv("EAVES_SMS_FILE");
}

/* Pages -----------------------------------------------------------------------------------------
 */
static void walk_in(struct ctx *c)
{
    struct browser b = {""};
    struct phone_code code = {0};
    visit(c, &b, "/login?back=/design", NULL);
    struct req *r = visit(c, &b, "/login", "phone=199+0000+0201&back=/design");
    CHECK("on to the code", r->status == 303 && str_same(r->location, "/login/code?back=/design"));
    r = visit(c, &b, "/login/code?back=/design", NULL);
    CHECK("masked", strstr(body_of(r), "199****0201") && !strstr(body_of(r), "19900000201"));
    CHECK("found", accounts_last_code(c, &code));
    const char *digits = accounts_code_text(c, &code);
    r = visit(c, &b, "/login/code", arena_printf(c->arena, "code=%s", other_than(c, digits)));
    CHECK("a wrong one is kept", r->status == 303 && str_starts(r->location, "/login/code"));
    r = visit(c, &b, "/login/code", NULL);
    CHECK("and told", strstr(body_of(r), "还可以试 2 次"));
    char before[sizeof(b.cookie)];
    memcpy(before, b.cookie, sizeof(before));
    r = visit(c, &b, "/login/code", "code=12");
    CHECK("too short is no try", r->status == 422);
    r = visit(c, &b, "/login/code", arena_printf(c->arena, "code=%s&back=/design", digits));
    CHECK("in", r->status == 303 && str_same(r->location, "/design"));
    CHECK("a new token", !str_same(before, b.cookie));
    r = visit(c, &b, "/me", NULL);
    CHECK("my page", r->status == 200);
    r = visit(c, &b, "/logout", "");
    CHECK("out", r->status == 303);
    r = visit(c, &b, "/me", NULL);
    CHECK("no more", r->status == 303 && str_starts(r->location, "/login"));
}

/* A letter's QR leads to the letter's page, also for somebody nobody knows. */
static void letter_in_hand(struct ctx *c)
{
    const char *area;
    struct browser b = {""};
    struct phone_code code = {0};
    test_area(c, &area);
    const char *back = arena_printf(c->arena, "/a/%s/claim/pin", area);
    visit(c, &b, arena_printf(c->arena, "/login?back=%s", back), NULL);
    visit(c, &b, "/login", arena_printf(c->arena, "phone=19900000231&back=%s", back));
    CHECK("a code", accounts_last_code(c, &code));
    const char *typed =
        arena_printf(c->arena, "code=%s&back=%s", accounts_code_text(c, &code), back);
    struct req *r = visit(c, &b, "/login/code", typed);
    CHECK("to the letter", r->status == 303 && str_same(r->location, back));
}

static void never_elsewhere(struct ctx *c)
{
    struct browser b = {""};
    static const char *const evil[] = {"//evil.example", "https://evil.example", "/%5Cevil.example",
        "/%09/evil.example", "/%0d%0aLocation:x", "evil.example", "javascript:alert(1)"};
    struct phone_code code = {0};
    visit(c, &b, "/login", NULL);
    struct req *r = visit(c, &b, "/login", "phone=19900000211&back=//evil.example");
    CHECK("no other house", r->status == 303 && str_same(r->location, "/login/code"));
    CHECK("found", accounts_last_code(c, &code));
    const char *wrong = other_than(c, accounts_code_text(c, &code));
    for (size_t i = 0; i < 2; i++) {
        r = visit(c, &b, "/login/code", arena_printf(c->arena, "code=%s&back=%s", wrong, evil[i]));
        CHECK(evil[i], r->status == 303 && str_same(r->location, "/login/code"));
    }
    for (size_t i = 0; i < COUNT(evil); i++) {
        r = visit(c, &b, "/staff",
            arena_printf(c->arena, "login=nobody&password=x&totp=000000&back=%s", evil[i]));
        CHECK(evil[i], !r->location || !strstr(r->location, "back="));
    }
}

/* A page that asks to sign in is come back to as it was: with its filter and its search. */
static void back_with_query(struct ctx *c)
{
    const char *area;
    struct browser b = {""};
    struct phone_code code = {0};
    test_area(c, &area);
    struct req *r =
        visit(c, &b, arena_printf(c->arena, "/a/%s/helpers?for=7&q=a%%26b%%20c", area), NULL);
    const char *back =
        arena_printf(c->arena, "/a/%s/helpers%%3Ffor%%3D7%%26q%%3Da%%2526b%%2520c", area);
    CHECK("carried",
        r->status == 303 && str_same(r->location, arena_printf(c->arena, "/login?back=%s", back)));
    r = visit(c, &b, r->location, NULL);
    CHECK("in the form", strstr(body_of(r), "for=7&amp;q=a%26b%20c"));
    r = visit(c, &b, "/login", arena_printf(c->arena, "phone=19900000241&back=%s", back));
    CHECK("kept", str_same(r->location, arena_printf(c->arena, "/login/code?back=%s", back)));
    CHECK("a code", accounts_last_code(c, &code));
    r = visit(c, &b, "/login/code",
        arena_printf(c->arena, "code=%s&back=%s", accounts_code_text(c, &code), back));
    CHECK("by way of who one is", r->status == 303 && strstr(r->location, "/claim?back=") &&
                                      strstr(r->location, "%3Ffor%3D7"));
}

/* The number of a page's bytes aside from token and key is the same for both. */
static void no_enumeration(struct ctx *c)
{
    struct browser known = {""}, unknown = {""};
    as_browser(c, "browser-known");
    CHECK("known", try_code(c, ask_code(c, "19900000221"), true));
    test_at(c, c->now + 120 * 1000);
    visit(c, &known, "/login", NULL);
    visit(c, &unknown, "/login", NULL);
    struct req *r = visit(c, &known, "/login", "phone=19900000221");
    int status = r->status;
    const char *where = arena_strdup(c->arena, r->location);
    r = visit(c, &unknown, "/login", "phone=19900000222");
    CHECK("same answer", r->status == status && str_same(r->location, where));
    size_t n = strlen(body_of(visit(c, &known, "/login/code", NULL)));
    CHECK("same page", n == strlen(body_of(visit(c, &unknown, "/login/code", NULL))));
}

/* Staff -----------------------------------------------------------------------------------------
 */
static void make_staff(struct ctx *c, const char *login, uint8_t secret[TOTP_SECRET])
{
    const char *text = "";
    as_browser(c, "");
    int64_t id = begin(c) ? accounts_make_staff(c, login, "long enough 1", &text) : 0;
    struct rows r = db_query(c, "SELECT totp FROM account WHERE id = ?1", V(id));
    CHECK("made", rows_next(&r));
    CHECK("its secret opens",
        unhex(unseal(c, "account", "totp", id, row_bytes(&r, 0)), secret, TOTP_SECRET));
    CHECK("and in no other row", str_empty(unseal(c, "account", "totp", id + 1, row_bytes(&r, 0))));
    CHECK("read", rows_end(&r) && db_commit(c));
    CHECK("base32 of the same", str_same(text, totp_base32(c->arena, secret)));
}

static struct req *staff_visit(
    struct ctx *c, struct browser *b, const char *login, const char *password, const char *totp)
{
    return visit(c, b, "/staff",
        arena_printf(c->arena, "login=%s&password=%s&totp=%s", login, password, totp));
}

static void staff_in(struct ctx *c)
{
    struct browser b = {""}, other = {""};
    uint8_t secret[TOTP_SECRET];
    char code[TOTP_DIGITS + 1];
    make_staff(c, "zhou", secret);
    totp_code(secret, c->now - 30 * 1000, code);
    visit(c, &b, "/staff", NULL);
    struct req *r = staff_visit(c, &b, "zhou", "long+enough+1", code);
    CHECK("a code of the last step", r->status == 303 && !strstr(r->location, "why"));
    visit(c, &other, "/staff", NULL);
    r = staff_visit(c, &other, "zhou", "long+enough+1", code);
    CHECK("not twice", r->status == 303 && strstr(r->location, "why=wrong"));
    totp_code(secret, c->now + 90 * 1000, code);
    r = staff_visit(c, &other, "zhou", "long+enough+1", code);
    CHECK("not from the future", strstr(r->location, "why=wrong"));
}

static void staff_locked(struct ctx *c)
{
    static const char *const logins[] = {"qian", "nobody-here"};
    uint8_t secret[TOTP_SECRET];
    char code[TOTP_DIGITS + 1];
    make_staff(c, "qian", secret);
    for (size_t i = 0; i < COUNT(logins); i++) {
        struct browser b = {""};
        struct req *r;
        visit(c, &b, "/staff", NULL);
        for (int n = 1; n < LOGIN_FAILURES; n++) {
            r = staff_visit(c, &b, logins[i], "wrong", "000000");
            CHECK("wrong", strstr(r->location, "why=wrong"));
        }
        r = staff_visit(c, &b, logins[i], "wrong", "000000");
        CHECK("known or not: locked at the fifth", strstr(r->location, "why=locked"));
    }
    struct browser b = {""};
    visit(c, &b, "/staff", NULL);
    totp_code(secret, c->now, code);
    struct req *r = staff_visit(c, &b, "qian", "long+enough+1", code);
    CHECK("even for the right ones", strstr(r->location, "why=locked"));
    test_at(c, c->now + (LOGIN_LOCK_MINUTES + 1) * INT64_C(60000));
    totp_code(secret, c->now, code);
    r = staff_visit(c, &b, "qian", "long+enough+1", code);
    CHECK("for a quarter of an hour", !strstr(r->location, "why"));
}

static void staff_rules(struct ctx *c)
{
    static const struct {
        const char *login, *password;
        bool ok;
    } cases[] = {
        {"zhou", "0123456789ab", true},
        {"z", "0123456789ab", false},
        {"Zhou", "0123456789ab", false},
        {"周", "0123456789ab", false},
        {"zhou", "0123456789a", false},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err why = {0};
        CHECK(cases[i].login,
            accounts_may_be_staff(cases[i].login, cases[i].password, &why) == cases[i].ok);
    }
}

/* RFC 6238, appendix B, cut to six digits. */
static void totp_vectors(struct ctx *c)
{
    static const struct {
        int64_t seconds;
        const char *code;
    } cases[] = {{59, "287082"}, {1111111109, "081804"}, {2000000000, "279037"}};
    const uint8_t *secret = (const uint8_t *)"12345678901234567890";
    for (size_t i = 0; i < COUNT(cases); i++) {
        char code[TOTP_DIGITS + 1];
        totp_code(secret, cases[i].seconds * 1000, code);
        CHECK(cases[i].code, str_same(code, cases[i].code));
        CHECK("its step",
            totp_step_of(secret, cases[i].seconds * 1000, code) == cases[i].seconds / TOTP_SECONDS);
    }
    CHECK("base32", str_same(totp_base32(c->arena, secret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
    CHECK("not a code", totp_step_of(secret, 59000, "") == 0);
}

const struct test accounts_tests[] = {
    {"when a code may be sent", may_send, .pure = true},
    {"when a code counts", code_ok, .pure = true},
    {"ways back", paths, .pure = true},
    {"staff logins and passwords", staff_rules, .pure = true},
    {"totp vectors", totp_vectors, .pure = true},
    {"the right code", good_code},
    {"three tries", three_tries},
    {"bound to the browser", another_browser},
    {"three a day", three_a_day},
    {"many phones", many_phones},
    {"five minutes", late_code},
    {"alarm", bad_day},
    {"brought by the runner", brought},
    {"walk in", walk_in},
    {"a letter in hand", letter_in_hand},
    {"never elsewhere", never_elsewhere},
    {"back with its query", back_with_query},
    {"known and unknown phones", no_enumeration},
    {"staff sign in", staff_in},
    {"staff locked", staff_locked},
    {0},
};
