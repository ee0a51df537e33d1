/* import_undo_store.c - a batch taken back, when nothing later stands on it. */
#include <string.h>

#include "lib/log/log.h"
#include "src/accounts/accounts.h"
#include "src/import/import.h"
#include "src/import/import_room.h"
#include "src/owners/owners.h"
#include "src/people/people.h"
#include "src/places/places.h"

enum { BLOCKS_EACH = 20 };

/* What stands on it ---------------------------------------------------------------------------- */
static void block(struct ctx *c, struct import_run *run, struct words words, const char *path)
{
    list_push(c->arena, &run->blocks, (struct import_block){words, path});
}

/* Rows of: a name, an id for the path. */
static bool blocks_of(
    struct ctx *c, struct import_run *run, struct rows r, const char *msgid, const char *path)
{
    while (rows_next(&r)) {
        const char *at =
            *path ? arena_printf(c->arena, "%s%lld", path, (long long)row_int(&r, 1)) : "";
        block(c, run, WORDS(msgid, TEXT(row_text(&r, 0))), at);
    }
    return rows_end(&r);
}

struct claimants {
    struct claimant {
        const char *name;
        int64_t id, account_id;
        bool waits, desk;
    } * v;
    size_t n, cap;
};

/* A code printed at the desk that nobody has come in by claims nothing yet. */
static bool claims_on(struct ctx *c, struct import_run *run)
{
    struct claimants all = {0};
    struct rows r = db_query(c,
        "SELECT p.name, k.id, k.account_id, k.state, k.via FROM import_change h JOIN claim k ON"
        " k.area_id = h.area_id AND k.person_id = h.subject_id AND k.state BETWEEN 1 AND 2"
        " JOIN person p ON p.area_id = k.area_id AND p.id = k.person_id"
        " WHERE h.area_id = ?1 AND h.run_id = ?2 AND h.kind = 5 ORDER BY h.n, k.id",
        V(c->area_id), V(run->id));
    while (rows_next(&r)) {
        struct claimant k = {row_text(&r, 0), row_int(&r, 1), row_int(&r, 2), row_int(&r, 3) == 1,
            row_int(&r, 4) == 5};
        list_push(c->arena, &all, k);
    }
    bool ok = rows_end(&r);
    for (size_t i = 0, n = 0; ok && i < all.n && n < BLOCKS_EACH; i++) {
        const struct claimant *k = &all.v[i];
        if (k->desk && !accounts_came_in(c, k->account_id)) {
            continue;
        }
        const char *msgid =
            k->waits ? N_("{0}的认领还在等确认：先退回那次认领")
                     : N_("{0}已经认领了自己的户，不能连人一起撤销：只改错的那几行，再导入一次");
        block(c, run, WORDS(msgid, TEXT(k->name)),
            arena_printf(c->arena, "claims/%lld", (long long)k->id));
        n++;
    }
    return ok && !c->err.kind;
}

/* Whoever was judged to be one with an entry of the run stands on it. */
static bool merges_on(struct ctx *c, struct import_run *run)
{
    return blocks_of(c, run,
        db_query(c,
            "SELECT DISTINCT p.name, p.id FROM import_change h JOIN person m ON"
            " m.area_id = h.area_id AND m.merged_into = h.subject_id JOIN person p ON"
            " p.area_id = m.area_id AND p.id = m.merged_into WHERE h.area_id = ?1"
            " AND h.run_id = ?2 AND h.kind = 5 ORDER BY p.id LIMIT ?3",
            V(c->area_id), V(run->id), V(BLOCKS_EACH)),
        N_("别的登记后来并进了{0}，先撤销那次合并"), "people/");
}

