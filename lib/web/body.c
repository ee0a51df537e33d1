#include <string.h>
#include <strings.h>

#include "lib/web/worker.h"

enum { TEXT_MAX = 1024 * 1024 };

static bool part_begin(void *self, const struct part *part)
{
    struct ask *k = self;
    k->raw.n = 0;
    k->part_is_file = part->is_file;
    if (!pairs_text(k->in, part->name, strlen(part->name), &k->part_name)) {
        ask_refuse(k, 400, N_("内容里有读不懂的文字，请用 UTF-8 编码。"));
        return false;
    }
    if (!part->is_file || !part->filename[0]) {
        return true;
    }
    if (k->r.n_files == REQ_FILES_MAX) {
        ask_refuse(k, 413, N_("一次最多上传 6 个文件。"));
        return false;
    }
    if (!k->r.files) {
        k->r.files = arena_alloc(k->in, REQ_FILES_MAX * sizeof *k->r.files);
    }
    struct upload *u = &k->r.files[k->r.n_files];
    *u = (struct upload){.field = k->part_name, .type = arena_strdup(k->in, part->type)};
    if (!pairs_text(k->in, part->filename, strlen(part->filename), &u->filename)) {
        u->filename = "";
    }
    if (!spool_begin(&k->spool, k->w->app->files_dir, SPOOL_MAX)) {
        ask_refuse(k, k->spool.full ? 507 : 500, N_("文件没有存下，请稍后再试。"));
        return false;
    }
    return true;
}

static bool part_data(void *self, const void *v, size_t n)
{
    struct ask *k = self;
    if (k->spool.fd) {
        if (!spool_data(&k->spool, v, n)) {
            ask_refuse(k, k->spool.full ? 507 : 500, N_("文件没有存下，请稍后再试。"));
            return false;
        }
        return true;
    }
    if (k->part_is_file) {
        return true;
    }
    k->text_bytes += n;
    if (k->text_bytes > TEXT_MAX) {
        ask_refuse(k, 413, N_("提交的内容太大。"));
        return false;
    }
    buf_put(&k->raw, v, n);
    return true;
}

static bool file_end(struct ask *k)
{
    struct upload *u = &k->r.files[k->r.n_files];
    if (!spool_end(&k->spool)) {
        ask_refuse(k, k->spool.full ? 507 : 500, N_("文件没有存下，请稍后再试。"));
        return false;
    }
    u->size = k->spool.size;
    u->head = (struct bytes){arena_alloc(k->in, sizeof k->spool.head), k->spool.head_n};
    memcpy((void *)(uintptr_t)u->head.v, k->spool.head, k->spool.head_n);
    u->path = arena_strdup(k->in, k->spool.path);
    if (u->size > SPOOL_MAX) {
        /* Half a file is none; its size makes the field say so. */
        spool_drop(&k->spool);
        u->path = "";
    }
    k->spool.path[0] = 0;
    k->r.n_files++;
    return true;
}

static void refuse_pairs(struct ask *k, enum pairs_problem problem)
{
    switch (problem) {
    case PAIRS_FINE:
        break;
    case PAIRS_MALFORMED:
        ask_refuse(k, 400, N_("提交的内容格式不对。"));
        break;
    case PAIRS_TOO_MANY:
        ask_refuse(k, 413, N_("提交的项目太多。"));
        break;
    case PAIRS_NOT_TEXT:
        ask_refuse(k, 400, N_("内容里有读不懂的文字，请用 UTF-8 编码。"));
        break;
    }
}

static bool part_end(void *self)
{
    struct ask *k = self;
    if (k->spool.fd) {
        return file_end(k);
    }
    if (k->part_is_file) {
        return true;
    }
    enum pairs_problem problem = pairs_add(
        k->in, &k->r.post, k->part_name, strlen(k->part_name), k->raw.v ? k->raw.v : "", k->raw.n);
    refuse_pairs(k, problem);
    return problem == PAIRS_FINE;
}

static bool type_is(const char *type, const char *name)
{
    size_t n = strlen(name);
    return strncasecmp(type, name, n) == 0 && (type[n] == 0 || strchr("; \t", type[n]));
}

void body_begin(struct ask *k, const char *type, int64_t length)
{
    k->kind = BODY_NONE;
    if (length == 0) {
        return;
    }
    if (type && type_is(type, "application/x-www-form-urlencoded")) {
        k->kind = BODY_FORM;
    } else if (type && type_is(type, "application/json")) {
        k->kind = BODY_RAW;
        k->r.json = true;
    } else if (type && type_is(type, "multipart/form-data")) {
        k->kind = BODY_PARTS;
        k->parts = arena_alloc(k->in, sizeof *k->parts);
        struct part_sink sink = {k, part_begin, part_data, part_end};
        if (!multipart_init(k->parts, type, sink)) {
            ask_refuse(k, 400, N_("提交的内容格式不对。"));
        }
    } else {
        ask_refuse(k, 415, N_("这里只收表单和 JSON。"));
    }
}

void body_feed(struct ask *k, const char *v, size_t n)
{
    if (k->refused) {
        return;
    }
    if (k->kind == BODY_PARTS) {
        if (!multipart_feed(k->parts, v, n)) {
            ask_refuse(k, 400, N_("提交的内容格式不对。"));
        }
    } else {
        buf_put(&k->raw, v, n);
    }
}

void body_finish(struct ask *k)
{
    if (k->refused) {
        return;
    }
    const char *v = k->raw.v ? k->raw.v : "";
    if (k->kind == BODY_FORM) {
        refuse_pairs(k, pairs_urlencoded(k->in, v, k->raw.n, &k->r.post));
    } else if (k->kind == BODY_RAW) {
        bool fine = pairs_of_json(k->in, v, k->raw.n, &k->r.post);
        refuse_pairs(k, fine ? PAIRS_FINE : PAIRS_MALFORMED);
    } else if (k->kind == BODY_PARTS && !multipart_finish(k->parts)) {
        ask_refuse(k, 400, N_("提交的内容不完整。"));
    } else if (k->r.n_files && !spool_settle(k->w->app->files_dir)) {
        ask_refuse(k, 500, N_("文件没有存下，请稍后再试。"));
    }
}
