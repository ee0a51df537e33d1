/* import_job.c - the runner opens an uploaded roster, tries it, puts it, takes it back.
 *
 * Reading takes as long as the file is long, so it happens outside any transaction; what is written
 * is written in one. A refusal rolls all of it back before its reason is kept. */
#include <fcntl.h>
#include <unistd.h>

#include "lib/base/app.h"
#include "lib/db/job.h"
#include "lib/web/upload.h"
#include "src/import/import.h"
#include "src/import/import_room.h"

/* Ends what was begun, keeping the run's new state. A file that cannot be read is no fault of the
 * store: it is told, and not tried again; the file stays in quarantine, which is swept every day.
 */
static void settle(struct ctx *c, struct import_run *run, enum import_state done)
{
    bool told = c->err.kind && c->err.kind < ERR_BUSY;
    run->state = told ? IMPORT_FAILED : done;
    run->failed = (struct words){0};
    if (told) {
        db_rollback(c);
        run->failed = err_take(&c->err).words;
    }
    bool open = db_in_transaction(c->db) || db_begin_area(c, c->area_id);
    if (!open || !import_save(c, run) || !db_commit(c)) {
        db_rollback(c); /* c->err says why; the runner tries again */
    }
}

static bool run_in(
    struct ctx *c, const struct job *j, enum import_state state, struct import_run *run)
{
    return import_by_id(c, j->subject_id, run) && run->state == state;
}

/* A file of a shape that was mapped before goes straight through. */
void import_look_job(struct ctx *c, const struct job *j)
{
    struct import_run run;
    struct sheets all = {0};
    if (!run_in(c, j, IMPORT_LOOKING, &run)) {
        return;
    }
    bool posts = run.kind == IMPORT_POSTS;
    if (import_open_file(c, &run, &all)) {
        (void)(posts ? import_posts_guess(c, &all, &run) : (import_guess(c, &all, &run), true));
    }
    if (c->err.kind || !db_begin_area(c, c->area_id)) {
        settle(c, &run, IMPORT_MAPPING);
        return;
    }
    import_keep_preview(c, run.id, &all);
    bool known = posts || (import_recall(c, &all.v[run.tab], &run) &&
                              !roster_map_lacks(&run.map, run.compound).msgid);
    run.state = IMPORT_MAPPING;
    bool ok = import_save(c, &run) && (!known || import_map_run(c, &run));
    if (!ok || !db_commit(c)) {
        db_rollback(c);
    }
}

static const struct sheet *sheet_of(struct ctx *c, struct import_run *run, struct sheets *all)
{
    if (!import_open_file(c, run, all)) {
        return NULL;
    }
    if (run->tab < 0 || (size_t)run->tab >= all->n) {
        refuse(&c->err, "file", SAY(N_("文件里没有这张工作表")));
        return NULL;
    }
    return run->kind == IMPORT_POSTS ? &all->v[run->tab] : import_sheet(c, all, run);
}

/* The chosen sheet's rows; NULL with the reason. */
static const struct sheet *rows_of(
    struct ctx *c, struct import_run *run, struct sheets *all, struct roster *r)
{
    const struct sheet *s = sheet_of(c, run, all);
    r->tabs = run->tabs.n > 1 ? run->tabs.v : NULL;
    return s && roster_rows(c->arena, s, &run->map, run->compound, r, &c->err) ? s : NULL;
}

static bool compare(struct ctx *c, struct import_run *run, const struct sheet *s, struct roster *r,
    struct known *there)
{
    if (!roster_known(c, there)) {
        return false;
    }
    r->today = day_text(c->arena, c->now);
    roster_compare(c->arena, r, there, import_answer_of, (void *)run->answers, &run->counts);
    import_tell(c, s, r, run);
    return true;
}

