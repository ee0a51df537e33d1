/* requests_words_rules.c - the words a new area starts with; the committee changes them on its own
 * page. Folded: 简体, half-width, lower case. */
#include "src/requests/requests.h"

#include <string.h>

/* clang-format off */
const struct keyword requests_default_words[] = {
    {"灯", KIND_LIGHT}, {"路灯", KIND_LIGHT}, {"楼道灯", KIND_LIGHT}, {"感应灯", KIND_LIGHT},
    {"灯泡", KIND_LIGHT}, {"灯管", KIND_LIGHT}, {"声控灯", KIND_LIGHT}, {"照明", KIND_LIGHT},
    {"漆黑", KIND_LIGHT}, {"摸黑", KIND_LIGHT}, {"没有灯", KIND_LIGHT}, {"灯不亮", KIND_LIGHT},
    {"灯坏", KIND_LIGHT},
    {"电梯", KIND_LIFT}, {"升降梯", KIND_LIFT}, {"困梯", KIND_LIFT}, {"轿厢", KIND_LIFT},
    {"电梯停运", KIND_LIFT}, {"电梯异响", KIND_LIFT}, {"电梯门", KIND_LIFT},
    {"停水", KIND_WATER}, {"漏水", KIND_WATER}, {"水管", KIND_WATER}, {"渗水", KIND_WATER},
    {"水压", KIND_WATER}, {"自来水", KIND_WATER}, {"水表", KIND_WATER}, {"水箱", KIND_WATER},
    {"滴漏", KIND_WATER}, {"爆管", KIND_WATER}, {"没水", KIND_WATER},
    {"下水道", KIND_DRAIN}, {"下水", KIND_DRAIN}, {"堵塞", KIND_DRAIN}, {"窨井", KIND_DRAIN},
    {"污水", KIND_DRAIN}, {"返水", KIND_DRAIN}, {"化粪池", KIND_DRAIN}, {"积水", KIND_DRAIN},
    {"马桶堵", KIND_DRAIN}, {"地漏", KIND_DRAIN}, {"井盖", KIND_DRAIN},
    {"门禁", KIND_DOOR}, {"对讲", KIND_DOOR}, {"大门", KIND_DOOR}, {"单元门", KIND_DOOR},
    {"楼道窗", KIND_DOOR}, {"门锁", KIND_DOOR}, {"闭门器", KIND_DOOR}, {"刷卡", KIND_DOOR},
    {"门坏", KIND_DOOR}, {"玻璃碎", KIND_DOOR}, {"关不上", KIND_DOOR},
    {"堆物", KIND_CLUTTER}, {"杂物", KIND_CLUTTER}, {"楼道堆", KIND_CLUTTER}, {"纸箱", KIND_CLUTTER},
    {"旧家具", KIND_CLUTTER}, {"占用楼道", KIND_CLUTTER}, {"过道", KIND_CLUTTER},
    {"旧自行车", KIND_CLUTTER}, {"鞋柜", KIND_CLUTTER}, {"楼梯间", KIND_CLUTTER},
    {"垃圾", KIND_RUBBISH}, {"垃圾房", KIND_RUBBISH}, {"垃圾桶", KIND_RUBBISH}, {"清运", KIND_RUBBISH},
    {"异味", KIND_RUBBISH}, {"保洁", KIND_RUBBISH}, {"臭味", KIND_RUBBISH},
    {"建筑垃圾", KIND_RUBBISH}, {"湿垃圾", KIND_RUBBISH}, {"没人扫", KIND_RUBBISH},
    {"停车", KIND_PARKING}, {"车位", KIND_PARKING}, {"乱停", KIND_PARKING}, {"占车位", KIND_PARKING},
    {"充电桩", KIND_PARKING}, {"僵尸车", KIND_PARKING}, {"堵车", KIND_PARKING},
    {"电瓶车乱放", KIND_PARKING}, {"停车费", KIND_PARKING}, {"挡路", KIND_PARKING},
    {"噪声", KIND_NOISE}, {"噪音", KIND_NOISE}, {"装修", KIND_NOISE}, {"吵闹", KIND_NOISE},
    {"音响", KIND_NOISE}, {"广场舞", KIND_NOISE}, {"半夜", KIND_NOISE}, {"敲打", KIND_NOISE},
    {"施工", KIND_NOISE}, {"太吵", KIND_NOISE}, {"扰民", KIND_NOISE},
    {"狗", KIND_PETS}, {"猫", KIND_PETS}, {"遛狗", KIND_PETS}, {"狗叫", KIND_PETS},
    {"狗屎", KIND_PETS}, {"宠物", KIND_PETS}, {"不牵绳", KIND_PETS}, {"流浪猫", KIND_PETS},
    {"流浪狗", KIND_PETS}, {"狗绳", KIND_PETS},
    {"绿化", KIND_GREEN}, {"树枝", KIND_GREEN}, {"草坪", KIND_GREEN}, {"树木", KIND_GREEN},
    {"虫害", KIND_GREEN}, {"修剪", KIND_GREEN}, {"花坛", KIND_GREEN}, {"毁绿", KIND_GREEN},
    {"种菜", KIND_GREEN}, {"杂草", KIND_GREEN}, {"枯树", KIND_GREEN},
    {"消防", KIND_SAFETY}, {"消防通道", KIND_SAFETY}, {"灭火器", KIND_SAFETY}, {"飞线", KIND_SAFETY},
    {"燃气", KIND_SAFETY}, {"煤气", KIND_SAFETY}, {"冒烟", KIND_SAFETY}, {"着火", KIND_SAFETY},
    {"消防栓", KIND_SAFETY}, {"电线裸露", KIND_SAFETY}, {"火灾", KIND_SAFETY},
    {"进楼充电", KIND_SAFETY},
    {"墙面", KIND_WALL}, {"屋顶", KIND_WALL}, {"外墙", KIND_WALL}, {"墙皮", KIND_WALL},
    {"脱落", KIND_WALL}, {"裂缝", KIND_WALL}, {"雨棚", KIND_WALL}, {"屋面", KIND_WALL},
    {"天花板", KIND_WALL}, {"扶手", KIND_WALL}, {"台阶", KIND_WALL}, {"墙砖", KIND_WALL},
    {"独居", KIND_CARE}, {"摔倒", KIND_CARE}, {"摔伤", KIND_CARE}, {"孤老", KIND_CARE},
    {"送餐", KIND_CARE}, {"送药", KIND_CARE}, {"老人", KIND_CARE}, {"护理", KIND_CARE},
    {"生病", KIND_CARE}, {"轮椅", KIND_CARE}, {"配药", KIND_CARE},
    {"邻居吵架", KIND_NEIGHBOURS}, {"纠纷", KIND_NEIGHBOURS}, {"争吵", KIND_NEIGHBOURS},
    {"空调滴水", KIND_NEIGHBOURS}, {"调解", KIND_NEIGHBOURS}, {"吵架", KIND_NEIGHBOURS},
    {"楼上漏", KIND_NEIGHBOURS}, {"骂人", KIND_NEIGHBOURS}, {"不讲理", KIND_NEIGHBOURS},
    {"建议", KIND_IDEA}, {"希望", KIND_IDEA}, 
    {"开个班", KIND_IDEA}, {"活动室", KIND_IDEA}, {"想要", KIND_IDEA}, {"增设", KIND_IDEA},
    {"加装", KIND_IDEA},
    {0},
};
/* clang-format on */

