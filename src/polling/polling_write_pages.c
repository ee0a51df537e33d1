/* polling_write_pages.c - a decision is drafted: its first question with it, others one by one. */
#include <inttypes.h>
#include <string.h>

#include "src/polling/polling.h"

#include "lib/base/app.h"
#include "src/bodies/bodies.h"
#include "src/bodies/duties.h"
#include "src/places/places.h"

struct draft_form { /* of a new one with its first question; of a draft its terms alone */
    int64_t version, body, place, electorate, force, decides, seats, audience;
    bool secret, hidden, parking;
    const char *title, *text, *stairs, *item, *about, *options, *follow;
};
static const struct choice audiences[] = {
    {AUDIENCE_PUBLIC, "public", N_("所有人"), N_("不登录也看得到")},
    {AUDIENCE_AREA, "area", N_("本居民区的居民")}, {AUDIENCE_PLACE, "place", N_("只有那里的居民")},
    {0}};
#define TITLE_HELP N_("一句话，一眼看懂要定什么事。")
/* What is asked of whom, and what goes by it: the same for a new one and for a draft. */
#define ASK_FIELDS \
    FIELD(struct draft_form, FIELD_TEXT, title, .min = 4, .max = 60, .label = N_("要定什么事"), \
        .help = TITLE_HELP, .required = true), \
        FIELD(struct draft_form, FIELD_LINES, text, .max = 4000, \
            .label = N_("来龙去脉（可以不写）")), \
        FIELD(struct draft_form, FIELD_ID, body, .label = N_("谁组织"), .required = true), \
        FIELD(struct draft_form, FIELD_FOUND, place, .label = N_("哪里的人投票"), \
            .help = \
                N_("写小区的名字，或者一栋楼的楼号；全居民区写「全」，业主的表决不能写「全」。"), \
            .finder = &places_finder, .required = true), \
        FIELD(struct draft_form, FIELD_TEXT, stairs, .max = 400, \
            .label = N_("只涉及其中哪几栋楼"), \
            .help = N_("写楼号，用顿号隔开，例如 3号、5号。不写就是全部。")), \
        FIELD(struct draft_form, FIELD_CHOICE, electorate, .label = N_("谁来投"), \
            .choices = electorate_kinds, .required = true), \
        FIELD(struct draft_form, FIELD_CHOICE, force, .label = N_("效力"), \
            .choices = ballots_forces, .required = true)
#define TERM_FIELDS \
    FIELD(struct draft_form, FIELD_FLAG, secret, .label = N_("不记名"), \
        .help = N_("谁投了什么不留下来，投出去不能改。业主的票按面积算，只能实名。")), \
        FIELD(struct draft_form, FIELD_FLAG, hidden, \
            .label = N_("截止以后才公布同意和反对的票数"), \
            .help = N_("差多少人参与始终看得到。")), \
        FIELD(struct draft_form, FIELD_FLAG, parking, .label = N_("车位、车库的面积也算"), \
            .help = N_("只有业主大会议事规则写明才能勾。")), \
        FIELD(struct draft_form, FIELD_TEXT, follow, .max = 100, \
            .label = N_("议事规则里「不表态的随多数」的条款号"), \
            .help = N_("没有就不写。有争议，结果会同时公布不算它的票数。")), \
        FIELD(struct draft_form, FIELD_CHOICE, audience, .label = N_("谁看得到"), \
            .choices = audiences)

static const struct field new_fields[] = {
    ASK_FIELDS,
    POLLING_ITEM_FIELDS(struct draft_form),
    TERM_FIELDS,
    {0},
};
const struct form polling_new_form = {"ballots.new", sizeof(struct draft_form), new_fields};

static const struct field terms_fields[] = {
    FIELD(struct draft_form, FIELD_INT, version, .max = 1000000, .label = N_("第几版"),
        .required = true, .hidden = true),
    ASK_FIELDS,
    TERM_FIELDS,
    {0},
};
static const struct form terms_form = {"ballots.terms", sizeof(struct draft_form), terms_fields};

struct write_page {
    struct ballot b;
    enum electorate who; /* of a new one: chosen first; 0 not yet */
    const struct choice *bodies, *decides; /* those that fit */
};

#include "polling_write.html.h"

/* Who may organise -------------------------------------------------------------------------------
 */
struct choices {
    struct choice *v;
    size_t n, cap;
};

static bool organises_kind(enum body_kind k)
{
    return k == BODY_COMMITTEE || k == BODY_OWNERS_COMMITTEE || k == BODY_SELF_MANAGEMENT ||
           k == BODY_STAIR || k == BODY_WORKING_GROUP;
}

/* A stair's body asks its households; what owners decide is asked by those who stand for them. */
static bool asks(enum body_kind k, enum electorate who)
{
    return k != BODY_STAIR || who == ROLL_OF_HOUSEHOLDS || who == ROLL_OF_RESIDENTS;
}

