/* ballots_dice.h - for tests: dice that fall the same way again, and weights added up. */
#ifndef EAVES_BALLOTS_DICE_H
#define EAVES_BALLOTS_DICE_H

#include <time.h>

#include "tests/ballots_world.h"

struct dice {
    uint64_t x;
};
__attribute__((unused)) static int64_t roll(struct dice *d, int64_t n) /* 0 to n - 1 */
{
    d->x += 0x9e3779b97f4a7c15ULL;
    uint64_t z = d->x;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return (int64_t)((z ^ (z >> 31)) % (uint64_t)n);
}

__attribute__((unused)) static int64_t wish(const char *name, int64_t otherwise)
{
    int64_t n;
    const char *s = getenv(name);
    return s && parse_int(s, &n) ? n : otherwise;
}

__attribute__((unused)) static struct weight plus(struct weight a, struct weight b, int64_t times)
{
    return (struct weight){a.homes + times * b.homes, a.stalls + times * b.stalls,
        a.area_dm2 + times * b.area_dm2, a.stalls_dm2 + times * b.stalls_dm2};
}

__attribute__((unused)) static bool same(struct weight a, struct weight b)
{
    return a.homes == b.homes && a.stalls == b.stalls && a.area_dm2 == b.area_dm2 &&
           a.stalls_dm2 == b.stalls_dm2;
}

#endif
