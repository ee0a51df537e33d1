/* personal_test.c - no room forgets that it keeps something about people. Every table of the schema
 * gets one row about one person, each text in it with a mark of its own; then all is collected, and
 * then the person is erased. A text that is not in the copy, or still there afterwards, has to
 * stand below with its reason; and one that stands there without need is red too. Only SQLite lets
 * rows be put in that refer to nothing; the tables are the same on both. */
#include <sqlite3.h>
#include <stdlib.h>

#include "lib/base/module.h"
#include "src/privacy/privacy.h"
#include "tests/requests_world.h"

/* Columns "table.column", or "table.*". */
struct reason {
    const char *column, *why;
};

/* Stays after erasing. */
static const struct reason stays[] = {
    {"act.act_key", "chance"},
    {"act.route", "says which form, not what was in it"},
    {"act.location", "an address with ids only"},
    {"check_tick.day", "the day of a shift"},
    {"claim.account_id", "an account without telephone or name"},
    {"consent.kind", "that there was a consent, without its words"},
    {"file.purpose", "\"report\": says nothing of anybody"},
    {"follower.*", "counted: so many want it too; the person has no name any more"},
    {"handover.day", "a day of the office"},
    {"handover.keys", "the office's keys"},
    {"handover.papers", "the office's papers"},
    {"handover.paper", "number of a printed sheet"},
    {"job.*", "a kind and ids; its error is the program's"},
    {"message.fact", "a kind"},
    {"matter.kind", "\"request\""},
    {"owner.name", "an organisation's; a person's is in person.name"},
    {"owner.credit", "an organisation's number"},
    {"owner.credit_hash", "an organisation's number"},
    {"post_shown.hours", "of the office"},
    {"request_draft.session", "goes with its row"},
    {"roll_row.name", "the number on the door"},
    {"person.died_on", "a day, of nobody with a name"},
    {"vote.code", "a number of chance, to recount by"},
    {"vote.void_why", "of a slip"},
    {"ballot_objection.answer", "of the organiser, for everybody to read"},
};
/* Not in the copy of one's own data. */
static const struct reason untold[] = {
    {"data_copy.*", "it is the copy"},
    {"erasure.asked_by", "the acts tell it"},
    {"file.original", "a name we made up"},
    {"file.sha256", "the picture's own number"},
    {"file.thumb_sha256", "the picture's own number"},
    {"file.session", "a mark of the browser"},
    {"file.reason", "one of our own sentences"},
    {"import_change.old", "how the roster was brought in; what it says now is told by people"},
    {"import_change.sealed", "the same"},
    {"import_change.fresh", "the same"},
    {"import_change.*", "the same"},
    {"matter.find", "title and words once more, for the search"},
    {"person.phone_hash", "the telephone once more, for the search"},
    {"person.phone_tail", "the telephone once more, for the search"},
    {"person_merge.*", "which of two entries was a double: both are collected as one"},
    {"person_merge.why", "the same"},
    {"person_merge.reason", "the same"},
    {"person_tie_ended.*", "ids; the ties themselves are told"},
    {"owner_merge.*", "the same"},
    {"owner_merge.why", "the same"},
    {"owner_merge.reason", "the same"},
    {"owner.*", "shares are told; an organisation's name is not a person's"},
    {"owner_voter.*", "follows from the shares"},
    {"request_draft.*", "half done, gone within days; the finished one is told"},
    {"request_draft.body", "the same"},
    {"request_draft.spot", "the same"},
    {"request_draft.session", "the same"},
    {"request_draft.asker_name", "the same"},
    {"request_draft.asker_phone", "the same"},
    {"request_draft.evidence", "the same"},
};
/* Tables whose rows are about nobody in particular, though a column sounds so. */
static const struct reason about_nobody[] = {
    {"area_head", "numbers"},
    {"fact", "its words are erased one by one: docs/log.md, nothing_is_left in privacy_test.c"},
    {"act", "the same; log_personal tells it"},
    {"job", "ids and kinds"},
    {"setting", "of the installation"},
    {"note", "ids and paths; of the installation"},
    {"session", "a browser's; ended with its account"},
    {"account", "told and forgotten by claims, once no area needs it; privacy_test.c looks for it"},
    {"account_area", "ids"},
    {"phone_code", "minutes; deleted with the account"},
    {"attempt", "keyed hashes"},
    {"demo_message", "a demo's last message"},
    {"desk_code", "a hash, good for a day"},
    {"place_code", "of a stair"},
    {"area", "the committee's name and telephone"},
    {"place", "of a place"},
    {"place_was", "of a place"},
    {"unit_was", "how large a home was"},
    {"unit", "number of a home"},
    {"unit_area", "size of a home"},
    {"body", "of an organisation"},
    {"vacancy", "of a post that nobody holds"},
    {"absence", "of what does not exist"},
    {"contact_line", "hotlines and hours of a place"},
    {"card", "names of those in office; taken out by contacts_forget: contacts_test.c"},
    {"card_now", "the same"},
    {"card_run", "which hand printed: an id"},
    {"poster", "which hand printed: an id"},
    {"import_run", "previews; emptied when the name is in them, by import_forget"},
    {"import_map", "headings of a table"},
    {"notice", "of a body, for everybody to read; which hand wrote it: an id"},
    {"notice_step", "the same"},
    {"notice_posted", "of a wall; which hand: an id"},
    {"ruleset", "of a law; which hand wrote it: an id"},
    {"voter_unit", "number and size of a home"},
    {"owner_agent", "who speaks for an organisation; ended by it, nobody of the roster"},
    {"pin_letter", "a hash, for a home"},
    {"inbox_batch", "which hand pressed: an id"},
    {"inbox_line", "which matters; why not, in sentences of the house"},
    {"reply", "sentences for anybody"},
    {"work_order", "which matter stands on which row of a paper"},
    {"work_done", "a company's worker, who is on no roster, and what was used"},
    {"quote", "a body's price for a piece of work"},
    {"request_word", "words of the search"},
    {"result", "numbers; which hand counted: an id"},
    {"result_annulled", "an office or a court"},
    {"roll", "title of a list"},
    {"sheet", "which hand printed: an id"},
    {"slip", "of a voter on a frozen roll, by number; why it was printed again"},
    {"slip_sheet", "numbers"},
    {"slip_issue", "which hand typed: an id"},
    {"voter_visit", "what was tried at a door for a vote, by number of the roll"},
    {"slip_return", "who counted, as they signed the paper for the organiser"},
    {"slip_back", "numbers"},
    {"proxy", "ids; the wish goes when it has become a vote; why it was revoked"},
    {"slip_entry", "which hand typed: ids; marks go when they have become a vote"},
    {"sheet_row", "which hand typed: an id"},
    {"term", "of a body"},
    {"term_step", "proof of an election: number of a paper"},
    {"term_alert", "of a body"},
    {"term_ended", "of a body: ids and days"},
    {"message_way", "of a gateway"},
    {"overview_cell", "numbers"},
    {"overview_count", "numbers"},
};

