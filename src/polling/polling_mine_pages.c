/* polling_mine_pages.c - what waits for the reader's vote, what they voted on, and the receipt. */
#include <inttypes.h>

#include "src/polling/polling.h"

#include "lib/base/app.h"
#include "src/bodies/duties.h"
#include "src/matters/matters_pages.h"

struct receipt_page {
    struct ballot b;
    struct voter voter;
    struct vote v;
    const struct vote *later; /* of the web: counts instead; NULL none */
    struct sayings whose; /* which of them counts */
};

/* 32 digits in eights, as people copy them. */
static const char *code_said(struct ctx *c, const char *code)
{
    return arena_printf(c->arena, "%.8s %.8s %.8s %.8s", code, code + 8, code + 16, code + 24);
}

const char *polling_voter_line(struct ctx *c, const struct voter *v)
{
    const char *door =
        v->units > 1 ? say(c, WORDS(N_("{0} 等 {1} 套"), TEXT(v->door), INT(v->units))) : v->door;
    int64_t area = v->w.area_dm2 + v->w.stalls_dm2;
    return area ? arena_printf(c->arena, "%s · %s ㎡", door, say_area(c, area)) : door;
}

/* What is missing of the first question, for who organises it; "" nothing, or it is not open. */
static const char *lack_now(struct ctx *c, const struct ballot *b)
{
    struct turnout t;
    if (b->m.state != BALLOT_OPEN || !votes_turnout(c, b, &t)) {
        return "";
    }
    struct convention how = {
        .parking = b->parking, .silence = b->silence == SILENCE_ABSTAINS, .open = true};
    struct tally now =
        tally_item(&b->items.v[0].rule, t.roll, votes_silent(&t, 0), &t.items[0], VOTE_YES, &how);
    return ballots_lack(c, b->electorate, &now, true);
}

static const char *receipt_path(struct ctx *c, int64_t ballot_id, int64_t vote_id)
{
    return area_path(c, "ballots/%" PRId64 "/receipt/%" PRId64, ballot_id, vote_id);
}

/* Open until when, or what came of it. */
static const char *stands_said(struct ctx *c, const struct voted *v)
{
    if (v->state == BALLOT_OPEN) {
        bool web = v->named && v->way == WAY_WEB;
        return say(
            c, WORDS(web ? N_("{0} 截止，之前可以改") : N_("{0} 截止"), UNTIL(v->closes_at)));
    }
    return say(c, WORDS(N_("{0} 已经截止"), UNTIL(v->closes_at)));
}

static struct html voted_tag(struct ctx *c, const struct voted *v)
{
    return v->outcome > BALLOT_DECIDED ? tag_of_html(c, ballots_outcomes, v->outcome)
                                       : tag_of_html(c, ballots_states, v->state);
}

#include "polling_mine.html.h"

/* The receipt: only to the one who cast it -------------------------------------------------------
 */
static bool find_vote(struct ctx *c, const struct voter *o, int64_t id, struct receipt_page *p)
{
    struct votes all = {0};
    const struct vote *mine = NULL;
    if (!votes_of_voter(c, p->b.id, o->no, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        const struct vote *v = &all.v[i];
        if (v->id == id && v->person_id == c->who.person_id) {
            mine = v;
        } else if (mine && v->way == WAY_WEB && !v->void_at) {
            p->later = v; /* the oldest stand first */
        }
    }
    if (mine) {
        p->voter = *o;
        p->v = *mine;
        votes_whose(
            c->arena, &all, o->vote_id, p->b.named ? p->b.precedence : FIRST_COUNTS, &p->whose);
    }
    return mine != NULL;
}

static void show_receipt(struct ctx *c)
{
    struct receipt_page p = {0};
    struct voters mine = {0};
    if (!ballots_see(c, req_id(c, "id"), &p.b) ||
        !electorate_voters_for(c, p.b.id, c->who.person_id, &mine)) {
        return;
    }
    for (size_t i = 0; i < mine.n; i++) {
        if (find_vote(c, &mine.v[i], req_id(c, "vote"), &p)) {
            page_begin(c, &(struct page){.title = T(c, N_("收到了您的票")),
                              .focus = true,
                              .no_index = true,
                              .back = ballots_path(c, &p.b, "")});
            receipt_html(c, &p);
            page_end(c);
            return;
        }
        p.later = NULL;
    }
    (void)not_found(c);
}

/* On the home page, 我的, and above the list ----------------------------------------------------
 */
void polling_mine(struct ctx *c, bool all)
{
    struct ballots waiting = {0};
    struct voteds voted = {0};
    enum { FEW = 3, MANY = 20 };
    if (!c->who.person_id || !ballots_waiting_for(c, c->who.person_id, &waiting) ||
        !votes_of_person(c, c->who.person_id, &voted)) {
        return;
    }
    if (waiting.n) {
        waiting_html(c, &waiting);
    }
    if (voted.n) {
        voted_html(c, &voted, all ? MANY : FEW);
    }
}

static void mine(struct ctx *c)
{
    struct ballots own = {0};
    polling_mine(c, false);
    if (c->who.person_id && c->app->may(c, DUTY_BALLOTS, 0) && ballots_organised(c, &own) &&
        own.n) {
        organised_html(c, &own);
    }
    if (c->who.person_id && ballots_any_running(c)) {
        running_html(c);
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/ballots/:id/receipt/:vote", show_receipt, DUTY_PERSON,
        .place_of = ballots_place_of, .title = N_("投票回执")},
    {0},
};

const struct module polling_mine_module = {
    .name = "polling_mine", .tier = 11, .routes = routes, .mine = mine};