/* Bodies over whose place the reader organises decisions of those people, of owners their committee
 * first. Whoever looks after many
 * stairs asks them by the committee: a list of a hundred is no choice. */
static bool read_bodies(struct ctx *c, enum electorate who, struct choices *out)
{
    enum { STAIRS_MAX = 8 };
    struct choices stairs = {0}, others = {0};
    struct bodies all = {0};
    if (!bodies_all(c, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        const struct body *b = &all.v[i];
        if (organises_kind(b->kind) && str_empty(b->valid_to) && asks(b->kind, who) &&
            c->app->may(c, DUTY_BALLOTS, b->place_id)) {
            bool later = who == ROLL_OF_OWNERS && b->kind != BODY_OWNERS_COMMITTEE;
            list_push(c->arena,
                b->kind == BODY_STAIR ? &stairs
                : later               ? &others
                                      : out,
                ((struct choice){.value = b->id, .label = b->name}));
        }
    }
    for (size_t i = 0; i < others.n; i++) {
        list_push(c->arena, out, others.v[i]);
    }
    for (size_t i = 0; i < stairs.n && (stairs.n <= STAIRS_MAX || !out->n); i++) {
        list_push(c->arena, out, stairs.v[i]);
    }
    list_push(c->arena, out, (struct choice){0});
    return !c->err.kind;
}

/* Chosen by the link, or typed with a form that was refused. */
static enum electorate who_asked(struct ctx *c)
{
    const struct draft_form *f =
        c->req->form && c->req->route->form == &polling_new_form ? c->req->form : NULL;
    const char *key = req_query(c, "who");
    for (const struct choice *o = electorate_kinds; o->value; o++) {
        if (f ? o->value == f->electorate : str_same(o->key, key)) {
            return (enum electorate)o->value;
        }
    }
    return (enum electorate)0;
}

static void show_who(struct ctx *c)
{
    page_begin(c, &(struct page){.title = T(c, N_("开一次表决")),
                      .focus = true,
                      .no_index = true,
                      .back = area_path(c, "ballots")});
    who_html(c);
    page_end(c);
}

static void show_new(struct ctx *c)
{
    struct write_page p = {.who = who_asked(c)};
    if (!p.who) {
        show_who(c);
        return;
    }
    p.decides = polling_decides(c, p.who);
    struct choices bodies = {0};
    struct body first = {0};
    struct err kept = err_take(&c->err);
    if (!read_bodies(c, p.who, &bodies) ||
        (bodies.n > 1 && !bodies_by_id(c, bodies.v[0].value, &first))) {
        return;
    }
    c->err = kept;
    p.bodies = bodies.v;
    bool several = p.who == ROLL_OF_OWNERS && first.place_id == c->area_id;
    form_fill(c, &polling_new_form,
        &(struct draft_form){.body = bodies.v[0].value,
            .place = req_query_int(c, "place", several ? 0 : first.place_id),
            .electorate = p.who,
            .force = FORCE_STATUTORY,
            .audience = AUDIENCE_PUBLIC,
            .title = "",
            .text = "",
            .stairs = "",
            .item = "",
            .about = "",
            .options = "",
            .follow = ""});
    page_begin(c, &(struct page){.title = T(c, N_("开一次表决")),
                      .focus = true,
                      .no_index = true,
                      .back = area_path(c, "ballots")});
    new_html(c, &p);
    page_end(c);
}

/* "3号、5号楼" -> their stairs; each has to lie in the place. */
static bool read_stairs(struct ctx *c, const char *typed, int64_t place_id, struct ids *out)
{
    struct ids under = {0};
    char *text = arena_strdup(c->arena, typed), *rest = text;
    if (str_empty(typed) || !places_under(c, place_id, "", &under)) {
        return !c->err.kind;
    }
    for (char *word; (word = strtok_r(rest, " ,;\n\xef\xbc\x8c", &rest));) {
        for (char *part = word, *next; part; part = next) {
            next = strstr(part, "、");
            if (next) {
                *next = '\0';
                next += strlen("、");
            }
            const char *name = places_building_name(c->arena, part);
            bool found = false;
            for (size_t i = 0; *part && i < under.n && !found; i++) {
                struct building g;
                if (!places_building(c, under.v[i], &g)) {
                    return false;
                }
                found = str_same(g.name, name);
                if (found) {
                    list_push(c->arena, out, g.id);
                }
            }
            if (*part && !found) {
                return refuse(&c->err, "stairs", WORDS(N_("那里没有「{0}」"), TEXT(part)));
            }
        }
    }
    return true;
}

static bool organiser(struct ctx *c, const struct draft_form *f, struct body *out)
{
    if (!bodies_by_id(c, f->body, out)) {
        return false;
    }
    if (!c->app->may(c, DUTY_BALLOTS, f->place) || !c->app->may(c, DUTY_BALLOTS, out->place_id)) {
        return refuse(&c->err, "place", SAY(N_("那里的表决不归您组织，请选自己管的地方")));
    }
    if (f->electorate == ROLL_OF_OWNERS && f->place == c->area_id) {
        return refuse(&c->err, "place",
            SAY(N_(
                "业主的表决只在一个小区里开：几个小区的业主合起来不是一个业主大会。请写一个小区的名字，或者其中一栋楼的楼号")));
    }
    return places_within(c, f->place, out->place_id) ||
           (!c->err.kind && refuse(&c->err, "place",
                                WORDS(N_("那里不归「{0}」管：请换一个组织，或者写它管的地方"),
                                    TEXT(out->name))));
}

/* What was typed of a decision's terms, into it. */
static bool read_terms(struct ctx *c, const struct draft_form *f, struct ballot *b)
{
    struct body body;
    b->place_id = f->place;
    b->body_id = f->body;
    b->electorate = (enum electorate)f->electorate;
    b->force = (enum force)f->force;
    b->named = !f->secret;
    b->running = !f->hidden;
    b->parking = f->parking;
    b->text = f->text;
    b->follow_clause = f->follow;
    b->m.title = f->title;
    b->audience = (enum audience)f->audience;
    b->stairs = (struct ids){0};
    return organiser(c, f, &body) && read_stairs(c, f->stairs, f->place, &b->stairs);
}

static void do_new(struct ctx *c)
{
    const struct draft_form *f = c->req->form;
    struct ballot b = {0};
    struct ballot_item item = {
        .title = f->item, .text = f->about, .decides = (enum decides)f->decides};
    if (!read_terms(c, f, &b) || !polling_options(c, f->options, f->seats, &item)) {
        return;
    }
    list_push(c->arena, &b.items, item);
    if (ballots_open(c, &b)) {
        redirect(c, ballots_path(c, &b, ""));
    }
}

static void do_terms(struct ctx *c)
{
    const struct draft_form *f = c->req->form;
    struct ballot b;
    if (ballots_see(c, req_id(c, "id"), &b) && read_terms(c, f, &b) &&
        ballots_write(c, &b, f->version)) {
        redirect(c, ballots_path(c, &b, "/edit"));
    }
}

/* Its questions ---------------------------------------------------------------------------------
 */
static const char *stairs_said(struct ctx *c, const struct ballot *b)
{
    const char *out = "";
    struct building g;
    for (size_t i = 0; i < b->stairs.n && places_building(c, b->stairs.v[i], &g); i++) {
        out = arena_printf(c->arena, "%s%s%s", out, i ? "、" : "", g.name);
    }
    return out;
}

static void fill_terms(struct ctx *c, const struct ballot *b)
{
    form_fill(c, &terms_form,
        &(struct draft_form){.version = b->m.version,
            .body = b->body_id,
            .place = b->place_id,
            .electorate = b->electorate,
            .force = b->force,
            .audience = b->audience,
            .secret = !b->named,
            .hidden = !b->running,
            .parking = b->parking,
            .title = b->m.title,
            .text = b->text,
            .stairs = stairs_said(c, b),
            .follow = b->follow_clause});
}

void polling_show_edit(struct ctx *c)
{
    struct write_page p = {0};
    struct choices bodies = {0};
    struct err kept = err_take(&c->err);
    if (!ballots_see(c, req_id(c, "id"), &p.b) || !read_bodies(c, p.b.electorate, &bodies)) {
        return;
    }
    p.bodies = bodies.v;
    p.decides = polling_decides(c, p.b.electorate);
    fill_terms(c, &p.b);
    c->err = kept;
    polling_fill_item(c, &p.b, NULL);
    polling_fill_steps(c, &p.b);
    page_begin(c, &(struct page){.title = T(c, N_("改草稿")),
                      .focus = true,
                      .no_index = true,
                      .back = ballots_path(c, &p.b, "")});
    edit_html(c, &p);
    page_end(c);
}

#define ORGANISER \
    .duty = DUTY_BALLOTS, .hands = HANDS_SELF, .show = polling_show_edit, \
    .place_of = ballots_place_of
static const struct route routes[] = {
    {"GET", "/a/:area/ballots/new", show_new, DUTY_BALLOTS, .title = N_("开一次表决")},
    {"POST", "/a/:area/ballots", do_new, DUTY_BALLOTS, HANDS_SELF, &polling_new_form, show_new,
        .title = N_("起草一次表决")},
    {"GET", "/a/:area/ballots/:id/edit", polling_show_edit, DUTY_BALLOTS,
        .place_of = ballots_place_of, .title = N_("改草稿")},
    {"POST", "/a/:area/ballots/:id/terms", do_terms, ORGANISER, .form = &terms_form,
        .title = N_("改草稿的题目、地方和约定")},
    {0},
};
const struct module polling_write_module = {.name = "polling_write", .tier = 11, .routes = routes};
