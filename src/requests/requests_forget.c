/* requests_forget.c - an erased person's requests: their photos and their words go. */
#include "lib/web/file.h"
#include "src/requests/requests_room.h"

/* All photos of what they reported, finished or not, whoever took them. */
void requests_forget(struct ctx *c, int64_t person_id)
{
    struct ids of = {0};
    bool ok = requests_of_person(c, person_id, &of);
    for (size_t i = 0; ok && i < of.n; i++) {
        ok = files_forget(c, of.v[i]);
    }
    if (ok) {
        requests_forget_words(c, person_id);
    }
}
