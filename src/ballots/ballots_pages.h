/* ballots_pages.h - what the page files of this room, and pages above it, share. */
#ifndef EAVES_BALLOTS_PAGES_H
#define EAVES_BALLOTS_PAGES_H

#include "lib/web/parts.h"
#include "src/ballots/ballots.h"

const char *ballots_path(struct ctx *c, const struct ballot *b, const char *tail); /* "" the page */
const char *ballots_eyebrow(
    struct ctx *c, const struct ballot *b); /* "柳荫里小区 · 2026 年第 2 号表决" */
struct html ballots_tag_html(struct ctx *c, const struct ballot *b); /* its state */
const char *ballots_code_said(struct ctx *c, const char *code); /* of a receipt */
int64_t ballots_place_of(struct ctx *c); /* of the route's :id */
/* What this decision is in law, in one sentence. */
struct html ballots_force_html(struct ctx *c, const struct ballot *b);
/* The four meters of one question, or of one option of it; and the sentence that says what is
 * missing ("" nothing). `took` only: yes and no are not to be seen now. */
struct html ballots_meters_html(struct ctx *c, enum electorate who, const struct ruleset *r,
    const struct tally *t, bool took_only);
const char *ballots_lack(struct ctx *c, enum electorate who, const struct tally *t, bool took_only);
const char *ballots_last_day(
    struct ctx *c, int64_t end); /* of what ends at midnight: 12月25日（含） */
bool ballots_ours(const struct ballot *b, unsigned which); /* rulesets_defaults of all its rules */
const char *ballots_days(struct ctx *c, int64_t days, bool ours); /* 5 天（本系统的默认） */
/* The rule's article; beside a local one the Civil Code's 278 too. */
const char *ballots_law(struct ctx *c, const struct ballot *b, const struct ruleset *r);
/* How it is decided, in words, with the law's article and a link to the rule. */
struct html ballots_rule_html(struct ctx *c, const struct ballot *b);
/* Are yes and no shown while it is open? Never on a small roll: each vote that comes in would tell
 * whose it was. */
enum { BALLOT_RUNNING_FROM = 30 };
bool ballots_running(const struct ballot *b, int64_t heads);

/* ballots_write_pages.c, ballots_steps_pages.c */
extern const struct form ballots_new_form, ballots_item_form, ballots_step_form,
    ballots_announce_form, ballots_object_form, ballots_answer_form, ballots_off_form,
    ballots_vote_form;
void ballots_fill_steps(struct ctx *c, const struct ballot *b);
void ballots_show(struct ctx *c);
#endif
