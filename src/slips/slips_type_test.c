/* slips_type_test.c - two people read each slip, nothing is counted twice or lost, and after a
 * random day of paper and web the numbers are those of a slow recount. */
#include "tests/slips_world.h"

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

/* Two slips on a list, with its photo. */
static void photographed(struct ctx *c, const struct paper *p)
{
    static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0";
    const struct upload scan = {.field = "scan",
        .filename = "list.png",
        .type = "image/png",
        .head = {png, sizeof(png) - 1},
        .size = 4321};
    const char *lines = arena_printf(c->arena, "%s%%0A%s", code(c, p, 1), code(c, p, 2));
    struct req *r = visit_with_files(
        c, &p->w->clerk_b, path(c, p, "returns"), list_of(c, p, TODAY, lines), &scan, 1);
    CHECK("listed", r->status == 303);
}

static void where_they_differ(struct ctx *c)
{
    struct paper p = furnish(c);
    const char *why;
    print_slips(c, &p);
    photographed(c, &p);
    type(c, &p.w->clerk_b, &p, "slips/type", on(c, &p, 1, "1 1 1"));
    type(c, &p.w->leader_b, &p, "slips/type", on(c, &p, 1, "1 2 1"));
    type(c, &p.w->clerk_b, &p, "slips/type", on(c, &p, 2, "2 2 2"));
    type(c, &p.w->leader_b, &p, "slips/type", on(c, &p, 2, "1 1 1"));
    CHECK("neither counts", counted(c, &p, 1, 0) == 0 && numbers(c, &p).differs == 2);
    CHECK("not ready, and where", !ready(c, &p, &why) && strstr(why, "2") && strstr(why, "3号楼"));
    const char *page = body_of(visit(c, &p.third_b, path(c, &p, "slips/differ"), NULL));
    CHECK("beside what was photographed", strstr(page, "/returns/1/scan/"));
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
    CHECK("on the web", votes_cast(c, b, no, &v));
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
    struct slip_return l = {
        .received_at = c->now, .kept = "柜子", .one = "王一", .two = "李二", .signs = SIGNS_ALL};
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
    CHECK("handed out = returned + unreturned",
        n.all.printed == HOMES && n.all.handed == back && n.all.returned == back &&
            n.all.unreturned == 0 && n.all.waiting == HOMES - back && n.all.typed == typed);
    for (int64_t choice = VOTE_YES; choice <= VOTE_ABSTAIN; choice++) {
        CHECK("one vote each", counted(c, &p, 1, choice) == by_hand(all, p.b.precedence, choice));
    }
    int64_t ballots = 0, wrong = 0;
    test_begin(c);
    CHECK("the sums too", votes_sums_check(c, &ballots, &wrong) && ballots && !wrong);
    CHECK("counted", test_end(c));
    test_at(c, start);
    c->who = (struct who){0};
}

const struct test slips_type_tests[] = {
    {"two hands", two_hands},
    {"where they differ", where_they_differ},
    {"late", late},
    {"a random day", a_random_day},
    {0},
};
