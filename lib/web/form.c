/* form.c - from what was typed to what it means; every problem as a sentence that says what to do.
 */
#include "lib/web/form.h"

#include <string.h>

#include "lib/web/form_scan.h"
#include "lib/web/web.h"

enum { LINE_MAX_CHARS = 200, LINES_MAX_CHARS = 4000, CODE_MAX_DIGITS = 32 };

struct reading { /* one field being read */
    struct arena *arena;
    const struct field *f;
    const char *raw; /* as typed; "" when absent */
    void *out; /* the whole struct */
    struct wrongs *wrong;
};

static void keep(const struct reading *r, const void *value, size_t size)
{
    memcpy((char *)r->out + r->f->offset, value, size);
}

static void keep_text(const struct reading *r, const char *s)
{
    keep(r, &s, sizeof(s));
}

static void keep_int(const struct reading *r, int64_t i)
{
    keep(r, &i, sizeof(i));
}

static void wrong_(const struct reading *r, struct words words)
{
    if (r->f->hidden) { /* nobody typed it: the page is old or was tampered with */
        words = SAY(N_("这一页放得太久了，请刷新后再试一次"));
    }
    list_push(r->arena, r->wrong, (struct wrong){.field = r->f->name, .words = words});
}

static const char *label_of(const struct field *f)
{
    return f->label ? f->label : f->name;
}

static const char *narrow(const struct reading *r)
{
    return str_tidy(r->arena, r->raw, true, false);
}

/* True when there is nothing to read; says so if something was required. */
static bool is_empty(const struct reading *r, const char *s, const char *ask)
{
    if (*s) {
        return false;
    }
    if (r->f->required) {
        wrong_(r, WORDS(ask, MSG(label_of(r->f))));
    }
    return true;
}

/* texts -------------------------------------------------------------------------------------- */
static bool is_long_enough(const struct reading *r, const char *s, int64_t most)
{
    int64_t n = (int64_t)utf8_length(s);
    struct word label = MSG(label_of(r->f));
    if (n < r->f->min) {
        wrong_(
            r, WORDS(N_("「{0}」至少写 {1} 个字，现在是 {2} 个字"), label, INT(r->f->min), INT(n)));
    } else if (n > most) {
        wrong_(r, WORDS(N_("「{0}」最多写 {1} 个字，现在是 {2} 个字"), label, INT(most), INT(n)));
    } else {
        return true;
    }
    return false;
}

static void read_text(const struct reading *r)
{
    bool lines = r->f->type == FIELD_LINES;
    int64_t most = r->f->max ? r->f->max : lines ? LINES_MAX_CHARS : LINE_MAX_CHARS;
    const char *s = r->f->type == FIELD_SECRET ? r->raw : str_tidy(r->arena, r->raw, false, lines);
    keep_text(r, s);
    if (!is_empty(r, s, N_("请填写「{0}」"))) {
        is_long_enough(r, s, most);
    }
}

static void read_code(const struct reading *r)
{
    const char *s = scan_digits(r->arena, narrow(r), false);
    struct word label = MSG(label_of(r->f));
    keep_text(r, s ? s : "");
    if (!s) {
        wrong_(r, WORDS(N_("「{0}」只有数字，请再看一遍"), label));
        return;
    }
    int64_t n = (int64_t)strlen(s);
    int64_t most = r->f->max ? r->f->max : CODE_MAX_DIGITS;
    if (is_empty(r, s, N_("请填写「{0}」")) || (n >= r->f->min && n <= most)) {
        return;
    }
    if (r->f->min == most) {
        wrong_(r, WORDS(N_("「{0}」应是 {1} 位数字，现在是 {2} 位"), label, INT(most), INT(n)));
    } else {
        wrong_(r, WORDS(N_("「{0}」应是 {1} 到 {2} 位数字，现在是 {3} 位"), label, INT(r->f->min),
                      INT(most), INT(n)));
    }
}

/* A mobile has 11 digits from 13 on; a landline 7 or 8, with its area code 10 to 12; 400 and 800
 * numbers have 10. */
