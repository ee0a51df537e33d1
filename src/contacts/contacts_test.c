/* contacts_test.c - whoever stands in a stair finds who serves it; what is printed stays true. */
#include "src/contacts/contacts_room.h"

#include <string.h>

#include "src/privacy/privacy.h"
#include "src/rolls/rolls.h"
#include "tests/requests_world.h"

static const char *of(struct ctx *c, const struct world *w, const char *tail)
{
    return arena_printf(c->arena, "/a/%s/%s", w->code, tail);
}

static const char *at(struct ctx *c, const struct world *w, const char *before, const char *after)
{
    return arena_printf(c->arena, "/a/%s/%s%" PRId64 "%s", w->code, before, w->stair, after);
}

static bool shows(const struct req *r, const char *text)
{
    return r->status == 200 && strstr(body_of(r), text);
}

static void changes(struct ctx *c)
{
    struct contact two[] = {{.role = "物业经理", .name = "沈立", .phone = "1", .carded = true},
        {.role = "门卫", .name = "老王", .phone = "9"}};
    struct card_content k = {.rows = {.v = two, .n = 2},
        .compound = "柳荫里",
        .building = "3号楼",
        .phone = "110",
        .hotline = "",
        .code = "ABC234"};
    const char *text = contacts_card_text(c->arena, &k);
    struct card_content back;
    contacts_card_read(c->arena, text, &back);
    CHECK("read back", str_same(contacts_card_text(c->arena, &back), text) && back.rows.n == 1);
    CHECK("the same", !*contacts_changes(c->arena, text, text));
    two[1].phone = "8";
    CHECK("who is not on it", !*contacts_changes(c->arena, text, contacts_card_text(c->arena, &k)));
    two[0].phone = "2";
    CHECK("a number", str_same(contacts_changes(c->arena, text, contacts_card_text(c->arena, &k)),
                          "物业经理 沈立 1 → 物业经理 沈立 2"));
    two[0].carded = false;
    CHECK("a post that went",
        str_same(contacts_changes(c->arena, text, contacts_card_text(c->arena, &k)),
            "物业经理 沈立 1 → —"));
    k.code = "XYZ789";
    two[0].carded = true;
    two[0].phone = "1";
    CHECK("another code, in words",
        str_same(contacts_changes(c->arena, text, contacts_card_text(c->arena, &k)), "二维码换过"));
    k.phone = "120";
    CHECK("and the desk's number",
        str_same(contacts_changes(c->arena, text, contacts_card_text(c->arena, &k)),
            "110 → 120、二维码换过"));
}

static void who_serves_a_stair(struct ctx *c)
{
    struct world *w = world_make(c);
    struct req *r = visit(c, &w->stranger_b, at(c, w, "contacts/", ""), NULL);
    CHECK("the nearest", shows(r, "顾明珠"));
    CHECK("the compound's", shows(r, "沈立") && shows(r, "02155500188"));
    CHECK("the area's", shows(r, "陈小燕"));
    CHECK("what there is not", shows(r, "无此主体") && shows(r, "由居委会代管"));
    CHECK("the nearest is first", strstr(body_of(r), "顾明珠") < strstr(body_of(r), "沈立") &&
                                      strstr(body_of(r), "沈立") < strstr(body_of(r), "陈小燕"));
    CHECK("no neighbour", !strstr(body_of(r), "周玉兰"));
    r = visit(c, &w->stranger_b,
        arena_printf(c->arena, "/a/%s/contacts/%" PRId64, w->code, w->stair4), NULL);
    CHECK("a stair without a leader", shows(r, "暂缺"));
    r = visit(c, &w->stranger_b, of(c, w, "contacts"), NULL);
    CHECK("the whole area", shows(r, "陈小燕") && !strstr(body_of(r), "顾明珠"));
    int64_t stair = w->stair;
    struct world *far = world_make(c);
    r = visit(c, &far->stranger_b,
        arena_printf(c->arena, "/a/%s/contacts/%" PRId64, far->code, stair), NULL);
    CHECK("another area's stair", r->status == 404);
}