/* The guess ------------------------------------------------------------------------------------ */
enum { KINDS_END = 41 };
struct score {
    int times;
    size_t longest; /* bytes of the longest word met */
};

static const struct keyword *longest_at(const struct keywords *words, const char *s)
{
    const struct keyword *best = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < words->n; i++) {
        size_t n = strlen(words->v[i].word);
        if (n > longest && strncmp(s, words->v[i].word, n) == 0) {
            best = &words->v[i];
            longest = n;
        }
    }
    return best;
}

static void count_words(
    const struct keywords *words, const char *folded, struct score scores[KINDS_END])
{
    for (const char *s = folded; *s;) {
        const struct keyword *w = longest_at(words, s);
        if (!w) {
            s++;
            continue;
        }
        size_t n = strlen(w->word);
        if (w->kind > 0 && w->kind < KINDS_END) {
            struct score *k = &scores[w->kind];
            k->times++;
            k->longest = n > k->longest ? n : k->longest;
        }
        s += n;
    }
}

static bool better(const struct score *a, const struct score *b)
{
    return a->times != b->times ? a->times > b->times : a->longest > b->longest;
}

/* The best kind not among out[0..n); 0 when no word of another was met. */
static int64_t next_best(const struct score scores[KINDS_END], const int64_t *out, int n)
{
    int64_t best = 0;
    for (int64_t k = 1; k < KINDS_END; k++) {
        bool taken = scores[k].times == 0;
        for (int i = 0; i < n; i++) {
            taken |= out[i] == k;
        }
        if (!taken && (!best || better(&scores[k], &scores[best]))) {
            best = k;
        }
    }
    return best;
}

static int64_t next_common(const int64_t *out, int n)
{
    static const int64_t common[] = {
        KIND_OTHER, KIND_CLUTTER, KIND_LIGHT, KIND_IDEA, KIND_RUBBISH, KIND_WATER};
    for (size_t i = 0; i < COUNT(common); i++) {
        bool taken = false;
        for (int k = 0; k < n; k++) {
            taken |= out[k] == common[i];
        }
        if (!taken) {
            return common[i];
        }
    }
    return KIND_OTHER;
}

void requests_likely(const struct keywords *words, const char *folded, int n, int64_t *out)
{
    struct score scores[KINDS_END] = {0};
    count_words(words, folded, scores);
    for (int i = 0; i < n; i++) {
        int64_t best = next_best(scores, out, i);
        out[i] = best ? best : next_common(out, i);
    }
}

enum request_kind requests_guess(const struct keywords *words, const char *folded)
{
    int64_t best;
    requests_likely(words, folded, 1, &best);
    return (enum request_kind)best;
}
