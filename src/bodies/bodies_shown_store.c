/* bodies_shown_store.c - how a post is reached: public name, telephones, hours, from day to day. */
#include "lib/db/db.h"
#include "src/bodies/bodies_room.h"

static void put(struct ctx *c, int64_t post_id, const struct shown *w, const char *from)
{
    db_exec(c,
        "INSERT INTO post_shown (area_id, post_id, name, phone, duty_phone, hours, valid_from)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        V(c->area_id), V(post_id), V(str_or(w->name, "")), V(str_or(w->phone, "")),
        V(str_or(w->duty_phone, "")), V(str_or(w->hours, "")), V(from));
}

void bodies_put_shown(struct ctx *c, int64_t post_id, const struct shown *w)
{
    put(c, post_id, w, "");
}

/* What was to begin on that day or later is said anew. */
static void from_then(struct ctx *c, int64_t post_id, const struct shown *w, const char *day)
{
    db_exec(c, "DELETE FROM post_shown WHERE area_id = ?1 AND post_id = ?2 AND valid_from >= ?3",
        V(c->area_id), V(post_id), V(day));
    db_exec(c,
        "UPDATE post_shown SET valid_to = ?3 WHERE area_id = ?1 AND post_id = ?2"
        " AND (valid_to IS NULL OR valid_to > ?3)",
        V(c->area_id), V(post_id), V(day));
    put(c, post_id, w, day);
}

static void put_right(struct ctx *c, int64_t post_id, const struct shown *w, const char *day)
{
    db_exec(c,
        "UPDATE post_shown SET name = ?4, phone = ?5, duty_phone = ?6, hours = ?7"
        " WHERE area_id = ?1 AND post_id = ?2 AND valid_from <= ?3"
        " AND (valid_to IS NULL OR valid_to > ?3)",
        V(c->area_id), V(post_id), V(day), V(str_or(w->name, "")), V(str_or(w->phone, "")),
        V(str_or(w->duty_phone, "")), V(str_or(w->hours, "")));
}

bool bodies_show(
    struct ctx *c, int64_t post_id, const struct shown *new, const char *day, bool wrong)
{
    struct post t;
    const char *today = day_text(c->arena, c->now), *from = str_empty(day) ? today : day;
    int64_t begins = c->now;
    if (!bodies_post_by_id(c, post_id, &t) ||
        !bodies_shown_ok(&t, wrong ? today : from, today, &c->err)) {
        return false;
    }
    (wrong ? put_right : from_then)(c, post_id, new, wrong ? today : from);
    (void)parse_day(from, &begins);
    const char *role = bodies_post_label(t.kind);
    return record(c, &(struct fact){
                         .kind = "bodies.post_shown",
                         .subject_id = post_id,
                         .place_id = t.place_id,
                         .audience = AUDIENCE_PUBLIC,
                         .words = wrong ? WORDS(N_("{0}的公开称呼、电话或时间改正了"), MSG(role))
                                        : WORDS(N_("{0}的公开称呼、电话或时间从 {1} 起变了"),
                                              MSG(role), DAY(begins)),
                     });
}

bool bodies_shown_of(struct ctx *c, int64_t post_id, struct showns *out)
{
    struct rows r = db_query(c,
        "SELECT name, phone, duty_phone, hours, valid_from, COALESCE(valid_to, '') FROM post_shown"
        " WHERE area_id = ?1 AND post_id = ?2 ORDER BY valid_from DESC",
        V(c->area_id), V(post_id));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct shown){row_text(&r, 0), row_text(&r, 1), row_text(&r, 2), row_text(&r, 3),
                row_text(&r, 4), row_text(&r, 5)}));
    }
    return rows_end(&r);
}
