/* html.c - what templates print with, and how sentences reach a page. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "lib/text/text.h"
#include "lib/web/asset.h"
#include "lib/web/web.h"

void put_html(struct ctx *c, const char *literal, size_t n)
{
    buf_put(&c->req->body, literal, n);
}

void put_raw(struct ctx *c, struct html h)
{
    if (h.v) {
        buf_puts(&c->req->body, h.v);
    }
}

static const char *entity_of(char ch)
{
    switch (ch) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* Runs between the five are copied whole: most texts have none of them. */
void put_text(struct ctx *c, const char *s)
{
    static const bool ends[256] = {
        ['\0'] = true, ['<'] = true, ['>'] = true, ['&'] = true, ['"'] = true, ['\''] = true};
    while (s && *s) {
        const char *from = s;
        while (!ends[(unsigned char)*s]) {
            s++;
        }
        buf_put(&c->req->body, from, (size_t)(s - from));
        if (*s) {
            buf_puts(&c->req->body, entity_of(*s++));
        }
    }
}

void put_int(struct ctx *c, int64_t i)
{
    char digits[24];
    int n = snprintf(digits, sizeof(digits), "%" PRId64, i);
    buf_put(&c->req->body, digits, (size_t)n);
}

void put_words(struct ctx *c, struct words w)
{
    put_text(c, say(c, w));
}

void put_value(struct ctx *c, struct value v)
{
    if (v.type == VALUE_INT) {
        put_int(c, v.i);
    } else if (v.type == VALUE_TEXT) {
        put_text(c, v.s);
    }
}

struct html html_since(struct ctx *c, size_t mark)
{
    struct buf *b = &c->req->body;
    must(mark <= b->n);
    struct html h = {b->n > mark ? arena_strndup(c->arena, b->v + mark, b->n - mark) : ""};
    b->n = mark;
    if (b->v) {
        b->v[mark] = '\0';
    }
    return h;
}

struct html icon_html(struct ctx *c, const char *name)
{
    return (struct html){
        arena_printf(c->arena, "<svg class=\"ic\" aria-hidden=\"true\"><use href=\"%s#%s\"/></svg>",
            asset_path("icons.svg"), name)};
}

/* Sentences ----------------------------------------------------------------------------------- */
const char *T(struct ctx *c, const char *msgid)
{
    return str_empty(msgid) ? "" : text_of(c->lang, msgid);
}

/* A Chinese day names its year when it is not this one: "10月1日 起" may be ten years ago. */
static const char *with_year(struct ctx *c, int64_t ms, const char *day)
{
    int year = civil_of(ms).year;
    return c->lang == LANG_EN || year == civil_of(c->now).year
               ? day
               : arena_printf(c->arena, "%d年%s", year, day);
}

const char *say(struct ctx *c, struct words w)
{
    for (int i = 0; i < w.n; i++) {
        if (w.v[i].type == WORD_DAY) {
            w.v[i] = TEXT(say_day(c, w.v[i].i));
        } else if (w.v[i].type == WORD_TIME) {
            w.v[i] = TEXT(say_time(c, w.v[i].i));
        } else if (w.v[i].type == WORD_UNTIL) {
            w.v[i] = TEXT(say_until(c, w.v[i].i));
        }
    }
    return w.msgid ? text_say(c->arena, c->lang, w) : "";
}

const char *say_time(struct ctx *c, int64_t ms)
{
    return ms ? with_year(c, ms, text_time(c->arena, c->lang, ms)) : "";
}

const char *say_until(struct ctx *c, int64_t ms)
{
    return ms ? with_year(c, ms - 1, text_until(c->arena, c->lang, ms)) : "";
}

const char *say_day(struct ctx *c, int64_t ms)
{
    return ms ? with_year(c, ms, text_day(c->arena, c->lang, ms)) : "";
}

const char *say_dated(struct ctx *c, int64_t ms)
{
    const char *day = say_day(c, ms);
    bool named = !ms || c->lang == LANG_EN || civil_of(ms).year != civil_of(c->now).year;
    return named ? day : arena_printf(c->arena, "%d年%s", civil_of(ms).year, day);
}

const char *say_date(struct ctx *c, const char *iso)
{
    int64_t ms = 0;
    return parse_day(iso, &ms) ? say_day(c, ms) : iso;
}

const char *say_lasting(struct ctx *c, const char *from, const char *to)
{
    int64_t first, after;
    if (!parse_day(from, &first)) {
        return from;
    }
    return parse_day(to, &after)
               ? say(c, WORDS(N_("{0} 到 {1}"), DAY(first), DAY(after - MS_PER_DAY)))
               : say(c, WORDS(N_("{0} 起"), DAY(first)));
}

enum { MINUTE = 60 * 1000, HOUR = 60 * MINUTE };

/* {msgid of days, hours, minutes}: the largest unit that is at least one. */
static const char *say_span(struct ctx *c, int64_t ms, const char *const units[3])
{
    if (ms >= MS_PER_DAY) {
        return say(c, WORDS(units[0], INT(ms / MS_PER_DAY)));
    }
    if (ms >= HOUR) {
        return say(c, WORDS(units[1], INT(ms / HOUR)));
    }
    return say(c, WORDS(units[2], INT(ms / MINUTE)));
}

const char *say_ago(struct ctx *c, int64_t ms)
{
    static const char *const units[3] = {N_("{0} 天前"), N_("{0} 小时前"), N_("{0} 分钟前")};
    int64_t past = c->now - ms;
    if (!ms || past < -MINUTE) {
        return say_time(c, ms);
    }
    if (past < MINUTE) {
        return T(c, N_("刚刚"));
    }
    return past > 7 * MS_PER_DAY ? say_day(c, ms) : say_span(c, past, units);
}

const char *say_left(struct ctx *c, int64_t due_at)
{
    static const char *const left[3] = {
        N_("还有 {0} 天"), N_("还有 {0} 小时"), N_("还有 {0} 分钟")};
    static const char *const over[3] = {
        N_("已超 {0} 天"), N_("已超 {0} 小时"), N_("已超 {0} 分钟")};
    if (!due_at) {
        return "";
    }
    int64_t ms = due_at - c->now;
    if (ms > -MINUTE && ms < MINUTE) {
        return T(c, N_("就在现在"));
    }
    return ms > 0 ? say_span(c, ms, left) : say_span(c, -ms, over);
}

const char *say_area(struct ctx *c, int64_t dm2)
{
    return text_hundredths(c->arena, dm2);
}

const char *say_money(struct ctx *c, int64_t fen)
{
    return text_hundredths(c->arena, fen);
}
