/* work_store.c - every SQL statement about work orders and quotes. */
#include "src/work/work.h"

#include "lib/db/job.h"
#include "lib/paper/paper.h"
#include "src/matters/matters_store.h"

/* Bodies in which the reader has a post today. */
#define MY_BODIES(person, day) \
    " IN (SELECT t.body_id FROM post t WHERE t.area_id = m.area_id AND t.person_id = " person \
    " AND t.valid_from <= " day " AND (t.valid_to IS NULL OR t.valid_to > " day "))"

/* What waits ----------------------------------------------------------------------------------- */
static bool add_details(struct ctx *c, struct job_line *l)
{
    struct rows r = db_query(c,
        "SELECT q.kind, q.spot, (SELECT min(f.id) FROM file f WHERE f.area_id = q.area_id"
        " AND f.subject_id = q.id AND f.purpose = 'report' AND f.state IN (1, 2)),"
        " (SELECT count(*) FROM quote u WHERE u.area_id = q.area_id AND u.matter_id = q.id)"
        " FROM request q WHERE q.area_id = ?1 AND q.id = ?2",
        V(c->area_id), V(l->m.id));
    l->spot = "";
    if (rows_next(&r)) {
        l->kind = row_int(&r, 0);
        l->spot = row_text(&r, 1);
        l->photo = row_int(&r, 2);
        l->quotes = row_int(&r, 3);
    }
    return rows_end(&r);
}

bool work_lines(struct ctx *c, struct job_lines *out)
{
    struct rows r = db_query(c,
        MATTERS_SELECT " WHERE m.area_id = ?1 AND m.closed_at IS NULL AND m.kind = 'request'"
                       " AND m.state IN (20, 30, 40) AND m.owner_id" MY_BODIES(
                           "?2", "?3") " ORDER BY m.due_at, m.id LIMIT 300",
        V(c->area_id), V(c->who.person_id), V(day_text(c->arena, c->now)));
    while (rows_next(&r)) {
        list_push(c->arena, out, (struct job_line){.m = matters_read(&r)});
    }
    if (!rows_end(&r)) {
        return false;
    }
    for (size_t i = 0; i < out->n; i++) {
        if (!add_details(c, &out->v[i])) {
            return false;
        }
    }
    return true;
}

/* Orders --------------------------------------------------------------------------------------- */
static bool owns(struct ctx *c, int64_t id, struct matter *m)
{
    return matters_see(c, id, m) &&
           ((m->owner_id && bodies_is_in(c, m->owner_id)) ||
               (!c->err.kind && refuse(&c->err, NULL,
                                    WORDS(N_("编号 {0} 不在您单位手里，不能派工"),
                                        TEXT(matters_ticket(c->arena, m->ticket))))));
}

bool work_print(struct ctx *c, const struct ids *matters, int *no)
{
    if (!matters->n || matters->n > ORDERS_MAX) {
        return refuse(&c->err, NULL,
            matters->n ? WORDS(N_("一次最多印 {0} 张派工单"), INT(ORDERS_MAX))
                       : SAY(N_("请先勾选要派工的事")));
    }
    struct paper_sheet s = {.kind = WORK_ORDER, .place_id = c->area_id, .rows = (int)matters->n};
    struct matter m = {0};
    for (size_t i = 0; i < matters->n; i++) {
        if (!owns(c, matters->v[i], &m)) {
            return false;
        }
    }
    if (!paper_print(c, &s)) {
        return false;
    }
    *no = s.no;
    for (size_t i = 0; i < matters->n; i++) {
        db_exec(c,
            "INSERT INTO work_order (area_id, sheet_no, row_no, matter_id) VALUES (?1, ?2, ?3, ?4)",
            V(c->area_id), V(s.no), V((int)i + 1), V(matters->v[i]));
    }
    return !c->err.kind;
}

bool work_orders(struct ctx *c, int no, struct orders *out)
{
    struct rows r = db_query(c,
        "SELECT row_no, matter_id FROM work_order WHERE area_id = ?1 AND sheet_no = ?2"
        " ORDER BY row_no",
        V(c->area_id), V(no));
    while (rows_next(&r)) {
        list_push(c->arena, out, ((struct order){(int)row_int(&r, 0), row_int(&r, 1)}));
    }
    return rows_end(&r) && (out->n || fail(&c->err, ERR_ABSENT, SAY(N_("没有印过这一张派工单。"))));
}

bool work_put_done(struct ctx *c, const struct done *d)
{
    db_exec(c,
        "INSERT INTO work_done (area_id, id, matter_id, worker, materials, minutes, is_signed,"
        " row_code, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        V(c->area_id), V(new_id(c)), V(d->matter_id), V(d->worker), V(str_or(d->materials, "")),
        V(d->minutes), V((int)d->signed_by_resident), V(str_or(d->code, "")), V(c->now));
    return !c->err.kind;
}

bool work_dones(struct ctx *c, int64_t matter_id, struct dones *out)
{
    struct rows r = db_query(c,
        "SELECT worker, materials, minutes, is_signed, row_code, made_at FROM work_done"
        " WHERE area_id = ?1 AND matter_id = ?2 ORDER BY made_at, id",
        V(c->area_id), V(matter_id));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct done){.matter_id = matter_id,
                .worker = row_text(&r, 0),
                .materials = row_text(&r, 1),
                .minutes = row_int(&r, 2),
                .signed_by_resident = row_int(&r, 3) != 0,
                .code = row_text(&r, 4),
                .at = row_int(&r, 5)}));
    }
    return rows_end(&r);
}

