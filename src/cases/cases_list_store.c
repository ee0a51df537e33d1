/* cases_list_store.c - cases as a list of those one is on, figures without names, what is kept
 * about a person and how it is forgotten. */
#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/db/register.h"
#include "src/bodies/duties.h"
#include "src/cases/cases.h"
#include "src/matters/matters_store.h"
#include "src/people/people.h"

/* The list ------------------------------------------------------------------------------------- */
static const struct column columns[] = {
    {"ticket", N_("编号"), COL_TEXT, .brief = true},
    {"title", N_("事情"), COL_TEXT, .title = true},
    {"kind", N_("哪一类"), COL_CHOICE, .choices = cases_kinds},
    {"place", N_("地点"), COL_TEXT},
    {"state", N_("状态"), COL_CHOICE, .choices = cases_ends},
    {"due", N_("期限"), COL_TIME},
    {"opened", N_("开始"), COL_TIME, .brief = true},
    {0},
};
static const struct list_filter filters[] = {
    {"open", N_("在办"), CASE_NEW, CASE_DRAFTED},
    {"new", N_("待安排"), CASE_NEW, CASE_NEW},
    {"promised", N_("等承诺的日子"), CASE_PROMISED, CASE_PROMISED},
    {"follow", N_("等回访"), CASE_FOLLOW, CASE_FOLLOW},
    {"overdue", N_("已超时"), CASE_NEW, CASE_FOLLOW, .overdue = true},
    {"closed", N_("已了结"), CASE_CLOSED, CASE_CLOSED},
    {"all", N_("全部"), CASE_NEW, CASE_CLOSED},
    {0},
};
#define HERS(reader) \
    " IN (SELECT s.id FROM person s WHERE s.area_id = ?1 AND (s.id = " reader \
    " OR s.merged_into = " reader "))"
/* Who is off it finds it no more, whatever day is asked for. The one rule of who finds which. */
#define FOUND_BY(reader) \
    " AND (?5 >= 4 OR m.id IN (SELECT o.case_id FROM case_on o WHERE o.area_id = ?1" \
    " AND o.person_id" HERS( \
        reader) " AND o.valid_to IS NULL)" \
                " OR m.id IN (SELECT q.case_id FROM case_party q WHERE q.area_id = ?1 AND q.person_id" HERS( \
                    reader) "))"
/* clang-format off */
#define FROM_WHERE(state) \
    " FROM matter m JOIN case_file k ON k.area_id = m.area_id AND k.id = m.id" \
    " JOIN place p ON p.area_id = m.area_id AND p.id = m.place_id" \
    " WHERE m.area_id = ?1 AND m.kind = 'case' AND (?2 = 0 OR m.place_id = ?2)" \
    " AND " state " BETWEEN ?3 AND ?4 AND (?9 = 0 OR (m.due_at > 0 AND m.due_at < ?9))" \
    " AND (?10 = '' OR replace(m.find, ?10, '') <> m.find)" FOUND_BY("?13")
#define TICKET \
    "CASE WHEN m.ticket < 10 THEN '000' WHEN m.ticket < 100 THEN '00'" \
    " WHEN m.ticket < 1000 THEN '0' ELSE '' END || CAST(m.ticket AS TEXT)"
#define COLUMNS \
    " m.id, " TICKET ", m.title, k.kind, p.name," \
    " CASE WHEN m.outcome > 0 THEN 100 + m.outcome ELSE m.state END, m.due_at, m.opened_at"
#define DUE \
    "CASE WHEN m.closed_at IS NOT NULL THEN 253402300799000" \
    " WHEN m.due_at = 0 THEN 253402300798999 ELSE m.due_at END"

const struct list cases_list = {
    .name = "cases",
    .title = N_("调解、劝导、帮扶"),
    .columns = columns,
    .filters = filters,
    .orders =
        {
            {"due", N_("按期限"),
                "SELECT " DUE "," COLUMNS FROM_WHERE("+m.state") " AND (" DUE
                ", m.id) > (?6, ?7) ORDER BY 1, 2 LIMIT ?8"},
            {"opened", N_("按开始"),
                "SELECT m.opened_at," COLUMNS FROM_WHERE("+m.state")
                " AND (m.opened_at, m.id) < (?6, ?7) ORDER BY 1 DESC, 2 DESC LIMIT ?8",
                .descending = true},
        },
    .count_sql = "SELECT count(*)" FROM_WHERE("m.state"),
    .row_path = "cases/{id}",
    .empty = N_("没有您在办的调解、劝导、帮扶。"),
};
/* clang-format on */

