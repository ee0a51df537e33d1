/* slips_test.c - a wrong digit is refused, nothing goes out or comes back twice, and what is issued
 * adds up. */
#include "tests/slips_world.h"

static struct ballot paper_ballot(struct ctx *c)
{
    struct ballot b = {.named = true, .opens_at = 1000, .closes_at = 2000};
    b.m.state = BALLOT_OPEN;
    for (int i = 1; i <= 5; i++) {
        list_push(c->arena, &b.items, ((struct ballot_item){.no = i, .seats = i == 5 ? 2 : 0}));
    }
    struct ballot_item *last = &b.items.v[4];
    last->options[0] = "甲", last->options[1] = "乙", last->options[2] = "丙";
    last->n = 3;
    return b;
}

static const char *read_as(struct ctx *c, const struct ballot *b, const char *typed)
{
    struct vote_marks m = {0};
    struct err why = {0};
    return slips_marks(c->arena, b, typed, &m, &why) ? slips_marks_text(c->arena, &m) : "?";
}

static void marks(struct ctx *c)
{
    static const struct {
        const char *typed, *read;
    } table[] = {
        {"1 2 3 4 1", "1:1 2:2 3:3 4:4 5:11"},
        {"1 0 0 2 1+3", "1:1 4:2 5:11 5:13"},
        {"1 0 0 2 3+1", "1:1 4:2 5:11 5:13"},
        {"１　2 a x A", "1:1 2:2 3:3 4:4 5:3"},
        {"0 0 0 0 0", "-"},
        {"1+2 0 0 0 0", "1:4"}, /* both boxes: says neither */
        {"0 0 0 0 1+2+3", "5:4"}, /* too many */
        {"1 2 3", "?"},
        {"1 2 3 1 1 1", "?"},
        {"5 0 0 0 0", "?"},
        {"0 0 0 0 4", "?"},
        {"1+ 0 0 0 0", "?"},
        {"yes 0 0 0 0", "?"},
        {"", "?"},
    };
    struct ballot b = paper_ballot(c);
    for (size_t i = 0; i < COUNT(table); i++) {
        CHECK(table[i].typed, str_same(read_as(c, &b, table[i].typed), table[i].read));
    }
    b.items.n = 3;
    CHECK("three digits at once", str_same(read_as(c, &b, "120"), "1:1 2:2"));
    struct vote_marks back = {0};
    CHECK("text and back", slips_marks_of(c->arena, "1:1 3:13", &back) && back.n == 2 &&
                               str_same(slips_marks_text(c->arena, &back), "1:1 3:13"));
}

static void serials(struct ctx *c)
{
    char code[ROW_CODE_TEXT], bare[11];
    const char *rest;
    struct err why = {0};
    int sheet, line, through = 0;
    row_code(123456, 7, code);
    const char *text = arena_printf(c->arena, "%s 1 0 2", code);
    CHECK("serial and marks", slips_serial(c->arena, text, &sheet, &line, &rest, &why) &&
                                  sheet == 123456 && line == 7 && str_same(rest, "1 0 2"));
    size_t n = 0;
    for (const char *p = code; *p; p++) {
        if (*p != ' ') {
            bare[n++] = *p;
        }
    }
    bare[n] = '\0';
    for (size_t i = 0; i < 10; i++) {
        char kept = bare[i];
        for (char d = '0'; d <= '9'; d++) {
            struct err no = {0};
            bare[i] = d;
            through += d != kept && slips_serial(c->arena, bare, &sheet, &line, &rest, &no);
        }
        bare[i] = kept;
    }
    CHECK("no wrong digit gets through", through == 0);
    struct err said = {0};
    CHECK("one word for it on every page",
        !slips_serial(c->arena, "123456", &sheet, &line, &rest, &said) &&
            strstr(said.words.msgid, "编号") && !strstr(said.words.msgid, "行号"));
}

