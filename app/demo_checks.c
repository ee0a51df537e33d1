/* demo_checks.c - what guards and cleaner looked at in a week: one day nobody did, a lamp that was
 * bad three times and is being mended. */
#include "app/demo.h"

#include "src/checks/checks.h"
#include "src/places/places.h"

enum { CHECKED_DAYS = 7 };

/* Whoever stands on the rota has the post too: a guard by day, one by night, a cleaner. */
static bool posts(struct ctx *c, struct cast *k)
{
    struct slots all = {0};
    bool ok = rota_of(c, c->area_id, &all);
    for (size_t i = 0; ok && i < all.n; i++) {
        const struct slot *s = &all.v[i];
        if (s->what == ROTA_GUARD || s->what == ROTA_CLEANING) {
            enum post_kind kind = s->what == ROTA_GUARD ? POST_GUARD : POST_CLEANER;
            ok = bodies_give_post(c, k->property_body, kind, s->person_id, c->area_id, "");
            k->cleaner = kind == POST_CLEANER ? s->person_id : k->cleaner;
        }
    }
    return ok;
}

static bool lists(struct ctx *c, const struct cast *k, int64_t compound)
{
    const struct check_item all[] = {
        {.what = ROTA_GUARD, .spot = SPOT_GATE, .words = "东门道闸", .place_id = compound},
        {.what = ROTA_GUARD, .spot = SPOT_FIRE_DOOR, .words = "消防通道", .place_id = compound},
        {.what = ROTA_GUARD, .spot = SPOT_LIGHT, .words = "中心花园路灯", .place_id = compound},
        {.what = ROTA_CLEANING, .spot = SPOT_BINS, .words = "", .place_id = compound},
        {.what = ROTA_CLEANING, .spot = SPOT_LOBBY, .words = "", .place_id = k->stair},
        {.what = ROTA_CLEANING,
            .spot = SPOT_FIRE_DOOR,
            .words = "二楼常闭门",
            .place_id = k->stair},
        {.what = ROTA_CLEANING, .spot = SPOT_LIGHT, .words = "楼道灯", .place_id = k->stair},
    };
    bool ok = true;
    for (size_t i = 0; i < COUNT(all); i++) {
        struct check_item one = all[i];
        ok = ok && checks_add(c, &one);
    }
    return ok;
}

/* As that day went: good, save what was bad; the third time it is reported. The bins of yesterday
 * wait. */
static bool live(struct ctx *c, struct check_shift *s, int day)
{
    struct check_items all = {0};
    struct tickings wished = {0};
    size_t n;
    int64_t matter;
    if (!checks_on(c, s, &all)) {
        return false;
    }
    for (size_t i = day == CHECKED_DAYS - 1 && s->slot.what == ROTA_CLEANING; i < all.n; i++) {
        bool bad = all.v[i].spot == SPOT_LIGHT && s->slot.what == ROTA_CLEANING && day >= 4;
        list_push(c->arena, &wished,
            ((struct ticking){all.v[i].id, bad ? CHECK_BAD : CHECK_GOOD, bad ? "三楼不亮" : ""}));
    }
    return checks_tick(c, s, &wished, &n) && (day < 6 || s->slot.what != ROTA_CLEANING ||
                                                 checks_report(c, s, all.v[all.n - 1].id, &matter));
}

static bool look_after(struct ctx *c, int64_t now)
{
    for (int day = 0; day < CHECKED_DAYS; day++) {
        struct check_shifts all = {0};
        c->now = now - (int64_t)(CHECKED_DAYS - day) * MS_PER_DAY;
        const char *on = day_text(c->arena, c->now);
        bool found = demo_begin(c, 0, HAND_SELF, CHANNEL_WEB) && checks_shifts(c, on, on, &all);
        for (size_t i = 0; found && i < all.n && day != 2; i++) {
            int64_t at = all.v[i].ends - MS_PER_DAY / 96;
            c->now = at < now ? at : now;
            c->act.person_id = c->who.person_id = all.v[i].slot.person_id;
            (void)live(c, &all.v[i], day);
        }
        c->who = (struct who){0};
        if (!demo_end(c)) {
            return false;
        }
    }
    c->now = now;
    return true;
}

bool demo_checks(struct ctx *c, struct cast *k)
{
    struct building b = {0};
    int64_t now = c->now;
    c->now = now - (CHECKED_DAYS + 1) * MS_PER_DAY;
    if (demo_begin(c, 0, HAND_SYSTEM, CHANNEL_SYSTEM) && places_building(c, k->stair, &b)) {
        (void)(posts(c, k) && lists(c, k, b.compound_id) && demo_hire(c, "cleaner", k->cleaner));
    }
    bool ok = demo_end(c);
    c->now = now;
    return ok && look_after(c, now);
}
