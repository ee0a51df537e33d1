#include "src/safety/safety.h"

enum { BACKUP_HOURS = 50, VERIFY_DAYS = 8, DRILL_DAYS = 92, ROOM_MIB = 2048, FOREIGN_MOST = 50 };

const struct choice safety_states[] = {
    {SAFETY_GOOD, "good", N_("好"), NULL, "done", "check"},
    {SAFETY_TO_DO, "todo", N_("要做"), NULL, "late", "alert"},
    {0},
};

static void put(struct safety_lines *out, const char *key, const char *what, bool good,
    struct words says, const char *act)
{
    must(out->n < COUNT(out->v));
    out->v[out->n++] = (struct safety_line){.key = key,
        .what = what,
        .state = good ? SAFETY_GOOD : SAFETY_TO_DO,
        .says = says,
        .act = good ? NULL : act};
    out->to_do += !good;
}

static void judge_backup(struct safety_lines *out, const struct safety *s)
{
    const struct backup_state *b = &s->backup;
    int64_t hours = (s->now - b->made_at) / 3600000;
    if (b->failed_at > b->made_at) {
        put(out, "backup", N_("最近一次备份"), false,
            WORDS(N_("{0} 的备份没有做成：{1}"), TIME(b->failed_at), TEXT(b->why)),
            N_("请管电脑的人看一下备份的磁盘，再运行 eaves backup。"));
    } else if (!b->made_at) {
        put(out, "backup", N_("最近一次备份"), false, SAY(N_("还没有做过备份")),
            N_("请管电脑的人给 eaves serve 加上 --backup-dir，每天夜里自动备份。"));
    } else {
        put(out, "backup", N_("最近一次备份"), hours < BACKUP_HOURS,
            WORDS(N_("{0} 做的，{1} 小时前，{2} 行"), TIME(b->made_at), INT(hours), INT(b->rows)),
            N_("备份旧了，请管电脑的人看一下为什么夜里没有做。"));
    }
    put(out, "nightly", N_("每天自动备份"), s->backup_planned,
        s->backup_planned ? SAY(N_("开着")) : SAY(N_("没有开")),
        N_("请管电脑的人给 eaves serve 加上 --backup-dir，存到另一块盘上。"));
}

static void judge_proof(struct safety_lines *out, const struct safety *s)
{
    const struct backup_state *b = &s->backup;
    bool fresh = b->verified_at && s->now - b->verified_at < VERIFY_DAYS * MS_PER_DAY;
    put(out, "verified", N_("备份核对，连同每条记录的链"), fresh && !b->bad,
        !b->verified_at ? SAY(N_("还没有核对过"))
        : b->bad ? WORDS(N_("{0} 核对出 {1} 处不对：{2}"), TIME(b->verified_at), INT(b->bad),
                       TEXT(b->says))
                 : WORDS(N_("{0} 核对过，全部对得上"), TIME(b->verified_at)),
        b->bad ? N_("这份备份不能用，请再做一份；再不对，把它和日志留着，告诉开发的人。")
               : N_("请管电脑的人运行 eaves backup 文件夹 --verify。"));
    bool drilled = b->drill_at && s->now - b->drill_at < DRILL_DAYS * MS_PER_DAY;
    put(out, "drill", N_("恢复演练"), drilled,
        b->drill_at ? WORDS(N_("{0} 做的，{1} 秒恢复了 {2} 行"), TIME(b->drill_at),
                          INT((b->drill_ms + 999) / 1000), INT(b->drill_rows))
                    : SAY(N_("还没有演练过")),
        N_("每季度一次，请管电脑的人运行 eaves backup 文件夹 --drill。"));
}

