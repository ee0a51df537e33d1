/* followup_store.c - every SQL statement about asking again. */
#include "src/followup/followup.h"

#include "lib/base/seal.h"
#include "lib/db/job.h"
#include "src/matters/matters_store.h"
#include "src/people/people.h"

/* Asking --------------------------------------------------------------------------------------- */
void followup_closed(struct ctx *c, const struct fact *f)
{
    struct matter m = {0};
    if (matters_load(c, f->subject_id, &m) && followup_asks(&m)) {
        job_put(c, "followup.first", m.id, followup_at(&m, FOLLOWUP_FIRST_DAYS));
        job_put(c, "followup.last", m.id, followup_at(&m, FOLLOWUP_LAST_DAYS));
    }
}

/* Everybody whose own trouble it is and who can still be asked. */
static bool askers_of(struct ctx *c, int64_t matter_id, struct ids *out)
{
    struct rows r = db_query(c,
        "SELECT DISTINCT p.id FROM follower w"
        " JOIN person x ON x.area_id = w.area_id AND x.id = w.person_id"
        " JOIN person p ON p.area_id = x.area_id AND p.id = COALESCE(x.merged_into, x.id)"
        " WHERE w.area_id = ?1 AND w.matter_id = ?2 AND w.asks = 1 AND p.gone_at IS NULL"
        " AND p.died_on IS NULL ORDER BY p.id",
        V(c->area_id), V(matter_id));
    return rows_ids(&r, out);
}

static bool put_question(struct ctx *c, const struct matter *m, int64_t person_id, int64_t days)
{
    int64_t id = db_int(c,
        "INSERT INTO followup (area_id, id, matter_id, person_id, closed_at, days, asked_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        " ON CONFLICT (area_id, matter_id, person_id, closed_at, days) DO NOTHING RETURNING id",
        V(c->area_id), V(new_id(c)), V(m->id), V(person_id), V(m->closed_at), V(days), V(c->now));
    if (id) { /* one question at a time */
        db_exec(c,
            "UPDATE followup SET said = ?5, said_at = ?6 WHERE area_id = ?1 AND matter_id = ?2"
            " AND person_id = ?3 AND id <> ?4 AND said = 0",
            V(c->area_id), V(m->id), V(person_id), V(id), V(FOLLOWUP_SILENT), V(c->now));
    }
    return id != 0;
}

/* Confirmed anew since, or refused, withdrawn: that job's closing is not this one. */
static void ask(struct ctx *c, const struct job *j, int64_t days)
{
    struct matter m = {0};
    struct ids askers = {0};
    bool asked = false;
    if (!matters_load(c, j->subject_id, &m) || !followup_asks(&m) ||
        followup_at(&m, days) != j->due_at || !askers_of(c, m.id, &askers)) {
        return;
    }
    for (size_t i = 0; i < askers.n; i++) {
        asked |= put_question(c, &m, askers.v[i], days);
    }
    if (asked) {
        matters_tell(
            c, m.id, "followup", WORDS(N_("办结 {0} 天了，问提出人：还好吗"), INT(days)), "");
    }
}

void followup_ask_first(struct ctx *c, const struct job *j)
{
    ask(c, j, FOLLOWUP_FIRST_DAYS);
}

void followup_ask_last(struct ctx *c, const struct job *j)
{
    ask(c, j, FOLLOWUP_LAST_DAYS);
}

/* Her own words went with the reopening; the others need not be asked any more. */
void followup_reopened(struct ctx *c, const struct fact *f)
{
    db_exec(c,
        "UPDATE followup SET said_at = ?4, said = CASE WHEN person_id = (SELECT"
        " COALESCE(x.merged_into, x.id) FROM person x WHERE x.area_id = ?1 AND x.id = ?3)"
        " THEN 2 ELSE 3 END WHERE area_id = ?1 AND matter_id = ?2 AND said = 0",
        V(c->area_id), V(f->subject_id), V(c->act.person_id), V(c->now));
}

