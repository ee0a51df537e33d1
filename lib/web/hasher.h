/* hasher.h - Argon2 in a process of its own: 25 ms of work that no worker's loop may wait for.
 *
 * The parent makes one control socket and forks the hasher. Each worker makes a pair of sockets of
 * its own, sends one end over the control socket and asks on the other. When the hasher dies, what
 * it was asked is answered "lost" and the worker greets the next one. */
#ifndef EAVES_HASHER_H
#define EAVES_HASHER_H

#include "lib/base/app.h"

enum { HASHER_QUEUE = 32, HASHER_TEXT = 256 };

bool hasher_control(int control[2]); /* [0] for workers, [1] for the hasher; kept by the parent */
/* The hasher's process: serves until stop_fd (a signalfd) says to end; SIGHUP there: a new log. */
int hasher_main(const struct app *app, int control, int stop_fd);

/* A worker's side. */
struct hasher {
    int control, fd; /* fd: to poll; -1 none */
    uint64_t last_id;
    int waiting;
};
void hasher_init(struct hasher *h, int control); /* control -1: there is none */
void hasher_finish(struct hasher *h);
/* The id of the question; 0: the queue is full or there is no hasher, answer 503. */
uint64_t hasher_ask(struct hasher *h, const char *hash, const char *password);
enum hasher_news { HASHER_NOTHING, HASHER_ANSWER, HASHER_LOST };
/* Next news without waiting. HASHER_LOST: everything that was asked stays unanswered. */
enum hasher_news hasher_next(struct hasher *h, uint64_t *id, bool *matches);
#endif
