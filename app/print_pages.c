/* print_pages.c - posters for stairwells. The code in the QR is written
 * in capitals, which makes a coarser pattern, to be read from further away. */
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "app/home.h"
#include "lib/base/app.h"
#include "lib/paper/paper.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"

enum { BATCH = 24 }; /* posters at a time: drawing them all would keep others waiting */

struct printed_form {
    int64_t building, compound, from; /* building 0: a batch of the compound, 0 of the area */
};
static const struct field printed_fields[] = {
    FIELD(struct printed_form, FIELD_ID, building, .label = N_("楼组"), .hidden = true),
    FIELD(struct printed_form, FIELD_ID, compound, .label = N_("小区"), .hidden = true),
    FIELD(struct printed_form, FIELD_INT, from, .max = 100000, .label = N_("从第几张起"),
        .hidden = true),
    {0},
};
static const struct form printed_form = {
    "prints.printed", sizeof(struct printed_form), printed_fields};

struct print_page {
    const char *says, *renew, *next; /* next: the following batch */
    struct printed_form batch;
    bool one;
    struct chip *chips;
    size_t n_chips;
};
#include "print.html.h"

/* "HTTPS://HOST/Q/ABC123" */
static const char *code_url(struct ctx *c, const char *code)
{
    char *url = arena_printf(c->arena, "%s/Q/%s", c->app->base_url, code);
    for (char *p = url; *p; p++) {
        *p = (char)toupper((unsigned char)*p);
    }
    return url;
}

/* What is typed by who cannot scan: "eaves.example/q/abc123". */
static const char *typed_address(struct ctx *c, const char *code)
{
    const char *host = strstr(c->app->base_url, "://");
    return arena_printf(c->arena, "%s/q/%s", host ? host + 3 : c->app->base_url, code);
}

static struct html code_qr(struct ctx *c, const struct building *b, const char *code)
{
    return (struct html){
        qr_svg(c->arena, code_url(c, code), say(c, WORDS(N_("二维码：{0}的页面"), TEXT(b->name))))};
}

static struct html poster_of(
    struct ctx *c, const struct area *a, const struct building *b, const char *code)
{
    struct poster p = {
        .title = home_name(c, b),
        .line = T(c, "有事扫一扫：在这里说，在这里看办到哪一步"),
        .address = typed_address(c, code),
        .phone = a->phone,
        .small = say(
            c, WORDS(N_("不用登录，不用装软件。不上网，打电话、交纸条一样办。说过的事，凭编号和手机"
                        "尾号在这里查。编号 {0}"),
                   TEXT(code))),
        .qr = code_qr(c, b, code),
    };
    return poster_html(c, &p);
}

/* Posters ------------------------------------------------------------------------------------- */
static void show_poster(struct ctx *c)
{
    struct building b;
    struct area a;
    if (!places_building(c, building_place_of(c), &b) || !places_area(c, c->area_id, &a)) {
        return;
    }
    struct print_page p = {
        .says = T(c, "A4，贴在楼道里眼睛的高度。二维码约 9.5 厘米，隔一米也扫得到。"),
        .renew = area_path(c, "b/%" PRId64 "/code", b.id),
        .batch = {.building = b.id},
        .one = true,
    };
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0}的海报"), TEXT(b.name))),
                      .back = area_path(c, "b/%" PRId64, b.id),
                      .focus = true,
                      .body_class = "paper",
                      .no_index = true});
    poster_bar_tpl(c, &p);
    put_raw(c, poster_of(c, &a, &b, places_code_of(c, b.id)));
    page_end(c);
}

static void renew_code(struct ctx *c)
{
    int64_t id = building_place_of(c);
    if (places_renew_code(c, id)) {
        redirect(c, area_path(c, "b/%" PRId64 "/poster", id));
    }
}

static const char *code_in(const struct codes *codes, int64_t place_id)
{
    for (size_t i = 0; i < codes->n; i++) {
        if (codes->v[i].place_id == place_id) {
            return codes->v[i].text;
        }
    }
    return NULL;
}

static bool load_chips(struct ctx *c, int64_t on, struct print_page *p)
{
    struct places all = {0};
    if (!places_compounds(c, &all)) {
        return false;
    }
    p->chips = arena_alloc(c->arena, (all.n + 1) * sizeof(*p->chips));
    p->chips[p->n_chips++] = (struct chip){area_path(c, "posters"), T(c, "全部"), -1, !on};
    for (size_t i = 0; i < all.n; i++) {
        const struct place *q = &all.v[i];
        p->chips[p->n_chips++] = (struct chip){
            area_path(c, "posters?compound=%" PRId64, q->id), q->name, -1, on == q->id};
    }
    return true;
}

