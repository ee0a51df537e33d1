/* terms_pages.c - one body's term, its steps with their proofs, its seats; whether a meeting would
 * be lawful; and every body by its term. */
#include <inttypes.h>
#include <string.h>

#include "lib/base/app.h"
#include "lib/web/file.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/bodies/bodies_pages.h"
#include "src/bodies/duties.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/terms/terms_room.h"

struct step_form {
    int64_t step, day, to;
    const char *proof, *few;
    bool sure;
};
struct back_form {
    int64_t id;
    const char *why;
};
struct seat_form {
    int64_t class, from, place;
    const char *name, *phone;
    bool woman;
};
struct law_form {
    int64_t law;
};
struct leave_form {
    int64_t seat, day;
};

static const struct field step_fields[] = {
    FIELD(struct step_form, FIELD_INT, step, .min = STEP_PREPARE, .max = STEP_BEGIN, .hidden = true,
        .required = true),
    FIELD(struct step_form, FIELD_DAY, day, .label = N_("哪一天"), .required = true),
    FIELD(struct step_form, FIELD_DAY, to, .label = N_("任期到哪一天（含当天）")),
    FIELD(struct step_form, FIELD_TEXT, proof, .max = 80, .label = N_("凭据"),
        .help = N_("文件的编号，或者纸放在哪里。")),
    FIELD_UPLOAD("scan", .max = FILE_PHOTO_MAX, .label = N_("扫描件或照片")),
    FIELD(struct step_form, FIELD_TEXT, few, .max = 200, .label = N_("人数不够，为什么还是开始")),
    FIELD(struct step_form, FIELD_FLAG, sure, .label = N_("看过了，旧的成员从那天起离任")),
    {0},
};
static const struct field back_fields[] = {
    FIELD(struct back_form, FIELD_ID, id, .hidden = true, .required = true),
    FIELD(struct back_form, FIELD_TEXT, why, .min = 2, .max = 200, .label = N_("为什么撤回"),
        .required = true),
    {0},
};
static const struct field seat_fields[] = {
    FIELD(struct seat_form, FIELD_ID, class, .label = N_("什么席位"), .required = true),
    FIELD(struct seat_form, FIELD_TEXT, name, .min = 2, .max = 30, .label = N_("姓名"),
        .required = true, .personal = true, .autocomplete = "off"),
    FIELD(struct seat_form, FIELD_PHONE, phone, .label = N_("本人手机号"),
        .help = N_("用来找到名册上的人。不公开。"), .personal = true, .autocomplete = "off"),
    FIELD(struct seat_form, FIELD_FLAG, woman, .label = N_("女"),
        .help = N_("居委会至少要有一位女性成员，只为核对这一条。")),
    FIELD(struct seat_form, FIELD_ID, place, .label = N_("代表哪个居民小组")),
    FIELD(struct seat_form, FIELD_DAY, from, .label = N_("从哪一天起"),
        .help = N_("不填：选出还没上任的随任期开始，其他从今天起。")),
    {0},
};
static const struct field leave_fields[] = {
    FIELD(struct leave_form, FIELD_ID, seat, .hidden = true, .required = true),
    FIELD(struct leave_form, FIELD_DAY, day, .label = N_("到哪一天（含当天）"), .required = true),
    {0},
};
static const struct field law_fields[] = {
    FIELD(struct law_form, FIELD_CHOICE, law, .label = N_("人数和任期按哪里的规定提醒"),
        .required = true, .choices = terms_laws),
    {0},
};
static const struct form law_form = {"terms.law", sizeof(struct law_form), law_fields};
static const struct form step_form = {"terms.step", sizeof(struct step_form), step_fields};
static const struct form back_form = {"terms.back", sizeof(struct back_form), back_fields};
static const struct form seat_form = {"terms.seat", sizeof(struct seat_form), seat_fields};
static const struct form leave_form = {"terms.leave", sizeof(struct leave_form), leave_fields};

