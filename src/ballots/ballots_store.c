/* ballots_store.c - a decision comes to be, is read, and goes its way by hand and by the clock. */
#include "src/ballots/ballots_room.h"

#include "lib/db/job.h"
#include "src/bodies/duties.h"
#include "src/matters/matters_store.h"

/* Reading ---------------------------------------------------------------------------------------
 */
static void read_ballot(const struct rows *r, struct ballot *b)
{
    b->id = row_int(r, 0);
    b->year = row_int(r, 1);
    b->no = row_int(r, 2);
    b->place_id = row_int(r, 3);
    b->body_id = row_int(r, 4);
    b->text = row_text(r, 5);
    b->electorate = (enum electorate)row_int(r, 6);
    b->force = (enum force)row_int(r, 7);
    b->named = row_int(r, 8) != 0;
    b->parking = row_int(r, 9) != 0;
    b->running = row_int(r, 10) != 0;
    b->follow_clause = row_text(r, 11);
    b->day = row_text(r, 12);
    b->notice_days = row_int(r, 13);
    b->objection_days = row_int(r, 14);
    b->publish_days = row_int(r, 15);
    b->shown_days = row_int(r, 16);
    b->proxies = row_int(r, 17);
    b->precedence = (enum precedence)row_int(r, 18);
    b->silence = (enum silence)row_int(r, 19);
    b->frozen_at = row_int(r, 20);
    b->roll_hash = row_text(r, 21);
    b->objections_until = row_int(r, 22);
    b->posted_at = row_int(r, 23);
    b->opens_at = row_int(r, 24);
    b->closes_at = row_int(r, 25);
    b->opened_at = row_int(r, 26);
    b->closed_at = row_int(r, 27);
    b->sealed_at = row_int(r, 28);
    b->body = row_text(r, 29);
    b->audience = (enum audience)row_int(r, 30);
}

#define BALLOT \
    "SELECT t.id, t.year, t.no, t.place_id, t.body_id, t.text, t.electorate, t.force, t.named," \
    " t.parking, t.running, t.follow_clause, t.day, t.notice_days, t.objection_days," \
    " t.publish_days, t.shown_days, t.proxies, t.precedence, t.silence, t.frozen_at, t.roll_hash," \
    " t.objections_until, t.posted_at, t.opens_at, t.closes_at, t.opened_at, t.closed_at," \
    " t.sealed_at, y.name, t.audience FROM ballot t JOIN body y ON y.area_id = t.area_id AND y.id = t.body_id" \
    " WHERE t.area_id = ?1"

static bool read_items(struct ctx *c, struct ballot *b)
{
    struct rows r = db_query(c,
        "SELECT no, title, text, decides, ruleset_id, seats FROM ballot_item WHERE area_id = ?1"
        " AND ballot_id = ?2 ORDER BY no",
        V(c->area_id), V(b->id));
    while (rows_next(&r)) {
        list_push(c->arena, &b->items,
            ((struct ballot_item){.no = row_int(&r, 0),
                .title = row_text(&r, 1),
                .text = row_text(&r, 2),
                .decides = (enum decides)row_int(&r, 3),
                .ruleset_id = row_int(&r, 4),
                .seats = row_int(&r, 5)}));
    }
    bool ok = rows_end(&r);
    r = db_query(c,
        "SELECT item_no, title FROM ballot_option WHERE area_id = ?1 AND ballot_id = ?2"
        " ORDER BY item_no, no",
        V(c->area_id), V(b->id));
    while (rows_next(&r)) {
        struct ballot_item *i = &b->items.v[row_int(&r, 0) - 1];
        i->options[i->n++] = row_text(&r, 1);
    }
    ok = rows_end(&r) && ok;
    for (size_t i = 0; ok && i < b->items.n; i++) {
        ok = rulesets_by_id(c, b->items.v[i].ruleset_id, &b->items.v[i].rule);
    }
    return ok;
}

static bool read_stairs(struct ctx *c, struct ballot *b)
{
    struct rows r = db_query(c,
        "SELECT building_id FROM ballot_stair WHERE area_id = ?1 AND ballot_id = ?2"
        " ORDER BY building_id",
        V(c->area_id), V(b->id));
    return rows_ids(&r, &b->stairs);
}

