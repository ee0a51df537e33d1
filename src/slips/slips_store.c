/* slips_store.c - slips are printed and printed again, and how many there are of each. */
#include "src/places/places.h"
#include "src/slips/slips_room.h"

int64_t slips_place(const struct ballot *b, int64_t building_id)
{
    return building_id ? building_id : b->place_id;
}

bool slips_read(struct rows *r, struct slips *out)
{
    while (rows_next(r)) {
        list_push(r->c->arena, out,
            ((struct ballot_slip){.sheet = (int)row_int(r, 0),
                .line = (int)row_int(r, 1),
                .ballot_id = row_int(r, 2),
                .voter_no = row_int(r, 3),
                .building_id = row_int(r, 4),
                .issued_at = row_int(r, 5),
                .issue = (enum slip_issue)row_int(r, 6),
                .void_at = row_int(r, 7),
                .void_why = row_text(r, 8),
                .door = row_text(r, 9),
                .area_dm2 = row_int(r, 10),
                .back = (enum back_state)row_int(r, 11),
                .return_id = row_int(r, 12),
                .received_at = row_int(r, 13),
                .name = row_text(r, 14)}));
    }
    return rows_end(r);
}

bool slips_by_serial(struct ctx *c, int sheet, int line, struct ballot_slip *out)
{
    struct slips one = {0};
    struct rows r =
        db_query(c, SLIP " AND s.sheet_no = ?2 AND s.line = ?3", V(c->area_id), V(sheet), V(line));
    if (!slips_read(&r, &one)) {
        return false;
    }
    if (!one.n) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("本居民区没有印过这个编号的选票")));
    }
    *out = one.v[0];
    out->signed_at = out->issue != ISSUE_SIGNED
                         ? 0
                         : db_int(c,
                               "SELECT max(typed_at) FROM slip_issue WHERE area_id = ?1"
                               " AND sheet_no = ?2 AND line = ?3 AND undone_at = 0 AND issue = ?4",
                               V(c->area_id), V(sheet), V(line), V(ISSUE_SIGNED));
    return !c->err.kind;
}

/* Whose hand spoke last of each; what was taken back is not said. */
static bool read_hands(struct ctx *c, struct slip_sheet *s)
{
    struct rows r = db_query(c,
        "SELECT line, account_id FROM slip_issue WHERE area_id = ?1 AND sheet_no = ?2"
        " AND undone_at = 0 ORDER BY typed_at, id",
        V(c->area_id), V(s->no));
    while (rows_next(&r)) {
        for (size_t i = 0; i < s->slips.n; i++) {
            if (s->slips.v[i].line == row_int(&r, 0)) {
                s->slips.v[i].issue_by = row_int(&r, 1);
            }
        }
    }
    return rows_end(&r);
}

bool slips_sheet(struct ctx *c, int no, struct slip_sheet *out)
{
    *out = (struct slip_sheet){0};
    struct rows r = db_query(c,
        "SELECT s.ballot_id, s.building_id, p.made_at FROM slip_sheet s JOIN sheet p"
        " ON p.area_id = s.area_id AND p.no = s.sheet_no WHERE s.area_id = ?1 AND s.sheet_no = ?2",
        V(c->area_id), V(no));
    if (rows_next(&r)) {
        *out = (struct slip_sheet){.no = no,
            .ballot_id = row_int(&r, 0),
            .building_id = row_int(&r, 1),
            .made_at = row_int(&r, 2)};
    }
    if (!rows_end(&r)) {
        return false;
    }
    if (!out->no) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("本居民区没有印过这张选票")));
    }
    r = db_query(c, SLIP " AND s.sheet_no = ?2 ORDER BY s.line", V(c->area_id), V(no));
    return slips_read(&r, &out->slips) && read_hands(c, out);
}

