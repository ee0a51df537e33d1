/* design_pages.c - /design: every piece pages are set from, drawn by the product's own parts, so
 * that what is wrong with the look is seen here first. /design/paper/KIND is the same for paper.
 * The people, phones and sums are made up. */
#include "assets_names.h"
#include "lib/paper/paper.h"
#include "lib/web/parts.h"

extern const struct module design_module;

/* Samples -------------------------------------------------------------------------------------- */
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

static const struct chip chips[] = {
    {"/design", "全部", 37, true},
    {"/design", "3号楼", 4, false},
    {"/design", "公共照明", 6, false},
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

static const struct folk folks[] = {
    {"周玉兰", "楼组长", "021-5550-0142"},
    {"许建民", "居民区书记", "021-5550-0139"},
    {"顾明珠", "业委会主任", "021-5550-0166"},
    {"沈立", "物业经理", "021-5550-0188"},
};

static const struct picture before = {.src = ASSET_SAMPLE_BEFORE_SVG,
    .alt = "门厅灯不亮，墙边堆着纸箱和旧车",
    .width = 640,
    .height = 480,
    .title = "整治前",
    .when = "11月19日 21:10",
    .by = "提出人摄"};
static const struct picture after = {.src = ASSET_SAMPLE_AFTER_SVG,
    .alt = "门厅灯亮，墙面刷白，杂物已清",
    .width = 640,
    .height = 480,
    .title = "整治后",
    .when = "11月20日 19:40",
    .by = "物业沈立摄"};

static const struct summing summing[] = {
    {"地点", "3号楼 1 单元门厅", "/design"},
    {"照片", "", "/design"},
};

static const struct meter meters[] = {
    {"参与户数", "137", "240 户", 137, 240, 160, "2/3 · 160 户", "还差 23 户", false},
    {"同意户数", "98", "137 户", 98, 137, 69, "过半 · 69 户", "已过半，多 29 户", true},
};
static const struct share votes[] = {
    {SHARE_YES, "同意", "142", "12,806.40", 142},
    {SHARE_NO, "反对", "27", "2,410.50", 27},
    {SHARE_ABSTAIN, "弃权", "9", "763.10", 9},
};
static const struct shares result = {"d", "表决结果", {"意见", "户数", "面积 ㎡"}, votes,
    COUNT(votes), {"合计", "178", "15,980.00"}};

static const struct plan_house houses[] = {
    {"1号楼", "/design", "1 件", 0, 0, 2},
    {"2号楼", "/design", "3 件", 0, 1, 3},
    {"3号楼", "/design", "4 件", 0, 2, 4},
    {"5号楼", "/design", "", 0, 3, 1},
    {"6号楼", "/design", "2 件", 1, 0, 3},
    {"7号楼", "/design", "7 件", 1, 1, 5},
    {"8号楼", "/design", "", 1, 2, 1},
    {"9号楼", "/design", "1 件", 1, 3, 2},
    {"10号楼", "/design", "", 2, 0, 1},
    {"11号楼", "/design", "2 件", 2, 1, 3},
    {"12号楼", "/design", "5 件", 2, 2, 4},
};
static const char *const shade_words[] = {
    N_("没有"), N_("1 件"), N_("2–3 件"), N_("4–5 件"), N_("6 件以上")};

static const int64_t rising[] = {30, 41, 46, 62, 73, 78, 95, 104, 111, 121, 126, 131};
static const int64_t falling[] = {29, 24, 27, 19, 22, 15, 18, 14, 12, 13, 10, 13};
static const struct fig figures[] = {
    {"57.0", "%", "美丽楼组 · 1,905/3,342", "/design", false, rising, COUNT(rising)},
    {"13", "件", "超时未答", "/design", true, falling, COUNT(falling)},
    {"92", "%", "按时答复 · 412/448", "/design", false, rising, COUNT(rising)},
    {"1,640", "人次", "来参加活动", "/design", false, NULL, 0},
};
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
static const struct slip slip = {.codes = row_codes,
    .names = row_names,
    .n = COUNT(row_codes),
    .name_head = "室号",
    .head = {"什么事", "在不在家", "签名"},
    .width = {0, 26, 30}};

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

/* Forms: declared as rooms do, filled in. */
struct sample {
    const char *what, *code;
    int64_t place, vote;
    bool tell;
};
static const struct choice places[] = {
    {1, "b3", "3号楼", NULL, NULL, NULL},
    {2, "b5", "5号楼", NULL, NULL, NULL},
    {0},
};
static const struct choice stances[] = {
    {1, "yes", N_("同意"), NULL, NULL, NULL},
    {2, "no", N_("反对"), NULL, NULL, NULL},
    {3, "abstain", N_("弃权"), N_("算参与，不算同意"), NULL, NULL},
    {0},
};
static const struct field sample_fields[] = {
    FIELD(struct sample, FIELD_LINES, what, .label = N_("发生了什么事？"),
        .help = N_("什么时候、影响到谁。不用写名字。"), .required = true, .min = 5, .max = 500),
    FIELD(struct sample, FIELD_CODE, code, .label = N_("验证码"), .min = 6, .max = 6,
        .autocomplete = "one-time-code"),
    FIELD(struct sample, FIELD_ID, place, .label = N_("哪一栋"), .choices = places),
    FIELD(struct sample, FIELD_CHOICE, vote, .label = N_("这一票"), .choices = stances),
    FIELD_UPLOAD("photo", .label = N_("照片"),
        .help = N_("可以不拍。最多 3 张，不会留下拍摄位置。"), .max = 10 << 20),
    FIELD(struct sample, FIELD_FLAG, tell, .label = N_("有进展时发短信给我")),
    {0},
};
static const struct form sample_form = {"design", sizeof(struct sample), sample_fields};

struct acting {
    int64_t channel, happened;
    const char *evidence;
};
static const struct choice channels[] = {
    {CHANNEL_PHONE, "phone", N_("电话"), NULL, NULL, NULL},
    {CHANNEL_PAPER, "paper", N_("纸条"), NULL, NULL, NULL},
    {CHANNEL_VISIT, "visit", N_("上门"), NULL, NULL, NULL},
    {CHANNEL_GROUP, "group", N_("群里"), NULL, NULL, NULL},
    {0},
};
static const struct field acting_fields[] = {
    FIELD(struct acting, FIELD_CHOICE, channel, .label = N_("从哪里来"), .choices = channels),
    FIELD(struct acting, FIELD_TIME, happened, .label = N_("什么时候说的")),
    FIELD(struct acting, FIELD_TEXT, evidence, .label = N_("凭据"),
        .help = N_("来电记录、纸条行号，或在场的人")),
    {0},
};
static const struct form acting_form = {"design.acting", sizeof(struct acting), acting_fields};

/* Samples with tags or times in them need the context. */
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
    v[0] = (struct line_step){.title = "提出", .at = t, .quiet = "您，在网上"};
    v[1] = (struct line_step){.title = "受理", .at = t + hour / 2, .quiet = "居委会值班 陈小燕"};
    v[2] = (struct line_step){.title = "物业答复",
        .at = t + 12 * hour,
        .say = "灯管和启动器都坏了，今天下午换成感应灯。墙边的纸箱已请 102 室当天搬走。"};
    v[3] = (struct line_step){
        .title = "修好", .at = t + 22 * hour, .quiet = "照片 1 张 · 168.00 元，出自楼组自治金"};
    v[4] = (struct line_step){.title = "待您确认", .when = "最迟 11月27日", .state = LINE_NOW};
    v[5] = (struct line_step){.title = "回访", .when = "预计 12月20日", .state = LINE_TODO};
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
    static const char *const words[] = {"未投", "已投", "要上门", "空置"};
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
    v[0] = (struct audit_row){t, "沈立", "本人", "网上", "答复了 0417 门厅的灯", ""};
    v[1] = (struct audit_row){
        t - MS_PER_DAY, "陈小燕", "工作人员代", "电话", "替 502 室登记 0431", "来电 09:20"};
    v[2] = (struct audit_row){
        t - 2 * MS_PER_DAY, "周玉兰", "楼组长代", "纸条", "登记 0440", "204817 04 21"};
    v[3] = (struct audit_row){
        t - 3 * MS_PER_DAY, "陈小燕", "本人", "网上", "看了 401 室的电话：上门前联系", ""};
    return v;
}

