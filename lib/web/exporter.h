/* exporter.h - long answers in a process of their own: tables of up to 50,000 rows, pages to print.
 *
 * A worker may not be held for more than 20 ms, and an export takes a second. So the worker hands
 * such a GET over as it came, with its cookie; the exporter serves it with its own connection to
 * the store, exactly as a worker would (same routes, duties, snapshot), and gives back the answer
 * and a file of its bytes. Meanwhile the worker serves others. One export after the other: they
 * would only share the same core. */
#ifndef EAVES_EXPORTER_H
#define EAVES_EXPORTER_H

#include "lib/web/helper.h"
#include "lib/web/web.h"

enum { EXPORTER_QUEUE = 8, EXPORTER_MS = 60 * 1000 };

/* reload: what SIGHUP makes of app; NULL nothing. */
int exporter_main(struct app *app, void (*reload)(struct app *app), int control, int stop_fd);
bool exporter_takes(const struct req *r); /* is that a long one? */
/* A worker's side. The id of the question; 0: answer 503. */
uint64_t exporter_ask(struct helper *h, const struct req *r, int64_t now);
struct exported {
    uint64_t id;
    int64_t account_id, size;
    int fd; /* the bytes */
    char text[16 * 1024]; /* see exporter_read() */
    size_t n;
};
enum helper_news exporter_next(struct helper *h, struct exported *out);
void exporter_read(struct arena *a, struct exported *e, struct req *r); /* r takes the file */
#endif