struct column_of {
    const char *table, *name;
    enum { INT_COLUMN, TEXT_COLUMN, BYTES_COLUMN } type;
    bool needed; /* NOT NULL without a default */
    const char *text; /* what was put in */
    struct bytes bytes;
};
struct columns {
    struct column_of *v;
    size_t n, cap;
};
struct fixture {
    struct ctx *c;
    sqlite3 *h;
    int64_t person, owner, matter, post, unit, stair, body;
    struct columns all;
};

static const char *listed(
    struct ctx *c, const struct reason *v, size_t n, const char *table, const char *column)
{
    const char *whole = arena_printf(c->arena, "%s.%s", table, column);
    for (size_t i = 0; i < n; i++) {
        if (str_same(v[i].column, whole) || str_same(v[i].column, table)) {
            return v[i].why;
        }
    }
    return NULL;
}
#define LISTED(c, v, table, column) listed(c, v, COUNT(v), table, column)

/* The schema ----------------------------------------------------------------------------------- */
static void read_line(struct fixture *f, const char **table, const char *line)
{
    char name[64], type[16];
    if (sscanf(line, "CREATE TABLE %63[a-z_]", name) == 1) {
        *table = arena_strdup(f->c->arena, name);
    } else if (str_starts(line, ");")) {
        *table = NULL;
    } else if (*table && sscanf(line, "    %63[a-z0-9_] %15[A-Z]", name, type) == 2 &&
               (str_same(type, "TEXT") || str_same(type, "BYTEA") || str_same(type, "BIGINT"))) {
        struct column_of k = {.table = *table,
            .name = arena_strdup(f->c->arena, name),
            .type = str_same(type, "TEXT")    ? TEXT_COLUMN
                    : str_same(type, "BYTEA") ? BYTES_COLUMN
                                              : INT_COLUMN,
            .needed = (strstr(line, "NOT NULL") || strstr(line, "PRIMARY KEY")) &&
                      !strstr(line, "DEFAULT")};
        list_push(f->c->arena, &f->all, k);
    }
}

