/* openapi.h - what the program itself says of its addresses; CI compares both with docs/. */
#ifndef EAVES_OPENAPI_H
#define EAVES_OPENAPI_H

#include <stdio.h>

#include "lib/base/app.h"

/* One line a route, tab-separated: method path duty hands form list title. */
void routes_print(const struct app *app, FILE *out);
/* OpenAPI 3.1 of everything under /api/v1: lists that can be read, forms that can be sent. */
void openapi_print(const struct app *app, FILE *out);
#endif