static bool read_one(struct ctx *c, int64_t id, struct ballot *out)
{
    struct rows r = db_query(c, BALLOT " AND t.id = ?2", V(c->area_id), V(id));
    bool found = rows_next(&r);
    if (found) {
        read_ballot(&r, out);
    }
    return rows_end(&r) && (found || fail(&c->err, ERR_ABSENT, SAY(N_("没有这次表决"))));
}

static bool read_rest(struct ctx *c, int64_t id, struct ballot *out)
{
    return read_one(c, id, out) && read_items(c, out) && read_stairs(c, out);
}

bool ballots_may_see(struct ctx *c, const struct matter *m)
{
    return m->state != BALLOT_DRAFT || c->act.hand == HAND_SYSTEM ||
           c->app->may(c, DUTY_BALLOTS, m->place_id);
}

bool ballots_see(struct ctx *c, int64_t id, struct ballot *out)
{
    *out = (struct ballot){0};
    return matters_see(c, id, &out->m) && read_rest(c, id, out);
}

bool ballots_see_to_vote(struct ctx *c, int64_t id, struct ballot *out)
{
    *out = (struct ballot){0};
    if (!matters_see(c, id, &out->m) || !read_one(c, id, out)) {
        return false;
    }
    struct rows r = db_query(c,
        "SELECT i.no, i.seats, (SELECT count(*) FROM ballot_option o WHERE o.area_id = i.area_id"
        " AND o.ballot_id = i.ballot_id AND o.item_no = i.no) FROM ballot_item i"
        " WHERE i.area_id = ?1 AND i.ballot_id = ?2 ORDER BY i.no",
        V(c->area_id), V(id));
    while (rows_next(&r)) {
        list_push(c->arena, &out->items,
            ((struct ballot_item){
                .no = row_int(&r, 0), .seats = row_int(&r, 1), .n = (size_t)row_int(&r, 2)}));
    }
    return rows_end(&r);
}

bool ballots_by_id(struct ctx *c, int64_t id, struct ballot *out)
{
    *out = (struct ballot){0};
    return (matters_load(c, id, &out->m) ||
               (!c->err.kind && fail(&c->err, ERR_ABSENT, SAY(N_("没有这次表决"))))) &&
           read_rest(c, id, out);
}

static bool read_many(struct ctx *c, const struct ids *ids, struct ballots *out)
{
    for (size_t i = 0; i < ids->n; i++) {
        struct ballot b;
        if (!ballots_by_id(c, ids->v[i], &b)) {
            return false;
        }
        list_push(c->arena, out, b);
    }
    return true;
}