bool slips_sheets(struct ctx *c, int64_t ballot_id, struct slip_sheets *out)
{
    struct rows r = db_query(c,
        "SELECT sheet_no, ballot_id, building_id FROM slip_sheet WHERE area_id = ?1"
        " AND ballot_id = ?2 ORDER BY sheet_no",
        V(c->area_id), V(ballot_id));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct slip_sheet){.no = (int)row_int(&r, 0),
                .ballot_id = row_int(&r, 1),
                .building_id = row_int(&r, 2)}));
    }
    return rows_end(&r);
}

/* Printing ------------------------------------------------------------------------------------- */
const char *slips_box(struct ctx *c, int64_t ballot_id)
{
    return str_or(db_text(c, "SELECT box FROM slip_box WHERE area_id = ?1 AND ballot_id = ?2",
                      V(c->area_id), V(ballot_id)),
        "");
}

bool slips_put_box(struct ctx *c, int64_t ballot_id, const char *box)
{
    db_exec(c, "DELETE FROM slip_box WHERE area_id = ?1 AND ballot_id = ?2", V(c->area_id),
        V(ballot_id));
    db_exec(c, "INSERT INTO slip_box (area_id, ballot_id, box) VALUES (?1, ?2, ?3)", V(c->area_id),
        V(ballot_id), V(box));
    return !c->err.kind;
}

/* Who may vote, has not unless all are wished, and has no valid slip. */
static bool without(
    struct ctx *c, int64_t ballot_id, const struct slip_order *what, struct ids *out)
{
    struct rows r = db_query(c,
        "SELECT o.no FROM voter o WHERE o.area_id = ?1 AND o.ballot_id = ?2"
        " AND COALESCE(o.building_id, 0) = ?3 AND o.why_not = 0 AND (?4 = 1 OR o.voted_at = 0)"
        " AND NOT EXISTS (SELECT 1 FROM slip s WHERE s.area_id = o.area_id"
        " AND s.ballot_id = o.ballot_id AND s.voter_no = o.no AND s.void_at = 0) ORDER BY o.no",
        V(c->area_id), V(ballot_id), V(what->building_id), V(what->all ? 1 : 0));
    return rows_ids(&r, out);
}

static bool put_sheet(struct ctx *c, const struct ballot *b, int64_t building_id,
    const int64_t *voter, size_t n, int *no)
{
    struct paper_sheet s = {
        .kind = SLIPS_SHEET_KIND, .place_id = slips_place(b, building_id), .rows = (int)n};
    if (!paper_print(c, &s)) {
        return false;
    }
    *no = s.no;
    db_exec(c,
        "INSERT INTO slip_sheet (area_id, sheet_no, ballot_id, building_id) VALUES (?1, ?2, ?3, ?4)",
        V(c->area_id), V(s.no), V(b->id), V0(building_id));
    for (size_t i = 0; i < n; i++) {
        db_send(c,
            "INSERT INTO slip (area_id, sheet_no, line, ballot_id, voter_no, building_id,"
            " issued_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            V(c->area_id), V(s.no), V((int)i + 1), V(b->id), V(voter[i]), V0(building_id),
            V(c->now));
    }
    return !c->err.kind;
}

static bool tell(
    struct ctx *c, const struct ballot *b, int64_t building_id, const char *kind, struct words w)
{
    return record(c, &(struct fact){.kind = kind,
                         .subject_id = b->id,
                         .place_id = slips_place(b, building_id),
                         .audience = AUDIENCE_STAFF,
                         .words = w});
}

/* That one's only: said why there is none to print. */
static bool only(struct ctx *c, const struct ballot *b, int64_t voter_no, struct ids *out)
{
    struct voter o;
    int sheet = (int)db_int(c,
        "SELECT max(sheet_no) FROM slip WHERE area_id = ?1 AND ballot_id = ?2 AND voter_no = ?3"
        " AND void_at = 0",
        V(c->area_id), V(b->id), V(voter_no));
    if (!electorate_voter(c, b->id, voter_no, &o)) {
        return false;
    }
    if (o.why_not) {
        return refuse(&c->err, "home", SAY(N_("这一户现在没人能投，不印选票")));
    }
    if (sheet) {
        return refuse(&c->err, "home",
            SAY(N_("这一户已经有一张有效的选票。丢了、写坏了，请到“补发一张”，旧的作废")));
    }
    list_push(c->arena, out, voter_no);
    return true;
}

