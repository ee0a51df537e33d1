/* messages_store.c - the outbox: written with the fact, read by pages and the runner. Who is told
 * of a fact: messages_fact_store.c. */
#include "lib/db/job.h"
#include "src/matters/matters_store.h"
#include "src/messages/messages_room.h"
#include "src/people/people.h"

#define MESSAGE \
    "SELECT e.id, e.seq, e.subject_id, e.place_id, e.person_id, e.told_for, e.made_at, e.due_at," \
    " e.sent_at, e.changed_at, e.tries, e.roll_id, e.n, e.late, e.whom, e.channel, e.state, e.why," \
    " e.fact, e.answer, COALESCE(n.name, '') FROM message e" \
    " LEFT JOIN person n ON n.area_id = e.area_id AND n.id = e.person_id WHERE e.area_id = ?1"

static bool read_messages(struct rows *r, struct messages *out)
{
    while (rows_next(r)) {
        struct message m = {.id = row_int(r, 0),
            .seq = row_int(r, 1),
            .subject_id = row_int(r, 2),
            .place_id = row_int(r, 3),
            .person_id = row_int(r, 4),
            .told_for = row_int(r, 5),
            .made_at = row_int(r, 6),
            .due_at = row_int(r, 7),
            .sent_at = row_int(r, 8),
            .changed_at = row_int(r, 9),
            .tries = row_int(r, 10),
            .roll_id = row_int(r, 11),
            .n = row_int(r, 12),
            .late = row_int(r, 13),
            .whom = (enum message_whom)row_int(r, 14),
            .channel = (enum message_channel)row_int(r, 15),
            .state = (enum message_state)row_int(r, 16),
            .why = (enum message_why)row_int(r, 17),
            .fact = row_text(r, 18),
            .answer = row_text(r, 19),
            .person = row_text(r, 20)};
        list_push(r->c->arena, out, m);
    }
    return rows_end(r);
}

bool messages_by_id(struct ctx *c, int64_t id, struct message *out)
{
    struct messages found = {0};
    struct rows r = db_query(c, MESSAGE " AND e.id = ?2", V(c->area_id), V(id));
    if (!read_messages(&r, &found)) {
        return false;
    }
    *out = found.n ? found.v[0] : (struct message){0};
    return found.n || fail(&c->err, ERR_ABSENT, SAY(N_("没有这条消息。")));
}

bool messages_of_reader(struct ctx *c, struct messages *out)
{
    struct rows r = db_query(c,
        MESSAGE " AND e.person_id = ?2 AND e.channel = 1 AND e.state <> 5"
                " ORDER BY e.id DESC LIMIT ?3",
        V(c->area_id), V(c->who.person_id), V(MESSAGES_SHOWN));
    return read_messages(&r, out);
}

int64_t messages_unread(struct ctx *c)
{
    return !c->who.person_id || !c->area_id
               ? 0
               : db_int(c,
                     "SELECT count(DISTINCT CASE WHEN subject_id = 0 THEN seq ELSE subject_id END)"
                     " FROM message WHERE area_id = ?1 AND person_id = ?2 AND channel = 1"
                     " AND state = 1",
                     V(c->area_id), V(c->who.person_id));
}

bool messages_to_tell(
    struct ctx *c, enum message_channel by, int64_t building_id, struct messages *out)
{
    struct messages all = {0};
    struct rows r = db_query(c,
        MESSAGE " AND e.channel = ?2 AND e.state = 1 AND n.gone_at IS NULL"
                " ORDER BY e.due_at, e.id LIMIT 500",
        V(c->area_id), V((int)by));
    bool ok = read_messages(&r, &all);
    for (size_t i = 0; ok && i < all.n; i++) {
        struct person p = {0};
        bool here = !building_id ||
                    (people_find(c, all.v[i].person_id, &p) && p.building_id == building_id);
        if (here) {
            list_push(c->arena, out, all.v[i]);
        }
    }
    return ok && !c->err.kind;
}

