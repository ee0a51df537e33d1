/* owners_rules.c - shares add up exactly, on every day; credit codes. */
#include <string.h>

#include "src/owners/owners_room.h"

static int64_t gcd(int64_t a, int64_t b)
{
    while (b) {
        int64_t r = a % b;
        a = b;
        b = r;
    }
    return a;
}

bool owners_lasts(const struct owner_share *s, const char *day)
{
    return strcmp(s->valid_from, day) <= 0 &&
           (str_empty(s->valid_to) || strcmp(s->valid_to, day) > 0);
}

/* a/b += c/d, in lowest terms. */
static bool add(int64_t *a, int64_t *b, int64_t c, int64_t d)
{
    int64_t g = gcd(*b, d), den, left, right, num;
    if (__builtin_mul_overflow(*b, d / g, &den) || __builtin_mul_overflow(*a, d / g, &left) ||
        __builtin_mul_overflow(c, *b / g, &right) || __builtin_add_overflow(left, right, &num)) {
        return false;
    }
    int64_t lowest = gcd(num, den);
    *a = num / lowest;
    *b = den / lowest;
    return true;
}

bool owners_sum(const struct owner_share *v, size_t n, const char *day, int64_t *num, int64_t *den)
{
    *num = 0;
    *den = 1;
    for (size_t i = 0; i < n; i++) {
        if (owners_lasts(&v[i], day) && !add(num, den, v[i].num, v[i].den)) {
            return false;
        }
    }
    return true;
}

/* Sums only grow on a day on which something begins. */
static bool fits_on(const struct owner_share *v, size_t n, const struct owner_share *more,
    const char *day, struct err *why)
{
    int64_t num, den, at;
    if (!owners_sum(v, n, day, &num, &den) || !add(&num, &den, more->num, more->den)) {
        return refuse(why, "num",
            SAY(N_("各人的份额分母太不一样，请写成同样的分母，比如都写几分之几一百。")));
    }
    if (num > den) {
        must(parse_day(day, &at));
        return refuse(why, "num",
            WORDS(
                N_("{0} 起各人的份额加起来是 {1}/{2}，超过了一整套。请先核对别人的份额，或者记一次买卖。"),
                DAY(at), INT(num), INT(den)));
    }
    return true;
}

static bool overlaps(const struct owner_share *a, const struct owner_share *b)
{
    return (str_empty(a->valid_to) || strcmp(b->valid_from, a->valid_to) < 0) &&
           (str_empty(b->valid_to) || strcmp(a->valid_from, b->valid_to) < 0);
}

bool owners_may_hold(
    const struct owner_share *v, size_t n, const struct owner_share *more, struct err *why)
{
    if (more->num > more->den && more->den >= 1) {
        return refuse(why, "num",
            WORDS(N_("一共 {0} 份，占不了 {1} 份。夫妻各一半，就写占 1 份、一共 2 份。"),
                INT(more->den), INT(more->num)));
    }
    if (more->num < 1 || more->den < more->num || more->den > SHARE_DEN_MAX) {
        return refuse(why, "num",
            WORDS(N_("份额写成几分之几，比如 1/2；分母最大 {0}。"), INT(SHARE_DEN_MAX)));
    }
    for (size_t i = 0; i < n; i++) {
        if (v[i].owner.id == more->owner.id && overlaps(&v[i], more)) {
            return refuse(
                why, "name", SAY(N_("这一位在这段日子里已经有份额了。要改份额，请先结束原来的。")));
        }
    }
    if (!fits_on(v, n, more, more->valid_from, why)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (owners_lasts(more, v[i].valid_from) && !fits_on(v, n, more, v[i].valid_from, why)) {
            return false;
        }
    }
    return true;
}

bool owners_credit_ok(const char *code, struct err *why)
{
    size_t n = str_empty(code) ? 0 : strlen(code);
    if (n == 0 || (n == 18 && strspn(code, "0123456789ABCDEFGHJKLMNPQRTUWXY") == 18)) {
        return true;
    }
    return refuse(
        why, "credit", SAY(N_("统一社会信用代码是 18 位数字和大写字母，请照营业执照写。")));
}

/* What makes the whole: "1/4" missing. */
bool owners_missing(
    const struct owner_share *v, size_t n, const char *day, int64_t *num, int64_t *den)
{
    if (!owners_sum(v, n, day, num, den) || *num >= *den) {
        return false;
    }
    *num = *den - *num;
    return true;
}

bool owners_may_be_same(
    int64_t keep_id, int64_t gone_id, enum owner_kind keep, enum owner_kind gone, struct err *why)
{
    if (keep_id == gone_id) {
        return refuse(why, "other", SAY(N_("这就是同一条登记，不用合并。")));
    }
    if (keep != gone) {
        return refuse(why, "other", SAY(N_("一个是个人，一个是单位，不能算作同一位业主。")));
    }
    return true;
}
