/* multipart.h - form bodies taken apart: multipart/form-data as it streams in, urlencoded at once.
 *
 * Pure: they touch memory only, so that the fuzzer can have them. A part that is not text is handed
 * on piece by piece; nothing is ever held but one part's head and a few bytes around a boundary. */
#ifndef EAVES_MULTIPART_H
#define EAVES_MULTIPART_H

#include "lib/web/web.h"

enum { PART_HEAD_MAX = 4096, PART_NAME_MAX = 200, BOUNDARY_MAX = 70 };

struct part {
    char name[PART_NAME_MAX + 1];
    char filename[PART_NAME_MAX + 1]; /* without directories; "" if none was sent */
    char type[PART_NAME_MAX + 1];
    bool is_file; /* a filename was given, even an empty one */
};

/* What a parser tells: every begin has its end unless the parser failed; false stops the parser. */
struct part_sink {
    void *self;
    bool (*begin)(void *self, const struct part *part);
    bool (*data)(void *self, const void *v, size_t n);
    bool (*end)(void *self);
};

struct multipart {
    struct part_sink sink;
    char delimiter[BOUNDARY_MAX + 5]; /* "\r\n--boundary" */
    size_t delimiter_n;
    enum { PART_PREAMBLE, PART_AFTER, PART_HEAD, PART_DATA, PART_EPILOGUE, PART_BROKEN } state;
    struct part part;
    size_t n; /* bytes waiting in v */
    char v[2 * PART_HEAD_MAX];
};
/* From "multipart/form-data; boundary=..."; false when there is no usable boundary. */
bool multipart_init(struct multipart *m, const char *content_type, struct part_sink sink);
bool multipart_feed(struct multipart *m, const void *v, size_t n);
bool multipart_finish(struct multipart *m); /* true: the closing boundary was seen */

enum pairs_problem { PAIRS_FINE, PAIRS_MALFORMED, PAIRS_TOO_MANY, PAIRS_NOT_TEXT };
/* "a=1&b=%E4%BD%A0": bad UTF-8 is tried as GB18030, as an old scanner or a spreadsheet sends it. */
enum pairs_problem pairs_urlencoded(struct arena *a, const char *v, size_t n, struct pairs *out);
/* Bytes as text: UTF-8 as it is, else GB18030 made UTF-8; false when it is neither. */
bool pairs_text(struct arena *a, const char *v, size_t n, const char **out);
enum pairs_problem pairs_add(struct arena *a, struct pairs *out, const char *name, size_t name_n,
    const char *value, size_t value_n);
#endif
