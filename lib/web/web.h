/* web.h - floor 2: a request in, a page out. What a room's _pages.c needs, and no more.
 *
 * The router (router.c) finds the route, checks the duty, opens the transaction, takes the act
 * key, fills and checks the form, calls the handler, and commits iff status < 400. Handlers never
 * see the HTTP library's types; tests call web_serve() with a struct req made by hand.
 */
#ifndef EAVES_WEB_H
#define EAVES_WEB_H

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/db/db.h"
#include "lib/db/list.h"
#include "lib/web/form.h"

/* Routes ------------------------------------------------------------------------------------ */
enum hands { /* who may do it for whom: rule 1 */
    HANDS_ANY = 1, /* web, phone, paper, visit; self, staff, leader, helper */
    HANDS_PAPER, /* statutory votes: typed by two from a signed sheet */
    HANDS_SELF, /* never for another: sign-in, own settings, staff's own work */
};

struct route {
    const char *method; /* "GET" or "POST" */
    /* "/a/:area/requests/:id": :area enters the tenant; :id is an id, :code and others are text.
     * A path that starts with /a/ is always inside an area. */
    const char *path;
    void (*handle)(struct ctx *c);
    int duty;
    enum hands hands; /* POST only */
    const struct form *form; /* POST only; NULL: no fields */
    void (*show)(struct ctx *c); /* shown again, with 422 or 409, when the form or a rule says no */
    int64_t (*place_of)(struct ctx *c); /* the place the duty is asked for; NULL: the whole area */
    const struct list *list; /* GET: router adds .csv .xlsx .docx .json .atom to the path */
    const char *title; /* msgid: for `eaves routes` and openapi, "反映问题" */
    int64_t body_max; /* 0: 64 KiB */
    bool remember; /* GET: the page may be given again until anything is written: remember.h */
    bool own_key; /* POST outside any area: session, login; no act row unless in an area */
    /* POST with a password: the stored hash for the login that was typed (a dummy one if nobody has
     * it), read before the handler in a transaction of its own. The server compares it in a process
     * of its own and sets req->hash_ok; web_serve() does it in line when that is still 0. */
    const char *(*hash_of)(struct ctx *c);
};

/* Request and answer ------------------------------------------------------------------------- */
struct pair {
    const char *name, *value; /* decoded, valid UTF-8, tidy not yet applied */
};
struct upload { /* one file part, already spooled to files/quarantine/<name> and fsynced */
    const char *field, *filename, *type; /* as claimed by the sender: believe nothing */
    const char *path; /* on disk; NULL in tests that pass bytes */
    struct bytes head; /* the first 64 bytes, for the magic */
    int64_t size;
};
enum { REQ_PAIRS_MAX = 256, REQ_FILES_MAX = 6 };
struct pairs {
    struct pair *v;
    size_t n, cap;
};

struct req {
    /* in */
    const char *method, *path; /* path decoded, without the query */
    struct pairs params, query, post, headers; /* headers: names in lower case */
    struct upload *files;
    size_t n_files;
    const char *cookie, *address; /* session token or ""; peer address */
    const char *request_id; /* for the log and the error page */
    const struct who *as; /* a command's: who asks, without a session; NULL */
    const struct route *route;
    bool json; /* under /api/v1, or a JSON body: answer with JSON */
    bool elder, print; /* 长辈版; a printed page */
    const char *theme; /* "", "dark", "light" */
    const char *suffix; /* "csv", "xlsx", "docx", "json", "atom" of a list, or "" */
    int64_t started_us;
    const struct frame *frame; /* see page.h: asked for once */
    int hash_ok; /* hasher's verdict for routes with a password: 1 yes, -1 no, 0 not asked */
    /* the form: filled before the handler runs */
    const void *form; /* the form's struct, or NULL */
    struct wrongs wrong; /* fields that are wrong, in the form's order */
    struct notice { /* a sentence on top of a shown-again page */
        struct words words;
        const char *kind; /* "bad", "warn", "ok" */
    } notice;
    /* out */
    int status; /* 0 means 200 */
    const char *location, *type, *disposition, *etag;
    struct pairs out; /* further headers */
    const char *set_cookie[4]; /* whole Set-Cookie values */
    int file_fd; /* 0: none; else served instead of body and closed */
    int64_t file_size;
    int retry_after; /* seconds */
    bool counts; /* a refusal (ERR_RULE) keeps what the handler wrote: a wrong secret was a try */
    bool personal; /* holds what is good once (a form's keys): never given again */
    struct buf body;
    struct drawing *drawing; /* page.c and form_html.c: what this page has said so far. In the
                                arena: NULL again whenever the body is emptied */
};

