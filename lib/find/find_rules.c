/* find_rules.c - what was asked, and whether a text holds it. Pure. */
#include <string.h>

#include "lib/find/find.h"
#include "lib/text/text.h"

static bool is_number(const char *s)
{
    return *s && s[strspn(s, "0123456789")] == '\0';
}

/* A ticket read out in twos, 04 31, is one number. */
static void join_numbers(struct arena *a, struct find_words *f)
{
    const char *all = "";
    for (size_t i = 0; i < f->n; i++) {
        if (!is_number(f->word[i])) {
            return;
        }
        all = arena_printf(a, "%s%s", all, f->word[i]);
    }
    for (size_t i = 0; i < FIND_WORDS_MAX; i++) {
        f->word[i] = i ? "" : all;
    }
    f->n = 1;
}

void find_read(struct arena *a, const char *typed, struct find_words *out)
{
    *out = (struct find_words){.typed = text_fold(a, typed)};
    const char *at = out->typed;
    for (size_t n; (n = text_next_word(&at)) != 0; at += n) {
        if (out->n < FIND_WORDS_MAX) {
            out->word[out->n++] = arena_strndup(a, at, n);
        }
    }
    for (size_t i = out->n; i < FIND_WORDS_MAX; i++) {
        out->word[i] = "";
    }
    if (out->n > 1) {
        join_numbers(a, out);
    }
}

const char *find_word_in(const char *folded, const char *at, const char *word)
{
    while ((at = strstr(at, word)) != NULL && !text_begins(folded, at)) {
        at++;
    }
    return at;
}

bool find_matches(const char *folded, const struct find_words *f)
{
    for (size_t i = 0; i < f->n; i++) {
        if (!find_word_in(folded, folded, f->word[i])) {
            return false;
        }
    }
    return f->n > 0;
}
