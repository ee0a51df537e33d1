/* import_map_pages.c - which column means what: guessed, looked at by a person, kept. */
#include <string.h>

#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/import/import.h"
#include "src/import/import_room.h"

enum { COLUMNS_SHOWN = 52 };

/* For each meaning the column of the file, counted from 1; 0: none. */
struct map_typed {
    int64_t tab, header, rows;
    bool hidden_too, stairs_above, all_tabs;
    const char *compound;
    int64_t in[COLUMNS];
};
static const char *const column_fields[COLUMNS] = {"in_compound", "in_building", "in_entrance",
    "in_unit", "in_address", "in_size", "in_name", "in_phone", "in_phone2", "in_relation",
    "in_tenant", "in_since", "in_owner", "in_owner_phone", "in_share", "in_home", "in_person",
    "in_born", "in_share_of"};
#define IN(col, nam, lab, hel) \
    { \
        .type = FIELD_ID, .name = nam, .offset = offsetof(struct map_typed, in) + 8 * (col), \
        .label = lab, .help = hel \
    }
static const struct field map_fields[] = {
    FIELD(struct map_typed, FIELD_INT, tab, .hidden = true, .max = 100),
    FIELD(struct map_typed, FIELD_INT, header, .hidden = true, .max = 1100000),
    FIELD(struct map_typed, FIELD_INT, rows, .hidden = true, .max = 2),
    FIELD(struct map_typed, FIELD_TEXT, compound, .max = 40, .label = N_("小区名"),
        .help = N_("表格里没有「小区」这一列，就在这里写")),
    IN(COLUMN_COMPOUND, "in_compound", N_("小区"), NULL),
    IN(COLUMN_BUILDING, "in_building", N_("楼号"), N_("3号楼、3#、3")),
    IN(COLUMN_ENTRANCE, "in_entrance", N_("单元"), N_("一幢楼有几个门时")),
    IN(COLUMN_UNIT, "in_unit", N_("室号"), N_("301、301室、301/302")),
    IN(COLUMN_ADDRESS, "in_address", N_("地址"), N_("楼号和室号写在一格里：12号301、3-2-501")),
    IN(COLUMN_SIZE, "in_size", N_("建筑面积"), NULL),
    IN(COLUMN_NAME, "in_name", N_("姓名"), N_("户主或家里人")),
    IN(COLUMN_PHONE, "in_phone", N_("手机"), NULL),
    IN(COLUMN_PHONE2, "in_phone2", N_("第二个电话"), N_("只在没有第一个时才存")),
    IN(COLUMN_RELATION, "in_relation", N_("与户主关系"), NULL),
    IN(COLUMN_TENANT, "in_tenant", N_("是否租户"), NULL),
    IN(COLUMN_SINCE, "in_since", N_("入住日期"), NULL),
    IN(COLUMN_OWNER, "in_owner", N_("产权人"), NULL),
    IN(COLUMN_OWNER_PHONE, "in_owner_phone", N_("产权人电话"), NULL),
    IN(COLUMN_SHARE, "in_share", N_("产权份额"), N_("1/2、50%")),
    IN(COLUMN_HOME_ID, "in_home", N_("房屋编号"), N_("从屋檐导出的表才有")),
    IN(COLUMN_PERSON_ID, "in_person", N_("人员编号"), N_("从屋檐导出的表才有")),
    IN(COLUMN_BORN, "in_born", N_("出生日期"), NULL),
    IN(COLUMN_SHARE_OF, "in_share_of", N_("分之"), N_("份额分成两列写时的分母")),
    FIELD(struct map_typed, FIELD_FLAG, stairs_above,
        .label = N_("楼号不在列里：写在标题、工作表名，或一段住户的上面")),
    FIELD(struct map_typed, FIELD_FLAG, all_tabs, .label = N_("表头一样的工作表一起读")),
    FIELD(struct map_typed, FIELD_FLAG, hidden_too, .label = N_("表格里隐藏的行也读")),
    {0},
};
const struct form import_map_form = {"import.map", sizeof(struct map_typed), map_fields};

struct mapping { /* the page where columns get their meaning */
    const struct import_run *run;
    const struct sheets *all;
    const struct sheet *s;
    int64_t tab;
    struct roster_map m;
    int columns;
    const struct choice *among;
    const char *path;
};

#include "import_map.html.h"

static int width_of(const struct sheet *s)
{
    int n = 0;
    for (size_t i = 0; i < s->n; i++) {
        n = s->v[i].n > n ? s->v[i].n : n;
    }
    return n;
}

static const char *example_of(const struct sheet *s, const struct roster_map *m, int col)
{
    for (size_t i = 0; i < s->n; i++) {
        if (s->v[i].number > m->header && col < s->v[i].n && *s->v[i].v[col]) {
            return s->v[i].v[col];
        }
    }
    return "";
}

