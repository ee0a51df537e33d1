/* checks_test.c - no shift is invented or lost, no slip of the pen on paper goes through, what was
 * said before stays, and what is bad gets mended. */
#include "src/checks/checks.h"

#include "lib/paper/paper.h"
#include "tests/requests_world.h"

/* Every minute of a fortnight: on duty by the rota, if and only if some day's shift holds it. */
static void shifts_and_the_rota(struct ctx *c)
{
    static const int hours[][2] = {{480, 960}, {1320, 360}, {0, 0}, {600, 600}, {0, 1439}};
    int64_t start = ms_of_civil(2026, 11, 22, 0, 0);
    int wrong = 0;
    for (size_t h = 0; h < COUNT(hours); h++) {
        for (int weekday = 0; weekday <= EVERY_DAY; weekday++) {
            struct slot s = {.weekday = weekday,
                .from = hours[h][0],
                .to = hours[h][1],
                .valid_from = "2026-01-01",
                .valid_to = ""};
            struct check_shift day[16];
            bool is[16];
            for (int d = 0; d < 16; d++) {
                is[d] =
                    checks_shift_on(&s, day_text(c->arena, start + (d - 1) * MS_PER_DAY), &day[d]);
            }
            for (int m = 0; m < 14 * 1440; m += 7) {
                int64_t at = start + m * INT64_C(60000);
                bool held = false;
                for (int d = m / 1440; d < m / 1440 + 2; d++) {
                    held |= is[d] && at >= day[d].begins && at < day[d].ends;
                }
                wrong += held != rota_on_duty(&s, m / 1440 % 7, m % 1440);
            }
        }
    }
    CHECK("as the rota says", wrong == 0);
    struct slot s = {.weekday = EVERY_DAY,
        .from = 0,
        .to = 60,
        .valid_from = "2026-11-23",
        .valid_to = "2026-11-25"};
    struct check_shift out;
    CHECK("its first day", checks_shift_on(&s, "2026-11-23", &out));
    CHECK("not before", !checks_shift_on(&s, "2026-11-22", &out));
    CHECK("its last day", checks_shift_on(&s, "2026-11-24", &out));
    CHECK("no longer", !checks_shift_on(&s, "2026-11-25", &out));
    CHECK("no day", !checks_shift_on(&s, "2026-11-2x", &out) && !checks_shift_on(&s, "", &out));
}

static void when(struct ctx *c)
{
    (void)c;
    struct check_shift s = {.begins = 100 * MS_PER_DAY, .ends = 101 * MS_PER_DAY, .items = 2};
    struct err why = {0};
    CHECK("half an hour before", checks_may_tick(&s, s.begins - CHECK_EARLY_MS, &why));
    CHECK("no earlier", !checks_may_tick(&s, s.begins - CHECK_EARLY_MS - 1, &why));
    CHECK("a month later", checks_may_tick(&s, s.ends + CHECK_LATE_DAYS * MS_PER_DAY, &why));
    CHECK("no later", !checks_may_tick(&s, s.ends + CHECK_LATE_DAYS * MS_PER_DAY + 1, &why));
    CHECK("goes on", checks_state(&s, s.ends - 1) == SHIFT_RUNNING);
    CHECK("to come", checks_state(&s, s.begins - 1) == SHIFT_TO_COME);
    CHECK("nobody looked", checks_state(&s, s.ends) == SHIFT_UNCHECKED);
    s.done = 1;
    CHECK("half", checks_state(&s, s.ends) == SHIFT_PARTLY);
    s.done = 2;
    CHECK("done before its end", checks_state(&s, s.begins) == SHIFT_CHECKED);
    int64_t from, to;
    CHECK("a month", checks_month("2026-12", &from, &to) &&
                         from == ms_of_civil(2026, 12, 1, 0, 0) &&
                         to == ms_of_civil(2027, 1, 1, 0, 0));
    CHECK("no month", !checks_month("2026-13", &from, &to) && !checks_month("", &from, &to) &&
                          !checks_month("2026-1", &from, &to));
}

static bool taken(struct ctx *c, const char *text, struct check_line *out)
{
    struct err why = {0};
    *out = (struct check_line){.text = text};
    return checks_line(c->arena, text, out, &why);
}

