#include "lib/base/app.h"

#include <sodium.h>
#include <time.h>

#include "lib/base/module.h"

static int64_t system_clock(void)
{
    struct timespec t;
    must(clock_gettime(CLOCK_REALTIME, &t) == 0);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t app_now(struct app *app)
{
    if (app->clock) {
        return app->clock(app);
    }
    int64_t now = system_clock();
    if (now > app->latest) {
        app->latest = now;
    }
    return app->latest;
}

const struct module *app_module(const struct app *app, const char *name)
{
    for (const struct module *const *m = app->modules; m && *m; m++) {
        if (str_same((*m)->name, name)) {
            return *m;
        }
    }
    return NULL;
}

int64_t new_id(struct ctx *c)
{
    return id_next(&c->app->ids, c->now);
}

void new_random(struct ctx *c, void *out, size_t n)
{
    if (c->app->random) {
        c->app->random(c->app, out, n);
        return;
    }
    must(sodium_init() >= 0);
    randombytes_buf(out, n);
}
