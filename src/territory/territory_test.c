/* territory_test.c - the rules, every refusal, and promise P16: whatever is moved, split, merged or
 * closed later, each earlier day still says what it said. */
#include "src/territory/territory.h"

#include <string.h>

#include "tests/check.h"

static void days(struct ctx *c)
{
    static const struct {
        const char *day, *reason;
        bool future, ok;
        const char *field;
    } cases[] = {
        {"2026-11-23", "", false, true, NULL},
        {"2026-11-24", "", false, false, "day"},
        {"2026-11-24", "", true, true, NULL},
        {"2028-11-24", "", true, false, "day"},
        {"2026-02-30", "", true, false, "day"},
        {"", "", true, false, "day"},
        {"2026-11-22", "", true, false, "reason"},
        {"2026-11-22", "登记晚了", false, true, NULL},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err why = {0};
        bool ok =
            territory_day_ok(cases[i].day, "2026-11-23", cases[i].future, cases[i].reason, &why);
        CHECK(cases[i].day,
            ok == cases[i].ok && (ok || str_same(str_or(why.field, ""), cases[i].field)));
    }
}

static void parts(struct ctx *c)
{
    (void)c;
    CHECK("337 in twenties", territory_parts(337, 20) == 17);
    CHECK("a few are one", territory_parts(3, 20) == 1 && territory_parts(0, 20) == 0);
    CHECK("30 of about 20 are two", territory_parts(30, 20) == 2);
    int64_t before = 0, in_part = 0;
    for (int64_t i = 0; i < 45; i++) {
        int64_t part = territory_part_of(45, 2, i);
        CHECK("parts follow each other", part == before || part == before + 1);
        in_part += part == 0;
        before = part;
    }
    CHECK("nearly equal", in_part == 23 && before == 1);
}

/* A small world: two compounds, stairs, homes. --------------------------------------------------
 */
enum { STAIRS = 14, PLACES_MAX = 60, DAYS = 80, FIRST = 5 };
struct world {
    int64_t compound[2], stair[STAIRS];
};

static struct world make_world(struct ctx *c)
{
    struct world w;
    bool made, changed;
    test_area(c, NULL);
    test_begin(c);
    for (int i = 0; i < 2; i++) {
        w.compound[i] = places_put_compound(c, i ? "乙苑" : "甲苑", &made);
    }
    for (int i = 0; i < STAIRS; i++) {
        w.stair[i] = places_put_building(
            c, w.compound[i % 2], arena_printf(c->arena, "%d号楼", i + 1), &made);
        for (int k = 0; k <= i % 3; k++) {
            places_put_household(c,
                places_put_unit(
                    c, w.stair[i], arena_printf(c->arena, "%d01", k + 1), 0, &made, &changed),
                &made);
        }
    }
    places_plan(c);
    CHECK("a world", test_end(c));
    return w;
}

static const char *today(struct ctx *c)
{
    return day_text(c->arena, c->now);
}

static struct change at(struct ctx *c, int64_t place, const char *name)
{
    return (struct change){
        .place_id = place, .name = name, .day = today(c), .reason = "", .kind = PLACE_GRID};
}

static int64_t make(struct ctx *c, enum place_kind kind, int64_t parent, const char *name)
{
    struct change ch = at(c, 0, name);
    ch.kind = kind;
    ch.other_id = parent ? parent : c->area_id;
    return territory_make(c, &ch);
}

static bool move(struct ctx *c, enum place_kind kind, int64_t to, int64_t stair, const char *day)
{
    struct change ch = at(c, to, "");
    ch.kind = kind;
    ch.day = day;
    list_push(c->arena, &ch.stairs, stair);
    return territory_move(c, &ch);
}

/* Refused at that field, and nothing stored. */
static void refused(struct ctx *c, const char *what, const char *field, bool answer)
{
    test_end(c);
    struct err e = err_take(&c->err);
    CHECK(what,
        !answer && e.kind == ERR_RULE && e.words.msgid && str_same(str_or(e.field, ""), field));
    test_begin(c);
}

