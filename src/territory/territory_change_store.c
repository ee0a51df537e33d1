/* territory_change_store.c - one becomes two, two become one, one ends. */
#include <string.h>

#include "lib/db/db.h"
#include "lib/log/log.h"
#include "src/territory/territory_room.h"

void territory_became(struct ctx *c, int64_t from_id, int64_t to_id, const char *day)
{
    db_exec(c,
        "INSERT INTO became (area_id, from_id, to_id, on_day) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (area_id, from_id, to_id) DO NOTHING",
        V(c->area_id), V(from_id), V(to_id), V(day));
}

bool territory_micros(struct ctx *c, int64_t grid_id, struct places *out)
{
    struct rows r = db_query(c,
        "SELECT id, parent_id, name, valid_from FROM place WHERE area_id = ?1 AND parent_id = ?2"
        " AND kind = 5 AND valid_to IS NULL ORDER BY sort, id",
        V(c->area_id), V(grid_id));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct place){.id = row_int(&r, 0),
                .parent_id = row_int(&r, 1),
                .kind = PLACE_MICRO_GRID,
                .name = row_text(&r, 2),
                .valid_from = row_text(&r, 3),
                .valid_to = ""}));
    }
    return rows_end(&r);
}

static bool holds(const struct ids *all, int64_t id)
{
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i] == id) {
            return true;
        }
    }
    return false;
}

static bool all_in(const struct ids *some, const struct ids *all)
{
    for (size_t i = 0; i < some->n; i++) {
        if (!holds(all, some->v[i])) {
            return false;
        }
    }
    return some->n > 0;
}

/* Two compounds may both have a 3号楼; one compound may not. */
static bool names_fit(struct ctx *c, const struct change *ch, int64_t compound_id)
{
    for (size_t i = 0; i < ch->stairs.n; i++) {
        struct place p;
        int64_t other = 0;
        if (places_by_id(c, ch->stairs.v[i], &p)) {
            other = db_int(c,
                "SELECT id FROM place WHERE area_id = ?1 AND parent_id = ?2 AND kind = 3"
                " AND name = ?3 AND valid_to IS NULL",
                V(c->area_id), V(compound_id), V(p.name));
        }
        if (other) {
            return refuse(&c->err, NULL,
                WORDS(N_("两个小区都有{0}，合在一起就分不清了：请先给楼组改名。"), TEXT(p.name)));
        }
    }
    return !c->err.kind;
}

static const char *free_name(struct ctx *c, int64_t grid_id, int64_t *next)
{
    for (;; ++*next) {
        const char *name = arena_printf(c->arena, "微网格%lld", (long long)*next);
        if (!db_int(c,
                "SELECT id FROM place WHERE area_id = ?1 AND parent_id = ?2 AND kind = 5"
                " AND name = ?3 AND valid_to IS NULL",
                V(c->area_id), V(grid_id), V(name))) {
            return name;
        }
    }
}

/* A micro grid keeps its name in the other grid, or takes the next number there. */
static const char *name_there(struct ctx *c, const struct place *micro, int64_t grid_id)
{
    int64_t next = 1;
    bool taken = db_int(c,
        "SELECT count(*) FROM place WHERE area_id = ?1 AND parent_id = ?2 AND kind = 5"
        " AND name = ?3 AND id <> ?4 AND valid_to IS NULL",
        V(c->area_id), V(grid_id), V(micro->name), V(micro->id));
    return taken ? free_name(c, grid_id, &next) : micro->name;
}