static void when(struct ctx *c)
{
    struct ballot b = paper_ballot(c);
    struct slip_return l = {.received_at = 1500, .one = "甲", .two = "乙"};
    struct err why = {0};
    CHECK("while it is open", slips_may_return(&b, &l, 1600, &why));
    CHECK("not in the future", !slips_may_return(&b, &l, 1499, &why));
    b.m.state = BALLOT_COUNTING;
    l.received_at = 1999;
    CHECK("listed later, received in time", slips_may_return(&b, &l, 5000, &why));
    l.received_at = 2000;
    CHECK("not what came at the close", !slips_may_return(&b, &l, 5000, &why));
    CHECK("two people", !slips_two_people(c->arena, "王一", "王　一 ", &why) &&
                            slips_two_people(c->arena, "王一", "王二", &why));
    l.received_at = 1500;
    b.sealed_at = 4000;
    CHECK("not once sealed", !slips_may_return(&b, &l, 5000, &why));
    b.m.state = BALLOT_ROLL;
    CHECK("no slips before the notice", !slips_may_print(&b, &why));
}

/* Signed or not is said, and what was said fits the lines. */
static void signs(struct ctx *c)
{
    static const struct {
        const char *name;
        enum slip_signs said;
        int zeroes; /* of two lines */
        bool named, ok;
    } table[] = {
        {"all signed", SIGNS_ALL, 0, true, true},
        {"all, but one is not", SIGNS_ALL, 1, true, false},
        {"some not", SIGNS_SOME, 1, true, true},
        {"some not, but which", SIGNS_SOME, 0, true, false},
        {"nothing said", SIGNS_NOT_SAID, 0, true, false},
        {"secret: not asked", SIGNS_NOT_SAID, 0, false, true},
        {"secret: nobody signs", SIGNS_NOT_SAID, 1, false, false},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        struct ballot b = {.named = table[i].named};
        struct slip_lines all = {0};
        struct err why = {0};
        list_push(c->arena, &all, ((struct slip_line){.no_sign = table[i].zeroes > 0}));
        list_push(c->arena, &all, ((struct slip_line){.no_sign = table[i].zeroes > 1}));
        CHECK(table[i].name, slips_may_sign(&b, table[i].said, &all, &why) == table[i].ok);
    }
}

static void printed_and_handed_out(struct ctx *c)
{
    struct paper p = furnish(c);
    print_slips(c, &p);
    const char *page = body_of(
        visit(c, &p.w->leader_b, path(c, &p, arena_printf(c->arena, "slips/%d", p.sheet)), NULL));
    CHECK("large, with serial, floor and question",
        strstr(page, "paper-l") && strstr(page, code(c, &p, HOMES)) && strstr(page, "80.00") &&
            strstr(page, "选聘安居物业"));
    const char *list = path(c, &p, arena_printf(c->arena, "slips/%d/list", p.sheet));
    CHECK("whose it is, what it takes, and that it is signed",
        strstr(page, "业主1<") && strstr(page, "怎样算通过") && strstr(page, "没签名的不算"));
    CHECK("the first of one",
        strstr(body_of(visit(c, &p.w->leader_b, list, NULL)), "第 1 张，共 1 张"));
    CHECK("the issue list", strstr(body_of(visit(c, &p.w->leader_b, list, NULL)), code(c, &p, 1)));
    CHECK("not every neighbour", visit(c, &p.w->neighbour_b, list, NULL)->status == 403);
    const char *again = arena_printf(c->arena, "building=%" PRId64, p.w->stair);
    CHECK("asked again", visit(c, &p.w->leader_b, path(c, &p, "slips"), again)->status == 303);
    CHECK("nobody gets a second one", numbers(c, &p).all.printed == HOMES);
    again = arena_printf(c->arena, "building=%" PRId64, p.w->stair4);
    CHECK("not another's stair",
        visit(c, &p.w->leader_b, path(c, &p, "slips"), again)->status == 403);
    struct req *r = type(c, &p.w->leader_b, &p, "slips/issued",
        arena_printf(
            c->arena, "%s%%0A%s%%0A%s", on(c, &p, 1, "1"), on(c, &p, 2, "2"), on(c, &p, 3, "3")));
    struct slip_numbers n = numbers(c, &p);
    CHECK("typed back",
        r->status == 303 && n.all.handed == 1 && n.all.refused == 1 && n.all.away == 1);
    CHECK("what was never handed out stands apart",
        n.all.waiting == HOMES - 3 && n.all.unreturned == 1 && n.all.printed == HOMES);
    r = type(c, &p.w->leader_b, &p, "slips/issued", on(c, &p, 3, "1"));
    CHECK("met later", r->status == 303 && numbers(c, &p).all.handed == 2);
    r = type(c, &p.w->leader_b, &p, "slips/issued", on(c, &p, 3, "2"));
    CHECK("who has signed has signed", r->status == 422 && strstr(body_of(r), "已经签收过"));
    r = type(c, &p.w->leader_b, &p, "slips/issued", on(c, &p, 3, "1"));
    CHECK("twice is told, not taken", r->status == 422 && strstr(body_of(r), "已经登记签收"));
    r = type(c, &p.w->leader_b, &p, "slips/issued", on(c, &p, 4, "7"));
    CHECK("no such result", r->status == 422);
}

