/* messages_morning_job.c - at eight: to each desk what waits for it, in numbers; and what was sent
 * two days ago and nobody has looked at goes to people. */
#include "lib/base/app.h"
#include "lib/db/job.h"
#include "src/bodies/bodies.h"
#include "src/bodies/duties.h"
#include "src/matters/matters.h"
#include "src/messages/messages_room.h"

int64_t messages_next_morning(int64_t now)
{
    struct civil t = civil_of(now);
    int64_t eight = ms_of_civil(t.year, t.month, t.day, 8, 0);
    return now < eight ? eight : eight + MS_PER_DAY;
}

static int64_t seq_of_day(int64_t now)
{
    return -((now + 8 * INT64_C(3600000)) / MS_PER_DAY);
}

static void count(struct ctx *c, int64_t person_id, struct messages *out)
{
    struct matters waiting = {0};
    struct message m = {.seq = seq_of_day(c->now),
        .fact = "messages.digest",
        .whom = WHOM_SELF,
        .person_id = person_id,
        .channel = MESSAGE_PAGE,
        .due_at = c->now};
    c->who = (struct who){.person_id = person_id, .staff = true};
    c->act.hand = HAND_SELF;
    if (matters_waiting(c, &waiting)) {
        m.n = (int64_t)waiting.n;
        for (size_t i = 0; i < waiting.n; i++) {
            m.late += waiting.v[i].due_at && waiting.v[i].due_at < c->now;
        }
    }
    c->who = (struct who){0};
    c->act.hand = HAND_SYSTEM;
    if (m.n) {
        list_push(c->arena, out, m);
    }
}

/* Everybody who has a desk. */
static bool count_all(struct ctx *c, struct messages *out)
{
    struct posts posts = {0};
    struct overs none = {0};
    struct ids seen = {0};
    if (!bodies_serving(c, &posts, &none)) {
        return false;
    }
    for (const struct post *p = posts.v; p < posts.v + posts.n; p++) {
        bool known = !p->person_id || !duties_of_post(p->kind, DUTY_INBOX);
        for (size_t i = 0; i < seen.n; i++) {
            known = known || seen.v[i] == p->person_id;
        }
        if (!known) {
            list_push(c->arena, &seen, p->person_id);
            count(c, p->person_id, out);
        }
    }
    return !c->err.kind;
}

static bool put_digest(struct ctx *c, struct message *m)
{
    struct reach r;
    enum message_why why;
    const struct message_line *l = messages_line(m->fact, m->whom);
    if (!messages_put_own(c, m) || !messages_reach(c, m->person_id, &r)) {
        return false;
    }
    messages_drop_older(c, m);
    enum message_channel by = messages_channel(&r, l->how, &why);
    return !by || !messages_leaves(c, by) ||
           messages_put_other(c, m, by, why, messages_daytime(c->now));
}

static bool put_group(struct ctx *c)
{
    struct message m = {.seq = seq_of_day(c->now),
        .fact = "messages.digest",
        .whom = WHOM_GROUP,
        .channel = MESSAGE_ROBOT,
        .due_at = messages_daytime(c->now)};
    if (!messages_leaves(c, MESSAGE_ROBOT) || messages_has_group(c, m.seq)) {
        return !c->err.kind;
    }
    messages_open_now(c, &m.n, &m.late);
    return !m.n || messages_put_own(c, &m);
}

/* A gateway that says yes and does nothing is found out by nobody ever looking. */
static bool hand_over_silent(struct ctx *c)
{
    static const enum message_channel by[] = {MESSAGE_SMS, MESSAGE_MAIL};
    for (size_t k = 0; k < COUNT(by); k++) {
        struct messages sent = {0};
        int64_t until = c->now - MESSAGE_SILENT_MS;
        if (!messages_sent_since(c, by[k], until - 7 * MS_PER_DAY, until, &sent)) {
            return false;
        }
        for (size_t i = 0; i < sent.n; i++) {
            struct message *m = &sent.v[i];
            const struct message_line *l = messages_line(m->fact, m->whom);
            if (m->why != WHY_SILENT && l && (l->how & HOW_MUST) == HOW_MUST) {
                m->why = WHY_SILENT;
                (void)(messages_keep(c, m) && messages_hand_over(c, m, WHY_SILENT));
            }
        }
    }
    return !c->err.kind;
}

void messages_morning_job(struct ctx *c, const struct job *j)
{
    struct messages digests = {0};
    (void)j;
    bool ok = db_begin_read(c) && count_all(c, &digests);
    db_rollback(c);
    if (!ok || !db_begin_area(c, c->area_id)) {
        return;
    }
    for (size_t i = 0; i < digests.n; i++) {
        (void)put_digest(c, &digests.v[i]);
    }
    (void)(put_group(c) && hand_over_silent(c));
    for (int by = MESSAGE_SMS; by <= MESSAGE_ROBOT; by++) { /* nothing is ever forgotten */
        if (messages_next_due(c, (enum message_channel)by)) {
            job_put(c, "messages.send", by, c->now + by);
        }
    }
    job_put(c, "messages.morning", c->area_id, messages_next_morning(c->now));
    ok = db_commit(c); /* if not, c->err says so and the job runs again */
}
