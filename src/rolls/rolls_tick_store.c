/* rolls_tick_store.c - ticks, added and taken back; the row says what they come to. */
#include "src/rolls/rolls_room.h"

#include "lib/log/log.h"

bool rolls_ticks(struct ctx *c, int64_t roll_id, int64_t row_no, struct ticks *out)
{
    struct rows r = db_query(c,
        "SELECT t.id, t.row_no, t.choice, t.happened_at, t.act_id, t.undoes, a.account_id,"
        " a.typed_at, t.state, a.hand, a.channel, a.evidence FROM tick t"
        " JOIN act a ON a.area_id = t.area_id AND a.id = t.act_id"
        " WHERE t.area_id = ?1 AND t.roll_id = ?2 AND t.row_no = ?3 ORDER BY t.id",
        V(c->area_id), V(roll_id), V(row_no));
    while (rows_next(&r)) {
        struct tick t = {
            .id = row_int(&r, 0),
            .row_no = row_int(&r, 1),
            .choice = row_int(&r, 2),
            .happened_at = row_int(&r, 3),
            .act_id = row_int(&r, 4),
            .undoes = row_int(&r, 5),
            .account_id = row_int(&r, 6),
            .made_at = row_int(&r, 7),
            .state = (enum tick_state)row_int(&r, 8),
            .hand = (enum hand)row_int(&r, 9),
            .channel = (enum channel)row_int(&r, 10),
            .evidence = row_text(&r, 11),
        };
        list_push(c->arena, out, t);
    }
    return rows_end(&r);
}

static bool keep_sum(struct ctx *c, const struct roll_row *row)
{
    db_exec(c,
        "UPDATE roll_row SET state = ?4, choice = ?5, visits = ?6, ticked_at = ?7"
        " WHERE area_id = ?1 AND roll_id = ?2 AND row_no = ?3",
        V(c->area_id), V(row->roll_id), V(row->row_no), V((int)row->state), V(row->choice),
        V(row->visits), V(row->ticked_at));
    return !c->err.kind;
}

static bool put(struct ctx *c, struct roll_row *row, struct ticks *all, const struct tick *t)
{
    db_exec(c,
        "INSERT INTO tick (area_id, id, roll_id, row_no, state, choice, happened_at, undoes, act_id)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        V(c->area_id), V(t->id), V(row->roll_id), V(row->row_no), V((int)t->state), V(t->choice),
        V(t->happened_at), V0(t->undoes), V(c->act.id));
    list_push(c->arena, all, *t);
    rolls_sum(all->v, all->n, row);
    return keep_sum(c, row);
}

/* The one that counts now: the latest by the time it happened which nobody took back. */
static const struct tick *latest(const struct ticks *all)
{
    const struct tick *best = NULL;
    for (const struct tick *t = all->v; t < all->v + all->n; t++) {
        bool taken = t->state == TICK_UNDO;
        for (size_t i = 0; i < all->n && !taken; i++) {
            taken = all->v[i].state == TICK_UNDO && all->v[i].undoes == t->id;
        }
        bool later = !best || t->happened_at > best->happened_at ||
                     (t->happened_at == best->happened_at && t->id > best->id);
        best = !taken && later ? t : best;
    }
    return best;
}

/* A tap that waited for a network brings its own time: not later than now, not before the list. */
static int64_t when(const struct ctx *c, const struct roll *r, const struct marking *m)
{
    int64_t at = m->happened_at ? m->happened_at : c->act.happened_at;
    return at > c->now ? c->now : at < r->opened_at ? r->opened_at : at;
}

static bool tick_one(
    struct ctx *c, const struct roll *r, int64_t building_id, const struct marking *m, int64_t *id)
{
    struct roll_row row;
    struct ticks all = {0};
    const struct roll_mark *mark = rolls_mark(r->kind, m->key);
    if (!rolls_row(c, r->id, m->row_no, &row)) {
        return false;
    }
    if (building_id && row.building_id != building_id) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("名册上没有这一行")));
    }
    if (!rolls_ticks(c, r->id, m->row_no, &all)) {
        return false;
    }
    struct tick t = {
        .id = new_id(c), .row_no = row.row_no, .happened_at = when(c, r, m), .act_id = c->act.id};
    if (m->key) {
        if (!rolls_may_tick(r, &row, c->act.channel, mark, &c->err)) {
            return false;
        }
        t.state = mark->state;
        t.choice = mark->choice;
    } else {
        const struct tick *last = latest(&all);
        if (!rolls_may_undo(r, last, c->now, &c->err)) {
            return false;
        }
        t.state = TICK_UNDO;
        t.undoes = last->id;
    }
    *id = t.id;
    return put(c, &row, &all, &t);
}

static bool say_it(struct ctx *c, const struct roll *r, int64_t building_id, bool undo, size_t n)
{
    struct fact f = {.kind = undo ? "rolls.undone" : "rolls.ticked",
        .subject_id = r->id,
        .place_id = building_id ? building_id : r->place_id,
        .audience = AUDIENCE_STAFF,
        .words = undo ? WORDS(N_("撤回了 {0} 行"), INT((int64_t)n))
                      : WORDS(N_("记了 {0} 行"), INT((int64_t)n))};
    return record(c, &f);
}

bool rolls_tick(struct ctx *c, const struct roll *r, int64_t building_id, const struct marking *v,
    size_t n, int64_t *first_tick)
{
    int64_t id = 0, first = 0;
    if (!n) {
        return refuse(&c->err, NULL, SAY(N_("还没有选哪一户。请先点门牌，再点结果。")));
    }
    for (size_t i = 0; i < n; i++) {
        if (!tick_one(c, r, building_id, &v[i], &id)) {
            return false;
        }
        first = first ? first : id;
    }
    if (first_tick) {
        *first_tick = first;
    }
    return say_it(c, r, building_id, !v[0].key, n);
}
