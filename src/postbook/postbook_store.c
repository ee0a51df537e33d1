/* postbook_store.c - a table of posts, tried or given row by row by the rules of the page. */
#include <string.h>

#include "lib/base/seal.h"
#include "lib/db/db.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/postbook/postbook.h"
#include "src/roster/roster.h"

struct putting {
    struct ctx *c;
    struct area area;
    struct places over; /* compounds and coverings */
    struct buildings stairs;
    struct bodies bodies;
    struct postbook_deeds *deeds;
};

static bool load(struct putting *p)
{
    struct ctx *c = p->c;
    return places_area(c, c->area_id, &p->area) && places_coverings(c, "", &p->over) &&
           places_buildings(c, 0, &p->stairs) && bodies_all(c, &p->bodies);
}

static bool bad(struct postbook_row *r, struct words why)
{
    r->news = POSTBOOK_BAD;
    r->why = why;
    return false;
}

static void did(
    struct putting *p, enum postbook_did what, int64_t id, const char *old, const char *fresh)
{
    list_push(p->c->arena, p->deeds, ((struct postbook_deed){what, id, old, fresh}));
}

/* Where ---------------------------------------------------------------------------------------- */
/* "3号楼", "3#", "１５号", "柳荫里小区 3号"; *several when more than one is called that. */
static int64_t stair_called(const struct putting *p, const char *name, bool *several)
{
    struct arena *a = p->c->arena;
    const char *plain = roster_building(a, name, "");
    int64_t found = 0;
    for (const struct building *b = p->stairs.v; b < p->stairs.v + p->stairs.n; b++) {
        size_t n = str_starts(name, b->compound) ? strlen(b->compound) : 0;
        bool whole = n && (str_same(b->name, name + n) ||
                              str_same(b->name, roster_building(a, name + n, "")));
        if (whole) {
            *several = false;
            return b->id;
        }
        if (str_same(b->name, name) || str_same(b->name, plain)) {
            *several = found != 0;
            found = b->id;
        }
    }
    return found;
}

/* A micro grid's own name may be another's too: it is written with its grid's. */
static int64_t covering_called(const struct putting *p, const char *name, bool *several)
{
    int64_t found = 0;
    for (const struct place *k = p->over.v; k < p->over.v + p->over.n; k++) {
        for (const struct place *up = p->over.v; up < p->over.v + p->over.n; up++) {
            if (up->id == k->parent_id &&
                str_same(arena_printf(p->c->arena, "%s %s", up->name, k->name), name)) {
                *several = false;
                return k->id;
            }
        }
        if (str_same(k->name, name)) {
            *several = found != 0;
            found = k->id;
        }
    }
    return found;
}

static bool find_place(const struct putting *p, struct postbook_row *r, int64_t *out)
{
    bool several = false;
    *out = str_same(r->place, p->area.name) ? p->area.id : covering_called(p, r->place, &several);
    if (!*out) {
        *out = stair_called(p, r->place, &several);
    }
    if (several) {
        return bad(r, WORDS(N_("叫「{0}」的不止一处：前面写上小区或网格"), TEXT(r->place)));
    }
    return *out || bad(r, WORDS(N_("没有「{0}」这个楼组、小区或网格"), TEXT(r->place)));
}

/* Which body ----------------------------------------------------------------------------------- */
static const struct body *body_called(const struct putting *p, const char *name)
{
    for (size_t i = 0; i < p->bodies.n; i++) {
        if (str_same(p->bodies.v[i].name, name)) {
            return &p->bodies.v[i];
        }
    }
    return NULL;
}

static const struct building *stair_of(const struct putting *p, int64_t place_id)
{
    for (size_t i = 0; i < p->stairs.n; i++) {
        if (p->stairs.v[i].id == place_id) {
            return &p->stairs.v[i];
        }
    }
    return NULL;
}

/* A leader's stair has a body of its own as soon as it has a leader. */
static bool make_stair_body(
    struct putting *p, struct postbook_row *r, int64_t place_id, struct body *out)
{
    struct ctx *c = p->c;
    const struct building *b = stair_of(p, place_id);
    if (!b || !bodies_post_fits(r->kind, BODY_STAIR, &(struct err){0})) {
        return bad(r, SAY(N_("管这里的单位还没有登记：先登记单位，或在「单位」一列写上名称")));
    }
    const char *name = arena_printf(c->arena, "%s楼组", b->name);
    int64_t id = bodies_make(c, BODY_STAIR, place_id, name, "");
    did(p, POSTBOOK_MADE_BODY, id, "", "");
    return id && bodies_by_id(c, id, out);
}

