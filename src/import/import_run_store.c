/* import_run_store.c - an uploaded roster on its way: mapped, tried, put, taken back. */
#include "lib/db/job.h"
#include "lib/log/log.h"
#include "src/import/import.h"

bool import_make(struct ctx *c, struct import_run *run)
{
    run->id = new_id(c);
    db_exec(c,
        "INSERT INTO import_run (area_id, id, state, path, filename, compound, account_id, made_at,"
        " kind) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        V(c->area_id), V(run->id), V((int)run->state), V(run->path), V(run->filename),
        V(str_or(run->compound, "")), V(c->who.account_id), V(c->now),
        V(run->kind == IMPORT_POSTS ? (int)IMPORT_POSTS : (int)IMPORT_ROSTER));
    return !c->err.kind;
}

bool import_start(struct ctx *c, struct import_run *run)
{
    run->state = IMPORT_LOOKING;
    return import_make(c, run) && job_put(c, "import.look", run->id, c->now);
}

static struct roster_counts counts_row(const struct rows *r, int from)
{
    return (struct roster_counts){
        .fresh = row_int(r, from),
        .changed = row_int(r, from + 1),
        .same = row_int(r, from + 2),
        .bad = row_int(r, from + 3),
        .asked = row_int(r, from + 4),
        .compounds = row_int(r, from + 5),
        .buildings = row_int(r, from + 6),
        .units = row_int(r, from + 7),
        .people = row_int(r, from + 8),
        .hidden = row_int(r, from + 9),
        .notes = row_int(r, from + 10),
        .carried = row_int(r, from + 11),
    };
}

static struct import_run run_row(const struct rows *r)
{
    struct import_run run = {
        .id = row_int(r, 0),
        .account_id = row_int(r, 1),
        .made_at = row_int(r, 2),
        .state = (enum import_state)row_int(r, 3),
        .skip_bad = row_int(r, 4) != 0,
        .path = row_text(r, 5),
        .filename = row_text(r, 6),
        .compound = row_text(r, 7),
        .tab = row_int(r, 8),
        .answers = row_text(r, 10),
        .counts = counts_row(r, 11),
        .kind = (enum import_kind)row_int(r, 27),
    };
    if (!roster_map_parse(row_text(r, 9), &run.map)) {
        run.map = (struct roster_map){0};
    }
    return run;
}

#define RUN \
    "SELECT id, account_id, made_at, state, skip_bad, path, filename, compound, tab, map, answers," \
    " fresh_rows, changed_rows, same_rows, bad_rows, asked_rows, compounds, buildings, units," \
    " people, hidden_rows, note_rows, carried_rows, preview, shown, blocked, failed, kind" \
    " FROM import_run WHERE area_id = ?1"

bool import_by_id(struct ctx *c, int64_t id, struct import_run *out)
{
    struct rows r = db_query(c, RUN " AND id = ?2", V(c->area_id), V(id));
    bool found = rows_next(&r);
    if (found) {
        *out = run_row(&r);
        import_preview_parse(c->arena, row_text(&r, 23), &out->preview);
        import_shown_parse(c->arena, row_text(&r, 24), out);
        import_blocked_parse(c->arena, row_text(&r, 25), out);
        out->failed = words_from_json(c->arena, row_text(&r, 26));
    }
    return rows_end(&r) &&
           (found || fail(&c->err, ERR_ABSENT, SAY(N_("没有这次导入，请重新传一次名册"))));
}

bool import_recent(struct ctx *c, struct import_runs *out)
{
    struct rows r = db_query(c, RUN " ORDER BY id DESC LIMIT 20", V(c->area_id));
    while (rows_next(&r)) {
        list_push(c->arena, out, run_row(&r));
    }
    return rows_end(&r);
}

int64_t import_open(struct ctx *c)
{
    return db_int(c, "SELECT max(id) FROM import_run WHERE area_id = ?1 AND state BETWEEN 1 AND 5",
        V(c->area_id));
}

bool import_save(struct ctx *c, const struct import_run *run)
{
    const struct roster_counts *n = &run->counts;
    struct arena *a = c->arena;
    db_exec(c,
        "UPDATE import_run SET state = ?3, fresh_rows = ?4, changed_rows = ?5, same_rows = ?6,"
        " bad_rows = ?7, compounds = ?8, buildings = ?9, units = ?10, people = ?11, shown = ?12,"
        " failed = ?13, asked_rows = ?14, hidden_rows = ?15, note_rows = ?16, carried_rows = ?17,"
        " blocked = ?18, tab = ?19, map = ?20, compound = ?21 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(run->id), V((int)run->state), V(n->fresh), V(n->changed), V(n->same),
        V(n->bad), V(n->compounds), V(n->buildings), V(n->units), V(n->people),
        V(import_shown(a, run)), V(run->failed.msgid ? words_to_json(a, run->failed) : ""),
        V(n->asked), V(n->hidden), V(n->notes), V(n->carried), V(import_blocked(a, run)),
        V(run->tab), V(run->map.header ? roster_map_text(a, &run->map) : ""), V(run->compound));
    return !c->err.kind;
}

