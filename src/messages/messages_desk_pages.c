/* messages_desk_pages.c - what left, what did not and why; once more by hand. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/db/job.h"
#include "lib/web/list_view.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/bodies/duties.h"
#include "src/messages/messages_room.h"

enum { DOWN_MAX = 3, ROWS_MAX = 10 };
struct desk_page {
    struct fig figs[4];
    const char *down[DOWN_MAX];
    size_t n_down;
    bool may_set;
};
struct one_page {
    struct message m;
    const char *says;
    struct summing rows[ROWS_MAX];
    size_t n;
    bool may_resend;
};

#include "messages_desk.html.h"

static const char *of_most(struct ctx *c, int64_t n, int64_t most)
{
    return arena_printf(c->arena, "%" PRId64 " / %" PRId64, n, most);
}

static bool load_desk(struct ctx *c, struct desk_page *p)
{
    static const enum message_channel by[DOWN_MAX] = {MESSAGE_SMS, MESSAGE_MAIL, MESSAGE_ROBOT};
    struct messages calls = {0}, doors = {0};
    struct spent spent = {0};
    struct way sms = {0};
    for (size_t i = 0; i < DOWN_MAX; i++) {
        struct way w;
        if (!messages_way(c, by[i], &w)) {
            return false;
        }
        sms = i == 0 ? w : sms;
        if (w.down_since) {
            p->down[p->n_down++] =
                say(c, WORDS(N_("{0}从 {1} 起发不出去：{2}。过一会儿自动再试。"),
                           MSG(choice_of(message_channels, (int64_t)by[i])->label),
                           TIME(w.down_since), TEXT(w.trouble)));
        }
    }
    if (!messages_spent(c, 0, &spent) || !messages_to_tell(c, MESSAGE_CALL, 0, &calls) ||
        !messages_to_tell(c, MESSAGE_DOOR, 0, &doors)) {
        return false;
    }
    p->figs[0] = (struct fig){
        .value = of_most(c, spent.area_day, sms.most.area_day), .label = T(c, N_("今天的短信"))};
    p->figs[1] = (struct fig){.value = of_most(c, spent.area_month, sms.most.area_month),
        .label = T(c, N_("这个月的短信"))};
    p->figs[2] = (struct fig){.value = arena_printf(c->arena, "%zu", calls.n + doors.n),
        .label = T(c, N_("等人去说")),
        .href = area_path(c, "tell")};
    int64_t failed = messages_failed(c);
    p->figs[3] = (struct fig){.value = arena_printf(c->arena, "%" PRId64, failed),
        .label = T(c, N_("没有发成")),
        .href = area_path(c, "messages?filter=trouble"),
        .bad = failed > 0};
    p->may_set = c->app->may(c, DUTY_MESSAGES, 0);
    return true;
}

static void show_desk(struct ctx *c)
{
    struct list_view v;
    struct desk_page p = {0};
    if (!list_view_load(c, &messages_list, 0, AUDIENCE_STAFF, &v)) {
        return;
    }
    v.personal = true; /* the route asks for SEE_PHONE */
    for (size_t i = 0; i < v.rows.n; i++) {
        struct value *what = &v.rows.v[i].v[0];
        what->s = say(c, messages_list_says(c, what->s));
    }
    if (list_export(c, &v) || !load_desk(c, &p)) {
        return;
    }
    page_begin(
        c, &(struct page){
               .title = T(c, N_("消息发送记录")), .wide = true, .tab = "desk", .no_index = true});
    desk_head_html(c, &p);
    put_raw(c, list_html(c, &v));
    page_end(c);
}

/* One ------------------------------------------------------------------------------------------ */
static void row(struct one_page *p, const char *label, const char *value)
{
    if (!str_empty(value)) {
        p->rows[p->n++] = (struct summing){.label = label, .value = value};
    }
}

static const char *label_of(struct ctx *c, const struct choice *all, int64_t value)
{
    const struct choice *k = choice_of(all, value);
    return k ? T(c, k->label) : "";
}

static bool leaves(const struct message *m)
{
    return m->channel >= MESSAGE_SMS && m->channel <= MESSAGE_ROBOT;
}

static void fill_one(struct ctx *c, struct one_page *p)
{
    const struct message *m = &p->m;
    row(p, T(c, N_("告诉谁")), m->person_id ? m->person : T(c, N_("工作群")));
    row(p, T(c, N_("走哪条路")), label_of(c, message_channels, (int64_t)m->channel));
    row(p, T(c, N_("结果")), label_of(c, message_states, (int64_t)m->state));
    row(p, T(c, N_("原因")), label_of(c, message_whys, (int64_t)m->why));
    row(p, T(c, N_("网关的回答")), m->answer);
    row(p, T(c, N_("试了几次")), m->tries ? arena_printf(c->arena, "%" PRId64, m->tries) : "");
    row(p, T(c, N_("什么时候")), say_time(c, m->made_at));
    if (m->sent_at) {
        row(p, T(c, N_("发出")), say_time(c, m->sent_at));
    } else if (leaves(m) && m->state == MESSAGE_WAITS) {
        row(p, T(c, N_("下次发")), say_time(c, m->due_at));
    }
}

static void show_one(struct ctx *c)
{
    struct one_page p = {0};
    if (!messages_by_id(c, req_id(c, "id"), &p.m)) {
        if (c->err.kind == ERR_ABSENT) {
            note_after(c, "foreign_id", c->req->route->path);
        }
        return;
    }
    fill_one(c, &p);
    p.says = str_or(say(c, messages_says(c, &p.m)), T(c, N_("这件事已经不对本人公开。")));
    p.may_resend = leaves(&p.m) && p.m.state != MESSAGE_TOLD && p.m.state != MESSAGE_DROPPED;
    page_begin(
        c, &(struct page){
               .title = T(c, N_("一条消息")), .back = area_path(c, "messages"), .no_index = true});
    one_html(c, &p);
    page_end(c);
}

static void do_resend(struct ctx *c)
{
    struct message m;
    if (!messages_by_id(c, req_id(c, "id"), &m)) {
        return;
    }
    if (!leaves(&m) || m.state == MESSAGE_TOLD || m.state == MESSAGE_DROPPED) {
        refuse(&c->err, NULL, SAY(N_("这一条不用再发了。")));
        return;
    }
    if (messages_resend(c, &m)) {
        redirect(c, area_path(c, "messages/%" PRId64, m.id));
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/messages", show_desk, DUTY_SEE_PHONE, .list = &messages_list,
        .title = N_("消息发送记录")},
    {"GET", "/a/:area/messages/:id", show_one, DUTY_SEE_PHONE, .title = N_("一条消息")},
    {"POST", "/a/:area/messages/:id/resend", do_resend, DUTY_SEE_PHONE, HANDS_SELF,
        .show = show_one, .title = N_("一条消息再发一次")},
    {0},
};
static const struct list *const lists[] = {&messages_list, NULL};

const struct module messages_desk_module = {
    .name = "messages_desk", .tier = 8, .routes = routes, .lists = lists};
