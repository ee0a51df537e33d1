/* import_shown.c - what a run's pages show, kept as JSON beside it. Telephones are masked already.
 */
#include <jansson.h>

#include "lib/log/log.h"
#include "src/import/import.h"
#include "src/import/import_room.h"

enum { PREVIEW_ROWS = 40, PREVIEW_TABS = 12, PREVIEW_COLUMNS = 60, PREVIEW_CHARS = 40 };

static const char *dumped(struct arena *a, json_t *all)
{
    size_t n = json_dumpb(all, NULL, 0, JSON_COMPACT);
    char *out = arena_alloc(a, n + 1);
    must(json_dumpb(all, out, n, JSON_COMPACT) == n);
    json_decref(all);
    return out;
}

static const char *text_at(struct arena *a, json_t *array, size_t i)
{
    return arena_strdup(a, str_or(json_string_value(json_array_get(array, i)), ""));
}

static int64_t int_at(json_t *array, size_t i)
{
    return json_integer_value(json_array_get(array, i));
}

/* Bad rows, changes, questions ------------------------------------------------------------------
 */
static json_t *change_json(const struct import_change *h)
{
    return json_pack("[i,i,s,s,s,s]", h->row, (int)h->doubt, h->home, h->name, h->old, h->fresh);
}

static struct import_change change_of(struct arena *a, json_t *one)
{
    return (struct import_change){.row = (int)int_at(one, 0),
        .doubt = (enum roster_doubt)int_at(one, 1),
        .home = text_at(a, one, 2),
        .name = text_at(a, one, 3),
        .old = text_at(a, one, 4),
        .fresh = text_at(a, one, 5)};
}

static json_t *lines_json(const struct import_run *run)
{
    json_t *out = json_array();
    for (size_t i = 0; run->state == IMPORT_READ && i < run->lines.n; i++) {
        const struct import_line *l = &run->lines.v[i];
        json_array_append_new(out,
            json_pack("[i,i,s,s,s,s]", l->row, (int)l->news, l->stair, l->home, l->name, l->phone));
    }
    return out;
}

static struct import_line line_of(struct arena *a, json_t *one)
{
    int64_t news = int_at(one, 1);
    return (struct import_line){.row = (int)int_at(one, 0),
        .news = news >= ROSTER_NEW && news <= ROSTER_ASK ? (enum roster_news)news : ROSTER_NEW,
        .stair = text_at(a, one, 2),
        .home = text_at(a, one, 3),
        .name = text_at(a, one, 4),
        .phone = text_at(a, one, 5)};
}

static json_t *names_json(const struct import_names *names)
{
    json_t *out = json_array();
    for (size_t i = 0; i < names->n; i++) {
        json_array_append_new(out, json_string(names->v[i]));
    }
    return out;
}

static void names_parse(struct arena *a, json_t *array, struct import_names *out)
{
    out->n = 0;
    for (size_t i = 0; i < json_array_size(array); i++) {
        list_push(a, out, text_at(a, array, i));
    }
}

/* Sentences' parts, each under its key. */
static const struct {
    const char *key;
    size_t offset;
} texts[] = {
    {"names", offsetof(struct import_run, counts.names)},
    {"stairs", offsetof(struct import_run, counts.stairs)},
    {"unread", offsetof(struct import_run, unread)},
    {"lost", offsetof(struct import_run, lost)},
    {"vague", offsetof(struct import_run, vague)},
    {"noted", offsetof(struct import_run, noted)},
};

static const char **text_of(struct import_run *run, size_t i)
{
    return (const char **)((char *)run + texts[i].offset);
}

const char *import_shown(struct arena *a, const struct import_run *run)
{
    json_t *bad = json_array(), *changes = json_array(), *asked = json_array();
    for (size_t i = 0; i < run->bad.n; i++) {
        const struct roster_bad *b = &run->bad.v[i];
        json_array_append_new(bad, json_pack("[i,s]", b->number, words_to_json(a, b->why)));
    }
    for (size_t i = 0; i < run->changes.n; i++) {
        json_array_append_new(changes, change_json(&run->changes.v[i]));
    }
    for (size_t i = 0; i < run->asked.n; i++) {
        json_array_append_new(asked, change_json(&run->asked.v[i]));
    }
    json_t *all = json_pack("{s:o,s:o,s:o,s:o,s:o}", "bad", bad, "changes", changes, "asked", asked,
        "tabs", names_json(&run->tabs), "unread_tabs", names_json(&run->unread_tabs));
    json_object_set_new(all, "lines", lines_json(run));
    for (size_t i = 0; i < COUNT(texts); i++) {
        const char *text = str_or(*text_of((struct import_run *)run, i), "");
        json_object_set_new(all, texts[i].key, json_string(text));
    }
    return dumped(a, all);
}

