/* matters_pages.c - the desk of all rooms: audit trail, receipts of acts, files. */
#include "src/matters/matters_pages.h"

#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/web/file.h"
#include "lib/web/page.h"
#include "src/bodies/duties.h"
#include "src/matters/matters_store.h"
#include "src/people/people.h"
#include "src/places/places.h"

enum { AUDIT_PAGE = 50 };

static const char *matter_path(struct ctx *c, const struct matter *m)
{
    return area_path(c, "%s/%" PRId64, matters_kind(c, m->kind)->room, m->id);
}

/* Audit ---------------------------------------------------------------------------------------- */
struct audit_page {
    struct entries log;
    const char **leaves, **names; /* one an entry */
    int64_t next; /* 0: no older ones */
};

static const char *name_of(struct ctx *c, const struct entries *log, const char **names, size_t i)
{
    struct person who = {0};
    int64_t id = log->v[i].person_id;
    for (size_t k = 0; k < i; k++) {
        if (log->v[k].person_id == id) {
            return names[k];
        }
    }
    return id && people_by_id(c, id, &who) ? str_or(who.name, T(c, N_("没有写名字"))) : "";
}

static bool fill_audit(struct ctx *c, struct audit_page *p)
{
    if (!log_of_area(c, req_query_int(c, "before", 0), AUDIT_PAGE, &p->log)) {
        return false;
    }
    size_t n = p->log.n;
    p->names = arena_alloc(c->arena, (n + 1) * sizeof(*p->names));
    p->leaves = arena_alloc(c->arena, (n + 1) * sizeof(*p->leaves));
    if (!n) {
        return true;
    }
    int64_t oldest = p->log.v[n - 1].seq;
    const char **leaves =
        arena_alloc(c->arena, (size_t)(p->log.v[0].seq - oldest + 1) * sizeof(*leaves));
    if (!matters_leaves(c, oldest, p->log.v[0].seq, leaves)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        p->names[i] = name_of(c, &p->log, p->names, i);
        p->leaves[i] = leaves[p->log.v[i].seq - oldest];
    }
    p->next = n == AUDIT_PAGE && oldest > 1 ? oldest : 0;
    return !c->err.kind;
}

static void put_whom(struct ctx *c, const struct entry *e);

#include "matters_audit.html.h"

/* Whom a fact of the rooms of persons is about, for who may open that person; of a look, why. */
static void put_whom(struct ctx *c, const struct entry *e)
{
    struct person p = {0};
    bool look = str_same(e->kind, "people.phone_seen") || str_same(e->kind, "people.born_seen");
    bool ours = str_starts(e->kind, "people.") || str_starts(e->kind, "identity.") ||
                str_starts(e->kind, "privacy.");
    if (ours && e->subject_id && people_find(c, e->subject_id, &p) &&
        c->app->may(c, DUTY_SEE_ROLL, p.building_id ? p.building_id : c->area_id)) {
        whom_link_html(c, &p, look ? str_or(e->text, "") : "");
    }
}

static void show_audit(struct ctx *c)
{
    struct audit_page p = {0};
    if (list_serve(c, &matters_audit_list, AUDIENCE_CASE, matters_audit_fill) ||
        !fill_audit(c, &p)) {
        return;
    }
    page_begin(
        c, &(struct page){
               .title = T(c, N_("审计记录")), .wide = true, .tab = "desk", .no_index = true});
    audit_page_html(c, &p);
    page_end(c);
}

/* Receipts ------------------------------------------------------------------------------------- */
struct receipt_page {
    struct made a;
    struct matter m;
    bool phone; /* its number and the last four digits open it */
    const char *office; /* the committee's telephone; "" none */
    const char *whom; /* the name, for those who typed it or may act for them */
    int64_t until;
    bool mine, voidable, seen; /* seen: the reader may open the matter itself */
    bool told; /* what it is about: to whom it is open, and to whose hand typed it */
    struct words why_not;
};

static bool typed_by_reader(const struct ctx *c, const struct made *a)
{
    return a->account_id && a->account_id == c->who.account_id;
}

/* What she did herself is nobody's receipt but hers. */
static bool may_read(struct ctx *c, const struct made *a)
{
    enum hand hand;
    if (typed_by_reader(c, a) || (a->person_id && a->person_id == c->who.person_id)) {
        return true;
    }
    return a->hand != HAND_SELF && a->person_id && c->who.person_id &&
           c->app->may_act_for(c, a->person_id, &hand);
}

