/* status_rules.c - what was typed in a hurry, read kindly. */
#include "src/status/status.h"

#include <string.h>

enum { DIGITS_MAX = 32 };

/* ASCII digits and those of full width (U+FF10 to U+FF19); everything else is passed over. */
static size_t digits_of(const char *typed, char out[DIGITS_MAX])
{
    size_t n = 0;
    for (const unsigned char *s = (const unsigned char *)typed; *s && n < DIGITS_MAX - 1; s++) {
        if (*s >= '0' && *s <= '9') {
            out[n++] = (char)*s;
        } else if (s[0] == 0xef && s[1] == 0xbc && s[2] >= 0x90 && s[2] <= 0x99) {
            out[n++] = (char)('0' + (s[2] - 0x90));
            s += 2;
        }
    }
    out[n] = 0;
    return n;
}

int64_t status_ticket(const char *typed)
{
    char digits[DIGITS_MAX];
    int64_t ticket = 0;
    size_t n = digits_of(typed, digits);
    return n && n <= 9 && parse_int(digits, &ticket) ? ticket : 0;
}

const char *status_last4(struct arena *a, const char *typed)
{
    char digits[DIGITS_MAX];
    size_t n = digits_of(typed, digits);
    return n < 4 ? "" : arena_strdup(a, digits + n - 4);
}
