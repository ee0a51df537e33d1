/* messages_fact_store.c - a fact was recorded: whom does the table name, may they know, by which
 * way; and the words, when somebody reads or sends it. */
#include <string.h>

#include "lib/base/app.h"
#include "lib/db/job.h"
#include "src/ballots/ballots.h"
#include "src/bodies/bodies.h"
#include "src/bodies/duties.h"
#include "src/matters/matters_store.h"
#include "src/messages/messages_room.h"
#include "src/people/people.h"
#include "src/places/places.h"

/* What it is about ---------------------------------------------------------------------------- */
static bool of_matters(struct ctx *c, const char *fact)
{
    size_t n = strcspn(fact, ".");
    for (const struct module *const *m = c->app->modules; *m; m++) {
        const struct matter_kind *k = (*m)->matters;
        if (k && strlen(k->room) == n && !strncmp(k->room, fact, n)) {
            return true;
        }
    }
    return false;
}

bool messages_matter(struct ctx *c, const struct message *m, struct matter *out)
{
    return of_matters(c, m->fact) && matters_load(c, m->subject_id, out);
}

/* As that person would see it, signed in as they may be. */
static bool may_see(struct ctx *c, const struct matter *m, int64_t person_id, int64_t told_for)
{
    struct who who = c->who;
    struct act act = c->act;
    c->who = (struct who){.person_id = person_id, .browser = who.browser, .staff = true};
    c->act = (struct act){.hand = HAND_SELF, .person_id = told_for ? told_for : person_id};
    bool seen = matters_visible(c, m);
    c->who = who;
    c->act = act;
    return seen;
}

bool messages_theirs(struct ctx *c, const struct message *m)
{
    struct matter it;
    if (!of_matters(c, m->fact)) {
        return !c->err.kind;
    }
    if (!matters_load(c, m->subject_id, &it)) {
        return false;
    }
    return m->whom == WHOM_GROUP ? it.audience <= AUDIENCE_PLACE
                                 : may_see(c, &it, m->person_id, m->told_for);
}

/* Who was joined to it knows it by the number of her own. */
static int64_t number_for(struct ctx *c, const struct message *m, const struct matter *it)
{
    int64_t person = m->told_for ? m->told_for : m->person_id;
    if (m->whom != WHOM_ASKER || matters_opened_by(c, it, person)) {
        return it->ticket;
    }
    int64_t own = db_int(c,
        "SELECT min(n.ticket) FROM matter n WHERE n.area_id = ?1 AND n.into_id = ?2"
        " AND n.asker_id = ?3",
        V(c->area_id), V(it->id), V(person));
    return own ? own : it->ticket;
}

struct words messages_says(struct ctx *c, const struct message *m)
{
    const struct message_line *l = messages_line(m->fact, m->whom);
    struct matter it = {0};
    struct place p = {.name = ""};
    if (!l || !messages_theirs(c, m)) {
        return (struct words){0};
    }
    if (str_same(m->fact, "messages.digest")) {
        return WORDS(l->says, INT(m->n), INT(m->late));
    }
    if (of_matters(c, m->fact) && messages_matter(c, m, &it)) {
        return WORDS(l->says, TEXT(matters_ticket(c->arena, number_for(c, m, &it))), TEXT(it.place),
            TEXT(str_or(it.owner, "")));
    }
    if (m->place_id && m->place_id != c->area_id && !places_by_id(c, m->place_id, &p)) {
        c->err = (struct err){0};
        p.name = "";
    }
    return WORDS(l->says, TEXT(""), TEXT(p.name));
}

/* Whom ---------------------------------------------------------------------------------------- */
static void add(struct ctx *c, struct ids *out, int64_t id)
{
    for (size_t i = 0; i < out->n; i++) {
        if (out->v[i] == id) {
            return;
        }
    }
    if (id) {
        list_push(c->arena, out, id);
    }
}

/* asks 1: whose own trouble it is, told first or joined to it; 0: who only said the same. */
static void followers(struct ctx *c, const struct matter *it, int asks, struct ids *out)
{
    struct rows r = db_query(c,
        "SELECT DISTINCT COALESCE(n.merged_into, n.id) FROM follower w JOIN person n"
        " ON n.area_id = w.area_id AND n.id = w.person_id WHERE w.area_id = ?1 AND w.matter_id = ?2"
        " AND w.asks = ?3 ORDER BY 1",
        V(c->area_id), V(it->id), V(asks));
    while (rows_next(&r)) {
        add(c, out, row_int(&r, 0));
    }
    rows_end(&r);
}

