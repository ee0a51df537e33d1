/* base.h - floor 0: the few words every other file may use. No I/O, no clock, no globals.
 *
 * Memory comes from an arena that lives as long as one request, one job or one test and is freed
 * in one stroke. Out of memory ends the program. Nothing outside lib/ calls malloc.
 */
#ifndef EAVES_BASE_H
#define EAVES_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/words.h"

#define NODISCARD __attribute__((warn_unused_result))
#define PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* A programmer's mistake, checked in release too: prints the place and aborts. */
#define must(cond) ((cond) ? (void)0 : must_failed(#cond, __FILE__, __LINE__))
_Noreturn void must_failed(const char *cond, const char *file, int line);

/* arena ------------------------------------------------------------------------------------- */
struct arena;
struct arena *arena_create(void);
void arena_destroy(struct arena *a); /* NULL is fine */
void arena_reset(struct arena *a); /* forgets everything, keeps one block for the next use */
void *arena_alloc(struct arena *a, size_t size); /* zeroed; never NULL, dies instead */
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF(2, 3);
void *arena_grow(struct arena *a, void *old, size_t old_size, size_t new_size);

/* Any struct {T *v; size_t n, cap;} is a list. */
#define list_push(arena, list, ...) \
    do { \
        if ((list)->n == (list)->cap) { \
            size_t cap_ = (list)->cap ? (list)->cap * 2 : 16; \
            (list)->v = arena_grow( \
                (arena), (list)->v, (list)->cap * sizeof(*(list)->v), cap_ * sizeof(*(list)->v)); \
            (list)->cap = cap_; \
        } \
        (list)->v[(list)->n++] = (__VA_ARGS__); \
    } while (0)

struct ids {
    int64_t *v;
    size_t n, cap;
};

/* err: the first thing that went wrong, and where. Zero means nothing has. ------------------- */
enum err_kind {
    ERR_NONE,
    ERR_RULE, /* 422: a rule of the neighbourhood says no */
    ERR_FORM, /* 422: a field is wrong */
    ERR_LOGIN, /* 401: who are you? */
    ERR_DENIED, /* 403 */
    ERR_ABSENT, /* 404: not here, or not yours to know of */
    ERR_CONFLICT, /* 409: it changed while you looked */
    ERR_GONE, /* 410 */
    ERR_TOO_BIG, /* 413 */
    ERR_KIND, /* 415: a file that is not what it says */
    ERR_TOO_MANY, /* 429 */
    ERR_BUSY, /* 503 with Retry-After; nothing was written */
    ERR_FULL, /* 507: the disk; reading goes on */
    ERR_AGAIN, /* the store asks for the whole request once more (40001, lost connection) */
    ERR_STORE, /* 500 */
};

struct err {
    enum err_kind kind;
    const char *field; /* form field to point at, or NULL */
    struct words words; /* said in the reader's language */
    const char *file; /* where it was first noticed */
    int line;
    char detail[200]; /* for the log only, never for the page */
};

/* Keeps the first; always false, so that `return err_set(...)` reads well. */
bool err_set(struct err *e, enum err_kind kind, const char *field, struct words words,
    const char *file, int line);
struct err err_take(struct err *e); /* for whoever recovers: hands the reason over, clears it */
#define refuse(why, field, words) err_set((why), ERR_RULE, (field), (words), __FILE__, __LINE__)
#define fail(why, kind, words) err_set((why), (kind), NULL, (words), __FILE__, __LINE__)

/* text -------------------------------------------------------------------------------------- */
bool str_empty(const char *s); /* NULL or "" */
bool str_same(const char *a, const char *b); /* NULL equals only NULL */
bool str_starts(const char *s, const char *prefix);
const char *str_or(const char *s, const char *otherwise); /* s unless it is empty */
size_t utf8_length(const char *s); /* code points; counts a bad byte as one */
bool utf8_valid(const char *s, size_t n); /* no overlong, surrogate, NUL or > U+10FFFF */
/* A copy with spaces trimmed and runs of them folded, full-width ASCII made half-width when
 * `narrow`, C0/C1, bidi controls and zero-width characters removed (newlines kept if `lines`). */
char *str_tidy(struct arena *a, const char *s, bool narrow, bool lines);
bool parse_int(const char *s, int64_t *out); /* the whole text, decimal, in range */
char *hex(struct arena *a, const void *bytes, size_t n);
bool unhex(const char *s, void *out, size_t n); /* exactly n bytes, lower or upper case */

/* buf: a growing text that outlives an arena, used for response bodies. ---------------------- */
struct buf {
    char *v; /* NUL-terminated once anything was put */
    size_t n, cap;
};
void buf_put(struct buf *b, const void *s, size_t n);
void buf_puts(struct buf *b, const char *s);
void buf_printf(struct buf *b, const char *fmt, ...) PRINTF(2, 3);
void buf_release(struct buf *b);

/* days and instants --------------------------------------------------------------------------
 * Instants are UTC milliseconds. Days are ISO text in the calendar of Asia/Shanghai (UTC+8, no
 * summer time since 1991), because the law counts days there. */
enum { DAY_TEXT = 11 };
#define MS_PER_DAY INT64_C(86400000)
struct civil {
    int year, month, day, hour, minute, second, weekday; /* month 1-12; weekday 0 = Sunday */
};
struct civil civil_of(int64_t ms); /* in Asia/Shanghai */
int64_t ms_of_civil(int year, int month, int day, int hour, int minute); /* Asia/Shanghai */
void day_of(int64_t ms, char out[DAY_TEXT]); /* "2026-11-23" */
char *day_text(struct arena *a, int64_t ms);
bool parse_day(const char *s, int64_t *ms_at_midnight); /* YYYY-MM-DD and a day that exists */

/* ids: ms << 22 | worker << 16 | counter. Made by the program, unique in the store, never a
 * secret. One maker per process; worker is 0..63. A clock that steps back keeps counting on. */
struct id_maker {
    int64_t last_ms;
    uint32_t worker, counter;
};
int64_t id_next(struct id_maker *m, int64_t now_ms);
#endif
