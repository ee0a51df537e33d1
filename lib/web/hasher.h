/* hasher.h - Argon2 in a process of its own: 25 ms of work that no worker's loop may wait for. */
#ifndef EAVES_HASHER_H
#define EAVES_HASHER_H

#include "lib/base/app.h"
#include "lib/web/helper.h"

enum { HASHER_QUEUE = 32, HASHER_TEXT = 256 };

int hasher_main(struct app *app, int control, int stop_fd); /* the helper's process */
/* A worker's side. The id of the question; 0: answer 503. */
uint64_t hasher_ask(struct helper *h, const char *hash, const char *password);
enum helper_news hasher_next(struct helper *h, uint64_t *id, bool *matches);
#endif
