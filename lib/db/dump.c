#include "lib/db/dump.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/db/driver.h"

/* tables ------------------------------------------------------------------------------------ */
static bool is_name(const char *s)
{
    return *s && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(s);
}

static char type_of(const char *type)
{
    return str_same(type, "BIGINT") || str_same(type, "bigint")                           ? 'i'
           : str_same(type, "TEXT") || str_same(type, "text")                             ? 't'
           : str_same(type, "BYTEA") || str_same(type, "bytea") || str_same(type, "BLOB") ? 'b'
                                                                                          : 0;
}

static const char *and_name(
    struct arena *a, const char *list, const char *between, const char *name)
{
    return *list ? arena_printf(a, "%s%s%s", list, between, name) : arena_strdup(a, name);
}

static struct rows columns_of(struct ctx *c, const char *table)
{
    return db_engine(c->db) == DB_SQLITE
               ? db_stream_(c, "SELECT name, type FROM pragma_table_xinfo(?1) WHERE hidden = 0", 1,
                     &(struct value){.type = VALUE_TEXT, .s = table})
               : db_stream_(c,
                     "SELECT column_name, data_type FROM information_schema.columns"
                     " WHERE table_schema = current_schema() AND table_name = ?1"
                     " AND is_generated = 'NEVER' ORDER BY ordinal_position",
                     1, &(struct value){.type = VALUE_TEXT, .s = table});
}

static struct rows key_of(struct ctx *c, const char *table)
{
    return db_engine(c->db) == DB_SQLITE
               ? db_stream_(c, "SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk", 1,
                     &(struct value){.type = VALUE_TEXT, .s = table})
               : db_stream_(c,
                     "SELECT a.attname::text FROM pg_index i JOIN pg_attribute a"
                     " ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)"
                     " WHERE i.indisprimary AND i.indrelid = to_regclass(?1)"
                     " ORDER BY array_position(i.indkey::int2[], a.attnum)",
                     1, &(struct value){.type = VALUE_TEXT, .s = table});
}

/* Text is ordered by its bytes, whatever the database was made with. */
static const char *ordered(struct ctx *c, const char *name, const char *columns)
{
    const char *text = arena_printf(c->arena, "%s:t", name);
    const char *at = strstr(columns, text);
    bool is_text = at && (at == columns || at[-1] == ',');
    return is_text && db_engine(c->db) == DB_POSTGRES
               ? arena_printf(c->arena, "%s COLLATE \"C\"", name)
               : name;
}

static bool look_at(struct ctx *c, struct dump_table *t)
{
    t->columns = t->key = "";
    struct rows r = columns_of(c, t->name);
    while (rows_next(&r)) {
        char type = type_of(row_text(&r, 1));
        must(type && is_name(row_text(&r, 0)));
        t->columns = and_name(
            c->arena, t->columns, ",", arena_printf(c->arena, "%s:%c", row_text(&r, 0), type));
    }
    if (!rows_end(&r)) {
        return false;
    }
    r = key_of(c, t->name);
    while (rows_next(&r)) {
        t->key = and_name(c->arena, t->key, ", ", ordered(c, row_text(&r, 0), t->columns));
    }
    must(c->err.kind || !*t->columns || *t->key); /* every table has a key: docs/store.md */
    return rows_end(&r);
}

static const char *next_made(struct arena *a, const char **sql)
{
    static const char make[] = "CREATE TABLE ";
    const char *at = *sql;
    while (at && !str_starts(at, make)) {
        at = strchr(at, '\n');
        at = at ? at + 1 : NULL;
    }
    if (!at) {
        return NULL;
    }
    at += strlen(make);
    size_t n = strcspn(at, " (\n");
    *sql = at + n;
    return arena_strndup(a, at, n);
}

bool dump_tables(struct ctx *c, struct dump_tables *out)
{
    for (int i = 0; i < migrations_count && !c->err.kind; i++) {
        const char *sql = migration_text(c->arena, migrations[i].sql, db_engine(c->db));
        struct dump_table t = {0};
        while ((t.name = next_made(c->arena, &sql)) != NULL && look_at(c, &t)) {
            must(is_name(t.name));
            if (*t.columns) { /* not there: a later step took it away, or has not been run */
                list_push(c->arena, out, t);
            }
        }
    }
    return !c->err.kind;
}

/* "area_id:i,words:t" -> "area_id, words" */
static const char *names_of(struct arena *a, const char *columns)
{
    const char *out = "";
    while (*columns) {
        size_t n = strcspn(columns, ":");
        out = and_name(a, out, ", ", arena_strndup(a, columns, n));
        columns += n + 2;
        columns += *columns == ',';
    }
    return out;
}

