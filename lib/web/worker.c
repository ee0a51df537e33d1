#include "lib/web/worker.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "lib/web/exporter.h"
#include "lib/web/hasher.h"
#include "lib/web/router.h"

enum { DRAIN_MS = 10000, HASH_MS = 8000, CONNECTION_MEMORY = 16 * 1024, CONNECTIONS = 4000 };

/* The tick: POSTs of one turn, one commit ---------------------------------------------------- */
void worker_tick(struct worker *w, struct ask *k)
{
    k->stage = ASK_COLLECTED;
    k->next = NULL;
    *w->tick_end = k;
    w->tick_end = &k->next;
}

/* The store was busy for 5 s: what waits behind would wait as long, each. */
static void refuse_all(struct ask *first, const struct err *why)
{
    for (struct ask *k = first; k; k = k->next) {
        web_refuse(&k->c, why);
    }
}

static void each_alone(struct ask *first)
{
    for (struct ask *k = first; k; k = k->next) {
        web_serve(&k->c);
        if (k->r.status == 503 && k->next) {
            struct err why = {0};
            fail(&why, ERR_BUSY, SAY(N_("现在很忙，请过几秒再试。")));
            refuse_all(k->next, &why);
            return;
        }
    }
}

static void together(struct worker *w, struct ask *first)
{
    w->c.err = (struct err){0};
    w->c.now = app_now(w->app);
    if (!db_tick_begin(&w->c)) {
        refuse_all(first, &w->c.err);
        return;
    }
    for (struct ask *k = first; k; k = k->next) {
        web_serve(&k->c);
    }
    if (db_tick_commit(&w->c)) {
        return;
    }
    /* A failed commit, or one request broke the transaction of all: each for itself. */
    w->c.err = (struct err){0};
    each_alone(first);
}

static bool may_share(const struct worker *w, const struct ask *a, const struct ask *b)
{
    const char *behind = path_behind_area(a->r.path);
    return db_one_writer(w->db) ||
           (behind && strncmp(a->r.path, b->r.path, (size_t)(behind - a->r.path)) == 0);
}

/* Those that one transaction can hold, in their order: the first, and who may share with it. */
static struct ask *take_some(struct worker *w)
{
    struct ask *first = w->tick, **end = &first->next, **left = &w->tick;
    struct ask *k = first->next;
    for (struct ask *next; k; k = next) {
        next = k->next;
        struct ask ***at = may_share(w, first, k) ? &end : &left;
        **at = k;
        *at = &k->next;
    }
    *end = *left = NULL;
    return first;
}

static void decide(struct worker *w, struct ask *first)
{
    if (first->next) {
        together(w, first);
    } else {
        each_alone(first);
    }
}

static void wake_runner(struct worker *w)
{
    uint64_t one = 1;
    if (w->wake_fd >= 0 && write(w->wake_fd, &one, sizeof one) < 0 && errno != EAGAIN) {
        fprintf(stderr, "event=wake_failed errno=%d\n", errno);
    }
}

/* Did any of them write? */
static bool answered(struct ask *first)
{
    bool wrote = false;
    for (struct ask *k = first, *next; k; k = next) {
        next = k->next;
        wrote = wrote || (!k->refused && k->r.status < 400);
        k->stage = ASK_DECIDED;
        if (!k->mhd) {
            ask_give(k);
        }
    }
    return wrote;
}

static bool tick_commit(struct worker *w)
{
    if (!w->tick) {
        return false;
    }
    bool wrote = false;
    while (w->tick) {
        struct ask *some = take_some(w);
        decide(w, some);
        wrote = answered(some) || wrote;
    }
    w->tick_end = &w->tick;
    arena_reset(w->c.arena);
    if (wrote) {
        wake_runner(w);
    }
    return true;
}

/* Away with a helper -------------------------------------------------------------------------- */
void worker_away(struct worker *w, struct ask *k, struct helper *at, uint64_t id)
{
    if (!id) {
        k->r.retry_after = 2;
        ask_refuse(k, 503, N_("现在很忙，请过几秒再试。"));
        k->stage = ASK_DECIDED;
        return;
    }
    k->stage = ASK_AWAY;
    k->away_at = at;
    k->away_id = id;
    k->away_since = now_ms();
    k->next = w->away;
    w->away = k;
    MHD_suspend_connection(k->mhd);
}

