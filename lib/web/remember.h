/* remember.h - pages given again, byte for byte, until anything is written.
 *
 * A route says .remember; its page is then made once for each reader, address and way of showing,
 * and again after the next write by anybody (db_snapshot() tells) or after 20 seconds, for what it
 * says of "3 小时前". Who may see it is asked each time. Never kept: pages with a form (a CSRF
 * token and an act key are good once), that set a cookie, say something once, or are not 200.
 * On PostgreSQL nothing cheap tells of others' writes, so nothing is kept there. */
#ifndef EAVES_REMEMBER_H
#define EAVES_REMEMBER_H

#include "lib/web/web.h"

/* Inside the reading transaction, after the duty: answers the request if its page is known. */
bool page_remembered(struct ctx *c);
void page_remember(struct ctx *c); /* after the handler; decides by itself whether it may */
size_t pages_size(const struct app *app); /* bytes */
void pages_forget(struct app *app); /* frees all */
#endif
