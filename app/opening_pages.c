/* opening_pages.c - 开张: what is still to be done, colleagues, leaders by stair; resumable. */
#include <inttypes.h>
#include <string.h>

#include "app/home.h"
#include "app/init.h"
#include "app/opening.h"
#include "lib/web/web.h"
#include "src/bodies/bodies_pages.h"
#include "src/bodies/duties.h"

static const struct choice post_choices[] = {
    {POST_COMMITTEE_STAFF, "staff", N_("居委工作人员")},
    {POST_COMMITTEE_HEAD, "head", N_("居委会主任")},
    {POST_OPERATOR, "operator", N_("热线接线员")},
    {POST_PROPERTY_MANAGER, "property", N_("物业经理")},
    {POST_OWNERS_HEAD, "owners", N_("业委会主任")},
    {0},
};
struct hire_form {
    int64_t post;
    const char *name, *phone, *login, *password;
};
static const struct field hire_fields[] = {
    FIELD(struct hire_form, FIELD_TEXT, name, .max = 20, .label = N_("姓名"), .required = true),
    FIELD(struct hire_form, FIELD_CHOICE, post, .choices = post_choices, .label = N_("职务"),
        .required = true),
    FIELD(struct hire_form, FIELD_PHONE, phone, .label = N_("对外的电话（可以不填）")),
    FIELD(struct hire_form, FIELD_TEXT, login, .max = 32,
        .label = N_("登录名（不用电脑的可以不填）"), .help = N_("小写字母或数字")),
    FIELD(struct hire_form, FIELD_SECRET, password, .label = N_("密码"),
        .help = N_("有登录名才要填，至少 12 个字")),
    {0},
};
static const struct form hire_form = {"opening.hire", sizeof(struct hire_form), hire_fields};

struct leaders_form {
    const char *lines;
    bool agreed;
};
static const struct field leaders_fields[] = {
    FIELD(struct leaders_form, FIELD_LINES, lines, .max = 20000,
        .label = N_("一行一位：楼号 姓名 电话"),
        .help = N_("从表格里复制过来就行。电话可以不填；有几个小区的，楼号前写小区名。"),
        .required = true, .personal = true),
    FIELD(struct leaders_form, FIELD_FLAG, agreed,
        .label = N_("问过他们本人，手机号可以印在连心卡、海报上"),
        .help = N_("不打勾，手机号只用来登录，不公开；座机照样公开。")),
    {0},
};
static const struct form leaders_form = {
    "opening.leaders", sizeof(struct leaders_form), leaders_fields};

struct tick_form {
    int64_t step;
};
static const struct field tick_fields[] = {
    FIELD(struct tick_form, FIELD_INT, step, .max = OPENINGS - 1, .label = N_("哪一步"),
        .required = true, .hidden = true),
    {0},
};
static const struct form tick_form = {"opening.tick", sizeof(struct tick_form), tick_fields};

struct opening_page {
    struct opened o;
    struct tasks tasks;
    int next; /* the first step that is not done; OPENINGS: all are */
};

static const struct {
    const char *path, *title, *quiet;
} steps[OPENINGS] = {
    [OPENING_ROSTER] = {"import", N_("导入名册"), N_("居委会自己的表格就行，先看结果再写入")},
    [OPENING_STAFF] = {"opening/people", N_("请同事来"), N_("工作人员、主任，各有各的登录名")},
    [OPENING_PROPERTY] = {"opening/people", N_("登记物业"), N_("物业经理收得到分派的事")},
    [OPENING_LEADERS] = {"opening/leaders", N_("登记楼组长"), N_("一半以上的楼有了楼组长就算")},
    [OPENING_POSTERS] = {"posters", N_("打印海报和连心卡"),
        N_("贴到楼道里，扫码就能说；一半以上的楼印过海报就算")},
};

static const char *step_title(int i)
{
    return steps[i].title;
}

#include "opening.html.h"

static bool load(struct ctx *c, struct opening_page *p)
{
    if (!init_opened(c, &p->o)) {
        return false;
    }
    p->next = OPENINGS;
    for (int i = OPENINGS - 1; i >= 0; i--) {
        p->next = p->o.done[i] ? p->next : i;
    }
    for (int i = 0; i < OPENINGS; i++) {
        list_push(c->arena, &p->tasks,
            (struct task){.href = area_path(c, "%s", steps[i].path),
                .title = T(c, steps[i].title),
                .quiet = T(c, steps[i].quiet),
                .done = p->o.done[i] ? T(c, N_("已完成")) : NULL});
    }
    return true;
}

int64_t opening_left(struct ctx *c)
{
    struct opened o;
    return c->app->may(c, DUTY_POSTS, 0) && init_opened(c, &o) ? o.left : 0;
}

/* For the home page: how much is left, and the way there; nothing once all is done. */
bool opening_item(struct ctx *c, struct item *out)
{
    int64_t left = opening_left(c);
    if (!left) {
        return false;
    }
    *out = (struct item){.href = area_path(c, "opening"),
        .title = say(c, WORDS(N_("开张：只剩 {0} 步"), INT(left))),
        .quiet = T(c, N_("名册、同事、楼组长、海报，随时可以停下再来"))};
    return true;
}

static void begin_page(struct ctx *c, const char *title)
{
    page_begin(c, &(struct page){.title = title, .tab = "desk", .no_index = true});
}

static void show_opening(struct ctx *c)
{
    struct opening_page p = {0};
    if (load(c, &p)) {
        begin_page(c, T(c, N_("开张清单")));
        opening_tpl(c, &p);
        page_end(c);
    }
}

