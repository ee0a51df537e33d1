/* postgres_rows.c - an answer of PostgreSQL, copied into the arena and read cell by cell. */
#include "lib/db/postgres_rows.h"

struct cell {
    const char *v; /* NULL is NULL */
    size_t n;
};

struct cursor { /* in the arena, like all it points to: a forgotten rows_end() leaks nothing */
    struct cell *cells;
    int rows, cols, at; /* at: the current row, from -1 */
};

static struct cell copy_bytes(struct arena *a, const char *text)
{
    size_t n = 0;
    unsigned char *bytes = PQunescapeBytea((const unsigned char *)text, &n);
    must(bytes);
    struct cell cell = {arena_strndup(a, (const char *)bytes, n), n};
    PQfreemem(bytes);
    return cell;
}

static struct cell copy_cell(struct arena *a, const PGresult *res, int row, int col)
{
    const char *v = PQgetvalue(res, row, col);
    size_t n = (size_t)PQgetlength(res, row, col);
    if (PQgetisnull(res, row, col)) {
        return (struct cell){0};
    }
    switch (PQftype(res, col)) {
    case OID_BYTEA:
        return copy_bytes(a, v);
    case OID_BOOL:
        return (struct cell){*v == 't' ? "1" : "0", 1};
    default:
        return (struct cell){arena_strndup(a, v, n), n};
    }
}

struct cursor *postgres_cursor(struct arena *a, const PGresult *res)
{
    struct cursor *cur = arena_alloc(a, sizeof(*cur));
    *cur = (struct cursor){.rows = PQntuples(res), .cols = PQnfields(res), .at = -1};
    size_t cells = (size_t)cur->rows * (size_t)cur->cols;
    cur->cells = arena_alloc(a, cells * sizeof(*cur->cells));
    for (int row = 0; row < cur->rows; row++) {
        for (int col = 0; col < cur->cols; col++) {
            cur->cells[row * cur->cols + col] = copy_cell(a, res, row, col);
        }
    }
    return cur;
}

bool postgres_next(struct rows *r)
{
    struct cursor *cur = r->cursor;
    return ++cur->at < cur->rows;
}

void postgres_end(struct rows *r)
{
    (void)r; /* all of it is in the arena */
}

static const struct cell *cell_at(const struct rows *r, int col)
{
    const struct cursor *cur = r->cursor;
    must(cur->at >= 0 && cur->at < cur->rows && col >= 0 && col < cur->cols);
    return &cur->cells[cur->at * cur->cols + col];
}

int postgres_columns(const struct rows *r)
{
    return ((const struct cursor *)r->cursor)->cols;
}

bool postgres_null(const struct rows *r, int col)
{
    return !cell_at(r, col)->v;
}

/* As strtoll(), which asks the locale at each number: a third of the time of reading many ids. */
int64_t postgres_int(const struct rows *r, int col)
{
    const char *v = cell_at(r, col)->v;
    bool minus = v && *v == '-';
    uint64_t n = 0;
    for (v = v ? v + minus : ""; *v >= '0' && *v <= '9'; v++) {
        n = n * 10 + (uint64_t)(*v - '0');
    }
    return (int64_t)(minus ? 0 - n : n);
}

struct bytes postgres_bytes(const struct rows *r, int col)
{
    const struct cell *cell = cell_at(r, col);
    return (struct bytes){cell->v, cell->n};
}
