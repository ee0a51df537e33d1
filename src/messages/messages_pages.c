/* messages_pages.c - 给我的消息: what became of what I asked, and how I want to be told. */
#include <inttypes.h>
#include <string.h>

#include "lib/base/app.h"
#include "lib/net/net.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/matters/matters_store.h"
#include "src/messages/messages_room.h"
#include "src/people/people.h"

struct how_form {
    int64_t way;
    const char *mail;
};
static const struct choice ways[] = {
    {MESSAGE_SMS, "sms", N_("发短信")},
    {MESSAGE_MAIL, "mail", N_("发电子邮件")},
    {MESSAGE_PAGE, "page", N_("不用发，我自己来看")},
    {MESSAGE_CALL, "call", N_("给我打电话"), N_("要紧的事，居委会或楼组长打电话告诉您。")},
    {MESSAGE_DOOR, "door", N_("上门告诉我"), N_("要紧的事，楼组长上门来说。")},
    {0},
};
static const struct field how_fields[] = {
    FIELD(struct how_form, FIELD_CHOICE, way, .label = N_("走哪条路"), .required = true,
        .choices = ways),
    FIELD(struct how_form, FIELD_TEXT, mail, .max = 200, .label = N_("电子邮件"),
        .help = N_("选发电子邮件才要填。"), .personal = true, .autocomplete = "email"),
    {0},
};
static const struct form how_form = {"messages.how", sizeof(struct how_form), how_fields};

struct news {
    struct message m;
    const char *says, *title, *path; /* title and path "" when there is nothing to open */
};
struct messages_page {
    struct news *v;
    size_t n, cap, unread;
    const char *how;
};
struct how_page {
    const char *person; /* of somebody else; "" */
    int64_t other;
};

#include "messages.html.h"

/* What one page may show today: who could see it when it was written may not any more. */
static struct news news_of(struct ctx *c, const struct message *m)
{
    struct news n = {.m = *m, .says = say(c, messages_says(c, m)), .title = "", .path = ""};
    const struct message_line *l = messages_line(m->fact, m->whom);
    struct matter it = {0};
    if (str_empty(n.says)) {
        n.says = T(c, N_("有一件事有了进展，现在不对您公开了。"));
    } else if (messages_matter(c, m, &it)) {
        n.title = it.title;
        n.path = area_path(c, "%s/%" PRId64, matters_kind(c, it.kind)->room, it.id);
    } else if (l && l->path) {
        const char *id = strstr(l->path, "{id}");
        n.path = id ? area_path(c, "%.*s%" PRId64, (int)(id - l->path), l->path, m->subject_id)
                    : area_path(c, "%s", l->path);
    }
    return n;
}

static const char *how_of(struct ctx *c)
{
    struct pref p;
    if (!messages_pref(c, c->who.person_id, &p)) {
        return "";
    }
    const struct choice *w = choice_of(ways, p.way ? p.way : MESSAGE_SMS);
    return say(c, WORDS(N_("有了进展：{0}。"), MSG(w->label)));
}

/* Of one matter the newest is enough: what came before stands on its own page. */
static bool said_already(const struct messages *mine, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (mine->v[at].subject_id && mine->v[i].subject_id == mine->v[at].subject_id &&
            str_same(mine->v[i].fact, "people.phone_seen") ==
                str_same(mine->v[at].fact, "people.phone_seen")) {
            return true;
        }
    }
    return false;
}

static void show_messages(struct ctx *c)
{
    struct messages_page p = {0};
    struct messages mine = {0};
    if (!messages_of_reader(c, &mine)) {
        return;
    }
    for (size_t i = 0; i < mine.n; i++) {
        if (said_already(&mine, i)) {
            continue;
        }
        list_push(c->arena, &p, news_of(c, &mine.v[i]));
        p.unread += mine.v[i].state == MESSAGE_WAITS;
    }
    p.how = how_of(c);
    page_begin(
        c, &(struct page){
               .title = T(c, N_("给我的消息")), .back = "/me", .tab = "me", .no_index = true});
    messages_html(c, &p);
    page_end(c);
}

