/* threshold.c - the only place where a part is held against a threshold. */
#include "lib/choice/threshold.h"

enum verdict choice_reaches(int64_t part, int64_t whole, struct fraction f, enum compare how)
{
    must(f.den > 0 && f.num >= 0);
    if (whole <= 0) {
        return CANNOT_DECIDE;
    }
    __int128 left = (__int128)part * f.den, right = (__int128)whole * f.num;
    return (how == AT_LEAST ? left >= right : left > right) ? PASSED : FAILED;
}

int64_t choice_least(int64_t whole, struct fraction f, enum compare how)
{
    must(f.den > 0 && f.num >= 0);
    __int128 right = (__int128)whole * f.num;
    if (how == AT_LEAST) {
        return (int64_t)((right + f.den - 1) / f.den);
    }
    return (int64_t)(right / f.den + 1);
}
