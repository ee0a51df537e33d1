/* parts_house.c - the pictures drawn here: windows that light up, plans, stars, small charts. Only
 * numbers of our own go into them; every one has a sentence or a table that says the same. */
#include "lib/web/parts.h"

#include <inttypes.h>
#include <string.h>

/* Every picture goes through here: a role, a name, a viewBox. */
static void open_svg(struct ctx *c, const char *css, int width, int height, const char *label)
{
    struct buf *b = &c->req->body;
    buf_printf(b, "<svg class=\"%s\" viewBox=\"0 0 %d %d\"", css, width, height);
    if (str_empty(label)) {
        buf_puts(b, " aria-hidden=\"true\">");
        return;
    }
    buf_puts(b, " role=\"img\" aria-label=\"");
    put_text(c, label);
    buf_puts(b, "\">");
}

/* A house of windows ------------------------------------------------------------------------- */
struct wall {
    int across, rows, x0, y0, dx, dy, w, h, width, height;
};

static struct wall wall_of(const struct windows *w)
{
    struct wall t = {.across = w->across};
    if (t.across <= 0) {
        t.across = w->total <= 48 ? 4 : w->total <= 480 ? 20 : 40;
    }
    t.rows = (w->total + t.across - 1) / t.across;
    bool big = t.across <= 8;
    t.x0 = big ? 26 : 22, t.y0 = big ? 38 : 32;
    t.dx = big ? 34 : 19, t.dy = big ? 36 : 20;
    t.w = big ? 22 : 13, t.h = big ? 26 : 15;
    t.width = 2 * t.x0 + (t.across - 1) * t.dx + t.w;
    t.height = t.y0 + (t.rows - 1) * t.dy + t.h + (big ? 14 : 9);
    return t;
}

/* Windows are counted from the ground, left to right, so that light rises. */
static void put_windows(struct buf *b, const struct wall *t, const char *css, int from, int to)
{
    if (from >= to) {
        return;
    }
    buf_printf(b, "<path class=\"%s\" d=\"", css);
    for (int i = from; i < to; i++) {
        buf_printf(b, "M%d %dh%dv%dh-%dz", t->x0 + i % t->across * t->dx,
            t->y0 + (t->rows - 1 - i / t->across) * t->dy, t->w, t->h, t->w);
    }
    buf_puts(b, "\"/>");
}

/* The dashed line runs between the windows that are enough and those above. */
static void put_mark(struct buf *b, const struct wall *t, int mark)
{
    int full = mark / t->across, part = mark % t->across, gap = (t->dy - t->h) / 2;
    int y = t->y0 + (t->rows - full) * t->dy - gap;
    buf_puts(b, "<path class=\"h-line\" d=\"");
    if (part) {
        int x = t->x0 + part * t->dx - (t->dx - t->w) / 2;
        buf_printf(b, "M0 %dH%dV%dH%d\"/>", y - t->dy, x, y, t->width);
    } else {
        buf_printf(b, "M0 %dH%d\"/>", y, t->width);
    }
}

static void put_roof(struct buf *b, int width)
{
    buf_printf(b, "<path class=\"h-roof\" d=\"M0 22C14 20 24 12 32 2H%dC%d 12 %d 20 %d 22z\"/>",
        width - 32, width - 24, width - 14, width);
}

struct html windows_html(struct ctx *c, const struct windows *w)
{
    size_t mark = c->req->body.n;
    struct buf *b = &c->req->body;
    struct wall t = wall_of(w);
    open_svg(c, "house", t.width, t.height, w->label);
    buf_printf(b, "<path class=\"h-wall\" d=\"M10 20h%dv%dH10z\"/>", t.width - 20, t.height - 22);
    put_roof(b, t.width);
    put_windows(b, &t, "w-dim", w->lit, w->total);
    put_windows(b, &t, "w-lit", 0, w->lit);
    if (w->mark > 0 && w->mark < w->total) {
        put_mark(b, &t, w->mark);
    }
    buf_printf(b, "<path class=\"h-ground\" d=\"M0 %dH%d\"/></svg>", t.height - 1, t.width);
    return html_since(c, mark);
}