static void read_schema(struct fixture *f)
{
    for (int i = 0; i < migrations_count; i++) {
        const char *table = NULL;
        for (const char *s = migrations[i].sql; *s; s += *s == '\n') {
            size_t n = strcspn(s, "\n");
            read_line(f, &table, arena_strndup(f->c->arena, s, n));
            s += n;
        }
    }
}

/* One row in every table ------------------------------------------------------------------------
 */
static bool is_day(const char *name)
{
    return str_same(name, "valid_from") || str_same(name, "valid_to");
}

/* What rows refer to, so that rooms find them by their joins. 0: nothing. */
static int64_t refers_to(const struct fixture *f, const struct column_of *k)
{
    const struct {
        const char *name;
        int64_t id;
    } known[] = {{"unit_id", f->unit}, {"place_id", f->stair}, {"body_id", f->body},
        {"post_id", f->post}, {"matter_id", f->matter}};
    for (size_t i = 0; i < COUNT(known); i++) {
        if (str_same(k->name, known[i].name)) {
            return known[i].id;
        }
    }
    return str_same(k->table, "post") && str_same(k->name, "id") ? f->post : 0;
}

/* 0: no link to the person. */
static int64_t link_of(const struct fixture *f, const struct column_of *k)
{
    static const char *const links[] = {"person_id", "asker_id", "by_id", "successor_id",
        "other_id", "keep_id", "gone_id", "subject_id"};
    bool of_owners = str_starts(k->table, "owner");
    if (str_same(k->table, "request") || str_same(k->table, "matter")) {
        return str_same(k->name, "id") ? f->matter : str_same(k->name, "asker_id") ? f->person : 0;
    }
    if (str_same(k->table, "file")) {
        return str_same(k->name, "subject_id") ? f->matter : 0;
    }
    if (str_same(k->table, "post_shown")) {
        return str_same(k->name, "post_id") ? f->post : 0;
    }
    if (of_owners && (str_same(k->name, "owner_id") || str_same(k->name, "keep_id") ||
                         (str_same(k->table, "owner") && str_same(k->name, "id")))) {
        return f->owner;
    }
    for (size_t i = 0; i < COUNT(links); i++) {
        if (str_same(k->name, links[i])) {
            return f->person;
        }
    }
    return 0;
}

static size_t end_of(const struct fixture *f, size_t from)
{
    size_t to = from;
    while (to < f->all.n && str_same(f->all.v[to].table, f->all.v[from].table)) {
        to++;
    }
    return to;
}

static bool about_person(const struct fixture *f, size_t from, size_t to)
{
    bool of_area = false, linked = str_same(f->all.v[from].table, "person");
    for (size_t i = from; i < to; i++) {
        of_area |= str_same(f->all.v[i].name, "area_id");
        linked |= link_of(f, &f->all.v[i]) != 0;
    }
    return of_area && linked && !LISTED(f->c, about_nobody, f->all.v[from].table, "");
}

static void bind_column(struct fixture *f, sqlite3_stmt *s, int at, struct column_of *k, int64_t id)
{
    int64_t link = link_of(f, k) ? link_of(f, k) : refers_to(f, k);
    const char *mark = arena_printf(f->c->arena, "mark<%s.%s>", k->table, k->name);
    if (str_same(k->name, "area_id")) {
        sqlite3_bind_int64(s, at, f->c->area_id);
    } else if (link || str_same(k->name, "id")) {
        sqlite3_bind_int64(s, at, link ? link : id);
    } else if (is_day(k->name)) {
        if (k->needed) {
            sqlite3_bind_text(s, at, "2020-01-01", -1, SQLITE_STATIC);
        }
    } else if (k->type == TEXT_COLUMN) {
        k->text = mark;
        sqlite3_bind_text(s, at, mark, -1, SQLITE_TRANSIENT);
    } else if (k->type == BYTES_COLUMN) {
        k->bytes = seal(f->c, k->table, k->name, id, mark);
        sqlite3_bind_blob(s, at, k->bytes.v, (int)k->bytes.n, SQLITE_TRANSIENT);
    } else if (k->needed) {
        sqlite3_bind_int64(s, at, 1);
    }
}

