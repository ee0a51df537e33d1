/* telling_pages.c - the list to telephone, a stair's list to knock at, a text for groups. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/bodies/duties.h"
#include "src/matters/matters_store.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/telling/telling.h"

struct tell_form {
    int64_t result;
};
static const struct choice results[] = {
    {TELLING_TOLD, "told", N_("告诉了")},
    {TELLING_NOBODY, "nobody", N_("没有找到人")},
    {TELLING_KNOCK, "knock", N_("改上门")},
    {0},
};
static const struct field tell_fields[] = {
    FIELD(struct tell_form, FIELD_CHOICE, result, .label = N_("结果"), .required = true,
        .choices = results),
    {0},
};
static const struct form tell_form = {"telling.done", sizeof(struct tell_form), tell_fields};

struct tell_page {
    struct lines_to_tell calls, doors;
    struct stairs_to_tell stairs;
    int64_t building_id;
    const char *name;
};

static const char *label_of_why(struct ctx *c, enum message_why why)
{
    const struct choice *k = choice_of(message_whys, (int64_t)why);
    return k ? T(c, k->label) : "";
}

static struct html tell_button(
    struct ctx *c, const struct line_to_tell *l, enum telling_result what, const char *label);

#include "telling.html.h"

static struct html tell_button(
    struct ctx *c, const struct line_to_tell *l, enum telling_result what, const char *label)
{
    size_t mark = c->req->body.n;
    tell_button_html(c, l, choice_of(results, (int64_t)what)->key, label);
    return html_since(c, mark);
}

/* What to read aloud. Whoever may not see the matter says only that there is something. */
static const char *sentence(struct ctx *c, const struct message *m)
{
    struct area a = {0};
    struct matter it = {0};
    struct words says = messages_says(c, m);
    if (!says.msgid || !places_area(c, c->area_id, &a)) {
        return "";
    }
    if (matters_load(c, m->subject_id, &it) && !matters_visible(c, &it)) {
        return say(c, WORDS(N_("您好，居委会有一件事要告诉您本人，请打 {0}。"), TEXT(a.phone)));
    }
    const char *answer = telling_answer(c, m->seq);
    return str_empty(answer)
               ? say(c, WORDS(N_("您好。{0}有事请打 {1}。"), TEXT(say(c, says)), TEXT(a.phone)))
               : say(c, WORDS(N_("您好。{0}答复是：{1} 有事请打 {2}。"), TEXT(say(c, says)),
                            TEXT(answer), TEXT(a.phone)));
}

static void say_all(struct ctx *c, struct lines_to_tell *all)
{
    for (size_t i = 0; i < all->n; i++) {
        all->v[i].sentence = sentence(c, &all->v[i].m);
    }
}

static void show_tell(struct ctx *c)
{
    struct tell_page p = {0};
    if (!telling_lines(c, MESSAGE_CALL, 0, &p.calls) || !telling_stairs(c, &p.stairs)) {
        return;
    }
    say_all(c, &p.calls);
    page_begin(c, &(struct page){.title = T(c, N_("要人去说的")),
                      .back = area_path(c, "messages"),
                      .tab = "desk",
                      .no_index = true});
    tell_html(c, &p);
    page_end(c);
}

static int64_t stair_of(struct ctx *c)
{
    struct building b;
    return places_building(c, req_id(c, "id"), &b) ? b.id : 0;
}

static void show_stair(struct ctx *c)
{
    struct building b;
    struct tell_page p = {0};
    if (!places_building(c, req_id(c, "id"), &b) ||
        !telling_lines(c, MESSAGE_DOOR, b.id, &p.doors)) {
        return;
    }
    p.building_id = b.id;
    p.name = b.name;
    say_all(c, &p.doors);
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0}：上门说"), TEXT(b.name))),
                      .back = area_path(c, "b/%" PRId64, b.id),
                      .no_index = true});
    tell_stair_html(c, &p);
    page_end(c);
}

static void do_roll(struct ctx *c)
{
    struct roll r;
    int64_t stair = req_id(c, "id");
    if (telling_open_roll(c, stair, &r)) {
        redirect(c, area_path(c, "b/%" PRId64 "/doors?roll=%" PRId64, stair, r.id));
    }
}

