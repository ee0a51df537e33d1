/* matters_parts.c - timeline, tag and photos of a matter, for the pages of every room. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/web/file.h"
#include "src/matters/matters_pages.h"

static const char *label_of(struct ctx *c, const struct choice *list, int64_t value)
{
    const struct choice *o = choice_of(list, value);
    return o ? T(c, o->label) : "";
}

const char *matters_channel_said(struct ctx *c, enum channel channel)
{
    return label_of(c, matters_channels, (int64_t)channel);
}

const char *matters_hand_said(struct ctx *c, enum hand hand)
{
    return label_of(c, matters_hands, (int64_t)hand);
}

struct html matters_tag_html(struct ctx *c, const struct matter *m)
{
    const struct matter_kind *k = matters_kind(c, m->kind);
    must(k);
    if (m->outcome) {
        return tag_of_html(c, k->outcomes, m->outcome);
    }
    if (m->due_at && c->now > m->due_at) {
        return tag_html(c, "late", "alert", T(c, N_("已超时")));
    }
    if (matters_clock(m, c->now) == CLOCK_SOON) {
        return tag_html(c, "soon", "clock", T(c, N_("将超时")));
    }
    return tag_of_html(c, k->states, m->state);
}

/* Whose wish and by which way; of staff's own steps the title already says who. */
static const char *provenance(struct ctx *c, const struct matter *m, const struct entry *e)
{
    if (e->hand == HAND_SYSTEM) {
        return T(c, N_("系统自动"));
    }
    bool asker = e->person_id && e->person_id == m->asker_id;
    const char *who = !asker                             ? ""
                      : e->person_id == c->who.person_id ? T(c, N_("您"))
                                                         : T(c, N_("提出人"));
    const char *hand = e->hand == HAND_SELF ? "" : matters_hand_said(c, e->hand);
    if (!asker && !*hand) {
        return "";
    }
    const char *way = matters_channel_said(c, e->channel);
    return arena_printf(
        c->arena, "%s%s%s%s%s", who, *who ? " · " : "", way, *hand ? " · " : "", hand);
}

struct steps {
    struct line_step *v;
    size_t n, cap;
};

struct html matters_timeline_html(struct ctx *c, const struct matter *m, const struct entries *log,
    const struct line_step *todo, size_t n_todo)
{
    struct steps steps = {0};
    for (size_t i = 0; i < log->n; i++) {
        const struct entry *e = &log->v[i];
        bool first = i == 0; /* its text is the matter's own, said above already */
        struct line_step s = {.title = say(c, e->words),
            .at = e->at,
            .quiet = provenance(c, m, e),
            .say = first ? "" : e->text,
            .state = LINE_DONE};
        list_push(c->arena, &steps, s);
    }
    for (size_t i = 0; i < n_todo; i++) {
        list_push(c->arena, &steps, todo[i]);
    }
    return timeline_html(c, steps.v, steps.n);
}

void matters_beside(struct ctx *c, const struct matter *m, int64_t for_person, bool asks)
{
    for (const struct module *const *room = c->app->modules; room && *room; room++) {
        if ((*room)->beside) {
            (*room)->beside(c, m, for_person, asks);
        }
    }
}

bool matters_pictures(
    struct ctx *c, int64_t subject_id, const char *purpose, const char *title, struct pictures *out)
{
    struct files files = {0};
    if (!files_of_subject(c, subject_id, &files)) {
        return false;
    }
    for (size_t i = 0; i < files.n; i++) {
        const struct file *f = &files.v[i];
        if (!str_same(f->purpose, purpose) || f->state == FILE_REFUSED) {
            continue;
        }
        const char *when = say_time(c, f->made_at);
        struct picture p = {.src = area_path(c, "files/%" PRId64, f->id),
            .alt = arena_printf(c->arena, "%s，%s", title, when),
            .width = (int)f->width,
            .height = (int)f->height,
            .title = title,
            .when = when,
            .at = f->made_at};
        list_push(c->arena, out, p);
    }
    return true;
}
