#include <stdio.h>
#include <string.h>

#include "lib/log/log.h"

static int64_t insert(struct ctx *c, const char *key, const char *route)
{
    const struct act *a = &c->act;
    return db_int(c,
        "INSERT INTO act (area_id, id, act_key, route, account_id, person_id, hand, channel,"
        " happened_at, received_at, typed_at, evidence)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
        " ON CONFLICT (area_id, act_key) DO NOTHING RETURNING id",
        V(c->area_id), V(a->id), V(key), V(route), V0(c->who.account_id), V0(a->person_id),
        V((int)a->hand), V((int)a->channel), V(a->happened_at), V(a->received_at), V(a->typed_at),
        V(str_or(a->evidence, "")));
}

static enum act_state replay(struct ctx *c, const char *route, int *status, const char **location)
{
    struct rows r = db_query(c,
        "SELECT id, route, account_id, status, location FROM act"
        " WHERE area_id = ?1 AND act_key = ?2",
        V(c->area_id), V((const char *)c->act.key));
    bool ours = false;
    if (rows_next(&r)) {
        ours = str_same(row_text(&r, 1), route) && row_int(&r, 2) == c->who.account_id;
        c->act.id = row_int(&r, 0);
        *status = (int)row_int(&r, 3);
        *location = row_null(&r, 4) ? NULL : row_text(&r, 4);
    }
    if (!rows_end(&r)) {
        return ACT_FAILED;
    }
    if (!ours) {
        fail(&c->err, ERR_CONFLICT, SAY(N_("这个表单已经用过了，请刷新后再填一次")));
        return ACT_FAILED;
    }
    return ACT_REPLAYED;
}

enum act_state act_begin(struct ctx *c, const char *route, int *status, const char **location)
{
    must(c->area_id);
    c->act.id = new_id(c);
    if (str_empty(c->act.key)) { /* nothing to recognise a repetition by */
        snprintf(c->act.key, sizeof(c->act.key), "id-%lld", (long long)c->act.id);
    }
    int64_t inserted = insert(c, c->act.key, route);
    if (c->err.kind) {
        return ACT_FAILED;
    }
    return inserted ? ACT_NEW : replay(c, route, status, location);
}

bool act_end(struct ctx *c, int status, const char *location)
{
    db_exec(c, "UPDATE act SET status = ?3, location = ?4 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(c->act.id), V(status), V(location));
    return !c->err.kind;
}

bool act_refused(struct ctx *c)
{
    const char *key = arena_printf(c->arena, "refused-%lld", (long long)c->act.id);
    db_exec(c, "UPDATE act SET status = 422, act_key = ?3 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(c->act.id), V(key));
    return !c->err.kind;
}

bool act_system(struct ctx *c)
{
    int64_t id = new_id(c), now = c->now;
    c->act = (struct act){.id = id,
        .hand = HAND_SYSTEM,
        .channel = CHANNEL_SYSTEM,
        .happened_at = now,
        .received_at = now,
        .typed_at = now,
        .evidence = ""};
    insert(c, arena_printf(c->arena, "system-%lld", (long long)id), "system");
    return !c->err.kind;
}
