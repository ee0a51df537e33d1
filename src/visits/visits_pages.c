/* visits_pages.c - for the leader at the doors: who has voted and who has not, never what. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/web/list_view.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/bodies/bodies.h"
#include "src/bodies/duties.h"
#include "src/places/places.h"
#include "src/visits/visits.h"

enum { COLUMNS_MAX = 12 };

struct mark_form {
    int64_t voter, mark;
};
static const struct field mark_fields[] = {
    FIELD(struct mark_form, FIELD_INT, voter, .max = 1000000, .label = N_("哪一户"),
        .required = true, .hidden = true),
    FIELD(struct mark_form, FIELD_CHOICE, mark, .label = N_("怎么样"), .choices = visits_marks,
        .required = true, .hidden = true),
    {0},
};
static const struct form mark_form = {"visits.mark", sizeof(struct mark_form), mark_fields};

struct doors_page {
    struct ballot b;
    struct building stair;
    struct visit_homes homes;
    struct door *doors;
    size_t n_doors;
    int64_t of[AT_NOBODY + 1]; /* by state */
    int64_t left;
    const char *path, *news, *group_text;
    bool phones, open;
};

static const char *state_word(struct ctx *c, enum visit_door s)
{
    return T(c, choice_of(visits_doors, (int64_t)s)->label);
}

/* "拿了纸质票，还没交回 · 打过 2 次电话 · 没人在家 1 次": what is known of that door. */
static const char *door_why(struct ctx *c, const struct visit_home *h)
{
    const char *out = h->s.issue == ISSUE_SIGNED ? T(c, N_("拿了纸质票，还没交回"))
                      : h->s.issue ? T(c, choice_of(slips_issues, (int64_t)h->s.issue)->label)
                                   : T(c, N_("还没投"));
    const struct {
        int64_t n;
        const char *words;
    } tried[] = {{h->v.phoned, N_("打过 {0} 次电话")}, {h->v.met, N_("见到 {0} 次")},
        {h->v.away, N_("没人在家 {0} 次")}};
    for (size_t i = 0; i < COUNT(tried); i++) {
        if (tried[i].n) {
            out = arena_printf(
                c->arena, "%s · %s", out, say(c, WORDS(tried[i].words, INT(tried[i].n))));
        }
    }
    return out;
}

#include "visits.html.h"

/* Loading -------------------------------------------------------------------------------------- */
static bool shows_doors(const struct ballot *b)
{
    return b->named && b->m.state >= BALLOT_NOTICE && b->m.state < BALLOT_SHOWN &&
           (b->electorate == ROLL_OF_OWNERS || b->electorate == ROLL_OF_HOUSEHOLDS);
}

static bool load_homes(struct ctx *c, struct doors_page *p)
{
    if (!visits_homes(c, &p->b, p->stair.id, &p->homes)) {
        return false;
    }
    for (size_t i = 0; i < p->homes.n; i++) {
        p->of[p->homes.v[i].state]++;
        p->left += visits_left(p->homes.v[i].state);
    }
    return true;
}

static bool load(struct ctx *c, struct doors_page *p)
{
    if (!ballots_see(c, req_id(c, "id"), &p->b) ||
        !places_building(c, req_id(c, "building"), &p->stair)) {
        return false;
    }
    p->open = p->b.m.state < BALLOT_COUNTING;
    p->path = area_path(c, "ballots/%" PRId64 "/doors/%" PRId64, p->b.id, p->stair.id);
    return shows_doors(&p->b) ? load_homes(c, p) : not_found(c);
}

static const struct visit_home *home_of(const struct doors_page *p, const struct unit *u)
{
    for (size_t i = 0; i < p->homes.n; i++) {
        if (p->homes.v[i].unit_id == u->id) {
            return &p->homes.v[i];
        }
    }
    return NULL;
}

static bool taken(const struct doors_page *p, const struct door *d)
{
    for (size_t i = 0; i < p->n_doors; i++) {
        if (p->doors[i].floor == d->floor && p->doors[i].column == d->column) {
            return true;
        }
    }
    return false;
}

