/* opening.h - what the home page shows of the list 开张, and the page of a new login's secret. */
#ifndef EAVES_OPENING_H
#define EAVES_OPENING_H

#include "lib/web/parts.h"

int64_t opening_left(struct ctx *c); /* steps still the reader's to do; 0: none, or c->err */
bool opening_item(struct ctx *c, struct item *out); /* false: nothing left, or not the reader's */
void init_show_secret(struct ctx *c, const char *login, const char *secret, const char *next);
#endif