/* A plan of a compound ----------------------------------------------------------------------- */
enum { PLAN_ROOMY = 5, PLAN_FITS = 9 }; /* columns: with words in the houses; without scrolling */

struct plot { /* one cell of the plan and the house in it */
    int w, h, house_w, house_h, top;
    bool words;
};
static const struct plot roomy = {120, 112, 96, 62, 30, true};
static const struct plot tight = {76, 76, 64, 44, 20, false};

/* In a tight plan "128号楼" is "128": the link still has the whole name. */
static const char *plot_name(struct ctx *c, const struct plot *t, const char *name)
{
    size_t digits = strspn(name, "0123456789");
    return t->words || !digits ? name : arena_strndup(c->arena, name, digits);
}

static void open_plot(struct ctx *c, const struct plan_house *h)
{
    struct buf *b = &c->req->body;
    if (!h->href) {
        buf_puts(b, "<g>");
        return;
    }
    buf_puts(b, "<a href=\"");
    put_text(c, h->href);
    buf_puts(b, "\" aria-label=\"");
    put_text(c, h->name);
    buf_puts(b, " ");
    put_text(c, str_or(h->words, ""));
    buf_puts(b, "\">");
}

static void put_house(struct ctx *c, const struct plot *t, const struct plan_house *h, int rows)
{
    struct buf *b = &c->req->body;
    int x = h->column * t->w + (t->w - t->house_w) / 2, y = (rows - 1 - h->row) * t->h + t->top;
    bool words = t->words && !str_empty(h->words);
    open_plot(c, h);
    buf_printf(b, "<rect class=\"p-plot\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
        h->column * t->w, y - t->top, t->w, t->h);
    buf_printf(b, "<path class=\"p-house m%d\" d=\"M%d %dh%dv%dh-%dz\"/>", h->shade, x, y,
        t->house_w, t->house_h, t->house_w);
    buf_printf(b, "<path class=\"p-roof\" d=\"M%d %dq9-3 13-11h%dq4 8 13 11z\"/>", x - 6, y,
        t->house_w + 12 - 26);
    buf_printf(b, "<text class=\"m%dt\" x=\"%d\" y=\"%d\">", h->shade, x + t->house_w / 2,
        y + t->house_h / 2 + (words ? -2 : 10));
    put_text(c, plot_name(c, t, h->name));
    if (words) {
        buf_printf(b, "</text><text class=\"p-n m%dt\" x=\"%d\" y=\"%d\">", h->shade,
            x + t->house_w / 2, y + t->house_h - 8);
        put_text(c, h->words);
    }
    buf_puts(b, h->href ? "</text></a>" : "</text></g>");
}

struct html plan_html(struct ctx *c, const char *label, const struct plan_house *v, size_t n)
{
    size_t mark = c->req->body.n;
    struct buf *b = &c->req->body;
    int rows = 0, columns = 0;
    for (size_t i = 0; i < n; i++) {
        rows = v[i].row + 1 > rows ? v[i].row + 1 : rows;
        columns = v[i].column + 1 > columns ? v[i].column + 1 : columns;
    }
    const struct plot *t = columns > PLAN_ROOMY ? &tight : &roomy;
    const char *few = columns < PLAN_ROOMY ? arena_printf(c->arena, " plan-%d", columns) : "";
    buf_printf(b, "<svg class=\"plan%s%s%s\" viewBox=\"0 0 %d %d\" role=\"group\" aria-label=\"",
        t->words ? "" : " plan-t", columns > PLAN_FITS ? " plan-w" : "", few, columns * t->w,
        rows * t->h + 4);
    put_text(c, label);
    buf_puts(b, "\">");
    for (int row = 0; row < rows; row++) {
        buf_printf(
            b, "<path class=\"p-path\" d=\"M0 %dH%d\"/>", (row + 1) * t->h - 4, columns * t->w);
    }
    for (size_t i = 0; i < n && i < PLAN_MAX; i++) {
        put_house(c, t, &v[i], rows);
    }
    buf_puts(b, "</svg>");
    return html_since(c, mark);
}

