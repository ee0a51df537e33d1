/* text.h - the interface's sentences, and Chinese text made findable. */
#ifndef EAVES_TEXT_H
#define EAVES_TEXT_H

#include "lib/base/ctx.h"

/* Catalogues: msgid is the zh-Hans source. zh-Hant is made by OpenCC at build plus
 * locale/zh-Hant.overrides.po; en is locale/en.po. Compiled to sorted tables. A msgid that is
 * missing in a language is said in zh-Hans. */
const char *text_of(enum lang lang, const char *msgid);
/* Puts the arguments in place of {0}..{3}, formatted for the language. In English
 * "{0} {0|household|households} left" chooses by the number: the first form for 1 only. Whole
 * numbers get thousands separators from five digits on, so that 2026 may be a year. */
const char *text_say(struct arena *a, enum lang lang, struct words w);
/* 11月28日（周六） / Sat 28 Nov 2026; 11月28日 20:00 / 28 Nov 2026, 20:00 */
const char *text_day(struct arena *a, enum lang lang, int64_t ms);
const char *text_time(struct arena *a, enum lang lang, int64_t ms);
/* Of an end: midnight is the last hour of the day before, 11月27日 24 时. */
const char *text_until(struct arena *a, enum lang lang, int64_t ms);
const char *text_hundredths(struct arena *a, int64_t n); /* 184000 -> "1,840.00" */
/* zh-Hans, zh-Hant, en by the best of an Accept-Language header. */
enum lang text_lang_of(const char *accept_language);
extern const char *const text_lang_codes[LANG_COUNT]; /* "zh-Hans" "zh-Hant" "en" */

/* Folding: 繁->简 (OpenCC t2s), full-width -> half-width, lower case, spaces collapsed. Both what
 * is indexed and what is asked go through it. */
const char *text_fold(struct arena *a, const char *s);
/* Bigrams of the folded text, space-separated; Latin words and numbers stay whole; a single 汉字
 * stands alone: "楼道灯 led" -> "楼道 道灯 led". For FTS5 and tsvector alike, and for likeness.
 * A phrase of two or more 汉字 stands in a text iff its bigrams follow each other in the text's. */
const char *text_bigrams(struct arena *a, const char *folded);
/* The pair for an index that must also find one 汉字, and phrases across scripts ("灯led"):
 * text_index also ends each run of 汉字 with its last one, "楼道 道灯 灯 led"; text_query is the
 * same without that at the very end. A query is then a phrase whose last token is a prefix. */
const char *text_index(struct arena *a, const char *folded);
const char *text_query(struct arena *a, const char *folded);
/* The next run of letters, digits and 汉字 of a folded text: *at moves to its start, its bytes are
 * answered; 0: there is none. */
size_t text_next_word(const char **at);
/* Does a word or a number begin at p, inside the folded text? Always true at a 汉字. */
bool text_begins(const char *folded, const char *p);
/* Dice likeness of two folded texts by their bigrams, 0..1000. */
int text_likeness(struct arena *a, const char *folded_a, const char *folded_b);
/* False when the bytes are not GB18030, or hold a NUL. */
bool text_from_gb18030(struct arena *a, const char *s, size_t n, const char **out);
#endif
