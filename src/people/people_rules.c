/* people_rules.c - names as others may see them, who may help. */
#include "src/people/people_room.h"

bool people_may_help(int64_t helper_id, int64_t person_id, const char *consent, struct err *why)
{
    if (helper_id == person_id) {
        return refuse(why, "phone", SAY(N_("代办人要是另外一个人。")));
    }
    if (str_empty(consent)) {
        return refuse(why, "consent", SAY(N_("要本人同意才行：请打勾，或者请本人在纸上签字。")));
    }
    return true;
}

/* One character of the name, whatever its length: that would tell something too. */
const char *people_shown_name(struct ctx *c, const char *name)
{
    size_t n = 0;
    while (name && name[n] && (n == 0 || ((uint8_t)name[n] & 0xC0) == 0x80)) {
        n++;
    }
    return n ? arena_printf(c->arena, "%.*s**", (int)n, name) : "";
}
