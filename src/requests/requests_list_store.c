/* requests_list_store.c - requests as a list, and what is counted of them. */
#include "src/matters/matters_store.h"
#include "src/places/places.h"
#include "src/requests/requests.h"

#define ENDED(o) (100 + (o))
const struct choice requests_ends[] = {
    {REQUEST_NEW, "new", N_("待受理"), .tag = "new", .icon = "plus"},
    {REQUEST_ACCEPTED, "accepted", N_("已受理"), .tag = "doing", .icon = "check"},
    {REQUEST_DOING, "doing", N_("办理中"), .tag = "doing", .icon = "clock"},
    {REQUEST_WAITING, "waiting", N_("等待"), .tag = "wait", .icon = "clock"},
    {REQUEST_ANSWERED, "answered", N_("待确认"), .tag = "wait", .icon = "talk"},
    {ENDED(OUTCOME_CONFIRMED), "confirmed", N_("本人确认解决"), .tag = "done", .icon = "check"},
    {ENDED(OUTCOME_UNCONFIRMED), "unconfirmed", N_("未获确认"), .tag = "no", .icon = "minus"},
    {ENDED(OUTCOME_REFUSED), "refused", N_("不予办理"), .tag = "no", .icon = "minus"},
    {ENDED(OUTCOME_WITHDRAWN), "withdrawn", N_("本人撤回"), .tag = "no", .icon = "back"},
    {ENDED(OUTCOME_MERGED), "merged", N_("并入另一件"), .tag = "no", .icon = "go"},
    {0},
};

static const struct column columns[] = {
    {"ticket", N_("编号"), COL_TEXT, .brief = true},
    {"title", N_("事情"), COL_TEXT, .title = true},
    {"place", N_("地点"), COL_TEXT},
    {"kind", N_("类别"), COL_CHOICE, .choices = requests_kinds, .brief = true},
    {"state", N_("状态"), COL_CHOICE, .choices = requests_ends},
    {"owner", N_("在谁手里"), COL_TEXT},
    {"due", N_("期限"), COL_TIME},
    {"opened", N_("提出"), COL_TIME, .brief = true},
    {"neighbours", N_("人数"), COL_INT, .brief = true},
    {"received", N_("补录，收到于"), COL_TIME, .brief = true},
    {0},
};

static const struct list_filter filters[] = {
    {"open", N_("在办"), REQUEST_NEW, REQUEST_ANSWERED},
    {"new", N_("待受理"), REQUEST_NEW, REQUEST_NEW},
    {"doing", N_("办理中"), REQUEST_ACCEPTED, REQUEST_WAITING},
    {"answered", N_("待确认"), REQUEST_ANSWERED, REQUEST_ANSWERED},
    {"overdue", N_("已超时"), REQUEST_NEW, REQUEST_DOING, .overdue = true},
    {"closed", N_("已办结"), REQUEST_CLOSED, REQUEST_CLOSED},
    {"all", N_("全部"), REQUEST_NEW, REQUEST_CLOSED},
    {0},
};

/* replace() is how both engines tell that a text holds another. */
#define FROM_WHERE FROM_WHERE_("m.state")
/* clang-format off */
#define FROM_WHERE_(state) \
    " FROM matter m JOIN request r ON r.area_id = m.area_id AND r.id = m.id" \
    " JOIN place p ON p.area_id = m.area_id AND p.id = m.place_id" \
    " LEFT JOIN body b ON b.area_id = m.area_id AND b.id = m.owner_id" \
    " WHERE m.area_id = ?1 AND m.kind = 'request' AND (?2 = 0 OR m.place_id = ?2" \
    " OR p.parent_id = ?2 OR " PLACES_HELD("m.area_id", "m.place_id", "?2", "?11") ")" \
    " AND " state " BETWEEN ?3 AND ?4 AND (m.audience <= ?5 OR m.asker_id = ?13)" \
    " AND (?9 = 0 OR (m.due_at > 0 AND m.due_at < ?9))" \
    " AND (?10 = '' OR replace(m.find, ?10, '') <> m.find)"
/* clang-format on */

/* Until it is given to somebody it is with the committee, which takes it in. */
#define HOLDER \
    "coalesce(b.name, CASE WHEN m.closed_at IS NULL THEN (SELECT min(k.name) FROM body k" \
    " WHERE k.area_id = m.area_id AND k.kind = 1 AND k.valid_to IS NULL) END)"
#define COLUMNS \
    " m.id, CASE WHEN m.ticket < 10 THEN '000' WHEN m.ticket < 100 THEN '00'" \
    " WHEN m.ticket < 1000 THEN '0' ELSE '' END || CAST(m.ticket AS TEXT), m.title, p.name," \
    " r.kind, CASE WHEN m.outcome > 0 THEN 100 + m.outcome ELSE m.state END, " HOLDER \
    ", m.due_at, m.opened_at," MATTERS_FOLLOWERS \
    ", CASE WHEN m.received_at > 0 AND m.opened_at - m.received_at >= 3600000 THEN m.received_at" \
    " END"

