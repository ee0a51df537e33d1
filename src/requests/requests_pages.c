/* requests_pages.c - the ticket: how it stands, what was done, what you may do; the list; routes.
 */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/db/job.h"
#include "lib/web/page.h"
#include "src/bodies/duties.h"
#include "src/matters/matters_pages.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/requests/requests_room.h"

/* The ticket ----------------------------------------------------------------------------------- */
struct can {
    bool accept, assign, transfer, answer, give_back, wait, resume, refuse, merge, urge, supervise,
        confirm, reopen, withdraw, join;
};
struct ticket_page {
    struct request r;
    struct entries log;
    struct pictures before, after, rejected; /* rejected: of answers that did not solve it */
    const struct request_kind_info *kind;
    const struct choice *bodies;
    int64_t likely; /* body */
    const char *undo; /* verb of the reader's last step while it may be taken back; "" */
    struct can can;
    bool mine, follows, is_new, staff, on_case,
        handles; /* handles: something here is the reader's work */
    int64_t for_person; /* acting for the asker; 0: oneself */
    int64_t offer; /* whom the reader could act for here; 0: nobody */
    const char *asker; /* name, phone, home: for those who handle it */
    struct matters linked; /* what it went on in, as far as the reader may see that */
    bool to_case; /* may make a case of it: src/cases */
    int64_t receipt; /* the act by which another's hand opened it for the reader; 0 */
    struct line_step todo[3];
    size_t n_todo;
};

static bool can(struct ctx *c, const struct matter *m, const char *verb)
{
    return matters_movable(c, m, matters_move_of(&requests_matter, verb));
}

static void fill_can(struct ctx *c, struct ticket_page *p)
{
    const struct matter *m = &p->r.m;
    int64_t wisher = c->act.person_id ? c->act.person_id : c->who.person_id;
    p->can = (struct can){
        .accept = can(c, m, "accept"),
        .assign = can(c, m, "assign"),
        .transfer = can(c, m, "transfer"),
        .answer = can(c, m, "answer"),
        .wait = can(c, m, "wait"),
        .resume = can(c, m, "resume"),
        .merge = can(c, m, "merge"),
        .urge = can(c, m, "urge"),
        .supervise = can(c, m, "supervise"),
        .give_back = can(c, m, "return"),
        .refuse = can(c, m, "refuse"),
        .confirm = can(c, m, "confirm"),
        .reopen = can(c, m, "reopen"),
        .withdraw = can(c, m, "withdraw"),
    };
    p->staff =
        c->app->may(c, DUTY_TRIAGE, m->place_id) || (m->owner_id && bodies_is_in(c, m->owner_id));
    p->on_case = c->who.person_id && matters_on_case(c, m);
    p->can.join = wisher && !m->closed_at && !p->follows && m->audience <= AUDIENCE_PLACE &&
                  (!p->staff || p->for_person);
    p->handles =
        !p->for_person && (p->can.accept || p->can.assign || p->can.answer || p->can.give_back ||
                              p->can.refuse || p->can.resume || p->can.supervise || *p->undo);
}

/* ?for=: the reader speaks for the asker, or for somebody who joins. Settled before anything is
 * read: whoever speaks for a neighbour sees what she may see. */
static int64_t acting_for(struct ctx *c)
{
    enum hand hand;
    int64_t asked = req_query_int(c, "for", 0);
    if (c->act.hand) { /* a POST shown again: the router has settled it */
        return c->act.hand == HAND_SELF ? 0 : c->act.person_id;
    }
    if (!c->who.person_id || !asked || asked == c->who.person_id ||
        !c->app->may_act_for(c, asked, &hand)) {
        return 0;
    }
    return c->act.person_id = asked;
}

static void fill_acting(struct ctx *c, struct ticket_page *p)
{
    enum hand hand;
    int64_t asker = p->r.m.asker_id;
    if (!p->for_person && c->who.person_id && asker != c->who.person_id &&
        c->app->may_act_for(c, asker, &hand)) {
        p->offer = asker;
    }
    int64_t wisher = p->for_person ? p->for_person : c->who.person_id;
    p->mine = wisher && wisher == asker;
    p->follows = wisher && matters_follows(c, p->r.m.id, wisher);
}

static bool fill_asker(struct ctx *c, struct ticket_page *p)
{
    struct person who = {0};
    bool only_urges = p->can.supervise && !p->can.assign && !p->can.answer;
    if (!p->handles || only_urges) {
        return true;
    }
    if (!people_by_id(c, p->r.m.asker_id, &who)) {
        return false;
    }
    const char *phone = str_empty(who.phone) ? "" : mask_phone(c, who.phone);
    const char *unit = p->r.unit;
    p->asker = arena_printf(c->arena, "%s%s%s%s%s", str_or(who.name, T(c, N_("没有写名字"))),
        *phone ? "，" : "", phone, *unit ? "，" : "", unit);
    return true;
}

