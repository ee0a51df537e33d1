/* moderation_store.c - every SQL statement about reports and what is hidden. */
#include "src/matters/matters_store.h"
#include "src/moderation/moderation.h"

/* Of a report itself, for staff: on the matter it would tell the reported. */
static bool tell(struct ctx *c, int64_t id, int64_t place_id, const char *kind, struct words words)
{
    struct fact f = {.kind = kind,
        .subject_id = id,
        .place_id = place_id,
        .audience = AUDIENCE_STAFF,
        .words = words,
        .text = ""};
    return record(c, &f);
}

bool moderation_report(struct ctx *c, int64_t matter_id, int64_t reason, const char *words)
{
    struct matter m = {0};
    if (!matters_see(c, matter_id, &m) ||
        !moderation_may_report(&m, matters_opened_by(c, &m, c->act.person_id), &c->err)) {
        return false;
    }
    int64_t id = db_int(c,
        "INSERT INTO abuse (area_id, id, matter_id, person_id, reason, words, made_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        " ON CONFLICT (area_id, matter_id, person_id) DO NOTHING RETURNING id",
        V(c->area_id), V(new_id(c)), V(m.id), V(c->act.person_id), V(reason), V(words), V(c->now));
    if (c->err.kind || !id) {
        return c->err.kind ? false : refuse(&c->err, NULL, SAY(N_("您已经举报过这件事。")));
    }
    return tell(c, id, m.place_id, "moderation.report", SAY(N_("有人举报了一件事")));
}

bool moderation_reported(struct ctx *c, int64_t matter_id)
{
    return db_int(c,
               "SELECT count(*) FROM abuse WHERE area_id = ?1 AND matter_id = ?2"
               " AND person_id = ?3",
               V(c->area_id), V(matter_id), V(c->who.person_id)) > 0;
}

#define ABUSE_FROM \
    " FROM abuse b JOIN matter m ON m.area_id = b.area_id AND m.id = b.matter_id" \
    " JOIN place p ON p.area_id = m.area_id AND p.id = m.place_id WHERE b.area_id = ?1"

bool moderation_waiting(struct ctx *c, struct abuses *out)
{
    struct rows r = db_query(c,
        "SELECT b.id, b.matter_id, b.reason, b.made_at, m.ticket, b.words, m.title, p.name" ABUSE_FROM
        " AND b.verdict = 0 ORDER BY b.made_at, b.id LIMIT 200",
        V(c->area_id));
    while (rows_next(&r)) {
        struct abuse a = {.id = row_int(&r, 0),
            .matter_id = row_int(&r, 1),
            .reason = row_int(&r, 2),
            .made_at = row_int(&r, 3),
            .ticket = row_int(&r, 4),
            .words = row_text(&r, 5),
            .title = row_text(&r, 6),
            .place = row_text(&r, 7)};
        list_push(c->arena, out, a);
    }
    return rows_end(&r);
}

/* All that were made about it until now: one look answers them all. */
static bool settle(struct ctx *c, int64_t matter_id, int verdict)
{
    db_exec(c,
        "UPDATE abuse SET verdict = ?3, decided_at = ?4 WHERE area_id = ?1 AND matter_id = ?2"
        " AND verdict = 0",
        V(c->area_id), V(matter_id), V(verdict), V(c->now));
    return !c->err.kind;
}

bool moderation_fine(struct ctx *c, int64_t abuse_id)
{
    struct matter m = {0};
    int64_t matter_id =
        db_int(c, "SELECT matter_id FROM abuse WHERE area_id = ?1 AND id = ?2 AND verdict = 0",
            V(c->area_id), V(abuse_id));
    if (!matter_id) {
        return c->err.kind ? false : fail(&c->err, ERR_ABSENT, SAY(N_("没有这份等着看的举报。")));
    }
    return matters_see(c, matter_id, &m) && settle(c, matter_id, ABUSE_FINE) &&
           tell(c, abuse_id, m.place_id, "moderation.fine", SAY(N_("看过举报，没有问题")));
}

