#include "lib/web/server.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/web/exporter.h"
#include "lib/web/hasher.h"
#include "lib/web/listen.h"
#include "lib/web/metrics.h"
#include "lib/web/runner.h"
#include "lib/web/worker.h"

enum {
    WORKERS_MAX = 32,
    SLOTS_MAX = WORKERS_MAX + 4,
    MAKERS = 60,
    SHORT_LIFE_MS = 5000,
    END_MS = 12000
};

enum role { ROLE_WORKER, ROLE_RUNNER, ROLE_HASHER, ROLE_EXPORTER };
static const char *const role_names[] = {"worker", "runner", "hasher", "exporter"};

struct slot { /* a place for one process, whoever fills it at the moment */
    enum role role;
    int listen_fd; /* workers: kept here, so that a dead worker's queue of connections is not lost
                    */
    pid_t pid; /* 0: none */
    pid_t old; /* the one that is to leave once pid is ready */
    int64_t since, retry_at;
    int fails; /* short lives in a row */
    bool ready;
    bool stale; /* begun before the last reload: still to be replaced */
};

struct parent {
    struct app *app;
    const struct server_options *o;
    struct slot slots[SLOTS_MAX];
    int n;
    int signal_fd, wake_fd, hashing[2], exports[2], ready[2];
    uint32_t maker; /* last worker number given for ids: not given again soon */
    bool told, ending, failed, reloading;
    int64_t end_at, pet_at; /* pet_at: the watchdog's next */
    char address[64];
};

/* Children ----------------------------------------------------------------------------------- */
static int signals_of(const int *list, size_t n)
{
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < n; i++) {
        sigaddset(&set, list[i]);
    }
    sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* Workers need them to the last: they hear of a reload, and end after everybody else. */
static bool is_helper(const struct slot *s)
{
    return s->role == ROLE_HASHER || s->role == ROLE_EXPORTER;
}

static int run_helper(struct parent *p, struct slot *s, int stop_fd)
{
    pid_t me = getpid();
    close(p->hashing[0]);
    close(p->exports[0]);
    if (write(p->ready[1], &me, sizeof me) != (ssize_t)sizeof me) {
        return 1;
    }
    return s->role == ROLE_HASHER ? hasher_main(p->app, p->hashing[1], stop_fd)
                                  : exporter_main(p->app, p->o->reload, p->exports[1], stop_fd);
}

static int run_child(struct parent *p, struct slot *s)
{
    static const int heard[] = {SIGTERM, SIGINT, SIGHUP};
    close(p->signal_fd);
    close(p->ready[0]);
    for (int i = 0; i < p->n; i++) {
        if (&p->slots[i] != s && p->slots[i].listen_fd >= 0 &&
            p->slots[i].listen_fd != s->listen_fd) {
            close(p->slots[i].listen_fd);
        }
    }
    /* Who is replaced by a reload does not hear of it: only the helpers stay. */
    int stop_fd = signals_of(heard, is_helper(s) ? 3 : 2);
    if (is_helper(s)) {
        return run_helper(p, s, stop_fd);
    }
    close(p->hashing[1]);
    close(p->exports[1]);
    if (s->role == ROLE_RUNNER) {
        return runner_main(p->app, stop_fd, p->wake_fd, p->ready[1]);
    }
    static struct worker w;
    w = (struct worker){.app = p->app,
        .o = p->o,
        .number = (int)(s - p->slots),
        .listen_fd = s->listen_fd,
        .signal_fd = stop_fd,
        .wake_fd = p->wake_fd};
    helper_init(&w.hasher, p->hashing[0]);
    helper_init(&w.exporter, p->exports[0]);
    return worker_main(&w, p->ready[1]);
}

static void spawn(struct parent *p, struct slot *s)
{
    pid_t parent = getpid();
    p->maker = (p->maker + 1) % MAKERS;
    pid_t pid = fork();
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        prctl(PR_SET_NAME, role_names[s->role]);
        p->app->ids = (struct id_maker){.worker = p->maker};
        _exit(getppid() == parent ? run_child(p, s) : 1);
    }
    s->since = now_ms();
    s->ready = s->stale = false;
    s->retry_at = pid < 0 ? s->since + 1000 : 0;
    s->pid = pid < 0 ? 0 : pid;
}

static struct slot *slot_of(struct parent *p, pid_t pid)
{
    for (int i = 0; i < p->n; i++) {
        if (p->slots[i].pid == pid || p->slots[i].old == pid) {
            return &p->slots[i];
        }
    }
    return NULL;
}

static void plan_restart(struct parent *p, struct slot *s)
{
    int64_t now = now_ms();
    s->fails = !s->stale && now - s->since < SHORT_LIFE_MS ? s->fails + 1 : 0;
    s->retry_at = now + (s->fails ? 50 << (s->fails < 6 ? s->fails : 6) : 0);
    if (!p->told && s->fails >= 3) {
        /* It has never worked: the reason is on stderr, trying on helps nobody. */
        p->failed = true;
    }
}

