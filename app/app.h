/* app.h - what main.c and the commands share. */
#ifndef EAVES_APP_APP_H
#define EAVES_APP_APP_H

#include "lib/base/app.h"
#include "lib/base/module.h"

extern const struct module *const modules[]; /* by tier, NULL-terminated */
void app_answers(struct app *app); /* fills app->modules and the neighbourhood's answers */
#endif
