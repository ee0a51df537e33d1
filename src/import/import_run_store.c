/* import_run_store.c - an uploaded roster on its way: read, looked at, put. */
#include <jansson.h>
#include <stdlib.h>

#include "lib/db/job.h"
#include "lib/log/log.h"
#include "src/import/import.h"

static const char *bad_to_json(struct arena *a, const struct import_run *run)
{
    json_t *all = json_array();
    for (size_t i = 0; i < run->n_bad; i++) {
        json_array_append_new(
            all, json_pack("[i,s]", run->bad[i].number, words_to_json(a, run->bad[i].why)));
    }
    size_t n = json_dumpb(all, NULL, 0, JSON_COMPACT);
    char *out = arena_alloc(a, n + 1);
    must(json_dumpb(all, out, n, JSON_COMPACT) == n);
    json_decref(all);
    return out;
}

static void bad_from_json(struct arena *a, const char *text, struct import_run *run)
{
    json_t *all = json_loads(text, 0, NULL), *one;
    size_t i;
    run->bad = arena_alloc(a, (json_array_size(all) + 1) * sizeof(*run->bad));
    json_array_foreach(all, i, one)
    {
        const char *words = json_string_value(json_array_get(one, 1));
        run->bad[run->n_bad++] = (struct roster_bad){
            .number = (int)json_integer_value(json_array_get(one, 0)),
            .why = words_from_json(a, str_or(words, "")),
        };
    }
    json_decref(all);
}

bool import_start(struct ctx *c, struct import_run *run)
{
    run->id = new_id(c);
    run->state = IMPORT_READING;
    db_exec(c,
        "INSERT INTO import_run (area_id, id, state, path, filename, compound, account_id, made_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        V(c->area_id), V(run->id), V((int)run->state), V(run->path), V(run->filename),
        V(run->compound), V(c->who.account_id), V(c->now));
    return job_put(c, "import.read", run->id, c->now);
}

bool import_by_id(struct ctx *c, int64_t id, struct import_run *out)
{
    struct rows r = db_query(c,
        "SELECT id, account_id, made_at, state, skip_bad, path, filename, compound, fresh_rows,"
        " changed_rows, same_rows, bad_rows, compounds, buildings, units, people, bad, failed"
        " FROM import_run WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(id));
    bool found = rows_next(&r);
    if (found) {
        *out = (struct import_run){
            .id = row_int(&r, 0),
            .account_id = row_int(&r, 1),
            .made_at = row_int(&r, 2),
            .state = (enum import_state)row_int(&r, 3),
            .skip_bad = row_int(&r, 4) != 0,
            .path = row_text(&r, 5),
            .filename = row_text(&r, 6),
            .compound = row_text(&r, 7),
            .counts = {row_int(&r, 8), row_int(&r, 9), row_int(&r, 10), row_int(&r, 11),
                row_int(&r, 12), row_int(&r, 13), row_int(&r, 14), row_int(&r, 15)},
            .failed = words_from_json(c->arena, row_text(&r, 17)),
        };
        bad_from_json(c->arena, row_text(&r, 16), out);
    }
    return rows_end(&r) &&
           (found || fail(&c->err, ERR_ABSENT, SAY(N_("没有这次导入，请重新传一次名册"))));
}

int64_t import_open(struct ctx *c)
{
    return db_int(c, "SELECT max(id) FROM import_run WHERE area_id = ?1 AND state BETWEEN 1 AND 3",
        V(c->area_id));
}

/* From one state to the next; somebody else may have pressed the button first. */
static bool step(struct ctx *c, int64_t id, enum import_state from, enum import_state to)
{
    int64_t changed =
        db_exec(c, "UPDATE import_run SET state = ?4 WHERE area_id = ?1 AND id = ?2 AND state = ?3",
            V(c->area_id), V(id), V((int)from), V((int)to));
    return !c->err.kind &&
           (changed || fail(&c->err, ERR_CONFLICT, SAY(N_("这次导入已经有人处理过了"))));
}

bool import_confirm(struct ctx *c, int64_t id, bool skip_bad)
{
    struct import_run run;
    if (!import_by_id(c, id, &run) || !step(c, id, IMPORT_READ, IMPORT_PUTTING)) {
        return false;
    }
    if (run.counts.bad && !skip_bad) {
        return refuse(&c->err, "skip_bad",
            WORDS(N_("有 {0} 行看不懂。改好表格再传一次，或者勾选「先不管这几行」"),
                INT(run.counts.bad)));
    }
    db_exec(c, "UPDATE import_run SET skip_bad = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(id), V(skip_bad));
    struct fact f = {
        .kind = "import.confirmed",
        .subject_id = id,
        .audience = AUDIENCE_STAFF,
        .words = WORDS(N_("同意导入名册：新增 {0} 行，改动 {1} 行"), INT(run.counts.fresh),
            INT(run.counts.changed)),
        .text = "",
    };
    return record(c, &f) && job_put(c, "import.put", id, c->now);
}

bool import_drop(struct ctx *c, int64_t id)
{
    return step(c, id, IMPORT_READ, IMPORT_DROPPED);
}

bool import_save(struct ctx *c, const struct import_run *run)
{
    const struct roster_counts *n = &run->counts;
    db_exec(c,
        "UPDATE import_run SET state = ?3, fresh_rows = ?4, changed_rows = ?5, same_rows = ?6,"
        " bad_rows = ?7, compounds = ?8, buildings = ?9, units = ?10, people = ?11, bad = ?12,"
        " failed = ?13 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(run->id), V((int)run->state), V(n->fresh), V(n->changed), V(n->same),
        V(n->bad), V(n->compounds), V(n->buildings), V(n->units), V(n->people),
        V(bad_to_json(c->arena, run)),
        V(run->failed.msgid ? words_to_json(c->arena, run->failed) : ""));
    return !c->err.kind;
}
