/* session.c - cookies, sessions, CSRF tokens, preferences. */
#include "lib/web/session.h"

#include <string.h>

#include "lib/base/seal.h"
#include "lib/text/text.h"

#define MINUTE INT64_C(60000)
enum { TOKEN_BYTES = 16 };
static const int64_t resident_ms = 90 * MS_PER_DAY, staff_ms = MS_PER_DAY / 2,
                     again_ms = 10 * MINUTE;

static const char *cookie_name(const struct ctx *c)
{
    return c->app->tls ? "__Host-eaves" : "eaves";
}

/* The value of one cookie in the Cookie header; "" if it is not there. */
static const char *cookie(struct ctx *c, const char *name)
{
    size_t n = strlen(name);
    for (const char *s = req_header(c, "cookie"); *s; s += strspn(s, "; ")) {
        size_t len = strcspn(s, ";");
        if (len > n && strncmp(s, name, n) == 0 && s[n] == '=') {
            return arena_strndup(c->arena, s + n + 1, len - n - 1);
        }
        s += len;
    }
    return "";
}

static void put_cookie(
    struct ctx *c, const char *name, const char *value, int64_t seconds, bool hidden)
{
    const char *whole = arena_printf(c->arena, "%s=%s; Path=/; Max-Age=%lld; SameSite=Lax%s%s",
        name, value, (long long)seconds, hidden ? "; HttpOnly" : "", c->app->tls ? "; Secure" : "");
    for (size_t i = 0; i < COUNT(c->req->set_cookie); i++) {
        const char *old = c->req->set_cookie[i];
        if (!old || (str_starts(old, name) && old[strlen(name)] == '=')) {
            c->req->set_cookie[i] = whole;
            return;
        }
    }
}

static bool token_ok(const char *token)
{
    uint8_t bytes[TOKEN_BYTES];
    return strlen(token) == 2 * TOKEN_BYTES && unhex(token, bytes, sizeof(bytes));
}

static const char *token_make(struct ctx *c)
{
    uint8_t bytes[TOKEN_BYTES];
    new_random(c, bytes, sizeof(bytes));
    return hex(c->arena, bytes, sizeof(bytes));
}

void preferences_load(struct ctx *c)
{
    const char *lang = str_or(req_query(c, "lang"), cookie(c, "lang"));
    c->lang = text_lang_of(req_header(c, "accept-language"));
    for (int i = 0; i < LANG_COUNT; i++) {
        if (str_same(lang, text_lang_codes[i])) {
            c->lang = (enum lang)i;
        }
    }
    c->req->elder = str_same(cookie(c, "elder"), "1");
    c->req->theme = str_same(cookie(c, "theme"), "dark")    ? "dark"
                    : str_same(cookie(c, "theme"), "light") ? "light"
                                                            : "";
    c->req->print = str_same(req_query(c, "print"), "1");
    const char *token = cookie(c, cookie_name(c));
    c->req->cookie = token_ok(token) ? token : "";
}

void set_preference(struct ctx *c, const char *name, const char *value)
{
    enum { YEAR = 365 * 24 * 3600 };
    put_cookie(c, name, value, *value ? YEAR : 0, true);
}

enum { SEALED_SECONDS = 600 };

void keep_sealed(struct ctx *c, const char *name, const char *text)
{
    const char *whole = arena_printf(c->arena, "%lld %s", (long long)c->now, text);
    struct bytes b = seal(c, "cookie", name, c->who.account_id, whole);
    put_cookie(c, name, *text ? hex(c->arena, b.v, b.n) : "", *text ? SEALED_SECONDS : 0, true);
}

const char *kept_sealed(struct ctx *c, const char *name)
{
    const char *in = cookie(c, name);
    size_t n = strlen(in) / 2;
    uint8_t *bytes = arena_alloc(c->arena, n + 1);
    if (!n || !unhex(in, bytes, n)) {
        return "";
    }
    const char *whole = unseal(c, "cookie", name, c->who.account_id, (struct bytes){bytes, n});
    const char *text = strchr(whole, ' ');
    int64_t at = 0;
    bool fresh = text && parse_int(arena_strndup(c->arena, whole, (size_t)(text - whole)), &at) &&
                 c->now - at < (int64_t)SEALED_SECONDS * 1000;
    return fresh ? text + 1 : "";
}

/* Read by the page's script, which may then let go of the draft it kept. */
void act_arrived(struct ctx *c)
{
    enum { TEN_MINUTES = 600 };
    if (token_ok(c->act.key)) {
        put_cookie(c, "arrived", c->act.key, TEN_MINUTES, false);
    }
}

const char *session_token_hash(struct ctx *c)
{
    return str_empty(c->req->cookie) ? "" : keyed_hash(c, "session", c->req->cookie);
}

