/* search_store.c - what has no words in lib/find: addresses; and persons, of whom few may be told.
 */
#include "src/search/search.h"

#include <inttypes.h>
#include <string.h>

#include "lib/base/app.h"
#include "lib/db/list.h"
#include "lib/text/text.h"
#include "src/bodies/bodies.h"
#include "src/bodies/duties.h"
#include "src/matters/matters.h"
#include "src/notices/notices.h"
#include "src/people/people.h"
#include "src/places/places.h"

const struct choice search_groups[] = {
    {SEARCH_PLACES, "places", N_("楼和房号"), .icon = "house"},
    {SEARCH_PEOPLE, "people", N_("居民"), .icon = "person"},
    {SEARCH_REQUESTS, "requests", N_("诉求"), .icon = "talk"},
    {SEARCH_BALLOTS, "ballots", N_("表决"), .icon = "list"},
    {SEARCH_CASES, "cases", N_("调解、劝导、帮扶"), .icon = "group"},
    {SEARCH_NOTICES, "notices", N_("公告"), .icon = "info"},
    {SEARCH_BODIES, "bodies", N_("单位和任职"), .icon = "group"},
    {SEARCH_REPLIES, "replies", N_("常用答复"), .icon = "paper"},
    {0},
};

static const struct column columns[] = {
    {.name = "group", .label = N_("哪一类"), .type = COL_CHOICE, .choices = search_groups},
    {.name = "title", .label = N_("是什么"), .type = COL_TEXT, .title = true},
    {.name = "what", .label = N_("说明"), .type = COL_TEXT},
    {.name = "path", .label = N_("地址"), .type = COL_TEXT, .brief = true},
    {0},
};
static const struct list_filter filters[] = {{.name = "all", .label = N_("全部")}, {0}};
const struct list search_list = {
    .name = "search",
    .title = N_("搜索"),
    .columns = columns,
    .filters = filters,
    .orders = {{.name = "found", .label = N_("按类"), .sql = ""}},
    .empty = N_("没有找到。"),
    .counted = N_("共 {0} 条"),
};

/* Addresses ------------------------------------------------------------------------------------ */
struct stair {
    int64_t id, number, compound_id;
    const char *name, *compound;
};
struct stairs {
    struct stair *v;
    size_t n, cap;
};
struct flat {
    int64_t id, building_id;
};
struct flats {
    struct flat *v;
    size_t n, cap;
};
struct looking { /* for an address */
    struct address q;
    struct stairs stairs;
    const char *area;
    size_t limit;
    struct hits *out;
};

static bool load_stairs(struct ctx *c, struct stairs *out)
{
    struct rows r = db_query(c,
        "SELECT b.id, b.number, b.compound_id, p.name, q.name FROM building b"
        " JOIN place p ON p.area_id = b.area_id AND p.id = b.id"
        " JOIN place q ON q.area_id = b.area_id AND q.id = b.compound_id"
        " WHERE b.area_id = ?1 AND (p.valid_to IS NULL OR p.valid_to > ?2)"
        " ORDER BY q.sort, q.id, b.number, b.id",
        V(c->area_id), V(day_text(c->arena, c->now)));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct stair){
                row_int(&r, 0), row_int(&r, 1), row_int(&r, 2), row_text(&r, 3), row_text(&r, 4)}));
    }
    return rows_end(&r);
}

static const char *capitals(struct ctx *c, const char *s)
{
    char *out = arena_strdup(c->arena, s);
    for (char *p = out; *p; p++) {
        *p = *p >= 'a' && *p <= 'z' ? (char)(*p - 32) : *p;
    }
    return out;
}

static bool load_flats(struct ctx *c, const char *unit, struct flats *out)
{
    struct rows r = db_query(c,
        "SELECT u.id, u.building_id FROM unit u WHERE u.area_id = ?1"
        " AND u.name IN (?2, ?3) AND (u.valid_to IS NULL OR u.valid_to > ?4) ORDER BY u.id",
        V(c->area_id), V(unit), V(capitals(c, unit)), V(day_text(c->arena, c->now)));
    while (rows_next(&r)) {
        list_push(c->arena, out, ((struct flat){row_int(&r, 0), row_int(&r, 1)}));
    }
    return rows_end(&r);
}

