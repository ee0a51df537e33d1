/* slips_type_store.c - two hands read each slip; where they agree it becomes a vote. */
#include "src/slips/slips_room.h"

static void put_reading(struct ctx *c, const struct ballot_slip *s, const char *marks)
{
    db_exec(c,
        "INSERT INTO slip_entry (area_id, id, sheet_no, line, account_id, person_id, typed_at,"
        " act_id, marks) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        V(c->area_id), V(new_id(c)), V(s->sheet), V(s->line), V(c->who.account_id),
        V0(c->who.person_id), V(c->now), V(c->act.id), V(marks));
}

static bool become(
    struct ctx *c, const struct ballot_slip *s, enum back_state state, int64_t vote_id)
{
    db_exec(c,
        "UPDATE slip_back SET state = ?4, vote_id = ?5 WHERE area_id = ?1 AND sheet_no = ?2"
        " AND line = ?3",
        V(c->area_id), V(s->sheet), V(s->line), V((int)state), V0(vote_id));
    if (state >= BACK_COUNTED) { /* nobody is shown again what stood on it */
        db_exec(c,
            "UPDATE slip_entry SET marks = '' WHERE area_id = ?1 AND sheet_no = ?2 AND line = ?3",
            V(c->area_id), V(s->sheet), V(s->line));
    }
    return !c->err.kind;
}

/* The last word of each hand, the first hand first. */
static bool readings(struct ctx *c, const struct ballot_slip *s, struct slip_readings *out)
{
    struct rows r = db_query(c,
        "SELECT e.account_id, e.person_id, e.typed_at, e.marks, COALESCE(p.name, '')"
        " FROM slip_entry e LEFT JOIN person p ON p.area_id = e.area_id AND p.id = e.person_id"
        " WHERE e.area_id = ?1 AND e.sheet_no = ?2 AND e.line = ?3 ORDER BY e.typed_at, e.id",
        V(c->area_id), V(s->sheet), V(s->line));
    while (rows_next(&r)) {
        struct slip_reading one = {.account_id = row_int(&r, 0),
            .person_id = row_int(&r, 1),
            .typed_at = row_int(&r, 2),
            .marks = row_text(&r, 3),
            .who = row_text(&r, 4)};
        size_t at = 0;
        while (at < out->n && out->v[at].account_id != one.account_id) {
            at++;
        }
        if (at == out->n) {
            list_push(c->arena, out, one);
        } else {
            out->v[at] = one;
        }
    }
    return rows_end(&r);
}

/* Both hands say so: it is a vote, or nothing was filled in. */
static bool count_it(struct ctx *c, const struct ballot *b, const struct ballot_slip *s,
    const char *marks, enum back_state *became)
{
    struct vote v = {.way = WAY_PAPER, .received_at = s->received_at};
    struct voter o;
    *became = BACK_BLANK;
    if (!slips_marks_of(c->arena, marks, &v.marks) || !v.marks.n) {
        return become(c, s, BACK_BLANK, 0);
    }
    if (!electorate_voter(c, b->id, s->voter_no, &o)) {
        return false;
    }
    if (!b->named && o.voted_at) {
        *became = BACK_SECOND;
        return become(c, s, BACK_SECOND, 0);
    }
    *became = BACK_COUNTED;
    return votes_cast(c, b, s->voter_no, &v) && become(c, s, BACK_COUNTED, v.id);
}

static bool type_one(struct ctx *c, const struct ballot *b, struct slip_line *t)
{
    struct slip_readings of = {0};
    put_reading(c, &t->s, t->marks);
    if (t->s.back == BACK_LISTED) {
        t->became = BACK_ONCE;
        return become(c, &t->s, BACK_ONCE, 0);
    }
    if (!readings(c, &t->s, &of)) {
        return false;
    }
    if (str_same(of.v[0].marks, t->marks)) {
        return count_it(c, b, &t->s, t->marks, &t->became);
    }
    t->became = BACK_DIFFERS;
    return become(c, &t->s, BACK_DIFFERS, 0);
}

bool slips_type(
    struct ctx *c, const struct ballot *b, const char *lines, bool part, struct slip_lines *out)
{
    int64_t n = 0;
    if (!slips_look(c, b, SLIP_TYPE, lines, out) || !slips_take(c, b, out, part)) {
        return false;
    }
    for (struct slip_line *t = out->v; t < out->v + out->n; t++) {
        if (!t->wrong.msgid) {
            n++;
            if (!type_one(c, b, t)) {
                return false;
            }
        }
    }
    return record(c, &(struct fact){.kind = "slips.typed",
                         .subject_id = b->id,
                         .place_id = b->place_id,
                         .audience = AUDIENCE_STAFF,
                         .words = WORDS(N_("录入选票 {0} 张"), INT(n))});
}

/* Where they differ ---------------------------------------------------------------------------- */
bool slips_doubts(struct ctx *c, int64_t ballot_id, struct slip_doubts *out)
{
    struct slips all = {0};
    struct rows r = db_query(c,
        SLIP " AND s.ballot_id = ?2 AND k.ballot_id = ?2 AND k.state = 3"
             " ORDER BY s.sheet_no, s.line",
        V(c->area_id), V(ballot_id));
    if (!slips_read(&r, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        struct slip_doubt d = {.s = all.v[i],
            .return_no = db_int(c, "SELECT no FROM slip_return WHERE area_id = ?1 AND id = ?2",
                V(c->area_id), V(all.v[i].return_id))};
        if (!readings(c, &d.s, &d.of)) {
            return false;
        }
        list_push(c->arena, out, d);
    }
    return true;
}

static bool is_mine(struct ctx *c, const struct slip_reading *r)
{
    return r->account_id == c->who.account_id || (r->person_id && r->person_id == c->who.person_id);
}

/* A third hand decides; one of the two takes their own word back, and both must say the same. */
static bool agreed(struct ctx *c, const struct slip_readings *of, const char *marks)
{
    bool mine = false, same = true;
    for (size_t i = 0; i < of->n; i++) {
        mine = mine || is_mine(c, &of->v[i]);
        same = same && (is_mine(c, &of->v[i]) || str_same(of->v[i].marks, marks));
    }
    return !mine || same;
}

bool slips_settle(struct ctx *c, const struct ballot *b, const struct ballot_slip *s,
    const char *typed, enum back_state *became)
{
    struct vote_marks m = {0};
    struct slip_readings of = {0};
    *became = BACK_DIFFERS;
    if (s->back != BACK_DIFFERS) {
        return refuse(&c->err, "serial", SAY(N_("这张票没有两次不一样的录入")));
    }
    if (!c->app->may(c, DUTY_SLIPS, slips_place(b, s->building_id))) {
        return refuse(&c->err, "serial", SAY(N_("这张票不是您管的楼的，请交给居委会录")));
    }
    if (!votes_may_cast(b, WAY_PAPER, s->received_at, &c->err) ||
        !slips_marks(c->arena, b, typed, &m, &c->err) || !readings(c, s, &of)) {
        return false;
    }
    const char *marks = slips_marks_text(c->arena, &m);
    put_reading(c, s, marks);
    if (!agreed(c, &of, marks)) {
        return !c->err.kind;
    }
    return count_it(c, b, s, marks, became) &&
           record(
               c, &(struct fact){.kind = "slips.settled",
                      .subject_id = b->id,
                      .place_id = slips_place(b, s->building_id),
                      .audience = AUDIENCE_STAFF,
                      .words = WORDS(N_("两次录入不一样的一张选票核对好了，第 {0} 张表第 {1} 行"),
                          INT(s->sheet), INT(s->line))});
}