static void bad_wishes(struct ctx *c)
{
    struct world w = make_world(c);
    test_begin(c);
    int64_t east = make(c, PLACE_GRID, 0, "东网格"), west = make(c, PLACE_GRID, 0, "西网格");
    int64_t micro = make(c, PLACE_MICRO_GRID, east, "一组");
    CHECK("made and filled", move(c, PLACE_MICRO_GRID, micro, w.stair[0], today(c)) &&
                                 move(c, PLACE_GRID, east, w.stair[1], today(c)));
    CHECK("into a micro grid is into its grid", places_within(c, w.stair[0], east));
    CHECK("committed", test_end(c));
    test_begin(c);
    refused(c, "a name is taken once", "name", make(c, PLACE_GRID, 0, "东网格") != 0);
    refused(
        c, "no micro grid in a micro grid", "parent", make(c, PLACE_MICRO_GRID, micro, "圈") != 0);
    refused(c, "before it stood", "reason", move(c, PLACE_GRID, west, w.stair[0], "2026-01-01"));
    struct change early = at(c, west, "");
    early.day = "2026-01-01", early.reason = "补";
    list_push(c->arena, &early.stairs, w.stair[0]);
    refused(c, "not even with a reason", "day", territory_move(c, &early));
    refused(
        c, "a day that does not exist", "day", move(c, PLACE_GRID, west, w.stair[0], "2026-02-30"));
    refused(c, "nothing chosen", "stairs",
        territory_move(c,
            &(struct change){.place_id = west, .kind = PLACE_GRID, .day = today(c), .reason = ""}));
    refused(c, "already there", "stairs", move(c, PLACE_GRID, east, w.stair[1], today(c)));
    struct change close = at(c, east, "");
    refused(c, "it still holds stairs", "what", territory_close(c, &close));
    struct change split = at(c, east, "新网格");
    refused(c, "an empty half", "stairs", territory_split(c, &split) != 0);
    list_push(c->arena, &split.stairs, w.stair[0]);
    list_push(c->arena, &split.stairs, w.stair[1]);
    refused(c, "the other half empty", "stairs", territory_split(c, &split) != 0);
    struct change merge = at(c, east, "");
    merge.other_id = east;
    refused(c, "not into itself", "into", territory_merge(c, &merge));
    merge.other_id = w.compound[0];
    refused(c, "nor into another kind", "into", territory_merge(c, &merge));
    CHECK("planned", move(c, PLACE_GRID, west, w.stair[1], "2026-12-01"));
    refused(c, "overlapping dates", "day", move(c, PLACE_GRID, west, w.stair[1], "2026-11-25"));
    CHECK("until then it stays", places_within(c, w.stair[1], east));
    (void)test_end(c);
}

static void two_halves(struct ctx *c)
{
    struct world w = make_world(c);
    struct past past = {0};
    struct place p;
    struct place_counts n = {0};
    test_begin(c);
    struct change split = at(c, w.compound[0], "丙苑");
    list_push(c->arena, &split.stairs, w.stair[0]);
    test_at(c, c->now + 3 * MS_PER_DAY);
    split.day = today(c);
    int64_t half = territory_split(c, &split);
    CHECK("a compound in two", half && test_end(c));
    CHECK("there today",
        places_within(c, w.stair[0], half) && !places_within(c, w.stair[0], w.compound[0]));
    CHECK("and in the tree", places_by_id(c, w.stair[0], &p) && p.parent_id == half);
    CHECK("the former day as it was",
        places_counts(c, w.compound[0], "2026-11-23", &n) && n.stairs == STAIRS / 2);
    CHECK(
        "today without it", places_counts(c, w.compound[0], "", &n) && n.stairs == STAIRS / 2 - 1);
    test_begin(c);
    struct change name = at(c, w.stair[0], "88");
    CHECK("renumbered", territory_rename(c, &name) && test_end(c));
    struct places above = {0};
    CHECK("called as then",
        places_above(c, w.stair[0], "2026-11-23", &above) && str_same(above.v[0].name, "1号楼"));
    test_at(c, c->now + 2 * MS_PER_DAY);
    CHECK("its past", places_by_id(c, w.stair[0], &p) && str_same(p.name, "88号楼") &&
                          territory_past(c, &p, &past) && past.n == 4);
    test_begin(c);
    struct change back = at(c, half, "");
    back.other_id = w.compound[0];
    CHECK("and one again", territory_merge(c, &back) && test_end(c));
    past.n = 0;
    CHECK("what it became",
        places_by_id(c, half, &p) && *p.valid_to && territory_past(c, &p, &past) && past.n == 5);
}

