/* rulesets_room.h - what the files of this room share; no other room includes it. */
#ifndef EAVES_RULESETS_ROOM_H
#define EAVES_RULESETS_ROOM_H

#include "lib/base/module.h"
#include "src/rulesets/rulesets.h"

/* What came with the program says: source, article, note. Ends with NULL. */
extern const char *const rulesets_texts[];

enum { RULESETS_TOWN = LAWS }; /* beside enum term_law: whose rule it is */
extern const struct choice rulesets_whose[];

/* Does it hold on that day? */
bool rulesets_holds(const struct ruleset *r, const char *day);

/* "2/3", spaces around the stroke or not. False: it is no such thing. */
bool rulesets_fraction(const char *text, struct fraction *out);

/* rulesets_store.c */
int64_t rulesets_town(struct ctx *c); /* of the area; the town itself is its own */
/* All versions of one kind of decision, of that law and that town, the newest first. */
NODISCARD bool rulesets_versions(struct ctx *c, const struct ruleset *of, struct rulesets *out);
extern const struct list rulesets_list;

/* rulesets_edit_pages.c */
struct form;
extern const struct form rulesets_form;
void rulesets_show_next(struct ctx *c);
void rulesets_do_next(struct ctx *c);
#endif
