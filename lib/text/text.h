/* text.h - the interface's sentences, and Chinese text made findable. */
#ifndef EAVES_TEXT_H
#define EAVES_TEXT_H

#include "lib/base/ctx.h"

/* Catalogues: msgid is the zh-Hans source. zh-Hant is made by OpenCC at build plus
 * locale/zh-Hant.overrides.po; en is locale/en.po. Compiled to sorted tables. A msgid that is
 * missing in a language is said in zh-Hans. */
const char *text_of(enum lang lang, const char *msgid);
/* Puts the arguments in place of {0}..{3}, formatted for the language. */
const char *text_say(struct arena *a, enum lang lang, struct words w);
const char *text_day(struct arena *a, enum lang lang, int64_t ms); /* 11月28日（周六） / Sat 28 Nov */
const char *text_time(struct arena *a, enum lang lang, int64_t ms); /* 11月28日 20:00 */
const char *text_hundredths(struct arena *a, int64_t n); /* 184000 -> "1,840.00" */
/* zh-Hans, zh-Hant, en by the best of an Accept-Language header. */
enum lang text_lang_of(const char *accept_language);
extern const char *const text_lang_codes[LANG_COUNT]; /* "zh-Hans" "zh-Hant" "en" */

/* Folding: 繁->简 (OpenCC t2s), full-width -> half-width, lower case, spaces collapsed. Both what is
 * indexed and what is asked go through it. */
const char *text_fold(struct arena *a, const char *s);
/* Bigrams of the folded text, space-separated; Latin words and numbers stay whole; a single 汉字
 * stands alone: "楼道灯 led" -> "楼道 道灯 led". For FTS5 and tsvector alike, and for likeness. */
const char *text_bigrams(struct arena *a, const char *folded);
/* Dice likeness of two folded texts by their bigrams, 0..1000. */
int text_likeness(struct arena *a, const char *folded_a, const char *folded_b);
bool text_from_gb18030(struct arena *a, const char *s, size_t n, const char **out);
#endif
