/* accounts_code_store.c - phone codes: asked for, compared; how often somebody tried. Own-key rows
 * only.
 *
 * Whether a phone is known makes no difference to what is done or said. */
#include <stdio.h>
#include <string.h>

#include "lib/base/app.h"
#include "lib/base/seal.h"
#include "lib/db/job.h"
#include "lib/log/log.h"
#include "lib/net/sms.h"
#include "src/accounts/accounts_room.h"

/* Counting ------------------------------------------------------------------------------------ */
static const char *subject(struct ctx *c, const char *what, const char *whom)
{
    return keyed_hash(c, "attempt", arena_printf(c->arena, "%s|%s", what, whom));
}

int64_t accounts_attempt(
    struct ctx *c, const char *what, const char *whom, int64_t most, int64_t ends_at)
{
    return db_int(c,
        "INSERT INTO attempt (subject, n, last_at, ends_at) VALUES (?1, 1, ?2, ?3)"
        " ON CONFLICT (subject) DO UPDATE SET"
        " n = CASE WHEN attempt.ends_at <= ?2 THEN 1 ELSE attempt.n + 1 END,"
        " last_at = ?2, ends_at = ?3 WHERE attempt.ends_at <= ?2 OR attempt.n < ?4 RETURNING n",
        V(subject(c, what, whom)), V(c->now), V(ends_at), V(most));
}

int64_t accounts_attempts(struct ctx *c, const char *what, const char *whom, int64_t *last_at)
{
    struct rows r =
        db_query(c, "SELECT n, last_at FROM attempt WHERE subject = ?1 AND ends_at > ?2",
            V(subject(c, what, whom)), V(c->now));
    bool any = rows_next(&r);
    int64_t n = any ? row_int(&r, 0) : 0;
    *last_at = any ? row_int(&r, 1) : 0;
    return rows_end(&r) ? n : 0;
}

void accounts_attempts_clear(struct ctx *c, const char *what, const char *whom)
{
    db_exec(c, "DELETE FROM attempt WHERE subject = ?1", V(subject(c, what, whom)));
}

static int64_t midnight(const struct ctx *c)
{
    struct civil d = civil_of(c->now);
    return ms_of_civil(d.year, d.month, d.day, 0, 0) + MS_PER_DAY;
}

/* A front server on this machine may stand for everybody: then the other limits have to do. */
bool accounts_counts(const char *address)
{
    return !str_empty(address) && !str_starts(address, "127.") && !str_same(address, "::1");
}

/* Notes are written whether the refusal was committed or rolled back. */
static int64_t wrong_today(struct ctx *c)
{
    return db_int(c, "SELECT count(*) FROM note WHERE kind = ?1 AND at >= ?2 AND at < ?3",
        V("wrong_code"), V(midnight(c) - MS_PER_DAY), V(midnight(c)));
}

static int64_t noted_wrong(struct ctx *c, const struct phone_code *code)
{
    return db_int(c, "SELECT count(*) FROM note WHERE kind = ?1 AND at >= ?2 AND detail = ?3",
        V("wrong_code"), V(c->now - CODE_MINUTES * INT64_C(60000)),
        V(arena_printf(c->arena, "%lld", (long long)code->id)));
}

/* Sending ------------------------------------------------------------------------------------- */
const char *accounts_code_text(struct ctx *c, const struct phone_code *code)
{
    uint8_t bytes[8] = {0};
    uint64_t n = 0, ten = 1;
    must(unhex(arena_strndup(c->arena, keyed_hash(c, "code", code->salt), 2 * sizeof(bytes)), bytes,
        sizeof(bytes)));
    for (size_t i = 0; i < sizeof(bytes); i++) {
        n = n << 8 | bytes[i];
    }
    for (int64_t i = 0; i < code->digits; i++) {
        ten *= 10;
    }
    return arena_printf(c->arena, "%0*llu", (int)code->digits, (unsigned long long)(n % ten));
}

