/* parts.c - drawn with the templates of parts.html; the pictures of houses are in parts_house.c. */
#include "lib/web/parts.h"

#include <string.h>

struct html html_flag(bool on, const char *literal)
{
    return (struct html){on ? literal : ""};
}

/* ` href="..."`, or nothing when there is no value. */
static struct html attribute(struct ctx *c, const char *name, const char *value)
{
    size_t mark = c->req->body.n;
    if (value) {
        buf_puts(&c->req->body, " ");
        buf_puts(&c->req->body, name);
        buf_puts(&c->req->body, "=\"");
        put_text(c, value);
        buf_puts(&c->req->body, "\"");
    }
    return html_since(c, mark);
}

/* <a> when there is somewhere to go, else <div>. */
static struct html open_link(struct ctx *c, const char *href, const char *css)
{
    const char *to = attribute(c, "href", href).v;
    return (struct html){
        arena_printf(c->arena, "<%s class=\"%s\"%s>", href ? "a" : "div", css, to)};
}

static struct html close_link(const char *href)
{
    return (struct html){href ? "</a>" : "</div>"};
}

static struct html column_width(struct ctx *c, int mm)
{
    return (struct html){mm > 0 ? arena_printf(c->arena, " width=\"%d\"", mm * 96 / 25) : ""};
}

/* "57.08%": an attribute of svg, never shown. */
static const char *percent(struct ctx *c, int64_t part, int64_t whole)
{
    int64_t p = whole > 0 && part > 0 ? part * 10000 / whole : 0;
    p = p > 10000 ? 10000 : p;
    return arena_printf(c->arena, "%d.%02d%%", (int)(p / 100), (int)(p % 100));
}

static const struct door *door_at(const struct doors *d, int floor, int column)
{
    for (size_t i = 0; i < d->n; i++) {
        if (d->v[i].floor == floor && d->v[i].column == column) {
            return &d->v[i];
        }
    }
    return NULL;
}

static void door_tpl(struct ctx *c, const struct door *d);
static void share_tpl(
    struct ctx *c, const char *id, enum share_kind kind, const char *x, const char *width);
#include "parts.html.h"

/* What a template prints, as a value. */
#define DRAWN(c, ...) \
    do { \
        size_t mark_ = (c)->req->body.n; \
        __VA_ARGS__; \
        return html_since((c), mark_); \
    } while (0)

const char *lang_code(enum lang lang)
{
    static const char *const code[LANG_COUNT] = {"zh-Hans", "zh-Hant", "en"};
    return code[lang];
}