static void plan_batch(struct ctx *c, int64_t compound, size_t from, size_t n, struct print_page *p)
{
    size_t to = from + BATCH < n ? from + BATCH : n;
    p->says = say(c, WORDS(N_("第 {0} 到 {1} 张，共 {2} 张 A4，一栋一张。"), INT((int64_t)from + 1),
                         INT((int64_t)to), INT((int64_t)n)));
    if (to < n) {
        p->next = area_path(c, "posters?compound=%" PRId64 "&from=%zu", compound, to);
    }
}

static void put_posters(struct ctx *c, const struct area *a, const struct buildings *all,
    const struct codes *codes, size_t from)
{
    for (size_t i = from; i < all->n && i < from + BATCH; i++) {
        const char *code = code_in(codes, all->v[i].id);
        if (code) {
            put_raw(c, poster_of(c, a, &all->v[i], code));
        }
    }
}

static void show_posters(struct ctx *c)
{
    struct print_page p = {0};
    struct buildings all = {0};
    struct codes codes = {0};
    struct area a;
    int64_t compound = req_query_int(c, "compound", 0), asked = req_query_int(c, "from", 0);
    if (list_serve(c, &print_posters_list, AUDIENCE_STAFF, NULL) ||
        !places_area(c, c->area_id, &a) || !places_buildings(c, compound, &all) ||
        !places_codes(c, &codes) || !load_chips(c, compound, &p)) {
        return;
    }
    size_t from = asked > 0 && asked < (int64_t)all.n ? (size_t)asked : 0;
    plan_batch(c, compound, from, all.n, &p);
    p.batch = (struct printed_form){.compound = compound, .from = (int64_t)from};
    page_begin(c, &(struct page){.title = T(c, "楼道海报"),
                      .back = area_path(c, "plan"),
                      .focus = true,
                      .body_class = "paper",
                      .no_index = true});
    compounds_tpl(c, &p);
    poster_bar_tpl(c, &p);
    put_posters(c, &a, &all, &codes, from);
    page_end(c);
}

/* Printed: the stair of the form, or the same batch as was shown. How many; 0 with c->err. */
static int64_t note_printed(struct ctx *c, const struct printed_form *f)
{
    struct building b;
    struct buildings all = {0};
    if (f->building) {
        return places_building(c, f->building, &b) && places_poster_printed(c, b.id);
    }
    if (!places_buildings(c, f->compound, &all)) {
        return 0;
    }
    int64_t n = 0;
    for (size_t i = (size_t)f->from; i < all.n && n < BATCH; i++, n++) {
        (void)places_poster_printed(c, all.v[i].id);
    }
    return c->err.kind ? 0 : n;
}

static void do_printed(struct ctx *c)
{
    const struct printed_form *f = c->req->form;
    int64_t n = note_printed(c, f), place = f->building ? f->building : c->area_id;
    if (!n) {
        (void)(c->err.kind ||
               refuse(&c->err, NULL, SAY(N_("这一批里没有楼组，请回到海报页再选。"))));
    } else if (record(c, &(struct fact){.kind = "prints.posters",
                             .subject_id = place,
                             .place_id = place,
                             .audience = AUDIENCE_STAFF,
                             .words = WORDS(N_("印了 {0} 张楼道海报"), INT(n)),
                             .text = ""})) {
        redirect(c, area_path(c, "posters?filter=all"));
    }
}

static const struct route routes[] = {
    {.method = "GET",
        .path = "/a/:area/b/:id/poster",
        .handle = show_poster,
        .duty = DUTY_PRINT,
        .place_of = building_place_of,
        .title = N_("楼道海报 A4")},
    {.method = "POST",
        .path = "/a/:area/b/:id/code",
        .handle = renew_code,
        .duty = DUTY_PRINT,
        .hands = HANDS_SELF,
        .place_of = building_place_of,
        .title = N_("作废旧码，换新码")},
    {.method = "GET",
        .path = "/a/:area/posters",
        .handle = show_posters,
        .duty = DUTY_PRINT,
        .list = &print_posters_list,
        .title = N_("全部楼道海报")},
    {.method = "POST",
        .path = "/a/:area/posters",
        .handle = do_printed,
        .duty = DUTY_PRINT,
        .hands = HANDS_SELF,
        .form = &printed_form,
        .show = show_posters,
        .title = N_("记下海报印好了")},
    {0},
};

static const struct list *const lists[] = {&print_posters_list, NULL};

const struct module print_module = {.name = "prints", .tier = 4, .routes = routes, .lists = lists};
