/* board_dues_pages.c - 应当公开的事: what is due, and when it was last shown. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/web/parts.h"
#include "src/board/board.h"
#include "src/bodies/bodies.h"
#include "src/bodies/duties.h"

struct dues_page {
    struct duty_dues all;
    size_t late;
    bool publishes;
};

#include "board_dues.html.h"

static bool fill_dues(struct ctx *c, struct list_view *v)
{
    struct duty_dues all = {0};
    if (!board_dues(c, &all)) {
        return false;
    }
    for (const struct duty_due *d = all.v; d < all.v + all.n; d++) {
        list_push(c->arena, &v->rows,
            ((struct list_row){.id = d->notice_id,
                .v = {value_text(T(c, d->duty->label)), value_text(d->place),
                    value_text(T(c, bodies_body_label((enum body_kind)d->duty->body))),
                    value_int(d->duty->months),
                    str_empty(d->shown_on) ? NONE : value_text(d->shown_on),
                    d->due_at ? value_text(day_text(c->arena, d->due_at)) : NONE,
                    value_int((int)d->state)}}));
    }
    v->rows.count = (int64_t)v->rows.n;
    return true;
}

static void show_dues(struct ctx *c)
{
    struct dues_page p = {.publishes = c->app->may(c, DUTY_NOTICES, 0)};
    if (list_serve(c, &board_dues_list, AUDIENCE_PUBLIC, fill_dues) || !board_dues(c, &p.all)) {
        return;
    }
    for (size_t i = 0; i < p.all.n; i++) {
        p.late += p.all.v[i].state == DUE_LATE;
    }
    page_begin(c, &(struct page){.title = T(c, N_("应当公开的事")),
                      .back = area_path(c, "notices"),
                      .back_label = T(c, N_("公告"))});
    dues_html(c, &p);
    page_end(c);
}

static const struct route routes[] = {
    {"GET", "/a/:area/duties", show_dues, DUTY_PUBLIC, .list = &board_dues_list,
        .title = N_("应当公开的事：哪些到日子了，上次是哪天")},
    {0},
};
static const struct list *const lists[] = {&board_dues_list, NULL};

const struct module board_dues_module = {
    .name = "duties", .tier = 7, .routes = routes, .lists = lists};
