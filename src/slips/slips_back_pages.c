/* slips_back_pages.c - what is typed back: the issue list, the list of what came in, and the slips,
 * by two hands. */
#include <inttypes.h>
#include <string.h>

#include "lib/web/file.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/matters/matters.h"
#include "src/people/people.h"
#include "src/slips/slips_room.h"

enum { LINES_TEXT_MAX = 8000, SCANS_MAX = 3 };

struct lines_form {
    const char *lines;
    bool part;
};
static const struct field issued_fields[] = {
    FIELD(struct lines_form, FIELD_LINES, lines, .max = LINES_TEXT_MAX,
        .label = N_("编号和结果，一行一张"),
        .help = N_("先输 10 位编号，空一格，再输 1 签收、2 拒收、3 未送到。"), .required = true),
    FIELD(struct lines_form, FIELD_FLAG, part, .label = N_("先写入对的"), .hidden = true),
    {0},
};
static const struct form issued_form = {"slips.issued", sizeof(struct lines_form), issued_fields};
static const struct field type_fields[] = {
    FIELD(struct lines_form, FIELD_LINES, lines, .max = LINES_TEXT_MAX,
        .label = N_("编号和各项结果，一行一张"), .required = true),
    FIELD(struct lines_form, FIELD_FLAG, part, .label = N_("先写入对的"), .hidden = true),
    {0},
};
static const struct form type_form = {"slips.type", sizeof(struct lines_form), type_fields};

static const struct choice signs[] = {
    {SIGNS_ALL, "all", N_("都看过，都有本人签名")},
    {SIGNS_SOME, "some", N_("有的没签名：那几行编号后面写了 0")},
    {0},
};
struct return_form {
    int64_t received, signs;
    const char *kept, *one, *two, *lines;
    bool part, strays;
};
static const struct field return_fields[] = {
    FIELD(struct return_form, FIELD_TIME, received, .label = N_("什么时候收到的"),
        .help = N_("哪天几点收到，按这个时间算；截止以后收到的不算。"), .required = true),
    FIELD(struct return_form, FIELD_TEXT, one, .max = 20, .label = N_("清点人"),
        .help = N_("两个人一起清点，都在回收单上签名。"), .required = true, .personal = true),
    FIELD(struct return_form, FIELD_TEXT, two, .max = 20, .label = N_("另一个清点人"),
        .required = true, .personal = true),
    FIELD(struct return_form, FIELD_TEXT, kept, .max = 60, .label = N_("纸放在哪里"),
        .help = N_("比如：居委会铁皮柜第二层，3 号楼信封。"), .required = true),
    FIELD_UPLOAD("scan", .max = FILE_PHOTO_MAX,
        .label = N_("照片：签好名的回收单、选票（可以不拍，最多 3 张）"),
        .help = N_("两次录入不一样时，第三个人在这里对着看。")),
    FIELD(struct return_form, FIELD_LINES, lines, .max = LINES_TEXT_MAX,
        .label = N_("选票编号，一行一个"),
        .help = N_("没签名的，编号后面空一格写 0：实名的票没签名不算。"), .required = true),
    FIELD(struct return_form, FIELD_CHOICE, signs, .label = N_("签名"), .choices = signs),
    FIELD(struct return_form, FIELD_FLAG, strays, .label = N_("没有登记发出的也收"),
        .help = N_("先查查是不是漏登记了。收下的在回收单上写明“没有登记发出”，发出补记一张。")),
    FIELD(struct return_form, FIELD_FLAG, part, .label = N_("先写入对的"), .hidden = true),
    {0},
};
static const struct form return_form = {"slips.return", sizeof(struct return_form), return_fields};

struct settle_form {
    const char *serial, *marks;
};
static const struct field settle_fields[] = {
    FIELD(struct settle_form, FIELD_TEXT, serial, .max = 20, .label = N_("编号"), .required = true,
        .hidden = true),
    FIELD(struct settle_form, FIELD_TEXT, marks, .max = 60, .label = N_("再看纸，各项结果"),
        .required = true),
    {0},
};
static const struct form settle_form = {"slips.settle", sizeof(struct settle_form), settle_fields};

