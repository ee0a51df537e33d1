/* owners_follow_store.c - who owns what became of a home: two joined into one, one parted in two.
 */
#include <string.h>

#include "src/owners/owners_room.h"
#include "src/places/places.h"

/* Homes that became this one, or what this one became; the day in *day. */
static bool became(struct ctx *c, int64_t unit_id, bool forward, struct ids *out, const char **day)
{
    struct rows r = db_query(c,
        "SELECT CASE WHEN ?3 = 1 THEN w.to_id ELSE w.from_id END, w.on_day FROM became w"
        " JOIN unit u ON u.area_id = w.area_id AND u.id = w.from_id WHERE w.area_id = ?1"
        " AND ((?3 = 1 AND w.from_id = ?2) OR (?3 = 0 AND w.to_id = ?2)) ORDER BY 1",
        V(c->area_id), V(unit_id), V(forward));
    while (rows_next(&r)) {
        list_push(c->arena, out, row_int(&r, 0));
        *day = row_text(&r, 1);
    }
    return rows_end(&r);
}

static const struct owner_share *of_owner(const struct owner_shares *all, int64_t one)
{
    const struct owner_share *found = NULL;
    for (size_t i = 0; i < all->n; i++) {
        found = all->v[i].owner.one == one ? &all->v[i] : found;
    }
    return found;
}

/* The same owners in the same shares, sold or unsold alike; who votes may differ. */
bool owners_alike_held(const struct owner_shares *a, const struct owner_shares *b)
{
    bool same = a->n == b->n;
    for (size_t i = 0; i < a->n && same; i++) {
        const struct owner_share *s = &a->v[i], *t = of_owner(b, s->owner.one);
        same = t && s->num * t->den == t->num * s->den && s->unsold == t->unsold &&
               str_same(str_or(s->valid_to, ""), str_or(t->valid_to, ""));
    }
    return same;
}

/* The new home is owned as the old one was; voter: also who votes. */
static bool take_over(
    struct ctx *c, const struct owner_shares *held, int64_t unit_id, const char *day, bool voter)
{
    bool ok = true;
    for (size_t i = 0; i < held->n && ok; i++) {
        struct owner_share s = held->v[i];
        s.valid_from = day;
        ok = owners_open(c, unit_id, &s) != 0;
        if (ok && voter && held->n > 1 && s.votes) {
            ok = owners_put_voter(c, unit_id, s.owner.id, day);
        }
    }
    return ok && !c->err.kind;
}

/* A home that is gone has no owners from that day. */
static bool end_all(struct ctx *c, int64_t unit_id, const char *day)
{
    struct owner_shares all = {0};
    bool ok = owners_history(c, unit_id, &all);
    for (size_t i = 0; i < all.n && ok; i++) {
        const struct owner_share *s = &all.v[i];
        if (strcmp(s->valid_from, day) > 0) {
            ok = refuse(
                &c->err, "day", SAY(N_("这套房屋的产权在那一天以后还有变动。请改用以后的日期。")));
        } else if (str_empty(s->valid_to) || strcmp(s->valid_to, day) > 0) {
            ok = owners_close(c, s, day);
        }
    }
    return ok;
}

static bool same_voter(const struct owner_shares *a, const struct owner_shares *b)
{
    bool same = true;
    for (size_t i = 0; i < a->n && same; i++) {
        const struct owner_share *t = of_owner(b, a->v[i].owner.one);
        same = t && a->v[i].votes == t->votes;
    }
    return same;
}

/* Until somebody has vouched for the joined home: as large as what was vouched for of the two. */
static bool add_areas(struct ctx *c, const int64_t two[2], int64_t joined, const char *day)
{
    struct unit_area a, b;
    bool ok = owners_area(c, two[0], day, &a) && owners_area(c, two[1], day, &b);
    if (ok) {
        places_resize_unit(c, joined, a.area_dm2 + b.area_dm2);
    }
    return ok && !c->err.kind;
}

