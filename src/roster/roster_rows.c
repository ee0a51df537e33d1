/* roster_rows.c - down the sheet: what each row says, and what it leaves to the row above. */
#include <stdlib.h>
#include <string.h>

#include "src/places/places.h"
#include "src/roster/roster.h"

enum { NAME_MAX_CHARS = 40, NOTE_FROM_CHARS = 12 };

struct walk {
    struct arena *a;
    const struct sheet *s;
    const struct roster_map *m;
    const char *compound; /* of a file without that column */
    const char *stair; /* that stands above the row */
    const char *last[COLUMNS]; /* what a ditto stands for */
    struct roster *out;
    struct known seen;
    struct sheet_area *merged[COLUMNS]; /* down this column, sorted by their top */
    size_t merged_n[COLUMNS], merged_at[COLUMNS];
    struct roster_row above; /* the last row that named its home; units 0: not understood */
    const char *home[COLUMN_ADDRESS + 1]; /* its cells */
};

/* Merged cells --------------------------------------------------------------------------------- */
static int by_top(const void *x, const void *y)
{
    const struct sheet_area *a = x, *b = y;
    return (a->top > b->top) - (a->top < b->top);
}

static bool stands_in(const struct sheet_area *m, int col)
{
    return m->bottom > m->top && m->left <= col && col <= m->right;
}

static void sort_merged(struct walk *w)
{
    for (int i = 0; i < COLUMNS; i++) {
        int col = w->m->at[i];
        struct sheet_area *v = arena_alloc(w->a, (w->s->merged.n + 1) * sizeof(*v));
        size_t n = 0;
        for (size_t k = 0; col >= 0 && k < w->s->merged.n; k++) {
            if (stands_in(&w->s->merged.v[k], col)) {
                v[n++] = w->s->merged.v[k];
            }
        }
        qsort(v, n, sizeof(*v), by_top);
        w->merged[i] = v;
        w->merged_n[i] = n;
    }
}

/* Rows come in order, so each column steps forward only. */
static const struct sheet_area *merged_over(struct walk *w, enum roster_column c, int row)
{
    size_t *at = &w->merged_at[c];
    while (*at < w->merged_n[c] && w->merged[c][*at].bottom < row) {
        (*at)++;
    }
    const struct sheet_area *m = *at < w->merged_n[c] ? &w->merged[c][*at] : NULL;
    return m && m->top < row ? m : NULL;
}

static const char *raw_cell(const struct sheet_row *row, int col)
{
    return col >= 0 && col < row->n ? str_or(row->v[col], "") : "";
}

static const char *top_of(const struct walk *w, const struct sheet_area *m, int col)
{
    size_t lo = 0, hi = w->s->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (w->s->v[mid].number < m->top) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    bool there = lo < w->s->n && w->s->v[lo].number == m->top;
    return there ? raw_cell(&w->s->v[lo], m->left <= col ? m->left : col) : "";
}

/* What a cell says of its row: a merged one speaks for all its rows, but not for who lives there.
 */
static void cells_of(struct walk *w, const struct sheet_row *row, const char *cell[COLUMNS])
{
    for (int i = 0; i < COLUMNS; i++) {
        int col = w->m->at[i];
        cell[i] = raw_cell(row, col);
        const struct sheet_area *m = merged_over(w, (enum roster_column)i, row->number);
        bool shared =
            i <= COLUMN_SIZE || i == COLUMN_TENANT || i == COLUMN_SINCE || i == COLUMN_HOME_ID;
        if (!*cell[i] && m && shared) {
            cell[i] = top_of(w, m, col);
        }
        bool own = i == COLUMN_NAME || i == COLUMN_HOME_ID || i == COLUMN_PERSON_ID;
        if (!own && roster_ditto(w->a, cell[i])) {
            cell[i] = str_or(w->last[i], cell[i]);
        }
        w->last[i] = *cell[i] ? cell[i] : w->last[i];
    }
}

