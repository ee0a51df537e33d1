/* privacy_store.c - consents, who looked, wishes to be erased. */
#include "lib/base/module.h"
#include "lib/db/job.h"
#include "src/bodies/bodies.h"
#include "src/people/people.h"
#include "src/privacy/privacy_room.h"

static bool tell(
    struct ctx *c, const char *kind, int64_t person_id, struct words words, enum audience audience)
{
    return record(c, &(struct fact){.kind = kind,
                         .subject_id = person_id,
                         .place_id = c->area_id,
                         .audience = audience,
                         .words = words});
}

/* Consents ------------------------------------------------------------------------------------ */
static void put_consent(struct ctx *c, int64_t person_id, enum consent_kind kind, const char *what,
    const char *said_by, const char *evidence)
{
    db_exec(c,
        "INSERT INTO consent (area_id, id, person_id, kind, what, said_by, channel, evidence,"
        " given_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        V(c->area_id), V(new_id(c)), V(person_id), V((int)kind), V(str_or(what, "")),
        V(str_or(said_by, "")), V((int)c->act.channel), V(str_or(evidence, "")),
        V(c->act.happened_at));
}

bool privacy_consent(struct ctx *c, enum consent_kind kind, const char *what, const char *said_by)
{
    const struct choice *k = choice_of(consent_kinds, kind);
    if (!k) {
        return refuse(&c->err, "kind", SAY(N_("请选同意的是哪一件事。")));
    }
    if (kind == CONSENT_CHILD && str_empty(said_by)) {
        return refuse(&c->err, "said_by", SAY(N_("孩子的事要监护人同意，请写是哪位监护人说的。")));
    }
    put_consent(c, c->act.person_id, kind, what, said_by, c->act.evidence);
    return tell(c, "privacy.consented", c->act.person_id, WORDS(N_("同意：{0}"), MSG(k->label)),
        AUDIENCE_CASE);
}

/* A post's telephone that is the person's own stands in public by their consent only: whoever puts
 * it there writes the consent down; taking that back takes the number off. */
void privacy_post_shown(struct ctx *c, const struct fact *f, const char *asked)
{
    struct post t;
    struct person p;
    struct showns said = {0};
    if (!bodies_post_by_id(c, f->subject_id, &t) || !people_by_id(c, t.person_id, &p) ||
        !bodies_shown_of(c, t.id, &said)) {
        return;
    }
    bool own = false;
    for (size_t i = 0; i < said.n; i++) {
        own = own ||
              (str_empty(said.v[i].valid_to) && !str_empty(p.phone) &&
                  (str_same(said.v[i].phone, p.phone) || str_same(said.v[i].duty_phone, p.phone)));
    }
    if (own && !privacy_consented(c, p.id, CONSENT_PHONE)) {
        put_consent(c, p.id, CONSENT_PHONE, bodies_post_label(t.kind), "",
            c->who.person_id == p.id ? "" : asked);
    }
}

static bool unpublish(struct ctx *c, int64_t person_id)
{
    struct person p;
    struct posts posts = {0};
    bool ok = people_by_id(c, person_id, &p) && bodies_posts_of(c, p.id, &posts);
    for (size_t i = 0; ok && i < posts.n; i++) {
        struct showns said = {0};
        ok = bodies_shown_of(c, posts.v[i].id, &said);
        struct shown now = said.n ? said.v[0] : (struct shown){0};
        bool duty = str_same(now.duty_phone, p.phone);
        if (ok && said.n && (duty || !str_empty(now.phone))) {
            now.phone = "";
            now.duty_phone = duty ? "" : now.duty_phone;
            ok = bodies_show(c, posts.v[i].id, &now, "", false);
        }
    }
    return ok;
}