static void keep_bad_book(
    struct ctx *c, const struct sheet *s, const struct import_run *run, const struct roster *r)
{
    struct buf book = {0};
    if (!r->bad.n || !import_bad_book(c, s, run, r, &book)) {
        buf_release(&book);
        return;
    }
    spool_dirs(c->app->files_dir);
    int fd = open(import_bad_path(c, run->id), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    size_t done = 0;
    while (fd >= 0 && done < book.n) {
        ssize_t n = write(fd, book.v + done, book.n - done);
        if (n <= 0) {
            break;
        }
        done += (size_t)n;
    }
    if (fd >= 0) {
        close(fd);
    }
    buf_release(&book);
}

static void read_posts(struct ctx *c, struct import_run *run)
{
    struct sheets all = {0};
    struct roster r = {0};
    const struct sheet *s = sheet_of(c, run, &all);
    if (s && db_begin_area(c, c->area_id) && import_posts_try(c, run, s, &r)) {
        keep_bad_book(c, s, run, &r);
    }
    if (!c->err.kind || c->err.kind < ERR_BUSY) {
        db_rollback(c); /* it was only tried */
    }
    settle(c, run, IMPORT_READ);
}

void import_read_job(struct ctx *c, const struct job *j)
{
    struct import_run run;
    struct sheets all = {0};
    struct roster r = {0};
    struct known there = {0};
    if (!run_in(c, j, IMPORT_READING, &run)) {
        return;
    }
    if (run.kind == IMPORT_POSTS) {
        read_posts(c, &run);
        return;
    }
    const struct sheet *s = rows_of(c, &run, &all, &r);
    if (s && db_begin_read(c) && compare(c, &run, s, &r, &there)) {
        keep_bad_book(c, s, &run, &r);
    }
    db_rollback(c);
    if (s && !c->err.kind && db_begin_area(c, c->area_id)) {
        import_remember(c, s, &run);
    }
    settle(c, &run, IMPORT_READ);
}

void import_put_job(struct ctx *c, const struct job *j)
{
    struct import_run run;
    struct sheets all = {0};
    struct roster r = {0};
    struct known there = {0};
    if (!run_in(c, j, IMPORT_PUTTING, &run)) {
        return;
    }
    if (run.kind == IMPORT_POSTS) {
        const struct sheet *s = sheet_of(c, &run, &all);
        (void)(s && import_posts_put(c, &run, s, &r));
        settle(c, &run, IMPORT_DONE);
        return;
    }
    /* Compared again, with the area locked: it may have changed since somebody looked. */
    const struct sheet *s = rows_of(c, &run, &all, &r);
    if (s && db_begin_area(c, c->area_id) && compare(c, &run, s, &r, &there)) {
        roster_put(c, run.id, &r, &there, &run.counts);
    }
    settle(c, &run, IMPORT_DONE);
}

void import_undo_job(struct ctx *c, const struct job *j)
{
    struct import_run run;
    if (!run_in(c, j, IMPORT_UNDOING, &run) || !db_begin_area(c, c->area_id)) {
        return;
    }
    run.blocks.n = 0;
    settle(c, &run, import_undo(c, &run) ? IMPORT_UNDONE : IMPORT_DONE);
}

/* The same for a table of posts: tried in a transaction of its own, which is taken back. */
static bool posts_now(
    struct ctx *c, struct import_run *run, const struct sheets *all, bool put, struct roster *out)
{
    if (!import_posts_guess(c, all, run) || !import_posts_try(c, run, &all->v[run->tab], out)) {
        return false;
    }
    db_rollback(c);
    if (!db_begin_area(c, c->area_id) || !put || (run->counts.bad && !run->skip_bad)) {
        return !c->err.kind;
    }
    run->state = IMPORT_DONE;
    return import_make(c, run) && import_posts_put(c, run, &all->v[run->tab], out) &&
           import_save(c, run);
}

bool import_now(
    struct ctx *c, struct import_run *run, const struct sheets *all, bool put, struct roster *out)
{
    if (run->kind == IMPORT_POSTS) {
        return posts_now(c, run, all, put, out);
    }
    struct known there = {0};
    if (!run->map.header) {
        import_guess(c, all, run);
        import_recall(c, &all->v[run->tab], run);
    }
    if (run->map.at[COLUMN_COMPOUND] < 0) { /* of a map that was given */
        const char *title = roster_title_compound(c->arena, &all->v[run->tab], run->map.header);
        run->compound = str_or(run->compound, title);
    }
    const struct sheet *s = import_sheet(c, all, run);
    out->tabs = run->tabs.n > 1 ? run->tabs.v : NULL;
    if (!roster_rows(c->arena, s, &run->map, run->compound, out, &c->err) ||
        !roster_known(c, &there)) {
        return false;
    }
    out->today = day_text(c->arena, c->now);
    roster_compare(c->arena, out, &there, import_answer_of, (void *)run->answers, &run->counts);
    import_tell(c, s, out, run);
    bool clean = run->counts.bad + run->counts.asked == 0;
    bool news = run->counts.fresh + run->counts.changed != 0; /* else there is no batch to make */
    if (put && news && (clean || run->skip_bad)) {
        run->state = IMPORT_DONE;
        (void)(import_make(c, run) && import_remember(c, s, run) &&
               roster_put(c, run->id, out, &there, &run->counts) && import_save(c, run));
    }
    return !c->err.kind;
}
