/* territory_keeps_test.c - promise P16: whatever is moved, split, merged or closed later, each
 * earlier day still says what it said. */
#include "src/territory/territory_world.h"

enum { PLACES_MAX = 60, DAYS = 80 };

/* The oracle: for each day each stair's compound, grid, micro grid, group; a stair stands until it
 * ends. A change from a day on is written into every later day, one by one. */
struct oracle {
    int64_t held[DAYS][STAIRS][8];
    bool stands[DAYS][STAIRS];
    int homes[STAIRS];
};
struct drive {
    struct world w;
    struct oracle o;
    int64_t place[PLACES_MAX], parent[DAYS][PLACES_MAX], start;
    enum place_kind kind[PLACES_MAX];
    int born[PLACES_MAX], dead[PLACES_MAX], n, day, told, refused;
    uint32_t seed;
};

static int dice(struct drive *d, int n)
{
    d->seed = d->seed * 1664525u + 1013904223u;
    return (int)((d->seed >> 8) % (uint32_t)n);
}

static const char *day_at(struct ctx *c, const struct drive *d, int day)
{
    return day_text(c->arena, d->start + day * MS_PER_DAY);
}

static int add_place(struct drive *d, int64_t id, enum place_kind kind, int64_t parent, int day)
{
    int i = d->n++;
    must(i < PLACES_MAX);
    d->place[i] = id, d->kind[i] = kind, d->born[i] = day, d->dead[i] = DAYS;
    for (int t = 0; t < DAYS; t++) {
        d->parent[t][i] = parent;
    }
    return i;
}

static int index_of(const struct drive *d, int64_t id)
{
    for (int i = 0; i < d->n; i++) {
        if (d->place[i] == id) {
            return i;
        }
    }
    return -1;
}

/* A stair's new holder, from a day on. */
static void hold(struct drive *d, int stair, enum place_kind kind, int64_t to, int from)
{
    for (int t = from; t < DAYS; t++) {
        d->o.held[t][stair][kind] = to;
        int64_t micro = d->o.held[t][stair][PLACE_MICRO_GRID];
        if (kind == PLACE_MICRO_GRID && to) {
            d->o.held[t][stair][PLACE_GRID] = d->parent[t][index_of(d, to)];
        }
        if (kind == PLACE_GRID && micro && d->parent[t][index_of(d, micro)] != to) {
            d->o.held[t][stair][PLACE_MICRO_GRID] = 0;
        }
    }
}

static int pick(struct drive *d, enum place_kind kind)
{
    for (int tries = 0; tries < 40; tries++) {
        int i = dice(d, d->n);
        if (d->kind[i] == kind && d->dead[i] == DAYS) {
            return i;
        }
    }
    return -1;
}

static struct change wish(struct ctx *c, struct drive *d, bool future, int *day)
{
    int shift = dice(d, 4) ? 0 : future && dice(d, 2) ? dice(d, 6) : -dice(d, 6);
    *day = d->day + shift < 0 ? 0 : d->day + shift;
    return (struct change){.day = day_at(c, d, *day),
        .name = arena_printf(c->arena, "名%d", (int)d->seed & 0xffffff),
        .reason = *day < d->day ? "更正" : ""};
}

static bool did(struct ctx *c, struct drive *d, bool ok)
{
    bool kept = test_end(c) && ok;
    if (!kept) {
        struct err e = err_take(&c->err);
        CHECK("a refusal is a sentence", e.kind == ERR_RULE && e.words.msgid);
        d->refused++;
    }
    d->told += kept;
    return kept;
}

static void try_move(struct ctx *c, struct drive *d)
{
    static const enum place_kind kinds[] = {PLACE_GRID, PLACE_MICRO_GRID, PLACE_GROUP};
    int day, chosen[3], n = 1 + dice(d, 3);
    struct change ch = wish(c, d, true, &day);
    ch.kind = kinds[dice(d, 3)];
    int to = dice(d, 6) ? pick(d, ch.kind) : -1;
    ch.place_id = to < 0 ? 0 : d->place[to];
    for (int i = 0; i < n; i++) {
        chosen[i] = dice(d, STAIRS);
        list_push(c->arena, &ch.stairs, d->w.stair[chosen[i]]);
    }
    test_begin(c);
    if (did(c, d, territory_move(c, &ch))) {
        for (int i = 0; i < n; i++) {
            hold(d, chosen[i], ch.kind, ch.place_id, day);
        }
    }
}

