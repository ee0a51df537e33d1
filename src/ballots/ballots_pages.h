/* ballots_pages.h - pieces of pages about a decision, for the rooms above. */
#ifndef EAVES_BALLOTS_PAGES_H
#define EAVES_BALLOTS_PAGES_H

#include "lib/web/parts.h"
#include "src/ballots/ballots.h"

const char *ballots_path(struct ctx *c, const struct ballot *b, const char *tail); /* "" the page */
const char *ballots_eyebrow(
    struct ctx *c, const struct ballot *b); /* "柳荫里小区 · 2026 年第 2 号表决" */
struct html ballots_tag_html(struct ctx *c, const struct ballot *b); /* its state */
int64_t ballots_place_of(struct ctx *c); /* of the route's :id */
/* What this decision is in law, in one sentence. */
struct html ballots_force_html(struct ctx *c, const struct ballot *b);
/* The four meters of one question, or of one option of it; and the sentence that says what is
 * missing ("" nothing). `took` only: yes and no are not to be seen now. */
struct html ballots_meters_html(struct ctx *c, enum electorate who, const struct ruleset *r,
    const struct tally *t, bool took_only);
const char *ballots_lack(struct ctx *c, enum electorate who, const struct tally *t, bool took_only);
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
#endif
