/* hotline_store.c - every SQL statement about calls and shifts. */
#include "src/hotline/hotline.h"

#include "lib/base/app.h"
#include "lib/base/seal.h"
#include "lib/db/register.h"
#include "lib/log/log.h"
#include "src/bodies/duties.h"

const struct choice hotline_ends[] = {
    {CALL_OPEN, "open", N_("还没处理完"), .tag = "late", .icon = "clock"},
    {CALL_REQUEST, "request", N_("登记成诉求"), .tag = "done", .icon = "check"},
    {CALL_TOLD, "told", N_("当场答复"), .tag = "done", .icon = "talk"},
    {CALL_SENT_ON, "sent_on", N_("转给 110、119、120、12345 或别处"), .tag = "done", .icon = "go"},
    {CALL_NOTHING, "nothing", N_("打错了、没有人说话"), .tag = "no", .icon = "minus"},
    {0},
};

static bool tell(struct ctx *c, const char *kind, int64_t id, struct words words, const char *text)
{
    return record(c, &(struct fact){.kind = kind,
                         .subject_id = id,
                         .audience = AUDIENCE_STAFF,
                         .words = words,
                         .text = str_or(text, "")});
}

/* Calls ---------------------------------------------------------------------------------------- */
bool hotline_write(struct ctx *c, struct call *k)
{
    struct shift s = {0};
    if (!hotline_shift(c, &s)) {
        return false;
    }
    k->id = new_id(c);
    k->at = k->at ? k->at : c->now;
    k->no = 1 + db_int(c, "SELECT COALESCE(max(no), 0) FROM hotline_call WHERE area_id = ?1",
                    V(c->area_id));
    struct bytes phone =
        str_empty(k->phone) ? (struct bytes){0} : seal(c, "hotline_call", "phone", k->id, k->phone);
    db_exec(c,
        "INSERT INTO hotline_call (area_id, id, no, at, shift_id, by_id, person_id, name, phone,"
        " words, ended, how, settled_at, building_id, unit, spot) VALUES (?1, ?2, ?3, ?4, ?5, ?6,"
        " ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        V(c->area_id), V(k->id), V(k->no), V(k->at), V0(s.id), V(c->who.person_id),
        V0(k->person_id), V(str_or(k->name, "")), V(phone), V(k->words), V((int)k->end),
        V(str_or(k->how, "")), V0(k->end == CALL_OPEN ? 0 : c->now), V0(k->building_id),
        V(str_or(k->unit, "")), V(str_or(k->spot, "")));
    return tell(c, "hotline.call", k->id, WORDS(N_("记下来电 {0}"), INT(k->no)), "");
}

#define CALLS \
    "SELECT k.id, k.no, k.at, COALESCE(p.merged_into, k.person_id, 0), k.by_id," \
    " COALESCE(k.matter_id, 0), COALESCE(m.ticket, 0), k.ended, k.name, k.phone, k.words, k.how," \
    " b.name, COALESCE(k.building_id, 0), k.unit, k.spot" \
    " FROM hotline_call k JOIN person b ON b.area_id = k.area_id AND b.id = k.by_id" \
    " LEFT JOIN person p ON p.area_id = k.area_id AND p.id = k.person_id" \
    " LEFT JOIN matter m ON m.area_id = k.area_id AND m.id = k.matter_id"

static struct call read_call(struct ctx *c, const struct rows *r)
{
    struct bytes phone = row_bytes(r, 9);
    return (struct call){.id = row_int(r, 0),
        .no = row_int(r, 1),
        .at = row_int(r, 2),
        .person_id = row_int(r, 3),
        .by_id = row_int(r, 4),
        .matter_id = row_int(r, 5),
        .ticket = row_int(r, 6),
        .end = (enum call_end)row_int(r, 7),
        .name = row_text(r, 8),
        .phone = phone.v ? unseal(c, "hotline_call", "phone", row_int(r, 0), phone) : "",
        .words = row_text(r, 10),
        .how = row_text(r, 11),
        .by = row_text(r, 12),
        .building_id = row_int(r, 13),
        .unit = row_text(r, 14),
        .spot = row_text(r, 15)};
}

bool hotline_call(struct ctx *c, int64_t id, struct call *out)
{
    struct rows r = db_query(c, CALLS " WHERE k.area_id = ?1 AND k.id = ?2", V(c->area_id), V(id));
    bool found = rows_next(&r);
    if (found) {
        *out = read_call(c, &r);
    }
    if (rows_end(&r) && !found) {
        note_after(c, "foreign_id", arena_printf(c->arena, "call %lld", (long long)id));
        fail(&c->err, ERR_ABSENT, SAY(N_("没有这个来电。")));
    }
    return !c->err.kind;
}

