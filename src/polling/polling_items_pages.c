/* polling_items_pages.c - the questions of a draft, one by one: added, written again, taken out. */
#include <inttypes.h>
#include <string.h>

#include "src/polling/polling.h"

#include "lib/base/app.h"
#include "src/bodies/duties.h"

struct item_form {
    int64_t version, decides, seats;
    const char *item, *about, *options;
};
static const struct field item_fields[] = {
    FIELD(struct item_form, FIELD_INT, version, .max = 1000000, .label = N_("第几版"),
        .required = true, .hidden = true),
    POLLING_ITEM_FIELDS(struct item_form),
    {0},
};
const struct form polling_item_form = {"ballots.item", sizeof(struct item_form), item_fields};

struct drop_form {
    int64_t version, item;
};
static const struct field drop_fields[] = {
    FIELD(struct drop_form, FIELD_INT, version, .max = 1000000, .label = N_("第几版"),
        .required = true, .hidden = true),
    FIELD(struct drop_form, FIELD_INT, item, .max = BALLOT_ITEMS_MAX, .label = N_("第几项"),
        .required = true, .hidden = true),
    {0},
};
static const struct form drop_form = {"ballots.drop", sizeof(struct drop_form), drop_fields};

struct item_page {
    struct ballot b;
    const struct ballot_item *item;
    const struct choice *decides;
};

#include "polling_items.html.h"

struct choices {
    struct choice *v;
    size_t n, cap;
};

const struct choice *polling_decides(struct ctx *c, enum electorate who)
{
    struct choices out = {0};
    for (const struct choice *o = rulesets_decides; o->value; o++) {
        if (ballots_may_decide(who, (enum decides)o->value)) {
            struct choice said = *o;
            said.label = T(c, o->label);
            list_push(c->arena, &out, said);
        }
    }
    list_push(c->arena, &out, (struct choice){0});
    return out.v;
}

bool polling_options(struct ctx *c, const char *typed, int64_t seats, struct ballot_item *i)
{
    char *text = arena_strdup(c->arena, typed), *rest = text;
    for (char *line; (line = strtok_r(rest, "\n", &rest));) {
        const char *tidy = str_tidy(c->arena, line, false, false);
        if (*tidy && i->n == TALLY_OPTIONS_MAX) {
            return refuse(
                &c->err, "options", WORDS(N_("最多写 {0} 个选项"), INT(TALLY_OPTIONS_MAX)));
        }
        if (*tidy) {
            i->options[i->n++] = tidy;
        }
    }
    if (seats && !i->n) {
        return refuse(&c->err, "seats",
            SAY(N_("填了这里，就要在上面写选项，一行一个；只问同意不同意，这里空着")));
    }
    i->seats = i->n ? (seats ? seats : 1) : 0;
    return true;
}

void polling_fill_item(struct ctx *c, const struct ballot *b, const struct ballot_item *i)
{
    const char *options = "";
    for (size_t k = 0; i && k < i->n; k++) {
        options = arena_printf(c->arena, "%s%s%s", options, k ? "\n" : "", i->options[k]);
    }
    struct item_form *f = arena_alloc(c->arena, sizeof(*f));
    *f = (struct item_form){.version = b->m.version,
        .decides = (int64_t)(i ? i : &b->items.v[0])->decides,
        .seats = i ? i->seats : 0,
        .item = i ? i->title : "",
        .about = i ? i->text : "",
        .options = options};
    form_fill(c, &polling_item_form, f);
}

/* The question of the route, in its draft. */
static struct ballot_item *item_of(struct ctx *c, struct ballot *b, int64_t no)
{
    if (!ballots_see(c, req_id(c, "id"), b)) {
        return NULL;
    }
    if (no < 1 || no > (int64_t)b->items.n) {
        (void)not_found(c);
        return NULL;
    }
    return &b->items.v[no - 1];
}

static void show_item(struct ctx *c)
{
    struct item_page p = {0};
    struct err kept = err_take(&c->err);
    p.item = item_of(c, &p.b, req_id(c, "no"));
    if (!p.item) {
        return;
    }
    p.decides = polling_decides(c, p.b.electorate);
    c->err = kept;
    polling_fill_item(c, &p.b, p.item);
    page_begin(c, &(struct page){.title = T(c, N_("改一个问题")),
                      .focus = true,
                      .no_index = true,
                      .back = ballots_path(c, &p.b, "/edit")});
    item_html(c, &p);
    page_end(c);
}

static bool read_item(struct ctx *c, struct ballot_item *out)
{
    const struct item_form *f = c->req->form;
    *out = (struct ballot_item){
        .title = f->item, .text = f->about, .decides = (enum decides)f->decides};
    return polling_options(c, f->options, f->seats, out);
}

static void write(struct ctx *c, const struct ballot *b, int64_t seen_version)
{
    if (ballots_write(c, b, seen_version)) {
        redirect(c, ballots_path(c, b, "/edit"));
    }
}

static void do_item(struct ctx *c)
{
    const struct item_form *f = c->req->form;
    struct ballot b;
    struct ballot_item item;
    if (!ballots_see(c, req_id(c, "id"), &b) || !read_item(c, &item)) {
        return;
    }
    if (b.items.n == BALLOT_ITEMS_MAX) {
        refuse(&c->err, "item", WORDS(N_("一次最多 {0} 个问题"), INT(BALLOT_ITEMS_MAX)));
        return;
    }
    list_push(c->arena, &b.items, item);
    write(c, &b, f->version);
}

static void do_rewrite(struct ctx *c)
{
    const struct item_form *f = c->req->form;
    struct ballot b;
    struct ballot_item *item = item_of(c, &b, req_id(c, "no"));
    if (item && read_item(c, item)) {
        write(c, &b, f->version);
    }
}

static void do_drop(struct ctx *c)
{
    const struct drop_form *f = c->req->form;
    struct ballot b;
    struct ballot_item *item = item_of(c, &b, f->item);
    if (!item) {
        return;
    }
    b.items.n--;
    memmove(item, item + 1, (b.items.n - (size_t)(f->item - 1)) * sizeof(*item));
    write(c, &b, f->version);
}

#define ORGANISER .duty = DUTY_BALLOTS, .hands = HANDS_SELF, .place_of = ballots_place_of
static const struct route routes[] = {
    {"POST", "/a/:area/ballots/:id/items", do_item, ORGANISER, .show = polling_show_edit,
        .form = &polling_item_form, .title = N_("草稿加一个问题")},
    {"GET", "/a/:area/ballots/:id/items/:no", show_item, DUTY_BALLOTS, .place_of = ballots_place_of,
        .title = N_("改草稿的一个问题")},
    {"POST", "/a/:area/ballots/:id/items/:no", do_rewrite, ORGANISER, .show = show_item,
        .form = &polling_item_form, .title = N_("改草稿的一个问题")},
    {"POST", "/a/:area/ballots/:id/drop", do_drop, ORGANISER, .show = polling_show_edit,
        .form = &drop_form, .title = N_("草稿去掉一个问题")},
    {0},
};
const struct module polling_items_module = {.name = "polling_items", .tier = 11, .routes = routes};