static void reparent(struct drive *d, int i, int64_t to, int day)
{
    for (int t = day; t < DAYS; t++) {
        d->parent[t][i] = to;
    }
}

/* What the stairs of `from`, chosen ones or all, do when they go to `to`. */
static void carry(struct drive *d, int from, int64_t to, const bool *chosen, int day)
{
    enum place_kind kind = d->kind[from];
    for (int m = 0; kind == PLACE_GRID && m < d->n; m++) {
        int inside = 0, going = 0;
        for (int s = 0; s < STAIRS; s++) {
            bool in = d->kind[m] == PLACE_MICRO_GRID && d->o.stands[day][s] &&
                      d->o.held[day][s][PLACE_MICRO_GRID] == d->place[m];
            inside += in, going += in && chosen[s];
        }
        if (d->kind[m] == PLACE_MICRO_GRID && d->dead[m] == DAYS &&
            d->parent[day][m] == d->place[from] && inside && inside == going) {
            reparent(d, m, to, day);
        }
    }
    for (int s = 0; s < STAIRS; s++) {
        if (chosen[s]) {
            hold(d, s, kind, to, day);
        }
    }
}

static void try_split(struct ctx *c, struct drive *d)
{
    static const enum place_kind kinds[] = {
        PLACE_GRID, PLACE_MICRO_GRID, PLACE_GROUP, PLACE_COMPOUND};
    int day, from = pick(d, kinds[dice(d, 4)]);
    bool chosen[STAIRS] = {false};
    struct change ch = wish(c, d, false, &day);
    if (from < 0 || d->n >= PLACES_MAX - 1) {
        return;
    }
    ch.place_id = d->place[from];
    for (int s = 0; s < STAIRS; s++) {
        chosen[s] =
            d->o.stands[day][s] && d->o.held[day][s][d->kind[from]] == ch.place_id && dice(d, 2);
        if (chosen[s]) {
            list_push(c->arena, &ch.stairs, d->w.stair[s]);
        }
    }
    test_begin(c);
    int64_t id = territory_split(c, &ch);
    if (did(c, d, id != 0)) {
        add_place(d, id, d->kind[from], d->parent[DAYS - 1][from], day);
        carry(d, from, id, chosen, day);
    }
}

static void end_micros(struct drive *d, int grid, int64_t to, int day)
{
    for (int m = 0; m < d->n; m++) {
        if (d->kind[m] == PLACE_MICRO_GRID && d->dead[m] == DAYS &&
            d->parent[DAYS - 1][m] == d->place[grid]) {
            if (to) {
                reparent(d, m, to, day);
            } else {
                d->dead[m] = day;
            }
        }
    }
}

static void try_end(struct ctx *c, struct drive *d)
{
    static const enum place_kind kinds[] = {PLACE_GRID, PLACE_MICRO_GRID, PLACE_GROUP};
    enum place_kind kind = kinds[dice(d, 3)];
    int day, from = pick(d, kind), to = dice(d, 3) ? pick(d, kind) : -1;
    bool chosen[STAIRS] = {false};
    struct change ch = wish(c, d, false, &day);
    if (from < 0) {
        return;
    }
    ch.place_id = d->place[from];
    ch.other_id = to < 0 ? 0 : d->place[to];
    ch.release = dice(d, 2);
    for (int s = 0; s < STAIRS; s++) {
        chosen[s] = d->o.stands[day][s] && d->o.held[day][s][kind] == ch.place_id;
    }
    test_begin(c);
    if (!did(c, d, territory_close(c, &ch))) {
        return;
    }
    carry(d, from, ch.other_id, chosen, day);
    if (kind == PLACE_MICRO_GRID && to >= 0) {
        for (int s = 0; s < STAIRS; s++) {
            if (chosen[s]) {
                hold(d, s, kind, ch.other_id, day);
            }
        }
    }
    if (kind == PLACE_GRID) {
        end_micros(d, from, ch.other_id, day);
    }
    d->dead[from] = day;
}

