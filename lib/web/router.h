/* router.h - finding the route of a path; shared by router.c, openapi and the server. */
#ifndef EAVES_ROUTER_H
#define EAVES_ROUTER_H

#include "lib/web/web.h"

struct found {
    const struct route *route; /* NULL: no such path */
    const char *suffix; /* of a list: "csv" ..., or "" */
    bool other_method; /* the path exists, not for this method */
};
/* Fills params with the path's :names when given. /api/v1 before the path is passed over. */
struct found route_find(struct arena *a, const struct app *app, const char *method,
    const char *path, struct pairs *params);
bool path_is_api(const char *path);
#endif
