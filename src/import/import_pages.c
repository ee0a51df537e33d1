/* import_pages.c - a roster from the committee's desk: upload, look at what it would do, say yes.
 */
#include "lib/db/job.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"
#include "src/import/import.h"

enum { ROSTER_BYTES_MAX = 20 << 20 };

struct upload_typed {
    const char *compound;
};
static const struct field upload_fields[] = {
    FIELD_UPLOAD("file", .label = N_("名册文件"), .help = N_("Excel（.xlsx）或 CSV，最大 20 MB"),
        .required = true, .max = ROSTER_BYTES_MAX),
    FIELD(struct upload_typed, FIELD_TEXT, compound, .label = N_("小区名"),
        .help = N_("表格里没有「小区」这一列时才写"), .max = 40),
    {0},
};
static const struct form upload_form = {
    "import.upload", sizeof(struct upload_typed), upload_fields};

struct confirm_typed {
    bool skip_bad;
};
static const struct field confirm_fields[] = {
    FIELD(struct confirm_typed, FIELD_FLAG, skip_bad, .label = N_("先不管看不懂的行，其余的写入")),
    {0},
};
static const struct form confirm_form = {
    "import.confirm", sizeof(struct confirm_typed), confirm_fields};

#include "import.html.h"

static void show_upload(struct ctx *c)
{
    int64_t open = import_open(c);
    page_begin(c, &(struct page){.title = T(c, "导入名册"), .tab = "plan", .no_index = true});
    upload_tpl(c, open);
    page_end(c);
}

static void do_upload(struct ctx *c)
{
    const struct upload_typed *typed = c->req->form;
    const struct upload *file = req_file(c, "file", 0);
    struct import_run run = {
        .path = str_or(file->path, ""),
        .filename = str_tidy(c->arena, str_or(file->filename, ""), false, false),
        .compound = typed->compound,
    };
    if (import_start(c, &run)) {
        redirect(c, area_path(c, "import/%lld", (long long)run.id));
    }
}

static void show_run(struct ctx *c)
{
    struct import_run run;
    if (!import_by_id(c, req_id(c, "id"), &run)) {
        not_found(c);
        return;
    }
    bool waits = run.state == IMPORT_READING || run.state == IMPORT_PUTTING;
    page_begin(c, &(struct page){.title = T(c, "导入名册"),
                      .back = area_path(c, "import"),
                      .tab = "plan",
                      .refresh = waits ? 15 : 0,
                      .no_index = true});
    (waits ? waiting_tpl : result_tpl)(c, &run);
    page_end(c);
}

static void go_back(struct ctx *c)
{
    redirect(c, area_path(c, "import/%lld", (long long)req_id(c, "id")));
}

static void do_confirm(struct ctx *c)
{
    const struct confirm_typed *typed = c->req->form;
    if (import_confirm(c, req_id(c, "id"), typed->skip_bad)) {
        go_back(c);
    }
}

static void do_drop(struct ctx *c)
{
    if (import_drop(c, req_id(c, "id"))) {
        go_back(c);
    }
}

static const struct route routes[] = {
    {.method = "GET",
        .path = "/a/:area/import",
        .handle = show_upload,
        .duty = DUTY_IMPORT,
        .title = N_("导入名册")},
    {.method = "POST",
        .path = "/a/:area/import",
        .handle = do_upload,
        .duty = DUTY_IMPORT,
        .hands = HANDS_SELF,
        .form = &upload_form,
        .show = show_upload,
        .body_max = ROSTER_BYTES_MAX + (1 << 16),
        .title = N_("传名册，先看结果")},
    {.method = "GET",
        .path = "/a/:area/import/:id",
        .handle = show_run,
        .duty = DUTY_IMPORT,
        .title = N_("一次导入的结果")},
    {.method = "POST",
        .path = "/a/:area/import/:id",
        .handle = do_confirm,
        .duty = DUTY_IMPORT,
        .hands = HANDS_SELF,
        .form = &confirm_form,
        .show = show_run,
        .title = N_("同意写入名册")},
    {.method = "POST",
        .path = "/a/:area/import/:id/drop",
        .handle = do_drop,
        .duty = DUTY_IMPORT,
        .hands = HANDS_SELF,
        .title = N_("不导入")},
    {0},
};

static const struct job_kind jobs[] = {
    {.kind = "import.read", .run = import_read_job},
    {.kind = "import.put", .run = import_put_job},
    {0},
};

const struct module import_module = {.name = "import", .tier = 4, .routes = routes, .jobs = jobs};