static void lines(struct ctx *c)
{
    struct check_line l;
    char code[ROW_CODE_TEXT], bare[16];
    row_code(123, 7, code);
    CHECK("code and result", taken(c, arena_printf(c->arena, "%s 2", code), &l) && l.sheet == 123 &&
                                 l.row == 7 && l.ticking.result == CHECK_BAD &&
                                 str_same(l.ticking.note, ""));
    CHECK("with a note", taken(c, arena_printf(c->arena, "%s 2 二楼灯不亮", code), &l) &&
                             str_same(l.ticking.note, "二楼灯不亮"));
    CHECK("full width",
        taken(c, arena_printf(c->arena, "%s　１，好", code), &l) && l.ticking.result == CHECK_GOOD);
    static const char *const bad[] = {"", " 0", " 4", " 好", " 22", " 2 3"};
    for (size_t i = 0; i < COUNT(bad) - 1; i++) {
        CHECK(bad[i], !taken(c, arena_printf(c->arena, "%s%s", code, bad[i]), &l));
    }
    size_t n = 0;
    for (const char *p = code; *p; p++) {
        if (*p != ' ') {
            bare[n++] = *p;
        }
    }
    bare[n++] = '2';
    bare[n] = '\0';
    CHECK("without spaces", taken(c, bare, &l));
    int through = 0;
    for (size_t i = 0; i < 10; i++) {
        char kept = bare[i];
        for (char d = '0'; d <= '9'; d++) {
            bare[i] = d;
            through += d != kept && taken(c, bare, &l);
        }
        bare[i] = kept;
        if (bare[i] != bare[i + 1]) { /* the last swap is with the result */
            char *other = arena_strdup(c->arena, bare);
            other[i] = bare[i + 1];
            other[i + 1] = bare[i];
            through += taken(c, other, &l);
        }
    }
    CHECK("no wrong digit, no swap", through == 0);
}

/* A guard with a post, on the rota all day; three places to look at. */
struct checked {
    struct world *w;
    struct browser guard_b;
    int64_t guard, slot, compound;
    int64_t item[3];
    const char *shift; /* today's path */
};

static struct checked furnish(struct ctx *c)
{
    struct checked k = {.w = world_make(c)};
    struct building b = {0};
    test_begin(c);
    CHECK("a stair", places_building(c, k.w->stair, &b));
    k.compound = b.compound_id;
    k.guard = people_make(c, "王守门", "13900000903");
    bodies_give_post(c, k.w->property, POST_GUARD, k.guard, k.compound, "");
    struct slot s = {.place_id = k.compound,
        .person_id = k.guard,
        .what = ROTA_GUARD,
        .weekday = EVERY_DAY,
        .from = 0,
        .to = 1439};
    k.slot = rota_add(c, &s);
    CHECK("a line", test_end(c) && k.slot);
    world_resident(c, &k.guard_b, "13900000903");
    const char *path = world_path(c, k.w, "places", k.compound, "/checks");
    CHECK("the manager says what",
        visit(c, &k.w->manager_b, path, "what=guard&spot=gate&words=东门")->status == 303);
    CHECK("in a stair",
        visit(c, &k.w->manager_b, path,
            arena_printf(c->arena, "what=guard&spot=fire_door&building=%" PRId64, k.w->stair))
                ->status == 303);
    CHECK(
        "the committee too", visit(c, &k.w->clerk_b, path, "what=guard&spot=light")->status == 303);
    CHECK("the guard not", visit(c, &k.guard_b, path, "what=guard&spot=gate")->status == 403);
    CHECK("cleaning is another list",
        visit(c, &k.w->manager_b, path, "what=cleaning&spot=bins")->status == 303);
    struct check_items all = {0};
    must(db_begin_read(c));
    CHECK("three",
        checks_items(c, k.compound, ROTA_GUARD, day_text(c->arena, c->now), &all) && all.n == 3);
    db_rollback(c);
    for (size_t i = 0; i < all.n && i < 3; i++) {
        k.item[i] = all.v[i].id;
    }
    k.shift = world_path(
        c, k.w, "checks", k.slot, arena_printf(c->arena, "/%s", day_text(c->arena, c->now)));
    return k;
}