/* By which ways one learns how it stands who has only this paper. */
static bool fill_ways(struct ctx *c, struct receipt_page *p)
{
    struct person asker = {.phone = ""};
    struct area area = {0};
    bool known = (!p->m.asker_id || people_by_id(c, p->m.asker_id, &asker)) &&
                 places_area(c, c->area_id, &area);
    p->phone = !str_empty(asker.phone);
    p->office = str_or(area.phone, "");
    return known;
}

static bool fill_receipt(struct ctx *c, struct receipt_page *p)
{
    struct person whom = {.name = ""};
    struct err why = {0};
    if (!matters_act(c, req_id(c, "id"), &p->a)) {
        return false;
    }
    if (!p->a.subject_id || !may_read(c, &p->a) || !matters_load(c, p->a.subject_id, &p->m)) {
        return c->err.kind ? false : not_found(c);
    }
    if ((p->a.person_id && !people_by_id(c, p->a.person_id, &whom)) || !fill_ways(c, p)) {
        return false;
    }
    p->whom = str_or(whom.name, T(c, N_("没有写名字")));
    p->mine = p->a.person_id && p->a.person_id == c->who.person_id;
    p->until = p->a.typed_at + ACT_VOID_DAYS * MS_PER_DAY;
    p->voidable = matters_may_void(&p->a, p->m.closed_at, c->now, &why);
    p->why_not = why.words;
    p->seen = matters_visible(c, &p->m);
    p->told = p->seen || typed_by_reader(c, &p->a);
    return !c->err.kind;
}

#include "matters_act.html.h"

static void show_receipt(struct ctx *c)
{
    struct receipt_page p = {0};
    if (!fill_receipt(c, &p)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, N_("代办回执")),
                      .back = p.mine ? matter_path(c, &p.m) : area_path(c, "%s", ""),
                      .back_label = p.mine ? NULL : T(c, N_("首页")),
                      .no_index = true});
    receipt_html(c, &p);
    page_end(c);
}

static void do_void(struct ctx *c)
{
    struct made a = {0};
    if (!matters_act(c, req_id(c, "id"), &a)) {
        return;
    }
    if (!a.person_id || a.person_id != c->act.person_id) {
        not_found(c);
    } else if (matters_void(c, &a)) {
        redirect(c, area_path(c, "acts/%" PRId64 "/receipt", a.id));
    }
}

/* Files ---------------------------------------------------------------------------------------- */
static bool is_uploader(struct ctx *c, const struct file *f)
{
    if (f->account_id && f->account_id == c->who.account_id) {
        return true;
    }
    return !str_empty(f->session) && str_same(f->session, session_token_hash(c));
}

static void serve_file(struct ctx *c, bool thumb)
{
    struct file f = {0};
    struct matter m = {0};
    if (!file_by_id(c, req_id(c, "id"), &f)) {
        return;
    }
    if (is_uploader(c, &f) || matters_see(c, f.subject_id, &m)) {
        file_serve(c, &f, thumb);
    }
}

static void show_file(struct ctx *c)
{
    serve_file(c, false);
}

static void show_thumb(struct ctx *c)
{
    serve_file(c, true);
}

static const struct route routes[] = {
    {"GET", "/a/:area/audit", show_audit, .duty = DUTY_AUDIT, .list = &matters_audit_list,
        .title = N_("审计记录")},
    {"GET", "/a/:area/files/:id", show_file, .duty = DUTY_PUBLIC, .title = N_("照片")},
    {"GET", "/a/:area/files/:id/thumb", show_thumb, .duty = DUTY_PUBLIC, .title = N_("小照片")},
    {"GET", "/a/:area/acts/:id/receipt", show_receipt, .duty = DUTY_PERSON,
        .title = N_("代办回执")},
    {"POST", "/a/:area/acts/:id/void", do_void, .duty = DUTY_PERSON, .hands = HANDS_ANY,
        .show = show_receipt, .title = N_("撤销别人代我办的事")},
    {0},
};

static const struct list *const lists[] = {&matters_audit_list, NULL};

const struct module matters_module = {
    .name = "matters", .tier = 1, .routes = routes, .lists = lists, .personal = matters_personal};