/* Registers: the same cases for the same readers; of the others only how many, as in the figures.
 */
/* clang-format off */
#define PARTY(n) \
    "(SELECT q.name FROM case_party q WHERE q.area_id = m.area_id AND q.case_id = m.id" \
    " ORDER BY q.side, q.id LIMIT 1 OFFSET " n ")"
#define PARTIES "COALESCE(" PARTY("0") ", '') || COALESCE('、' || " PARTY("1") ", '')"
#define LEADER \
    "COALESCE((SELECT w.name FROM case_on o JOIN person w ON w.area_id = o.area_id" \
    " AND w.id = o.person_id WHERE o.area_id = m.area_id AND o.case_id = m.id AND o.role = 1" \
    " ORDER BY CASE WHEN o.valid_to IS NULL THEN 0 ELSE 1 END, o.id DESC LIMIT 1), '')"
#define OF_CASE \
    " JOIN matter m ON m.area_id = k.area_id AND m.id = k.id" \
    " JOIN place p ON p.area_id = m.area_id AND p.id = m.place_id"
#define CLOCK \
    "CASE WHEN m.closed_at IS NULL THEN m.due_at ELSE 0 END AS due," \
    " CASE WHEN m.closed_at IS NULL AND m.due_at > 0 AND m.due_at < ?12 THEN 1 ELSE 0 END AS late," \
    " 0 AS happy, m.id AS link"
/* What was written of it is for who sees it whole. */
#define WHOLE_ONLY(text) "CASE WHEN ?5 >= 4 THEN " text " ELSE '' END"
#define CASES(more) \
    "SELECT m.opened_at AS at, m.id AS id, " TICKET " AS ref, " PLACES_WHOLE("p") " AS place, " \
    PARTIES " AS person, m.title AS what, k.kind AS kind, " LEADER " AS handler," \
    " CASE WHEN m.outcome > 0 THEN 100 + m.outcome ELSE m.state END AS state," \
    " CASE WHEN m.closed_at IS NULL THEN 0 ELSE 1 END AS ended, " WHOLE_ONLY("k.note") " AS note, " \
    CLOCK " FROM case_file k" OF_CASE " WHERE k.area_id = ?1 AND m.kind = 'case' AND " \
    PLACES_IN("p", "?2", "m.opened_at") FOUND_BY("?11") more
#define BEGUN " AND m.opened_at >= ?3 AND m.opened_at < ?4"
#define STOOD " AND k.kind = 3 AND m.opened_at < ?4 AND (m.closed_at IS NULL OR m.closed_at >= ?3)"
#define VISITS \
    "SELECT l.on_at AS at, l.id AS id, " TICKET " AS ref, " PLACES_WHOLE("p") " AS place," \
    " COALESCE(y.name, " PARTY("0") ", '') AS person, m.title AS what, l.what AS kind," \
    " COALESCE(w.name, '') || COALESCE('、' || h.name, '') AS handler, l.met AS state, 1 AS ended, " \
    WHOLE_ONLY("l.said") " AS note, 0 AS due, 0 AS late, 0 AS happy, m.id AS link FROM case_log l" \
    " JOIN case_file k ON k.area_id = l.area_id AND k.id = l.case_id" OF_CASE \
    " LEFT JOIN person w ON w.area_id = l.area_id AND w.id = l.went_id" \
    " LEFT JOIN person h ON h.area_id = l.area_id AND h.id = l.with_id" \
    " LEFT JOIN case_party y ON y.area_id = l.area_id AND y.id = l.party_id" \
    " WHERE l.area_id = ?1 AND l.what IN (1, 4) AND l.on_at >= ?3 AND l.on_at < ?4 AND " \
    PLACES_IN("p", "?2", "l.on_at") FOUND_BY("?11")