static void push(struct ctx *c, struct looking *k, const struct hit *h)
{
    for (size_t i = 0; i < k->out->n; i++) {
        if (str_same(k->out->v[i].path, h->path)) {
            return;
        }
    }
    if (k->out->n < k->limit) {
        list_push(c->arena, k->out, *h);
    }
}

static void push_stair(struct ctx *c, struct looking *k, const struct stair *b)
{
    push(c, k,
        &(struct hit){SEARCH_PLACES, arena_printf(c->arena, "b/%" PRId64, b->id), b->name,
            b->compound, NULL});
}

static bool fits(struct ctx *c, const struct looking *k, const struct stair *b, int64_t number)
{
    return (!number || number == b->number) &&
           (!k->q.names ||
               search_named(&k->q, text_fold(c->arena, arena_printf(c->arena, "%s %s %s", k->area,
                                                           b->compound, b->name))));
}

/* The home's own page is for whoever sees who lives there; others are led to the stair. */
static bool look_for_flat(
    struct ctx *c, struct looking *k, const struct stair *b, const struct flats *all)
{
    bool any = false;
    for (size_t i = 0; i < all->n && k->out->n < k->limit; i++) {
        const struct flat *u = &all->v[i];
        if (u->building_id == b->id && c->app->may(c, DUTY_SEE_ROLL, b->id)) {
            struct unit unit;
            any = places_unit(c, u->id, &unit);
            push(c, k,
                &(struct hit){SEARCH_PLACES,
                    arena_printf(c->arena, "b/%" PRId64 "/doors/%" PRId64, b->id, u->id),
                    arena_printf(c->arena, "%s %s", b->name, unit.name), b->compound, NULL});
        }
    }
    return any;
}

static bool look_for(struct ctx *c, struct looking *k, const struct address_reading *as)
{
    struct flats flats = {0};
    if (*as->unit && !load_flats(c, as->unit, &flats)) {
        return false;
    }
    for (size_t i = 0; i < k->stairs.n && k->out->n < k->limit; i++) {
        const struct stair *b = &k->stairs.v[i];
        bool asked = fits(c, k, b, as->stair);
        bool flat = asked && *as->unit && look_for_flat(c, k, b, &flats);
        if (asked && as->stair && !flat) {
            push_stair(c, k, b);
        }
    }
    return !c->err.kind;
}

/* Names alone: compounds, and stairs that are called so. */
static void look_for_names(struct ctx *c, struct looking *k)
{
    int64_t last = 0;
    for (size_t i = 0; i < k->stairs.n; i++) {
        const struct stair *b = &k->stairs.v[i];
        if (b->compound_id != last && search_named(&k->q, text_fold(c->arena, b->compound))) {
            push(c, k,
                &(struct hit){SEARCH_PLACES,
                    arena_printf(c->arena, "c/%" PRId64 "/buildings", b->compound_id), b->compound,
                    k->area, NULL});
        }
        last = b->compound_id;
    }
    for (size_t i = 0; i < k->stairs.n; i++) {
        if (search_named(&k->q, text_fold(c->arena, k->stairs.v[i].name))) {
            push_stair(c, k, &k->stairs.v[i]);
        }
    }
}

bool search_places(struct ctx *c, const struct find_words *f, size_t limit, struct hits *out)
{
    struct looking k = {.limit = limit, .out = out};
    struct area here;
    search_address(c->arena, f->typed, &k.q);
    if (!k.q.n && !k.q.names) {
        return true;
    }
    if (!places_area(c, c->area_id, &here) || !load_stairs(c, &k.stairs)) {
        return false;
    }
    k.area = here.name;
    for (size_t i = 0; i < k.q.n; i++) {
        if (!look_for(c, &k, &k.q.v[i])) {
            return false;
        }
    }
    if (!k.q.n) {
        look_for_names(c, &k);
    }
    return !c->err.kind;
}