struct term_page {
    struct body b;
    struct terms terms; /* newest first */
    struct steps steps;
    struct files *scans; /* of each step */
    struct seats seats, coming;
    struct seat_counts counts;
    struct findings findings;
    const struct choice *classes, *groups; /* groups: NULL unless a committee */
    struct levels levels; /* of a committee: its residents' groups, counted */
    struct seats representatives;
    struct lawful lawful;
    enum term_step next;
    const struct step *newest; /* that may be taken back today; NULL: none */
    int64_t households; /* of a committee: what its representatives are counted by */
    bool may_edit, asks_quorum;
    struct posts stale; /* held by whoever does not sit so in the term that runs */
    struct turnover turn; /* asked about only when a term is about to begin */
};
struct quorum_page {
    struct body b;
    struct seats seats;
    bool *present;
    struct findings missing;
    struct seat_counts all, there;
    int64_t votes;
    bool asked, lawful;
};
struct terms_page {
    struct term_alerts alerts;
    struct list_view list;
    bool may_choose;
};

/* How many representatives speak for that group. */
static int64_t speaking_for(const struct seats *all, int64_t place_id)
{
    int64_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        n += all->v[i].place_id == place_id;
    }
    return n;
}

/* Of a term that is over only its number is of interest, unless no other has begun. */
static struct html state_html(struct ctx *c, const struct term_page *p, size_t i)
{
    const struct term *t = &p->terms.v[i];
    bool over = t->state == TERM_RUNNING && strcmp(t->valid_to, day_text(c->arena, c->now)) <= 0;
    bool followed = i > 0 && p->terms.v[0].state == TERM_RUNNING;
    return !over      ? tag_of_html(c, terms_states, (int64_t)t->state)
           : followed ? tag_html(c, "no", "check", T(c, N_("届满")))
                      : tag_html(c, "late", "alert", T(c, N_("已到期")));
}

#include "terms.html.h"

static const struct choice *class_choices(struct ctx *c, enum body_kind kind)
{
    struct choice *out = arena_alloc(c->arena, (SEAT_CLASSES + 1) * sizeof(*out));
    size_t n = 0;
    for (const enum seat_class *k = terms_classes_of(kind); *k; k++) {
        out[n] = *choice_of(terms_classes, *k);
        out[n].label = T(c, out[n].label);
        out[n++].key = NULL;
    }
    return out;
}

static struct seat_counts count_seats(const struct seats *s)
{
    struct seat_counts n = {0};
    for (size_t i = 0; i < s->n; i++) {
        n.of[s->v[i].class]++;
    }
    return n;
}

static bool load_scans(struct ctx *c, struct term_page *p)
{
    p->scans = arena_alloc(c->arena, (p->steps.n + 1) * sizeof(*p->scans));
    for (size_t i = 0; i < p->steps.n; i++) {
        if (!files_of_subject(c, p->steps.v[i].id, &p->scans[i])) {
            return false;
        }
    }
    return true;
}

/* Of the seats that sit now, or of those elected and not yet begun. */
static void load_findings(struct ctx *c, struct term_page *p)
{
    const struct term *now = p->terms.n ? &p->terms.v[0] : NULL;
    struct seat_counts coming = count_seats(&p->coming);
    const struct seats *sits = p->coming.n ? &p->coming : &p->seats;
    p->counts = count_seats(&p->seats);
    int64_t committee = 0;
    for (size_t i = 0; i < sits->n; i++) {
        committee += sits->v[i].class != SEAT_REPRESENTATIVE;
    }
    p->next = terms_next(now ? now->state : TERM_NONE, p->b.kind)[0];
    terms_check_size(c->arena, &p->lawful, p->coming.n ? &coming : &p->counts, &p->findings);
    terms_check_people(c->arena, p->b.kind, sits, &p->findings);
    terms_check_representatives(
        c->arena, p->households, (int64_t)p->representatives.n, committee, &p->findings);
    if (now && now->state == TERM_RUNNING) {
        terms_check_length(c->arena, &p->lawful, now->valid_from, now->valid_to, &p->findings);
    }
    p->classes = class_choices(c, p->b.kind);
    p->asks_quorum = p->seats.n && p->b.kind != BODY_PARTY_GROUP;
}

