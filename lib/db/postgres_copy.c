#include "lib/db/postgres_copy.h"

static bool begin(struct ctx *c, PGconn *h, const char *sql, ExecStatusType wanted)
{
    PGresult *res = PQexec(h, sql);
    bool ok = PQresultStatus(res) == wanted || postgres_failed(c, res, sql);
    PQclear(res);
    return ok;
}

static bool finish(struct ctx *c, PGconn *h, const char *sql)
{
    for (PGresult *res = PQgetResult(h); res; res = PQgetResult(h)) {
        if (PQresultStatus(res) != PGRES_COMMAND_OK && PQresultStatus(res) != PGRES_COPY_OUT) {
            postgres_failed(c, res, sql);
        }
        PQclear(res);
    }
    return !c->err.kind;
}

/* Left before its end: the rest is read away, so that the connection can be used again. */
bool postgres_copy_out(struct ctx *c, const char *select, struct dump_to to)
{
    PGconn *h = postgres_ready(c);
    const char *sql = arena_printf(c->arena, "COPY (%s) TO STDOUT", select);
    if (!h || !begin(c, h, sql, PGRES_COPY_OUT)) {
        return false;
    }
    char *line = NULL;
    bool wanted = true;
    for (int n = PQgetCopyData(h, &line, 0); n > 0; n = PQgetCopyData(h, &line, 0)) {
        wanted = wanted && to.line(c, to.self, line, (size_t)n);
        PQfreemem(line);
    }
    return finish(c, h, sql);
}

bool postgres_copy_in(struct ctx *c, const char *copy, struct dump_from from)
{
    PGconn *h = postgres_ready(c);
    const char *v;
    size_t n;
    if (!h || !begin(c, h, copy, PGRES_COPY_IN)) {
        return false;
    }
    while (from.line(c, from.self, &v, &n) && PQputCopyData(h, v, (int)n) == 1) {
    }
    if (PQputCopyEnd(h, c->err.kind ? "not wanted" : NULL) != 1) {
        postgres_failed(c, NULL, copy);
    }
    return finish(c, h, copy);
}