bool moderation_hidden(struct ctx *c, int64_t matter_id, struct hidden *out)
{
    *out = (struct hidden){.why = "", .objection = ""};
    struct rows r = db_query(c,
        "SELECT hidden_at, by_account, objected_at, verdict, audience, why, objection FROM hidden"
        " WHERE area_id = ?1 AND matter_id = ?2",
        V(c->area_id), V(matter_id));
    if (rows_next(&r)) {
        *out = (struct hidden){.hidden_at = row_int(&r, 0),
            .hidden_by = row_int(&r, 1),
            .objected_at = row_int(&r, 2),
            .verdict = row_int(&r, 3),
            .before = (enum audience)row_int(&r, 4),
            .why = row_text(&r, 5),
            .objection = row_text(&r, 6)};
    }
    return rows_end(&r);
}

bool moderation_hide(struct ctx *c, int64_t matter_id, const char *why)
{
    struct matter m = {0};
    if (!matters_see(c, matter_id, &m) || !moderation_may_hide(&m, &c->err)) {
        return false;
    }
    db_exec(c,
        "INSERT INTO hidden (area_id, matter_id, hidden_at, by_account, audience, why)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (area_id, matter_id) DO UPDATE SET"
        " hidden_at = excluded.hidden_at, by_account = excluded.by_account, why = excluded.why,"
        " audience = excluded.audience, objection = '', objected_at = NULL, verdict = 0,"
        " decided_at = NULL",
        V(c->area_id), V(m.id), V(c->now), V(c->who.account_id), V((int)m.audience), V(why));
    return settle(c, m.id, ABUSE_HIDDEN) &&
           matters_show_to(c, m.id, AUDIENCE_CASE, "hide",
               SAY(N_("居委会把它隐藏了，只有办理的人能看到，照样办")), why);
}

bool moderation_object(struct ctx *c, int64_t matter_id, const char *words)
{
    struct matter m = {0};
    struct hidden h;
    if (!matters_see(c, matter_id, &m) || !moderation_hidden(c, m.id, &h)) {
        return false;
    }
    if (!matters_opened_by(c, &m, c->act.person_id)) {
        return c->err.kind ? false : fail(&c->err, ERR_DENIED, SAY(N_("异议由提出人自己提。")));
    }
    if (!moderation_may_object(&h, &c->err)) {
        return false;
    }
    db_exec(c,
        "UPDATE hidden SET objection = ?3, objected_at = ?4 WHERE area_id = ?1 AND matter_id = ?2",
        V(c->area_id), V(m.id), V(words), V(c->now));
    return matters_tell(
        c, m.id, "object", SAY(N_("提出人不同意隐藏，由另一位书记或主任决定")), words);
}

bool moderation_decide(struct ctx *c, int64_t matter_id, bool show, const char *why)
{
    struct matter m = {0};
    struct hidden h;
    if (!matters_see(c, matter_id, &m) || !moderation_hidden(c, m.id, &h) ||
        !moderation_may_decide(&h, c->who.account_id, &c->err)) {
        return false;
    }
    db_exec(c,
        "UPDATE hidden SET verdict = ?3, decided_at = ?4 WHERE area_id = ?1 AND matter_id = ?2",
        V(c->area_id), V(m.id), V(show ? HIDDEN_SHOWN : HIDDEN_STAYS), V(c->now));
    return show ? matters_show_to(
                      c, m.id, h.before, "unhide", SAY(N_("异议成立，邻居又能看到了")), why)
                : matters_tell(c, m.id, "stay_hidden", SAY(N_("看过异议，维持隐藏")), why);
}

bool moderation_show(struct ctx *c, int64_t matter_id, enum audience to)
{
    struct matter m = {0};
    struct hidden h;
    if (!matters_see(c, matter_id, &m) || !moderation_hidden(c, m.id, &h)) {
        return false;
    }
    if (!matters_opened_by(c, &m, c->act.person_id)) {
        return c->err.kind ? false
                           : fail(&c->err, ERR_DENIED, SAY(N_("谁能看到，由提出人自己定。")));
    }
    if (!moderation_may_show(&m, &h, to, &c->err)) {
        return false;
    }
    return to == m.audience || (to == AUDIENCE_CASE ? matters_show_to(c, m.id, to, "close_off",
                                                          SAY(N_("提出人改成只给办理的人看")), "")
                                                    : matters_show_to(c, m.id, to, "open_up",
                                                          SAY(N_("提出人改成本楼邻居也能看")), ""));
}