bool privacy_withdraw(struct ctx *c, int64_t consent_id)
{
    int64_t kind = db_int(
        c, "SELECT kind FROM consent WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(consent_id));
    int64_t person = db_int(c,
        "UPDATE consent SET withdrawn_at = ?4 WHERE area_id = ?1 AND id = ?2"
        " AND withdrawn_at IS NULL AND person_id" PEOPLE_SELVES("?3") " RETURNING person_id",
        V(c->area_id), V(consent_id), V(c->act.person_id), V(c->now));
    if (!person) {
        return !c->err.kind &&
               fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这一条同意，或者已经收回了。")));
    }
    return tell(c, "privacy.withdrawn", person, SAY(N_("收回了一条同意")), AUDIENCE_CASE) &&
           (kind != CONSENT_PHONE || privacy_consented(c, person, CONSENT_PHONE) ||
               (!c->err.kind && unpublish(c, person)));
}

bool privacy_consented(struct ctx *c, int64_t person_id, enum consent_kind kind)
{
    return db_int(c,
               "SELECT count(*) FROM consent WHERE area_id = ?1 AND kind = ?3"
               " AND withdrawn_at IS NULL AND person_id" PEOPLE_SELVES("?2"),
               V(c->area_id), V(person_id), V((int)kind)) > 0;
}

bool privacy_consents(struct ctx *c, int64_t person_id, struct consents *out)
{
    struct rows r = db_query(c,
        "SELECT id, person_id, kind, what, said_by, channel, evidence, given_at, withdrawn_at"
        " FROM consent WHERE area_id = ?1 AND person_id" PEOPLE_SELVES("?2") " ORDER BY id DESC",
        V(c->area_id), V(person_id));
    while (rows_next(&r)) {
        struct consent k = {.id = row_int(&r, 0),
            .person_id = row_int(&r, 1),
            .kind = (enum consent_kind)row_int(&r, 2),
            .what = row_text(&r, 3),
            .said_by = row_text(&r, 4),
            .channel = (enum channel)row_int(&r, 5),
            .evidence = row_text(&r, 6),
            .given_at = row_int(&r, 7),
            .withdrawn_at = row_int(&r, 8)};
        list_push(c->arena, out, k);
    }
    return rows_end(&r);
}

/* Who looked ---------------------------------------------------------------------------------- */
bool privacy_looks(struct ctx *c, int64_t person_id, struct looks *out)
{
    struct rows r = db_query(c,
        "SELECT f.at, COALESCE(n.name, ''), f.body FROM fact f"
        " JOIN act a ON a.area_id = f.area_id AND a.id = f.act_id"
        " LEFT JOIN person n ON n.area_id = a.area_id AND n.id = a.person_id"
        " WHERE f.area_id = ?1 AND f.subject_id IN (SELECT m.id FROM person m WHERE m.area_id = ?1"
        " AND (m.id = ?2 OR m.merged_into = ?2) UNION ALL SELECT x.id FROM area x WHERE x.id = ?1)"
        " AND (f.kind IN ('people.phone_seen', 'people.born_seen') OR (f.kind = 'import.phones_exported' AND f.at >="
        " (SELECT y.made_at FROM person y WHERE y.area_id = ?1 AND y.id = ?2)))"
        " ORDER BY f.seq DESC LIMIT 200",
        V(c->area_id), V(person_id));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct look){.at = row_int(&r, 0), .who = row_text(&r, 1), .why = row_text(&r, 2)}));
    }
    return rows_end(&r);
}

/* Wishes to be erased -------------------------------------------------------------------------- */
bool privacy_may_erase(struct ctx *c, int64_t person_id)
{
    struct ids posts = {0};
    struct post first;
    if (!bodies_posts_after(c, person_id, day_text(c->arena, c->now), &posts) ||
        (posts.n && !bodies_post_by_id(c, posts.v[0], &first))) {
        return false;
    }
    if (posts.n) {
        return refuse(&c->err, NULL,
            WORDS(N_("还担任着 {0}，先卸任才能删除。"), MSG(bodies_post_label(first.kind))));
    }
    int64_t open = db_int(c,
        "SELECT count(*) FROM matter WHERE area_id = ?1 AND closed_at IS NULL"
        " AND asker_id" PEOPLE_SELVES("?2"),
        V(c->area_id), V(person_id));
    if (open) {
        return refuse(&c->err, NULL,
            WORDS(N_("还有 {0} 件反映在办。等办完，或者先撤回，再删除。"), INT(open)));
    }
    int64_t already = db_int(c,
        "SELECT count(*) FROM erasure WHERE area_id = ?1 AND state IN (1, 2)"
        " AND person_id" PEOPLE_SELVES("?2"),
        V(c->area_id), V(person_id));
    return !c->err.kind &&
           (!already || fail(&c->err, ERR_CONFLICT, SAY(N_("已经提出过了，还没有办。"))));
}