bool slips_issue(struct ctx *c, const struct ballot *b, const struct slip_order *what, int *no)
{
    struct ids all = {0};
    int64_t building_id = what->building_id;
    *no = 0;
    if (!slips_may_print(b, &c->err) ||
        !(what->voter_no ? only(c, b, what->voter_no, &all) : without(c, b->id, what, &all))) {
        return false;
    }
    for (size_t from = 0; from < all.n; from += PAPER_ROWS_MAX) {
        size_t n = all.n - from < PAPER_ROWS_MAX ? all.n - from : PAPER_ROWS_MAX;
        int one = 0;
        if (!put_sheet(c, b, building_id, all.v + from, n, &one)) {
            return false;
        }
        *no = from ? *no : one;
    }
    return !all.n || tell(c, b, building_id, "slips.issued",
                         WORDS(N_("印了 {0} 张选票，编号 {1} 起的表"), INT((int64_t)all.n),
                             TEXT(arena_printf(c->arena, "%06d", *no))));
}

static const char *code_of(struct ctx *c, int sheet, int line)
{
    char code[ROW_CODE_TEXT];
    row_code(sheet, line, code);
    return arena_strdup(c->arena, code);
}

bool slips_reissue(
    struct ctx *c, const struct ballot *b, const struct ballot_slip *s, const char *why, int *no)
{
    if (!slips_may_print(b, &c->err)) {
        return false;
    }
    if (s->void_at) {
        return refuse(&c->err, "serial", WORDS(N_("这个编号已经作废：{0}"), TEXT(s->void_why)));
    }
    if (s->back && s->back != BACK_UNSIGNED) {
        return refuse(&c->err, "serial",
            WORDS(N_("这张票 {0} 已经收回，收回的就算数，不能补发"), TIME(s->received_at)));
    }
    db_exec(c,
        "UPDATE slip SET void_at = ?4, void_why = ?5 WHERE area_id = ?1 AND sheet_no = ?2"
        " AND line = ?3",
        V(c->area_id), V(s->sheet), V(s->line), V(c->now), V(why));
    return put_sheet(c, b, s->building_id, &s->voter_no, 1, no) &&
           tell(c, b, s->building_id, "slips.reissued",
               WORDS(N_("补发一张选票：编号 {0} 作废，新的编号是 {1}"),
                   TEXT(code_of(c, s->sheet, s->line)), TEXT(code_of(c, *no, 1))));
}

/* What was said last is taken back; what holds now. */
static enum slip_issue take_back(struct ctx *c, const struct ballot_slip *s, const char *why)
{
    db_exec(c,
        "UPDATE slip_issue SET undone_at = ?4, undone_by = ?5, undone_why = ?6 WHERE area_id = ?1"
        " AND sheet_no = ?2 AND line = ?3 AND id = (SELECT i.id FROM slip_issue i"
        " WHERE i.area_id = ?1 AND i.sheet_no = ?2 AND i.line = ?3 AND i.undone_at = 0"
        " ORDER BY i.typed_at DESC, i.id DESC LIMIT 1)",
        V(c->area_id), V(s->sheet), V(s->line), V(c->now), V(c->who.account_id), V(why));
    enum slip_issue now = (enum slip_issue)db_int(c,
        "SELECT issue FROM slip_issue WHERE area_id = ?1 AND sheet_no = ?2 AND line = ?3"
        " AND undone_at = 0 ORDER BY typed_at DESC, id DESC LIMIT 1",
        V(c->area_id), V(s->sheet), V(s->line));
    db_exec(c, "UPDATE slip SET issue = ?4 WHERE area_id = ?1 AND sheet_no = ?2 AND line = ?3",
        V(c->area_id), V(s->sheet), V(s->line), V((int)now));
    return now;
}

