/* cases_paper_pages.c - the record, the agreement to be signed, a sheet of visits: on A4. */
#include <inttypes.h>

#include "lib/paper/paper.h"
#include "src/cases/cases_room.h"
#include "src/places/places.h"

struct paper_page {
    struct case_file f;
    struct area area;
    struct paper_sheet s;
    const char *codes[CASE_SHEET_ROWS];
    const char *ticket;
};

static const char *said(struct ctx *c, const struct choice *list, int64_t value)
{
    const struct choice *o = choice_of(list, value);
    return o ? T(c, o->label) : "";
}

#include "cases_paper.html.h"

static bool load(struct ctx *c, struct paper_page *p)
{
    if (!cases_see(c, req_id(c, "id"), &p->f) || !places_area(c, c->area_id, &p->area)) {
        return false;
    }
    p->ticket = matters_ticket(c->arena, p->f.m.ticket);
    return true;
}

static void begin(struct ctx *c, const struct paper_page *p, const char *title, bool large)
{
    page_begin(c, &(struct page){.title = title,
                      .body_class = large ? "app paper-l" : "app paper",
                      .no_index = true,
                      .back = area_path(c, "cases/%" PRId64, p->f.m.id),
                      .wide = true});
}

/* Everything there is: for whom leads it, and for the committee. */
void cases_show_record(struct ctx *c)
{
    struct paper_page p = {0};
    if (!load(c, &p)) {
        return;
    }
    if (!p.f.view.duty && !p.f.view.leads) {
        denied(c);
        return;
    }
    begin(c, &p, T(c, N_("打印记录")), false);
    record_html(c, &p);
    page_end(c);
}

void cases_show_agreement(struct ctx *c)
{
    struct paper_page p = {0};
    if (!load(c, &p)) {
        return;
    }
    if (str_empty(p.f.agreement)) {
        not_found(c);
        return;
    }
    begin(c, &p, T(c, N_("打印协议")), true);
    agreement_html(c, &p);
    page_end(c);
}

void cases_show_sheet(struct ctx *c)
{
    struct paper_page p = {0};
    int64_t no = req_id(c, "no");
    if (!load(c, &p)) {
        return;
    }
    if (no <= 0 || no > 999999 || cases_sheet_of(c, (int)no) != p.f.m.id ||
        !paper_find(c, (int)no, &p.s)) {
        (void)(c->err.kind || not_found(c));
        return;
    }
    for (int i = 0; i < CASE_SHEET_ROWS && i < p.s.rows; i++) {
        char code[ROW_CODE_TEXT];
        row_code(p.s.no, i + 1, code);
        p.codes[i] = arena_strdup(c->arena, code);
    }
    begin(c, &p, T(c, N_("走访表")), true);
    visit_sheet_html(c, &p);
    page_end(c);
}