static int64_t put_erasure(
    struct ctx *c, int64_t person_id, enum erasure_state state, int64_t due, const char *why)
{
    int64_t id = new_id(c);
    if (!privacy_may_erase(c, person_id)) {
        return 0;
    }
    db_exec(c,
        "INSERT INTO erasure (area_id, id, person_id, state, why, asked_by, asked_at, due_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        V(c->area_id), V(id), V(person_id), V((int)state), V(str_or(why, "")), V0(c->who.person_id),
        V(c->now), V(due));
    return c->err.kind ? 0 : id;
}

int64_t privacy_ask_erasure(struct ctx *c, const char *why)
{
    int64_t due = c->now + ERASE_WAIT_DAYS * MS_PER_DAY;
    int64_t id = put_erasure(c, c->act.person_id, ERASE_WAITS, due, why);
    bool ok = id && job_put(c, "privacy.erase", id, due) &&
              tell(c, "privacy.erasure_asked", c->act.person_id, SAY(N_("请求删除个人信息")),
                  AUDIENCE_CASE);
    return ok ? id : 0;
}

int64_t privacy_propose_erasure(struct ctx *c, int64_t person_id, const char *why)
{
    struct person p;
    if (!people_by_id(c, person_id, &p)) {
        return 0;
    }
    if (str_empty(why)) {
        (void)refuse(&c->err, "why", SAY(N_("请写明是谁、为什么要删除，看过什么。")));
        return 0;
    }
    int64_t id = put_erasure(c, p.id, ERASE_PROPOSED, c->now, why);
    return id && tell(c, "privacy.erasure_proposed", p.id, SAY(N_("提出删除一位居民的个人信息")),
                     AUDIENCE_STAFF)
               ? id
               : 0;
}

#define ERASURE \
    "SELECT e.id, e.person_id, e.asked_by, e.asked_at, e.due_at, e.decided_at, e.state, p.name," \
    " e.why, a.name FROM erasure e JOIN person p ON p.area_id = e.area_id AND p.id = e.person_id" \
    " LEFT JOIN person a ON a.area_id = e.area_id AND a.id = e.asked_by"

static bool read_erasures(struct rows *r, struct erasures *out)
{
    while (rows_next(r)) {
        struct erasure e = {.id = row_int(r, 0),
            .person_id = row_int(r, 1),
            .asked_by = row_int(r, 2),
            .asked_at = row_int(r, 3),
            .due_at = row_int(r, 4),
            .decided_at = row_int(r, 5),
            .state = (enum erasure_state)row_int(r, 6),
            .person = row_text(r, 7),
            .why = row_text(r, 8),
            .by = row_text(r, 9)};
        list_push(r->c->arena, out, e);
    }
    return rows_end(r);
}

bool privacy_erasures(struct ctx *c, int64_t person_id, struct erasures *out)
{
    struct rows r = db_query(c,
        ERASURE " WHERE e.area_id = ?1 AND CASE WHEN ?2 = 0 THEN e.state IN (1, 2)"
                " ELSE e.person_id = ?2 END ORDER BY e.id DESC LIMIT 200",
        V(c->area_id), V(person_id));
    return read_erasures(&r, out);
}

