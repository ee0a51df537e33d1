/* inbox_rules.c - which step a button means, and what was ticked. */
#include <string.h>

#include "src/inbox/inbox.h"

const char *inbox_verb(enum bulk_do what)
{
    static const char *const verbs[] = {
        [BULK_ACCEPT] = "accept",
        [BULK_ASSIGN] = "assign",
        [BULK_ANSWER] = "answer",
        [BULK_REFUSE] = "refuse",
    };
    return what >= BULK_ACCEPT && what <= BULK_REFUSE ? verbs[what] : NULL;
}

static bool has(const struct picks *all, int64_t id)
{
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].id == id) {
            return true;
        }
    }
    return false;
}

static bool pick_of(struct arena *a, const char *word, size_t n, struct pick *out)
{
    const char *text = arena_strndup(a, word, n), *dash = strchr(text, '-');
    return dash && parse_int(arena_strndup(a, text, (size_t)(dash - text)), &out->id) &&
           parse_int(dash + 1, &out->version) && out->id > 0 && out->version > 0;
}

bool inbox_picks(struct arena *a, const char *typed, struct picks *out)
{
    for (const char *s = typed; *s;) {
        size_t n = strcspn(s, " \r\n,");
        struct pick p;
        if (n && !pick_of(a, s, n, &p)) {
            return false;
        }
        if (n && !has(out, p.id)) {
            list_push(a, out, p);
        }
        s += n + (s[n] != '\0');
    }
    return true;
}
