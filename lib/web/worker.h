/* worker.h - inside lib/web: one worker process and one request on its way through it.
 *
 * worker.c the loop and the tick · ask.c from the library's callbacks to a struct req · body.c what
 * a POST brings · answer.c from a struct req to bytes · deadline.c who was too slow. */
#ifndef EAVES_WORKER_H
#define EAVES_WORKER_H

#include <microhttpd.h>

#include "lib/web/compress.h"
#include "lib/web/framing.h"
#include "lib/web/helper.h"
#include "lib/web/multipart.h"
#include "lib/web/server.h"
#include "lib/web/upload.h"

/* A connection and what it may take its time for. */
enum wait { WAIT_HEAD, WAIT_BODY, WAIT_SEND, WAIT_IDLE, WAIT_KINDS };
struct conn {
    struct conn *prev, *next;
    int64_t since; /* ms of the monotonic clock */
    int fd;
    enum wait wait;
    bool cut;
};
struct conn_queue { /* oldest first: every member has the same limit */
    struct conn *head, *tail;
    int limit;
    size_t n;
};

enum stage { ASK_READING, ASK_AWAY, ASK_COLLECTED, ASK_DECIDED };
enum body_kind { BODY_NONE, BODY_FORM, BODY_PARTS, BODY_RAW };

struct ask {
    struct worker *w;
    struct MHD_Connection *mhd; /* NULL once the client has left */
    struct ask *next; /* on the tick, among those away, or free */
    enum stage stage;
    bool head; /* HEAD: a GET whose body is not sent */
    bool close;
    bool swallow; /* refused as too big, yet read: a browser that is cut off shows no reason */
    int refused; /* a status of the server's own: the router is not asked */
    const char *why; /* msgid */
    const char *accept_encoding, *if_none_match;
    struct arena *in; /* what was asked; ctx.arena is the handler's, who may run twice */
    struct ctx c;
    struct req r;
    enum body_kind kind;
    struct buf raw; /* body, or the text part being read */
    size_t text_bytes;
    struct multipart *parts;
    struct spool spool;
    const char *part_name;
    bool part_is_file;
    struct buf packed;
    struct helper *away_at; /* ASK_AWAY: who is asked, under which number, since when */
    uint64_t away_id;
    int64_t away_since;
};

struct worker {
    struct app *app;
    const struct server_options *o;
    struct db *db;
    struct MHD_Daemon *d;
    struct ctx c; /* for the tick itself */
    struct ask *tick, **tick_end;
    struct ask *away, *idle;
    size_t n_idle;
    struct conn_queue wait[WAIT_KINDS];
    struct compressor *z;
    struct helper hasher, exporter;
    const char *hosts[40]; /* NULL-ended */
    struct buf log;
    int number; /* whose place in the metrics */
    int listen_fd, signal_fd, wake_fd, epoll_fd; /* wake: the runner's, after a commit */
    int64_t drain_since; /* 0: not ending */
};
int worker_main(struct worker *w, int ready_fd); /* w: app, o and the fds are set */
void worker_tick(struct worker *w, struct ask *k); /* puts it on the tick */
/* The library lets it rest until the helper has answered; id 0: it cannot, 503. */
void worker_away(struct worker *w, struct ask *k, struct helper *at, uint64_t id);
int64_t now_ms(void); /* monotonic */
int64_t now_us(void);

/* ask.c */
struct ask *ask_take(struct worker *w);
void ask_give(struct ask *k); /* back to the idle ones */
enum MHD_Result ask_handle(void *worker, struct MHD_Connection *m, const char *url,
    const char *method, const char *version, const char *data, size_t *n, void **state);
void ask_completed(
    void *worker, struct MHD_Connection *m, void **state, enum MHD_RequestTerminationCode code);
void ask_refuse(struct ask *k, int status, const char *why); /* the first reason stays */

/* body.c */
void body_begin(struct ask *k, const char *type, int64_t length);
void body_feed(struct ask *k, const char *v, size_t n);
void body_finish(struct ask *k);

/* answer.c */
void answer_plain(
    struct ask *k, int status, const char *why); /* a small page of the server's own */
enum MHD_Result answer_queue(struct ask *k);

/* deadline.c */
void conn_opened_or_closed(void *worker, struct MHD_Connection *m, void **socket_state,
    enum MHD_ConnectionNotificationCode code);
void conn_wait(struct worker *w, struct MHD_Connection *m, enum wait wait);
int conn_cut_late(struct worker *w); /* ms until the next deadline, at most 1000 */
void conn_cut_idle(struct worker *w); /* when draining */
size_t conn_open(const struct worker *w);
#endif