/* Somebody without any number is reached through the committee. */
static void who_can_be_called(struct ctx *c)
{
    struct world *w = world_make(c);
    struct contacts all = {0};
    test_begin(c);
    CHECK("seen", contacts_of(c, w->stair, &all) && all.n > 2);
    for (size_t i = 0; i < all.n; i++) {
        CHECK("a number in every line", !str_empty(all.v[i].phone) ||
                                            !str_empty(all.v[i].duty_phone) ||
                                            !str_empty(all.v[i].instead_phone));
    }
    CHECK("done", test_end(c));
    const char *stair = at(c, w, "b/", "");
    struct req *r = visit(c, &w->stranger_b, stair, NULL);
    CHECK("on the stair's page too", shows(r, "顾明珠") && strstr(body_of(r), "请居委会转"));
}

static const struct contact *role_of(const struct contacts *all, const char *role)
{
    for (size_t i = 0; i < all->n; i++) {
        if (str_same(all->v[i].role, role)) {
            return &all->v[i];
        }
    }
    return NULL;
}

static int64_t compound_of(struct ctx *c, int64_t stair)
{
    struct building b = {0};
    must(db_begin_read(c));
    CHECK("a compound", places_building(c, stair, &b));
    db_rollback(c);
    return b.compound_id;
}

static const struct contact *told(struct ctx *c, int64_t place, const char *role)
{
    struct contacts all = {0};
    must(db_begin_read(c));
    const struct contact *o = contacts_of(c, place, &all) ? role_of(&all, role) : NULL;
    db_rollback(c);
    return o;
}

/* What the compound's page of 三驾马车 says of who stands in, its stairs' pages and cards say. */
static void who_stands_in(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t compound = compound_of(c, w->stair);
    const struct contact *o = told(c, w->stair, "业委会主任");
    CHECK("the committee", o && o->why == CONTACT_NO_BODY && !*o->instead);
    test_begin(c);
    int64_t self = bodies_make(c, BODY_SELF_MANAGEMENT, compound, "南塘自管委", "02155500168");
    CHECK("noted", network_note_absence(c, compound, BODY_OWNERS_COMMITTEE, self, "筹备中"));
    CHECK("kept", test_end(c));
    o = told(c, w->stair, "业委会主任");
    CHECK("who was noted",
        o && str_same(o->instead, "南塘自管委") && str_same(o->instead_phone, "02155500168"));
    struct req *r = visit(c, &w->stranger_b, at(c, w, "b/", "/card"), NULL);
    CHECK("on the card", shows(r, "无此主体，找南塘自管委") && strstr(body_of(r), "02155500168"));
    r = visit(c, &w->clerk_b, at(c, w, "b/", "/card"), "");
    CHECK("printed so", shows(visit(c, &w->clerk_b, r->location, NULL), "找南塘自管委"));
    r = visit(c, &w->stranger_b, at(c, w, "b/", ""), NULL);
    CHECK("on the stair's page", shows(r, "无此主体，由南塘自管委代管"));
}

/* A vacant stair has its second leader; a stair without a party group the branch, if it has one. */
static void who_is_next(struct ctx *c)
{
    struct world *w = world_make(c);
    CHECK("no party, no group", !told(c, w->stair4, "党小组长"));
    test_begin(c);
    struct bodies over = {0};
    CHECK("its body", bodies_over(c, w->stair4, BODY_STAIR, &over));
    int64_t body = over.n ? over.v[0].id : bodies_make(c, BODY_STAIR, w->stair4, "4号楼楼组", "");
    bodies_give_post(c, body, POST_DEPUTY_LEADER, w->neighbour, w->stair4, "13900001111");
    int64_t party = bodies_make(c, BODY_PARTY_GENERAL, w->area, "党总支", "");
    bodies_give_post(c, party, POST_GENERAL_SECRETARY, w->son, w->area, "13900002222");
    CHECK("kept", test_end(c));
    const struct contact *o = told(c, w->stair4, "楼组长");
    CHECK("the second leader",
        o && o->why == CONTACT_VACANT && str_same(o->instead_phone, "13900001111"));
    o = told(c, w->stair4, "党小组长");
    CHECK("the general branch",
        o && o->why == CONTACT_NO_BODY && str_same(o->instead_phone, "13900002222"));
    CHECK("of a compound nobody asks", !told(c, compound_of(c, w->stair), "党小组长"));
    struct req *r = visit(
        c, &w->stranger_b, arena_printf(c->arena, "/a/%s/b/%" PRId64, w->code, w->stair4), NULL);
    CHECK("on the stair's page", shows(r, "暂缺，由") && strstr(body_of(r), "13900001111"));
}