/* Reading -------------------------------------------------------------------------------------- */
#define FOLLOWUP \
    "SELECT f.id, f.matter_id, f.person_id, f.days, f.asked_at, f.closed_at, m.ticket, m.title," \
    " l.name, p.name, p.phone FROM followup f" \
    " JOIN matter m ON m.area_id = f.area_id AND m.id = f.matter_id" \
    " JOIN place l ON l.area_id = m.area_id AND l.id = m.place_id" \
    " JOIN person p ON p.area_id = f.area_id AND p.id = f.person_id WHERE f.area_id = ?1"
#define OF_PERSON \
    " AND f.said = 0 AND f.person_id = (SELECT COALESCE(x.merged_into, x.id) FROM person x" \
    " WHERE x.area_id = ?1 AND x.id = ?2)"

static bool read_all(struct ctx *c, struct rows *r, struct followups *out)
{
    while (rows_next(r)) {
        int64_t person = row_int(r, 2);
        struct bytes phone = row_bytes(r, 10);
        struct followup f = {.id = row_int(r, 0),
            .matter_id = row_int(r, 1),
            .person_id = person,
            .days = row_int(r, 3),
            .asked_at = row_int(r, 4),
            .closed_at = row_int(r, 5),
            .ticket = row_int(r, 6),
            .title = row_text(r, 7),
            .place = row_text(r, 8),
            .name = row_text(r, 9),
            .phone = phone.v ? unseal(c, "person", "phone", person, phone) : ""};
        list_push(c->arena, out, f);
    }
    return rows_end(r);
}

bool followup_of_person(struct ctx *c, int64_t person_id, struct followups *out)
{
    struct rows r =
        db_query(c, FOLLOWUP OF_PERSON " ORDER BY f.asked_at, f.id", V(c->area_id), V(person_id));
    return read_all(c, &r, out);
}

bool followup_waiting(struct ctx *c, int64_t matter_id, int64_t person_id, struct followup *out)
{
    struct followups all = {0};
    *out = (struct followup){0};
    struct rows r = db_query(
        c, FOLLOWUP OF_PERSON " AND f.matter_id = ?3", V(c->area_id), V(person_id), V(matter_id));
    bool ok = read_all(c, &r, &all);
    if (all.n) {
        *out = all.v[0];
    }
    return ok;
}

bool followup_silent(struct ctx *c, struct followups *out)
{
    struct rows r = db_query(c,
        FOLLOWUP " AND f.said = 0 AND f.asked_at <= ?2 AND p.gone_at IS NULL"
                 " ORDER BY f.asked_at, f.id LIMIT 200",
        V(c->area_id), V(c->now - FOLLOWUP_CALL_DAYS * MS_PER_DAY));
    return read_all(c, &r, out);
}

