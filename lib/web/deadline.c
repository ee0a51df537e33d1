#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "lib/web/worker.h"

int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t now_ms(void)
{
    return now_us() / 1000;
}

static void leave(struct worker *w, struct conn *x)
{
    struct conn_queue *q = &w->wait[x->wait];
    if (x->cut) {
        return;
    }
    *(x->prev ? &x->prev->next : &q->head) = x->next;
    *(x->next ? &x->next->prev : &q->tail) = x->prev;
    x->prev = x->next = NULL;
    q->n--;
}

static void enter(struct worker *w, struct conn *x, enum wait wait)
{
    struct conn_queue *q = &w->wait[wait];
    x->wait = wait;
    x->since = now_ms();
    x->prev = q->tail;
    *(q->tail ? &q->tail->next : &q->head) = x;
    q->tail = x;
    q->n++;
}

void conn_opened_or_closed(void *worker, struct MHD_Connection *m, void **socket_state,
    enum MHD_ConnectionNotificationCode code)
{
    struct worker *w = worker;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *i =
            MHD_get_connection_info(m, MHD_CONNECTION_INFO_CONNECTION_FD);
        struct conn *x = calloc(1, sizeof *x);
        must(x != NULL && i != NULL);
        x->fd = i->connect_fd;
        *socket_state = x;
        enter(w, x, WAIT_HEAD);
    } else if (*socket_state) {
        leave(w, *socket_state);
        free(*socket_state);
        *socket_state = NULL;
    }
}

void conn_wait(struct worker *w, struct MHD_Connection *m, enum wait wait)
{
    const union MHD_ConnectionInfo *i =
        MHD_get_connection_info(m, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct conn *x = i ? i->socket_context : NULL;
    if (x && !x->cut) {
        leave(w, x);
        enter(w, x, wait);
    }
}

/* The library sees the end of the stream and closes; the fd stays its own. */
static void cut(struct worker *w, struct conn *x)
{
    leave(w, x);
    x->cut = true;
    shutdown(x->fd, SHUT_RDWR);
}

int conn_cut_late(struct worker *w)
{
    int64_t now = now_ms();
    int64_t next = 1000;
    for (int i = 0; i < WAIT_KINDS; i++) {
        struct conn_queue *q = &w->wait[i];
        while (q->head && now - q->head->since >= q->limit) {
            cut(w, q->head);
            next = 0;
        }
        int64_t left = q->head ? q->head->since + q->limit - now : next;
        next = left < next ? left : next;
    }
    return (int)next;
}

/* A request may be on its way on any connection, kept or just accepted; who asks once more is told
 * to close with the answer. So they have a moment, and only who is silent then is cut off. */
void conn_cut_idle(struct worker *w)
{
    enum { GRACE_MS = 1000, HEAD_GRACE_MS = 500 };
    int64_t now = now_ms();
    while (w->wait[WAIT_IDLE].head && now - w->drain_since > GRACE_MS) {
        cut(w, w->wait[WAIT_IDLE].head);
    }
    while (w->wait[WAIT_HEAD].head && now - w->wait[WAIT_HEAD].head->since > HEAD_GRACE_MS) {
        cut(w, w->wait[WAIT_HEAD].head);
    }
}

size_t conn_open(const struct worker *w)
{
    size_t n = 0;
    for (int i = 0; i < WAIT_KINDS; i++) {
        n += w->wait[i].n;
    }
    return n;
}
