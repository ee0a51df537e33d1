/* form_html.c - forms as look/ sets them: label, hint, error, input; what was typed stays. */
#include <inttypes.h>
#include <string.h>

#include "lib/web/drawing.h"
#include "lib/web/form_scan.h"
#include "lib/web/parts.h"

enum { RADIOS_MAX = 6 }; /* more than these are a select */

struct field_view {
    const struct field *f;
    const char *name, *label, *help;
    const char *error; /* NULL: none */
    const char *value; /* as shown, never NULL */
    const char *type, *mode, *complete; /* of the <input> */
    const struct choice *choices;
    struct finds found; /* what was typed may be several: choose */
};

struct html attr_html(struct ctx *c, const char *name, const char *value)
{
    size_t mark = c->req->body.n;
    if (str_empty(value)) {
        return (struct html){""};
    }
    buf_printf(&c->req->body, " %s=\"", name);
    put_text(c, value);
    put_html(c, "\"", 1);
    return html_since(c, mark);
}

/* aria-describedby and aria-invalid */
static struct html state_html(struct ctx *c, const struct field_view *v)
{
    bool help = !str_empty(v->help);
    const char *ids = "";
    if (help || v->error) {
        ids = arena_printf(c->arena, "%s%s%s%s%s", help ? v->name : "", help ? "-h" : "",
            help && v->error ? " " : "", v->error ? v->name : "", v->error ? "-e" : "");
    }
    struct html described = attr_html(c, "aria-describedby", ids);
    return (struct html){
        arena_printf(c->arena, "%s%s", described.v, v->error ? " aria-invalid=\"true\"" : "")};
}

static bool choice_more(const struct choice *o)
{
    return o && (o->key || o->label);
}

/* What a choice is called in the form: its key, as in JSON, or its number. */
static const char *choice_code(struct ctx *c, const struct choice *o)
{
    return o->key ? o->key : arena_printf(c->arena, "%" PRId64, o->value);
}

static bool is_chosen(struct ctx *c, const struct field_view *v, const struct choice *o)
{
    return *v->value && (str_same(v->value, choice_code(c, o)) ||
                            str_same(v->value, arena_printf(c->arena, "%" PRId64, o->value)));
}

static const char *finder_path(struct ctx *c, const struct finder *f);

#include "form.html.h"

/* Values -------------------------------------------------------------------------------------- */
const char *pair_value(const struct pairs *in, const char *name)
{
    for (size_t i = 0; i < in->n; i++) {
        if (strcmp(in->v[i].name, name) == 0) {
            return in->v[i].value;
        }
    }
    return NULL;
}

/* Is the page shown again because this very form did not go through? */
static bool was_posted(struct ctx *c, const struct form *form)
{
    const struct route *route = c->req->route;
    return route && str_same(c->req->method, "POST") && (route->form == form || form == &act_form);
}

static void fill(struct ctx *c, const struct form *form, const void *values, bool over)
{
    struct drawing *d = drawing_of(c);
    void *kept = arena_alloc(c->arena, form->size); /* the caller's may be gone by then */
    memcpy(kept, values, form->size);
    list_push(c->arena, d, (struct filled){.form = form, .values = kept, .over = over});
}

void form_fill(struct ctx *c, const struct form *form, const void *values)
{
    fill(c, form, values, false);
}

void form_refill(struct ctx *c, const struct form *form, const void *values)
{
    fill(c, form, values, true);
}

static const struct filled *filled_of(struct ctx *c, const struct form *form)
{
    struct drawing *d = drawing_of(c);
    for (size_t i = d->n; i--;) {
        if (d->v[i].form == form) {
            return &d->v[i];
        }
    }
    return NULL;
}

static const void *filled_with(struct ctx *c, const struct form *form)
{
    const struct filled *f = filled_of(c, form);
    return f ? f->values : NULL;
}

static const char *instant_text(struct ctx *c, int64_t ms, bool time)
{
    struct civil d = civil_of(ms);
    const char *day = day_text(c->arena, ms);
    return time ? arena_printf(c->arena, "%sT%02d:%02d", day, d.hour, d.minute) : day;
}

static const char *hundredths(struct ctx *c, int64_t n)
{
    uint64_t m = n < 0 ? UINT64_C(0) - (uint64_t)n : (uint64_t)n;
    return arena_printf(
        c->arena, "%s%" PRIu64 ".%02u", n < 0 ? "-" : "", m / 100, (unsigned)(m % 100));
}

static const char *number_text(struct ctx *c, const struct field *f, int64_t n)
{
    enum field_type type = f->type;
    bool nothing = type == FIELD_DAY || type == FIELD_TIME || type == FIELD_ID || !f->required;
    if (!n && nothing && type != FIELD_CHOICE) {
        return "";
    }
    if (type == FIELD_DAY || type == FIELD_TIME) {
        return instant_text(c, n, type == FIELD_TIME);
    }
    if (type == FIELD_AREA || type == FIELD_MONEY) {
        return hundredths(c, n);
    }
    return arena_printf(c->arena, "%" PRId64, n);
}

