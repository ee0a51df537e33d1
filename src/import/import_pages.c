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

enum { ROSTER_BYTES_MAX = 20 << 20, COLUMNS_SHOWN = 26 };

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

/* For each meaning the column of the file, counted from 1; 0: none. */
struct map_typed {
    int64_t tab, header, rows;
    bool hidden_too, stairs_above, all_tabs;
    const char *compound;
    int64_t in[COLUMNS];
};
static const char *const column_fields[COLUMNS] = {"in_compound", "in_building", "in_entrance",
    "in_unit", "in_address", "in_size", "in_name", "in_phone", "in_phone2", "in_relation",
    "in_tenant", "in_since", "in_owner", "in_owner_phone", "in_share", "in_home", "in_person",
    "in_born", "in_share_of"};
#define IN(col, nam, lab, hel) \
    { \
        .type = FIELD_ID, .name = nam, .offset = offsetof(struct map_typed, in) + 8 * (col), \
        .label = lab, .help = hel \
    }
static const struct field map_fields[] = {
    FIELD(struct map_typed, FIELD_INT, tab, .hidden = true, .max = 100),
    FIELD(struct map_typed, FIELD_INT, header, .hidden = true, .max = 1100000),
    FIELD(struct map_typed, FIELD_INT, rows, .hidden = true, .max = 2),
    FIELD(struct map_typed, FIELD_TEXT, compound, .max = 40, .label = N_("小区名"),
        .help = N_("表格里没有「小区」这一列，就在这里写")),
    IN(COLUMN_COMPOUND, "in_compound", N_("小区"), NULL),
    IN(COLUMN_BUILDING, "in_building", N_("楼号"), N_("3号楼、3#、3")),
    IN(COLUMN_ENTRANCE, "in_entrance", N_("单元"), N_("一幢楼有几个门时")),
    IN(COLUMN_UNIT, "in_unit", N_("室号"), N_("301、301室、301/302")),
    IN(COLUMN_ADDRESS, "in_address", N_("地址"), N_("楼号和室号写在一格里：12号301、3-2-501")),
    IN(COLUMN_SIZE, "in_size", N_("建筑面积"), NULL),
    IN(COLUMN_NAME, "in_name", N_("姓名"), N_("户主或家里人")),
    IN(COLUMN_PHONE, "in_phone", N_("手机"), NULL),
    IN(COLUMN_PHONE2, "in_phone2", N_("第二个电话"), N_("只在没有第一个时才存")),
    IN(COLUMN_RELATION, "in_relation", N_("与户主关系"), NULL),
    IN(COLUMN_TENANT, "in_tenant", N_("是否租户"), NULL),
    IN(COLUMN_SINCE, "in_since", N_("入住日期"), NULL),
    IN(COLUMN_OWNER, "in_owner", N_("产权人"), NULL),
    IN(COLUMN_OWNER_PHONE, "in_owner_phone", N_("产权人电话"), NULL),
    IN(COLUMN_SHARE, "in_share", N_("产权份额"), N_("1/2、50%")),
    IN(COLUMN_HOME_ID, "in_home", N_("房屋编号"), N_("从屋檐导出的表才有")),
    IN(COLUMN_PERSON_ID, "in_person", N_("人员编号"), N_("从屋檐导出的表才有")),
    IN(COLUMN_BORN, "in_born", N_("出生日期"), NULL),
    IN(COLUMN_SHARE_OF, "in_share_of", N_("分之"), N_("份额分成两列写时的分母")),
    FIELD(struct map_typed, FIELD_FLAG, stairs_above,
        .label = N_("楼号不在列里：写在标题、工作表名，或一段住户的上面")),
    FIELD(struct map_typed, FIELD_FLAG, all_tabs, .label = N_("表头一样的工作表一起读")),
    FIELD(struct map_typed, FIELD_FLAG, hidden_too, .label = N_("表格里隐藏的行也读")),
    {0},
};
static const struct form map_form = {"import.map", sizeof(struct map_typed), map_fields};

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

static const char *const waiting_words[] = {"", N_("正在打开表格"), "", N_("正在读表格"), "",
    N_("正在写入"), "", "", "", N_("正在撤销"), ""};

struct mapping { /* the page where columns get their meaning */
    const struct import_run *run;
    const struct sheets *all;
    const struct sheet *s;
    int64_t tab;
    struct roster_map m;
    int columns;
    const struct choice *among;
    const char *path;
};

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
static bool run_of(struct ctx *c, struct import_run *run)
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

/* Mapping -------------------------------------------------------------------------------------- */
static int width_of(const struct sheet *s)
{
    int n = 0;
    for (size_t i = 0; i < s->n; i++) {
        n = s->v[i].n > n ? s->v[i].n : n;
    }
    return n;
}

static const char *example_of(const struct sheet *s, const struct roster_map *m, int col)
{
    for (size_t i = 0; i < s->n; i++) {
        if (s->v[i].number > m->header && col < s->v[i].n && *s->v[i].v[col]) {
            return s->v[i].v[col];
        }
    }
    return "";
}

