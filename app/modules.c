/* modules.c - the list of rooms, by tier. A new room adds one line here. */
#include "app/app.h"

#include "lib/log/log.h"
#include "lib/web/web.h"

const struct module *const modules[] = {
    &log_module, /* -1: lib */
    &web_module,
    NULL,
};

void app_answers(struct app *app)
{
    app->modules = modules;
}
