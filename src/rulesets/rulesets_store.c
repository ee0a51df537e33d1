/* rulesets_store.c - every SQL statement about rules. They are the same for every area of a town.
 */
#include "src/rulesets/rulesets_room.h"

#include <string.h>

#include "lib/log/log.h"

#define ROW \
    "SELECT r.id, r.version, r.town_id, r.law, r.decides, r.source, r.article, r.note," \
    " r.valid_from, r.valid_to, r.by_area, r.part_from, r.part_how, r.part_num, r.part_den," \
    " r.agree_from, r.agree_how, r.agree_num, r.agree_den, r.notice_days, r.objection_days," \
    " r.publish_days, r.shown_days, r.proxies, r.precedence, r.silence, r.follows FROM ruleset r"
/* What came with the program, and the town's own; ?1 the area. */
#define OURS "(r.town_id = 0 OR r.town_id = (SELECT a.town_id FROM area a WHERE a.id = ?1))"

static struct threshold read_threshold(const struct rows *r, int col)
{
    return (struct threshold){
        .from = (enum counted_from)row_int(r, col),
        .how = (enum compare)row_int(r, col + 1),
        .f = {row_int(r, col + 2), row_int(r, col + 3)},
    };
}

static struct ruleset read_one(const struct rows *r)
{
    return (struct ruleset){
        .id = row_int(r, 0),
        .version = row_int(r, 1),
        .town_id = row_int(r, 2),
        .law = (enum term_law)row_int(r, 3),
        .decides = (enum decides)row_int(r, 4),
        .source = row_text(r, 5),
        .article = row_text(r, 6),
        .note = row_text(r, 7),
        .valid_from = row_text(r, 8),
        .valid_to = row_text(r, 9),
        .by_area = row_int(r, 10) != 0,
        .took_part = read_threshold(r, 11),
        .agree = read_threshold(r, 15),
        .notice_days = row_int(r, 19),
        .objection_days = row_int(r, 20),
        .publish_days = row_int(r, 21),
        .shown_days = row_int(r, 22),
        .proxies = row_int(r, 23),
        .precedence = (enum precedence)row_int(r, 24),
        .silence = (enum silence)row_int(r, 25),
        .follows = row_int(r, 26) != 0,
    };
}

static bool read_all(struct ctx *c, struct rows *r, struct rulesets *out)
{
    while (rows_next(r)) {
        list_push(c->arena, out, read_one(r));
    }
    return rows_end(r);
}

int64_t rulesets_town(struct ctx *c)
{
    return db_int(c, "SELECT town_id FROM area WHERE id = ?1", V(c->area_id));
}

bool rulesets_all(struct ctx *c, struct rulesets *out)
{
    struct rows r = db_query(
        c, ROW " WHERE " OURS " ORDER BY r.decides, r.law, r.town_id, r.version", V(c->area_id));
    return read_all(c, &r, out);
}

bool rulesets_versions(struct ctx *c, const struct ruleset *of, struct rulesets *out)
{
    struct rows r = db_query(c,
        ROW " WHERE " OURS " AND r.law = ?2 AND r.decides = ?3 AND r.town_id = ?4"
            " ORDER BY r.version DESC",
        V(c->area_id), V((int)of->law), V((int)of->decides), V(of->town_id));
    return read_all(c, &r, out);
}

bool rulesets_for(struct ctx *c, enum decides what, const char *day, struct ruleset *out)
{
    struct rulesets all = {0};
    enum term_law law = terms_law(c);
    int64_t town_id = rulesets_town(c);
    struct rows r = db_query(
        c, ROW " WHERE " OURS " AND r.decides = ?2 ORDER BY r.id", V(c->area_id), V((int)what));
    if (!read_all(c, &r, &all)) {
        return false;
    }
    const struct ruleset *found =
        rulesets_pick(&all, law, town_id, what, str_empty(day) ? day_text(c->arena, c->now) : day);
    if (!found) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("那一天还没有这一类决定的规则")));
    }
    *out = *found;
    return true;
}