static const char *filled_text(struct ctx *c, const struct field *f, const void *values)
{
    const char *at = (const char *)values + f->offset;
    enum field_type type = f->type;
    if (type == FIELD_FLAG) {
        bool on;
        memcpy(&on, at, sizeof(on));
        return on ? "1" : "";
    }
    if (type == FIELD_TEXT || type == FIELD_LINES || type == FIELD_PHONE || type == FIELD_CODE) {
        const char *s;
        memcpy(&s, at, sizeof(s));
        return str_or(s, "");
    }
    int64_t n;
    memcpy(&n, at, sizeof(n));
    return number_text(c, f, n);
}

/* A place by its name, whether it was chosen, typed or filled in. */
static const char *found_value(struct ctx *c, const struct form *form, const struct field *f)
{
    bool posted = was_posted(c, form);
    const void *values = filled_with(c, form);
    const char *typed = posted ? found_typed(c, f->name) : "";
    int64_t id = found_id(typed);
    if (!posted && values) {
        memcpy(&id, (const char *)values + f->offset, sizeof(id));
    }
    return id ? str_or(f->finder->name(c, id), "") : typed;
}

static const char *shown_value(struct ctx *c, const struct form *form, const struct field *f)
{
    if (f->type == FIELD_FOUND) {
        return found_value(c, form, f);
    }
    if (f->type == FIELD_SECRET || f->type == FIELD_FILE) {
        return "";
    }
    const struct filled *over = filled_of(c, form);
    if (was_posted(c, form) && !(over && over->over)) {
        return str_or(pair_value(&c->req->post, f->name), "");
    }
    const void *values = filled_with(c, form);
    return values ? filled_text(c, f, values) : "";
}

/* Fields -------------------------------------------------------------------------------------- */
static const char *error_of(struct ctx *c, const struct form *form, const char *name)
{
    const struct wrongs *w = &c->req->wrong;
    for (size_t i = 0; was_posted(c, form) && i < w->n; i++) {
        if (str_same(w->v[i].field, name)) {
            return say(c, w->v[i].words);
        }
    }
    return NULL;
}

/* Which keyboard opens, and what the browser may fill in. */
static const struct manner {
    const char *type, *mode, *complete;
} manners[] = {
    [FIELD_INT] = {.mode = "numeric"},
    [FIELD_ID] = {.mode = "numeric"},
    [FIELD_CODE] = {.mode = "numeric", .complete = "off"},
    [FIELD_PHONE] = {.mode = "tel", .complete = "tel"},
    [FIELD_AREA] = {.mode = "decimal"},
    [FIELD_MONEY] = {.mode = "decimal"},
    [FIELD_DAY] = {.type = "date"},
    [FIELD_TIME] = {.type = "datetime-local"},
    [FIELD_SECRET] = {.type = "password", .complete = "current-password"},
};

static struct manner manner_of(const struct field *f)
{
    size_t i = (size_t)f->type;
    return i < COUNT(manners) ? manners[i] : (struct manner){0};
}

/* Beside its error a date input would hide what it cannot show: that stands as plain text. */
static void show_wrong_instant(struct ctx *c, struct field_view *v)
{
    enum field_type type = v->f->type;
    int64_t ms;
    if (type == FIELD_DAY ? scan_day(v->value, &ms) : scan_time(v->value, &ms)) {
        v->value = instant_text(c, ms, type == FIELD_TIME);
    } else {
        v->type = "text";
    }
}

static struct field_view view_of(struct ctx *c, const struct form *form, const struct field *f)
{
    struct manner m = manner_of(f);
    struct field_view v = {
        .f = f,
        .name = f->name,
        .label = T(c, f->label ? f->label : f->name),
        .help = T(c, f->help),
        .error = error_of(c, form, f->name),
        .value = shown_value(c, form, f),
        .type = str_or(m.type, "text"),
        .mode = m.mode,
        .complete = f->autocomplete ? f->autocomplete : m.complete,
        .choices = f->choices,
    };
    if (f->type == FIELD_FILE && was_posted(c, form) && c->req->n_files) {
        v.help = T(c, N_("刚才选的照片没有留下来，请再选一次。"));
    }
    if (v.error && (f->type == FIELD_DAY || f->type == FIELD_TIME)) {
        show_wrong_instant(c, &v);
    }
    return v;
}

/* The script asks there while the reader types. */
static const char *finder_path(struct ctx *c, const struct finder *f)
{
    return area_path(c, "%s", f->path);
}

static void put_found(struct ctx *c, struct field_view *v)
{
    if (!v->error || !v->f->finder->find(c, v->value, &v->found) || !v->found.n) {
        input_html(c, v);
    } else {
        found_html(c, v);
    }
}