/* Rows that are none --------------------------------------------------------------------------- */
/* A subtotal, a footnote, the header again on the next page. */
static bool is_note(const struct walk *w, const struct sheet_row *row, const char *cell[COLUMNS])
{
    int filled = 0, heads = 0, mapped = 0;
    const char *first = "";
    for (int i = 0; i < row->n; i++) {
        const char *text = raw_cell(row, i);
        first = *first ? first : text;
        filled += *text != '\0';
    }
    if (roster_starts_note(first)) { /* of a remark in a column of its own the row is not one */
        return true;
    }
    for (int i = 0; i < COLUMNS; i++) {
        const char *own = raw_cell(row, w->m->at[i]);
        if (roster_starts_note(own)) {
            return true;
        }
        mapped += *own != '\0';
        heads += *own && str_same(own, column_words[i].label);
    }
    bool alone = filled == 1 && utf8_length(first) >= NOTE_FROM_CHARS && !*cell[COLUMN_NAME];
    return alone || mapped == 0 || (heads >= 2 && heads * 2 >= mapped);
}

/* One row ---------------------------------------------------------------------------------------
 */
static bool too_long(const char *text, enum roster_column c, struct words *why)
{
    if (utf8_length(text) <= NAME_MAX_CHARS) {
        return false;
    }
    *why = WORDS(N_("{0}超过 {1} 个字"), MSG(column_words[c].label), INT(NAME_MAX_CHARS));
    return true;
}

/* Nothing about the home: it is the one above, as when a household takes two rows. */
static void carry_home(const struct walk *w, struct roster_row *r)
{
    r->compound = w->above.compound;
    r->building = w->above.building;
    r->units = w->above.units;
    for (int i = 0; i < r->units; i++) {
        r->unit[i] = w->above.unit[i];
    }
    r->home_id = w->above.home_id;
    r->carried = true;
}

static bool read_home(
    struct walk *w, const char *const cell[COLUMNS], struct roster_row *r, struct words *why)
{
    bool stair = *cell[COLUMN_BUILDING] || *cell[COLUMN_ENTRANCE];
    bool silent = !stair && !*cell[COLUMN_UNIT] && !*cell[COLUMN_ADDRESS];
    r->compound = str_tidy(w->a, cell[COLUMN_COMPOUND], true, false);
    if (silent && w->above.units && (!*r->compound || w->m->at[COLUMN_COMPOUND] < 0)) {
        carry_home(w, r);
        return true;
    }
    if (w->m->at[COLUMN_COMPOUND] < 0) {
        r->compound = w->compound;
    } else if (!*r->compound) {
        r->compound = str_or(w->above.compound, "");
    }
    if (*cell[COLUMN_ADDRESS]) {
        return roster_address(w->a, cell[COLUMN_ADDRESS], r, why);
    }
    const char *building = str_or(cell[COLUMN_BUILDING], str_or(w->stair, ""));
    r->building = stair ? roster_building(w->a, building, cell[COLUMN_ENTRANCE])
                        : str_or(w->above.building, "");
    return roster_units(w->a, cell[COLUMN_UNIT], r, why);
}

static bool check_home(const struct roster_row *r, struct words *why)
{
    const char *const place[] = {r->compound, r->building, r->units ? r->unit[0] : ""};
    static const enum roster_column names[] = {COLUMN_COMPOUND, COLUMN_BUILDING, COLUMN_UNIT};
    for (size_t i = 0; i < COUNT(place); i++) {
        if (str_empty(place[i])) {
            *why = WORDS(N_("没有写{0}"), MSG(column_words[names[i]].label));
            return false;
        }
        if (too_long(place[i], names[i], why)) {
            return false;
        }
    }
    return true;
}

/* Of two telephones the first is kept, and a mobile before a landline. */
static void keep_mobile(struct arena *a, struct roster_row *r)
{
    bool other = *r->phone2 && !roster_is_mobile(a, r->phone) && roster_is_mobile(a, r->phone2);
    if (other || !*r->phone) {
        const char *first = r->phone;
        r->phone = r->phone2;
        r->phone2 = first;
    }
}