/* Has that voter signed for any slip, of those that are void too? */
static bool has_one(struct ctx *c, const struct ballot_slip *s)
{
    return db_int(c,
               "SELECT count(*) FROM slip WHERE area_id = ?1 AND ballot_id = ?2 AND voter_no = ?3"
               " AND issue = 1",
               V(c->area_id), V(s->ballot_id), V(s->voter_no)) > 0;
}

bool slips_undo(struct ctx *c, const struct ballot *b, const struct ballot_slip *s, const char *why)
{
    if (!slips_may_undo(b, s, &c->who, &c->err)) {
        return false;
    }
    enum slip_issue now = take_back(c, s, why);
    if (s->issue == ISSUE_SIGNED && now != ISSUE_SIGNED && !has_one(c, s)) {
        votes_undeliver(c, b, s->voter_no);
    }
    return !c->err.kind &&
           record(c, &(struct fact){.kind = "slips.undone",
                         .subject_id = b->id,
                         .place_id = slips_place(b, s->building_id),
                         .audience = AUDIENCE_STAFF,
                         .words = WORDS(N_("撤回了一张选票的“{0}”登记，编号 {1}，现在是“{2}”"),
                             MSG(choice_of(slips_issues, (int64_t)s->issue)->label),
                             TEXT(code_of(c, s->sheet, s->line)),
                             MSG(choice_of(slips_issues, (int64_t)now)->label)),
                         .text = why});
}

bool slips_of_stair(struct ctx *c, int64_t ballot_id, int64_t building_id, struct slips *out)
{
    struct rows r = db_query(c,
        "SELECT s.sheet_no, s.line, o.ballot_id, o.no, o.building_id, s.issued_at, s.issue, 0, '',"
        " o.door, o.area_dm2, COALESCE(k.state, 0), COALESCE(k.return_id, 0),"
        " COALESCE(t.received_at, 0), CASE WHEN o.who_kind = 1 THEN p.name WHEN o.who_kind = 2"
        " THEN w.name ELSE '' END FROM voter o LEFT JOIN slip s ON s.area_id = o.area_id"
        " AND s.ballot_id = o.ballot_id AND s.voter_no = o.no AND s.void_at = 0" SLIP_JOINS
        " WHERE o.area_id = ?1 AND o.ballot_id = ?2 AND (o.building_id = ?3"
        " OR EXISTS (SELECT 1 FROM voter_unit u WHERE u.area_id = o.area_id"
        " AND u.ballot_id = o.ballot_id AND u.voter_no = o.no AND u.building_id = ?3))"
        " ORDER BY o.no",
        V(c->area_id), V(ballot_id), V(building_id));
    return slips_read(&r, out);
}

int64_t slips_voter_meant(
    struct ctx *c, const struct ballot *b, const char *field, const char *typed)
{
    int sheet, line;
    const char *rest, *said = str_tidy(c->arena, typed, true, false);
    struct err why = {0};
    struct ballot_slip s;
    struct voters all = {0};
    int64_t no = 0, n = 0;
    if (slips_serial(c->arena, typed, &sheet, &line, &rest, &why)) {
        if (slips_by_serial(c, sheet, line, &s) && s.ballot_id == b->id) {
            return s.voter_no;
        }
        (void)err_take(&c->err);
        return refuse(&c->err, field, SAY(N_("这次表决没有印过这个编号")));
    }
    if (!electorate_voters(c, b->id, 0, &all)) {
        return 0;
    }
    for (size_t i = 0; i < all.n; i++) {
        if (str_same(all.v[i].door, said) || str_same(all.v[i].name, said)) {
            no = all.v[i].no;
            n++;
        }
    }
    return n == 1 ? no
                  : refuse(&c->err, field,
                        n ? SAY(N_("名册上不止一户叫这个，请写门牌，如 3号楼 301"))
                          : SAY(N_("名册上没有这个门牌或姓名，请照名册上的写")));
}