static int64_t counted(struct ctx *c, const char *what)
{
    int64_t n = -1;
    must(db_begin_read(c));
    if (str_same(what, "ticks")) {
        n = db_int(c, "SELECT count(*) FROM check_tick WHERE area_id = ?1", V(c->area_id));
    } else if (str_same(what, "facts")) {
        n = db_int(c,
            "SELECT count(*) FROM fact WHERE area_id = ?1 AND kind IN"
            " ('checks.ticked', 'checks.corrected')",
            V(c->area_id));
    } else if (str_same(what, "by staff on paper")) {
        n = db_int(c,
            "SELECT count(*) FROM check_tick t JOIN act a ON a.area_id = t.area_id"
            " AND a.id = t.act_id WHERE t.area_id = ?1 AND a.hand = 2 AND a.channel = 3",
            V(c->area_id));
    }
    db_rollback(c);
    return n;
}

static const char *ticks(
    struct ctx *c, const struct checked *k, int item, const char *result, const char *note)
{
    return arena_printf(
        c->arena, "i%" PRId64 "=%s&n%" PRId64 "=%s", k->item[item], result, k->item[item], note);
}

static void one_shift(struct ctx *c)
{
    struct checked k = furnish(c);
    const char *page = body_of(visit(c, &k.guard_b, k.shift, NULL));
    CHECK("in large buttons", strstr(page, "class=\"trio\"") && strstr(page, "东门"));
    CHECK("nothing chosen", visit(c, &k.guard_b, k.shift, "way=")->status == 422);
    CHECK("no such result",
        visit(c, &k.guard_b, k.shift, ticks(c, &k, 0, "fine", ""))->status == 422);
    CHECK("not everybody", visit(c, &k.w->neighbour_b, k.shift, NULL)->status == 403);
    const char *both = arena_printf(
        c->arena, "%s&%s", ticks(c, &k, 0, "good", ""), ticks(c, &k, 1, "bad", "灯不亮"));
    CHECK("ticked", visit(c, &k.guard_b, k.shift, both)->status == 303);
    CHECK("two", counted(c, "ticks") == 2 && counted(c, "facts") == 1);
    visit(c, &k.guard_b, k.shift, both);
    CHECK("the same again says nothing new", counted(c, "ticks") == 2 && counted(c, "facts") == 1);
    visit(c, &k.w->manager_b, k.shift,
        arena_printf(c->arena, "%s&way=phone", ticks(c, &k, 0, "bad", "锁坏了")));
    CHECK("put right by another hand, nothing is lost",
        counted(c, "ticks") == 3 && counted(c, "facts") == 2);
    page = body_of(visit(c, &k.guard_b, k.shift, NULL));
    CHECK("the last word stands", strstr(page, "锁坏了") && strstr(page, "改过 1 次"));
    const char *report = arena_printf(c->arena, "%s/report", k.shift);
    CHECK("only what is bad",
        visit(c, &k.guard_b, report, arena_printf(c->arena, "item=%" PRId64, k.item[2]))->status ==
            422);
    const char *item = arena_printf(c->arena, "item=%" PRId64, k.item[0]);
    CHECK("one press", visit(c, &k.guard_b, report, item)->status == 303);
    visit(c, &k.w->manager_b, report, item);
    CHECK("no second one while it is open", number(c, "matters", 0) == 1);
    page = body_of(visit(c, &k.guard_b, k.shift, NULL));
    CHECK("its state beside it", strstr(page, "0001") && strstr(page, "待受理"));
    must(db_begin_read(c));
    int64_t matter = db_int(c, "SELECT max(id) FROM matter WHERE area_id = ?1", V(c->area_id));
    int64_t kind = db_int(c, "SELECT max(kind) FROM request WHERE area_id = ?1", V(c->area_id));
    db_rollback(c);
    CHECK("of its kind", kind == checks_kind(SPOT_GATE) || kind == checks_kind(SPOT_FIRE_DOOR) ||
                             kind == checks_kind(SPOT_LIGHT));
    page = body_of(visit(c, &k.w->manager_b, world_path(c, k.w, "requests", matter, ""), NULL));
    CHECK("and back", strstr(page, "值班检查时发现的"));
    struct world *other = world_make(c);
    CHECK("another area's",
        visit(c, &other->clerk_b, world_path(c, other, "checks", k.slot, "/2026-11-23"), NULL)
                ->status == 404);
}

