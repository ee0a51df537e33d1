/* electorate_rules.c - from homes and who holds them to heads. */
#include <stdlib.h>
#include <string.h>

#include "src/electorate/electorate_room.h"

const struct choice electorate_kinds[] = {
    {ROLL_OF_OWNERS, "owners", N_("全体业主"), N_("人数和面积一起算")},
    {ROLL_OF_HOUSEHOLDS, "households", N_("住户"), N_("一户一票，楼组的小事")},
    {ROLL_OF_RESIDENTS, "residents", N_("居民"), N_("满十八岁，一人一票")},
    {ROLL_OF_BODY, "body", N_("组织的成员"), N_("业委会、自管委等，一人一票")},
    {0},
};

bool electorate_concerns(const struct constituency *k, int64_t building_id)
{
    for (size_t i = 0; i < k->stairs.n; i++) {
        if (k->stairs.v[i] == building_id) {
            return true;
        }
    }
    return k->stairs.n == 0;
}

bool electorate_is_stall(const char *unit_name)
{
    return str_starts(unit_name, "车位") || str_starts(unit_name, "车库");
}

struct keyed {
    const char *key;
    size_t at;
};

static int by_key(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    int order = strcmp(x->key, y->key);
    return order ? order : x->at < y->at ? -1 : x->at > y->at;
}

/* Equal keys stand together when sorted; the first of them leads, whoever nobody holds leads
 * itself. */
int64_t *electorate_heads(struct arena *a, const struct holdings *all, int64_t *heads)
{
    struct keyed *order = arena_alloc(a, all->n * sizeof(*order));
    size_t *leads = arena_alloc(a, all->n * sizeof(*leads));
    int64_t *head = arena_alloc(a, all->n * sizeof(*head));
    for (size_t i = 0; i < all->n; i++) {
        order[i] = (struct keyed){all->v[i].key, i};
    }
    qsort(order, all->n, sizeof(*order), by_key);
    for (size_t i = 0; i < all->n; i++) {
        bool same = i && *order[i].key && !strcmp(order[i].key, order[i - 1].key);
        leads[order[i].at] = same ? leads[order[i - 1].at] : order[i].at;
    }
    *heads = 0;
    for (size_t i = 0; i < all->n; i++) {
        head[i] = leads[i] == i ? ++*heads : head[leads[i]];
    }
    return head;
}
