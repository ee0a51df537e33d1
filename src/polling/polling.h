/* polling.h - 表决的页面: a decision from draft to the closed box, as people meet it.
 *
 * Who organises it writes the draft, hangs the roll, announces, reminds and answers objections; who
 * is on the roll votes, reads it once more before it goes, and gets a receipt; everybody sees how
 * it stands and by which rule. Nothing is decided here: src/ballots, src/electorate and src/votes
 * do.
 */
#ifndef EAVES_POLLING_H
#define EAVES_POLLING_H

#include "src/ballots/ballots_pages.h"
#include "src/votes/votes.h"

/* What each page file gives the others. */
extern const struct form polling_new_form, polling_item_form, polling_step_form,
    polling_announce_form, polling_object_form, polling_answer_form, polling_off_form,
    polling_vote_form;
void polling_fill_steps(struct ctx *c, const struct ballot *b);
void polling_show(struct ctx *c);
const char *polling_voter_line(struct ctx *c, const struct voter *v); /* 3号楼 301 · 88.12 ㎡ */
void polling_whose(struct ctx *c, const struct sayings *s); /* into the page being written */
/* What waits for the reader's vote and what they voted on: all of it, or the latest few. */
void polling_mine(struct ctx *c, bool all);
/* What may be asked of them, their labels said; the options that were typed, one a line. */
const struct choice *polling_decides(struct ctx *c, enum electorate who);
bool polling_options(struct ctx *c, const char *typed, int64_t seats, struct ballot_item *out);
/* The form of one question: of that one, of a new one without. */
void polling_fill_item(struct ctx *c, const struct ballot *b, const struct ballot_item *i);
void polling_show_edit(struct ctx *c);
extern const struct module polling_module, polling_mine_module, polling_write_module,
    polling_items_module, polling_steps_module;

/* A question, in the form of a new decision and in its own. */
#define POLLING_ITEM_FIELDS(T) \
    FIELD(T, FIELD_TEXT, item, .min = 2, .max = 80, .label = N_("问题"), \
        .help = N_("用能回答「同意」「反对」的问句；要从几个里选，就写在选项里。"), \
        .required = true), \
        FIELD(T, FIELD_LINES, about, .max = 1000, .label = N_("说明（可以不写）")), \
        FIELD(T, FIELD_CHOICE, decides, .label = N_("是哪一类事项"), .required = true, \
            .choices = rulesets_decides, .help = N_("类别决定要多少票才算通过。")), \
        FIELD(T, FIELD_LINES, options, .max = 1200, .label = N_("选项（可以不写）"), \
            .help = N_("一行一个。不写就是「同意、反对、弃权」。")), \
        FIELD(T, FIELD_INT, seats, .max = TALLY_OPTIONS_MAX, .label = N_("最多选几个"), \
            .help = N_("写了选项才填。"))
#endif
