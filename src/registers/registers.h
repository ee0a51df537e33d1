/* registers.h - 台账: enter once, report everywhere.
 *
 * 街道来检查，要看六本台账：走访、诉求、矛盾调解、关爱对象、志愿活动、安全巡查。这里没有一行是再抄一遍的：
 * 每一行都是平时登记时留下的，按日期排好、编上序号、写明哪里、什么事、谁办的、结果怎样。选好从哪天到哪天、
 * 哪个楼组或网格、哪一类、办完没有，存成「2026年第三季度诉求台账」，下次点一下就是同一本；打印出来有居民区、
 * 期间、打印日期、合计和签字的地方，也可以拿走 Word 和 Excel。
 *
 * A room adds its rows by declaring a struct register_part (lib/db/register.h); here they are put
 * together. Names are shown whole to those who may see telephones, else 陈**. Of restricted cases a
 * reader has the rows she has in the cases room, and of the others only how many they are.
 */
#ifndef EAVES_REGISTERS_H
#define EAVES_REGISTERS_H

#include "lib/base/module.h"
#include "lib/db/register.h"

enum register_which { /* stored */
    REGISTER_VISITS = 1,
    REGISTER_REQUESTS,
    REGISTER_DISPUTES,
    REGISTER_CARE,
    REGISTER_VOLUNTEERS,
    REGISTER_SAFETY,
    REGISTERS_END,
};
enum register_state { REGISTER_ANY, REGISTER_GOING_ON, REGISTER_ENDED, REGISTER_LATE }; /* stored */
struct register_info {
    const char *key, *label; /* "visits", msgid: 走访台账 */
    const char *about; /* msgid: what is in it */
    const struct list *list;
    const int *cells; /* a register_cell for each column of the list */
};
const struct register_info *registers_info(int64_t which); /* NULL: none */
int64_t registers_named(const char *key); /* 0: none */
extern const struct choice registers_kinds[], registers_states[];
extern const struct list registers_visits_list, registers_requests_list, registers_disputes_list,
    registers_care_list, registers_volunteers_list, registers_safety_list;

enum register_cell {
    CELL_NO,
    CELL_DAY,
    CELL_REF,
    CELL_PLACE,
    CELL_PERSON,
    CELL_PART,
    CELL_KIND,
    CELL_WHAT,
    CELL_HANDLER,
    CELL_STATE,
    CELL_NOTE,
    CELL_CLOCK,
    CELL_HAPPY,
};

struct register_ask {
    int64_t which, place_id, kind, state; /* place 0: the whole area; kind 0, state 0: any */
    const char *from, *to; /* ISO days; the last one counts */
    const char *part; /* only that part; "": all */
};
struct register_row {
    int64_t at, id, kind, state, due, happy, link;
    bool ended, late;
    const struct register_part *part;
    const char *ref, *place, *person, *what, *handler, *note;
};
struct register_rows {
    struct register_row *v;
    size_t n, cap;
    bool more;
};
struct register_sums {
    int64_t n, ended, late, happy[3];
    int64_t before; /* up to the row after which the page goes on: for the numbers of rows */
    int64_t hidden; /* more of them, for those on the case only */
};
struct register_view { /* saved */
    int64_t id, made_at, person_id;
    struct register_ask ask;
    const char *name, *by;
    bool shared;
};

enum { REGISTER_NAME_MAX = 40 };

/* Rules (pure). */
/* The first and the last day of the quarter (or the month, the year) of that instant. */
enum register_span { SPAN_MONTH = 1, SPAN_QUARTER = 3, SPAN_YEAR = 12 };
void registers_span(int64_t at, enum register_span span, char from[DAY_TEXT], char to[DAY_TEXT]);
/* 2026年第三季度, 2026年9月, 2026年; else from and to. */
struct words registers_period(struct arena *a, const char *from, const char *to);
/* The quarter of now where a day is none; the earlier day first. */
void registers_tidy(struct arena *a, struct register_ask *ask, int64_t now);
/* 欧阳娜、陈大明 -> 欧**、陈** */
const char *registers_masked(struct ctx *c, const char *names);

/* Store. */
/* By date, after that row; more: there are further ones. */
NODISCARD bool registers_rows(struct ctx *c, const struct register_ask *ask, int64_t after_key,
    int64_t after_id, int limit, struct register_rows *out);
NODISCARD bool registers_sums(struct ctx *c, const struct register_ask *ask, int64_t after_key,
    int64_t after_id, struct register_sums *out);
/* The reader's own and those shared with the desk; newest first. */
struct register_views {
    struct register_view *v;
    size_t n, cap;
};
NODISCARD bool registers_views(struct ctx *c, struct register_views *out);
NODISCARD bool registers_view(
    struct ctx *c, int64_t id, struct register_view *out); /* ERR_ABSENT */
bool registers_save(struct ctx *c, struct register_view *v); /* fills id */
bool registers_drop(struct ctx *c, int64_t id);
extern const struct list registers_views_list;
extern const struct personal registers_personal[];
void registers_forget(struct ctx *c, int64_t person_id);

extern const struct module registers_module;
#endif
