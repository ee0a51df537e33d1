/* text.c - sentences in the reader's language. */
#include "lib/text/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/text/catalogue.h"
#include "lib/text/line.h"

const char *const text_lang_codes[LANG_COUNT] = {"zh-Hans", "zh-Hant", "en"};

static const struct catalogue_entry *entry_of(const char *msgid)
{
    uint32_t hash = UINT32_C(2166136261);
    for (const unsigned char *p = (const unsigned char *)msgid; *p; p++) {
        hash = (hash ^ *p) * UINT32_C(16777619);
    }
    for (uint32_t at = hash;; at++) {
        const struct catalogue_entry *e = &catalogue[at & catalogue_mask];
        if (!e->msgid) {
            return NULL;
        }
        if (strcmp(e->msgid, msgid) == 0) {
            return e;
        }
    }
}

const char *text_of(enum lang lang, const char *msgid)
{
    if (lang == LANG_HANS || str_empty(msgid)) {
        return msgid;
    }
    const struct catalogue_entry *e = entry_of(msgid);
    if (!e) {
        return msgid;
    }
    return lang == LANG_HANT ? e->hant : e->en;
}

/* Digits of n with a comma after every third from the right. */
static const char *grouped(struct arena *a, uint64_t n)
{
    char digits[24];
    int len = snprintf(digits, sizeof(digits), "%" PRIu64, n);
    char *out = arena_alloc(a, (size_t)len * 2);
    size_t at = 0;
    for (int i = 0; i < len; i++) {
        if (i && (len - i) % 3 == 0) {
            out[at++] = ',';
        }
        out[at++] = digits[i];
    }
    return out;
}

static uint64_t magnitude(int64_t n)
{
    return n < 0 ? UINT64_C(0) - (uint64_t)n : (uint64_t)n;
}

/* From five digits on: four-digit numbers may be years. */
static const char *whole_number(struct arena *a, int64_t n)
{
    uint64_t m = magnitude(n);
    if (m < 10000) {
        return arena_printf(a, "%" PRId64, n);
    }
    return arena_printf(a, "%s%s", n < 0 ? "-" : "", grouped(a, m));
}

const char *text_hundredths(struct arena *a, int64_t n)
{
    uint64_t m = magnitude(n);
    return arena_printf(a, "%s%s.%02u", n < 0 ? "-" : "", grouped(a, m / 100), (unsigned)(m % 100));
}

static const char *const months[] = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

