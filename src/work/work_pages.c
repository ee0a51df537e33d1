/* work_pages.c - all that waits for one's body, stair by stair; the orders as paper. */
#include "src/work/work_room.h"

#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/paper/paper.h"
#include "lib/web/file.h"
#include "lib/web/parts.h"
#include "src/bodies/duties.h"
#include "src/inbox/inbox.h"
#include "src/matters/matters_pages.h"
#include "src/people/people.h"
#include "src/places/places.h"

struct work_page {
    struct job_lines all;
    int64_t late, soon, stairs;
};
struct paper_order {
    struct request r;
    const char *code, *who, *due;
    struct html qr;
};
struct paper_orders {
    struct paper_order *v;
    size_t n, cap;
};
struct orders_page {
    struct paper_orders all;
    struct area area;
    int no;
};

/* The page ---------------------------------------------------------------------------------------
 */
/* The first line of each stair, in the order of what is due first there. */
static bool is_first_of_stair(const struct work_page *p, size_t i)
{
    for (size_t k = 0; k < i; k++) {
        if (p->all.v[k].m.place_id == p->all.v[i].m.place_id) {
            return false;
        }
    }
    return true;
}

static struct words work_says(const struct work_page *p)
{
    int64_t n = (int64_t)p->all.n;
    return !n        ? SAY(N_("没有等您单位办的事"))
           : p->late ? WORDS(N_("{0} 件要办，{1} 件已超时"), INT(n), INT(p->late))
                     : WORDS(N_("{0} 件要办，没有超时的"), INT(n));
}

#include "work.html.h"

static void show_work(struct ctx *c)
{
    struct work_page p = {0};
    if (list_serve(c, &work_list, AUDIENCE_CASE, NULL) || !work_lines(c, &p.all)) {
        return;
    }
    for (size_t i = 0; i < p.all.n; i++) {
        enum clock_look look = matters_clock(&p.all.v[i].m, c->now);
        p.late += look == CLOCK_LATE;
        p.soon += look == CLOCK_SOON;
        p.stairs += is_first_of_stair(&p, i);
    }
    page_begin(
        c, &(struct page){
               .title = say(c, work_says(&p)), .tab = "desk", .no_index = true, .refresh = 60});
    work_html(c, &p);
    page_end(c);
}

static void do_bulk(struct ctx *c)
{
    inbox_do_bulk(c, "work");
}

/* Paper ------------------------------------------------------------------------------------------
 */
static void do_print(struct ctx *c)
{
    const struct pairs *post = &c->req->post;
    struct picks picks = {0};
    struct ids ids = {0};
    int no = 0;
    for (size_t i = 0; i < post->n; i++) {
        if (str_same(post->v[i].name, "pick")) {
            (void)inbox_picks(c->arena, post->v[i].value, &picks);
        }
    }
    for (size_t i = 0; i < picks.n; i++) {
        list_push(c->arena, &ids, picks.v[i].id);
    }
    if (work_print(c, &ids, &no)) {
        redirect(c, area_path(c, "work/orders/%d", no));
    }
}

/* Of a matter that only its handlers see: nobody. */
static const char *asker_on_paper(struct ctx *c, const struct request *r)
{
    struct person who = {0};
    if (r->m.audience > AUDIENCE_PLACE) {
        return T(c, N_("联系居委"));
    }
    if (!people_by_id(c, r->m.asker_id, &who)) {
        return "";
    }
    return arena_printf(c->arena, "%s %s", str_or(who.name, T(c, N_("没有写名字"))), r->unit);
}

static bool add_order(struct ctx *c, struct orders_page *p, const struct order *o)
{
    char code[ROW_CODE_TEXT];
    struct paper_order one = {0};
    if (!requests_see(c, o->matter_id, &one.r)) {
        return c->err.kind == ERR_ABSENT ? (err_take(&c->err), true) : false;
    }
    if (!matters_on_case(c, &one.r.m)) {
        return !c->err.kind;
    }
    row_code(p->no, o->row, code);
    const char *path = arena_printf(
        c->arena, "%s%s", c->app->base_url, area_path(c, "requests/%" PRId64, o->matter_id));
    one.code = arena_strdup(c->arena, code);
    one.who = asker_on_paper(c, &one.r);
    one.due = one.r.m.due_at ? say_time(c, one.r.m.due_at) : "";
    one.qr = (struct html){qr_svg(c->arena, path, T(c, N_("扫码看这件事")))};
    list_push(c->arena, &p->all, one);
    return !c->err.kind;
}

static void show_orders(struct ctx *c)
{
    struct orders_page p = {.no = (int)req_query_int(c, "none", 0)};
    struct orders rows = {0};
    int64_t no = req_id(c, "no");
    if (no <= 0 || no > 999999) {
        not_found(c);
        return;
    }
    p.no = (int)no;
    if (!work_orders(c, p.no, &rows) || !places_area(c, c->area_id, &p.area)) {
        return;
    }
    for (size_t i = 0; i < rows.n; i++) {
        if (!add_order(c, &p, &rows.v[i])) {
            return;
        }
    }
    if (!p.all.n) {
        not_found(c);
        return;
    }
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("派工单 {0}"), INT(no))),
                      .no_index = true,
                      .back = area_path(c, "work"),
                      .back_label = T(c, N_("要办的事"))});
    orders_html(c, &p);
    page_end(c);
}

static int64_t place_of_request(struct ctx *c)
{
    return matters_place_of(c, req_id(c, "id"));
}

static const struct route routes[] = {
    {"GET", "/a/:area/work", show_work, .duty = DUTY_ANSWER, .list = &work_list,
        .title = N_("我们要办的事")},
    {"POST", "/a/:area/work/orders", do_print, .duty = DUTY_ANSWER, .hands = HANDS_SELF,
        .show = show_work, .title = N_("印派工单")},
    {"POST", "/a/:area/work/bulk", do_bulk, .duty = DUTY_ANSWER, .hands = HANDS_SELF,
        .form = &inbox_bulk_form, .show = show_work, .title = N_("成批办理")},
    {"GET", "/a/:area/work/orders/:no", show_orders, .duty = DUTY_ANSWER, .title = N_("派工单")},
    {"GET", "/a/:area/work/back", work_show_back, .duty = DUTY_ANSWER, .title = N_("录入派工单")},
    {"POST", "/a/:area/work/back", work_do_back, .duty = DUTY_ANSWER, .hands = HANDS_SELF,
        .form = &work_back_form, .show = work_show_back, .body_max = PHOTOS_BODY_MAX,
        .title = N_("录入派工单")},
    {"GET", "/a/:area/requests/:id/work", work_show_case, .duty = DUTY_PERSON,
        .title = N_("派工和报价")},
    {"POST", "/a/:area/requests/:id/quotes", work_do_quote, .duty = DUTY_ANSWER,
        .hands = HANDS_SELF, .form = &work_quote_form, .show = work_show_case,
        .place_of = place_of_request, .body_max = PHOTOS_BODY_MAX, .title = N_("报价")},
    {"GET", "/a/:area/quotes/:id/photo", work_show_photo, .duty = DUTY_PERSON,
        .title = N_("报价单的照片")},
    {0},
};
static const struct list *const lists[] = {&work_list, NULL};

const struct module work_module = {.name = "work", .tier = 3, .routes = routes, .lists = lists};
