/* slips_test.c - a wrong digit is refused, two people read each slip, nothing is counted twice or
 * lost, and after a random day of paper and web the numbers are those of a slow recount. */
#include "src/slips/slips.h"

#include "lib/paper/paper.h"
#include "src/owners/owners.h"
#include "tests/requests_world.h"

enum { HOMES = 12, SOME_DAY = 7 };

/* Pure ----------------------------------------------------------------------------------------- */
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
    l = (struct slip_return){.received_at = 1500, .one = "甲", .two = "甲"};
    CHECK("two people", !slips_may_return(&b, &l, 1600, &why));
    l.two = "乙";
    b.sealed_at = 4000;
    CHECK("not once sealed", !slips_may_return(&b, &l, 5000, &why));
    b.m.state = BALLOT_ROLL;
    CHECK("no slips before the notice", !slips_may_print(&b, &why));
}

/* A ballot of owners with slips ---------------------------------------------------------------- */
struct paper {
    struct world *w;
    struct browser third_b;
    int64_t id, third;
    struct ballot b;
    int sheet;
};

static void own(struct ctx *c, int64_t stair, const char *unit, const char *name)
{
    bool made, changed;
    int64_t u = places_put_unit(c, stair, unit, 8000, &made, &changed);
    (void)owners_put(c, u, name, OWNER_PERSON, "", 1, 1, "2020-01-01", &made, &changed);
}