/* Who asks hears it as who asks, where the table has a line for them; never of her own word. */
static void those_who_follow(
    struct ctx *c, const struct fact *f, const struct matter *it, struct ids *out)
{
    struct ids askers = {0};
    followers(c, it, 0, out);
    if (!messages_line(f->kind, WHOM_ASKER)) {
        followers(c, it, 1, &askers);
    }
    for (size_t i = 0; i < askers.n; i++) {
        if (askers.v[i] != c->act.person_id) {
            add(c, out, askers.v[i]);
        }
    }
}

static void those_who_answer(struct ctx *c, int64_t body_id, struct ids *out)
{
    struct posts posts = {0};
    const char *today = people_today(c);
    if (body_id && bodies_posts_in(c, body_id, today, &posts)) {
        for (const struct post *p = posts.v; p < posts.v + posts.n; p++) {
            if (duties_of_post(p->kind, DUTY_ANSWER) &&
                bodies_in_days(p->valid_from, p->valid_to, today)) {
                add(c, out, p->person_id);
            }
        }
    }
}

static void those_with(struct ctx *c, int duty, int64_t place_id, struct ids *out)
{
    struct posts posts = {0};
    if (bodies_contacts(c, place_id ? place_id : c->area_id, &posts)) {
        for (const struct post *p = posts.v; p < posts.v + posts.n; p++) {
            if (duties_of_post(p->kind, duty)) {
                add(c, out, p->person_id);
            }
        }
    }
}

static void whom(struct ctx *c, const struct fact *f, const struct message_line *l,
    const struct matter *it, struct ids *out)
{
    switch (l->whom) {
    case WHOM_ASKER:
        add(c, out, people_one(c, it->asker_id));
        followers(c, it, 1, out);
        break;
    case WHOM_FOLLOWERS:
        those_who_follow(c, f, it, out);
        break;
    case WHOM_OWNER:
        those_who_answer(c, it->owner_id, out);
        break;
    case WHOM_DUTY:
        those_with(c, l->duty, f->place_id, out);
        break;
    case WHOM_SUBJECT:
        add(c, out, f->subject_id);
        break;
    case WHOM_HOLDER:
        add(c, out,
            db_int(c, "SELECT person_id FROM post WHERE area_id = ?1 AND id = ?2", V(c->area_id),
                V(f->subject_id)));
        break;
    case WHOM_SUCCESSOR:
        add(c, out,
            db_int(c, "SELECT successor_id FROM handover WHERE area_id = ?1 AND id = ?2",
                V(c->area_id), V(f->subject_id)));
        break;
    case WHOM_UNVOTED:
        if (!electorate_unvoted(c, f->subject_id, out)) {
            out->n = 0;
        }
        break;
    case WHOM_ROLL:
        if (!electorate_persons(c, f->subject_id, out)) {
            out->n = 0;
        }
        break;
    case WHOM_GROUP:
    case WHOM_SELF:
        break;
    }
}

/* One person ---------------------------------------------------------------------------------- */
/* A little later: what is taken back within ten minutes troubles nobody. */
static int64_t due_of(const struct ctx *c, unsigned how)
{
    return how & HOW_URGENT ? c->now : messages_daytime(c->now + MESSAGE_HOLD_MS);
}

/* Beside the page; true: a machine will ring. */
static bool push(struct ctx *c, const struct message *m, unsigned how)
{
    struct reach r;
    enum message_why why;
    if (!messages_reach(c, m->person_id, &r)) {
        return false;
    }
    enum message_channel by = messages_channel(&r, how, &why);
    bool machine = by == MESSAGE_SMS || by == MESSAGE_MAIL;
    if (machine && !messages_leaves(c, by)) {
        why = WHY_NO_WAY;
        by = messages_instead(&r, how);
        machine = false;
    }
    if (by) {
        messages_put_other(c, m, by, why, machine ? due_of(c, how) : c->now);
    }
    return machine;
}

