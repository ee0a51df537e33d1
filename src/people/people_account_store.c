/* people_account_store.c - accounts: by phone, or by login, password and one-time code. */
#include <liboath/oath.h>
#include <stdlib.h>

#include "lib/db/db.h"
#include "lib/log/log.h"
#include "src/people/people_room.h"

enum { TOTP_BYTES = 20, TOTP_STEP = 30, TOTP_DIGITS = 6 };

int64_t people_account_of_phone(struct ctx *c, const char *phone)
{
    const char *hash = people_phone_hash(c, phone);
    if (!hash) {
        return 0;
    }
    int64_t id = new_id(c);
    int64_t made = db_int(c,
        "INSERT INTO account (id, phone_hash, phone, made_at) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (phone_hash) DO NOTHING RETURNING id",
        V(id), V(hash), V(seal(c, "account", "phone", id, phone)), V(c->now));
    return made || c->err.kind ? made
                               : db_int(c, "SELECT id FROM account WHERE phone_hash = ?1", V(hash));
}

static const char *base32(struct ctx *c, const uint8_t *bytes, size_t n)
{
    char *text = NULL;
    size_t len = 0;
    must(oath_base32_encode((const char *)bytes, n, &text, &len) == OATH_OK);
    const char *kept = arena_strndup(c->arena, text, len);
    (free)(text);
    return kept;
}

int64_t people_make_staff(
    struct ctx *c, const char *login, const char *password, const char **totp_secret)
{
    uint8_t secret[TOTP_BYTES];
    int64_t id = new_id(c);
    new_random(c, secret, sizeof(secret));
    *totp_secret = base32(c, secret, sizeof(secret));
    int64_t made = db_int(c,
        "INSERT INTO account (id, login, password, totp, made_at) VALUES (?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT (login) DO NOTHING RETURNING id",
        V(id), V(login), V(password_hash(c->arena, password)),
        V(seal(c, "account", "totp", id, hex(c->arena, secret, sizeof(secret)))), V(c->now));
    if (!made && !c->err.kind) {
        refuse(&c->err, "login", SAY(N_("这个登录名已经有人用了，请换一个。")));
    }
    return c->err.kind ? 0 : made;
}

/* Nobody's: compared all the same, so that an unknown login takes as long as a known one. */
static const char nobodys_hash[] = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
                                   "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

const char *people_password_of(struct ctx *c, const char *login)
{
    const char *hash =
        db_text(c, "SELECT password FROM account WHERE login = ?1 AND closed_at IS NULL", V(login));
    return str_or(hash, nobodys_hash);
}

static bool totp_fits(
    struct ctx *c, const char *secret_hex, const char *typed, int64_t last, int64_t *step)
{
    uint8_t secret[TOTP_BYTES];
    int64_t now = c->now / 1000 / TOTP_STEP;
    if (!unhex(secret_hex, secret, sizeof(secret))) {
        return false;
    }
    for (int64_t s = now - 1; s <= now + 1; s++) {
        char otp[TOTP_DIGITS + 1];
        must(oath_totp_generate((const char *)secret, sizeof(secret), (time_t)(s * TOTP_STEP),
                 TOTP_STEP, 0, TOTP_DIGITS, otp) == OATH_OK);
        if (s > last && same_secret(otp, typed)) {
            *step = s;
            return true;
        }
    }
    return false;
}

static bool locked(struct ctx *c, const char *who)
{
    int64_t wrong =
        db_int(c, "SELECT count(*) FROM note WHERE kind = ?1 AND detail = ?2 AND at > ?3",
            V("wrong_login"), V(who), V(c->now - LOGIN_LOCK_MINUTES * INT64_C(60000)));
    return wrong >= LOGIN_FAILURES;
}

bool people_staff_login(
    struct ctx *c, const char *login, bool password_ok, const char *totp, int64_t *account_id)
{
    const char *who = keyed_hash(c, "login", login), *secret = "";
    int64_t last = 0, step = 0;
    *account_id = 0;
    struct rows r = db_query(c,
        "SELECT id, totp, totp_step FROM account WHERE login = ?1 AND closed_at IS NULL", V(login));
    if (rows_next(&r)) {
        *account_id = row_int(&r, 0);
        secret = unseal(c, "account", "totp", *account_id, row_bytes(&r, 1));
        last = row_int(&r, 2);
    }
    if (!rows_end(&r)) {
        return false;
    }
    if (locked(c, who)) {
        return fail(&c->err, ERR_TOO_MANY,
            WORDS(N_("密码或动态码错了太多次，请 {0} 分钟后再试。"), INT(LOGIN_LOCK_MINUTES)));
    }
    if (!*account_id || !password_ok || !totp_fits(c, secret, totp, last, &step)) {
        note_after(c, "wrong_login", who);
        return refuse(&c->err, "login",
            SAY(N_("登录名、密码或动态码不对。动态码每 30 秒换一次，请用最新的。")));
    }
    db_exec(c, "UPDATE account SET totp_step = ?2 WHERE id = ?1", V(*account_id), V(step));
    return !c->err.kind;
}