static void try_stair_end(struct ctx *c, struct drive *d)
{
    int s = dice(d, STAIRS);
    if (!d->o.stands[d->day][s] || dice(d, 6)) {
        return;
    }
    test_begin(c);
    if (did(c, d, places_close_building(c, d->w.stair[s], today(c)))) {
        for (int t = d->day; t < DAYS; t++) {
            d->o.stands[t][s] = false;
        }
    }
}

static bool agrees(struct ctx *c, const struct drive *d, int day)
{
    struct levels l;
    bool same = places_levels(c, day_at(c, d, day), &l);
    int64_t standing = 0;
    for (int s = 0; s < STAIRS; s++) {
        standing += d->o.stands[day][s];
    }
    same = same && l.all.stairs == standing;
    for (size_t i = 0; same && i < l.n; i++) {
        int at_index = index_of(d, l.v[i].p.id);
        int64_t stairs = 0, homes = 0;
        for (int s = 0; s < STAIRS; s++) {
            if (d->o.stands[day][s] && d->o.held[day][s][l.v[i].p.kind] == l.v[i].p.id) {
                stairs++, homes += d->o.homes[s];
            }
        }
        same =
            at_index >= 0 && d->born[at_index] <= day && d->dead[at_index] > day &&
            l.v[i].n.stairs == stairs && l.v[i].n.households == homes &&
            (l.v[i].p.kind != PLACE_MICRO_GRID || l.v[i].p.parent_id == d->parent[day][at_index]);
    }
    return same;
}

static void start_drive(struct ctx *c, struct drive *d)
{
    d->start = c->now;
    d->w = make_world(c);
    for (int t = 0; t < DAYS; t++) {
        for (int s = 0; s < STAIRS; s++) {
            d->o.stands[t][s] = true;
            d->o.held[t][s][PLACE_COMPOUND] = d->w.compound[s % 2];
            d->o.homes[s] = s % 3 + 1;
        }
    }
    for (int i = 0; i < 2; i++) {
        add_place(d, d->w.compound[i], PLACE_COMPOUND, c->area_id, 0);
    }
    test_begin(c);
    for (int i = 0; i < 3; i++) {
        int64_t grid = make(c, PLACE_GRID, 0, arena_printf(c->arena, "网%d", i));
        add_place(d, grid, PLACE_GRID, c->area_id, 0);
        add_place(d, make(c, PLACE_GROUP, 0, arena_printf(c->arena, "组%d", i)), PLACE_GROUP,
            c->area_id, 0);
        for (int k = 0; k < 2; k++) {
            add_place(d, make(c, PLACE_MICRO_GRID, grid, arena_printf(c->arena, "微%d%d", i, k)),
                PLACE_MICRO_GRID, grid, 0);
        }
    }
    CHECK("coverings", test_end(c));
}

static void turn(struct ctx *c, struct drive *d)
{
    switch (dice(d, 10)) {
    case 0:
    case 1:
        try_split(c, d);
        break;
    case 2:
        try_end(c, d);
        break;
    case 3:
        try_stair_end(c, d);
        break;
    default:
        try_move(c, d);
    }
}

static void history_keeps(struct ctx *c)
{
    int64_t begun = c->now;
    int told = 0, refusals = 0;
    for (uint32_t seed = 1; seed <= 2; seed++) {
        struct drive *d = arena_alloc(c->arena, sizeof(*d));
        *d = (struct drive){.seed = seed * 77777};
        test_at(c, begun);
        start_drive(c, d);
        for (int step = 0; step < 90; step++) {
            d->day = step / 2;
            test_at(c, d->start + d->day * MS_PER_DAY);
            turn(c, d);
            /* the day before, today, and three others, to come or long past */
            int look[] = {
                d->day ? d->day - 1 : 0, d->day, dice(d, DAYS), dice(d, d->day + 1), d->day / 2};
            for (size_t i = 0; i < COUNT(look); i++) {
                CHECK(arena_printf(c->arena, "seed %u step %d day %d", seed, step, look[i]),
                    agrees(c, d, look[i]));
            }
        }
        told += d->told, refusals += d->refused;
    }
    CHECK("most wishes were granted, many were not", told > 60 && refusals > 15);
}

const struct test territory_keeps_tests[] = {
    {"history keeps (P16)", history_keeps},
    {0},
};