/* Runs one request from route to committed answer. Never fails: the answer is in c->req. It may be
 * called again for the same request: it forgets the former answer first. Outside a tick it opens,
 * commits and, on ERR_AGAIN, re-runs its own transaction (3 times); inside db_tick_begin() its
 * transaction is a savepoint, and nothing is durable before db_tick_commit() has returned. */
void web_serve(struct ctx *c);
/* The same request refused before it could run (the store is busy or full): its form is shown again
 * with what was typed. Not inside a tick. */
void web_refuse(struct ctx *c, const struct err *why);
bool web_is_write(const struct req *r); /* POST: belongs on the tick */
/* What the server asks before a body is read; no store, no session. */
int64_t web_body_max(const struct app *app, const char *method,
    const char *path); /* bytes; 64 KiB where no route says */
/* The route's hash_of() asked in a read transaction; *password is the FIELD_SECRET as typed. NULL:
 * this request compares no password. */
const char *web_hash_of(struct ctx *c, const char **password);
/* Every route has a duty, every POST its hands, every form its show, no two the same: or says so.
 */
bool routes_check(const struct module *const *modules, struct err *why);

int64_t req_id(struct ctx *c, const char *param); /* path parameter; 0 if it is not an id */
const char *req_text(struct ctx *c, const char *param); /* "" if absent */
const char *req_query(struct ctx *c, const char *name); /* "" if absent */
int64_t req_query_int(struct ctx *c, const char *name, int64_t otherwise);
const char *req_header(struct ctx *c, const char *lower_name); /* "" if absent */
const struct upload *req_file(struct ctx *c, const char *field, int n); /* n-th; NULL */

/* "/a/ly/requests/77" */
const char *area_path(struct ctx *c, const char *fmt, ...) PRINTF(2, 3);
void redirect(struct ctx *c, const char *where); /* 303; a path of ours only */
void answer_json(struct ctx *c, const char *json);
bool not_found(struct ctx *c); /* sets ERR_ABSENT, notes a foreign id; always false */
bool denied(struct ctx *c);
/* The act turns out to be for another (a caller found by phone, a draft typed for somebody): asks
 * may_act_for, then keeps it so. Every argument as in struct act; happened_at 0: now. */
bool act_for(struct ctx *c, int64_t person_id, enum channel channel, int64_t happened_at,
    const char *evidence);
/* For a person whom this very request has made: nothing is known of them yet, so the caller has
 * asked what `hand` may do at the place they speak of. */
bool act_for_new(struct ctx *c, int64_t person_id, enum hand hand, enum channel channel,
    int64_t happened_at, const char *evidence);
/* The act is the reader's own work at the doors, on paper or in a group: whose hand it is and which
 * way it came, kept so. Nobody's wish but theirs: person_id stays. */
bool act_by(
    struct ctx *c, enum hand hand, enum channel channel, int64_t happened_at, const char *evidence);

/* Sessions, cookies, CSRF (session.c) --------------------------------------------------------- */
bool session_sign_in(struct ctx *c, int64_t account_id, bool staff); /* new id, old one dropped */
bool session_sign_out(struct ctx *c);
const char *session_token_hash(struct ctx *c); /* binds codes and drafts to the asking browser */
void session_need(struct ctx *c); /* a visitor's cookie, before a form that will be posted */
const char *csrf_token(struct ctx *c);
/* A text this browser holds sealed for ten minutes, for that reader only: what was typed on one
 * page and is read on the next, in no address and no log. "" lets it go. kept: "" none. */
void keep_sealed(struct ctx *c, const char *name, const char *text);
const char *kept_sealed(struct ctx *c, const char *name);
void set_preference(struct ctx *c, const char *cookie, const char *value); /* one year */

/* Pages ---------------------------------------------------------------------------------------
 * The frame is in lib/web/page.h. What templates print goes to c->req->body. */
