/* requests_report_pages.c - 我要说: what and where; whose it is; the phone proved by code. A draft
 * is kept between the screens, so that a lost answer or a second press makes one request. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/paper/paper.h"
#include "lib/text/text.h"
#include "lib/web/file.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/accounts/accounts.h"
#include "src/claims/claims.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/requests/requests_room.h"

/* Forms ---------------------------------------------------------------------------------------- */
struct report_form {
    const char *what, *spot, *unit;
};
static const struct field report_fields[] = {
    FIELD(struct report_form, FIELD_LINES, what, .min = REQUEST_BODY_MIN, .max = 2000,
        .label = N_("什么事"), .help = N_("什么时候、影响到谁。不用写名字。"), .required = true,
        .paper = 80),
    FIELD(struct report_form, FIELD_TEXT, spot, .max = 60, .label = N_("在哪里"),
        .help = N_("门厅、三楼转角、车棚边……可以不填。"), .paper = 30),
    FIELD(struct report_form, FIELD_TEXT, unit, .max = 20, .label = N_("房号（可以不填）"),
        .help = N_("是您家里的事才要填，如 301。"), .paper = 16),
    FIELD_UPLOAD("photo", .max = PHOTO_MAX, .label = N_("照片（可以不拍，最多 3 张）"),
        .help = N_("拍东西，不拍人。位置信息会去掉。")),
    {0},
};
const struct form requests_report_form = {
    "requests.report", sizeof(struct report_form), report_fields};

static const struct choice who_sees[] = {
    {AUDIENCE_PLACE, "place", N_("本楼邻居"), N_("不显示您的名字")},
    {AUDIENCE_CASE, "case", N_("只有办理的人"), N_("邻居看不到这件事；噪声、邻里纠纷先这样")},
    {0},
};
struct send_form {
    int64_t kind, other, open, join;
    const char *phone, *name;
    bool read, same;
};
static const struct field send_fields[] = {
    FIELD(struct send_form, FIELD_CHOICE, kind, .choices = requests_kinds,
        .label = N_("我们猜这属于"), .help = N_("猜错了请改，会影响由谁来办。")),
    FIELD(struct send_form, FIELD_CHOICE, other, .choices = requests_kinds,
        .label = N_("都不是？请在这里选")),
    FIELD(
        struct send_form, FIELD_CHOICE, open, .choices = who_sees, .label = N_("谁能看到这件事？")),
    FIELD(struct send_form, FIELD_ID, join, .hidden = true),
    FIELD(struct send_form, FIELD_PHONE, phone, .label = N_("您的手机号"),
        .help = N_("收一次验证码，有进展告诉您。只给办理的人看，不公开。"), .personal = true,
        .autocomplete = "tel"),
    FIELD(struct send_form, FIELD_TEXT, name, .max = 30, .label = N_("怎么称呼您（可以不填）"),
        .personal = true, .autocomplete = "name"),
    FIELD(struct send_form, FIELD_FLAG, read, .label = N_("已经读给对方听，对方说对")),
    FIELD(struct send_form, FIELD_FLAG, same, .label = N_("已经和纸条核对，一字不差")),
    {0},
};
const struct form requests_send_form = {"requests.send", sizeof(struct send_form), send_fields};

struct code_form {
    const char *code;
};
static const struct field code_fields[] = {
    FIELD(struct code_form, FIELD_CODE, code, .min = CODE_DIGITS, .max = CODE_DIGITS_ALARM,
        .label = N_("短信验证码"), .required = true, .autocomplete = "one-time-code"),
    {0},
};
const struct form requests_code_form = {"requests.code", sizeof(struct code_form), code_fields};

