/* polling_steps_pages.c - from draft to open: the roll, objections, the announcement, reminders. */
#include <inttypes.h>

#include "src/polling/polling.h"

#include "lib/base/app.h"
#include "lib/paper/paper.h"
#include "lib/web/file.h"
#include "src/bodies/duties.h"
#include "src/places/places.h"

struct step_form {
    int64_t version;
};
static const struct field step_fields[] = {
    FIELD(struct step_form, FIELD_INT, version, .max = 1000000, .label = N_("第几版"),
        .required = true, .hidden = true),
    {0},
};
const struct form polling_step_form = {"ballots.step", sizeof(struct step_form), step_fields};

struct announce_form {
    int64_t version, opens, closes;
};
static const struct field announce_fields[] = {
    FIELD(struct announce_form, FIELD_INT, version, .max = 1000000, .label = N_("第几版"),
        .required = true, .hidden = true),
    FIELD(struct announce_form, FIELD_TIME, opens, .label = N_("什么时候开始（可以不写）"),
        .help = N_("不写就是公告一满就开始；公告不用等几天的，马上开始。")),
    FIELD(struct announce_form, FIELD_TIME, closes, .label = N_("什么时候截止"), .required = true),
    FIELD_UPLOAD("photo", .max = FILE_PHOTO_MAX, .label = N_("贴好的公告的照片"),
        .help = N_("看得清内容和贴在哪里。这是公告期的凭证。"), .required = true),
    {0},
};
const struct form polling_announce_form = {
    "ballots.announce", sizeof(struct announce_form), announce_fields};

struct object_form {
    const char *objection_text;
};
static const struct field object_fields[] = {
    FIELD(struct object_form, FIELD_LINES, objection_text, .min = 4, .max = 1000,
        .label = N_("哪里不对"), .help = N_("请不要写人的名字和电话。"), .required = true),
    {0},
};
const struct form polling_object_form = {
    "ballots.object", sizeof(struct object_form), object_fields};

struct answer_form {
    int64_t objection;
    bool upheld;
    const char *answer;
};
static const struct field answer_fields[] = {
    FIELD(struct answer_form, FIELD_ID, objection, .label = N_("哪一件异议"), .required = true,
        .hidden = true),
    FIELD(struct answer_form, FIELD_FLAG, upheld, .label = N_("异议成立")),
    FIELD(struct answer_form, FIELD_LINES, answer, .min = 2, .max = 1000, .label = N_("答复"),
        .required = true),
    {0},
};
const struct form polling_answer_form = {
    "ballots.answer", sizeof(struct answer_form), answer_fields};

struct off_form {
    int64_t version;
    const char *why;
};
static const struct field off_fields[] = {
    FIELD(struct off_form, FIELD_INT, version, .max = 1000000, .label = N_("第几版"),
        .required = true, .hidden = true),
    FIELD(struct off_form, FIELD_TEXT, why, .min = 2, .max = 200, .label = N_("为什么取消"),
        .required = true),
    {0},
};
const struct form polling_off_form = {"ballots.off", sizeof(struct off_form), off_fields};

struct roll_page {
    struct ballot b;
    struct list_view v;
    const char *sold; /* "3号楼 301、502"; "" nobody has sold since, or not for this reader */
};
struct notice_page {
    struct ballot b;
    struct turnout turnout;
    struct area area;
    struct html qr;
};

#include "polling_steps.html.h"

/* Guesses: the first morning the notice allows, empty where it may open at once, and a fortnight
 * for voting, till eight. */
void polling_fill_steps(struct ctx *c, const struct ballot *b)
{
    int64_t first = ballots_opens_after(b, c->now);
    struct civil d = civil_of(first);
    int64_t opens = ms_of_civil(d.year, d.month, d.day, 8, 0);
    struct announce_form *a = arena_alloc(c->arena, sizeof(*a));
    struct off_form *off = arena_alloc(c->arena, sizeof(*off));
    struct step_form *step = arena_alloc(c->arena, sizeof(*step));
    struct civil o = civil_of(opens + 14 * MS_PER_DAY);
    *a = (struct announce_form){.version = b->m.version,
        .opens = b->notice_days ? opens : 0,
        .closes = ms_of_civil(o.year, o.month, o.day, 20, 0)};
    *off = (struct off_form){.version = b->m.version, .why = ""};
    *step = (struct step_form){.version = b->m.version};
    form_fill(c, &polling_announce_form, a);
    form_fill(c, &polling_off_form, off);
    form_fill(c, &polling_step_form, step);
}

/* Steps -----------------------------------------------------------------------------------------
 */
static void do_take(struct ctx *c)
{
    const struct step_form *f = c->req->form;
    struct ballot b;
    if (ballots_see(c, req_id(c, "id"), &b) && ballots_take_roll(c, &b, f->version)) {
        redirect(c, ballots_path(c, &b, ""));
    }
}

static void do_take_back(struct ctx *c)
{
    const struct step_form *f = c->req->form;
    struct ballot b;
    if (ballots_see(c, req_id(c, "id"), &b) && ballots_take_back(c, &b, f->version)) {
        redirect(c, ballots_path(c, &b, "/edit"));
    }
}

static void do_announce(struct ctx *c)
{
    const struct announce_form *f = c->req->form;
    struct ballot b;
    int64_t photo = 0;
    if (!ballots_see(c, req_id(c, "id"), &b)) {
        return;
    }
    int64_t opens = ballots_opens_at(&b, f->opens, c->now);
    if (ballots_may_announce(&b, opens, f->closes, c->now, &c->err) &&
        file_keep(c, "photo", 0, "posted", b.id, b.m.audience, &photo) &&
        ballots_announce(c, &b, opens, f->closes, photo != 0, f->version)) {
        redirect(c, ballots_path(c, &b, ""));
    }
}

