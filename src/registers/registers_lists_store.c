/* registers_lists_store.c - the six registers as lists: their columns, as a street office knows
 * them. The page fills in the rows. */
#include "src/registers/registers.h"

/* clang-format off */
#define NO {.name = "no", .label = N_("序号"), .type = COL_INT, .weight = 2}
#define DATE(lab) {.name = "date", .label = lab, .type = COL_DAY, .weight = 4}
#define TEXTS(nam, lab, w) {.name = nam, .label = lab, .type = COL_TEXT, .weight = w}
#define BRIEF(nam, lab, w) {.name = nam, .label = lab, .type = COL_TEXT, .weight = w, .brief = true}
#define TITLE(lab) {.name = "what", .label = lab, .type = COL_TEXT, .weight = 9, .title = true}
/* clang-format on */

static const struct column visits[] = {NO, DATE(N_("走访日期")), TEXTS("place", N_("走访地点"), 6),
    TEXTS("person", N_("走访对象"), 4), TITLE(N_("为什么事")), BRIEF("kind", N_("方式"), 3),
    TEXTS("by", N_("走访人"), 4), TEXTS("state", N_("结果"), 3), TEXTS("note", N_("了解到的"), 7),
    BRIEF("ref", N_("凭据"), 4), BRIEF("part", N_("出自"), 5), {0}};
static const int visits_cells[] = {CELL_NO, CELL_DAY, CELL_PLACE, CELL_PERSON, CELL_WHAT, CELL_KIND,
    CELL_HANDLER, CELL_STATE, CELL_NOTE, CELL_REF, CELL_PART};

static const struct column requests[] = {NO, DATE(N_("收到日期")), BRIEF("ref", N_("编号"), 3),
    TEXTS("place", N_("地点"), 6), TEXTS("person", N_("提出人"), 4), BRIEF("kind", N_("类别"), 4),
    TITLE(N_("事由")), TEXTS("by", N_("办理单位"), 5), TEXTS("state", N_("状态"), 4),
    TEXTS("note", N_("处理结果"), 8), TEXTS("clock", N_("时限"), 4),
    BRIEF("satisfaction", N_("满意度"), 3), {0}};
static const int requests_cells[] = {CELL_NO, CELL_DAY, CELL_REF, CELL_PLACE, CELL_PERSON,
    CELL_KIND, CELL_WHAT, CELL_HANDLER, CELL_STATE, CELL_NOTE, CELL_CLOCK, CELL_HAPPY};

static const struct column disputes[] = {NO, DATE(N_("受理日期")), BRIEF("ref", N_("编号"), 3),
    TEXTS("place", N_("地点"), 6), TEXTS("person", N_("当事人"), 6), BRIEF("kind", N_("类别"), 3),
    TITLE(N_("事由")), TEXTS("by", N_("承办人"), 4), TEXTS("state", N_("状态"), 4),
    TEXTS("note", N_("结果"), 8), TEXTS("clock", N_("时限"), 4), {0}};
static const int disputes_cells[] = {CELL_NO, CELL_DAY, CELL_REF, CELL_PLACE, CELL_PERSON,
    CELL_KIND, CELL_WHAT, CELL_HANDLER, CELL_STATE, CELL_NOTE, CELL_CLOCK};

static const struct column care[] = {NO, DATE(N_("从哪天起")), TEXTS("place", N_("住处"), 6),
    TEXTS("person", N_("关爱对象"), 5), BRIEF("kind", N_("类别"), 4), TITLE(N_("为什么事")),
    TEXTS("by", N_("联系人"), 5), TEXTS("state", N_("状态"), 4), TEXTS("note", N_("情况"), 7),
    BRIEF("part", N_("出自"), 5), {0}};
static const int care_cells[] = {CELL_NO, CELL_DAY, CELL_PLACE, CELL_PERSON, CELL_KIND, CELL_WHAT,
    CELL_HANDLER, CELL_STATE, CELL_NOTE, CELL_PART};

static const struct column volunteers[] = {NO, DATE(N_("从哪天起")), TEXTS("by", N_("志愿者"), 5),
    TITLE(N_("做什么")), TEXTS("place", N_("哪里"), 6), TEXTS("person", N_("服务对象"), 5),
    TEXTS("state", N_("状态"), 4), BRIEF("part", N_("出自"), 5), {0}};
static const int volunteers_cells[] = {
    CELL_NO, CELL_DAY, CELL_HANDLER, CELL_WHAT, CELL_PLACE, CELL_PERSON, CELL_STATE, CELL_PART};