/* A volunteer put on a case of help, from the day that was. */
#define VOLUNTEERS \
    "SELECT " REGISTER_MS("v.valid_from") " AS at, v.id AS id, " TICKET " AS ref, " \
    PLACES_WHOLE("p") " AS place, " PARTIES " AS person, m.title AS what, k.kind AS kind," \
    " n.name AS handler, 0 AS state, CASE WHEN v.valid_to IS NULL AND m.closed_at IS NULL" \
    " THEN 0 ELSE 1 END AS ended, '' AS note, 0 AS due, 0 AS late, 0 AS happy, m.id AS link" \
    " FROM case_on v JOIN case_file k ON k.area_id = v.area_id AND k.id = v.case_id" OF_CASE \
    " JOIN person n ON n.area_id = v.area_id AND n.id = v.person_id" \
    " WHERE v.area_id = ?1 AND v.tier = 2 AND v.valid_from >= ?13 AND v.valid_from < ?14 AND " \
    PLACES_IN("p", "?2", "m.opened_at") FOUND_BY("?11")
/* clang-format on */
_Static_assert(LOG_HOME == 1 && LOG_AGAIN == 4 && TIER_VOLUNTEER == 2 && CASE_HELP == 3, "above");

static int64_t audience(struct ctx *c, int64_t place_id)
{
    bool all = c->app->may(c, DUTY_CASES, place_id ? place_id : c->area_id);
    return all ? AUDIENCE_CASE : AUDIENCE_PUBLIC;
}

#define PART(register, nam, lab, rows, k, s) \
    { \
        .of = register, .name = nam, .label = lab, REGISTER_SQL(rows), .kinds = k, .states = s, \
        .row_path = "cases/{id}", .audience = audience, .has_clock = true, .counts_hidden = true \
    }
const struct register_part cases_registers[] = {
    PART("disputes", "cases", N_("调解、劝导、帮扶"), CASES(BEGUN), cases_kinds, cases_ends),
    PART("care", "help", N_("帮扶"), CASES(STOOD), NULL, cases_ends),
    PART("visits", "cases", N_("调解、劝导、帮扶的上门"), VISITS, cases_whats, cases_mets),
    PART("volunteers", "help", N_("帮扶里的志愿者"), VOLUNTEERS, NULL, NULL),
    {0},
};

/* Figures: of the whole area only. One of a single stair would point at a door. ------------------
 */
#define WHOLE " AND (?2 = 0 OR ?2 = ?1)"
#define OF_FACT(kind) \
    "FROM fact f WHERE f.area_id = ?1 AND f.kind = '" kind "'" WHOLE " AND f.at >= ?3 AND f.at < ?4"
#define OF_PROMISE(more) \
    "FROM case_promise q WHERE q.area_id = ?1 AND q.due_at >= ?3 AND q.due_at < ?4" WHOLE more
#define ENDED(name, label, more) \
    FIGURE(name, label, N_("件"), "count(*)", "m.id", "m.closed_at", \
        "FROM matter m JOIN case_file k ON k.area_id = m.area_id AND k.id = m.id" \
        " WHERE m.area_id = ?1 AND m.kind = 'case'" WHOLE \
        " AND m.closed_at >= ?3 AND m.closed_at < ?4 AND m.outcome = " more, \
        NULL)
const struct figure cases_figures[] = {
    FIGURE("cases.opened", N_("开了几件"), N_("件"), "count(*)", "f.subject_id", "f.at",
        OF_FACT("cases.open"), NULL),
    ENDED("cases.agreed", N_("达成协议"), "1 AND k.result = 1"),
    ENDED("cases.settled", N_("办成了"), "1"),
    ENDED("cases.referred", N_("转出去了"), "2"),
    ENDED("cases.failed", N_("没有办成"), "4"),
    FIGURE("cases.promises_due", N_("到期的承诺"), N_("次"), "count(*)", "q.case_id", "q.due_at",
        OF_PROMISE(""), NULL),
    {.name = "cases.promises_kept",
        .label = N_("兑现的承诺"),
        .unit = N_("次"),
        .value_sql = "SELECT count(*) " OF_PROMISE(" AND q.state = 2"),
        .records_sql = "SELECT q.case_id, q.due_at " OF_PROMISE(
            " AND q.state = 2") " ORDER BY 2 DESC, 1 DESC LIMIT 500",
        .over = "cases.promises_due"},
    FIGURE("cases.visits", N_("上门、会谈、电话"), N_("次"), "count(*)", "l.case_id", "l.on_at",
        "FROM case_log l WHERE l.area_id = ?1 AND l.on_at >= ?3 AND l.on_at < ?4" WHOLE, NULL),
    {0},
};

