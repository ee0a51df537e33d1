/* territory_rules.c - when a change of the territory makes sense. */
#include "src/territory/territory.h"

#include <string.h>

bool territory_day_ok(
    const char *day, const char *today, bool future, const char *reason, struct err *why)
{
    int64_t at, now;
    if (!parse_day(day, &at) || !parse_day(today, &now)) {
        return refuse(why, "day", SAY(N_("没有这一天，请对照日历再填。")));
    }
    if (at > now && !future) {
        return refuse(why, "day",
            SAY(N_("这样的变动只能从今天或以前的一天算起。要从以后某天起，请到那天再办。")));
    }
    if (at > now + 366 * MS_PER_DAY) {
        return refuse(why, "day", SAY(N_("最多提前一年安排。")));
    }
    if (at < now && str_empty(reason)) {
        return refuse(why, "reason",
            SAY(N_("从过去的一天算起，等于更正以前的数字，请写明原因，会留下记录。")));
    }
    return true;
}

bool territory_parent_ok(enum place_kind kind, enum place_kind parent, struct err *why)
{
    if (kind == PLACE_MICRO_GRID && parent != PLACE_GRID) {
        return refuse(
            why, "parent", SAY(N_("微网格要归在一个网格下面，不能归在自己或别的微网格下面。")));
    }
    must(kind == PLACE_MICRO_GRID || parent == PLACE_AREA);
    return true;
}

bool territory_split_ok(int64_t chosen, int64_t held, struct err *why)
{
    if (!chosen) {
        return refuse(why, "stairs", SAY(N_("请勾选分出去的楼组，至少一个。")));
    }
    if (chosen >= held) {
        return refuse(why, "stairs", SAY(N_("楼组全分出去了，原来的一边就空了：请留下至少一个。")));
    }
    return true;
}

int64_t territory_parts(int64_t n, int64_t size)
{
    int64_t parts = size > 0 ? (n + size / 2) / size : 0;
    return n > 0 && parts < 1 ? 1 : parts;
}

int64_t territory_part_of(int64_t n, int64_t parts, int64_t i)
{
    return n > 0 ? i * parts / n : 0;
}

static const struct level *level_of(const struct levels *all, int64_t id)
{
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].p.id == id) {
            return &all->v[i];
        }
    }
    return NULL;
}

void territory_compare(
    struct arena *a, const struct levels *then, const struct levels *now, struct differences *out)
{
    for (size_t i = 0; i < now->n; i++) {
        const struct level *l = &now->v[i], *was = level_of(then, l->p.id);
        bool same = was && was->n.stairs == l->n.stairs && str_same(was->p.name, l->p.name) &&
                    was->p.parent_id == l->p.parent_id;
        if (l->p.kind != PLACE_ZONE && !same) {
            list_push(a, out, ((struct difference){was, l}));
        }
    }
    for (size_t i = 0; i < then->n; i++) {
        const struct level *l = &then->v[i];
        if (l->p.kind != PLACE_ZONE && !level_of(now, l->p.id)) {
            list_push(a, out, ((struct difference){l, NULL}));
        }
    }
}

static bool same_group(const struct stair *a, const struct stair *b)
{
    return a->grid_id == b->grid_id && str_same(a->compound, b->compound);
}

size_t territory_group_end(const struct stairs *all, size_t i)
{
    size_t end = i + 1;
    while (end < all->n && same_group(&all->v[i], &all->v[end])) {
        end++;
    }
    return end;
}

void territory_by_grid(struct arena *arena, struct stairs *all)
{
    struct stair *out = arena_alloc(arena, (all->n + 1) * sizeof(*out));
    bool *taken = arena_alloc(arena, all->n + 1);
    for (size_t i = 0, n = 0; i < all->n; i++) {
        for (size_t j = i; !taken[i] && j < all->n; j++) {
            if (j > i && !taken[j] && same_group(&all->v[i], &all->v[j])) {
                taken[j] = true;
                out[n++] = all->v[j];
            } else if (j == i) {
                out[n++] = all->v[i];
            }
        }
    }
    all->v = out;
}

enum { PICKS_OPEN = 60 };
bool territory_group_open(const struct stairs *all, size_t i, const struct ids *ticked)
{
    bool open = all->n <= PICKS_OPEN;
    for (size_t end = territory_group_end(all, i); i < end && !open; i++) {
        for (size_t k = 0; k < ticked->n && !open; k++) {
            open = ticked->v[k] == all->v[i].id;
        }
    }
    return open;
}