/* Persons -------------------------------------------------------------------------------------- */
static bool push_person(struct ctx *c, int64_t id, int duty, struct hits *out)
{
    struct person p;
    struct unit u;
    struct place b;
    const char *home = "", *path;
    if (!people_find(c, people_one(c, id), &p) ||
        !c->app->may(c, duty, p.building_id ? p.building_id : c->area_id)) {
        return !c->err.kind;
    }
    path = arena_printf(c->arena, "people/%" PRId64, p.id);
    for (size_t i = 0; i < out->n; i++) {
        if (str_same(out->v[i].path, path)) {
            return true; /* registered twice, judged to be one */
        }
    }
    if (p.unit_id && places_unit(c, p.unit_id, &u) && places_by_id(c, p.building_id, &b)) {
        home = arena_printf(c->arena, "%s %s", b.name, u.name);
    }
    list_push(c->arena, out, ((struct hit){SEARCH_PEOPLE, path, p.name, home, NULL}));
    return !c->err.kind;
}

static bool is_digits(const struct find_words *f, size_t many)
{
    return f->n == 1 && strlen(f->word[0]) == many &&
           f->word[0][strspn(f->word[0], "0123456789")] == '\0';
}

/* Four digits are the end of a telephone, as the masked one shows it; eleven the whole, only for
 * who may read it there. */
static bool by_phone(struct ctx *c, const struct find_words *f, size_t limit, struct hits *out)
{
    struct people found = {0};
    bool four = is_digits(f, 4);
    if (!four && !is_digits(f, 11)) {
        return true;
    }
    int duty = four ? DUTY_SEE_ROLL : DUTY_SEE_PHONE;
    if (!c->app->may(c, duty, 0) ||
        !(four ? people_of_tail(c, f->word[0], &found) : people_of_phone(c, f->word[0], &found))) {
        return !c->err.kind;
    }
    for (size_t i = 0; i < found.n && out->n < limit; i++) {
        if (!push_person(c, found.v[i].id, duty, out)) {
            return false;
        }
    }
    return true;
}

/* ?9: the reader, whose posts are over some stairs only; 0: over the whole area. */
#define LIVES_NEAR \
    " AND (?9 = 0 OR COALESCE(x.merged_into, x.id) IN (SELECT COALESCE(y.merged_into, y.id)" \
    " FROM unit u JOIN household_unit h ON h.area_id = u.area_id AND h.unit_id = u.id" \
    " JOIN relation e ON e.area_id = h.area_id AND e.household_id = h.household_id AND e.kind = 1" \
    " JOIN person y ON y.area_id = e.area_id AND y.id = e.person_id WHERE u.area_id = ?1" \
    " AND (u.building_id IN " BODIES_POSTS( \
        "?9") " OR u.building_id IN (SELECT nc.building_id" \
              " FROM cover nc WHERE nc.area_id = ?1 AND nc.covering_id IN " BODIES_POSTS( \
                  "?9") "))))"

static bool next_people(struct ctx *c, const struct find_words *f, const struct find_span *s,
    int64_t below, int64_t floor, int64_t near, struct ids *out)
{
    struct rows r = db_query(c,
        "SELECT x.id" FIND_IN(
            "1") " JOIN person x ON x.area_id = ?1 AND x.id = fi.id WHERE 1 = 1" LIVES_NEAR
                 " ORDER BY 1 DESC LIMIT ?10",
        V(c->area_id), FIND_VALUES(f, s, below, floor), V(near), V(FIND_BATCH));
    return rows_ids(&r, out);
}

bool search_people(struct ctx *c, const struct find_words *f, size_t limit, struct hits *out)
{
    struct find_span s;
    int64_t below = INT64_MAX;
    if (!c->app->may(c, DUTY_SEE_ROLL, 0)) {
        return !c->err.kind;
    }
    int64_t near = c->app->may(c, DUTY_SEE_ROLL, c->area_id) ? 0 : c->who.person_id;
    if (!by_phone(c, f, limit, out) || !find_span(c, PEOPLE_FIND, f, &s)) {
        return !c->err.kind;
    }
    for (int i = 0; i < FIND_ROUNDS && out->n < limit; i++) {
        struct ids some = {0};
        int64_t floor = find_floor(c, PEOPLE_FIND, &s, below);
        if (!floor || !next_people(c, f, &s, below, floor, near, &some)) {
            break;
        }
        for (size_t j = 0; j < some.n && out->n < limit; j++) {
            const char *text = find_text_of(c, PEOPLE_FIND, some.v[j]);
            if (find_matches(str_or(text, ""), f) &&
                !push_person(c, some.v[j], DUTY_SEE_ROLL, out)) {
                return false;
            }
        }
        below = some.n < FIND_BATCH ? floor : some.v[some.n - 1];
    }
    return !c->err.kind;
}

