/* design_samples.h - what /design shows: made-up people, phones and sums. Only design_pages.c
 * includes it; it is apart so that the page itself stays short. */
#ifndef EAVES_DESIGN_SAMPLES_H
#define EAVES_DESIGN_SAMPLES_H

#include "assets_names.h"
#include "lib/paper/paper.h"
#include "lib/web/parts.h"

static const struct {
    const char *name, *token, *value;
} colours[] = {
    {N_("墨"), "--ink", "#1D1B18 · 17.1"},
    {N_("次字"), "--ink-2", "#5B6570 · 5.93"},
    {N_("朱"), "--red", "#B3261E · 6.54"},
    {N_("同意绿"), "--green", "#1A7F37 · 5.08"},
    {N_("链接蓝"), "--blue", "#0052D9 · 6.54"},
    {N_("星褐"), "--amber", "#8A5A00 · 5.93"},
    {N_("灯"), "--lit", "#F5B63C"},
    {N_("边"), "--edge", "#827D74 · 4.1"},
    {N_("淡底"), "--wash", "#F8F6F1"},
    {N_("墙"), "--wall", "#F4F0E7"},
};

static const char *const icons[][2] = {
    {"eaves", N_("屋檐")},
    {"home", N_("首页")},
    {"talk", N_("议事")},
    {"hand", N_("我要说")},
    {"calendar", N_("活动")},
    {"person", N_("我的")},
    {"phone", N_("电话")},
    {"camera", N_("拍照")},
    {"pin", N_("地点")},
    {"check", N_("是")},
    {"cross", N_("否")},
    {"clock", N_("时钟")},
    {"alert", N_("注意")},
    {"info", N_("说明")},
    {"go", N_("前往")},
    {"back", N_("返回")},
    {"search", N_("搜索")},
    {"paper", N_("纸质")},
    {"house", N_("楼组")},
    {"coin", N_("自治金")},
    {"print", N_("打印")},
    {"down", N_("下载")},
    {"heart", N_("关爱")},
    {"visit", N_("上门")},
    {"web", N_("网上")},
    {"edit", N_("更改")},
    {"again", N_("重开")},
    {"minus", N_("不办")},
    {"plus", N_("新增")},
    {"moon", N_("深色")},
    {"copy", N_("复制")},
    {"share", N_("转发")},
    {"key", N_("登录")},
    {"group", N_("群")},
    {"list", N_("登记")},
    {"inbox", N_("收件")},
};

static const char *const contents[][2] = {
    {"d-colour", N_("颜色")},
    {"d-type", N_("字")},
    {"d-icon", N_("图标")},
    {"d-button", N_("按钮")},
    {"d-state", N_("筛选与状态")},
    {"d-ask", N_("要做的一件事")},
    {"d-card", N_("卡片")},
    {"d-row", N_("行、任务单")},
    {"d-folk", N_("找得到的人")},
    {"d-line", N_("办到哪一步了")},
    {"d-pair", N_("整治前后")},
    {"d-form", N_("步骤与表单")},
    {"d-act", N_("代办")},
    {"d-vote", N_("表决")},
    {"d-window", N_("窗：反复出现的图形")},
    {"d-door", N_("门户图")},
    {"d-plan", N_("示意图")},
    {"d-figure", N_("数字与图")},
    {"d-note", N_("提示、空白、确认")},
    {"d-audit", N_("谁做了什么")},
    {"d-paper", N_("纸上")},
};

static const char *const tags[][3] = {
    {"new", "plus", N_("新提出")},
    {"new", "check", N_("已受理")},
    {"doing", "clock", N_("办理中")},
    {"wait", "talk", N_("待您确认")},
    {"done", "check", N_("已解决")},
    {"soon", "clock", N_("将超时")},
    {"late", "alert", N_("已超时")},
    {"no", "minus", N_("不予办理")},
    {"new", "again", N_("重开")},
};

static const char question[] = "要不要动用维修资金，更换小区 6 台电梯？";
static const char building_name[] = "柳荫里居民区 3号楼";
static const struct windows building = {17, 24, 4, 0, "24 户亮 17 户"};
static const struct windows compound = {137, 240, 20, 160, "240 户亮 137 户，虚线 160 户"};

static const struct picture before = {.src = ASSET_SAMPLE_BEFORE_SVG,
    .alt = "门厅灯不亮，墙边堆着纸箱和旧车",
    .width = 640,
    .height = 480,
    .title = N_("整治前"),
    .when = "11月19日 21:10",
    .by = "提出人摄"};