static struct req *tick(
    struct ctx *c, struct browser *b, const struct paper *p, int line, const char *issue)
{
    return visit(c, b, path(c, p, arena_printf(c->arena, "slips/%d/hand", p->sheet)),
        arena_printf(c->arena, "line=%d&issue=%s", line, issue));
}

static void ticked_at_the_door(struct ctx *c)
{
    struct paper p = furnish(c);
    print_slips(c, &p);
    const char *hand = path(c, &p, arena_printf(c->arena, "slips/%d/hand", p.sheet));
    const char *page = body_of(visit(c, &p.w->leader_b, hand, NULL));
    CHECK("door by door", strstr(page, "3号楼 101") && strstr(page, "拒收"));
    CHECK("not every neighbour", visit(c, &p.w->neighbour_b, hand, NULL)->status == 403);
    CHECK("refused", tick(c, &p.w->leader_b, &p, 1, "refused")->status == 303);
    CHECK("signed for", tick(c, &p.w->leader_b, &p, 1, "signed")->status == 303);
    struct req *r = tick(c, &p.w->leader_b, &p, 1, "away");
    CHECK("that stays", r->status == 422 && strstr(body_of(r), "已经签收过"));
    CHECK("no such line", tick(c, &p.w->leader_b, &p, 44, "away")->status == 404);
    CHECK("one handed out", numbers(c, &p).all.handed == 1);
}

static struct req *undo(
    struct ctx *c, struct browser *b, const struct paper *p, int line, const char *why)
{
    return visit(c, b, path(c, p, arena_printf(c->arena, "slips/%d/undo", p->sheet)),
        arena_printf(c->arena, "line=%d&why=%s", line, why));
}

static int64_t silent(struct ctx *c, const struct paper *p)
{
    struct turnout t;
    struct ballot b;
    must(db_begin_read(c));
    must(ballots_by_id(c, p->id, &b) && votes_turnout(c, &b, &t));
    db_rollback(c);
    return t.silent.homes;
}

static bool adds_up(const struct slip_sum *a)
{
    return a->handed == a->returned + a->unreturned + a->lost &&
           a->printed == a->handed + a->refused + a->away + a->waiting + a->waste;
}

/* Tapped at the wrong door: taken back by the same hand or by staff, with a reason, till it is
 * listed. */