/* A committee's representatives by their groups; they are shown apart from its members. */
static bool load_groups(struct ctx *c, struct term_page *p)
{
    struct {
        struct choice *v;
        size_t n, cap;
    } out = {0};
    if (!places_levels(c, "", &p->levels)) {
        return false;
    }
    p->households = p->levels.all.households;
    list_push(c->arena, &out, ((struct choice){.value = 0, .label = T(c, N_("不是居民代表"))}));
    for (const struct level *l = p->levels.v; l < p->levels.v + p->levels.n; l++) {
        if (l->p.kind == PLACE_GROUP) {
            list_push(c->arena, &out, ((struct choice){.value = l->p.id, .label = l->p.name}));
        }
    }
    list_push(c->arena, &out, ((struct choice){0}));
    p->groups = out.v;
    size_t n = 0;
    for (size_t i = 0; i < p->seats.n; i++) {
        if (p->seats.v[i].class == SEAT_REPRESENTATIVE) {
            list_push(c->arena, &p->representatives, p->seats.v[i]);
        } else {
            p->seats.v[n++] = p->seats.v[i];
        }
    }
    p->seats.n = n;
    return true;
}

static bool load_lawful(struct ctx *c, struct term_page *p)
{
    p->lawful = (struct lawful){.kind = p->b.kind, .law = terms_law(c)};
    if (p->b.kind == BODY_OWNERS_COMMITTEE) {
        p->lawful.dm2 = terms_built_dm2(c, p->b.place_id);
    }
    return !c->err.kind && (p->b.kind != BODY_COMMITTEE || load_groups(c, p));
}

/* Posts do not change with the term: those that no longer match who sits are told. */
static bool load_stale(struct ctx *c, struct term_page *p)
{
    struct posts all = {0};
    if (!p->seats.n || !p->terms.n || !bodies_posts_in(c, p->b.id, "", &all)) {
        return !c->err.kind;
    }
    for (const struct post *t = all.v; t < all.v + all.n; t++) {
        int64_t person = people_one(c, t->person_id);
        enum seat_class seat = 0;
        for (size_t i = 0; i < p->seats.n; i++) {
            seat = p->seats.v[i].person_id == person ? p->seats.v[i].class : seat;
        }
        if (!terms_post_sits(t->kind, seat)) {
            list_push(c->arena, &p->stale, *t);
        }
    }
    return !c->err.kind;
}

/* Was a term about to begin, so that it has to be asked who leaves with the former one? */
static bool load_turn(struct ctx *c, struct term_page *p)
{
    const struct step_form *f = c->req->route->form == &step_form ? c->req->form : NULL;
    return !f || f->step != STEP_BEGIN ||
           terms_turnover(c, p->b.id, bodies_day(c, f->day, false), &p->turn);
}

/* COL_LAST is stored as the first day no longer; what is filled in is said as the last. */
static bool fill_seats(struct ctx *c, struct list_view *v)
{
    struct seats all = {0};
    struct body b;
    if (!bodies_by_id(c, req_id(c, "id"), &b) || !terms_seats(c, b.id, "", false, &all)) {
        return false;
    }
    for (const struct seat *s = all.v; s < all.v + all.n; s++) {
        int64_t to = 0;
        bool ends = parse_day(s->valid_to, &to);
        list_push(c->arena, &v->rows,
            ((struct list_row){.id = s->id,
                .v = {value_text(s->person), value_int((int)s->class), value_text(s->place),
                    value_text(s->valid_from),
                    ends ? value_text(day_text(c->arena, to - MS_PER_DAY)) : NONE}}));
    }
    v->rows.count = (int64_t)v->rows.n;
    return true;
}

