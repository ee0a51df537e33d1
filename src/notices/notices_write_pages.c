/* notices_write_pages.c - publishing, putting right, taking down. The form asks what its kind
 * needs. */
#include <inttypes.h>
#include <string.h>

#include "lib/base/app.h"
#include "lib/web/file.h"
#include "src/bodies/bodies.h"
#include "src/bodies/duties.h"
#include "src/notices/notices_pages.h"
#include "src/places/places.h"

struct notice_form {
    int64_t kind, duty, place, body, audience, from, to, days, decided_on;
    bool workdays;
    const char *title, *text, *hours, *decided_by;
};
struct change_form {
    int64_t version, from, to;
    const char *title, *text, *hours, *why;
};
struct take_form {
    const char *why;
};

/* Of the bodies and duties the page knows. */
static const struct field notice_fields[] = {
    FIELD(struct notice_form, FIELD_CHOICE, kind, .label = N_("哪一类"), .required = true,
        .choices = notices_kinds, .hidden = true),
    FIELD(struct notice_form, FIELD_ID, duty, .label = N_("公开的是哪一项")),
    FIELD(struct notice_form, FIELD_TEXT, title, .min = 2, .max = 40, .label = N_("标题"),
        .help = N_("一眼看懂是什么事。不写个人的名字。"), .required = true),
    FIELD(struct notice_form, FIELD_LINES, text, .min = 4, .max = 4000, .label = N_("正文"),
        .required = true),
    FIELD(struct notice_form, FIELD_TEXT, hours, .max = 40, .label = N_("几点到几点"),
        .help = N_("比如 9:00 到 17:00。")),
    FIELD(struct notice_form, FIELD_FOUND, place, .label = N_("贴在哪里"),
        .help = N_("写楼号，或小区、网格、片区的名字；全居民区写「全」。"),
        .finder = &places_finder, .required = true),
    FIELD(
        struct notice_form, FIELD_DAY, from, .label = N_("从哪天起"), .help = N_("不填就是今天。")),
    FIELD(struct notice_form, FIELD_DAY, to, .label = N_("到哪天为止（含这一天）")),
    FIELD(struct notice_form, FIELD_INT, days, .max = 366, .label = N_("或者写几天"),
        .help = N_("贴出的当天不算。")),
    FIELD(struct notice_form, FIELD_FLAG, workdays, .label = N_("按工作日算")),
    FIELD(struct notice_form, FIELD_TEXT, decided_by, .max = 40, .label = N_("谁决定的"),
        .help = N_("比如：居民代表会议。")),
    FIELD(struct notice_form, FIELD_DAY, decided_on, .label = N_("哪一天决定的")),
    FIELD(struct notice_form, FIELD_ID, body, .label = N_("落款")),
    FIELD(struct notice_form, FIELD_CHOICE, audience, .label = N_("谁看得到"),
        .choices = notices_audiences),
    FIELD_UPLOAD("photo", .max = FILE_PHOTO_MAX, .label = N_("照片（可以不放，最多 3 张）"),
        .help = N_("盖了章的原件、现场。位置信息会去掉。")),
    {0},
};
static const struct form notice_form = {
    "notices.publish", sizeof(struct notice_form), notice_fields};
static const struct field change_fields[] = {
    FIELD(struct change_form, FIELD_INT, version, .max = 10000, .label = N_("第几版"),
        .required = true, .hidden = true),
    FIELD(struct change_form, FIELD_TEXT, title, .min = 2, .max = 40, .label = N_("标题"),
        .required = true),
    FIELD(struct change_form, FIELD_LINES, text, .min = 4, .max = 4000, .label = N_("正文"),
        .required = true),
    FIELD(struct change_form, FIELD_TEXT, hours, .max = 40, .label = N_("几点到几点")),
    FIELD(struct change_form, FIELD_DAY, from, .label = N_("从哪天起"), .required = true),
    FIELD(struct change_form, FIELD_DAY, to, .label = N_("到哪天为止（含这一天）")),
    FIELD(struct change_form, FIELD_TEXT, why, .min = 2, .max = 100, .label = N_("为什么改"),
        .help = N_("和以前的样子一起留着，大家看得到。"), .required = true),
    {0},
};
static const struct form change_form = {
    "notices.change", sizeof(struct change_form), change_fields};
