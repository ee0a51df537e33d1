/* owners.h - 产权: who owns which home, from day to day.
 *
 * An owner is a person of this area or an organisation (its credit code sealed, its representative
 * dated). A home is owned in shares num/den; their sum is at most 1 on any day, exactly; what is
 * missing is said, not guessed. Co-owners name the one of them who votes. The developer's homes not
 * yet sold are shares marked unsold. A sale from a day on closes shares and opens others: nothing
 * that was true before that day changes. The area of a home is on each day the register's, else the
 * survey's, else the contract's (2020 interpretation on strata ownership, article 8; rules.md O5),
 * and it is kept which; where none of them speaks, the roster's figure, unit.area_dm2, stands in
 * and counts as unsaid. What is vouched for is never written over by a roster. Whether two owners
 * are one and the same is judged by two hands, and can be undone.
 */
#ifndef EAVES_OWNERS_H
#define EAVES_OWNERS_H

#include "lib/base/ctx.h"

enum owner_kind { OWNER_PERSON = 1, OWNER_ORGANISATION }; /* stored */
enum area_source { AREA_UNSAID, AREA_REGISTER, AREA_SURVEY, AREA_CONTRACT }; /* stored */
enum { SHARE_DEN_MAX = 10000 };

struct owner {
    int64_t id, person_id; /* person_id: 0 for an organisation */
    int64_t one; /* whom it counts as: the same for owners judged to be one */
    enum owner_kind kind;
    bool developer;
    const char *name, *phone, *credit; /* phone, credit in full: mask before showing */
};
struct owner_share { /* of one unit; valid_to "" while it lasts */
    int64_t id, unit_id, building_id;
    struct owner owner;
    int64_t num, den, area_dm2;
    bool unsold, votes; /* votes: the designated one, or the only one */
    const char *unit, *building, *basis, *valid_from, *valid_to;
};
struct owner_shares {
    struct owner_share *v;
    size_t n, cap;
};
struct unit_area {
    int64_t area_dm2;
    enum area_source source;
    const char *basis, *valid_from;
};
struct owner_totals { /* of a place on a day: what a vote of owners counts from */
    int64_t units, area_dm2; /* units standing that day, all of them */
    int64_t persons; /* one unit one person; several of one buyer, or unsold ones, together one */
    int64_t unowned; /* units without any share */
    int64_t partly; /* units whose shares do not make 1 */
    int64_t undecided; /* co-owned without one who votes */
    int64_t unsaid; /* units whose area nobody has vouched for */
};

struct owned_unit { /* a unit standing on a day, whoever owns it */
    int64_t unit_id, building_id, area_dm2;
    enum area_source source;
    const char *name, *building;
};
struct owned_units {
    struct owned_unit *v;
    size_t n, cap;
};

/* Rules (pure). */
/* num/den added up exactly; false when the sum has no common denominator within reach. */
bool owners_sum(const struct owner_share *v, size_t n, const char *day, int64_t *num, int64_t *den);
/* May these shares stand beside `more`, from its first day on? Says on which day they exceed 1, or
 * that the same owner would hold twice. */
bool owners_may_hold(
    const struct owner_share *v, size_t n, const struct owner_share *more, struct err *why);
bool owners_credit_ok(const char *code, struct err *why); /* 18 of 0-9 A-Z; "" is fine */

/* Store. day "": today. ---------------------------------------------------------------------- */
/* The import's: this one owns num/den of the unit from `day` on. Finds the owner by name among the
 * unit's, else the person by phone and name, or by name in the household; else makes one. *made: a
 * new share; *changed: another phone or another share. The owner's id, 0 with c->err. */
int64_t owners_put(struct ctx *c, int64_t unit_id, const char *name, enum owner_kind kind,
    const char *phone, int64_t num, int64_t den, const char *day, bool *made, bool *changed);
/* An import taken back: the share it opened ends today. */
void owners_undo_put(struct ctx *c, int64_t unit_id, int64_t owner_id);
NODISCARD bool owners_of_unit(
    struct ctx *c, int64_t unit_id, const char *day, struct owner_shares *out);
NODISCARD bool owners_history(struct ctx *c, int64_t unit_id, struct owner_shares *out);
/* Every share of a place's homes on that day: a stair, a compound or the area (0). */
NODISCARD bool owners_under(
    struct ctx *c, int64_t place_id, const char *day, struct owner_shares *out);
NODISCARD bool owners_by_id(struct ctx *c, int64_t id, struct owner *out); /* ERR_ABSENT */
NODISCARD bool owners_totals(
    struct ctx *c, int64_t place_id, const char *day, struct owner_totals *out);
/* All of them, of a stair, a compound or the area (0), in the order of stairs and floors. */
NODISCARD bool owners_units(
    struct ctx *c, int64_t place_id, const char *day, struct owned_units *out);
/* Who hold one unit, "17+23", sorted: equal for the same holders of two units, who are one head. */
const char *owners_key(struct ctx *c, const struct owner_share *v, size_t n);
NODISCARD bool owners_area(struct ctx *c, int64_t unit_id, const char *day, struct unit_area *out);
/* From that day until the next of the same source; another source is left as it was. */
bool owners_set_area(struct ctx *c, int64_t unit_id, const struct unit_area *a, const char *day);
/* Who of the co-owners votes from that day on. */
bool owners_set_voter(struct ctx *c, int64_t unit_id, int64_t owner_id, const char *day);
/* The shares of seller_id (0: all of the unit's) end that day and become the buyer's; a co-owner
 * who buys holds both in one. */
struct sale {
    int64_t unit_id, seller_id;
    const char *name, *phone, *basis, *day;
    enum owner_kind kind;
};
bool owners_sell(struct ctx *c, const struct sale *s);
/* Of that name and code, else a new one; what a known one had not said yet is added. */
int64_t owners_make_organisation(
    struct ctx *c, const char *name, const char *credit, bool developer);
/* Who spoke for it on that day: name and telephone, "" none. */
NODISCARD bool owners_agent_on(
    struct ctx *c, int64_t owner_id, const char *day, const char **name, const char **phone);
/* From that day until the next one. */
bool owners_set_agent(
    struct ctx *c, int64_t owner_id, const char *name, const char *phone, const char *day);
/* The developer's, not sold yet: the whole unit from that day on. */
bool owners_put_unsold(struct ctx *c, int64_t unit_id, int64_t owner_id, const char *day);

/* Two owners are one: proposed by one hand, confirmed by another, undone by anybody who may. */
int64_t owners_propose_same(struct ctx *c, int64_t keep_id, int64_t gone_id, const char *why);
bool owners_decide_same(struct ctx *c, int64_t merge_id, bool confirm, const char *reason);
bool owners_undo_same(struct ctx *c, int64_t merge_id, const char *reason);

extern const struct module owners_module;
extern const struct module owners_same_module; /* owners and who is the same as whom */
#endif