struct choices {
    struct choice *v;
    size_t n, cap;
};

static bool fill_bodies(struct ctx *c, struct ticket_page *p)
{
    struct bodies over = {0};
    struct choices list = {0};
    int64_t likely = 0;
    if (!(p->can.assign || p->can.transfer) || !bodies_over(c, p->r.m.place_id, 0, &over)) {
        return !c->err.kind;
    }
    for (size_t i = 0; i < over.n; i++) {
        struct choice o = {.value = over.v[i].id, .label = over.v[i].name};
        if (!requests_may_own(over.v[i].kind)) {
            continue;
        }
        list_push(c->arena, &list, o);
        likely = likely || over.v[i].kind != p->kind->owner ? likely : over.v[i].id;
    }
    list_push(c->arena, &list, (struct choice){0});
    p->bodies = list.v;
    p->likely = likely;
    return true;
}

static void fill_receipt(struct ctx *c, struct ticket_page *p)
{
    const struct entry *first = p->log.n ? &p->log.v[0] : NULL;
    if (first && first->person_id == c->who.person_id && c->who.person_id &&
        first->hand != HAND_SELF) {
        p->receipt = first->act_id;
    }
}

/* What is still to come, with the date it is due. */
static void fill_todo(struct ctx *c, struct ticket_page *p)
{
    static const struct {
        int state;
        const char *label;
    } all[] = {{REQUEST_NEW, N_("受理、分派")}, {REQUEST_ACCEPTED, N_("分派")},
        {REQUEST_DOING, N_("答复")}, {REQUEST_WAITING, N_("继续办")},
        {REQUEST_ANSWERED, N_("提出人确认")}};
    const struct matter *m = &p->r.m;
    for (size_t i = 0; i < COUNT(all) && !m->closed_at && p->n_todo < COUNT(p->todo); i++) {
        bool now = all[i].state == m->state;
        if (!now && (all[i].state < m->state || all[i].state == REQUEST_ACCEPTED ||
                        all[i].state == REQUEST_WAITING)) {
            continue;
        }
        p->todo[p->n_todo++] = (struct line_step){.title = T(c, all[i].label),
            .when = now ? say(c, WORDS(N_("最迟 {0}"), TIME(m->due_at))) : "",
            .state = now ? LINE_NOW : LINE_TODO};
    }
}

/* An answer that did not solve it shows nothing of how it is now. */
static void set_rejected_apart(struct ctx *c, struct ticket_page *p)
{
    int64_t reopened = 0;
    struct pictures all = p->after;
    p->after = (struct pictures){0};
    for (size_t i = 0; i < p->log.n; i++) {
        const struct entry *e = &p->log.v[i];
        reopened = str_same(e->kind, "requests.reopen") ? e->at : reopened;
    }
    for (size_t i = 0; i < all.n; i++) {
        struct picture one = all.v[i];
        if (one.at > reopened) {
            list_push(c->arena, &p->after, one);
            continue;
        }
        one.title = T(c, N_("前一次答复"));
        one.alt = arena_printf(c->arena, "%s，%s", one.title, one.when);
        list_push(c->arena, &p->rejected, one);
    }
}

static bool fill_ticket(struct ctx *c, struct ticket_page *p)
{
    p->for_person = acting_for(c);
    if (!requests_see(c, req_id(c, "id"), &p->r) ||
        !log_of_subject(c, p->r.m.id, AUDIENCE_CASE, &p->log) ||
        !matters_pictures(c, p->r.m.id, "report", T(c, N_("整治前")), &p->before) ||
        !matters_pictures(c, p->r.m.id, "after", T(c, N_("整治后")), &p->after)) {
        return false;
    }
    set_rejected_apart(c, p);
    p->kind = requests_kind_info(p->r.kind);
    p->is_new = *req_query(c, "new");
    fill_acting(c, p);
    if (!matters_undoable(c, &p->r.m, &p->undo) || !matters_linked(c, p->r.m.id, &p->linked)) {
        return false;
    }
    p->to_case = !p->for_person && c->app->may(c, DUTY_CASES, p->r.m.place_id);
    fill_can(c, p);
    fill_receipt(c, p);
    fill_todo(c, p);
    if (!fill_asker(c, p) || !fill_bodies(c, p)) {
        return false;
    }
    requests_fill_versions(c, p->r.m.version, p->likely);
    return !c->err.kind;
}