/* Bodies and posts: few, and everybody may know them ------------------------------------------- */
static bool holds(struct ctx *c, const struct find_words *f, const char *text)
{
    return find_matches(text_fold(c->arena, text), f);
}

bool search_bodies(struct ctx *c, const struct find_words *f, size_t limit, struct hits *out)
{
    struct bodies all = {0};
    struct posts posts = {0};
    if (!bodies_all(c, &all) || !bodies_current_posts(c, &posts)) {
        return false;
    }
    for (size_t i = 0; i < all.n && out->n < limit; i++) {
        const struct body *b = &all.v[i];
        const char *label = bodies_body_label(b->kind);
        if (holds(c, f, arena_printf(c->arena, "%s %s %s", b->name, label, b->place))) {
            list_push(c->arena, out,
                ((struct hit){SEARCH_BODIES, arena_printf(c->arena, "bodies/%" PRId64, b->id),
                    b->name, b->place, label}));
        }
    }
    for (size_t i = 0; i < posts.n && out->n < limit; i++) {
        const struct post *t = &posts.v[i];
        const char *label = bodies_post_label(t->kind);
        if (holds(
                c, f, arena_printf(c->arena, "%s %s %s %s", t->shown, label, t->place, t->body))) {
            list_push(c->arena, out,
                ((struct hit){SEARCH_BODIES, arena_printf(c->arena, "bodies/%" PRId64, t->body_id),
                    t->shown, arena_printf(c->arena, "%s · %s", t->place, t->body), label}));
        }
    }
    return !c->err.kind;
}

/* Made anew ------------------------------------------------------------------------------------ */
static int64_t count_things(struct ctx *c)
{
    return db_int(c, "SELECT count(*) FROM find_text WHERE area_id = ?1", V(c->area_id));
}

bool search_rebuild(struct ctx *c, int64_t *things)
{
    if (!find_clear(c) || !people_reindex(c) || !matters_reindex(c, 0) || !notices_reindex(c)) {
        return false;
    }
    *things = count_things(c);
    return !c->err.kind;
}

bool search_check(struct ctx *c, int64_t *things, int64_t *wrong)
{
    *things = count_things(c);
    *wrong = db_int(c,
        "SELECT (SELECT count(*) FROM person p WHERE p.area_id = ?1 AND p.name <> ''"
        " AND NOT EXISTS (SELECT 1 FROM find_text t WHERE t.area_id = ?1 AND t.kind = 1"
        " AND t.id = p.id)) + (SELECT count(*) FROM matter m WHERE m.area_id = ?1"
        " AND m.kind IN ('request', 'ballot') AND NOT EXISTS (SELECT 1 FROM find_text t WHERE t.area_id = ?1"
        " AND t.kind = 2 AND t.id = m.id)) + (SELECT count(*) FROM notice n WHERE n.area_id = ?1"
        " AND NOT EXISTS (SELECT 1 FROM find_text t WHERE t.area_id = ?1 AND t.kind = 3"
        " AND t.id = n.id))",
        V(c->area_id));
    *wrong += db_int(c,
        "SELECT count(*) FROM find_text t WHERE t.area_id = ?1 AND NOT EXISTS (SELECT 1 FROM person p"
        " WHERE p.area_id = ?1 AND t.kind = 1 AND p.id = t.id AND p.name <> '')"
        " AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.area_id = ?1 AND t.kind = 2"
        " AND m.id = t.id AND m.kind <> 'case') AND NOT EXISTS (SELECT 1 FROM notice n"
        " WHERE n.area_id = ?1 AND t.kind = 3 AND n.id = t.id)",
        V(c->area_id));
    return !c->err.kind;
}