static const struct field take_fields[] = {
    FIELD(struct take_form, FIELD_TEXT, why, .min = 2, .max = 100, .label = N_("为什么撤下"),
        .help = N_("大家看得到这个理由。"), .required = true),
    {0},
};
const struct form notices_take_form = {"notices.take", sizeof(struct take_form), take_fields};

struct step_form {
    int64_t day;
    const char *text;
};
static const struct field step_fields[] = {
    FIELD(struct step_form, FIELD_DAY, day, .label = N_("哪一天"), .help = N_("不填就是今天。")),
    FIELD(struct step_form, FIELD_LINES, text, .min = 2, .max = 500, .label = N_("怎么落实的"),
        .help = N_("做了什么、做到哪里。不写个人的名字。"), .required = true),
    FIELD_UPLOAD("photo", .max = FILE_PHOTO_MAX, .label = N_("照片（可以不放）")),
    {0},
};
const struct form notices_step_form = {"notices.step", sizeof(struct step_form), step_fields};

struct write_page {
    enum notice_kind kind;
    const struct notice_rule *rule;
    struct chip chips[8];
    size_t n_chips;
    const struct choice *bodies, *duties;
    size_t n_bodies;
    struct bulletin n; /* put right */
};

#include "notices_write.html.h"

/* Which kind, and who may sign ------------------------------------------------------------------
 */
static const struct choice *kind_named(const char *key)
{
    for (const struct choice *k = notices_kinds; k->key; k++) {
        if (str_same(k->key, key)) {
            return k;
        }
    }
    return NULL;
}

/* As typed, if the form is shown again; else as asked for; else a plain notice. */
static enum notice_kind kind_asked(struct ctx *c)
{
    const struct choice *k = kind_named(req_query(c, "kind"));
    for (size_t i = 0; i < c->req->post.n; i++) {
        int64_t typed;
        const struct pair *o = &c->req->post.v[i];
        if (str_same(o->name, "kind")) {
            bool number = parse_int(o->value, &typed);
            k = number ? choice_of(notices_kinds, typed) : kind_named(o->value);
        }
    }
    return k ? (enum notice_kind)k->value : NOTICE_PLAIN;
}

/* The reader's posts that publish; what each covers. */
static bool publishing_posts(struct ctx *c, struct posts *out)
{
    struct posts mine = {0};
    if (!bodies_posts_of(c, c->who.person_id, &mine)) {
        return false;
    }
    for (const struct post *o = mine.v; o < mine.v + mine.n; o++) {
        if (duties_of_post(o->kind, DUTY_NOTICES) &&
            (c->who.staff || !duties_need_staff(o->kind))) {
            list_push(c->arena, out, *o);
        }
    }
    return true;
}

static void load_bodies(struct ctx *c, const struct posts *mine, struct write_page *p)
{
    struct choice *v = arena_alloc(c->arena, (mine->n + 1) * sizeof(*v));
    for (const struct post *o = mine->v; o < mine->v + mine->n; o++) {
        if (!choice_of(v, o->body_id)) {
            v[p->n_bodies++] = (struct choice){.value = o->body_id, .label = o->body};
        }
    }
    p->bodies = v;
}

static void load_duties(struct ctx *c, struct write_page *p)
{
    struct choice *v = arena_alloc(c->arena, 20 * sizeof(*v));
    size_t n = 0;
    for (const struct notice_duty *d = notices_duties; d->id; d++) {
        const char *whose = T(c, bodies_body_label((enum body_kind)d->body));
        v[n++] = (struct choice){
            .value = d->id, .label = arena_printf(c->arena, "%s（%s）", T(c, d->label), whose)};
    }
    p->duties = v;
}