static bool matters_on(struct ctx *c, struct import_run *run)
{
    return blocks_of(c, run,
               db_query(c,
                   "SELECT m.title, m.id FROM import_change h JOIN matter m ON"
                   " m.area_id = h.area_id AND m.place_id = h.subject_id WHERE h.area_id = ?1"
                   " AND h.run_id = ?2 AND h.kind BETWEEN 1 AND 2 ORDER BY m.id LIMIT ?3",
                   V(c->area_id), V(run->id), V(BLOCKS_EACH)),
               N_("这里已经有事项：{0}"), "requests/") &&
           blocks_of(c, run,
               db_query(c,
                   "SELECT m.title, m.id FROM import_change h JOIN matter m ON"
                   " m.area_id = h.area_id AND m.asker_id = h.subject_id WHERE h.area_id = ?1"
                   " AND h.run_id = ?2 AND h.kind = 5 ORDER BY m.id LIMIT ?3",
                   V(c->area_id), V(run->id), V(BLOCKS_EACH)),
               N_("名册里的人提了事项：{0}"), "requests/");
}

static bool posts_on(struct ctx *c, struct import_run *run)
{
    return blocks_of(c, run,
               db_query(c,
                   "SELECT p.name, t.id FROM import_change h JOIN post t ON t.area_id = h.area_id"
                   " AND t.person_id = h.subject_id JOIN person p ON p.area_id = t.area_id"
                   " AND p.id = t.person_id WHERE h.area_id = ?1 AND h.run_id = ?2 AND h.kind = 5"
                   " AND NOT EXISTS (SELECT 1 FROM import_change g WHERE g.area_id = t.area_id"
                   " AND g.subject_id = t.id AND g.run_id = ?2 AND g.kind = 13)"
                   " ORDER BY t.id LIMIT ?3",
                   V(c->area_id), V(run->id), V(BLOCKS_EACH)),
               N_("{0}担任了职务"), "posts/") &&
           blocks_of(c, run,
               db_query(c,
                   "SELECT b.name, b.id FROM import_change h JOIN body b ON b.area_id = h.area_id"
                   " AND b.place_id = h.subject_id WHERE h.area_id = ?1 AND h.run_id = ?2"
                   " AND h.kind BETWEEN 1 AND 2 ORDER BY b.id LIMIT ?3",
                   V(c->area_id), V(run->id), V(BLOCKS_EACH)),
               N_("这里有了组织：{0}"), "bodies/");
}

/* Somebody else moved in, or helps, or guards: a relation of theirs that the run did not make. */
static bool relations_on(struct ctx *c, struct import_run *run)
{
    return blocks_of(c, run,
               db_query(c,
                   "SELECT p.name, p.id FROM import_change h JOIN relation r ON"
                   " r.area_id = h.area_id AND r.household_id = h.subject_id JOIN person p ON"
                   " p.area_id = r.area_id AND p.id = r.person_id WHERE h.area_id = ?1"
                   " AND h.run_id = ?2 AND h.kind = 4 AND r.valid_to IS NULL AND NOT EXISTS"
                   " (SELECT 1 FROM import_change g WHERE g.area_id = r.area_id"
                   " AND g.subject_id = r.id AND g.run_id = ?2) ORDER BY r.id LIMIT ?3",
                   V(c->area_id), V(run->id), V(BLOCKS_EACH)),
               N_("{0}后来住进了这次导入的户"), "people/") &&
           blocks_of(c, run,
               db_query(c,
                   "SELECT p.name, p.id FROM import_change h JOIN relation r ON"
                   " r.area_id = h.area_id AND r.person_id = h.subject_id JOIN person p ON"
                   " p.area_id = r.area_id AND p.id = r.person_id WHERE h.area_id = ?1"
                   " AND h.run_id = ?2 AND h.kind = 5 AND r.valid_to IS NULL AND NOT EXISTS"
                   " (SELECT 1 FROM import_change g WHERE g.area_id = r.area_id"
                   " AND g.subject_id = r.id AND g.run_id = ?2) ORDER BY r.id LIMIT ?3",
                   V(c->area_id), V(run->id), V(BLOCKS_EACH)),
               N_("{0}后来有了别的关系：住处、产权、监护或代办"), "people/");
}

