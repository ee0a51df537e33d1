/* policy_papers.h - for the policy matrix: one of each thing that has an id of its own and that the
 * rooms of papers, people and privacy make. Included by policy_world.h alone. */
#ifndef EAVES_POLICY_PAPERS_H
#define EAVES_POLICY_PAPERS_H

#include "lib/paper/paper.h"
#include "src/board/board.h"
#include "src/cases/cases.h"
#include "src/checks/checks.h"
#include "src/contacts/contacts.h"
#include "src/handover/handover.h"
#include "src/identity/identity.h"
#include "src/privacy/privacy.h"
#include "src/rota/rota.h"
#include "src/rulesets/rulesets.h"
#include "src/slips/slips.h"
#include "tests/ballots_world.h"

/* As if that person had done it by their own hand. */
static void policy_as(struct ctx *c, int64_t person_id)
{
    test_begin(c);
    c->act.person_id = c->who.person_id = person_id;
}

static bool policy_done(struct ctx *c)
{
    c->who.person_id = 0;
    return test_end(c);
}

/* A hotline, a printing of cards, a line of the duty rota. */
static void policy_contacts(struct ctx *c, struct policy_world *w, struct policy_place *p, bool far)
{
    struct line line = {
        .place_id = p->stair, .kind = LINE_HOTLINE, .value = "021-55500111", .hours = "全天"};
    struct card_run run = {0};
    struct slot slot = {.place_id = p->compound,
        .person_id = p->resident,
        .what = ROTA_GUARD,
        .weekday = EVERY_DAY};
    test_begin(c);
    CHECK("a hotline", contacts_add_line(c, &line));
    CHECK("cards", contacts_print(c, p->stair, false, &run));
    int64_t turn = rota_add(c, &slot);
    int64_t id = db_int(c, "SELECT max(id) FROM contact_line WHERE area_id = ?1", V(c->area_id));
    CHECK("contacts", test_end(c));
    put_id(c, w, "line", id, far);
    put_id(c, w, "run", run.id, far);
    put_id(c, w, "turn", turn, far);
    struct check_item item = {.place_id = p->compound, .what = ROTA_GUARD, .spot = SPOT_GATE};
    struct check_shift shift = {0};
    struct ticking bad = {.result = CHECK_BAD, .note = "关不上"};
    int no = 0;
    size_t n = 0;
    test_begin(c);
    CHECK("a check list", checks_add(c, &item) && (bad.item_id = item.id) &&
                              checks_shift(c, turn, day_text(c->arena, c->now), &shift) &&
                              checks_print(c, &shift, &no) &&
                              checks_tick(c, &shift, &(struct tickings){&bad, 1, 1}, &n));
    CHECK("checks", test_end(c));
    put_id(c, w, "check_item", item.id, far);
    if (!far) {
        put_sample(w, "day", day_text(c->arena, c->now), far);
        put_id(c, w, "check_sheet", no, far);
    }
}

/* Somebody leaves a post of the property company; the sheet waits for the next one. */
static void policy_handover(struct ctx *c, struct policy_world *w, struct policy_place *p, bool far)
{
    test_begin(c);
    int64_t leaver = people_make(c, "离任人", policy_phone(c, p, 81));
    int64_t next = people_make(c, "接任人", policy_phone(c, p, 82));
    int64_t post = bodies_give_post(c, p->bodies[1], POST_PROPERTY_STAFF, leaver, p->compound, "");
    int64_t id = handover_leave(c, &(struct leaving){.post_id = post,
                                       .successor_id = next,
                                       .day = "2026-12-31",
                                       .phone = "",
                                       .keys = "两把",
                                       .papers = "",
                                       .notes = ""});
    CHECK("a handover", test_end(c));
    put_id(c, w, "handover", id, far);
}

