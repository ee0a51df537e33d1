/* import_pages.c - a roster from the committee's desk: upload, map, look at what it would do, say
 * yes, take it back. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/app.h"
#include "lib/db/job.h"
#include "lib/log/log.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"
#include "src/import/import.h"
#include "src/import/import_room.h"

enum { ROSTER_BYTES_MAX = 20 << 20 };

struct upload_typed {
    const char *compound;
};
static const struct field upload_fields[] = {
    FIELD_UPLOAD("file", .label = N_("名册文件"), .help = N_("Excel（.xlsx）或 CSV，最大 20 MB"),
        .required = true, .max = ROSTER_BYTES_MAX),
    FIELD(struct upload_typed, FIELD_TEXT, compound, .label = N_("小区名"),
        .help = N_("表格里没有「小区」这一列，就在这里写"), .max = 40),
    {0},
};
static const struct form upload_form = {
    "import.upload", sizeof(struct upload_typed), upload_fields};

struct confirm_typed {
    bool skip_bad;
};
static const struct field confirm_fields[] = {
    FIELD(struct confirm_typed, FIELD_FLAG, skip_bad,
        .label = N_("先不管看不懂和没有答的行，其余的写入")),
    {0},
};
static const struct form confirm_form = {
    "import.confirm", sizeof(struct confirm_typed), confirm_fields};

static const struct choice answers[] = {{ANSWER_SAME, "same", N_("都是同一个人")},
    {ANSWER_OTHER, "other", N_("都是两个人")}, {ANSWER_SKIP, "each", N_("一行一行答")}, {0}};
struct answer_typed {
    int64_t all;
};
static const struct field answer_fields[] = {
    FIELD(struct answer_typed, FIELD_CHOICE, all, .label = N_("这些行"), .choices = answers,
        .required = true),
    {0},
};
static const struct form answer_form = {
    "import.answer", sizeof(struct answer_typed), answer_fields};

struct undo_typed {
    bool sure;
};
static const struct field undo_fields[] = {
    FIELD(struct undo_typed, FIELD_FLAG, sure, .label = N_("我知道会撤回什么，要整批撤销"),
        .required = true),
    {0},
};
static const struct form undo_form = {"import.undo", sizeof(struct undo_typed), undo_fields};

/* "3 people go; 2 letters with a password were printed." */
static struct words cost_words(const struct import_cost *cost)
{
    return cost->letters
               ? WORDS(N_("撤销后这 {0} 人从名册上去掉；已经印了 {1} 封密码信，记得收回。"),
                     INT(cost->people), INT(cost->letters))
               : WORDS(N_("撤销后这 {0} 人从名册上去掉。"), INT(cost->people));
}

static const char *const news_words[] = {[ROSTER_NEW] = N_("新增"),
    [ROSTER_CHANGED] = N_("改动"),
    [ROSTER_SAME] = N_("相同"),
    [ROSTER_ASK] = N_("要问您")};
enum { LINES_AT_ONCE = 10 }; /* of the rows as read; the others are folded away */

static const char *const waiting_words[] = {"", N_("正在打开表格"), "", N_("正在读表格"), "",
    N_("正在写入"), "", "", "", N_("正在撤销"), ""};

static const char *names_of(struct ctx *c, const struct import_names *names)
{
    const char *out = "";
    for (size_t i = 0; i < names->n; i++) {
        out = roster_one_more(c->arena, out, names->v[i]);
    }
    return out;
}

static const char *changed_words(const struct import_run *run)
{
    return run->counts.changed ? N_("和现在的不一样，下面一处一处列着")
           : run->changes.n    ? N_("新增的行里也有改动，下面一处一处列着")
                               : N_("没有");
}

static const char *nothing_words(const struct roster_counts *n)
{
    return n->bad    ? N_("没有能写入的：看不懂的行在下面。")
           : n->same ? N_("没有要写入的：表和系统里的一样。")
                     : N_("表里一行也没有填。");
}

static const char *again_path(struct ctx *c, const struct import_run *run)
{
    return area_path(c, run->kind == IMPORT_POSTS ? "posts/import" : "import");
}

