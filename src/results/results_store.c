/* results_store.c - a decision is sealed, counted, counted again, put right, annulled. */
#include <string.h>

#include "src/results/results_room.h"

#include "lib/db/job.h"
#include "src/matters/matters_store.h"
#include "src/proxies/proxies.h"
#include "src/slips/slips.h"

/* A count begins --------------------------------------------------------------------------------
 */
int64_t results_count_of(struct ctx *c, int64_t ballot_id)
{
    return db_int(c, "SELECT count(*) FROM result WHERE area_id = ?1 AND ballot_id = ?2",
        V(c->area_id), V(ballot_id));
}

static int64_t begin(struct ctx *c, const struct ballot *b, enum result_kind kind, const char *why)
{
    int64_t no = 1 + results_count_of(c, b->id);
    db_exec(c,
        "INSERT INTO result (area_id, ballot_id, no, kind, made_at, made_by, why)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        V(c->area_id), V(b->id), V(no), V((int)kind), V(c->now), V0(c->act.person_id), V(why));
    return c->err.kind ? 0 : no;
}

/* Many heads are counted by the runner: nobody waits for it in a worker. */
static bool count_soon(struct ctx *c, const struct ballot *b)
{
    int64_t heads = db_int(c, "SELECT count(*) FROM voter WHERE area_id = ?1 AND ballot_id = ?2",
        V(c->area_id), V(b->id));
    return heads > RESULTS_AT_ONCE && b->force != FORCE_RECORDED
               ? job_put(c, "results.count", b->id, c->now)
               : results_count(c, b->id);
}

static bool close_votes(struct ctx *c, const struct ballot *b, const char *verb, int64_t until,
    int evidence, int64_t seen_version)
{
    struct moving mv = {.matter_id = b->id,
        .seen_version = seen_version,
        .text = "",
        .evidence = evidence,
        .due_at = until};
    if (!matters_move(c, verb, &mv)) {
        return false;
    }
    db_exec(c, "UPDATE ballot SET sealed_at = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(b->id), V(c->now));
    return job_put(c, "results.clock", b->id, until);
}

bool results_seal(struct ctx *c, const struct ballot *b, int64_t seen_version)
{
    if (b->force == FORCE_RECORDED) {
        return refuse(&c->err, NULL, SAY(N_("这次在官方系统里表决，请登记官方结果，不在这里计票")));
    }
    return slips_ready(c, b, &c->err) && proxies_ready(c, b, &c->err) &&
           close_votes(c, b, "seal", results_until(b, c->now), 0, seen_version) &&
           begin(c, b, RESULT_FIRST, "") && count_soon(c, b);
}

bool results_record(struct ctx *c, const struct ballot *b, const struct official *o, int evidence,
    int64_t seen_version)
{
    struct result r = {.t = o->t};
    if (b->force != FORCE_RECORDED) {
        return refuse(&c->err, NULL, SAY(N_("这次在这里表决，票数从票里算，不能手填")));
    }
    if (!results_check_typed(b, &o->t, &c->err) ||
        !close_votes(c, b, "record", results_until(b, c->now), evidence, seen_version)) {
        return false;
    }
    r.no = begin(c, b, RESULT_FIRST, "");
    db_exec(c,
        "UPDATE result SET official = ?4, official_on = ?5 WHERE area_id = ?1 AND ballot_id = ?2"
        " AND no = ?3",
        V(c->area_id), V(b->id), V(r.no), V(o->number), V(o->on));
    results_put_sums(c, b, &r);
    return !c->err.kind && count_soon(c, b);
}

static bool again(struct ctx *c, const struct ballot *b, const char *why, int64_t seen_version)
{
    struct moving mv = {.matter_id = b->id, .seen_version = seen_version, .text = why};
    if (b->force == FORCE_RECORDED) {
        return refuse(
            &c->err, NULL, SAY(N_("票在官方系统里，这里没有票可以重数，请在官方系统里更正")));
    }
    return matters_move(c, "recount", &mv);
}

bool results_recount(struct ctx *c, const struct ballot *b, const char *why, int64_t seen_version)
{
    return again(c, b, why, seen_version) && begin(c, b, RESULT_RECOUNT, why) && count_soon(c, b);
}

/* Its head and its area as it weighs today, corrections included; false: not on this roll. */
static bool read_unit(struct ctx *c, const struct ballot *b, struct result_fix *fix)
{
    struct rows r = db_query(c,
        "SELECT u.voter_no, u.stall, COALESCE((SELECT f.now_dm2 FROM result_fix f WHERE"
        " f.area_id = ?1 AND f.ballot_id = ?2 AND f.unit_id = ?3 ORDER BY f.no DESC LIMIT 1),"
        " u.area_dm2) FROM voter_unit u WHERE u.area_id = ?1 AND u.ballot_id = ?2"
        " AND u.unit_id = ?3",
        V(c->area_id), V(b->id), V(fix->unit_id));
    bool found = rows_next(&r);
    if (found) {
        fix->voter_no = row_int(&r, 0);
        fix->stall = row_int(&r, 1) != 0;
        fix->was_dm2 = row_int(&r, 2);
    }
    return rows_end(&r) && (found || refuse(&c->err, "unit", SAY(N_("名册上没有这套房屋或车位"))));
}

bool results_correct(struct ctx *c, const struct ballot *b, const struct result_fix *fix,
    const char *why, int64_t seen_version)
{
    struct result_fix x = *fix;
    if (!read_unit(c, b, &x)) {
        return false;
    }
    if (x.now_dm2 <= 0 || x.now_dm2 == x.was_dm2) {
        return refuse(
            &c->err, "area", WORDS(N_("现在就是按 {0} ㎡算的，请写更正后的面积"), AREA(x.was_dm2)));
    }
    int64_t no = again(c, b, why, seen_version) ? begin(c, b, RESULT_CORRECTED, why) : 0;
    if (!no) {
        return false;
    }
    db_exec(c,
        "INSERT INTO result_fix (area_id, ballot_id, no, unit_id, voter_no, stall, was_dm2, now_dm2)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        V(c->area_id), V(b->id), V(no), V(x.unit_id), V(x.voter_no), V((int)x.stall), V(x.was_dm2),
        V(x.now_dm2));
    return count_soon(c, b);
}

/* Counting --------------------------------------------------------------------------------------
 */
static void read_ways(struct ctx *c, const struct ballot *b, struct turnout *t)
{
    struct rows r = db_query(c,
        "SELECT v.way, count(*) FROM voter o JOIN vote v ON v.area_id = o.area_id"
        " AND v.id = o.vote_id WHERE o.area_id = ?1 AND o.ballot_id = ?2 GROUP BY v.way",
        V(c->area_id), V(b->id));
    while (rows_next(&r)) {
        int64_t way = row_int(&r, 0);
        *(way == WAY_WEB ? &t->web : way == WAY_PAPER ? &t->paper : &t->proxies) = row_int(&r, 1);
    }
    (void)rows_end(&r);
}

/* Passed, or who was chosen. */
static struct words came_of(
    struct ctx *c, const struct ballot *b, const struct ballot_item *i, const struct result *r)
{
    const char *chosen = results_chosen(c->arena, i, r);
    if (*chosen) {
        return WORDS(N_("{0} 年第 {1} 号表决第 {2} 项选出：{3}"), INT(b->year), INT(b->no),
            INT(i->no), TEXT(chosen));
    }
    return results_passed(i, r) ? WORDS(N_("{0} 年第 {1} 号表决第 {2} 项通过：{3}"), INT(b->year),
                                      INT(b->no), INT(i->no), TEXT(i->title))
           : i->seats ? WORDS(N_("{0} 年第 {1} 号表决第 {2} 项没有选出来：{3}"), INT(b->year),
                            INT(b->no), INT(i->no), TEXT(i->title))
                      : WORDS(N_("{0} 年第 {1} 号表决第 {2} 项没有通过：{3}"), INT(b->year),
                            INT(b->no), INT(i->no), TEXT(i->title));
}

/* For later rooms: what was decided, once when it is first counted and when it turns out otherwise.
 */
static bool tell(
    struct ctx *c, const struct ballot *b, const struct result *was, const struct result *now)
{
    for (size_t i = 0; i < b->items.n; i++) {
        const struct ballot_item *item = &b->items.v[i];
        bool passed = results_passed(item, now);
        bool same =
            was && results_passed(item, was) == passed &&
            str_same(results_chosen(c->arena, item, was), results_chosen(c->arena, item, now));
        if (item->decides != DECIDES_POLL && !same &&
            !matters_tell(c, b->id, passed ? "passed" : "failed", came_of(c, b, item, now), "")) {
            return false;
        }
    }
    return true;
}

static void put_said(struct ctx *c, const struct ballot *b, const struct result *r)
{
    for (size_t i = 0; i < b->items.n; i++) {
        const struct ballot_item *item = &b->items.v[i];
        db_exec(c,
            "INSERT INTO result_said (area_id, ballot_id, no, item_no, passed, said)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            V(c->area_id), V(b->id), V(r->no), V(item->no), V((int)results_passed(item, r)),
            V(words_to_json(c->arena, results_line(c->arena, b, r, item))));
    }
}

static bool keep(struct ctx *c, const struct ballot *b, struct result *r, const char *file)
{
    db_exec(c,
        "UPDATE result SET counted_at = ?4, file = ?5, hash = ?6 WHERE area_id = ?1"
        " AND ballot_id = ?2 AND no = ?3",
        V(c->area_id), V(b->id), V(r->no), V(c->now), V(file), V(r->hash));
    return !c->err.kind;
}

static bool count_one(
    struct ctx *c, const struct ballot *b, const struct result *was, struct result *r)
{
    struct count k = {0};
    bool typed = b->force == FORCE_RECORDED;
    if (!was && !job_put(c, "results.tell", b->id, c->now)) {
        return false;
    }
    if (!typed) {
        if (!results_read_count(c, b, r->no, &k)) {
            return false;
        }
        results_add_up(c->arena, b, &k, &r->t, &r->unsold);
        if (!b->named) {
            read_ways(c, b, &r->t);
        }
        results_put_sums(c, b, r);
    }
    results_tally(c->arena, b, &r->t, &r->rows);
    results_put_rows(c, b, r);
    put_said(c, b, r);
    const char *file = results_file(c->arena, b, r, typed ? NULL : &k, &r->hash);
    return keep(c, b, r, file) && tell(c, b, was, r) && results_post(c, b, r);
}

bool results_count(struct ctx *c, int64_t ballot_id)
{
    struct ballot b;
    struct results all = {0};
    if (!ballots_by_id(c, ballot_id, &b) || !results_of(c, &b, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        if (!all.v[i].counted_at && !count_one(c, &b, i ? &all.v[i - 1] : NULL, &all.v[i])) {
            return false;
        }
    }
    return !c->err.kind;
}

/* After -----------------------------------------------------------------------------------------
 */
bool results_annul(
    struct ctx *c, const struct ballot *b, const struct annulled *by, int64_t seen_version)
{
    struct moving mv = {.matter_id = b->id, .seen_version = seen_version, .text = by->why};
    if (b->m.state == BALLOT_DONE && b->m.outcome != BALLOT_DECIDED) {
        return refuse(&c->err, NULL, SAY(N_("没有可以撤销的结果")));
    }
    if (b->force == FORCE_ADVISORY) {
        return refuse(
            &c->err, NULL, SAY(N_("意向征询没有约束力，没有可以撤销的结果，请改用重新计票或更正")));
    }
    if (strcmp(by->on, day_text(c->arena, c->now)) > 0) {
        return refuse(&c->err, "on", SAY(N_("决定的日子不能在今天以后，请照决定书上的日子填")));
    }
    if (strcmp(by->on, day_text(c->arena, b->sealed_at)) < 0) {
        return refuse(&c->err, "on",
            WORDS(N_("结果是 {0} 公布的，撤销它的决定不会更早，请照决定书上的日子填"),
                DAY(b->sealed_at)));
    }
    if (!matters_move(c, "annul", &mv)) {
        return false;
    }
    db_exec(c,
        "INSERT INTO result_annulled (area_id, ballot_id, by_kind, by_name, number, decided_on, why,"
        " made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        V(c->area_id), V(b->id), V((int)by->by), V(by->name), V(by->number), V(by->on), V(by->why),
        V(c->now));
    return !c->err.kind && results_unpost(c, b, by->why) &&
           job_put(c, "results.tell", b->id, c->now);
}

/* The job of the result may come after the annulment: then one word is enough. */
static bool told_annulled(struct ctx *c, int64_t ballot_id)
{
    return db_int(c,
               "SELECT count(*) FROM fact WHERE area_id = ?1 AND subject_id = ?2"
               " AND kind = 'ballots.result_annulled'",
               V(c->area_id), V(ballot_id)) > 0;
}

bool results_announce(struct ctx *c, int64_t ballot_id)
{
    struct ballot b;
    if (!ballots_by_id(c, ballot_id, &b) || told_annulled(c, ballot_id)) {
        return !c->err.kind;
    }
    return b.m.outcome == BALLOT_ANNULLED
               ? matters_tell(
                     c, b.id, "result_annulled", SAY(N_("告诉了名册上的人：结果被撤销了")), "")
               : matters_tell(c, b.id, "result", SAY(N_("告诉了名册上的人：有了结果")), "");
}

/* It is not final while an objection has no answer: the next day it is asked again. */
void results_clock(struct ctx *c, int64_t ballot_id)
{
    struct ballot b;
    struct moving mv = {.matter_id = ballot_id, .text = ""};
    if (!ballots_by_id(c, ballot_id, &b) || b.m.state != BALLOT_SHOWN) {
        return;
    }
    if (c->now < b.m.due_at || ballots_objected(c, b.id)) {
        (void)job_put(
            c, "results.clock", b.id, c->now < b.m.due_at ? b.m.due_at : c->now + MS_PER_DAY);
        return;
    }
    if (act_system(c)) {
        (void)matters_move(c, "final", &mv);
    }
}

/* Reading ---------------------------------------------------------------------------------------
 */
bool results_of(struct ctx *c, const struct ballot *b, struct results *out)
{
    struct rows q = db_query(c,
        "SELECT no, kind, made_at, made_by, why, official, official_on, counted_at, hash, notice_id"
        " FROM result WHERE area_id = ?1 AND ballot_id = ?2 ORDER BY no",
        V(c->area_id), V(b->id));
    while (rows_next(&q)) {
        list_push(c->arena, out,
            ((struct result){.no = row_int(&q, 0),
                .kind = (enum result_kind)row_int(&q, 1),
                .made_at = row_int(&q, 2),
                .made_by = row_int(&q, 3),
                .why = row_text(&q, 4),
                .official = row_text(&q, 5),
                .official_on = row_text(&q, 6),
                .counted_at = row_int(&q, 7),
                .hash = row_text(&q, 8),
                .notice_id = row_int(&q, 9)}));
    }
    bool ok = rows_end(&q);
    for (size_t i = 0; ok && i < out->n; i++) {
        struct result *r = &out->v[i];
        ok = results_read_sums(c, b, r) && results_read_rows(c, b, r) &&
             results_read_fixes(c, b, r->no, &r->fixes);
    }
    return ok;
}

bool results_annulled(struct ctx *c, int64_t ballot_id, struct annulled *out)
{
    *out = (struct annulled){.name = ""};
    struct rows q = db_query(c,
        "SELECT by_kind, by_name, number, decided_on, why, made_at FROM result_annulled"
        " WHERE area_id = ?1 AND ballot_id = ?2",
        V(c->area_id), V(ballot_id));
    if (rows_next(&q)) {
        *out = (struct annulled){.by = (enum annulled_by)row_int(&q, 0),
            .name = row_text(&q, 1),
            .number = row_text(&q, 2),
            .on = row_text(&q, 3),
            .why = row_text(&q, 4),
            .made_at = row_int(&q, 5)};
    }
    return rows_end(&q);
}

int64_t results_matter(struct ctx *c, int64_t ticket)
{
    return db_int(
        c, "SELECT id FROM matter WHERE area_id = ?1 AND ticket = ?2", V(c->area_id), V(ticket));
}

const char *results_text(struct ctx *c, int64_t ballot_id, int64_t no)
{
    return db_text(c,
        "SELECT file FROM result WHERE area_id = ?1 AND ballot_id = ?2 AND no = ?3"
        " AND counted_at > 0",
        V(c->area_id), V(ballot_id), V(no));
}

bool results_find(
    struct ctx *c, const struct ballot *b, const char *code, const char **row, bool *counts)
{
    int64_t voter =
        db_int(c, "SELECT voter_no FROM vote WHERE area_id = ?1 AND code = ?3 AND ballot_id = ?2",
            V(c->area_id), V(b->id), V(code));
    *row = voter ? results_code_row(c->arena, code) : "";
    *counts = voter && db_int(c,
                           "SELECT count(*) FROM voter o JOIN vote v ON v.area_id = o.area_id"
                           " AND v.id = o.vote_id WHERE o.area_id = ?1 AND o.ballot_id = ?2"
                           " AND o.no = ?4 AND v.code = ?3",
                           V(c->area_id), V(b->id), V(code), V(voter));
    return !c->err.kind;
}
