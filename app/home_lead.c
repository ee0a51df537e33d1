/* home_lead.c - what a post adds to the home page: the leader's stair as a grid with the ticks of
 * the list that is on, who needs another visit, the text for the group; and a post that ends soon.
 */
#include <inttypes.h>

#include "app/home.h"
#include "lib/base/app.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"
#include "src/doors/doors.h"
#include "src/handover/handover.h"
#include "src/rolls/rolls.h"

enum { ENDS_SOON_DAYS = 30, COLUMNS_MAX = 12, NEED_MAX = 5 };

struct lead_build {
    struct lead *lead;
    struct units units;
    struct roll roll; /* id 0: none is on */
    struct roll_rows rows;
    struct roll_cover sum;
    struct door_opens open;
    struct door_flags flags; /* 出租 外出 空置, as on the page of the doors */
};

static const struct roll_row *row_of(const struct lead_build *b, int64_t unit_id)
{
    for (size_t i = 0; i < b->rows.n; i++) {
        if (b->rows.v[i].unit_id == unit_id && !b->rows.v[i].gone) {
            return &b->rows.v[i];
        }
    }
    return NULL;
}

static void look_of_row(
    struct ctx *c, const struct roll_kind *kind, const struct roll_row *row, struct door *d)
{
    d->state = row->state == TICK_DONE      ? DOOR_LIT
               : row->state == TICK_REFUSED ? DOOR_NONE
               : row->state == TICK_AWAY    ? DOOR_GO
                                            : DOOR_DIM;
    d->word = rolls_row_said(c, kind, row);
}

/* What the leader knows of a home; NULL: nothing out of the ordinary. */
static const char *flag_of(
    struct ctx *c, const struct lead_build *b, int64_t unit_id, enum door_state *state)
{
    static const enum door_kind kinds[] = {DOOR_EMPTY, DOOR_AWAY, DOOR_LET};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (doors_has(&b->flags, unit_id, kinds[i])) {
            *state = kinds[i] == DOOR_LET ? DOOR_LIT : DOOR_NONE;
            return T(c, doors_flag_label(kinds[i]));
        }
    }
    return NULL;
}

static void look_of_home(
    struct ctx *c, const struct lead_build *b, const struct unit *u, struct door *d)
{
    const struct roll_row *row = b->roll.id ? row_of(b, u->id) : NULL;
    int64_t open = doors_open_of(&b->open, u->id);
    if (row) {
        look_of_row(c, b->roll.kind, row, d);
        return;
    }
    d->state = open ? DOOR_GO : u->household_id ? DOOR_LIT : DOOR_NONE;
    d->word = open              ? say(c, WORDS(N_("{0} 件"), INT(open)))
              : u->household_id ? T(c, N_("有人住"))
                                : T(c, N_("没登记"));
    const char *flag = open ? NULL : flag_of(c, b, u->id, &d->state);
    d->word = flag ? flag : d->word;
}

static bool taken(const struct lead *l, int floor, int column)
{
    for (size_t i = 0; i < l->n; i++) {
        if (l->doors[i].floor == floor && l->doors[i].column == column) {
            return true;
        }
    }
    return false;
}

static void add_home(struct ctx *c, struct lead_build *b, const struct unit *u)
{
    struct lead *l = b->lead;
    struct door d = {.floor = (int)u->floor, .column = (int)u->col, .name = u->name};
    d.href = area_path(c, "b/%" PRId64 "/doors/%" PRId64 "%s", l->b.id, u->id,
        b->roll.id ? arena_printf(c->arena, "?roll=%" PRId64, b->roll.id) : "");
    look_of_home(c, b, u, &d);
    while (d.floor && taken(l, d.floor, d.column)) {
        d.column++;
    }
    if (d.floor > 0 && d.column > 0 && d.column <= COLUMNS_MAX) {
        l->doors[l->n++] = d;
    }
    l->n_need += d.state == DOOR_GO;
    if (d.state == DOOR_GO && l->need.n < NEED_MAX) {
        list_push(
            c->arena, &l->need, (struct item){.href = d.href, .title = u->name, .quiet = d.word});
    }
}

static struct roll_cover add_up(const struct roll_rows *rows)
{
    struct roll_cover sum = {0};
    for (size_t i = 0; i < rows->n; i++) {
        const struct roll_row *row = &rows->v[i];
        if (!row->gone) {
            sum.total++;
            sum.done += row->state == TICK_DONE;
            sum.refused += row->state == TICK_REFUSED;
            sum.away += row->state == TICK_AWAY;
            sum.unmet += rolls_unmet(row);
        }
    }
    return sum;
}

