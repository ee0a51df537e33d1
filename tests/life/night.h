/* night.h - for tests/life_test.c: what has to be true of the house every night. */
#ifndef EAVES_LIFE_NIGHT_H
#define EAVES_LIFE_NIGHT_H

#include "lib/base/module.h"
#include "src/overview/overview.h"
#include "tests/life/acts.h"
#include "tests/life/oracle.h"

static void none(struct ctx *c, struct life *l, const char *what, int64_t n)
{
    l->checked++;
    if (n) {
        life_fails(l, c, what, arena_printf(c->arena, "(%" PRId64 ")", n));
    }
}

/* No yes but the asker's, or of one whose own trouble was joined to it. */
static void yes_is_the_askers(struct ctx *c, struct life *l)
{
    int64_t n;
    ASK(c, n,
        "SELECT count(*) FROM matter m WHERE m.area_id = ?1 AND m.kind = 'request' AND m.outcome = 1"
        " AND NOT EXISTS (SELECT 1 FROM fact f JOIN act a ON a.area_id = f.area_id AND a.id = f.act_id"
        " WHERE f.area_id = m.area_id AND f.subject_id = m.id AND f.kind = 'requests.confirm'"
        " AND a.hand <> 5 AND (a.person_id = m.asker_id OR EXISTS (SELECT 1 FROM follower w"
        " WHERE w.area_id = m.area_id AND w.matter_id = m.id AND w.person_id = a.person_id"
        " AND w.asks = 1)))",
        V(l->area));
    none(c, l, "confirmed without the asker", n);
    ASK(c, n,
        "SELECT count(*) FROM matter WHERE area_id = ?1 AND kind = 'request'"
        " AND (closed_at IS NULL) <> (outcome = 0)",
        V(l->area));
    none(c, l, "closed without an outcome, or open with one", n);
    ASK(c, n,
        "SELECT count(*) FROM matter m WHERE m.area_id = ?1 AND m.outcome = 2 AND NOT EXISTS"
        " (SELECT 1 FROM fact f WHERE f.area_id = m.area_id AND f.subject_id = m.id"
        " AND f.kind = 'requests.lapse') AND m.kind = 'request'",
        V(l->area));
    none(c, l, "unconfirmed without its notice", n);
}

/* What is being done has a body with somebody alive in it; what is new, a committee. */
static void somebody_has_it(struct ctx *c, struct life *l)
{
    int64_t n;
    ASK(c, n,
        "SELECT count(*) FROM matter m WHERE m.area_id = ?1 AND m.kind = 'request'"
        " AND m.closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM post p JOIN person x ON"
        " x.area_id = p.area_id AND x.id = p.person_id AND x.gone_at IS NULL"
        " WHERE p.area_id = m.area_id"
        " AND p.body_id = CASE WHEN m.state < 30 THEN ?2 ELSE m.owner_id END"
        " AND p.valid_from <= ?3 AND (p.valid_to IS NULL OR p.valid_to > ?3))",
        V(l->area), V(l->committee), V(day_text(c->arena, l->now)));
    none(c, l, "an open request that is nobody's", n);
}

static void clocks_agree(
    struct ctx *c, struct life *l, const struct askeds *all, const struct saids *said)
{
    size_t at = 0;
    for (size_t i = 0; i < all->n; i++) {
        const struct asked *q = &all->v[i];
        size_t n = 0;
        while (at < said->n && said->v[at].subject < q->id) {
            at++;
        }
        while (at + n < said->n && said->v[at + n].subject == q->id) {
            n++;
        }
        int64_t due = q->state == REQUEST_CLOSED ? 0 : due_of(q, &said->v[at], n);
        l->checked++;
        if (due && due != q->due) {
            struct buf b = {0};
            for (size_t k = 0; k < n; k++) {
                buf_printf(&b, " %s%s@%" PRId64, said->v[at + k].undone ? "-" : "",
                    said->v[at + k].kind, said->v[at + k].at);
            }
            life_fails(l, c, "a clock",
                arena_printf(c->arena,
                    "%" PRId64 " kind %" PRId64 " has %" PRId64 ", should %" PRId64 ":%s", q->id,
                    q->kind, q->due, due, b.n ? b.v : ""));
            buf_release(&b);
        }
    }
}

