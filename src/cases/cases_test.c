/* cases_test.c - cases lived through by those on them, and looked for by those who are not. */
#include "src/cases/cases.h"

#include <string.h>

#include "src/privacy/privacy.h"
#include "tests/requests_world.h"

#define SECRET "楼上水管漏了三个月没人管"
#define HER_WORDS "我家天花板都发霉了"
#define OTHER_WORDS "水管是物业该修的"

struct life {
    struct world *w;
    int64_t id;
    const char *path; /* of the case */
};

static int64_t version(struct ctx *c, const struct life *l)
{
    return number(c, "version", l->id);
}

/* POSTs to the case with the version that is seen; answers the status. */
static int press(
    struct ctx *c, const struct life *l, struct browser *b, const char *verb, const char *body)
{
    const char *path = arena_printf(c->arena, "%s/%s", l->path, verb);
    return visit(c, b, path, arena_printf(c->arena, "version=%" PRId64 "&%s", version(c, l), body))
        ->status;
}

static const char *read_by(struct ctx *c, const struct life *l, struct browser *b)
{
    struct req *r = visit(c, b, l->path, NULL);
    return r->status == 200 ? arena_strdup(c->arena, body_of(r)) : "";
}

static int64_t row(struct ctx *c, const char *what, int64_t id)
{
    int64_t n = 0;
    if (db_begin_read(c)) {
        if (str_same(what, "party 1") || str_same(what, "party 2")) {
            n = db_int(c,
                "SELECT min(id) FROM case_party WHERE area_id = ?1 AND case_id = ?2 AND side = ?3",
                V(c->area_id), V(id), V(str_same(what, "party 2") ? 2 : 1));
        } else if (str_same(what, "on")) {
            n = db_int(c, "SELECT min(id) FROM case_on WHERE area_id = ?1 AND case_id = ?2",
                V(c->area_id), V(id));
        } else if (str_same(what, "case")) {
            n = db_int(c, "SELECT max(id) FROM case_file WHERE area_id = ?1", V(c->area_id));
        }
        db_rollback(c);
    }
    return n;
}

/* Opened by the clerk; granny is one side, the neighbour the other, the leader leads it. */
static void open_one(struct ctx *c, struct life *l, const char *kind)
{
    l->w = world_make(c);
    struct world *w = l->w;
    const char *new = arena_printf(c->arena, "/a/%s/cases/new", w->code);
    struct req *r = visit(c, &w->clerk_b, new,
        arena_printf(c->arena,
            "kind=%s&building=%" PRId64 "&title=漏水的事&about=" SECRET "&name=陈阿婆&phone=%s",
            kind, w->stair, w->phone));
    CHECK("opened", r->status == 303);
    l->id = id_after(r->location, "/cases/");
    l->path = world_path(c, w, "cases", l->id, "");
    CHECK("the other side", press(c, l, &w->clerk_b, "party",
                                "side=2&party_name=周玉兰&party_phone=13900000302") == 303);
    CHECK("led", press(c, l, &w->clerk_b, "add",
                     arena_printf(c->arena, "person=%" PRId64 "&role=leads", w->leader)) == 303);
    CHECK("begun", number(c, "state", l->id) == CASE_DOING);
}

static const char *of_party(struct ctx *c, const struct life *l, int side, const char *fmt)
{
    int64_t id = row(c, side == 1 ? "party 1" : "party 2", l->id);
    return arena_printf(c->arena, "%s%" PRId64, fmt, id);
}

static void write_words(struct ctx *c, struct life *l, int side, const char *said)
{
    const char *body = arena_printf(
        c->arena, "what=phone&met=met&said=%s&%s", said, of_party(c, l, side, "party="));
    CHECK("written down", press(c, l, &l->w->leader_b, "log", body) == 303);
}

static bool listed(struct ctx *c, const struct life *l, struct browser *b)
{
    struct req *r = visit(c, b, arena_printf(c->arena, "/a/%s/cases", l->w->code), NULL);
    return strstr(body_of(r), "漏水的事") != NULL;
}