static struct words doubt_words(const struct import_change *h)
{
    switch (h->doubt) {
    case DOUBT_PHONE:
        return WORDS(N_("同一户已有同名的人，电话不一样：{0} → {1}"), TEXT(h->old), TEXT(h->fresh));
    case DOUBT_NAME:
        return WORDS(N_("同一户已有人用这个电话：{0} → {1}"), TEXT(h->old), TEXT(h->fresh));
    case DOUBT_HOME:
        return WORDS(N_("同名同电话的人住在 {0}"), TEXT(h->old));
    case DOUBT_NONE:
        break;
    }
    return (struct words){0};
}

/* A run's own duty too: whoever may bring in rosters may not yet give posts. */
bool import_run_of(struct ctx *c, struct import_run *run)
{
    if (!import_by_id(c, req_id(c, "id"), run)) {
        return not_found(c);
    }
    if (run->kind == IMPORT_POSTS && !c->app->may(c, DUTY_POSTS, c->area_id)) {
        denied(c);
        return false;
    }
    return true;
}

/* Posts: the table of one shape, no columns to map. */
static const struct field posts_fields[] = {
    FIELD_UPLOAD("file", .label = N_("任职表"), .help = N_("Excel（.xlsx）或 CSV，最大 20 MB"),
        .required = true, .max = ROSTER_BYTES_MAX),
    {0},
};
static const struct form posts_form = {"import.posts", 0, posts_fields};

#include "import.html.h"

static void show_upload(struct ctx *c)
{
    struct import_runs runs = {0};
    int64_t open = import_open(c);
    if (list_serve(c, &import_runs_list, AUDIENCE_STAFF, NULL) || !import_recent(c, &runs)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, "导入名册"), .tab = "plan", .no_index = true});
    upload_tpl(c, open, &runs);
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

static void show_posts(struct ctx *c)
{
    page_begin(c, &(struct page){.title = T(c, N_("导入任职表")),
                      .back = area_path(c, "posts"),
                      .tab = "desk",
                      .no_index = true});
    posts_upload_tpl(c);
    page_end(c);
}

static void do_posts(struct ctx *c)
{
    const struct upload *file = req_file(c, "file", 0);
    struct import_run run = {
        .kind = IMPORT_POSTS,
        .path = str_or(file->path, ""),
        .filename = str_tidy(c->arena, str_or(file->filename, ""), false, false),
    };
    if (import_start(c, &run)) {
        redirect(c, area_path(c, "import/%lld", (long long)run.id));
    }
}

/* A run ---------------------------------------------------------------------------------------- */
static void show_run(struct ctx *c)
{
    struct import_run run;
    if (!import_run_of(c, &run)) {
        return;
    }
    if (run.state == IMPORT_MAPPING) {
        import_show_mapping(c, &run);
        return;
    }
    struct import_cost cost = {0};
    if (run.state == IMPORT_DONE && !import_undo_cost(c, run.id, &cost)) {
        return;
    }
    bool waits = *waiting_words[run.state] != '\0';
    bool book = access(import_bad_path(c, run.id), R_OK) == 0;
    page_begin(c, &(struct page){.title = T(c, "导入名册"),
                      .back = area_path(c, "import"),
                      .tab = "plan",
                      .refresh = waits ? 3 : 0,
                      .no_index = true});
    if (waits) {
        waiting_tpl(c, &run);
    } else {
        result_tpl(c, &run, book, &cost);
    }
    page_end(c);
}

static void go_back(struct ctx *c)
{
    redirect(c, area_path(c, "import/%lld", (long long)req_id(c, "id")));
}

static void do_confirm(struct ctx *c)
{
    const struct confirm_typed *typed = c->req->form;
    struct import_run run;
    if (import_run_of(c, &run) && import_confirm(c, req_id(c, "id"), typed->skip_bad)) {
        go_back(c);
    }
}