/* A ward and the guardian; two entries of one person; one who does not live where it says. */
static void policy_persons(struct ctx *c, struct policy_world *w, struct policy_place *p, bool far)
{
    struct guards guards = {0};
    int64_t there = 0;
    test_begin(c);
    int64_t ward = people_make(c, "周小宝", ""), guardian = people_make(c, "周大宝", "");
    CHECK("a guardian", people_add_guardian(c, &(struct guard){.guardian_id = guardian,
                                                   .ward_id = ward,
                                                   .why = WARD_MINOR,
                                                   .basis = "户口簿",
                                                   .since = "2026-01-01",
                                                   .until = ""}) &&
                            people_guardians_of(c, ward, &guards) && guards.n == 1);
    int64_t keep = people_make(c, "沈依依", ""), gone = people_make(c, "沈一一", "");
    int64_t merge = identity_propose(c, keep, gone, "名字写错");
    there = world_person(c, p->stair, "303", "户主甲", policy_phone(c, p, 4));
    CHECK("persons", test_end(c));
    policy_as(c, there);
    CHECK("a wrong report", identity_report_wrong(c, there, "搬走了"));
    int64_t wrong = db_int(c, "SELECT max(id) FROM wrong_person WHERE area_id = ?1", V(c->area_id));
    CHECK("reported", policy_done(c));
    put_id(c, w, "ward", ward, far);
    put_id(c, w, "guard", guards.n ? guards.v[0].id : 0, far);
    put_id(c, w, "merge", merge, far);
    put_id(c, w, "wrong", wrong, far);
}

/* The resident's consent and copy; the wish to be erased of one who lives elsewhere; what the desk
 * proposed for one who moved away. */
static void policy_privacy(struct ctx *c, struct policy_world *w, struct policy_place *p, bool far)
{
    policy_as(c, p->resident);
    CHECK("a consent", privacy_consent(c, CONSENT_NAME, "光荣榜", ""));
    int64_t consent = db_int(c, "SELECT max(id) FROM consent WHERE area_id = ?1", V(c->area_id));
    int64_t copy = privacy_ask_copy(c, p->resident, "");
    CHECK("the resident's", policy_done(c));
    policy_as(c, p->elsewhere); /* has nothing open */
    int64_t own = privacy_ask_erasure(c, "搬走了");
    CHECK("the wish to be erased", policy_done(c));
    test_begin(c);
    int64_t gone = people_make(c, "搬走的人", policy_phone(c, p, 83));
    int64_t desk = privacy_propose_erasure(c, gone, "本人来说的");
    CHECK("the desk's", test_end(c));
    (void)jobs_run_due(c, 10000); /* the copy is made */
    put_id(c, w, "consent", consent, far);
    put_id(c, w, "copy", copy, far);
    put_id(c, w, "erasure_own", own, far);
    put_id(c, w, "erasure", desk, far);
}

/* A step of the owners' committee's term, with the scan that proves it. */
static void policy_term(struct ctx *c, struct policy_world *w, struct policy_place *p, bool far)
{
    static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0";
    const struct upload scan = {.field = "scan",
        .filename = "proof.png",
        .type = "image/png",
        .head = {png, sizeof(png) - 1},
        .size = 4321};
    const char *tail = arena_printf(c->arena, "bodies/%" PRId64 "/term", p->bodies[2]);
    struct req *r = visit_with_files(c, &p->b[12],
        arena_printf(c->arena, "/a/%s/%s", p->code, tail), "step=1&day=2026-11-01", &scan, 1);
    CHECK("a step with its scan", r->status == 303);
    int64_t step = 0;
    if (db_begin_read(c)) {
        step = db_int(c, "SELECT max(id) FROM term_step WHERE area_id = ?1", V(c->area_id));
        db_rollback(c);
    }
    put_id(c, w, "scan", policy_ready(c, step), far);
}

/* Cases between the resident and somebody with only a name; the leader of the other stair leads
 * them. Each has been moved three times or more: version 4, or as the line says. */
static int64_t policy_case(struct ctx *c, struct policy_place *p, int64_t kind, bool led)
{
    int64_t id = 0;
    struct case_on on = {.role = ROLE_LEADS};
    struct people there = {0};
    struct case_opening o = {.kind = kind,
        .place_id = p->stair,
        .title = "漏水的事",
        .about = "天花板湿了",
        .party_person_id = p->resident};
    if (cases_open(c, &o, &id) && led && people_of_building(c, p->stair2, &there)) {
        for (size_t i = 0; i < there.n; i++) {
            on.person_id = str_same(there.v[i].name, "卫国平") ? there.v[i].id : on.person_id;
        }
        (void)(cases_add_party(c, &(struct moving){.matter_id = id}, 2, 0, "楼上人家") &&
               cases_put_on(c, &(struct moving){.matter_id = id}, &on));
    }
    return id;
}

