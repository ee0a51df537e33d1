/* network_store.c - what bodies reach on a day, and what is missing. */
#include <stdlib.h>

#include "lib/db/list.h"
#include "src/network/network_room.h"
#include "src/places/places.h"

static const char *on_day(struct ctx *c, const char *day)
{
    return str_empty(day) ? day_text(c->arena, c->now) : day;
}

/* The tree ------------------------------------------------------------------------------------ */
struct sum {
    int64_t body_id, n, more;
};
struct sums {
    struct sum *v;
    size_t n, cap;
};

static int by_body(const void *a, const void *b)
{
    const struct sum *x = a, *y = b;
    return (x->body_id > y->body_id) - (x->body_id < y->body_id);
}

static const struct sum *sum_of(const struct sums *all, int64_t body_id)
{
    struct sum key = {.body_id = body_id};
    return all->n ? bsearch(&key, all->v, all->n, sizeof(key), by_body) : NULL;
}

static bool read_sums(struct rows *r, struct sums *out)
{
    while (rows_next(r)) {
        list_push(r->c->arena, out, ((struct sum){row_int(r, 0), row_int(r, 1), row_int(r, 2)}));
    }
    return rows_end(r);
}

/* Stairs and households of each party body, by body. Who lives where is counted once for all of
 * them: joining it took twice as long. */
static bool load_reach(struct ctx *c, const char *day, struct sums *out)
{
    struct stair_counts stairs = {0};
    if (!places_stair_counts(c, day, &stairs)) {
        return false;
    }
    struct rows r = db_query(c,
        /* clang-format off */
        "SELECT DISTINCT q.body_id, q.building_id FROM (" REACH("?2") ") q"
        " WHERE q.kind IN (5, 9, 10) ORDER BY 1",
        /* clang-format on */
        V(c->area_id), V(day));
    while (rows_next(&r)) {
        int64_t body = row_int(&r, 0);
        const struct place_counts *n = places_count_of(&stairs, row_int(&r, 1));
        if (!out->n || out->v[out->n - 1].body_id != body) {
            list_push(c->arena, out, ((struct sum){.body_id = body}));
        }
        out->v[out->n - 1].n++;
        out->v[out->n - 1].more += n ? n->households : 0;
    }
    return rows_end(&r);
}

/* Members by their seats, volunteers by their posts. */
static bool load_members(struct ctx *c, const char *day, struct sums *out)
{
    struct rows r = db_query(c,
        /* clang-format off */
        "SELECT b.id, (SELECT count(DISTINCT n.id) FROM seat s"
        " JOIN person m ON m.area_id = s.area_id AND m.id = s.person_id"
        " JOIN person n ON n.area_id = s.area_id AND n.id = COALESCE(m.merged_into, m.id)"
        " AND (n.died_on IS NULL OR n.died_on > ?2)"
        " WHERE s.area_id = b.area_id AND s.body_id = b.id"
        " AND s.class = 8 AND" ON("s", "?2") "),"
        " (SELECT count(*) FROM post t WHERE t.area_id = b.area_id AND t.body_id = b.id"
        " AND t.kind = 11 AND" ON("t", "?2") ") FROM body b WHERE b.area_id = ?1"
        " AND b.kind IN (5, 9, 10) AND" ON("b", "?2")
        " ORDER BY b.id",
        /* clang-format on */
        V(c->area_id), V(day));
    return read_sums(&r, out);
}

static bool load_heads(struct ctx *c, const char *day, struct nodes *out)
{
    struct rows r = db_query(c,
        "SELECT t.body_id, n.name, CASE WHEN w.phone <> '' THEN w.phone ELSE b.phone END FROM post t"
        " JOIN post_shown w ON w.area_id = t.area_id AND w.post_id = t.id AND" ON(
            "w", "?2") " JOIN body b ON b.area_id = t.area_id AND b.id = t.body_id"
                       " JOIN person n ON n.area_id = t.area_id AND n.id = t.person_id"
                       " WHERE t.area_id = ?1 AND t.kind IN (13, 14, 16) AND" ON(
                           "t", "?2") " ORDER BY t.id",
        V(c->area_id), V(day));
    while (rows_next(&r)) {
        for (size_t i = 0; i < out->n; i++) {
            if (out->v[i].b.id == row_int(&r, 0)) {
                out->v[i].head = row_text(&r, 1);
                out->v[i].phone = row_text(&r, 2);
            }
        }
    }
    return rows_end(&r);
}

