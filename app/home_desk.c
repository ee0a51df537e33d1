/* home_desk.c - 工作台: what a desk opens from the area's home page. A room adds its line; each
 * reader sees the lines their posts allow somewhere. A line without a path begins a group. */
#include "app/home.h"
#include "src/bodies/duties.h"

static const struct {
    int duty;
    const char *path, *title, *quiet; /* path inside the area; msgids */
    bool whole; /* only with the duty over the whole area */
} desk[] = {
    {0, NULL, N_("每天"), NULL},
    {DUTY_INBOX, "inbox", N_("收件"), N_("等您办的事，按剩余时间排")},
    {DUTY_ANSWER, "work", N_("我们要办的事"), N_("分派给本单位的，按楼分，成批答复、印派工单")},
    {DUTY_INBOX, "requests", N_("诉求"), N_("全部诉求，可以筛选、打印、导出")},
    {DUTY_TRIAGE, "hotline", N_("热线"), N_("接电话、交接班、没处理完的来电")},
    {DUTY_CASES, "cases", N_("调解、劝导、帮扶"), N_("只有当事人和办的人看得到的事")},
    {DUTY_TRIAGE, "abuse", N_("举报"), N_("邻居说不该写的：看过，隐藏或者没有问题")},
    {DUTY_TRIAGE, "followups", N_("回访"), N_("办结 7 天、30 天后没有回答的，打一个电话")},
    {DUTY_ACT_FOR, "desk/new", N_("代办登记"), N_("电话、上门、微信群里说的事，以前的也可以补录")},
    {DUTY_ACT_FOR, "paper", N_("录入纸条"), N_("凭行号录入写好的纸条")},
    {DUTY_CONFIRM_CLAIM, "claims", N_("等待确认的住户"), N_("核对谁住在哪一间")},
    {DUTY_SEE_PHONE, "tell", N_("要人去说的"), N_("没有手机、没有回音的：打电话、上门")},
    {DUTY_SEE_PHONE, "messages", N_("消息发送记录"), N_("发出了什么，什么没有发成")},
    {DUTY_REGISTERS, "registers", N_("台账"),
        N_("走访、诉求、调解、关爱、志愿、巡查六本，打印、导出 Word 和 Excel")},
    {DUTY_CHECKS, "checks", N_("值班检查"), N_("门卫、保洁今天的班，查了没有，哪里不好")},
    {DUTY_INBOX, "rates", N_("三率"), N_("响应、解决、满意，按月、按地方、按类别")},
    {DUTY_INBOX, "overview", N_("一页看全"), N_("小区、网格、户、人，没有楼组长的楼")},
    {0, NULL, N_("名册和楼组"), NULL},
    {DUTY_INBOX, "buildings", N_("楼组名单"), N_("户数、面积，可以打印、导出")},
    {DUTY_PLACES, "territory", N_("网格划分"), N_("网格、微网格、小组，按哪一天看都行")},
    {DUTY_IMPORT, "import", N_("导入名册"), N_("先看结果，再写入")},
    {DUTY_SEE_PHONE, "people", N_("居民登记册"), N_("找一位居民：住处、家里人、监护人、代办人")},
    {DUTY_OWNERS, "owners", N_("业主登记册"), N_("谁的房，各占几分之几")},
    {DUTY_OWNERS, "owners/same", N_("业主合并"), N_("登记成两位的一位业主，两个人看过才合并")},
    {DUTY_SEE_PHONE, "same", N_("可能登记了两次的"), N_("一个人登记成两条，一人提出一人复核")},
    {DUTY_SEE_PHONE, "wrong/reports", N_("查无此人的报告"),
        N_("名册上有、门里没有的人，核对后写结果")},
    {DUTY_SEE_ROLL, "rolls", N_("名册"), N_("走访、送卡、收承诺书，办到哪里"), .whole = true},
    {DUTY_SEE_ROLL, "visit", N_("录入走访表"), N_("凭行号录入")},
    {0, NULL, N_("单位和职务"), NULL},
    {DUTY_POSTS, "bodies", N_("单位和任职"), N_("居委会、物业、业委会、楼组")},
    {DUTY_INBOX, "posts", N_("任职"), N_("谁在什么岗位，到哪一天")},
    {DUTY_INBOX, "terms", N_("届期"), N_("谁的任期快到了，谁正在换届")},
    {DUTY_INBOX, "tree", N_("党组织在身边"), N_("总支、支部、小组，管几栋楼几户")},
    {DUTY_INBOX, "uncovered", N_("哪栋楼还没有人"), N_("没有党小组、楼组长、业委会的楼")},
    {DUTY_INBOX, "troika", N_("三驾马车"), N_("每个小区的居委会、业委会、物业")},
    {DUTY_INBOX, "workload", N_("各人负担"), N_("谁管几栋楼、几套房、多少没办完的事")},
    {DUTY_POSTS, "handovers", N_("交接"), N_("谁把什么交给了谁，接收了没有")},
    {DUTY_INBOX, "gaps", N_("没有楼组长的楼"), N_("看名单，一起找人")},
    {0, NULL, N_("公示和打印"), NULL},
    {DUTY_BALLOTS, "ballots", N_("表决"), N_("起草、公示名册、公告、收票、计票、公布结果")},
    {DUTY_NOTICES, "notices/new", N_("发公告"), N_("通知、停水停电、居务公开、公示、决定")},
    {DUTY_NOTICES, "notices", N_("公告和公示栏"), N_("正在公布的，贴在哪里，打印")},
    {DUTY_NOTICES, "duties", N_("应当公开的事"), N_("哪些到日子了，上次是哪天")},
    {DUTY_PRINT, "slips", N_("印诉求纸条"), N_("给不上网的邻居")},
    {DUTY_PRINT, "posters", N_("楼道海报"), N_("每栋一张，扫码就能说")},
    {DUTY_PRINT, "letters", N_("密码信"), N_("还没有确认的住户，一批一批印")},
    {DUTY_PRINT, "cards", N_("连心卡"), N_("谁有、谁要重印")},
    {DUTY_POSTS, "lines", N_("热线和群"), N_("电话、公众号、楼组群")},
    {0, NULL, N_("账户和个人信息"), NULL},
    {DUTY_SEE_PHONE, "people?for=recover", N_("恢复登录"), N_("本人来柜台：换了手机、收不到短信")},
    {DUTY_PRIVACY, "privacy/desk", N_("个人信息"), N_("等着办的删除，别人的查阅和副本")},
    {DUTY_PRIVACY, "consents", N_("同意登记册"), N_("谁同意了什么，什么时候收回的")},
    {0, NULL, N_("设置和记录"), NULL},
    {DUTY_MESSAGES, "ways", N_("消息走哪里出去"), N_("短信网关、邮箱、工作群机器人")},
    {DUTY_ANSWER, "replies", N_("常用答复"), N_("常说的话存下来，答复时点一句")},
    {DUTY_WORDS, "words", N_("关键词"), N_("哪些词归到哪一类")},
    {DUTY_INBOX, "rulesets", N_("怎样才算定下来"), N_("每一类决定按哪一条、多少人参与、多少同意")},
    {DUTY_CLOCKS, "clocks", N_("服务时限"), N_("每一类多久内受理、答复")},
    {DUTY_SAFETY, "safety", N_("安全自查"), N_("备份、演练、密钥、账户：今天有没有要做的")},
    {DUTY_AUDIT, "audit", N_("审计记录"), N_("谁在什么时候做了什么")},
};

void home_desk(struct ctx *c, struct desk *out)
{
    const char *title = NULL;
    for (size_t i = 0; i < COUNT(desk); i++) {
        if (!desk[i].path) {
            title = desk[i].title;
        } else if (c->app->may(c, desk[i].duty, desk[i].whole ? c->area_id : 0)) {
            if (title) { /* the first line of its group that this reader may open */
                list_push(c->arena, out, (struct desk_group){.title = T(c, title)});
                title = NULL;
            }
            list_push(c->arena, &out->v[out->n - 1].tasks,
                (struct task){.href = area_path(c, "%s", desk[i].path),
                    .title = T(c, desk[i].title),
                    .quiet = T(c, desk[i].quiet)});
        }
    }
}
