/* duties.h - what a post lets one do. Routes name a duty; src/bodies/duties.c says which posts have
 * it. */
#ifndef EAVES_DUTIES_H
#define EAVES_DUTIES_H

#include "lib/base/module.h" /* DUTY_FIRST */

enum duty {
    DUTY_TRIAGE = DUTY_FIRST, /* 受理、分派、不予办理 */
    DUTY_ANSWER, /* answer what is assigned to one's body */
    DUTY_ACT_FOR, /* type for others: telephone, paper, visit */
    DUTY_SEE_ROLL, /* names and doors: the door grid */
    DUTY_SEE_PHONE, /* a full phone, with a reason */
    DUTY_CONFIRM_CLAIM,
    DUTY_INBOX, /* a desk: inbox, lists, registers */
    DUTY_AUDIT,
    DUTY_PRINT, /* posters, slips, letters */
    DUTY_IMPORT,
    DUTY_POSTS, /* bodies and posts */
    DUTY_WORDS, /* keyword tables */
    DUTY_OWNERS, /* the register of who owns which home */
    DUTY_PRIVACY, /* the desk for personal data: consents, copies, erasing, merging persons */
    DUTY_PLACES, /* how the territory is cut: grids, groups, stairs, homes */
    DUTY_URGE, /* 催办: the committee's heads */
    DUTY_SUPERVISE, /* 督办: the town; a word, no deed */
    DUTY_CLOCKS, /* service limits */
    DUTY_MESSAGES, /* how messages leave: gateway, robot, what may be spent */
    DUTY_CASES, /* 调解、劝导、帮扶: opens them, sees all of them */
    DUTY_SAFETY, /* 安全自查: the heads */
    DUTY_NOTICES, /* what is published for a place, and its sheets on the wall */
    DUTY_REGISTERS, /* 台账: to read, print and take out */
    DUTY_CHECKS, /* 检查: ticks what was looked at on a shift of a guard or cleaner */
    DUTY_CHECK_LISTS, /* says what is to be looked at */
    DUTY_BALLOTS, /* 表决: prepares, announces, seals one; over its place */
    DUTY_SLIPS, /* 纸质票: issues, takes back and types slips */
    DUTY_RULESETS, /* 怎样才算定下来: the town writes the next version of a rule */
    DUTY_END,
};
#endif
