/* people_guardian_test.c - no circles, no two of the same, ended from a day on. */
#include "src/people/people_room.h"
#include "tests/requests_world.h"

static void circles(struct ctx *c)
{
    static const struct ward_edge chain[] = {{1, 2}, {2, 3}, {3, 4}};
    (void)c;
    CHECK("oneself", people_guards_circle(chain, 3, 7, 7));
    CHECK("back at once", people_guards_circle(chain, 3, 2, 1));
    CHECK("back by way of others", people_guards_circle(chain, 3, 4, 1));
    CHECK("downwards is fine", !people_guards_circle(chain, 3, 1, 4));
    CHECK("somebody else", !people_guards_circle(chain, 3, 9, 1));
    struct err why = {0};
    struct guard g = {.guardian_id = 4, .ward_id = 1, .basis = "户口簿"};
    CHECK("refused in words", !people_may_guard(&g, chain, 3, &why) && why.words.msgid);
    g = (struct guard){.guardian_id = 1, .ward_id = 9, .basis = ""};
    why = (struct err){0};
    CHECK("without a paper", !people_may_guard(&g, chain, 3, &why) && str_same(why.field, "basis"));
}

static void guardians(struct ctx *c)
{
    struct world *w = world_make(c);
    struct guards all = {0};
    enum hand hand;
    test_begin(c);
    struct guard g = {.guardian_id = w->neighbour,
        .ward_id = w->granny,
        .why = WARD_INCAPABLE,
        .basis = "法院判决书"};
    CHECK("named",
        people_add_guardian(c, &g) && people_guardians_of(c, w->granny, &all) && all.n == 1);
    CHECK("twice", !people_add_guardian(c, &g) && c->err.kind == ERR_RULE);
    c->err = (struct err){0};
    struct guard back = {
        .guardian_id = w->granny, .ward_id = w->neighbour, .why = WARD_MINOR, .basis = "x"};
    CHECK("no circle", !people_add_guardian(c, &back) && c->err.kind == ERR_RULE);
    c->err = (struct err){0};
    c->who.person_id = w->neighbour;
    CHECK("acts for her", people_may_act_for(c, w->granny, &hand) && hand == HAND_HELPER);
    CHECK("not one there is not",
        !people_end_guardian(c, w->granny, 1, "") && c->err.kind == ERR_ABSENT);
    c->err = (struct err){0};
    CHECK("not from another's page",
        !people_end_guardian(c, w->neighbour, all.v[0].id, "") && c->err.kind == ERR_ABSENT);
    c->err = (struct err){0};
    CHECK("a slip of today is taken back", people_end_guardian(c, w->granny, all.v[0].id, "") &&
                                               !people_may_act_for(c, w->granny, &hand));
    CHECK(
        "once", !people_end_guardian(c, w->granny, all.v[0].id, "") && c->err.kind == ERR_CONFLICT);
    c->err = (struct err){0};
    g.since = day_text(c->arena, c->now - MS_PER_DAY);
    struct guards again = {0};
    CHECK("named again",
        people_add_guardian(c, &g) && people_guardians_of(c, w->granny, &again) && again.n == 1);
    CHECK("ended",
        people_end_guardian(c, w->granny, again.v[0].id, day_text(c->arena, c->now + MS_PER_DAY)));
    CHECK("done", test_end(c));
    c->who = (struct who){0};
}

const struct test people_guardian_tests[] = {
    {"guardians in circles", circles, .pure = true},
    {"guardians", guardians},
    {0},
};
