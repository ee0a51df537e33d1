/* outcome_pages.c - the result, the sheet to post, the file, one's own row. */
#include <inttypes.h>
#include <string.h>

#include "src/outcome/outcome.h"

#include "lib/base/app.h"
#include "lib/log/leaf.h"
#include "lib/paper/paper.h"
#include "lib/web/list_view.h"
#include "src/bodies/duties.h"
#include "src/outcome/outcome_room.h"

struct mine_form {
    const char *code;
};
static const struct field mine_fields[] = {
    FIELD(struct mine_form, FIELD_TEXT, code, .max = 80, .label = N_("回执号"),
        .help = N_("投票时给的 32 位字母和数字。这里不记下来。"), .required = true),
    {0},
};
static const struct form mine_form = {"outcome.mine", sizeof(struct mine_form), mine_fields};

/* Said pieces -----------------------------------------------------------------------------------
 */
static const char *number(struct ctx *c, int64_t n)
{
    return arena_printf(c->arena, "%" PRId64, n);
}

/* Rounded down: what was not reached never looks as if it were. */
static const char *percent(struct ctx *c, int64_t part, int64_t whole)
{
    int64_t p = tally_percent(part, whole);
    return arena_printf(c->arena, "%" PRId64 ".%02d %%", p / 100, (int)(p % 100));
}

static const char *floor_or_part(
    struct ctx *c, const struct outcome_page *p, const struct ballot_item *i, struct weight w)
{
    struct weight took = sums_of(&p->r->t.items[i->no - 1], 0);
    return i->rule.by_area
               ? say_area(c, weight_area(w, p->b.parking))
               : percent(c, weight_heads(w, p->b.parking), weight_heads(took, p->b.parking));
}

static bool has_stalls(const struct outcome_page *p)
{
    return p->r->t.roll.stalls || p->r->t.roll.stalls_dm2;
}

static const char *gate_text(struct ctx *c, enum electorate who, const struct ballot_item *i,
    const struct gate *heads, const struct gate *area)
{
    const char *text = say(c,
        WORDS(N_("{0}，要 {1}"), tally_number(who, heads->have), tally_number(who, heads->need)));
    return !i->rule.by_area
               ? text
               : arena_printf(c->arena, "%s · %s", text,
                     say(c, WORDS(N_("{0} ㎡，要 {1} ㎡"), AREA(area->have), AREA(area->need))));
}

static const struct result_row *first_option(const struct result *r, const struct ballot_item *i)
{
    for (size_t k = 0; k < r->rows.n; k++) {
        if (r->rows.v[k].item == i->no && r->rows.v[k].decides) {
            return &r->rows.v[k];
        }
    }
    return NULL;
}

/* Who would be chosen under the convention of that row. */
static const char *chosen_text(
    struct ctx *c, const struct result *r, const struct ballot_item *i, const struct result_row *o)
{
    const char *out = "";
    for (size_t k = 0; k < r->rows.n; k++) {
        const struct result_row *x = &r->rows.v[k];
        if (x->item == o->item && x->parking == o->parking && x->how == o->how && x->in) {
            out =
                arena_printf(c->arena, "%s%s%s", out, *out ? "、" : "", i->options[x->option - 1]);
        }
    }
    return str_or(out, T(c, N_("没有选出来")));
}

static struct html verdict_tag(
    struct ctx *c, const struct outcome_page *p, const struct ballot_item *i)
{
    const struct result_row *o = i->seats ? first_option(p->r, i) : results_row(p->r, i->no, 0);
    if (*p->annulled.name) {
        return tag_html(c, "no", "cross", T(c, N_("已撤销")));
    }
    if (i->decides == DECIDES_POLL) {
        return tag_html(c, "no", "talk", T(c, N_("意向征询")));
    }
    if (i->seats && (!o || o->t.verdict != CANNOT_DECIDE)) {
        bool any = results_passed(i, p->r);
        return tag_html(c, any ? "done" : "no", any ? "check" : "cross",
            T(c, any ? N_("选出来了") : N_("没有选出来")));
    }
    return tag_of_html(c, tally_verdicts, o ? (int64_t)o->t.verdict : CANNOT_DECIDE);
}

static bool quorate(const struct outcome_page *p)
{
    for (size_t i = 0; i < p->b.items.n; i++) {
        const struct result_row *o = first_option(p->r, &p->b.items.v[i]);
        if (!o || !o->t.quorate) {
            return false;
        }
    }
    return true;
}