/* Small ones ----------------------------------------------------------------------------------- */
struct html star_html(struct ctx *c, int lit, const char *text)
{
    size_t mark = c->req->body.n;
    struct buf *b = &c->req->body;
    buf_puts(b, "<p class=\"star\">");
    open_svg(c, "stars", 120, 24, NULL);
    for (int i = 0; i < 5; i++) {
        buf_printf(b,
            "<path class=\"%s\" d=\"M%d 2.8l2.8 6 6.5.8-4.8 4.5 1.3 6.4-5.8-3.2-5.8 3.2 1.3-6.4-4.8-4.5 "
            "6.5-.8z\"/>",
            i < lit ? "st-on" : "st-off", 12 + 24 * i);
    }
    buf_puts(b, "</svg>");
    put_text(c, text);
    buf_puts(b, "</p>");
    return html_since(c, mark);
}

static void extremes(const int64_t *v, size_t n, int64_t *lo, int64_t *hi)
{
    *lo = *hi = v[0];
    for (size_t i = 1; i < n; i++) {
        *lo = v[i] < *lo ? v[i] : *lo;
        *hi = v[i] > *hi ? v[i] : *hi;
    }
}

struct html spark_html(struct ctx *c, const int64_t *v, size_t n)
{
    size_t mark = c->req->body.n;
    struct buf *b = &c->req->body;
    int64_t lo = 0, hi = 0;
    if (n < 2) {
        return (struct html){""};
    }
    extremes(v, n, &lo, &hi);
    buf_puts(b, "<svg class=\"spark\" viewBox=\"0 0 1000 340\" preserveAspectRatio=\"none\" "
                "aria-hidden=\"true\"><path class=\"sp-l\" d=\"");
    for (size_t i = 0; i < n; i++) {
        int64_t y = hi > lo ? 300 - (v[i] - lo) * 260 / (hi - lo) : 170;
        buf_printf(b, "%s%d %" PRId64, i ? "L" : "M", (int)(i * 1000 / (n - 1)), y);
    }
    buf_puts(b, "\"/></svg>");
    return html_since(c, mark);
}

enum { BAR_STEP = 70, BAR_W = 44, BAR_TOP = 30, BAR_FOOT = 160 };

struct html bars_html(struct ctx *c, const char *label, const struct bar *v, size_t n)
{
    size_t mark = c->req->body.n;
    struct buf *b = &c->req->body;
    int64_t most = 1;
    for (size_t i = 0; i < n; i++) {
        most = v[i].value > most ? v[i].value : most;
    }
    open_svg(c, "chart", (int)n * BAR_STEP + 10, BAR_FOOT + 30, label);
    for (size_t i = 0; i < n; i++) {
        int x = (int)i * BAR_STEP + 14, mid = x + BAR_W / 2;
        int h = (int)(v[i].value * (BAR_FOOT - BAR_TOP) / most);
        buf_printf(b, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
            v[i].hot ? "c-hot" : "c-bar", x, BAR_FOOT - h, BAR_W, h);
        buf_printf(b,
            "<text class=\"v\" x=\"%d\" y=\"%d\">%" PRId64 "</text><text x=\"%d\" y=\"182\">", mid,
            BAR_FOOT - h - 7, v[i].value, mid);
        put_text(c, v[i].label);
        buf_puts(b, "</text>");
    }
    buf_printf(b, "<path class=\"h-ground\" d=\"M0 161H%d\"/></svg>", (int)n * BAR_STEP + 10);
    return html_since(c, mark);
}
