/* people_judge_pages.c - are two entries one? The form of whoever decides, and of whoever takes it
 * back: for persons (src/identity) and for owners alike. */
#include "lib/web/form.h"
#include "src/people/people.h"

static const struct choice decisions[] = {
    {JUDGED_ONE, "confirm", N_("确认，是同一位")},
    {JUDGED_TWO, "refuse", N_("不是同一位")},
    {0},
};
static const struct field judge_fields[] = {
    FIELD(struct judge_form, FIELD_CHOICE, decision, .label = N_("复核的结果"), .required = true,
        .choices = decisions),
    FIELD(struct judge_form, FIELD_TEXT, reason, .max = 200, .label = N_("说明"),
        .help = N_("不是同一位的，要写明怎么看出来的。")),
    {0},
};
static const struct field undo_fields[] = {
    FIELD(struct undo_form, FIELD_TEXT, reason, .min = 2, .max = 200, .label = N_("为什么"),
        .required = true),
    {0},
};
const struct form people_judge_form = {"people.judge", sizeof(struct judge_form), judge_fields};
const struct form people_undo_form = {"people.undo", sizeof(struct undo_form), undo_fields};
