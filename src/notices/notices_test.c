/* notices_test.c - what each kind asks for; from day to day; put right, taken down, read. */
#include <inttypes.h>
#include <string.h>

#include "src/bodies/bodies.h"
#include "src/notices/notices.h"
#include "tests/requests_world.h"

static void kinds(struct ctx *c)
{
    static const struct {
        const char *what;
        struct bulletin n;
        int body;
        const char *wrong; /* field; "" fits */
    } cases[] = {
        {"a plain one needs no end", {.kind = NOTICE_PLAIN}, BODY_STAIR, ""},
        {"no such kind", {.kind = 9}, BODY_COMMITTEE, "kind"},
        {"an outage without hours", {.kind = NOTICE_OUTAGE, .valid_to = "2026-11-25"},
            BODY_PROPERTY, "hours"},
        {"and without an end", {.kind = NOTICE_OUTAGE, .hours = "9:00"}, BODY_PROPERTY, "to"},
        {"whole", {.kind = NOTICE_OUTAGE, .hours = "9:00", .valid_to = "2026-11-24"}, BODY_STAIR,
            ""},
        {"ends before it begins", {.kind = NOTICE_PLAIN, .valid_to = "2026-11-23"}, BODY_COMMITTEE,
            "to"},
        {"a duty of fourteen days", {.kind = NOTICE_DUTY, .duty = 3, .valid_to = "2026-12-08"},
            BODY_COMMITTEE, "to"},
        {"of fifteen", {.kind = NOTICE_DUTY, .duty = 3, .valid_to = "2026-12-09"}, BODY_COMMITTEE,
            ""},
        {"which duty?", {.kind = NOTICE_DUTY, .valid_to = "2026-12-09"}, BODY_COMMITTEE, "duty"},
        {"another body's", {.kind = NOTICE_DUTY, .duty = 8, .valid_to = "2026-12-09"},
            BODY_PROPERTY, "duty"},
        {"the committee stands in", {.kind = NOTICE_DUTY, .duty = 8, .valid_to = "2026-12-09"},
            BODY_COMMITTEE, ""},
        {"open to objections for two days", {.kind = NOTICE_OPEN, .valid_to = "2026-11-26"},
            BODY_COMMITTEE, "to"},
        {"for three", {.kind = NOTICE_OPEN, .valid_to = "2026-11-27"}, BODY_COMMITTEE, ""},
        {"not by a stair", {.kind = NOTICE_OPEN, .valid_to = "2026-11-27"}, BODY_STAIR, "body"},
        {"decided by whom?", {.kind = NOTICE_DECISION, .decided_on = "2026-11-20"}, BODY_COMMITTEE,
            "decided_by"},
        {"on which day?", {.kind = NOTICE_DECISION, .decided_by = "居民代表会议"}, BODY_COMMITTEE,
            "decided_on"},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err why = {0};
        struct bulletin n = cases[i].n;
        n.valid_from = "2026-11-23";
        bool ok = notices_check(&n, cases[i].body, &why);
        CHECK(cases[i].what, ok ? !*cases[i].wrong : str_same(why.field, cases[i].wrong));
    }
}

