/* import_roster_pages.c - the roster as it stands: one stair on the page, all of it as a table that
 * comes back through the import. Telephones are masked unless a reason is given, which is kept. */
#include <string.h>

#include "lib/base/seal.h"
#include "lib/log/log.h"
#include "lib/sheet/sheet.h"
#include "lib/web/parts.h"
#include "src/bodies/duties.h"
#include "src/import/import.h"
#include "src/people/people.h"
#include "src/places/places.h"

struct full_typed {
    const char *reason;
};
static const struct field full_fields[] = {
    FIELD(struct full_typed, FIELD_TEXT, reason, .required = true, .max = 100,
        .label = N_("为什么要完整的手机号"), .help = N_("会记下来，别人能查到是谁、为什么下载的")),
    {0},
};
static const struct form full_form = {"import.full", sizeof(struct full_typed), full_fields};

struct roster_line {
    const char *unit, *size, *name, *phone;
};
struct roster_page {
    int64_t stair;
    const char *typed; /* the stair's name once it is found */
    struct finds found;
    bool sees_phone;
    struct roster_line *v;
    size_t n, cap;
};

#include "import_roster.html.h"

static const char *size_of(struct ctx *c, int64_t dm2)
{
    return dm2 ? arena_printf(
                     c->arena, "%lld.%02lld", (long long)(dm2 / 100), (long long)(dm2 % 100))
               : "";
}

static const char *phone_of(struct ctx *c, const char *phone, bool full)
{
    return str_empty(phone) ? "" : full ? phone : mask_phone(c, phone);
}

static const char *born_of(struct ctx *c, const char *born, bool full)
{
    return full || str_empty(born) ? born
                                   : arena_printf(c->arena, "%s年", people_born_year(c, born));
}

/* One stair ------------------------------------------------------------------------------------ */
static bool load_stair(struct ctx *c, struct roster_page *p)
{
    struct units homes = {0};
    struct people folk = {0};
    if (!places_units(c, p->stair, &homes) || !people_of_building(c, p->stair, &folk)) {
        return false;
    }
    for (const struct unit *u = homes.v; u < homes.v + homes.n; u++) {
        struct roster_line line = {u->name, size_of(c, u->area_dm2), "", ""};
        size_t before = p->n;
        for (const struct person *w = folk.v; w < folk.v + folk.n; w++) {
            if (w->unit_id == u->id) {
                line.name = w->name;
                line.phone = phone_of(c, w->phone, false);
                list_push(c->arena, p, line);
            }
        }
        if (p->n == before) {
            list_push(c->arena, p, line);
        }
    }
    return true;
}

/* Words that may mean several stairs: they are offered. */
static bool find_stair(struct ctx *c, struct roster_page *p)
{
    p->typed = str_tidy(c->arena, req_query(c, "b"), true, false);
    if (!*p->typed) {
        return true;
    }
    if (!finder_one(c, &places_stairs_finder, p->typed, &p->found, &p->stair)) {
        return false;
    }
    p->typed = p->stair ? places_stairs_finder.name(c, p->stair) : p->typed;
    return !c->err.kind;
}

static void show_roster(struct ctx *c)
{
    struct roster_page p = {.sees_phone = c->app->may(c, DUTY_SEE_PHONE, c->area_id)};
    if (!find_stair(c, &p) || (p.stair && !load_stair(c, &p))) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, "名册"), .tab = "plan", .no_index = true});
    roster_tpl(c, &p);
    page_end(c);
}

/* All of it ------------------------------------------------------------------------------------ */
enum { OUT_COLUMNS = 11 };
static const char *const heads[OUT_COLUMNS] = {"房屋编号", "人员编号", "小区", "楼号", "室号",
    "建筑面积", "姓名", "手机", "与户主关系", "是否租户", "出生日期"};

struct sink { /* a workbook, or a CSV */
    struct ctx *c;
    struct xlsx *x;
    int row;
    bool full;
};

static void put_line(struct sink *s, const char *const cell[OUT_COLUMNS])
{
    for (int i = 0; i < OUT_COLUMNS; i++) {
        if (s->x) {
            xlsx_text(s->x, s->row, i, cell[i]);
        } else {
            csv_cell(&s->c->req->body, cell[i], i == 0, false);
        }
    }
    if (!s->x) {
        csv_end_row(&s->c->req->body);
    }
    s->row++;
}

