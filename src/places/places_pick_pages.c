/* places_pick_pages.c - a place by what people call it: 12号, 柳荫里 12号, 第3网格, 北片. What
 * forms use where a list of all would be too long to choose from. */
#include <string.h>

#include "lib/text/text.h"
#include "lib/web/web.h"
#include "src/places/places_room.h"

static void push(struct ctx *c, struct finds *out, int64_t id, const char *label)
{
    if (out->n < FINDS_MAX) {
        list_push(c->arena, out, ((struct choice){.value = id, .label = label}));
    }
}

static const char *two(struct ctx *c, const char *over, const char *name)
{
    return arena_printf(c->arena, "%s %s", over, name);
}

/* Names ---------------------------------------------------------------------------------------- */
static bool standing(struct ctx *c, int64_t id, struct place *p)
{
    if (!places_by_id(c, id, p)) {
        if (c->err.kind == ERR_ABSENT) {
            (void)err_take(&c->err);
        }
        return false;
    }
    return str_empty(p->valid_to) || strcmp(p->valid_to, day_text(c->arena, c->now)) > 0;
}

static const char *place_name(struct ctx *c, int64_t id)
{
    struct place p, over;
    if (!standing(c, id, &p)) {
        return NULL;
    }
    bool twofold = p.kind == PLACE_BUILDING || p.kind == PLACE_MICRO_GRID;
    return twofold && places_by_id(c, p.parent_id, &over) ? two(c, over.name, p.name) : p.name;
}

static const char *stair_name(struct ctx *c, int64_t id)
{
    struct place p;
    return standing(c, id, &p) && p.kind == PLACE_BUILDING ? place_name(c, id) : NULL;
}

/* Stairs --------------------------------------------------------------------------------------- */
/* The words before the first number: 南塘 of 南塘3号. */
static const char *words_before(struct ctx *c, const char *typed)
{
    return str_tidy(
        c->arena, arena_strndup(c->arena, typed, strcspn(typed, "0123456789")), true, false);
}

/* The first number alone: 12号301, or a compound by half its name. */
static bool find_loosely(
    struct ctx *c, const struct area *here, const char *typed, struct finds *out)
{
    struct buildings found = {0};
    const char *at = typed + strcspn(typed, "0123456789"), *half = words_before(c, typed);
    const char *number = arena_strndup(c->arena, at, strspn(at, "0123456789"));
    if (!*number || !places_find(c, here, number, &found)) {
        return !c->err.kind;
    }
    size_t before = out->n;
    for (int round = *half ? 0 : 1; round < 2 && out->n == before; round++) {
        out->unsure = round == 1;
        for (size_t i = 0; i < found.n; i++) {
            if (round || strstr(text_fold(c->arena, found.v[i].compound), half)) {
                push(c, out, found.v[i].id, two(c, found.v[i].compound, found.v[i].name));
            }
        }
    }
    return true;
}

/* "2号楼、3号楼": one place is looked up at a time, and the rest is not silently left out. */
static bool several(const char *typed)
{
    static const char stair[] = "号楼";
    const char *first = strstr(typed, stair);
    return strstr(typed, "、") || strstr(typed, "，") || strchr(typed, ',') ||
           (first && strstr(first + sizeof(stair) - 1, stair));
}

static bool find_stairs(struct ctx *c, const char *words, struct finds *out)
{
    struct buildings found = {0};
    struct area here;
    const char *typed = text_fold(c->arena, words);
    size_t before = out->n;
    if (several(words)) {
        return true;
    }
    if (!places_area(c, c->area_id, &here) || !places_find(c, &here, typed, &found)) {
        return false;
    }
    for (size_t i = 0; i < found.n; i++) {
        push(c, out, found.v[i].id, two(c, found.v[i].compound, found.v[i].name));
    }
    return out->n > before || find_loosely(c, &here, typed, out);
}

/* The area, compounds, grids, groups, zones -----------------------------------------------------
 */
static const char *grid_of(const struct places *all, const struct place *p)
{
    for (size_t i = 0; i < all->n; i++) {
        if (p->kind == PLACE_MICRO_GRID && all->v[i].id == p->parent_id) {
            return all->v[i].name;
        }
    }
    return NULL;
}

static void push_fitting(
    struct ctx *c, const char *typed, const struct place *p, const char *grid, struct finds *out)
{
    const char *label = grid ? two(c, grid, p->name) : p->name;
    const char *folded = text_fold(c->arena, label);
    bool often = p->kind == PLACE_COMPOUND || p->kind == PLACE_GRID;
    if (*typed ? strstr(folded, typed) != NULL : often) {
        push(c, out, p->id, label);
    }
}

static bool find_coverings(struct ctx *c, const char *words, struct finds *out)
{
    struct places all = {0};
    struct area here;
    const char *typed = text_fold(c->arena, words);
    if (!places_area(c, c->area_id, &here) || !places_coverings(c, "", &all)) {
        return false;
    }
    if (!*typed || str_starts(typed, "全") || str_same(typed, "all") || strstr(here.name, typed)) {
        push(c, out, here.id, here.name);
    }
    for (size_t i = 0; i < all.n; i++) {
        push_fitting(c, typed, &all.v[i], grid_of(&all, &all.v[i]), out);
    }
    return true;
}

static bool find_places(struct ctx *c, const char *typed, struct finds *out)
{
    return find_coverings(c, typed, out) && find_stairs(c, typed, out);
}

/* Finders -------------------------------------------------------------------------------------- */
const struct finder places_stairs_finder = {
    .path = "find/stairs",
    .advice = N_("没有找到「{0}」。请写一个小区和楼号，例如 12号"),
    .find = find_stairs,
    .name = stair_name,
};
const struct finder places_finder = {
    .path = "find/places",
    .advice = N_("没有找到「{0}」。一次写一个：楼号，或小区、网格、片区的名字，全居民区写「全」"),
    .find = find_places,
    .name = place_name,
};

void places_answer_stairs(struct ctx *c)
{
    finder_answer(c, &places_stairs_finder);
}

void places_answer_places(struct ctx *c)
{
    finder_answer(c, &places_finder);
}
