/* oracle.h - for tests/life_test.c: clocks and rates told slowly from the facts and the file of
 * working days alone. Nothing here asks the code that it judges. */
#ifndef EAVES_LIFE_ORACLE_H
#define EAVES_LIFE_ORACLE_H

#include "src/rates/rates.h"
#include "tests/life/world.h"

enum { SPECIAL_MAX = 600 };
static struct {
    char day[DAY_TEXT];
    bool works;
} special[SPECIAL_MAX];
static int n_special;

static bool oracle_read(const char *path)
{
    char line[400], word[8];
    FILE *f = fopen(path, "re");
    for (n_special = 0; f && fgets(line, sizeof(line), f) && n_special < SPECIAL_MAX;) {
        if (line[0] != '#' && sscanf(line, "%10s %7s", special[n_special].day, word) == 2) {
            special[n_special++].works = strcmp(word, "work") == 0;
        }
    }
    return f && fclose(f) == 0 && n_special > 100;
}

static bool oracle_works(int64_t at)
{
    struct civil d = civil_of(at);
    char day[DAY_TEXT + 16];
    snprintf(day, sizeof(day), "%04d-%02d-%02d", d.year, d.month, d.day);
    for (int i = 0; i < n_special; i++) {
        if (strcmp(special[i].day, day) == 0) {
            return special[i].works;
        }
    }
    int64_t days = (at + 8 * HOUR) / MS_PER_DAY; /* 1970-01-01 was a Thursday */
    return (days + 3) % 7 < 5;
}

static int64_t midnight_of(int64_t at)
{
    return (at + 8 * HOUR) / MS_PER_DAY * MS_PER_DAY - 8 * HOUR;
}

static int64_t oracle_due(int64_t from, int64_t unit, int64_t n)
{
    int64_t day = midnight_of(from);
    if (unit == 1) {
        return from + n * HOUR;
    }
    while (n > 0) {
        day += MS_PER_DAY;
        n -= oracle_works(day);
    }
    return day + 18 * HOUR;
}

/* What is left of a clock when it is stopped. */
static int64_t oracle_left(int64_t at, int64_t unit, int64_t due)
{
    int64_t n = 0;
    if (unit == 1) {
        return due > at ? due - at : 0;
    }
    for (int64_t day = midnight_of(at) + MS_PER_DAY; day <= midnight_of(due); day += MS_PER_DAY) {
        n += oracle_works(day);
    }
    return n;
}

/* It goes on: stopped on its last day, that day is still to come. */
static int64_t oracle_again(int64_t at, int64_t left)
{
    int64_t closes = midnight_of(at) + 18 * HOUR;
    return left                              ? oracle_due(at, 2, left)
           : oracle_works(at) && closes > at ? closes
                                             : oracle_due(at, 2, 1);
}

/* The facts of requests, in their order -----------------------------------------------------------
 */
struct said {
    int64_t subject, at;
    const char *kind; /* without "requests." */
    bool undone;
};
struct saids {
    struct said *v;
    size_t n, cap;
};
struct asked { /* a request as the store has it now */
    int64_t id, kind, state, due, opened, received;
};
struct askeds {
    struct asked *v;
    size_t n, cap;
};

static void load_said(struct ctx *c, struct saids *out)
{
    must(db_begin_read(c));
    struct rows r = db_query(c,
        "SELECT f.subject_id, f.at, f.kind, u.seq FROM fact f LEFT JOIN undone u ON"
        " u.area_id = f.area_id AND u.seq = f.seq WHERE f.area_id = ?1"
        " AND f.kind >= 'requests.' AND f.kind < 'requests/' ORDER BY f.subject_id, f.seq",
        V(c->area_id));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct said){row_int(&r, 0), row_int(&r, 1),
                arena_strdup(c->arena, row_text(&r, 2) + strlen("requests.")), !row_null(&r, 3)}));
    }
    must(rows_end(&r));
    db_rollback(c);
}

