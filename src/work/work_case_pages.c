/* work_case_pages.c - an order typed back by ticket number or row code; what one matter has of
 * orders and quotes. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/paper/paper.h"
#include "lib/web/file.h"
#include "lib/web/parts.h"
#include "src/bodies/duties.h"
#include "src/matters/matters_pages.h"
#include "src/work/work_room.h"

/* Forms ------------------------------------------------------------------------------------------
 */
struct back_form {
    int64_t version, minutes;
    const char *code, *worker, *materials, *answer, *no_photo;
    bool has_signed;
};
static const struct field back_fields[] = {
    FIELD(struct back_form, FIELD_TEXT, code, .max = 20, .hidden = true, .required = true),
    FIELD(struct back_form, FIELD_INT, version, .min = 1, .max = INT64_MAX, .hidden = true,
        .required = true),
    FIELD(
        struct back_form, FIELD_TEXT, worker, .max = 30, .label = N_("谁去办的"), .required = true),
    FIELD(struct back_form, FIELD_TEXT, materials, .max = 200, .label = N_("用了什么材料")),
    FIELD(struct back_form, FIELD_INT, minutes, .max = 10000, .label = N_("用了多少分钟")),
    FIELD(struct back_form, FIELD_FLAG, has_signed, .label = N_("居民签了字")),
    FIELD(struct back_form, FIELD_LINES, answer, .max = 1000, .label = N_("怎么办的"),
        .help = N_("提出人和邻居会看到。不用写名字。"), .required = true),
    FIELD_UPLOAD("photo", .max = PHOTO_MAX, .label = N_("办好后的照片")),
    FIELD(struct back_form, FIELD_TEXT, no_photo, .max = 100,
        .label = N_("没有照片，原因是（有照片就不用填）")),
    {0},
};
const struct form work_back_form = {"work.back", sizeof(struct back_form), back_fields};

struct quote_form {
    int64_t amount;
    const char *what;
};
static const struct field quote_fields[] = {
    FIELD(struct quote_form, FIELD_MONEY, amount, .label = N_("多少钱（元）"), .required = true),
    FIELD(struct quote_form, FIELD_LINES, what, .max = 500, .label = N_("用在什么上"),
        .help = N_("材料、人工、工期。只有办这件事的人和提出人看得到。"), .required = true),
    FIELD_UPLOAD("photo", .max = PHOTO_MAX, .label = N_("报价单的照片")),
    {0},
};
const struct form work_quote_form = {"work.quote", sizeof(struct quote_form), quote_fields};

struct back_page {
    const char *code; /* as typed; "" nothing yet */
    struct request r; /* m.id 0: not found */
    struct words trouble;
    const char *just; /* the ticket that was typed before this one; "" */
};
struct case_page {
    struct request r;
    struct dones dones;
    struct quotes quotes;
    int64_t *photos; /* a file of each quote, 0 none */
    bool quotes_here; /* the reader's body may say a price */
};

#include "work_case.html.h"

/* Typed back -------------------------------------------------------------------------------------
 */
static bool find_by_row(struct ctx *c, const char *code, int64_t *id, struct words *trouble)
{
    int no, row;
    struct err why = {0};
    struct orders rows = {0};
    if (!row_code_parse(code, &no, &row, &why)) {
        *trouble = why.words;
        return !c->err.kind;
    }
    if (!work_orders(c, no, &rows)) {
        *trouble = err_take(&c->err).words;
        return true;
    }
    for (size_t i = 0; i < rows.n; i++) {
        *id = rows.v[i].row == row ? rows.v[i].matter_id : *id;
    }
    if (*id && paper_subject(c, no, row)) {
        *id = 0;
        *trouble = SAY(N_("这一张已经录过了，每张只录一次"));
    }
    return !c->err.kind;
}

static bool find_by_ticket(struct ctx *c, const char *code, int64_t *id, struct words *trouble)
{
    int64_t ticket = 0;
    if (!parse_int(code, &ticket)) {
        *trouble = SAY(N_("请填编号或行号，只要数字"));
        return true;
    }
    if (!requests_by_ticket(c, ticket, id)) {
        *trouble = err_take(&c->err).words;
    }
    return !c->err.kind;
}

/* The matter it is about, if it waits for the reader's answer. */
static bool find(struct ctx *c, const char *code, struct request *r, struct words *trouble)
{
    int64_t id = 0;
    *r = (struct request){0};
    if (!(work_is_row_code(code) ? find_by_row : find_by_ticket)(c, code, &id, trouble)) {
        return false;
    }
    if (!id) {
        *trouble = trouble->msgid ? *trouble : SAY(N_("没有印过这一行，请查一遍"));
        return true;
    }
    struct request found = {0};
    if (!requests_see(c, id, &found)) {
        *trouble = err_take(&c->err).words;
        return !c->err.kind;
    }
    if (!matters_movable(c, &found.m, matters_move_of(&requests_matter, "answer"))) {
        *trouble = WORDS(
            N_("编号 {0} 现在不等您单位答复"), TEXT(matters_ticket(c->arena, found.m.ticket)));
        return !c->err.kind;
    }
    *r = found;
    return true;
}