static void show_term(struct ctx *c)
{
    struct term_page p = {0};
    if (list_serve(c, &terms_seats_list, AUDIENCE_STAFF, fill_seats)) {
        return;
    }
    if (!bodies_by_id(c, req_id(c, "id"), &p.b) || !terms_of_body(c, p.b.id, &p.terms) ||
        !terms_steps(c, p.b.id, &p.steps) || !load_scans(c, &p) ||
        !terms_seats(c, p.b.id, "", false, &p.seats) ||
        !terms_seats(c, p.b.id, "", true, &p.coming) || !load_lawful(c, &p) || !load_turn(c, &p) ||
        !load_stale(c, &p)) {
        return;
    }
    p.may_edit = c->app->may(c, DUTY_POSTS, p.b.place_id) && str_empty(p.b.valid_to);
    load_findings(c, &p);
    const struct step *last = p.steps.n ? &p.steps.v[p.steps.n - 1] : NULL;
    p.newest = p.may_edit && last && terms_step_of_today(c->arena, last, c->now) ? last : NULL;
    form_fill(c, &back_form, &(struct back_form){.id = last ? last->id : 0, .why = ""});
    form_fill(
        c, &step_form, &(struct step_form){.step = p.next, .day = c->now, .proof = "", .few = ""});
    form_fill(c, &seat_form, &(struct seat_form){.name = "", .phone = ""});
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0}：届期和成员"), TEXT(p.b.name))),
                      .focus = p.may_edit,
                      .back = area_path(c, "bodies/%" PRId64, p.b.id),
                      .no_index = true});
    term_html(c, &p);
    page_end(c);
}

static int64_t place_of_body(struct ctx *c)
{
    struct body b;
    return bodies_by_id(c, req_id(c, "id"), &b) ? b.place_id : 0;
}

static void back(struct ctx *c)
{
    redirect(c, area_path(c, "bodies/%" PRId64 "/term", req_id(c, "id")));
}

static void take_step(struct ctx *c)
{
    const struct step_form *f = c->req->form;
    int64_t step_id = 0, file_id = 0;
    struct taking t = {.body_id = req_id(c, "id"),
        .step = (enum term_step)f->step,
        .day = bodies_day(c, f->day, false),
        .to = bodies_day(c, f->to, true),
        .proof = str_empty(f->few)
                     ? f->proof
                     : str_tidy(c->arena, arena_printf(c->arena, "%s %s", f->proof, f->few), true,
                           false),
        .scan = req_file(c, "scan", 0) != NULL};
    struct turnover turn = {.few = f->few, .sure = f->sure};
    if (t.step == STEP_BEGIN &&
        (!terms_turnover(c, t.body_id, t.day, &turn) || !terms_may_turn(&turn, &c->err))) {
        return;
    }
    if (terms_take(c, &t, &step_id) &&
        file_keep(c, "scan", 0, "proof", step_id, AUDIENCE_STAFF, &file_id)) {
        back(c);
    }
}

static void take_back(struct ctx *c)
{
    const struct back_form *f = c->req->form;
    if (terms_take_back(c, req_id(c, "id"), f->id, f->why) && files_forget(c, f->id)) {
        back(c);
    }
}

static void add_seat(struct ctx *c)
{
    const struct seat_form *f = c->req->form;
    int64_t person = people_find_or_make(c, f->name, f->phone);
    struct seating s = {.body_id = req_id(c, "id"),
        .person_id = person,
        .place_id = f->place,
        .class = (enum seat_class)f->class,
        .from = bodies_day(c, f->from, false),
        .woman = f->woman};
    if (person && terms_seat_as(c, &s)) {
        back(c);
    }
}

static void leave_seat(struct ctx *c)
{
    const struct leave_form *f = c->req->form;
    if (terms_leave_seat(c, req_id(c, "id"), f->seat, bodies_day(c, f->day, true))) {
        back(c);
    }
}

/* A scan belongs to a step: whoever may see the steps may see it. */
static void show_scan(struct ctx *c)
{
    struct file f = {0};
    if (!file_by_id(c, req_id(c, "id"), &f)) {
        return;
    }
    if (!str_same(f.purpose, "proof")) {
        not_found(c);
        return;
    }
    file_serve(c, &f, false);
}

/* Would a meeting be lawful? ------------------------------------------------------------------- */
static bool ticked(struct ctx *c, int64_t seat_id)
{
    const char *id = arena_printf(c->arena, "%" PRId64, seat_id);
    for (size_t i = 0; i < c->req->query.n; i++) {
        const struct pair *p = &c->req->query.v[i];
        if (str_same(p->name, "there") && str_same(p->value, id)) {
            return true;
        }
    }
    return false;
}