static const struct choice *columns_among(struct ctx *c, const struct mapping *p)
{
    struct choice *v = arena_alloc(c->arena, (size_t)(p->columns + 1) * sizeof(*v));
    for (int i = 0; i < p->columns; i++) {
        const char *head = roster_heading(c->arena, p->s, &p->m, i);
        const char *example = example_of(p->s, &p->m, i);
        v[i] = (struct choice){.value = i + 1,
            .label = arena_printf(c->arena, "%s · %s%s%s%s", import_letter(c, i), head,
                *example ? "（" : "", example, *example ? "）" : "")};
    }
    return v;
}

static void fill_map(struct ctx *c, const struct mapping *p)
{
    struct map_typed *t = arena_alloc(c->arena, sizeof(*t));
    *t = (struct map_typed){.tab = p->tab,
        .header = p->m.header,
        .rows = p->m.header_rows,
        .hidden_too = p->m.hidden_too,
        .stairs_above = p->m.stairs_above,
        .all_tabs = p->m.all_tabs,
        .compound = str_or(p->run->compound, "")};
    for (int i = 0; i < COLUMNS; i++) {
        t->in[i] = p->m.at[i] + 1;
    }
    form_fill(c, &import_map_form, t);
}

/* Another sheet or header than the run's own guess: of the form that comes back, or asked for in
 * the query. `last` is the header's last row, 0: to be guessed. */
struct asked {
    int64_t tab, last, rows;
};

static int64_t posted(const struct ctx *c, const char *name)
{
    int64_t n = 0;
    for (size_t i = 0; i < c->req->post.n; i++) {
        if (str_same(c->req->post.v[i].name, name)) {
            (void)parse_int(c->req->post.v[i].value, &n);
        }
    }
    return n;
}

static struct asked asked_for(struct ctx *c, const struct import_run *run)
{
    struct asked out = {posted(c, "tab"), posted(c, "header"), posted(c, "rows")};
    if (out.last > 0) {
        return out;
    }
    out.tab = req_query_int(c, "tab", run->tab);
    out.rows = req_query_int(c, "rows", 1) == 2 ? 2 : 1;
    int64_t from = req_query_int(c, "from", 0); /* of the sheet that was shown */
    bool same = req_query_int(c, "of", run->tab) == out.tab;
    out.last = from > 0 && same ? from + out.rows - 1 : 0;
    return out;
}

static bool mapping_of(struct ctx *c, const struct import_run *run, struct mapping *p)
{
    *p = (struct mapping){.run = run, .all = &run->preview, .m = run->map};
    struct asked want = asked_for(c, run);
    p->tab = want.tab;
    p->path = area_path(c, "import/%lld/map", (long long)run->id);
    if (p->tab < 0 || (size_t)p->tab >= p->all->n) {
        return not_found(c);
    }
    p->s = &p->all->v[p->tab];
    if (want.last > 0 || p->tab != run->tab || !run->map.header) {
        roster_guess(c->arena, p->s, (int)want.last, (int)want.rows, &p->m);
        struct import_run asked = {.tab = p->tab, .map = p->m};
        p->m.all_tabs = import_tabs_apart(c, p->all, &asked);
    }
    p->columns = width_of(p->s) < COLUMNS_SHOWN ? width_of(p->s) : COLUMNS_SHOWN;
    p->among = columns_among(c, p);
    fill_map(c, p);
    return true;
}

void import_show_mapping(struct ctx *c, const struct import_run *run)
{
    struct mapping p;
    if (!mapping_of(c, run, &p)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, "哪一列是什么"),
                      .back = area_path(c, "import"),
                      .tab = "plan",
                      .wide = true,
                      .no_index = true});
    mapping_tpl(c, &p);
    page_end(c);
}

void import_do_map(struct ctx *c)
{
    const struct map_typed *t = c->req->form;
    struct import_run run;
    if (!import_run_of(c, &run)) {
        return;
    }
    run.tab = t->tab;
    run.compound = t->compound;
    run.map = (struct roster_map){.header = (int)t->header,
        .header_rows = t->rows == 2 ? 2 : 1,
        .hidden_too = t->hidden_too,
        .stairs_above = t->stairs_above,
        .all_tabs = t->all_tabs};
    for (int i = 0; i < COLUMNS; i++) {
        run.map.at[i] = t->in[i] > 0 && t->in[i] <= SHEET_COLUMNS_MAX ? (int)t->in[i] - 1 : -1;
    }
    if (import_map_run(c, &run)) {
        redirect(c, area_path(c, "import/%lld", (long long)run.id));
    }
}
