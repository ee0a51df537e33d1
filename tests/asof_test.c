/* asof_test.c - last year's report still says what it said (P16). Every list that can be asked of
 * a day (its SQL looks at ?12) is read of a day that is past; then places are renamed, moved,
 * split, merged and closed, homes joined and parted, stairs and bodies made and ended, posts handed
 * on, terms moved forward; and it is read of the same day again, filter by filter. Lists that are
 * added later are asked the same without a word here. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/db/list.h"
#include "src/matters/matters.h"
#include "src/network/network.h"
#include "src/owners/owners_room.h"
#include "src/territory/territory.h"
#include "tests/requests_world.h"

enum { LINES_MAX = 500 };
struct then {
    struct world *w;
    int64_t compound, grid[2], micro, group, zone, branch, self, term, second;
    const char *day; /* the one that is asked about */
};

static const char *today(struct ctx *c)
{
    return day_text(c->arena, c->now);
}

/* What there is on the first day. */
static void begin(struct ctx *c, struct then *t)
{
    struct building b;
    bool made;
    int64_t step;
    test_begin(c);
    must(places_building(c, t->w->stair, &b));
    t->compound = b.compound_id;
    t->second = places_put_building(c, t->compound, "5号楼", &made);
    for (int i = 0; i < 2; i++) {
        t->grid[i] = places_make(c, PLACE_GRID, c->area_id, i ? "二网格" : "一网格", today(c));
    }
    t->micro = places_make(c, PLACE_MICRO_GRID, t->grid[0], "微网格1", today(c));
    t->group = places_make(c, PLACE_GROUP, c->area_id, "一组", today(c));
    t->zone = places_make(c, PLACE_ZONE, c->area_id, "北片", today(c));
    int64_t stairs[] = {t->w->stair, t->w->stair4, t->second};
    for (int i = 0; i < 3; i++) {
        places_hold(c, PLACE_GRID, t->grid[i == 2], stairs[i], today(c));
        places_hold(c, PLACE_GROUP, t->group, stairs[i], today(c));
    }
    places_hold(c, PLACE_MICRO_GRID, t->micro, t->w->stair, today(c));
    places_hold(c, PLACE_ZONE, t->zone, t->w->stair4, today(c));
    t->branch = bodies_make(c, BODY_PARTY_BRANCH, t->zone, "第一支部", "");
    bodies_give_post(c, t->branch, POST_BRANCH_SECRETARY, t->w->son, t->zone, "111");
    bodies_give_post(c, bodies_make(c, BODY_GRID, t->micro, "微网格", ""), POST_MICRO_GRID,
        t->w->neighbour, t->micro, "222");
    t->self = bodies_make(c, BODY_SELF_MANAGEMENT, t->compound, "自管委", "");
    CHECK("a term", terms_take(c,
                        &(struct taking){.body_id = t->self,
                            .step = STEP_PREPARE,
                            .day = today(c),
                            .proof = "1号",
                            .to = ""},
                        &step));
    CHECK("none", network_note_absence(c, t->compound, BODY_OWNERS_COMMITTEE, t->self, "筹备"));
    int64_t organisation = owners_make_organisation(c, "第一公司", "", false);
    CHECK("an owner",
        owners_open(c, places_unit_by_name(c, t->w->stair, "301"),
            &(struct owner_share){
                .owner = {.id = organisation}, .num = 1, .den = 1, .valid_from = today(c)}));
    CHECK("the first day", test_end(c));
    t->day = today(c);
}

static struct change at(struct ctx *c, int64_t place, const char *name)
{
    return (struct change){.place_id = place, .name = name, .day = today(c), .reason = ""};
}

static void rename_all(struct ctx *c, struct then *t)
{
    int64_t all[] = {t->compound, t->grid[0], t->grid[1], t->micro, t->group, t->zone, t->w->stair,
        t->w->stair4};
    for (size_t i = 0; i < COUNT(all); i++) {
        struct change ch = at(c, all[i], arena_printf(c->arena, "新名%d号楼", (int)i + 70));
        CHECK("renamed", territory_rename(c, &ch));
    }
}

static void recut(struct ctx *c, struct then *t)
{
    struct change split = at(c, t->compound, "新苑"), stair = at(c, t->compound, "88"),
                  move = at(c, t->grid[1], ""), end = at(c, t->grid[0], "");
    list_push(c->arena, &split.stairs, t->w->stair4);
    list_push(c->arena, &move.stairs, t->w->stair);
    move.kind = PLACE_GRID;
    end.other_id = t->grid[1];
    CHECK("a compound parted", territory_split(c, &split));
    CHECK("a new stair", territory_new_stair(c, &stair));
    CHECK("a stair moved", territory_move(c, &move));
    CHECK("a grid ended", territory_close(c, &end));
    struct change join = at(c, 0, "301"), part = at(c, 0, "101甲");
    CHECK("joined", territory_join(c, places_unit_by_name(c, t->w->stair, "301"),
                        places_unit_by_name(c, t->w->stair, "302"), &join));
    CHECK("parted",
        territory_part(c, places_unit_by_name(c, t->w->stair4, "101"), "101乙", 1, &part));
    CHECK("closed", places_close_building(c, t->second, today(c)));
}

