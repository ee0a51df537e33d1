/* slips_doors_pages.c - for the leader at the doors: who has voted and who has not, never what. */
#include <inttypes.h>

#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/bodies/bodies.h"
#include "src/places/places.h"
#include "src/slips/slips_room.h"

enum { COLUMNS_MAX = 12 };

struct stair_head { /* one head of the stair */
    struct voter o;
    struct ballot_slip s;
    enum slip_door state;
};
struct doors_page {
    struct ballot b;
    struct building stair;
    struct stair_head *v;
    size_t n;
    struct door *doors;
    size_t n_doors;
    int64_t of[DOOR_NOBODY + 1]; /* by state */
    const char *news, *group_text;
    bool phones;
};

static const char *state_word(struct ctx *c, enum slip_door s)
{
    return T(c, choice_of(slips_door_states, (int64_t)s)->label);
}

/* Why somebody has to go there. */
static const char *door_why(struct ctx *c, const struct stair_head *h)
{
    return h->s.issue == ISSUE_SIGNED ? T(c, N_("拿了纸质票，还没交回"))
           : h->s.issue               ? T(c, choice_of(slips_issues, (int64_t)h->s.issue)->label)
                                      : T(c, N_("还没投"));
}

#include "slips_doors.html.h"

/* Loading -------------------------------------------------------------------------------------- */
static bool shows_doors(const struct ballot *b)
{
    return b->named && b->m.state >= BALLOT_NOTICE && b->m.state < BALLOT_SHOWN &&
           (b->electorate == ROLL_OF_OWNERS || b->electorate == ROLL_OF_HOUSEHOLDS);
}

static bool load_heads(struct ctx *c, struct doors_page *p)
{
    struct voters all = {0};
    struct slips slips = {0};
    if (!ballots_voters(c, p->b.id, p->stair.id, &all) ||
        !slips_of_stair(c, p->b.id, p->stair.id, &slips)) {
        return false;
    }
    p->v = arena_alloc(c->arena, (all.n + 1) * sizeof(*p->v));
    for (size_t i = 0; i < all.n && i < slips.n; i++) { /* both in the order of the roll */
        struct stair_head h = {.o = all.v[i], .s = slips.v[i]};
        h.state = slips_door_of(&h.o, &h.s);
        p->of[h.state]++;
        p->v[p->n++] = h;
    }
    return true;
}

static bool load(struct ctx *c, struct doors_page *p)
{
    if (!ballots_see(c, req_id(c, "id"), &p->b) ||
        !places_building(c, req_id(c, "building"), &p->stair)) {
        return false;
    }
    return shows_doors(&p->b) ? load_heads(c, p) : not_found(c);
}

/* Whose home it is: by the frozen roll, else the household that lives there. */
static const struct stair_head *head_of(
    const struct doors_page *p, const struct voter_units *units, const struct unit *u)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct voter *o = &p->v[i].o;
        if (o->who == WHO_HOUSEHOLD && o->who_id == u->household_id) {
            return &p->v[i];
        }
        for (size_t k = 0; k < units->n; k++) {
            if (units->v[k].unit_id == u->id && units->v[k].voter_no == o->no) {
                return &p->v[i];
            }
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
    struct ctx *c, struct doors_page *p, const struct unit *u, const struct stair_head *h)
{
    static const enum door_state looks[] = {[DOOR_VOTED] = DOOR_LIT,
        [DOOR_NOT_YET] = DOOR_DIM,
        [DOOR_CALL] = DOOR_GO,
        [DOOR_NOBODY] = DOOR_NONE};
    struct door d = {.floor = (int)u->floor,
        .column = (int)u->col,
        .name = u->name,
        .word = h ? state_word(c, h->state) : T(c, N_("不在名册")),
        .state = h ? looks[h->state] : DOOR_NONE,
        .href = area_path(c, "b/%" PRId64 "/doors/%" PRId64, p->stair.id, u->id)};
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
    struct voter_units units = {0};
    if (!places_units(c, p->stair.id, &homes) || !ballots_units(c, p->b.id, p->stair.id, &units)) {
        return false;
    }
    p->doors = arena_alloc(c->arena, (homes.n + 1) * sizeof(*p->doors));
    for (size_t i = 0; i < homes.n; i++) {
        add_door(c, p, &homes.v[i], head_of(p, &units, &homes.v[i]));
    }
    return true;
}

/* For the stair's chat: how many, no name and no door. */
static const char *group_text(struct ctx *c, const struct doors_page *p)
{
    const char *how_many = say(
        c, WORDS(N_("{0} {1} 户里已投 {2} 户，还有 {3} 户没投。"), TEXT(p->stair.name),
               INT((int64_t)p->n), INT(p->of[DOOR_VOTED]), INT((int64_t)p->n - p->of[DOOR_VOTED])));
    return say(c, WORDS(N_("【表决】{0}，{1} 截止。{2}网上投：{3} 不上网的，找楼组长拿纸质票。"),
                      TEXT(p->b.m.title), TIME(p->b.closes_at), TEXT(how_many),
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
    for (size_t i = 0; i < p.n; i++) {
        const struct stair_head *h = &p.v[i];
        if (h->state == DOOR_NOT_YET || h->state == DOOR_CALL) {
            list_push(c->arena, &v->rows,
                ((struct list_row){.id = h->o.no,
                    .v = {value_text(h->o.door), value_text(h->o.name), value_int(h->state),
                        value_int(h->s.issue)}}));
        }
    }
    v->rows.count = (int64_t)v->rows.n;
    v->period = say(c, WORDS(N_("{0}，{1} 截止"), TEXT(p.b.m.title), TIME(p.b.closes_at)));
    return true;
}

static void show_doors(struct ctx *c)
{
    struct doors_page p = {0};
    if (list_serve(c, &slips_doors_list, AUDIENCE_STAFF, fill_left) || !load(c, &p) ||
        !load_grid(c, &p)) {
        return;
    }
    p.phones = c->app->may(c, DUTY_SEE_PHONE, p.stair.id);
    p.news = say(c, WORDS(N_("{0} 户里已投 {1} 户，还有 {2} 户没投，其中 {3} 户要上门"),
                        INT((int64_t)p.n), INT(p.of[DOOR_VOTED]),
                        INT(p.of[DOOR_NOT_YET] + p.of[DOOR_CALL]), INT(p.of[DOOR_CALL])));
    p.group_text = group_text(c, &p);
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0}：谁还没投"), TEXT(p.stair.name))),
                      .back = area_path(c, "ballots/%" PRId64, p.b.id),
                      .no_index = true});
    doors_page_html(c, &p);
    page_end(c);
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
        if (!places_building(c, building_id, &p.stair) || !load_heads(c, &p)) {
            return false;
        }
        if (p.n) {
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

/* On the page of a ballot: paper, for those who handle it. */
static void beside(struct ctx *c, const struct matter *m, int64_t for_person, bool asks)
{
    (void)for_person;
    if (!asks && str_same(m->kind, ballots_matter.name) && m->state >= BALLOT_NOTICE &&
        c->app->may(c, DUTY_SLIPS, 0)) {
        beside_html(c, m);
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/ballots/:id/doors/:building", show_doors, DUTY_SEE_ROLL,
        .place_of = place_of_stair, .list = &slips_doors_list, .title = N_("一个楼组谁还没投")},
    {0},
};
static const struct list *const lists[] = {&slips_doors_list, NULL};

const struct module slips_doors_module = {.name = "slips_doors",
    .tier = 8,
    .routes = routes,
    .lists = lists,
    .beside = beside,
    .mine = mine};
