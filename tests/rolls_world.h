/* rolls_world.h - for tests: a list opened over a place, and one of its rows by name. */
#ifndef EAVES_ROLLS_WORLD_H
#define EAVES_ROLLS_WORLD_H

#include "src/rolls/rolls.h"
#include "tests/requests_world.h"

static struct roll open_roll(struct ctx *c, int64_t place)
{
    struct roll r = {.kind = &rolls_kinds[0], .place_id = place, .title = "收承诺书"};
    test_begin(c);
    CHECK("opened", rolls_open(c, &r));
    CHECK("kept", test_end(c));
    return r;
}

__attribute__((unused)) static struct roll_row row_of(
    struct ctx *c, const struct roll *r, const char *name)
{
    struct roll_rows all = {0};
    CHECK("rows", rolls_rows(c, r->id, 0, &all));
    for (size_t i = 0; i < all.n; i++) {
        if (str_same(all.v[i].name, name)) {
            return all.v[i];
        }
    }
    return (struct roll_row){0};
}
#endif