bool messages_due(
    struct ctx *c, enum message_channel by, int64_t until, int limit, struct messages *out)
{
    struct rows r = db_query(c,
        MESSAGE " AND e.channel = ?2 AND e.state = 1 AND e.due_at <= ?3"
                " ORDER BY e.due_at, e.id LIMIT ?4",
        V(c->area_id), V((int)by), V(until), V(limit));
    return read_messages(&r, out);
}

int64_t messages_next_due(struct ctx *c, enum message_channel by)
{
    return db_int(c,
        "SELECT min(due_at) FROM message WHERE area_id = ?1 AND channel = ?2 AND state = 1",
        V(c->area_id), V((int)by));
}

bool messages_sent_since(
    struct ctx *c, enum message_channel by, int64_t from, int64_t until, struct messages *out)
{
    struct rows r = db_query(c,
        MESSAGE " AND e.channel = ?2 AND e.sent_at >= ?3 AND e.sent_at <= ?4 AND e.state = 2"
                " ORDER BY e.sent_at, e.id LIMIT 200",
        V(c->area_id), V((int)by), V(from), V(until));
    return read_messages(&r, out);
}

/* What becomes of one ------------------------------------------------------------------------- */
bool messages_keep(struct ctx *c, const struct message *m)
{
    db_exec(c,
        "UPDATE message SET state = ?3, why = ?4, answer = ?5, tries = ?6, due_at = ?7,"
        " sent_at = ?8, roll_id = ?9, changed_at = ?10 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(m->id), V((int)m->state), V((int)m->why), V(m->answer), V(m->tries),
        V(m->due_at), V0(m->sent_at), V0(m->roll_id), V(c->now));
    return !c->err.kind;
}

/* A letter that was read has arrived; what still waits need not go; nobody has to knock. */
bool messages_seen(struct ctx *c, int64_t person_id, int64_t subject_id, int64_t seq)
{
    db_exec(c,
        "UPDATE message SET state = CASE WHEN channel = 1 OR state = 2 THEN 3 ELSE 5 END,"
        " why = CASE WHEN channel = 1 OR state = 2 THEN why ELSE 12 END, changed_at = ?5"
        " WHERE area_id = ?1 AND person_id = ?2 AND (seq = ?3 OR (?4 <> 0 AND subject_id = ?4))"
        " AND state IN (1, 2)",
        V(c->area_id), V(person_id), V(seq), V(subject_id), V(c->now));
    return !c->err.kind;
}

bool messages_seen_all(struct ctx *c)
{
    struct messages mine = {0};
    if (!messages_of_reader(c, &mine)) {
        return false;
    }
    for (size_t i = 0; i < mine.n; i++) {
        if (mine.v[i].state == MESSAGE_WAITS) {
            messages_seen(c, c->who.person_id, 0, mine.v[i].seq);
        }
    }
    return !c->err.kind;
}

bool messages_mark(
    struct ctx *c, const struct message *m, enum message_state state, enum message_why why)
{
    struct message kept = *m;
    kept.state = state;
    kept.why = why;
    if (!messages_keep(c, &kept)) {
        return false;
    }
    return state != MESSAGE_TOLD || messages_seen(c, m->person_id, 0, m->seq);
}

bool messages_tried(struct ctx *c, const struct message *m)
{
    struct message kept = *m;
    kept.tries++;
    return messages_keep(c, &kept);
}

static bool put(struct ctx *c, const struct message *m)
{
    int64_t made = db_int(c,
        "INSERT INTO message (area_id, id, seq, fact, whom, subject_id, place_id, person_id,"
        " told_for, channel, state, why, made_at, due_at, changed_at, n, late)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1, ?11, ?12, ?13, ?12, ?14, ?15)"
        " ON CONFLICT (area_id, seq, person_id, channel) DO NOTHING RETURNING id",
        V(c->area_id), V(m->id), V(m->seq), V(m->fact), V((int)m->whom), V(m->subject_id),
        V(m->place_id), V0(m->person_id), V0(m->told_for), V((int)m->channel), V((int)m->why),
        V(c->now), V(m->due_at), V(m->n), V(m->late));
    bool leaves = m->channel >= MESSAGE_SMS && m->channel <= MESSAGE_ROBOT;
    if (made && leaves) {
        job_put(c, "messages.send", (int64_t)m->channel, m->due_at);
    }
    return !c->err.kind;
}

