/* followup_pages.c - the question on the ticket, on 我的 and on the home page; the list of calls.
 */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/base/seal.h"
#include "lib/web/parts.h"
#include "src/bodies/duties.h"
#include "src/followup/followup.h"
#include "src/matters/matters_pages.h"
#include "src/people/people.h"

struct good_form {
    int64_t happy;
};
static const struct field good_fields[] = {
    FIELD(struct good_form, FIELD_CHOICE, happy, .choices = requests_happies,
        .label = N_("办得满意吗（可以不答）")),
    {0},
};
static const struct form good_form = {"followup.good", sizeof(struct good_form), good_fields};

/* Her own words belong to a reopening: the ticket's form for it. */
static const char *reopen_path(struct ctx *c, const struct followup *f, int64_t for_person)
{
    return for_person ? area_path(c, "requests/%" PRId64 "?for=%" PRId64 "#still-form",
                            f->matter_id, for_person)
                      : area_path(c, "requests/%" PRId64 "#still-form", f->matter_id);
}

/* What is read out on the telephone. */
static const char *sentence(struct ctx *c, const struct followup *f)
{
    return say(c, WORDS(N_("您好，这里是居委会。您反映的「{0}」，{1} 办结了。现在还好吗？"),
                      TEXT(f->title), DAY(f->closed_at)));
}

static const char *why_call(struct ctx *c, const struct followup *f)
{
    return say(c, WORDS(N_("回访编号 {0}"), TEXT(matters_ticket(c->arena, f->ticket))));
}

static const char *calls_title(struct ctx *c, const struct followups *all)
{
    return all->n ? say(c, WORDS(N_("回访：{0} 位等一个电话"), INT((int64_t)all->n)))
                  : T(c, N_("回访：没有等电话的"));
}

#include "followup.html.h"

/* On the ticket. */
static void beside(struct ctx *c, const struct matter *m, int64_t for_person, bool asks)
{
    struct followup f;
    int64_t wisher = for_person ? for_person : c->who.person_id;
    if (asks && wisher && str_same(m->kind, requests_matter.name) &&
        followup_waiting(c, m->id, wisher, &f) && f.id) {
        question_html(c, &f, T(c, N_("现在还好吗？")), for_person);
    }
}

/* On 我的 and at home: what is asked of the reader, the first question only. */
static void mine(struct ctx *c)
{
    struct followups all = {0};
    if (c->who.person_id && followup_of_person(c, c->who.person_id, &all) && all.n) {
        const struct followup *f = &all.v[0];
        question_html(c, f, say(c, WORDS(N_("「{0}」现在还好吗？"), TEXT(f->title))), 0);
    }
}

enum { PHONE = 4 };

/* Telephones masked, which no SQL can open. */
static bool fill_phones(struct ctx *c, struct list_view *v)
{
    for (size_t i = 0; i < v->rows.n; i++) {
        struct value *cell = &v->rows.v[i].v[PHONE];
        struct person p = {.phone = ""};
        int64_t id = 0;
        if (parse_int(cell->s, &id)) {
            (void)people_find(c, id, &p);
        }
        *cell = value_text(str_empty(p.phone) ? "" : mask_phone(c, p.phone));
    }
    return !c->err.kind;
}

static void show_calls(struct ctx *c)
{
    struct followups all = {0};
    if (list_serve(c, &followup_list, AUDIENCE_CASE, fill_phones) || !followup_silent(c, &all)) {
        return;
    }
    page_begin(c, &(struct page){.title = calls_title(c, &all), .tab = "desk", .no_index = true});
    calls_html(c, &all, c->app->may(c, DUTY_SEE_PHONE, 0));
    page_end(c);
}

/* A refusal is shown on the ticket, which says how it stands now. */
static void show_again(struct ctx *c)
{
    struct matter m = {0};
    if (!matters_see(c, req_id(c, "id"), &m)) {
        return;
    }
    page_begin(c, &(struct page){.title = m.title,
                      .focus = true,
                      .no_index = true,
                      .back = area_path(c, "requests/%" PRId64, m.id)});
    put_raw(c, errors_html(c, NULL));
    put_raw(c, notice_html(c));
    beside(c, &m, c->act.hand == HAND_SELF ? 0 : c->act.person_id, true);
    page_end(c);
}

static void do_good(struct ctx *c)
{
    const struct good_form *f = c->req->form;
    int64_t id = req_id(c, "id");
    if (!followup_good(c, id, f->happy)) {
        return;
    }
    if (c->act.hand == HAND_SELF) {
        redirect(c, area_path(c, "requests/%" PRId64, id));
    } else {
        redirect(c, c->app->may(c, DUTY_TRIAGE, 0)
                        ? area_path(c, "followups")
                        : area_path(c, "acts/%" PRId64 "/receipt", c->act.id));
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/followups", show_calls, DUTY_TRIAGE, .list = &followup_list,
        .title = N_("回访：等一个电话")},
    {"POST", "/a/:area/requests/:id/good", do_good, DUTY_PERSON, HANDS_ANY, &good_form, show_again,
        .title = N_("回访：仍然好")},
    {0},
};
static const struct list *const lists[] = {&followup_list, NULL};
static const struct job_kind jobs[] = {
    {"followup.first", followup_ask_first},
    {"followup.last", followup_ask_last},
    {0},
};
static const struct reaction on[] = {
    {"requests.confirm", followup_closed},
    {"requests.lapse", followup_closed},
    {"requests.reopen", followup_reopened},
    {0},
};

const struct module followup_module = {.name = "followup",
    .tier = 8,
    .routes = routes,
    .lists = lists,
    .jobs = jobs,
    .on = on,
    .personal = followup_personal,
    .beside = beside,
    .mine = mine};
