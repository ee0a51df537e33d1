/* helper.h - a process beside the workers, for what no worker's loop may wait for: Argon2, exports.
 *
 * The parent makes one control socket for each helper and forks it. Each worker makes a pair of
 * sockets of its own, sends one end over the control socket and asks on the other. When the helper
 * dies, what it was asked is "lost" and the worker greets the next one. */
#ifndef EAVES_HELPER_H
#define EAVES_HELPER_H

#include <sys/types.h>

#include "lib/base/base.h"

bool helper_control(int control[2]); /* [0] for workers, [1] for the helper; kept by the parent */

/* The helper's side. One message, with a file if fd is not -1; false: the other end is gone. */
bool helper_tell(int to, const void *v, size_t n, int fd);
/* Its length; 0 the other end is gone, -1 nothing yet. *fd: a file that came with it, or -1. */
ssize_t helper_hear(int from, void *v, size_t size, int *fd);
struct helper_work {
    void *self;
    bool (*answer)(void *self, int fd); /* a question waits at fd; false: that worker is gone */
    void (*renew)(void *self); /* SIGHUP */
};
/* Serves until stop_fd (a signalfd) says to end. The exit status. */
int helper_main(const struct helper_work *work, int control, int stop_fd);

/* A worker's side. */
struct helper {
    int control, fd; /* fd: to poll; -1 none */
    uint64_t last_id;
    int waiting;
};
void helper_init(struct helper *h, int control); /* control -1: there is none */
void helper_finish(struct helper *h);
/* Sends a question; its first eight bytes become its id. That id; 0: `most` wait already or there
 * is no helper: answer 503. */
uint64_t helper_ask(struct helper *h, int most, void *question, size_t n);
enum helper_news { HELPER_NOTHING, HELPER_ANSWER, HELPER_LOST };
/* Next news without waiting: an answer of *n bytes, and its file or -1. HELPER_LOST: everything
 * that was asked stays unanswered. */
enum helper_news helper_next(struct helper *h, void *v, size_t size, size_t *n, int *fd);
#endif