/* Homes that came later into a stair of the run: by another batch, or by hand. */
static bool homes_added(struct ctx *c, struct import_run *run)
{
    struct rows r = db_query(c,
        "SELECT b.name, u.name, b.id, COALESCE(n.id, 0), COALESCE(n.filename, '')"
        " FROM import_change h JOIN unit u ON u.area_id = h.area_id AND u.building_id = h.subject_id"
        " JOIN place b ON b.area_id = u.area_id AND b.id = u.building_id"
        " LEFT JOIN import_change m ON m.area_id = u.area_id AND m.subject_id = u.id AND m.kind = 3"
        " LEFT JOIN import_run n ON n.area_id = m.area_id AND n.id = m.run_id"
        " WHERE h.area_id = ?1 AND h.run_id = ?2 AND h.kind = 2 AND u.valid_to IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM import_change g WHERE g.area_id = u.area_id"
        " AND g.subject_id = u.id AND g.run_id = ?2) ORDER BY u.id LIMIT ?3",
        V(c->area_id), V(run->id), V(BLOCKS_EACH));
    while (rows_next(&r)) {
        long long stair = (long long)row_int(&r, 2), batch = (long long)row_int(&r, 3);
        struct word building = TEXT(row_text(&r, 0)), unit = TEXT(row_text(&r, 1));
        block(c, run,
            batch ? WORDS(N_("{0}后来由「{2}」那一批添了 {1} 室：先撤销那一批"), building, unit,
                        TEXT(row_text(&r, 4)))
                  : WORDS(N_("{0}后来添了 {1} 室：先停用那一室"), building, unit),
            batch ? arena_printf(c->arena, "import/%lld", batch)
                  : arena_printf(c->arena, "territory/%lld/homes", stair));
    }
    return rows_end(&r);
}

static bool homes_on(struct ctx *c, struct import_run *run)
{
    return homes_added(c, run) &&
           blocks_of(c, run,
               db_query(c,
                   "SELECT u.name, u.building_id FROM import_change h JOIN household_unit x ON"
                   " x.area_id = h.area_id AND x.unit_id = h.subject_id JOIN unit u ON"
                   " u.area_id = x.area_id AND u.id = x.unit_id WHERE h.area_id = ?1"
                   " AND h.run_id = ?2 AND h.kind = 3 AND x.valid_to IS NULL AND NOT EXISTS"
                   " (SELECT 1 FROM import_change g WHERE g.area_id = x.area_id"
                   " AND g.subject_id = x.household_id AND g.run_id = ?2) ORDER BY u.id LIMIT ?3",
                   V(c->area_id), V(run->id), V(BLOCKS_EACH)),
               N_("这次建的 {0} 室后来住进了别的户"), "b/");
}

static bool owners_on(struct ctx *c, struct import_run *run)
{
    return blocks_of(c, run,
        db_query(c,
            "SELECT u.name, u.id FROM import_change h JOIN owner_share s ON s.area_id = h.area_id"
            " AND s.unit_id = h.subject_id JOIN unit u ON u.area_id = s.area_id"
            " AND u.id = s.unit_id WHERE h.area_id = ?1 AND h.run_id = ?2 AND h.kind = 3"
            " AND s.valid_to IS NULL AND NOT EXISTS (SELECT 1 FROM import_change g"
            " WHERE g.area_id = s.area_id AND g.subject_id = s.unit_id AND g.run_id = ?2"
            " AND g.kind = 11 AND g.other_id = s.owner_id) ORDER BY s.id LIMIT ?3",
            V(c->area_id), V(run->id), V(BLOCKS_EACH)),
        N_("{0} 室后来登记了产权人"), "owners/units/");
}

/* A share the run wrote that does not stand there as written: sold, ended, another. */
static bool shares_on(struct ctx *c, struct import_run *run)
{
    return blocks_of(c, run,
        db_query(c,
            "SELECT DISTINCT u.name, u.id FROM import_change h JOIN unit u ON"
            " u.area_id = h.area_id AND u.id = h.subject_id WHERE h.area_id = ?1 AND h.run_id = ?2"
            " AND h.kind IN (11, 12) AND NOT EXISTS (SELECT 1 FROM owner_share s"
            " JOIN import_change g ON g.area_id = s.area_id AND g.run_id = ?2"
            " AND g.subject_id = s.unit_id AND g.other_id = s.owner_id AND g.kind IN (11, 12)"
            " AND g.fresh = CAST(s.num AS TEXT) || '/' || CAST(s.den AS TEXT)"
            " WHERE s.area_id = h.area_id AND s.unit_id = h.subject_id"
            " AND s.owner_id = h.other_id AND s.valid_to IS NULL) ORDER BY u.id LIMIT ?3",
            V(c->area_id), V(run->id), V(BLOCKS_EACH)),
        N_("{0} 室的产权后来又变动过"), "owners/units/");
}