/* Of the lists that are on, the one opened last that has doors of the stair left. Posters hang at
 * a stair, not at a door: no such list. */
static bool load_roll(struct ctx *c, struct lead_build *b)
{
    struct rolls all = {0};
    if (!rolls_of_building(c, b->lead->b.id, &all)) { /* latest first */
        return false;
    }
    for (size_t i = 0; i < all.n && !b->roll.id; i++) {
        const struct roll *r = &all.v[i];
        struct roll_rows rows = {0};
        if (r->closed_at || !r->filled || r->kind->subject == ROLL_BUILDINGS) {
            continue;
        }
        if (!rolls_rows(c, r->id, b->lead->b.id, &rows)) {
            return false;
        }
        struct roll_cover sum = add_up(&rows);
        if (sum.total > sum.done + sum.refused) {
            b->roll = *r;
            b->rows = rows;
            b->sum = sum;
        }
    }
    return true;
}

static void say_lead(struct ctx *c, struct lead_build *b)
{
    struct lead *l = b->lead;
    l->path = area_path(c, "b/%" PRId64 "/doors", l->b.id);
    if (!b->roll.id) {
        l->news = T(c, N_("谁家在、有没有事；点一户看详情"));
        return;
    }
    const char *link =
        arena_printf(c->arena, "%s/Q/%s", c->app->base_url, str_or(places_code_of(c, l->b.id), ""));
    l->path = arena_printf(c->arena, "%s?roll=%" PRId64, l->path, b->roll.id);
    l->news = say(c, WORDS(N_("{0}：{1} 户里办好 {2} 户"), TEXT(rolls_title(c, &b->roll)),
                         INT(b->sum.total), INT(b->sum.done)));
    l->group_text = rolls_group_text(c, &b->roll, &b->sum, link);
}

bool home_lead(struct ctx *c, int64_t building_id, struct lead *l)
{
    struct lead_build b = {.lead = l};
    if (!places_building(c, building_id, &l->b) || !places_units(c, building_id, &b.units) ||
        !doors_opens(c, building_id, bodies_audience(c, building_id), &b.open) ||
        !doors_flags(c, building_id, &b.flags) || !load_roll(c, &b)) {
        return false;
    }
    l->doors = arena_alloc(c->arena, (b.units.n + 1) * sizeof(*l->doors));
    for (size_t i = 0; i < b.units.n; i++) {
        add_home(c, &b, &b.units.v[i]);
    }
    say_lead(c, &b);
    return !c->err.kind;
}

/* A post that ends soon ------------------------------------------------------------------------ */
static bool add_ending(struct ctx *c, const struct post *t, struct items *out)
{
    struct matters open = {0};
    if (!handover_open(c, t, &open)) {
        return false;
    }
    bool gives = c->app->may(c, DUTY_POSTS, t->place_id);
    int64_t end = 0;
    must(parse_day(t->valid_to, &end));
    const char *last = say_day(c, end - MS_PER_DAY);
    list_push(c->arena, out,
        (struct item){
            .href = gives ? area_path(c, "posts/%" PRId64 "/handover", t->id)
                          : area_path(c, "contacts"),
            .title = say(c, WORDS(N_("您的{0}（{1}）任到 {2}，还有 {3} 件事没办完"),
                                MSG(bodies_post_label(t->kind)), TEXT(str_or(t->place, t->body)),
                                TEXT(last), INT((int64_t)open.n))),
            .quiet = gives ? T(c, N_("现在办交接")) : T(c, N_("请书记、主任办交接")),
            .tag = tag_html(c, "soon", "clock", T(c, N_("快到期"))),
        });
    return true;
}

bool home_endings(struct ctx *c, struct items *out)
{
    struct posts posts = {0};
    if (!bodies_posts_of(c, c->who.person_id, &posts)) {
        return false;
    }
    const char *soon = day_text(c->arena, c->now + ENDS_SOON_DAYS * MS_PER_DAY);
    for (size_t i = 0; i < posts.n; i++) {
        const struct post *t = &posts.v[i];
        if (!str_empty(t->valid_to) && bodies_in_days("", soon, t->valid_to) &&
            !add_ending(c, t, out)) {
            return false;
        }
    }
    return true;
}