static const char *ticket_path(struct ctx *c, const struct ticket_page *p, const char *verb)
{
    return area_path(c, "requests/%" PRId64 "/%s", p->r.m.id, verb);
}

/* Its limit is counted in working days of a year whose holidays nobody has announced yet. */
static bool is_tentative(struct ctx *c, const struct request *r)
{
    bool runs = r->m.state <= REQUEST_DOING && r->m.due_at;
    return runs && r->clock_unit == SPAN_WORKDAYS && !calendar_knows(c->app->calendar, r->m.due_at);
}

#include "requests_ticket.html.h"

/* Whether it exists is nobody's business before signing in. */
static void ask_to_sign_in(struct ctx *c)
{
    if (c->err.kind == ERR_ABSENT && !c->who.account_id) {
        err_take(&c->err);
        fail(&c->err, ERR_LOGIN, SAY(N_("请先登录，再看这件事。")));
    }
}

/* Her +1 counts, but she is no neighbour there yet: what she may know, and what to do next. */
static void show_counted(struct ctx *c)
{
    page_begin(
        c, &(struct page){.title = T(c, N_("已经算上您了")), .focus = true, .no_index = true});
    counted_html(c);
    page_end(c);
}

static void show_ticket(struct ctx *c)
{
    struct ticket_page p = {0};
    if (matters_counted_only(c, req_id(c, "id"))) {
        show_counted(c);
        return;
    }
    if (!fill_ticket(c, &p)) {
        ask_to_sign_in(c);
        return;
    }
    const char *number = matters_ticket(c->arena, p.r.m.ticket);
    page_begin(c, &(struct page){.title = arena_printf(c->arena, "%s · %s", p.r.m.title, number),
                      .description = say(c, requests_says(&p.r.m, c->now)),
                      .no_index = true,
                      .tab = p.staff ? "desk" : "me"});
    ticket_html(c, &p);
    page_end(c);
}

static int64_t place_of_request(struct ctx *c)
{
    return matters_place_of(c, req_id(c, "id"));
}

/* Declarations --------------------------------------------------------------------------------- */
#define TRIAGES \
    .duty = DUTY_TRIAGE, .hands = HANDS_SELF, .show = show_ticket, .place_of = place_of_request
#define ANSWERS \
    .duty = DUTY_ANSWER, .hands = HANDS_SELF, .show = show_ticket, .place_of = place_of_request
#define ASKS .duty = DUTY_PERSON, .hands = HANDS_ANY, .show = show_ticket
#define VISITS .duty = DUTY_VISITOR

