/* notices_store.c - every SQL statement about a notice itself, its versions and its readers. */
#include "src/notices/notices_store.h"

const struct choice notices_kinds[] = {
    {NOTICE_PLAIN, "plain", N_("通知"), .tag = "doing", .icon = "info"},
    {NOTICE_OUTAGE, "outage", N_("停水停电"), .tag = "late", .icon = "alert"},
    {NOTICE_DUTY, "duty", N_("居务公开"), .tag = "done", .icon = "paper"},
    {NOTICE_OPEN, "open", N_("公示"), .tag = "wait", .icon = "clock"},
    {NOTICE_DECISION, "decision", N_("决定"), .tag = "done", .icon = "check"},
    {NOTICE_EVENT, "event", N_("活动"), .tag = "new", .icon = "calendar"},
    {NOTICE_OTHER, "other", N_("其他"), .tag = "doing", .icon = "info"},
    {0},
};
const struct choice notices_states[] = {
    {NOTICE_COMING, "coming", N_("还没到日子"), .tag = "new", .icon = "clock"},
    {NOTICE_NOW, "now", N_("正在公布"), .tag = "doing", .icon = "check"},
    {NOTICE_ENDED, "ended", N_("到期了"), .tag = "no", .icon = "minus"},
    {NOTICE_TAKEN, "taken", N_("提前撤下"), .tag = "no", .icon = "cross"},
    {0},
};
const struct choice notices_audiences[] = {
    {AUDIENCE_PUBLIC, "public", N_("所有人"), N_("不登录也看得到")},
    {AUDIENCE_AREA, "area", N_("本居民区的居民"), N_("登录并确认住在这里")},
    {AUDIENCE_PLACE, "place", N_("只有那里的居民"), N_("比如只给本楼")},
    {0},
};

struct bulletin notices_row(const struct rows *r)
{
    return (struct bulletin){.id = row_int(r, 0),
        .no = row_int(r, 1),
        .kind = (enum notice_kind)row_int(r, 2),
        .duty = row_int(r, 3),
        .place_id = row_int(r, 4),
        .body_id = row_int(r, 5),
        .audience = (enum audience)row_int(r, 6),
        .title = row_text(r, 7),
        .text = row_text(r, 8),
        .hours = row_text(r, 9),
        .valid_from = row_text(r, 10),
        .valid_to = str_or(row_text(r, 11), ""),
        .decided_on = row_text(r, 12),
        .decided_by = row_text(r, 13),
        .version = row_int(r, 14),
        .made_at = row_int(r, 15),
        .made_by = row_int(r, 16),
        .taken_at = row_int(r, 17),
        .taken_why = row_text(r, 18),
        .place = row_text(r, 19),
        .body = row_text(r, 20)};
}

static struct value day_or_null(const char *day)
{
    return str_empty(day) ? NONE : V(day);
}

static bool tell(
    struct ctx *c, const char *kind, const struct bulletin *n, const char *msgid, const char *text)
{
    const struct choice *k = choice_of(notices_kinds, (int64_t)n->kind);
    return record(c, &(struct fact){.kind = kind,
                         .subject_id = n->id,
                         .place_id = n->place_id,
                         .audience = n->audience,
                         .words = WORDS(msgid, MSG(k->label), INT(n->no)),
                         .text = text});
}

bool notices_publish(struct ctx *c, struct bulletin *n)
{
    n->id = new_id(c);
    n->version = 1;
    n->no = 1 + db_int(c, "SELECT max(no) FROM notice WHERE area_id = ?1", V(c->area_id));
    db_exec(c,
        "INSERT INTO notice (area_id, id, no, kind, duty, place_id, body_id, audience, title, text,"
        " hours, valid_from, valid_to, decided_on, decided_by, made_at, made_by)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        V(c->area_id), V(n->id), V(n->no), V((int)n->kind), V(n->duty), V(n->place_id),
        V(n->body_id), V((int)n->audience), V(n->title), V(n->text), V(str_or(n->hours, "")),
        V(n->valid_from), day_or_null(n->valid_to), V(str_or(n->decided_on, "")),
        V(str_or(n->decided_by, "")), V(c->now), V0(c->act.person_id));
    notices_put_words(c, n);
    return tell(c, "notices.published", n, N_("发布{0}，编号 {1}"), n->title);
}

static void keep_version(struct ctx *c, const struct bulletin *was, const char *why)
{
    db_exec(c,
        "INSERT INTO notice_was (area_id, notice_id, version, title, text, hours, valid_from,"
        " valid_to, replaced_at, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        V(c->area_id), V(was->id), V(was->version), V(was->title), V(was->text), V(was->hours),
        V(was->valid_from), day_or_null(was->valid_to), V(c->now), V(why));
}

bool notices_change(struct ctx *c, struct bulletin *n, int64_t seen_version, const char *why)
{
    struct bulletin was;
    if (!notices_by_id(c, n->id, &was)) {
        return false;
    }
    if (was.version != seen_version) {
        return fail(&c->err, ERR_CONFLICT,
            WORDS(N_("刚刚有人改成了第 {0} 版，请看过再改。"), INT(was.version)));
    }
    if (!notices_may_change(&was, n, &c->err)) {
        return false;
    }
    keep_version(c, &was, why);
    n->version = was.version + 1;
    db_exec(c,
        "UPDATE notice SET title = ?3, text = ?4, hours = ?5, valid_from = ?6, valid_to = ?7,"
        " version = ?8 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(n->id), V(n->title), V(n->text), V(str_or(n->hours, "")), V(n->valid_from),
        day_or_null(n->valid_to), V(n->version));
    notices_put_words(c, n);
    return tell(c, "notices.changed", n, N_("改正{0}，编号 {1}"), why);
}