bool privacy_erasure(struct ctx *c, int64_t id, struct erasure *out)
{
    struct erasures found = {0};
    struct rows r =
        db_query(c, ERASURE " WHERE e.area_id = ?1 AND e.id = ?2", V(c->area_id), V(id));
    if (!read_erasures(&r, &found)) {
        return false;
    }
    if (!found.n) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这个请求")));
    }
    *out = found.v[0];
    return true;
}

bool privacy_close_erasure(
    struct ctx *c, const struct erasure *e, enum erasure_state state, const char *why)
{
    return db_exec(c,
               "UPDATE erasure SET state = ?3, decided_by = ?4, decided_at = ?5, why = ?6"
               " WHERE area_id = ?1 AND id = ?2 AND state IN (1, 2)",
               V(c->area_id), V(e->id), V((int)state), V0(c->who.person_id), V(c->now),
               V(str_or(why, ""))) == 1;
}

bool privacy_confirm_erasure(struct ctx *c, int64_t id)
{
    struct erasure e;
    if (!privacy_erasure(c, id, &e)) {
        return false;
    }
    if (e.state != ERASE_PROPOSED) {
        return fail(
            &c->err, ERR_CONFLICT, SAY(N_("这个请求已经办过、撤回了，或者还在等本人反悔的日子。")));
    }
    if (e.asked_by == c->who.person_id) {
        return refuse(&c->err, NULL, SAY(N_("删除要另一位工作人员确认，提出的人不能自己确认。")));
    }
    return privacy_erase(c, e.person_id) && privacy_close_erasure(c, &e, ERASE_DONE, "");
}

bool privacy_drop_erasure(struct ctx *c, int64_t id, const char *why)
{
    struct erasure e;
    if (!privacy_erasure(c, id, &e)) {
        return false;
    }
    if (e.state != ERASE_PROPOSED && e.state != ERASE_WAITS) {
        return fail(&c->err, ERR_CONFLICT, SAY(N_("这个请求已经办过或者撤回了。")));
    }
    if (!privacy_is_mine(c, e.person_id) && str_empty(why)) {
        return refuse(&c->err, "why", SAY(N_("请写明为什么不删，本人看得到。")));
    }
    return privacy_close_erasure(c, &e, ERASE_DROPPED, why) &&
           record(c, &(struct fact){.kind = "privacy.erasure_dropped",
                         .subject_id = e.person_id,
                         .place_id = c->area_id,
                         .audience = AUDIENCE_CASE,
                         .words = SAY(N_("不删除个人信息了")),
                         .text = str_or(why, "")});
}

bool privacy_is_mine(struct ctx *c, int64_t person_id)
{
    return c->who.person_id && people_one(c, person_id) == c->who.person_id;
}

/* What this room itself holds ------------------------------------------------------------------ */
const struct personal privacy_personal[] = {
    {"consents", N_("同意和收回"),
        "SELECT id, kind, what, said_by, evidence, given_at, withdrawn_at FROM consent WHERE area_id = ?1"
        " AND person_id = ?2 ORDER BY id",
        .columns = {{N_("哪一件"), PERSONAL_CHOICE, .choices = consent_kinds},
            {N_("做什么用"), PERSONAL_TEXT}, {N_("谁说的"), PERSONAL_TEXT},
            {N_("凭据"), PERSONAL_TEXT}, {N_("什么时候同意"), PERSONAL_TIME},
            {N_("什么时候收回"), PERSONAL_TIME}}},
    {"erasures", N_("删除的请求"),
        "SELECT id, why, asked_at, due_at FROM erasure WHERE area_id = ?1 AND person_id = ?2"
        " ORDER BY id",
        .columns = {{N_("说明"), PERSONAL_TEXT}, {N_("什么时候"), PERSONAL_TIME},
            {N_("哪天办"), PERSONAL_TIME}}},
    {0},
};

