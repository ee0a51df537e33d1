/* overview_rules.c - which number asks for attention, and what could be done about it. */
#include "src/overview/overview.h"

const struct cell_kind cell_kinds[CELLS] = {
    [CELL_COMPOUNDS] = {"compounds", N_("小区"), -1, "plan", false, true, false},
    [CELL_STAIRS] = {"stairs", N_("楼组"), -1, "buildings", false, false, true},
    [CELL_UNITS] = {"units", N_("房屋"), -1, "buildings", false, true, true},
    [CELL_HOUSEHOLDS] = {"households", N_("户"), CELL_UNITS, "buildings", false, false, true},
    [CELL_PEOPLE] = {"people", N_("人"), -1, "buildings", false, false, true},
    [CELL_GRIDS] = {"grids", N_("网格"), -1, "buildings", false, true, true},
    [CELL_LEADERLESS] = {"leaderless", N_("没有楼组长"), CELL_STAIRS, "gaps", true, false, true},
    [CELL_OPEN] = {"open", N_("在办"), -1, "requests", true, false, false},
    [CELL_LATE] = {"late", N_("超时"), CELL_OPEN, "requests?filter=overdue", true, false, false},
    [CELL_UP] = {"up", N_("报街镇"), CELL_LATE, "inbox?f=up", true, false, false},
};

enum { LEADERLESS_IN = 10 }; /* one stair in ten */

bool overview_red(const struct cells *k, enum cell cell)
{
    int64_t n = k->n[cell];
    switch (cell) {
    case CELL_LATE:
    case CELL_UP:
        return n > 0;
    case CELL_LEADERLESS:
        return n > 0 && n * LEADERLESS_IN >= k->n[CELL_STAIRS];
    case CELL_STAIRS:
        return n == 0;
    case CELL_COMPOUNDS:
    case CELL_UNITS:
    case CELL_HOUSEHOLDS:
    case CELL_PEOPLE:
    case CELL_GRIDS:
    case CELL_OPEN:
    case CELLS:
        break;
    }
    return false;
}

static void push(struct next_steps *s, enum cell cell, struct words words)
{
    if (s->n < (int)COUNT(s->v)) {
        s->v[s->n++] = (struct next_step){cell, words};
    }
}

struct next_steps overview_steps(const struct cells *k)
{
    struct next_steps s = {0};
    if (!k->counted_at) {
        return s;
    }
    if (overview_red(k, CELL_UP)) {
        push(&s, CELL_UP, WORDS(N_("{0} 件报到街镇：打开一件，写一句督办"), INT(k->n[CELL_UP])));
    }
    if (overview_red(k, CELL_LATE)) {
        push(&s, CELL_LATE, WORDS(N_("{0} 件超时：看是哪几件、卡在谁手里"), INT(k->n[CELL_LATE])));
    }
    if (overview_red(k, CELL_STAIRS)) {
        push(&s, CELL_STAIRS, SAY(N_("还没有名册：请居委会导入")));
    } else if (overview_red(k, CELL_LEADERLESS)) {
        push(&s, CELL_LEADERLESS,
            WORDS(N_("{0} 个楼组没有楼组长：看名单，一起找人"), INT(k->n[CELL_LEADERLESS])));
    }
    return s;
}

void overview_add(struct cells *sum, const struct cells *k)
{
    for (int i = 0; i < CELLS; i++) {
        sum->n[i] += k->counted_at && k->n[i] > 0 ? k->n[i] : 0;
    }
    bool first = !sum->counted_at || (k->counted_at && k->counted_at < sum->counted_at);
    sum->counted_at = first ? k->counted_at : sum->counted_at;
}

int overview_shade(const struct cells *k, enum cell cell)
{
    int over = cell_kinds[cell].over;
    int64_t n = k->n[cell], of = over < 0 ? 0 : k->n[over];
    if (n <= 0) {
        return 1;
    }
    int64_t tenths = of > 0 ? n * 10 / of : n / 2;
    return tenths == 0 ? 2 : tenths < 2 ? 3 : tenths < 5 ? 4 : 5;
}