static bool valid(const struct outcome_page *p)
{
    return quorate(p) && p->b.m.outcome != BALLOT_ANNULLED;
}

static const char *valid_text(struct ctx *c, const struct outcome_page *p)
{
    return T(c, p->b.m.outcome == BALLOT_ANNULLED ? N_("当时是这样数的。")
                : p->b.force == FORCE_ADVISORY    ? N_("听到了这些意见。")
                : quorate(p)                      ? N_("这次表决有效。")
                                                  : N_("参与不够，没有通过。"));
}

static const char *took_text(struct ctx *c, const struct outcome_page *p)
{
    const struct turnout *t = &p->r->t;
    enum electorate who = p->b.electorate;
    return say(
        c, WORDS(N_("参与 {0}，名册 {1}。"), tally_number(who, weight_heads(t->took, p->b.parking)),
               tally_number(who, weight_heads(t->roll, p->b.parking))));
}

static const char *why_title(const struct outcome_page *p, const struct ballot_item *i)
{
    const struct result_row *o = first_option(p->r, i);
    bool passed = results_passed(i, p->r);
    return i->decides == DECIDES_POLL            ? N_("怎么数的")
           : !o || o->t.verdict == CANNOT_DECIDE ? N_("为什么没有结论")
           : i->seats ? (passed ? N_("为什么选中这些") : N_("为什么没有选出来"))
                      : (passed ? N_("为什么通过") : N_("为什么没有通过"));
}

static int64_t against_result(const struct outcome_page *p)
{
    int64_t n = 0;
    for (size_t i = 0; i < p->objections.n; i++) {
        n += p->objections.v[i].against == 2;
    }
    return n;
}

/* Not counted yet: when it will be there, and the way back. */
static const char *early_text(struct ctx *c, const struct ballot *b)
{
    return b->m.state == BALLOT_DONE ? T(c, N_("这次表决取消了，不会有结果。"))
           : b->m.state == BALLOT_COUNTING
               ? T(c,
                     N_("已经截止，纸质票收齐、录完、对过就计票，结果会在这里公布，也会作为公告贴出来。"))
           : b->closes_at
               ? say(c,
                     WORDS(
                         N_("还没有结果：{0} 截止，截止以后计票，结果会在这里公布，也会作为公告贴出来。"),
                         UNTIL(b->closes_at)))
               : T(c, N_("还没有结果：表决还没有开始，公告里会写哪一天截止，截止以后计票。"));
}

/* What was photographed of that count, in the same act. */
static struct html recount_html(struct ctx *c, const struct outcome_page *p, const struct result *r)
{
    struct pictures its = {0};
    for (size_t i = 0; i < p->recounts.n; i++) {
        if (p->recounts.v[i].at == r->made_at) {
            list_push(c->arena, &its, p->recounts.v[i]);
        }
    }
    return its.n ? photos_html(c, its.v, its.n) : (struct html){""};
}

static void print_sums_html(
    struct ctx *c, const struct outcome_page *p, const struct ballot_item *i);

#include "outcome.html.h"

/* Loading ---------------------------------------------------------------------------------------
 */
static void pick(struct ctx *c, struct outcome_page *p)
{
    int64_t no = req_query_int(c, "no", 0);
    const struct result *last = NULL;
    for (size_t i = 0; i < p->all.n; i++) {
        const struct result *r = &p->all.v[i];
        last = r->counted_at ? r : last;
        p->r = r->counted_at && r->no == no ? r : p->r;
    }
    p->r = p->r ? p->r : last;
    p->newest = p->r == last;
    p->title = p->b.m.title;
    if (!p->r) {
        return;
    }
    results_headline(c->arena, &p->b, p->r, &p->headline);
    if (p->standing == STANDS_ANNULLED) { /* what was once decided is no headline */
        p->title = arena_printf(c->arena, "%s%s", T(c, N_("已撤销：")), p->b.m.title);
        return;
    }
    p->title = p->standing == STANDS_DISPUTED ? T(c, N_("有异议：")) : "";
    for (size_t i = 0; i < p->headline.n; i++) {
        p->title = arena_printf(
            c->arena, "%s%s%s", p->title, i ? T(c, N_("；")) : "", say(c, p->headline.v[i]));
    }
}

