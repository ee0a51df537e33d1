/* postgres_text.h - statements and errors as texts; for postgres.c only. */
#ifndef EAVES_POSTGRES_TEXT_H
#define EAVES_POSTGRES_TEXT_H

#include "lib/base/base.h"

enum { PARAMS_MAX = 64 };
enum err_kind postgres_kind(const char *state, const char *message);
/* ?1 -> $1, but not between quotes. Answers the greatest number. */
int postgres_translate(const char *sql, char *out);
bool postgres_uses(const char *sql, int number); /* is $number in it? */
#endif
