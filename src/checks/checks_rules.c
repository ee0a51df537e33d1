/* checks_rules.c - which shifts a line of the rota gives, what may be ticked, what a request says.
 */
#include <string.h>

#include "lib/paper/paper.h"
#include "src/checks/checks_room.h"

const struct choice check_results[] = {
    {CHECK_GOOD, "good", N_("好的"), .tag = "done", .icon = "check"},
    {CHECK_BAD, "bad", N_("不好"), .tag = "late", .icon = "alert"},
    {CHECK_NOT_DONE, "not_done", N_("没去看"), .tag = "wait", .icon = "clock"},
    {0},
};
const struct choice check_whats[] = {
    {ROTA_GUARD, "guard", N_("门卫")},
    {ROTA_CLEANING, "cleaning", N_("保洁")},
    {0},
};
const struct choice check_states[] = {
    {SHIFT_UNCHECKED, "unchecked", N_("没有检查"), .tag = "late", .icon = "alert"},
    {SHIFT_PARTLY, "partly", N_("没有查完"), .tag = "soon", .icon = "clock"},
    {SHIFT_CHECKED, "checked", N_("查完了"), .tag = "done", .icon = "check"},
    {SHIFT_RUNNING, "running", N_("还没下班"), .tag = "doing", .icon = "clock"},
    {SHIFT_TO_COME, "to_come", N_("还没开始"), .tag = "wait", .icon = "clock"},
    {0},
};
const struct choice check_spots[] = {
    {SPOT_LOBBY, "lobby", N_("楼道门厅")},
    {SPOT_GATE, "gate", N_("大门")},
    {SPOT_BINS, "bins", N_("垃圾厢房")},
    {SPOT_FIRE_DOOR, "fire_door", N_("消防门、消防通道")},
    {SPOT_LIFT, "lift", N_("电梯")},
    {SPOT_LIGHT, "light", N_("公共照明")},
    {SPOT_OTHER, "other", N_("别的")},
    {0},
};

struct word checks_word(const struct check_item *i)
{
    const struct choice *spot = choice_of(check_spots, i->spot);
    return str_empty(i->words) && spot ? MSG(spot->label) : TEXT(str_or(i->words, ""));
}

bool checks_checked(enum rota_what what)
{
    return choice_of(check_whats, (int64_t)what) != NULL;
}

bool checks_shift_on(const struct slot *s, const char *day, struct check_shift *out)
{
    int64_t midnight;
    if (!parse_day(day, &midnight) || strcmp(day, s->valid_from) < 0 ||
        (!str_empty(s->valid_to) && strcmp(day, s->valid_to) >= 0) ||
        (s->weekday != EVERY_DAY && s->weekday != civil_of(midnight).weekday)) {
        return false;
    }
    int from = s->from == s->to ? 0 : s->from; /* round the clock: that day from its midnight */
    int minutes = s->from == s->to ? 1440 : (s->to - s->from + 1440) % 1440;
    *out = (struct check_shift){.slot = *s, .day = day, .begins = midnight + from * INT64_C(60000)};
    out->ends = out->begins + minutes * INT64_C(60000);
    return true;
}

bool checks_may_tick(const struct check_shift *s, int64_t now, struct err *why)
{
    if (now < s->begins - CHECK_EARLY_MS) {
        return refuse(why, NULL, WORDS(N_("这一班 {0} 才开始，到时候再记。"), TIME(s->begins)));
    }
    if (now > s->ends + CHECK_LATE_DAYS * MS_PER_DAY) {
        return refuse(
            why, NULL, WORDS(N_("这一班过去 {0} 天了，不再补记。"), INT(CHECK_LATE_DAYS)));
    }
    return true;
}

enum shift_state checks_state(const struct check_shift *s, int64_t now)
{
    return s->items && s->done >= s->items ? SHIFT_CHECKED
           : now < s->begins               ? SHIFT_TO_COME
           : now < s->ends                 ? SHIFT_RUNNING
           : s->done                       ? SHIFT_PARTLY
                                           : SHIFT_UNCHECKED;
}

enum request_kind checks_kind(int64_t spot)
{
    static const enum request_kind kinds[] = {[SPOT_LOBBY] = KIND_RUBBISH,
        [SPOT_GATE] = KIND_DOOR,
        [SPOT_BINS] = KIND_RUBBISH,
        [SPOT_FIRE_DOOR] = KIND_SAFETY,
        [SPOT_LIFT] = KIND_LIFT,
        [SPOT_LIGHT] = KIND_LIGHT,
        [SPOT_OTHER] = KIND_OTHER};
    return spot > 0 && spot < (int64_t)COUNT(kinds) ? kinds[spot] : KIND_OTHER;
}

/* As typed by a person: it stays in the language of the house. */
const char *checks_body(struct arena *a, const struct check_item *i, const char *what)
{
    const struct choice *spot = choice_of(check_spots, i->spot);
    return arena_printf(a, "%s%s：%s。%s值班检查时发现。", i->place,
        str_empty(i->words) ? (spot ? spot->label : "") : i->words,
        str_empty(i->note) ? "检查下来不好" : i->note, what);
}

bool checks_month(const char *typed, int64_t *from, int64_t *to)
{
    char day[11] = "";
    if (str_empty(typed) || strlen(typed) != 7) {
        return false;
    }
    memcpy(day, typed, 7);
    memcpy(day + 7, "-01", 4);
    if (!parse_day(day, from)) {
        return false;
    }
    struct civil d = civil_of(*from);
    *to =
        ms_of_civil(d.month == 12 ? d.year + 1 : d.year, d.month == 12 ? 1 : d.month + 1, 1, 0, 0);
    return true;
}

/* Paper ---------------------------------------------------------------------------------------- */
enum { CODE_DIGITS = 10 };

static bool gap(char ch)
{
    return ch && strchr(" -=:,./", ch);
}

/* The first ten digits are the row's code, the next one the result; what follows is the note. */
bool checks_line(struct arena *a, const char *text, struct check_line *out, struct err *why)
{
    char code[CODE_DIGITS + 1] = "";
    size_t n = 0;
    const char *s = str_tidy(a, text, true, false);
    out->ticking = (struct ticking){.note = ""};
    for (; n < CODE_DIGITS && ((*s >= '0' && *s <= '9') || gap(*s)); s++) {
        if (!gap(*s)) {
            code[n++] = *s;
        }
    }
    code[n] = '\0';
    if (!row_code_parse(code, &out->sheet, &out->row, why)) {
        return false;
    }
    s += strspn(s, " -=:,./");
    if (*s < '1' || *s > '3' || (s[1] >= '0' && s[1] <= '9')) {
        return refuse(why, "lines", SAY(N_("行号后面写一个数字：1 好的，2 不好，3 没去看。")));
    }
    out->ticking.result = (enum check_result)(*s - '0');
    s += 1 + strspn(s + 1, " -=:,./");
    out->ticking.note = s;
    return true;
}