void session_load(struct ctx *c)
{
    c->who.address = c->req->address;
    if (c->req->as) {
        c->who = *c->req->as;
        return;
    }
    if (str_empty(c->req->cookie) || c->err.kind) {
        return;
    }
    c->who.browser = session_token_hash(c);
    struct rows r =
        db_query(c, "SELECT id, account_id, staff, ends_at FROM session WHERE token_hash = ?1",
            V(c->who.browser));
    if (rows_next(&r) && row_int(&r, 3) > c->now) {
        c->who.session_id = row_int(&r, 0);
        c->who.account_id = row_int(&r, 1);
        c->who.staff = row_int(&r, 2) != 0;
    }
    (void)rows_end(&r);
}

void session_need(struct ctx *c)
{
    if (str_empty(c->req->cookie)) {
        c->req->cookie = token_make(c);
        put_cookie(c, cookie_name(c), c->req->cookie, resident_ms / 1000, true);
        c->who.browser = session_token_hash(c);
    }
}

const char *csrf_token(struct ctx *c)
{
    session_need(c);
    c->req->personal = true;
    return keyed_hash(c, "csrf", c->req->cookie);
}

static void give_token(struct ctx *c, const char *token, bool staff)
{
    c->req->cookie = token;
    put_cookie(c, cookie_name(c), token, (staff ? staff_ms : resident_ms) / 1000, true);
}

/* What the browser must show to be given a lost session again: the cookie it had and the key of the
 * act that signed it in. The cookie alone may be known to whoever used the computer before. */
static const char *prior_of(struct ctx *c)
{
    const char *cookie = c->req->cookie;
    return str_empty(cookie)
               ? ""
               : keyed_hash(c, "prior", arena_printf(c->arena, "%s %s", cookie, c->act.key));
}

bool session_sign_in(struct ctx *c, int64_t account_id, bool staff)
{
    const char *prior = prior_of(c), *token = token_make(c);
    db_exec(c, "DELETE FROM session WHERE token_hash = ?1", V(session_token_hash(c)));
    c->who = (struct who){.session_id = new_id(c),
        .account_id = account_id,
        .staff = staff,
        .browser = keyed_hash(c, "session", token),
        .address = c->req->address};
    db_exec(c,
        "INSERT INTO session (token_hash, id, account_id, staff, made_at, seen_at, ends_at, agent, prior)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8)",
        V(keyed_hash(c, "session", token)), V(c->who.session_id), V(account_id), V(staff),
        V(c->now), V(c->now + (staff ? staff_ms : resident_ms)),
        V(arena_strndup(
            c->arena, req_header(c, "user-agent"), strnlen(req_header(c, "user-agent"), 120))),
        V(prior));
    give_token(c, token, staff);
    if (c->area_id && !c->err.kind) {
        c->app->enter_area(c);
        c->act.person_id = c->who.person_id;
    }
    return !c->err.kind;
}

/* Only the browser whose token the lost answer replaced gets it, and only for ten minutes. */
void session_again(struct ctx *c)
{
    const char *prior = prior_of(c), *token = token_make(c);
    if (c->who.session_id || str_empty(prior)) {
        return;
    }
    int64_t staff = db_int(c,
        "UPDATE session SET token_hash = ?1 WHERE prior = ?2 AND made_at > ?3 RETURNING staff + 1",
        V(keyed_hash(c, "session", token)), V(prior), V(c->now - again_ms));
    if (staff && !c->err.kind) {
        give_token(c, token, staff == 2);
    }
}

bool session_sign_out(struct ctx *c)
{
    db_exec(c, "DELETE FROM session WHERE token_hash = ?1", V(session_token_hash(c)));
    put_cookie(c, cookie_name(c), "", 0, true);
    c->who = (struct who){0};
    return !c->err.kind;
}

bool act_keep(struct ctx *c)
{
    db_exec(c,
        "UPDATE act SET person_id = ?3, hand = ?4, channel = ?5, happened_at = ?6, evidence = ?7,"
        " received_at = ?8"
        " WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(c->act.id), V0(c->act.person_id), V((int)c->act.hand),
        V((int)c->act.channel), V(c->act.happened_at), V(c->act.evidence), V(c->act.received_at));
    return !c->err.kind;
}

bool act_by(
    struct ctx *c, enum hand hand, enum channel channel, int64_t happened_at, const char *evidence)
{
    if (c->err.kind) {
        return false;
    }
    c->act.hand = hand;
    c->act.channel = channel;
    c->act.happened_at = happened_at > 0 && happened_at <= c->now ? happened_at : c->now;
    c->act.evidence = str_or(evidence, "");
    return act_keep(c);
}