/* Columns that nobody has to fill and that are no words keep their default. */
static bool put_in(const struct fixture *f, const struct column_of *k)
{
    return k->type != INT_COLUMN || k->needed || link_of(f, k) || refers_to(f, k);
}

static void put_row(struct fixture *f, size_t from, size_t to)
{
    bool person = str_same(f->all.v[from].table, "person");
    struct buf sql = {0};
    int64_t id = person ? f->person : new_id(f->c);
    int at = 0;
    buf_printf(&sql, "INSERT OR REPLACE INTO %s (", f->all.v[from].table);
    for (size_t i = from; i < to; i++) {
        if (put_in(f, &f->all.v[i])) {
            buf_printf(&sql, "%s%s", at++ ? ", " : "", f->all.v[i].name);
        }
    }
    buf_puts(&sql, ") VALUES (?");
    for (int i = 1; i < at; i++) {
        buf_puts(&sql, ", ?");
    }
    buf_puts(&sql, ")");
    sqlite3_stmt *s = NULL;
    CHECK(sql.v, sqlite3_prepare_v2(f->h, sql.v, -1, &s, NULL) == SQLITE_OK);
    at = 0;
    for (size_t i = from; i < to; i++) {
        if (put_in(f, &f->all.v[i])) {
            bind_column(f, s, ++at, &f->all.v[i], id);
        }
    }
    CHECK(arena_printf(f->c->arena, "%s: %s", sql.v, sqlite3_errmsg(f->h)),
        sqlite3_step(s) == SQLITE_DONE);
    sqlite3_finalize(s);
    buf_release(&sql);
}

static void open_raw(struct fixture *f)
{
    const char *dsn = f->c->app->store;
    const char *path = arena_strndup(f->c->arena, dsn + 7, strcspn(dsn + 7, "?"));
    must(sqlite3_open(path, &f->h) == SQLITE_OK);
    sqlite3_exec(f->h,
        "PRAGMA ignore_check_constraints = 1; PRAGMA foreign_keys = 0;"
        " PRAGMA busy_timeout = 5000",
        NULL, NULL, NULL);
}

static void each_table(struct fixture *f, void (*use)(struct fixture *, size_t, size_t))
{
    for (size_t from = 0; from < f->all.n; from = end_of(f, from)) {
        size_t to = end_of(f, from);
        if (about_person(f, from, to)) {
            use(f, from, to);
        }
    }
}

/* Looking -------------------------------------------------------------------------------------- */
static const struct copy_tables *copy_made;

