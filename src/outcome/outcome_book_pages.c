/* outcome_book_pages.c - the published file as a workbook: the same rows for who has a telephone or
 * a spreadsheet and no program. */
#include <inttypes.h>
#include <jansson.h>

#include "src/outcome/outcome_room.h"

#include "lib/base/app.h"
#include "lib/sheet/sheet.h"

static double at(json_t *row, size_t i)
{
    return (double)json_integer_value(json_array_get(row, i));
}

static double square_metres(json_t *row, size_t i)
{
    return at(row, i) / 100;
}

static void totals_sheet(struct ctx *c, struct xlsx *x, const struct outcome_page *p, json_t *file)
{
    const char *const head[] = {T(c, N_("问题")), T(c, N_("意见")),
        T(c, tally_number_label(p->b.electorate)), T(c, N_("面积 ㎡"))};
    int row = 1;
    xlsx_header(x, head, (int[]){40, 24, 12, 16}, 4);
    for (size_t i = 0; i < p->b.items.n; i++) {
        const struct ballot_item *item = &p->b.items.v[i];
        for (size_t k = 0; k < p->r->t.items[i].n; k++) {
            const struct sum *s = &p->r->t.items[i].v[k];
            const struct choice *o = choice_of(votes_choices, s->choice);
            xlsx_text(x, row, 0, item->title);
            xlsx_text(x, row, 1,
                s->choice > VOTE_OPTION ? item->options[s->choice - VOTE_OPTION - 1]
                : o                     ? T(c, o->label)
                                        : T(c, N_("参与")));
            xlsx_number(x, row, 2, (double)weight_heads(s->w, p->b.parking));
            xlsx_number(x, row++, 3, (double)weight_area(s->w, p->b.parking) / 100);
        }
        xlsx_text(x, row++, 0, say(c, p->headline.v[i]));
    }
    xlsx_text(x, row + 1, 0, T(c, N_("记录的校验码")));
    xlsx_text(x, row + 1, 1, json_string_value(json_object_get(file, "sha256")));
}

static void roll_sheet(struct ctx *c, struct xlsx *x, json_t *file)
{
    const char *const head[] = {T(c, N_("序号")), T(c, N_("房屋")), T(c, N_("面积 ㎡")),
        T(c, N_("车位 ㎡")), T(c, N_("更正后的面积 ㎡")), T(c, N_("更正后的车位 ㎡"))};
    json_t *roll = json_object_get(file, "roll"), *fixed = json_object_get(file, "corrected");
    xlsx_sheet(x, T(c, N_("名册")));
    xlsx_header(x, head, (int[]){8, 8, 14, 14, 18, 18}, 6);
    size_t fix = 0; /* both by number */
    for (size_t i = 0; i < json_array_size(roll); i++) {
        json_t *h = json_array_get(roll, i), *f = json_array_get(fixed, fix);
        xlsx_number(x, (int)i + 1, 0, at(h, 0));
        xlsx_number(x, (int)i + 1, 1, at(h, 1));
        xlsx_number(x, (int)i + 1, 2, square_metres(h, 2));
        xlsx_number(x, (int)i + 1, 3, square_metres(h, 3));
        if (f && at(f, 0) == at(h, 0)) {
            xlsx_number(x, (int)i + 1, 4, square_metres(f, 1));
            xlsx_number(x, (int)i + 1, 5, square_metres(f, 2));
            fix++;
        }
    }
}

/* "同意", "端午包粽子、楼道种花"; "": nothing to that question. */
static const char *marked(struct ctx *c, const struct ballot_item *i, json_t *marks)
{
    const char *out = "";
    for (size_t k = 0; k < json_array_size(marks); k++) {
        json_t *m = json_array_get(marks, k);
        int64_t choice = json_integer_value(json_array_get(m, 1));
        const struct choice *o = choice_of(votes_choices, choice);
        bool option = choice > VOTE_OPTION && choice <= VOTE_OPTION + (int64_t)i->n;
        if (json_integer_value(json_array_get(m, 0)) == i->no) {
            out = arena_printf(c->arena, "%s%s%s", out, *out ? "、" : "",
                option ? i->options[choice - VOTE_OPTION - 1]
                : o    ? T(c, o->label)
                       : "");
        }
    }
    return out;
}

enum { VOTE_COLUMNS = 5 };
static void votes_sheet(struct ctx *c, struct xlsx *x, const struct ballot *b, json_t *file)
{
    const char *head[VOTE_COLUMNS + BALLOT_ITEMS_MAX] = {T(c, N_("票")), T(c, N_("房屋")),
        T(c, N_("面积 ㎡")), T(c, N_("车位 ㎡")), T(c, N_("方式"))};
    int widths[VOTE_COLUMNS + BALLOT_ITEMS_MAX] = {20, 8, 14, 14, 12};
    json_t *votes = json_object_get(file, "votes");
    for (size_t k = 0; k < b->items.n; k++) {
        head[VOTE_COLUMNS + k] = b->items.v[k].title;
        widths[VOTE_COLUMNS + k] = 30;
    }
    xlsx_sheet(x, T(c, N_("每一票")));
    xlsx_header(x, head, widths, VOTE_COLUMNS + (int)b->items.n);
    for (size_t i = 0; i < json_array_size(votes); i++) {
        json_t *v = json_array_get(votes, i), *w = json_object_get(v, "w");
        const char *way = json_string_value(json_object_get(v, "way"));
        const struct choice *o = votes_ways;
        while (o->value && !(way && str_same(o->key, way))) {
            o++;
        }
        xlsx_text(x, (int)i + 1, 0, json_string_value(json_object_get(v, "row")));
        xlsx_number(x, (int)i + 1, 1, at(w, 0));
        xlsx_number(x, (int)i + 1, 2, square_metres(w, 1));
        xlsx_number(x, (int)i + 1, 3, square_metres(w, 2));
        xlsx_text(x, (int)i + 1, 4, o->value ? T(c, o->label) : "");
        for (size_t k = 0; k < b->items.n; k++) {
            xlsx_text(x, (int)i + 1, VOTE_COLUMNS + (int)k,
                marked(c, &b->items.v[k], json_object_get(v, "marks")));
        }
    }
}

void outcome_book(struct ctx *c)
{
    struct outcome_page p = {0};
    if (!outcome_load(c, &p)) {
        return;
    }
    const char *text = p.r ? results_text(c, p.b.id, p.r->no) : NULL;
    json_t *file = text ? json_loads(text, JSON_REJECT_DUPLICATES, NULL) : NULL;
    if (!file) {
        (void)(c->err.kind || not_found(c));
        return;
    }
    struct xlsx *x = xlsx_create(T(c, N_("结果")));
    totals_sheet(c, x, &p, file);
    if (json_object_get(file, "votes")) {
        roll_sheet(c, x, file);
        votes_sheet(c, x, &p.b, file);
    }
    json_decref(file);
    c->req->type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    c->req->disposition = arena_printf(c->arena,
        "attachment; filename=\"ballot-%" PRId64 "-%" PRId64 "-%" PRId64 ".xlsx\"", p.b.year,
        p.b.no, p.r->no);
    if (!xlsx_finish(x, &c->req->body)) {
        fail(&c->err, ERR_STORE, SAY(N_("表格没有做成，请再试一次")));
    }
}
