/* moderation_pages.c - report, hide, object, decide; who can read one's own. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/web/parts.h"
#include "src/bodies/duties.h"
#include "src/matters/matters_pages.h"
#include "src/moderation/moderation.h"

struct report_form {
    int64_t abuse;
    const char *abuse_words;
};
struct words_form {
    const char *words;
};
struct decide_form {
    int64_t verdict;
    const char *decide_why;
};
struct show_form {
    int64_t to;
};
#define WORDS_FIELD(name_, label_, help_) \
    { \
        .type = FIELD_LINES, .name = (name_), .offset = offsetof(struct words_form, words), \
        .max = 500, .label = (label_), .help = (help_), .required = true \
    }
static const struct choice tos[] = {{AUDIENCE_PLACE, "place", N_("本楼邻居也能看")},
    {AUDIENCE_CASE, "case", N_("只给办理的人看")}, {0}};
static const struct choice decisions[] = {
    {HIDDEN_SHOWN, "show", N_("让邻居再看到")}, {HIDDEN_STAYS, "stay", N_("维持隐藏")}, {0}};
static const struct field report_fields[] = {
    FIELD(struct report_form, FIELD_CHOICE, abuse, .choices = abuse_reasons,
        .label = N_("为什么举报"), .required = true),
    FIELD(struct report_form, FIELD_LINES, abuse_words, .max = 500,
        .label = N_("说清楚一点（可以不写）")),
    {0},
};
static const struct field hide_fields[] = {
    WORDS_FIELD("hide_why", N_("为什么隐藏"), N_("提出人会看到，可以提一次异议。")), {0}};
static const struct field object_fields[] = {
    WORDS_FIELD("objection", N_("为什么不同意"), N_("只能提一次，由另一位书记或主任决定。")), {0}};
static const struct field decide_fields[] = {
    FIELD(struct decide_form, FIELD_CHOICE, verdict, .choices = decisions, .label = N_("怎么决定"),
        .required = true),
    FIELD(struct decide_form, FIELD_LINES, decide_why, .max = 500, .label = N_("为什么这样决定"),
        .required = true),
    {0},
};
static const struct field show_fields[] = {
    FIELD(struct show_form, FIELD_CHOICE, to, .choices = tos, .label = N_("谁能看到"),
        .required = true),
    {0},
};
static const struct form report_form = {
    "moderation.report", sizeof(struct report_form), report_fields};
static const struct form hide_form = {"moderation.hide", sizeof(struct words_form), hide_fields};
static const struct form object_form = {
    "moderation.object", sizeof(struct words_form), object_fields};
static const struct form decide_form = {
    "moderation.decide", sizeof(struct decide_form), decide_fields};
static const struct form show_form = {"moderation.show", sizeof(struct show_form), show_fields};

static const char *abuses_title(struct ctx *c, const struct abuses *all)
{
    return all->n ? say(c, WORDS(N_("举报：{0} 份等着看"), INT((int64_t)all->n)))
                  : T(c, N_("举报：没有等着看的"));
}

#include "moderation.html.h"

/* Beside the ticket ---------------------------------------------------------------------------- */
static bool is_hers(struct ctx *c, const struct matter *m, int64_t for_person)
{
    int64_t wisher = for_person ? for_person : c->who.person_id;
    return matters_opened_by(c, m, wisher);
}

static void beside_asks(struct ctx *c, const struct matter *m, int64_t for_person)
{
    struct hidden h;
    if (m->audience <= AUDIENCE_PLACE || !moderation_hidden(c, m->id, &h) || !h.hidden_at ||
        h.verdict == HIDDEN_SHOWN) {
        return;
    }
    if (is_hers(c, m, for_person)) {
        mine_hidden_html(c, m, &h, for_person);
    }
    struct err no = {0};
    if (moderation_may_decide(&h, c->who.account_id, &no) &&
        c->app->may(c, DUTY_URGE, m->place_id)) {
        decide_html(c, m, &h);
    }
}

static void beside(struct ctx *c, const struct matter *m, int64_t for_person, bool first)
{
    if (!str_same(m->kind, requests_matter.name)) {
        return;
    }
    if (first) {
        beside_asks(c, m, for_person);
        return;
    }
    bool hers = is_hers(c, m, for_person), open = m->audience <= AUDIENCE_PLACE;
    struct hidden h = {0};
    struct err no = {0};
    if (hers && moderation_hidden(c, m->id, &h) &&
        moderation_may_show(m, &h, open ? AUDIENCE_CASE : AUDIENCE_PLACE, &no)) {
        show_to_html(c, m, for_person);
    }
    if (open && c->app->may(c, DUTY_TRIAGE, m->place_id)) {
        hide_html(c, m->id);
    }
    if (open && !hers && c->who.person_id) {
        report_link_html(c, m, moderation_reported(c, m->id));
    }
}

/* Pages ---------------------------------------------------------------------------------------- */
static bool see(struct ctx *c, struct matter *m)
{
    return matters_see(c, req_id(c, "id"), m);
}