/* Closed ones come last, before them those without a clock. The index matter_due stands on this
 * very expression; a filter that ends before the closed ones ends there in the index as well. The
 * plus keeps SQLite from the index by state, with which it would sort every open one for each page.
 */
#define DUE \
    "CASE WHEN m.closed_at IS NOT NULL THEN 253402300799000" \
    " WHEN m.due_at = 0 THEN 253402300798999 ELSE m.due_at END"
#define DUE_LAST "CASE WHEN ?4 < 60 THEN 253402300798999 ELSE 253402300799000 END"

/* Open ones and closed ones are two runs of the index matter_run, each in the list's order; both
 * engines merge them. One run of all would read ten years of closed ones to find the last open one.
 */
#define STILL_OPEN " AND (CASE WHEN m.closed_at IS NULL THEN 0 ELSE 1 END) = 0 AND ?3 < 60"
#define CLOSED " AND (CASE WHEN m.closed_at IS NULL THEN 0 ELSE 1 END) = 1 AND ?4 >= 60"

const struct list requests_list = {
    .name = "requests",
    .title = N_("诉求"),
    .columns = columns,
    .filters = filters,
    .orders =
        {
            {"due", N_("按期限"),
                /* clang-format off */
                "SELECT " DUE "," COLUMNS FROM_WHERE_("+m.state") " AND (" DUE
                ", m.id) > (?6, ?7)"
                " AND " DUE " <= " DUE_LAST
                " ORDER BY 1, 2 LIMIT ?8"},
            /* clang-format on */
            {"opened", N_("按提出"),
                "SELECT m.opened_at," COLUMNS FROM_WHERE_("+m.state") STILL_OPEN
                " AND (m.opened_at, m.id) < (?6, ?7) UNION ALL"
                " SELECT m.opened_at," COLUMNS FROM_WHERE_("+m.state") CLOSED
                " AND (m.opened_at, m.id) < (?6, ?7) ORDER BY 1 DESC, 2 DESC LIMIT ?8",
                .descending = true},
            {"ticket", N_("按编号"),
                "SELECT m.ticket," COLUMNS FROM_WHERE " AND (m.ticket, m.id) < (?6, ?7)"
                " ORDER BY 1 DESC, 2 DESC LIMIT ?8",
                .descending = true},
        },
    .count_sql = "SELECT count(*)" FROM_WHERE,
    .row_path = "requests/{id}",
    .empty = N_("还没有诉求。居民扫楼道里的码就可以提，也可以由居委会代为登记。"),
};

/* The committee's words; while it has none of its own those of the house: the page fills them in.
 */
static const struct column word_columns[] = {
    {"word", N_("词"), COL_TEXT, .title = true},
    {"kind", N_("归到"), COL_CHOICE, .choices = requests_kinds},
    {0},
};
static const struct list_filter word_filters[] = {{"all", N_("全部")}, {0}};
const struct list requests_words_list = {
    .name = "words",
    .title = N_("哪些词，归到哪一类"),
    .columns = word_columns,
    .filters = word_filters,
    .orders = {{.name = "kind", .label = N_("归到"), .sql = ""}},
    .empty = N_("还没有登记。"),
    .counted = N_("共 {0} 个"),
};

/* Figures -------------------------------------------------------------------------------------- */
#define OF_MATTER \
    "FROM matter m WHERE m.area_id = ?1 AND m.kind = 'request'" \
    " AND (?2 = 0 OR ?2 = ?1 OR m.place_id = ?2" \
    " OR " PLACES_HELD("m.area_id", "m.place_id", "?2", "m.opened_at") ")"
/* clang-format off */
#define OF_FACT(kinds) \
    "FROM fact f WHERE f.area_id = ?1 AND f.kind IN (" kinds ")" \
    " AND (?2 = 0 OR ?2 = ?1 OR f.place_id = ?2" \
    " OR " PLACES_HELD("f.area_id", "f.place_id", "?2", "f.at") ")" \
    " AND f.at >= ?3 AND f.at < ?4" NOT_UNDONE("f")
/* clang-format on */
#define PATH "requests/{id}"
#define FACTS(name, label, from_where) \
    FIGURE(name, label, N_("件次"), "count(*)", "f.subject_id", "f.at", from_where, PATH)
