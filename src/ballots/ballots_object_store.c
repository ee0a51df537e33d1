/* ballots_object_store.c - objections to the roll and to the result, and their answers. */
#include "lib/db/job.h"
#include "src/ballots/ballots_room.h"
#include "src/bodies/duties.h"
#include "src/matters/matters_store.h"

/* Objections ------------------------------------------------------------------------------------
 */
enum { ANSWER_DAYS = 3 };

bool ballots_object(struct ctx *c, const struct ballot *b, const char *text)
{
    bool roll = b->m.state == BALLOT_ROLL;
    if (!roll && b->m.state != BALLOT_SHOWN) {
        return refuse(&c->err, "text", SAY(N_("只有名册公示和结果公示时可以提异议")));
    }
    int64_t id = new_id(c);
    db_exec(c,
        "INSERT INTO ballot_objection (area_id, id, ballot_id, against, person_id, text, made_at,"
        " answer_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        V(c->area_id), V(id), V(b->id), V(roll ? 1 : 2), V0(c->act.person_id), V(text), V(c->now),
        V(c->now + ANSWER_DAYS * MS_PER_DAY));
    return matters_tell(c, b->id, roll ? "objected_roll" : "objected",
        roll ? SAY(N_("有人对名册提出异议")) : SAY(N_("有人对结果提出异议")), "");
}

bool ballots_answer(
    struct ctx *c, const struct ballot *b, int64_t objection_id, bool upheld, const char *answer)
{
    struct moving mv = {.matter_id = b->id, .text = answer, .due_at = 0};
    if (!matters_move(c, "answer", &mv)) {
        return false;
    }
    return db_exec(c,
               "UPDATE ballot_objection SET answered_at = ?4, upheld = ?5, answer = ?6"
               " WHERE area_id = ?1 AND id = ?2 AND ballot_id = ?3 AND answered_at = 0",
               V(c->area_id), V(objection_id), V(b->id), V(c->now), V((int)upheld),
               V(answer)) == 1 ||
           refuse(&c->err, "answer", SAY(N_("这件异议已经答复过了")));
}

bool ballots_objected(struct ctx *c, int64_t ballot_id)
{
    return db_int(c,
               "SELECT count(*) FROM ballot_objection WHERE area_id = ?1 AND ballot_id = ?2"
               " AND answered_at = 0",
               V(c->area_id), V(ballot_id)) != 0;
}

bool ballots_objections(struct ctx *c, int64_t ballot_id, struct objections *out)
{
    struct rows r = db_query(c,
        "SELECT id, ballot_id, person_id, made_at, answer_by, answered_at, against, upheld, text,"
        " answer FROM ballot_objection WHERE area_id = ?1 AND ballot_id = ?2 ORDER BY made_at, id",
        V(c->area_id), V(ballot_id));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct objection){.id = row_int(&r, 0),
                .ballot_id = row_int(&r, 1),
                .person_id = row_int(&r, 2),
                .made_at = row_int(&r, 3),
                .answer_by = row_int(&r, 4),
                .answered_at = row_int(&r, 5),
                .against = (int)row_int(&r, 6),
                .upheld = row_int(&r, 7) != 0,
                .text = row_text(&r, 8),
                .answer = row_text(&r, 9)}));
    }
    return rows_end(&r);
}