static const struct choice *columns_among(struct ctx *c, const struct mapping *p)
{
    struct choice *v = arena_alloc(c->arena, (size_t)(p->columns + 2) * sizeof(*v));
    v[0] = (struct choice){.value = 0, .label = T(c, N_("没有"))};
    for (int i = 0; i < p->columns; i++) {
        const char *head = roster_heading(c->arena, p->s, &p->m, i);
        const char *example = example_of(p->s, &p->m, i);
        v[i + 1] = (struct choice){.value = i + 1,
            .label = arena_printf(c->arena, "%s · %s%s%s%s", import_letter(c, i), head,
                *example ? "（" : "", example, *example ? "）" : "")};
    }
    return v;
}

static void fill_map(struct ctx *c, const struct mapping *p)
{
    struct map_typed *t = arena_alloc(c->arena, sizeof(*t));
    *t = (struct map_typed){.tab = p->tab,
        .header = p->m.header,
        .rows = p->m.header_rows,
        .hidden_too = p->m.hidden_too,
        .stairs_above = p->m.stairs_above,
        .all_tabs = p->m.all_tabs,
        .compound = str_or(p->run->compound, "")};
    for (int i = 0; i < COLUMNS; i++) {
        t->in[i] = p->m.at[i] + 1;
    }
    form_fill(c, &map_form, t);
}

/* The run's own guess, or another sheet or header row, asked for in the query. */
static bool mapping_of(struct ctx *c, const struct import_run *run, struct mapping *p)
{
    *p = (struct mapping){.run = run, .all = &run->preview, .m = run->map};
    p->tab = req_query_int(c, "tab", run->tab);
    p->path = area_path(c, "import/%lld/map", (long long)run->id);
    if (p->tab < 0 || (size_t)p->tab >= p->all->n) {
        return not_found(c);
    }
    p->s = &p->all->v[p->tab];
    int64_t header = req_query_int(c, "header", 0), rows = req_query_int(c, "rows", 1);
    if (header > 0 || p->tab != run->tab || !run->map.header) {
        roster_guess(c->arena, p->s, p->tab == run->tab ? (int)header : 0, (int)rows, &p->m);
    }
    p->columns = width_of(p->s) < COLUMNS_SHOWN * 2 ? width_of(p->s) : COLUMNS_SHOWN * 2;
    p->among = columns_among(c, p);
    fill_map(c, p);
    return true;
}

static void show_mapping(struct ctx *c, const struct import_run *run)
{
    struct mapping p;
    if (!mapping_of(c, run, &p)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, "哪一列是什么"),
                      .back = area_path(c, "import"),
                      .tab = "plan",
                      .wide = true,
                      .no_index = true});
    mapping_tpl(c, &p);
    page_end(c);
}

static void do_map(struct ctx *c)
{
    const struct map_typed *t = c->req->form;
    struct import_run run;
    if (!run_of(c, &run)) {
        return;
    }
    run.tab = t->tab;
    run.compound = t->compound;
    run.map = (struct roster_map){.header = (int)t->header,
        .header_rows = t->rows == 2 ? 2 : 1,
        .hidden_too = t->hidden_too,
        .stairs_above = t->stairs_above,
        .all_tabs = t->all_tabs};
    for (int i = 0; i < COLUMNS; i++) {
        run.map.at[i] = t->in[i] > 0 && t->in[i] <= SHEET_COLUMNS_MAX ? (int)t->in[i] - 1 : -1;
    }
    if (import_map_run(c, &run)) {
        redirect(c, area_path(c, "import/%lld", (long long)run.id));
    }
}

/* A run ---------------------------------------------------------------------------------------- */
static void show_run(struct ctx *c)
{
    struct import_run run;
    if (!run_of(c, &run)) {
        return;
    }
    if (run.state == IMPORT_MAPPING) {
        show_mapping(c, &run);
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
        result_tpl(c, &run, book);
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
    if (run_of(c, &run) && import_confirm(c, req_id(c, "id"), typed->skip_bad)) {
        go_back(c);
    }
}

/* "12 1 40 2 ": what was said of each row, now and before. */
static void do_answer(struct ctx *c)
{
    const struct answer_typed *typed = c->req->form;
    struct import_run run;
    if (!run_of(c, &run)) {
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
    if (run_of(c, &run) && import_remap(c, req_id(c, "id"))) {
        go_back(c);
    }
}

static void do_drop(struct ctx *c)
{
    struct import_run run;
    if (!run_of(c, &run)) {
        return;
    }
    if (import_drop(c, req_id(c, "id"))) {
        go_back(c);
    }
}

static void do_undo(struct ctx *c)
{
    struct import_run run;
    if (run_of(c, &run) && import_ask_undo(c, req_id(c, "id"))) {
        go_back(c);
    }
}

static void bad_book(struct ctx *c)
{
    struct import_run run;
    struct stat st;
    int fd = run_of(c, &run) ? open(import_bad_path(c, run.id), O_RDONLY | O_CLOEXEC) : -1;
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
    DOES("/map", do_map, &map_form, N_("说定哪一列是什么")),
    DOES("/answer", do_answer, &answer_form, N_("答是不是同一个人")),
    DOES("/remap", do_remap, NULL, N_("回去改哪一列是什么")),
    DOES("/drop", do_drop, NULL, N_("不导入")),
    DOES("/undo", do_undo, NULL, N_("整批撤销一次导入")),
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
