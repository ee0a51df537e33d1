/* rulesets.h - 规则: 一件事怎样才算定下来。
 *
 * How something is decided is data with days, never code: by which law and article, who counts from
 * what, more than or at least which share, how long before it is announced, how long the result
 * hangs, whether silence counts, how many proxies one may hold. A rule is looked up by where (the
 * area's law, terms_law()), what is decided, and the day: the province's before the
 * nation's, and before each of them the town's own version of it. A rule that was once used is
 * never edited: a newer version begins on a day and the older ends there. Laws that are dead
 * (物业管理条例 2018 art. 12) stay as closed versions, so an old decision recomputes under the rule
 * of its day (rules.md O15). This is not legal advice.
 */
#ifndef EAVES_RULESETS_H
#define EAVES_RULESETS_H

#include "lib/choice/threshold.h"
#include "lib/db/list.h"
#include "src/terms/terms.h" /* enum term_law */

enum decides { /* what is decided; stored. 1 to 9: Civil Code 278, first paragraph */
    DECIDES_PROCEDURE = 1, /* 业主大会议事规则 */
    DECIDES_COVENANT, /* 管理规约 */
    DECIDES_COMMITTEE, /* 选举、更换业委会成员 */
    DECIDES_PROPERTY, /* 选聘、解聘物业 */
    DECIDES_USE_FUND, /* 使用维修资金 */
    DECIDES_RAISE_FUND, /* 筹集维修资金 */
    DECIDES_REBUILD, /* 改建、重建: a lift is one */
    DECIDES_CHANGE_USE, /* 改变共有部分用途、经营 */
    DECIDES_OTHER, /* 其他重大事项 */
    DECIDES_HOME_TO_SHOP, /* 住宅改商用: all whose interest it touches (CC 279) */
    DECIDES_RESIDENTS, /* 居民会议 */
    DECIDES_REPRESENTATIVES, /* 居民代表会议 */
    DECIDES_BODY, /* 业委会、自管委自己的决定 */
    DECIDES_SMALL, /* 楼组小事: a stair's covenant, who cleans when */
    DECIDES_POLL, /* 意向征询: decides nothing */
    DECIDES_END, /* not stored */
};
enum counted_from { /* a threshold's denominator; stored */
    FROM_NONE = 0, /* no threshold */
    FROM_ROLL, /* everybody on the roll */
    FROM_PART, /* who took part: abstentions and spoiled slips stay in it */
    FROM_YES_NO, /* who said yes or no */
};
enum precedence { /* of web and paper of one voter; stored */
    FIRST_COUNTS = 1, /* the way that was used first; within the web the last word */
    PAPER_COUNTS, /* paper, where there is one */
    LAST_COUNTS, /* what was received last */
};
enum silence { /* whoever took the slip, or signed in, and said nothing; stored */
    SILENCE_NONE = 1, /* took no part */
    SILENCE_ABSTAINS, /* took part and abstained (Sichuan, Dazhou, Qinhuangdao) */
};
struct threshold {
    enum counted_from from;
    enum compare how;
    struct fraction f;
};
struct ruleset {
    int64_t id, version, town_id; /* town_id 0: came with the program; else that town's own */
    enum term_law law;
    enum decides decides;
    const char *source, *article; /* 《民法典》, 第二百七十八条第一款第（五）项 */
    const char *note; /* what a reader should know, "" nothing */
    const char *valid_from, *valid_to; /* valid_to "": still */
    bool by_area; /* area counts beside persons */
    struct threshold took_part, agree;
    int64_t notice_days, objection_days; /* before it opens; for the roll */
    int64_t publish_days, shown_days; /* the result: within, for so long */
    int64_t proxies; /* one may hold so many; 0 none, RULESETS_ANY without limit */
    enum precedence precedence;
    enum silence silence;
    bool follows; /* may a clause of the owners' own let silence follow the majority? (O7) */
};
struct rulesets {
    struct ruleset *v;
    size_t n, cap;
};
enum { RULESETS_ANY = -1 };

/* Rules (pure). */
/* Is it one that can decide? Fractions, days, source and article are there; no quorum is above 1.
 */
bool rulesets_check(const struct ruleset *r, struct err *why);
/* Which of them holds on that day: that law's, then the nation's, before each the town's own
 * version of it; of equals the newest version. NULL: none. */
const struct ruleset *rulesets_pick(const struct rulesets *all, enum term_law law, int64_t town_id,
    enum decides what, const char *day);
/* "户数、面积都要有三分之二以上参与；参与的人里户数、面积都要过半数同意": in words, from the
 * numbers. */
struct words rulesets_part_words(struct arena *a, const struct ruleset *r);
struct words rulesets_agree_words(struct arena *a, const struct ruleset *r);
/* Which of its days no law says: ours, until the town says others. */
enum { OURS_NOTICE = 1, OURS_OBJECTION = 2, OURS_SHOWN = 4 };
unsigned rulesets_defaults(const struct ruleset *r);
/* One line of the same numbers for a file that others recount from: stable, documented there. */
const char *rulesets_canonical(struct arena *a, const struct ruleset *r);

/* Store. ERR_ABSENT for none. day "": today. */
NODISCARD bool rulesets_for(struct ctx *c, enum decides what, const char *day, struct ruleset *out);
NODISCARD bool rulesets_by_id(struct ctx *c, int64_t id, struct ruleset *out);
NODISCARD bool rulesets_all(
    struct ctx *c, struct rulesets *out); /* that this area or town may use */
/* The town's next version of r->decides under r->law, from r->valid_from on: what holds then ends
 * that day. Refused for the past, and unless rulesets_check(). Fills id, version, town_id. */
bool rulesets_add(struct ctx *c, struct ruleset *r);

extern const struct choice rulesets_decides[]; /* value decides; label msgid */
extern const struct choice rulesets_froms[], rulesets_precedences[], rulesets_silences[];
extern const struct module rulesets_module;
#endif