static void judge_machine(struct safety_lines *out, const struct safety *s)
{
    put(out, "tls", N_("网页加密（https）"), s->tls || s->own_machine,
        s->tls           ? SAY(N_("开着"))
        : s->own_machine ? SAY(N_("没有开；只有本机能打开网页"))
                         : SAY(N_("没有开，同一个网络里的人看得见内容")),
        N_("请管电脑的人装好 nginx 和证书，--url 写 https 地址（见 docs/server.md）。"));
    put(out, "key", N_("密钥文件"), s->key_mode >= 0 && (s->key_mode & 077) == 0,
        s->key_mode < 0            ? SAY(N_("看不到密钥文件"))
        : (s->key_mode & 077) == 0 ? SAY(N_("只有运行程序的账户读得到"))
                                   : SAY(N_("别的账户也读得到")),
        N_("请管电脑的人运行 chmod 600 密钥文件，并另存一份在保险柜里：备份里没有它。"));
    put(out, "room", N_("剩余磁盘"), s->free_mib >= ROOM_MIB,
        s->free_mib >= ROOM_MIB ? WORDS(N_("还有 {0} GiB"), INT(s->free_mib / 1024))
                                : WORDS(N_("还有 {0} MiB"), INT(s->free_mib < 0 ? 0 : s->free_mib)),
        N_("请管电脑的人腾出地方，满了就只能看、不能写。"));
    put(out, "sms", N_("短信验证码"), s->sms,
        s->sms ? SAY(N_("接上了"))
               : SAY(N_("没有接上：验证码到不了手机，居民自己办不了要验证手机的事")),
        N_("请管电脑的人接上短信网关（见 docs/server.md）。"));
    put(out, "jobs", N_("后台工作"), s->stuck_jobs == 0,
        s->stuck_jobs ? WORDS(N_("{0} 件做了五次都没成"), INT(s->stuck_jobs))
                      : SAY(N_("没有卡住的")),
        N_("请管电脑的人运行 eaves doctor，看日志里的原因。"));
    put(out, "schema", N_("数据库版本"), true, WORDS(N_("和程序一致，共 {0} 步"), INT(s->steps)),
        NULL);
}

static void judge_people(struct safety_lines *out, const struct safety *s)
{
    put(out, "demo", N_("演示登录"), !s->demo,
        s->demo ? SAY(N_("开着，任何人都能用演示身份进来")) : SAY(N_("关着")),
        N_("这是演示数据。正式使用请从空的数据库开始：eaves init。"));
    put(out, "default", N_("默认账户"), s->default_logins == 0,
        s->default_logins ? WORDS(N_("{0} 个登录名是 admin、test 这一类"), INT(s->default_logins))
                          : SAY(N_("没有 admin、test 这一类登录名")),
        N_("请用本人的登录名重新开户，旧的停用。"));
    put(out, "second", N_("工作人员的动态码"), s->no_second == 0,
        s->no_second
            ? WORDS(N_("{0} 位工作人员里有 {1} 位没有动态码"), INT(s->staff), INT(s->no_second))
            : WORDS(N_("{0} 位工作人员都有"), INT(s->staff)),
        N_("请在“单位和任职”里给他们重新开登录。"));
    put(out, "ended", N_("离任还能登录的"), s->post_ended == 0,
        s->post_ended ? WORDS(N_("{0} 位工作人员已没有职务，账户还在"), INT(s->post_ended))
                      : SAY(N_("没有")),
        N_("没有职务就没有权限；账户也请在“单位和任职”里停用。"));
}

static void judge_use(struct safety_lines *out, const struct safety *s)
{
    put(out, "phones", N_("最近 30 天登录过的账户"), true, WORDS(N_("{0} 个"), INT(s->phones)),
        NULL);
    put(out, "wrong", N_("最近 30 天被拒绝的尝试"), s->wrong < 20 * FOREIGN_MOST,
        WORDS(N_("{0} 次（验证码不对、没有权限）"), INT(s->wrong)),
        N_("比平时多，请看审计记录，也可以请管电脑的人看日志。"));
    put(out, "foreign", N_("最近 30 天有人试别处的编号"), s->foreign < FOREIGN_MOST,
        WORDS(N_("{0} 次，都没有看到"), INT(s->foreign)),
        N_("可能有人在猜编号，请管电脑的人看日志里的来源。"));
}

struct safety_lines safety_judge(const struct safety *s)
{
    struct safety_lines out = {0};
    judge_backup(&out, s);
    judge_proof(&out, s);
    judge_machine(&out, s);
    judge_people(&out, s);
    judge_use(&out, s);
    return out;
}