static bool take_sending(struct ctx *c, const char *phone)
{
    int64_t last, sent = accounts_attempts(c, "sent", phone, &last), until = midnight(c);
    if (!accounts_may_send_code((int)sent, last, c->now, &c->err)) {
        return false;
    }
    if (!accounts_attempt(c, "sent", phone, CODES_A_DAY, until) ||
        !accounts_attempt(c, "asked", c->who.browser, SESSION_CODES_A_DAY, until) ||
        (accounts_counts(c->who.address) &&
            !accounts_attempt(c, "asked", c->who.address, ADDRESS_CODES_A_DAY, until))) {
        return refuse(
            &c->err, "phone", SAY(N_("从这里要的验证码今天太多了。请明天再试，或请居委会帮忙。")));
    }
    return !c->err.kind;
}

static void keep_for_demo(struct ctx *c, const struct phone_code *code)
{
    if (!c->app->demo) {
        return;
    }
    db_exec(c,
        "INSERT INTO demo_message (session, text, made_at) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (session) DO UPDATE SET text = ?2, made_at = ?3",
        V(c->who.browser), V(accounts_code_text(c, code)), V(c->now));
}

bool accounts_send_code(struct ctx *c, const char *phone, int64_t *code_id)
{
    uint8_t salt[16];
    if (c->err.kind || str_empty(c->who.browser) || !take_sending(c, phone)) {
        return false;
    }
    new_random(c, salt, sizeof(salt));
    struct phone_code code = {.id = new_id(c),
        .digits = accounts_code_digits(wrong_today(c)),
        .salt = hex(c->arena, salt, sizeof(salt))};
    db_exec(c,
        "INSERT INTO phone_code (id, session, phone_hash, phone, salt, digits, made_at, ends_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        V(code.id), V(c->who.browser), V(accounts_phone_hash(c, phone)),
        V(seal(c, "phone_code", "phone", code.id, phone)), V(code.salt), V(code.digits), V(c->now),
        V(c->now + CODE_MINUTES * INT64_C(60000)));
    keep_for_demo(c, &code);
    *code_id = code.id;
    return job_put(c, "accounts.sms", code.id, c->now);
}

const char *accounts_last_code_phone(struct ctx *c)
{
    struct phone_code last;
    return accounts_last_code(c, &last) ? last.phone : "";
}

const char *accounts_demo_message(struct ctx *c)
{
    if (!c->app->demo || str_empty(c->who.browser)) {
        return "";
    }
    return str_or(db_text(c, "SELECT text FROM demo_message WHERE session = ?1 AND made_at > ?2",
                      V(c->who.browser), V(c->now - CODE_MINUTES * INT64_C(60000))),
        "");
}

/* Checking ------------------------------------------------------------------------------------ */
#define CODE "SELECT id, phone, salt, digits, ends_at, tries, used_at FROM phone_code"

static bool read_code(struct rows *r, struct phone_code *out)
{
    bool found = rows_next(r);
    if (found) {
        int64_t id = row_int(r, 0);
        *out = (struct phone_code){
            .id = id,
            .phone = unseal(r->c, "phone_code", "phone", id, row_bytes(r, 1)),
            .salt = row_text(r, 2),
            .digits = row_int(r, 3),
            .ends_at = row_int(r, 4),
            .tries = row_int(r, 5),
            .used_at = row_int(r, 6),
        };
    }
    return rows_end(r) && found;
}

bool accounts_last_code(struct ctx *c, struct phone_code *out)
{
    struct rows r = db_query(c, CODE " WHERE session = ?1 ORDER BY made_at DESC, id DESC LIMIT 1",
        V(str_or(c->who.browser, "-")));
    return read_code(&r, out);
}

bool accounts_code_by_id(struct ctx *c, int64_t id, struct phone_code *out)
{
    struct rows r = db_query(c, CODE " WHERE id = ?1", V(id));
    return read_code(&r, out);
}

/* Too many wrong codes today: the short ones that are still out no longer count. */
static int64_t ends_at(struct ctx *c, const struct phone_code *code)
{
    return code->digits < accounts_code_digits(wrong_today(c)) ? 0 : code->ends_at;
}

