/* import_posts_store.c - a table of posts on the way of a roster: tried, put, taken back. */
#include "lib/base/seal.h"
#include "lib/log/log.h"
#include "src/accounts/accounts.h"
#include "src/import/import.h"
#include "src/import/import_room.h"
#include "src/people/people.h"
#include "src/postbook/postbook.h"

enum { BLOCKS_EACH = 20 };

/* The sheet whose header says most. */
bool import_posts_guess(struct ctx *c, const struct sheets *all, struct import_run *run)
{
    int best = 0;
    struct postbook book = {0};
    for (size_t i = 0; i < all->n; i++) {
        struct postbook b = {0};
        int found = postbook_guess(c->arena, &all->v[i], &b) * 2 - all->v[i].hidden;
        if (found > best) {
            best = found;
            book = b;
            run->tab = (int64_t)i;
        }
    }
    struct words lacks = postbook_lacks(&book);
    run->compound = book.kind ? bodies_post_label(book.kind) : ""; /* what all rows are */
    run->map = (struct roster_map){.header = book.header, .header_rows = 1};
    for (int i = 0; i < COLUMNS; i++) {
        run->map.at[i] = -1;
    }
    return !lacks.msgid || refuse(&c->err, "file", lacks);
}

static bool read_book(struct ctx *c, const struct sheet *s, struct postbook *out)
{
    if (postbook_guess(c->arena, s, out) && !postbook_lacks(out).msgid) {
        postbook_rows(c->arena, s, out);
        return true;
    }
    return refuse(&c->err, "file", postbook_lacks(out));
}

/* What the pages show of it. */
static void count(
    struct ctx *c, const struct postbook *b, struct import_run *run, struct roster *out)
{
    *out = (struct roster){0};
    run->counts = (struct roster_counts){0};
    run->changes.n = run->asked.n = 0;
    for (const struct postbook_row *r = b->v; r < b->v + b->n; r++) {
        run->counts.fresh += r->news == POSTBOOK_NEW;
        run->counts.changed += r->news == POSTBOOK_CHANGED;
        run->counts.same += r->news == POSTBOOK_SAME;
        if (r->news == POSTBOOK_BAD) {
            list_push(c->arena, &out->bad, ((struct roster_bad){r->number, r->why}));
        }
        if (r->news == POSTBOOK_CHANGED && run->changes.n < IMPORT_SHOWN_MAX) {
            list_push(c->arena, &run->changes,
                ((struct import_change){.row = r->number,
                    .home = str_or(r->place, r->body),
                    .name = r->name,
                    .old = r->old,
                    .fresh = r->fresh}));
        }
    }
    run->counts.bad = (int64_t)out->bad.n;
    run->unread = str_or(b->unread, "");
    import_tell_bad(c, out, run);
}

static bool try_book(struct ctx *c, struct import_run *run, const struct sheet *s,
    struct postbook *b, struct roster *out, struct postbook_deeds *deeds)
{
    if (!read_book(c, s, b) || !postbook_put(c, b, deeds)) {
        return false;
    }
    count(c, b, run, out);
    return true;
}

bool import_posts_try(
    struct ctx *c, struct import_run *run, const struct sheet *s, struct roster *out)
{
    struct postbook b = {0};
    struct postbook_deeds deeds = {0};
    return try_book(c, run, s, &b, out, &deeds);
}

/* Putting -------------------------------------------------------------------------------------- */
static void keep(struct ctx *c, int64_t run_id, const struct postbook_deeds *all)
{
    static const enum change_kind kinds[] = {
        [POSTBOOK_MADE_PERSON] = CHANGE_PERSON,
        [POSTBOOK_MADE_BODY] = CHANGE_BODY,
        [POSTBOOK_GAVE] = CHANGE_POST,
        [POSTBOOK_SHOWED] = CHANGE_SHOWN,
    };
    for (size_t i = 0; i < all->n; i++) {
        const struct postbook_deed *d = &all->v[i];
        db_send(c,
            "INSERT INTO import_change (area_id, run_id, n, kind, subject_id, old, fresh)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            V(c->area_id), V(run_id), V((int64_t)i + 1), V((int)kinds[d->did]), V(d->id), V(d->old),
            V(d->fresh));
    }
    db_exec(c, /* as a roster's: whether the phone is still the one that was written */
        "UPDATE import_change SET fresh = COALESCE((SELECT p.phone_hash FROM person p"
        " WHERE p.area_id = import_change.area_id AND p.id = import_change.subject_id), '')"
        " WHERE area_id = ?1 AND run_id = ?2 AND kind = 5",
        V(c->area_id), V(run_id));
}

