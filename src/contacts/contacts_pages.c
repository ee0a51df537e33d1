/* contacts_pages.c - who serves this place, on one page for everybody; the lines of an area. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/log/log.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"
#include "src/contacts/contacts_room.h"
#include "src/places/places.h"
#include "src/rolls/rolls.h"

struct line_form {
    int64_t place, kind;
    const char *value, *hours;
};
static const struct field line_fields[] = {
    FIELD(struct line_form, FIELD_CHOICE, kind, .label = N_("哪一种"), .required = true,
        .choices = contacts_line_kinds),
    FIELD(struct line_form, FIELD_FOUND, place, .label = N_("管哪里"),
        .help = N_("写楼号，或小区、网格、片区的名字；全居民区写「全」。"),
        .finder = &places_finder, .required = true),
    FIELD(struct line_form, FIELD_TEXT, value, .max = 60, .label = N_("号码、名称或时间"),
        .help = N_("如 021-5550-0199，或 周一到周五 8:30-17:00。"), .required = true),
    FIELD(struct line_form, FIELD_TEXT, hours, .max = 40, .label = N_("什么时候有人")),
    {0},
};
static const struct form line_form = {"contacts.line", sizeof(struct line_form), line_fields};

struct contacts_page {
    struct place at;
    struct building b; /* id 0: no stair */
    struct area a;
    struct contacts all;
    struct lines lines;
    const char *title, *said; /* said: by which way the reader came */
    bool edits;
};
struct lines_page {
    struct lines all;
};

static const char *line_label(struct ctx *c, enum line_kind kind)
{
    return T(c, choice_of(contacts_line_kinds, (int)kind)->label);
}
static bool is_phone(enum line_kind kind)
{
    return kind == LINE_HOTLINE || kind == LINE_DUTY;
}

#include "contacts.html.h"

/* Who serves this place --------------------------------------------------------------------------
 */
static void show_contacts(struct ctx *c)
{
    struct contacts_page p = {.said = ""};
    int64_t id = *req_text(c, "id") ? req_id(c, "id") : c->area_id;
    if (!places_by_id(c, id, &p.at) || *p.at.valid_to) {
        not_found(c);
        return;
    }
    if (!places_area(c, c->area_id, &p.a) || !contacts_of(c, id, &p.all) ||
        !contacts_lines(c, id, &p.lines) ||
        (p.at.kind == PLACE_BUILDING && !places_building(c, id, &p.b))) {
        return;
    }
    p.title = p.b.id ? arena_printf(c->arena, "%s %s", p.b.compound, p.b.name) : p.at.name;
    p.edits = c->app->may(c, DUTY_POSTS, 0);
    if (str_same(req_query(c, "by"), "phone")) {
        p.said = T(c, N_("按您的手机号找到的联系人。"));
    }
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("谁服务{0}"), TEXT(p.title))),
                      .description = say(
                          c, WORDS(N_("{0}有事找谁：姓名、职务、电话、什么时候在"), TEXT(p.title))),
                      .at = p.a.name,
                      .back = p.b.id ? area_path(c, "b/%" PRId64, p.b.id) : area_path(c, "%s", ""),
                      .tab = "home"});
    contacts_tpl(c, &p);
    page_end(c);
}

/* Lines ------------------------------------------------------------------------------------------
 */
static void show_lines(struct ctx *c)
{
    struct lines_page p = {0};
    if (list_serve(c, &contacts_lines_list, AUDIENCE_STAFF, NULL) ||
        !contacts_all_lines(c, &p.all)) {
        return;
    }
    form_fill(c, &line_form, &(struct line_form){.place = c->area_id, .value = "", .hours = ""});
    page_begin(c, &(struct page){.title = T(c, N_("热线和群")), .tab = "desk", .no_index = true});
    lines_tpl(c, &p);
    page_end(c);
}

static void do_line(struct ctx *c)
{
    const struct line_form *f = c->req->form;
    struct line l = {.place_id = f->place,
        .kind = (enum line_kind)f->kind,
        .value = f->value,
        .hours = f->hours};
    if (contacts_add_line(c, &l)) {
        redirect(c, area_path(c, "lines"));
    }
}

static void do_end_line(struct ctx *c)
{
    if (contacts_end_line(c, req_id(c, "id"))) {
        redirect(c, area_path(c, "lines"));
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/contacts", show_contacts, DUTY_PUBLIC, .title = N_("谁服务这个居民区")},
    {"GET", "/a/:area/contacts/:id", show_contacts, DUTY_PUBLIC,
        .title = N_("谁服务这栋楼、这个小区或网格")},
    {"GET", "/a/:area/lines", show_lines, DUTY_POSTS, .list = &contacts_lines_list,
        .title = N_("热线和群")},
    {"POST", "/a/:area/lines", do_line, DUTY_POSTS, HANDS_SELF, &line_form, show_lines,
        .title = N_("登记热线、群、办公时间")},
    {"POST", "/a/:area/lines/:id/end", do_end_line, DUTY_POSTS, .hands = HANDS_SELF,
        .title = N_("停用一个联系方式")},
    {0},
};

static const struct reaction on[] = {
    {"bodies.made", contacts_someone_changed},
    {"bodies.ended", contacts_someone_changed},
    {"bodies.post_given", contacts_someone_changed},
    {"bodies.post_ended", contacts_someone_changed},
    {"bodies.post_shown", contacts_someone_changed},
    {"bodies.post_undone", contacts_someone_changed},
    {"bodies.deputy_named", contacts_someone_changed},
    {"bodies.vacant", contacts_someone_changed},
    {"contacts.line", contacts_someone_changed},
    {"contacts.line_ended", contacts_someone_changed},
    {0},
};

static const struct list *const lists[] = {&contacts_lines_list, NULL};

const struct module contacts_module = {
    .name = "contacts", .tier = 3, .routes = routes, .lists = lists, .on = on};