/* A body the reader holds a post in; while standing in for somebody, the nearest over the place. */
static bool signs(struct ctx *c, int64_t place_id, int64_t asked, struct body *out)
{
    struct posts mine = {0};
    struct bodies over = {0};
    int64_t id = 0;
    if (!publishing_posts(c, &mine)) {
        return false;
    }
    for (const struct post *o = mine.v; o < mine.v + mine.n; o++) {
        bool covers = places_within(c, place_id, o->place_id);
        id = covers && (!id || o->body_id == asked) ? o->body_id : id;
    }
    if (!id && (!bodies_over(c, place_id, BODY_COMMITTEE, &over) || !over.n)) {
        return c->err.kind ? false : refuse(&c->err, "body", SAY(N_("那里还没有可以落款的单位。")));
    }
    return bodies_by_id(c, id ? id : over.v[0].id, out);
}

/* Publishing ------------------------------------------------------------------------------------
 */
static void show_new(struct ctx *c)
{
    struct write_page p = {.kind = kind_asked(c)};
    struct posts mine = {0};
    if (!publishing_posts(c, &mine)) {
        return;
    }
    p.rule = notices_rule(p.kind);
    for (const struct choice *k = notices_kinds; k->key; k++) {
        p.chips[p.n_chips++] = (struct chip){area_path(c, "notices/new?kind=%s", k->key),
            T(c, k->label), -1, k->value == (int64_t)p.kind};
    }
    load_bodies(c, &mine, &p);
    load_duties(c, &p);
    form_fill(c, &notice_form,
        &(struct notice_form){.kind = (int64_t)p.kind,
            .duty = req_query_int(c, "duty", 0),
            .place = req_query_int(c, "place", mine.n ? mine.v[0].place_id : 0),
            .body = mine.n ? mine.v[0].body_id : 0,
            .days = p.kind == NOTICE_OPEN   ? 7
                    : p.kind == NOTICE_DUTY ? 30
                                            : 0,
            .title = "",
            .text = "",
            .hours = "",
            .decided_by = ""});
    page_begin(c, &(struct page){.title = T(c, N_("发一条公告")),
                      .back = area_path(c, "notices"),
                      .focus = true,
                      .no_index = true});
    notice_new_html(c, &p);
    page_end(c);
}

static const char *day_after(struct ctx *c, int64_t last)
{
    return last ? day_text(c->arena, last + MS_PER_DAY) : "";
}

static struct bulletin notice_of(struct ctx *c, const struct notice_form *f)
{
    int64_t from = f->from ? f->from : c->now;
    bool counted = !f->to && f->days;
    int64_t last = counted ? notices_last_day(NULL, from, f->days, f->workdays) : f->to;
    bool decided = f->kind == NOTICE_DECISION;
    return (struct bulletin){.kind = (enum notice_kind)f->kind,
        .duty = f->kind == NOTICE_DUTY ? f->duty : 0,
        .place_id = f->place,
        .audience = (enum audience)f->audience,
        .title = f->title,
        .text = f->text,
        .hours = f->kind == NOTICE_OUTAGE ? f->hours : "",
        .valid_from = day_text(c->arena, from),
        .valid_to = day_after(c, last),
        .decided_on = decided ? notices_day(c, f->decided_on) : "",
        .decided_by = decided ? f->decided_by : ""};
}

static bool keep_photos(struct ctx *c, const struct bulletin *n)
{
    int64_t id;
    for (int i = 0; req_file(c, "photo", i); i++) {
        if (i == NOTICE_PHOTOS_MAX) {
            return refuse(&c->err, "photo", WORDS(N_("最多 {0} 张照片"), INT(NOTICE_PHOTOS_MAX)));
        }
        if (!file_keep(c, "photo", i, "notice", n->id, n->audience, &id)) {
            return false;
        }
    }
    return true;
}

static void do_publish(struct ctx *c)
{
    const struct notice_form *f = c->req->form;
    struct bulletin n = notice_of(c, f);
    struct body body;
    if (!c->app->may(c, DUTY_NOTICES, n.place_id)) {
        refuse(&c->err, "place", SAY(N_("那里不归您管，请选自己管的地方。")));
    } else if (notices_state(&n, day_text(c->arena, c->now)) == NOTICE_ENDED) {
        refuse(&c->err, "to", SAY(N_("这一天已经过去了。")));
    } else if (signs(c, n.place_id, f->body, &body) && notices_check(&n, (int)body.kind, &c->err)) {
        n.body_id = body.id;
        if (notices_publish(c, &n) && keep_photos(c, &n)) {
            redirect(c, area_path(c, "notices/%" PRId64, n.id));
        }
    }
}