static void set_state(struct ctx *c, const struct paper *p, enum ballot_state state)
{
    db_exec(c, "UPDATE matter SET state = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(p->id), V((int)state));
    db_exec(c, "UPDATE ballot SET opens_at = ?3, closes_at = ?4 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(p->id), V(p->b.opens_at), V(p->b.closes_at));
}

static void open_ballot(struct ctx *c, struct paper *p)
{
    struct ballot b = {.electorate = ROLL_OF_OWNERS,
        .force = FORCE_STATUTORY,
        .named = true,
        .running = true,
        .body_id = p->w->committee,
        .place_id = c->area_id,
        .text = ""};
    b.m.title = "选聘物业公司";
    b.m.audience = AUDIENCE_AREA;
    for (int i = 0; i < 3; i++) {
        list_push(c->arena, &b.items,
            ((struct ballot_item){.title = "选聘安居物业", .decides = DECIDES_PROPERTY}));
    }
    c->act.person_id = p->w->clerk;
    c->act.hand = HAND_SELF;
    CHECK("a draft", ballots_open(c, &b));
    p->id = b.id;
    p->b.opens_at = c->now - MS_PER_DAY;
    p->b.closes_at = c->now + SOME_DAY * MS_PER_DAY;
    set_state(c, p, BALLOT_ROLL);
    CHECK("its roll", ballots_freeze(c, p->id));
    set_state(c, p, BALLOT_OPEN);
}

static struct paper furnish(struct ctx *c)
{
    struct paper p = {.w = world_make(c)};
    test_begin(c);
    for (int i = 0; i < HOMES; i++) {
        own(c, p.w->stair, arena_printf(c->arena, "%d0%d", 1 + i / 4, 1 + i % 4),
            arena_printf(c->arena, "业主%d", i + 1));
    }
    own(c, p.w->stair4, "101", "别楼的");
    p.third = people_make(c, "周第三", "13900000907");
    bodies_give_post(c, p.w->committee, POST_COMMITTEE_STAFF, p.third, c->area_id, "");
    open_ballot(c, &p);
    CHECK("furnished", test_end(c));
    world_staff(c, &p.third_b, p.third, "third");
    return p;
}

static const char *path(struct ctx *c, const struct paper *p, const char *tail)
{
    return arena_printf(c->arena, "/a/%s/ballots/%" PRId64 "/%s", p->w->code, p->id, tail);
}

static const char *code(struct ctx *c, const struct paper *p, int line)
{
    char out[ROW_CODE_TEXT];
    row_code(p->sheet, line, out);
    return arena_strdup(c->arena, out);
}

static void print_slips(struct ctx *c, struct paper *p)
{
    const char *body = arena_printf(c->arena, "building=%" PRId64, p->w->stair);
    struct req *r = visit(c, &p->w->leader_b, path(c, p, "slips"), body);
    p->sheet = (int)id_after(r->location, "/slips/");
    CHECK("printed", r->status == 303 && p->sheet);
}

static struct slip_numbers numbers(struct ctx *c, const struct paper *p)
{
    struct slip_numbers n = {0};
    must(db_begin_read(c));
    CHECK("numbers", slips_numbers(c, p->id, &n));
    db_rollback(c);
    return n;
}

static const char *list_of(struct ctx *c, const struct paper *p, const char *at, const char *lines)
{
    (void)p;
    return arena_printf(c->arena, "received=%s&kept=柜子&one=王一&two=李二&lines=%s", at, lines);
}

static struct req *type(
    struct ctx *c, struct browser *b, const struct paper *p, const char *tail, const char *lines)
{
    return visit(c, b, path(c, p, tail), arena_printf(c->arena, "lines=%s", lines));
}

#define TODAY "2026-11-23T10:00"
static const char *on(struct ctx *c, const struct paper *p, int line, const char *what)
{
    return arena_printf(c->arena, "%s %s", code(c, p, line), what);
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
    CHECK("the issue list", strstr(body_of(visit(c, &p.w->leader_b, list, NULL)), code(c, &p, 1)));
    CHECK("not every neighbour", visit(c, &p.w->neighbour_b, list, NULL)->status == 403);
    const char *again = arena_printf(c->arena, "building=%" PRId64, p.w->stair);
    CHECK("asked again", visit(c, &p.w->leader_b, path(c, &p, "slips"), again)->status == 303);
    CHECK("nobody gets a second one", numbers(c, &p).all.issued == HOMES);
    again = arena_printf(c->arena, "building=%" PRId64, p.w->stair4);
    CHECK("not another's stair",
        visit(c, &p.w->leader_b, path(c, &p, "slips"), again)->status == 403);
    struct req *r = type(c, &p.w->leader_b, &p, "slips/issued",
        arena_printf(
            c->arena, "%s%%0A%s%%0A%s", on(c, &p, 1, "1"), on(c, &p, 2, "2"), on(c, &p, 3, "3")));
    struct slip_numbers n = numbers(c, &p);
    CHECK("typed back",
        r->status == 303 && n.all.delivered == 1 && n.all.refused == 1 && n.all.away == 1);
    r = type(c, &p.w->leader_b, &p, "slips/issued", on(c, &p, 3, "1"));
    CHECK("met later", r->status == 303 && numbers(c, &p).all.delivered == 2);
    r = type(c, &p.w->leader_b, &p, "slips/issued", on(c, &p, 3, "2"));
    CHECK("who has signed has signed", r->status == 422 && strstr(body_of(r), "已经签收过"));
    r = type(c, &p.w->leader_b, &p, "slips/issued", on(c, &p, 4, "7"));
    CHECK("no such result", r->status == 422);
}

static void list_slips(struct ctx *c, const struct paper *p, int from, int to)
{
    const char *lines = "";
    for (int i = from; i <= to; i++) {
        lines = arena_printf(c->arena, "%s%s%s", lines, *lines ? "%0A" : "", code(c, p, i));
    }
    struct req *r = visit(c, &p->w->clerk_b, path(c, p, "returns"), list_of(c, p, TODAY, lines));
    CHECK("listed", r->status == 303);
}

static int64_t counted(struct ctx *c, const struct paper *p, int64_t item, int64_t choice)
{
    struct turnout t;
    struct ballot b;
    must(db_begin_read(c));
    must(ballots_by_id(c, p->id, &b) && ballots_turnout(c, &b, &t));
    db_rollback(c);
    return sums_of(&t.items[item - 1], choice).homes;
}

static void two_hands(struct ctx *c)
{
    struct paper p = furnish(c);
    print_slips(c, &p);
    struct req *r = type(c, &p.w->clerk_b, &p, "slips/type", on(c, &p, 1, "1 2 3"));
    CHECK("first it is listed", r->status == 422 && strstr(body_of(r), "还没有列入回收单"));
    list_slips(c, &p, 1, 4);
    r = type(c, &p.w->clerk_b, &p, "slips/type", on(c, &p, 1, "1 2"));
    CHECK("three questions", r->status == 422 && strstr(body_of(r), "3"));
    r = type(c, &p.w->clerk_b, &p, "slips/type", on(c, &p, 1, "1 0 3"));
    CHECK("one hand counts nothing", r->status == 200 && counted(c, &p, 1, VOTE_YES) == 0);
    r = type(c, &p.w->clerk_b, &p, "slips/type", on(c, &p, 1, "1 0 3"));
    CHECK("nor the same hand twice", r->status == 422 && strstr(body_of(r), "另一个人"));
    const char *page = body_of(visit(c, &p.w->leader_b, path(c, &p, "slips/type"), NULL));
    CHECK("unseen", !strstr(page, "1 0 3") && !strstr(page, code(c, &p, 1)));
    r = type(c, &p.w->leader_b, &p, "slips/type", on(c, &p, 1, "103"));
    CHECK("two hands do", r->status == 200 && counted(c, &p, 1, VOTE_YES) == 1 &&
                              counted(c, &p, 3, VOTE_ABSTAIN) == 1);
    CHECK("an item left open is no part", counted(c, &p, 2, 0) == 0);
    r = type(c, &p.third_b, &p, "slips/type", on(c, &p, 1, "2 2 2"));
    CHECK("no third time", r->status == 422 && strstr(body_of(r), "已经由两个人录好"));
    must(db_begin_read(c));
    CHECK("nothing shows one slip's marks afterwards",
        db_int(c, "SELECT count(*) FROM slip_entry WHERE area_id = ?1 AND marks <> ''",
            V(c->area_id)) == 0);
    db_rollback(c);
    type(c, &p.w->clerk_b, &p, "slips/type", on(c, &p, 2, "0 0 0"));
    type(c, &p.w->leader_b, &p, "slips/type", on(c, &p, 2, "0 0 0"));
    struct slip_numbers n = numbers(c, &p);
    CHECK("a blank one is returned, and no vote", n.all.typed == 2 && n.blank == 1);
}

static struct req *settle(
    struct ctx *c, struct browser *b, const struct paper *p, int line, const char *marks)
{
    return visit(c, b, path(c, p, "slips/differ"),
        arena_printf(c->arena, "serial=%s&marks=%s", code(c, p, line), marks));
}

static bool ready(struct ctx *c, const struct paper *p, const char **why)
{
    struct ballot b;
    struct err no = {0};
    must(db_begin_read(c));
    must(ballots_by_id(c, p->id, &b));
    bool ok = slips_ready(c, &b, &no);
    db_rollback(c);
    *why = no.words.msgid ? say(c, no.words) : "";
    return ok;
}

static void where_they_differ(struct ctx *c)
{
    struct paper p = furnish(c);
    const char *why;
    print_slips(c, &p);
    list_slips(c, &p, 1, 2);
    type(c, &p.w->clerk_b, &p, "slips/type", on(c, &p, 1, "1 1 1"));
    type(c, &p.w->leader_b, &p, "slips/type", on(c, &p, 1, "1 2 1"));
    type(c, &p.w->clerk_b, &p, "slips/type", on(c, &p, 2, "2 2 2"));
    type(c, &p.w->leader_b, &p, "slips/type", on(c, &p, 2, "1 1 1"));
    CHECK("neither counts", counted(c, &p, 1, 0) == 0 && numbers(c, &p).differs == 2);
    CHECK("not ready, and where", !ready(c, &p, &why) && strstr(why, "2") && strstr(why, "3号楼"));
    const char *page = body_of(visit(c, &p.third_b, path(c, &p, "slips/differ"), NULL));
    CHECK("side by side", strstr(page, "陈小燕") && strstr(page, "顾明珠") && strstr(page, "反对"));
    struct req *r = type(c, &p.third_b, &p, "slips/type", on(c, &p, 1, "1 1 1"));
    CHECK("not by the way", r->status == 422);
    CHECK("a third looks", settle(c, &p.third_b, &p, 1, "1 2 1")->status == 303);
    CHECK("and it counts", counted(c, &p, 2, VOTE_NO) == 1);
    settle(c, &p.w->clerk_b, &p, 2, "1 1 2");
    CHECK("one of the two alone settles nothing", numbers(c, &p).differs == 1);
    settle(c, &p.w->leader_b, &p, 2, "1 1 2");
    CHECK("both together", numbers(c, &p).differs == 0 && counted(c, &p, 3, VOTE_NO) == 1);
    CHECK("once", settle(c, &p.third_b, &p, 2, "1 1 1")->status == 422);
    CHECK("ready", ready(c, &p, &why));
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
        arena_printf(
            c->arena, "received=%s&kept=x&one=王一&two=王一&lines=%s", TODAY, code(c, &p, 2)));
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
    CHECK("reconciled", n.all.issued == HOMES + 1 && n.all.voided == 1 && n.all.returned == 1 &&
                            n.all.unreturned == HOMES - 1);
    r = visit(c, &p.w->leader_b, path(c, &p, "slips/lost"),
        arena_printf(c->arena, "serial=%s&why=丢了", code(c, &fresh, 1)));
    CHECK("not one that came back", r->status == 422 && strstr(body_of(r), "已经收回"));
}

static void late(struct ctx *c)
{
    struct paper p = furnish(c);
    int64_t start = c->now;
    print_slips(c, &p);
    list_slips(c, &p, 1, 2);
    test_at(c, p.b.closes_at + 3600000);
    test_begin(c);
    set_state(c, &p, BALLOT_COUNTING);
    CHECK("closed", test_end(c));
    world_staff(c, &p.third_b, p.third, "again");
    world_resident(c, &p.w->leader_b, "13900000101");
    struct req *r = visit(
        c, &p.third_b, path(c, &p, "returns"), list_of(c, &p, "2026-11-30T10:30", code(c, &p, 3)));
    CHECK("what comes after the close does not count",
        r->status == 422 && strstr(body_of(r), "截止后收到的票不算"));
    type(c, &p.third_b, &p, "slips/type", on(c, &p, 1, "1 1 1"));
    type(c, &p.w->leader_b, &p, "slips/type", on(c, &p, 1, "1 1 1"));
    CHECK("what was listed may be typed later", counted(c, &p, 1, VOTE_YES) == 1);
    test_begin(c);
    db_exec(c, "UPDATE ballot SET sealed_at = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(p.id), V(c->now));
    CHECK("sealed", test_end(c));
    r = type(c, &p.third_b, &p, "slips/type", on(c, &p, 2, "1 1 1"));
    CHECK("not once it is sealed", r->status == 422 && counted(c, &p, 1, VOTE_YES) == 1);
    test_at(c, start);
}

static void at_the_doors(struct ctx *c)
{
    struct paper p = furnish(c);
    print_slips(c, &p);
    list_slips(c, &p, 1, 1);
    type(c, &p.w->leader_b, &p, "slips/issued", on(c, &p, 2, "3"));
    const char *tail = arena_printf(c->arena, "doors/%" PRId64, p.w->stair);
    const char *page = body_of(visit(c, &p.w->leader_b, path(c, &p, tail), NULL));
    CHECK("how it stands", strstr(page, "12 户里已投 1 户") && strstr(page, "要上门"));
    CHECK("never what", !strstr(page, "同意") && !strstr(page, "反对"));
    CHECK("no telephone", !strstr(page, "tel:1"));
    struct req *r =
        visit(c, &p.w->leader_b, path(c, &p, arena_printf(c->arena, "%s.csv", tail)), NULL);
    CHECK("a list", r->status == 200 && strstr(body_of(r), "102"));
    CHECK("the other stair is not hers",
        visit(c, &p.w->leader_b, path(c, &p, arena_printf(c->arena, "doors/%" PRId64, p.w->stair4)),
            NULL)
                ->status == 403);
    page = body_of(visit(c, &p.w->leader_b, arena_printf(c->arena, "/a/%s", p.w->code), NULL));
    CHECK("from her home page", strstr(page, tail));
}

/* A random day of paper and web, against a slow recount -----------------------------------------
 */
struct shadow { /* one voter, as anybody would keep it with a pencil */
    bool back, web, paper;
    int typed; /* by how many hands */
    int64_t web_at, paper_at, web_choice, paper_choice;
};

static void as_account(struct ctx *c, int64_t account, int64_t person)
{
    c->who = (struct who){.account_id = account, .person_id = person, .staff = true};
}

static void cast_web(
    struct ctx *c, const struct ballot *b, int64_t no, struct shadow *s, int choice)
{
    struct vote v = {.way = WAY_WEB};
    list_push(c->arena, &v.marks, ((struct vote_mark){1, choice}));
    c->act.received_at = c->now;
    c->act.person_id = db_int(c,
        "SELECT min(person_id) FROM voter_speaker WHERE area_id = ?1 AND ballot_id = ?2"
        " AND voter_no = ?3",
        V(c->area_id), V(b->id), V(no));
    CHECK("on the web", ballots_cast(c, b, no, &v));
    s->web_at = s->web ? s->web_at : c->now;
    s->web = true;
    s->web_choice = choice;
}

static void type_paper(
    struct ctx *c, const struct paper *p, int64_t no, struct shadow *s, int choice)
{
    struct slip_lines out = {0};
    int64_t said = s->typed ? s->paper_choice : choice;
    const char *line = on(c, p, (int)no, arena_printf(c->arena, "%d 0 0", (int)said));
    as_account(c, s->typed ? p->third : p->w->clerk, s->typed ? p->third : p->w->clerk);
    CHECK("typed", slips_type(c, &p->b, line, false, &out));
    s->paper_choice = said;
    s->paper = ++s->typed == 2;
}

static void one_step(struct ctx *c, struct paper *p, struct shadow *all, uint32_t dice)
{
    int64_t no = 1 + dice / 16 % HOMES;
    int choice = 1 + (int)(dice / 4096 % 3);
    struct shadow *s = &all[no - 1];
    struct slip_lines out = {0};
    struct slip_return l = {.received_at = c->now, .kept = "柜子", .one = "王一", .two = "李二"};
    switch (dice % 4) {
    case 0:
        cast_web(c, &p->b, no, s, choice);
        break;
    case 1:
        if (!s->back) {
            CHECK("back", slips_list(c, &p->b, &l, code(c, p, (int)no), false, &out));
            s->back = true;
            s->paper_at = c->now;
        }
        break;
    default:
        if (s->back && s->typed < 2) {
            type_paper(c, p, no, s, choice);
        }
    }
}

static int64_t by_hand(const struct shadow *all, enum precedence p, int64_t choice)
{
    int64_t n = 0;
    for (int i = 0; i < HOMES; i++) {
        const struct shadow *s = &all[i];
        bool paper_first = s->paper && s->paper_at < s->web_at;
        bool paper =
            s->paper && (!s->web || p == PAPER_COUNTS || (p == FIRST_COUNTS && paper_first));
        n += (paper ? s->paper_choice : s->web ? s->web_choice : 0) == choice;
    }
    return n;
}

static void a_random_day(struct ctx *c)
{
    struct paper p = furnish(c);
    struct shadow all[HOMES] = {0};
    int64_t start = c->now, back = 0, typed = 0;
    uint32_t dice = 20261123;
    print_slips(c, &p);
    test_begin(c);
    must(ballots_by_id(c, p.id, &p.b));
    as_account(c, p.w->clerk, p.w->clerk);
    for (int i = 0; i < 150; i++) {
        dice = dice * 1664525 + 1013904223;
        c->now += 60000;
        one_step(c, &p, all, dice >> 4);
    }
    CHECK("a day", test_end(c));
    for (int i = 0; i < HOMES; i++) {
        back += all[i].back;
        typed += all[i].paper;
    }
    struct slip_numbers n = numbers(c, &p);
    CHECK("issued = returned + unreturned", n.all.issued == HOMES && n.all.returned == back &&
                                                n.all.unreturned == HOMES - back &&
                                                n.all.typed == typed);
    for (int64_t choice = VOTE_YES; choice <= VOTE_ABSTAIN; choice++) {
        CHECK("one vote each", counted(c, &p, 1, choice) == by_hand(all, p.b.precedence, choice));
    }
    bool right = false;
    test_begin(c);
    CHECK("the sums too", ballots_recount_sums(c, &p.b, &right) && right);
    CHECK("counted", test_end(c));
    test_at(c, start);
    c->who = (struct who){0};
}

const struct test slips_tests[] = {
    {"marks", marks, .pure = true},
    {"serials", serials, .pure = true},
    {"when", when, .pure = true},
    {"printed and handed out", printed_and_handed_out},
    {"two hands", two_hands},
    {"where they differ", where_they_differ},
    {"bad paper", bad_paper},
    {"a lost slip", a_lost_slip},
    {"late", late},
    {"at the doors", at_the_doors},
    {"a random day", a_random_day},
    {0},
};