/* "a:i,b:t" and the like; what a manifest says is not believed before. */
static bool columns_fit(const char *columns)
{
    while (*columns) {
        size_t n = strspn(columns, "abcdefghijklmnopqrstuvwxyz0123456789_");
        if (!n || columns[n] != ':' || !columns[n + 1] || !strchr("itb", columns[n + 1])) {
            return false;
        }
        columns += n + 2;
        if (*columns && (*columns != ',' || !*++columns)) {
            return false;
        }
    }
    return true;
}

/* out --------------------------------------------------------------------------------------- */
static void put_escaped(struct buf *b, const char *s, size_t n)
{
    static const char raw[] = "\b\f\n\r\t\v\\", said[] = "bfnrtv\\";
    for (size_t i = 0; i < n;) {
        size_t plain = i;
        while (plain < n && (!s[plain] || !strchr(raw, s[plain]))) {
            plain++;
        }
        buf_put(b, s + i, plain - i);
        if (plain < n) {
            char two[2] = {'\\', said[strchr(raw, s[plain]) - raw]};
            buf_put(b, two, 2);
            plain++;
        }
        i = plain;
    }
}

static void put_bytes(struct buf *b, struct bytes v)
{
    static const char digits[] = "0123456789abcdef";
    buf_put(b, "\\\\x", 3);
    for (size_t i = 0; i < v.n; i++) {
        uint8_t byte = ((const uint8_t *)v.v)[i];
        char two[2] = {digits[byte >> 4], digits[byte & 15]};
        buf_put(b, two, 2);
    }
}

static void put_cell(struct buf *b, const struct rows *r, int col, char type)
{
    if (row_null(r, col)) {
        buf_put(b, "\\N", 2);
    } else if (type == 'i') {
        buf_printf(b, "%lld", (long long)row_int(r, col));
    } else if (type == 'b') {
        put_bytes(b, row_bytes(r, col));
    } else {
        struct bytes text = row_bytes(r, col);
        put_escaped(b, text.v, text.n);
    }
}

static void put_row(struct buf *b, const struct rows *r, const char *columns)
{
    b->n = 0;
    for (int col = 0; *columns; col++) {
        const char *type = strchr(columns, ':') + 1;
        if (col) {
            buf_put(b, "\t", 1);
        }
        put_cell(b, r, col, *type);
        columns = type + 1 + (type[1] == ',');
    }
    buf_put(b, "\n", 1);
}

static bool sqlite_out(
    struct ctx *c, const char *sql, const struct dump_table *t, struct dump_to to)
{
    struct arena *callers = c->arena;
    struct buf b = {0};
    c->arena = arena_create(); /* a table may be longer than memory */
    struct rows r = db_stream_(c, sql, 0, NULL);
    while (rows_next(&r)) {
        put_row(&b, &r, t->columns);
        if (!to.line(c, to.self, b.v, b.n)) {
            break;
        }
        arena_reset(c->arena);
    }
    rows_end(&r);
    buf_release(&b);
    arena_destroy(c->arena);
    c->arena = callers;
    return !c->err.kind;
}

bool dump_lasting(struct ctx *c)
{
    return db_engine(c->db) == DB_SQLITE ||
           c->db->driver->script(c,
               "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0");
}

bool dump_out(struct ctx *c, const struct dump_table *t, struct dump_to to)
{
    const char *sql = arena_printf(
        c->arena, "SELECT %s FROM %s ORDER BY %s", names_of(c->arena, t->columns), t->name, t->key);
    return !c->err.kind && (db_engine(c->db) == DB_SQLITE ? sqlite_out(c, sql, t, to)
                                                          : c->db->driver->copy_out(c, sql, to));
}

/* in ---------------------------------------------------------------------------------------- */
/* Takes the escapes out in place; the length, or -1 when the line is none of ours. */
static ptrdiff_t unescaped(char *s, size_t n)
{
    static const char raw[] = "\b\f\n\r\t\v\\", said[] = "bfnrtv\\";
    size_t out = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] != '\\') {
            s[out++] = s[i];
            continue;
        }
        const char *at = i + 1 < n && s[i + 1] ? strchr(said, s[++i]) : NULL;
        if (!at) {
            return -1;
        }
        s[out++] = raw[at - said];
    }
    s[out] = 0;
    return (ptrdiff_t)out;
}