bool outcome_load(struct ctx *c, struct outcome_page *p)
{
    if (!ballots_see(c, req_id(c, "id"), &p->b) || !results_of(c, &p->b, &p->all)) {
        return false;
    }
    p->organises = c->app->may(c, DUTY_BALLOTS, p->b.place_id);
    if (!results_annulled(c, p->b.id, &p->annulled) ||
        !ballots_objections(c, p->b.id, &p->objections) ||
        !matters_linked(c, p->b.id, &p->linked)) {
        return false;
    }
    if (!matters_pictures(c, p->b.id, "official", T(c, N_("官方系统公布的结果")), &p->official) ||
        !matters_pictures(c, p->b.id, "recount", T(c, N_("重新计票的记录")), &p->recounts) ||
        !matters_pictures(c, p->b.id, "annulled", T(c, N_("撤销的决定")), &p->annulment)) {
        return false;
    }
    p->standing = results_standing(&p->b, &p->objections);
    pick(c, p);
    return !p->r || !p->r->notice_id ||
           (notices_by_id(c, p->r->notice_id, &p->notice) &&
               notices_steps(c, p->r->notice_id, &p->steps));
}

static void show_early(struct ctx *c, const struct outcome_page *p)
{
    page_begin(c,
        &(struct page){
            .title = T(c, N_("还没有结果")), .no_index = true, .back = ballots_path(c, &p->b, "")});
    early_html(c, p);
    page_end(c);
}

/* To programs: no result yet, and when. */
static void early_json(struct ctx *c, const struct ballot *b)
{
    const struct choice *state = choice_of(ballots_states, b->m.state);
    c->req->status = 404;
    c->req->type = "application/json; charset=utf-8";
    buf_printf(&c->req->body,
        "{\"error\":\"no result yet\",\"state\":\"%s\",\"closes\":", state ? state->key : "");
    json_put_text(&c->req->body, c->arena, b->closes_at ? iso_instant(c, b->closes_at) : "");
    buf_puts(&c->req->body, ",\"page\":");
    json_put_text(&c->req->body, c->arena, ballots_path(c, b, ""));
    buf_puts(&c->req->body, "}\n");
}

void outcome_show(struct ctx *c)
{
    struct outcome_page p = {0};
    struct err kept = err_take(&c->err);
    if (!outcome_load(c, &p)) {
        return;
    }
    c->err = kept;
    if (!p.all.n) {
        show_early(c, &p);
        return;
    }
    outcome_fill_steps(c, &p.b);
    page_begin(c, &(struct page){.title = p.title,
                      .description = p.title,
                      .wide = true,
                      .back = ballots_path(c, &p.b, ""),
                      .refresh = p.r ? 0 : 15});
    outcome_html(c, &p);
    page_end(c);
}

static void show_print(struct ctx *c)
{
    struct outcome_page p = {0};
    if (!outcome_load(c, &p)) {
        return;
    }
    if (!p.r) {
        show_early(c, &p);
        return;
    }
    const char *url =
        arena_printf(c->arena, "%s%s", c->app->base_url, ballots_path(c, &p.b, "/result"));
    p.qr = (struct html){qr_svg(c->arena, url, T(c, N_("这次表决的结果")))};
    page_begin(c, &(struct page){.title = T(c, N_("表决结果公示")),
                      .body_class = "app paper",
                      .no_index = true,
                      .back = ballots_path(c, &p.b, "/result")});
    print_html(c, &p);
    page_end(c);
}

/* As it was stored when it was sealed. */
static void show_file(struct ctx *c)
{
    struct ballot b;
    struct results all = {0};
    int64_t no = req_query_int(c, "no", 0);
    if (!ballots_see(c, req_id(c, "id"), &b) || !results_of(c, &b, &all)) {
        return;
    }
    if (!all.n) {
        early_json(c, &b);
        return;
    }
    no = no ? no : (int64_t)all.n;
    const char *text = results_text(c, b.id, no);
    if (!text) {
        (void)(c->err.kind || not_found(c));
        return;
    }
    c->req->type = "application/json; charset=utf-8";
    c->req->disposition = arena_printf(c->arena,
        "attachment; filename=\"ballot-%" PRId64 "-%" PRId64 "-%" PRId64 ".json\"", b.year, b.no,
        no);
    buf_puts(&c->req->body, text);
}

/* One's own row ---------------------------------------------------------------------------------
 */
