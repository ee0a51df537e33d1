/* session.h - the router's side of sessions: a visitor's cookie is only a random token; a row
 * exists once somebody has signed in. */
#ifndef EAVES_SESSION_H
#define EAVES_SESSION_H

#include "lib/web/web.h"

void preferences_load(struct ctx *c); /* language, 长辈版, theme, print: cookies and query */
void session_load(struct ctx *c); /* fills c->who from the cookie, if it is somebody's */
/* A lost answer asked for again: if that answer had signed the asker in, gives the cookie anew. */
void session_again(struct ctx *c);
void act_arrived(struct ctx *c); /* the answer tells the browser which form came in */
bool act_keep(struct ctx *c); /* c->act as it is now, into its row */
bool act_check_for(struct ctx *c, int64_t person_id);
bool post_from_json(struct ctx *c, const char *text, size_t n);
#endif
