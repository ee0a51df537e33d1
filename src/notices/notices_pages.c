/* notices_pages.c - what is published: the list, one notice, 我看过了, its photos, its short link.
 */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/web/file.h"
#include "src/bodies/bodies.h"
#include "src/bodies/duties.h"
#include "src/notices/notices_pages.h"
#include "src/people/people.h"
#include "src/places/places.h"

struct pictures {
    struct picture *v;
    size_t n, cap;
};
struct list_page {
    struct list_view v;
    struct chip *chips; /* boards */
    size_t n_chips;
    bool publishes;
};
struct notice_page {
    struct bulletin n;
    enum notice_state state;
    const struct notice_duty *duty;
    struct notice_wases was;
    struct notice_steps steps;
    struct pictures photos;
    struct html timeline;
    const char *group_text, *days, *object_path, *last; /* last: its last day */
    int64_t readers;
    bool has_read, edits;
};

#include "notices_page.html.h"

/* Said on several pages ------------------------------------------------------------------------ */
const char *notices_day(struct ctx *c, int64_t ms)
{
    return ms ? day_text(c->arena, ms) : "";
}

static const char *said_day(struct ctx *c, const char *day, int64_t less)
{
    int64_t ms;
    return parse_day(day, &ms) ? say_day(c, ms - less) : "";
}

const char *notices_days(struct ctx *c, const struct bulletin *n)
{
    const char *from = said_day(c, n->valid_from, 0);
    if (str_empty(n->valid_to)) {
        return say(c, WORDS(N_("{0}起"), TEXT(from)));
    }
    const char *to = said_day(c, n->valid_to, MS_PER_DAY);
    return str_same(from, to) ? from : say(c, WORDS(N_("{0}到{1}"), TEXT(from), TEXT(to)));
}

const char *notices_link(struct ctx *c, const struct bulletin *n)
{
    return arena_printf(c->arena, "%s%s", c->app->base_url, area_path(c, "n/%" PRId64, n->no));
}

struct picture notices_picture(
    struct ctx *c, int64_t notice_id, int64_t file_id, const char *title, const char *when)
{
    return (struct picture){
        .src = area_path(c, "notices/%" PRId64 "/photos/%" PRId64, notice_id, file_id),
        .alt = arena_printf(c->arena, "%s，%s", title, when),
        .title = title,
        .when = when};
}

bool notices_see(struct ctx *c, struct bulletin *out)
{
    if (!notices_by_id(c, req_id(c, "id"), out)) {
        return c->err.kind == ERR_ABSENT && (err_take(&c->err), not_found(c));
    }
    return notices_visible(c, out) || not_found(c);
}

int64_t notices_place_of(struct ctx *c)
{
    struct bulletin n;
    return notices_see(c, &n) ? n.place_id : 0;
}

/* The list ------------------------------------------------------------------------------------- */
static bool load_boards(struct ctx *c, struct list_page *p)
{
    struct places all = {0};
    if (!places_compounds(c, &all)) {
        return false;
    }
    p->chips = arena_alloc(c->arena, (all.n + 1) * sizeof(*p->chips));
    p->chips[p->n_chips++] = (struct chip){
        area_path(c, "places/%" PRId64 "/board", c->area_id), T(c, N_("居民区")), -1, false};
    for (size_t i = 0; i < all.n; i++) {
        p->chips[p->n_chips++] = (struct chip){
            area_path(c, "places/%" PRId64 "/board", all.v[i].id), all.v[i].name, -1, false};
    }
    return true;
}

static void show_list(struct ctx *c)
{
    struct list_page p = {.publishes = c->app->may(c, DUTY_NOTICES, 0)};
    if (!list_view_load(c, &notices_list, 0, (int64_t)notices_audience(c, 0), &p.v) ||
        list_export(c, &p.v) || !load_boards(c, &p)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, N_("公告")),
                      .description = T(c, N_("通知、停水停电、居务公开、公示和决定")),
                      .wide = true,
                      .feed = area_path(c, "notices.atom")});
    notices_list_html(c, &p);
    page_end(c);
}

/* One notice ----------------------------------------------------------------------------------- */
static bool load_photos(struct ctx *c, struct notice_page *p)
{
    struct files files = {0};
    if (!files_of_subject(c, p->n.id, &files)) {
        return false;
    }
    for (const struct file *f = files.v; f < files.v + files.n; f++) {
        if (str_same(f->purpose, "notice") && f->state != FILE_REFUSED) {
            struct picture k =
                notices_picture(c, p->n.id, f->id, p->n.title, say_day(c, f->made_at));
            k.width = (int)f->width;
            k.height = (int)f->height;
            list_push(c->arena, &p->photos, k);
        }
    }
    return true;
}

