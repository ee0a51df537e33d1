/* status_pages.c - by number and last four digits: the form, and where it stands. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/web/parts.h"
#include "lib/web/session.h"
#include "src/bodies/bodies.h"
#include "src/matters/matters_pages.h"
#include "src/places/places.h"
#include "src/status/status.h"

struct status_form {
    const char *ticket, *digits;
};
static const struct field status_fields[] = {
    FIELD(struct status_form, FIELD_TEXT, ticket, .max = 20, .label = N_("编号"),
        .help = N_("例如 0431。"), .required = true),
    FIELD(struct status_form, FIELD_TEXT, digits, .max = 20, .label = N_("手机号的最后四位"),
        .help = N_("提出这件事时留的那个号码。"), .required = true, .personal = true),
    {0},
};
static const struct form status_form = {"status.ask", sizeof(struct status_form), status_fields};

enum { TROUBLE_NONE, TROUBLE_WRONG, TROUBLE_MANY, TROUBLE_OLD };
struct steps {
    struct line_step *v;
    size_t n, cap;
};
struct status_page {
    struct matter m;
    struct area area;
    struct steps steps;
    const char *next, *owner_phone; /* next: msgid */
};

#include "status.html.h"

static void show_form(struct ctx *c)
{
    session_need(c);
    form_fill(c, &status_form, &(struct status_form){.ticket = req_query(c, "n"), .digits = ""});
    page_begin(c,
        &(struct page){
            .title = T(c, N_("凭编号查进度")), .back = area_path(c, "%s", ""), .no_index = true});
    status_form_html(c, (int)req_query_int(c, "no", TROUBLE_NONE));
    page_end(c);
}

/* A wrong try is counted, so that it is committed: a redirect, the same for either mistake. */
static void back_with(struct ctx *c, int64_t ticket, int trouble)
{
    redirect(c, area_path(c, "status?no=%d&n=%s", trouble, matters_ticket(c->arena, ticket)));
}

static void do_ask(struct ctx *c)
{
    const struct status_form *f = c->req->form;
    int64_t ticket = status_ticket(f->ticket), id = 0;
    const char *last4 = status_last4(c->arena, f->digits);
    if (!ticket) {
        refuse(&c->err, "ticket", SAY(N_("请填编号，只要数字，例如 0431")));
    } else if (!*last4) {
        refuse(&c->err, "digits", SAY(N_("请填手机号的最后四位数字")));
    } else if (!status_may_try(c, ticket)) {
        if (!c->err.kind) {
            back_with(c, ticket, TROUBLE_MANY);
        }
    } else if (status_find(c, ticket, last4, &id)) {
        if (id) {
            redirect(
                c, area_path(c, "status/at?n=%" PRId64 "&pass=%s", ticket, status_pass(c, ticket)));
        } else {
            back_with(c, ticket, TROUBLE_WRONG);
        }
    }
}

static const char *next_of(const struct matter *m)
{
    switch ((enum request_state)m->state) {
    case REQUEST_NEW:
    case REQUEST_ACCEPTED:
        return N_("您不用做什么，等居委会分派。急的话打电话催一催。");
    case REQUEST_DOING:
        return N_("您不用做什么，等答复。急的话打电话催一催。");
    case REQUEST_WAITING:
        return N_("在等条件，到时候接着办。想知道在等什么，请打电话。");
    case REQUEST_ANSWERED:
        return N_("请您说一声解决了没有：登录以后点一下，或者打电话告诉居委会。");
    case REQUEST_CLOSED:
        break;
    }
    return N_("已经办结。又坏了、还没解决，登录以后可以重新办，打电话也一样。");
}

/* What happened and when: the words of the house, not those that anybody typed. */
static bool fill_steps(struct ctx *c, struct status_page *p)
{
    struct entries log = {0};
    if (!log_of_subject(c, p->m.id, AUDIENCE_CASE, &log)) {
        return false;
    }
    for (size_t i = 0; i < log.n; i++) {
        list_push(c->arena, &p->steps,
            ((struct line_step){
                .title = say(c, log.v[i].words), .at = log.v[i].at, .state = LINE_DONE}));
    }
    return true;
}

static void show_at(struct ctx *c)
{
    struct status_page p = {.owner_phone = ""};
    struct body owner = {.phone = ""};
    int64_t ticket = status_ticket(req_query(c, "n"));
    if (!status_of_pass(c, ticket, req_query(c, "pass"), &p.m)) {
        if (!c->err.kind) {
            redirect(c, area_path(c, "status?no=%d", TROUBLE_OLD));
        }
        return;
    }
    if (!places_area(c, c->area_id, &p.area) || !fill_steps(c, &p) ||
        (p.m.owner_id && !bodies_by_id(c, p.m.owner_id, &owner))) {
        return;
    }
    p.next = next_of(&p.m);
    p.owner_phone = str_same(owner.phone, p.area.phone) ? "" : str_or(owner.phone, "");
    page_begin(c, &(struct page){.title = say(c, requests_says(&p.m, c->now)),
                      .back = area_path(c, "status"),
                      .no_index = true});
    status_html(c, &p);
    page_end(c);
}

static const struct route routes[] = {
    {"GET", "/a/:area/status", show_form, DUTY_PUBLIC, .title = N_("凭编号查进度")},
    {"POST", "/a/:area/status", do_ask, DUTY_VISITOR, HANDS_SELF, &status_form, show_form,
        .title = N_("凭编号和手机尾号查进度")},
    {"GET", "/a/:area/status/at", show_at, DUTY_PUBLIC, .title = N_("一件事办到哪一步")},
    {0},
};

const struct module status_module = {.name = "status", .tier = 8, .routes = routes};