static void on_paper(struct ctx *c)
{
    struct checked k = furnish(c);
    struct req *r = visit(c, &k.w->manager_b, arena_printf(c->arena, "%s/sheet", k.shift), "x=1");
    int64_t no = id_after(r->location, "/checks/paper/");
    CHECK("printed", r->status == 303 && no);
    const char *typing = arena_printf(c->arena, "/a/%s/checks/paper", k.w->code);
    const char *sheet =
        body_of(visit(c, &k.guard_b, arena_printf(c->arena, "%s/%" PRId64, typing, no), NULL));
    char one[ROW_CODE_TEXT], two[ROW_CODE_TEXT], nine[ROW_CODE_TEXT];
    row_code((int)no, 1, one);
    row_code((int)no, 2, two);
    row_code((int)no, 9, nine);
    CHECK("with its codes", strstr(sheet, one) && strstr(sheet, two) && !strstr(sheet, nine));
    r = visit(c, &k.w->clerk_b, typing, arena_printf(c->arena, "lines=%s 1%%0A%s 2", one, nine));
    CHECK("a row that was not printed", r->status == 422 && strstr(body_of(r), "没有印过这一行"));
    r = visit(c, &k.w->clerk_b, typing, arena_printf(c->arena, "lines=%s 1%%0A%s 2", one, one));
    CHECK("one twice", r->status == 422 && strstr(body_of(r), "同一行只录一次"));
    CHECK("all or none", counted(c, "ticks") == 0);
    const char *right = arena_printf(c->arena, "lines=%s 1%%0A%s 2 门关不上", one, two);
    CHECK("typed", visit(c, &k.w->clerk_b, typing, right)->status == 303);
    CHECK("as paper, by the committee's hand", counted(c, "by staff on paper") == 2);
    r = visit(c, &k.w->clerk_b, typing, right);
    CHECK("once", r->status == 422 && strstr(body_of(r), "已经录过"));
    CHECK("the same rows", strstr(body_of(visit(c, &k.guard_b, k.shift, NULL)), "门关不上"));
    struct checked far = furnish(c);
    r = visit(c, &far.w->clerk_b, arena_printf(c->arena, "/a/%s/checks/paper", far.w->code), right);
    CHECK("not in another area", r->status == 422);
    c->area_id = k.w->area;
}

static void a_month(struct ctx *c)
{
    struct checked k = furnish(c);
    const char *month = arena_printf(c->arena, "/a/%s/checks/month", k.w->code);
    visit(c, &k.guard_b, k.shift, ticks(c, &k, 0, "bad", "锁坏了"));
    int64_t start = c->now;
    test_at(c, start + 2 * MS_PER_DAY);
    world_resident(c, &k.w->manager_b, "13900000902");
    const char *page = body_of(visit(c, &k.w->manager_b, month, NULL));
    CHECK("one not at all, one partly", strstr(page, "2 班里 1 班没有查，1 班没查完"));
    CHECK("what is bad", strstr(page, "查了 1 次，1 次不好"));
    struct req *r = visit(
        c, &k.w->manager_b, arena_printf(c->arena, "/a/%s/checks/month.csv", k.w->code), NULL);
    CHECK("exported", r->status == 200 && strstr(body_of(r), "没有检查"));
    r = visit(c, &k.w->manager_b, arena_printf(c->arena, "/a/%s/checks/bad.csv", k.w->code), NULL);
    CHECK("and the places", r->status == 200 && strstr(body_of(r), "东门"));
    CHECK("not for the guard", visit(c, &k.guard_b, month, NULL)->status == 403);
    page =
        body_of(visit(c, &k.w->manager_b, arena_printf(c->arena, "%s?month=2026-10", month), NULL));
    CHECK("before there was a list", strstr(page, "还没有该查的班"));
    const char *end = world_path(c, k.w, "checks/items", k.item[0], "/end");
    CHECK("no longer looked at", visit(c, &k.w->manager_b, end, "x=1")->status == 303);
    CHECK("once", visit(c, &k.w->manager_b, end, "x=1")->status == 404);
    page = body_of(visit(c, &k.w->manager_b, month, NULL));
    CHECK("what was found stays", strstr(page, "查了 1 次，1 次不好"));
    test_at(c, start);
}

const struct test checks_tests[] = {
    {"shifts and the rota", shifts_and_the_rota, .pure = true},
    {"when", when, .pure = true},
    {"lines", lines, .pure = true},
    {"one shift", one_shift},
    {"on paper", on_paper},
    {"a month", a_month},
    {0},
};
