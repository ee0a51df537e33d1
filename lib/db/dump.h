/* dump.h - tables as lines of text, the same bytes from either engine: what a backup is made of.
 *
 * A line is a row in the text format of PostgreSQL's COPY (tabs between columns, \N for NULL,
 * bytes as \\x and hex digits, \t \n \\ escaped), in the order of the primary key. So the dump of a
 * store, and of what was restored from it into the other engine, are byte for byte equal; and
 * without this program `COPY ... FROM` reads it. Rows that were deleted are in no dump, unlike in
 * a copy of the database's pages. */
#ifndef EAVES_DUMP_H
#define EAVES_DUMP_H

#include "lib/db/db.h"

struct dump_table {
    const char *name;
    const char *columns; /* "area_id:i,words:t,leaf:b" */
    const char *key; /* of its rows' order: "area_id, seq" */
};
struct dump_tables {
    struct dump_table *v;
    size_t n, cap;
};
/* The tables this program's migrations make and the store has, in the order they were made: who is
 * referred to comes first. A table only one engine understands is named by that engine only. */
NODISCARD bool dump_tables(struct ctx *c, struct dump_tables *out);

struct dump_to { /* takes a line, its newline with it; false with c->err set: no more */
    void *self;
    bool (*line)(struct ctx *c, void *self, const char *v, size_t n);
};
struct dump_from { /* gives the next line; false at the end, or with c->err set */
    void *self;
    bool (*line)(struct ctx *c, void *self, const char **v, size_t *n);
};
/* Inside a read transaction, which may last: no time limit of the store's ends it. */
bool dump_lasting(struct ctx *c);
NODISCARD bool dump_out(struct ctx *c, const struct dump_table *t, struct dump_to to);
/* Inside a write transaction; foreign keys are looked at when it commits (SQLite) or when the table
 * is in (PostgreSQL). */
bool dump_loading(struct ctx *c);
/* The table holds these rows and no others. */
NODISCARD bool dump_in(
    struct ctx *c, const char *table, const char *columns, struct dump_from from);
/* What is not as it should be in a store somebody else's bytes were loaded into; NULL: sound. */
const char *dump_unsound(struct ctx *c);

/* What the store's tables were made by; false, with words, when this program does not know it all.
 */
struct applied {
    const char *module, *hash;
    int64_t number;
};
struct applieds {
    struct applied *v;
    size_t n, cap;
};
NODISCARD bool db_applied(struct ctx *c, struct applieds *out);
/* Is this step one of this program's, unchanged? */
NODISCARD bool db_knows(struct ctx *c, const struct applied *a);
/* Inside db_begin_area(c, 0) on an empty store: makes the tables by these steps, no more. */
NODISCARD bool db_make(struct ctx *c, const struct applieds *only);
NODISCARD bool db_plans(struct ctx *c); /* after db_make(), in no transaction: sqlite_plans.c */
bool db_is_empty(struct ctx *c); /* no table at all */
#endif