void work_show_back(struct ctx *c)
{
    const struct back_form *posted = c->req->form;
    struct back_page p = {.code = posted ? str_or(posted->code, "") : req_query(c, "code"),
        .just = req_query(c, "just")};
    if (*p.code && !find(c, p.code, &p.r, &p.trouble)) {
        return;
    }
    form_fill(c, &work_back_form, &(struct back_form){.code = p.code, .version = p.r.m.version});
    page_begin(c, &(struct page){.title = T(c, N_("录入派工单")),
                      .tab = "desk",
                      .no_index = true,
                      .back = area_path(c, "work"),
                      .back_label = T(c, N_("要办的事"))});
    back_html(c, &p);
    page_end(c);
}

static bool answer(struct ctx *c, const struct back_form *f, const struct request *r)
{
    struct moving what = {.matter_id = r->m.id,
        .seen_version = f->version,
        .text = f->answer,
        .waived = !str_empty(f->no_photo)};
    int photos;
    while (req_file(c, "photo", what.evidence)) {
        what.evidence++;
    }
    if (what.waived && !what.evidence) {
        what.text = arena_printf(c->arena, "%s\n（没有照片：%s）", f->answer, f->no_photo);
    }
    return act_by(c, HAND_SELF, CHANNEL_PAPER, 0, f->code) && requests_move(c, "answer", &what) &&
           requests_keep_photos(c, "photo", "after", r->m.id, AUDIENCE_CASE, &photos);
}

static bool use_row(struct ctx *c, const char *code, int64_t id)
{
    int no, row;
    struct err none = {0};
    return !work_is_row_code(code) || !row_code_parse(code, &no, &row, &none) ||
           paper_typed(c, no, row, id);
}

void work_do_back(struct ctx *c)
{
    const struct back_form *f = c->req->form;
    struct request r = {0};
    struct words trouble = {0};
    if (!find(c, f->code, &r, &trouble)) {
        return;
    }
    if (!r.m.id) {
        refuse(&c->err, NULL, trouble);
        return;
    }
    struct done d = {.matter_id = r.m.id,
        .worker = f->worker,
        .materials = f->materials,
        .minutes = f->minutes,
        .signed_by_resident = f->has_signed,
        .code = work_is_row_code(f->code) ? f->code : ""};
    if (answer(c, f, &r) && work_put_done(c, &d) && use_row(c, f->code, r.m.id)) {
        redirect(c, area_path(c, "work/back?just=%s", matters_ticket(c->arena, r.m.ticket)));
    }
}

/* One matter -------------------------------------------------------------------------------------
 */
static bool on_case(struct ctx *c, int64_t id, struct request *r)
{
    return requests_see(c, id, r) && (matters_on_case(c, &r->m) || (!c->err.kind && not_found(c)));
}

static int64_t photo_of(struct ctx *c, int64_t quote_id)
{
    struct files all = {0};
    return files_of_subject(c, quote_id, &all) && all.n ? all.v[0].id : 0;
}

void work_show_case(struct ctx *c)
{
    struct case_page p = {0};
    if (!on_case(c, req_id(c, "id"), &p.r) || !work_dones(c, p.r.m.id, &p.dones) ||
        !work_quotes(c, p.r.m.id, &p.quotes)) {
        return;
    }
    p.photos = arena_alloc(c->arena, (p.quotes.n + 1) * sizeof(*p.photos));
    for (size_t i = 0; i < p.quotes.n; i++) {
        p.photos[i] = photo_of(c, p.quotes.v[i].id);
    }
    p.quotes_here = !p.r.m.closed_at && p.r.m.owner_id && bodies_is_in(c, p.r.m.owner_id) &&
                    c->app->may(c, DUTY_ANSWER, p.r.m.place_id);
    if (c->err.kind) {
        return;
    }
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("派工和报价：{0}"), TEXT(p.r.m.title))),
                      .no_index = true,
                      .back = area_path(c, "requests/%" PRId64, p.r.m.id),
                      .back_label = matters_ticket(c->arena, p.r.m.ticket)});
    case_html(c, &p);
    page_end(c);
}

void work_do_quote(struct ctx *c)
{
    const struct quote_form *f = c->req->form;
    struct quote q = {.matter_id = req_id(c, "id"), .amount_fen = f->amount, .what = f->what};
    int64_t file;
    if (work_put_quote(c, &q) && file_keep(c, "photo", 0, "quote", q.id, AUDIENCE_CASE, &file)) {
        redirect(c, area_path(c, "requests/%" PRId64 "/work", q.matter_id));
    }
}

void work_show_photo(struct ctx *c)
{
    struct quote q = {0};
    struct request r = {0};
    struct files all = {0};
    if (!work_quote(c, req_id(c, "id"), &q)) {
        if (c->err.kind == ERR_ABSENT) {
            note_after(c, "foreign_id", "quote");
        }
        return;
    }
    if (!on_case(c, q.matter_id, &r) || !files_of_subject(c, q.id, &all)) {
        return;
    }
    if (all.n) {
        file_serve(c, &all.v[0], false);
    } else {
        not_found(c);
    }
}