void import_shown_parse(struct arena *a, const char *text, struct import_run *run)
{
    json_t *all = json_loads(text, 0, NULL), *one;
    size_t i;
    json_array_foreach(json_object_get(all, "bad"), i, one)
    {
        struct roster_bad b = {(int)int_at(one, 0), words_from_json(a, text_at(a, one, 1))};
        list_push(a, &run->bad, b);
    }
    json_array_foreach(json_object_get(all, "changes"), i, one)
    {
        list_push(a, &run->changes, change_of(a, one));
    }
    json_array_foreach(json_object_get(all, "asked"), i, one)
    {
        list_push(a, &run->asked, change_of(a, one));
    }
    json_array_foreach(json_object_get(all, "lines"), i, one)
    {
        list_push(a, &run->lines, line_of(a, one));
    }
    names_parse(a, json_object_get(all, "tabs"), &run->tabs);
    names_parse(a, json_object_get(all, "unread_tabs"), &run->unread_tabs);
    for (i = 0; i < COUNT(texts); i++) {
        const char *part = json_string_value(json_object_get(all, texts[i].key));
        *text_of(run, i) = arena_strdup(a, str_or(part, ""));
    }
    json_decref(all);
}

/* The first rows of each sheet ------------------------------------------------------------------
 */
static const char *cut(struct arena *a, const char *text)
{
    const char *at = text;
    for (int n = 0; *at && n < PREVIEW_CHARS; n++) {
        at++;
        while (((unsigned char)*at & 0xc0) == 0x80) {
            at++;
        }
    }
    return *at ? arena_printf(a, "%.*s…", (int)(at - text), text) : text;
}

enum { PHONE_DIGITS = 11, HEAD_DIGITS = 3, TAIL_DIGITS = 4 };

/* How many digits stand from here on, spaces and dashes between them; *end: behind the last. */
static int run_of(const char *s, const char **end)
{
    int n = 0;
    *end = s;
    for (; *s == ' ' || *s == '-' || (*s >= '0' && *s <= '9'); s++) {
        if (*s != ' ' && *s != '-') {
            n++;
            *end = s + 1;
        }
    }
    return n;
}

/* What is kept of a file beside the store shows telephones by head and tail only. */
static const char *unphoned(struct arena *a, const char *text)
{
    char *s = str_tidy(a, text, true, false);
    bool masked = false;
    for (char *at = s; *at;) {
        const char *end;
        int n = run_of(at, &end), seen = 0;
        for (; at < end; at++) {
            bool digit = *at >= '0' && *at <= '9';
            seen += digit;
            if (digit && n >= PHONE_DIGITS && seen > HEAD_DIGITS && seen <= n - TAIL_DIGITS) {
                *at = '*';
                masked = true;
            }
        }
        at += *at != '\0';
    }
    return masked ? s : text;
}

const char *import_excerpt(struct arena *a, const char *text)
{
    return cut(a, unphoned(a, text));
}

static json_t *row_json(struct arena *a, const struct sheet_row *r)
{
    json_t *cells = json_array();
    for (int i = 0; i < r->n && i < PREVIEW_COLUMNS; i++) {
        json_array_append_new(cells, json_string(import_excerpt(a, str_or(r->v[i], ""))));
    }
    return json_pack("[i,b,o]", r->number, r->hidden, cells);
}

const char *import_preview(struct arena *a, const struct sheets *all)
{
    json_t *out = json_array();
    for (size_t i = 0; i < all->n && i < PREVIEW_TABS; i++) {
        const struct sheet *s = &all->v[i];
        json_t *rows = json_array();
        for (size_t k = 0; k < s->n && k < PREVIEW_ROWS; k++) {
            json_array_append_new(rows, row_json(a, &s->v[k]));
        }
        json_array_append_new(out, json_pack("[s,b,o]", s->name, s->hidden, rows));
    }
    return dumped(a, out);
}

static struct sheet_row row_of(struct arena *a, json_t *one)
{
    json_t *cells = json_array_get(one, 2);
    struct sheet_row r = {.number = (int)int_at(one, 0),
        .hidden = json_is_true(json_array_get(one, 1)),
        .n = (int)json_array_size(cells)};
    r.v = arena_alloc(a, (size_t)(r.n + 1) * sizeof(*r.v));
    for (int i = 0; i < r.n; i++) {
        r.v[i] = text_at(a, cells, (size_t)i);
    }
    return r;
}

void import_preview_parse(struct arena *a, const char *text, struct sheets *out)
{
    json_t *all = json_loads(text, 0, NULL), *one, *row;
    size_t i, k;
    json_array_foreach(all, i, one)
    {
        struct sheet s = {
            .name = text_at(a, one, 0), .hidden = json_is_true(json_array_get(one, 1))};
        json_array_foreach(json_array_get(one, 2), k, row)
        {
            list_push(a, &s, row_of(a, row));
        }
        list_push(a, out, s);
    }
    json_decref(all);
}

/* What keeps it from being taken back ------------------------------------------------------------
 */
const char *import_blocked(struct arena *a, const struct import_run *run)
{
    json_t *out = json_array();
    for (size_t i = 0; i < run->blocks.n; i++) {
        const struct import_block *b = &run->blocks.v[i];
        json_array_append_new(out, json_pack("[s,s]", words_to_json(a, b->words), b->path));
    }
    return dumped(a, out);
}

void import_blocked_parse(struct arena *a, const char *text, struct import_run *run)
{
    json_t *all = json_loads(text, 0, NULL), *one;
    size_t i;
    json_array_foreach(all, i, one)
    {
        struct import_block b = {words_from_json(a, text_at(a, one, 0)), text_at(a, one, 1)};
        list_push(a, &run->blocks, b);
    }
    json_decref(all);
}