/* Read once for the whole area, each stair is told the same as when asked alone. */
static void once_for_all(struct ctx *c)
{
    struct world *w = world_make(c);
    struct serving s = {0};
    test_begin(c);
    int64_t zones[2], grid = places_make(c, PLACE_GRID, c->area_id, "一网格", "2026-11-01");
    places_hold(c, PLACE_GRID, grid, w->stair, "2026-11-01");
    for (int i = 0; i < 2; i++) {
        zones[i] = places_make(c, PLACE_ZONE, c->area_id, i ? "北片" : "南片", "2026-11-01");
        places_hold(c, PLACE_ZONE, zones[i], w->stair, "2026-11-01");
        int64_t body = bodies_make(c, BODY_WORKING_GROUP, zones[i], i ? "北组" : "南组", "777");
        bodies_give_post(c, body, POST_WORK_HEAD, i ? w->son : w->neighbour, zones[i], "");
        bodies_give_post(c, bodies_make(c, BODY_PARTY_BRANCH, zones[i], "支部", ""),
            POST_BRANCH_SECRETARY, w->granny, zones[i], "888");
        contacts_add_line(
            c, &(struct line){
                   .place_id = zones[i], .kind = LINE_HOTLINE, .value = i ? "12345" : "12346"});
    }
    CHECK("read", contacts_serving(c, &s));
    int64_t stairs[] = {w->stair, w->stair4};
    for (int i = 0; i < 2; i++) {
        struct card_content alone, among;
        CHECK("both",
            contacts_card(c, stairs[i], &alone) && contacts_card_in(c, &s, stairs[i], &among));
        CHECK("the same", str_same(alone.text, among.text) && alone.rows.n == among.rows.n);
        for (size_t k = 0; k < alone.rows.n; k++) {
            CHECK("in the same order", str_same(alone.rows.v[k].name, among.rows.v[k].name) &&
                                           str_same(alone.rows.v[k].role, among.rows.v[k].role) &&
                                           str_same(alone.rows.v[k].place, among.rows.v[k].place));
        }
    }
    CHECK("done", test_end(c));
}

static void hotlines(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *line =
        arena_printf(c->arena, "kind=1&place=%" PRId64 "&value=021-5550-0199&hours=24", w->area);
    CHECK("not a leader's", visit(c, &w->leader_b, of(c, w, "lines"), line)->status == 403);
    CHECK("the head's", visit(c, &w->clerk_b, of(c, w, "lines"), line)->status == 303);
    CHECK("on the page",
        shows(visit(c, &w->stranger_b, at(c, w, "contacts/", ""), NULL), "021-5550-0199"));
    CHECK("on the card",
        shows(visit(c, &w->stranger_b, at(c, w, "b/", "/card"), NULL), "021-5550-0199"));
    struct lines all = {0};
    CHECK("one", contacts_all_lines(c, &all) && all.n == 1);
    const char *end = arena_printf(c->arena, "lines/%" PRId64 "/end", all.v[0].id);
    CHECK("ended", visit(c, &w->clerk_b, of(c, w, end), "")->status == 303);
    CHECK("once", visit(c, &w->clerk_b, of(c, w, end), "")->status == 404);
    CHECK("gone", !strstr(body_of(visit(c, &w->stranger_b, at(c, w, "contacts/", ""), NULL)),
                      "021-5550-0199"));
    CHECK("without a number",
        visit(c, &w->clerk_b, of(c, w, "lines"), "kind=1&value=")->status == 422);
    const char *at_all = arena_printf(c->arena, "place=%" PRId64, w->area);
    struct req *r = visit(
        c, &w->clerk_b, of(c, w, "lines"), arena_printf(c->arena, "%s&kind=1&value=热线", at_all));
    CHECK("words are no number", r->status == 422 && strstr(body_of(r), "value-e"));
    r = visit(
        c, &w->clerk_b, of(c, w, "lines"), arena_printf(c->arena, "%s&kind=3&value=邻里", at_all));
    CHECK("an account has none", r->status == 303);
}

