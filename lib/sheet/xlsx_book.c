/* xlsx_book.c - the parts around the cells: workbook, relations, shared strings, styles. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/sheet/xlsx_reading.h"

static bool is(const char *name, const char *wanted)
{
    return strcmp(name, wanted) == 0;
}

static bool ends_with(const char *s, const char *tail)
{
    size_t n = strlen(s), t = strlen(tail);
    return n >= t && strcmp(s + n - t, tail) == 0;
}

static bool is_true(const char *s)
{
    return s && (is(s, "1") || is(s, "true"));
}

/* Relations ----------------------------------------------------------------------------------- */

/* "../x" and "/x" against the folder of the part that says it. Only ever looked up in the zip. */
static const char *resolve(struct arena *a, const char *folder, const char *target)
{
    if (target[0] == '/') {
        return arena_strdup(a, target + 1);
    }
    char *base = arena_strdup(a, folder);
    while (strncmp(target, "../", 3) == 0) {
        target += 3;
        char *slash = strrchr(base, '/');
        *(slash ? slash : base) = '\0';
    }
    return *base ? arena_printf(a, "%s/%s", base, target) : arena_strdup(a, target);
}

struct relations_state {
    struct relations *out;
    const char *folder;
};

static void relation_start(struct part *p, const char *name, const char **attributes)
{
    struct relations_state *s = p->state;
    struct arena *a = p->book->arena;
    const char *id = attribute(attributes, "Id"), *type = attribute(attributes, "Type");
    const char *target = attribute(attributes, "Target");
    const char *mode = attribute(attributes, "TargetMode");
    bool external = mode && strcasecmp(mode, "External") == 0;
    if (is(name, "Relationship") && id && type && target && !external) {
        list_push(a, s->out,
            (struct relation){.id = arena_strdup(a, id),
                .type = arena_strdup(a, type),
                .target = resolve(a, s->folder, target)});
    }
}

static bool read_relations(
    struct book *b, const char *entry, const char *folder, bool optional, struct relations *out)
{
    struct relations_state state = {.out = out, .folder = folder};
    struct part p = {.book = b, .start = relation_start, .state = &state};
    return part_parse(&p, entry, optional);
}

const char *relation_target(const struct book *b, const char *id)
{
    for (size_t i = 0; i < b->relations.n; i++) {
        if (is(b->relations.v[i].id, id)) {
            return b->relations.v[i].target;
        }
    }
    return NULL;
}

static const char *target_of_type(const struct relations *relations, const char *type)
{
    for (size_t i = 0; i < relations->n; i++) {
        if (ends_with(relations->v[i].type, type)) {
            return relations->v[i].target;
        }
    }
    return NULL;
}

/* Workbook ------------------------------------------------------------------------------------ */

static void workbook_start(struct part *p, const char *name, const char **attributes)
{
    struct book *b = p->book;
    if (is(name, "workbookPr")) {
        b->from_1904 = is_true(attribute(attributes, "date1904"));
    }
    const char *relation = is(name, "sheet") ? attribute(attributes, "id") : NULL;
    if (relation) {
        const char *state = attribute(attributes, "state"), *title = attribute(attributes, "name");
        list_push(b->arena, &b->tabs,
            (struct tab){.name = str_tidy(b->arena, title ? title : "", false, false),
                .relation = arena_strdup(b->arena, relation),
                .hidden = state && !is(state, "visible")});
    }
}

/* Shared strings ------------------------------------------------------------------------------ */

struct strings_state {
    int phonetic; /* depth inside rPh: readings, not text */
};

static void strings_start(struct part *p, const char *name, const char **attributes)
{
    struct strings_state *s = p->state;
    (void)attributes;
    if (is(name, "si")) {
        part_listen(p);
        p->listening = false;
    } else if (is(name, "rPh")) {
        s->phonetic++;
    } else if (is(name, "t") && !s->phonetic) {
        p->listening = true;
    }
}

static void strings_end(struct part *p, const char *name)
{
    struct strings_state *s = p->state;
    struct book *b = p->book;
    if (is(name, "t")) {
        p->listening = false;
    } else if (is(name, "rPh") && s->phonetic) {
        s->phonetic--;
    } else if (is(name, "si")) {
        const char *text = unescape_cell(b->arena, part_text(p));
        list_push(b->arena, &b->strings, reading_tidy(b->arena, text, false));
    }
}

/* Styles -------------------------------------------------------------------------------------- */

struct custom {
    int id;
    struct number_format format;
};
struct styles_state {
    struct {
        struct custom *v;
        size_t n, cap;
    } customs;
    bool in_cells; /* inside cellXfs: the list that cells point into */
};

static struct number_format format_of_id(const struct styles_state *s, int id)
{
    for (size_t i = 0; i < s->customs.n; i++) {
        if (s->customs.v[i].id == id) {
            return s->customs.v[i].format;
        }
    }
    return number_format_of(id, NULL);
}

static void styles_start(struct part *p, const char *name, const char **attributes)
{
    struct styles_state *s = p->state;
    struct book *b = p->book;
    const char *id = attribute(attributes, "numFmtId");
    int number = id ? (int)strtol(id, NULL, 10) : 0;
    if (is(name, "numFmt")) {
        const char *code = attribute(attributes, "formatCode");
        struct custom custom = {number, number_format_of(number, code ? code : "")};
        list_push(b->arena, &s->customs, custom);
    } else if (is(name, "cellXfs")) {
        s->in_cells = true;
    } else if (is(name, "xf") && s->in_cells) {
        list_push(b->arena, &b->formats, format_of_id(s, number));
    }
    /* Excel itself allows 65,490 styles; each xf looks through the customs. */
    if (s->customs.n > 10000 || b->formats.n > 100000) {
        book_broken(b);
    }
}

static void styles_end(struct part *p, const char *name)
{
    struct styles_state *s = p->state;
    if (is(name, "cellXfs")) {
        s->in_cells = false;
    }
}

/* --------------------------------------------------------------------------------------------- */

static const char *folder_of(struct arena *a, const char *entry)
{
    const char *slash = strrchr(entry, '/');
    return slash ? arena_strndup(a, entry, (size_t)(slash - entry)) : "";
}

static bool open_workbook(struct book *b, const char *entry)
{
    const char *folder = folder_of(b->arena, entry);
    const char *file = *folder ? entry + strlen(folder) + 1 : entry;
    const char *relations =
        arena_printf(b->arena, "%s%s_rels/%s.rels", folder, *folder ? "/" : "", file);
    struct part p = {.book = b, .start = workbook_start};
    return part_parse(&p, entry, false) &&
           read_relations(b, relations, folder, false, &b->relations);
}

bool book_open(struct book *b)
{
    struct relations root = {0};
    if (!read_relations(b, "_rels/.rels", "", true, &root)) {
        return false;
    }
    const char *workbook = str_or(target_of_type(&root, "/officeDocument"), "xl/workbook.xml");
    if (zip_name_locate(b->zip, workbook, ZIP_FL_NOCASE) < 0) {
        return book_refuse(b, ERR_KIND, SAY(N_("这不是一张 XLSX 或 CSV 表格")));
    }
    struct strings_state strings = {0};
    struct styles_state styles = {0};
    struct part strings_part = {
        .book = b, .start = strings_start, .end = strings_end, .state = &strings};
    struct part styles_part = {
        .book = b, .start = styles_start, .end = styles_end, .state = &styles};
    return open_workbook(b, workbook) &&
           part_parse(&strings_part, target_of_type(&b->relations, "/sharedStrings"), true) &&
           part_parse(&styles_part, target_of_type(&b->relations, "/styles"), true);
}
