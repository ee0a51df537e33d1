/* results_room.h - what the store and page files of this room share. */
#ifndef EAVES_RESULTS_ROOM_H
#define EAVES_RESULTS_ROOM_H

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/db/db.h"
#include "lib/log/log.h"
#include "src/results/results.h"

/* Rows of result_sum that are no choice: of item 0. */
enum {
    RESULT_TOOK = 0,
    RESULT_ROLL = -1,
    RESULT_SILENT = -2,
    RESULT_UNSOLD = -3,
    RESULT_WAY = 100
};

bool results_read_count(struct ctx *c, const struct ballot *b, int64_t no, struct count *out);
bool results_read_fixes(
    struct ctx *c, const struct ballot *b, int64_t most_no, struct result_fixes *out);
void results_put_sums(struct ctx *c, const struct ballot *b, const struct result *r);
void results_put_rows(struct ctx *c, const struct ballot *b, const struct result *r);
bool results_read_sums(struct ctx *c, const struct ballot *b, struct result *r);
bool results_read_rows(struct ctx *c, const struct ballot *b, struct result *r);
/* Put up as a notice of the body that decides, or put right there. */
bool results_post(struct ctx *c, const struct ballot *b, struct result *r);
bool results_unpost(struct ctx *c, const struct ballot *b, const char *why); /* it was annulled */
int64_t results_count_of(struct ctx *c, int64_t ballot_id); /* how many there are */
#endif