static void mine_page(struct ctx *c, const char *row, bool counts, bool asked)
{
    struct outcome_page p = {0};
    struct err kept = err_take(&c->err);
    if (!outcome_load(c, &p)) {
        return;
    }
    if (!p.all.n) {
        show_early(c, &p);
        return;
    }
    c->err = kept;
    c->req->personal = true;
    page_begin(c, &(struct page){.title = T(c, N_("查我的票")),
                      .focus = true,
                      .no_index = true,
                      .back = ballots_path(c, &p.b, "/result")});
    mine_html(c, &p, row, counts, asked);
    page_end(c);
}

static void show_mine(struct ctx *c)
{
    mine_page(c, "", false, false);
}

/* Answered in the page itself: neither code nor row ever stands in an address. */
static bool code_fits(const char *code)
{
    return strlen(code) == 32 && strspn(code, "0123456789abcdef") == 32;
}

static void do_mine(struct ctx *c)
{
    const struct mine_form *f = c->req->form;
    struct ballot b;
    const char *row = "";
    bool counts = false;
    const char *code = results_code_tidy(c->arena, f->code);
    if (!ballots_see(c, req_id(c, "id"), &b)) {
        return;
    }
    if (!code_fits(code)) {
        refuse(&c->err, "code",
            WORDS(N_("回执号有 32 位，只有数字和字母 a 到 f；这里写了 {0} 位。请对照回执再看一遍"),
                INT((int64_t)utf8_length(code))));
    } else if (results_find(c, &b, code, &row, &counts)) {
        mine_page(c, row, counts, true);
    }
}

/* On the page of the ballot: where its result is, or what an organiser does next. */
static void beside(struct ctx *c, const struct matter *m, int64_t for_person, bool asks)
{
    struct ballot b;
    struct results all = {0};
    struct sayings headline = {0};
    (void)for_person;
    if (asks || !str_same(m->kind, ballots_matter.name) || !ballots_by_id(c, m->id, &b)) {
        return;
    }
    if (b.sealed_at && b.m.outcome != BALLOT_ANNULLED && results_of(c, &b, &all) && all.n &&
        all.v[all.n - 1].counted_at) {
        results_headline(c->arena, &b, &all.v[all.n - 1], &headline);
    }
    bool to_count =
        b.m.state == BALLOT_COUNTING || (b.force == FORCE_RECORDED && b.m.state < BALLOT_COUNTING);
    if (b.sealed_at) {
        beside_html(c, &b, &headline, true);
    } else if (to_count && c->app->may(c, DUTY_BALLOTS, b.place_id)) {
        beside_html(c, &b, &headline, false);
    }
}

static void show_all(struct ctx *c)
{
    struct list_view v;
    if (list_view_load(c, &results_list, 0, (int64_t)matters_audience(c, &ballots_matter, 0), &v) &&
        !list_export(c, &v)) {
        page_begin(c,
            &(struct page){
                .title = T(c, results_list.title), .wide = true, .back = area_path(c, "ballots")});
        put_raw(c, list_title_html(c, &results_list));
        put_raw(c, list_html(c, &v));
        page_end(c);
    }
}

static const struct list *const lists[] = {&results_list, NULL};
static const struct route routes[] = {
    {"GET", "/a/:area/ballots/:id/result", outcome_show, DUTY_PUBLIC, .place_of = ballots_place_of,
        .title = N_("表决结果")},
    {"GET", "/a/:area/ballots/:id/result/print", show_print, DUTY_PUBLIC,
        .place_of = ballots_place_of, .title = N_("打印表决结果")},
    {"GET", "/a/:area/ballots/:id/result.json", show_file, DUTY_PUBLIC,
        .place_of = ballots_place_of, .title = N_("表决的公开记录，可以重算")},
    {"GET", "/a/:area/ballots/:id/result.xlsx", outcome_book, DUTY_PUBLIC,
        .place_of = ballots_place_of, .title = N_("表决的公开记录，表格")},
    {"GET", "/a/:area/results", show_all, DUTY_PUBLIC, .list = &results_list,
        .title = N_("表决的结果")},
    {"GET", "/a/:area/ballots/:id/result/mine", show_mine, DUTY_PUBLIC,
        .place_of = ballots_place_of, .title = N_("查我的票")},
    {"POST", "/a/:area/ballots/:id/result/mine", do_mine, DUTY_VISITOR, HANDS_SELF, &mine_form,
        show_mine, ballots_place_of, .title = N_("用回执号查我的票")},
    {0},
};
const struct module outcome_module = {
    .name = "outcome", .tier = 14, .routes = routes, .lists = lists, .beside = beside};
