/* accounts_store.c - accounts: by phone, or by login, password and one-time code. */
#include "lib/base/module.h"
#include "lib/base/seal.h"
#include "lib/base/totp.h"
#include "lib/db/db.h"
#include "src/accounts/accounts_room.h"

const char *accounts_phone_hash(struct ctx *c, const char *phone)
{
    return str_empty(phone) ? NULL : keyed_hash(c, "phone", phone);
}

int64_t accounts_of_phone(struct ctx *c, const char *phone)
{
    const char *hash = accounts_phone_hash(c, phone);
    if (!hash) {
        return 0;
    }
    int64_t id = new_id(c);
    int64_t made = db_int(c,
        "INSERT INTO account (id, phone_hash, phone, made_at) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (phone_hash) DO NOTHING RETURNING id",
        V(id), V(hash), V(seal(c, "account", "phone", id, phone)), V(c->now));
    return made || c->err.kind
               ? made
               : db_int(c, "SELECT id FROM account WHERE phone_hash = ?1 AND closed_at IS NULL",
                     V(hash));
}

const char *accounts_phone(struct ctx *c, int64_t account_id)
{
    struct rows r = db_query(c, "SELECT phone FROM account WHERE id = ?1", V(account_id));
    struct bytes sealed = rows_next(&r) ? row_bytes(&r, 0) : (struct bytes){0};
    return rows_end(&r) ? unseal(c, "account", "phone", account_id, sealed) : "";
}

/* Of a password nobody has: an unknown login takes as long to refuse as a known one. */
static const char nobody[] = "$argon2id$v=19$m=19456,t=2,p=1$Qhj8WL08fqcRoywUw9S"
                             "xNQ$zYi2J/Bn6v69vLXtWDH50lo4itzRPh25TysgEnMWXto";

const char *accounts_password_of(struct ctx *c, const char *login)
{
    return str_or(db_text(c,
                      "SELECT password FROM account WHERE login = ?1 AND password <> ''"
                      " AND closed_at IS NULL",
                      V(login)),
        nobody);
}

int64_t accounts_make_staff(
    struct ctx *c, const char *login, const char *password, const char **totp_secret)
{
    uint8_t secret[TOTP_SECRET];
    int64_t id = new_id(c);
    if (c->err.kind || !accounts_may_be_staff(login, password, &c->err)) {
        return 0;
    }
    new_random(c, secret, sizeof(secret));
    int64_t made = db_int(c,
        "INSERT INTO account (id, login, password, totp, made_at) VALUES (?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT (login) DO NOTHING RETURNING id",
        V(id), V(login), V(password_hash(c->arena, password)),
        V(seal(c, "account", "totp", id, hex(c->arena, secret, sizeof(secret)))), V(c->now));
    if (!made && !c->err.kind) {
        refuse(&c->err, "login", WORDS(N_("登录名 {0} 已经有人用了。"), TEXT(login)));
    }
    *totp_secret = totp_base32(c->arena, secret);
    return made;
}

struct staff {
    int64_t id;
    const char *totp;
};

static struct staff staff_of(struct ctx *c, const char *login)
{
    struct staff s = {0, ""};
    struct rows r = db_query(
        c, "SELECT id, totp FROM account WHERE login = ?1 AND closed_at IS NULL", V(login));
    if (rows_next(&r)) {
        s.id = row_int(&r, 0);
        s.totp = unseal(c, "account", "totp", s.id, row_bytes(&r, 1));
    }
    return rows_end(&r) ? s : (struct staff){0, ""};
}

int64_t accounts_by_login(struct ctx *c, const char *login)
{
    return staff_of(c, login).id;
}