/* The same words and the same steps whether the number is known or not; no account comes of it. */
static void by_telephone(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *unknown = arena_printf(c->arena, "137%08lld", (long long)(c->area_id % 100000000));
    const char *phones[] = {w->phone, unknown}, *went[2], *asked[2], *said[2];
    bool demo = c->app->demo;
    c->app->demo = true;
    int64_t accounts = db_int(c, "SELECT count(*) FROM account /* town */", NONE);
    for (int i = 0; i < 2; i++) {
        struct browser b = {0};
        visit(c, &b, of(c, w, "who"), NULL);
        struct req *r =
            visit(c, &b, of(c, w, "who"), arena_printf(c->arena, "phone=%s", phones[i]));
        asked[i] = arena_printf(c->arena, "%d %s", r->status, str_or(r->location, ""));
        r = visit(c, &b, of(c, w, "who/code"), NULL);
        const char *code = code_on(c, r);
        r = visit(c, &b, of(c, w, "who/code"), "code=000000");
        CHECK("a wrong code goes on asking", r->status == 303 && strstr(r->location, "who/code"));
        r = visit(c, &b, of(c, w, "who/code"), arena_printf(c->arena, "code=%s", code));
        CHECK("the right one", r->status == 303);
        went[i] = arena_strdup(c->arena, str_or(r->location, ""));
        r = visit(c, &b, went[i], NULL);
        const char *note = strstr(body_of(r), "note-ok");
        said[i] = note ? arena_strndup(c->arena, note, strcspn(note, "\n")) : "";
    }
    c->app->demo = demo;
    CHECK("asked the same", str_same(asked[0], asked[1]));
    CHECK("told the same", *said[0] && str_same(said[0], said[1]));
    CHECK("the known one's stair", strstr(went[0], at(c, w, "contacts/", "")) != NULL);
    CHECK("the other's area", str_starts(went[1], of(c, w, "contacts?")));
    CHECK("no account was made",
        db_int(c, "SELECT count(*) FROM account /* town */", NONE) == accounts);
}

static void printed_and_reprinted(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *body = arena_printf(c->arena, "place=%" PRId64 "&per_home=1", w->area);
    struct req *r = visit(c, &w->clerk_b, of(c, w, "cards"), body);
    CHECK("printed", r->status == 303);
    int64_t run = id_after(r->location, "/cards/");
    r = visit(c, &w->clerk_b, r->location, NULL);
    CHECK("one for each home", shows(r, "共 4 张卡") && strstr(body_of(r), "class=\"cut\""));
    r = visit(c, &w->clerk_b, of(c, w, "cards?filter=current"), NULL);
    CHECK("in the register", shows(r, "共 2 个楼组") && strstr(body_of(r), "陈小燕"));
    CHECK("nothing to reprint",
        shows(visit(c, &w->clerk_b, of(c, w, "cards"), NULL), ">0 个楼组要重印"));
    test_begin(c);
    struct posts posts = {0};
    CHECK("the leader's post", bodies_posts_of(c, w->leader, &posts) && posts.n == 1);
    bodies_end_post(c, posts.v[0].id, day_text(c->arena, c->now));
    CHECK("goes", test_end(c));
    test_at(c, c->now + 120000);
    while (jobs_run_due(c, 20) > 0) {
    }
    r = visit(c, &w->clerk_b, of(c, w, "cards"), NULL);
    CHECK("her stair's only", shows(r, ">1 个楼组要重印") && strstr(body_of(r), "楼组长 顾明珠"));
    r = visit(c, &w->clerk_b, of(c, w, "cards.csv?filter=reprint"), NULL);
    CHECK("as a spreadsheet", shows(r, "3号楼") && !strstr(body_of(r), "4号楼"));
    r = visit(c, &w->clerk_b, at(c, w, "b/", "/card"), "");
    CHECK("printed again", r->status == 303);
    CHECK("is current", shows(visit(c, &w->clerk_b, of(c, w, "cards"), NULL), ">0 个楼组要重印"));
    r = visit(c, &w->clerk_b, of(c, w, arena_printf(c->arena, "cards/%" PRId64 "/roll", run)), "");
    CHECK("to be handed out", r->status == 303 && strstr(r->location, "/rolls/"));
    r = visit(c, &w->clerk_b, r->location, NULL);
    CHECK("each home on the list", shows(r, "送连心卡") && strstr(body_of(r), "4 户里办好 0 户"));
    CHECK("not a leader's", visit(c, &w->leader_b, of(c, w, "cards"), NULL)->status == 403);
    CHECK("nor a run that is not here",
        visit(c, &w->clerk_b, of(c, w, "cards/77"), NULL)->status == 404);
}

