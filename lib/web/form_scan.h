/* form_scan.h - how people write numbers, days and telephones. Pure; the text is tidy and narrow
 * (str_tidy) already. Used by form.c; imports may use it too. */
#ifndef EAVES_FORM_SCAN_H
#define EAVES_FORM_SCAN_H

#include "lib/base/base.h"

/* "1,840.5" with 2 decimals is 184050. False: no number, too many decimals, a comma out of its
 * place, out of range. Never goes through floating point. */
bool scan_number(const char *s, int decimals, int64_t *out);
/* Without the currency sign or unit people add: ¥ ￥ 元 ㎡ 平方米 平米 m2 m². In the arena. */
const char *scan_bare(struct arena *a, const char *s);
/* 2026-11-23, 2026/11/23, 2026.11.23, 2026年11月23日, 20261123; a day that exists. */
bool scan_day(const char *s, int64_t *ms);
/* A day and 20:00, T20:00:00, 晚上8点半, 8:00 PM; in Asia/Shanghai unless Z or +08:00 is there. */
bool scan_time(const char *s, int64_t *ms);
/* The digits without spaces, hyphens and brackets, +86 dropped; NULL: something else is in it. */
const char *scan_digits(struct arena *a, const char *s, bool drop_86);
#endif
