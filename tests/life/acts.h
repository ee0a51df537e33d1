/* acts.h - for tests/life_test.c: what the people of a neighbourhood do on an ordinary day, and how
 * often. Whether it may be done now is the house's to say. */
#ifndef EAVES_LIFE_ACTS_H
#define EAVES_LIFE_ACTS_H

#include "tests/life/office.h"
#include "tests/life/people.h"

static const struct {
    int weight;
    void (*run)(struct ctx *c, struct life *l);
    bool office; /* only while the office is open */
} life_acts[] = {
    {9, tells_by_web, false},
    {3, tells_by_helper, false},
    {4, tells_by_desk, true},
    {2, tells_by_slip, true},
    {5, calls_hotline, false},
    {3, ends_call, false},
    {2, takes_shift, false},
    {14, accepts, true},
    {14, assigns, true},
    {2, refuses, true},
    {2, merges, true},
    {2, accepts_many, true},
    {2, urges, true},
    {3, slips_up, true},
    {18, answers, true},
    {4, passes_on, true},
    {4, waits, true},
    {3, goes_on, true},
    {11, confirms, false},
    {4, reopens, false},
    {2, withdraws, false},
    {2, meddles, false},
    {3, joins, false},
    {4, is_asked_again, false},
    {6, reads, false},
    {1, complains, true},
    {2, opens_case, true},
    {8, works_case, true},
    {2, promises, true},
    {2, publishes, true},
    {2, changes_notice, true},
    {1, consents, false},
};
/* Rarer: once in so many days. */
static const struct {
    int days;
    void (*run)(struct ctx *c, struct life *l);
} life_turns[] = {{20, moves_in}, {40, dies}, {40, moves_out}, {50, is_erased}, {25, hands_over}};

static void one_act(struct ctx *c, struct life *l, bool open)
{
    int all = 0;
    for (size_t i = 0; i < COUNT(life_acts); i++) {
        all += open || !life_acts[i].office ? life_acts[i].weight : 0;
    }
    int at = dice(l, all);
    for (size_t i = 0; i < COUNT(life_acts); i++) {
        int w = open || !life_acts[i].office ? life_acts[i].weight : 0;
        if (at < w) {
            life_acts[i].run(c, l);
            return;
        }
        at -= w;
    }
}
#endif
