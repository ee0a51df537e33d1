/* people_code_store.c - phone codes: asked for, sent, compared. Own-key rows only.
 *
 * Whether a phone is known makes no difference to what is done or said. Wrong tries are counted by
 * notes, written after the rollback of the refusal: no replay gives a try back. */
#include <stdio.h>
#include <stdlib.h>

#include "lib/base/app.h"
#include "lib/db/db.h"
#include "lib/log/log.h"
#include "src/people/people_room.h"

static int64_t day_start(int64_t now)
{
    struct civil d = civil_of(now);
    return ms_of_civil(d.year, d.month, d.day, 0, 0);
}

static int64_t wrong_today(struct ctx *c)
{
    return db_int(c, "SELECT count(*) FROM note WHERE kind = ?1 AND at >= ?2", V("wrong_code"),
        V(day_start(c->now)));
}

static const char *make_code(struct ctx *c, int digits)
{
    uint32_t random;
    int64_t limit = digits == CODE_DIGITS_ALARM ? 100000000 : 1000000;
    do { /* no remainder is likelier than another */
        new_random(c, &random, sizeof(random));
    } while (random >= UINT32_MAX / limit * limit);
    return arena_printf(c->arena, "%0*lld", digits, (long long)(random % limit));
}

/* The log driver is for demo and trial: the operator reads the code from the log. */
static void deliver(struct ctx *c, const char *phone, const char *code)
{
    const char *path = getenv("EAVES_SMS_FILE");
    FILE *f = str_empty(path) ? NULL : fopen(path, "a");
    if (f) {
        fprintf(f, "%s %s\n", phone, code);
        fclose(f);
    } else {
        fprintf(stderr, "event=sms driver=log to=%s code=%s\n", mask_phone(c, phone), code);
    }
    if (c->app->demo) {
        db_exec(c,
            "INSERT INTO demo_message (session, text, made_at) VALUES (?1, ?2, ?3)"
            " ON CONFLICT (session) DO UPDATE SET text = excluded.text, made_at = excluded.made_at",
            V(c->who.browser), V(code), V(c->now));
    }
}

static bool may_send(struct ctx *c, const char *hash)
{
    int64_t since = day_start(c->now), last = 0, sent = 0;
    struct rows r = db_query(c,
        "SELECT count(*), max(made_at) FROM phone_code WHERE phone_hash = ?1 AND made_at >= ?2",
        V(hash), V(since));
    if (rows_next(&r)) {
        sent = row_int(&r, 0);
        last = row_int(&r, 1);
    }
    if (!rows_end(&r) || !people_may_send_code((int)sent, last, c->now, &c->err)) {
        return false;
    }
    int64_t mine = db_int(c, "SELECT count(*) FROM phone_code WHERE session = ?1 AND made_at >= ?2",
        V(c->who.browser), V(since));
    if (mine >= SESSION_CODES_A_DAY) {
        return refuse(
            &c->err, "phone", SAY(N_("今天要的验证码太多了。请明天再试，或请居委会帮忙。")));
    }
    return !c->err.kind;
}

bool people_send_code(struct ctx *c, const char *phone, int64_t *code_id)
{
    const char *hash = people_phone_hash(c, phone);
    must(hash && !str_empty(c->who.browser));
    if (!may_send(c, hash)) {
        return false;
    }
    int64_t wrong = wrong_today(c);
    int digits = people_code_digits(wrong);
    const char *code = make_code(c, digits);
    if (wrong >= WRONG_CODES_ALARM) {
        fprintf(stderr, "event=alarm what=wrong_codes today=%lld\n", (long long)wrong);
    }
    *code_id = new_id(c);
    db_exec(c,
        "INSERT INTO phone_code (id, session, phone_hash, phone, code_hash, digits, made_at, ends_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        V(*code_id), V(c->who.browser), V(hash), V(seal(c, "phone_code", "phone", *code_id, phone)),
        V(keyed_hash(c, "code", code)), V(digits), V(c->now),
        V(c->now + CODE_MINUTES * INT64_C(60000)));
    if (!c->err.kind) {
        deliver(c, phone, code);
    }
    return !c->err.kind;
}

struct sent { /* the last code of this browser */
    int64_t id, ends_at, tries;
    bool used;
    const char *hash, *phone;
};

static bool last_sent(struct ctx *c, struct sent *out)
{
    struct rows r = db_query(c,
        "SELECT id, ends_at, used_at, code_hash, phone FROM phone_code WHERE session = ?1"
        " ORDER BY made_at DESC, id DESC LIMIT 1",
        V(str_or(c->who.browser, "")));
    bool found = rows_next(&r);
    if (found) {
        *out = (struct sent){.id = row_int(&r, 0),
            .ends_at = row_int(&r, 1),
            .used = !row_null(&r, 2),
            .hash = row_text(&r, 3)};
        out->phone = unseal(c, "phone_code", "phone", out->id, row_bytes(&r, 4));
    }
    if (!rows_end(&r) || !found) {
        return false;
    }
    out->tries = db_int(c, "SELECT count(*) FROM note WHERE kind = ?1 AND detail = ?2 AND at > ?3",
        V("wrong_code"), V(arena_printf(c->arena, "%lld", (long long)out->id)),
        V(c->now - MS_PER_DAY));
    return !c->err.kind;
}

bool people_check_code(struct ctx *c, const char *code, int64_t *account_id, const char **phone)
{
    struct sent s = {0};
    if (!last_sent(c, &s)) {
        return fail(&c->err, ERR_RULE, SAY(N_("还没有要过验证码，请先填手机号。")));
    }
    bool same = same_secret(s.hash, keyed_hash(c, "code", code));
    if (!people_code_ok(c->now, s.ends_at, s.tries, s.used, same, &c->err)) {
        if (!same) {
            note_after(c, "wrong_code", arena_printf(c->arena, "%lld", (long long)s.id));
        }
        return false;
    }
    db_exec(c, "UPDATE phone_code SET used_at = ?2 WHERE id = ?1", V(s.id), V(c->now));
    *phone = s.phone;
    *account_id = people_account_of_phone(c, s.phone);
    return !c->err.kind;
}

const char *people_last_code_phone(struct ctx *c)
{
    struct sent s = {0};
    return last_sent(c, &s) ? s.phone : "";
}

const char *people_demo_message(struct ctx *c)
{
    return c->app->demo && !str_empty(c->who.browser)
               ? str_or(
                     db_text(c, "SELECT text FROM demo_message WHERE session = ?1 AND made_at > ?2",
                         V(c->who.browser), V(c->now - CODE_MINUTES * INT64_C(60000))),
                     "")
               : "";
}