struct typing_page {
    struct ballot b;
    const struct form *form;
    const char *title, *path;
    struct slip_lines typed; /* what is wrong stands beside its line */
    struct slip_numbers n;
    struct slip_returns returns;
    int64_t right, once, counted, differs, spoiled;
    bool done, strays; /* strays: ask about those never handed out */
};
struct returned_page {
    struct ballot b;
    struct slip_return l;
    struct slips slips;
    struct files scans;
};
struct doubt_page {
    struct ballot b;
    struct slip_doubts doubts;
    const char *serial; /* of the one that is being settled */
};

static const char *ballot_path(struct ctx *c, int64_t id, const char *tail)
{
    return area_path(c, "ballots/%" PRId64 "/%s", id, tail);
}

static const char *serial(struct ctx *c, int sheet, int line)
{
    char code[ROW_CODE_TEXT];
    row_code(sheet, line, code);
    return arena_strdup(c->arena, code);
}

/* "第 1 项 同意　第 2 项 没填": what one hand read, for those who look at the paper again. */
static const char *reading(struct ctx *c, const struct ballot *b, const char *marks)
{
    struct vote_marks m = {0};
    const char *out = "";
    (void)slips_marks_of(c->arena, marks, &m);
    for (size_t i = 0; i < b->items.n; i++) {
        const struct ballot_item *item = &b->items.v[i];
        const char *said = "";
        for (size_t k = 0; k < m.n; k++) {
            if (m.v[k].item == item->no) {
                const struct choice *way = choice_of(votes_choices, m.v[k].choice);
                const char *one =
                    way ? T(c, way->label) : item->options[m.v[k].choice - VOTE_OPTION - 1];
                said = arena_printf(c->arena, "%s%s%s", said, *said ? " + " : "", one);
            }
        }
        out = arena_printf(c->arena, "%s%s%s", out, *out ? "　" : "",
            say(c,
                WORDS(N_("第 {0} 项 {1}"), INT(item->no), TEXT(str_or(said, T(c, N_("没填")))))));
    }
    return out;
}

/* What was photographed of that return list: looked at beside the two readings. */
static struct html scans_of(struct ctx *c, const struct ballot *b, const struct slip_doubt *d)
{
    struct files all = {0};
    struct picture v[SCANS_MAX] = {0};
    size_t n = 0;
    if (!files_of_subject(c, d->s.return_id, &all)) {
        return (struct html){""};
    }
    for (size_t i = 0; i < all.n && n < SCANS_MAX; i++) {
        v[n++] = (struct picture){
            .src = area_path(c, "ballots/%" PRId64 "/returns/%" PRId64 "/scan/%" PRId64, b->id,
                d->return_no, all.v[i].id),
            .alt = T(c, N_("这张回收单的照片"))};
    }
    return n ? photos_html(c, v, n) : (struct html){""};
}

#include "slips_back.html.h"

static bool load(struct ctx *c, struct ballot *b)
{
    return ballots_see(c, req_id(c, "id"), b);
}

/* Whose hand: paper, of that sheet. */
static bool by_paper(struct ctx *c, const char *lines, int64_t received_at)
{
    const char *rest;
    struct err why = {0};
    int sheet = 0, line = 0;
    (void)slips_serial(c->arena, arena_strndup(c->arena, lines, strcspn(lines, "\r\n")), &sheet,
        &line, &rest, &why);
    return act_by(c, c->who.staff ? HAND_STAFF : HAND_LEADER, CHANNEL_PAPER, received_at,
        sheet ? arena_printf(c->arena, "%06d", sheet) : "");
}