/* Somebody else's from tomorrow: said before printing; the day after, on the reprint list. */
static void soon_another(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *print = arena_printf(c->arena, "place=%" PRId64, w->stair);
    CHECK("nothing is known",
        !strstr(body_of(visit(c, &w->clerk_b, of(c, w, "cards?filter=all"), NULL)), "换人"));
    test_begin(c);
    struct posts posts = {0};
    CHECK("the leader's post", bodies_posts_of(c, w->leader, &posts) && posts.n == 1);
    bodies_end_post(c, posts.v[0].id, day_text(c->arena, c->now + MS_PER_DAY));
    CHECK("goes after today", test_end(c));
    struct req *r = visit(c, &w->clerk_b, of(c, w, "cards?filter=all"), NULL);
    CHECK("said before printing", shows(r, "明天换人（楼组长）"));
    r = visit(c, &w->clerk_b, of(c, w, "cards.csv?filter=all"), NULL);
    CHECK("beside the stair", shows(r, "明天换人（楼组长）"));
    CHECK("printed all the same", visit(c, &w->clerk_b, of(c, w, "cards"), print)->status == 303);
    test_at(c, c->now + MS_PER_DAY);
    while (jobs_run_due(c, 20) > 0) {
    }
    world_staff(c, &w->clerk_b, w->clerk, "nextday");
    r = visit(c, &w->clerk_b, of(c, w, "cards"), NULL);
    CHECK("to be printed again", shows(r, ">1 个楼组要重印") && strstr(body_of(r), "印这 1 个"));
    r = visit(c, &w->clerk_b, of(c, w, "cards-reprint"), "");
    CHECK("all of the list", r->status == 303 && strstr(r->location, "/cards/"));
    r = visit(c, &w->clerk_b, of(c, w, "cards"), NULL);
    CHECK("is empty now", shows(r, ">0 个楼组要重印"));
    CHECK("nothing to print", visit(c, &w->clerk_b, of(c, w, "cards-reprint"), "")->status == 422);
    r = visit(c, &w->clerk_b, of(c, w, "cards"), "place=3号楼、4号楼");
    CHECK("one place at a time", r->status == 422 && strstr(body_of(r), "一次写一个"));
}

/* From the post's own page: another number is on the stair's page at once, and its card to reprint.
 */