static void load_asked(struct ctx *c, struct askeds *out)
{
    must(db_begin_read(c));
    struct rows r = db_query(c,
        "SELECT m.id, r.kind, m.state, m.due_at, m.opened_at, m.received_at FROM matter m"
        " JOIN request r ON r.area_id = m.area_id AND r.id = m.id WHERE m.area_id = ?1 ORDER BY m.id",
        V(c->area_id));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct asked){row_int(&r, 0), row_int(&r, 1), row_int(&r, 2), row_int(&r, 3),
                row_int(&r, 4), row_int(&r, 5)}));
    }
    must(rows_end(&r));
    db_rollback(c);
}

static int64_t limit_of(const struct asked *q)
{
    const struct request_kind_info *k = requests_kind_info(q->kind);
    return oracle_due(q->received ? q->received : q->opened, k->triage.unit, k->triage.n);
}

/* When it should be due, by what was said of it; 0: while it waits nobody can tell from facts. */
static int64_t due_of(const struct asked *q, const struct said *v, size_t n)
{
    const struct request_kind_info *k = requests_kind_info(q->kind);
    int64_t due = limit_of(q), left = 0;
    bool owned = false;
    for (size_t i = 0; i < n; i++) {
        const char *did = v[i].undone ? "" : v[i].kind;
        if (str_same(did, "assign") || (str_same(did, "reopen") && owned)) {
            due = oracle_due(v[i].at, k->answer.unit, k->answer.n);
            owned = true;
        } else if (str_same(did, "return") || str_same(did, "reopen")) {
            due = oracle_due(v[i].at, k->triage.unit, k->triage.n);
            owned = false;
        } else if (str_same(did, "wait")) {
            left = oracle_left(v[i].at, k->answer.unit, due);
        } else if (str_same(did, "resume") || str_same(did, "awake")) {
            due = k->answer.unit == 1 ? v[i].at + left : oracle_again(v[i].at, left);
        } else if (str_same(did, "answer")) {
            due = v[i].at + 7 * MS_PER_DAY;
        }
    }
    return q->state == REQUEST_WAITING ? 0 : due;
}

/* Rates -----------------------------------------------------------------------------------------
 */
static bool is_of(const struct said *s, const char *a, const char *b, const char *d)
{
    return !s->undone && (str_same(s->kind, a) || str_same(s->kind, b) || str_same(s->kind, d));
}

/* Withdrawn or joined to another before `to`, and not reopened since. */
static bool stands(const struct said *v, size_t n, int64_t to)
{
    bool gone = false;
    for (size_t i = 0; i < n; i++) {
        gone = v[i].at < to && is_of(&v[i], "withdraw", "merge", "") ? true : gone;
        gone = v[i].at < to && str_same(v[i].kind, "reopen") ? false : gone;
    }
    return !gone;
}

static void count_one(const struct asked *q, const struct said *v, size_t n, int64_t from,
    int64_t to, struct rates *out)
{
    int64_t limit = limit_of(q), settled = limit;
    for (size_t i = 0; i < n; i++) {
        bool in = v[i].at >= from && v[i].at < to;
        if (is_of(&v[i], "accept", "assign", "refuse") && v[i].at < settled) {
            settled = v[i].at;
        }
        out->of[RATE_SOLVED] += in && is_of(&v[i], "confirm", "lapse", "refuse");
        out->n[RATE_SOLVED] += in && is_of(&v[i], "confirm", "", "");
        out->of[RATE_HAPPY] += in && is_of(&v[i], "happy", "so_so", "not_happy");
        out->n[RATE_HAPPY] += in && is_of(&v[i], "happy", "", "");
    }
    bool counts = settled >= from && settled < to && q->opened < to && stands(v, n, to);
    out->of[RATE_RESPONSE] += counts;
    out->n[RATE_RESPONSE] += counts && settled < limit;
}
#endif