/* Numbers -------------------------------------------------------------------------------------- */
static struct slip_sum *stair_of(struct ctx *c, struct slip_sums *all, int64_t building_id)
{
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].building_id == building_id) {
            return &all->v[i];
        }
    }
    list_push(c->arena, all, ((struct slip_sum){.building_id = building_id, .name = ""}));
    return &all->v[all->n - 1];
}

static bool read_heads(struct ctx *c, int64_t ballot_id, struct slip_sums *out)
{
    struct rows r = db_query(c,
        "SELECT o.building_id, COALESCE(max(" PLACES_WHOLE(
            "q") "), ''), count(*),"
                 " sum(CASE WHEN o.why_not > 0 THEN 1 ELSE 0 END) FROM voter o"
                 " LEFT JOIN building g ON g.area_id = o.area_id AND g.id = o.building_id"
                 " LEFT JOIN place q ON q.area_id = g.area_id AND q.id = g.id"
                 " WHERE o.area_id = ?1 AND o.ballot_id = ?2 GROUP BY o.building_id"
                 " ORDER BY COALESCE(max(g.compound_id), 0), COALESCE(max(g.number), 0),"
                 " COALESCE(max(g.id), 0)",
        V(c->area_id), V(ballot_id));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct slip_sum){.building_id = row_int(&r, 0),
                .name = row_text(&r, 1),
                .voters = row_int(&r, 2),
                .silent = row_int(&r, 3)}));
    }
    return rows_end(&r);
}

static bool read_slips(struct ctx *c, int64_t ballot_id, struct slip_numbers *out)
{
    struct rows r = db_query(c,
        "SELECT s.building_id, CASE WHEN s.void_at > 0 THEN 1 ELSE 0 END, s.issue,"
        " COALESCE(k.state, 0), count(*) FROM slip s LEFT JOIN slip_back k"
        " ON k.area_id = s.area_id AND k.sheet_no = s.sheet_no AND k.line = s.line"
        " WHERE s.area_id = ?1 AND s.ballot_id = ?2 GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
        V(c->area_id), V(ballot_id));
    while (rows_next(&r)) {
        struct slip_sum *s = stair_of(c, &out->stairs, row_int(&r, 0));
        int64_t issue = row_int(&r, 2), back = row_int(&r, 3), n = row_int(&r, 4);
        bool live = !row_int(&r, 1);
        bool handed = issue == ISSUE_SIGNED;
        s->printed += n;
        s->handed += handed ? n : 0;
        s->waste += !live && !handed ? n : 0;
        s->lost += !live && handed && !back ? n : 0;
        s->waiting += live && issue == ISSUE_NOT_SAID ? n : 0;
        s->refused += live && issue == ISSUE_REFUSED ? n : 0;
        s->away += live && issue == ISSUE_AWAY ? n : 0;
        s->returned += back ? n : 0;
        s->unreturned += live && handed && !back ? n : 0;
        s->typed += back >= BACK_COUNTED ? n : 0;
        out->once += back == BACK_ONCE ? n : 0;
        out->differs += back == BACK_DIFFERS ? n : 0;
        out->blank += back == BACK_BLANK ? n : 0;
        out->no_sign += back == BACK_UNSIGNED ? n : 0;
        out->doubles += back == BACK_SECOND ? n : 0; /* of a secret vote: the web's counts */
        out->doubles_web += back == BACK_SECOND ? n : 0;
    }
    return rows_end(&r);
}