/* From the leaves up: those of deeper nodes are added to the one above them. */
static void add_up(struct nodes *out)
{
    for (size_t i = out->n; i-- > 1;) {
        struct node *me = &out->v[i];
        for (size_t up = i; me->depth && up-- > 0;) {
            if (out->v[up].depth < me->depth) {
                out->v[up].members += me->members;
                out->v[up].volunteers += me->volunteers;
                out->v[up].below++;
                break;
            }
        }
    }
}

bool network_tree(struct ctx *c, const char *day, struct nodes *out)
{
    const char *on = on_day(c, day);
    struct bodies all = {0}, party = {0};
    struct sums reach = {0}, members = {0};
    if (!bodies_on(c, on, 0, &all) || !load_reach(c, on, &reach) ||
        !load_members(c, on, &members)) {
        return false;
    }
    for (const struct body *b = all.v; b < all.v + all.n; b++) {
        if (b->kind == BODY_PARTY_GENERAL || b->kind == BODY_PARTY_BRANCH ||
            b->kind == BODY_PARTY_GROUP) {
            list_push(c->arena, &party, *b);
        }
    }
    network_in_order(c->arena, &party, out);
    for (struct node *n = out->v; n < out->v + out->n; n++) {
        const struct sum *r = sum_of(&reach, n->b.id), *m = sum_of(&members, n->b.id);
        n->stairs = r ? r->n : 0;
        n->households = r ? r->more : 0;
        n->members = m ? m->n : 0;
        n->volunteers = m ? m->more : 0;
    }
    add_up(out);
    return load_heads(c, on, out);
}

/* 无此主体 ------------------------------------------------------------------------------------- */
bool network_absences(struct ctx *c, const char *day, struct absences *out)
{
    struct rows r = db_query(c,
        "SELECT a.id, a.place_id, COALESCE(a.body_id, 0), a.kind, COALESCE(b.name, ''), a.why"
        " FROM absence a LEFT JOIN body b ON b.area_id = a.area_id AND b.id = a.body_id"
        " WHERE a.area_id = ?1 AND" ON("a", "?2") " ORDER BY a.id",
        V(c->area_id), V(on_day(c, day)));
    while (rows_next(&r)) {
        struct absence a = {row_int(&r, 0), row_int(&r, 1), row_int(&r, 2),
            (enum body_kind)row_int(&r, 3), row_text(&r, 4), row_text(&r, 5)};
        list_push(c->arena, out, a);
    }
    return rows_end(&r);
}

bool network_note_absence(
    struct ctx *c, int64_t place_id, enum body_kind kind, int64_t body_id, const char *why)
{
    struct place p;
    struct body b;
    struct bodies there = {0};
    const char *today = day_text(c->arena, c->now);
    if (!places_by_id(c, place_id, &p) || (body_id && !bodies_by_id(c, body_id, &b)) ||
        !bodies_over(c, place_id, kind, &there)) {
        return false;
    }
    if (there.n) {
        return refuse(
            &c->err, "kind", WORDS(N_("这里有{0}，不能记成没有。"), TEXT(there.v[0].name)));
    }
    db_exec(c,
        "UPDATE absence SET valid_to = ?4 WHERE area_id = ?1 AND place_id = ?2 AND kind = ?3"
        " AND valid_to IS NULL",
        V(c->area_id), V(place_id), V((int)kind), V(today));
    int64_t id = new_id(c);
    db_exec(c,
        "INSERT INTO absence (area_id, id, place_id, kind, body_id, why, valid_from)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        V(c->area_id), V(id), V(place_id), V((int)kind), V0(body_id), V(why), V(today));
    return record(c,
        &(struct fact){
            .kind = "network.absent",
            .subject_id = id,
            .place_id = place_id,
            .audience = AUDIENCE_PUBLIC,
            .words = body_id ? WORDS(N_("{0}没有{1}，由{2}代为承担"), TEXT(p.name),
                                   MSG(bodies_body_label(kind)), TEXT(b.name))
                             : WORDS(N_("{0}没有{1}"), TEXT(p.name), MSG(bodies_body_label(kind))),
        });
}
