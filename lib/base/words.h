/* words.h - a sentence that has not been said yet: a msgid and typed arguments.
 *
 * Rules and facts return words; only pages and paper say them, in the reader's language. Facts
 * store them, so that last year's timeline speaks tomorrow's language. The msgid is the
 * zh-Hans source text with {0} {1} ... where the arguments go; N_() marks it for extraction.
 */
#ifndef EAVES_WORDS_H
#define EAVES_WORDS_H

#include <stddef.h>
#include <stdint.h>

#define N_(s) s

enum { WORDS_MAX = 4 };

enum word_type { /* stored in facts: never renumber */
    WORD_NONE,
    WORD_INT, /* 23 */
    WORD_TEXT, /* as typed by somebody: never translated */
    WORD_MSG, /* a msgid of its own, said in the reader's language */
    WORD_AREA, /* 0.01 m2 -> 1,840.00 */
    WORD_MONEY, /* fen -> 2,316.50 */
    WORD_DAY, /* UTC ms -> 11月28日(周六) */
    WORD_TIME, /* UTC ms -> 11月28日 20:00 */
    WORD_PEOPLE, /* 12 人 */
    WORD_HOMES, /* 12 户 */
    WORD_UNTIL, /* UTC ms, an end -> 11月27日 24 时 where it is midnight, else as WORD_TIME */
};

struct word {
    enum word_type type;
    int64_t i;
    const char *s;
};

struct words {
    const char *msgid; /* NULL: nothing to say */
    int n;
    struct word v[WORDS_MAX];
};

struct sayings { /* sentences in order */
    struct words *v;
    size_t n, cap;
};

/* clang-format off */
#define INT(x) ((struct word){.type = WORD_INT, .i = (x)})
#define TEXT(x) ((struct word){.type = WORD_TEXT, .s = (x)})
#define MSG(x) ((struct word){.type = WORD_MSG, .s = (x)})
#define AREA(x) ((struct word){.type = WORD_AREA, .i = (x)})
#define MONEY(x) ((struct word){.type = WORD_MONEY, .i = (x)})
#define DAY(x) ((struct word){.type = WORD_DAY, .i = (x)})
#define TIME(x) ((struct word){.type = WORD_TIME, .i = (x)})
#define PEOPLE(x) ((struct word){.type = WORD_PEOPLE, .i = (x)})
#define UNTIL(x) ((struct word){.type = WORD_UNTIL, .i = (x)})
#define DOORS(x) ((struct word){.type = WORD_HOMES, .i = (x)})
#define WORDS_N_(...) (int)(sizeof((struct word[]){__VA_ARGS__}) / sizeof(struct word))
#define WORDS(text, ...) words_make((text), WORDS_N_(__VA_ARGS__), (struct word[]){__VA_ARGS__})
#define SAY(text) ((struct words){.msgid = (text)})
/* clang-format on */
struct words words_make(const char *msgid, int n, const struct word *v);
#endif
