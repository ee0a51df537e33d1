/* matters_store.h - what the store files of matters share with each other and with stores of rooms.
 */
#ifndef EAVES_MATTERS_STORE_H
#define EAVES_MATTERS_STORE_H

#include "lib/base/module.h"
#include "src/matters/matters.h"
#include "src/places/places.h"

/* How many people are behind the matter m: two entries judged to be one are one. */
#define MATTERS_FOLLOWERS \
    " (SELECT count(DISTINCT COALESCE(wp.merged_into, wp.id)) FROM follower w JOIN person wp" \
    " ON wp.area_id = w.area_id AND wp.id = w.person_id" \
    " WHERE w.area_id = m.area_id AND w.matter_id = m.id)"

/* One matter a row, for matters_read(); a WHERE that begins with m.area_id = ?1 follows. */
#define MATTERS_SELECT \
    "SELECT m.id, m.ticket, m.place_id, (SELECT COALESCE(o.merged_into, o.id) FROM person o" \
    " WHERE o.area_id = m.area_id AND o.id = m.asker_id), m.owner_id, m.opened_at, m.due_at," \
    " m.closed_at, m.version, m.changed_at, m.kind, m.title, m.audience, m.state, m.outcome," \
    " m.find, p.name, b.name," MATTERS_FOLLOWERS "," \
    " (SELECT a.channel FROM follower v JOIN act a ON a.area_id = v.area_id AND a.id = v.act_id" \
    " WHERE v.area_id = m.area_id AND v.matter_id = m.id AND v.person_id = m.asker_id)," \
    " m.level, m.into_id, m.clock_at, m.received_at" \
    " FROM matter m JOIN place p ON p.area_id = m.area_id AND p.id = m.place_id" \
    " LEFT JOIN body b ON b.area_id = m.area_id AND b.id = m.owner_id"

extern const struct personal matters_personal[];

#define FIND_BAR " | " /* in matter.find, between the text and what else a search may ask for */

const char *matters_before_bar(struct arena *a, const char *find);
struct matter matters_read(const struct rows *r);
/* Without asking who reads: for stores and jobs only. False with no err when it is not there. */
NODISCARD bool matters_load(struct ctx *c, int64_t id, struct matter *out);
/* May the reader see it? Asks and tells nobody. */
bool matters_visible(struct ctx *c, const struct matter *m);
/* Is it the reader's (or the wisher's) to make, whatever the state? */
bool matters_may(struct ctx *c, const struct matter *m, const struct move *mv);
/* "您看的时候，这件事已经…": ERR_CONFLICT. */
bool matters_refuse_stale(struct ctx *c, const struct matter *m);
/* Keeps how it stood before a step of staff; *seq is the step's fact. */
bool matters_keep_before(struct ctx *c, const struct matter *m, const struct move *mv, int64_t seq);
/* For figures over facts f: those that were not taken back. */
#define NOT_UNDONE(f) \
    " AND NOT EXISTS (SELECT 1 FROM undone un WHERE un.area_id = " f ".area_id AND un.seq = " f \
    ".seq)"
/* A fact about a matter that is no move: "requests.overdue". */
bool matters_tell(
    struct ctx *c, int64_t matter_id, const char *verb, struct words words, const char *text);
#endif