bool messages_put_other(struct ctx *c, const struct message *m, enum message_channel channel,
    enum message_why why, int64_t due_at)
{
    struct message other = *m;
    other.id = new_id(c);
    other.channel = channel;
    other.why = why;
    other.due_at = due_at;
    return put(c, &other);
}

bool messages_hand_over(struct ctx *c, const struct message *m, enum message_why why)
{
    const struct message_line *l = messages_line(m->fact, m->whom);
    struct reach r;
    if (!l || !m->person_id || !messages_reach(c, m->person_id, &r)) {
        return !c->err.kind;
    }
    enum message_channel by = messages_instead(&r, l->how);
    return !by || messages_put_other(c, m, by, why, c->now);
}

bool messages_put_own(struct ctx *c, struct message *m)
{
    m->id = new_id(c);
    return put(c, m);
}

void messages_drop_older(struct ctx *c, const struct message *m)
{
    db_exec(c,
        "UPDATE message SET state = 5, why = 14, changed_at = ?5 WHERE area_id = ?1"
        " AND person_id = ?2 AND channel = 1 AND state = 1 AND fact = ?3 AND seq <> ?4",
        V(c->area_id), V(m->person_id), V(m->fact), V(m->seq), V(c->now));
}

/* Whoever presses the button wants to see it tried, whatever the gateway did an hour ago. */
bool messages_resend(struct ctx *c, const struct message *m)
{
    struct message again = *m;
    struct way w;
    again.state = MESSAGE_WAITS;
    again.why = WHY_NONE;
    again.tries = 0;
    again.due_at = c->now;
    if (!messages_way(c, m->channel, &w) || !messages_way_went(c, &w, false, "") ||
        !messages_keep(c, &again) || !job_put(c, "messages.send", (int64_t)m->channel, c->now)) {
        return false;
    }
    return record(c, &(struct fact){.kind = "messages.resent",
                         .subject_id = m->id,
                         .audience = AUDIENCE_STAFF,
                         .words = SAY(N_("一条消息再发一次"))});
}

int64_t messages_failed(struct ctx *c)
{
    return db_int(c,
        "SELECT count(*) FROM message WHERE area_id = ?1 AND (state = 4"
        " OR (state = 1 AND tries > 0 AND channel < 5)) AND channel BETWEEN 2 AND 6",
        V(c->area_id));
}

bool messages_has_group(struct ctx *c, int64_t seq)
{
    return db_int(c,
               "SELECT count(*) FROM message WHERE area_id = ?1 AND seq = ?2"
               " AND person_id IS NULL AND channel = 4",
               V(c->area_id), V(seq)) != 0;
}

void messages_open_now(struct ctx *c, int64_t *n, int64_t *late)
{
    struct rows r = db_query(c,
        "SELECT count(*), sum(CASE WHEN due_at > 0 AND due_at < ?2 THEN 1 ELSE 0 END) FROM matter"
        " WHERE area_id = ?1 AND closed_at IS NULL AND audience < 4",
        V(c->area_id), V(c->now));
    if (rows_next(&r)) {
        *n = row_int(&r, 0);
        *late = row_int(&r, 1);
    }
    rows_end(&r);
}

/* Forgetting ---------------------------------------------------------------------------------- */
/* Nothing more is sent to whoever is no longer known; that something was sent stays counted. */
void messages_forget(struct ctx *c, int64_t person_id)
{
    db_exec(c,
        "UPDATE message SET answer = '', state = CASE WHEN state = 1 THEN 5 ELSE state END,"
        " why = CASE WHEN state = 1 THEN 10 ELSE why END WHERE area_id = ?1 AND person_id = ?2",
        V(c->area_id), V(person_id));
    db_exec(c, "DELETE FROM message_pref WHERE area_id = ?1 AND person_id = ?2", V(c->area_id),
        V(person_id));
}
