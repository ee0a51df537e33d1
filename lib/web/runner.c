#include "lib/web/runner.h"

#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "lib/db/job.h"
#include "lib/web/nightly.h"

enum { LOOK_MS = 500, APART_MS = 50, AT_ONCE = 20 };

/* True: time to end. */
static bool wait_for_work(int stop_fd, int wake_fd, int ms)
{
    struct pollfd fds[] = {{.fd = stop_fd, .events = POLLIN}, {.fd = wake_fd, .events = POLLIN}};
    /* Under a burst of commits every one would wake us: first a pause, then listen. */
    if (ms > APART_MS && poll(fds, 1, APART_MS) > 0) {
        return true;
    }
    if (poll(fds, COUNT(fds), ms) > 0 && fds[1].revents) {
        uint64_t n;
        ssize_t got = read(wake_fd, &n, sizeof n);
        (void)got;
    }
    return fds[0].revents != 0;
}

static int run_due(struct app *app, struct ctx *c)
{
    c->now = app_now(app);
    int n = jobs_run_due(c, AT_ONCE);
    if (c->err.kind) {
        fprintf(stderr, "event=runner_failed at=%s:%d detail=\"%s\"\n",
            c->err.file ? c->err.file : "-", c->err.line, c->err.detail);
        c->err = (struct err){0};
        n = 0;
    }
    arena_reset(c->arena);
    return n;
}

int runner_main(struct app *app, int stop_fd, int wake_fd, int ready_fd)
{
    struct err why = {0};
    struct ctx c = {.arena = arena_create(), .app = app};
    c.db = db_open(app->store, &why);
    pid_t me = getpid();
    if (!c.db || write(ready_fd, &me, sizeof me) != (ssize_t)sizeof me) {
        fprintf(stderr, "event=store_not_opened why=\"%s\" detail=\"%s\"\n",
            str_or(why.words.msgid, ""), why.detail);
        return 1;
    }
    c.act = (struct act){.hand = HAND_SYSTEM, .channel = CHANNEL_SYSTEM};
    int n = 0;
    while (!wait_for_work(stop_fd, wake_fd, n > 0 ? 0 : LOOK_MS)) {
        n = run_due(app, &c);
        nightly(app);
    }
    db_close(c.db);
    arena_destroy(c.arena);
    return 0;
}