static void homes(struct ctx *c)
{
    struct world w = make_world(c);
    struct units all = {0};
    struct place_counts n = {0};
    CHECK("three homes", places_units(c, w.stair[2], &all) && all.n == 3);
    test_at(c, c->now + 2 * MS_PER_DAY);
    test_begin(c);
    struct change ch = at(c, 0, "101");
    int64_t one = territory_join(c, all.v[0].id, all.v[1].id, &ch);
    CHECK("two are one", one && test_end(c));
    CHECK("two homes, three households",
        places_counts(c, w.stair[2], "", &n) && n.units == 2 && n.households == 3);
    CHECK("the former day as it was",
        places_counts(c, w.stair[2], "2026-11-23", &n) && n.units == 3 && n.households == 3);
    test_begin(c);
    refused(
        c, "what is gone stays gone", "", territory_join(c, all.v[0].id, all.v[2].id, &ch) != 0);
    refused(c, "one needs two", "second", territory_join(c, one, one, &ch) != 0);
    struct change part = at(c, 0, "101");
    CHECK("one is two", territory_part(c, one, "102", 2, &part) && test_end(c));
    CHECK("three again", places_counts(c, w.stair[2], "", &n) && n.units == 3 && n.households == 3);
    test_begin(c);
    refused(c, "two names", "second",
        territory_part(
            c, all.v[2].id, "9", 1, &(struct change){.name = "9", .day = today(c), .reason = ""}));
    struct change home = at(c, w.stair[2], "102");
    refused(c, "a name once", "name", territory_new_home(c, &home, 0) != 0);
    struct change stair = at(c, w.compound[0], "3");
    refused(c, "a stair once", "name", territory_new_stair(c, &stair) != 0);
    stair.name = "99";
    CHECK("by hand", territory_new_stair(c, &stair) && test_end(c));
}

static void proposals(struct ctx *c)
{
    struct world w = make_world(c);
    struct proposal p;
    struct places micros = {0};
    test_begin(c);
    int64_t grid = make(c, PLACE_GRID, 0, "一网格");
    for (int i = 0; i < STAIRS; i++) {
        CHECK("in", move(c, PLACE_GRID, grid, w.stair[i], today(c)));
    }
    CHECK("shown first", territory_propose(c, grid, 5, &p) && p.stairs.n == STAIRS && p.parts == 3);
    struct change ch = at(c, 0, "");
    CHECK("stored", territory_accept(c, grid, 5, &ch) && test_end(c));
    CHECK("nobody is left", territory_propose(c, grid, 5, &p) && p.stairs.n == 0);
    struct levels l;
    CHECK("three micro grids", places_levels(c, "", &l) && l.of[PLACE_MICRO_GRID] == 3);
    (void)micros;
}

static void another_area(struct ctx *c)
{
    struct world w = make_world(c);
    test_begin(c);
    int64_t grid = make(c, PLACE_GRID, 0, "一网格");
    CHECK("made", test_end(c));
    test_area(c, NULL);
    test_begin(c);
    CHECK("no stair of theirs into a grid of ours",
        !move(c, PLACE_GRID, make(c, PLACE_GRID, 0, "我们的"), w.stair[0], today(c)) &&
            err_take(&c->err).kind == ERR_ABSENT);
    CHECK("no grid of theirs",
        !move(c, PLACE_GRID, grid, w.stair[0], today(c)) && err_take(&c->err).kind == ERR_ABSENT);
    struct change ch = at(c, grid, "改");
    CHECK("nor its name", !territory_rename(c, &ch) && err_take(&c->err).kind == ERR_ABSENT);
    (void)test_end(c);
}

/* P16 ------------------------------------------------------------------------------------------ */
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

const struct test territory_tests[] = {
    {"days", days, .pure = true},
    {"parts", parts, .pure = true},
    {"bad wishes", bad_wishes},
    {"two halves", two_halves},
    {"homes", homes},
    {"proposals", proposals},
    {"another area", another_area},
    {"history keeps (P16)", history_keeps},
    {0},
};