/* What the run wrote is not what stands there now. +g.n: looked for by subject, not down the run.
 */
static bool values_on(struct ctx *c, struct import_run *run)
{
    return blocks_of(c, run,
               db_query(c,
                   "SELECT p.name, p.id FROM import_change h JOIN person p ON"
                   " p.area_id = h.area_id AND p.id = h.subject_id WHERE h.area_id = ?1"
                   " AND h.run_id = ?2 AND h.kind IN (5, 9)"
                   " AND COALESCE(p.phone_hash, '') <> h.fresh AND NOT EXISTS"
                   " (SELECT 1 FROM import_change g WHERE g.area_id = h.area_id"
                   " AND g.run_id = h.run_id AND g.subject_id = h.subject_id AND g.kind = 9"
                   " AND +g.n > h.n) ORDER BY h.n LIMIT ?3",
                   V(c->area_id), V(run->id), V(BLOCKS_EACH)),
               N_("{0}的电话后来又改过"), "people/") &&
           blocks_of(c, run,
               db_query(c,
                   "SELECT p.name, p.id FROM import_change h JOIN person p ON"
                   " p.area_id = h.area_id AND p.id = h.subject_id WHERE h.area_id = ?1"
                   " AND h.run_id = ?2 AND ((h.kind = 10 AND p.name <> h.fresh) OR (h.kind = 5"
                   " AND h.old <> '' AND p.name <> h.old)) ORDER BY h.n LIMIT ?3",
                   V(c->area_id), V(run->id), V(BLOCKS_EACH)),
               N_("{0}的姓名后来又改过"), "people/") &&
           blocks_of(c, run,
               db_query(c,
                   "SELECT u.name, u.id FROM import_change h JOIN unit u ON u.area_id = h.area_id"
                   " AND u.id = h.subject_id WHERE h.area_id = ?1 AND h.run_id = ?2"
                   " AND h.kind IN (3, 8) AND CAST(u.area_dm2 AS TEXT) <>"
                   " (CASE WHEN h.kind = 3 THEN h.old ELSE h.fresh END) AND NOT EXISTS"
                   " (SELECT 1 FROM import_change g WHERE g.area_id = h.area_id"
                   " AND g.run_id = h.run_id AND g.subject_id = h.subject_id AND g.kind = 8"
                   " AND +g.n > h.n) ORDER BY h.n LIMIT ?3",
                   V(c->area_id), V(run->id), V(BLOCKS_EACH)),
               N_("{0} 室的面积后来又改过"), "owners/units/");
}

/* Birth days have no hash beside them: each is opened. */
static bool born_on(struct ctx *c, struct import_run *run)
{
    struct rows r = db_query(c,
        "SELECT p.id, p.name, h.fresh, p.born FROM import_change h JOIN person p ON"
        " p.area_id = h.area_id AND p.id = h.subject_id WHERE h.area_id = ?1 AND h.run_id = ?2"
        " AND h.kind = 16 AND NOT EXISTS (SELECT 1 FROM import_change g"
        " WHERE g.area_id = h.area_id AND g.run_id = h.run_id AND g.subject_id = h.subject_id"
        " AND g.kind = 16 AND +g.n > h.n) ORDER BY h.n",
        V(c->area_id), V(run->id));
    for (int n = 0; rows_next(&r);) {
        int64_t id = row_int(&r, 0);
        const char *now = unseal(c, "person", "born", id, row_bytes(&r, 3));
        if (!str_same(import_born_hash(c, now), row_text(&r, 2)) && n++ < BLOCKS_EACH) {
            block(c, run, WORDS(N_("{0}的出生日期后来又改过"), TEXT(row_text(&r, 1))),
                arena_printf(c->arena, "people/%lld/born", (long long)id));
        }
    }
    return rows_end(&r);
}