/* Never the one whose own hand it was: they know. */
static bool tell_one(
    struct ctx *c, const struct message *said, unsigned how, const struct matter *it)
{
    struct message m = *said;
    m.person_id = people_one(c, m.person_id);
    if (!m.person_id || m.person_id == c->who.person_id || people_gone(c, m.person_id) ||
        (it->id && !may_see(c, it, m.person_id, m.told_for))) {
        return false;
    }
    m.channel = MESSAGE_PAGE;
    m.due_at = c->now;
    return messages_put_own(c, &m) && (how & HOW_PUSH) && push(c, &m, how);
}

/* Whoever helps the asker is told as well: they may say yes or no for them. */
static void tell_asker(
    struct ctx *c, struct message *m, const struct message_line *l, const struct matter *it)
{
    struct helps helps = {0};
    struct reach r = {0};
    bool helped = false;
    int64_t asker = m->person_id;
    if (asker == c->who.person_id) {
        return; /* her own hand: nobody has to be told */
    }
    if ((l->how & HOW_PUSH) && !people_helpers_of(c, asker, &helps)) {
        return;
    }
    for (size_t i = 0; i < helps.n; i++) {
        m->person_id = helps.v[i].helper_id;
        m->told_for = asker;
        helped = tell_one(c, m, l->how & ~(unsigned)(HOW_MUST ^ HOW_PUSH), it) || helped;
    }
    m->person_id = asker;
    m->told_for = 0;
    bool alone = messages_reach(c, asker, &r) && !r.phone && !r.mail && helped;
    tell_one(c, m, alone ? l->how & ~(unsigned)(HOW_MUST ^ HOW_PUSH) : l->how, it);
}

static void tell_group(struct ctx *c, struct message *m)
{
    if (messages_leaves(c, MESSAGE_ROBOT) && messages_theirs(c, m)) {
        m->channel = MESSAGE_ROBOT;
        m->due_at = due_of(c, HOW_PUSH);
        messages_put_own(c, m);
    }
}

static void tell(struct ctx *c, const struct fact *f, const struct message_line *l)
{
    struct ids all = {0};
    struct matter it = {0};
    struct message m = {.seq = f->seq,
        .fact = f->kind,
        .whom = l->whom,
        .subject_id = f->subject_id,
        .place_id = f->place_id};
    if (of_matters(c, f->kind) && !matters_load(c, f->subject_id, &it)) {
        return;
    }
    if (l->whom == WHOM_GROUP) {
        tell_group(c, &m);
        return;
    }
    whom(c, f, l, &it, &all);
    for (size_t i = 0; i < all.n && !c->err.kind; i++) {
        m.person_id = all.v[i];
        if (l->whom == WHOM_ASKER) {
            tell_asker(c, &m, l, &it);
        } else {
            tell_one(c, &m, l->how, &it);
        }
    }
}

/* The step was taken back before anybody was told of it: it is the last but one version's. */
static void drop_undone(struct ctx *c, const struct fact *f)
{
    db_exec(c,
        "UPDATE message SET state = 5, why = 14, changed_at = ?3 WHERE area_id = ?1"
        " AND subject_id = ?2 AND state = 1 AND seq = (SELECT b.seq FROM matter m"
        " JOIN matter_before b ON b.area_id = m.area_id AND b.matter_id = m.id"
        " AND b.version = m.version - 2 WHERE m.area_id = ?1 AND m.id = ?2)",
        V(c->area_id), V(f->subject_id), V(c->now));
}

void messages_on_fact(struct ctx *c, const struct fact *f)
{
    bool any = false;
    const char *verb = strchr(f->kind, '.');
    if (verb && str_same(verb, ".undo") && of_matters(c, f->kind)) {
        drop_undone(c, f);
    }
    for (const struct message_line *l = messages_table; l->fact; l++) {
        if (str_same(l->fact, f->kind)) {
            tell(c, f, l);
            any = true;
        }
    }
    if (any) {
        job_put(c, "messages.morning", c->area_id, messages_next_morning(c->now));
    }
    /* Whoever has done something about it has seen what there was. */
    if (c->act.person_id && of_matters(c, f->kind)) {
        db_send(c,
            "UPDATE message SET state = CASE WHEN channel = 1 OR state = 2 THEN 3 ELSE 5 END,"
            " why = CASE WHEN channel = 1 OR state = 2 THEN why ELSE 12 END, changed_at = ?4"
            " WHERE area_id = ?1 AND person_id = ?2 AND subject_id = ?3 AND seq < ?5"
            " AND state IN (1, 2)",
            V(c->area_id), V(c->act.person_id), V(f->subject_id), V(c->now), V(f->seq));
    }
}
