/* demo_rulesets.c - what the invented town decided about small things of a stair: it begins in two
 * weeks, so its page, the rule that still holds and the words beside it can all be seen. */
#include "app/demo.h"

#include "src/rulesets/rulesets.h"

enum { BEGINS_DAYS = 14 };

bool demo_rulesets(struct ctx *c)
{
    struct ruleset r = {.law = LAW_NATION,
        .decides = DECIDES_SMALL,
        .source = "《柳河镇楼组议事办法（试行）》",
        .article = "第六条",
        .note = "楼组公约、值日、添置楼道里的东西都按这一条。提前 5 天贴在楼道里，也发到楼组群。",
        .valid_from = day_text(c->arena, c->now + BEGINS_DAYS * MS_PER_DAY),
        .valid_to = "",
        .took_part = {FROM_ROLL, AT_LEAST, {2, 3}},
        .agree = {FROM_PART, MORE_THAN, {1, 2}},
        .notice_days = 5,
        .objection_days = 1,
        .publish_days = 1,
        .shown_days = 7,
        .precedence = FIRST_COUNTS,
        .silence = SILENCE_NONE};
    return rulesets_add(c, &r);
}
