/* form.h - forms as declarations: HTML with errors, JSON body, printed sheet, import column and
 * OpenAPI schema all come from the same fields. */
#ifndef EAVES_FORM_H
#define EAVES_FORM_H

#include "lib/db/list.h" /* struct choice */

enum field_type {
    FIELD_END,
    FIELD_TEXT, /* one line: const char * */
    FIELD_LINES, /* several lines: const char * */
    FIELD_INT, /* int64_t */
    FIELD_ID, /* int64_t; hidden or a select filled by the page */
    FIELD_FOUND, /* int64_t: typed in words, looked up by its finder, chosen when several fit */
    FIELD_CHOICE, /* int64_t, one of choices (value) */
    FIELD_FLAG, /* bool: a tick */
    FIELD_DAY, /* int64_t ms at midnight in Asia/Shanghai; 0 empty */
    FIELD_TIME, /* int64_t ms; "2026-11-23T20:00" in the browser; 0 empty */
    FIELD_PHONE, /* const char *: digits only, 11 of a mobile or 7-12 of a landline; "" */
    FIELD_CODE, /* const char *: digits only (full-width and spaces accepted), min..max many */
    FIELD_AREA, /* int64_t dm2 */
    FIELD_MONEY, /* int64_t fen */
    FIELD_FILE, /* uploads of that name: reached by req_file(); max is bytes each */
    FIELD_SECRET, /* const char *: a password; never shown again */
};

/* How a FIELD_FOUND comes from words to an id: there are too many to choose from in a list. Without
 * a script: type, send, choose among what fits. With one the choices come while typing. */
enum { FINDS_MAX = 20 };
struct finds {
    struct choice *v; /* value and label */
    size_t n, cap;
    bool unsure; /* nothing fits wholly: even a single one must be chosen */
};
struct finder {
    const char *path; /* within the area; ?q= answers [{"id", "label"}] for the script */
    const char *advice; /* msgid, {0} what was typed: said when nothing fits */
    /* What the words may mean, best first; "" the few that are meant most often. */
    bool (*find)(struct ctx *c, const char *typed, struct finds *out);
    const char *(*name)(struct ctx *c, int64_t id); /* NULL: none of these */
};

struct field {
    enum field_type type;
    const char *name;
    size_t offset;
    int64_t min, max; /* of the number, of the text's characters, of the file's bytes */
    const char *label, *help; /* msgids; help may be NULL */
    bool required;
    const struct choice *choices;
    const struct finder *finder;
    bool personal; /* never in logs; masked in exports */
    int paper; /* width on the printed sheet in millimetres; 0: not printed */
    const char *autocomplete; /* "tel", "one-time-code", or NULL */
    bool hidden; /* <input type=hidden>: version, place ... */
};

struct form {
    const char *name; /* "requests.report" */
    size_t size; /* of its struct */
    const struct field *fields; /* ends with {0} */
};

/* clang-format off */
#define FIELD(T, kind, member, ...) {.type = (kind), .name = #member, .offset = offsetof(T, member), __VA_ARGS__}
#define FIELD_UPLOAD(field_name, ...) {.type = FIELD_FILE, .name = (field_name), __VA_ARGS__}
/* clang-format on */

struct wrong {
    const char *field;
    struct words words;
};
struct wrongs {
    struct wrong *v;
    size_t n, cap;
};

struct pairs;
struct upload;
/* Fills `out` (form->size bytes, zeroed) from the pairs; every problem goes to *wrong, in the
 * order of the fields. Pure: needs the arena only. Unknown names are ignored. Text comes out tidy,
 * "" when nothing was typed. A max of 0 leaves the upper end open, but texts always have
 * one: 200 characters of a line, 4000 of lines. A min of 0 is meant when there is a max, save of
 * days and times. */
bool form_parse(struct arena *a, const struct form *form, const struct pairs *in, void *out,
    struct wrongs *wrong);
/* The same for its FIELD_FILEs, whose parts never are pairs: required, and not over max bytes. */
bool form_check_files(struct arena *a, const struct form *form, const struct upload *files,
    size_t n, struct wrongs *wrong);
void form_sort_wrongs(const struct form *form, struct wrongs *wrong); /* in the fields' order */
/* Is one of them over its field's bytes? Then the answer is 413. */
bool form_file_too_big(const struct form *form, const struct upload *files, size_t n);
/* {"name": "咪咪", "kind": 2} as pairs; false when it is no object of plain values, each once. */
bool pairs_of_json(struct arena *a, const char *text, size_t n, struct pairs *out);
/* The FIELD_FOUNDs of what form_parse() has filled: looked up, or said what is wrong. */
bool form_find(struct ctx *c, const struct form *form, void *out);
bool form_has_files(const struct form *form);
const struct field *form_field(const struct form *form, const char *name); /* NULL: none */

/* What every POST carries besides its own fields; parsed by the router with act_form. "csrf" and
 * "act" (the key, 32 hex digits) are always there, the rest only when acting for another. */
#define FORM_CSRF "csrf"
#define FORM_ACT "act"
struct act_typed {
    int64_t act_person; /* 0: acts for oneself */
    int64_t act_channel; /* enum channel: phone, paper, visit or group; 0 when acting for oneself */
    int64_t act_happened; /* ms; 0: now */
    const char *act_evidence;
};
extern const struct form act_form;
/* form_parse of act_form; acting for another needs a channel too. */
bool act_parse(
    struct arena *a, const struct pairs *in, struct act_typed *out, struct wrongs *wrong);

/* In templates. Values shown: what was typed, else what form_fill() gave, else empty. */
struct html;
void form_fill(struct ctx *c, const struct form *form, const void *values);
/* These even though something else was typed: a part of it went through. */
void form_refill(struct ctx *c, const struct form *form, const void *values);
/* <form>, csrf and act key. The action is looked up among the routes: multipart when its form has
 * files, and, when ?for=PERSON was asked and the reader may act for that person, the act block:
 * by which way the wish came, when, with what evidence. */
struct html form_open(struct ctx *c, const char *action);
struct html form_open_for(struct ctx *c, const char *action, int64_t person_id); /* 0: oneself */
struct html form_close(struct ctx *c);
struct html field_html(struct ctx *c, const struct form *form, const char *name);
/* A FIELD_CHOICE or FIELD_ID whose choices are only known now; labels are said as they are. */
struct html field_among_html(
    struct ctx *c, const struct form *form, const char *name, const struct choice *among);
/* The input of a FIELD_FOUND alone, for a GET form; label is its accessible name. */
struct html finder_html(struct ctx *c, const struct finder *finder, const char *name,
    const char *label, const char *value);
/* From words, or the id that was chosen, to *id; 0: none, or *found is left to choose from. */
bool finder_one(struct ctx *c, const struct finder *finder, const char *typed, struct finds *found,
    int64_t *id);
/* Answers ?q= for the script: the route at finder->path. */
void finder_answer(struct ctx *c, const struct finder *finder);
struct html fields_html(struct ctx *c, const struct form *form); /* all in order, hidden ones too */
struct html errors_html(struct ctx *c, const struct form *form); /* 有 2 处需要修改; "" if none */
struct html notice_html(struct ctx *c); /* the shown-again sentence, "" if none */
#endif