static bool told(const char *text)
{
    for (const struct copy_table *t = copy_made->v; t < copy_made->v + copy_made->n; t++) {
        for (size_t r = 0; r < t->n; r++) {
            for (size_t i = 0; i < COUNT(t->v[r].cell); i++) {
                if (t->v[r].cell[i] && strstr(t->v[r].cell[i], text)) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* Is the table asked by some room's personal[]? */
static bool asked(const struct fixture *f, const char *table)
{
    const char *word = arena_printf(f->c->arena, " %s ", table);
    for (const struct module *const *m = f->c->app->modules; *m; m++) {
        for (const struct personal *p = (*m)->personal; p && p->name; p++) {
            if (strstr(p->sql, word)) {
                return true;
            }
        }
    }
    return false;
}

static void look_told(struct fixture *f, size_t from, size_t to)
{
    const char *table = f->all.v[from].table;
    bool whole = LISTED(f->c, untold, table, "*") != NULL;
    CHECK(arena_printf(f->c->arena, "%s: in a struct personal, or among the untold", table),
        asked(f, table) || whole);
    for (size_t i = from; i < to; i++) {
        const struct column_of *k = &f->all.v[i];
        const char *mark = arena_printf(f->c->arena, "mark<%s.%s>", k->table, k->name);
        bool silent = LISTED(f->c, untold, k->table, k->name) != NULL;
        bool may = whole || LISTED(f->c, stays, k->table, k->name);
        if (k->text || k->bytes.v) {
            CHECK(arena_printf(f->c->arena, "%s.%s %s", k->table, k->name,
                      silent ? "is said to be untold" : "is in one's copy"),
                silent ? !told(mark) : may || told(mark));
        }
    }
}

static bool still_there(struct fixture *f, const struct column_of *k)
{
    sqlite3_stmt *s = NULL;
    const char *sql = arena_printf(
        f->c->arena, "SELECT count(*) FROM %s WHERE area_id = ?1 AND %s = ?2", k->table, k->name);
    must(sqlite3_prepare_v2(f->h, sql, -1, &s, NULL) == SQLITE_OK);
    sqlite3_bind_int64(s, 1, f->c->area_id);
    if (k->text) {
        sqlite3_bind_text(s, 2, k->text, -1, SQLITE_STATIC);
    } else {
        sqlite3_bind_blob(s, 2, k->bytes.v, (int)k->bytes.n, SQLITE_STATIC);
    }
    bool there = sqlite3_step(s) == SQLITE_ROW && sqlite3_column_int64(s, 0) > 0;
    sqlite3_finalize(s);
    return there;
}

static void look_gone(struct fixture *f, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct column_of *k = &f->all.v[i];
        if (k->text || k->bytes.v) {
            bool may = LISTED(f->c, stays, k->table, k->name) != NULL;
            CHECK(arena_printf(f->c->arena, "%s.%s %s", k->table, k->name,
                      may ? "is said to stay" : "is forgotten"),
                still_there(f, k) == may || (may && str_same(k->table, "request_draft")));
        }
    }
}

/* The tests -------------------------------------------------------------------------------------
 */
static void everything_is_told_and_forgotten(struct ctx *c)
{
    struct world *w = world_make(c);
    struct copy_tables copy = {0};
    struct fixture f = {.c = c, .owner = new_id(c), .matter = new_id(c)};
    if (!str_starts(c->app->store, "sqlite:")) {
        return;
    }
    c->area_id = w->area;
    f.person = w->granny;
    f.post = new_id(c);
    f.stair = w->stair;
    f.body = w->committee;
    must(db_begin_read(c));
    f.unit = places_unit_by_name(c, w->stair, "301");
    db_rollback(c);
    read_schema(&f);
    open_raw(&f);
    each_table(&f, put_row);
    test_begin(c);
    CHECK("collected", privacy_collect(c, f.person, &copy) && copy.n > 0);
    copy_made = &copy;
    CHECK("erased", privacy_erase(c, f.person));
    CHECK("kept", test_end(c));
    CHECK("photos", jobs_run_due(c, 1000) > 0);
    c->area_id = w->area;
    each_table(&f, look_told);
    each_table(&f, look_gone);
    sqlite3_close(f.h);
}

/* A table that nobody has thought of: a column that sounds like people, no link, no reason. */
static bool sounds_like_people(const char *name)
{
    static const char *const ends[] = {"name", "phone", "person_id", "asker_id", "account_id",
        "_by", "by_id", "other_id", "successor_id", "born", "said_by"};
    for (size_t i = 0; i < COUNT(ends); i++) {
        size_t n = strlen(name), m = strlen(ends[i]);
        if (n >= m && str_same(name + n - m, ends[i])) {
            return true;
        }
    }
    return false;
}

static void every_table_is_thought_of(struct ctx *c)
{
    struct fixture f = {.c = c, .person = 1, .owner = 2, .matter = 3, .post = 4};
    read_schema(&f);
    CHECK("the schema was read", f.all.n > 300);
    for (size_t from = 0; from < f.all.n; from = end_of(&f, from)) {
        const char *table = f.all.v[from].table;
        bool about = about_person(&f, from, end_of(&f, from));
        bool nobody = LISTED(c, about_nobody, table, "") != NULL;
        for (size_t i = from; i < end_of(&f, from); i++) {
            CHECK(arena_printf(c->arena, "%s.%s: whose?", table, f.all.v[i].name),
                about || nobody || !sounds_like_people(f.all.v[i].name));
        }
    }
}

const struct test personal_tests[] = {
    {"every table is thought of", every_table_is_thought_of, .pure = true},
    {"everything is told and forgotten", everything_is_told_and_forgotten},
    {0},
};