static int64_t count_strays(struct ctx *c, int64_t ballot_id)
{
    return db_int(c,
        "SELECT count(*) FROM slip_back k JOIN slip_return t ON t.area_id = k.area_id"
        " AND t.id = k.return_id JOIN slip_issue i ON i.area_id = k.area_id"
        " AND i.sheet_no = k.sheet_no AND i.line = k.line AND i.act_id = t.act_id"
        " WHERE k.area_id = ?1 AND k.ballot_id = ?2",
        V(c->area_id), V(ballot_id));
}

/* Voters who used more than one way; how many, and which counts. Not what they chose. */
static bool read_doubles(struct ctx *c, int64_t ballot_id, struct slip_numbers *out)
{
    struct rows r = db_query(c,
        "SELECT w.way, count(*) FROM voter o JOIN vote w ON w.area_id = o.area_id"
        " AND w.id = o.vote_id WHERE o.area_id = ?1 AND o.ballot_id = ?2"
        " AND EXISTS (SELECT 1 FROM vote x WHERE x.area_id = o.area_id"
        " AND x.ballot_id = o.ballot_id AND x.voter_no = o.no AND x.void_at = 0 AND x.way = 1)"
        " AND EXISTS (SELECT 1 FROM vote x WHERE x.area_id = o.area_id"
        " AND x.ballot_id = o.ballot_id AND x.voter_no = o.no AND x.void_at = 0 AND x.way = 2)"
        " GROUP BY w.way ORDER BY w.way",
        V(c->area_id), V(ballot_id));
    while (rows_next(&r)) {
        out->doubles += row_int(&r, 1);
        *(row_int(&r, 0) == WAY_WEB ? &out->doubles_web : &out->doubles_paper) += row_int(&r, 1);
    }
    return rows_end(&r);
}

static void add_up(struct slip_numbers *n)
{
    for (size_t i = 0; i < n->stairs.n; i++) {
        const struct slip_sum *s = &n->stairs.v[i];
        n->all.voters += s->voters;
        n->all.silent += s->silent;
        n->all.printed += s->printed;
        n->all.handed += s->handed;
        n->all.waiting += s->waiting;
        n->all.lost += s->lost;
        n->all.waste += s->waste;
        n->all.refused += s->refused;
        n->all.away += s->away;
        n->all.returned += s->returned;
        n->all.typed += s->typed;
        n->all.unreturned += s->unreturned;
    }
}

bool slips_numbers(struct ctx *c, int64_t ballot_id, struct slip_numbers *out)
{
    *out = (struct slip_numbers){.all = {.name = ""}};
    if (!read_heads(c, ballot_id, &out->stairs) || !read_slips(c, ballot_id, out) ||
        !read_doubles(c, ballot_id, out)) {
        return false;
    }
    add_up(out);
    out->strays = count_strays(c, ballot_id);
    return !c->err.kind;
}

bool slips_ready(struct ctx *c, const struct ballot *b, struct err *why)
{
    struct slip_numbers n;
    const char *where = "";
    if (!slips_numbers(c, b->id, &n)) {
        return false;
    }
    for (size_t i = 0; i < n.stairs.n; i++) {
        const struct slip_sum *s = &n.stairs.v[i];
        if (s->returned > s->typed) {
            where = arena_printf(c->arena, "%s%s%s %lld", where, *where ? "、" : "", s->name,
                (long long)(s->returned - s->typed));
        }
    }
    if (n.all.returned > n.all.typed) {
        return refuse(why, NULL,
            WORDS(N_("收回的选票还有 {0} 张没有录完（其中 {1} 张两次录入不一样）：{2}"),
                INT(n.all.returned - n.all.typed), INT(n.differs), TEXT(where)));
    }
    const struct slip_sum *s = &n.all;
    return (s->handed == s->returned + s->unreturned + s->lost &&
               s->printed == s->handed + s->refused + s->away + s->waiting + s->waste) ||
           refuse(why, NULL, SAY(N_("选票的数目对不上：发出不等于收回加没收回加作废")));
}