bool notices_take(struct ctx *c, const struct bulletin *n, const char *why)
{
    int64_t done = db_exec(c,
        "UPDATE notice SET taken_at = ?3, taken_why = ?4 WHERE area_id = ?1 AND id = ?2"
        " AND taken_at IS NULL",
        V(c->area_id), V(n->id), V(c->now), V(why));
    if (!done) {
        return c->err.kind ? false : refuse(&c->err, NULL, SAY(N_("已经撤下了。")));
    }
    return tell(c, "notices.taken", n, N_("提前撤下{0}，编号 {1}"), why);
}

static bool one(struct ctx *c, struct rows *r, struct bulletin *out)
{
    bool found = rows_next(r);
    if (found) {
        *out = notices_row(r);
    }
    return rows_end(r) && (found || fail(&c->err, ERR_ABSENT, SAY(N_("没有这条公告。"))));
}

bool notices_by_id(struct ctx *c, int64_t id, struct bulletin *out)
{
    struct rows r =
        db_query(c, "SELECT " NOTICE_COLUMNS NOTICE_TABLES " WHERE n.area_id = ?1 AND n.id = ?2",
            V(c->area_id), V(id));
    return one(c, &r, out);
}

int64_t notices_by_no(struct ctx *c, int64_t no)
{
    return db_int(c, "SELECT id FROM notice WHERE area_id = ?1 AND no = ?2", V(c->area_id), V(no));
}

bool notices_was(struct ctx *c, int64_t id, struct notice_wases *out)
{
    struct rows r = db_query(c,
        "SELECT version, replaced_at, title, text, hours, valid_from, valid_to, why"
        " FROM notice_was WHERE area_id = ?1 AND notice_id = ?2 ORDER BY version DESC",
        V(c->area_id), V(id));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct notice_was){row_int(&r, 0), row_int(&r, 1), row_text(&r, 2), row_text(&r, 3),
                row_text(&r, 4), row_text(&r, 5), str_or(row_text(&r, 6), ""), row_text(&r, 7)}));
    }
    return rows_end(&r);
}

#define TODAY \
    " n.area_id = ?1 AND n.taken_at IS NULL AND (n.kind = 2 OR n.valid_from <= ?3)" \
    " AND (n.valid_to IS NULL OR n.valid_to > ?3) AND n.audience <= ?4"
/* Urgent first; then a stair's own, a covering's, the area's; then the newest. */
#define NEAREST \
    " ORDER BY CASE WHEN n.kind = 2 THEN 0 ELSE 1 END," \
    " CASE n.place_id WHEN ?2 THEN 0 WHEN ?1 THEN 2 ELSE 1 END, n.valid_from DESC, n.id DESC"

bool notices_today(
    struct ctx *c, int64_t place_id, enum audience most, int limit, struct bulletins *out)
{
    struct rows r = db_query(c,
        "SELECT " NOTICE_COLUMNS NOTICE_TABLES " WHERE" TODAY
        " AND (?2 = 0 OR" NOTICE_OVER("?5") ")" NEAREST " LIMIT ?6",
        V(c->area_id), V(place_id), V(day_text(c->arena, c->now)), V((int)most), V(c->now),
        V(limit));
    while (rows_next(&r)) {
        list_push(c->arena, out, notices_row(&r));
    }
    return rows_end(&r);
}

/* Decisions ------------------------------------------------------------------------------------ */
bool notices_carry_out(struct ctx *c, const struct bulletin *n, const struct notice_step *s)
{
    db_exec(c,
        "INSERT INTO notice_step (area_id, id, notice_id, day, text, file_id, made_by, made_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        V(c->area_id), V(new_id(c)), V(n->id), V(s->day), V(s->text), V0(s->file_id),
        V0(c->act.person_id), V(c->now));
    return tell(c, "notices.carried_out", n, N_("登记{0}的落实，编号 {1}"), s->text);
}

bool notices_steps(struct ctx *c, int64_t notice_id, struct notice_steps *out)
{
    struct rows r = db_query(c,
        "SELECT id, file_id, day, text FROM notice_step WHERE area_id = ?1 AND notice_id = ?2"
        " ORDER BY day, id",
        V(c->area_id), V(notice_id));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct notice_step){
                row_int(&r, 0), row_int(&r, 1), row_text(&r, 2), row_text(&r, 3)}));
    }
    return rows_end(&r);
}

/* Readers -------------------------------------------------------------------------------------- */
bool notices_read(struct ctx *c, int64_t id)
{
    db_exec(c,
        "INSERT INTO notice_read (area_id, notice_id, person_id, read_at) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT DO NOTHING",
        V(c->area_id), V(id), V(c->act.person_id), V(c->now));
    return !c->err.kind;
}

int64_t notices_readers(struct ctx *c, int64_t id)
{
    return db_int(c, "SELECT count(*) FROM notice_read WHERE area_id = ?1 AND notice_id = ?2",
        V(c->area_id), V(id));
}

bool notices_has_read(struct ctx *c, int64_t id)
{
    return c->who.person_id &&
           db_int(c,
               "SELECT count(*) FROM notice_read WHERE area_id = ?1 AND notice_id = ?2"
               " AND person_id = ?3",
               V(c->area_id), V(id), V(c->who.person_id));
}

const struct personal notices_personal[] = {
    {"notices", N_("说过看了的公告"),
        "SELECT n.id, n.title, r.read_at FROM notice_read r JOIN notice n"
        " ON n.area_id = r.area_id AND n.id = r.notice_id"
        " WHERE r.area_id = ?1 AND r.person_id = ?2 ORDER BY n.id",
        .columns = {{N_("公告"), PERSONAL_TEXT}, {N_("什么时候"), PERSONAL_TIME}}},
    {0},
};
