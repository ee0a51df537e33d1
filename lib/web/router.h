/* router.h - inside lib/web: the route of a path (route.c, also for openapi and the server), what a
 * POST asks (wish.c), answers that are not the handler's (refuse.c). */
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
/* What stands behind /a/CODE/; NULL: it is not of an area. */
const char *path_behind_area(const char *path);

/* Who asks, in which area, and may she? Inside a transaction; false leaves the reason in c->err. */
bool router_admits(struct ctx *c);

/* wish.c: in this order, inside the transaction; false leaves the reason in c->err. */
bool wish_checked(struct ctx *c); /* sent from a page of ours */
bool wish_taken(struct ctx *c); /* c->act: whose, by which hand and channel, under which key */
bool wish_read(struct ctx *c); /* the form, into req->form */
const char *wish_typed(struct ctx *c, const char *name); /* "" if absent */

/* refuse.c: from c->err to an answer. */
void router_refuse(struct ctx *c); /* after a transaction: undone, noted, the form shown again */
void router_error(struct ctx *c); /* the page that says what went wrong */
#endif