static void rates_agree(
    struct ctx *c, struct life *l, const struct askeds *all, const struct saids *said, int64_t from)
{
    struct rates slow = {0}, fast = {0};
    int64_t to = l->now + 1;
    size_t at = 0;
    for (size_t i = 0; i < all->n; i++) {
        size_t n = 0;
        while (at < said->n && said->v[at].subject < all->v[i].id) {
            at++;
        }
        while (at + n < said->n && said->v[at + n].subject == all->v[i].id) {
            n++;
        }
        count_one(&all->v[i], &said->v[at], n, from, to, &slow);
    }
    must(db_begin_read(c));
    bool ok = rates_of(c, 0, from, to, &fast);
    db_rollback(c);
    l->checked++;
    if (!ok || memcmp(&slow, &fast, sizeof(slow)) != 0) {
        const char *parts = "";
        for (int i = 0; i < RATES; i++) {
            parts =
                arena_printf(c->arena, "%s %" PRId64 "/%" PRId64 " by facts %" PRId64 "/%" PRId64,
                    parts, fast.n[i], fast.of[i], slow.n[i], slow.of[i]);
        }
        life_fails(l, c, "the three rates", parts);
    }
}

/* Telephones do not ring at night, nor too often, nor of those who are no more. */
static void messages_behave(struct ctx *c, struct life *l)
{
    int64_t n, day = midnight_of(l->now);
    ASK(c, n,
        "SELECT count(*) FROM message WHERE area_id = ?1 AND channel = 2 AND sent_at >= ?2"
        " AND (sent_at < ?3 OR sent_at >= ?4)",
        V(l->area), V(day), V(day + 8 * HOUR), V(day + 21 * HOUR));
    none(c, l, "a message at night", n);
    ASK(c, n,
        "SELECT count(*) FROM (SELECT person_id FROM message WHERE area_id = ?1 AND channel = 2"
        " AND sent_at >= ?2 AND sent_at < ?3 GROUP BY person_id HAVING count(*) > 3) many",
        V(l->area), V(day), V(day + MS_PER_DAY));
    none(c, l, "more messages to one than the budget", n);
    ASK(c, n,
        "SELECT count(*) FROM message m JOIN person p ON p.area_id = m.area_id AND p.id = m.person_id"
        " WHERE m.area_id = ?1 AND m.channel IN (2, 3) AND m.sent_at >= ?2 AND p.gone_at IS NOT NULL"
        " AND p.gone_at < m.sent_at",
        V(l->area), V(day));
    none(c, l, "a message to the dead or the erased", n);
}

static void the_house_is_sound(struct ctx *c, struct life *l)
{
    int64_t bad = 0, facts = 0, n;
    const char *says = "";
    must(db_begin_read(c));
    c->area_id = l->area;
    bool log = log_check(c, l->area, &bad, &facts) && !bad && facts > 0;
    bool cells = overview_check(c, &says);
    db_rollback(c);
    none(c, l, "the log adds up", !log);
    l->checked++;
    if (!cells) {
        life_fails(l, c, "the town's cells", says);
    }
    ASK(c, n,
        "SELECT count(*) FROM job WHERE area_id = ?1 AND done_at IS NULL AND (tries >= 5 OR due_at < ?2)",
        V(l->area), V(l->now - MS_PER_DAY));
    none(c, l, "jobs that gave up or are a day late", n);
}

/* Every figure of every room equals the records behind it. */
static void figures_agree(struct ctx *c, struct life *l)
{
    int64_t from = l->now - 7 * MS_PER_DAY, to = l->now + 1;
    for (size_t m = 0; c->app->modules[m]; m++) {
        const struct figure *f = c->app->modules[m]->figures;
        for (; f && f->name; f++) {
            must(db_begin_read(c));
            struct value v[] = {value_int(l->area), value_int(0), value_int(from), value_int(to)};
            int64_t n = 0, value = figure_value(c, f, 0, from, to);
            struct rows r = db_query_(c, f->records_sql, (int)COUNT(v), v);
            while (rows_next(&r)) {
                n++;
            }
            bool ok = rows_end(&r);
            db_rollback(c);
            l->checked++;
            if (!ok || (n != value && n < 500)) {
                life_fails(l, c, "a figure and its records",
                    arena_printf(
                        c->arena, "%s: %" PRId64 ", %" PRId64 " records", f->name, value, n));
            }
        }
    }
}

