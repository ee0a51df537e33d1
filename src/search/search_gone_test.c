/* search_gone_test.c - what is hidden, closed, forgotten or a case is not found by whom it is none
 * of. */
#include <string.h>

#include "src/cases/cases.h"
#include "src/moderation/moderation.h"
#include "src/people/people.h"
#include "src/privacy/privacy.h"
#include "src/search/search.h"
#include "tests/requests_acts.h"

static bool finds(struct ctx *c, struct browser *b, const struct world *w, const char *q,
    const char *group, int64_t id)
{
    const char *path = arena_printf(c->arena, "/a/%s/search?q=%s", w->code, q);
    const char *html = body_of(visit(c, b, path, NULL));
    return strstr(html, arena_printf(c->arena, "/%s/%" PRId64 "\"", group, id)) != NULL;
}

static int64_t left_of(struct ctx *c, int kind, int64_t id)
{
    must(db_begin_read(c));
    int64_t n =
        db_int(c, "SELECT count(*) FROM find_word WHERE area_id = ?1 AND kind = ?2 AND id = ?3",
            V(c->area_id), V(kind), V(id));
    db_rollback(c);
    return n;
}

static void closed_and_hidden(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t open = open_one(c, w, AUDIENCE_PLACE), closed = open_one(c, w, AUDIENCE_CASE);
    CHECK("a neighbour finds what is open to the stair",
        finds(c, &w->neighbour_b, w, "燈", "requests", open));
    CHECK("not what its asker keeps to herself",
        !finds(c, &w->neighbour_b, w, "燈", "requests", closed));
    CHECK("whoever handles it does", finds(c, &w->clerk_b, w, "灯", "requests", closed));
    CHECK("a visitor finds neither", !finds(c, &w->stranger_b, w, "灯", "requests", open));
    begin_as(c, w->clerk, true);
    moderation_hide(c, open, "写了别人的名字");
    CHECK("hidden", end(c, NULL));
    CHECK("gone for neighbours at once", !finds(c, &w->neighbour_b, w, "灯", "requests", open));
    CHECK("and there for the desk", finds(c, &w->clerk_b, w, "灯", "requests", open));
}

static void forgotten(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = open_one(c, w, AUDIENCE_PLACE);
    CHECK("by name, in the other script", finds(c, &w->clerk_b, w, "陳阿婆", "people", w->granny));
    CHECK("by the last four digits",
        finds(c, &w->clerk_b, w, w->phone + strlen(w->phone) - 4, "people", w->granny));
    CHECK("her leader too", finds(c, &w->leader_b, w, "陈阿婆", "people", w->granny));
    CHECK("who lives elsewhere is not the leader's",
        !finds(c, &w->leader_b, w, "陈小军", "people", w->son));
    CHECK("nor is anybody a neighbour's", !finds(c, &w->neighbour_b, w, "陈", "people", w->granny));
    test_begin(c);
    people_rename(c, w->granny, "程阿婆");
    CHECK("renamed", test_end(c));
    CHECK("under the new name", finds(c, &w->clerk_b, w, "程阿婆", "people", w->granny) &&
                                    !finds(c, &w->clerk_b, w, "陈阿婆", "people", w->granny));
    test_begin(c);
    CHECK("erased", privacy_erase(c, w->granny) && test_end(c));
    CHECK("no word of her is left", left_of(c, PEOPLE_FIND, w->granny) == 0);
    CHECK("nor of what she said", !finds(c, &w->clerk_b, w, "灯", "requests", id));
    CHECK("its number stands", finds(c, &w->clerk_b, w, "0001", "requests", id));
}

static void cases_stay_closed(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = 0;
    struct case_opening o = {.kind = CASE_MEDIATION,
        .place_id = w->stair,
        .title = "楼上漏水争执",
        .about = "两家各说各的",
        .party = "陈阿婆",
        .party_person_id = w->granny};
    begin_as(c, w->clerk, true);
    cases_open(c, &o, &id);
    CHECK("a case", end(c, NULL) && id);
    CHECK("no word of it is in the index", left_of(c, MATTERS_FIND, id) == 0);
    CHECK("who opens cases finds it", finds(c, &w->clerk_b, w, "漏水爭執", "cases", id));
    CHECK("a neighbour does not", !finds(c, &w->neighbour_b, w, "漏水", "cases", id));
    CHECK("nor her leader", !finds(c, &w->leader_b, w, "漏水", "cases", id));
    CHECK("nor the company", !finds(c, &w->manager_b, w, "漏水", "cases", id));
}

static void made_anew(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = open_one(c, w, AUDIENCE_PLACE), before = 0, after = 0, wrong = 0;
    test_begin(c);
    CHECK("sound", search_check(c, &before, &wrong) && !wrong && before > 5);
    find_drop(c, MATTERS_FIND, id);
    find_put(c, PEOPLE_FIND, 1, "无名");
    CHECK("a gap and one too many are seen", search_check(c, &after, &wrong) && wrong == 2);
    CHECK("made anew", search_rebuild(c, &after) && after == before);
    CHECK("and sound again", search_check(c, &after, &wrong) && !wrong);
    CHECK("kept", test_end(c));
    CHECK("found", finds(c, &w->neighbour_b, w, "灯", "requests", id));
}

const struct test search_gone_tests[] = {
    {"closed and hidden", closed_and_hidden},
    {"forgotten", forgotten},
    {"cases stay closed", cases_stay_closed},
    {"made anew", made_anew},
    {0},
};