/* Its step once: a code that was looked at over the shoulder is of no use. */
static bool take_step(struct ctx *c, const struct staff *s, const char *code)
{
    uint8_t secret[TOTP_SECRET] = {0};
    bool known = unhex(s->totp, secret, sizeof(secret));
    int64_t step = totp_step_of(secret, c->now, code);
    return known && step &&
           db_exec(c, "UPDATE account SET totp_step = ?2 WHERE id = ?1 AND totp_step < ?2",
               V(s->id), V(step)) == 1;
}

bool accounts_staff_locked(struct ctx *c, const char *login)
{
    int64_t last;
    return accounts_attempts(c, "login", login, &last) >= LOGIN_FAILURES;
}

bool accounts_staff_login(
    struct ctx *c, const char *login, bool password_ok, const char *code, int64_t *account_id)
{
    int64_t until = c->now + LOGIN_LOCK_MINUTES * INT64_C(60000);
    int64_t nth = accounts_attempt(c, "login", login, LOGIN_FAILURES, until);
    if (!nth) {
        return refuse(&c->err, NULL,
            WORDS(N_("连续 {0} 次没有登录成功，请过 {1} 分钟再试。"), INT(LOGIN_FAILURES),
                INT(LOGIN_LOCK_MINUTES)));
    }
    struct staff s = staff_of(c, login);
    if (!s.id || !password_ok || !take_step(c, &s, code)) {
        return refuse(&c->err, NULL, SAY(N_("登录名、密码或动态码不对。")));
    }
    accounts_attempts_clear(c, "login", login);
    *account_id = s.id;
    return !c->err.kind;
}

bool accounts_areas(struct ctx *c, int64_t account_id, struct ids *out)
{
    struct rows r = db_query(c,
        "SELECT area_id FROM account_area WHERE account_id = ?1 ORDER BY area_id", V(account_id));
    return rows_ids(&r, out);
}

void accounts_join_area(struct ctx *c, int64_t account_id)
{
    if (account_id) {
        db_exec(c,
            "INSERT INTO account_area (account_id, area_id) VALUES (?1, ?2)"
            " ON CONFLICT (account_id, area_id) DO NOTHING",
            V(account_id), V(c->area_id));
    }
}

bool accounts_end_sessions(struct ctx *c, int64_t account_id)
{
    db_exec(c, "DELETE FROM session WHERE account_id = ?1", V(account_id));
    return !c->err.kind;
}

bool accounts_close(struct ctx *c, int64_t account_id)
{
    db_exec(c, "UPDATE account SET closed_at = ?2 WHERE id = ?1 AND closed_at IS NULL",
        V(account_id), V(c->now));
    return accounts_end_sessions(c, account_id);
}

bool accounts_reopen(struct ctx *c, int64_t account_id, int64_t closed_at)
{
    db_exec(c, "UPDATE account SET closed_at = NULL WHERE id = ?1 AND closed_at = ?2",
        V(account_id), V(closed_at));
    return !c->err.kind;
}

/* What this room holds ------------------------------------------------------------------------- */
const struct personal accounts_personal[] = {
    {"accounts", N_("登录账户"),
        "SELECT id, phone, login, made_at, closed_at FROM account WHERE ?1 = ?1 AND id = ?2",
        .of_account = true,
        .columns = {{N_("手机号"), PERSONAL_SEALED, .table = "account", .column = "phone"},
            {N_("登录名"), PERSONAL_TEXT}, {N_("什么时候开通"), PERSONAL_TIME},
            {N_("什么时候停用"), PERSONAL_TIME}}},
    {0},
};

void accounts_forget(struct ctx *c, int64_t account_id)
{
    const char *hash = db_text(
        c, "SELECT phone_hash FROM account WHERE id = ?1 AND closed_at IS NOT NULL", V(account_id));
    if (hash) {
        db_exec(c, "DELETE FROM phone_code WHERE phone_hash = ?1", V(hash));
    }
    db_exec(c,
        "UPDATE account SET phone = NULL, phone_hash = NULL, password = '', totp = NULL"
        " WHERE id = ?1 AND closed_at IS NOT NULL",
        V(account_id));
}