static void show_typing(struct ctx *c, struct typing_page *p)
{
    for (size_t i = 0; i < p->typed.n; i++) {
        enum back_state s = p->typed.v[i].became;
        p->once += s == BACK_ONCE;
        p->differs += s == BACK_DIFFERS;
        p->counted += s >= BACK_COUNTED;
        p->spoiled += s && slips_spoiled(c->arena, p->typed.v[i].marks);
    }
    p->right = (int64_t)p->typed.n - slips_wrong(&p->typed);
    if (!slips_numbers(c, p->b.id, &p->n)) {
        return;
    }
    page_begin(c, &(struct page){.title = p->title,
                      .back = ballot_path(c, p->b.id, "slips"),
                      .tab = "desk",
                      .no_index = true});
    typing_html(c, p);
    page_end(c);
}

/* The page of a form of lines, shown first and again; what was typed is looked at once more. */
static void show_lines(
    struct ctx *c, struct typing_page *p, enum slip_what what, const char *posted)
{
    struct err kept = err_take(&c->err);
    p->done = *req_query(c, "done") != '\0';
    if (!load(c, &p->b) || (posted && !slips_look(c, &p->b, what, posted, &p->typed))) {
        return;
    }
    p->path = ballot_path(c, p->b.id, p->path);
    c->err = kept;
    show_typing(c, p);
}

/* After some went in: the wrong ones stay, each with its sentence. */
static const char *keep_wrong(struct ctx *c, struct slip_lines *all)
{
    const char *rest = "";
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].wrong.msgid) {
            rest = arena_printf(c->arena, "%s%s%s", rest, *rest ? "\n" : "", all->v[i].text);
        }
    }
    return rest;
}

/* The issue list ------------------------------------------------------------------------------- */
static void show_issued(struct ctx *c)
{
    const struct lines_form *f = c->req->form;
    struct typing_page p = {
        .form = &issued_form, .title = T(c, N_("录入签收单")), .path = "slips/issued"};
    show_lines(c, &p, SLIP_ISSUE, f ? str_or(f->lines, "") : NULL);
}

static void after(struct ctx *c, struct typing_page *p)
{
    if (!slips_wrong(&p->typed) && p->form == &issued_form) {
        redirect(c, arena_printf(c->arena, "%s?done=1", p->path));
        return;
    }
    form_refill(c, p->form, &(struct lines_form){.lines = keep_wrong(c, &p->typed), .part = false});
    p->done = true;
    show_typing(c, p);
}

static void do_issued(struct ctx *c)
{
    const struct lines_form *f = c->req->form;
    struct typing_page p = {.form = &issued_form, .title = T(c, N_("录入签收单"))};
    if (load(c, &p.b) && by_paper(c, f->lines, 0) &&
        slips_deliver(c, &p.b, f->lines, f->part, &p.typed)) {
        p.path = ballot_path(c, p.b.id, "slips/issued");
        after(c, &p);
    }
}

/* Slips, by two hands -------------------------------------------------------------------------- */
static void show_type(struct ctx *c)
{
    const struct lines_form *f = c->req->form;
    struct typing_page p = {
        .form = &type_form, .title = T(c, N_("录入选票")), .path = "slips/type"};
    show_lines(c, &p, SLIP_TYPE, f ? str_or(f->lines, "") : NULL);
}

static void do_type(struct ctx *c)
{
    const struct lines_form *f = c->req->form;
    struct typing_page p = {.form = &type_form, .title = T(c, N_("录入选票"))};
    if (load(c, &p.b) && by_paper(c, f->lines, 0) &&
        slips_type(c, &p.b, f->lines, f->part, &p.typed)) {
        p.path = ballot_path(c, p.b.id, "slips/type");
        after(c, &p);
    }
}