static void do_object(struct ctx *c)
{
    const struct object_form *f = c->req->form;
    struct ballot b;
    if (ballots_see(c, req_id(c, "id"), &b) && ballots_object(c, &b, f->objection_text)) {
        redirect(c, ballots_path(c, &b, "#roll"));
    }
}

static void do_answer(struct ctx *c)
{
    const struct answer_form *f = c->req->form;
    struct ballot b;
    if (ballots_see(c, req_id(c, "id"), &b) &&
        ballots_answer(c, &b, f->objection, f->upheld, f->answer)) {
        redirect(c, ballots_path(c, &b, "#roll"));
    }
}

static void do_call_off(struct ctx *c)
{
    const struct off_form *f = c->req->form;
    struct moving mv = {.matter_id = req_id(c, "id"), .seen_version = f->version, .text = f->why};
    struct ballot b;
    if (ballots_see(c, mv.matter_id, &b) && matters_move(c, "call_off", &mv)) {
        redirect(c, ballots_path(c, &b, ""));
    }
}

static void do_remind(struct ctx *c)
{
    const struct step_form *f = c->req->form;
    struct ballot b;
    (void)f;
    if (ballots_see(c, req_id(c, "id"), &b) && ballots_remind(c, &b)) {
        redirect(c, ballots_path(c, &b, ""));
    }
}

static bool fill_sold(struct ctx *c, struct roll_page *p)
{
    struct voter_units sold = {0};
    p->sold = "";
    if (!p->v.personal || !electorate_sold_since(c, p->b.id, p->b.frozen_at, &sold)) {
        return !c->err.kind;
    }
    for (size_t i = 0; i < sold.n; i++) {
        p->sold = arena_printf(c->arena, "%s%s%s", p->sold, i ? "、" : "", sold.v[i].name);
    }
    return true;
}

/* The roll and the sheet ------------------------------------------------------------------------
 */
static void show_roll(struct ctx *c)
{
    struct roll_page p = {0};
    if (!ballots_see(c, req_id(c, "id"), &p.b) ||
        !list_view_load(c, &electorate_list, p.b.id, (int64_t)AUDIENCE_PUBLIC, &p.v)) {
        return;
    }
    p.v.personal = c->app->may(c, DUTY_SEE_ROLL, p.b.place_id);
    if (list_export(c, &p.v) || !fill_sold(c, &p)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, N_("表决名册")),
                      .wide = true,
                      .no_index = true,
                      .back = ballots_path(c, &p.b, "")});
    roll_html(c, &p);
    page_end(c);
}

static void show_notice(struct ctx *c)
{
    struct notice_page p = {0};
    if (!ballots_see(c, req_id(c, "id"), &p.b) || !votes_turnout(c, &p.b, &p.turnout) ||
        !places_area(c, c->area_id, &p.area)) {
        return;
    }
    const char *url = arena_printf(c->arena, "%s%s", c->app->base_url, ballots_path(c, &p.b, ""));
    p.qr = (struct html){qr_svg(c->arena, url, T(c, N_("这次表决的网页")))};
    page_begin(c, &(struct page){.title = T(c, N_("表决公告")),
                      .body_class = "app paper",
                      .no_index = true,
                      .back = ballots_path(c, &p.b, "")});
    notice_html_(c, &p);
    page_end(c);
}

#define ORGANISER \
    .duty = DUTY_BALLOTS, .hands = HANDS_SELF, .show = polling_show, .place_of = ballots_place_of
static const struct route routes[] = {
    {"POST", "/a/:area/ballots/:id/take", do_take, ORGANISER, .form = &polling_step_form,
        .title = N_("定表决名册")},
    {"POST", "/a/:area/ballots/:id/take-back", do_take_back, ORGANISER, .form = &polling_step_form,
        .title = N_("收回表决名册，再改草稿")},
    {"POST", "/a/:area/ballots/:id/announce", do_announce, ORGANISER,
        .form = &polling_announce_form, .title = N_("登记表决公告贴好了")},
    {"POST", "/a/:area/ballots/:id/call-off", do_call_off, ORGANISER, .form = &polling_off_form,
        .title = N_("取消一次表决")},
    {"POST", "/a/:area/ballots/:id/remind", do_remind, ORGANISER, .form = &polling_step_form,
        .title = N_("提醒还没投的人")},
    {"POST", "/a/:area/ballots/:id/answer", do_answer, ORGANISER, .form = &polling_answer_form,
        .title = N_("答复表决的异议")},
    {"POST", "/a/:area/ballots/:id/object", do_object, DUTY_PERSON, HANDS_ANY, &polling_object_form,
        polling_show, ballots_place_of, .title = N_("对表决提异议")},
    {"GET", "/a/:area/ballots/:id/roll", show_roll, DUTY_PERSON, .place_of = ballots_place_of,
        .list = &electorate_list, .title = N_("表决名册")},
    {"GET", "/a/:area/ballots/:id/notice", show_notice, DUTY_PUBLIC, .place_of = ballots_place_of,
        .title = N_("打印表决公告")},
    {0},
};
static const struct list *const lists[] = {&electorate_list, NULL};
const struct module polling_steps_module = {
    .name = "polling_steps", .tier = 11, .routes = routes, .lists = lists};
