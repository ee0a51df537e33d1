/* server.h - `eaves serve`: a parent, its pre-forked workers, one runner, one hasher and one
 * exporter.
 *
 * The parent binds, forks, restarts what dies and passes signals on; it opens no store and reads no
 * request. A worker is single-threaded: one HTTP daemon, one store connection, made after the fork.
 * GETs are served inline; POSTs that are ready in the same turn of its loop share one commit.
 * SIGTERM and SIGINT: stop accepting, finish open requests (at most 10 s), end. SIGHUP: reload(),
 * then new workers take over the same sockets and the old ones drain: no request is lost, and none
 * on a kept connection either, which is told to close with its next answer.
 */
#ifndef EAVES_SERVER_H
#define EAVES_SERVER_H

#include "lib/base/app.h"

struct server_options {
    const char *listen; /* "127.0.0.1:8080", "[::1]:8080"; port 0: any, see ready() */
    const char *write_listen; /* a worker of its own for a front that routes by method, or NULL */
    int workers; /* 0: one per core; at most 32 */
    int64_t body_max; /* most any request may bring whatever its route allows; 0: 72 MiB */
    int header_ms, body_ms, idle_ms, send_ms; /* total deadlines; 0: 10, 60, 30 and 120 s */
    int connections; /* per worker; 0: 4,000 or what the process may open */
    bool any_host; /* no allow-list of Host names */
    const char *const *hosts; /* names besides base_url's, 127.0.0.1 and localhost; NULL-ended */
    bool behind_proxy; /* the last X-Forwarded-For address is the sender's */
    bool quiet; /* no line per request in the log */
    bool no_runner; /* another process of the same store does the jobs */
    void (*reload)(struct app *app); /* SIGHUP, in the parent, before new workers; NULL: nothing */
    void (*ready)(const char *address); /* in the parent, once every worker serves; NULL: nothing */
};

/* Serves until told to end; the exit status of the program. The caller has checked the store's
 * schema and closed its connection. Sockets come from LISTEN_FDS when systemd passes them. */
int server_run(struct app *app, const struct server_options *o);
#endif
