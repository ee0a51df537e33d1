/* init_rules.c - a pasted line: which stair, who, which telephone. */
#include <string.h>

#include "app/init.h"
#include "src/roster/roster.h"

enum { CELLS_OF_A_LINE = 12 };

/* Cells of a table that was copied, else words; narrow. */
static int split(struct arena *a, const char *line, const char *cell[CELLS_OF_A_LINE])
{
    bool table = strchr(line, '\t');
    const char *marks = table ? "\t" : " ,;";
    char *rest = NULL, *text = table ? arena_strdup(a, line) : str_tidy(a, line, true, false);
    int n = 0;
    for (char *w = strtok_r(text, marks, &rest); w && n < CELLS_OF_A_LINE;
         w = strtok_r(NULL, marks, &rest)) {
        cell[n] = str_tidy(a, w, true, false);
        n += *cell[n] != '\0';
    }
    return n;
}

/* "138 0177 0101" at the end of a line: one telephone, however it is parted. */
static const char *take_phone(struct arena *a, const char *cell[], int *n)
{
    const char *phone = "";
    while (*n > 2 && strchr("0123456789+(", *cell[*n - 1])) {
        phone = arena_printf(a, "%s%s%s", cell[--*n], *phone ? " " : "", phone);
    }
    return phone;
}

/* "138 0177 0101" as one; what is more than one telephone stays as it is. */
static const char *joined(struct arena *a, const char *phone)
{
    char *s = arena_strdup(a, phone), *to = s;
    size_t digits = 0;
    for (const char *from = s; *from; from++) {
        digits += *from >= '0' && *from <= '9';
        if (*from != ' ') {
            *to++ = *from;
        }
    }
    *to = '\0';
    return digits <= 13 ? s : phone;
}

bool init_read_led(struct arena *a, const char *line, struct led *out, struct words *why)
{
    const char *cell[CELLS_OF_A_LINE], *second;
    int n = split(a, line, cell);
    *out = (struct led){.place = "", .name = "", .phone = ""};
    const char *phone = take_phone(a, cell, &n);
    if (n < 2 || (*cell[n - 1] >= '0' && *cell[n - 1] <= '9')) {
        *why = n ? WORDS(N_("「{0}」里要有楼号和姓名：3号楼 周玉兰 电话"), TEXT(cell[n - 1]))
                 : SAY(N_("要写：楼号 姓名 电话"));
        return false;
    }
    if (*phone && !roster_phones(a, joined(a, phone), &out->phone, &second, why)) {
        *why = WORDS(N_("电话「{0}」不是 11 位手机号，也不是座机号"), TEXT(phone));
        return false;
    }
    out->name = cell[--n];
    for (int i = 0; i < n; i++) {
        out->place = arena_printf(a, "%s%s", out->place, cell[i]);
    }
    char *to = arena_strdup(a, out->place);
    out->place = to;
    for (const char *from = to; *from; from++) {
        if (*from != ' ') {
            *to++ = *from;
        }
    }
    *to = '\0';
    return true;
}
