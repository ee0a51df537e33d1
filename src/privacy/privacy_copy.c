/* privacy_copy.c - a copy of one's data as text to keep, as JSON and as a workbook. */
#include <string.h>

#include "lib/log/log.h"
#include "lib/sheet/sheet.h"
#include "lib/web/web.h"
#include "src/privacy/privacy_room.h"

/* As kept: lines of "T name label", "H head ...", "R cell ...", fields parted by tabs. ----------
 */
static void put_field(struct buf *b, const char *s)
{
    buf_puts(b, "\t");
    for (; s && *s; s++) {
        char one = *s == '\t' || *s == '\n' || *s == '\r' ? ' ' : *s;
        buf_put(b, &one, 1);
    }
}

static void put_line(struct buf *b, char kind, const char *const *cell, int n)
{
    buf_put(b, &kind, 1);
    for (int i = 0; i < n; i++) {
        put_field(b, cell[i]);
    }
    buf_puts(b, "\n");
}

static int columns_of(const struct copy_table *t)
{
    int n = 0;
    while (n < PERSONAL_COLUMNS && t->head[n]) {
        n++;
    }
    return n;
}

const char *copy_words(struct ctx *c, struct words w)
{
    return w.msgid ? say(c, w) : "";
}

const char *copy_said(struct ctx *c, const char *text)
{
    struct words w = *text == '[' ? words_from_json(c->arena, text) : (struct words){0};
    return w.msgid ? say(c, w) : str_same(text, "[]") ? "" : text;
}

const char *copy_text(struct ctx *c, const struct copy_tables *all)
{
    struct buf b = {0};
    for (size_t i = 0; i < all->n; i++) {
        const struct copy_table *t = &all->v[i];
        const char *title[] = {t->name, t->label};
        int n = columns_of(t);
        put_line(&b, 'T', title, 2);
        put_line(&b, 'H', t->head, n);
        for (size_t k = 0; k < t->n; k++) {
            put_line(&b, 'R', t->v[k].cell, n);
        }
    }
    const char *out = arena_strdup(c->arena, b.v ? b.v : "");
    buf_release(&b);
    return out;
}

static int split(struct ctx *c, const char *line, size_t n, const char *out[PERSONAL_COLUMNS])
{
    char *s = arena_strndup(c->arena, line, n), *next;
    int cells = 0;
    for (; s && cells < PERSONAL_COLUMNS; s = next) {
        next = strchr(s, '\t');
        if (next) {
            *next++ = '\0';
        }
        out[cells++] = s;
    }
    return cells;
}

bool copy_read(struct ctx *c, const char *text, struct copy_tables *out)
{
    for (const char *s = text; *s;) {
        size_t n = strcspn(s, "\n");
        const char *cell[PERSONAL_COLUMNS] = {0};
        int cells = n > 2 ? split(c, s + 2, n - 2, cell) : 0;
        struct copy_table *t = out->n ? &out->v[out->n - 1] : NULL;
        if (*s == 'T' && cells > 1) {
            list_push(c->arena, out, ((struct copy_table){.name = cell[0], .label = cell[1]}));
        } else if (*s == 'H' && t) {
            memcpy(t->head, cell, sizeof(cell));
        } else if (*s == 'R' && t) {
            struct copy_row row;
            memcpy(row.cell, cell, sizeof(cell));
            list_push(c->arena, t, row);
        }
        s += n + (s[n] == '\n');
    }
    return out->n > 0;
}

/* JSON ---------------------------------------------------------------------------------------- */
static void put_json(struct buf *b, const char *s)
{
    buf_puts(b, "\"");
    for (; s && *s; s++) {
        uint8_t ch = (uint8_t)*s;
        if (ch == '"' || ch == '\\') {
            buf_puts(b, "\\");
            buf_put(b, s, 1);
        } else if (ch < ' ') {
            buf_printf(b, "\\u%04x", ch);
        } else {
            buf_put(b, s, 1);
        }
    }
    buf_puts(b, "\"");
}

static void put_rows(struct ctx *c, struct buf *b, const struct copy_table *t)
{
    int n = columns_of(t);
    for (size_t k = 0; k < t->n; k++) {
        buf_puts(b, k ? ",\n    {" : "\n    {");
        for (int i = 0; i < n; i++) {
            buf_puts(b, i ? ", " : "");
            put_json(b, T(c, t->head[i]));
            buf_puts(b, ": ");
            put_json(b, t->v[k].cell[i]);
        }
        buf_puts(b, "}");
    }
}

const char *copy_json(struct ctx *c, const struct copy_tables *all)
{
    struct buf b = {0};
    buf_puts(&b, "{");
    for (size_t i = 0; i < all->n; i++) {
        buf_puts(&b, i ? ",\n  " : "\n  ");
        put_json(&b, all->v[i].name);
        buf_puts(&b, ": [");
        put_rows(c, &b, &all->v[i]);
        buf_puts(&b, "]");
    }
    buf_puts(&b, "\n}\n");
    const char *out = arena_strdup(c->arena, b.v);
    buf_release(&b);
    return out;
}

/* A workbook: one sheet, each room's table below its name. ------------------------------------- */
bool copy_xlsx(struct ctx *c, const struct copy_tables *all, struct buf *out)
{
    static const char *const head[] = {N_("哪一类"), N_("项目"), N_("内容")};
    const char *said[COUNT(head)];
    const int widths[] = {16, 20, 60};
    struct xlsx *x = xlsx_create(T(c, N_("我的数据")));
    int row = 1;
    for (size_t i = 0; i < COUNT(head); i++) {
        said[i] = T(c, head[i]);
    }
    xlsx_header(x, said, widths, COUNT(head));
    for (const struct copy_table *t = all->v; t < all->v + all->n; t++) {
        for (size_t k = 0; k < t->n; k++) {
            for (int i = 0; i < columns_of(t); i++) {
                xlsx_text(x, row, 0, T(c, t->label));
                xlsx_text(x, row, 1, T(c, t->head[i]));
                xlsx_text(x, row++, 2, T(c, str_or(t->v[k].cell[i], "")));
            }
        }
    }
    return xlsx_finish(x, out);
}