static void begin(struct ctx *c, const struct matter *m, const char *title)
{
    page_begin(c, &(struct page){.title = title,
                      .focus = true,
                      .no_index = true,
                      .back = area_path(c, "requests/%" PRId64, m->id)});
}

static void show_report(struct ctx *c)
{
    struct matter m = {0};
    if (see(c, &m)) {
        begin(c, &m, T(c, N_("举报")));
        if (*req_query(c, "done") || moderation_reported(c, m.id)) {
            reported_html(c, &m);
        } else {
            report_html(c, &m, c->act.hand > HAND_SELF ? c->act.person_id : 0);
        }
        page_end(c);
    }
}

/* Whatever was refused, with its form again. */
static void show_again(struct ctx *c)
{
    struct matter m = {0};
    if (see(c, &m)) {
        int64_t person = c->act.hand > HAND_SELF ? c->act.person_id : 0;
        begin(c, &m, m.title);
        put_raw(c, errors_html(c, NULL));
        put_raw(c, notice_html(c));
        beside(c, &m, person, true);
        beside(c, &m, person, false);
        page_end(c);
    }
}

static void show_abuse(struct ctx *c)
{
    struct abuses all = {0};
    if (list_serve(c, &abuse_list, AUDIENCE_CASE, NULL) || !moderation_waiting(c, &all)) {
        return;
    }
    page_begin(c, &(struct page){.title = abuses_title(c, &all), .tab = "desk", .no_index = true});
    abuses_html(c, &all);
    page_end(c);
}

static void back(struct ctx *c, bool done)
{
    if (done) {
        redirect(c, area_path(c, "requests/%" PRId64, req_id(c, "id")));
    }
}

static void do_report(struct ctx *c)
{
    const struct report_form *f = c->req->form;
    int64_t id = req_id(c, "id");
    if (moderation_report(c, id, f->abuse, f->abuse_words)) {
        redirect(c, area_path(c, "requests/%" PRId64 "/abuse?done=1", id));
    }
}

static void do_fine(struct ctx *c)
{
    if (moderation_fine(c, req_id(c, "id"))) {
        redirect(c, area_path(c, "abuse"));
    }
}

static void do_hide(struct ctx *c)
{
    const struct words_form *f = c->req->form;
    back(c, moderation_hide(c, req_id(c, "id"), f->words));
}

static void do_object(struct ctx *c)
{
    const struct words_form *f = c->req->form;
    back(c, moderation_object(c, req_id(c, "id"), f->words));
}

static void do_decide(struct ctx *c)
{
    const struct decide_form *f = c->req->form;
    back(c, moderation_decide(c, req_id(c, "id"), f->verdict == HIDDEN_SHOWN, f->decide_why));
}

static void do_show(struct ctx *c)
{
    const struct show_form *f = c->req->form;
    back(c, moderation_show(c, req_id(c, "id"), (enum audience)f->to));
}

static int64_t place_of(struct ctx *c)
{
    return matters_place_of(c, req_id(c, "id"));
}

static const struct route routes[] = {
    {"GET", "/a/:area/abuse", show_abuse, DUTY_TRIAGE, .list = &abuse_list, .title = N_("举报")},
    {"POST", "/a/:area/abuse/:id/fine", do_fine, DUTY_TRIAGE, HANDS_SELF, .show = show_abuse,
        .title = N_("举报看过，没有问题")},
    {"GET", "/a/:area/requests/:id/abuse", show_report, DUTY_PERSON, .title = N_("举报一件事")},
    {"POST", "/a/:area/requests/:id/abuse", do_report, DUTY_PERSON, HANDS_ANY, &report_form,
        show_report, .title = N_("举报一件事")},
    {"GET", "/a/:area/requests/:id/hide", show_again, DUTY_TRIAGE, .place_of = place_of,
        .title = N_("隐藏：写明原因")},
    {"POST", "/a/:area/requests/:id/hide", do_hide, DUTY_TRIAGE, HANDS_SELF, &hide_form, show_again,
        place_of, .title = N_("隐藏，只给办理的人看")},
    {"POST", "/a/:area/requests/:id/object", do_object, DUTY_PERSON, HANDS_ANY, &object_form,
        show_again, .title = N_("不同意隐藏")},
    {"POST", "/a/:area/requests/:id/decide", do_decide, DUTY_URGE, HANDS_SELF, &decide_form,
        show_again, place_of, .title = N_("决定异议")},
    {"POST", "/a/:area/requests/:id/audience", do_show, DUTY_PERSON, HANDS_ANY, &show_form,
        show_again, .title = N_("改谁能看到我的事")},
    {0},
};
static const struct list *const lists[] = {&abuse_list, NULL};

const struct module moderation_module = {.name = "moderation",
    .tier = 8,
    .routes = routes,
    .lists = lists,
    .personal = moderation_personal,
    .forget = moderation_forget,
    .beside = beside};