/* The stairs from one covering or compound to another of its kind, micro grids in step. */
static bool carry(struct ctx *c, const struct place *from, int64_t to, const struct change *ch)
{
    struct places micros = {0};
    if (!territory_may_move(c, &ch->stairs, from->kind, ch->day) ||
        (from->kind == PLACE_COMPOUND && !names_fit(c, ch, to))) {
        return false;
    }
    if (from->kind == PLACE_GRID && !territory_micros(c, from->id, &micros)) {
        return false;
    }
    if (from->kind == PLACE_ZONE) { /* zones may overlap, so the former has to be left */
        territory_put(c, from->kind, 0, from->id, &ch->stairs, ch->day);
    }
    territory_put(c, from->kind, to, 0, &ch->stairs, ch->day);
    for (size_t i = 0; i < micros.n; i++) {
        struct ids held = {0}, leave = {0};
        const struct place *m = &micros.v[i];
        if (strcmp(m->valid_from, ch->day) > 0 || !places_under(c, m->id, ch->day, &held)) {
            continue;
        }
        if (all_in(&held, &ch->stairs)) {
            if (!territory_version(c, m, name_there(c, m, to), to, ch->day)) {
                return false;
            }
            continue;
        }
        for (size_t j = 0; j < held.n; j++) {
            if (holds(&ch->stairs, held.v[j])) {
                list_push(c->arena, &leave, held.v[j]);
            }
        }
        if (!territory_may_move(c, &leave, PLACE_MICRO_GRID, ch->day)) {
            return false;
        }
        territory_put(c, PLACE_MICRO_GRID, 0, 0, &leave, ch->day);
    }
    return from->kind == PLACE_COMPOUND ? places_plan(c) : !c->err.kind;
}

static bool is_covering(struct ctx *c, const struct place *p)
{
    return (p->kind != PLACE_AREA && p->kind != PLACE_BUILDING) ||
           fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这个地方")));
}

int64_t territory_split(struct ctx *c, const struct change *ch)
{
    struct place from;
    struct ids held = {0};
    if (!territory_day(c, ch, false) || !territory_standing(c, ch->place_id, ch->day, &from) ||
        !is_covering(c, &from) || !territory_unchanged(c, &from, ch->day) ||
        !places_under(c, from.id, ch->day, &held) ||
        !territory_split_ok((int64_t)ch->stairs.n, (int64_t)held.n, &c->err) ||
        !territory_name_free(c, from.kind, from.parent_id, ch->name, 0)) {
        return 0;
    }
    if (!all_in(&ch->stairs, &held)) {
        refuse(&c->err, "stairs", WORDS(N_("选的楼组里有不在{0}的。"), TEXT(from.name)));
        return 0;
    }
    int64_t id = places_make(c, from.kind, from.parent_id, ch->name, ch->day);
    if (!carry(c, &from, id, ch)) {
        return 0;
    }
    territory_became(c, from.id, id, ch->day);
    return territory_tell(c, "territory.split", from.id,
               WORDS(N_("{0}从 {1} 起分出{2}，{3} 个楼组"), TEXT(from.name),
                   DAY(territory_ms(ch->day)), TEXT(ch->name), INT((int64_t)ch->stairs.n)),
               ch)
               ? id
               : 0;
}

