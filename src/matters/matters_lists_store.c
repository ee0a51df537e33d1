/* matters_lists_store.c - many matters at once: of a place, of a person, waiting, alike; and acts
 * as their receipts show them. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/text/text.h"
#include "src/bodies/bodies.h"
#include "src/matters/matters_store.h"

enum { LIKE_MIN = 300, LIKE_LOOKED_AT = 300, WAITING_MAX = 500, OF_PERSON_MAX = 200 };

static bool read_all(struct rows *r, struct matters *out)
{
    while (rows_next(r)) {
        list_push(r->c->arena, out, matters_read(r));
    }
    return rows_end(r);
}

bool matters_of_place(
    struct ctx *c, int64_t place_id, enum audience most, int limit, struct matters *out)
{
    struct rows r = db_query(c,
        MATTERS_SELECT " WHERE m.area_id = ?1 AND m.place_id = ?2 AND m.audience <= ?3"
                       " ORDER BY m.opened_at DESC, m.id DESC LIMIT ?4",
        V(c->area_id), V(place_id), V((int)most), V(limit));
    return read_all(&r, out);
}

bool matters_of_person(struct ctx *c, int64_t person_id, struct matters *out)
{
    struct rows r = db_query(c,
        MATTERS_SELECT
        " WHERE m.area_id = ?1 AND m.id IN (SELECT f.matter_id FROM follower f JOIN person s"
        " ON s.area_id = f.area_id AND s.id = f.person_id WHERE f.area_id = ?1"
        " AND (s.id = ?2 OR s.merged_into = ?2))"
        " ORDER BY CASE WHEN m.closed_at IS NULL THEN 0 ELSE 1 END, m.opened_at DESC, m.id DESC"
        " LIMIT ?3",
        V(c->area_id), V(person_id), V(OF_PERSON_MAX));
    return read_all(&r, out);
}

/* Links ---------------------------------------------------------------------------------------- */
bool matters_link(struct ctx *c, int64_t from_id, int64_t to_id)
{
    db_exec(c,
        "INSERT INTO matter_link (area_id, from_id, to_id) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (area_id, from_id, to_id) DO NOTHING",
        V(c->area_id), V(from_id), V(to_id));
    return !c->err.kind;
}