/* Pages' structs ------------------------------------------------------------------------------- */
struct report_page {
    struct building b;
    const char *whom; /* acting for: their name; "" for oneself */
    int screens; /* 2 where no phone need be proved */
};
struct send_page {
    struct request_draft d;
    struct building b;
    const char *unit, *readback, *whom;
    struct choice kinds[4]; /* guess and two more */
    struct matters alike;
    bool knows[2]; /* may the reader see what that neighbour wrote? */
    bool known, for_another, paper;
    struct picture photos[REQUEST_PHOTOS_MAX];
    size_t n_photos;
};
struct code_page {
    struct request_draft d;
    const char *phone; /* masked */
    const char *demo; /* the code itself, in a demo store only */
};

#include "requests_report.html.h"

/* Screen 1: what and where --------------------------------------------------------------------- */
int64_t requests_building_of_route(struct ctx *c)
{
    struct building b = {0};
    return places_building(c, req_id(c, "id"), &b) ? b.id : 0;
}

static const char *name_of(struct ctx *c, int64_t person_id)
{
    struct person who = {0};
    return person_id && people_by_id(c, person_id, &who) ? who.name : "";
}

/* The person named by ?for=, or already acted for; 0: oneself. */
static int64_t acted_for(struct ctx *c)
{
    enum hand hand;
    bool acted = c->act.person_id && c->act.hand != HAND_SELF;
    int64_t id = acted ? c->act.person_id : req_query_int(c, "for", 0);
    bool may =
        id && id != c->who.person_id && c->who.person_id && c->app->may_act_for(c, id, &hand);
    return may ? id : 0;
}

void requests_show_report(struct ctx *c)
{
    struct report_page p = {0};
    if (!places_building(c, req_id(c, "id"), &p.b)) {
        return;
    }
    p.whom = name_of(c, acted_for(c));
    p.screens = c->who.person_id ? 2 : 3;
    form_fill(c, &requests_report_form, /* begun elsewhere: an objection to a notice */
        &(struct report_form){.what = req_query(c, "what"), .spot = "", .unit = ""});
    page_begin(c, &(struct page){.title = T(c, N_("我要说，第 1 步：什么事")),
                      .focus = true,
                      .back = area_path(c, "b/%" PRId64, p.b.id),
                      .back_label = p.b.name});
    report_html(c, &p);
    page_end(c);
}

bool requests_unit_typed(struct ctx *c, int64_t building_id, const char *name, int64_t *unit_id)
{
    *unit_id = 0;
    if (str_empty(name)) {
        return true;
    }
    const char *unit = places_unit_name(c->arena, name);
    *unit_id = places_unit_by_name(c, building_id, unit);
    return *unit_id || c->err.kind ||
           refuse(&c->err, "unit", WORDS(N_("本楼没有「{0}」这个房号，可以空着"), TEXT(unit)));
}

bool requests_keep_photos(struct ctx *c, const char *field, const char *purpose, int64_t subject_id,
    enum audience audience, int *n)
{
    int64_t id;
    for (*n = 0; req_file(c, field, *n); (*n)++) {
        if (*n == REQUEST_PHOTOS_MAX) {
            return refuse(&c->err, field, WORDS(N_("最多 {0} 张照片"), INT(REQUEST_PHOTOS_MAX)));
        }
        if (!file_keep(c, field, *n, purpose, subject_id, audience, &id)) {
            return false;
        }
    }
    return true;
}

static const char *draft_text(struct ctx *c, const struct request_draft *d)
{
    return text_fold(c->arena, arena_printf(c->arena, "%s %s", d->body, str_or(d->spot, "")));
}

void requests_begin(struct ctx *c, struct request_draft *d)
{
    struct keywords words = {0};
    int photos;
    d->session = session_token_hash(c);
    if (!requests_keywords(c, &words)) {
        return;
    }
    d->kind = (int64_t)requests_guess(&words, draft_text(c, d));
    d->audience = requests_kind_info(d->kind)->quarrel ? AUDIENCE_CASE : AUDIENCE_PLACE;
    if (requests_draft_put(c, d) &&
        requests_keep_photos(c, "photo", "report", d->id, AUDIENCE_CASE, &photos)) {
        redirect(c, area_path(c, "report/%" PRId64, d->id));
    }
}

