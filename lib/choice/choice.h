/* choice.h - 计票: ballots in, a result out. No clock, no dice, no store: whoever has the file and
 * this text comes to the same winners.
 *
 * All arithmetic is exact (whole numbers, 128 bits, GMP's rationals where shares are shared). A tie
 * is never broken by the order of names where people stand: it is reported, or drawn by a public
 * lot whose seed was announced before. Projects that tie have the rule of their own: more votes,
 * lower cost, then the lot or the id.
 */
#ifndef EAVES_CHOICE_H
#define EAVES_CHOICE_H

#include "lib/choice/threshold.h"

/* Ballots ----------------------------------------------------------------------------------- */
enum marks { MARKS_APPROVAL = 1, MARKS_RANKS, MARKS_POINTS };
struct option {
    const char *id, *name;
    int64_t cost; /* in 10^-decimals of the file's money; 0 where nothing is bought */
};
struct mark {
    int option; /* index */
    int64_t value; /* approval: 1; ranks: 1 is best, equal ones tie; points */
};
struct ballot {
    int64_t count; /* so many filled it in like that */
    struct mark *v;
    size_t n, cap; /* 0 marks: a ballot that says nothing, still a voter */
};
struct election {
    enum marks marks;
    struct options {
        struct option *v;
        size_t n, cap;
    } options;
    struct ballots {
        struct ballot *v;
        size_t n, cap;
    } ballots;
    int64_t voters; /* sum of the counts */
    int64_t budget; /* in 10^-decimals */
    int decimals;
};
/* Pabulib's .pb (pabulib.org/format). False: `why` says line and column, as does the next. */
bool pb_read(struct arena *a, const char *text, size_t n, struct election *out, struct err *why);
/* PrefLib's .soc .soi .toc .toi (preflib.org/format): `kind` is the ending. */
bool preflib_read(struct arena *a, const char *kind, const char *text, size_t n,
    struct election *out, struct err *why);

/* "1200.50": an amount of that file as its money is written. */
const char *choice_money(struct arena *a, const struct election *e, int64_t cost);

/* Tallies ----------------------------------------------------------------------------------- */
struct picks { /* indexes of options */
    int *v;
    size_t n, cap;
};
struct round {
    const char *kind; /* "count" "funded" "filled" "skipped" "pairs" */
    const char **values; /* by option: "42", "1/3"; NULL: not in it; the whole may be NULL */
    struct picks who; /* out in this round, or funded, or skipped */
    const char *share; /* funded: what a supporter pays at most, "500/3" */
};
struct result {
    struct picks winners; /* in the order of election */
    struct levels { /* best first; who stand together are equal */
        struct picks *v;
        size_t n, cap;
    } ranking;
    struct picks tied; /* who would have to draw lots for what is left; none when it is decided */
    int64_t cost;
    struct rounds {
        struct round *v;
        size_t n, cap;
    } rounds;
    struct sayings explain;
};
struct counting {
    size_t seats; /* 0: one */
    bool ignore_unranked; /* Schulze: who is not ranked is not compared; else last together */
    const char *lot; /* NULL: ties are reported; else the public seed */
};
/* The lot's order of n options: a Fisher-Yates shuffle by SHA-256("eaves-sortition-v1\0" || seed ||
 * counter as 8 bytes, the greatest first), unbiased by rejection. NULL without a seed. */
int *choice_lot(struct arena *a, size_t n, const char *seed);

/* Most approvals, or most points. */
bool tally_approval(struct arena *a, const struct election *e, const struct counting *how,
    struct result *out, struct err *why);
bool tally_score(struct arena *a, const struct election *e, const struct counting *how,
    struct result *out, struct err *why);
/* Instant runoff. Equal ranks share the ballot; one that ranks nobody left drops out of the base.
 * Who has fewest goes; of equals, who had fewer in the latest earlier round; then the lot. */
bool tally_irv(struct arena *a, const struct election *e, const struct counting *how,
    struct result *out, struct err *why);
/* Schulze 2011, by winning votes. */
bool tally_schulze(struct arena *a, const struct election *e, const struct counting *how,
    struct result *out, struct err *why);
/* By votes, whatever can still be paid. A project nobody wants is not bought. */
bool tally_greedy(struct arena *a, const struct election *e, const struct counting *how,
    struct result *out, struct err *why);
/* Method of Equal Shares (Peters, Pierczyński, Skowron 2021), utility = cost. With add1 everybody's
 * share grows by one unit of money at a time until the next step would overspend (it is scanned,
 * for it is not monotone), then what is left is spent by votes. */
bool tally_shares(struct arena *a, const struct election *e, const struct counting *how, bool add1,
    struct result *out, struct err *why);

/* Public vote and experts together: `share` of the public part, the rest the experts'. */
enum norm { NORM_MAX = 1, NORM_SHARE, NORM_POINTS }; /* of the most; of all; places from the last */
struct jury {
    struct fraction share; /* 30/100 */
    enum norm norm;
    bool trim; /* of five or more marks the highest and the lowest do not count */
    int64_t least_votes; /* fewer in all: the experts alone decide */
};
struct judged {
    int64_t votes;
    const int64_t *marks; /* 0 to 100; who declared an interest or was away is not among them */
    size_t n;
};
/* scores[i]: "2629/30". Ties: the experts' mean, then votes, then they stand together. */
bool tally_jury(struct arena *a, const struct judged *v, size_t n, const struct jury *rule,
    const char **scores, struct levels *ranking);
#endif
