/* home_parts.c - rows that the home page, the stair's page and the plan have in common. */
#include <inttypes.h>

#include "app/home.h"
#include "lib/web/web.h"
#include "src/ballots/ballots.h"
#include "src/contacts/contacts.h"
#include "src/notices/notices.h"
#include "src/notices/notices_pages.h"

/* Who has it and until when; or how it ended. */
static const char *standing(struct ctx *c, const struct matter_kind *k, const struct matter *m)
{
    const struct choice *outcome = choice_of(k->outcomes, m->outcome);
    if (m->closed_at) {
        return arena_printf(
            c->arena, "%s · %s", outcome ? T(c, outcome->label) : "", say_day(c, m->closed_at));
    }
    const char *who = *m->owner ? m->owner : T(c, "等居委会分派");
    return m->due_at ? arena_printf(c->arena, "%s · %s", who, say_left(c, m->due_at)) : who;
}

struct item home_matter_item(struct ctx *c, const struct matter *m)
{
    const struct matter_kind *k = matters_kind(c, m->kind);
    bool late = !m->closed_at && m->due_at && m->due_at < c->now;
    return (struct item){
        .href = area_path(c, "%s/%" PRId64, k->room, m->id),
        .title = m->title,
        .quiet = standing(c, k, m),
        .tag = late ? tag_html(c, "late", "alert", T(c, "已超时"))
                    : tag_of_html(c, k->states, m->state),
    };
}

/* Nobody is left out for want of a number or of a person: who passes on or stands in is said. */
static struct folk folk_of(struct ctx *c, const struct contact *o)
{
    const char *whom = str_or(o->instead, T(c, N_("居委会")));
    const char *role = T(c, o->role), *phone = str_or(o->phone, o->duty_phone);
    if (o->why != CONTACT_HERE) {
        const char *msgid =
            o->why == CONTACT_VACANT ? N_("暂缺，由{0}代管") : N_("无此主体，由{0}代管");
        return (struct folk){role, say(c, WORDS(msgid, TEXT(whom))), o->instead_phone};
    }
    if (!str_empty(phone) || str_empty(o->instead_phone)) {
        return (struct folk){o->name, arena_printf(c->arena, "%s · %s", role, o->place), phone};
    }
    return (struct folk){o->name,
        say(c, WORDS(N_("{0} · {1} · 请居委会转"), TEXT(role), TEXT(o->place))), o->instead_phone};
}

bool home_contacts(struct ctx *c, int64_t place_id, struct folks *out, struct folks *more)
{
    struct contacts all = {0};
    if (!contacts_of(c, place_id, &all)) {
        return false;
    }
    bool stair = place_id != c->area_id;
    for (const struct contact *o = all.v; o < all.v + all.n; o++) {
        struct folks *to = o->carded || !stair ? out : more;
        list_push(c->arena, to, folk_of(c, o));
    }
    return true;
}

const char *home_name(struct ctx *c, const struct building *b)
{
    return arena_printf(c->arena, "%s %s", b->compound, b->name);
}

bool home_notices(struct ctx *c, int64_t place_id, struct items *out)
{
    enum { SHOWN = 4 };
    struct bulletins all = {0};
    if (!notices_today(c, place_id, notices_audience(c, place_id), SHOWN, &all)) {
        return false;
    }
    for (const struct bulletin *n = all.v; n < all.v + all.n; n++) {
        list_push(c->arena, out,
            ((struct item){.href = area_path(c, "notices/%" PRId64, n->id),
                .title = n->title,
                .quiet =
                    arena_printf(c->arena, "%s %s · %s", notices_days(c, n), n->hours, n->place),
                .tag = tag_of_html(c, notices_kinds, (int64_t)n->kind)}));
    }
    return true;
}

bool home_ballots(struct ctx *c, int64_t place_id, struct items *out)
{
    enum { SHOWN = 4 };
    struct ballots all = {0};
    if (!ballots_of_place(c, place_id, &all)) {
        return false;
    }
    for (const struct ballot *b = all.v; b < all.v + all.n; b++) {
        if (out->n >= SHOWN && b->m.state != BALLOT_OPEN) {
            break;
        }
        list_push(c->arena, out,
            ((struct item){.href = area_path(c, "ballots/%" PRId64, b->id),
                .title = b->m.title,
                .quiet = b->closes_at ? say(c, WORDS(N_("{0} 截止"), UNTIL(b->closes_at))) : "",
                .tag = tag_of_html(c, ballots_states, b->m.state)}));
    }
    return true;
}