void requests_do_report(struct ctx *c)
{
    const struct report_form *f = c->req->form;
    struct request_draft d = {
        .place_id = requests_building_of_route(c),
        .body = f->what,
        .spot = f->spot,
        .channel = c->act.channel,
        .evidence = c->act.evidence,
        .happened_at = c->act.happened_at,
        .person_id = c->act.hand == HAND_SELF ? 0 : c->act.person_id,
    };
    if (requests_unit_typed(c, d.place_id, f->unit, &d.unit_id)) {
        requests_begin(c, &d);
    }
}

/* Screen 2: whose it is, who sees it, who speaks -------------------------------------------------
 */
static bool own_draft(struct ctx *c, struct request_draft *d)
{
    d->session = session_token_hash(c);
    return requests_draft(c, req_id(c, "id"), d);
}

static void go_to_ticket(struct ctx *c, int64_t id)
{
    redirect(c, area_path(c, "requests/%" PRId64 "?new=1", id));
}

static bool is_for_another(const struct request_draft *d)
{
    return d->person_id || d->channel != CHANNEL_WEB;
}

static const char *kind_help(struct ctx *c, const struct request_kind_info *k)
{
    struct request_clock clock;
    if (!requests_clock(c, k->kind, &clock)) {
        return "";
    }
    return say(c, WORDS(N_("由{0}办，分派后 {1}内答复"), MSG(bodies_body_label(k->owner)),
                      TEXT(say(c, requests_span_says(clock.answer)))));
}

static bool fill_kinds(struct ctx *c, struct send_page *p)
{
    struct keywords words = {0};
    int64_t likely[3];
    if (!requests_keywords(c, &words)) {
        return false;
    }
    requests_likely(&words, draft_text(c, &p->d), 3, likely);
    for (int i = 0; i < 3; i++) {
        const struct request_kind_info *k = requests_kind_info(likely[i]);
        p->kinds[i] = (struct choice){
            .value = k->kind, .key = k->key, .label = k->label, .help = kind_help(c, k)};
    }
    return true;
}

/* What an operator reads out: everything that will be stored, in one breath. */
static const char *readback(struct ctx *c, const struct send_page *p)
{
    const char *where = arena_printf(c->arena, "%s%s%s%s%s", p->b.name, *p->unit ? " " : "",
        p->unit, str_empty(p->d.spot) ? "" : "，", str_or(p->d.spot, ""));
    const char *who = str_or(p->whom, p->d.asker_name);
    const char *phone = str_or(p->d.asker_phone, "");
    return arena_printf(c->arena, "%s%s%s%s%s：%s", who, *who && *phone ? "，" : "", phone,
        *who || *phone ? "，" : "", where, p->d.body);
}

static bool fill_alike(struct ctx *c, struct send_page *p)
{
    if (!matters_open_like(c, p->d.place_id, draft_text(c, &p->d), &p->alike)) {
        return false;
    }
    p->alike.n = p->alike.n > COUNT(p->knows) ? COUNT(p->knows) : p->alike.n;
    enum audience most = bodies_audience(c, p->d.place_id);
    for (size_t i = 0; i < p->alike.n; i++) {
        p->knows[i] = p->alike.v[i].audience <= most;
    }
    return !c->err.kind;
}

static bool fill_send(struct ctx *c, struct send_page *p)
{
    struct files files = {0};
    struct unit u = {.name = ""};
    if (!places_building(c, p->d.place_id, &p->b) || !fill_kinds(c, p) || !fill_alike(c, p) ||
        !files_of_subject(c, p->d.id, &files)) {
        return false;
    }
    if (p->d.unit_id && !places_unit(c, p->d.unit_id, &u)) {
        return false;
    }
    p->unit = u.name;
    for (; p->n_photos < files.n && p->n_photos < COUNT(p->photos); p->n_photos++) {
        const char *alt = say(c, WORDS(N_("照片 {0}"), INT((int64_t)p->n_photos + 1)));
        p->photos[p->n_photos] = (struct picture){
            .alt = alt, .src = area_path(c, "files/%" PRId64 "/thumb", files.v[p->n_photos].id)};
    }
    p->for_another = is_for_another(&p->d);
    p->paper = p->d.channel == CHANNEL_PAPER;
    p->known = p->for_another || c->who.person_id;
    p->whom = name_of(c, p->d.person_id);
    p->readback = readback(c, p);
    return !c->err.kind;
}