static void add_door(
    struct ctx *c, struct doors_page *p, const struct unit *u, const struct visit_home *h)
{
    static const enum door_state looks[] = {[AT_VOTED] = DOOR_LIT,
        [AT_NOT_YET] = DOOR_DIM,
        [AT_CALL] = DOOR_GO,
        [AT_UNMET] = DOOR_DIM,
        [AT_GONE] = DOOR_DIM,
        [AT_NOBODY] = DOOR_NONE};
    struct door d = {.floor = (int)u->floor,
        .column = (int)u->col,
        .name = u->name,
        .word = h ? state_word(c, h->state) : T(c, N_("不在名册")),
        .state = h ? looks[h->state] : DOOR_NONE,
        .href = h && visits_left(h->state)
                    ? arena_printf(c->arena, "#u%" PRId64, u->id)
                    : area_path(c, "b/%" PRId64 "/doors/%" PRId64, p->stair.id, u->id)};
    while (d.floor && taken(p, &d)) {
        d.column++;
    }
    if (d.floor > 0 && d.column > 0 && d.column <= COLUMNS_MAX) {
        p->doors[p->n_doors++] = d;
    }
}

static bool load_grid(struct ctx *c, struct doors_page *p)
{
    struct units homes = {0};
    if (!places_units(c, p->stair.id, &homes)) {
        return false;
    }
    p->doors = arena_alloc(c->arena, (homes.n + 1) * sizeof(*p->doors));
    for (size_t i = 0; i < homes.n; i++) {
        add_door(c, p, &homes.v[i], home_of(p, &homes.v[i]));
    }
    return true;
}

/* For the stair's chat: how many, no name and no door. */
static const char *group_text(struct ctx *c, const struct doors_page *p)
{
    const char *how_many =
        say(c, WORDS(N_("{0} {1} 户里已投 {2} 户，还有 {3} 户没投。"), TEXT(p->stair.name),
                   INT((int64_t)p->homes.n), INT(p->of[AT_VOTED]), INT(p->left)));
    return say(c, WORDS(N_("【表决】{0}，{1} 截止。{2}网上投：{3} 不上网的，找楼组长拿纸质票。"),
                      TEXT(p->b.m.title), UNTIL(p->b.closes_at), TEXT(how_many),
                      TEXT(arena_printf(c->arena, "%s%s", c->app->base_url,
                          area_path(c, "ballots/%" PRId64, p->b.id)))));
}

/* Pages ---------------------------------------------------------------------------------------- */
static bool fill_left(struct ctx *c, struct list_view *v)
{
    struct doors_page p = {0};
    if (!load(c, &p)) {
        return false;
    }
    for (size_t i = 0; i < p.homes.n; i++) {
        const struct visit_home *h = &p.homes.v[i];
        if (visits_left(h->state)) {
            list_push(c->arena, &v->rows,
                ((struct list_row){.id = h->o.no,
                    .v = {value_text(h->door), value_text(h->o.name), value_int(h->state),
                        value_int(h->s.issue), value_int(h->v.phoned), value_int(h->v.away)}}));
        }
    }
    v->rows.count = (int64_t)v->rows.n;
    v->period = say(c, WORDS(N_("{0}，{1} 截止"), TEXT(p.b.m.title), UNTIL(p.b.closes_at)));
    return true;
}

static void show_doors(struct ctx *c)
{
    struct doors_page p = {0};
    struct err kept = err_take(&c->err);
    if (list_serve(c, &visits_list, AUDIENCE_STAFF, fill_left) || !load(c, &p) ||
        !load_grid(c, &p)) {
        return;
    }
    c->err = kept;
    p.phones = c->app->may(c, DUTY_SEE_PHONE, p.stair.id);
    p.news =
        say(c, WORDS(N_("{0} 户里已投 {1} 户，还有 {2} 户没投，其中 {3} 户要上门"),
                   INT((int64_t)p.homes.n), INT(p.of[AT_VOTED]), INT(p.left), INT(p.of[AT_CALL])));
    p.group_text = group_text(c, &p);
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0}：谁还没投"), TEXT(p.stair.name))),
                      .back = area_path(c, "ballots/%" PRId64, p.b.id),
                      .no_index = true});
    doors_page_html(c, &p);
    page_end(c);
}