/* Moved out since, or set on a page. */
static bool relations_set(struct ctx *c, struct import_run *run)
{
    struct {
        struct set {
            int64_t relation_id, person_id;
            const char *name, *fresh;
            bool ended;
        } * v;
        size_t n, cap;
    } all = {0};
    struct rows r = db_query(c,
        "SELECT h.subject_id, p.id, p.name, h.fresh, r.valid_to IS NOT NULL FROM import_change h"
        " JOIN relation r ON r.area_id = h.area_id AND r.id = h.subject_id JOIN person p ON"
        " p.area_id = r.area_id AND p.id = r.person_id WHERE h.area_id = ?1 AND h.run_id = ?2"
        " AND h.kind = 17 ORDER BY h.n",
        V(c->area_id), V(run->id));
    while (rows_next(&r)) {
        struct set one = {
            row_int(&r, 0), row_int(&r, 1), row_text(&r, 2), row_text(&r, 3), row_int(&r, 4) != 0};
        list_push(c->arena, &all, one);
    }
    bool ok = rows_end(&r);
    for (size_t i = 0, n = 0; ok && i < all.n && n < BLOCKS_EACH; i++) {
        const struct set *one = &all.v[i];
        if (one->ended || !str_same(people_what(c, one->relation_id), one->fresh)) {
            block(c, run, WORDS(N_("{0}与户主的关系后来又改过"), TEXT(one->name)),
                arena_printf(c->arena, "people/%lld", (long long)one->person_id));
            n++;
        }
    }
    return ok && !c->err.kind;
}

static bool runs_on(struct ctx *c, struct import_run *run)
{
    return blocks_of(c, run,
        db_query(c,
            "SELECT r.filename, r.id FROM import_run r WHERE r.area_id = ?1 AND r.id > ?2"
            " AND r.state = 6 AND EXISTS (SELECT 1 FROM import_change g JOIN import_change h"
            " ON h.area_id = g.area_id AND h.subject_id = g.subject_id AND h.run_id = ?2"
            " WHERE g.area_id = r.area_id AND g.run_id = r.id) ORDER BY r.id LIMIT ?3",
            V(c->area_id), V(run->id), V(BLOCKS_EACH)),
        N_("后来又导入了「{0}」，先撤销它"), "import/");
}

static bool look_for_blocks(struct ctx *c, struct import_run *run)
{
    return runs_on(c, run) && claims_on(c, run) && merges_on(c, run) && matters_on(c, run) &&
           posts_on(c, run) && relations_on(c, run) && homes_on(c, run) && owners_on(c, run) &&
           shares_on(c, run) && values_on(c, run) && born_on(c, run) && relations_set(c, run) &&
           import_posts_blocked(c, run);
}

bool import_undo_cost(struct ctx *c, int64_t run_id, struct import_cost *out)
{
    out->people = db_int(c,
        "SELECT count(*) FROM import_change WHERE area_id = ?1 AND run_id = ?2 AND kind = 5",
        V(c->area_id), V(run_id));
    out->letters = db_int(c,
        "SELECT count(*) FROM import_change h JOIN pin_letter l ON l.area_id = h.area_id"
        " AND l.unit_id = h.subject_id WHERE h.area_id = ?1 AND h.run_id = ?2 AND h.kind = 3",
        V(c->area_id), V(run_id));
    return !c->err.kind;
}

/* Taking back ---------------------------------------------------------------------------------- */
struct change {
    enum change_kind kind;
    int64_t subject_id, other_id;
    const char *old, *phone; /* phone: or the birth day */
};
struct changes {
    struct change *v;
    size_t n, cap;
};

