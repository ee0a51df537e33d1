/* rolls_kinds.c - the kinds that need no room of their own. */
#include "src/rolls/rolls_room.h"

#include "src/bodies/duties.h"

/* 收垃圾分类承诺书, 发通知, 问一声: what a leader does at the doors of her stair. */
static const struct roll_mark own_marks[] = {
    {1, TICK_DONE, 0, N_("办了"),
        "已交 交了 已签 签了 已办 办了 收到 已收 同意 参加 报名 可以 没问题 好的 ✅ ✔ √ ☑ 👌 👍 [OK]"},
    {2, TICK_REFUSED, 0, N_("不愿意"),
        "不交 不签 不同意 不参加 不要 不需要 不去 不愿 拒绝 反对 ❌ ✖ × 👎"},
    {3, TICK_AWAY, 0, N_("没人"), "不在家 没在家 没人 出差 人在外地 不在上海 没遇到"},
    {0},
};

const struct roll_kind rolls_kinds[] = {
    {
        .name = "rolls.own",
        .title = N_("楼组名册"),
        .subject = ROLL_HOUSEHOLDS,
        .living = true,
        .opens = DUTY_SEE_ROLL,
        .ticks = DUTY_SEE_ROLL,
        .marks = own_marks,
    },
    {0},
};
