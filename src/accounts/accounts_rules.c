/* accounts_rules.c - when a code may be sent and when it counts, who may be staff, ways back. */
#include <string.h>

#include "src/accounts/accounts_room.h"

enum { SECOND = 1000 };

bool accounts_may_send_code(int sent_today, int64_t last_sent_at, int64_t now, struct err *why)
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

bool accounts_code_ok(
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
        return accounts_code_ok(now, ends_at, CODE_TRIES, used, same, why);
    }
    return refuse(
        why, "code", WORDS(N_("验证码不对，还可以试 {0} 次。"), INT(CODE_TRIES - tries - 1)));
}

int accounts_code_digits(int64_t wrong_today)
{
    return wrong_today >= WRONG_CODES_ALARM ? CODE_DIGITS_ALARM : CODE_DIGITS;
}

bool accounts_may_be_login(const char *login, struct err *why)
{
    size_t n = strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789._-");
    if (login[n] || n < 2 || n > 32) {
        return refuse(why, "login", SAY(N_("登录名是 2 到 32 个小写字母、数字、点或横线。")));
    }
    return true;
}

bool accounts_may_be_password(const char *password, struct err *why)
{
    if (utf8_length(password) < PASSWORD_MIN) {
        return refuse(why, "password", WORDS(N_("密码至少要 {0} 个字。"), INT(PASSWORD_MIN)));
    }
    return true;
}

bool accounts_may_be_staff(const char *login, const char *password, struct err *why)
{
    return accounts_may_be_login(login, why) && accounts_may_be_password(password, why);
}

bool accounts_is_path(const char *path)
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
