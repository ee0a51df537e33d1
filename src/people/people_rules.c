/* people_rules.c - codes, claims, names as others may see them. */
#include <string.h>

#include "src/people/people_room.h"

enum { SECOND = 1000 };

bool people_may_send_code(int sent_today, int64_t last_sent_at, int64_t now, struct err *why)
{
    int64_t wait = last_sent_at + CODE_PAUSE_SECONDS * SECOND - now;
    if (sent_today >= CODES_A_DAY) {
        return refuse(why, "phone",
            WORDS(N_("这个手机号今天已经发过 {0} 次验证码。请明天再试，或请居委会帮忙。"),
                INT(CODES_A_DAY)));
    }
    if (last_sent_at && wait > 0) {
        return refuse(why, "phone",
            WORDS(N_("验证码刚发过，请等 {0} 秒再要一次。"), INT((wait + SECOND - 1) / SECOND)));
    }
    return true;
}

bool people_code_ok(
    int64_t now, int64_t ends_at, int64_t tries, bool used, bool same, struct err *why)
{
    if (used || now >= ends_at) {
        return refuse(why, "code", SAY(N_("这个验证码已经过期，请再要一个。")));
    }
    if (tries >= CODE_TRIES) {
        return refuse(
            why, "code", WORDS(N_("验证码输错了 {0} 次，已经作废，请再要一个。"), INT(CODE_TRIES)));
    }
    if (same) {
        return true;
    }
    if (tries + 1 >= CODE_TRIES) {
        return people_code_ok(now, ends_at, CODE_TRIES, used, same, why);
    }
    return refuse(
        why, "code", WORDS(N_("验证码不对，还可以试 {0} 次。"), INT(CODE_TRIES - tries - 1)));
}

int people_code_digits(int64_t wrong_today)
{
    return wrong_today >= WRONG_CODES_ALARM ? CODE_DIGITS_ALARM : CODE_DIGITS;
}

bool people_claim_open(int64_t state, int64_t ends_at, int64_t now)
{
    return state == CLAIM_WAITS && now < ends_at;
}

bool people_pin_ok(int64_t now, const struct pin_letter *l, bool same, struct err *why)
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

bool people_may_be_staff(const char *login, const char *password, struct err *why)
{
    size_t n = strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789._-");
    if (login[n] || n < 2 || n > 32) {
        return refuse(why, "login", SAY(N_("登录名是 2 到 32 个小写字母、数字、点或横线。")));
    }
    if (utf8_length(password) < PASSWORD_MIN) {
        return refuse(why, "password", WORDS(N_("密码至少要 {0} 个字。"), INT(PASSWORD_MIN)));
    }
    return true;
}

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

bool people_is_path(const char *path)
{
    if (str_empty(path) || path[0] != '/' || path[1] == '/' || strlen(path) > 300) {
        return false;
    }
    for (const char *s = path; *s; s++) {
        if ((uint8_t)*s <= ' ' || *s == '\\' || *s == 0x7F) {
            return false;
        }
    }
    return true;
}