static void do_mark(struct ctx *c)
{
    const struct mark_form *f = c->req->form;
    struct doors_page p = {0};
    if (!load(c, &p)) {
        return;
    }
    for (size_t i = 0; i < p.homes.n; i++) {
        const struct visit_home *h = &p.homes.v[i];
        if (h->o.no == f->voter) {
            if (visits_mark(c, &p.b, f->voter, (enum visit_mark)f->mark)) {
                redirect(c, arena_printf(c->arena, "%s#u%" PRId64, p.path, h->unit_id));
            }
            return;
        }
    }
    not_found(c);
}

static int64_t place_of_stair(struct ctx *c)
{
    struct building b;
    return places_building(c, req_id(c, "building"), &b) ? b.id : 0;
}

/* On the home page of who has a stair: the votes that are running there. */
static bool lead(struct ctx *c, int64_t building_id)
{
    struct ballots all = {0};
    if (!ballots_of_place(c, building_id, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        struct doors_page p = {.b = all.v[i]};
        if (all.v[i].m.state != BALLOT_OPEN || !shows_doors(&all.v[i])) {
            continue;
        }
        if (!places_building(c, building_id, &p.stair) || !load_homes(c, &p)) {
            return false;
        }
        if (p.homes.n) {
            lead_html(c, &p);
        }
    }
    return true;
}

static void mine(struct ctx *c)
{
    struct posts posts = {0};
    if (!c->who.person_id || !bodies_posts_of(c, c->who.person_id, &posts)) {
        return;
    }
    for (size_t i = 0; i < posts.n; i++) {
        enum post_kind kind = posts.v[i].kind;
        if ((kind == POST_BUILDING_LEADER || kind == POST_DEPUTY_LEADER) &&
            !lead(c, posts.v[i].place_id)) {
            return;
        }
    }
}

static const struct column columns[] = {
    {.name = "door", .label = N_("门牌"), .type = COL_TEXT, .title = true},
    {.name = "name", .label = N_("业主或住户"), .type = COL_TEXT},
    {.name = "state", .label = N_("投了没有"), .type = COL_CHOICE, .choices = visits_doors},
    {.name = "issue", .label = N_("纸质票"), .type = COL_CHOICE, .choices = slips_issues},
    {.name = "phoned", .label = N_("打过电话"), .type = COL_INT},
    {.name = "away", .label = N_("没人在家"), .type = COL_INT},
    {0},
};
static const struct list_filter all[] = {{.name = "all", .label = N_("全部")}, {0}};
const struct list visits_list = {
    .name = "visits",
    .title = N_("还没投的"),
    .columns = columns,
    .filters = all,
    .orders = {{.name = "door", .label = N_("按门牌"), .sql = ""}},
    .empty = N_("都投过了，不用再上门。"),
    .counted = N_("共 {0} 户"),
};
static const struct route routes[] = {
    {"GET", "/a/:area/ballots/:id/doors/:building", show_doors, DUTY_SEE_ROLL,
        .place_of = place_of_stair, .list = &visits_list, .title = N_("一个楼组谁还没投")},
    {"POST", "/a/:area/ballots/:id/doors/:building", do_mark, DUTY_SEE_ROLL, HANDS_SELF, &mark_form,
        show_doors, .place_of = place_of_stair, .title = N_("记一次上门或电话")},
    {0},
};
static const struct list *const lists[] = {&visits_list, NULL};

const struct module visits_module = {
    .name = "visits", .tier = 12, .routes = routes, .lists = lists, .mine = mine};