static void for_those_on_it(struct ctx *c)
{
    struct life l;
    open_one(c, &l, "mediation");
    struct world *w = l.w;
    write_words(c, &l, 1, HER_WORDS);
    write_words(c, &l, 2, OTHER_WORDS);
    const char *lead = read_by(c, &l, &w->leader_b), *one = read_by(c, &l, &w->neighbour_b);
    CHECK("the lead reads all",
        strstr(lead, SECRET) && strstr(lead, HER_WORDS) && strstr(lead, OTHER_WORDS));
    CHECK("a party her own words", strstr(one, OTHER_WORDS) && !strstr(one, HER_WORDS));
    CHECK("and not what was said of her", !strstr(one, SECRET) && strstr(one, "漏水的事"));
    CHECK("nobody else", !*read_by(c, &l, &w->manager_b) && !*read_by(c, &l, &w->stranger_b) &&
                             !*read_by(c, &l, &w->son_b));
    CHECK("in her list alone", listed(c, &l, &w->leader_b) && listed(c, &l, &w->neighbour_b) &&
                                   !listed(c, &l, &w->son_b) && !listed(c, &l, &w->manager_b));
    const char *for_her = arena_printf(c->arena, "%s?for=%" PRId64, l.path, w->granny);
    struct req *r = visit(c, &w->son_b, for_her, NULL);
    CHECK("whom she chose to help her",
        r->status == 200 && strstr(body_of(r), HER_WORDS) && !strstr(body_of(r), OTHER_WORDS));
    CHECK("not on the stair's page",
        !strstr(
            body_of(visit(c, &w->clerk_b, world_path(c, w, "b", w->stair, ""), NULL)), "漏水的事"));
    CHECK("a party makes no moves of the lead",
        press(c, &l, &w->neighbour_b, "log", "what=phone&met=away") == 403 &&
            press(c, &l, &w->manager_b, "log", "what=phone&met=away") == 404);
}

static void taken_off(struct ctx *c)
{
    struct life l;
    open_one(c, &l, "mediation");
    struct world *w = l.w;
    CHECK("the last lead stays",
        press(c, &l, &w->clerk_b, "remove",
            arena_printf(c->arena, "on=%" PRId64, row(c, "on", l.id))) == 422);
    CHECK(
        "another", press(c, &l, &w->clerk_b, "add",
                       arena_printf(c->arena, "person=%" PRId64 "&role=leads", w->manager)) == 303);
    CHECK("sees it", *read_by(c, &l, &w->manager_b) && *read_by(c, &l, &w->leader_b));
    CHECK("off", press(c, &l, &w->clerk_b, "remove",
                     arena_printf(c->arena, "on=%" PRId64, row(c, "on", l.id))) == 303);
    CHECK("sees it no longer", !*read_by(c, &l, &w->leader_b) && !listed(c, &l, &w->leader_b));
    const char *then = arena_printf(c->arena, "/a/%s/cases?filter=all&day=2026-11-23", w->code);
    test_at(c, c->now + 3 * MS_PER_DAY);
    CHECK("nor by asking for the day she was on it",
        !strstr(body_of(visit(c, &w->leader_b, then, NULL)), "漏水的事"));
    test_at(c, c->now - 3 * MS_PER_DAY);
}

