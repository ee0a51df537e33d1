/* postgres_rows.h - an answer, copied into the arena; for postgres.c only. */
#ifndef EAVES_POSTGRES_ROWS_H
#define EAVES_POSTGRES_ROWS_H

#include <libpq-fe.h>

#include "lib/db/driver.h"

enum { OID_BOOL = 16, OID_BYTEA = 17, OID_INT8 = 20, OID_TEXT = 25 };
struct cursor;
struct cursor *postgres_cursor(struct arena *a, const PGresult *res);
/* Of struct driver. */
bool postgres_next(struct rows *r);
void postgres_end(struct rows *r);
int postgres_columns(const struct rows *r);
bool postgres_null(const struct rows *r, int col);
int64_t postgres_int(const struct rows *r, int col);
struct bytes postgres_bytes(const struct rows *r, int col);
#endif