static bool read_cell(struct arena *a, char *s, size_t n, char type, struct value *out)
{
    *out = (struct value){0};
    if (n == 2 && memcmp(s, "\\N", 2) == 0) {
        return true;
    }
    ptrdiff_t length = unescaped(s, n);
    if (length < 0 || strlen(s) != (size_t)length) {
        return false;
    }
    if (type == 'i') {
        out->type = VALUE_INT;
        return parse_int(s, &out->i);
    }
    if (type == 't') {
        *out = value_text(s);
        return true;
    }
    size_t bytes = (size_t)length / 2 - 1;
    uint8_t *v = arena_alloc(a, bytes + 1);
    *out = value_bytes((struct bytes){v, bytes});
    return str_starts(s, "\\x") && length % 2 == 0 && unhex(s + 2, v, bytes);
}

static bool read_row(
    struct arena *a, const char *line, size_t n, const char *columns, struct value *out, int *cells)
{
    if (!n || line[n - 1] != '\n') {
        return false;
    }
    char *s = arena_strndup(a, line, n - 1), *end = s + n - 1;
    for (*cells = 0; *columns && *cells < 64; ++*cells) {
        const char *type = strchr(columns, ':') + 1;
        char *tab = memchr(s, '\t', (size_t)(end - s));
        char *last = tab ? tab : end;
        columns = type + 1 + (type[1] == ',');
        if ((!tab && *columns) || (tab && !*columns)) {
            return false;
        }
        *last = 0;
        if (!read_cell(a, s, (size_t)(last - s), *type, &out[*cells])) {
            return false;
        }
        s = last + 1;
    }
    return true;
}

static bool bad_line(struct ctx *c, const char *table, int64_t line)
{
    return fail(&c->err, ERR_STORE,
        WORDS(N_("表 {0} 的第 {1} 行读不懂，这份备份不完整"), TEXT(arena_strdup(c->arena, table)),
            INT(line)));
}

static bool sqlite_rows_in(
    struct ctx *c, const char *sql, const char *table, const char *columns, struct dump_from from)
{
    struct arena *callers = c->arena;
    const char *v;
    size_t n;
    int64_t line = 0;
    bool ok = true;
    struct arena *own = arena_create();
    while (ok && from.line(c, from.self, &v, &n)) {
        struct value cells[64];
        int count;
        line++;
        c->arena = own;
        ok = read_row(own, v, n, columns, cells, &count);
        if (ok) {
            db_exec_(c, sql, count, cells);
        }
        arena_reset(own);
        c->arena = callers;
        ok = ok && !c->err.kind;
    }
    arena_destroy(own);
    return (ok && !c->err.kind) || (c->err.kind ? false : bad_line(c, table, line));
}

static bool sqlite_in(struct ctx *c, const char *table, const char *columns, struct dump_from from)
{
    const char *marks = "";
    int n = 0;
    for (const char *at = strchr(columns, ':'); at; at = strchr(at + 1, ':')) {
        marks = and_name(c->arena, marks, ", ", arena_printf(c->arena, "?%d", ++n));
    }
    const char *sql = arena_printf(
        c->arena, "INSERT INTO %s (%s) VALUES (%s)", table, names_of(c->arena, columns), marks);
    return n <= 64 && sqlite_rows_in(c, sql, table, columns, from);
}

bool dump_loading(struct ctx *c)
{
    return c->db->driver->script(c,
        db_engine(c->db) == DB_SQLITE
            ? "PRAGMA defer_foreign_keys = ON"
            : "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0");
}

bool dump_in(struct ctx *c, const char *table, const char *columns, struct dump_from from)
{
    if (c->err.kind || !is_name(table) || !*columns || !columns_fit(columns)) {
        return c->err.kind ? false : bad_line(c, table, 0);
    }
    /* What the migrations put there (rules that came with the program) is in the dump again. */
    if (!c->db->driver->script(c, arena_printf(c->arena, "DELETE FROM %s", table))) {
        return false;
    }
    return db_engine(c->db) == DB_SQLITE ? sqlite_in(c, table, columns, from)
                                         : c->db->driver->copy_in(c,
                                               arena_printf(c->arena, "COPY %s (%s) FROM STDIN",
                                                   table, names_of(c->arena, columns)),
                                               from);
}

const char *dump_unsound(struct ctx *c)
{
    if (db_engine(c->db) == DB_POSTGRES) {
        return NULL; /* its own checks have looked at each row */
    }
    const char *says = db_text_(c, "SELECT integrity_check FROM pragma_integrity_check", 0, NULL);
    const char *broken = db_text_(c, "SELECT \"table\" FROM pragma_foreign_key_check", 0, NULL);
    return !str_same(says, "ok") ? str_or(says, "?")
           : broken              ? arena_printf(c->arena, "foreign key of %s", broken)
                                 : NULL;
}