/* Return lists --------------------------------------------------------------------------------- */
static bool fill_returns(struct ctx *c, struct list_view *v)
{
    struct slip_returns all = {0};
    v->personal = true; /* of those who counted: their duty */
    if (!slips_returns(c, req_id(c, "id"), &all)) {
        return false;
    }
    for (const struct slip_return *l = all.v; l < all.v + all.n; l++) {
        list_push(c->arena, &v->rows,
            ((struct list_row){.id = l->id,
                .path = arena_printf(
                    c->arena, "ballots/%" PRId64 "/returns/%" PRId64, l->ballot_id, l->no),
                .v = {value_int(l->no), value_int(l->received_at), value_int(l->slips),
                    value_int(l->typed), value_text(l->one), value_text(l->two),
                    value_text(l->kept), value_int(l->made_at)}}));
    }
    v->rows.count = (int64_t)v->rows.n;
    return true;
}

/* Whoever is signed in counts; with whom, and where the paper lies, is as it was last time. */
static struct return_form counters(struct ctx *c, const struct slip_returns *past)
{
    struct return_form f = {.received = c->now, .kept = "", .one = "", .two = "", .lines = ""};
    struct person me;
    if (c->who.person_id && people_by_id(c, c->who.person_id, &me)) {
        f.one = me.name;
    }
    if (past->n) {
        const struct slip_return *last = &past->v[past->n - 1];
        f.kept = last->kept;
        f.one = str_or(f.one, last->one);
        f.two = str_same(last->two, f.one) ? last->one : last->two;
    }
    return f;
}

static void show_returns(struct ctx *c)
{
    const struct return_form *f = c->req->form;
    struct typing_page p = {.form = &return_form, .title = T(c, N_("收回选票"))};
    struct err kept = err_take(&c->err);
    if (!load(c, &p.b) || list_serve(c, &slips_returns_list, AUDIENCE_STAFF, fill_returns) ||
        !slips_returns(c, p.b.id, &p.returns) ||
        (f && !slips_look(c, &p.b, SLIP_RETURN, str_or(f->lines, ""), &p.typed))) {
        return;
    }
    slips_early(&p.typed, f ? f->received : 0);
    p.strays = f && (f->strays || slips_strays(&p.typed));
    p.path = ballot_path(c, p.b.id, "returns");
    c->err = kept;
    struct return_form fresh = counters(c, &p.returns);
    form_fill(c, &return_form, &fresh);
    show_typing(c, &p);
}

static bool keep_scans(struct ctx *c, int64_t return_id)
{
    for (int i = 0; i < SCANS_MAX; i++) {
        int64_t file = 0;
        if (!file_keep(c, "scan", i, "return", return_id, AUDIENCE_STAFF, &file)) {
            return false;
        }
        if (!file) {
            break;
        }
    }
    return true;
}

static void do_return(struct ctx *c)
{
    const struct return_form *f = c->req->form;
    struct ballot b;
    struct slip_lines all = {0};
    struct slip_return l = {.received_at = f->received,
        .kept = f->kept,
        .one = f->one,
        .two = f->two,
        .only_issued = !f->strays,
        .signs = (enum slip_signs)f->signs};
    if (load(c, &b) && by_paper(c, f->lines, f->received) &&
        slips_list(c, &b, &l, f->lines, f->part, &all) && keep_scans(c, l.id)) {
        redirect(c, area_path(c, "ballots/%" PRId64 "/returns/%" PRId64, b.id, l.no));
    }
}

static void show_return(struct ctx *c)
{
    struct returned_page p = {0};
    int64_t no = req_id(c, "no");
    if (!load(c, &p.b) || !slips_return_of(c, p.b.id, no, &p.l, &p.slips) ||
        !files_of_subject(c, p.l.id, &p.scans)) {
        return;
    }
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("选票回收单第 {0} 号"), INT(p.l.no))),
                      .back = ballot_path(c, p.b.id, "returns"),
                      .no_index = true,
                      .wide = true});
    returned_html(c, &p);
    page_end(c);
}