static void bury(struct parent *p, pid_t pid, int status)
{
    struct slot *s = slot_of(p, pid);
    if (!s) {
        return;
    }
    if (s->old == pid) {
        s->old = 0;
        return;
    }
    if (!p->ending && !s->stale) {
        fprintf(stderr, "event=child_ended role=%s pid=%d signal=%d status=%d\n",
            role_names[s->role], (int)pid, WIFSIGNALED(status) ? WTERMSIG(status) : 0,
            WIFEXITED(status) ? WEXITSTATUS(status) : 0);
    }
    /* The one that was to be replaced goes on when its successor does not live. */
    s->pid = s->ready ? 0 : s->old;
    s->old = s->ready ? s->old : 0;
    if (!s->pid) {
        plan_restart(p, s);
    } else {
        s->ready = true;
    }
}

static void reap(struct parent *p)
{
    int status = 0;
    for (pid_t pid = waitpid(-1, &status, WNOHANG); pid > 0; pid = waitpid(-1, &status, WNOHANG)) {
        bury(p, pid, status);
    }
}

/* Orders from outside ------------------------------------------------------------------------ */
static void tell_children(struct parent *p, int signal, bool helpers)
{
    for (int i = 0; i < p->n; i++) {
        struct slot *s = &p->slots[i];
        if (is_helper(s) == helpers) {
            if (s->pid) {
                kill(s->pid, signal);
            }
            if (s->old) {
                kill(s->old, signal);
            }
        }
    }
}

static void end(struct parent *p)
{
    if (p->ending) {
        return;
    }
    p->ending = true;
    p->end_at = now_ms() + END_MS;
    notify_systemd("STOPPING=1");
    tell_children(p, SIGTERM, false);
}

/* A worker's successor comes first. One that is just coming, or whose predecessor still drains, has
 * its turn when that is over. */
static void replace_stale(struct parent *p)
{
    for (int i = 0; i < p->n && !p->ending; i++) {
        struct slot *s = &p->slots[i];
        if (s->role == ROLE_WORKER && s->stale && s->pid && !s->old && s->ready) {
            s->old = s->pid;
            spawn(p, s);
        }
    }
}

static void say_reloading(struct parent *p)
{
    char state[64];
    snprintf(state, sizeof state, "RELOADING=1\nMONOTONIC_USEC=%lld", (long long)now_us());
    notify_systemd(state);
    p->reloading = true;
}

/* systemd is told when the new generation serves, and that we live as often as it wants to hear. */
static void say_alive(struct parent *p)
{
    bool settled = true;
    for (int i = 0; i < p->n; i++) {
        settled = settled && p->slots[i].ready && !p->slots[i].stale;
    }
    if (p->reloading && settled) {
        p->reloading = false;
        notify_systemd("READY=1");
    }
    const char *every = getenv("WATCHDOG_USEC");
    if (every && now_ms() >= p->pet_at) {
        p->pet_at = now_ms() + atoll(every) / 3000;
        notify_systemd("WATCHDOG=1");
    }
}

static void renew(struct parent *p)
{
    if (p->ending) {
        return;
    }
    if (p->o->reload) {
        p->o->reload(p->app);
    }
    fprintf(stderr, "event=reload\n");
    say_reloading(p);
    for (int i = 0; i < p->n; i++) {
        struct slot *s = &p->slots[i];
        s->stale = !is_helper(s);
        if (is_helper(s) && s->pid) {
            kill(s->pid, SIGHUP);
        } else if (s->role == ROLE_RUNNER && s->pid) {
            kill(s->pid, SIGTERM);
        }
    }
    replace_stale(p);
}

static void hear_signals(struct parent *p)
{
    struct signalfd_siginfo s;
    while (read(p->signal_fd, &s, sizeof s) == (ssize_t)sizeof s) {
        if (s.ssi_signo == SIGTERM || s.ssi_signo == SIGINT) {
            end(p);
        } else if (s.ssi_signo == SIGHUP) {
            renew(p);
        }
    }
    reap(p);
}

static void say_ready(struct parent *p)
{
    for (int i = 0; i < p->n; i++) {
        if (!p->slots[i].ready) {
            return;
        }
    }
    if (!p->told) {
        p->told = true;
        fprintf(stderr, "event=ready address=%s processes=%d\n", p->address, p->n);
        notify_systemd("READY=1");
        if (p->o->ready) {
            p->o->ready(p->address);
        }
    }
}