static struct ask *back_from(struct worker *w, const struct helper *h, uint64_t id)
{
    for (struct ask **at = &w->away; *at; at = &(*at)->next) {
        struct ask *k = *at;
        if (k->away_at == h && k->away_id == id) {
            *at = k->next;
            k->next = NULL;
            return k;
        }
    }
    return NULL;
}

static void away_lost(struct worker *w, const struct helper *h, int64_t before)
{
    for (struct ask **at = &w->away; *at;) {
        struct ask *k = *at;
        if (k->away_at != h || k->away_since >= before) {
            at = &k->next;
            continue;
        }
        *at = k->next;
        k->r.retry_after = 5;
        ask_refuse(k, 503, N_("现在很忙，请过几秒再试。"));
        k->stage = ASK_DECIDED;
        MHD_resume_connection(k->mhd);
    }
}

static void away_late(struct worker *w)
{
    if (w->away) {
        away_lost(w, &w->hasher, now_ms() - HASH_MS);
        away_lost(w, &w->exporter, now_ms() - EXPORTER_MS);
    }
}

static void hear_hasher(struct worker *w)
{
    uint64_t id = 0;
    bool matches = false;
    for (int i = 0; i < 2 * HASHER_QUEUE; i++) {
        enum helper_news news = hasher_next(&w->hasher, &id, &matches);
        if (news == HELPER_LOST) {
            away_lost(w, &w->hasher, INT64_MAX);
        }
        if (news != HELPER_ANSWER) {
            return;
        }
        struct ask *k = back_from(w, &w->hasher, id);
        if (k) {
            k->r.hash_ok = matches ? 1 : -1;
            worker_tick(w, k);
            MHD_resume_connection(k->mhd);
        }
    }
}

static void take_export(struct worker *w, struct exported *e)
{
    struct ask *k = back_from(w, &w->exporter, e->id);
    if (k) {
        exporter_read(k->in, e, &k->r);
        k->c.who.account_id = e->account_id;
        k->r.route = route_find(k->in, w->app, "GET", k->r.path, NULL).route; /* for the log */
        k->stage = ASK_DECIDED;
        MHD_resume_connection(k->mhd);
    } else if (e->fd >= 0) { /* it came too late */
        close(e->fd);
    }
}

static void hear_exporter(struct worker *w)
{
    static struct exported e;
    for (int i = 0; i < 2 * EXPORTER_QUEUE; i++) {
        enum helper_news news = exporter_next(&w->exporter, &e);
        if (news == HELPER_LOST) {
            away_lost(w, &w->exporter, INT64_MAX);
        }
        if (news != HELPER_ANSWER) {
            return;
        }
        take_export(w, &e);
    }
}

/* The loop ----------------------------------------------------------------------------------- */
static void log_flush(struct worker *w)
{
    if (w->log.n && write(STDERR_FILENO, w->log.v, w->log.n) < 0) {
        w->log.n = 0;
    }
    w->log.n = 0;
}

static void hear_signals(struct worker *w)
{
    struct signalfd_siginfo s;
    if (read(w->signal_fd, &s, sizeof s) == (ssize_t)sizeof s && !w->drain_since) {
        w->drain_since = now_ms();
        MHD_quiesce_daemon(w->d);
    }
}

static bool drained(struct worker *w)
{
    if (!w->drain_since) {
        return false;
    }
    conn_cut_idle(w);
    return conn_open(w) == 0 || now_ms() - w->drain_since > DRAIN_MS;
}

static void wait_for_news(struct worker *w, int ms)
{
    struct pollfd fds[] = {{.fd = w->epoll_fd, .events = POLLIN},
        {.fd = w->signal_fd, .events = POLLIN}, {.fd = w->hasher.fd, .events = POLLIN},
        {.fd = w->exporter.fd, .events = POLLIN}};
    if (poll(fds, COUNT(fds), ms) > 0) {
        if (fds[1].revents) {
            hear_signals(w);
        }
        if (fds[2].revents) {
            hear_hasher(w);
        }
        if (fds[3].revents) {
            hear_exporter(w);
        }
    }
}

