/* electorate.h - 名册: 谁有一票，多重，由谁来投；定了就不再动。
 *
 * The roll of a decision, frozen before it begins: owners (of a compound or some of its stairs),
 * one per household, residents of age, or the members of a body. What changes afterwards is shown
 * beside.
 *
 * Owners are heads with floor (rules.md O1, O5): a home is one head, all homes of one holder (or of
 * the same holders together, or unsold ones of the developer) are one; co-owners are one and their
 * designated one speaks; a ward's guardian, a company's agent speak for them. Who cannot be spoken
 * for stays in the denominator. Stalls (units called 车位 or 车库) are kept apart (O6).
 * `ballot_id` is the matter the roll belongs to (src/ballots); votes mark theirs on it.
 */
#ifndef EAVES_ELECTORATE_H
#define EAVES_ELECTORATE_H

#include "src/tally/tally.h"

enum voter_who { WHO_UNKNOWN, WHO_PERSON, WHO_ORGANISATION, WHO_HOUSEHOLD }; /* stored */
enum why_not { /* why nobody may cast that vote now; the head stays in the denominator; stored */
    MAY_VOTE,
    NOT_KNOWN, /* nobody is registered as its owner */
    NOT_NAMED, /* co-owners who have named none of them */
    NOT_HEIR, /* the owner has died, no heir is registered */
    NOT_WHOLE, /* what is registered of the home does not make one whole */
};
struct voter {
    int64_t no, who_id, building_id, units, delivered_at, voted_at, vote_id;
    enum voter_who who;
    enum why_not why_not;
    bool unsold;
    struct weight w; /* homes + stalls = 1 */
    const char *door, *name; /* "3号楼 301"; name: of today, may be "" */
};
struct voters {
    struct voter *v;
    size_t n, cap;
};
struct voter_unit {
    int64_t unit_id, voter_no, building_id, area_dm2, source;
    bool stall;
    const char *name;
};
struct voter_units {
    struct voter_unit *v;
    size_t n, cap;
};
struct constituency { /* whose roll is taken */
    int64_t ballot_id, place_id, body_id;
    enum electorate who; /* ROLL_OF_BODY: body_id's members */
    struct ids stairs; /* those concerned; none: the whole place */
};

/* From the registers as they are today, in place of what was taken before. */
bool electorate_freeze(struct ctx *c, const struct constituency *k);
bool electorate_is_large(struct ctx *c, const struct constituency *k); /* for the runner to take */
bool electorate_drop(struct ctx *c, int64_t ballot_id);
/* SHA-256 of the frozen roll, in hex: docs/ballot-file.md. */
const char *electorate_hash(struct ctx *c, int64_t ballot_id);
NODISCARD bool electorate_voter(struct ctx *c, int64_t ballot_id, int64_t no, struct voter *out);
NODISCARD bool electorate_voters(
    struct ctx *c, int64_t ballot_id, int64_t building_id, struct voters *out); /* 0: all */
/* The same, refused when that person may not cast its vote. */
NODISCARD bool electorate_voter_of(
    struct ctx *c, int64_t ballot_id, int64_t person_id, int64_t no, struct voter *out);
/* Those for whom that person may cast a vote. */
NODISCARD bool electorate_voters_for(
    struct ctx *c, int64_t ballot_id, int64_t person_id, struct voters *out);
NODISCARD bool electorate_units(
    struct ctx *c, int64_t ballot_id, int64_t building_id, struct voter_units *out);
/* Heads and floor that somebody can vote for now. */
NODISCARD bool electorate_able(struct ctx *c, int64_t ballot_id, struct weight *out);
/* Homes of which shares changed hands since it was frozen: it stands, both are shown. */
NODISCARD bool electorate_sold_since(
    struct ctx *c, int64_t ballot_id, int64_t frozen_at, struct voter_units *out);
/* Who speaks for a voter that has handed in nothing yet. */
NODISCARD bool electorate_unvoted(struct ctx *c, int64_t ballot_id, struct ids *out);
/* Who stands on it, or speaks for one who does: each person once. */
NODISCARD bool electorate_persons(struct ctx *c, int64_t ballot_id, struct ids *out);

extern const struct choice electorate_kinds[];
extern const struct list electorate_list; /* its place: the ballot */
extern const struct module electorate_module;
#endif
