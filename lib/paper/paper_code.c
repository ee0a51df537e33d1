/* paper_code.c - row codes: ISO 7064 MOD 97-10 over sheet and row. */
#include <stdio.h>

#include "lib/paper/paper.h"
#include "lib/text/line.h"

enum { SHEET_NO_MAX = 999999, DIGITS = 10 };

static int check_digits(int sheet_no, int row)
{
    int64_t n = (int64_t)sheet_no * 100 + row;
    return 98 - (int)(n * 100 % 97);
}

void row_code(int sheet_no, int row, char out[ROW_CODE_TEXT])
{
    must(sheet_no >= 1 && sheet_no <= SHEET_NO_MAX && row >= 1 && row <= PAPER_ROWS_MAX);
    snprintf(out, ROW_CODE_TEXT, "%06u %02u %02u", (unsigned)sheet_no % 1000000,
        (unsigned)row % 100, (unsigned)check_digits(sheet_no, row) % 100);
}

/* Digits of any width, how many in *n; false at anything but digits, spaces and hyphens. */
static bool gather(const char *s, int64_t *value, int *n)
{
    static const uint32_t gaps[] = {
        ' ', '\t', '-', 0xa0, 0x3000, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212, 0xff0d};
    *value = *n = 0;
    while (*s) {
        uint32_t c = utf8_next(&s);
        bool gap = false;
        for (size_t i = 0; i < COUNT(gaps); i++) {
            gap |= c == gaps[i];
        }
        c -= c >= 0xff10 && c <= 0xff19 ? 0xff10 - '0' : 0;
        if (c >= '0' && c <= '9') {
            *value = *n < DIGITS ? *value * 10 + (c - '0') : *value;
            ++*n;
        } else if (!gap) {
            return false;
        }
    }
    return true;
}

bool row_code_parse(const char *s, int *sheet_no, int *row, struct err *why)
{
    int64_t value;
    int n;
    if (!gather(str_or(s, ""), &value, &n)) {
        return refuse(why, "code", SAY(N_("行号只有数字")));
    }
    if (n != DIGITS) {
        return refuse(why, "code", WORDS(N_("行号是 10 位数字，这里有 {0} 位"), INT(n)));
    }
    int sheet = (int)(value / 10000), line = (int)(value / 100 % 100);
    if (!sheet || !line || value % 100 != check_digits(sheet, line)) {
        return refuse(why, "code", SAY(N_("行号对不上，请照着纸上再查一遍")));
    }
    *sheet_no = sheet;
    *row = line;
    return true;
}
