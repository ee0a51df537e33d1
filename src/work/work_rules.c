/* work_rules.c - what a quote must say, and what was typed from an order. */
#include "src/work/work.h"

#define QUOTE_MOST INT64_C(10000000000) /* fen: a hundred million yuan is a slip of the finger */

bool work_may_quote(const struct quote *q, int64_t had, struct err *why)
{
    if (q->amount_fen <= 0 || q->amount_fen > QUOTE_MOST) {
        return refuse(why, "amount", SAY(N_("请填金额，单位是元，例如 1280 或 1280.50")));
    }
    if (str_empty(q->what)) {
        return refuse(why, "what", SAY(N_("请写这笔钱用在什么上")));
    }
    return had < QUOTES_MAX ||
           refuse(why, "amount", WORDS(N_("一件事最多报 {0} 次价"), INT(QUOTES_MAX)));
}

bool work_is_row_code(const char *typed)
{
    int digits = 0;
    for (const char *s = typed; *s; s++) {
        digits += *s >= '0' && *s <= '9';
    }
    return digits > 6;
}
