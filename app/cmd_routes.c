/* cmd_routes.c - `eaves routes`, `eaves openapi`: what the program says of its own addresses. */
#include <stdio.h>

#include "app/app.h"
#include "lib/web/openapi.h"

int cmd_routes(struct cli *cli)
{
    app_answers(&cli->app);
    routes_print(&cli->app, stdout);
    return EXIT_OK;
}

int cmd_openapi(struct cli *cli)
{
    app_answers(&cli->app);
    openapi_print(&cli->app, stdout);
    return EXIT_OK;
}
