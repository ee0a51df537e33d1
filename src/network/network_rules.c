/* network_rules.c - a tree written out in order. */
#include "src/network/network.h"

static bool is_among(const struct bodies *all, int64_t id)
{
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].id == id) {
            return true;
        }
    }
    return false;
}

static void write_below(struct arena *a, const struct bodies *all, int64_t parent, int depth,
    bool *done, struct nodes *out)
{
    for (size_t i = 0; i < all->n; i++) {
        if (!done[i] && all->v[i].parent_id == parent) {
            done[i] = true;
            list_push(
                a, out, ((struct node){.b = all->v[i], .depth = depth, .head = "", .phone = ""}));
            write_below(a, all, all->v[i].id, depth + 1, done, out);
        }
    }
}

void network_in_order(struct arena *a, const struct bodies *all, struct nodes *out)
{
    bool *done = arena_alloc(a, all->n + 1);
    for (size_t i = 0; i < all->n; i++) {
        int64_t parent = all->v[i].parent_id;
        if (!done[i] && (!parent || !is_among(all, parent))) {
            done[i] = true;
            list_push(a, out, ((struct node){.b = all->v[i], .head = "", .phone = ""}));
            write_below(a, all, all->v[i].id, 1, done, out);
        }
    }
    for (size_t i = 0; i < all->n; i++) { /* what only a circle holds */
        if (!done[i]) {
            list_push(a, out, ((struct node){.b = all->v[i], .head = "", .phone = ""}));
        }
    }
}