void owners_follow_join(struct ctx *c, const struct fact *f)
{
    struct ids from = {0};
    struct owner_shares a = {0}, b = {0};
    const char *day = "";
    if (!became(c, f->subject_id, false, &from, &day) || from.n != 2 ||
        !owners_of_unit(c, from.v[0], day, &a) || !owners_of_unit(c, from.v[1], day, &b) ||
        !end_all(c, from.v[0], day) || !end_all(c, from.v[1], day)) {
        return;
    }
    if (!add_areas(c, from.v, f->subject_id, day)) {
        return;
    }
    if (owners_alike_held(&a, &b)) {
        (void)take_over(c, &a, f->subject_id, day, same_voter(&a, &b));
    } /* else it waits: owners_joined_waiting() */
}

void owners_follow_part(struct ctx *c, const struct fact *f)
{
    struct ids to = {0};
    struct owner_shares held = {0};
    const char *day = "";
    bool ok = became(c, f->subject_id, true, &to, &day) && to.n &&
              owners_of_unit(c, f->subject_id, day, &held) && end_all(c, f->subject_id, day);
    for (size_t i = 0; i < to.n && ok; i++) {
        ok = take_over(c, &held, to.v[i], day, true);
    }
}

/* What every home came of, and whether that had owners, itself or by what it came of. */
struct step {
    int64_t from, to;
    bool owned;
};
struct steps {
    struct step *v;
    size_t n, cap;
};

static bool steps_of(struct ctx *c, struct steps *out)
{
    struct rows r = db_query(c,
        "SELECT w.from_id, w.to_id, CASE WHEN EXISTS (SELECT 1 FROM owner_share s"
        " WHERE s.area_id = w.area_id AND s.unit_id = w.from_id) THEN 1 ELSE 0 END"
        " FROM became w WHERE w.area_id = ?1 ORDER BY w.on_day, w.from_id, w.to_id",
        V(c->area_id));
    while (rows_next(&r)) {
        list_push(
            c->arena, out, ((struct step){row_int(&r, 0), row_int(&r, 1), row_int(&r, 2) != 0}));
    }
    return rows_end(&r);
}

static bool came_of_owned(const struct steps *all, int64_t unit_id)
{
    bool owned = false;
    for (size_t i = 0; i < all->n && !owned; i++) {
        owned = all->v[i].to == unit_id && all->v[i].owned;
    }
    return owned;
}

static void hand_down(struct steps *all)
{
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < all->n; i++) {
            if (!all->v[i].owned && came_of_owned(all, all->v[i].from)) {
                all->v[i].owned = more = true;
            }
        }
    }
}

/* Come of homes that had owners, by however many joins and partings, and nobody has said yet who
 * owns it. */
bool owners_joined_waiting(struct ctx *c, int64_t unit_id, struct units *out)
{
    struct steps all = {0};
    if (!steps_of(c, &all)) {
        return false;
    }
    hand_down(&all);
    struct rows r = db_query(c,
        "SELECT u.id, u.building_id, b.name || ' ' || u.name FROM unit u"
        " JOIN place b ON b.area_id = u.area_id AND b.id = u.building_id"
        " WHERE u.area_id = ?1 AND (?2 = 0 OR u.id = ?2) AND u.valid_to IS NULL"
        " AND u.id IN (SELECT w.to_id FROM became w WHERE w.area_id = ?1)"
        " AND NOT EXISTS (SELECT 1 FROM owner_share x WHERE x.area_id = u.area_id"
        " AND x.unit_id = u.id) ORDER BY b.sort, u.name, u.id",
        V(c->area_id), V(unit_id));
    while (rows_next(&r)) {
        struct unit u = {
            .id = row_int(&r, 0), .building_id = row_int(&r, 1), .name = row_text(&r, 2)};
        if (came_of_owned(&all, u.id)) {
            list_push(c->arena, out, u);
        }
    }
    return rows_end(&r);
}