/* "12 1 40 2 ": what was said of each row, now and before. */
static void do_answer(struct ctx *c)
{
    const struct answer_typed *typed = c->req->form;
    struct import_run run;
    if (!import_run_of(c, &run)) {
        return;
    }
    const char *said = str_or(run.answers, "");
    for (size_t i = 0; i < run.asked.n; i++) {
        const char *name = arena_printf(c->arena, "a%d", run.asked.v[i].row), *value = "0";
        for (size_t k = 0; k < c->req->post.n; k++) {
            value = str_same(c->req->post.v[k].name, name) ? c->req->post.v[k].value : value;
        }
        int64_t answer = typed->all == ANSWER_SKIP ? strtol(value, NULL, 10) : typed->all;
        if (answer == ANSWER_SAME || answer == ANSWER_OTHER) {
            said = arena_printf(c->arena, "%s%s %lld ", said, name + 1, (long long)answer);
        }
    }
    if (import_answer(c, run.id, said)) {
        go_back(c);
    }
}

static void do_remap(struct ctx *c)
{
    struct import_run run;
    if (import_run_of(c, &run) && import_remap(c, req_id(c, "id"))) {
        go_back(c);
    }
}

static void do_drop(struct ctx *c)
{
    struct import_run run;
    if (!import_run_of(c, &run)) {
        return;
    }
    if (import_drop(c, req_id(c, "id"))) {
        go_back(c);
    }
}

static void do_undo(struct ctx *c)
{
    struct import_run run;
    if (import_run_of(c, &run) && import_ask_undo(c, req_id(c, "id"))) {
        go_back(c);
    }
}

static void bad_book(struct ctx *c)
{
    struct import_run run;
    struct stat st;
    int fd = import_run_of(c, &run) ? open(import_bad_path(c, run.id), O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0 || fstat(fd, &st) != 0) {
        if (!c->err.kind) {
            not_found(c);
        }
        return;
    }
    c->req->file_fd = fd;
    c->req->file_size = st.st_size;
    c->req->type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    c->req->disposition = "attachment; filename=\"bad-rows.xlsx\"";
}

#define READS(p, fn, text) \
    { \
        .method = "GET", .path = "/a/:area/import" p, .handle = fn, .duty = DUTY_IMPORT, \
        .title = text \
    }
#define DOES(p, fn, f, text) \
    { \
        .method = "POST", .path = "/a/:area/import/:id" p, .handle = fn, .duty = DUTY_IMPORT, \
        .hands = HANDS_SELF, .form = f, .show = show_run, .title = text \
    }
static const struct route routes[] = {
    {.method = "GET",
        .path = "/a/:area/import",
        .handle = show_upload,
        .duty = DUTY_IMPORT,
        .list = &import_runs_list,
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
        .path = "/a/:area/posts/import",
        .handle = show_posts,
        .duty = DUTY_POSTS,
        .title = N_("导入任职表")},
    {.method = "POST",
        .path = "/a/:area/posts/import",
        .handle = do_posts,
        .duty = DUTY_POSTS,
        .hands = HANDS_SELF,
        .form = &posts_form,
        .show = show_posts,
        .body_max = ROSTER_BYTES_MAX + (1 << 16),
        .title = N_("传任职表，先看结果")},
    READS("/template/:name", import_template, N_("下载空白名册")),
    READS("/:id", show_run, N_("一次导入的结果")),
    READS("/:id/map", show_run, N_("哪一列是什么")),
    READS("/:id/bad.xlsx", bad_book, N_("下载看不懂的行")),
    DOES("", do_confirm, &confirm_form, N_("同意写入名册")),
    DOES("/map", import_do_map, &import_map_form, N_("说定哪一列是什么")),
    DOES("/answer", do_answer, &answer_form, N_("答是不是同一个人")),
    DOES("/remap", do_remap, NULL, N_("回去改哪一列是什么")),
    DOES("/drop", do_drop, NULL, N_("不导入")),
    DOES("/undo", do_undo, &undo_form, N_("整批撤销一次导入")),
    {0},
};

static const struct job_kind jobs[] = {
    {.kind = "import.look", .run = import_look_job, .slow = true},
    {.kind = "import.read", .run = import_read_job, .slow = true},
    {.kind = "import.put", .run = import_put_job, .slow = true},
    {.kind = "import.undo", .run = import_undo_job, .slow = true},
    {0},
};

static const struct list *const lists[] = {&import_runs_list, NULL};

const struct module import_module = {.name = "import",
    .tier = 4,
    .routes = routes,
    .lists = lists,
    .jobs = jobs,
    .forget = import_forget};
