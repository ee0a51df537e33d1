/* import_tabs.c - a workbook with a sheet for each stair or compound is one roster: the sheets with
 * the chosen one's header are read as one. */
#include "lib/base/app.h"
#include "src/import/import.h"

enum { TABS_MAX = 1000 };

/* Where that sheet's header of the same shape ends; 0: it has none. */
static int header_of(
    struct ctx *c, const struct sheet *s, const struct roster_map *m, const char *shape)
{
    struct roster_map own = *m, guess;
    if (str_same(roster_shape(c->arena, s, &own), shape)) {
        return own.header;
    }
    roster_guess(c->arena, s, 0, 0, &guess);
    own.header = guess.header;
    return str_same(roster_shape(c->arena, s, &own), shape) ? own.header : 0;
}

/* The row that says which compound and stair the sheet is of: its own title's compound, unless that
 * says no more than the chosen sheet's, of which a person may have said what it means. */
static struct sheet_row tab_row(struct ctx *c, const struct import_run *run,
    const struct sheet *chosen, const struct sheet *s, int header)
{
    const char *own = roster_title_compound(c->arena, s, header);
    bool same = str_same(own, roster_title_compound(c->arena, chosen, run->map.header));
    struct sheet_row r = {.v = arena_alloc(c->arena, 2 * sizeof(*r.v)), .n = 2};
    r.v[0] = same ? run->compound : str_or(own, run->compound);
    r.v[1] = run->map.stairs_above ? roster_title_stair(c->arena, s, header) : "";
    return r;
}

/* A table beside another, from that column on. */
static struct sheet_row from_column(struct sheet_row r, int col)
{
    r.v += col < r.n ? col : r.n;
    r.n -= col < r.n ? col : r.n;
    return r;
}

static void join(
    struct ctx *c, struct sheet *to, const struct sheet *s, int base, int header, int col)
{
    for (size_t i = 0; i < s->n; i++) {
        struct sheet_row r = from_column(s->v[i], col);
        if (r.number > header && r.n) {
            r.number += base;
            list_push(c->arena, to, r);
        }
    }
    for (size_t i = 0; i < s->merged.n; i++) {
        struct sheet_area m = s->merged.v[i];
        m.top += base;
        m.bottom += base;
        m.left -= col;
        m.right -= col;
        list_push(c->arena, &to->merged, m);
    }
}

/* The chosen sheet's titles and header, which all of them share. */
static struct sheet begin(struct ctx *c, const struct sheet *chosen, int header)
{
    struct sheet out = {.name = chosen->name};
    for (size_t i = 0; i < chosen->n && chosen->v[i].number <= header; i++) {
        list_push(c->arena, &out, chosen->v[i]);
    }
    return out;
}

/* Of a sheet beside the chosen one: where its header ends; 0: it is not of them. */
static int header_beside(
    struct ctx *c, const struct sheets *all, const struct import_run *run, size_t i)
{
    const struct sheet *chosen = &all->v[run->tab], *s = &all->v[i];
    return s == chosen ? run->map.header
           : s->hidden ? 0
                       : header_of(c, s, &run->map, roster_shape(c->arena, chosen, &run->map));
}

bool import_tabs_apart(struct ctx *c, const struct sheets *all, const struct import_run *run)
{
    struct known said = {0};
    for (size_t i = 0; i < all->n; i++) {
        int header = header_beside(c, all, run, i);
        const char *compound = roster_title_compound(c->arena, &all->v[i], header),
                   *stair = roster_title_stair(c->arena, &all->v[i], header);
        if (!header) {
            continue;
        }
        const char *key = roster_key(c->arena, compound, stair, NULL, NULL);
        if ((!*compound && !*stair) || known_put(c->arena, &said, key)->number++) {
            return false;
        }
    }
    return said.n > 1;
}

static int width_of(const struct sheet *s, int header)
{
    int n = 0;
    for (size_t i = 0; i < s->n; i++) {
        n = s->v[i].number > header && s->v[i].n > n ? s->v[i].n : n;
    }
    return n;
}

static const char *tab_name(struct ctx *c, const struct sheet *s, int step, int col)
{
    const char *columns =
        arena_printf(c->arena, "%s–%s", import_letter(c, col), import_letter(c, col + step - 1));
    return !step ? s->name : *s->name ? arena_printf(c->arena, "%s %s", s->name, columns) : columns;
}

/* All tables of one sheet. */
static void take(struct ctx *c, struct import_run *run, const struct sheet *chosen,
    const struct sheet *s, int header, struct sheet *to)
{
    int step = roster_step(c->arena, chosen, &run->map), width = step ? width_of(s, header) : 1;
    struct sheet_row top = tab_row(c, run, chosen, s, header);
    for (int col = 0; col < width && run->tabs.n < TABS_MAX; col += step ? step : 1) {
        list_push(c->arena, &run->tabs, tab_name(c, s, step, col));
        top.number = (int)run->tabs.n * ROSTER_TAB_ROWS;
        list_push(c->arena, to, top);
        join(c, to, s, top.number, header, col);
    }
}

const struct sheet *import_sheet(struct ctx *c, const struct sheets *all, struct import_run *run)
{
    const struct sheet *chosen = &all->v[run->tab];
    struct sheet *joined = arena_alloc(c->arena, sizeof(*joined));
    *joined = begin(c, chosen, run->map.header);
    run->tabs.n = run->unread_tabs.n = 0;
    for (size_t i = 0; i < all->n; i++) {
        bool may = (int64_t)i == run->tab || run->map.all_tabs;
        int header = may ? header_beside(c, all, run, i) : 0;
        if (header) {
            take(c, run, chosen, &all->v[i], header, joined);
        } else {
            list_push(c->arena, &run->unread_tabs, all->v[i].name);
        }
    }
    return run->tabs.n > 1 ? joined : chosen;
}
