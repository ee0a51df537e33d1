/* rolls_rules.c - what ticks come to, and who may tick what. */
#include "src/rolls/rolls.h"

const struct roll_mark *rolls_mark(const struct roll_kind *k, int key)
{
    for (const struct roll_mark *m = k->marks; m->key; m++) {
        if (m->key == key) {
            return m;
        }
    }
    return NULL;
}

const struct roll_mark *rolls_mark_of(
    const struct roll_kind *k, enum tick_state state, int64_t choice)
{
    const struct roll_mark *same_state = NULL;
    for (const struct roll_mark *m = k->marks; m->key; m++) {
        if (m->state == state && m->choice == choice) {
            return m;
        }
        same_state = !same_state && m->state == state ? m : same_state;
    }
    return same_state;
}

static bool undone(const struct tick *v, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++) {
        if (v[i].state == TICK_UNDO && v[i].undoes == id) {
            return true;
        }
    }
    return false;
}

static bool before(const struct tick *a, const struct tick *b)
{
    return a->happened_at != b->happened_at ? a->happened_at < b->happened_at : a->id < b->id;
}

/* The one that follows `after` (NULL: the first) in the order things happened. */
static const struct tick *following(const struct tick *v, size_t n, const struct tick *after)
{
    const struct tick *best = NULL;
    for (size_t i = 0; i < n; i++) {
        bool counts = v[i].state != TICK_UNDO && !undone(v, n, v[i].id);
        if (counts && (!after || before(after, &v[i])) && (!best || before(&v[i], best))) {
            best = &v[i];
        }
    }
    return best;
}

static int64_t sum(const struct tick *v, size_t n, struct roll_row *row)
{
    int64_t last_visit = 0, last_act = 0;
    row->state = TICK_NONE;
    row->choice = row->ticked_at = row->visits = 0;
    for (const struct tick *t = NULL; (t = following(v, n, t)) != NULL;) {
        bool apart = !row->visits || t->happened_at - last_visit >= ROLL_VISIT_GAP_MS;
        bool boxes = t->act_id && t->act_id == last_act; /* side by side on one sheet */
        if (t->state == TICK_AWAY && (apart || boxes)) {
            row->visits++;
            last_visit = t->happened_at;
            last_act = t->act_id;
        }
        row->state = t->state;
        row->choice = t->choice;
        row->ticked_at = t->happened_at;
    }
    return last_visit;
}

void rolls_sum(const struct tick *v, size_t n, struct roll_row *row)
{
    (void)sum(v, n, row);
}

int64_t rolls_next_visit(const struct tick *v, size_t n)
{
    struct roll_row row = {0};
    int64_t last = sum(v, n, &row);
    return row.state == TICK_AWAY && row.visits < ROLL_VISITS ? last + ROLL_VISIT_GAP_MS : 0;
}

bool rolls_unmet(const struct roll_row *row)
{
    return row->state == TICK_AWAY && row->visits >= ROLL_VISITS;
}

bool rolls_may_tick(const struct roll *r, const struct roll_row *row, enum channel by,
    const struct roll_mark *m, struct err *why)
{
    if (r->closed_at) {
        return err_set(
            why, ERR_CONFLICT, NULL, SAY(N_("这份名册已经结束，不能再记。")), __FILE__, __LINE__);
    }
    if (row->gone) {
        return err_set(why, ERR_CONFLICT, NULL,
            WORDS(N_("{0} 已经不在名册上，不能再记。"), TEXT(row->name)), __FILE__, __LINE__);
    }
    if (!m) {
        return refuse(why, "mark", SAY(N_("没有这一种结果，请看纸上的说明。")));
    }
    if (r->kind->paper_only && by != CHANNEL_PAPER) {
        return refuse(why, NULL, SAY(N_("这份名册只认签过名的纸，请凭行号录入。")));
    }
    return true;
}

bool rolls_may_undo(const struct roll *r, const struct tick *latest, int64_t now, struct err *why)
{
    if (r->closed_at) {
        return err_set(
            why, ERR_CONFLICT, NULL, SAY(N_("这份名册已经结束，不能再记。")), __FILE__, __LINE__);
    }
    if (!latest) {
        return err_set(why, ERR_CONFLICT, NULL, SAY(N_("这一户还没有记过，没有可撤回的。")),
            __FILE__, __LINE__);
    }
    if (now - latest->made_at > ROLL_UNDO_DAYS * MS_PER_DAY) {
        return refuse(
            why, NULL, WORDS(N_("{0} 天以前记的不能撤回，请再记一次新的。"), INT(ROLL_UNDO_DAYS)));
    }
    return true;
}

struct roll_cover rolls_total(const struct roll_covers *all)
{
    struct roll_cover sum = {.name = ""};
    for (size_t i = 0; i < all->n; i++) {
        const struct roll_cover *p = &all->v[i];
        sum.total += p->total;
        sum.done += p->done;
        sum.refused += p->refused;
        sum.away += p->away;
        sum.unmet += p->unmet;
    }
    return sum;
}