static const struct route routes[] = {
    {"GET", "/a/:area/say", requests_show_say, .duty = DUTY_PUBLIC, .title = N_("我要说")},
    {"GET", "/a/:area/b/:id/report", requests_show_report, .duty = DUTY_PUBLIC,
        .title = N_("反映问题：什么事")},
    {"POST", "/a/:area/b/:id/report", requests_do_report, VISITS, .hands = HANDS_ANY,
        .form = &requests_report_form, .show = requests_show_report,
        .place_of = requests_building_of_route, .title = N_("反映问题：什么事"),
        .body_max = PHOTOS_BODY_MAX},
    {"GET", "/a/:area/report/:id", requests_show_send, .duty = DUTY_PUBLIC,
        .title = N_("反映问题：补充说明")},
    {"POST", "/a/:area/report/:id", requests_do_send, VISITS, .hands = HANDS_ANY,
        .form = &requests_send_form, .show = requests_show_send, .title = N_("反映问题：提交")},
    {"GET", "/a/:area/report/:id/code", requests_show_code, .duty = DUTY_PUBLIC,
        .title = N_("反映问题：验证手机")},
    {"POST", "/a/:area/report/:id/code", requests_do_code, VISITS, .hands = HANDS_SELF,
        .form = &requests_code_form, .show = requests_show_code,
        .title = N_("反映问题：验证手机后提交")},
    {"POST", "/a/:area/report/:id/resend", requests_do_resend, VISITS, .hands = HANDS_SELF,
        .show = requests_show_code, .title = N_("再发一次验证码")},
    {"GET", "/a/:area/requests", requests_show_list, .duty = DUTY_PUBLIC, .list = &requests_list,
        .title = N_("诉求"), .remember = true},
    {"GET", "/a/:area/b/:id/requests", requests_show_list_of_building, .duty = DUTY_PUBLIC,
        .list = &requests_list, .title = N_("一栋楼的诉求"), .remember = true},
    {"GET", "/a/:area/requests/:id", show_ticket, .duty = DUTY_PUBLIC, .title = N_("一件诉求")},
    {"POST", "/a/:area/requests/:id/accept", requests_do_accept, TRIAGES,
        .form = &requests_accept_form, .title = N_("受理")},
    {"POST", "/a/:area/requests/:id/assign", requests_do_assign, TRIAGES,
        .form = &requests_assign_form, .title = N_("分派")},
    {"POST", "/a/:area/requests/:id/refuse", requests_do_refuse, TRIAGES,
        .form = &requests_refuse_form, .title = N_("不予办理")},
    {"POST", "/a/:area/requests/:id/answer", requests_do_answer, ANSWERS,
        .form = &requests_answer_form, .title = N_("答复"), .body_max = PHOTOS_BODY_MAX},
    {"POST", "/a/:area/requests/:id/return", requests_do_return, ANSWERS,
        .form = &requests_return_form, .title = N_("退回")},
    {"POST", "/a/:area/requests/:id/transfer", requests_do_transfer, ANSWERS,
        .form = &requests_transfer_form, .title = N_("转办")},
    {"POST", "/a/:area/requests/:id/wait", requests_do_wait, ANSWERS, .form = &requests_wait_form,
        .title = N_("停表等待")},
    {"POST", "/a/:area/requests/:id/resume", requests_do_resume, ANSWERS,
        .form = &requests_resume_form, .title = N_("继续办")},
    {"POST", "/a/:area/requests/:id/merge", requests_do_merge, TRIAGES,
        .form = &requests_merge_form, .title = N_("并入另一件")},
    {"POST", "/a/:area/requests/:id/urge", requests_do_urge, .duty = DUTY_URGE, .hands = HANDS_SELF,
        .show = show_ticket, .place_of = place_of_request, .form = &requests_urge_form,
        .title = N_("催办")},
    {"POST", "/a/:area/requests/:id/supervise", requests_do_supervise, .duty = DUTY_SUPERVISE,
        .hands = HANDS_SELF, .show = show_ticket, .place_of = place_of_request,
        .form = &requests_supervise_form, .title = N_("督办")},
    {"POST", "/a/:area/requests/:id/undo", requests_do_undo, .duty = DUTY_INBOX,
        .hands = HANDS_SELF, .show = show_ticket, .place_of = place_of_request,
        .form = &requests_undo_form, .title = N_("撤回刚才的一步")},
    {"POST", "/a/:area/requests/:id/confirm", requests_do_confirm, ASKS,
        .form = &requests_confirm_form, .title = N_("确认解决了")},
    {"POST", "/a/:area/requests/:id/reopen", requests_do_reopen, ASKS,
        .form = &requests_reopen_form, .title = N_("还没有解决，重新办")},
    {"POST", "/a/:area/requests/:id/withdraw", requests_do_withdraw, ASKS,
        .form = &requests_withdraw_form, .title = N_("撤回")},
    {"POST", "/a/:area/requests/:id/join", requests_do_join, ASKS, .title = N_("一起反映")},
    {"GET", "/a/:area/words", requests_show_words, .duty = DUTY_WORDS, .list = &requests_words_list,
        .title = N_("关键词")},
    {"GET", "/a/:area/clocks", requests_show_clocks, .duty = DUTY_CLOCKS,
        .list = &requests_clocks_list, .title = N_("服务时限")},
    {"POST", "/a/:area/clocks", requests_do_clock, .duty = DUTY_CLOCKS, .hands = HANDS_SELF,
        .form = &requests_clock_form, .show = requests_show_clocks, .title = N_("改服务时限")},
    {"POST", "/a/:area/words", requests_do_word, .duty = DUTY_WORDS, .hands = HANDS_SELF,
        .form = &requests_word_form, .show = requests_show_words, .title = N_("加一个关键词")},
    {"POST", "/a/:area/words/drop", requests_do_unword, .duty = DUTY_WORDS, .hands = HANDS_SELF,
        .form = &requests_unword_form, .show = requests_show_words, .title = N_("去掉一个关键词")},
    {0},
};

static const struct list *const lists[] = {
    &requests_list, &requests_words_list, &requests_clocks_list, NULL};
static const struct job_kind jobs[] = {
    {"requests.overdue", requests_overdue},
    {"requests.unconfirmed", requests_unconfirmed},
    {"requests.recount", requests_recount},
    {0},
};

const struct module requests_module = {.name = "requests",
    .tier = 2,
    .routes = routes,
    .lists = lists,
    .figures = requests_figures,
    .registers = requests_registers,
    .jobs = jobs,
    .matters = &requests_matter,
    .personal = requests_personal,
    .forget = requests_forget};