bool matters_linked(struct ctx *c, int64_t id, struct matters *out)
{
    struct matters all = {0};
    struct rows r = db_query(c,
        MATTERS_SELECT
        " WHERE m.area_id = ?1 AND m.id IN (SELECT l.to_id FROM matter_link l"
        " WHERE l.area_id = ?1 AND l.from_id = ?2 UNION SELECT l.from_id FROM matter_link l"
        " WHERE l.area_id = ?1 AND l.to_id = ?2) ORDER BY m.opened_at, m.id",
        V(c->area_id), V(id));
    if (!read_all(&r, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        if (matters_visible(c, &all.v[i])) {
            list_push(c->arena, out, all.v[i]);
        }
    }
    return !c->err.kind;
}

/* Waiting -------------------------------------------------------------------------------------- */
/* Is this move the reader's at this place, in this body? Asked once for many matters. */
struct power {
    const struct move *move;
    int64_t place_id, owner_id;
    bool yes;
};
struct powers {
    struct power *v;
    size_t n, cap;
};

static bool has_power(
    struct ctx *c, struct powers *known, const struct matter *m, const struct move *mv)
{
    if (mv->mover == MOVER_CASE) { /* asked of each */
        return matters_may(c, m, mv);
    }
    int64_t owner = mv->mover == MOVER_OWNER ? m->owner_id : 0;
    for (size_t i = 0; i < known->n; i++) {
        struct power *p = &known->v[i];
        if (p->move == mv && p->place_id == m->place_id && p->owner_id == owner) {
            return p->yes;
        }
    }
    bool asked = mv->mover == MOVER_ASKER || mv->mover == MOVER_OPENER;
    bool yes = !asked && matters_may(c, m, mv);
    list_push(c->arena, known, (struct power){mv, m->place_id, owner, yes});
    return yes;
}

static bool waits_for_reader(
    struct ctx *c, const struct matter_kind *k, struct powers *known, const struct matter *m)
{
    for (const struct waits *w = k->waits; w->verb; w++) {
        const struct move *mv = matters_move_of(k, w->verb);
        must(mv);
        if (matters_waits(w, m, c->now) && has_power(c, known, m, mv) &&
            (!w->only || w->only(c, m->id))) {
            return true;
        }
    }
    return false;
}

static void collect(struct ctx *c, const struct matter_kind *k, int state, struct matters *out)
{
    struct matters some = {0};
    struct powers known = {0};
    struct rows r = db_query(c,
        MATTERS_SELECT " WHERE m.area_id = ?1 AND m.kind = ?2 AND m.state = ?3"
                       " ORDER BY m.due_at, m.id LIMIT ?4",
        V(c->area_id), V(k->name), V(state), V(WAITING_MAX));
    read_all(&r, &some);
    for (size_t i = 0; i < some.n; i++) {
        if (waits_for_reader(c, k, &known, &some.v[i])) {
            list_push(c->arena, out, some.v[i]);
        }
    }
}

static bool first_of_state(const struct waits *all, const struct waits *w)
{
    for (const struct waits *p = all; p < w; p++) {
        if (p->state == w->state) {
            return false;
        }
    }
    return true;
}

static int by_due(const void *a, const void *b)
{
    const struct matter *x = a, *y = b;
    int64_t dx = x->due_at ? x->due_at : INT64_MAX, dy = y->due_at ? y->due_at : INT64_MAX;
    if (dx != dy) {
        return dx < dy ? -1 : 1;
    }
    return (x->id > y->id) - (x->id < y->id);
}

bool matters_waiting(struct ctx *c, struct matters *out)
{
    for (const struct module *const *m = c->app->modules; m && *m; m++) {
        const struct matter_kind *k = (*m)->matters;
        for (const struct waits *w = k ? k->waits : NULL; w && w->verb; w++) {
            if (first_of_state(k->waits, w)) {
                collect(c, k, w->state, out);
            }
        }
    }
    if (out->n) {
        qsort(out->v, out->n, sizeof(*out->v), by_due);
    }
    return !c->err.kind;
}

/* Likeness ------------------------------------------------------------------------------------- */
struct alike {
    int score;
    size_t at;
};
struct alikes {
    struct alike *v;
    size_t n, cap;
};

static int likest_first(const void *a, const void *b)
{
    const struct alike *x = a, *y = b;
    return x->score != y->score ? (x->score < y->score) - (x->score > y->score)
                                : (x->at > y->at) - (x->at < y->at);
}

const char *matters_before_bar(struct arena *a, const char *find)
{
    const char *bar = strstr(find, FIND_BAR);
    return bar ? arena_strndup(a, find, (size_t)(bar - find)) : find;
}

bool matters_open_like(struct ctx *c, int64_t place_id, const char *folded, struct matters *out)
{
    struct matters open = {0};
    struct alikes found = {0};
    struct rows r = db_query(c,
        MATTERS_SELECT " WHERE m.area_id = ?1 AND m.place_id = ?2 AND m.closed_at IS NULL"
                       " AND m.audience <= ?3 ORDER BY m.opened_at DESC, m.id DESC LIMIT ?4",
        V(c->area_id), V(place_id), V(AUDIENCE_PLACE), V(LIKE_LOOKED_AT));
    read_all(&r, &open);
    for (size_t i = 0; i < open.n; i++) {
        int score = text_likeness(c->arena, matters_before_bar(c->arena, open.v[i].find), folded);
        if (score >= LIKE_MIN) {
            list_push(c->arena, &found, (struct alike){score, i});
        }
    }
    if (found.n) {
        qsort(found.v, found.n, sizeof(*found.v), likest_first);
    }
    for (size_t i = 0; i < found.n; i++) {
        list_push(c->arena, out, open.v[found.v[i].at]);
    }
    return !c->err.kind;
}

/* Acts ----------------------------------------------------------------------------------------- */
bool matters_act(struct ctx *c, int64_t act_id, struct made *out)
{
    struct rows r = db_query(c,
        "SELECT a.id, a.account_id, COALESCE(n.merged_into, a.person_id), a.happened_at, a.received_at, a.typed_at,"
        " a.voided_at, a.hand, a.channel, a.evidence, f.kind, f.subject_id"
        " FROM act a LEFT JOIN fact f ON f.area_id = a.area_id AND f.act_id = a.id"
        " LEFT JOIN person n ON n.area_id = a.area_id AND n.id = a.person_id"
        " WHERE a.area_id = ?1 AND a.id = ?2 ORDER BY f.seq LIMIT 1",
        V(c->area_id), V(act_id));
    bool found = rows_next(&r);
    if (found) {
        *out = (struct made){
            .id = row_int(&r, 0),
            .account_id = row_int(&r, 1),
            .person_id = row_int(&r, 2),
            .happened_at = row_int(&r, 3),
            .received_at = row_int(&r, 4),
            .typed_at = row_int(&r, 5),
            .voided_at = row_int(&r, 6),
            .hand = (enum hand)row_int(&r, 7),
            .channel = (enum channel)row_int(&r, 8),
            .evidence = row_text(&r, 9),
            .fact = row_text(&r, 10),
            .subject_id = row_int(&r, 11),
        };
    }
    if (rows_end(&r) && !found) {
        note_after(c, "foreign_id", arena_printf(c->arena, "act %lld", (long long)act_id));
        fail(&c->err, ERR_ABSENT, SAY(N_("没有这张回执。")));
    }
    return !c->err.kind;
}

static bool end_join(struct ctx *c, const struct made *a)
{
    db_exec(c, "DELETE FROM follower WHERE area_id = ?1 AND matter_id = ?2 AND act_id = ?3",
        V(c->area_id), V(a->subject_id), V(a->id));
    return matters_tell(c, a->subject_id, "unjoin", SAY(N_("代办的 +1 由本人撤销")), "");
}

bool matters_void(struct ctx *c, const struct made *a)
{
    struct matter m = {0};
    if (!matters_load(c, a->subject_id, &m) || !matters_may_void(a, m.closed_at, c->now, &c->err)) {
        return false;
    }
    db_exec(c, "UPDATE act SET voided_at = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(a->id), V(c->now));
    const char *verb = strchr(a->fact, '.');
    if (verb && str_same(verb, ".join")) {
        return end_join(c, a);
    }
    if (!verb || !str_same(verb, ".open")) {
        return refuse(&c->err, NULL, SAY(N_("这一步请用「还没有解决」重开，不必撤销。")));
    }
    return matters_tell(c, m.id, "void", SAY(N_("这是别人代办的，本人撤销")), "") &&
           matters_move(c, "withdraw", &(struct moving){.matter_id = m.id});
}

bool matters_leaves(struct ctx *c, int64_t from, int64_t to, const char **out)
{
    for (int64_t i = from; i <= to; i++) {
        out[i - from] = "";
    }
    struct rows r =
        db_query(c, "SELECT seq, leaf FROM fact WHERE area_id = ?1 AND seq BETWEEN ?2 AND ?3",
            V(c->area_id), V(from), V(to));
    while (rows_next(&r)) {
        struct bytes leaf = row_bytes(&r, 1);
        out[row_int(&r, 0) - from] = leaf.n >= 4 ? hex(c->arena, leaf.v, 4) : "";
    }
    return rows_end(&r);
}

/* What this room holds about a person -----------------------------------------------------------
 */
const struct personal matters_personal[] = {
    {"followed", N_("跟进的事"),
        "SELECT w.matter_id, m.ticket, CASE WHEN m.asker_id = ?2 THEN m.title ELSE '' END, w.since"
        " FROM follower w JOIN matter m ON m.area_id = w.area_id AND m.id = w.matter_id"
        " WHERE w.area_id = ?1 AND w.person_id = ?2 ORDER BY w.matter_id",
        .columns = {{N_("编号"), PERSONAL_INT}, {N_("标题"), PERSONAL_TEXT},
            {N_("从"), PERSONAL_TIME}}},
    {0},
};