#define CLOSINGS "'requests.confirm', 'requests.lapse'"
/* At the instant ?4: reopening later leaves it closed then. */
#define NOT_CLOSED \
    " AND (m.closed_at IS NULL OR m.closed_at >= ?4)" \
    " AND NOT EXISTS (SELECT 1 FROM fact x WHERE x.area_id = m.area_id AND x.subject_id = m.id" \
    " AND x.kind IN (" CLOSINGS \
    ", 'requests.refuse', 'requests.withdraw', 'requests.merge') AND x.at < ?4" NOT_UNDONE( \
        "x") " AND NOT EXISTS (SELECT 1 FROM fact n WHERE n.area_id = x.area_id" \
             " AND n.subject_id = x.subject_id AND n.kind = 'requests.reopen' AND n.seq > x.seq" \
             " AND n.at < ?4))"
/* Late at the instant ?4: as it stands, while nothing has moved it since; else as was told then, of
 * a clock that nothing had set anew by then. */
#define SETTINGS \
    "'requests.assign', 'requests.return', 'requests.answer', 'requests.reopen'," \
    " 'requests.wait', 'requests.resume', 'requests.awake'"
#define LATE \
    NOT_CLOSED " AND m.opened_at >= ?3 AND m.opened_at < ?4 AND ((m.state < 40" \
               " AND m.due_at > 0 AND m.due_at < ?4 AND NOT EXISTS (SELECT 1 FROM fact s" \
               " WHERE s.area_id = m.area_id AND s.subject_id = m.id" \
               " AND s.kind IN (" SETTINGS ") AND s.at >= ?4))" \
               " OR EXISTS (SELECT 1 FROM fact o WHERE o.area_id = m.area_id" \
               " AND o.subject_id = m.id AND o.kind = 'requests.overdue' AND o.at < ?4" \
               " AND NOT EXISTS (SELECT 1 FROM fact s WHERE s.area_id = m.area_id" \
               " AND s.subject_id = m.id AND s.kind IN (" SETTINGS ") AND s.seq > o.seq" \
               " AND s.at < ?4)))"
/* Reopened, it is given a new clock: what was late before that is not late again. */
#define NEVER_LATE \
    " AND NOT EXISTS (SELECT 1 FROM fact o WHERE o.area_id = f.area_id" \
    " AND o.subject_id = f.subject_id AND o.kind = 'requests.overdue' AND o.seq < f.seq" \
    " AND NOT EXISTS (SELECT 1 FROM fact n WHERE n.area_id = f.area_id" \
    " AND n.subject_id = f.subject_id AND n.kind = 'requests.reopen'" \
    " AND n.seq > o.seq AND n.seq < f.seq))"

/* How much there was of everything. The three rates stand in src/rates; that an answer came before
 * its limit is another question than who took it up in time. */
const struct figure requests_figures[] = {
    FIGURE("requests.opened", N_("收到诉求"), N_("件"), "count(*)", "m.id", "m.opened_at",
        OF_MATTER " AND m.opened_at >= ?3 AND m.opened_at < ?4", PATH),
    FIGURE("requests.open", N_("还在办"), N_("件"), "count(*)", "m.id", "m.opened_at",
        OF_MATTER NOT_CLOSED " AND m.opened_at >= ?3 AND m.opened_at < ?4", PATH),
    FIGURE("requests.late", N_("已超时"), N_("件"), "count(*)", "m.id", "m.due_at", OF_MATTER LATE,
        PATH),
    FIGURE("requests.up", N_("已报街镇"), N_("件"), "count(*)", "m.id", "m.due_at",
        OF_MATTER NOT_CLOSED " AND m.level >= 3 AND m.opened_at >= ?3 AND m.opened_at < ?4", PATH),
    FACTS("requests.answered", N_("答复"), OF_FACT("'requests.answer'")),
    {.name = "requests.answered_in_time",
        .label = N_("按时答复"),
        .unit = N_("件次"),
        .value_sql = "SELECT count(*) " OF_FACT("'requests.answer'") NEVER_LATE,
        .records_sql = "SELECT f.subject_id, f.at " OF_FACT("'requests.answer'") NEVER_LATE
        " ORDER BY 2 DESC, 1 DESC LIMIT 500",
        .over = "requests.answered",
        .path = PATH},
    FACTS("requests.confirmed", N_("本人确认解决"), OF_FACT("'requests.confirm'")),
    FACTS("requests.unconfirmed", N_("未获确认"), OF_FACT("'requests.lapse'")),
    FACTS("requests.refused", N_("不予办理"), OF_FACT("'requests.refuse'")),
    FACTS("requests.withdrawn", N_("本人撤回"), OF_FACT("'requests.withdraw'")),
    FACTS("requests.reopened", N_("重新办理"), OF_FACT("'requests.reopen'")),
    FACTS("requests.joined", N_("邻居一起反映"), OF_FACT("'requests.join'")),
    {0},
};