static const struct picture after = {.src = ASSET_SAMPLE_AFTER_SVG,
    .alt = "门厅灯亮，墙面刷白，杂物已清",
    .width = 640,
    .height = 480,
    .title = N_("整治后"),
    .when = "11月20日 19:40",
    .by = "物业沈立摄"};

static const char *const shade_words[] = {
    N_("没有"), N_("1 件"), N_("2–3 件"), N_("4–5 件"), N_("6 件以上")};

static const int64_t rising[] = {30, 41, 46, 62, 73, 78, 95, 104, 111, 121, 126, 131};
static const int64_t falling[] = {29, 24, 27, 19, 22, 15, 18, 14, 12, 13, 10, 13};
static const struct bar months[] = {
    {"7月", 41, false},
    {"8月", 36, false},
    {"9月", 52, false},
    {"10月", 47, false},
    {"11月", 29, true},
};

static const char *const ledger[][4] = {
    {"9月1日", "上期结余", "", "1,620.00"},
    {"9月12日", "居民自愿捐款 9 户", "+900.00", "2,520.00"},
    {"9月26日", "雨伞架 1 个", "−215.50", "2,304.50"},
    {"10月10日", "达人义卖（盆栽）", "+480.00", "2,784.50"},
    {"10月25日", "楼道墙面补漆材料", "−300.00", "2,484.50"},
    {"11月20日", "门厅感应灯 1 套", "−168.00", "2,316.50"},
};

static const char *const row_codes[] = {
    "204817 01 30", "204817 02 27", "204817 03 24", "204817 04 21", "204817 05 18", "204817 06 15"};
static const char *const row_names[] = {"101", "202", "304", "401", "503", "602"};
static const struct {
    const char *key, *name, *css;
} papers[] = {
    {"sheet", N_("公示单 A4"), "paper"},
    {"slip", N_("上门登记单 A4"), "paper"},
    {"card", N_("连心卡 A6"), "paper-a6"},
    {"poster", N_("二维码海报"), "paper"},
    {"sheet-large", N_("公示单 A4，大字"), "paper paper-l"},
    {"slip-large", N_("上门登记单 A4，大字"), "paper paper-l"},
};

/* What holds a tag, a time or a sentence is made for the reader. */
static const char *households(struct ctx *c, const char *msgid, int64_t n)
{
    return say(c, WORDS(msgid, INT(n)));
}

static struct html design_chips(struct ctx *c)
{
    const struct chip v[] = {{"/design", T(c, N_("全部")), 37, true},
        {"/design", "3号楼", 4, false}, {"/design", T(c, N_("公共照明")), 6, false}};
    return chips_html(c, T(c, N_("筛选")), v, COUNT(v));
}

static const struct folk *design_folk(struct ctx *c)
{
    static const struct folk plain[] = {{"周玉兰", N_("楼组长"), "021-5550-0142"},
        {"许建民", N_("居民区书记"), "021-5550-0139"},
        {"顾明珠", N_("业委会主任"), "021-5550-0166"}, {"沈立", N_("物业经理"), "021-5550-0188"}};
    struct folk *v = arena_alloc(c->arena, sizeof(plain));
    for (size_t i = 0; i < COUNT(plain); i++) {
        v[i] = plain[i];
        v[i].role = T(c, plain[i].role);
    }
    return v;
}

static struct picture design_photo(struct ctx *c, const struct picture *p)
{
    struct picture out = *p;
    out.title = T(c, p->title);
    return out;
}

static struct html design_pair(struct ctx *c)
{
    struct picture was = design_photo(c, &before), is = design_photo(c, &after);
    return pair_html(c, &was, &is);
}

static struct html design_summary(struct ctx *c)
{
    const struct summing v[] = {
        {T(c, N_("地点")), "3号楼 1 单元门厅", "/design"}, {T(c, N_("照片")), "", "/design"}};
    return summary_html(c, v, COUNT(v));
}