static bool may_try(struct ctx *c)
{
    int64_t last;
    if (accounts_counts(c->who.address) &&
        accounts_attempts(c, "wrong", c->who.address, &last) >= ADDRESS_WRONG_A_DAY) {
        return fail(&c->err, ERR_TOO_MANY,
            SAY(N_("从这里输错的验证码今天太多了。请明天再试，或请居委会帮忙。")));
    }
    return !c->err.kind;
}

static void count_wrong(struct ctx *c, const struct phone_code *code)
{
    if (accounts_counts(c->who.address)) {
        accounts_attempt(c, "wrong", c->who.address, NO_LIMIT, midnight(c));
    }
    if (wrong_today(c) + 1 == WRONG_CODES_ALARM) {
        fprintf(stderr, "event=alarm kind=wrong_codes today=%d digits=%d\n", WRONG_CODES_ALARM,
            CODE_DIGITS_ALARM);
    }
    note_after(c, "wrong_code", arena_printf(c->arena, "%lld", (long long)code->id));
}

/* The try is taken first: of tries that come together no more than three are ever looked at. */
static int64_t take_try(struct ctx *c, const struct phone_code *code)
{
    int64_t noted = noted_wrong(c, code);
    int64_t nth = db_int(c,
        "UPDATE phone_code SET tries = tries + 1 WHERE id = ?1 AND tries < ?2 RETURNING tries",
        V(code->id), V(CODE_TRIES));
    int64_t before = nth ? nth - 1 : CODE_TRIES;
    return before > noted ? before : noted;
}

static bool try_code(struct ctx *c, const struct phone_code *code, const char *typed)
{
    int64_t before = take_try(c, code), until = ends_at(c, code);
    bool same = same_secret(accounts_code_text(c, code), typed);
    if (c->err.kind) {
        return false;
    }
    if (!accounts_code_ok(c->now, until, before, code->used_at != 0, same, &c->err)) {
        struct err why = err_take(&c->err);
        if (!same) {
            count_wrong(c, code);
        }
        c->err = c->err.kind ? c->err : why;
        return false;
    }
    return db_exec(c, "UPDATE phone_code SET used_at = ?2 WHERE id = ?1 AND used_at IS NULL",
               V(code->id), V(c->now)) == 1;
}

struct words accounts_code_trouble(struct ctx *c)
{
    struct phone_code last = {0};
    struct err why = {0};
    if (!accounts_last_code(c, &last)) {
        return SAY(N_("请先填手机号，要一个验证码。"));
    }
    int64_t noted = noted_wrong(c, &last), wrong = last.tries > noted ? last.tries : noted;
    bool fine = last.used_at || (!wrong && c->now < ends_at(c, &last));
    if (!fine) {
        (void)accounts_code_ok(
            c->now, ends_at(c, &last), wrong ? wrong - 1 : 0, false, false, &why);
    } else if (!last.used_at && !sms_reaches(c->app)) {
        return SAY(
            N_("这里还没有接上短信，验证码到不了手机。请打电话给居委会，由居委会代为登记。"));
    }
    return why.words;
}

bool accounts_prove_phone(struct ctx *c, const char *code, const char **phone)
{
    struct phone_code last = {0};
    if (!may_try(c)) {
        return false;
    }
    if (!accounts_last_code(c, &last)) {
        return refuse(&c->err, "code", SAY(N_("请先填手机号，要一个验证码。")));
    }
    if (!try_code(c, &last, code)) {
        return false;
    }
    *phone = last.phone;
    return true;
}

bool accounts_check_code(struct ctx *c, const char *code, int64_t *account_id, const char **phone)
{
    if (!accounts_prove_phone(c, code, phone)) {
        return false;
    }
    *account_id = accounts_of_phone(c, *phone);
    return *account_id || refuse(&c->err, "code", SAY(N_("这个账户已经停用，请问居委会。")));
}
