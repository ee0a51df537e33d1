/* check.h - tests live beside the code: src/pets/pets_test.c defines `pets_tests[]`.
 *
 * build/eaves-tests [--store DSN] [--only SUITE] runs every suite against one migrated store. Each
 * test gets a context of its own and, when it asks, an area of its own: no test sees another's
 * rows, none needs an order. Suites with .pure run once, not per store.
 */
#ifndef EAVES_CHECK_H
#define EAVES_CHECK_H

#include "lib/base/app.h"
#include "lib/db/db.h"
#include "lib/web/web.h"

struct test {
    const char *name;
    void (*run)(
        struct ctx *c); /* c: open store, no transaction, area_id 0, clock 2026-11-23 10:00 */
    bool pure; /* touches no store */
};
struct suite {
    const char *name;
    const struct test *tests; /* ends with {0} */
};
extern const struct suite suites[]; /* generated */

void check_(bool ok, const char *what, const char *file, int line);
#define CHECK(what, cond) check_((cond), (what), __FILE__, __LINE__)

/* A new area with its head row, made and committed; c->area_id is set. Its code is in *code. */
void test_area(struct ctx *c, const char **code);
/* Another connection to the store of the tests, which waits a tenth of a second, not five. */
struct ctx test_other(struct ctx *c);
/* Runs body inside a committed write transaction of c->area_id (an act by the system). */
void test_begin(struct ctx *c);
bool test_end(struct ctx *c); /* commits when c->err is clear, else rolls back; err is kept */
void test_at(struct ctx *c, int64_t ms); /* sets the clock */

/* A browser: keeps cookies between visits. */
struct browser {
    char cookie[600];
};
/* body NULL is a GET; else urlencoded, and csrf and act fields are added unless it has them. */
struct req *visit(struct ctx *c, struct browser *b, const char *path, const char *body);
/* The same by a method of one's own. */
struct req *visit_by(
    struct ctx *c, struct browser *b, const char *method, const char *path, const char *body);
/* The same with file parts. */
struct req *visit_with_files(struct ctx *c, struct browser *b, const char *path, const char *body,
    const struct upload *files, size_t n);
/* The same with a CSV file of that text in the field "file". */
struct req *visit_with_text(
    struct ctx *c, struct browser *b, const char *path, const char *filename, const char *text);
const char *body_of(const struct req *r); /* "" rather than NULL */
#endif