static bool read_who(
    struct walk *w, const char *const cell[COLUMNS], struct roster_row *r, struct words *why)
{
    const char *more, *none;
    r->owner = roster_plain_name(w->a, cell[COLUMN_OWNER]);
    r->relation = str_tidy(w->a, cell[COLUMN_RELATION], false, false);
    r->tenant = roster_tenant(cell[COLUMN_TENANT]);
    if (!roster_name(w->a, cell[COLUMN_NAME], &r->name, &r->tenant, why) ||
        too_long(r->name, COLUMN_NAME, why) || too_long(r->owner, COLUMN_OWNER, why) ||
        too_long(r->relation, COLUMN_RELATION, why) ||
        !roster_phones(w->a, cell[COLUMN_PHONE], &r->phone, &r->phone2, why) ||
        !roster_phones(w->a, cell[COLUMN_PHONE2], &more, &none, why) ||
        !roster_phones(w->a, cell[COLUMN_OWNER_PHONE], &r->owner_phone, &none, why)) {
        return false;
    }
    r->phone2 = *r->phone2 || str_same(more, r->phone) ? r->phone2 : more;
    keep_mobile(w->a, r);
    const char *share = cell[COLUMN_SHARE];
    if (*share && *cell[COLUMN_SHARE_OF]) {
        share = arena_printf(w->a, "%s/%s", share, cell[COLUMN_SHARE_OF]);
    }
    return roster_day(w->a, cell[COLUMN_SINCE], &r->since, why) &&
           roster_born(w->a, cell[COLUMN_BORN], &r->born, &r->vague, why) &&
           roster_share(w->a, share, &r->num, &r->den, why);
}

/* What the home's cells say once what was carried down stands in them. A home that was not
 * understood is nobody's below it either. */
static void keep_home(
    struct walk *w, const char *cell[COLUMNS], const struct roster_row *r, bool understood)
{
    bool own = *cell[COLUMN_BUILDING] || *cell[COLUMN_ENTRANCE] || *cell[COLUMN_ADDRESS];
    for (int i = 0; i <= COLUMN_ADDRESS; i++) {
        bool outer = i == COLUMN_COMPOUND || (i <= COLUMN_ENTRANCE && !own);
        bool taken = !*cell[i] && (r->carried || outer);
        cell[i] = taken ? str_or(w->home[i], "") : cell[i];
    }
    if (!r->carried) {
        w->above = *r;
        w->above.units = understood ? r->units : 0;
        memcpy(w->home, cell, sizeof(w->home));
    }
}

static int64_t id_in(const char *cell)
{
    int64_t id;
    return parse_int(cell, &id) && id > 0 ? id : 0;
}

/* Two people of one home are two rows; the same one twice is a slip of the hand. */
static bool seen_before(struct walk *w, struct roster_row *r, struct words *why)
{
    const char *who = r->person_id /* of our export: two may have one name */
                          ? arena_printf(w->a, "\x1e%lld", (long long)r->person_id)
                          : arena_printf(w->a, "%s\x1f%s", r->name, *r->name ? "" : r->owner);
    struct known_entry *e =
        known_put(w->a, &w->seen, roster_key(w->a, r->compound, r->building, r->unit[0], who));
    if (e->number) {
        const char *row = roster_row_said(w->a, w->out->tabs, (int)e->number);
        *why = WORDS(N_("和第 {0} 行重复"), TEXT(row));
        return true;
    }
    e->number = r->number;
    return false;
}

static bool read_row(
    struct walk *w, const char *cell[COLUMNS], struct roster_row *r, struct words *why)
{
    r->home_id = id_in(cell[COLUMN_HOME_ID]);
    r->person_id = id_in(cell[COLUMN_PERSON_ID]);
    bool home = read_home(w, cell, r, why) && check_home(r, why);
    keep_home(w, cell, r, home);
    if (!home || !roster_size(w->a, cell[COLUMN_SIZE], &r->area_dm2, why) ||
        !read_who(w, cell, r, why)) {
        return false;
    }
    if (!*r->name && *r->phone && !*r->owner) {
        *why = SAY(N_("有手机，没有户主姓名"));
        return false;
    }
    if (r->carried && !*r->name && !*r->owner) {
        cell[COLUMN_UNIT] = cell[COLUMN_ADDRESS] = "";
        *why = SAY(N_("没有写楼号、室号和姓名"));
        return false;
    }
    return !seen_before(w, r, why);
}