static int64_t policy_party(struct ctx *c, int64_t id)
{
    return db_int(c,
        "SELECT min(id) FROM case_party WHERE area_id = ?1 AND case_id = ?2 AND side = 1",
        V(c->area_id), V(id));
}

static void policy_cases(struct ctx *c, struct policy_world *w, struct policy_place *p, bool far)
{
    int no = 0;
    test_begin(c);
    c->act.person_id = p->resident; /* whose wish they were; the system's hand */
    int64_t fresh = policy_case(c, p, CASE_MEDIATION, false);
    int64_t led = policy_case(c, p, CASE_MEDIATION, true);
    int64_t help = policy_case(c, p, CASE_HELP, true);
    int64_t promised = policy_case(c, p, CASE_PERSUASION, true);
    int64_t drafted = policy_case(c, p, CASE_MEDIATION, true);
    int64_t settled = policy_case(c, p, CASE_PERSUASION, true);
    struct case_promise q = {.party_id = policy_party(c, promised),
        .what = "搬走",
        .due_at = ms_of_civil(2026, 12, 5, 0, 0)};
    CHECK("cases", cases_promise(c, &(struct moving){.matter_id = promised}, &q) &&
                       cases_draft(c, &(struct moving){.matter_id = drafted}, "下周修好水管") &&
                       cases_settle(c, &(struct moving){.matter_id = settled}, RESULT_CLEARED,
                           "搬空了", "楼梯下") &&
                       cases_sheet(c, led, &no));
    put_id(c, w, "case_party", policy_party(c, led), far);
    int64_t on = db_int(c, "SELECT min(id) FROM case_on WHERE area_id = ?1 AND case_id = ?2",
        V(c->area_id), V(led));
    put_id(c, w, "case_on", on, far);
    put_id(c, w, "case_said", policy_party(c, promised), far);
    CHECK("cases made", test_end(c));
    put_id(c, w, "case_new", fresh, far);
    put_id(c, w, "case", led, far);
    put_id(c, w, "case_help", help, far);
    put_id(c, w, "case_promised", promised, far);
    put_id(c, w, "case_drafted", drafted, far);
    put_id(c, w, "case_settled", settled, far);
    if (!far) { /* numbers of paper begin at 1 in each area */
        put_id(c, w, "case_sheet", no, far);
    }
}

/* By the leader for her stair: for everybody, for those of the stair; the first hangs in it. */
static void policy_notices(struct ctx *c, struct policy_world *w, struct policy_place *p, bool far)
{
    struct bulletin n = {.kind = NOTICE_PLAIN,
        .place_id = p->stair,
        .body_id = p->bodies[4],
        .title = "楼道请不要堆物",
        .text = "消防通道要留出来。",
        .hours = "",
        .valid_from = "2026-11-01",
        .valid_to = ""};
    struct bulletin own = n, decision = n;
    own.audience = AUDIENCE_PLACE;
    decision.kind = NOTICE_DECISION;
    decision.decided_on = "2026-10-30";
    decision.decided_by = "楼组会";
    struct posted sheet = {.place_id = p->stair};
    test_begin(c);
    CHECK("notices", notices_publish(c, &n) && notices_publish(c, &own) &&
                         notices_publish(c, &decision) && board_post(c, &n, &sheet));
    CHECK("published", test_end(c));
    put_id(c, w, "notice", n.id, far);
    put_id(c, w, "notice_own", own.id, far);
    put_id(c, w, "notice_decision", decision.id, far);
    put_id(c, w, "posted", sheet.id, far);
    if (!far) { /* numbers begin at 1 in each area */
        put_sample(w, "notice_no", "1", far);
    }
}