static void tapped_wrongly(struct ctx *c)
{
    struct paper p = furnish(c);
    print_slips(c, &p);
    const char *hand = path(c, &p, arena_printf(c->arena, "slips/%d/hand", p.sheet));
    tick(c, &p.w->leader_b, &p, 1, "away");
    tick(c, &p.w->leader_b, &p, 1, "signed");
    tick(c, &p.w->clerk_b, &p, 2, "signed");
    tick(c, &p.w->leader_b, &p, 3, "refused");
    CHECK("two may be silent now", silent(c, &p) == 2);
    const char *page =
        body_of(visit(c, &p.w->leader_b, arena_printf(c->arena, "%s?undo=1", hand), NULL));
    CHECK("asked why", strstr(page, "为什么撤回") && strstr(page, "?undo=3"));
    CHECK("not what another said", !strstr(page, "?undo=2"));
    struct req *r = undo(c, &p.w->leader_b, &p, 1, "");
    CHECK("a reason", r->status == 422 && strstr(body_of(r), "why-e"));
    CHECK("taken back", undo(c, &p.w->leader_b, &p, 1, "点错了一户")->status == 303);
    struct slip_numbers n = numbers(c, &p);
    CHECK("as it was before", n.all.handed == 1 && n.all.away == 1 && adds_up(&n.all));
    CHECK("whose slip it never was is not silent", silent(c, &p) == 1);
    r = undo(c, &p.w->leader_b, &p, 2, "x");
    CHECK("another's hand", r->status == 422 && strstr(body_of(r), "别人登记"));
    CHECK("staff may", undo(c, &p.w->clerk_b, &p, 3, "点错了")->status == 303);
    n = numbers(c, &p);
    CHECK("nobody has said yet", n.all.refused == 0 && n.all.waiting == HOMES - 2);
    CHECK("twice", undo(c, &p.w->clerk_b, &p, 3, "点错了")->status == 422);
    list_slips(c, &p, 2, 2);
    r = undo(c, &p.w->clerk_b, &p, 2, "点错了");
    CHECK(
        "what came back was handed out", r->status == 422 && strstr(body_of(r), "已经列入回收单"));
    CHECK("no such line", undo(c, &p.w->clerk_b, &p, 44, "x")->status == 404);
    CHECK("not every neighbour", undo(c, &p.w->neighbour_b, &p, 1, "x")->status == 403);
    n = numbers(c, &p);
    CHECK("it adds up", adds_up(&n.all) && n.all.handed == 1 && n.all.returned == 1);
    page = body_of(visit(
        c, &p.w->clerk_b, arena_printf(c->arena, "/a/%s/ballots/%" PRId64, p.w->code, p.id), NULL));
    CHECK("on its timeline, with the reason", strstr(page, "点错了一户"));
}

static struct req *print_for(
    struct ctx *c, const struct paper *p, const char *who, const char *home)
{
    return visit(c, &p->w->leader_b, path(c, p, "slips"),
        arena_printf(
            c->arena, "building=%" PRId64 "&who=%s&home=%s&box=门岗票箱", p->w->stair, who, home));
}

static void for_whom(struct ctx *c)
{
    struct paper p = furnish(c);
    test_begin(c);
    db_exec(c,
        "UPDATE voter SET voted_at = ?3 WHERE area_id = ?1 AND ballot_id = ?2 AND no IN (1, 2)",
        V(c->area_id), V(p.id), V(c->now));
    CHECK("two have voted", test_end(c));
    CHECK("one home",
        print_for(c, &p, "unvoted", "3号楼 103")->status == 303 && numbers(c, &p).all.printed == 1);
    struct req *r = print_for(c, &p, "unvoted", "3号楼 103");
    CHECK("which has one", r->status == 422 && strstr(body_of(r), "补发一张"));
    CHECK("no such home", print_for(c, &p, "unvoted", "九零九")->status == 422);
    CHECK("by name, though voted", print_for(c, &p, "unvoted", "业主1")->status == 303);
    r = print_for(c, &p, "unvoted", "");
    CHECK("those who have not", r->status == 303 && numbers(c, &p).all.printed == HOMES - 1);
    const char *page = body_of(visit(c, &p.w->leader_b, r->location, NULL));
    CHECK("where to hand them in", strstr(page, "门岗票箱"));
    r = print_for(c, &p, "unvoted", "");
    CHECK("no more", strstr(r->location, "none=1"));
    CHECK("all", print_for(c, &p, "all", "")->status == 303 && numbers(c, &p).all.printed == HOMES);
}

