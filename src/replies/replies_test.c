/* replies_test.c - sentences to answer with: whose they are, and what they become. */
#include "src/replies/replies.h"

#include "tests/requests_acts.h"

static void what_may_stand_in_one(struct ctx *c)
{
    static const struct {
        const char *text;
        bool ok;
        const char *becomes;
    } cases[] = {{"换了灯", true, "换了灯"}, {"{place}已修好", true, "3号楼已修好"},
        {"{place} {date} {place}", true, "3号楼 五日 3号楼"}, {"{date}", true, "五日"},
        {"", false, ""}, {"{name}您好", false, ""}, {"}", false, ""}, {"{place", false, ""},
        {"{{place}}", false, ""}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err why = {0};
        bool ok = replies_may_be(cases[i].text, &why);
        CHECK(cases[i].text, ok == cases[i].ok && (ok || why.words.msgid));
        CHECK("filled", !ok || str_same(replies_filled(c->arena, cases[i].text, "3号楼", "五日"),
                                   cases[i].becomes));
    }
}

static void whose_they_are(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *path = arena_printf(c->arena, "/a/%s/replies", w->code);
    const char *own =
        arena_printf(c->arena, "text={place}的灯换好了&kind=light&body=%" PRId64, w->property);
    CHECK("the company's own", visit(c, &w->manager_b, path, own)->status == 303);
    CHECK("not for everybody",
        visit(c, &w->manager_b, path, arena_printf(c->arena, "text=好了&body=%" PRId64, w->area))
                ->status == 422);
    CHECK("the committee for everybody",
        visit(c, &w->clerk_b, path,
            arena_printf(c->arena, "text={date}已转告&body=%" PRId64, w->area))
                ->status == 303);
    CHECK("not the company's", visit(c, &w->clerk_b, path, own)->status == 422);
    const char *page = body_of(visit(c, &w->clerk_b, path, NULL));
    CHECK("hers only", strstr(page, "已转告") && !strstr(page, "的灯换好了"));
    page = body_of(visit(c, &w->manager_b, arena_printf(c->arena, "%s.csv", path), NULL));
    CHECK("both", strstr(page, "已转告") && strstr(page, "的灯换好了"));
    CHECK("no desk", visit(c, &w->neighbour_b, path, NULL)->status == 403);
}

static void answered_with_one(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *path = arena_printf(c->arena, "/a/%s/replies", w->code);
    visit(c, &w->manager_b, path,
        arena_printf(c->arena, "text={place}的灯换好了&kind=light&body=%" PRId64, w->property));
    int64_t id = open_one(c, w, AUDIENCE_PLACE);
    move_as(c, w->clerk, true, "assign", (struct moving){id, 1, .body_id = w->property});
    const char *answer = world_path(c, w, "requests", id, "/reply");
    const char *page = body_of(visit(c, &w->manager_b, answer, NULL));
    const char *use = strstr(page, "?use=");
    CHECK("offered", use && strstr(page, "3号楼的灯换好了"));
    int64_t reply = id_after(use, "?use=");
    page = body_of(
        visit(c, &w->manager_b, arena_printf(c->arena, "%s?use=%" PRId64, answer, reply), NULL));
    const char *field = strstr(page, "<textarea");
    CHECK("in the field", field && strstr(field, "3号楼的灯换好了"));
    page = body_of(visit(c, &w->clerk_b, answer, NULL));
    CHECK("not hers to answer", strstr(page, "现在不等您答复"));
    const char *drop = arena_printf(c->arena, "drop=%" PRId64, reply);
    CHECK("nobody else drops it",
        visit(c, &w->clerk_b, arena_printf(c->arena, "%s/drop", path), drop)->status == 404);
    CHECK("dropped",
        visit(c, &w->manager_b, arena_printf(c->arena, "%s/drop", path), drop)->status == 303);
    CHECK("gone", !strstr(body_of(visit(c, &w->manager_b, path, NULL)), "的灯换好了"));
}

const struct test replies_tests[] = {
    {"what may stand in one", what_may_stand_in_one, true},
    {"whose they are", whose_they_are},
    {"answered with one", answered_with_one},
    {0},
};
