/* requests_clocks_store.c - how long until what: the limits of each kind, from an instant on. */
#include "lib/db/list.h"
#include "src/requests/requests.h"

bool requests_clock(struct ctx *c, int64_t kind, struct request_clock *out)
{
    const struct request_kind_info *k = requests_kind_info(kind);
    *out = (struct request_clock){.triage = k->triage, .answer = k->answer, .source = ""};
    struct rows r = db_query(c,
        "SELECT triage_unit, triage_n, answer_unit, answer_n, source, since FROM request_clock"
        " WHERE area_id = ?1 AND kind = ?2 AND since <= ?3 ORDER BY since DESC LIMIT 1",
        V(c->area_id), V(k->kind), V(c->now));
    if (rows_next(&r)) {
        *out = (struct request_clock){
            .triage = {(enum span_unit)row_int(&r, 0), row_int(&r, 1)},
            .answer = {(enum span_unit)row_int(&r, 2), row_int(&r, 3)},
            .source = row_text(&r, 4),
            .since = row_int(&r, 5),
        };
    }
    return rows_end(&r);
}

bool requests_set_clock(struct ctx *c, int64_t kind, const struct request_clock *new)
{
    db_exec(c,
        "INSERT INTO request_clock (area_id, kind, since, triage_unit, triage_n, answer_unit,"
        " answer_n, source) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        " ON CONFLICT (area_id, kind, since) DO UPDATE SET triage_unit = excluded.triage_unit,"
        " triage_n = excluded.triage_n, answer_unit = excluded.answer_unit,"
        " answer_n = excluded.answer_n, source = excluded.source",
        V(c->area_id), V(kind), V(c->now), V((int)new->triage.unit), V(new->triage.n),
        V((int)new->answer.unit), V(new->answer.n), V(str_or(new->source, "")));
    return record(c, &(struct fact){.kind = "requests.clock",
                         .subject_id = c->area_id,
                         .audience = AUDIENCE_AREA,
                         .words = WORDS(N_("「{0}」从今起 {1} {2}内答复"),
                             MSG(requests_kind_info(kind)->label), INT(new->answer.n),
                             MSG(new->answer.unit == SPAN_HOURS ? N_("小时") : N_("个工作日"))),
                         .text = str_or(new->source, "")});
}

/* The page fills it in: a kind without limits of the area's own has the house's. */
static const struct column columns[] = {
    {"kind", N_("类别"), COL_CHOICE, .choices = requests_kinds, .title = true},
    {"triage", N_("受理分派"), COL_TEXT},
    {"answer", N_("答复"), COL_TEXT},
    {"source", N_("依据"), COL_TEXT},
    {"since", N_("从"), COL_TIME, .brief = true},
    {0},
};
static const struct list_filter filters[] = {{"all", N_("全部")}, {0}};
const struct list requests_clocks_list = {
    .name = "clocks",
    .title = N_("服务时限"),
    .columns = columns,
    .filters = filters,
    .orders = {{.name = "kind", .label = N_("类别"), .sql = ""}},
    .empty = N_("还没有登记。"),
    .counted = N_("共 {0} 类"),
};