void privacy_forget(struct ctx *c, int64_t person_id)
{
    db_exec(c,
        "UPDATE consent SET what = '', said_by = '', evidence = '',"
        " withdrawn_at = COALESCE(withdrawn_at, ?3) WHERE area_id = ?1 AND person_id = ?2",
        V(c->area_id), V(person_id), V(c->now));
    db_exec(c, "UPDATE erasure SET why = '' WHERE area_id = ?1 AND person_id = ?2", V(c->area_id),
        V(person_id));
    db_exec(c, "DELETE FROM data_copy WHERE area_id = ?1 AND person_id = ?2", V(c->area_id),
        V(person_id));
}

/* The register --------------------------------------------------------------------------------- */
const struct choice consent_kinds[] = {
    {CONSENT_NAME, "name", N_("公开姓名"), N_("光荣榜、名单、海报上写我的名字。")},
    {CONSENT_PHOTO, "photo", N_("公开照片"), N_("活动照片里有我。")},
    {CONSENT_CARE, "care", N_("关爱走访"), N_("记下身体和生活上的情况，有人定期来看。")},
    {CONSENT_PHONE, "phone", N_("公开电话"), N_("电话印在连心卡、海报上。")},
    {CONSENT_CHILD, "child", N_("孩子参加活动"), N_("不满十四岁，由监护人同意。")},
    {CONSENT_GROUP, "group", N_("拉进楼组群"), NULL},
    {CONSENT_OTHER, "other", N_("其他"), NULL},
    {0},
};
static const struct choice channels[] = {
    {CHANNEL_WEB, "web", N_("网上")},
    {CHANNEL_PHONE, "phone", N_("电话")},
    {CHANNEL_PAPER, "paper", N_("纸上")},
    {CHANNEL_VISIT, "visit", N_("上门")},
    {CHANNEL_GROUP, "group", N_("群里")},
    {CHANNEL_SYSTEM, "system", N_("系统")},
    {0},
};

#define FROM \
    " FROM consent k JOIN person p ON p.area_id = k.area_id AND p.id = k.person_id" \
    " WHERE k.area_id = ?1 AND ?2 = ?2" \
    " AND CASE WHEN k.withdrawn_at IS NULL THEN 1 ELSE 2 END BETWEEN ?3 AND ?4" \
    " AND (?10 = '' OR replace(p.name || k.what, ?10, '') <> p.name || k.what)"

static const struct column columns[] = {
    {.name = "person", .label = N_("谁的"), .type = COL_TEXT, .title = true},
    {.name = "kind", .label = N_("哪一件"), .type = COL_CHOICE, .choices = consent_kinds},
    {.name = "what", .label = N_("做什么用"), .type = COL_TEXT, .brief = true},
    {.name = "said_by", .label = N_("谁说的"), .type = COL_TEXT, .brief = true},
    {.name = "channel", .label = N_("怎么说的"), .type = COL_CHOICE, .choices = channels},
    {.name = "evidence", .label = N_("凭据"), .type = COL_TEXT, .brief = true},
    {.name = "given", .label = N_("什么时候同意"), .type = COL_TIME},
    {.name = "withdrawn", .label = N_("什么时候收回"), .type = COL_TIME, .brief = true},
    {0},
};
static const struct list_filter filters[] = {
    {.name = "stands", .label = N_("有效"), .lo = 1, .hi = 1},
    {.name = "withdrawn", .label = N_("已收回"), .lo = 2, .hi = 2},
    {0},
};
const struct list consents_list = {
    .name = "consents",
    .title = N_("同意登记册"),
    .columns = columns,
    .filters = filters,
    .orders = {{
        .name = "newest",
        .label = N_("最近的在前"),
        .sql = "SELECT k.id, k.person_id, p.name, k.kind, k.what, k.said_by, k.channel,"
               " k.evidence, k.given_at, k.withdrawn_at" FROM
               " AND k.id < ?6 ORDER BY 1 DESC, 2 DESC LIMIT ?8",
        .descending = true,
    }},
    .count_sql = "SELECT count(*)" FROM,
    .row_path = "privacy/{id}",
    .empty = N_("还没有登记同意。居民自己可以登记，也可以由居委会照纸上的登记。"),
    .counted = N_("共 {0} 条"),
};