/* A second row of the same person that brings only another telephone. */
static bool joins_above(
    struct walk *w, const char *const cell[COLUMNS], const struct sheet_row *row)
{
    const struct sheet_area *m = merged_over(w, COLUMN_NAME, row->number);
    struct roster_row *last = w->out->n ? &w->out->v[w->out->n - 1] : NULL;
    const char *first, *second;
    struct words why;
    if (!m || !last || *cell[COLUMN_NAME] || *last->phone2 || last->number < m->top ||
        !roster_phones(w->a, cell[COLUMN_PHONE], &first, &second, &why)) {
        return false;
    }
    last->phone2 = *last->phone && !str_same(first, last->phone) ? first : last->phone2;
    last->phone = *last->phone ? last->phone : first;
    keep_mobile(w->a, last);
    return true;
}

/* From here on the rows are of that stair. */
static void begin_section(struct walk *w, const struct roster_above *says)
{
    bool own = w->m->at[COLUMN_COMPOUND] < 0;
    w->compound = own && *says->compound ? says->compound : w->compound;
    w->stair = says->stair;
    w->above = (struct roster_row){.building = w->stair, .compound = w->above.compound};
    memset(w->last, 0, sizeof(w->last));
    memset(w->home + 1, 0, sizeof(w->home) - sizeof(*w->home)); /* all but the compound */
}

/* NULL: what the row says is what was typed in it. */
static const char *const *said_by(
    const struct walk *w, const struct sheet_row *row, const char *const cell[COLUMNS])
{
    for (int i = 0; i < COLUMNS; i++) {
        if (!str_same(cell[i], raw_cell(row, w->m->at[i]))) {
            const char **said = arena_alloc(w->a, COLUMNS * sizeof(*said));
            return memcpy(said, cell, COLUMNS * sizeof(*said));
        }
    }
    return NULL;
}

void roster_refuse(
    struct arena *a, struct roster *r, const struct roster_row *row, struct words why)
{
    list_push(a, &r->bad, (struct roster_bad){row->number, why, row->said});
}

static void take_row(struct walk *w, const struct sheet_row *row)
{
    const char *cell[COLUMNS];
    struct roster_above says;
    if (row->hidden && !w->m->hidden_too) {
        w->out->hidden++;
        return;
    }
    if (roster_section(w->a, w->m, row, &says)) {
        begin_section(w, &says);
        return;
    }
    cells_of(w, row, cell);
    if (is_note(w, row, cell)) {
        w->out->notes++;
        list_push(w->a, &w->out->noted, row->number);
        return;
    }
    if (joins_above(w, cell, row)) {
        w->out->carried++;
        return;
    }
    struct roster_row r = {.number = row->number, .compound = "", .building = ""};
    struct words reason = {0};
    bool read = read_row(w, cell, &r, &reason);
    r.said = said_by(w, row, cell);
    if (read) {
        w->out->carried += r.carried;
        list_push(w->a, w->out, r);
    } else {
        roster_refuse(w->a, w->out, &r, reason);
    }
}

bool roster_rows(struct arena *a, const struct sheet *s, const struct roster_map *m,
    const char *compound, struct roster *out, struct err *why)
{
    struct words lacks = roster_map_lacks(m, compound);
    struct walk *w = arena_alloc(a, sizeof(*w));
    if (lacks.msgid) {
        return refuse(why, "file", lacks);
    }
    *w = (struct walk){.a = a, .s = s, .m = m, .compound = compound, .out = out};
    w->stair = m->stairs_above ? roster_title_stair(a, s, m->header) : "";
    w->above.building = w->stair;
    sort_merged(w);
    for (size_t i = 0; i < s->n; i++) {
        if (s->v[i].number > m->header) {
            take_row(w, &s->v[i]);
        }
    }
    roster_check_shares(a, out);
    return true;
}

bool roster_read(struct arena *a, const struct sheet *s, const char *compound, struct roster *out,
    struct err *why)
{
    struct roster_map m;
    if (!roster_guess(a, s, 0, 0, &m)) {
        return refuse(why, "file", SAY(N_("前 15 行里没有找到表头：要有小区、楼号、室号这些列名")));
    }
    return roster_rows(a, s, &m, compound, out, why);
}