static struct html design_meter(struct ctx *c, bool agree)
{
    const struct meter m = agree ? (struct meter){.label = T(c, N_("同意户数")),
                                       .have_text = "98",
                                       .of_text = households(c, N_("{0} 户"), 137),
                                       .have = 98,
                                       .of = 137,
                                       .need = 69,
                                       .need_text = households(c, N_("过半 · {0} 户"), 69),
                                       .words = households(c, N_("已过半，多 {0} 户"), 29),
                                       .agree = true}
                                 : (struct meter){.label = T(c, N_("参与户数")),
                                       .have_text = "137",
                                       .of_text = households(c, N_("{0} 户"), 240),
                                       .have = 137,
                                       .of = 240,
                                       .need = 160,
                                       .need_text = households(c, N_("2/3 · {0} 户"), 160),
                                       .words = households(c, N_("还差 {0} 户"), 23)};
    return meter_html(c, &m);
}

static struct html design_result(struct ctx *c)
{
    const struct share v[] = {{SHARE_YES, T(c, N_("同意")), "142", "12,806.40", 142},
        {SHARE_NO, T(c, N_("反对")), "27", "2,410.50", 27},
        {SHARE_ABSTAIN, T(c, N_("弃权")), "9", "763.10", 9}};
    const struct shares s = {.id = "d",
        .caption = T(c, N_("表决结果")),
        .head = {T(c, N_("意见")), T(c, N_("户数")), T(c, N_("面积 ㎡"))},
        .v = v,
        .n = COUNT(v),
        .total = {T(c, N_("合计")), "178", "15,980.00"}};
    return shares_html(c, &s);
}

static struct html design_plan(struct ctx *c)
{
    static const int cases[] = {1, 3, 4, 0, 2, 7, 0, 1, 0, 2, 5};
    struct plan_house v[COUNT(cases)];
    for (int i = 0; i < (int)COUNT(cases); i++) {
        int n = cases[i];
        v[i] = (struct plan_house){.name = arena_printf(c->arena, "%d号楼", i < 3 ? i + 1 : i + 2),
            .href = "/design",
            .words = n ? say(c, WORDS(N_("{0} 件"), INT(n))) : "",
            .row = i / 4,
            .column = i % 4,
            .shade = n == 0   ? 1
                     : n == 1 ? 2
                     : n < 4  ? 3
                     : n < 6  ? 4
                              : 5};
    }
    return plan_html(c, T(c, N_("各楼正在办的事")), v, COUNT(v));
}

static struct html design_figures(struct ctx *c)
{
    const struct fig v[] = {
        {"57.0", "%", T(c, N_("美丽楼组 · 1,905/3,342")), "/design", false, rising, COUNT(rising)},
        {"13", T(c, N_("件")), T(c, N_("超时未答")), "/design", true, falling, COUNT(falling)},
        {"92", "%", T(c, N_("按时答复 · 412/448")), "/design", false, rising, COUNT(rising)},
        {"1,640", T(c, N_("人次")), T(c, N_("来参加活动")), "/design", false, NULL, 0}};
    return figures_html(c, v, COUNT(v));
}

static struct html design_slip(struct ctx *c)
{
    const struct slip s = {.codes = row_codes,
        .names = row_names,
        .n = COUNT(row_codes),
        .name_head = T(c, N_("室号")),
        .head = {T(c, N_("什么事")), T(c, N_("在不在家")), T(c, N_("签名"))},
        .width = {0, 26, 30}};
    return slip_html(c, &s);
}

static const struct card *design_cards(struct ctx *c)
{
    struct card *v = arena_alloc(c->arena, 2 * sizeof(*v));
    v[0] = (struct card){"/design", "门厅亮了，杂物清了", {"3号楼 · 11月20日", "4 位邻居一起反映"},
        tag_html(c, "done", "check", T(c, "已解决")), &after};
    v[1] = (struct card){"/design", "快递柜放哪里，不占消防通道",
        {"北门 · 议事会 11月22日 19:00", "四方已答 3 方，等业委会"},
        tag_html(c, "doing", "clock", T(c, "办理中")), NULL};
    return v;
}

static const struct item *design_items(struct ctx *c)
{
    struct item *v = arena_alloc(c->arena, 3 * sizeof(*v));
    v[0] = (struct item){.href = "/design",
        .title = "门厅的灯坏了，晚上看不清台阶",
        .quiet = "物业说 11月20日已修好，请您看一眼：解决了吗？",
        .tag = tag_html(c, "wait", "talk", T(c, "待您确认"))};
    v[1] = (struct item){.href = "/design",
        .title = "楼组自治金",
        .quiet = "11月20日付楼道灯管 168.00 元",
        .right = "2,316.50 元"};
    v[2] = (struct item){.href = "/design",
        .title = "冬至包馄饨，楼下活动室",
        .quiet = "12月20日 14:00 · 11 户报名"};
    return v;
}