static bool nearest_body(
    struct putting *p, struct postbook_row *r, int64_t place_id, struct body *out)
{
    struct bodies over = {0};
    if (!bodies_over(p->c, place_id, (enum body_kind)0, &over)) {
        return false;
    }
    for (size_t i = 0; i < over.n; i++) {
        if (bodies_post_fits(r->kind, over.v[i].kind, &(struct err){0})) {
            *out = over.v[i];
            return true;
        }
    }
    return make_stair_body(p, r, place_id, out);
}

/* Is that place called so? Several may be. */
static bool is_called(const struct putting *p, int64_t place_id, const char *name)
{
    struct putting one = {.c = p->c}; /* what would be found, were there no other */
    bool several = false;
    for (size_t i = 0; i < p->over.n && !one.over.n; i++) {
        if (p->over.v[i].id == place_id) {
            one.over = (struct places){&p->over.v[i], 1, 1};
        }
    }
    const struct building *b = stair_of(p, place_id);
    if (b) {
        list_push(p->c->arena, &one.stairs, *b);
    }
    return covering_called(&one, name, &several) || stair_called(&one, name, &several);
}

static bool has_post(struct putting *p, const struct postbook_row *r, const struct body *b,
    int64_t place_id, struct post *out)
{
    struct posts all = {0};
    if (!bodies_posts_in(p->c, b->id, r->from, &all)) {
        return false;
    }
    for (const struct post *t = all.v; t < all.v + all.n; t++) {
        if (t->kind == r->kind && t->place_id == place_id && str_same(t->person, r->name)) {
            *out = *t;
            return true;
        }
    }
    return false;
}

/* Of bodies of one name the one that is over a place of the name that is written, as every compound
 * has a 3号楼楼组; of several that are, the one with this very post. NULL: it is not said. */
static const struct body *body_over(struct putting *p, const struct postbook_row *r)
{
    const struct body *found = NULL, *held = NULL;
    struct post there;
    int fit = 0;
    for (const struct body *b = p->bodies.v; b < p->bodies.v + p->bodies.n; b++) {
        if (str_same(b->name, r->body) && is_called(p, b->place_id, r->place)) {
            held = held || !has_post(p, r, b, b->place_id, &there) ? held : b;
            found = b;
            fit++;
        }
    }
    return fit == 1 ? found : held;
}

static bool find_where(struct putting *p, struct postbook_row *r, struct body *b, int64_t *place)
{
    const struct body *over = *r->body && *r->place ? body_over(p, r) : NULL;
    if (over) {
        *b = *over;
        *place = over->place_id;
        return true;
    }
    const struct body *named = *r->body ? body_called(p, r->body) : NULL;
    if (*r->body && !named) {
        return bad(r, WORDS(N_("没有登记「{0}」这个单位"), TEXT(r->body)));
    }
    *place = named ? named->place_id : p->area.id;
    if (*r->place && !find_place(p, r, place)) {
        return false;
    }
    if (named) {
        *b = *named;
        return true;
    }
    return nearest_body(p, r, *place, b);
}

/* Who ------------------------------------------------------------------------------------------ */
static int64_t person_named(const struct people *all, const char *name, size_t *n)
{
    int64_t found = 0;
    *n = 0;
    for (size_t i = 0; i < all->n; i++) {
        if (str_same(all->v[i].name, name)) {
            found = all->v[i].id;
            ++*n;
        }
    }
    return found;
}

static bool find_person(struct putting *p, struct postbook_row *r, int64_t place_id, int64_t *out)
{
    struct people found = {0};
    struct ctx *c = p->c;
    size_t n = 0;
    *out = 0;
    if (*r->mobile ? !people_of_phone(c, r->mobile, &found)
                   : stair_of(p, place_id) && !people_of_building(c, place_id, &found)) {
        return false;
    }
    *out = person_named(&found, r->name, &n);
    if (*r->mobile && found.n && !n) {
        return bad(
            r, WORDS(N_("名册上用这个手机的是{0}，不是{1}"), TEXT(found.v[0].name), TEXT(r->name)));
    }
    if (n > 1 && !*r->mobile) {
        return bad(r, WORDS(N_("这里有 {0} 位{1}：写上手机"), INT((int64_t)n), TEXT(r->name)));
    }
    if (!*out) {
        *out = people_make(c, r->name, r->mobile);
        did(p, POSTBOOK_MADE_PERSON, *out, "", "");
    }
    return *out != 0;
}

/* What is there already ------------------------------------------------------------------------ */
static bool digits_same(const char *x, const char *y)
{
    for (;; x++, y++) {
        x += strcspn(x, "0123456789");
        y += strcspn(y, "0123456789");
        if (*x != *y || !*x) {
            return *x == *y;
        }
    }
}