/* An unsigned slip is no vote, and another one may be signed until the close. */
static void without_a_name(struct ctx *c)
{
    struct paper p = furnish(c);
    print_slips(c, &p);
    const char *lines = arena_printf(c->arena, "%s%%0A%s 0", code(c, &p, 1), code(c, &p, 2));
    const char *body = arena_printf(
        c->arena, "received=%s&kept=柜子&one=王一&two=李二&strays=1&lines=%s", TODAY, lines);
    struct req *r = visit(c, &p.w->clerk_b, path(c, &p, "returns"), body);
    CHECK("not passed in silence", r->status == 422 && strstr(body_of(r), "签名"));
    r = visit(
        c, &p.w->clerk_b, path(c, &p, "returns"), arena_printf(c->arena, "%s&signs=some", body));
    CHECK("said", r->status == 303 && numbers(c, &p).no_sign == 1);
    const char *page = body_of(visit(c, &p.w->clerk_b, r->location, NULL));
    CHECK("and what to do next", strstr(page, "没签名，不算") && strstr(page, "补发"));
    CHECK("never handed out: named", strstr(page, "没有登记发出") && numbers(c, &p).strays > 0);
    r = type(c, &p.w->clerk_b, &p, "slips/type", on(c, &p, 2, "1 1 1"));
    CHECK("no vote", r->status == 422 && strstr(body_of(r), "没有签名"));
    r = visit(c, &p.w->leader_b, path(c, &p, "slips/lost"),
        arena_printf(c->arena, "serial=%s&why=没签名", code(c, &p, 2)));
    page = body_of(visit(c, &p.w->leader_b, r->location, NULL));
    CHECK(
        "another one, and the old is void", strstr(page, code(c, &p, 2)) && strstr(page, "作废了"));
    struct slip_numbers n = numbers(c, &p);
    CHECK("it adds up", n.all.handed == n.all.returned + n.all.unreturned + n.all.lost &&
                            n.all.handed == 2 && n.all.returned == 2 && n.all.waiting == HOMES - 1);
    page = body_of(visit(c, &p.w->clerk_b, path(c, &p, "returns"), NULL));
    CHECK("who counted last time stands there", strstr(page, "李二") && strstr(page, "柜子"));
}

