/* demo.h - the demo area: an invented neighbourhood of 5,309 homes, with people to sign in as. */
#ifndef EAVES_DEMO_H
#define EAVES_DEMO_H

#include "lib/base/ctx.h"

/* A roster as a committee would keep it: 337 stairs of three compounds, 5,309 homes, invented
 * householders, phones 1990000xxxx (some have none). The same bytes every time. */
void demo_roster(struct buf *csv);

enum { DEMO_PERSONAS_MAX = 12 };
struct persona { /* who one may be in a demo */
    const char *key; /* "resident" */
    const char *label, *does; /* msgids */
    int64_t account_id;
    bool staff;
    const char *path; /* where to begin, below /a/CODE */
};
struct personas {
    struct persona *v;
    size_t n, cap;
};

/* Store: kept in the settings. */
bool demo_exists(struct ctx *c);
bool demo_mark(struct ctx *c, const char *area_code);
bool demo_put_persona(struct ctx *c, const char *key, int64_t account_id);
NODISCARD bool demo_personas(struct ctx *c, struct personas *out);
const char *demo_area_code(struct ctx *c);
/* Everything: town, area, roster, bodies, people, and requests lived through. Commits as it goes.
 */
bool demo_make(struct ctx *c);

extern const struct module demo_module;
#endif