/* Decided, then carried out step by step. */
static void load_timeline(struct ctx *c, struct notice_page *p)
{
    struct line_step *v = arena_alloc(c->arena, (p->steps.n + 2) * sizeof(*v));
    size_t n = 0;
    v[n++] = (struct line_step){.title = say(c, WORDS(N_("{0}决定"), TEXT(p->n.decided_by))),
        .when = said_day(c, p->n.decided_on, 0),
        .state = LINE_DONE};
    for (const struct notice_step *s = p->steps.v; s < p->steps.v + p->steps.n; s++) {
        size_t mark = c->req->body.n;
        if (s->file_id) {
            struct picture k =
                notices_picture(c, p->n.id, s->file_id, s->text, said_day(c, s->day, 0));
            put_raw(c, picture_html(c, &k));
        }
        v[n++] = (struct line_step){.title = T(c, N_("落实")),
            .when = said_day(c, s->day, 0),
            .say = s->text,
            .state = LINE_DONE,
            .more = html_since(c, mark)};
    }
    if (!p->steps.n) {
        v[n++] = (struct line_step){.title = T(c, N_("落实的情况还没有登记")), .state = LINE_TODO};
    }
    p->timeline = timeline_html(c, v, n);
}

/* For the group chat: what, when, where, who signs, and the link. Nothing of anybody. */
static const char *group_text(struct ctx *c, const struct bulletin *n)
{
    struct buf b = {0};
    buf_printf(&b, "【%s】%s\n", T(c, choice_of(notices_kinds, (int64_t)n->kind)->label), n->title);
    buf_printf(&b, "%s", notices_days(c, n));
    if (!str_empty(n->hours)) {
        buf_printf(&b, " %s", n->hours);
    }
    buf_printf(&b, "，%s\n%s\n%s\n%s", n->place, notices_brief(c->arena, n->text, 120), n->body,
        notices_link(c, n));
    const char *text = arena_strdup(c->arena, b.v);
    buf_release(&b);
    return text;
}

/* Who objects says it as a request: at her own stair, with the words begun for her. */
static bool load_object_path(struct ctx *c, struct notice_page *p)
{
    struct person me = {0};
    const char *begun = query_text(
        c, say(c, WORDS(N_("对公示 {0}「{1}」的意见："), INT(p->n.no), TEXT(p->n.title))));
    if (c->who.person_id && !people_by_id(c, c->who.person_id, &me)) {
        return false;
    }
    p->object_path = me.building_id
                         ? area_path(c, "b/%" PRId64 "/report?what=%s", me.building_id, begun)
                         : area_path(c, "say");
    return true;
}

static bool load_notice(struct ctx *c, struct notice_page *p)
{
    if (!notices_see(c, &p->n) || !notices_was(c, p->n.id, &p->was) ||
        !notices_steps(c, p->n.id, &p->steps) || !load_photos(c, p)) {
        return false;
    }
    p->state = notices_state(&p->n, day_text(c->arena, c->now));
    p->duty = notices_duty(p->n.duty);
    p->days = notices_days(c, &p->n);
    p->last = said_day(c, p->n.valid_to, MS_PER_DAY);
    p->readers = notices_readers(c, p->n.id);
    p->has_read = notices_has_read(c, p->n.id);
    p->edits = c->app->may(c, DUTY_NOTICES, p->n.place_id);
    p->group_text = group_text(c, &p->n);
    if (p->n.kind == NOTICE_DECISION) {
        load_timeline(c, p);
    }
    return p->n.kind != NOTICE_OPEN || load_object_path(c, p);
}

void notices_show(struct ctx *c)
{
    struct notice_page p = {0};
    if (!load_notice(c, &p)) {
        return;
    }
    page_begin(c, &(struct page){.title = p.n.title,
                      .description = notices_brief(c->arena, p.n.text, 80),
                      .back = area_path(c, "notices"),
                      .back_label = T(c, N_("公告")),
                      .wide = true,
                      .no_index = p.n.audience != AUDIENCE_PUBLIC});
    notice_html_(c, &p);
    page_end(c);
}

static void do_read(struct ctx *c)
{
    struct bulletin n;
    if (notices_see(c, &n) && notices_read(c, n.id)) {
        redirect(c, area_path(c, "notices/%" PRId64, n.id));
    }
}

static void show_short(struct ctx *c)
{
    int64_t no = 0, id;
    if (!parse_int(req_text(c, "no"), &no) || !(id = notices_by_no(c, no))) {
        if (!c->err.kind) {
            not_found(c);
        }
        return;
    }
    redirect(c, area_path(c, "notices/%" PRId64, id));
}

static void show_photo(struct ctx *c)
{
    struct bulletin n;
    struct file f = {0};
    if (!notices_see(c, &n) || !file_by_id(c, req_id(c, "file"), &f)) {
        return;
    }
    if (f.subject_id != n.id) {
        not_found(c);
        return;
    }
    file_serve(c, &f, false);
}

static const struct route routes[] = {
    {"GET", "/a/:area/notices", show_list, DUTY_PUBLIC, .list = &notices_list,
        .title = N_("公告：通知、停水停电、居务公开、公示、决定")},
    {"GET", "/a/:area/notices/:id", notices_show, DUTY_PUBLIC, .title = N_("一条公告")},
    {"GET", "/a/:area/n/:no", show_short, DUTY_PUBLIC, .title = N_("公告的短网址")},
    {"GET", "/a/:area/notices/:id/photos/:file", show_photo, DUTY_PUBLIC,
        .title = N_("公告的照片")},
    {"POST", "/a/:area/notices/:id/read", do_read, DUTY_PERSON, HANDS_ANY, .show = notices_show,
        .title = N_("我看过了")},
    {0},
};
static const struct list *const lists[] = {&notices_list, NULL};

const struct module notices_module = {
    .name = "notices", .tier = 6, .routes = routes, .lists = lists, .personal = notices_personal};