static void days(struct ctx *c)
{
    static const struct {
        const char *from, *to, *day;
        int64_t taken;
        enum notice_state state;
        enum notice_kind kind;
    } cases[] = {
        {"2026-11-23", "", "2026-11-22", 0, NOTICE_COMING},
        {"2026-11-23", "", "2030-01-01", 0, NOTICE_NOW},
        {"2026-11-23", "2026-11-24", "2026-11-23", 0, NOTICE_NOW},
        {"2026-11-23", "2026-11-24", "2026-11-24", 0, NOTICE_ENDED},
        {"2026-11-23", "2026-11-24", "2026-11-23", 1, NOTICE_TAKEN},
        {"2026-11-23", "2026-11-24", "2026-11-20", 0, NOTICE_NOW, NOTICE_OUTAGE},
        {"2026-11-23", "2026-11-24", "2026-11-24", 0, NOTICE_ENDED, NOTICE_OUTAGE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct bulletin n = {.kind = cases[i].kind,
            .valid_from = cases[i].from,
            .valid_to = cases[i].to,
            .taken_at = cases[i].taken};
        CHECK(cases[i].day, notices_state(&n, cases[i].day) == cases[i].state);
    }
    int64_t friday;
    must(parse_day("2026-11-27", &friday));
    CHECK("seven days, that day not counted",
        str_same(day_text(c->arena, notices_last_day(NULL, friday, 7, false)), "2026-12-04"));
    CHECK("five working days",
        str_same(day_text(c->arena, notices_last_day(NULL, friday, 5, true)), "2026-12-04"));
    struct err why = {0};
    struct bulletin was = {.kind = NOTICE_OPEN, .valid_to = "2026-12-05"}, now = was;
    now.valid_to = "2026-12-06";
    CHECK("longer", notices_may_change(&was, &now, &why));
    now.valid_to = "2026-12-04";
    CHECK("not shorter", !notices_may_change(&was, &now, &why) && str_same(why.field, "to"));
    CHECK("letters, not bytes", str_same(notices_brief(c->arena, "停水\n半天", 3), "停水 …") &&
                                    str_same(notices_brief(c->arena, "停水", 3), "停水"));
}

struct scene {
    struct world *w;
    int64_t id;
    const char *path;
};

static const char *where(struct ctx *c, const struct world *w, const char *tail)
{
    return arena_printf(c->arena, "/a/%s/%s", w->code, tail);
}

static struct scene publish(struct ctx *c, const char *more)
{
    struct scene s = {.w = world_make(c)};
    struct req *r = visit(c, &s.w->clerk_b, where(c, s.w, "notices"),
        arena_printf(c->arena,
            "kind=plain&title=%%3Cb%%3E明天查水表&text=请在家等。&place=%" PRId64 "%s", s.w->stair,
            more));
    CHECK("published", r->status == 303);
    s.id = r->status == 303 ? id_after(r->location, "/notices/") : 0;
    s.path = arena_printf(c->arena, "/a/%s/notices/%" PRId64, s.w->code, s.id);
    return s;
}

static struct req *at(
    struct ctx *c, struct browser *b, const struct scene *s, const char *tail, const char *body)
{
    return visit(c, b, arena_printf(c->arena, "%s%s", s->path, tail), body);
}

/* A visitor reads it; put right, both versions are there; taken down, the reason is. */
static void life(struct ctx *c)
{
    struct browser visitor = {0};
    struct scene s = publish(c, "");
    const char *page = body_of(at(c, &visitor, &s, "", NULL));
    CHECK("only text", strstr(page, "&lt;b&gt;明天查水表") && !strstr(page, "<b>明天查水表"));
    CHECK("the short link", visit(c, &visitor, where(c, s.w, "n/1"), NULL)->status == 303);
    CHECK("no such number", visit(c, &visitor, where(c, s.w, "n/2"), NULL)->status == 404);
    const char *change = "version=1&title=后天查水表&text=请在家等。&from=2026-11-23&why=改日子";
    CHECK("put right", at(c, &s.w->clerk_b, &s, "/change", change)->status == 303);
    CHECK("not over another's", at(c, &s.w->clerk_b, &s, "/change", change)->status == 409);
    page = body_of(at(c, &visitor, &s, "", NULL));
    CHECK("as it was", strstr(page, "后天查水表") && strstr(page, "明天查水表"));
    CHECK("and why", strstr(page, "改日子"));
    CHECK("not without a reason", at(c, &s.w->clerk_b, &s, "/take", "why=")->status == 422);
    CHECK("taken down", at(c, &s.w->clerk_b, &s, "/take", "why=查好了")->status == 303);
    CHECK("still read", strstr(body_of(at(c, &visitor, &s, "", NULL)), "查好了"));
    page = body_of(visit(c, &visitor, where(c, s.w, "notices"), NULL));
    CHECK("but not of today", !strstr(page, "后天查水表"));
    page = body_of(visit(c, &visitor, where(c, s.w, "notices?filter=old"), NULL));
    CHECK("of those before", strstr(page, "后天查水表"));
}

/* Counted once each, and nobody's name. */
static void readers(struct ctx *c)
{
    struct scene s = publish(c, "");
    for (int i = 0; i < 2; i++) {
        CHECK("read", at(c, &s.w->neighbour_b, &s, "/read", "")->status == 303);
    }
    must(db_begin_read(c));
    int64_t n = notices_readers(c, s.id);
    db_rollback(c);
    CHECK("once", n == 1);
    const char *page = body_of(at(c, &s.w->clerk_b, &s, "", NULL));
    CHECK("not who", !strstr(page, "周玉兰") && strstr(page, "1 位邻居"));
}

static void own_stair(struct ctx *c)
{
    struct browser visitor = {0};
    struct scene s = publish(c, "&audience=place");
    CHECK("hidden", at(c, &visitor, &s, "", NULL)->status == 404);
    CHECK("for those of the stair", at(c, &s.w->neighbour_b, &s, "", NULL)->status != 404);
    must(db_begin_read(c));
    struct bulletins none = {0}, all = {0};
    CHECK("over the stair", notices_today(c, s.w->stair, AUDIENCE_PUBLIC, 9, &none) && !none.n &&
                                notices_today(c, s.w->stair, AUDIENCE_PLACE, 9, &all) &&
                                all.n == 1);
    db_rollback(c);
}

/* Seen from the moment it is published: at home, in the list, at the wall; another kind waits. */
static void outage_ahead(struct ctx *c)
{
    struct scene s = publish(c, "&from=2030-12-01");
    struct req *r = visit(c, &s.w->clerk_b, where(c, s.w, "notices"),
        arena_printf(c->arena,
            "kind=outage&title=十二月停水&text=修水箱要停水。&hours=9:00 到 17:00&from=2030-12-01"
            "&to=2030-12-01&place=%" PRId64,
            s.w->stair));
    CHECK("published", r->status == 303);
    const char *page =
        body_of(visit(c, &s.w->neighbour_b, arena_printf(c->arena, "/a/%s", s.w->code), NULL));
    CHECK("at home", strstr(page, "十二月停水") && !strstr(page, "明天查水表"));
    page = body_of(visit(c, &s.w->neighbour_b, where(c, s.w, "notices"), NULL));
    CHECK("in the list", strstr(page, "十二月停水") && !strstr(page, "明天查水表"));
    page = body_of(visit(c, &s.w->neighbour_b, where(c, s.w, "notices?filter=coming"), NULL));
    CHECK("the other waits", !strstr(page, "十二月停水") && strstr(page, "明天查水表"));
}

const struct test notices_tests[] = {
    {"kinds", kinds, true},
    {"days", days, true},
    {"a notice's life", life},
    {"readers are counted", readers},
    {"for a stair alone", own_stair},
    {"an outage ahead", outage_ahead},
    {0},
};
