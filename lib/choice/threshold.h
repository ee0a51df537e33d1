/* threshold.h - 过没过线: a part of a whole against a fraction, exactly. */
#ifndef EAVES_THRESHOLD_H
#define EAVES_THRESHOLD_H

#include "lib/base/base.h"

struct fraction {
    int64_t num, den; /* 2/3; den > 0 */
};
enum compare { MORE_THAN = 1, AT_LEAST };
enum verdict { CANNOT_DECIDE, FAILED, PASSED };
/* part of whole against the fraction, in 128 bits. Nothing out of nothing cannot be decided. */
enum verdict choice_reaches(int64_t part, int64_t whole, struct fraction f, enum compare how);
/* The least whole number that reaches it: 87 owners, at least 2/3 -> 58. */
int64_t choice_least(int64_t whole, struct fraction f, enum compare how);
#endif