static void put_query(struct buf *b, const char *s)
{
    for (; *s; s++) {
        bool plain = (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') ||
                     (*s >= '0' && *s <= '9') || strchr("/-_.~", *s);
        if (plain) {
            buf_put(b, s, 1);
        } else {
            buf_printf(b, "%%%02X", (unsigned char)*s);
        }
    }
}

const char *query_text(struct ctx *c, const char *s)
{
    size_t mark = c->req->body.n;
    put_query(&c->req->body, s);
    return html_since(c, mark).v;
}

const char *page_here(struct ctx *c)
{
    enum { LONGEST = 300 }; /* of what a form carries */
    size_t mark = c->req->body.n;
    struct buf *b = &c->req->body;
    put_query(b, str_or(c->req->path, "/"));
    for (size_t i = 0; i < c->req->query.n; i++) {
        const struct pair *p = &c->req->query.v[i];
        buf_printf(b, i ? "&" : "?");
        put_query(b, p->name);
        buf_printf(b, "=");
        put_query(b, str_or(p->value, ""));
    }
    const char *here = html_since(c, mark).v;
    return strlen(here) > LONGEST ? arena_strndup(c->arena, here, strcspn(here, "?")) : here;
}

const char *prefs_path(struct ctx *c, const char *name, const char *value)
{
    size_t mark = c->req->body.n;
    struct buf *b = &c->req->body;
    buf_printf(b, "/prefs?%s=%s&back=", name, value);
    put_query(b, str_or(c->req->path, "/"));
    for (size_t i = 0; i < c->req->query.n; i++) {
        const struct pair *p = &c->req->query.v[i];
        put_query(b, i ? "&" : "?");
        put_query(b, p->name);
        put_query(b, "=");
        put_query(b, str_or(p->value, ""));
    }
    return html_since(c, mark).v;
}

const char *tel_href(struct ctx *c, const char *phone)
{
    char *out = arena_printf(c->arena, "tel:%s", phone), *to = out + 4;
    for (const char *s = out + 4; *s; s++) {
        if ((*s >= '0' && *s <= '9') || *s == '+') {
            *to++ = *s;
        }
    }
    *to = '\0';
    return out;
}

struct html time_html(struct ctx *c, int64_t ms)
{
    size_t mark = c->req->body.n;
    struct civil t = civil_of(ms);
    buf_printf(&c->req->body, "<time datetime=\"%04d-%02d-%02dT%02d:%02d+08:00\">", t.year, t.month,
        t.day, t.hour, t.minute);
    put_text(c, say_time(c, ms));
    buf_puts(&c->req->body, "</time>");
    return html_since(c, mark);
}

const struct frame *page_frame(struct ctx *c)
{
    if (!c->req->frame) {
        struct frame *f = arena_alloc(c->arena, sizeof(*f));
        if (c->app->frame) {
            c->app->frame(c, f);
        }
        c->req->frame = f;
    }
    return c->req->frame;
}

struct html tag_html(struct ctx *c, const char *kind, const char *icon, const char *text)
{
    DRAWN(c, tag_tpl(c, kind, icon, text));
}

struct html tag_of_html(struct ctx *c, const struct choice *choices, int64_t value)
{
    const struct choice *is = choice_of(choices, value);
    if (!is) {
        return (struct html){""};
    }
    return tag_html(c, str_or(is->tag, "no"), str_or(is->icon, "minus"), T(c, is->label));
}

struct html call_html(struct ctx *c, const char *phone, const char *whom)
{
    DRAWN(c, call_tpl(c, phone, whom));
}

struct html note_html(struct ctx *c, const char *kind, const char *text)
{
    static const char *const icon[][2] = {{"ok", "check"}, {"warn", "clock"}, {"bad", "alert"}};
    const char *sign = "info";
    for (size_t i = 0; i < COUNT(icon); i++) {
        sign = str_same(kind, icon[i][0]) ? icon[i][1] : sign;
    }
    DRAWN(c, note_tpl(c, str_or(kind, ""), sign, text));
}

struct html empty_html(
    struct ctx *c, const char *text, const char *href, const char *icon, const char *label)
{
    DRAWN(c, empty_tpl(c, text, href, icon, label));
}

struct html step_html(struct ctx *c, int now, int of)
{
    DRAWN(c, step_tpl(c, now, of));
}

struct html copy_html(struct ctx *c, const char *text, const char *label)
{
    DRAWN(c, copy_tpl(c, text, label));
}

struct html readback_html(struct ctx *c, const char *text)
{
    DRAWN(c, readback_tpl(c, text));
}

struct html sec_html(struct ctx *c, const char *id, const char *title, const char *small)
{
    DRAWN(c, sec_tpl(c, id, title, small));
}

struct html items_html(struct ctx *c, const struct item *v, size_t n)
{
    DRAWN(c, items_tpl(c, v, n));
}

struct html tasks_html(struct ctx *c, const struct task *v, size_t n)
{
    DRAWN(c, tasks_tpl(c, v, n));
}

struct html chips_html(struct ctx *c, const char *label, const struct chip *v, size_t n)
{
    DRAWN(c, chips_tpl(c, label, v, n));
}

struct html picture_html(struct ctx *c, const struct picture *p)
{
    DRAWN(c, picture_tpl(c, p));
}

struct html photos_html(struct ctx *c, const struct picture *v, size_t n)
{
    DRAWN(c, photos_tpl(c, v, n));
}

struct html pair_html(struct ctx *c, const struct picture *before, const struct picture *after)
{
    DRAWN(c, pair_tpl(c, before, after));
}

struct html cards_html(struct ctx *c, const struct card *v, size_t n)
{
    DRAWN(c, cards_tpl(c, v, n));
}

struct html folk_html(struct ctx *c, const struct folk *v, size_t n)
{
    DRAWN(c, folk_tpl(c, v, n));
}

struct html summary_html(struct ctx *c, const struct summing *v, size_t n)
{
    DRAWN(c, summary_tpl(c, v, n));
}

struct html doors_html(struct ctx *c, const struct doors *d)
{
    int floors = 0, columns = 0;
    for (size_t i = 0; i < d->n; i++) {
        floors = d->v[i].floor > floors ? d->v[i].floor : floors;
        columns = d->v[i].column > columns ? d->v[i].column : columns;
    }
    DRAWN(c, doors_tpl(c, d, floors, columns));
}

struct html timeline_html(struct ctx *c, const struct line_step *v, size_t n)
{
    DRAWN(c, timeline_tpl(c, v, n));
}

struct html meter_html(struct ctx *c, const struct meter *m)
{
    DRAWN(c, meter_tpl(c, m));
}

struct html shares_html(struct ctx *c, const struct shares *s)
{
    int64_t whole = 0;
    for (size_t i = 0; i < s->n; i++) {
        whole += s->v[i].part;
    }
    DRAWN(c, shares_tpl(c, s, whole));
}

struct html figures_html(struct ctx *c, const struct fig *v, size_t n)
{
    DRAWN(c, figures_tpl(c, v, n));
}

struct html audit_html(struct ctx *c, const struct audit_row *v, size_t n)
{
    DRAWN(c, audit_tpl(c, v, n));
}

struct html poster_html(struct ctx *c, const struct poster *p)
{
    DRAWN(c, poster_tpl(c, p));
}

struct html slip_html(struct ctx *c, const struct slip *s)
{
    DRAWN(c, slip_tpl(c, s));
}
