/* list_export.c - the same rows for spreadsheets, programs and feed readers. */
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "lib/sheet/sheet.h"
#include "lib/web/drawing.h"
#include "lib/web/list_view.h"

/* `n` columns the reader may see, in order. */
static int columns_of(const struct list_view *v, int out[LIST_COLUMNS_MAX])
{
    int n = 0;
    for (int i = 0; v->list->columns[i].name; i++) {
        if (column_shown(v, &v->list->columns[i])) {
            out[n++] = i;
        }
    }
    return n;
}

static void as_file(struct ctx *c, const struct list_view *v, const char *type, const char *ext)
{
    c->req->type = type;
    c->req->disposition = arena_printf(c->arena, "attachment; filename=\"%s-%s.%s\"", v->list->name,
        day_text(c->arena, c->now), ext);
}

static void export_csv(struct ctx *c, const struct list_view *v)
{
    int cols[LIST_COLUMNS_MAX];
    int n = columns_of(v, cols);
    struct buf *out = &c->req->body;
    csv_begin(out);
    for (int i = 0; i < n; i++) {
        csv_cell(out, T(c, v->list->columns[cols[i]].label), i == 0, false);
    }
    csv_end_row(out);
    for (size_t r = 0; r < v->rows.n; r++) {
        for (int i = 0; i < n; i++) {
            const struct column *col = &v->list->columns[cols[i]];
            csv_cell(
                out, cell_plain(c, col, v->rows.v[r].v[cols[i]]), i == 0, column_is_number(col));
        }
        csv_end_row(out);
    }
    as_file(c, v, "text/csv; charset=utf-8", "csv");
}

static void xlsx_cell(
    struct ctx *c, struct xlsx *x, const struct column *col, struct value v, int row, int at)
{
    if (v.type != VALUE_INT || !column_is_number(col)) {
        xlsx_text(x, row, at, cell_plain(c, col, v));
    } else {
        xlsx_number(x, row, at, col->type == COL_INT ? (double)v.i : (double)v.i / 100);
    }
}

/* What stands around the table on paper, on a sheet of its own: the first can be read in again. */
static void xlsx_about(struct ctx *c, struct xlsx *x, const struct list_view *v)
{
    xlsx_sheet(x, T(c, N_("说明")));
    xlsx_width(x, 0, 80);
    xlsx_text(x, 0, 0, list_title(c, v));
    xlsx_text(x, 1, 0, list_about(c, v));
    xlsx_text(x, 2, 0, list_counted(c, v));
    for (int i = 0; i < LIST_FOOT_MAX && v->foot[i]; i++) {
        xlsx_text(x, 3 + i, 0, v->foot[i]);
    }
}

