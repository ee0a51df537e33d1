#include "lib/base/app.h"
#include "lib/net/sms.h"
#include "src/safety/safety.h"

enum { DAYS = 30 };

static int64_t notes_of(struct ctx *c, const char *kind)
{
    return db_int(c,
        "SELECT count(*) FROM note WHERE kind = ?1 AND at >= ?2 AND area_id IN (0, ?3)", V(kind),
        V(c->now - DAYS * MS_PER_DAY), V(c->area_id));
}

/* Staff of this area: who has a login and a claim made for it; and whether a post is left. */
static bool load_staff(struct ctx *c, struct safety *out)
{
    struct ids with = {0}, without = {0};
    struct rows r = db_query(c,
        "SELECT DISTINCT k.account_id, EXISTS (SELECT 1 FROM post p WHERE p.area_id = ?1"
        " AND p.person_id = k.person_id AND p.valid_from <= ?2"
        " AND (p.valid_to IS NULL OR p.valid_to > ?2)) FROM claim k"
        " WHERE k.area_id = ?1 AND k.via = 5 AND k.state = 2 AND k.account_id <> 0",
        V(c->area_id), V(day_text(c->arena, c->now)));
    while (rows_next(&r)) {
        list_push(c->arena, row_int(&r, 1) ? &with : &without, row_int(&r, 0));
    }
    bool ok = rows_end(&r);
    for (size_t i = 0; ok && i < with.n + without.n; i++) {
        bool has = i < with.n;
        int64_t kind = db_int(c,
            "SELECT CASE WHEN totp IS NULL THEN 2 ELSE 1 END FROM account"
            " WHERE id = ?1 AND closed_at IS NULL AND login IS NOT NULL",
            V(has ? with.v[i] : without.v[i - with.n]));
        out->staff += kind > 0;
        out->no_second += kind == 2;
        out->post_ended += kind > 0 && !has;
        ok = !c->err.kind;
    }
    return ok;
}

static void load_counts(struct ctx *c, struct safety *out)
{
    out->default_logins = db_int(c,
        "SELECT count(*) FROM account WHERE login IN"
        " ('admin', 'administrator', 'root', 'test', 'guest', 'user', 'demo')"
        " AND closed_at IS NULL",
        NONE);
    out->phones = db_int(c,
        "SELECT count(DISTINCT account_id) FROM session WHERE account_id <> 0 AND seen_at >= ?1",
        V(c->now - DAYS * MS_PER_DAY));
    out->foreign = notes_of(c, "foreign_id");
    out->wrong = notes_of(c, "wrong_code") + notes_of(c, "denied");
    out->stuck_jobs =
        db_int(c, "SELECT count(*) FROM job WHERE area_id = ?1 AND done_at IS NULL AND tries >= 5",
            V(c->area_id));
    out->steps = db_int(c, "SELECT count(*) FROM migration", NONE);
}

bool safety_load(struct ctx *c, struct safety *out)
{
    *out = (struct safety){.now = c->now,
        .sms = sms_reaches(c->app),
        .demo = c->app->demo,
        .tls = c->app->tls,
        .free_mib = -1,
        .key_mode = -1};
    out->backup_planned = !str_empty(c->app->backup_dir);
    if (!backup_state(c, &out->backup) || !load_staff(c, out)) {
        return false;
    }
    load_counts(c, out);
    return !c->err.kind;
}

static const struct column columns[] = {
    {.name = "what", .label = N_("看什么"), .type = COL_TEXT, .title = true},
    {.name = "state", .label = N_("怎么样"), .type = COL_CHOICE, .choices = safety_states},
    {.name = "says", .label = N_("现在的情况"), .type = COL_TEXT},
    {.name = "todo", .label = N_("要做什么"), .type = COL_TEXT},
    {0},
};
static const struct list_filter filters[] = {
    {.name = "all", .label = N_("全部"), .lo = 1, .hi = 2},
    {0},
};
const struct list safety_list = {
    .name = "safety",
    .title = N_("安全自查"),
    .columns = columns,
    .filters = filters,
    .orders = {{.name = "order", .label = N_("按次序"), .sql = ""}},
    .empty = N_("没有要看的。"),
    .counted = N_("共 {0} 项"),
};
