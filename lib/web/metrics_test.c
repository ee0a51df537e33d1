#include "lib/web/metrics.h"

#include <stdlib.h>
#include <string.h>

#include "tests/check.h"

static void who_may(struct ctx *c)
{
    (void)c;
    const struct {
        const char *address, *forwarded, *authorization;
        bool may, with_token;
    } rows[] = {
        {"127.0.0.1", "", "", true, true},
        {"::1", "", "", true, true},
        {"127.0.0.1", "10.0.0.7", "", false, false},
        {"10.0.0.7", "", "", false, false},
        {"", "", "", false, false},
        {"10.0.0.7", "", "Bearer secret", false, true},
        {"127.0.0.1", "10.0.0.7", "Bearer secret", false, true},
        {"10.0.0.7", "", "Bearer wrong", false, false},
        {"10.0.0.7", "", "Bearer ", false, false},
        {"10.0.0.7", "", "secret", false, false},
    };
    for (int token = 0; token < 2; token++) {
        must((token ? setenv("EAVES_METRICS_TOKEN", "secret", 1)
                    : unsetenv("EAVES_METRICS_TOKEN")) == 0);
        for (size_t i = 0; i < COUNT(rows); i++) {
            CHECK(rows[i].authorization,
                metrics_may(rows[i].address, rows[i].forwarded, rows[i].authorization) ==
                    (token ? rows[i].with_token : rows[i].may));
        }
    }
    unsetenv("EAVES_METRICS_TOKEN");
}

static void counted_and_shown(struct ctx *c)
{
    struct browser b = {0};
    metrics_count(0, 500, 1); /* nothing is kept yet */
    must(metrics_make(2));
    metrics_count(0, 200, 900);
    metrics_count(1, 204, 1000);
    metrics_count(1, 404, 2000000);
    metrics_count(1, 999, 9000000);
    metrics_count(2, 500, 1); /* no such worker */
    struct req *r = visit(c, &b, "/metrics", NULL);
    const char *body = body_of(r);
    CHECK("answered", r->status == 0 || r->status == 200);
    CHECK("its type", str_same(r->type, "text/plain; version=0.0.4; charset=utf-8"));
    CHECK("two good", strstr(body, "\neaves_requests_total{status=\"2xx\"} 2\n"));
    CHECK("one not found", strstr(body, "\neaves_requests_total{status=\"4xx\"} 1\n"));
    CHECK("none broken", strstr(body, "\neaves_requests_total{status=\"5xx\"} 0\n"));
    CHECK("quick", strstr(body, "{le=\"0.001\"} 2\n") && strstr(body, "{le=\"1\"} 2\n"));
    CHECK("slow", strstr(body, "{le=\"5\"} 3\n") && strstr(body, "{le=\"+Inf\"} 4\n"));
    CHECK("sum", strstr(body, "\neaves_request_seconds_sum 11.001900\n") &&
                     strstr(body, "\neaves_request_seconds_count 4\n"));
    CHECK("the store", strstr(body, "\neaves_store_bytes ") && strstr(body, "\neaves_facts ") &&
                           strstr(body, "\neaves_jobs_failed "));
}

const struct test metrics_tests[] = {
    {"who may", who_may, .pure = true},
    {"counted and shown", counted_and_shown},
    {0},
};