static bool changes_of(struct ctx *c, int64_t run_id, struct changes *out)
{
    struct rows r = db_query(c,
        "SELECT kind, subject_id, other_id, old, sealed FROM import_change"
        " WHERE area_id = ?1 AND run_id = ?2 ORDER BY n DESC",
        V(c->area_id), V(run_id));
    while (rows_next(&r)) {
        struct change h = {.kind = (enum change_kind)row_int(&r, 0),
            .subject_id = row_int(&r, 1),
            .other_id = row_int(&r, 2),
            .old = row_text(&r, 3)};
        struct bytes sealed = row_bytes(&r, 4);
        h.phone = sealed.v ? unseal(c, "import_change", "sealed", h.subject_id, sealed) : "";
        list_push(c->arena, out, h);
    }
    return rows_end(&r);
}

static void give_back_share(struct ctx *c, const struct change *h)
{
    int64_t num = 0, den = 0;
    const char *bar = strchr(h->old, '/');
    struct owner o;
    bool made, changed;
    if (bar && parse_int(arena_strndup(c->arena, h->old, (size_t)(bar - h->old)), &num) &&
        parse_int(bar + 1, &den) && owners_by_id(c, h->other_id, &o)) {
        owners_put(c, h->subject_id, o.name, o.kind, o.phone, num, den, "", &made, &changed);
    }
}

static void take_back(struct ctx *c, const struct change *h)
{
    int64_t dm2 = 0;
    switch (h->kind) {
    case CHANGE_COMPOUND:
    case CHANGE_BUILDING:
        places_undo_place(c, h->subject_id);
        break;
    case CHANGE_UNIT:
        places_undo_unit(c, h->subject_id);
        break;
    case CHANGE_HOUSEHOLD:
        places_undo_household(c, h->subject_id);
        break;
    case CHANGE_PERSON:
        people_undo(c, h->subject_id);
        break;
    case CHANGE_LIVES:
        people_undo_move_in(c, h->subject_id);
        break;
    case CHANGE_JOINED:
        places_undo_join(c, h->subject_id, h->other_id);
        break;
    case CHANGE_SIZE:
        (void)parse_int(h->old, &dm2);
        places_resize_unit(c, h->subject_id, dm2);
        break;
    case CHANGE_PHONE:
        people_rephone(c, h->subject_id, h->phone);
        break;
    case CHANGE_BORN:
        people_reborn(c, h->subject_id, h->phone);
        break;
    case CHANGE_WHAT:
        people_relate(c, h->subject_id, h->old);
        break;
    case CHANGE_NAME:
        people_rename(c, h->subject_id, h->old);
        break;
    case CHANGE_OWNER:
        owners_undo_put(c, h->subject_id, h->other_id);
        break;
    case CHANGE_SHARE:
        give_back_share(c, h);
        break;
    case CHANGE_POST:
    case CHANGE_SHOWN:
    case CHANGE_BODY:
        import_posts_take_back(c, h->kind, h->subject_id, h->old);
        break;
    }
}

bool import_undo(struct ctx *c, struct import_run *run)
{
    struct changes all = {0};
    if (!look_for_blocks(c, run) || run->blocks.n || !changes_of(c, run->id, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n && !c->err.kind; i++) {
        take_back(c, &all.v[i]);
    }
    db_exec(c, "UPDATE import_change SET undone_at = ?3 WHERE area_id = ?1 AND run_id = ?2",
        V(c->area_id), V(run->id), V(c->now));
    db_exec(c, /* of a code at the desk that nobody came in by */
        "UPDATE claim SET state = 5, decided_at = ?3 WHERE area_id = ?1 AND state BETWEEN 1 AND 2"
        " AND person_id IN (SELECT h.subject_id FROM import_change h WHERE h.area_id = ?1"
        " AND h.run_id = ?2 AND h.kind = 5)",
        V(c->area_id), V(run->id), V(c->now));
    struct fact f = {
        .kind = "import.undone",
        .subject_id = run->id,
        .audience = AUDIENCE_STAFF,
        .words = WORDS(N_("撤销了一次导入：{0} 处"), INT((int64_t)all.n)),
        .text = "",
    };
    return places_plan(c) && record(c, &f);
}