/* A leader's reach is her stair's doors; telephoning is the committee's. */
static int64_t place_of_message(struct ctx *c)
{
    struct message m;
    struct person p = {0};
    if (!messages_by_id(c, req_id(c, "id"), &m) ||
        (m.channel != MESSAGE_CALL && m.channel != MESSAGE_DOOR) ||
        !people_find(c, m.person_id, &p)) {
        c->err = c->err.kind == ERR_ABSENT ? (struct err){0} : c->err;
        if (!c->err.kind) {
            not_found(c);
        }
        return 0;
    }
    return m.channel == MESSAGE_DOOR && p.building_id ? p.building_id : c->area_id;
}

static void do_tell(struct ctx *c)
{
    const struct tell_form *f = c->req->form;
    struct message m;
    if (!messages_by_id(c, req_id(c, "id"), &m)) {
        return;
    }
    struct person p = {0};
    bool call = m.channel == MESSAGE_CALL;
    enum channel by = call ? CHANNEL_PHONE : CHANNEL_VISIT;
    if (!people_find(c, m.person_id, &p) || !act_by(c, rolls_hand(c), by, 0, "") ||
        !telling_done(c, &m, (enum telling_result)f->result)) {
        return;
    }
    redirect(c, call ? area_path(c, "tell") : area_path(c, "b/%" PRId64 "/tell", p.building_id));
}

static void show_back(struct ctx *c)
{
    struct message m;
    struct person p = {0};
    struct err why = err_take(&c->err);
    if (messages_by_id(c, req_id(c, "id"), &m) && people_find(c, m.person_id, &p) &&
        m.channel == MESSAGE_DOOR && p.building_id) {
        struct pairs to = {0};
        list_push(c->arena, &to,
            ((struct pair){"id", arena_printf(c->arena, "%" PRId64, p.building_id)}));
        c->req->params = to;
        show_stair(c);
    } else {
        show_tell(c);
    }
    (void)why;
}

static void show_group(struct ctx *c)
{
    struct week w = {0};
    struct area a = {0};
    if (!telling_week(c, &w) || !places_area(c, c->area_id, &a)) {
        return;
    }
    const char *link = arena_printf(c->arena, "%s/a/%s", c->app->base_url, a.code);
    const char *text = arena_printf(c->arena, "%s\n%s\n%s",
        say(c, WORDS(N_("{0}这一周：收到 {1} 件诉求，答复 {2} 件，提出人说解决了 {3} 件。"),
                   TEXT(a.name), INT(w.opened), INT(w.answered), INT(w.closed))),
        say(c, str_empty(a.phone) ? SAY(N_("有事扫楼道里的码。"))
                                  : WORDS(N_("有事扫楼道里的码，或打 {0}。"), TEXT(a.phone))),
        link);
    page_begin(
        c, &(struct page){
               .title = T(c, N_("群里说一声")), .back = area_path(c, "%s", ""), .no_index = true});
    group_html(c, text);
    page_end(c);
}

static const struct roll_mark marks[] = {
    {1, TICK_DONE, 0, N_("告诉了"), "告诉了 说了 知道了 ✅ ✔ √"},
    {3, TICK_AWAY, 0, N_("没人"), "没人 不在家"},
    {0},
};
static const struct roll_kind kinds[] = {
    {.name = "telling.doors",
        .title = N_("上门告诉"),
        .subject = ROLL_PERSONS,
        .opens = DUTY_SEE_ROLL,
        .ticks = DUTY_SEE_ROLL,
        .marks = marks},
    {0},
};

static const struct route routes[] = {
    {"GET", "/a/:area/tell", show_tell, DUTY_SEE_PHONE, .title = N_("要人去说的")},
    {"POST", "/a/:area/tell/:id", do_tell, DUTY_SEE_ROLL, HANDS_SELF, &tell_form, show_back,
        place_of_message, .title = N_("当面告诉的结果")},
    {"GET", "/a/:area/tell/group", show_group, DUTY_SEE_ROLL, .title = N_("群里说一声")},
    {"GET", "/a/:area/b/:id/tell", show_stair, DUTY_SEE_ROLL, .place_of = stair_of,
        .title = N_("一栋楼要上门说的")},
    {"POST", "/a/:area/b/:id/tell", do_roll, DUTY_SEE_ROLL, HANDS_SELF, .show = show_stair,
        .place_of = stair_of, .title = N_("上门说的做成名册")},
    {0},
};
static const struct reaction on[] = {{"rolls.ticked", telling_ticked}, {0}};

const struct module telling_module = {.name = "telling",
    .tier = 9,
    .routes = routes,
    .on = on,
    .rolls = kinds,
    .registers = telling_registers};