/* Putting right, taking down --------------------------------------------------------------------
 */
static void show_change(struct ctx *c)
{
    struct write_page p = {0};
    int64_t from = 0, to = 0;
    if (!notices_see(c, &p.n)) {
        return;
    }
    p.rule = notices_rule(p.n.kind);
    (void)parse_day(p.n.valid_from, &from);
    (void)parse_day(p.n.valid_to, &to);
    form_fill(c, &change_form,
        &(struct change_form){.version = p.n.version,
            .from = from,
            .to = to ? to - MS_PER_DAY : 0,
            .title = p.n.title,
            .text = p.n.text,
            .hours = p.n.hours,
            .why = ""});
    page_begin(c, &(struct page){.title = T(c, N_("改正公告")),
                      .back = area_path(c, "notices/%" PRId64, p.n.id),
                      .focus = true,
                      .no_index = true});
    notice_change_html(c, &p);
    page_end(c);
}

static void do_change(struct ctx *c)
{
    const struct change_form *f = c->req->form;
    struct bulletin n;
    struct body body;
    if (!notices_see(c, &n) || !bodies_by_id(c, n.body_id, &body)) {
        return;
    }
    n.title = f->title;
    n.text = f->text;
    n.hours = n.kind == NOTICE_OUTAGE ? f->hours : "";
    n.valid_from = day_text(c->arena, f->from);
    n.valid_to = day_after(c, f->to);
    if (notices_check(&n, (int)body.kind, &c->err) && notices_change(c, &n, f->version, f->why)) {
        redirect(c, area_path(c, "notices/%" PRId64, n.id));
    }
}

static void do_take(struct ctx *c)
{
    const struct take_form *f = c->req->form;
    struct bulletin n;
    if (notices_see(c, &n) && notices_take(c, &n, f->why)) {
        redirect(c, area_path(c, "notices/%" PRId64, n.id));
    }
}

/* Carried out ---------------------------------------------------------------------------------- */
static void do_step(struct ctx *c)
{
    const struct step_form *f = c->req->form;
    struct bulletin n;
    struct notice_step s = {.day = notices_day(c, f->day ? f->day : c->now), .text = f->text};
    if (!notices_see(c, &n)) {
        return;
    }
    if (n.kind != NOTICE_DECISION) {
        refuse(&c->err, NULL, SAY(N_("只有决定才登记落实。")));
    } else if (strcmp(s.day, n.decided_on) < 0 || f->day > c->now) {
        refuse(&c->err, "day", SAY(N_("落实在决定以后、今天以前。")));
    } else if (file_keep(c, "photo", 0, "step", n.id, n.audience, &s.file_id) &&
               notices_carry_out(c, &n, &s)) {
        redirect(c, area_path(c, "notices/%" PRId64 "#steps", n.id));
    }
}

#define PUBLISHER .duty = DUTY_NOTICES, .hands = HANDS_SELF
static const struct route routes[] = {
    {"GET", "/a/:area/notices/new", show_new, DUTY_NOTICES, .title = N_("写一条公告")},
    {"POST", "/a/:area/notices", do_publish, PUBLISHER, .form = &notice_form, .show = show_new,
        .title = N_("发布公告")},
    {"GET", "/a/:area/notices/:id/change", show_change, DUTY_NOTICES, .place_of = notices_place_of,
        .title = N_("改正公告")},
    {"POST", "/a/:area/notices/:id/change", do_change, PUBLISHER, .form = &change_form,
        .show = show_change, .place_of = notices_place_of, .title = N_("改正公告，以前的样子留着")},
    {"POST", "/a/:area/notices/:id/take", do_take, PUBLISHER, .form = &notices_take_form,
        .show = notices_show, .place_of = notices_place_of, .title = N_("提前撤下公告，写明理由")},
    {"POST", "/a/:area/notices/:id/steps", do_step, PUBLISHER, .form = &notices_step_form,
        .show = notices_show, .place_of = notices_place_of, .title = N_("登记决定怎么落实")},
    {0},
};

const struct module notices_write_module = {.name = "notices_write", .tier = 6, .routes = routes};