static void agreed_by_each(struct ctx *c)
{
    struct life l;
    open_one(c, &l, "mediation");
    struct world *w = l.w;
    const char *text = "agreement=周玉兰下周修好水管，陈阿婆不再敲地板";
    CHECK("written", press(c, &l, &w->leader_b, "draft", text) == 303);
    CHECK("silence is no yes", press(c, &l, &w->leader_b, "settle", "result=agreed") == 422);
    CHECK("by her own hand", press(c, &l, &w->neighbour_b, "word", "word=yes") == 303);
    CHECK("never for the other side",
        press(c, &l, &w->neighbour_b, "word",
            arena_printf(c->arena, "word=yes&%s", of_party(c, &l, 1, "word_party="))) == 403);
    const char *hers = of_party(c, &l, 1, "word=yes&word_party=");
    CHECK("not without the paper", press(c, &l, &w->leader_b, "word", hers) == 422);
    const char *helped =
        arena_printf(c->arena, "word=yes&act_person=%" PRId64 "&act_channel=phone", w->granny);
    CHECK("by whom she chose", press(c, &l, &w->son_b, "word", helped) == 303);
    CHECK("read another, said again",
        press(c, &l, &w->leader_b, "draft", text) == 303 &&
            press(c, &l, &w->leader_b, "settle", "result=agreed") == 422);
    const char *signed_ = arena_printf(c->arena, "%s&paper=柜子二", hers);
    CHECK("off the signed paper", press(c, &l, &w->leader_b, "word", signed_) == 303);
    CHECK("and hers", press(c, &l, &w->neighbour_b, "word", "word=yes") == 303);
    struct req *r = visit(c, &w->neighbour_b, arena_printf(c->arena, "%s/agreement", l.path), NULL);
    CHECK("printed for her", r->status == 200 && strstr(body_of(r), "修好水管"));
    CHECK("agreed", press(c, &l, &w->leader_b, "settle", "result=agreed") == 303);
    CHECK("looked at in thirty days",
        number(c, "state", l.id) == CASE_FOLLOW &&
            number(c, "due", l.id) == c->now + CASE_FOLLOW_DAYS * MS_PER_DAY);
    CHECK("held", press(c, &l, &w->leader_b, "follow", "follow_said=没有再吵") == 303 &&
                      number(c, "outcome", l.id) == CASE_SETTLED);
}

static bool waits_for(struct ctx *c, int64_t person, int64_t id)
{
    struct matters all = {0};
    bool found = false;
    c->who = (struct who){.account_id = 1, .person_id = person, .staff = true};
    if (db_begin_read(c)) {
        CHECK("an inbox", matters_waiting(c, &all));
        db_rollback(c);
    }
    for (size_t i = 0; i < all.n; i++) {
        found |= all.v[i].id == id;
    }
    c->who = (struct who){0};
    return found;
}

static int64_t figured(struct ctx *c, const char *name, int64_t place)
{
    const struct figure *f = cases_figures;
    int64_t n = -1;
    while (!str_same(f->name, name)) {
        f++;
    }
    if (db_begin_read(c)) {
        n = figure_value(c, f, place, 0, c->now + 1);
        db_rollback(c);
    }
    return n;
}

static void a_promised_day(struct ctx *c)
{
    struct life l;
    open_one(c, &l, "persuasion");
    struct world *w = l.w;
    const char *by = of_party(c, &l, 1, "promise=搬走旧柜子&due=2026-11-30&by=");
    CHECK("promised", press(c, &l, &w->leader_b, "promise", by) == 303);
    test_at(c, ms_of_civil(2026, 11, 29, 23, 59));
    CHECK("not before the day", !waits_for(c, w->leader, l.id));
    test_at(c, ms_of_civil(2026, 11, 30, 0, 0));
    CHECK("on the day", waits_for(c, w->leader, l.id));
    CHECK("nobody else is reminded", !waits_for(c, w->manager, l.id));
    CHECK("asked on the page", strstr(read_by(c, &l, &w->leader_b), "答应的事办了吗"));
    CHECK("one due, none kept",
        figured(c, "cases.promises_due", 0) == 1 && figured(c, "cases.promises_kept", 0) == 0);
    CHECK("put off",
        press(c, &l, &w->leader_b, "put_off", "to_day=2026-12-02&off_why=家里有事") == 303);
    CHECK("due no longer", figured(c, "cases.promises_due", 0) == 0);
    CHECK("again",
        press(c, &l, &w->leader_b, "put_off", "to_day=2026-12-04&off_why=等人来收") == 303);
    CHECK("not a third time",
        press(c, &l, &w->leader_b, "put_off", "to_day=2026-12-06&off_why=下雨") == 422);
    test_at(c, ms_of_civil(2026, 12, 4, 9, 0));
    CHECK("not settled as kept yet",
        press(c, &l, &w->leader_b, "kept", "") == 303 &&
            press(c, &l, &w->leader_b, "settle", "result=helped") == 422);
    CHECK("kept", press(c, &l, &w->leader_b, "settle", "result=kept&freed=楼梯下") == 303);
    CHECK("one of one", figured(c, "cases.promises_due", 0) == 1 &&
                            figured(c, "cases.promises_kept", 0) == 1 &&
                            figured(c, "cases.opened", 0) == 1);
    CHECK("no figure points at a stair", figured(c, "cases.promises_due", w->stair) == 0 &&
                                             figured(c, "cases.opened", w->stair) == 0);
    CHECK("a household cannot withdraw from being asked",
        press(c, &l, &w->neighbour_b, "withdraw", "") == 403);
    test_at(c, ms_of_civil(2026, 11, 23, 10, 0));
}

