/* network.h - 组织网络: the bodies as they lie over the places.
 *
 * The party's tree (党总支, 党支部, 党小组, 党员) is laid over the place tree, many to many: which
 * stairs each one reaches, how many households, how many members and volunteers. Which stair has
 * nobody of a kind; which branch looks after which grid. 三驾马车: committee, owners' committee and
 * property of one compound side by side; where one does not exist that is said, and who stands in
 * for it. Every report is of a day, and says the same of that day for ever.
 */
#ifndef EAVES_NETWORK_H
#define EAVES_NETWORK_H

#include "src/terms/terms.h"

struct node { /* a party body and what it reaches */
    struct body b;
    int depth;
    int64_t stairs, households, below, members, volunteers; /* members: of it and all below it */
    const char *head, *phone; /* "" while vacant */
};
struct nodes {
    struct node *v;
    size_t n, cap;
};
struct absence { /* a body of that kind does not exist over the place */
    int64_t id, place_id, body_id; /* body_id: who stands in; 0: nobody */
    enum body_kind kind;
    const char *body, *why;
};
struct absences {
    struct absence *v;
    size_t n, cap;
};

/* Pure: those under nobody first, each followed by those below it; depth is filled. A circle (bad
 * data) is cut, nobody is lost. */
void network_in_order(struct arena *a, const struct bodies *all, struct nodes *out);

NODISCARD bool network_tree(struct ctx *c, const char *day, struct nodes *out);
NODISCARD bool network_absences(struct ctx *c, const char *day, struct absences *out);
/* There is none of that kind over the place from today; body_id stands in, 0: nobody. Refuses while
 * there is one. */
bool network_note_absence(
    struct ctx *c, int64_t place_id, enum body_kind kind, int64_t body_id, const char *why);

extern const struct module network_module;
#endif