static void hear_ready(struct parent *p)
{
    pid_t pid;
    while (read(p->ready[0], &pid, sizeof pid) == (ssize_t)sizeof pid) {
        struct slot *s = slot_of(p, pid);
        if (s && s->pid == pid) {
            s->ready = true;
            if (s->old) {
                kill(s->old, SIGTERM);
            }
            if (p->ending) {
                kill(pid, SIGTERM);
            }
        }
    }
    say_ready(p);
}

/* The parent's loop -------------------------------------------------------------------------- */
static int restart_due(struct parent *p)
{
    int64_t now = now_ms();
    int64_t next = 1000;
    for (int i = 0; i < p->n && !p->ending; i++) {
        struct slot *s = &p->slots[i];
        if (!s->pid && s->retry_at <= now) {
            spawn(p, s);
        }
        int64_t left = s->pid ? next : s->retry_at - now;
        next = left < next ? left : next;
    }
    return (int)(next > 0 ? next : 0);
}

static bool all_gone(struct parent *p, bool helpers)
{
    for (int i = 0; i < p->n; i++) {
        struct slot *s = &p->slots[i];
        if (is_helper(s) == helpers && (s->pid || s->old)) {
            return false;
        }
    }
    return true;
}

static bool ended(struct parent *p)
{
    if (!p->ending) {
        return false;
    }
    bool late = now_ms() > p->end_at;
    if (late) {
        tell_children(p, SIGKILL, false);
    }
    if (!all_gone(p, false)) {
        return false;
    }
    tell_children(p, late ? SIGKILL : SIGTERM, true);
    return all_gone(p, true);
}

static void loop(struct parent *p)
{
    while (!ended(p)) {
        struct pollfd fds[] = {
            {.fd = p->signal_fd, .events = POLLIN}, {.fd = p->ready[0], .events = POLLIN}};
        int ms = restart_due(p);
        if (poll(fds, COUNT(fds), p->ending && ms > 50 ? 50 : ms) > 0) {
            hear_ready(p);
            hear_signals(p);
        }
        replace_stale(p);
        say_alive(p);
        if (p->failed) {
            end(p);
        }
    }
}

/* Beginning ---------------------------------------------------------------------------------- */
static void add_slot(struct parent *p, enum role role, int fd)
{
    p->slots[p->n++] = (struct slot){.role = role, .listen_fd = fd};
}

static bool add_listeners(struct parent *p)
{
    int fds[WORKERS_MAX + 1];
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    int n = p->o->workers > 0 ? p->o->workers : cores > 0 ? (int)cores : 1;
    n = n > WORKERS_MAX ? WORKERS_MAX : n;
    int given = listen_inherited();
    if (!given && !listen_bind(p->o->listen, fds, n, p->address)) {
        return false;
    }
    for (int i = 0; i < n; i++) {
        add_slot(p, ROLE_WORKER, given ? 3 : fds[i]);
    }
    char unused[64];
    if (given > 1) {
        add_slot(p, ROLE_WORKER, 4);
    } else if (p->o->write_listen) {
        if (!listen_bind(p->o->write_listen, fds, 1, unused)) {
            return false;
        }
        add_slot(p, ROLE_WORKER, fds[0]);
    }
    if (given) {
        snprintf(p->address, sizeof p->address, "inherited");
    }
    return true;
}

static bool prepare(struct parent *p)
{
    static const int heard[] = {SIGTERM, SIGINT, SIGHUP, SIGCHLD};
    /* A core would hold keys and what people typed. */
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    signal(SIGPIPE, SIG_IGN);
    p->signal_fd = signals_of(heard, COUNT(heard));
    p->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return p->signal_fd >= 0 && p->wake_fd >= 0 && pipe2(p->ready, O_CLOEXEC | O_NONBLOCK) == 0 &&
           helper_control(p->hashing) && helper_control(p->exports) &&
           spool_dirs(p->app->files_dir) && add_listeners(p);
}

static void finish(struct parent *p)
{
    for (int i = 0; i < p->n; i++) {
        if (p->slots[i].listen_fd >= 0) {
            close(p->slots[i].listen_fd);
        }
    }
    close(p->signal_fd);
    close(p->wake_fd);
    close(p->ready[0]);
    close(p->ready[1]);
    for (int i = 0; i < 2; i++) {
        close(p->hashing[i]);
        close(p->exports[i]);
    }
}

int server_run(struct app *app, const struct server_options *o)
{
    struct parent p = {.app = app, .o = o};
    if (!prepare(&p)) {
        fprintf(stderr, "event=not_started errno=%d\n", errno);
        return 1;
    }
    (void)metrics_make(p.n); /* so far they are all workers */
    if (!o->no_runner) {
        add_slot(&p, ROLE_RUNNER, -1);
    }
    add_slot(&p, ROLE_HASHER, -1);
    add_slot(&p, ROLE_EXPORTER, -1);
    loop(&p);
    finish(&p);
    return p.failed ? 1 : 0;
}