static void bad_paper(struct ctx *c)
{
    struct paper p = furnish(c);
    print_slips(c, &p);
    struct paper other = furnish(c);
    print_slips(c, &other);
    c->area_id = p.w->area;
    const char *altered = arena_strdup(c->arena, code(c, &p, 1));
    ((char *)altered)[0] = altered[0] == '9' ? '8' : '9';
    const char *lines = arena_printf(
        c->arena, "%s%%0A%s%%0A%s%%0A%s", code(c, &p, 1), altered, code(c, &p, 1), code(c, &p, 99));
    struct req *r = visit(c, &p.w->clerk_b, path(c, &p, "returns"), list_of(c, &p, TODAY, lines));
    const char *page = body_of(r);
    CHECK("all at once", r->status == 422 && strstr(page, "同一张票只写一次") &&
                             strstr(page, "没有印过这个编号") && strstr(page, "3 行不对"));
    r = visit(c, &p.w->clerk_b, path(c, &p, "returns"),
        arena_printf(c->arena, "received=%s&kept=x&one=王一&two=李二&signs=all&lines=%s", TODAY,
            code(c, &p, 2)));
    CHECK("never handed out: asked first", r->status == 422 &&
                                               strstr(body_of(r), "没有登记发出：") &&
                                               strstr(body_of(r), "name=\"strays\""));
    CHECK("nothing went in", numbers(c, &p).all.returned == 0);
    r = visit(c, &p.w->clerk_b, path(c, &p, "returns"),
        arena_printf(c->arena, "%s&part=1", list_of(c, &p, TODAY, lines)));
    CHECK("the good ones, when asked", r->status == 303 && numbers(c, &p).all.returned == 1);
    r = visit(c, &p.w->clerk_b, path(c, &p, "returns"), list_of(c, &p, TODAY, code(c, &p, 1)));
    CHECK("twice", r->status == 422 && strstr(body_of(r), "不能收两次"));
    r = visit(c, &p.w->clerk_b, path(c, &p, "returns"),
        list_of(c, &p, "2026-11-24T10:00", code(c, &p, 2)));
    CHECK("tomorrow", r->status == 422 && strstr(body_of(r), "将来"));
    r = visit(c, &p.w->clerk_b, path(c, &p, "returns"),
        list_of(c, &p, "2026-11-23T09:00", code(c, &p, 2)));
    CHECK("before it was printed", r->status == 422 && strstr(body_of(r), "才印出来"));
    r = visit(c, &p.w->clerk_b, path(c, &p, "returns"),
        arena_printf(c->arena, "received=%s&kept=x&one=王一&two=王 一&signs=all&strays=1&lines=%s",
            TODAY, code(c, &p, 2)));
    CHECK("one person twice", r->status == 422 && strstr(body_of(r), "两个不同的人"));
    CHECK("not of another area",
        visit(c, &other.w->clerk_b,
            arena_printf(c->arena, "/a/%s/ballots/%" PRId64 "/slips", other.w->code, p.id), NULL)
                ->status == 404);
    c->area_id = p.w->area;
}

static void a_lost_slip(struct ctx *c)
{
    struct paper p = furnish(c);
    print_slips(c, &p);
    struct req *r = visit(c, &p.w->leader_b, path(c, &p, "slips/lost"),
        arena_printf(c->arena, "serial=%s&why=丢了", code(c, &p, 5)));
    struct paper fresh = p;
    fresh.sheet = (int)id_after(r->location, "/slips/");
    CHECK("a new one", r->status == 303 && fresh.sheet && fresh.sheet != p.sheet);
    r = visit(c, &p.w->clerk_b, path(c, &p, "returns"), list_of(c, &p, TODAY, code(c, &p, 5)));
    CHECK("the old is void, and why",
        r->status == 422 && strstr(body_of(r), "作废") && strstr(body_of(r), "丢了"));
    list_slips(c, &fresh, 1, 1);
    struct slip_numbers n = numbers(c, &p);
    CHECK("reconciled", n.all.printed == HOMES + 1 && n.all.waste == 1 && n.all.handed == 1 &&
                            n.all.returned == 1 && n.all.unreturned == 0 &&
                            n.all.waiting == HOMES - 1);
    r = visit(c, &p.w->leader_b, path(c, &p, "slips/lost"),
        arena_printf(c->arena, "serial=%s&why=丢了", code(c, &fresh, 1)));
    CHECK("not one that came back", r->status == 422 && strstr(body_of(r), "已经收回"));
}

const struct test slips_tests[] = {
    {"marks", marks, .pure = true},
    {"serials", serials, .pure = true},
    {"when", when, .pure = true},
    {"signs", signs, .pure = true},
    {"printed and handed out", printed_and_handed_out},
    {"ticked at the door", ticked_at_the_door},
    {"tapped wrongly", tapped_wrongly},
    {"for whom", for_whom},
    {"without a name", without_a_name},
    {"bad paper", bad_paper},
    {"a lost slip", a_lost_slip},
    {0},
};
