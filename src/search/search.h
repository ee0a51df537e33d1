/* search.h - 搜索:
 * 一个框，找得到您能看的一切：楼和房号、人、单位、诉求、表决、公告、只有我们几个知道的事、常用答复。
 *
 * 简体、繁體、全角、大小写都当作一样；几个词不论先后。Words stand in lib/find, put there by the
 * rooms in the same transaction as the thing itself; addresses are read as addresses ("12号301",
 * "301 3号楼"). Every hit passes the question of the page it leads to, asked of the same function;
 * what one may not open is neither shown nor counted, and cases are not even looked at for whoever
 * is not on one. A list of names and homes is what the register shows too and leaves no trace; a
 * full telephone is only on the person's page, with its reason. The index can be made anew: `eaves
 * doctor --reindex`.
 */
#ifndef EAVES_SEARCH_H
#define EAVES_SEARCH_H

#include "lib/db/list.h"
#include "lib/find/find.h"

enum { SEARCH_FEW = 5, SEARCH_MANY = 100, SEARCH_READINGS = 12 };
enum search_group { /* in the order of the page */
    SEARCH_PLACES = 1,
    SEARCH_PEOPLE,
    SEARCH_REQUESTS,
    SEARCH_BALLOTS,
    SEARCH_CASES,
    SEARCH_NOTICES,
    SEARCH_BODIES,
    SEARCH_REPLIES,
    SEARCH_END,
};
extern const struct choice search_groups[]; /* ends with {0} */

struct hit {
    enum search_group group;
    const char *path, *title, *quiet; /* path: below /a/CODE/ */
    const char *label; /* msgid, before quiet; NULL: none */
};
struct hits {
    struct hit *v;
    size_t n, cap;
};

/* Rules (pure). */
/* What was typed as an address: each way to read its numbers, and the names beside them. */
struct address_reading {
    int64_t stair; /* 3, 120003 for 12弄3号; 0: any */
    const char *unit; /* "" the stair itself */
};
struct address {
    struct address_reading v[SEARCH_READINGS];
    size_t n;
    const char *name[FIND_WORDS_MAX]; /* folded, without 小区 and the like */
    size_t names;
};
void search_address(struct arena *a, const char *folded, struct address *out);
/* Do all the names beside the numbers stand in it? */
bool search_named(const struct address *q, const char *folded);
/* A text in pieces, those that were asked for marked. */
struct mark {
    const char *text;
    bool hit;
};
struct marks {
    struct mark *v;
    size_t n, cap;
};
void search_marks(struct arena *a, const char *text, const struct find_words *f, struct marks *out);

/* Store: at most `limit` of that group which the reader may open. */
NODISCARD bool search_places(
    struct ctx *c, const struct find_words *f, size_t limit, struct hits *out);
NODISCARD bool search_people(
    struct ctx *c, const struct find_words *f, size_t limit, struct hits *out);
NODISCARD bool search_bodies(
    struct ctx *c, const struct find_words *f, size_t limit, struct hits *out);
/* Makes the area's index anew; how many things are in it. In a transaction of that area. */
bool search_rebuild(struct ctx *c, int64_t *things);
/* Is the index what a new one would be? *wrong: things that are missing, old or too many. */
NODISCARD bool search_check(struct ctx *c, int64_t *things, int64_t *wrong);

extern const struct list search_list;
extern const struct module search_module;
#endif