static const char *joined(struct arena *a, const struct shown *w)
{
    return arena_printf(a, "%s\t%s\t%s\t%s", w->name, w->phone, w->duty_phone, w->hours);
}

static const char *reached(struct ctx *c, const struct shown *w)
{
    const char *phone = *w->phone ? mask_phone(c, w->phone) : "";
    const char *duty = *w->duty_phone ? mask_phone(c, w->duty_phone) : "";
    return str_or(
        str_tidy(c->arena, arena_printf(c->arena, "%s %s %s %s", w->name, phone, duty, w->hours),
            false, false),
        "—");
}

static bool now_shown(struct ctx *c, int64_t post_id, struct shown *out)
{
    struct showns all = {0};
    const char *today = day_text(c->arena, c->now);
    if (!bodies_shown_of(c, post_id, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        if (bodies_in_days(all.v[i].valid_from, all.v[i].valid_to, today)) {
            *out = all.v[i];
        }
    }
    return true;
}

/* Cells left empty leave what is there. */
static bool show_anew(struct putting *p, struct postbook_row *r, const struct post *t)
{
    struct ctx *c = p->c;
    struct shown old = {.name = "", .phone = "", .duty_phone = "", .hours = ""}, new;
    if (!now_shown(c, t->id, &old)) {
        return false;
    }
    new = old;
    const char *phone = str_or(old.phone, t->phone), *duty = str_or(old.duty_phone, t->duty_phone);
    new.phone = *r->phone && !digits_same(r->phone, phone) ? r->phone : old.phone;
    new.duty_phone =
        *r->duty_phone && !digits_same(r->duty_phone, duty) ? r->duty_phone : old.duty_phone;
    new.hours = str_or(r->hours, old.hours);
    new.name = *r->shown && !str_same(r->shown, str_or(old.name, t->shown)) ? r->shown : old.name;
    if (str_same(joined(c->arena, &old), joined(c->arena, &new))) {
        r->news = POSTBOOK_SAME;
        return true;
    }
    r->news = POSTBOOK_CHANGED;
    r->old = reached(c, &old);
    r->fresh = reached(c, &new);
    did(p, POSTBOOK_SHOWED, t->id, joined(c->arena, &old), joined(c->arena, &new));
    return bodies_show(c, t->id, &new, "", false);
}

static bool give(struct putting *p, struct postbook_row *r, const struct body *b, int64_t place_id)
{
    struct posting new = {.body_id = b->id,
        .kind = r->kind,
        .place_id = place_id,
        .phone = r->phone,
        .duty_phone = r->duty_phone,
        .hours = r->hours,
        .from = r->from,
        .to = r->to};
    if (!find_person(p, r, place_id, &new.person_id)) {
        return false;
    }
    int64_t id = bodies_appoint(p->c, &new);
    r->news = POSTBOOK_NEW;
    did(p, POSTBOOK_GAVE, id, "", "");
    return id && (!*r->shown ||
                     bodies_show(p->c, id,
                         &(struct shown){r->shown, r->phone, r->duty_phone, r->hours}, "", true));
}

static bool put_row(struct putting *p, struct postbook_row *r)
{
    struct body b = {0};
    struct post there;
    int64_t place_id = 0;
    if (!find_where(p, r, &b, &place_id) || !bodies_post_fits(r->kind, b.kind, &p->c->err)) {
        return false;
    }
    return has_post(p, r, &b, place_id, &there) ? show_anew(p, r, &there)
                                                : give(p, r, &b, place_id);
}

bool postbook_put(struct ctx *c, struct postbook *b, struct postbook_deeds *out)
{
    struct putting p = {.c = c, .deeds = out};
    if (!load(&p)) {
        return false;
    }
    for (struct postbook_row *r = b->v; r < b->v + b->n; r++) {
        if (r->news == POSTBOOK_BAD || put_row(&p, r)) {
            continue;
        }
        if (c->err.kind && c->err.kind != ERR_RULE && c->err.kind != ERR_ABSENT) {
            return false;
        }
        if (c->err.kind) {
            (void)bad(r, err_take(&c->err).words);
        }
    }
    return true;
}

bool postbook_show_again(struct ctx *c, int64_t post_id, const char *old)
{
    const char *part[4] = {"", "", "", ""};
    for (int i = 0; i < 4; i++) {
        size_t n = strcspn(old, "\t");
        part[i] = arena_strndup(c->arena, old, n);
        old += n + (old[n] != '\0');
    }
    return bodies_show(c, post_id, &(struct shown){part[0], part[1], part[2], part[3]}, "", true);
}
