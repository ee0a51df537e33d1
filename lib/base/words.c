#include "lib/base/words.h"

#include "lib/base/base.h"

struct words words_make(const char *msgid, int n, const struct word *v)
{
    struct words w = {.msgid = msgid, .n = n};
    must(n >= 0 && n <= WORDS_MAX);
    for (int i = 0; i < n; i++) {
        w.v[i] = v[i];
    }
    return w;
}