/* Opening says that it has arrived: nobody has to telephone any more. */
static void do_open(struct ctx *c)
{
    struct message m;
    if (!messages_by_id(c, req_id(c, "id"), &m) || m.person_id != c->who.person_id ||
        m.channel != MESSAGE_PAGE) {
        if (!c->err.kind || c->err.kind == ERR_ABSENT) {
            c->err = (struct err){0};
            not_found(c);
        }
        return;
    }
    struct news n = news_of(c, &m);
    if (messages_seen(c, m.person_id, m.subject_id, m.seq)) {
        redirect(c, str_empty(n.path) ? area_path(c, "me/messages") : n.path);
    }
}

static void do_read_all(struct ctx *c)
{
    if (messages_seen_all(c)) {
        redirect(c, area_path(c, "me/messages"));
    }
}

/* How --------------------------------------------------------------------------------------- */
static int64_t subject_of(struct ctx *c)
{
    int64_t asked = c->act.person_id ? c->act.person_id : req_query_int(c, "for", 0);
    enum hand hand;
    bool other = asked && asked != c->who.person_id && c->app->may_act_for(c, asked, &hand);
    return other ? asked : c->who.person_id;
}

static void show_how(struct ctx *c)
{
    struct how_page p = {.person = ""};
    struct pref now;
    struct person who;
    int64_t person = subject_of(c);
    if (!messages_pref(c, person, &now)) {
        return;
    }
    if (person != c->who.person_id && people_by_id(c, person, &who)) {
        p.person = who.name;
        p.other = person;
    }
    form_fill(
        c, &how_form, &(struct how_form){.way = now.way ? now.way : MESSAGE_SMS, .mail = now.mail});
    page_begin(c, &(struct page){.title = T(c, N_("怎样告诉我")),
                      .focus = true,
                      .back = area_path(c, "me/messages"),
                      .no_index = true});
    how_html(c, &p);
    page_end(c);
}

static void do_how(struct ctx *c)
{
    const struct how_form *f = c->req->form;
    struct pref p = {.way = f->way, .mail = f->mail, .lang = c->lang};
    if ((f->way == MESSAGE_MAIL || !str_empty(f->mail)) && !net_mailbox_ok(f->mail)) {
        refuse(&c->err, "mail", SAY(N_("请写一个电子邮件地址，比如 wang@example.cn。")));
        return;
    }
    if (messages_prefer(c, c->act.person_id, &p)) {
        redirect(c, c->act.person_id == c->who.person_id ? area_path(c, "me/messages")
                                                         : area_path(c, "%s", ""));
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/me/messages", show_messages, DUTY_PERSON, .title = N_("给我的消息")},
    {"POST", "/a/:area/me/messages/:id", do_open, DUTY_PERSON, HANDS_SELF,
        .title = N_("看一条消息")},
    {"POST", "/a/:area/me/messages/read", do_read_all, DUTY_PERSON, HANDS_SELF,
        .title = N_("消息都看过了")},
    {"GET", "/a/:area/me/messages/how", show_how, DUTY_PERSON, .title = N_("怎样告诉我")},
    {"POST", "/a/:area/me/messages/how", do_how, DUTY_PERSON, HANDS_ANY, &how_form, show_how,
        .title = N_("改怎样告诉我")},
    {0},
};
static const struct reaction on[] = {{"*", messages_on_fact}, {0}};
static const struct job_kind jobs[] = {
    {"messages.send", messages_send_job, .slow = true},
    {"messages.report", messages_report_job, .slow = true},
    {"messages.morning", messages_morning_job, .slow = true},
    {0},
};

const struct module messages_module = {.name = "messages",
    .tier = 8,
    .routes = routes,
    .on = on,
    .jobs = jobs,
    .personal = messages_personal,
    .forget = messages_forget};