static const struct column safety[] = {NO, DATE(N_("发现日期")), BRIEF("ref", N_("编号"), 3),
    TEXTS("place", N_("地点"), 6), BRIEF("kind", N_("类别"), 4), TITLE(N_("隐患或情况")),
    TEXTS("person", N_("发现人"), 4), TEXTS("by", N_("整改单位"), 5), TEXTS("state", N_("状态"), 4),
    TEXTS("note", N_("整改结果"), 8), TEXTS("clock", N_("时限"), 4), BRIEF("part", N_("出自"), 5),
    {0}};
static const int safety_cells[] = {CELL_NO, CELL_DAY, CELL_REF, CELL_PLACE, CELL_KIND, CELL_WHAT,
    CELL_PERSON, CELL_HANDLER, CELL_STATE, CELL_NOTE, CELL_CLOCK, CELL_PART};

static const struct list_filter all[] = {{.name = "all", .label = N_("全部")}, {0}};

#define LIST(key, lab, about) \
    const struct list registers_##key##_list = {.name = "register-" #key, \
        .title = lab, \
        .columns = key, \
        .filters = all, \
        .orders = {{.name = "date", .label = N_("按日期"), .sql = ""}}, \
        .empty = about, \
        .counted = N_("共 {0} 条")}
LIST(visits, N_("走访台账"), N_("这段时间没有走访。上门时打勾、录入走访表，这里就有。"));
LIST(requests, N_("诉求台账"), N_("这段时间没有诉求。登记一件，这里就有一行。"));
LIST(disputes, N_("矛盾调解台账"), N_("这段时间没有您看得到的调解、劝导、帮扶。"));
LIST(care, N_("关爱对象台账"), N_("这段时间没有登记的关爱对象。"));
LIST(volunteers, N_("志愿活动台账"), N_("这段时间没有登记的志愿活动。"));
LIST(safety, N_("安全巡查台账"), N_("这段时间没有报上来的隐患。"));

#define INFO(key, lab, about) \
    { \
#key, lab, about, &registers_##key##_list, key##_cells \
    }
static const struct register_info infos[] = {{0},
    INFO(visits, N_("走访台账"), N_("上门打勾、走访表、办案上门、上门时说的诉求")),
    INFO(requests, N_("诉求台账"), N_("每一件诉求，热线当场办了的")),
    INFO(disputes, N_("矛盾调解台账"), N_("调解、劝导、帮扶，只列您看得到的")),
    INFO(care, N_("关爱对象台账"), N_("帮扶的、有监护人的、请人代办的、要当面告诉的")),
    INFO(volunteers, N_("志愿活动台账"), N_("帮扶里的志愿者、值班电话")),
    INFO(safety, N_("安全巡查台账"), N_("消防、堆物、电梯、墙面的隐患，值班交接写的"))};
_Static_assert(COUNT(infos) == REGISTERS_END, "one a register");
_Static_assert(COUNT(visits) - 1 == COUNT(visits_cells), "a cell a column");
_Static_assert(COUNT(requests) - 1 == COUNT(requests_cells), "a cell a column");
_Static_assert(COUNT(disputes) - 1 == COUNT(disputes_cells), "a cell a column");
_Static_assert(COUNT(care) - 1 == COUNT(care_cells), "a cell a column");
_Static_assert(COUNT(volunteers) - 1 == COUNT(volunteers_cells), "a cell a column");
_Static_assert(COUNT(safety) - 1 == COUNT(safety_cells), "a cell a column");

const struct choice registers_kinds[] = {
    {REGISTER_VISITS, "visits", N_("走访台账")},
    {REGISTER_REQUESTS, "requests", N_("诉求台账")},
    {REGISTER_DISPUTES, "disputes", N_("矛盾调解台账")},
    {REGISTER_CARE, "care", N_("关爱对象台账")},
    {REGISTER_VOLUNTEERS, "volunteers", N_("志愿活动台账")},
    {REGISTER_SAFETY, "safety", N_("安全巡查台账")},
    {0},
};
const struct choice registers_states[] = {
    {REGISTER_GOING_ON, "open", N_("还没办完")},
    {REGISTER_ENDED, "ended", N_("已办完")},
    {REGISTER_LATE, "late", N_("超时的")},
    {0},
};

const struct register_info *registers_info(int64_t which)
{
    return which > 0 && which < REGISTERS_END ? &infos[which] : NULL;
}

int64_t registers_named(const char *key)
{
    int64_t found = 0;
    for (int64_t i = 1; i < REGISTERS_END; i++) {
        found = str_same(infos[i].key, key) ? i : found;
    }
    return found;
}
