#include "lib/base/base.h"

enum { MS_SHIFT = 22, WORKER_SHIFT = 16, WORKERS = 64, PER_MS = 1 << WORKER_SHIFT };

int64_t id_next(struct id_maker *m, int64_t now_ms)
{
    must(m->worker < WORKERS);
    if (now_ms > m->last_ms) {
        m->last_ms = now_ms;
        m->counter = 0;
    } else if (++m->counter == PER_MS) {
        m->last_ms++;
        m->counter = 0;
    }
    must(m->last_ms >= 0 && m->last_ms < INT64_C(1) << (63 - MS_SHIFT));
    return m->last_ms << MS_SHIFT | (int64_t)m->worker << WORKER_SHIFT | m->counter;
}