bool import_keep_preview(struct ctx *c, int64_t id, const struct sheets *all)
{
    db_exec(c, "UPDATE import_run SET preview = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(id), V(import_preview(c->arena, all)));
    return !c->err.kind;
}

/* Steps ---------------------------------------------------------------------------------------- */
/* From one state to the next; somebody else may have pressed the button first. */
static bool step(struct ctx *c, int64_t id, enum import_state from, enum import_state to)
{
    int64_t changed =
        db_exec(c, "UPDATE import_run SET state = ?4 WHERE area_id = ?1 AND id = ?2 AND state = ?3",
            V(c->area_id), V(id), V((int)from), V((int)to));
    return !c->err.kind &&
           (changed || fail(&c->err, ERR_CONFLICT, SAY(N_("这次导入已经有人处理过了"))));
}

bool import_map_run(struct ctx *c, const struct import_run *run)
{
    bool roster = run->kind != IMPORT_POSTS;
    struct words lacks = roster ? roster_map_lacks(&run->map, run->compound) : (struct words){0};
    if (lacks.msgid) {
        return refuse(&c->err, "compound", lacks);
    }
    if (!step(c, run->id, IMPORT_MAPPING, IMPORT_READING)) {
        return false;
    }
    db_exec(c,
        "UPDATE import_run SET tab = ?3, map = ?4, compound = ?5, answers = ''"
        " WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(run->id), V(run->tab), V(roster_map_text(c->arena, &run->map)),
        V(run->compound));
    return job_put(c, "import.read", run->id, c->now);
}

bool import_remap(struct ctx *c, int64_t id)
{
    return step(c, id, IMPORT_READ, IMPORT_MAPPING);
}

bool import_answer(struct ctx *c, int64_t id, const char *answers)
{
    if (!step(c, id, IMPORT_READ, IMPORT_READING)) {
        return false;
    }
    db_exec(c, "UPDATE import_run SET answers = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(id), V(answers));
    return job_put(c, "import.read", id, c->now);
}

bool import_confirm(struct ctx *c, int64_t id, bool skip_bad)
{
    struct import_run run;
    if (!import_by_id(c, id, &run) || !step(c, id, IMPORT_READ, IMPORT_PUTTING)) {
        return false;
    }
    if (run.counts.bad + run.counts.asked && !skip_bad) {
        return refuse(&c->err, "skip_bad",
            WORDS(
                N_("有 {0} 行看不懂或没有答。改好表格再传一次，或者勾选「先不管看不懂和没有答的行，其余的写入」"),
                INT(run.counts.bad + run.counts.asked)));
    }
    db_exec(c, "UPDATE import_run SET skip_bad = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(id), V(skip_bad));
    struct fact f = {
        .kind = "import.confirmed",
        .subject_id = id,
        .audience = AUDIENCE_STAFF,
        .words = WORDS(run.kind == IMPORT_POSTS ? N_("同意导入任职表：新增 {0} 行，改动 {1} 行")
                                                : N_("同意导入名册：新增 {0} 行，改动 {1} 行"),
            INT(run.counts.fresh), INT(run.counts.changed)),
        .text = "",
    };
    return record(c, &f) && job_put(c, "import.put", id, c->now);
}

bool import_drop(struct ctx *c, int64_t id)
{
    struct import_run run;
    return import_by_id(c, id, &run) &&
           step(c, id, run.state == IMPORT_MAPPING ? IMPORT_MAPPING : IMPORT_READ, IMPORT_DROPPED);
}

bool import_ask_undo(struct ctx *c, int64_t id)
{
    struct fact f = {
        .kind = "import.undo_asked",
        .subject_id = id,
        .audience = AUDIENCE_STAFF,
        .words = SAY(N_("要求整批撤销一次导入")),
        .text = "",
    };
    return step(c, id, IMPORT_DONE, IMPORT_UNDOING) && record(c, &f) &&
           job_put(c, "import.undo", id, c->now);
}

/* Files of one shape --------------------------------------------------------------------------- */
static void remember(struct ctx *c, const char *shape, const struct import_run *run)
{
    db_exec(c,
        "INSERT INTO import_map (area_id, shape, map, compound, used_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (area_id, shape) DO UPDATE"
        " SET map = excluded.map, compound = excluded.compound, used_at = excluded.used_at",
        V(c->area_id), V(keyed_hash(c, "import.shape", shape)),
        V(roster_map_text(c->arena, &run->map)), V(run->compound), V(c->now));
}

/* Files of one shape have other titles for other compounds: what each means is kept by itself. */
static const char *titled(struct ctx *c, const struct sheet *s, const struct roster_map *m)
{
    const char *guess = roster_title_compound(c->arena, s, m->header);
    return *guess ? arena_printf(c->arena, "%s\x1f%s", roster_shape(c->arena, s, m), guess) : "";
}

bool import_remember(struct ctx *c, const struct sheet *s, const struct import_run *run)
{
    const char *title = titled(c, s, &run->map);
    remember(c, roster_shape(c->arena, s, &run->map), run);
    if (*title) {
        remember(c, title, run);
    }
    return !c->err.kind;
}

static bool recall(struct ctx *c, const char *shape, struct roster_map *map, const char **compound)
{
    struct rows r =
        db_query(c, "SELECT map, compound FROM import_map WHERE area_id = ?1 AND shape = ?2",
            V(c->area_id), V(keyed_hash(c, "import.shape", shape)));
    bool found = rows_next(&r) && roster_map_parse(row_text(&r, 0), map);
    *compound = found ? row_text(&r, 1) : "";
    return rows_end(&r) && found;
}

bool import_recall(struct ctx *c, const struct sheet *s, struct import_run *run)
{
    const char *title = titled(c, s, &run->map), *said = "", *last = "";
    struct roster_map m, ignored;
    bool found = recall(c, roster_shape(c->arena, s, &run->map), &m, &last);
    if (*title && !recall(c, title, &ignored, &said)) {
        said = roster_title_compound(c->arena, s, run->map.header);
    }
    if (found) {
        m.header = run->map.header; /* a title more or less above it */
        m.stairs_above = run->map.stairs_above; /* as are these, by what this file says */
        m.all_tabs = run->map.all_tabs;
        run->map = m;
    }
    if (run->map.at[COLUMN_COMPOUND] < 0) {
        run->compound = str_or(run->compound, *title ? said : last);
    }
    return found && !c->err.kind;
}
