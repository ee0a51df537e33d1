/* search_rules.c - how an address is read out of what was typed, and which characters are marked.
 */
#include "src/search/search.h"

#include <string.h>

#include "lib/text/line.h"
#include "lib/text/text.h"

/* Addresses ------------------------------------------------------------------------------------ */
enum said { SAID_NOTHING, SAID_STAIR, SAID_LANE, SAID_UNIT }; /* what stands behind a number */
struct number {
    const char *text;
    int64_t value; /* -1: has letters */
    enum said said;
};
enum { NUMBERS_MAX = 3 };

static bool is_alnum(char ch)
{
    return (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z');
}

static struct number number_of(struct arena *a, const char *s, size_t n)
{
    struct number out = {.text = arena_strndup(a, s, n)};
    for (size_t i = 0; i < n && out.value >= 0; i++) {
        bool digit = s[i] >= '0' && s[i] <= '9' && out.value < 100000000;
        out.value = digit ? out.value * 10 + (s[i] - '0') : -1;
    }
    return out;
}

/* Takes the word behind a number off the front of `han`. */
static enum said said_behind(const char **han, size_t *n)
{
    static const struct {
        const char *word;
        enum said said;
    } words[] = {{"号楼组", SAID_STAIR}, {"号楼", SAID_STAIR}, {"号门", SAID_STAIR},
        {"单元", SAID_STAIR}, {"号", SAID_STAIR}, {"栋", SAID_STAIR}, {"幢", SAID_STAIR},
        {"座", SAID_STAIR}, {"楼", SAID_STAIR}, {"弄", SAID_LANE}, {"室", SAID_UNIT}};
    for (size_t i = 0; i < COUNT(words); i++) {
        size_t bytes = strlen(words[i].word);
        if (*n >= bytes && memcmp(*han, words[i].word, bytes) == 0) {
            *han += bytes;
            *n -= bytes;
            return words[i].said;
        }
    }
    return SAID_NOTHING;
}

static void add_name(struct arena *a, struct address *out, const char *s, size_t n)
{
    static const char *const tails[] = {"居民区", "小区", "社区", "的", "在"};
    for (size_t i = 0; i < COUNT(tails); i++) {
        size_t bytes = strlen(tails[i]);
        if (n >= bytes && memcmp(s + n - bytes, tails[i], bytes) == 0) {
            n -= bytes;
            break;
        }
    }
    if (n && out->names < FIND_WORDS_MAX) {
        out->name[out->names++] = arena_strndup(a, s, n);
    }
}

/* Runs of digits and letters, and what stands between them. False: too many numbers for one. */
static bool cut(
    struct arena *a, const char *folded, struct number *v, size_t *n, struct address *out)
{
    const char *at = folded;
    for (size_t bytes; (bytes = text_next_word(&at)) != 0; at += bytes) {
        const char *p = at, *end = at + bytes;
        while (p < end) {
            const char *from = p;
            bool number = is_alnum(*p);
            while (p < end && is_alnum(*p) == number) {
                p++;
            }
            if (number && *n == NUMBERS_MAX) {
                return false;
            }
            if (number) {
                v[(*n)++] = number_of(a, from, (size_t)(p - from));
                continue;
            }
            size_t left = (size_t)(p - from);
            if (*n && from > at && v[*n - 1].said == SAID_NOTHING) {
                v[*n - 1].said = said_behind(&from, &left);
            }
            add_name(a, out, from, left);
        }
    }
    return true;
}

static void add(struct address *out, int64_t stair, const char *unit)
{
    if (stair >= 0 && out->n < SEARCH_READINGS) {
        out->v[out->n++] = (struct address_reading){stair, unit};
    }
}

static bool as_stair(const struct number *x)
{
    return x->value > 0 && (x->said == SAID_STAIR || x->said == SAID_NOTHING);
}

static bool as_unit(const struct number *x)
{
    return x->said == SAID_UNIT || x->said == SAID_NOTHING;
}

/* 12弄3号, 12-3 */
static int64_t as_lane(const struct number *lane, const struct number *x)
{
    bool fits = lane->value > 0 && lane->said <= SAID_LANE && lane->said != SAID_STAIR &&
                as_stair(x) && x->value < 10000;
    return fits ? lane->value * 10000 + x->value : -1;
}

void search_address(struct arena *a, const char *folded, struct address *out)
{
    struct number v[NUMBERS_MAX];
    size_t n = 0;
    *out = (struct address){0};
    if (!cut(a, folded, v, &n, out)) {
        *out = (struct address){0};
        return;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            if (n == 2 && i != j && as_stair(&v[i]) && as_unit(&v[j])) {
                add(out, v[i].value, v[j].text);
            }
        }
    }
    if (n == 1 && as_stair(&v[0])) {
        add(out, v[0].value, "");
    }
    if (n == 1 && as_unit(&v[0])) {
        add(out, 0, v[0].text);
    }
    if (n == 2) {
        add(out, as_lane(&v[0], &v[1]), "");
    }
    if (n == 3 && as_unit(&v[2])) {
        add(out, as_lane(&v[0], &v[1]), v[2].text);
    }
    if (n == 3 && as_unit(&v[0])) {
        add(out, as_lane(&v[1], &v[2]), v[0].text);
    }
}

bool search_named(const struct address *q, const char *folded)
{
    for (size_t i = 0; i < q->names; i++) {
        if (!strstr(folded, q->name[i])) {
            return false;
        }
    }
    return true;
}

/* Marks ---------------------------------------------------------------------------------------- */
static size_t letters_of(const char *s)
{
    size_t n = 0;
    for (; *s; n++) {
        utf8_next(&s);
    }
    return n;
}

/* Which letters of the folded text were asked for. */
static bool *asked_letters(
    struct arena *a, const char *folded, size_t letters, const struct find_words *f)
{
    bool *on = arena_alloc(a, letters + 1);
    memset(on, 0, letters + 1);
    for (size_t w = 0; w < f->n; w++) {
        const char *at = folded;
        while ((at = find_word_in(folded, at, f->word[w])) != NULL) {
            size_t from = letters_of(arena_strndup(a, folded, (size_t)(at - folded)));
            memset(on + from, 1, letters_of(f->word[w]));
            at += strlen(f->word[w]);
        }
    }
    return on;
}

/* Folding keeps the number of letters except where it joins spaces: such a text stays unmarked. */
void search_marks(struct arena *a, const char *text, const struct find_words *f, struct marks *out)
{
    const char *folded = text_fold(a, text);
    size_t letters = letters_of(text);
    bool *on = letters_of(folded) == letters ? asked_letters(a, folded, letters, f) : NULL;
    const char *from = text, *p = text;
    for (size_t i = 0; i < letters; i++) {
        utf8_next(&p);
        bool here = on && on[i], next = on && on[i + 1];
        if (i + 1 == letters || here != next) {
            list_push(a, out, ((struct mark){arena_strndup(a, from, (size_t)(p - from)), here}));
            from = p;
        }
    }
}