static void end_place(struct ctx *c, int64_t id, const char *day)
{
    db_exec(c, "UPDATE place SET valid_to = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(id), V(day));
}

/* Nobody may have planned something for a place that ends. */
static bool nothing_later(struct ctx *c, const struct place *p, const char *day)
{
    const char *later = db_text(c,
        "SELECT min(valid_from) FROM cover WHERE area_id = ?1 AND covering_id = ?2"
        " AND valid_from > ?3 AND (valid_to IS NULL OR valid_to > valid_from)",
        V(c->area_id), V(p->id), V(day));
    return !c->err.kind &&
           (!later || refuse(&c->err, "day",
                          WORDS(N_("从 {0} 起还有楼组划入{1}，日期重叠了：请改用以后的日期。"),
                              DAY(territory_ms(later)), TEXT(p->name))));
}

static bool same_kind(struct ctx *c, const struct place *a, const struct place *b)
{
    if (a->id == b->id) {
        return refuse(&c->err, "into", SAY(N_("不能并入自己，请选另外一个。")));
    }
    if (a->kind != b->kind) {
        return refuse(
            &c->err, "into", WORDS(N_("只能并入另一个{0}。"), MSG(places_kind_label(a->kind))));
    }
    return true;
}

/* All of it goes over; in the other grid if the other micro grid lies there. */
static bool hand_over(
    struct ctx *c, const struct place *from, const struct place *to, struct change *ch)
{
    if (!territory_unchanged(c, from, ch->day) || !territory_unchanged(c, to, ch->day) ||
        !places_under(c, from->id, ch->day, &ch->stairs) || !nothing_later(c, from, ch->day) ||
        !carry(c, from, to->id, ch)) {
        return false;
    }
    if (from->kind == PLACE_MICRO_GRID && from->parent_id != to->parent_id) {
        if (!territory_may_move(c, &ch->stairs, PLACE_GRID, ch->day)) {
            return false;
        }
        territory_put(c, PLACE_GRID, to->parent_id, 0, &ch->stairs, ch->day);
    }
    territory_became(c, from->id, to->id, ch->day);
    end_place(c, from->id, ch->day);
    return !c->err.kind;
}

static bool empty_micros_follow(
    struct ctx *c, const struct place *from, int64_t to, const char *day)
{
    struct places micros = {0};
    if (from->kind != PLACE_GRID || !territory_micros(c, from->id, &micros)) {
        return !c->err.kind;
    }
    for (size_t i = 0; i < micros.n; i++) {
        const struct place *m = &micros.v[i];
        if (to && !territory_version(c, m, name_there(c, m, to), to, day)) {
            return false;
        }
        if (!to) {
            end_place(c, m->id, day);
        }
    }
    return !c->err.kind;
}

bool territory_merge(struct ctx *c, const struct change *ch)
{
    struct place from, to;
    struct change all = *ch;
    if (!territory_day(c, ch, false) || !territory_standing(c, ch->place_id, ch->day, &from) ||
        !is_covering(c, &from) || !territory_standing(c, ch->other_id, ch->day, &to) ||
        !same_kind(c, &from, &to) || !hand_over(c, &from, &to, &all) ||
        !empty_micros_follow(c, &from, to.id, ch->day)) {
        return false;
    }
    return territory_tell(c, "territory.merged", to.id,
        WORDS(N_("{0}从 {1} 起并入{2}，{3} 个楼组"), TEXT(from.name), DAY(territory_ms(ch->day)),
            TEXT(to.name), INT((int64_t)all.stairs.n)),
        ch);
}

/* Its stairs are let go, and of a grid those of its micro grids, which end with it. */
static bool let_go(struct ctx *c, const struct place *p, const struct change *ch)
{
    struct ids held = {0};
    if (!territory_unchanged(c, p, ch->day) || !places_under(c, p->id, ch->day, &held) ||
        !nothing_later(c, p, ch->day)) {
        return false;
    }
    if (held.n && (!ch->release || p->kind == PLACE_COMPOUND)) {
        return refuse(&c->err, "into",
            WORDS(N_("{0}还有 {1} 个楼组：请选把它们并入哪里，或者说明暂时不归任何{2}。"),
                TEXT(p->name), INT((int64_t)held.n), MSG(places_kind_label(p->kind))));
    }
    if (!territory_may_move(c, &held, p->kind, ch->day) ||
        (p->kind == PLACE_GRID && !territory_may_move(c, &held, PLACE_MICRO_GRID, ch->day))) {
        return false;
    }
    territory_put(c, p->kind, 0, p->id, &held, ch->day);
    if (p->kind == PLACE_GRID) {
        territory_put(c, PLACE_MICRO_GRID, 0, 0, &held, ch->day);
    }
    return empty_micros_follow(c, p, 0, ch->day);
}

bool territory_close(struct ctx *c, const struct change *ch)
{
    struct place p;
    if (ch->other_id) {
        return territory_merge(c, ch);
    }
    if (!territory_day(c, ch, false) || !territory_standing(c, ch->place_id, ch->day, &p) ||
        !is_covering(c, &p) || !let_go(c, &p, ch)) {
        return false;
    }
    end_place(c, p.id, ch->day);
    return territory_tell(c, "territory.closed", p.id,
        WORDS(N_("{0}从 {1} 起停用"), TEXT(p.name), DAY(territory_ms(ch->day))), ch);
}

/* Micro grids of about so many stairs ------------------------------------------------------------
 */
static int64_t row_of(const struct building *b)
{
    return b->plan_y;
}

/* Along the rows of the plan, there and back, so that neighbours stay together. */
static bool comes_before(const struct building *a, const struct building *b)
{
    if (a->compound_id != b->compound_id) {
        return false; /* compounds stay in their order */
    }
    if (row_of(a) != row_of(b)) {
        return row_of(a) < row_of(b);
    }
    return row_of(a) % 2 ? a->plan_x > b->plan_x : a->plan_x < b->plan_x;
}

static void in_plan_order(struct buildings *all)
{
    for (size_t i = 1; i < all->n; i++) {
        struct building b = all->v[i];
        size_t j = i;
        for (; j > 0 && comes_before(&b, &all->v[j - 1]); j--) {
            all->v[j] = all->v[j - 1];
        }
        all->v[j] = b;
    }
}

bool territory_propose(struct ctx *c, int64_t grid_id, int64_t size, struct proposal *out)
{
    struct buildings all = {0};
    struct ids held = {0};
    const char *today = day_text(c->arena, c->now);
    if (!places_under(c, grid_id, today, &held) || !places_buildings(c, 0, &all)) {
        return false;
    }
    *out = (struct proposal){.size = size};
    for (size_t i = 0; i < all.n; i++) {
        if (holds(&held, all.v[i].id) &&
            !db_int(c,
                "SELECT id FROM cover WHERE area_id = ?1 AND building_id = ?2 AND kind = 5"
                " AND valid_from <= ?3 AND (valid_to IS NULL OR valid_to > ?3)",
                V(c->area_id), V(all.v[i].id), V(today))) {
            list_push(c->arena, &out->stairs, all.v[i]);
        }
    }
    in_plan_order(&out->stairs);
    out->parts = territory_parts((int64_t)out->stairs.n, size);
    return !c->err.kind;
}

bool territory_accept(struct ctx *c, int64_t grid_id, int64_t size, const struct change *ch)
{
    struct proposal p;
    struct place grid;
    int64_t next = 1;
    if (!territory_standing(c, grid_id, ch->day, &grid) || grid.kind != PLACE_GRID ||
        !territory_propose(c, grid_id, size, &p)) {
        return !c->err.kind && fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这个地方")));
    }
    if (!p.stairs.n) {
        return refuse(&c->err, NULL, SAY(N_("这个网格的楼组都已经在微网格里了。")));
    }
    for (int64_t part = 0; part < p.parts; part++) {
        struct ids stairs = {0};
        for (size_t i = 0; i < p.stairs.n; i++) {
            if (territory_part_of((int64_t)p.stairs.n, p.parts, (int64_t)i) == part) {
                list_push(c->arena, &stairs, p.stairs.v[i].id);
            }
        }
        int64_t id =
            places_make(c, PLACE_MICRO_GRID, grid_id, free_name(c, grid_id, &next), ch->day);
        if (!territory_may_move(c, &stairs, PLACE_GRID, ch->day)) { /* and of micro grids */
            return false;
        }
        territory_put(c, PLACE_MICRO_GRID, id, 0, &stairs, ch->day);
    }
    return territory_tell(c, "territory.parted", grid_id,
        WORDS(N_("{0}从 {1} 起划成 {2} 个微网格"), TEXT(grid.name), DAY(territory_ms(ch->day)),
            INT(p.parts)),
        ch);
}