static void loop(struct worker *w)
{
    while (!drained(w)) {
        MHD_UNSIGNED_LONG_LONG t = 0;
        int ms = conn_cut_late(w);
        away_late(w);
        if (MHD_get_timeout(w->d, &t) == MHD_YES && t < (MHD_UNSIGNED_LONG_LONG)ms) {
            ms = (int)t;
        }
        if (w->drain_since && ms > 100) {
            ms = 100;
        }
        wait_for_news(w, w->tick ? 0 : ms);
        MHD_run(w->d);
        if (tick_commit(w)) {
            MHD_run(w->d); /* the handlers are called again and queue */
            MHD_run(w->d); /* the bytes leave; POSTs that come in now wait for the next turn */
        }
        log_flush(w);
    }
}

/* Beginning ---------------------------------------------------------------------------------- */
/* Escapes are decoded by percent_decode(), which refuses what it cannot; the library would not. */
static size_t raw_text(void *self, struct MHD_Connection *m, char *s)
{
    (void)self;
    (void)m;
    return strlen(s);
}

static void quiet_library(void *self, const char *fmt, va_list args)
{
    (void)self;
    (void)fmt;
    (void)args;
}

static unsigned connections_possible(const struct server_options *o)
{
    struct rlimit r = {0};
    unsigned want = o->connections ? (unsigned)o->connections : CONNECTIONS;
    getrlimit(RLIMIT_NOFILE, &r);
    r.rlim_cur = r.rlim_max;
    setrlimit(RLIMIT_NOFILE, &r);
    return r.rlim_cur > 200 && r.rlim_cur - 100 < want ? (unsigned)r.rlim_cur - 100 : want;
}

static bool start_daemon(struct worker *w)
{
    w->d = MHD_start_daemon(MHD_USE_EPOLL | MHD_USE_ERROR_LOG | MHD_ALLOW_SUSPEND_RESUME, 0, NULL,
        NULL, ask_handle, w, MHD_OPTION_EXTERNAL_LOGGER, quiet_library, NULL,
        MHD_OPTION_LISTEN_SOCKET, w->listen_fd, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_MEMORY, MHD_OPTION_CONNECTION_LIMIT, connections_possible(w->o),
        MHD_OPTION_UNESCAPE_CALLBACK, raw_text, NULL, MHD_OPTION_NOTIFY_COMPLETED, ask_completed, w,
        MHD_OPTION_NOTIFY_CONNECTION, conn_opened_or_closed, w, MHD_OPTION_END);
    const union MHD_DaemonInfo *i =
        w->d ? MHD_get_daemon_info(w->d, MHD_DAEMON_INFO_EPOLL_FD) : NULL;
    w->epoll_fd = i ? i->epoll_fd : -1;
    return i != NULL;
}

static void name_hosts(struct worker *w)
{
    size_t n = 0;
    const char *own = framing_url_host(w->c.arena, w->app->base_url);
    w->hosts[n++] = strdup(own);
    w->hosts[n++] = "127.0.0.1";
    w->hosts[n++] = "localhost";
    w->hosts[n++] = "[::1]";
    for (const char *const *h = w->o->hosts; h && *h && n < COUNT(w->hosts) - 1; h++) {
        w->hosts[n++] = *h;
    }
}

static int or_default(int ms, int otherwise)
{
    return ms > 0 ? ms : otherwise;
}

static bool start(struct worker *w)
{
    struct err why = {0};
    w->c = (struct ctx){.arena = arena_create(), .app = w->app};
    w->tick_end = &w->tick;
    w->wait[WAIT_HEAD].limit = or_default(w->o->header_ms, 10000);
    w->wait[WAIT_BODY].limit = or_default(w->o->body_ms, 60000);
    w->wait[WAIT_IDLE].limit = or_default(w->o->idle_ms, 30000);
    w->wait[WAIT_SEND].limit = or_default(w->o->send_ms, 120000);
    w->z = compressor_create();
    name_hosts(w);
    w->db = w->c.db = db_open(w->app->store, &why);
    if (!w->db) {
        fprintf(stderr, "event=store_not_opened why=\"%s\" detail=\"%s\"\n",
            str_or(why.words.msgid, ""), why.detail);
        return false;
    }
    return start_daemon(w);
}

int worker_main(struct worker *w, int ready_fd)
{
    if (!start(w)) {
        return 1;
    }
    pid_t me = getpid();
    if (write(ready_fd, &me, sizeof me) != (ssize_t)sizeof me) {
        return 1;
    }
    loop(w);
    MHD_stop_daemon(w->d);
    log_flush(w);
    db_close(w->db);
    return 0;
}