bool rulesets_by_id(struct ctx *c, int64_t id, struct ruleset *out)
{
    struct rulesets found = {0};
    struct rows r = db_query(c, ROW " WHERE " OURS " AND r.id = ?2", V(c->area_id), V(id));
    if (!read_all(c, &r, &found)) {
        return false;
    }
    if (!found.n) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("没有这条规则，也许是别的街镇的")));
    }
    *out = found.v[0];
    return true;
}

/* The town's newest ends when the next begins; one that has not begun yet is put aside by that. */
static bool end_newest(struct ctx *c, const struct ruleset *r)
{
    const char *newest = db_text(c,
        "SELECT valid_from FROM ruleset WHERE town_id = ?1 AND law = ?2 AND decides = ?3"
        " ORDER BY version DESC LIMIT 1",
        V(r->town_id), V((int)r->law), V((int)r->decides));
    if (newest && strcmp(r->valid_from, newest) < 0) {
        return refuse(&c->err, "valid_from",
            WORDS(N_("已经有一版从{0}起，新的一版不能比它早"), TEXT(newest)));
    }
    db_exec(c,
        "UPDATE ruleset SET valid_to = ?4 WHERE town_id = ?1 AND law = ?2 AND decides = ?3"
        " AND (valid_to IS NULL OR valid_to > ?4)",
        V(r->town_id), V((int)r->law), V((int)r->decides), V(r->valid_from));
    return !c->err.kind;
}

static void insert(struct ctx *c, const struct ruleset *r)
{
    db_exec(c,
        "INSERT INTO ruleset (id, town_id, law, decides, version, source, article, note,"
        " valid_from, valid_to, by_area, part_from, part_how, part_num, part_den, agree_from,"
        " agree_how, agree_num, agree_den, notice_days, objection_days, publish_days, shown_days,"
        " proxies, precedence, silence, follows, made_at, made_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6,"
        " ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24,"
        " ?25, ?26, ?27, ?28, ?29)",
        V(r->id), V(r->town_id), V((int)r->law), V((int)r->decides), V(r->version), V(r->source),
        V(r->article), V(str_or(r->note, "")), V(r->valid_from),
        V(str_empty(r->valid_to) ? NULL : r->valid_to), V(r->by_area), V((int)r->took_part.from),
        V((int)r->took_part.how), V(r->took_part.f.num), V(r->took_part.f.den),
        V((int)r->agree.from), V((int)r->agree.how), V(r->agree.f.num), V(r->agree.f.den),
        V(r->notice_days), V(r->objection_days), V(r->publish_days), V(r->shown_days),
        V(r->proxies), V((int)r->precedence), V((int)r->silence), V(r->follows), V(c->now),
        V0(c->who.account_id));
}

bool rulesets_add(struct ctx *c, struct ruleset *r)
{
    r->town_id = rulesets_town(c);
    if (c->err.kind || !rulesets_check(r, &c->err)) {
        return false;
    }
    if (r->town_id != c->area_id) {
        return refuse(&c->err, NULL, SAY(N_("街镇的规则在街镇自己的页面上改")));
    }
    if (strcmp(r->valid_from, day_text(c->arena, c->now)) < 0) {
        return refuse(
            &c->err, "valid_from", SAY(N_("不能从过去的日子起，已经作出的决定按当时的规则")));
    }
    if (!end_newest(c, r)) {
        return false;
    }
    r->id = new_id(c);
    r->version = 1 + db_int(c,
                         "SELECT max(version) FROM ruleset WHERE town_id = ?1 AND law = ?2"
                         " AND decides = ?3",
                         V(r->town_id), V((int)r->law), V((int)r->decides));
    insert(c, r);
    struct fact f = {.kind = "rulesets.added",
        .subject_id = r->id,
        .audience = AUDIENCE_PUBLIC,
        .words = WORDS(N_("“{0}”怎样算定下来，从{1}起按新的规则"),
            MSG(choice_of(rulesets_decides, r->decides)->label), TEXT(r->valid_from))};
    return !c->err.kind && record(c, &f);
}