static bool is_landline(const char *s)
{
    size_t n = strlen(s);
    if (*s == '0') {
        return n >= 10 && n <= 12 && s[1] != '0';
    }
    return n == 7 || n == 8 || (n == 10 && (str_starts(s, "400") || str_starts(s, "800")));
}

static void read_phone(const struct reading *r)
{
    const char *s = scan_digits(r->arena, narrow(r), true);
    keep_text(r, s ? s : "");
    if (!s) {
        wrong_(r, SAY(N_("电话号码里只能有数字")));
        return;
    }
    if (is_empty(r, s, N_("请填写「{0}」"))) {
        return;
    }
    size_t n = strlen(s);
    if (*s == '1' && n != 11) {
        wrong_(r, WORDS(N_("手机号应是 11 位，现在是 {0} 位"), INT((int64_t)n)));
    } else if (*s == '1' && s[1] < '3') {
        wrong_(r, SAY(N_("手机号应以 13 到 19 开头，请再看一遍")));
    } else if (*s != '1' && !is_landline(s)) {
        wrong_(
            r, WORDS(N_("电话应是 11 位手机号，或区号加座机号，现在是 {0} 位"), INT((int64_t)n)));
    }
}

/* numbers ------------------------------------------------------------------------------------- */
static const struct manner {
    enum word_type word;
    const char *advice;
} manners[] = {
    [FIELD_INT] = {WORD_INT, N_("「{0}」请填整数，例如 3")},
    [FIELD_CHOICE] = {WORD_INT, N_("请在「{0}」里选一项")},
    [FIELD_AREA] = {WORD_AREA, N_("「{0}」请写成 98.50 这样的数字，单位是平方米")},
    [FIELD_MONEY] = {WORD_MONEY, N_("「{0}」请写成 168.00 这样的数字，单位是元")},
    [FIELD_DAY] = {WORD_DAY, N_("「{0}」请写成 2026-11-23 这样的日期")},
    [FIELD_TIME] = {WORD_TIME, N_("「{0}」请写成 2026-11-23 20:00 这样的日期和时间")},
};

static struct word number_word(const struct field *f, int64_t n)
{
    return (struct word){.type = manners[f->type].word, .i = n};
}

static void check_range(const struct reading *r, int64_t n)
{
    const struct field *f = r->f;
    struct word label = MSG(label_of(f));
    bool instant = f->type == FIELD_DAY || f->type == FIELD_TIME;
    bool below = (f->min || (f->max > 0 && !instant)) && n < f->min;
    bool above = f->max && n > f->max;
    if (!below && !above) {
        return;
    }
    if (f->max && !instant) {
        wrong_(r, WORDS(N_("「{0}」应在 {1} 到 {2} 之间"), label, number_word(f, f->min),
                      number_word(f, f->max)));
    } else if (below) {
        wrong_(r, WORDS(instant ? N_("「{0}」不能早于 {1}") : N_("「{0}」不能少于 {1}"), label,
                      number_word(f, f->min)));
    } else {
        wrong_(r, WORDS(instant ? N_("「{0}」不能晚于 {1}") : N_("「{0}」不能多于 {1}"), label,
                      number_word(f, f->max)));
    }
}

static bool scan(const struct reading *r, const char *s, int64_t *n)
{
    enum field_type type = r->f->type;
    if (type == FIELD_DAY) {
        return scan_day(s, n);
    }
    if (type == FIELD_TIME) {
        return scan_time(s, n);
    }
    if (type == FIELD_AREA ||
        type == FIELD_MONEY) { /* below nothing only where the field says so */
        return scan_number(scan_bare(r->arena, s), 2, n) && (*n >= 0 || r->f->min < 0);
    }
    return scan_number(s, 0, n);
}

static void read_number(const struct reading *r)
{
    int64_t n = 0;
    const char *s = narrow(r);
    if (is_empty(r, s, N_("请填写「{0}」"))) {
        return;
    }
    if (!scan(r, s, &n)) {
        wrong_(r, WORDS(manners[r->f->type].advice, MSG(label_of(r->f))));
        return;
    }
    keep_int(r, n);
    check_range(r, n);
}