static void other_people(struct ctx *c, struct then *t)
{
    struct posts posts = {0};
    int64_t step, next;
    CHECK("the leader's post", bodies_posts_of(c, t->w->leader, &posts) && posts.n == 1);
    CHECK("handed on",
        bodies_succeed(c, posts.v[0].id, today(c), t->w->neighbour, "333", &next) && next);
    CHECK("under another", bodies_put_under(c, t->self, t->w->committee, today(c)));
    CHECK("a step",
        terms_take(c,
            &(struct taking){
                .body_id = t->self, .step = STEP_ELECT, .day = today(c), .proof = "2号", .to = ""},
            &step));
    CHECK("there is one now", bodies_make(c, BODY_OWNERS_COMMITTEE, t->compound, "业委会", "") &&
                                  bodies_end(c, t->branch, today(c), "合并"));
    CHECK("shown otherwise", bodies_posts_of(c, t->w->manager, &posts) && posts.n > 1 &&
                                 bodies_show(c, posts.v[posts.n - 1].id,
                                     &(struct shown){"沈经理", "444", "", ""}, "", false));
}

/* Reading ---------------------------------------------------------------------------------------
 */
static const char *said(struct ctx *c, const struct list *l, const struct list_row *r)
{
    const char *out = "";
    for (int k = 0; l->columns[k].name; k++) {
        const struct value *v = &r->v[k];
        out = v->type == VALUE_TEXT  ? arena_printf(c->arena, "%s|%s", out, str_or(v->s, ""))
              : v->type == VALUE_INT ? arena_printf(c->arena, "%s|%lld", out, (long long)v->i)
                                     : arena_printf(c->arena, "%s|", out);
    }
    return out;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *list_says(
    struct ctx *c, const struct list *l, const struct list_filter *f, const char *day)
{
    struct list_ask ask = {.filter = f,
        .order = &l->orders[0],
        .audience = AUDIENCE_STAFF,
        .limit = LINES_MAX,
        .day = day};
    struct list_rows rows = {0};
    must(list_load(c, l, &ask, &rows));
    const char **lines = arena_alloc(c->arena, (rows.n + 1) * sizeof(*lines)), *all = "";
    for (size_t i = 0; i < rows.n; i++) {
        lines[i] = said(c, l, &rows.v[i]);
    }
    if (rows.n) {
        qsort(
            lines, rows.n, sizeof(*lines), by_text); /* their order may change, not what is said */
    }
    for (size_t i = 0; i < rows.n; i++) {
        all = arena_printf(c->arena, "%s%s\n", all, lines[i]);
    }
    return all;
}

struct page {
    const struct list *l;
    const struct list_filter *f;
    const char *says;
};
struct pages {
    struct page *v;
    size_t n, cap;
};

static void read_all(struct ctx *c, const char *day, struct pages *out)
{
    must(db_begin_read(c));
    for (const struct module *const *m = c->app->modules; *m; m++) {
        for (const struct list *const *l = (*m)->lists; l && *l; l++) {
            bool dated = strstr(str_or((*l)->orders[0].sql, ""), "?12") != NULL;
            for (const struct list_filter *f = (*l)->filters; dated && f->name; f++) {
                list_push(c->arena, out, ((struct page){*l, f, list_says(c, *l, f, day)}));
            }
        }
    }
    db_rollback(c);
}

static void reports_keep(struct ctx *c)
{
    struct then t = {.w = world_make(c)};
    struct pages before = {0}, after = {0}, now = {0};
    c->area_id = t.w->area;
    begin(c, &t);
    test_at(c, c->now + 5 * MS_PER_DAY);
    read_all(c, t.day, &before);
    test_begin(c);
    rename_all(c, &t);
    recut(c, &t);
    other_people(c, &t);
    CHECK("much is another", test_end(c));
    test_at(c, c->now + 5 * MS_PER_DAY);
    read_all(c, t.day, &after);
    read_all(c, today(c), &now);
    size_t moved = 0;
    for (size_t i = 0; i < before.n; i++) {
        const struct page *p = &before.v[i];
        CHECK(arena_printf(c->arena, "%s?filter=%s of a day that is past said\n%snow it says\n%s",
                  p->l->name, p->f->name, p->says, after.v[i].says),
            str_same(p->says, after.v[i].says));
        moved += !str_same(p->says, now.v[i].says);
    }
    CHECK("many lists, and today most say something else", before.n > 30 && moved > 12);
}

const struct test asof_tests[] = {
    {"reports keep what they said", reports_keep},
    {0},
};
