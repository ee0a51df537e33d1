/* register.h - 台账: what a room adds to one of the committee's registers.
 *
 * What was entered once stands in its room; a part reads it there as rows of a register and copies
 * nothing. Parts hold SQL, so they are declared in a room's _store.c and named in its struct
 * module; src/registers puts the parts of one register together by date.
 */
#ifndef EAVES_REGISTER_H
#define EAVES_REGISTER_H

#include "lib/db/list.h"

struct register_part { /* ends with {0} */
    const char *of; /* "visits", "requests", "disputes", "care", "volunteers", "safety" */
    const char *name, *label; /* "rolls", in addresses; msgid: what this part is called */
    const char *page_sql, *sums_sql; /* both of REGISTER_SQL() */
    const struct choice *kinds, *states; /* NULL: none; then a row is 进行中 or 已结束 */
    const char *row_path; /* "requests/{id}" of the row's link; NULL: rows have no page */
    /* The greatest audience of these rows that the reader may see over that place (0: the whole
     * area), below 0 none; NULL: whoever may read registers may see them. */
    int64_t (*audience)(struct ctx *c, int64_t place_id);
    bool has_clock; /* its rows run against one: an ended one was in time or late */
    bool counts_hidden; /* how many there are is no secret, where nothing narrows them down */
    /* The msgid of what `what` says where it is a name of the program's; NULL: as it stands. */
    const char *(*says)(struct ctx *c, const char *what);
};

/* Parameters of `rows`: ?1 area ?2 place, 0 any ?3 ?4 from, to (ms) ?5 audience ?11 the reader's
 * person ?12 now ?13 ?14 from, to (ISO days). Its columns, each with its name: at (orders the rows;
 * stands as the date), id, ref (a number people say), place, person (whom it is about; several with
 * 、), what, kind, handler, state, ended (0, 1), note (how it came out), due (0: none runs), late
 * (0, 1), happy (0 said nothing, 1 2 3), link (the id in row_path; 0 none). */
#define REGISTER_SQL(rows) \
    .page_sql = \
        "SELECT t.at, t.id, t.ref, t.place, t.person, t.what, t.kind, t.handler, t.state," \
        " t.ended, t.note, t.due, t.late, t.happy, t.link FROM (" rows \
        ") t WHERE (t.at, t.id) > (?6, ?7)" REGISTER_NARROWED " ORDER BY t.at, t.id LIMIT ?8", \
    .sums_sql = \
        "SELECT count(*), count(CASE WHEN t.ended = 1 THEN 1 END)," \
        " count(CASE WHEN t.late = 1 THEN 1 END), count(CASE WHEN t.happy = 1 THEN 1 END)," \
        " count(CASE WHEN t.happy = 2 THEN 1 END)," \
        " count(CASE WHEN t.happy = 3 THEN 1 END)," \
        " count(CASE WHEN (t.at, t.id) <= (?6, ?7) THEN 1 END) FROM (" rows \
        ") t WHERE t.id = t.id" REGISTER_NARROWED
/* ?9 kind, 0 any ?10 0 any, 1 going on, 2 ended, 3 late */
#define REGISTER_NARROWED \
    " AND (?9 = 0 OR t.kind = ?9) AND (?10 = 0 OR (?10 = 1 AND t.ended = 0)" \
    " OR (?10 = 2 AND t.ended = 1) OR (?10 = 3 AND t.late = 1))"

/* The first instant of an ISO day in Asia/Shanghai, in SQL: years begin in March. */
#define REGISTER_Y(day) \
    "(CAST(substr(" day ", 1, 4) AS BIGINT) - CASE WHEN substr(" day \
    ", 6, 2) < '03' THEN 1 ELSE 0 END)"
#define REGISTER_MS(day) \
    "((365 * " REGISTER_Y(day) " + " REGISTER_Y(day) " / 4 - " REGISTER_Y( \
        day) " / 100 + " REGISTER_Y(day) " / 400 + (153 * ((CAST(substr(" day \
                                         ", 6, 2) AS BIGINT) + 9) % 12) + 2) / 5" \
                                         " + CAST(substr(" day \
                                         ", 9, 2) AS BIGINT) - 719469) * 86400000 - 28800000)"
#endif