/* Each filter shows as many rows as it says. */
static void lists_agree(struct ctx *c, struct life *l)
{
    for (const struct list_filter *f = requests_list.filters; f && f->name; f++) {
        struct list_rows rows = {0};
        struct list_ask ask = {.filter = f,
            .order = &requests_list.orders[0],
            .audience = AUDIENCE_CASE,
            .after_key = requests_list.orders[0].descending ? INT64_MAX : INT64_MIN,
            .after_id = requests_list.orders[0].descending ? INT64_MAX : INT64_MIN,
            .limit = LIST_EXPORT_MAX,
            .find = ""};
        must(db_begin_read(c));
        bool ok = list_load(c, &requests_list, &ask, &rows);
        db_rollback(c);
        l->checked++;
        if (!ok || rows.count != (int64_t)rows.n) {
            life_fails(l, c, "a list and its count",
                arena_printf(c->arena, "%s: %" PRId64 ", %zu rows", f->name, rows.count, rows.n));
        }
    }
}

/* Nothing of what few may know stands where others read. */
static void look_through(struct ctx *c, struct life *l, struct actor *a, const char *tail)
{
    struct req *r = life_visit(c, l, a, tail, NULL);
    l->checked++;
    for (const char *s = strstr(body_of(r), SECRET); s; s = strstr(s + 1, SECRET)) {
        int64_t mine = 0;
        if (a) {
            const char *what = arena_strndup(
                c->arena, s, strlen(SECRET) + strspn(s + strlen(SECRET), "0123456789"));
            must(db_begin_read(c));
            struct rows own = db_query(c,
                "SELECT r.body FROM request r JOIN follower w ON w.area_id = r.area_id"
                " AND w.matter_id = r.id WHERE r.area_id = ?1 AND w.person_id = ?2",
                V(l->area), V(a->person));
            while (rows_next(&own)) {
                mine += strstr(row_text(&own, 0), what) != NULL;
            }
            must(rows_end(&own));
            db_rollback(c);
        }
        if (!mine) {
            life_fails(l, c, "a secret on a page", tail);
            return;
        }
    }
}

static void nothing_leaks(struct ctx *c, struct life *l)
{
    int64_t n = 0;
    must(db_begin_read(c));
    struct rows r = db_query(c,
        "SELECT f.body, f.words, f.audience, m.kind FROM fact f LEFT JOIN matter m ON"
        " m.area_id = f.area_id AND m.id = f.subject_id WHERE f.area_id = ?1 AND f.at >= ?2",
        V(l->area), V(l->now - 2 * MS_PER_DAY));
    while (rows_next(&r)) {
        bool has = strstr(row_text(&r, 0), SECRET) || strstr(row_text(&r, 1), SECRET);
        n += has && (row_int(&r, 2) < AUDIENCE_CASE || str_same(row_text(&r, 3), "case"));
    }
    must(rows_end(&r));
    db_rollback(c);
    none(c, l, "a secret in the log", n);
    static const char *const pages[] = {"", "requests", "notices", "requests.atom", "cases"};
    look_through(c, l, NULL, pages[dice(l, COUNT(pages))]);
    struct actor *a = somebody(l, true);
    life_sign_in(c, l, a);
    look_through(c, l, a, pages[dice(l, 3)]);
    look_through(c, l, a, arena_printf(c->arena, "b/%" PRId64 "/requests", a->stair));
    look_through(c, l, &l->parts[LEADERS + dice(l, STAIRS)], "cases");
}

static void night(struct ctx *c, struct life *l, bool slowly)
{
    struct askeds all = {0};
    struct saids said = {0};
    test_at(c, l->now);
    c->area_id = l->area;
    c->who = (struct who){0};
    l->nights++;
    yes_is_the_askers(c, l);
    somebody_has_it(c, l);
    messages_behave(c, l);
    nothing_leaks(c, l);
    if (slowly) {
        load_asked(c, &all);
        load_said(c, &said);
        clocks_agree(c, l, &all, &said);
        rates_agree(c, l, &all, &said, 0);
        rates_agree(c, l, &all, &said, l->now - 31 * MS_PER_DAY);
        the_house_is_sound(c, l);
        figures_agree(c, l);
        lists_agree(c, l);
    }
}
#endif
