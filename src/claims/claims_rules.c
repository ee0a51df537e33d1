/* claims_rules.c - which claim may still be decided, which letter still counts. */
#include "src/claims/claims_room.h"

bool claims_open(int64_t state, int64_t ends_at, int64_t now)
{
    return state == CLAIM_WAITS && now < ends_at;
}

bool claims_pin_ok(int64_t now, const struct pin_letter *l, bool same, struct err *why)
{
    if (!l->id || l->used_at || now >= l->ends_at || l->tries >= PIN_TRIES) {
        return refuse(why, "pin",
            SAY(N_("这间房屋现在没有能用的密码信。请向居委会再要一封，或者请楼组长确认。")));
    }
    if (same) {
        return true;
    }
    if (l->tries + 1 >= PIN_TRIES) {
        return refuse(why, "pin",
            WORDS(N_("密码输错了 {0} 次，这封信已经作废，请向居委会再要一封。"), INT(PIN_TRIES)));
    }
    return refuse(
        why, "pin", WORDS(N_("密码不对，还可以试 {0} 次。"), INT(PIN_TRIES - l->tries - 1)));
}