static struct html design_qr(struct ctx *c)
{
    return (struct html){
        qr_svg(c->arena, "HTTP://127.0.0.1:8080/Q/LY3", T(c, "二维码：3号楼首页"))};
}

#include "design.html.h"

/* Pages -----------------------------------------------------------------------------------------
 */
static void show_design(struct ctx *c)
{
    const struct page page = {.title = T(c, "设计样张"),
        .wide = true,
        .description = T(c, "屋檐的设计样张：全部部件"),
        .at = T(c, "设计样张")};
    static const struct sample typed = {"门厅的灯坏了，晚上看不清台阶", "381904", 1, 1, true};
    form_fill(c, &sample_form, &typed);
    page_begin(c, &page);
    design_head_tpl(c);
    cols_open(c);
    colours_tpl(c);
    controls_tpl(c);
    rows_tpl(c);
    forms_tpl(c);
    acting_tpl(c);
    ballots_tpl(c);
    desk_tpl(c);
    cols_close(c);
    page_end(c);
}

static void show_poster(struct ctx *c)
{
    const struct poster poster = {.title = T(c, "有事，扫一扫"),
        .line = T(c, "3号楼的事，在这里说，在这里看办到哪一步"),
        .address = "127.0.0.1:8080/q/ly3",
        .phone = "021-5550-0139",
        .small = T(c, "不上网，打电话或交纸条一样办"),
        .qr = design_qr(c)};
    put_raw(c, poster_html(c, &poster));
}

static void show_paper(struct ctx *c)
{
    const char *kind = req_text(c, "kind");
    for (size_t i = 0; i < COUNT(papers); i++) {
        if (!str_same(kind, papers[i].key)) {
            continue;
        }
        page_begin(c, &(struct page){.title = T(c, papers[i].name),
                          .back = "/design",
                          .focus = true,
                          .body_class = papers[i].css});
        if (str_starts(kind, "sheet")) {
            sheet_tpl(c);
        } else if (str_starts(kind, "slip")) {
            slip_sheet_tpl(c);
        } else if (str_starts(kind, "card")) {
            card_tpl(c);
        } else {
            show_poster(c);
        }
        page_end(c);
        return;
    }
    not_found(c);
}

static const struct route routes[] = {
    {.method = "GET",
        .path = "/design",
        .handle = show_design,
        .duty = DUTY_PUBLIC,
        .title = N_("设计样张")},
    {.method = "GET",
        .path = "/design/paper/:kind",
        .handle = show_paper,
        .duty = DUTY_PUBLIC,
        .title = N_("设计样张：纸上")},
    {0},
};

const struct module design_module = {.name = "design", .tier = 4, .routes = routes};