/* The screen this draft came from. */
static const char *before(struct ctx *c, const struct request_draft *d)
{
    if (d->channel == CHANNEL_PAPER && !str_empty(d->evidence)) {
        return area_path(c, "paper");
    }
    return !d->person_id && d->channel != CHANNEL_WEB
               ? area_path(c, "desk/new?building=%" PRId64, d->place_id)
               : area_path(c, "b/%" PRId64 "/report", d->place_id);
}

static void show_draft(struct ctx *c, struct send_page *p)
{
    struct send_form typed = {.kind = p->d.kind,
        .open = (int64_t)p->d.audience,
        .phone = p->d.asker_phone,
        .name = p->d.asker_name};
    form_fill(c, &requests_send_form, &typed);
    const char *title =
        p->for_another ? T(c, N_("代办登记：核对一遍")) : T(c, N_("我要说，第 2 步：补充说明"));
    page_begin(c, &(struct page){.title = title,
                      .focus = true,
                      .no_index = true,
                      .back = before(c, &p->d),
                      .back_label = T(c, N_("上一步"))});
    send_html(c, p);
    page_end(c);
}

void requests_show_send(struct ctx *c)
{
    struct send_page p = {0};
    if (!own_draft(c, &p.d)) {
        return;
    }
    if (p.d.request_id) {
        go_to_ticket(c, p.d.request_id);
    } else if (fill_send(c, &p)) {
        show_draft(c, &p);
    }
}

/* A row of a printed sheet is used up by what it became. */
static bool use_row(struct ctx *c, const struct request_draft *d, int64_t id)
{
    int no, row;
    struct err not_a_code = {0};
    if (d->channel != CHANNEL_PAPER || !row_code_parse(d->evidence, &no, &row, &not_a_code)) {
        return true;
    }
    return paper_typed(c, no, row, id);
}

/* The draft becomes a request, or a +1: the only place where it does. */
static bool finish(struct ctx *c, struct request_draft *d)
{
    int64_t id = 0;
    if (!requests_open(c, d, &id) || !files_move(c, d->id, id) || !use_row(c, d, id)) {
        return false;
    }
    d->request_id = id;
    d->session = session_token_hash(c);
    return requests_draft_save(c, d);
}

/* Found by home and name where there is no phone: grandmother's slip is grandmother's. */
static int64_t by_name_at_home(struct ctx *c, const struct request_draft *d)
{
    struct people all = {0};
    if (str_empty(d->asker_name) || !d->unit_id || !people_of_building(c, d->place_id, &all)) {
        return 0;
    }
    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].unit_id == d->unit_id && str_same(all.v[i].name, d->asker_name)) {
            return all.v[i].id;
        }
    }
    return 0;
}

/* Whoever types is known: the person may be new, and is then of the place they speak of. */
static bool act_for_asker(struct ctx *c, const struct request_draft *d)
{
    enum hand hand;
    int64_t known = d->person_id                ? d->person_id
                    : str_empty(d->asker_phone) ? by_name_at_home(c, d)
                                                : people_by_phone(c, d->asker_phone);
    if (known || c->err.kind || !bodies_hand_at(c, d->place_id, &hand)) {
        int64_t id = known ? known : people_find_or_make(c, d->asker_name, d->asker_phone);
        return act_for(c, id, d->channel, d->happened_at, d->evidence);
    }
    int64_t made = people_make(c, d->asker_name, d->asker_phone);
    return act_for_new(c, made, hand, d->channel, d->happened_at, d->evidence);
}

