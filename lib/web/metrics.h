/* metrics.h - how the house does, in numbers for a watching program (/metrics, the text format of
 * Prometheus 0.0.4). Nothing of it is about a person.
 *
 * Requests are counted in a page of memory that parent and workers share, a line of the processor's
 * cache for each worker: counting is a few additions nobody waits for. What the store knows (jobs,
 * facts, backups) is asked when somebody reads. */
#ifndef EAVES_METRICS_H
#define EAVES_METRICS_H

#include "lib/base/app.h"

bool metrics_make(int workers); /* before the fork; until then, or without memory, none are kept */
void metrics_count(int worker, int status, int64_t us);
/* To whom they are shown: this machine itself, or who knows EAVES_METRICS_TOKEN. A front server
 * speaks for others, so what it forwards needs the token. */
bool metrics_may(const char *address, const char *forwarded, const char *authorization);
void metrics_show(struct ctx *c); /* the handler of GET /metrics */
#endif