static void show_scan(struct ctx *c)
{
    struct returned_page p = {0};
    struct file f = {0};
    if (!load(c, &p.b) || !slips_return_of(c, p.b.id, req_id(c, "no"), &p.l, &p.slips) ||
        !file_by_id(c, req_id(c, "file"), &f)) {
        return;
    }
    if (f.subject_id != p.l.id) {
        not_found(c);
        return;
    }
    file_serve(c, &f, false);
}

/* Where two hands differ ----------------------------------------------------------------------- */
static void show_differ(struct ctx *c)
{
    struct doubt_page p = {0};
    struct err kept = err_take(&c->err);
    if (!load(c, &p.b) || !slips_doubts(c, p.b.id, &p.doubts)) {
        return;
    }
    c->err = kept;
    const struct settle_form *f = c->req->form;
    p.serial = f ? str_or(f->serial, "") : req_query(c, "serial");
    if (!*p.serial && p.doubts.n) {
        p.serial = serial(c, p.doubts.v[0].s.sheet, p.doubts.v[0].s.line);
    }
    page_begin(c, &(struct page){.title = T(c, N_("两次录入不一样")),
                      .back = ballot_path(c, p.b.id, "slips"),
                      .no_index = true,
                      .wide = true});
    differ_html(c, &p);
    page_end(c);
}

static void do_settle(struct ctx *c)
{
    const struct settle_form *f = c->req->form;
    enum back_state became;
    struct err why = {0};
    struct ballot b;
    struct ballot_slip s;
    const char *rest;
    int sheet, line;
    if (!load(c, &b)) {
        return;
    }
    if (!slips_serial(c->arena, f->serial, &sheet, &line, &rest, &why)) {
        refuse(&c->err, "serial", why.words);
        return;
    }
    if (!slips_by_serial(c, sheet, line, &s)) {
        return;
    }
    if (s.ballot_id != b.id) {
        not_found(c);
    } else if (by_paper(c, f->serial, 0) && slips_settle(c, &b, &s, f->marks, &became)) {
        redirect(c, ballot_path(c, b.id,
                        became == BACK_DIFFERS ? "slips/differ?still=1" : "slips/differ?done=1"));
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/ballots/:id/slips/issued", show_issued, DUTY_SLIPS,
        .title = N_("录入签收单")},
    {"POST", "/a/:area/ballots/:id/slips/issued", do_issued, DUTY_SLIPS, HANDS_SELF, &issued_form,
        show_issued, .title = N_("录入签收单")},
    {"GET", "/a/:area/ballots/:id/slips/type", show_type, DUTY_SLIPS, .title = N_("录入选票")},
    {"POST", "/a/:area/ballots/:id/slips/type", do_type, DUTY_SLIPS, HANDS_PAPER, &type_form,
        show_type, .title = N_("录入选票")},
    {"GET", "/a/:area/ballots/:id/slips/differ", show_differ, DUTY_SLIPS,
        .title = N_("两次录入不一样")},
    {"POST", "/a/:area/ballots/:id/slips/differ", do_settle, DUTY_SLIPS, HANDS_PAPER, &settle_form,
        show_differ, .title = N_("对着纸核一张选票")},
    {"GET", "/a/:area/ballots/:id/returns", show_returns, DUTY_SLIPS, .list = &slips_returns_list,
        .title = N_("选票回收单")},
    {"POST", "/a/:area/ballots/:id/returns", do_return, DUTY_SLIPS, HANDS_SELF, &return_form,
        show_returns, .title = N_("收回选票"), .body_max = SCANS_MAX * FILE_PHOTO_MAX + (1 << 16)},
    {"GET", "/a/:area/ballots/:id/returns/:no", show_return, DUTY_SLIPS, .title = N_("一张回收单")},
    {"GET", "/a/:area/ballots/:id/returns/:no/scan/:file", show_scan, DUTY_SLIPS,
        .title = N_("回收单的照片")},
    {0},
};

const struct module slips_back_module = {.name = "slips_back", .tier = 11, .routes = routes};