bool hotline_open_calls(struct ctx *c, struct calls *out)
{
    struct rows r = db_query(c,
        CALLS " WHERE k.area_id = ?1 AND k.settled_at IS NULL ORDER BY k.at, k.id LIMIT 200",
        V(c->area_id));
    while (rows_next(&r)) {
        list_push(c->arena, out, read_call(c, &r));
    }
    return rows_end(&r);
}

bool hotline_calls_of(struct ctx *c, int64_t matter_id, struct calls *out)
{
    struct rows r =
        db_query(c, CALLS " WHERE k.area_id = ?1 AND k.matter_id = ?2 ORDER BY k.at, k.id LIMIT 20",
            V(c->area_id), V(matter_id));
    while (rows_next(&r)) {
        list_push(c->arena, out, read_call(c, &r));
    }
    return rows_end(&r);
}

bool hotline_end(struct ctx *c, int64_t id, enum call_end how, const char *words)
{
    struct call k;
    if (!hotline_call(c, id, &k) || !hotline_may_end(&k, how, words, &c->err)) {
        return false;
    }
    db_exec(c,
        "UPDATE hotline_call SET ended = ?3, how = ?4, settled_at = ?5"
        " WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(id), V((int)how), V(str_or(words, "")), V(c->now));
    return tell(c, "hotline.settled", id,
        WORDS(N_("来电 {0}：{1}"), INT(k.no), MSG(choice_of(hotline_ends, (int64_t)how)->label)),
        "");
}

/* What is typed by hand as evidence is a call of this area, of that day or before it, and not
 * another request's already. */
static bool is_evidence(struct ctx *c, int64_t no, int64_t matter_id)
{
    struct civil said = civil_of(c->act.happened_at ? c->act.happened_at : c->now);
    int64_t after = ms_of_civil(said.year, said.month, said.day, 0, 0) + MS_PER_DAY;
    int64_t at = 0, became = 0;
    struct rows r =
        db_query(c, "SELECT at, matter_id FROM hotline_call WHERE area_id = ?1 AND no = ?2",
            V(c->area_id), V(no));
    if (rows_next(&r)) {
        at = row_int(&r, 0);
        became = row_int(&r, 1);
    }
    if (!rows_end(&r)) {
        return false;
    }
    if (!at || at >= after) {
        return refuse(&c->err, "act_evidence",
            WORDS(N_("到那天为止没有「来电 {0}」。请核对来电登记里的号，或者另写凭据。"), INT(no)));
    }
    return !became || became == matter_id ||
           refuse(&c->err, "act_evidence",
               WORDS(N_("「来电 {0}」已经登记成另一件诉求。请核对来电登记里的号，或者另写凭据。"),
                   INT(no)));
}

void hotline_became(struct ctx *c, const struct fact *f)
{
    int64_t no = hotline_no(c->act.evidence);
    if (no && c->act.channel == CHANNEL_PHONE && is_evidence(c, no, f->subject_id)) {
        db_exec(c,
            "UPDATE hotline_call SET ended = ?3, matter_id = ?4, settled_at = ?5,"
            " person_id = COALESCE(person_id, ?6)"
            " WHERE area_id = ?1 AND no = ?2 AND settled_at IS NULL",
            V(c->area_id), V(no), V((int)CALL_REQUEST), V(f->subject_id), V(c->now),
            V0(c->act.person_id));
    }
}

/* Shifts --------------------------------------------------------------------------------------- */
#define SHIFTS \
    "SELECT s.id, s.person_id, s.began_at, COALESCE(s.ended_at, 0), p.name, s.note," \
    " (SELECT count(*) FROM hotline_call k WHERE k.area_id = s.area_id AND k.shift_id = s.id)," \
    " (SELECT count(*) FROM hotline_call k WHERE k.area_id = s.area_id AND k.at < COALESCE(" \
    "s.ended_at, ?2) AND (k.settled_at IS NULL OR k.settled_at >= COALESCE(s.ended_at, ?2)))" \
    " FROM hotline_shift s JOIN person p ON p.area_id = s.area_id AND p.id = s.person_id"

static struct shift read_shift(const struct rows *r)
{
    return (struct shift){.id = row_int(r, 0),
        .person_id = row_int(r, 1),
        .began_at = row_int(r, 2),
        .ended_at = row_int(r, 3),
        .person = row_text(r, 4),
        .note = row_text(r, 5),
        .calls = row_int(r, 6),
        .left_open = row_int(r, 7)};
}

bool hotline_shift(struct ctx *c, struct shift *out)
{
    struct rows r = db_query(c,
        SHIFTS " WHERE s.area_id = ?1 AND s.ended_at IS NULL ORDER BY s.began_at DESC LIMIT 1",
        V(c->area_id), V(c->now));
    if (rows_next(&r)) {
        *out = read_shift(&r);
    }
    return rows_end(&r);
}

bool hotline_shifts(struct ctx *c, int limit, struct shifts *out)
{
    struct rows r = db_query(c,
        SHIFTS " WHERE s.area_id = ?1 AND s.ended_at IS NOT NULL"
               " ORDER BY s.began_at DESC, s.id DESC LIMIT ?3",
        V(c->area_id), V(c->now), V(limit));
    while (rows_next(&r)) {
        list_push(c->arena, out, read_shift(&r));
    }
    return rows_end(&r);
}

bool hotline_take(struct ctx *c, const char *note)
{
    struct shift before = {0};
    struct calls open = {0};
    if (!hotline_shift(c, &before) || !hotline_open_calls(c, &open)) {
        return false;
    }
    if (before.id && before.person_id == c->who.person_id) {
        return refuse(&c->err, NULL, SAY(N_("现在就是您在值班。")));
    }
    db_exec(c,
        "UPDATE hotline_shift SET ended_at = ?2, note = ?3 WHERE area_id = ?1 AND ended_at IS NULL",
        V(c->area_id), V(c->now), V(str_or(note, "")));
    int64_t id = new_id(c);
    db_exec(c,
        "INSERT INTO hotline_shift (area_id, id, person_id, began_at) VALUES (?1, ?2, ?3, ?4)",
        V(c->area_id), V(id), V(c->who.person_id), V(c->now));
    return tell(c, "hotline.shift", id,
        WORDS(N_("热线交接班，没处理完的来电 {0} 个"), INT((int64_t)open.n)), note);
}

/* The list ------------------------------------------------------------------------------------- */
#define FROM \
    " FROM hotline_call k JOIN person b ON b.area_id = k.area_id AND b.id = k.by_id" \
    " LEFT JOIN matter m ON m.area_id = k.area_id AND m.id = k.matter_id" \
    " WHERE k.area_id = ?1 AND ?2 = ?2 AND k.ended BETWEEN ?3 AND ?4"
static const struct column columns[] = {
    {.name = "no", .label = N_("来电"), .type = COL_INT},
    {.name = "at", .label = N_("时间"), .type = COL_TIME},
    {.name = "words", .label = N_("说了什么"), .type = COL_TEXT, .title = true},
    {.name = "end", .label = N_("结果"), .type = COL_CHOICE, .choices = hotline_ends},
    {.name = "how", .label = N_("怎么答的"), .type = COL_TEXT, .brief = true},
    {.name = "ticket", .label = N_("诉求编号"), .type = COL_TEXT},
    {.name = "by", .label = N_("接线"), .type = COL_TEXT, .brief = true},
    {0},
};
static const struct list_filter filters[] = {
    {.name = "all", .label = N_("全部"), .lo = CALL_OPEN, .hi = CALL_NOTHING},
    {.name = "open", .label = N_("还没处理完"), .lo = CALL_OPEN, .hi = CALL_OPEN},
    {.name = "requests", .label = N_("登记成诉求"), .lo = CALL_REQUEST, .hi = CALL_REQUEST},
    {0},
};
const struct list hotline_list = {
    .name = "hotline/calls",
    .title = N_("来电登记"),
    .columns = columns,
    .filters = filters,
    .orders = {{.name = "newest",
        .label = N_("最近的在前"),
        .sql = "SELECT k.at, k.id, k.no, k.at, k.words, k.ended, k.how,"
               " CASE WHEN m.ticket IS NULL THEN '' WHEN m.ticket < 10 THEN '000'"
               " WHEN m.ticket < 100 THEN '00' WHEN m.ticket < 1000 THEN '0' ELSE '' END ||"
               " COALESCE(CAST(m.ticket AS TEXT), ''), b.name" FROM
               " AND (k.at, k.id) < (?6, ?7) ORDER BY 1 DESC, 2 DESC LIMIT ?8",
        .descending = true}},
    .count_sql = "SELECT count(*)" FROM,
    .row_path = "hotline/calls/{id}",
    .empty = N_("还没有来电。"),
    .counted = N_("共 {0} 个来电"),
};

/* What this room holds about a person -----------------------------------------------------------
 */
const struct personal hotline_personal[] = {
    {"calls", N_("打过的电话"),
        "SELECT k.id, k.at, k.name, k.phone, k.words, k.ended, k.how, k.unit, k.spot"
        " FROM hotline_call k"
        " WHERE k.area_id = ?1 AND k.person_id = ?2 ORDER BY k.id",
        .columns = {{N_("时间"), PERSONAL_TIME}, {N_("姓名"), PERSONAL_TEXT},
            {N_("电话"), PERSONAL_SEALED, .table = "hotline_call", .column = "phone"},
            {N_("说了什么"), PERSONAL_TEXT}, {N_("结果"), PERSONAL_CHOICE, .choices = hotline_ends},
            {N_("怎么答的"), PERSONAL_TEXT}, {N_("房号"), PERSONAL_TEXT},
            {N_("在哪里"), PERSONAL_TEXT}}},
    {"answered", N_("接过的电话"),
        "SELECT k.id, k.no, k.at FROM hotline_call k WHERE k.area_id = ?1 AND k.by_id = ?2"
        " ORDER BY k.id",
        .columns = {{N_("来电"), PERSONAL_INT}, {N_("时间"), PERSONAL_TIME}}},
    {"shifts", N_("热线值班"),
        "SELECT s.id, s.began_at, s.ended_at, s.note FROM hotline_shift s"
        " WHERE s.area_id = ?1 AND s.person_id = ?2 ORDER BY s.id",
        .columns = {{N_("从"), PERSONAL_TIME}, {N_("到"), PERSONAL_TIME},
            {N_("交班的话"), PERSONAL_TEXT}}},
    {0},
};

void hotline_forget(struct ctx *c, int64_t person_id)
{
    db_exec(c,
        "UPDATE hotline_call SET name = '', phone = NULL, words = '', how = '',"
        " building_id = NULL, unit = '', spot = ''"
        " WHERE area_id = ?1 AND person_id = ?2",
        V(c->area_id), V(person_id));
    db_exec(c, "UPDATE hotline_shift SET note = '' WHERE area_id = ?1 AND person_id = ?2",
        V(c->area_id), V(person_id));
}

/* Registers --------------------------------------------------------------------------------------
 */
/* What was answered at once or sent on became no request: it is in the register by itself. */
#define CALLS_ENDED \
    "SELECT k.at AS at, k.id AS id, CAST(k.no AS TEXT) AS ref, '' AS place," \
    " COALESCE(o.name, p.name, k.name) AS person, k.words AS what, k.ended AS kind," \
    " b.name AS handler, k.ended AS state, 1 AS ended, k.how AS note, 0 AS due, 0 AS late," \
    " 0 AS happy, 0 AS link FROM hotline_call k" \
    " JOIN person b ON b.area_id = k.area_id AND b.id = k.by_id" \
    " LEFT JOIN person p ON p.area_id = k.area_id AND p.id = k.person_id" \
    " LEFT JOIN person o ON o.area_id = p.area_id AND o.id = p.merged_into" \
    " WHERE k.area_id = ?1 AND ?2 = 0 AND k.at >= ?3 AND k.at < ?4 AND ?5 >= 3" \
    " AND k.ended IN (3, 4)"
_Static_assert(CALL_TOLD == 3 && CALL_SENT_ON == 4, "CALLS_ENDED says so");
/* What a shift wrote down for the next one: what was found, what to look after. */
#define SHIFT_NOTES \
    "SELECT s.ended_at AS at, s.id AS id, '' AS ref, '' AS place, '' AS person, s.note AS what," \
    " 1 AS kind, b.name AS handler, 0 AS state, 1 AS ended, '' AS note, 0 AS due, 0 AS late," \
    " 0 AS happy, 0 AS link FROM hotline_shift s" \
    " JOIN person b ON b.area_id = s.area_id AND b.id = s.person_id" \
    " WHERE s.area_id = ?1 AND ?2 = 0 AND s.note <> '' AND s.ended_at >= ?3 AND s.ended_at < ?4" \
    " AND ?5 >= 3"

static int64_t audience(struct ctx *c, int64_t place_id)
{
    bool may = c->app->may(c, DUTY_TRIAGE, place_id ? place_id : c->area_id);
    return may ? AUDIENCE_STAFF : AUDIENCE_PUBLIC;
}

const struct register_part hotline_registers[] = {
    {.of = "requests",
        .name = "calls",
        .label = N_("热线当场办了的"),
        REGISTER_SQL(CALLS_ENDED),
        .kinds = hotline_ends,
        .states = hotline_ends,
        .audience = audience},
    {.of = "safety",
        .name = "shifts",
        .label = N_("值班交接写的"),
        REGISTER_SQL(SHIFT_NOTES),
        .audience = audience},
    {0},
};