struct html finder_html(struct ctx *c, const struct finder *finder, const char *name,
    const char *label, const char *value)
{
    size_t mark = c->req->body.n;
    const struct field f = {.type = FIELD_FOUND, .name = name, .finder = finder};
    const struct field_view v = {.f = &f, .name = name, .label = label, .value = value};
    finder_input_html(c, &v);
    return html_since(c, mark);
}

static size_t choices_count(const struct choice *list)
{
    size_t n = 0;
    while (list && choice_more(&list[n])) {
        n++;
    }
    return n;
}

static void put_field(struct ctx *c, struct field_view *v)
{
    if (v->f->hidden && v->f->type == FIELD_FLAG && !*v->value) {
        /* not ticked: absent, or it would stand before the button of that name */
    } else if (v->f->hidden) {
        hidden_html(c, v->name, v->value);
    } else if (v->f->type == FIELD_FOUND) {
        put_found(c, v);
    } else if (v->f->type == FIELD_FLAG) {
        flag_html(c, v);
    } else if (!v->choices) {
        input_html(c, v);
    } else if (v->f->type == FIELD_CHOICE && choices_count(v->choices) <= RADIOS_MAX) {
        radios_html(c, v);
    } else {
        select_html(c, v);
    }
}

struct html field_among_html(
    struct ctx *c, const struct form *form, const char *name, const struct choice *among)
{
    const struct field *f = form_field(form, name);
    must(f);
    size_t mark = c->req->body.n;
    struct field_view v = view_of(c, form, f);
    v.choices = among ? among : f->choices;
    put_field(c, &v);
    return html_since(c, mark);
}

struct html field_html(struct ctx *c, const struct form *form, const char *name)
{
    return field_among_html(c, form, name, NULL);
}

struct html fields_html(struct ctx *c, const struct form *form)
{
    size_t mark = c->req->body.n;
    for (const struct field *f = form->fields; f->type; f++) {
        struct field_view v = view_of(c, form, f);
        put_field(c, &v);
    }
    return html_since(c, mark);
}

/* The form itself ------------------------------------------------------------------------------ */

/* The same wish sent again keeps its key, so that a retry after a lost answer is one act. */
static const char *act_key(struct ctx *c, const struct route *route)
{
    const char *typed = pair_value(&c->req->post, FORM_ACT);
    uint8_t bytes[16];
    if (route && route == c->req->route && typed && strlen(typed) == 2 * sizeof(bytes) &&
        unhex(typed, bytes, sizeof(bytes))) {
        return typed;
    }
    new_random(c, bytes, sizeof(bytes));
    return hex(c->arena, bytes, sizeof(bytes));
}

static bool may_act_for(struct ctx *c, const struct route *route, int64_t person_id)
{
    enum hand hand;
    if (!person_id || person_id == c->who.person_id || (route && route->hands != HANDS_ANY)) {
        return false;
    }
    return c->app->may_act_for && c->app->may_act_for(c, person_id, &hand);
}

static void put_act_block(struct ctx *c, int64_t person_id)
{
    struct act_typed *act = arena_alloc(c->arena, sizeof(*act));
    *act = (struct act_typed){
        .act_person = person_id, .act_channel = CHANNEL_PHONE, .act_evidence = ""};
    form_fill(c, &act_form, act);
    act_html(c, error_of(c, &act_form, "act_happened") || error_of(c, &act_form, "act_evidence"));
}

struct html form_open_for(struct ctx *c, const char *action, int64_t person_id)
{
    size_t mark = c->req->body.n;
    const struct route *route = route_of_action(c, action);
    bool files = route && route->form && form_has_files(route->form);
    open_html(c, action, files, act_key(c, route));
    if (may_act_for(c, route, person_id)) {
        put_act_block(c, person_id);
    }
    return html_since(c, mark);
}

struct html form_open(struct ctx *c, const char *action)
{
    int64_t person_id = 0;
    const char *asked = pair_value(&c->req->post, "act_person");
    parse_int(str_or(asked, str_or(pair_value(&c->req->query, "for"), "")), &person_id);
    return form_open_for(c, action, person_id);
}

struct html form_close(struct ctx *c)
{
    (void)c;
    return (struct html){"</form>\n"};
}

struct html errors_html(struct ctx *c, const struct form *form)
{
    size_t mark = c->req->body.n;
    if (c->req->wrong.n && (!form || was_posted(c, form))) {
        errbox_html(c, &c->req->wrong);
    }
    return html_since(c, mark);
}

struct html notice_html(struct ctx *c)
{
    const struct notice *n = &c->req->notice;
    size_t mark = c->req->body.n;
    bool ok = str_same(n->kind, "ok");
    bool warn = str_same(n->kind, "warn");
    if (n->words.msgid) {
        note_box_html(c,
            ok     ? "note-ok"
            : warn ? "note-warn"
                   : "note-bad",
            ok ? "check" : "alert", n->words);
    }
    return html_since(c, mark);
}
