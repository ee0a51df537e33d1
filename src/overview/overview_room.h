/* overview_room.h - what the files of this room share and nobody else needs. */
#ifndef EAVES_OVERVIEW_ROOM_H
#define EAVES_OVERVIEW_ROOM_H

#include "src/overview/overview.h"

enum { COUNT_EVERY = 60 * 1000 }; /* an area is counted at most so often */
const char *overview_day(struct ctx *c, const char *day); /* "" is today */
bool overview_pending(struct ctx *c, int64_t until); /* a count that is due by then */
bool overview_past_waits(struct ctx *c, const char *day); /* asked for and not counted yet */
int64_t overview_seq(struct ctx *c); /* facts of c->area_id so far */
void overview_forget_jobs(struct ctx *c); /* done ones of c->area_id */

/* Pages: the day that was asked for, or today. */
void overview_take_day(struct ctx *c, const char **day, int64_t *at);
void overview_show_area(struct ctx *c, const struct area *a);
/* Where the records behind a number of that day are; NULL: they cannot be listed as of it. */
const char *overview_href(struct ctx *c, const char *code, enum cell cell, const char *day);

/* Jobs and the reaction that asks for them (overview_job.c). */
struct fact;
struct job;
void overview_changed(struct ctx *c, const struct fact *f);
void overview_count_job(struct ctx *c, const struct job *j);
void overview_past_job(struct ctx *c, const struct job *j); /* subject: a day as 20261101 */
int64_t overview_day_number(const char *day); /* "2026-11-01" -> 20261101 */
#endif