/* Its slips, one of them back. */
static void policy_slips(
    struct ctx *c, struct policy_world *w, struct policy_place *p, const struct ballot *b, bool far)
{
    int no = 0;
    test_begin(c);
    CHECK("slips",
        slips_issue(c, b, &(struct slip_order){.building_id = p->stair}, &no) && no && test_end(c));
    char code[ROW_CODE_TEXT];
    row_code(no, 1, code);
    policy_post(c, &p->b[6], p->code, arena_printf(c->arena, "ballots/%" PRId64 "/returns", b->id),
        arena_printf(
            c->arena, "received=2026-11-23T10:00&kept=柜&one=甲&two=乙&signs=all&strays=1&lines=%s", code));
    test_begin(c);
    db_exec(c,
        "INSERT INTO proxy (area_id, id, ballot_id, voter_no, holder_id, day, received_at, marks,"
        " account_id, made_at, act_id) VALUES (?1, ?2, ?3, 1, ?4, '2026-11-20', ?5, '1:1', 1, ?5,"
        " ?6)",
        V(c->area_id), V(new_id(c)), V(b->id), V(p->resident), V(c->now), V(c->act.id));
    CHECK("a proxy", test_end(c));
    if (!far) { /* numbers begin at 1 in each area */
        put_sample(w, "slip_return", "1", far);
        put_id(c, w, "slip_sheet", no, far);
    }
}

static void policy_seal(struct ctx *c, struct policy_place *p, const struct ballot *b)
{
    test_begin(c);
    db_exec(
        c, "UPDATE matter SET state = 50 WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(b->id));
    CHECK("closed", test_end(c));
    policy_post(c, &p->b[6], p->code, arena_printf(c->arena, "ballots/%" PRId64 "/seal", b->id),
        arena_printf(c->arena, "version=%" PRId64, b->m.version));
}

/* Of the households of the leader's stair: a draft, a roll that hangs, one that is open and in
 * which the resident has voted, and one that is sealed. */
static void policy_ballots(struct ctx *c, struct policy_world *w, struct policy_place *p, bool far)
{
    static const char *const names[] = {"ballot_draft", "ballot_roll", "ballot", "ballot_sealed"};
    for (int i = 0; i < 4; i++) {
        struct ballot b = ballots_draft(c, p->stair, p->bodies[4], DECIDES_SMALL);
        struct vote v = {.way = WAY_WEB};
        struct voters mine = {0};
        b.electorate = ROLL_OF_HOUSEHOLDS;
        if (i == 3) {
            CHECK("open", ballots_to_open(c, &b, p->resident));
            policy_seal(c, p, &b);
        } else if (i == 2) {
            CHECK("open", ballots_to_open(c, &b, p->resident));
            ballots_act(c, p->resident, HAND_SELF);
            list_push(c->arena, &v.marks, ((struct vote_mark){1, VOTE_YES}));
            CHECK("voted", electorate_voters_for(c, b.id, p->resident, &mine) &&
                               votes_cast(c, &b, mine.v[0].no, &v) && test_end(c));
            put_id(c, w, "ballot_vote", v.id, far);
            policy_slips(c, w, p, &b, far);
        } else {
            ballots_act(c, p->resident, HAND_SYSTEM);
            CHECK("drafted", ballots_open(c, &b));
            if (i == 1) {
                db_exec(c, "UPDATE matter SET state = 20 WHERE area_id = ?1 AND id = ?2",
                    V(c->area_id), V(b.id));
                CHECK("roll", ballots_freeze(c, b.id));
            }
            CHECK("kept", test_end(c));
        }
        put_id(c, w, names[i], b.id, far);
    }
}

static void policy_rules(struct ctx *c, struct policy_world *w, bool far)
{
    struct ruleset r = {.law = LAW_SHANGHAI,
        .decides = DECIDES_SMALL,
        .source = "某镇的办法",
        .article = "第一条",
        .valid_from = "2029-01-01",
        .took_part = {FROM_ROLL, MORE_THAN, {1, 2}},
        .agree = {FROM_PART, MORE_THAN, {1, 2}},
        .precedence = FIRST_COUNTS,
        .silence = SILENCE_NONE};
    test_begin(c);
    CHECK("a rule", rulesets_add(c, &r) && test_end(c));
    put_id(c, w, "ruleset", r.id, far);
}

static void policy_papers(struct ctx *c, struct policy_world *w, struct policy_place *p, bool far)
{
    policy_contacts(c, w, p, far);
    policy_handover(c, w, p, far);
    policy_persons(c, w, p, far);
    policy_privacy(c, w, p, far);
    policy_term(c, w, p, far);
    policy_cases(c, w, p, far);
    policy_notices(c, w, p, far);
    policy_ballots(c, w, p, far);
    policy_rules(c, w, far);
}
#endif
