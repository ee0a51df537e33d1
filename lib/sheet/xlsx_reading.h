/* xlsx_reading.h - the pieces of the XLSX reader; for lib/sheet only. */
#ifndef EAVES_XLSX_READING_H
#define EAVES_XLSX_READING_H

#include <expat.h>
#include <zip.h>

#include "lib/sheet/reading.h"
#include "lib/text/line.h"

enum {
    XLSX_ENTRIES_MAX = 5000,
    XLSX_RATIO_MAX = 250, /* unzipped to zipped, above XLSX_RATIO_FROM bytes */
    XLSX_RATIO_FROM = 4 * 1024 * 1024,
    XLSX_DEPTH_MAX = 64,
};

/* How a cell's number is shown, by its style. */
enum number_kind {
    NUMBER_PLAIN,
    NUMBER_DAY,
    NUMBER_TIME,
    NUMBER_BOTH,
    NUMBER_PERCENT,
    NUMBER_PADDED
};
struct number_format {
    enum number_kind kind;
    int digits; /* NUMBER_PADDED: at least so many */
};

struct strings {
    const char **v;
    size_t n, cap;
};
struct number_formats {
    struct number_format *v;
    size_t n, cap;
};

struct tab { /* a sheet of the workbook */
    const char *name, *relation;
    bool hidden;
};
struct tabs {
    struct tab *v;
    size_t n, cap;
};
struct relation {
    const char *id, *type, *target; /* target: an entry's name */
};
struct relations {
    struct relation *v;
    size_t n, cap;
};

/* The file in hand. */
struct book {
    struct arena *arena;
    struct err *why;
    bool failed;
    zip_t *zip;
    int64_t bytes_left; /* what may still be unzipped */
    int64_t cells; /* kept so far, in all sheets */
    bool from_1904;
    struct tabs tabs;
    struct relations relations; /* of the workbook */
    struct strings strings; /* shared */
    struct number_formats formats; /* by a cell's style */
};

/* One XML entry while it is parsed. Names come without their namespace prefix. */
struct part {
    struct book *book;
    XML_Parser parser;
    int depth;
    bool listening; /* character data goes to text */
    struct line text;
    void (*start)(struct part *p, const char *name, const char **attributes);
    void (*end)(struct part *p, const char *name);
    void *state;
};

/* Parses an entry through the guards. False when the book is refused; absent entries too, unless
 * `optional`. */
bool part_parse(struct part *p, const char *entry, bool optional);
void part_listen(struct part *p); /* text starts anew */
const char *part_text(struct part *p); /* and stops listening; valid until it starts anew */
const char *attribute(const char **attributes, const char *name); /* NULL: none */
bool book_refuse(struct book *b, enum err_kind kind, struct words words);
bool book_broken(struct book *b); /* refuses: the file is damaged */

bool book_open(struct book *b); /* tabs, relations, shared strings, formats */
bool book_read_tab(struct book *b, const char *entry, struct sheet *out);
const char *relation_target(const struct book *b, const char *id); /* NULL: none */

struct number_format number_format_of(int id, const char *code); /* code NULL: built in */
/* What a person sees: plain digits, ISO days. A text that is no number comes back as it is. */
const char *number_shown(struct arena *a, const char *raw, struct number_format f, bool from_1904);
/* A string's own escapes: _x000D_ and the like. */
const char *unescape_cell(struct arena *a, const char *text);
#endif