const char *text_day(struct arena *a, enum lang lang, int64_t ms)
{
    static const char *const english[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const chinese[] = {"日", "一", "二", "三", "四", "五", "六"};
    struct civil d = civil_of(ms);
    if (lang == LANG_EN) {
        return arena_printf(
            a, "%s %d %s %d", english[d.weekday], d.day, months[d.month - 1], d.year);
    }
    return arena_printf(
        a, "%d月%d日（%s%s）", d.month, d.day, lang == LANG_HANT ? "週" : "周", chinese[d.weekday]);
}

const char *text_time(struct arena *a, enum lang lang, int64_t ms)
{
    struct civil d = civil_of(ms);
    if (lang == LANG_EN) {
        return arena_printf(
            a, "%d %s %d, %02d:%02d", d.day, months[d.month - 1], d.year, d.hour, d.minute);
    }
    return arena_printf(a, "%d月%d日 %02d:%02d", d.month, d.day, d.hour, d.minute);
}

const char *text_until(struct arena *a, enum lang lang, int64_t ms)
{
    struct civil end = civil_of(ms), last = civil_of(ms - 1);
    if (end.hour || end.minute) {
        return text_time(a, lang, ms);
    }
    if (lang == LANG_EN) {
        return arena_printf(a, "%d %s %d, end of day", last.day, months[last.month - 1], last.year);
    }
    return arena_printf(a, "%d月%d日 24 %s", last.month, last.day, lang == LANG_HANT ? "時" : "时");
}

static const char *word_text(struct arena *a, enum lang lang, struct word w)
{
    switch (w.type) {
    case WORD_INT:
        return whole_number(a, w.i);
    case WORD_TEXT:
        return str_or(w.s, "");
    case WORD_MSG:
        return str_or(text_of(lang, w.s), "");
    case WORD_AREA:
    case WORD_MONEY:
        return text_hundredths(a, w.i);
    case WORD_DAY:
        return text_day(a, lang, w.i);
    case WORD_TIME:
        return text_time(a, lang, w.i);
    case WORD_UNTIL:
        return text_until(a, lang, w.i);
    case WORD_PEOPLE:
        return text_say(a, lang, WORDS(N_("{0} 人"), INT(w.i)));
    case WORD_HOMES:
        return text_say(a, lang, WORDS(N_("{0} 户"), INT(w.i)));
    case WORD_NONE:
        break;
    }
    return "";
}

/* At "{0}" or "{0|one|many}": adds what stands there and returns what follows; NULL when this is
 * no placeholder of these words. */
static const char *placeholder(
    struct arena *a, struct line *out, enum lang lang, const struct words *w, const char *at)
{
    const char *close = strchr(at, '}');
    int i = at[1] - '0';
    if (!close || i < 0 || i >= w->n || (at[2] != '}' && at[2] != '|')) {
        return NULL;
    }
    if (at[2] == '}') {
        const char *s = word_text(a, lang, w->v[i]);
        line_add(a, out, s, strlen(s));
        return close + 1;
    }
    const char *one = at + 3, *bar = memchr(one, '|', (size_t)(close - one));
    if (!bar) {
        return NULL;
    }
    if (w->v[i].i == 1) {
        line_add(a, out, one, (size_t)(bar - one));
    } else {
        line_add(a, out, bar + 1, (size_t)(close - bar - 1));
    }
    return close + 1;
}

const char *text_say(struct arena *a, enum lang lang, struct words w)
{
    const char *at = text_of(lang, w.msgid);
    if (str_empty(at)) {
        return "";
    }
    if (!strchr(at, '{')) {
        return at;
    }
    struct line out = {0};
    for (const char *open; (open = strchr(at, '{'));) {
        line_add(a, &out, at, (size_t)(open - at));
        at = placeholder(a, &out, lang, &w, open);
        if (!at) {
            line_add(a, &out, "{", 1);
            at = open + 1;
        }
    }
    line_add(a, &out, at, strlen(at));
    return out.v;
}

/* Languages ----------------------------------------------------------------------------------- */

static bool has_subtag(const char *tag, size_t n, const char *subtag)
{
    size_t len = strlen(subtag);
    for (size_t i = 0; i + len < n; i++) {
        bool ends = i + 1 + len == n || tag[i + 1 + len] == '-';
        if (tag[i] == '-' && ends && strncasecmp(tag + i + 1, subtag, len) == 0) {
            return true;
        }
    }
    return false;
}

/* LANG_COUNT: none of ours. */
static enum lang lang_of_tag(const char *tag, size_t n)
{
    bool whole = n == 2 || (n > 2 && tag[2] == '-');
    if (whole && strncasecmp(tag, "en", 2) == 0) {
        return LANG_EN;
    }
    if (!whole || strncasecmp(tag, "zh", 2) != 0) {
        return n == 1 && *tag == '*' ? LANG_HANS : LANG_COUNT;
    }
    if (has_subtag(tag, n, "Hans")) {
        return LANG_HANS;
    }
    bool hant = has_subtag(tag, n, "Hant") || has_subtag(tag, n, "TW") ||
                has_subtag(tag, n, "HK") || has_subtag(tag, n, "MO");
    return hant ? LANG_HANT : LANG_HANS;
}

/* Thousandths of a "q=0.8" inside "tag;q=0.8"; 1000 when there is none. */
static int quality(const char *item, size_t n)
{
    for (size_t i = 0; i + 2 < n; i++) {
        if ((item[i] == 'q' || item[i] == 'Q') && item[i + 1] == '=') {
            return (int)(strtod(item + i + 2, NULL) * 1000);
        }
    }
    return 1000;
}

enum lang text_lang_of(const char *accept_language)
{
    enum lang best = LANG_HANS;
    int most = 0;
    for (const char *p = str_or(accept_language, ""); *p;) {
        p += strspn(p, ", \t");
        size_t n = strcspn(p, ","), tag = strcspn(p, ",; \t");
        enum lang lang = lang_of_tag(p, tag);
        int q = lang == LANG_COUNT ? 0 : quality(p + tag, n - tag);
        if (q > most) {
            best = lang;
            most = q;
        }
        p += n;
    }
    return best;
}