/* Answering ------------------------------------------------------------------------------------ */
bool followup_good(struct ctx *c, int64_t matter_id, int64_t happy)
{
    struct matter m = {0};
    struct followup f;
    if (!matters_see(c, matter_id, &m) || !followup_waiting(c, m.id, c->act.person_id, &f)) {
        return false;
    }
    if (!f.id) {
        return refuse(&c->err, NULL, SAY(N_("这次回访已经答过，或者不用再答了。")));
    }
    db_exec(c, "UPDATE followup SET said = ?3, said_at = ?4 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(f.id), V(FOLLOWUP_GOOD), V(c->now));
    return matters_tell(c, m.id, "still_good",
               WORDS(N_("办结 {0} 天后，提出人说：仍然好"), INT(f.days)), "") &&
           requests_happy(c, m.id, happy);
}

/* The list ------------------------------------------------------------------------------------- */
#define FROM \
    " FROM followup f JOIN matter m ON m.area_id = f.area_id AND m.id = f.matter_id" \
    " JOIN place l ON l.area_id = m.area_id AND l.id = m.place_id" \
    " JOIN person p ON p.area_id = f.area_id AND p.id = f.person_id" \
    " WHERE f.area_id = ?1 AND (?2 = 0 OR m.place_id = ?2) AND f.said BETWEEN ?3 AND ?4" \
    " AND (?9 = 0 OR (f.asked_at <= ?9 - 259200000 AND p.gone_at IS NULL))" \
    " AND (?10 = '' OR replace(m.find || p.name, ?10, '') <> m.find || p.name)"

static const struct choice saids[] = {
    {FOLLOWUP_WAITS, "waits", N_("还没有回答"), .tag = "wait", .icon = "clock"},
    {FOLLOWUP_GOOD, "good", N_("仍然好"), .tag = "done", .icon = "check"},
    {FOLLOWUP_BROKEN, "broken", N_("又坏了"), .tag = "late", .icon = "again"},
    {FOLLOWUP_CALLED_OFF, "called_off", N_("别人先说又坏了"), .tag = "no", .icon = "minus"},
    {FOLLOWUP_SILENT, "silent", N_("没有回答"), .tag = "no", .icon = "minus"},
    {0},
};
static const struct column columns[] = {
    {.name = "ticket", .label = N_("编号"), .type = COL_INT},
    {.name = "title", .label = N_("事情"), .type = COL_TEXT, .title = true},
    {.name = "place", .label = N_("地点"), .type = COL_TEXT},
    {.name = "person", .label = N_("提出人"), .type = COL_TEXT},
    {.name = "phone", .label = N_("电话"), .type = COL_TEXT},
    {.name = "days", .label = N_("办结后几天"), .type = COL_INT, .brief = true},
    {.name = "asked", .label = N_("什么时候问的"), .type = COL_TIME},
    {.name = "said", .label = N_("怎么说"), .type = COL_CHOICE, .choices = saids},
    {.name = "said_at", .label = N_("什么时候说的"), .type = COL_TIME, .brief = true},
    {0},
};
static const struct list_filter filters[] = {
    {.name = "silent",
        .label = N_("三天没有回答"),
        .lo = FOLLOWUP_WAITS,
        .hi = FOLLOWUP_WAITS,
        .overdue = true},
    {.name = "waits", .label = N_("等回答"), .lo = FOLLOWUP_WAITS, .hi = FOLLOWUP_WAITS},
    {.name = "good", .label = N_("仍然好"), .lo = FOLLOWUP_GOOD, .hi = FOLLOWUP_GOOD},
    {.name = "broken", .label = N_("又坏了"), .lo = FOLLOWUP_BROKEN, .hi = FOLLOWUP_BROKEN},
    {.name = "all", .label = N_("全部"), .lo = FOLLOWUP_WAITS, .hi = FOLLOWUP_SILENT},
    {0},
};
_Static_assert(FOLLOWUP_CALL_DAYS *MS_PER_DAY == 259200000, "the list's three days");

const struct list followup_list = {
    .name = "followups",
    .title = N_("回访"),
    .columns = columns,
    .filters = filters,
    .orders = {{
        .name = "asked",
        .label = N_("问得早的在前"),
        .sql = "SELECT f.asked_at, f.id, m.ticket, m.title, l.name, p.name, CAST(p.id AS TEXT),"
               " f.days, f.asked_at, f.said, f.said_at" FROM
               " AND (f.asked_at, f.id) > (?6, ?7) ORDER BY 1, 2 LIMIT ?8",
    }},
    .count_sql = "SELECT count(*)" FROM,
    .empty = N_("没有要回访的。办结 7 天、30 天以后各问一次提出人。"),
    .counted = N_("共 {0} 次回访"),
};

const struct personal followup_personal[] = {
    {"followups", N_("回访"),
        "SELECT f.id, m.ticket, f.days, f.asked_at, f.said, f.said_at FROM followup f"
        " JOIN matter m ON m.area_id = f.area_id AND m.id = f.matter_id"
        " WHERE f.area_id = ?1 AND f.person_id = ?2 ORDER BY f.id",
        .columns = {{N_("编号"), PERSONAL_INT}, {N_("办结后几天"), PERSONAL_INT},
            {N_("什么时候问的"), PERSONAL_TIME}, {N_("怎么说"), PERSONAL_CHOICE, saids},
            {N_("什么时候说的"), PERSONAL_TIME}}},
    {0},
};