static void do_tick(struct ctx *c)
{
    const struct tick_form *f = c->req->form;
    if (init_tick(c, (enum opening)f->step)) {
        redirect(c, area_path(c, "opening"));
    }
}

/* Colleagues ---------------------------------------------------------------------------------- */
static void show_hire(struct ctx *c)
{
    begin_page(c, T(c, N_("请同事来")));
    hire_tpl(c);
    page_end(c);
}

static void do_hire(struct ctx *c)
{
    const struct hire_form *f = c->req->form;
    const char *secret = "";
    if (!init_hire(c, (enum post_kind)f->post, f->name, f->phone, f->login, f->password, &secret)) {
        return;
    }
    if (str_empty(f->login)) {
        redirect(c, area_path(c, "opening"));
    } else {
        init_show_secret(c, f->login, secret, area_path(c, "opening"));
    }
}

/* Leaders by stair ---------------------------------------------------------------------------- */
static void show_leaders(struct ctx *c)
{
    struct opened o;
    if (init_opened(c, &o)) {
        begin_page(c, T(c, N_("登记楼组长")));
        leaders_tpl(c, &o);
        page_end(c);
    }
}

/* The one stair of that name; 0 when there is none, or more than one without a compound. */
static int64_t stair_of(struct ctx *c, const struct buildings *all, const char *typed)
{
    int64_t found = 0;
    const char *tidy = places_building_name(c->arena, typed);
    for (const struct building *b = all->v; b < all->v + all->n; b++) {
        const char *whole = arena_printf(c->arena, "%s%s", b->compound, b->name);
        if (str_same(whole, typed) || str_same(whole, tidy)) {
            return b->id;
        }
        if (str_same(b->name, tidy)) {
            found = found ? -1 : b->id;
        }
    }
    return found > 0 ? found : 0;
}

/* Whoever of that name has the number or lives in the stair; else somebody new. A mobile that is
 * nobody else's is their own: that it is published is then written down as their consent. */
static int64_t person_of(struct ctx *c, int64_t stair, const struct led *l)
{
    struct people there = {0};
    bool mobile = bodies_is_mobile(l->phone);
    const char *own = mobile && !people_by_phone(c, l->phone) ? l->phone : "";
    int64_t meant = mobile ? people_meant(c, l->name, l->phone) : 0;
    if (meant || c->err.kind || !people_of_building(c, stair, &there)) {
        return meant;
    }
    for (const struct person *p = there.v; p < there.v + there.n; p++) {
        if (str_same(p->name, l->name)) {
            return !*own || !str_empty(p->phone) || people_give_phone(c, p->id, own) ? p->id : 0;
        }
    }
    return people_make(c, l->name, own);
}

static bool lead(
    struct ctx *c, const struct buildings *all, const char *line, int number, bool agreed)
{
    struct led l;
    struct words why = {0};
    if (!init_read_led(c->arena, line, &l, &why)) {
        return refuse(
            &c->err, "lines", WORDS(N_("第 {0} 行：{1}"), INT(number), TEXT(say(c, why))));
    }
    int64_t stair = stair_of(c, all, l.place);
    if (!stair) {
        return refuse(&c->err, "lines",
            WORDS(N_("第 {0} 行：没有找到「{1}」，或者几个小区都有，请在前面写上小区名。"),
                INT(number), TEXT(l.place)));
    }
    int64_t person = person_of(c, stair, &l);
    int64_t body = person ? bodies_of_stair(c, stair, l.place) : 0;
    const char *shown = agreed || !bodies_is_mobile(l.phone) ? l.phone : "";
    return body && bodies_give_post(c, body, POST_BUILDING_LEADER, person, stair, shown);
}

static void do_leaders(struct ctx *c)
{
    const struct leaders_form *f = c->req->form;
    struct buildings all = {0};
    char *rest = NULL, *text = arena_strdup(c->arena, f->lines);
    int number = 0;
    if (!places_buildings(c, 0, &all)) {
        return;
    }
    for (char *line = strtok_r(text, "\r\n", &rest); line && !c->err.kind;
         line = strtok_r(NULL, "\r\n", &rest)) {
        number++;
        if (*str_tidy(c->arena, line, true, false) && !lead(c, &all, line, number, f->agreed)) {
            return;
        }
    }
    redirect(c, area_path(c, "opening"));
}

static const struct route routes[] = {
    {"GET", "/a/:area/opening", show_opening, DUTY_POSTS, .title = N_("开张清单：还剩几步")},
    {"POST", "/a/:area/opening", do_tick, DUTY_POSTS, HANDS_SELF, &tick_form, show_opening,
        .title = N_("划掉开张清单的一步")},
    {"GET", "/a/:area/opening/people", show_hire, DUTY_POSTS, .title = N_("请同事来")},
    {"POST", "/a/:area/opening/people", do_hire, DUTY_POSTS, HANDS_SELF, &hire_form, show_hire,
        .title = N_("登记同事，开登录名")},
    {"GET", "/a/:area/opening/leaders", show_leaders, DUTY_POSTS, .title = N_("登记楼组长")},
    {"POST", "/a/:area/opening/leaders", do_leaders, DUTY_POSTS, HANDS_SELF, &leaders_form,
        show_leaders, .title = N_("登记一批楼组长")},
    {0},
};

const struct module opening_module = {.name = "opening", .tier = 4, .routes = routes};