static void show_quorum(struct ctx *c)
{
    struct quorum_page p = {.asked = *req_query(c, "ask") != '\0'};
    if (!bodies_by_id(c, req_id(c, "id"), &p.b) || !terms_seats(c, p.b.id, "", false, &p.seats)) {
        return;
    }
    size_t n = 0;
    for (size_t i = 0; i < p.seats.n; i++) { /* representatives meet apart */
        p.seats.v[n] = p.seats.v[i];
        n += p.seats.v[i].class != SEAT_REPRESENTATIVE;
    }
    p.seats.n = n;
    p.present = arena_alloc(c->arena, (p.seats.n + 1) * sizeof(*p.present));
    for (size_t i = 0; i < p.seats.n; i++) {
        p.present[i] = ticked(c, p.seats.v[i].id);
        p.there.of[p.seats.v[i].class] += p.present[i];
    }
    p.all = count_seats(&p.seats);
    p.lawful = terms_lawful(c->arena, p.b.kind, &p.all, &p.there, &p.missing, &p.votes);
    page_begin(c, &(struct page){.title = T(c, N_("到会人数够不够")),
                      .back = area_path(c, "bodies/%" PRId64 "/term", p.b.id),
                      .no_index = true});
    quorum_html(c, &p);
    page_end(c);
}

/* All of them ---------------------------------------------------------------------------------- */
static void show_terms(struct ctx *c)
{
    struct terms_page p = {0};
    if (!list_view_load(c, &terms_list, req_query_int(c, "place", 0), AUDIENCE_STAFF, &p.list) ||
        !terms_alerts(c, &p.alerts) || list_export(c, &p.list)) {
        return;
    }
    p.may_choose = c->app->may(c, DUTY_POSTS, 0);
    form_fill(c, &law_form, &(struct law_form){.law = terms_law(c)});
    page_begin(c, &(struct page){.title = T(c, N_("届期")), .wide = true, .no_index = true});
    terms_html(c, &p);
    page_end(c);
}

static void choose_law(struct ctx *c)
{
    const struct law_form *f = c->req->form;
    if (terms_choose_law(c, (enum term_law)f->law)) {
        redirect(c, area_path(c, "terms"));
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/terms", show_terms, DUTY_INBOX, .list = &terms_list, .title = N_("届期")},
    {"POST", "/a/:area/terms/law", choose_law, DUTY_POSTS, HANDS_SELF, &law_form, show_terms,
        .title = N_("人数和任期按哪里的规定提醒")},
    {"GET", "/a/:area/terms/scan/:id", show_scan, DUTY_INBOX, .title = N_("凭据的扫描件")},
    {"GET", "/a/:area/bodies/:id/term", show_term, DUTY_INBOX, .place_of = place_of_body,
        .list = &terms_seats_list, .title = N_("届期和成员")},
    {"POST", "/a/:area/bodies/:id/term", take_step, DUTY_POSTS, HANDS_SELF, &step_form, show_term,
        place_of_body, .title = N_("记下换届的一步")},
    {"POST", "/a/:area/bodies/:id/term/back", take_back, DUTY_POSTS, HANDS_SELF, &back_form,
        show_term, place_of_body, .title = N_("撤回换届的一步")},
    {"POST", "/a/:area/bodies/:id/seats", add_seat, DUTY_POSTS, HANDS_SELF, &seat_form, show_term,
        place_of_body, .title = N_("登记成员")},
    {"POST", "/a/:area/bodies/:id/leave", leave_seat, DUTY_POSTS, HANDS_SELF, &leave_form,
        show_term, place_of_body, .title = N_("成员离开")},
    {"GET", "/a/:area/bodies/:id/quorum", show_quorum, DUTY_INBOX, .place_of = place_of_body,
        .title = N_("到会人数够不够")},
    {0},
};
static const struct list *const lists[] = {&terms_list, &terms_seats_list, NULL};
static const struct job_kind jobs[] = {{"terms.alert", terms_alert_run}, {0}};

const struct module terms_module = {.name = "terms",
    .tier = 1,
    .routes = routes,
    .lists = lists,
    .jobs = jobs,
    .personal = terms_personal};
