/* inbox_list_pages.c - the inbox as a list: exported and printed as its page shows it. Whom a
 * matter waits for, the kinds say and not SQL. */
#include "lib/base/module.h"
#include "lib/web/web.h"
#include "src/inbox/inbox.h"
#include "src/requests/requests.h"

static const struct column inbox_columns[] = {
    {.name = "ticket", .label = N_("编号"), .type = COL_TEXT},
    {.name = "title", .label = N_("事情"), .type = COL_TEXT, .title = true},
    {.name = "place", .label = N_("地点"), .type = COL_TEXT},
    {.name = "channel", .label = N_("来路"), .type = COL_CHOICE, .choices = matters_channels},
    {.name = "state", .label = N_("状态"), .type = COL_TEXT},
    {.name = "owner", .label = N_("在谁手里"), .type = COL_TEXT},
    {.name = "due", .label = N_("时限"), .type = COL_TIME},
    {.name = "level", .label = N_("报到哪一级"), .type = COL_CHOICE, .choices = requests_levels},
    {.name = "received", .label = N_("补录，收到于"), .type = COL_TIME},
    {0},
};
static const struct list_filter inbox_filters[] = {{.name = "mine", .label = N_("要我办")}, {0}};

const struct list inbox_list = {
    .name = "inbox",
    .title = N_("收件"),
    .columns = inbox_columns,
    .filters = inbox_filters,
    .orders = {{.name = "due", .label = N_("按剩余时间排"), .sql = ""}},
    .empty = N_("没有等您办的事。"),
    .counted = N_("共 {0} 件"),
};

bool inbox_fill(struct ctx *c, struct list_view *v)
{
    struct matters all = {0};
    if (!inbox_waiting(c, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        const struct matter *m = &all.v[i];
        const struct choice *state = choice_of(matters_kind(c, m->kind)->states, m->state);
        struct list_row row = {.id = m->id,
            .v = {value_text(matters_ticket(c->arena, m->ticket)), value_text(m->title),
                value_text(m->place), value_int((int64_t)m->channel),
                value_text(state ? T(c, state->label) : ""), value_text(str_or(m->owner, "")),
                m->due_at ? value_int(m->due_at) : NONE, m->level ? value_int(m->level) : NONE,
                matters_backdated(m) ? value_int(m->received_at) : NONE}};
        list_push(c->arena, &v->rows, row);
    }
    v->rows.count = (int64_t)v->rows.n;
    return true;
}