static bool was_checked(struct ctx *c, const struct request_draft *d, const struct send_form *f)
{
    if (d->channel == CHANNEL_PAPER) {
        return f->same || refuse(&c->err, "same", SAY(N_("请和纸条核对一遍，再打勾")));
    }
    return f->read || refuse(&c->err, "read", SAY(N_("请读给对方听，对方说对了再打勾")));
}

static void send_for_another(struct ctx *c, struct request_draft *d, const struct send_form *f)
{
    if (!was_checked(c, d, f)) {
        return;
    }
    if (act_for_asker(c, d) && finish(c, d)) {
        redirect(c, area_path(c, "acts/%" PRId64 "/receipt", c->act.id));
    }
}

static void send_code(struct ctx *c, struct request_draft *d)
{
    int64_t code_id;
    if (str_empty(d->asker_phone)) {
        refuse(&c->err, "phone", SAY(N_("请填手机号。没有手机可以打电话给居委会，或写在纸条上。")));
    } else if (accounts_send_code(c, d->asker_phone, &code_id) && requests_draft_save(c, d)) {
        redirect(c, area_path(c, "report/%" PRId64 "/code", d->id));
    }
}

static void take_typed(struct request_draft *d, const struct send_form *f)
{
    d->kind = f->other ? f->other : f->kind ? f->kind : d->kind;
    d->audience = f->open ? (enum audience)f->open : d->audience;
    d->join_id = f->join;
    if (!is_for_another(d)) {
        d->asker_phone = f->phone;
        d->asker_name = f->name;
    }
}

void requests_do_send(struct ctx *c)
{
    const struct send_form *f = c->req->form;
    struct request_draft d = {0};
    if (!own_draft(c, &d)) {
        return;
    }
    take_typed(&d, f);
    if (d.request_id) {
        go_to_ticket(c, d.request_id);
    } else if (is_for_another(&d)) {
        send_for_another(c, &d, f);
    } else if (!c->who.person_id) {
        send_code(c, &d);
    } else if (finish(c, &d)) {
        go_to_ticket(c, d.request_id);
    }
}

/* Screen 3: the phone is yours -------------------------------------------------------------------
 */
void requests_show_code(struct ctx *c)
{
    struct code_page p = {0};
    if (!own_draft(c, &p.d)) {
        return;
    }
    if (p.d.request_id) {
        go_to_ticket(c, p.d.request_id);
        return;
    }
    accounts_show_trouble(c);
    p.phone = mask_phone(c, str_or(p.d.asker_phone, ""));
    p.demo = accounts_demo_message(c);
    page_begin(c, &(struct page){.title = T(c, N_("我要说，第 3 步：验证手机")),
                      .focus = true,
                      .no_index = true,
                      .back = area_path(c, "report/%" PRId64, p.d.id),
                      .back_label = T(c, N_("上一步"))});
    code_html(c, &p);
    page_end(c);
}

void requests_do_code(struct ctx *c)
{
    const struct code_form *f = c->req->form;
    struct request_draft d = {0};
    int64_t account = 0;
    const char *phone = "";
    if (!own_draft(c, &d)) {
        return;
    }
    if (d.request_id) {
        go_to_ticket(c, d.request_id);
        return;
    }
    if (!accounts_check_code(c, f->code, &account, &phone)) {
        if (c->err.kind == ERR_RULE) { /* a wrong try counts, so the answer to it is committed */
            (void)err_take(&c->err);
            redirect(c, area_path(c, "report/%" PRId64 "/code", d.id));
        }
        return;
    }
    if (!session_sign_in(c, account, false)) {
        return;
    }
    if (!c->who.person_id && !claims_enter_by_phone(c, account, phone, d.unit_id, d.asker_name)) {
        return;
    }
    if (act_for(c, c->who.person_id, CHANNEL_WEB, 0, "") && finish(c, &d)) {
        go_to_ticket(c, d.request_id);
    }
}

void requests_do_resend(struct ctx *c)
{
    struct request_draft d = {0};
    if (own_draft(c, &d)) {
        send_code(c, &d);
    }
}
