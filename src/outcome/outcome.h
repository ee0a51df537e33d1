/* outcome.h - 结果页: 过没过、差多少、为什么，接下来做什么。
 *
 * What src/results has counted as pages: every number with its thresholds, in words and drawn; the
 * other conventions beside the one that decides; the sheet to post; the file to recount and one's
 * own row in it; what follows. And what an organiser does after the close: seal, type the official
 * totals, count again, put an area right, note that it was annulled. A receipt code is typed by
 * POST only, so that it stands in no address and no log.
 */
#ifndef EAVES_OUTCOME_H
#define EAVES_OUTCOME_H

#include "lib/base/module.h"

extern const struct module outcome_module, outcome_steps_module;
#endif
