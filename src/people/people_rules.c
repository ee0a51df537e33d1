/* people_rules.c - names as others may see them, who may help. */
#include <stdlib.h>
#include <string.h>

#include "src/people/people_room.h"

bool people_may_help(int64_t helper_id, int64_t person_id, const char *consent, struct err *why)
{
    if (helper_id == person_id) {
        return refuse(why, "phone", SAY(N_("代办人要是另外一个人。")));
    }
    if (str_empty(consent)) {
        return refuse(why, "consent", SAY(N_("要本人同意才行：请打勾，或者请本人在纸上签字。")));
    }
    return true;
}

/* One character of the name, whatever its length: that would tell something too. */
const char *people_shown_name(struct ctx *c, const char *name)
{
    size_t n = 0;
    while (name && name[n] && (n == 0 || ((uint8_t)name[n] & 0xC0) == 0x80)) {
        n++;
    }
    return n ? arena_printf(c->arena, "%.*s**", (int)n, name) : "";
}

/* Birth days ---------------------------------------------------------------------------------- */
const char *people_born_year(struct ctx *c, const char *born)
{
    return arena_strndup(c->arena, born, strlen(born) < 4 ? 0 : 4);
}

static int year_of(const char *day)
{
    return (int)strtol(day, NULL, 10);
}

/* Of age on the eighteenth birthday (Civil Code 17); who was born on a leap day the day after. */
bool people_is_minor(const char *born, const char *day)
{
    int years = str_empty(born) ? 18 : year_of(day) - year_of(born);
    return years < 18 || (years == 18 && !str_empty(born) && strcmp(day + 4, born + 4) < 0);
}

bool people_may_be_born(const char *born, const char *today, struct err *why)
{
    if (strcmp(born, today) > 0) {
        return refuse(why, "born", SAY(N_("出生日期在今天以后，请核对。")));
    }
    if (year_of(today) - year_of(born) > 130) {
        return refuse(why, "born", SAY(N_("出生日期太早了，请核对年份。")));
    }
    return true;
}

/* Guardians ----------------------------------------------------------------------------------- */
/* Upwards from the guardian: whoever guards them, and so on; v holds these edges only. */
bool people_guards_circle(const struct ward_edge *v, size_t n, int64_t guardian, int64_t ward)
{
    bool above[GUARD_EDGES_MAX] = {false}, more = true;
    must(n <= GUARD_EDGES_MAX);
    while (more) {
        more = false;
        for (size_t i = 0; i < n; i++) {
            bool reached = v[i].ward == guardian;
            for (size_t k = 0; k < n && !reached; k++) {
                reached = above[k] && v[k].guardian == v[i].ward;
            }
            more = more || (reached && !above[i]);
            above[i] = above[i] || reached;
            if (reached && v[i].guardian == ward) {
                return true;
            }
        }
    }
    return guardian == ward;
}

bool people_may_guard(const struct guard *g, const struct ward_edge *v, size_t n, struct err *why)
{
    if (g->guardian_id == g->ward_id) {
        return refuse(why, "name", SAY(N_("监护人要是另外一个人。")));
    }
    if (str_empty(g->basis)) {
        return refuse(why, "basis", SAY(N_("请写依据：户口簿、判决书、居委会指定书。")));
    }
    for (size_t i = 0; i < n; i++) {
        if (v[i].guardian == g->guardian_id && v[i].ward == g->ward_id) {
            return refuse(why, "name", SAY(N_("这位监护人已经登记过了。")));
        }
    }
    if (people_guards_circle(v, n, g->guardian_id, g->ward_id)) {
        return refuse(why, "name",
            SAY(N_("这样就成了互相监护：受监护的人不能反过来（哪怕隔着别人）做监护人。")));
    }
    return true;
}

enum family people_family_called(const char *words)
{
    /* The longer first: 孙女 is no 女, 岳父 no 父. Each is found anywhere in what is written. */
    static const struct {
        const char *word;
        enum family family;
    } called[] = {{"非亲属", FAMILY_OTHER}, {"无关系", FAMILY_OTHER}, {"户主", FAMILY_HEAD},
        {"本人", FAMILY_HEAD}, {"保姆", FAMILY_CARER}, {"护工", FAMILY_CARER},
        {"住家阿姨", FAMILY_CARER}, {"儿媳", FAMILY_RELATIVE}, {"媳妇", FAMILY_RELATIVE},
        {"女婿", FAMILY_RELATIVE}, {"外甥", FAMILY_RELATIVE}, {"侄", FAMILY_RELATIVE},
        {"表", FAMILY_RELATIVE}, {"堂", FAMILY_RELATIVE}, {"伯", FAMILY_RELATIVE},
        {"叔", FAMILY_RELATIVE}, {"舅", FAMILY_RELATIVE}, {"姑", FAMILY_RELATIVE},
        {"姨", FAMILY_RELATIVE}, {"嫂", FAMILY_RELATIVE}, {"孙", FAMILY_GRANDCHILD},
        {"祖", FAMILY_GRANDPARENT}, {"爷爷", FAMILY_GRANDPARENT}, {"奶奶", FAMILY_GRANDPARENT},
        {"外公", FAMILY_GRANDPARENT}, {"外婆", FAMILY_GRANDPARENT}, {"兄", FAMILY_SIBLING},
        {"弟", FAMILY_SIBLING}, {"哥", FAMILY_SIBLING}, {"姐", FAMILY_SIBLING},
        {"妹", FAMILY_SIBLING}, {"配偶", FAMILY_SPOUSE}, {"丈夫", FAMILY_SPOUSE},
        {"妻", FAMILY_SPOUSE}, {"夫", FAMILY_SPOUSE}, {"爱人", FAMILY_SPOUSE},
        {"老伴", FAMILY_SPOUSE}, {"岳", FAMILY_PARENT}, {"公公", FAMILY_PARENT},
        {"婆婆", FAMILY_PARENT}, {"父", FAMILY_PARENT}, {"母", FAMILY_PARENT},
        {"爸", FAMILY_PARENT}, {"妈", FAMILY_PARENT}, {"子", FAMILY_CHILD}, {"女", FAMILY_CHILD},
        {"儿", FAMILY_CHILD}, {"亲", FAMILY_RELATIVE}, {"租", FAMILY_TENANT}};
    for (size_t i = 0; !str_empty(words) && i < sizeof(called) / sizeof(called[0]); i++) {
        if (strstr(words, called[i].word)) {
            return called[i].family;
        }
    }
    return str_empty(words) ? FAMILY_UNSAID : FAMILY_OTHER;
}