static const struct task *design_tasks(struct ctx *c)
{
    struct task *v = arena_alloc(c->arena, 4 * sizeof(*v));
    v[0] = (struct task){.title = "楼组公约已生效", .done = T(c, "已完成")};
    v[1] = (struct task){.title = "自治金按期公示", .done = T(c, "已完成")};
    v[2] = (struct task){.href = "/design",
        .title = "两次茶话会",
        .quiet = "已办 1 次",
        .tag = tag_html(c, "doing", "clock", T(c, "办理中"))};
    v[3] = (struct task){.href = "/design",
        .title = "消防通道三个月无堆物",
        .quiet = "从 10月1日起算",
        .tag = tag_html(c, "no", "minus", T(c, "未开始"))};
    return v;
}

static const struct line_step *design_line(struct ctx *c)
{
    struct line_step *v = arena_alloc(c->arena, 6 * sizeof(*v));
    int64_t t = ms_of_civil(2026, 11, 19, 21, 12), hour = MS_PER_DAY / 24;
    const char *by = say(c, WORDS(N_("最迟 {0}"), DAY(t + 8 * MS_PER_DAY)));
    const char *about = say(c, WORDS(N_("预计 {0}"), DAY(t + 31 * MS_PER_DAY)));
    v[0] = (struct line_step){.title = T(c, N_("提出")), .at = t, .quiet = T(c, N_("您，在网上"))};
    v[1] =
        (struct line_step){.title = T(c, N_("受理")), .at = t + hour / 2, .quiet = "居委会 陈小燕"};
    v[2] = (struct line_step){.title = T(c, N_("答复")),
        .at = t + 12 * hour,
        .say = "灯管和启动器都坏了，今天下午换成感应灯。墙边的纸箱已请 102 室当天搬走。"};
    v[3] = (struct line_step){.title = T(c, N_("修好")), .at = t + 22 * hour};
    v[4] = (struct line_step){.title = T(c, N_("待您确认")), .when = by, .state = LINE_NOW};
    v[5] = (struct line_step){.title = T(c, N_("回访")), .when = about, .state = LINE_TODO};
    return v;
}

static const struct doors *design_doors(struct ctx *c)
{
    static const char plan[] = "lgll"
                               "lldl"
                               "glln"
                               "llld"
                               "lgll"
                               "dlll"; /* top floor first */
    static const char *const words[] = {N_("未投"), N_("已投"), N_("要上门"), N_("空置")};
    struct doors *d = arena_alloc(c->arena, sizeof(*d));
    struct door *v = arena_alloc(c->arena, 24 * sizeof(*v));
    for (int i = 0; i < 24; i++) {
        enum door_state s = plan[i] == 'l'   ? DOOR_LIT
                            : plan[i] == 'g' ? DOOR_GO
                            : plan[i] == 'n' ? DOOR_NONE
                                             : DOOR_DIM;
        int floor = 6 - i / 4, column = 1 + i % 4;
        v[i] = (struct door){
            floor, column, arena_printf(c->arena, "%d0%d", floor, column), words[s], "/design", s};
    }
    *d = (struct doors){"3号楼各户参加电梯表决的情况", v, 24, 2};
    return d;
}

static const struct audit_row *design_audit(struct ctx *c)
{
    struct audit_row *v = arena_alloc(c->arena, 4 * sizeof(*v));
    int64_t t = ms_of_civil(2026, 11, 20, 9, 30);
    v[0] = (struct audit_row){
        t, "沈立", T(c, N_("本人")), T(c, N_("网上")), "答复了 0417 门厅的灯", ""};
    v[1] = (struct audit_row){t - MS_PER_DAY, "陈小燕", T(c, N_("工作人员代")), T(c, N_("电话")),
        "替 502 室登记 0431", "来电 09:20"};
    v[2] = (struct audit_row){t - 2 * MS_PER_DAY, "周玉兰", T(c, N_("楼组长代")), T(c, N_("纸条")),
        "登记 0440", "204817 04 21"};
    v[3] = (struct audit_row){t - 3 * MS_PER_DAY, "陈小燕", T(c, N_("本人")), T(c, N_("网上")),
        "看了 401 室的电话：上门前联系", ""};
    return v;
}

static struct html design_qr(struct ctx *c)
{
    return (struct html){
        qr_svg(c->arena, "HTTP://127.0.0.1:8080/Q/LY3", T(c, "二维码：3号楼首页"))};
}
#endif