static void export_xlsx(struct ctx *c, const struct list_view *v)
{
    int cols[LIST_COLUMNS_MAX], widths[LIST_COLUMNS_MAX];
    const char *labels[LIST_COLUMNS_MAX];
    int n = columns_of(v, cols);
    for (int i = 0; i < n; i++) {
        labels[i] = T(c, v->list->columns[cols[i]].label);
        widths[i] = cols[i] == list_title_column(v->list) ? 40 : 16;
    }
    struct xlsx *x = xlsx_create(list_title(c, v));
    xlsx_header(x, labels, widths, n);
    for (size_t r = 0; r < v->rows.n; r++) {
        for (int i = 0; i < n; i++) {
            xlsx_cell(c, x, &v->list->columns[cols[i]], v->rows.v[r].v[cols[i]], (int)r + 1, i);
        }
    }
    xlsx_about(c, x, v);
    if (!xlsx_finish(x, &c->req->body)) {
        fail(&c->err, ERR_STORE, SAY(N_("表格没有做成，请再试一次")));
        return;
    }
    as_file(c, v, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
}

/* DOCX ----------------------------------------------------------------------------------------- */
enum { WIDE_COLUMNS = 6 }; /* more of them stand on a sheet laid across */

static int weight_of(const struct list_view *v, int i)
{
    const struct column *col = &v->list->columns[i];
    if (col->weight) {
        return col->weight;
    }
    if (i == list_title_column(v->list) || col->type == COL_WORDS) {
        return 8;
    }
    return column_is_number(col) ? 3 : col->type == COL_TEXT || col->type == COL_TIME ? 5 : 4;
}

/* No day breaks: a column of days has at least its width, whatever stands beside it. */
static void widen_days(const struct list_view *v, const int *cols, int *weights, int n, int width)
{
    enum { FINE = 100, DAY = 1240 }; /* 2026-11-08 of 9 points in a wide face, the cell's sides */
    int days = 0, others = 0, sum = 0;
    for (int i = 0; i < n; i++) {
        weights[i] *= FINE;
        sum += weights[i];
    }
    bool narrow[LIST_COLUMNS_MAX];
    for (int i = 0; i < n; i++) {
        enum column_type type = v->list->columns[cols[i]].type;
        narrow[i] = (type == COL_DAY || type == COL_TIME) && width * weights[i] / sum < DAY;
        days += narrow[i];
        others += narrow[i] ? 0 : weights[i];
    }
    for (int i = 0; i < n && width > days * DAY; i++) {
        weights[i] = narrow[i] ? others * DAY / (width - days * DAY) + 1 : weights[i];
    }
}

static void docx_rows(
    struct ctx *c, struct docx *d, const struct list_view *v, const int *cols, int n)
{
    const char *cells[LIST_COLUMNS_MAX];
    bool numbers[LIST_COLUMNS_MAX];
    for (size_t r = 0; r < v->rows.n; r++) {
        for (int i = 0; i < n; i++) {
            const struct column *col = &v->list->columns[cols[i]];
            cells[i] = cell_plain(c, col, v->rows.v[r].v[cols[i]]);
            numbers[i] = column_is_number(col);
        }
        docx_row(d, cells, numbers);
    }
}

static void export_docx(struct ctx *c, const struct list_view *v)
{
    int cols[LIST_COLUMNS_MAX], weights[LIST_COLUMNS_MAX];
    const char *labels[LIST_COLUMNS_MAX];
    int n = columns_of(v, cols);
    for (int i = 0; i < n; i++) {
        labels[i] = T(c, v->list->columns[cols[i]].label);
        weights[i] = weight_of(v, cols[i]);
    }
    struct docx *d =
        docx_create(list_title(c, v), T(c, N_("第 {0} 页，共 {1} 页")), n > WIDE_COLUMNS);
    docx_line(d, list_about(c, v));
    widen_days(v, cols, weights, n, docx_width(d));
    docx_table(d, labels, weights, n);
    docx_rows(c, d, v, cols, n);
    docx_line(d, list_counted(c, v));
    for (int i = 0; i < LIST_FOOT_MAX && v->foot[i]; i++) {
        docx_line(d, v->foot[i]);
    }
    if (v->rows.more) {
        docx_line(d, list_cut(c, v));
    }
    if (!docx_finish(d, &c->req->body)) {
        fail(&c->err, ERR_STORE, SAY(N_("文件没有做成，请再试一次")));
        return;
    }
    as_file(
        c, v, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx");
}

/* JSON ----------------------------------------------------------------------------------------- */
static json_t *id_json(struct ctx *c, int64_t id)
{
    return json_string(arena_printf(c->arena, "%" PRId64, id));
}

static json_t *cell_json(struct ctx *c, const struct column *col, struct value v)
{
    if (v.type == VALUE_NULL) {
        return json_null();
    }
    if (col->type == COL_INT) {
        return json_integer(v.i);
    }
    if (col->type == COL_ID) {
        return id_json(c, v.i);
    }
    if (col->type == COL_TIME) {
        return json_string(iso_instant(c, v.i));
    }
    const struct choice *o = col->type == COL_CHOICE ? choice_of(col->choices, v.i) : NULL;
    return json_string(o && o->key ? o->key : cell_plain(c, col, v));
}

static json_t *row_json(struct ctx *c, const struct list_view *v, const struct list_row *row)
{
    json_t *j = json_object();
    json_object_set_new(j, "id", id_json(c, row->id));
    for (int i = 0; v->list->columns[i].name; i++) {
        const struct column *col = &v->list->columns[i];
        if (column_shown(v, col)) {
            json_object_set_new(j, col->name, cell_json(c, col, row->v[i]));
        }
    }
    return j;
}

static void export_json(struct ctx *c, const struct list_view *v)
{
    json_t *rows = json_array();
    for (size_t r = 0; r < v->rows.n; r++) {
        json_array_append_new(rows, row_json(c, v, &v->rows.v[r]));
    }
    json_t *next = json_null();
    if (v->rows.more) {
        const struct list_link to = {.suffix = "json", .after = &v->rows.v[v->rows.n - 1]};
        next = json_string(list_path(c, v, &to));
    }
    json_t *j = json_pack("{s:s, s:I, s:o, s:o}", "list", v->list->name, "count",
        (json_int_t)v->rows.count, "rows", rows, "next", next);
    char *text = json_dumps(j, JSON_COMPACT | JSON_PRESERVE_ORDER);
    must(text);
    buf_puts(&c->req->body, text);
    free(text);
    json_decref(j);
    c->req->type = "application/json";
}

/* Atom ----------------------------------------------------------------------------------------- */

/* XML 1.0 has no words for most control characters; text from the store has none, but a feed that
 * does not parse would silence the whole list. */
static void put_xml(struct ctx *c, const char *s)
{
    put_text(c, str_tidy(c->arena, s, false, true));
}

static void put_element(struct ctx *c, const char *name, const char *text)
{
    buf_printf(&c->req->body, "<%s>", name);
    put_xml(c, text);
    buf_printf(&c->req->body, "</%s>\n", name);
}

static void put_link(struct ctx *c, const char *rel, const char *path)
{
    buf_printf(&c->req->body, "<link rel=\"%s\" href=\"", rel);
    put_xml(c, arena_printf(c->arena, "%s%s", str_or(c->app->base_url, ""), path));
    buf_puts(&c->req->body, "\"/>\n");
}

/* The first time among its columns; else when its id was made. */
static int64_t updated_at(const struct list_view *v, const struct list_row *row)
{
    for (int i = 0; v->list->columns[i].name; i++) {
        if (v->list->columns[i].type == COL_TIME && row->v[i].type == VALUE_INT) {
            return row->v[i].i;
        }
    }
    return row->id >> 22;
}

static const char *summary_of(struct ctx *c, const struct list_view *v, const struct list_row *row)
{
    const char *text = "";
    for (int i = 0; v->list->columns[i].name; i++) {
        const struct column *col = &v->list->columns[i];
        const char *cell = cell_said(c, col, row->v[i]);
        if (*cell && i != list_title_column(v->list) && column_shown(v, col)) {
            text = arena_printf(
                c->arena, "%s%s%s %s", text, *text ? " · " : "", T(c, col->label), cell);
        }
    }
    return text;
}

static void put_entry(struct ctx *c, const struct list_view *v, const struct list_row *row)
{
    int title = list_title_column(v->list);
    const char *path = list_row_path(c, v->list, row);
    const char *text = cell_said(c, &v->list->columns[title], row->v[title]);
    buf_puts(&c->req->body, "<entry>\n");
    put_element(c, "id",
        arena_printf(c->arena, "%s%s#%" PRId64, str_or(c->app->base_url, ""),
            list_path(c, v, &(struct list_link){0}), row->id));
    put_element(c, "title", str_or(text, T(c, v->list->title)));
    put_element(c, "updated", iso_instant(c, updated_at(v, row)));
    if (path) {
        put_link(c, "alternate", path);
    }
    put_element(c, "summary", summary_of(c, v, row));
    buf_puts(&c->req->body, "</entry>\n");
}

static void export_atom(struct ctx *c, const struct list_view *v)
{
    int64_t latest = 0;
    for (size_t r = 0; r < v->rows.n; r++) {
        int64_t at = updated_at(v, &v->rows.v[r]);
        latest = at > latest ? at : latest;
    }
    const char *page = list_path(c, v, &(struct list_link){0});
    buf_puts(&c->req->body, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                            "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    put_element(c, "id", arena_printf(c->arena, "%s%s", str_or(c->app->base_url, ""), page));
    put_element(c, "title", T(c, v->list->title));
    put_element(c, "updated", iso_instant(c, latest));
    buf_printf(&c->req->body, "<author><name>%s</name></author>\n", T(c, N_("屋檐")));
    put_link(c, "self", list_path(c, v, &(struct list_link){.suffix = "atom"}));
    put_link(c, "alternate", page);
    for (size_t r = 0; r < v->rows.n; r++) {
        put_entry(c, v, &v->rows.v[r]);
    }
    buf_puts(&c->req->body, "</feed>\n");
    c->req->type = "application/atom+xml; charset=utf-8";
}

bool list_export(struct ctx *c, const struct list_view *v)
{
    static const struct {
        const char *suffix;
        void (*run)(struct ctx *c, const struct list_view *v);
    } kinds[] = {{"csv", export_csv}, {"xlsx", export_xlsx}, {"docx", export_docx},
        {"json", export_json}, {"atom", export_atom}};
    const char *suffix = str_or(c->req->suffix, c->req->json ? "json" : "");
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (str_same(suffix, kinds[i].suffix)) {
            kinds[i].run(c, v);
            return true;
        }
    }
    return false;
}