struct html {
    const char *v;
}; /* already escaped: the only type put raw */
void put_html(struct ctx *c, const char *literal, size_t n); /* templates only */
void put_raw(struct ctx *c, struct html h);
void put_text(struct ctx *c, const char *s); /* escapes; NULL prints nothing */
void put_int(struct ctx *c, int64_t i);
void put_words(struct ctx *c, struct words w); /* said in the reader's language, escaped */
void put_value(struct ctx *c, struct value v); /* escapes; bytes and NULL print nothing */
/* {{ expr }}: by its type; what has no way to be printed does not compile. */
/* clang-format off */
#define PUT(c, x) _Generic((x), \
    struct html: put_raw, struct words: put_words, struct value: put_value, \
    const char *: put_text, char *: put_text, \
    bool: put_int, int: put_int, unsigned: put_int, long: put_int, long long: put_int, \
    unsigned long: put_int)((c), (x))
/* clang-format on */
/* What was printed since body had `mark` bytes, taken out of it again: how a function that draws
 * with templates returns a struct html. */
struct html html_since(struct ctx *c, size_t mark);
struct html icon_html(struct ctx *c, const char *name); /* of the sprite: "alert" */
void page_error(struct ctx *c); /* from c->err; also used by the router */

const char *T(struct ctx *c, const char *msgid); /* in the reader's language */
const char *say(struct ctx *c, struct words w); /* "" for no words */
const char *say_time(struct ctx *c, int64_t ms); /* 11月28日 20:00 */
const char *say_date(struct ctx *c, const char *iso); /* a stored day, as say_day() */
/* From a stored day on; to: the first day no longer, "" while it lasts. */
const char *say_lasting(struct ctx *c, const char *from, const char *to);
const char *say_until(struct ctx *c, int64_t ms); /* an end: 11月27日 24 时 */
const char *say_day(struct ctx *c, int64_t ms); /* 11月28日(周六) */
const char *say_dated(struct ctx *c, int64_t ms); /* the same with its year, for paper that lasts */
const char *say_ago(struct ctx *c, int64_t ms); /* 3 小时前; a day beyond a week */
const char *say_left(struct ctx *c, int64_t due_at); /* 还有 2 天 / 已超 3 小时 */
const char *say_area(struct ctx *c, int64_t dm2); /* 1,840.00 */
const char *say_money(struct ctx *c, int64_t fen);

/* A list's page: reads filter, order, q and after from the query (what it does not know is as if
 * not asked); HTML rows, or the export the suffix asks for. `audience` bounds what is read.
 *
 *     if (!list_view_load(c, &pets_list, place_id, most, &page.pets)) return;
 *     page.pets.personal = may see phones;
 *     if (list_export(c, &page.pets)) return;
 *     ... page_begin, {{ list_html(c, &p->pets) }}, page_end */
enum { LIST_FOOT_MAX = 4 };
struct list_view {
    const struct list *list;
    struct list_ask ask;
    struct list_rows rows;
    const char *find; /* as typed */
    bool
        personal; /* show .personal columns: set it after asking may(SEE_PHONE); false by default */
    /* What a list with questions of its own adds: another title, to its addresses
     * ("&from=2026-07-01"), to the head and the foot of what is printed (all said already; NULL:
     * nothing). */
    const char *title, *query, *period, *foot[LIST_FOOT_MAX];
};
bool list_view_load(
    struct ctx *c, const struct list *l, int64_t place_id, int64_t audience, struct list_view *out);
bool list_export(struct ctx *c, const struct list_view *v); /* true when a suffix was served */
struct html list_html(struct ctx *c, const struct list_view *v); /* chips, table.fold, 再看 20 件 */

/* A page that is richer than a table still exports and prints its rows: .csv, .xlsx, .docx, .json,
 * ?print=1 and ?filter= of the route's list `l` are answered here (true: answered, or c->err); else
 * the page draws itself, with list_ways_html() where its reader looks for that. `fill` (or NULL)
 * adds what no SQL says. */
bool list_serve(struct ctx *c, const struct list *l, int64_t audience,
    bool (*fill)(struct ctx *c, struct list_view *v));
struct html list_title_html(struct ctx *c, const struct list *l); /* as the page's heading */
struct html list_ways_html(struct ctx *c, const struct list *l); /* 全部：表格, 导出, 打印 */

extern const struct module web_module; /* sessions, files, preferences, health, assets */
#endif