/* About one person: what is hers, never what another said. ---------------------------------------
 */
const struct personal cases_personal[] = {
    {"case_party", N_("当事的调解、劝导、帮扶"),
        "SELECT p.id, m.ticket, m.title, p.name, p.word, p.word_at, p.paper, k.agreement"
        " FROM case_party p LEFT JOIN matter m ON m.area_id = p.area_id AND m.id = p.case_id"
        " LEFT JOIN case_file k ON k.area_id = p.area_id AND k.id = p.case_id"
        " WHERE p.area_id = ?1 AND p.person_id = ?2 ORDER BY p.id",
        .columns = {{N_("编号"), PERSONAL_INT}, {N_("标题"), PERSONAL_TEXT},
            {N_("姓名"), PERSONAL_TEXT}, {N_("表态"), PERSONAL_CHOICE, cases_words},
            {N_("什么时候"), PERSONAL_TIME}, {N_("签字的纸"), PERSONAL_TEXT},
            {N_("协议"), PERSONAL_TEXT}}},
    {"case_said", N_("调解、劝导、帮扶里说的话"),
        "SELECT l.id, m.ticket, l.on_at, l.said FROM case_party p"
        " JOIN case_log l ON l.area_id = p.area_id AND l.party_id = p.id"
        " JOIN matter m ON m.area_id = p.area_id AND m.id = p.case_id"
        " WHERE p.area_id = ?1 AND p.person_id = ?2 ORDER BY l.id",
        .columns = {{N_("编号"), PERSONAL_INT}, {N_("哪一天"), PERSONAL_TIME},
            {N_("说了什么"), PERSONAL_TEXT}}},
    {"case_promised", N_("答应过的事"),
        "SELECT q.id, m.ticket, q.what, q.due_at, q.state, q.why FROM case_party p"
        " JOIN case_promise q ON q.area_id = p.area_id AND q.party_id = p.id"
        " JOIN matter m ON m.area_id = p.area_id AND m.id = p.case_id"
        " WHERE p.area_id = ?1 AND p.person_id = ?2 ORDER BY q.id",
        .columns = {{N_("编号"), PERSONAL_INT}, {N_("答应了什么"), PERSONAL_TEXT},
            {N_("哪一天"), PERSONAL_TIME}, {N_("后来"), PERSONAL_CHOICE, cases_promises},
            {N_("缘由"), PERSONAL_TEXT}}},
    {"case_steps", N_("帮扶的交接单"),
        "SELECT t.id, m.ticket, t.note, t.consent, t.made_at FROM case_party p"
        " JOIN case_file k ON k.area_id = p.area_id AND k.id = p.case_id AND k.kind = 3"
        " JOIN case_step t ON t.area_id = p.area_id AND t.case_id = p.case_id"
        " JOIN matter m ON m.area_id = p.area_id AND m.id = p.case_id"
        " WHERE p.area_id = ?1 AND p.person_id = ?2 ORDER BY t.id",
        .columns = {{N_("编号"), PERSONAL_INT}, {N_("交接单"), PERSONAL_TEXT},
            {N_("本人怎么同意的"), PERSONAL_TEXT}, {N_("什么时候"), PERSONAL_TIME}}},
    {"case_on", N_("参与办的调解、劝导、帮扶"),
        "SELECT o.id, m.ticket, o.role, o.valid_from, o.valid_to FROM case_on o"
        " LEFT JOIN matter m ON m.area_id = o.area_id AND m.id = o.case_id"
        " WHERE o.area_id = ?1 AND o.person_id = ?2 ORDER BY o.id",
        .columns = {{N_("编号"), PERSONAL_INT}, {N_("做什么"), PERSONAL_CHOICE, cases_roles},
            {N_("从"), PERSONAL_TEXT}, {N_("到"), PERSONAL_TEXT}}},
    {0},
};

