/* polling.h - 表决的页面: a decision from draft to the closed box, as people meet it.
 *
 * Who organises it writes the draft, hangs the roll, announces, reminds and answers objections; who
 * is on the roll votes, reads it once more before it goes, and gets a receipt; everybody sees how
 * it stands and by which rule. Nothing is decided here: src/ballots, src/electorate and src/votes
 * do.
 */
#ifndef EAVES_POLLING_H
#define EAVES_POLLING_H

#include "src/ballots/ballots_pages.h"
#include "src/votes/votes.h"

/* What each page file gives the others. */
extern const struct form polling_new_form, polling_item_form, polling_step_form,
    polling_announce_form, polling_object_form, polling_answer_form, polling_off_form,
    polling_vote_form;
void polling_fill_steps(struct ctx *c, const struct ballot *b);
void polling_show(struct ctx *c);
const char *polling_voter_line(struct ctx *c, const struct voter *v); /* 3号楼 301 · 88.12 ㎡ */
void polling_whose(struct ctx *c, const struct sayings *s); /* into the page being written */
/* What waits for the reader's vote and what they voted on: all of it, or the latest few. */
void polling_mine(struct ctx *c, bool all);
extern const struct module polling_module, polling_mine_module, polling_write_module,
    polling_steps_module;
#endif
