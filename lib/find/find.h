/* find.h - an index of words: a room puts in what one of its things may be found by, in the same
 * transaction in which it writes the thing itself, and takes it out when it forgets it. So the
 * index is never older than what it is about, and what is erased is gone from it at once.
 *
 * Both scripts, full and half width, capitals and small letters are one (lib/text). A thing is
 * found when every word that was asked stands in its text; a word that begins with a letter or a
 * digit only where a word or a number of the text begins: 31 finds 3102, not 1031. The tables hold
 * pairs of characters (text_index) and are plain on both engines; who may see what was found is the
 * room's to say (docs/decisions/0007-search.md).
 */
#ifndef EAVES_FIND_H
#define EAVES_FIND_H

#include "lib/base/module.h"

enum { FIND_WORDS_MAX = 6, FIND_BATCH = 40, FIND_STEP = 300, FIND_ROUNDS = 60 };
/* What was typed, ready to be looked up. */
struct find_words {
    const char *typed; /* folded, whole */
    const char *word[FIND_WORDS_MAX]; /* folded; from n on "" */
    size_t n; /* 0: nothing was asked for */
};

/* Pure: digits standing apart are one number (04 31), further words than the most are left out. */
void find_read(struct arena *a, const char *typed, struct find_words *out);
bool find_matches(const char *folded, const struct find_words *f);
/* Where `word` stands in the folded text, from `at` on; NULL: nowhere. */
const char *find_word_in(const char *folded, const char *at, const char *word);

/* Store. */
/* `kind` is the room's own number (PEOPLE_FIND ...); "" takes it out. Sent, not waited for. */
void find_put(struct ctx *c, int kind, int64_t id, const char *text);
void find_put_new(struct ctx *c, int kind, int64_t id, const char *text); /* was never put in */
void find_drop(struct ctx *c, int kind, int64_t id);
bool find_clear(struct ctx *c); /* the whole index of the area, to be filled anew */
const char *find_text_of(struct ctx *c, int kind, int64_t id); /* as put in; NULL: it is not */

/* What a room's literal binds for FIND_IDS: the rarest of the pairs that were asked, from lo to
 * before hi, and the words to look for in the text. */
struct find_span {
    const char *lo, *hi;
};
/* False: nothing of that kind holds it, or c->err. */
NODISCARD bool find_span(
    struct ctx *c, int kind, const struct find_words *f, struct find_span *out);
/* The candidates are looked at some hundred at a time, the newest first, so that a word which
 * stands everywhere costs no more than one that is rare: the lowest id of the next FIND_STEP of
 * them below `below`; 0: there are no more. */
int64_t find_floor(struct ctx *c, int kind, const struct find_span *s, int64_t below);
/* In a literal: ids fi.id of the area's things of a kind from ?8 to below ?2 that hold what was
 * asked, but for find_matches(), which has the last word. */
#define FIND_HAS(word) " AND (" word " = '' OR replace(ft.text, " word ", '') <> ft.text)"
#define FIND_IN(kind) \
    " FROM (SELECT DISTINCT fw.id FROM find_word fw WHERE fw.area_id = ?1 AND fw.kind = " kind \
    " AND fw.word >= ?3 AND fw.word < ?4 AND fw.id < ?2 AND fw.id >= ?8) fi" \
    " JOIN find_text ft ON ft.area_id = ?1 AND ft.kind = " kind \
    " AND ft.id = fi.id" FIND_HAS("?5") FIND_HAS("?6") FIND_HAS("?7")
#define FIND_VALUES(f, s, below, floor) \
    V(below), V((s)->lo), V((s)->hi), V((f)->word[0]), V((f)->word[1]), V((f)->word[2]), V(floor)

extern const struct module find_module;
#endif