static void from_tier_to_tier(struct ctx *c)
{
    struct life l;
    open_one(c, &l, "help");
    struct world *w = l.w;
    CHECK("only with consent",
        press(c, &l, &w->leader_b, "step", "to=volunteer&hand_note=每周买两次菜") == 422);
    CHECK("handed up", press(c, &l, &w->leader_b, "step",
                           "to=volunteer&hand_note=每周买两次菜&consent=当面同意") == 303);
    CHECK("a volunteer", press(c, &l, &w->leader_b, "add",
                             arena_printf(c->arena, "person=%" PRId64 "&role=helps&tier=volunteer",
                                 w->manager)) == 303);
    const char *page = read_by(c, &l, &w->manager_b);
    CHECK("reads the note and no more", strstr(page, "每周买两次菜") && !strstr(page, SECRET));
    CHECK("writes what she did",
        press(c, &l, &w->manager_b, "log", "what=phone&met=met&said=菜送到了") == 303);
    CHECK("leads nothing",
        press(c, &l, &w->manager_b, "step", "to=professional&hand_note=x&consent=y") == 403);
    CHECK("two at once is too far",
        press(c, &l, &w->leader_b, "step", "to=volunteer&hand_note=x&consent=y") == 422);
    CHECK("and back down", press(c, &l, &w->leader_b, "step",
                               "to=neighbour&hand_note=她好多了&consent=当面同意") == 303);
    page = read_by(c, &l, &w->manager_b);
    CHECK("what was not written to her", !strstr(page, "她好多了") && strstr(page, "菜送到了"));
}

static void out_of_a_request(struct ctx *c)
{
    struct world *w = world_make(c);
    struct request_draft d = {.place_id = w->stair,
        .audience = AUDIENCE_PLACE,
        .body = TROUBLE,
        .kind = KIND_NEIGHBOURS,
        .session = "s"};
    int64_t request = 0;
    test_begin(c);
    c->act.person_id = w->granny;
    CHECK("a request", requests_draft_put(c, &d) && requests_open(c, &d, &request));
    CHECK("opened", test_end(c));
    const char *ticket = world_path(c, w, "requests", request, "");
    const char *new = arena_printf(c->arena, "/a/%s/cases/new", w->code);
    const char *with = arena_printf(c->arena, "%s?request=%" PRId64, new, request);
    CHECK(
        "the button", strstr(body_of(visit(c, &w->clerk_b, ticket, NULL)), "cases/new?request=") &&
                          !strstr(body_of(visit(c, &w->neighbour_b, ticket, NULL)), "cases/new"));
    CHECK("its words come along", strstr(body_of(visit(c, &w->clerk_b, with, NULL)), "绊了一下"));
    struct req *r = visit(c, &w->clerk_b, new,
        arena_printf(c->arena,
            "request=%" PRId64 "&kind=mediation&asker=1&building=%" PRId64
            "&title=漏水的事&about=" SECRET,
            request, w->stair));
    CHECK("made of it", r->status == 303);
    const char *made = arena_strdup(c->arena, str_or(r->location, ""));
    const char *said = body_of(visit(c, &w->neighbour_b, ticket, NULL));
    CHECK("says only that", strstr(said, "转到居委会专人办理") && !strstr(said, "漏水的事") &&
                                !strstr(said, "调解") && !strstr(said, "/cases/"));
    const char *case_path = arena_printf(c->arena, "cases/%" PRId64, row(c, "case", 0));
    CHECK("linked both ways, for those on it",
        strstr(body_of(visit(c, &w->clerk_b, ticket, NULL)), case_path) &&
            strstr(body_of(visit(c, &w->clerk_b, made, NULL)), "requests/"));
    CHECK("the asker is a party", row(c, "party 1", row(c, "case", 0)) != 0);
}