/* The list: nobody's name is in it --------------------------------------------------------------
 */
static const struct choice verdicts[] = {
    {ABUSE_WAITS, "waits", N_("还没有看"), .tag = "wait", .icon = "clock"},
    {ABUSE_HIDDEN, "hidden", N_("隐藏了"), .tag = "no", .icon = "minus"},
    {ABUSE_FINE, "fine", N_("没有问题"), .tag = "done", .icon = "check"},
    {0},
};
static const struct column columns[] = {
    {.name = "ticket", .label = N_("编号"), .type = COL_INT},
    {.name = "title", .label = N_("事情"), .type = COL_TEXT, .title = true},
    {.name = "place", .label = N_("地点"), .type = COL_TEXT},
    {.name = "reason", .label = N_("为什么举报"), .type = COL_CHOICE, .choices = abuse_reasons},
    {.name = "words", .label = N_("举报的话"), .type = COL_TEXT},
    {.name = "made", .label = N_("什么时候"), .type = COL_TIME},
    {.name = "verdict", .label = N_("结果"), .type = COL_CHOICE, .choices = verdicts},
    {0},
};
static const struct list_filter filters[] = {
    {.name = "waits", .label = N_("还没有看"), .lo = ABUSE_WAITS, .hi = ABUSE_WAITS},
    {.name = "all", .label = N_("全部"), .lo = ABUSE_WAITS, .hi = ABUSE_FINE},
    {0},
};
#define LISTED \
    ABUSE_FROM " AND (?2 = 0 OR m.place_id = ?2) AND b.verdict BETWEEN ?3 AND ?4" \
               " AND (?10 = '' OR replace(m.find, ?10, '') <> m.find)"
const struct list abuse_list = {
    .name = "abuse",
    .title = N_("举报"),
    .columns = columns,
    .filters = filters,
    .orders = {{
        .name = "made",
        .label = N_("早的在前"),
        .sql = "SELECT b.made_at, b.id, m.ticket, m.title, p.name, b.reason, b.words, b.made_at,"
               " b.verdict" LISTED " AND (b.made_at, b.id) > (?6, ?7) ORDER BY 1, 2 LIMIT ?8",
    }},
    .count_sql = "SELECT count(*)" LISTED,
    .empty = N_("没有等着看的举报。"),
    .counted = N_("共 {0} 份举报"),
};

/* What this room holds about a person -----------------------------------------------------------
 */
const struct personal moderation_personal[] = {
    {"reports", N_("我举报过的"),
        "SELECT id, reason, words, made_at, verdict FROM abuse WHERE area_id = ?1"
        " AND person_id = ?2 ORDER BY id",
        .columns = {{N_("为什么举报"), PERSONAL_CHOICE, abuse_reasons},
            {N_("举报的话"), PERSONAL_TEXT}, {N_("什么时候"), PERSONAL_TIME},
            {N_("结果"), PERSONAL_CHOICE, verdicts}}},
    {"hidden", N_("我的事被隐藏过"),
        "SELECT h.matter_id, h.why, h.objection, h.hidden_at FROM hidden h JOIN matter m"
        " ON m.area_id = h.area_id AND m.id = h.matter_id"
        " WHERE h.area_id = ?1 AND m.asker_id = ?2 ORDER BY h.matter_id",
        .columns = {{N_("为什么隐藏"), PERSONAL_TEXT}, {N_("异议"), PERSONAL_TEXT},
            {N_("什么时候"), PERSONAL_TIME}}},
    {0},
};

void moderation_forget(struct ctx *c, int64_t person_id)
{
    db_exec(c, "UPDATE abuse SET words = '' WHERE area_id = ?1 AND person_id = ?2", V(c->area_id),
        V(person_id));
    db_exec(c,
        "UPDATE hidden SET why = '', objection = '' WHERE area_id = ?1 AND matter_id IN"
        " (SELECT m.id FROM matter m WHERE m.area_id = ?1 AND m.asker_id = ?2)",
        V(c->area_id), V(person_id));
}
