/* board_dues_store.c - every SQL statement about what is due to be published. */
#include "lib/db/db.h"
#include "src/board/board.h"
#include "src/bodies/bodies.h"
#include "src/places/places.h"

const struct choice board_due_states[] = {
    {DUE_LATE, "late", N_("该公开了"), .tag = "late", .icon = "alert"},
    {DUE_SOON, "soon", N_("快到了"), .tag = "soon", .icon = "clock"},
    {DUE_FINE, "fine", N_("没到日子"), .tag = "done", .icon = "check"},
    {0},
};

struct duty_shown { /* when a duty was last published for a place */
    int64_t duty, place_id, notice_id;
    const char *day;
};
struct duty_showns {
    struct duty_shown *v;
    size_t n, cap;
};

static bool load_shown(struct ctx *c, struct duty_showns *out)
{
    struct rows r = db_query(c,
        "SELECT n.duty, n.place_id, n.id, n.valid_from FROM notice n WHERE n.area_id = ?1"
        " AND n.kind = 3 AND n.taken_at IS NULL AND n.valid_from <= ?2"
        " ORDER BY n.valid_from DESC, n.id DESC",
        V(c->area_id), V(day_text(c->arena, c->now)));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct duty_shown){row_int(&r, 0), row_int(&r, 1), row_int(&r, 2), row_text(&r, 3)}));
    }
    return rows_end(&r);
}

static void push_due(struct ctx *c, const struct notice_duty *d, const struct place *p,
    const struct duty_showns *all, struct duty_dues *out)
{
    struct duty_due due = {.duty = d, .place_id = p->id, .place = p->name, .shown_on = ""};
    for (size_t i = 0; i < all->n && !due.notice_id; i++) {
        const struct duty_shown *s = &all->v[i];
        if (s->duty == d->id && (s->place_id == p->id || s->place_id == c->area_id)) {
            due.notice_id = s->notice_id;
            due.shown_on = s->day;
        }
    }
    (void)parse_day(due.shown_on, &due.shown_at);
    due.due_at = board_due_at(d, due.shown_on);
    due.state = board_due_state(due.due_at, c->now);
    list_push(c->arena, out, due);
}

static bool push_of_place(
    struct ctx *c, const struct place *p, const struct duty_showns *all, struct duty_dues *out)
{
    for (const struct notice_duty *d = notices_duties; d->id; d++) {
        struct bodies there = {0};
        bool of_area = d->body == BODY_COMMITTEE;
        if (of_area != (p->kind == PLACE_AREA)) {
            continue;
        }
        if (!of_area && !bodies_over(c, p->id, (enum body_kind)d->body, &there)) {
            return false;
        }
        if (of_area || there.n) {
            push_due(c, d, p, all, out);
        }
    }
    return true;
}

static int by_state(const void *a, const void *b)
{
    const struct duty_due *x = a, *y = b;
    int state = (x->state > y->state) - (x->state < y->state);
    return state ? state : (x->due_at > y->due_at) - (x->due_at < y->due_at);
}

/* A stable order: late ones first, otherwise place by place as they came. */
static void sort_dues(struct duty_dues *all)
{
    for (size_t i = 1; i < all->n; i++) {
        struct duty_due one = all->v[i];
        size_t k = i;
        for (; k && by_state(&all->v[k - 1], &one) > 0; k--) {
            all->v[k] = all->v[k - 1];
        }
        all->v[k] = one;
    }
}

bool board_dues(struct ctx *c, struct duty_dues *out)
{
    struct place area;
    struct places compounds = {0};
    struct duty_showns all = {0};
    if (!places_by_id(c, c->area_id, &area) || !places_compounds(c, &compounds) ||
        !load_shown(c, &all) || !push_of_place(c, &area, &all, out)) {
        return false;
    }
    for (size_t i = 0; i < compounds.n; i++) {
        if (!push_of_place(c, &compounds.v[i], &all, out)) {
            return false;
        }
    }
    sort_dues(out);
    return true;
}
