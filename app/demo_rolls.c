/* demo_rolls.c - contact cards being handed out, and what a leader ticks at her doors. */
#include "app/demo.h"

#include "lib/db/job.h"
#include "lib/log/log.h"
#include "src/bodies/bodies.h"
#include "src/contacts/contacts.h"
#include "src/doors/doors.h"
#include "src/places/places.h"
#include "src/rolls/rolls.h"

#define DAYS(n) ((n)*MS_PER_DAY)
enum { STAIRS_OUT = 12 };

static void add_line(
    struct ctx *c, enum line_kind kind, int64_t place, const char *value, const char *hours)
{
    (void)contacts_add_line(
        c, &(struct line){.kind = kind, .place_id = place, .value = value, .hours = hours});
}

static bool make_lines(struct ctx *c, const struct cast *k)
{
    struct places compounds = {0};
    if (!places_compounds(c, &compounds) || !compounds.n ||
        !demo_begin(c, k->secretary, HAND_SELF, CHANNEL_WEB)) {
        return false;
    }
    add_line(c, LINE_COMMITTEE_HOURS, c->area_id, "周一到周六 8:30-17:00", "");
    add_line(c, LINE_OFFICIAL, c->area_id, "柳荫里邻里", "");
    for (size_t i = 0; i < compounds.n; i++) {
        add_line(c, LINE_HOTLINE, compounds.v[i].id, arena_printf(c->arena, "021-5550-019%zu", i),
            "全天");
    }
    add_line(c, LINE_PROPERTY_HOURS, compounds.v[0].id, "每天 8:00-20:00", "");
    return demo_end(c);
}

/* Half of them were at home; some were met at the second visit, one never. */
static bool hand_out(
    struct ctx *c, const struct cast *k, const struct roll *r, int64_t stair, int visit)
{
    struct roll_rows rows = {0};
    struct marking marks[40];
    size_t n = 0;
    if (!rolls_rows(c, r->id, stair, &rows)) {
        return false;
    }
    for (size_t i = 0; i < rows.n && n < COUNT(marks); i++) {
        const struct roll_row *row = &rows.v[i];
        bool left = row->state == TICK_NONE || row->state == TICK_AWAY;
        int luck = (int)(i * 7 + (size_t)stair % 5) % 10;
        int key = luck == 3 ? 3 : luck == 6 ? (visit ? 2 : 3) : luck > 6 && !visit ? 0 : 1;
        if (left && key) {
            marks[n++] = (struct marking){.row_no = row->row_no, .key = key};
        }
    }
    return !n || (demo_begin(c, k->leader, HAND_LEADER, CHANNEL_VISIT) &&
                     rolls_tick(c, r, stair, marks, n, NULL) && demo_end(c));
}

/* Three leaders have another telephone since their cards were printed: those are to be printed
 * again.
 */
static bool other_numbers(struct ctx *c, const struct cast *k, const struct ids *stairs)
{
    bool ok = demo_begin(c, k->secretary, HAND_SELF, CHANNEL_WEB);
    for (size_t i = 1; ok && i < 4 && i < stairs->n; i++) {
        struct posts posts = {0};
        ok = bodies_contacts(c, stairs->v[i], &posts);
        const struct post *t = posts.n ? &posts.v[0] : NULL;
        if (ok && t && t->place_id == stairs->v[i] && t->kind == POST_BUILDING_LEADER) {
            ok = bodies_show(c, t->id,
                &(struct shown){.name = t->shown,
                    .phone = arena_printf(c->arena, "021-5553-%04zu", i),
                    .duty_phone = t->duty_phone,
                    .hours = "晚上 7 点以后"},
                "", false);
        }
    }
    ok = ok && contacts_compare(c);
    return demo_end(c) && ok;
}

/* A dozen posters hang; one was torn off and has another code since. */
static bool posters(struct ctx *c, const struct cast *k, const struct ids *stairs)
{
    bool ok = demo_begin(c, k->staff, HAND_SELF, CHANNEL_WEB);
    for (size_t i = 0; ok && i < STAIRS_OUT && i < stairs->n; i++) {
        ok = places_poster_printed(c, stairs->v[i]);
    }
    ok = ok && record(c, &(struct fact){.kind = "prints.posters",
                             .subject_id = c->area_id,
                             .place_id = c->area_id,
                             .audience = AUDIENCE_STAFF,
                             .words = WORDS(N_("印了 {0} 张楼道海报"), INT(STAIRS_OUT)),
                             .text = ""});
    ok = ok && places_renew_code(c, stairs->v[STAIRS_OUT - 1]);
    return demo_end(c) && ok;
}

static bool cards(struct ctx *c, const struct cast *k)
{
    struct ids stairs = {0};
    struct building b;
    struct card_run run = {0};
    struct roll r = {.kind = rolls_kind(c, "contacts.cards")};
    if (!places_building(c, k->stair, &b) || !places_under(c, b.compound_id, "", &stairs)) {
        return false;
    }
    r.place_id = b.compound_id;
    bool ok = demo_begin(c, k->staff, HAND_SELF, CHANNEL_WEB) &&
              contacts_print(c, b.compound_id, true, &run) && rolls_open(c, &r);
    ok = demo_end(c) && ok;
    while (ok && jobs_run_due(c, 10) > 0) { /* lays out the cards, writes the rows */
    }
    for (int visit = 0; visit < 3; visit++) {
        c->now += DAYS(1);
        for (size_t i = 0; ok && i < stairs.n && i < STAIRS_OUT; i++) {
            ok = hand_out(c, k, &r, stairs.v[i], visit);
        }
    }
    return ok && stairs.n >= STAIRS_OUT && other_numbers(c, k, &stairs) && posters(c, k, &stairs);
}

static bool her_own(struct ctx *c, const struct cast *k)
{
    struct roll r = {.kind = &rolls_kinds[0], .place_id = k->stair, .title = "收垃圾分类承诺书"};
    struct roll_rows rows = {0};
    bool ok = demo_begin(c, k->leader, HAND_LEADER, CHANNEL_WEB) && rolls_open(c, &r);
    ok = demo_end(c) && ok;
    c->now += DAYS(1);
    ok = ok && rolls_rows(c, r.id, 0, &rows) && rows.n > 9 &&
         demo_begin(c, k->leader, HAND_LEADER, CHANNEL_GROUP);
    if (ok) {
        struct marking m[] = {{rows.v[0].row_no, 1}, {rows.v[2].row_no, 1}, {rows.v[3].row_no, 1},
            {rows.v[5].row_no, 3}, {rows.v[8].row_no, 1}, {rows.v[9].row_no, 2}};
        (void)rolls_tick(c, &r, k->stair, m, COUNT(m), NULL);
        (void)doors_set(c, k->stair, rows.v[4].unit_id, DOOR_LET, true);
        (void)doors_set(c, k->stair, rows.v[5].unit_id, DOOR_AWAY, true);
        (void)doors_set(c, k->stair, rows.v[7].unit_id, DOOR_EMPTY, true);
        (void)doors_set(c, k->stair, rows.v[0].unit_id, DOOR_CALL, true);
    }
    return demo_end(c) && ok;
}

bool demo_rolls(struct ctx *c, struct cast *k)
{
    int64_t now = c->now;
    c->now = now + DAYS(40);
    bool ok = make_lines(c, k) && cards(c, k) && her_own(c, k);
    c->now = now;
    return ok;
}