/* choices ------------------------------------------------------------------------------------- */
static const struct choice *choice_typed(const struct choice *list, const char *s)
{
    int64_t value;
    bool number = parse_int(s, &value);
    for (; list->key || list->label; list++) {
        if (str_same(list->key, s) || (number && list->value == value)) {
            return list;
        }
    }
    return NULL;
}

static void read_choice(const struct reading *r)
{
    const char *s = narrow(r);
    if (is_empty(r, s, N_("请在「{0}」里选一项"))) {
        return;
    }
    const struct choice *found = choice_typed(r->f->choices, s);
    if (found) {
        keep_int(r, found->value);
    } else {
        wrong_(r, WORDS(N_("请在「{0}」里选一项"), MSG(label_of(r->f))));
    }
}

static void read_id(const struct reading *r)
{
    int64_t id = 0;
    const char *s = narrow(r);
    if (*s && (!parse_int(s, &id) || id < 0)) {
        wrong_(r, WORDS(N_("请在「{0}」里选一项"), MSG(label_of(r->f))));
        return;
    }
    keep_int(r, id);
    if (!id && r->f->required) {
        wrong_(r, WORDS(N_("请在「{0}」里选一项"), MSG(label_of(r->f))));
    }
}

static void read_flag(const struct reading *r)
{
    static const char *const yes[] = {"1", "on", "true", "yes", "是", NULL};
    const char *s = narrow(r);
    bool on = false;
    for (size_t i = 0; yes[i]; i++) {
        on = on || strcmp(s, yes[i]) == 0;
    }
    keep(r, &on, sizeof(on));
    if (!on && r->f->required) {
        wrong_(r, WORDS(N_("请先勾选「{0}」"), MSG(label_of(r->f))));
    }
}

/* the whole ------------------------------------------------------------------------------------ */
static void read_field(const struct reading *r)
{
    switch (r->f->type) {
    case FIELD_TEXT:
    case FIELD_LINES:
    case FIELD_SECRET:
        keep_text(r, "");
        read_text(r);
        break;
    case FIELD_CODE:
        read_code(r);
        break;
    case FIELD_PHONE:
        read_phone(r);
        break;
    case FIELD_INT:
    case FIELD_DAY:
    case FIELD_TIME:
    case FIELD_AREA:
    case FIELD_MONEY:
        read_number(r);
        break;
    case FIELD_CHOICE:
        if (r->f->choices) {
            read_choice(r);
        } else { /* the page knows the choices: their values are numbers */
            read_number(r);
        }
        break;
    case FIELD_ID:
        read_id(r);
        break;
    case FIELD_FLAG:
        read_flag(r);
        break;
    case FIELD_FOUND: /* form_find() looks it up */
    case FIELD_FILE:
    case FIELD_END:
        break;
    }
}

static const char *typed(const struct pairs *in, const char *name)
{
    for (size_t i = 0; i < in->n; i++) {
        if (strcmp(in->v[i].name, name) == 0) {
            return in->v[i].value ? in->v[i].value : "";
        }
    }
    return "";
}

bool form_parse(struct arena *a, const struct form *form, const struct pairs *in, void *out,
    struct wrongs *wrong)
{
    size_t before = wrong->n;
    memset(out, 0, form->size);
    for (const struct field *f = form->fields; f->type; f++) {
        read_field(&(struct reading){
            .arena = a, .f = f, .raw = typed(in, f->name), .out = out, .wrong = wrong});
    }
    return wrong->n == before;
}

const struct field *form_field(const struct form *form, const char *name)
{
    for (const struct field *f = form->fields; f->type; f++) {
        if (strcmp(f->name, name) == 0) {
            return f;
        }
    }
    return NULL;
}

/* files ---------------------------------------------------------------------------------------- */
bool form_has_files(const struct form *form)
{
    const struct field *f = form->fields;
    while (f->type && f->type != FIELD_FILE) {
        f++;
    }
    return f->type == FIELD_FILE;
}

