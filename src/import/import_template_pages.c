/* import_template_pages.c - official templates: empty workbooks with drop-downs, an example and
 * notes, which import as they come back. Always in Chinese: committees pass them on. */
#include <string.h>

#include "lib/sheet/sheet.h"
#include "lib/web/web.h"
#include "src/bodies/bodies.h"
#include "src/import/import_room.h"
#include "src/postbook/postbook.h"

#define POSTS_SHEET "有哪些职务"
enum { COLUMNS_MAX = 12, LINES_MAX = 10 };
struct template
{
    const char *file, *title;
    const char *head[COLUMNS_MAX], *example[COLUMNS_MAX];
    int width[COLUMNS_MAX];
    struct {
        int col;
        const char *const *words;
    } choices[3];
    bool posts; /* its second column is which post */
    const char *notes[LINES_MAX];
};

static const char *const relations[] = {
    "户主", "配偶", "子", "女", "父", "母", "媳", "婿", "孙", "其他", NULL};
static const char *const living[] = {"自住", "租户", "空关", NULL};
static const char *const shares[] = {"1/1", "1/2", "1/3", "1/4", NULL};

static const struct template templates[] = {
    {.file = "roster.xlsx",
        .title = "名册",
        .head = {"小区", "楼号", "室号", "建筑面积", "姓名", "手机", "与户主关系", "居住情况",
            "入住日期", "出生日期"},
        .example = {"例：柳荫里小区", "3号楼", "301", "56.78", "王秀兰", "19900000301", "户主",
            "自住", "2019-9-1", "1958-3-12"},
        .width = {18, 10, 10, 10, 12, 16, 12, 10, 14, 14},
        .choices = {{6, relations}, {7, living}},
        .notes = {"一行一个人；同一户的第二个人起，小区、楼号、室号可以空着，算作上一行的同一户。",
            "没有人住的房屋也写一行，姓名空着。", "楼号写 3号楼、3# 或 3；有单元的写 3号楼2单元。",
            "一户有两套房写 301/302。", "手机写一个；写了两个的，只存第一个。没有就空着。",
            "日期写 2019-9-1、2019.9.1 或 2019年9月1日。",
            "第 2 行是例子，以「例」开头，读的时候会跳过。",
            "改过的表可以再传：没有变的不动，变了的先给你看，再写入。"}},
    {.file = "owners.xlsx",
        .title = "产权",
        .head = {"小区", "楼号", "室号", "建筑面积", "产权人", "产权人电话", "产权份额"},
        .example = {"例：柳荫里小区", "3号楼", "301", "56.78", "王秀兰", "19900000301", "1/2"},
        .width = {18, 10, 10, 10, 24, 16, 10},
        .choices = {{6, shares}},
        .notes = {"一行一个产权人；几个人共有的，一人一行，份额加起来不超过 1。",
            "只有一个产权人，份额可以空着，算全部。", "单位写全称：安居置业有限公司。",
            "份额写 1/2 或 50%。", "第 2 行是例子，以「例」开头，读的时候会跳过。"}},
    {.file = "posts.xlsx",
        .title = "任职表",
        .posts = true,
        .head = {"单位", "职务", "姓名", "手机", "管哪里", "公开电话", "值班电话", "什么时候在",
            "公开的称呼", "从", "到"},
        .example = {"例：3号楼楼组", "楼组长", "王秀兰", "19900000301", "3号楼", "19900000301", "",
            "每天 18:00-20:00", "王阿姨", "2026-1-1", "2028-12-31"},
        .width = {18, 14, 12, 16, 18, 16, 16, 20, 12, 12, 12},
        .notes = {"一行一个职务；同一个人有几个职务就写几行。",
            "单位可以空着：算管那里的单位；楼组还没有登记的，会跟着楼组长一起建。",
            "职务从下拉的里面选。", "手机是本人的，用来找到名册上的人，不公开。",
            "管哪里写 3号楼，或小区、网格的名字；几个小区都有 3号楼的，前面写上小区。",
            "公开电话印在连心卡上，空着就用单位的；另有值班的号码写在值班电话。",
            "日期写 2026-1-1、2026.1.1 或 2026年1月1日；从空着就是今天，到是最后一天，空着就一直做。",
            "第 2 行是例子，以「例」开头，读的时候会跳过。",
            "改过的表可以再传：没有变的不动；换人的先在原来那位的页面上记卸任。"}},
};

static const struct template *template_called(const char *file)
{
    for (size_t i = 0; i < COUNT(templates); i++) {
        if (str_same(templates[i].file, file)) {
            return &templates[i];
        }
    }
    return NULL;
}

/* The posts there are: on a sheet of their own, for the drop-down and to read. */
static void post_sheet(struct xlsx *x)
{
    xlsx_sheet(x, POSTS_SHEET);
    xlsx_width(x, 0, 20);
    for (int kind = 1; kind < POST_KINDS; kind++) {
        xlsx_text(x, kind - 1, 0, bodies_post_label((enum post_kind)kind));
    }
}

static bool make_book(const struct template *t, struct buf *out)
{
    int n = 0;
    while (n < COLUMNS_MAX && t->head[n]) {
        n++;
    }
    struct xlsx *x = xlsx_create(t->title);
    xlsx_header(x, t->head, t->width, n);
    for (size_t i = 0; i < COUNT(t->choices) && t->choices[i].words; i++) {
        xlsx_choices(x, t->choices[i].col, t->choices[i].words);
    }
    if (t->posts) {
        xlsx_choices_at(x, POSTBOOK_POST, POSTS_SHEET, POST_KINDS - 1);
    }
    for (int i = 0; i < n; i++) {
        xlsx_example(x, 1, i, t->example[i]);
    }
    xlsx_sheet(x, "说明");
    xlsx_width(x, 0, 90);
    for (int i = 0; i < LINES_MAX && t->notes[i]; i++) {
        xlsx_text(x, i, 0, t->notes[i]);
    }
    if (t->posts) {
        post_sheet(x);
    }
    return xlsx_finish(x, out);
}

void import_template(struct ctx *c)
{
    const struct template *t = template_called(req_text(c, "name"));
    if (!t) {
        not_found(c);
        return;
    }
    if (!make_book(t, &c->req->body)) {
        fail(&c->err, ERR_STORE, SAY(N_("表格没有做成，请再试一次")));
        return;
    }
    c->req->type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    c->req->disposition = arena_printf(c->arena, "attachment; filename=\"eaves-%s\"", t->file);
}
