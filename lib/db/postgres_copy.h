/* postgres_copy.h - COPY in and out; what postgres.c and postgres_copy.c tell each other. */
#ifndef EAVES_POSTGRES_COPY_H
#define EAVES_POSTGRES_COPY_H

#include <libpq-fe.h>

#include "lib/db/dump.h"

PGconn *postgres_ready(struct ctx *c); /* nothing on its way; NULL with c->err set */
bool postgres_failed(struct ctx *c, const PGresult *res, const char *sql); /* sets c->err; false */
bool postgres_copy_out(struct ctx *c, const char *select, struct dump_to to);
bool postgres_copy_in(struct ctx *c, const char *copy, struct dump_from from);
#endif