/* Her name in what others wrote about these cases becomes ***; her own words go. */
static void blank_name(struct ctx *c, int64_t case_id, const char *name)
{
    if (str_empty(name) || str_same(name, "***")) {
        return;
    }
    db_exec(c,
        "UPDATE case_file SET about = replace(about, ?3, '***'), note = replace(note, ?3, '***'),"
        " freed = replace(freed, ?3, '***'), agreement = replace(agreement, ?3, '***')"
        " WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(case_id), V(name));
    db_exec(c,
        "UPDATE case_log SET said = replace(said, ?3, '***'), alone = replace(alone, ?3, '***')"
        " WHERE area_id = ?1 AND case_id = ?2",
        V(c->area_id), V(case_id), V(name));
    db_exec(c,
        "UPDATE case_promise SET what = replace(what, ?3, '***'), why = replace(why, ?3, '***')"
        " WHERE area_id = ?1 AND case_id = ?2",
        V(c->area_id), V(case_id), V(name));
    db_exec(c,
        "UPDATE case_step SET note = replace(note, ?3, '***'),"
        " consent = replace(consent, ?3, '***') WHERE area_id = ?1 AND case_id = ?2",
        V(c->area_id), V(case_id), V(name));
    db_exec(c, "UPDATE matter SET title = replace(title, ?3, '***') WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(case_id), V(name));
}

struct named {
    int64_t case_id;
    const char *name;
};
struct names {
    struct named *v;
    size_t n, cap;
};

#define PARTY_OF_HER " (SELECT p.id FROM case_party p WHERE p.area_id = ?1 AND p.person_id = ?2)"
static void forget_words(struct ctx *c, int64_t person_id)
{
    db_exec(c,
        "UPDATE case_log SET said = '', alone = '' WHERE area_id = ?1 AND party_id IN" PARTY_OF_HER,
        V(c->area_id), V(person_id));
    db_exec(c,
        "UPDATE case_promise SET what = '', why = '' WHERE area_id = ?1 AND party_id IN" PARTY_OF_HER,
        V(c->area_id), V(person_id));
    db_exec(c,
        "UPDATE case_step SET note = '', consent = '' WHERE area_id = ?1 AND case_id IN"
        " (SELECT p.case_id FROM case_party p JOIN case_file k ON k.area_id = p.area_id"
        " AND k.id = p.case_id AND k.kind = 3 WHERE p.area_id = ?1 AND p.person_id = ?2)",
        V(c->area_id), V(person_id));
    db_exec(c,
        "UPDATE case_file SET about = '', note = '' WHERE area_id = ?1 AND kind = 3 AND id IN"
        " (SELECT p.case_id FROM case_party p WHERE p.area_id = ?1 AND p.person_id = ?2)",
        V(c->area_id), V(person_id));
    db_exec(c,
        "UPDATE case_party SET name = '***', paper = '' WHERE area_id = ?1 AND person_id = ?2",
        V(c->area_id), V(person_id));
}

void cases_forget(struct ctx *c, int64_t person_id)
{
    struct names all = {0};
    struct person who = {.name = ""};
    struct rows r = db_query(c,
        "SELECT case_id, name FROM case_party WHERE area_id = ?1 AND person_id = ?2"
        " UNION SELECT case_id, '' FROM case_on WHERE area_id = ?1 AND person_id = ?2"
        " ORDER BY 1, 2",
        V(c->area_id), V(person_id));
    while (rows_next(&r)) {
        list_push(c->arena, &all, ((struct named){row_int(&r, 0), row_text(&r, 1)}));
    }
    if (!rows_end(&r) || !people_find(c, person_id, &who)) {
        return;
    }
    for (size_t i = 0; i < all.n; i++) {
        blank_name(c, all.v[i].case_id, all.v[i].name);
        blank_name(c, all.v[i].case_id, who.name);
    }
    forget_words(c, person_id);
}