static void by_row_code(struct ctx *c)
{
    struct life l;
    open_one(c, &l, "persuasion");
    struct world *w = l.w;
    struct req *r = visit(c, &w->leader_b, arena_printf(c->arena, "%s/sheet", l.path), "");
    CHECK("a sheet", r->status == 303 && strstr(r->location, "/sheets/"));
    const char *page = body_of(visit(c, &w->leader_b, r->location, NULL));
    const char *at = strstr(page, "class=\"code\">");
    CHECK("printed", at && !strstr(page, "陈阿婆"));
    const char *code = at ? arena_strndup(c->arena, at + 13, 12) : "";
    const char *body = arena_printf(c->arena, "what=phone&met=away&code=%s", code);
    char *wrong = arena_strdup(c->arena, body);
    char *digit = strrchr(wrong, '=') + 1;
    *digit = *digit == '9' ? '8' : (char)(*digit + 1);
    CHECK("a wrong digit", press(c, &l, &w->leader_b, "log", wrong) == 422);
    CHECK("typed", press(c, &l, &w->leader_b, "log", body) == 303);
    CHECK("once", press(c, &l, &w->leader_b, "log", body) == 409);
}

/* What is told of her in a copy of her data, and what is left when she is forgotten. */
static void told_and_forgotten(struct ctx *c)
{
    struct life l;
    open_one(c, &l, "mediation");
    struct world *w = l.w;
    write_words(c, &l, 1, HER_WORDS);
    write_words(c, &l, 2, OTHER_WORDS "，周玉兰说的");
    struct copy_tables copy = {0};
    bool hers = false, others = false;
    CHECK("collected", db_begin_read(c) && privacy_collect(c, w->granny, &copy));
    db_rollback(c);
    for (size_t t = 0; t < copy.n; t++) {
        for (size_t i = 0; i < copy.v[t].n; i++) {
            for (size_t k = 0; k < COUNT(copy.v[t].v[i].cell); k++) {
                const char *cell = str_or(copy.v[t].v[i].cell[k], "");
                hers |= strstr(cell, HER_WORDS) != NULL;
                others |= strstr(cell, OTHER_WORDS) || strstr(cell, SECRET);
            }
        }
    }
    CHECK("her own words, not the other's", hers && !others);
    test_begin(c);
    cases_forget(c, w->neighbour);
    CHECK("forgotten", test_end(c));
    const char *page = read_by(c, &l, &w->clerk_b);
    CHECK("her name and her words are gone",
        !strstr(page, "周玉兰") && !strstr(page, OTHER_WORDS) && strstr(page, HER_WORDS));
}

const struct test cases_tests[] = {
    {"seen by those on it", for_those_on_it},
    {"taken off", taken_off},
    {"agreed by each side", agreed_by_each},
    {"a promised day", a_promised_day},
    {"from tier to tier", from_tier_to_tier},
    {"out of a request", out_of_a_request},
    {"by row code", by_row_code},
    {"told and forgotten", told_and_forgotten},
    {0},
};
