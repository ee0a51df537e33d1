/* accounts_desk_store.c - codes given at the desk, for who cannot get one by telephone. */
#include "lib/base/seal.h"
#include "lib/db/db.h"
#include "src/accounts/accounts_room.h"

enum { DESK_TRIES_A_DAY = 10, DESK_TRIES_OF_AN_ADDRESS = 100 };

int64_t accounts_make_plain(struct ctx *c)
{
    int64_t id = new_id(c);
    db_exec(c, "INSERT INTO account (id, made_at) VALUES (?1, ?2)", V(id), V(c->now));
    return c->err.kind ? 0 : id;
}

static const char *hash_of(struct ctx *c, const char *code)
{
    return keyed_hash(c, "desk_code", code);
}

const char *accounts_desk_code(struct ctx *c, int64_t account_id)
{
    uint64_t n;
    new_random(c, &n, sizeof(n));
    const char *code = arena_printf(c->arena, "%010llu", (unsigned long long)(n % 10000000000ULL));
    db_exec(c, /* one that was used says that somebody came in by it */
        "DELETE FROM desk_code WHERE used_at IS NULL AND (account_id = ?1 OR ends_at <= ?2)",
        V(account_id), V(c->now));
    db_exec(c,
        "INSERT INTO desk_code (code_hash, account_id, made_at, ends_at) VALUES (?1, ?2, ?3, ?4)",
        V(hash_of(c, code)), V(account_id), V(c->now), V(c->now + MS_PER_DAY));
    return accounts_end_sessions(c, account_id) ? code : "";
}

bool accounts_came_in(struct ctx *c, int64_t account_id)
{
    return db_int(c,
               "SELECT count(*) FROM account WHERE id = ?1"
               " AND (login IS NOT NULL OR phone_hash IS NOT NULL)",
               V(account_id)) > 0 ||
           db_int(c, "SELECT count(*) FROM desk_code WHERE account_id = ?1 AND used_at IS NOT NULL",
               V(account_id)) > 0;
}

bool accounts_by_desk_code(struct ctx *c, const char *code, int64_t *account_id)
{
    int64_t until = c->now + MS_PER_DAY;
    /* A browser is a new one as often as it likes: its address is counted too. */
    if (!accounts_attempt(c, "desk", str_or(c->who.browser, "-"), DESK_TRIES_A_DAY, until) ||
        !accounts_attempt(
            c, "desk_from", str_or(c->who.address, "-"), DESK_TRIES_OF_AN_ADDRESS, until)) {
        return refuse(
            &c->err, "code", SAY(N_("今天试得太多了。请明天再试，或者再到居委会要一个。")));
    }
    *account_id = db_int(c,
        "UPDATE desk_code SET used_at = ?2 WHERE code_hash = ?1 AND used_at IS NULL"
        " AND ends_at > ?2 RETURNING account_id",
        V(hash_of(c, code)), V(c->now));
    if (db_int(
            c, "SELECT id FROM account WHERE id = ?1 AND closed_at IS NOT NULL", V(*account_id))) {
        *account_id = 0; /* closed since it was handed out */
    }
    return !c->err.kind &&
           (*account_id ||
               refuse(&c->err, "code",
                   SAY(N_("登录码不对、已经用过，或者过了 24 小时。请再到居委会要一个。"))));
}
