/* import_template_pages.c - official templates: empty workbooks with drop-downs, an example and
 * notes, which import as they come back. Always in Chinese: committees pass them on. */
#include <string.h>

#include "lib/sheet/sheet.h"
#include "lib/web/web.h"
#include "src/import/import_room.h"

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
            "入住日期"},
        .example = {"例：柳荫里小区", "3号楼", "301", "56.78", "王秀兰", "19900000301", "户主",
            "自住", "2019-9-1"},
        .width = {18, 10, 10, 10, 12, 16, 12, 10, 14},
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
    for (int i = 0; i < n; i++) {
        xlsx_example(x, 1, i, t->example[i]);
    }
    xlsx_sheet(x, "说明");
    xlsx_width(x, 0, 90);
    for (int i = 0; i < LINES_MAX && t->notes[i]; i++) {
        xlsx_text(x, i, 0, t->notes[i]);
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