static void a_number_put_right(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *print = arena_printf(c->arena, "place=%" PRId64, w->area);
    CHECK("printed", visit(c, &w->clerk_b, of(c, w, "cards"), print)->status == 303);
    struct posts posts = {0};
    CHECK("the leader's post", bodies_posts_of(c, w->leader, &posts) && posts.n == 1);
    const char *post = arena_printf(c->arena, "posts/%" PRId64, posts.v[0].id);
    const char *shown = of(c, w, arena_printf(c->arena, "%s/shown", post));
    const char *new = "phone=13900008888&duty_phone=13900007777&name=%E9%A1%BE%E8%80%81%E5%B8%88"
                      "&hours=18:00-20:00";
    CHECK("not by the leader", visit(c, &w->leader_b, shown, new)->status == 403);
    CHECK("not for a day that was",
        visit(c, &w->clerk_b, shown, arena_printf(c->arena, "%s&from=2026-01-01", new))->status ==
            422);
    struct req *r = visit(c, &w->clerk_b, shown, new);
    CHECK("a mobile of whoever was not asked is not shown",
        r->status == 422 && strstr(body_of(r), "asked-e") && strstr(body_of(r), "13900008888"));
    new = arena_printf(c->arena, "%s&asked=1", new);
    CHECK("by the head", visit(c, &w->clerk_b, shown, new)->status == 303);
    r = visit(c, &w->stranger_b, at(c, w, "contacts/", ""), NULL);
    CHECK("both numbers", shows(r, "13900008888") && shows(r, "13900007777"));
    CHECK("as she is called", shows(r, "顾老师") && shows(r, "18:00-20:00"));
    test_at(c, c->now + 120000);
    while (jobs_run_due(c, 20) > 0) {
    }
    r = visit(c, &w->clerk_b, of(c, w, "cards.csv?filter=reprint"), NULL);
    CHECK("her stair's card", shows(r, "3号楼") && !strstr(body_of(r), "4号楼"));
    r = visit(c, &w->clerk_b, at(c, w, "b/", "/card"), "");
    CHECK("printed again", r->status == 303);
    r = visit(c, &w->clerk_b, r->location, NULL);
    CHECK("with the new ones", shows(r, "13900008888") && shows(r, "13900007777"));
    CHECK("and done", shows(visit(c, &w->clerk_b, of(c, w, "cards"), NULL), ">0 个楼组要重印"));
    r = visit(c, &w->clerk_b, of(c, w, post), NULL);
    CHECK("what was before", shows(r, "一段段怎么公开的"));
    CHECK("in the audit", shows(visit(c, &w->clerk_b, of(c, w, "audit"), NULL), "电话或时间"));
}

/* Who once stood on a card and asks to be forgotten goes out of what is kept of it. */
static void forgotten_on_old_cards(struct ctx *c)
{
    struct world *w = world_make(c);
    CHECK("printed", visit(c, &w->clerk_b, at(c, w, "b/", "/card"), "")->status == 303);
    test_begin(c);
    struct posts posts = {0};
    CHECK("her post", bodies_posts_of(c, w->leader, &posts) && posts.n == 1);
    bodies_end_post(c, posts.v[0].id, day_text(c->arena, c->now));
    CHECK("ends, and she wants to be erased",
        contacts_compare(c) && privacy_erase(c, w->leader) && test_end(c));
    must(db_begin_read(c));
    CHECK("no card has her name",
        db_int(c,
            "SELECT count(*) FROM card WHERE area_id = ?1 AND content <> replace(content, ?2, '')",
            V(c->area_id), V("顾明珠")) == 0);
    CHECK("nor the register",
        db_int(c,
            "SELECT count(*) FROM card_now WHERE area_id = ?1 AND content || changes <>"
            " replace(content || changes, ?2, '')",
            V(c->area_id), V("顾明珠")) == 0);
    CHECK("to be printed again",
        db_int(c, "SELECT count(*) FROM card_now WHERE area_id = ?1 AND differs = 1",
            V(c->area_id)) == 1);
    db_rollback(c);
    CHECK("the others stay", shows(visit(c, &w->clerk_b, of(c, w, "cards"), NULL), "楼组长 ***"));
}

const struct test contacts_tests[] = {
    {"forgotten on old cards", forgotten_on_old_cards},
    {"changes", changes, true},
    {"who serves a stair", who_serves_a_stair},
    {"who can be called", who_can_be_called},
    {"who stands in", who_stands_in},
    {"who is next", who_is_next},
    {"once for all", once_for_all},
    {"hotlines", hotlines},
    {"by telephone", by_telephone},
    {"printed and reprinted", printed_and_reprinted},
    {"soon another", soon_another},
    {"a number put right", a_number_put_right},
    {0},
};