/* Quotes --------------------------------------------------------------------------------------- */
bool work_put_quote(struct ctx *c, struct quote *q)
{
    struct matter m = {0};
    if (!owns(c, q->matter_id, &m)) {
        return false;
    }
    int64_t had = db_int(c,
        "SELECT count(*) FROM quote WHERE area_id = ?1 AND matter_id = ?2 AND body_id = ?3",
        V(c->area_id), V(m.id), V(m.owner_id));
    if (c->err.kind || !work_may_quote(q, had, &c->err)) {
        return false;
    }
    q->id = new_id(c);
    q->body_id = m.owner_id;
    db_exec(c,
        "INSERT INTO quote (area_id, id, matter_id, body_id, amount_fen, what, made_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        V(c->area_id), V(q->id), V(q->matter_id), V(q->body_id), V(q->amount_fen), V(q->what),
        V(c->now));
    struct fact f = {.kind = "work.quote",
        .subject_id = q->id,
        .place_id = m.place_id,
        .audience = AUDIENCE_CASE,
        .words = WORDS(N_("{0}报价 {1} 元"), TEXT(m.owner), MONEY(q->amount_fen)),
        .text = ""};
    return !c->err.kind && record(c, &f);
}

static struct quote read_quote(const struct rows *r)
{
    return (struct quote){.id = row_int(r, 0),
        .matter_id = row_int(r, 1),
        .body_id = row_int(r, 2),
        .amount_fen = row_int(r, 3),
        .what = row_text(r, 4),
        .made_at = row_int(r, 5),
        .body = row_text(r, 6)};
}

bool work_quotes(struct ctx *c, int64_t matter_id, struct quotes *out)
{
    struct rows r = db_query(c,
        "SELECT q.id, q.matter_id, q.body_id, q.amount_fen, q.what, q.made_at, b.name FROM quote q"
        " JOIN body b ON b.area_id = q.area_id AND b.id = q.body_id"
        " WHERE q.area_id = ?1 AND q.matter_id = ?2 ORDER BY q.made_at, q.id",
        V(c->area_id), V(matter_id));
    while (rows_next(&r)) {
        list_push(c->arena, out, read_quote(&r));
    }
    return rows_end(&r);
}

bool work_quote(struct ctx *c, int64_t id, struct quote *out)
{
    struct rows r = db_query(c,
        "SELECT q.id, q.matter_id, q.body_id, q.amount_fen, q.what, q.made_at, b.name FROM quote q"
        " JOIN body b ON b.area_id = q.area_id AND b.id = q.body_id"
        " WHERE q.area_id = ?1 AND q.id = ?2",
        V(c->area_id), V(id));
    bool found = rows_next(&r);
    if (found) {
        *out = read_quote(&r);
    }
    return rows_end(&r) && (found || fail(&c->err, ERR_ABSENT, SAY(N_("没有这份报价。"))));
}

/* The list ------------------------------------------------------------------------------------- */
#define FROM \
    " FROM matter m JOIN request q ON q.area_id = m.area_id AND q.id = m.id" \
    " JOIN place p ON p.area_id = m.area_id AND p.id = m.place_id" \
    " WHERE m.area_id = ?1 AND m.closed_at IS NULL AND m.kind = 'request' AND ?2 = ?2" \
    " AND m.state BETWEEN ?3 AND ?4 AND m.owner_id" MY_BODIES("?13", "?12")

static const struct column columns[] = {
    {.name = "ticket", .label = N_("编号"), .type = COL_INT},
    {.name = "title", .label = N_("事情"), .type = COL_TEXT, .title = true},
    {.name = "place", .label = N_("地点"), .type = COL_TEXT},
    {.name = "spot", .label = N_("在哪里"), .type = COL_TEXT},
    {.name = "kind", .label = N_("类别"), .type = COL_CHOICE, .choices = requests_kinds},
    {.name = "state", .label = N_("状态"), .type = COL_CHOICE, .choices = requests_states},
    {.name = "due", .label = N_("期限"), .type = COL_TIME},
    {0},
};
static const struct list_filter filters[] = {
    {.name = "open", .label = N_("要办的"), .lo = REQUEST_ACCEPTED, .hi = REQUEST_WAITING}, {0}};

const struct list work_list = {
    .name = "work",
    .title = N_("我们要办的事"),
    .columns = columns,
    .filters = filters,
    .orders = {{
        .name = "due",
        .label = N_("按期限"),
        .sql =
            "SELECT m.due_at, m.id, m.ticket, m.title, p.name, q.spot, q.kind, m.state, m.due_at" FROM
            " AND (m.due_at, m.id) > (?6, ?7) ORDER BY 1, 2 LIMIT ?8",
    }},
    .count_sql = "SELECT count(*)" FROM,
    .row_path = "requests/{id}",
    .empty = N_("没有等您单位办的事。"),
    .counted = N_("共 {0} 件"),
};