static void put_person(struct sink *s, const struct dwelling *h, const struct member *m)
{
    struct arena *a = s->c->arena;
    bool tenant = m && str_starts(m->what, "租户");
    const char *what = m ? m->what + (tenant ? strlen("租户") : 0) : "";
    const char *cell[OUT_COLUMNS] = {
        arena_printf(a, "%lld", (long long)h->unit.id),
        m ? arena_printf(a, "%lld", (long long)m->person_id) : "",
        h->compound,
        h->building,
        h->unit.name,
        size_of(s->c, h->unit.area_dm2),
        m ? m->name : "",
        m ? phone_of(s->c, m->phone, s->full) : "",
        what + strspn(what, " "),
        tenant ? "租户" : "",
        m ? born_of(s->c, m->born, s->full) : "",
    };
    put_line(s, cell);
}

struct by_unit { /* members of one home, chained */
    int64_t unit_id;
    size_t first; /* index + 1 into the members */
};

static size_t slot_of(const struct by_unit *v, size_t cap, int64_t unit_id)
{
    size_t i = ((uint64_t)unit_id * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (cap - 1);
    while (v[i].unit_id && v[i].unit_id != unit_id) {
        i = (i + 1) & (cap - 1);
    }
    return i;
}

static void put_heads(struct sink *s)
{
    static const int widths[OUT_COLUMNS] = {20, 20, 16, 12, 10, 10, 12, 16, 12, 10, 14};
    if (s->x) {
        xlsx_header(s->x, heads, widths, OUT_COLUMNS);
        s->row++;
    } else {
        put_line(s, heads);
    }
}

static bool put_all(struct sink *s)
{
    struct ctx *c = s->c;
    struct dwellings homes = {0};
    struct members folk = {0};
    if (!places_dwellings(c, &homes) || !people_members(c, &folk)) {
        return false;
    }
    size_t cap = 64;
    while (cap < folk.n * 2) {
        cap *= 2;
    }
    struct by_unit *at = arena_alloc(c->arena, cap * sizeof(*at));
    size_t *next = arena_alloc(c->arena, (folk.n + 1) * sizeof(*next));
    for (size_t i = folk.n; i-- > 0;) { /* backwards, so that a chain is in order */
        struct by_unit *b = &at[slot_of(at, cap, folk.v[i].unit_id)];
        b->unit_id = folk.v[i].unit_id;
        next[i] = b->first;
        b->first = i + 1;
    }
    put_heads(s);
    for (const struct dwelling *h = homes.v; h < homes.v + homes.n; h++) {
        size_t i = at[slot_of(at, cap, h->unit.id)].first;
        if (!i) {
            put_person(s, h, NULL);
        }
        for (; i; i = next[i - 1]) {
            put_person(s, h, &folk.v[i - 1]);
        }
    }
    return true;
}

static void send_xlsx(struct ctx *c, bool full)
{
    struct sink s = {.c = c, .x = xlsx_create("名册"), .full = full};
    bool ok = put_all(&s);
    if (!xlsx_finish(s.x, &c->req->body) && ok) {
        fail(&c->err, ERR_STORE, SAY(N_("表格没有做成，请再试一次")));
    }
    c->req->type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    c->req->disposition = "attachment; filename=\"roster.xlsx\"";
}

static void export_xlsx(struct ctx *c)
{
    send_xlsx(c, false);
}

static void export_csv(struct ctx *c)
{
    struct sink s = {.c = c};
    csv_begin(&c->req->body);
    (void)put_all(&s);
    c->req->type = "text/csv; charset=utf-8";
    c->req->disposition = "attachment; filename=\"roster.csv\"";
}

static void do_full(struct ctx *c)
{
    const struct full_typed *typed = c->req->form;
    if (!c->app->may(c, DUTY_SEE_PHONE, c->area_id)) { /* to import is not yet to see telephones */
        denied(c);
        return;
    }
    struct fact f = {.kind = "import.phones_exported",
        .subject_id = c->area_id,
        .audience = AUDIENCE_STAFF,
        .words = SAY(N_("下载了带完整手机号的名册")),
        .text = typed->reason};
    if (record(c, &f)) {
        send_xlsx(c, true);
    }
}

static const struct route routes[] = {
    {.method = "GET",
        .path = "/a/:area/roster",
        .handle = show_roster,
        .duty = DUTY_IMPORT,
        .title = N_("名册")},
    {.method = "GET",
        .path = "/a/:area/roster.xlsx",
        .handle = export_xlsx,
        .duty = DUTY_IMPORT,
        .title = N_("下载名册")},
    {.method = "GET",
        .path = "/a/:area/roster.csv",
        .handle = export_csv,
        .duty = DUTY_IMPORT,
        .title = N_("下载名册")},
    {.method = "POST",
        .path = "/a/:area/roster/full",
        .handle = do_full,
        .duty = DUTY_IMPORT,
        .hands = HANDS_SELF,
        .form = &full_form,
        .show = show_roster,
        .title = N_("下载带完整手机号的名册")},
    {0},
};

const struct module roster_module = {.name = "roster", .tier = 4, .routes = routes};