/* Only the rows that were good when tried; one of them that is not now fails all of it. */
static bool put_good(struct ctx *c, struct import_run *run, struct postbook *b)
{
    struct postbook good = {.header = b->header};
    struct postbook_deeds deeds = {0};
    for (size_t i = 0; i < b->n; i++) {
        if (b->v[i].news != POSTBOOK_BAD) {
            list_push(c->arena, &good, b->v[i]);
        }
    }
    if (!postbook_put(c, &good, &deeds)) {
        return false;
    }
    for (size_t i = 0; i < good.n; i++) {
        if (good.v[i].news == POSTBOOK_BAD) {
            return refuse(&c->err, "file", good.v[i].why);
        }
    }
    keep(c, run->id, &deeds);
    return record(c, &(struct fact){
                         .kind = "import.posts",
                         .subject_id = run->id,
                         .audience = AUDIENCE_STAFF,
                         .words = WORDS(N_("导入了任职表：新增 {0} 行，改动 {1} 行"),
                             INT(run->counts.fresh), INT(run->counts.changed)),
                     });
}

bool import_posts_put(
    struct ctx *c, struct import_run *run, const struct sheet *s, struct roster *out)
{
    struct postbook b = {0};
    struct postbook_deeds tried = {0};
    if ((!db_in_transaction(c->db) && !db_begin_area(c, c->area_id)) ||
        !try_book(c, run, s, &b, out, &tried)) {
        return false;
    }
    if (run->counts.bad && !run->skip_bad) {
        return refuse(&c->err, "file", SAY(N_("看过以后又有变化，有的行现在不行了：请再试一次")));
    }
    db_rollback(c);
    return db_begin_area(c, c->area_id) && put_good(c, run, &b);
}

/* Taking back ---------------------------------------------------------------------------------- */
static bool blocks_of(struct ctx *c, struct import_run *run, struct rows r, const char *msgid)
{
    while (rows_next(&r)) {
        struct import_block b = {WORDS(msgid, TEXT(row_text(&r, 0))),
            arena_printf(c->arena, "posts/%lld", (long long)row_int(&r, 1))};
        list_push(c->arena, &run->blocks, b);
    }
    return rows_end(&r);
}

bool import_posts_blocked(struct ctx *c, struct import_run *run)
{
    return blocks_of(c, run,
               db_query(c,
                   "SELECT p.name, t.id FROM import_change h JOIN post t ON t.area_id = h.area_id"
                   " AND t.id = h.subject_id JOIN person p ON p.area_id = t.area_id"
                   " AND p.id = t.person_id WHERE h.area_id = ?1 AND h.run_id = ?2 AND h.kind = 13"
                   " AND (EXISTS (SELECT 1 FROM stand_in s WHERE s.area_id = t.area_id"
                   " AND (s.post_id = t.id OR s.for_post_id = t.id)) OR EXISTS (SELECT 1"
                   " FROM handover o WHERE o.area_id = t.area_id AND o.post_id = t.id))"
                   " ORDER BY h.n LIMIT ?3",
                   V(c->area_id), V(run->id), V(BLOCKS_EACH)),
               N_("{0}后来请了代理，或者做了交接")) &&
           blocks_of(c, run,
               db_query(c,
                   "SELECT p.name, t.id FROM import_change h JOIN post t ON t.area_id = h.area_id"
                   " AND t.body_id = h.subject_id JOIN person p ON p.area_id = t.area_id"
                   " AND p.id = t.person_id WHERE h.area_id = ?1 AND h.run_id = ?2 AND h.kind = 15"
                   " AND NOT EXISTS (SELECT 1 FROM import_change g WHERE g.area_id = t.area_id"
                   " AND g.run_id = ?2 AND g.kind = 13 AND g.subject_id = t.id)"
                   " ORDER BY h.n LIMIT ?3",
                   V(c->area_id), V(run->id), V(BLOCKS_EACH)),
               N_("{0}后来在这次建的单位里任职")) &&
           blocks_of(c, run,
               db_query(c,
                   "SELECT p.name, t.id FROM import_change h JOIN post t ON t.area_id = h.area_id"
                   " AND t.id = h.subject_id JOIN person p ON p.area_id = t.area_id"
                   " AND p.id = t.person_id JOIN post_shown w ON w.area_id = t.area_id"
                   " AND w.post_id = t.id AND w.valid_to IS NULL"
                   " WHERE h.area_id = ?1 AND h.run_id = ?2 AND h.kind = 14 AND h.fresh <>"
                   " w.name || ?4 || w.phone || ?4 || w.duty_phone || ?4 || w.hours"
                   " ORDER BY h.n LIMIT ?3",
                   V(c->area_id), V(run->id), V(BLOCKS_EACH), V("\t")),
               N_("{0}的公开电话后来又改过"));
}

void import_posts_take_back(
    struct ctx *c, enum change_kind kind, int64_t subject_id, const char *old)
{
    if (kind == CHANGE_POST) {
        (void)bodies_undo_post(c, subject_id);
    } else if (kind == CHANGE_SHOWN) {
        (void)postbook_show_again(c, subject_id, old);
    } else {
        bodies_undo_body(c, subject_id);
    }
}