/* Those of the stair, its compound and the area that the reader may see. */
bool ballots_of_place(struct ctx *c, int64_t place_id, struct ballots *out)
{
    struct ids ids = {0};
    struct ballots all = {0};
    struct rows r = db_query(c,
        "SELECT t.id FROM ballot t JOIN matter m ON m.area_id = t.area_id AND m.id = t.id"
        " WHERE t.area_id = ?1 AND m.closed_at IS NULL AND m.state > 10 AND (t.place_id = ?2"
        " OR t.place_id = ?1 OR t.place_id IN (SELECT g.compound_id FROM building g"
        " WHERE g.area_id = ?1 AND g.id = ?2))"
        " ORDER BY CASE m.state WHEN 40 THEN 0 ELSE 1 END, t.id DESC LIMIT 20",
        V(c->area_id), V(place_id));
    if (!rows_ids(&r, &ids) || !read_many(c, &ids, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        if (matters_visible(c, &all.v[i].m)) {
            list_push(c->arena, out, all.v[i]);
        }
    }
    return !c->err.kind;
}

bool ballots_organised(struct ctx *c, struct ballots *out)
{
    struct ids ids = {0};
    enum { SHOWN = 3 };
    struct rows r = db_query(c,
        "SELECT t.id, t.place_id FROM ballot t JOIN matter m ON m.area_id = t.area_id"
        " AND m.id = t.id WHERE t.area_id = ?1 AND m.state BETWEEN 20 AND 50"
        " AND m.closed_at IS NULL ORDER BY m.state DESC, t.closes_at, t.id LIMIT 50",
        V(c->area_id));
    struct ids places = {0};
    while (rows_next(&r)) {
        list_push(c->arena, &ids, row_int(&r, 0));
        list_push(c->arena, &places, row_int(&r, 1));
    }
    struct ids own = {0};
    bool ok = rows_end(&r);
    for (size_t i = 0; ok && i < ids.n && own.n < SHOWN; i++) {
        if (c->app->may(c, DUTY_BALLOTS, places.v[i])) {
            list_push(c->arena, &own, ids.v[i]);
        }
    }
    return ok && read_many(c, &own, out);
}

bool ballots_any_running(struct ctx *c)
{
    return db_int(c,
               "SELECT count(*) FROM matter WHERE area_id = ?1 AND kind = ?2 AND closed_at IS NULL"
               " AND state BETWEEN 20 AND 50 AND audience <= ?3",
               V(c->area_id), V(ballots_matter.name),
               V((int)matters_audience(c, &ballots_matter, 0))) > 0;
}

bool ballots_waiting_for(struct ctx *c, int64_t person_id, struct ballots *out)
{
    struct ids ids = {0};
    struct rows r = db_query(c,
        "SELECT DISTINCT t.id, t.closes_at FROM voter_speaker s"
        " JOIN ballot t ON t.area_id = s.area_id AND t.id = s.ballot_id"
        " JOIN matter m ON m.area_id = t.area_id AND m.id = t.id"
        " JOIN voter o ON o.area_id = s.area_id AND o.ballot_id = s.ballot_id AND o.no = s.voter_no"
        " WHERE s.area_id = ?1 AND s.person_id = ?2 AND m.state = 40 AND o.voted_at = 0"
        " AND t.closes_at > ?3 ORDER BY t.closes_at, t.id LIMIT 20",
        V(c->area_id), V(person_id), V(c->now));
    return rows_ids(&r, &ids) && read_many(c, &ids, out);
}

/* Writing ---------------------------------------------------------------------------------------
 */
/* Of all its questions' rules the strictest counts for the whole. */
static void strictest(struct ballot *b)
{
    const struct ruleset *first = &b->items.v[0].rule;
    b->notice_days = b->objection_days = b->publish_days = b->shown_days = 0;
    b->proxies = RULESETS_ANY;
    b->precedence = first->precedence;
    b->silence = first->silence;
    for (size_t i = 0; i < b->items.n; i++) {
        const struct ruleset *r = &b->items.v[i].rule;
        b->notice_days = r->notice_days > b->notice_days ? r->notice_days : b->notice_days;
        b->objection_days =
            r->objection_days > b->objection_days ? r->objection_days : b->objection_days;
        b->shown_days = r->shown_days > b->shown_days ? r->shown_days : b->shown_days;
        b->publish_days = !b->publish_days || (r->publish_days && r->publish_days < b->publish_days)
                              ? r->publish_days
                              : b->publish_days;
        b->proxies =
            r->proxies != RULESETS_ANY && (b->proxies == RULESETS_ANY || r->proxies < b->proxies)
                ? r->proxies
                : b->proxies;
        b->silence = r->silence == SILENCE_NONE ? SILENCE_NONE : b->silence;
    }
}

static bool find_rules(struct ctx *c, struct ballot *b)
{
    for (size_t i = 0; i < b->items.n; i++) {
        struct ballot_item *item = &b->items.v[i];
        item->no = (int64_t)i + 1;
        if (!rulesets_for(c, item->decides, b->day, &item->rule) && c->err.kind == ERR_ABSENT) {
            (void)err_take(&c->err); /* ballots_check says it at its field */
        }
        item->ruleset_id = item->rule.id;
    }
    return !c->err.kind;
}

static void put_items(struct ctx *c, const struct ballot *b)
{
    for (size_t i = 0; i < b->items.n; i++) {
        const struct ballot_item *item = &b->items.v[i];
        db_exec(c,
            "INSERT INTO ballot_item (area_id, ballot_id, no, title, text, decides, ruleset_id,"
            " seats) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            V(c->area_id), V(b->id), V(item->no), V(item->title), V(str_or(item->text, "")),
            V((int)item->decides), V(item->ruleset_id), V(item->seats));
        for (size_t k = 0; k < item->n; k++) {
            db_exec(c,
                "INSERT INTO ballot_option (area_id, ballot_id, item_no, no, title)"
                " VALUES (?1, ?2, ?3, ?4, ?5)",
                V(c->area_id), V(b->id), V(item->no), V((int64_t)k + 1), V(item->options[k]));
        }
    }
    for (size_t i = 0; i < b->stairs.n; i++) {
        db_exec(c, "INSERT INTO ballot_stair (area_id, ballot_id, building_id) VALUES (?1, ?2, ?3)",
            V(c->area_id), V(b->id), V(b->stairs.v[i]));
    }
}

static bool prepare(struct ctx *c, struct ballot *b)
{
    return find_rules(c, b) && ballots_check(b, &c->err) && (strictest(b), true);
}

bool ballots_open(struct ctx *c, struct ballot *b)
{
    b->m.kind = ballots_matter.name;
    b->m.place_id = b->place_id;
    b->m.owner_id = b->body_id;
    b->m.state = BALLOT_DRAFT;
    b->m.audience = AUDIENCE_STAFF; /* ballots_freeze() shows it */
    b->m.find = str_or(b->text, "");
    b->day = str_or(b->day, day_text(c->arena, c->now));
    if (!prepare(c, b) || !matters_open(c, &b->m, "")) {
        return false;
    }
    b->id = b->m.id;
    b->year = civil_of(c->now).year;
    b->no = 1 + db_int(c, "SELECT max(no) FROM ballot WHERE area_id = ?1 AND year = ?2",
                    V(c->area_id), V(b->year));
    db_exec(c,
        "INSERT INTO ballot (area_id, id, year, no, place_id, body_id, text, electorate, force,"
        " named, parking, running, follow_clause, day, notice_days, objection_days, publish_days,"
        " shown_days, proxies, precedence, silence, audience) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,"
        " ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)",
        V(c->area_id), V(b->id), V(b->year), V(b->no), V(b->place_id), V(b->body_id),
        V(str_or(b->text, "")), V((int)b->electorate), V((int)b->force), V((int)b->named),
        V((int)b->parking), V((int)b->running), V(str_or(b->follow_clause, "")), V(b->day),
        V(b->notice_days), V(b->objection_days), V(b->publish_days), V(b->shown_days),
        V(b->proxies), V((int)b->precedence), V((int)b->silence), V((int)b->audience));
    put_items(c, b);
    return !c->err.kind;
}

static void drop_items(struct ctx *c, int64_t id)
{
    db_exec(
        c, "DELETE FROM ballot_option WHERE area_id = ?1 AND ballot_id = ?2", V(c->area_id), V(id));
    db_exec(
        c, "DELETE FROM ballot_item WHERE area_id = ?1 AND ballot_id = ?2", V(c->area_id), V(id));
    db_exec(
        c, "DELETE FROM ballot_stair WHERE area_id = ?1 AND ballot_id = ?2", V(c->area_id), V(id));
}

bool ballots_write(struct ctx *c, const struct ballot *b, int64_t seen_version)
{
    struct ballot now = *b;
    struct moving mv = {.matter_id = b->id, .seen_version = seen_version, .text = ""};
    if (!prepare(c, &now) || !matters_move(c, "write", &mv)) {
        return false;
    }
    db_exec(c,
        "UPDATE ballot SET text = ?3, electorate = ?4, force = ?5, named = ?6, parking = ?7,"
        " running = ?8, follow_clause = ?9, notice_days = ?10, objection_days = ?11,"
        " publish_days = ?12, shown_days = ?13, proxies = ?14, precedence = ?15, silence = ?16,"
        " place_id = ?17, body_id = ?18, audience = ?19 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(b->id), V(str_or(b->text, "")), V((int)b->electorate), V((int)b->force),
        V((int)b->named), V((int)b->parking), V((int)b->running), V(str_or(b->follow_clause, "")),
        V(now.notice_days), V(now.objection_days), V(now.publish_days), V(now.shown_days),
        V(now.proxies), V((int)now.precedence), V((int)now.silence), V(b->place_id), V(b->body_id),
        V((int)b->audience));
    now.m.place_id = b->place_id;
    now.m.owner_id = b->body_id;
    now.m.find = str_or(b->text, "");
    drop_items(c, b->id);
    put_items(c, &now);
    return matters_rewrite(c, &now.m);
}

/* Going its way ---------------------------------------------------------------------------------
 */
static bool all_answered(struct ctx *c, const struct ballot *b)
{
    int64_t open = db_int(c,
        "SELECT count(*) FROM ballot_objection WHERE area_id = ?1 AND ballot_id = ?2"
        " AND answered_at = 0",
        V(c->area_id), V(b->id));
    return !c->err.kind && (!open || refuse(&c->err, NULL,
                                         WORDS(N_("还有 {0} 件异议没有答复，先答复"), INT(open))));
}

bool ballots_announce(struct ctx *c, const struct ballot *b, int64_t opens_at, int64_t closes_at,
    int evidence, int64_t seen_version)
{
    struct moving mv = {.matter_id = b->id,
        .seen_version = seen_version,
        .text = "",
        .evidence = evidence,
        .due_at = opens_at};
    if (!ballots_may_announce(b, opens_at, closes_at, c->now, &c->err) || !all_answered(c, b) ||
        !matters_move(c, "announce", &mv)) {
        return false;
    }
    db_exec(c,
        "UPDATE ballot SET posted_at = ?3, opens_at = ?4, closes_at = ?5"
        " WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(b->id), V(c->now), V(opens_at), V(closes_at));
    return job_put(c, "ballots.clock", b->id, opens_at) &&
           job_put(c, "ballots.clock", b->id, closes_at);
}

static bool go(struct ctx *c, const struct ballot *b, const char *verb, int64_t due_at)
{
    struct moving mv = {.matter_id = b->id, .text = "", .due_at = due_at};
    return (c->act.hand == HAND_SYSTEM || act_system(c)) && matters_move(c, verb, &mv);
}

void ballots_clock(struct ctx *c, int64_t ballot_id)
{
    struct ballot b;
    if (!ballots_by_id(c, ballot_id, &b)) {
        return;
    }
    if (b.m.state == BALLOT_NOTICE && c->now >= b.opens_at && go(c, &b, "open", b.closes_at)) {
        db_exec(c, "UPDATE ballot SET opened_at = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
            V(b.id), V(c->now));
        b.m.state = BALLOT_OPEN;
    }
    if (b.m.state == BALLOT_OPEN && c->now >= b.closes_at &&
        go(c, &b, "close", c->now + (b.publish_days ? b.publish_days : 3) * MS_PER_DAY)) {
        db_exec(c, "UPDATE ballot SET closed_at = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
            V(b.id), V(c->now));
    }
}

/* Reminding -------------------------------------------------------------------------------------
 */
bool ballots_remind(struct ctx *c, const struct ballot *b)
{
    if (b->m.state != BALLOT_OPEN) {
        return refuse(&c->err, NULL, SAY(N_("表决开着的时候才能提醒")));
    }
    int64_t last = db_int(c,
        "SELECT max(at) FROM fact WHERE area_id = ?1 AND subject_id = ?2"
        " AND kind = 'ballots.reminding'",
        V(c->area_id), V(b->id));
    if (last && c->now - last < MS_PER_DAY) {
        return refuse(&c->err, NULL, WORDS(N_("{0} 提醒过了，一天最多提醒一次"), TIME(last)));
    }
    return matters_tell(c, b->id, "reminding", SAY(N_("请系统提醒还没有交票的人")), "") &&
           job_put(c, "ballots.remind", b->id, c->now);
}

bool ballots_remind_now(struct ctx *c, int64_t ballot_id)
{
    return matters_tell(c, ballot_id, "remind", SAY(N_("提醒了还没有交票的人")), "");
}