static bool is_too_big(const struct field *f, const struct upload *u)
{
    return f->type == FIELD_FILE && f->max && u->size > f->max && strcmp(u->field, f->name) == 0;
}

bool form_file_too_big(const struct form *form, const struct upload *files, size_t n)
{
    for (const struct field *f = form->fields; f->type; f++) {
        for (size_t i = 0; i < n; i++) {
            if (is_too_big(f, &files[i])) {
                return true;
            }
        }
    }
    return false;
}

static void check_files(const struct reading *r, const struct upload *files, size_t n)
{
    bool any = false;
    bool big = false;
    for (size_t i = 0; i < n; i++) {
        bool ours = strcmp(files[i].field, r->f->name) == 0;
        any = any || (ours && files[i].size > 0);
        big = big || is_too_big(r->f, &files[i]);
    }
    if (big) {
        wrong_(
            r, WORDS(N_("「{0}」每个不能超过 {1} MB"), MSG(label_of(r->f)), INT(r->f->max >> 20)));
    } else if (!any && r->f->required) {
        wrong_(r, WORDS(N_("请添加「{0}」"), MSG(label_of(r->f))));
    }
}

static size_t place_of_field(const struct form *form, const char *name)
{
    size_t i = 0;
    while (form->fields[i].type && !str_same(form->fields[i].name, name)) {
        i++;
    }
    return i;
}

/* Files, and what is looked up, are known later than pairs, yet the summary goes down the page in
 * its order. */
void form_sort_wrongs(const struct form *form, struct wrongs *wrong)
{
    for (size_t i = 1; i < wrong->n; i++) {
        struct wrong w = wrong->v[i];
        size_t at = i;
        for (; at && place_of_field(form, wrong->v[at - 1].field) > place_of_field(form, w.field);
             at--) {
            wrong->v[at] = wrong->v[at - 1];
        }
        wrong->v[at] = w;
    }
}

bool form_check_files(struct arena *a, const struct form *form, const struct upload *files,
    size_t n, struct wrongs *wrong)
{
    size_t before = wrong->n;
    for (const struct field *f = form->fields; f->type; f++) {
        if (f->type == FIELD_FILE) {
            check_files(&(struct reading){.arena = a, .f = f, .wrong = wrong}, files, n);
        }
    }
    bool fine = wrong->n == before;
    form_sort_wrongs(form, wrong);
    return fine;
}

/* acts for another ------------------------------------------------------------------------------
 */
static const struct choice channels[] = {
    {CHANNEL_PHONE, "phone", N_("打电话"), .icon = "phone"},
    {CHANNEL_PAPER, "paper", N_("纸上写的"), .icon = "paper"},
    {CHANNEL_VISIT, "visit", N_("上门或当面说的"), .icon = "visit"},
    {CHANNEL_GROUP, "group", N_("群里说的"), .icon = "talk"},
    {0},
};
static const struct field act_fields[] = {
    FIELD(struct act_typed, FIELD_ID, act_person, .label = N_("替谁办"), .hidden = true),
    FIELD(struct act_typed, FIELD_CHOICE, act_channel, .label = N_("怎么知道的"),
        .choices = channels),
    FIELD(struct act_typed, FIELD_TIME, act_happened, .label = N_("什么时候说的"),
        .help = N_("可以不填，就记作现在。")),
    FIELD(struct act_typed, FIELD_TEXT, act_evidence, .max = 200, .label = N_("凭据"),
        .help = N_("纸上的编号，或通话、上门的简单记录。")),
    {0},
};
const struct form act_form = {"web.act", sizeof(struct act_typed), act_fields};

bool act_parse(struct arena *a, const struct pairs *in, struct act_typed *out, struct wrongs *wrong)
{
    bool fine = form_parse(a, &act_form, in, out, wrong);
    if (fine && out->act_person && !out->act_channel) {
        list_push(a, wrong,
            (struct wrong){.field = "act_channel",
                .words = WORDS(N_("请在「{0}」里选一项"), MSG(N_("怎么知道的")))});
        return false;
    }
    return fine;
}
