#include "lib/web/metrics.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "lib/backup/backup.h"
#include "lib/web/web.h"

static const int64_t bounds_us[] = {
    1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 1000000, 5000000};
static const char *const bounds[] = {
    "0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "1", "5"};
enum { BOUNDS = COUNT(bounds_us), CLASSES = 6 };
_Static_assert(COUNT(bounds) == BOUNDS, "each bound has its text");

/* While a reload lets two generations count in one, they add up. */
struct counted_by {
    _Alignas(128) atomic_ullong status[CLASSES]; /* by hundreds; 0: odd ones */
    atomic_ullong took[BOUNDS + 1], sum_us;
};
struct metrics {
    int workers;
    struct counted_by v[];
};

/* One page for all processes of this house: no state of a request. */
static struct metrics *kept;

bool metrics_make(int workers)
{
    size_t size = sizeof(struct metrics) + (size_t)workers * sizeof(struct counted_by);
    struct metrics *m = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (m == MAP_FAILED) {
        return false;
    }
    m->workers = workers;
    kept = m;
    return true;
}

static void add(atomic_ullong *n, unsigned long long by)
{
    atomic_fetch_add_explicit(n, by, memory_order_relaxed);
}

void metrics_count(int worker, int status, int64_t us)
{
    struct metrics *m = kept;
    if (!m || worker < 0 || worker >= m->workers) {
        return;
    }
    struct counted_by *w = &m->v[worker];
    int at = 0;
    while (at < (int)BOUNDS && us > bounds_us[at]) {
        at++;
    }
    add(&w->status[status >= 100 && status < 600 ? status / 100 : 0], 1);
    add(&w->took[at], 1);
    add(&w->sum_us, us > 0 ? (unsigned long long)us : 0);
}

bool metrics_may(const char *address, const char *forwarded, const char *authorization)
{
    const char *token = getenv("EAVES_METRICS_TOKEN");
    bool here = (str_starts(str_or(address, ""), "127.") || str_same(address, "::1")) &&
                str_empty(forwarded);
    return here || (!str_empty(token) && str_starts(str_or(authorization, ""), "Bearer ") &&
                       same_secret(token, authorization + strlen("Bearer ")));
}

/* showing ----------------------------------------------------------------------------------- */
static void head(struct buf *b, const char *name, const char *type, const char *help)
{
    buf_printf(b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void gauge(struct buf *b, const char *name, const char *help, int64_t n)
{
    head(b, name, "gauge", help);
    buf_printf(b, "%s %lld\n", name, (long long)n);
}

static unsigned long long sum(const struct metrics *m, size_t offset)
{
    unsigned long long n = 0;
    for (int i = 0; i < m->workers; i++) {
        const atomic_ullong *at = (const void *)((const char *)&m->v[i] + offset);
        n += atomic_load_explicit(at, memory_order_relaxed);
    }
    return n;
}

static void put_requests(struct buf *b, const struct metrics *m)
{
    unsigned long long so_far = 0;
    head(b, "eaves_requests_total", "counter", "Answered requests by class of status.");
    for (size_t i = 1; i < CLASSES; i++) {
        size_t offset = offsetof(struct counted_by, status) + i * sizeof(atomic_ullong);
        buf_printf(b, "eaves_requests_total{status=\"%zuxx\"} %llu\n", i, sum(m, offset));
    }
    head(b, "eaves_request_seconds", "histogram", "From the first line read to the answer.");
    for (size_t i = 0; i <= BOUNDS; i++) {
        so_far += sum(m, offsetof(struct counted_by, took) + i * sizeof(atomic_ullong));
        buf_printf(b, "eaves_request_seconds_bucket{le=\"%s\"} %llu\n",
            i < BOUNDS ? bounds[i] : "+Inf", so_far);
    }
    unsigned long long us = sum(m, offsetof(struct counted_by, sum_us));
    buf_printf(b, "eaves_request_seconds_sum %llu.%06llu\neaves_request_seconds_count %llu\n",
        us / 1000000, us % 1000000, so_far);
    gauge(b, "eaves_workers", "Places for worker processes.", m->workers);
}

static int64_t store_bytes(struct ctx *c)
{
    return db_engine(c->db) == DB_SQLITE
               ? db_int(c,
                     "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
                     " /* sqlite */",
                     NONE)
               : db_int(c, "SELECT pg_database_size(current_database()) /* postgresql */", NONE);
}

static void put_store(struct ctx *c, struct buf *b)
{
    struct backup_state s;
    gauge(b, "eaves_store_bytes", "Size of the store.", store_bytes(c));
    gauge(b, "eaves_facts", "Facts of all areas.",
        db_int(c, "SELECT sum(next_seq - 1) FROM area_head /* town */", NONE));
    gauge(b, "eaves_jobs_due", "Jobs whose time has come.",
        db_int(c,
            "SELECT count(*) FROM job WHERE done_at IS NULL AND tries < 5 AND due_at <= ?1"
            " /* town */",
            V(c->now)));
    gauge(b, "eaves_jobs_failed", "Jobs that were given up.",
        db_int(
            c, "SELECT count(*) FROM job WHERE done_at IS NULL AND tries >= 5 /* town */", NONE));
    if (backup_state(c, &s) && s.made_at) {
        gauge(b, "eaves_backup_age_seconds", "Since the last backup.", (c->now - s.made_at) / 1000);
        gauge(b, "eaves_backup_bad", "What the last look at a backup found wrong.", s.bad);
    }
}

void metrics_show(struct ctx *c)
{
    const struct req *r = c->req;
    if (!metrics_may(
            r->address, req_header(c, "x-forwarded-for"), req_header(c, "authorization"))) {
        fail(&c->err, ERR_ABSENT, SAY(N_("没有这个页面")));
        return;
    }
    c->req->type = "text/plain; version=0.0.4; charset=utf-8";
    if (kept) {
        put_requests(&c->req->body, kept);
    }
    put_store(c, &c->req->body);
}
