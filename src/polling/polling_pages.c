/* polling_pages.c - the list, one decision, handing in a vote, its receipt. */
#include <inttypes.h>
#include <string.h>

#include "src/polling/polling.h"

#include "lib/base/app.h"
#include "lib/log/log.h"
#include "src/bodies/bodies.h"
#include "src/bodies/duties.h"
#include "src/matters/matters_pages.h"
#include "src/places/places.h"

struct vote_form {
    int64_t voter;
    bool sure;
};
static const struct field vote_fields[] = {
    FIELD(struct vote_form, FIELD_INT, voter, .label = N_("哪一户"), .max = 1000000,
        .required = true, .hidden = true),
    FIELD(struct vote_form, FIELD_FLAG, sure, .label = N_("看过了"), .hidden = true),
    {0},
};
const struct form polling_vote_form = {"ballots.vote", sizeof(struct vote_form), vote_fields};

struct ballot_page {
    struct ballot b;
    struct turnout turnout;
    struct tally *tallies; /* by item; of a choice among options: participation */
    struct voters mine;
    struct voter voter; /* the one that is spoken for now */
    struct kept { /* marked on the page before, not handed in yet */
        int64_t voter;
        struct vote_marks marks;
    } kept;
    struct votes votes;
    const struct vote *counts; /* of the web, the one shown */
    struct sayings whose; /* which of several counts, and why */
    struct chip *chips;
    struct entries log;
    struct objections objections;
    struct pictures posted;
    struct windows windows;
    struct area here; /* whose desk is called */
    struct weight able; /* for whom somebody can vote */
    struct matter shown; /* for the timeline: nobody asked for it */
    bool organises, may_vote, took_only, sure;
};

/* What is marked ---------------------------------------------------------------------------------
 */
static bool posted(struct ctx *c, int64_t item, const char *key, bool *any)
{
    bool found = false;
    for (size_t i = 0; i < c->req->post.n; i++) {
        const struct pair *o = &c->req->post.v[i];
        int64_t no;
        if (o->name[0] == 'i' && parse_int(o->name + 1, &no)) {
            *any = true;
            found = found || (no == item && str_same(o->value, key));
        }
    }
    return found;
}

static bool has_mark(const struct vote_marks *all, int64_t item, int64_t choice)
{
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].item == item && all->v[i].choice == choice) {
            return true;
        }
    }
    return false;
}

static bool marked(struct ctx *c, const struct ballot_page *p, const struct ballot_item *i,
    int64_t value, const char *key)
{
    bool any = false, now = posted(c, i->no, key, &any);
    if (!any && p->kept.voter == p->voter.no && p->kept.marks.n) {
        return has_mark(&p->kept.marks, i->no, value);
    }
    for (size_t k = 0; !any && p->counts && k < p->counts->marks.n; k++) {
        const struct vote_mark *m = &p->counts->marks.v[k];
        now = now || (m->item == i->no && m->choice == value);
    }
    return now;
}

static int64_t choice_of_key(const char *key)
{
    int64_t option;
    if (key[0] == 'o' && parse_int(key + 1, &option)) {
        return VOTE_OPTION + option;
    }
    const struct choice *o = votes_choices;
    while (o->value && !str_same(o->key, key)) {
        o++;
    }
    return o->value;
}

static void read_marks(struct ctx *c, struct vote_marks *out)
{
    for (size_t i = 0; i < c->req->post.n; i++) {
        const struct pair *o = &c->req->post.v[i];
        int64_t no;
        if (o->name[0] == 'i' && parse_int(o->name + 1, &no)) {
            list_push(c->arena, out, ((struct vote_mark){no, choice_of_key(o->value)}));
        }
    }
}

/* What is read once more before it goes waits in this browser, sealed, on its way from the form to
 * a page of its own: going back asks to send nothing again, and no address holds a choice. */
#define KEPT "marks"

static void keep_marks(struct ctx *c, int64_t ballot, int64_t voter, const struct vote_marks *marks)
{
    const char *text = arena_printf(c->arena, "%" PRId64 " %" PRId64, ballot, voter);
    for (size_t i = 0; i < marks->n; i++) {
        text = arena_printf(
            c->arena, "%s %" PRId64 " %" PRId64, text, marks->v[i].item, marks->v[i].choice);
    }
    keep_sealed(c, KEPT, text);
}

static void read_kept(struct ctx *c, int64_t ballot, struct kept *out)
{
    char *rest = arena_strdup(c->arena, kept_sealed(c, KEPT));
    int64_t n[2];
    for (size_t i = 0; *rest; i++) {
        char *a = strtok_r(rest, " ", &rest), *b = strtok_r(rest, " ", &rest);
        if (!a || !b || !parse_int(a, &n[0]) || !parse_int(b, &n[1]) || (!i && n[0] != ballot)) {
            return;
        }
        if (!i) {
            out->voter = n[1];
        } else {
            list_push(c->arena, &out->marks, ((struct vote_mark){n[0], n[1]}));
        }
    }
}

/* As the voter reads it once more before it goes. */
static const char *said(struct ctx *c, const struct ballot_page *p, const struct ballot_item *i)
{
    const char *out = "";
    for (size_t k = 0; k < p->kept.marks.n; k++) {
        const struct vote_mark *m = &p->kept.marks.v[k];
        const struct choice *o = choice_of(votes_choices, m->choice);
        const char *text = o ? T(c, o->label)
                           : m->choice > VOTE_OPTION && m->choice <= VOTE_OPTION + (int64_t)i->n
                               ? i->options[m->choice - VOTE_OPTION - 1]
                               : "";
        if (m->item == i->no && *text) {
            out = arena_printf(c->arena, "%s%s%s", out, *out ? "、" : "", text);
        }
    }
    return str_or(out, T(c, N_("没有投这一项")));
}

static const char *key_of_choice(struct ctx *c, int64_t choice)
{
    const struct choice *o = choice_of(votes_choices, choice);
    return o ? o->key : arena_printf(c->arena, "o%" PRId64, choice - VOTE_OPTION);
}

static const char *group_text(struct ctx *c, const struct ballot_page *p)
{
    int64_t took = weight_heads(p->turnout.took, p->b.parking);
    int64_t all = weight_heads(p->turnout.roll, p->b.parking);
    const char *head =
        say(c, WORDS(N_("各位邻居：「{0}」的表决，{1}里已有 {2}交票。"), TEXT(p->b.m.title),
                   tally_number(p->b.electorate, all), tally_number(p->b.electorate, took)));
    const char *lack = ballots_lack(c, p->b.electorate, &p->tallies[0], true);
    const char *tail = say(
        c, WORDS(p->b.electorate == ROLL_OF_BODY ? N_("{0} 截止。网上投，或者找组织的人拿纸质票。")
                                                 : N_("{0} 截止。网上投，或者找楼组长拿纸质票。"),
               UNTIL(p->b.closes_at)));
    return arena_printf(c->arena, "%s\n%s%s%s", head, lack, *lack ? "\n" : "", tail);
}

/* The slip counts, and by the rule nothing said on the web would count instead. */
static bool settled_on_paper(const struct ballot_page *p)
{
    for (size_t i = 0; i < p->votes.n; i++) {
        const struct vote *v = &p->votes.v[i];
        if (v->id == p->voter.vote_id && v->way == WAY_PAPER) {
            return p->b.precedence != LAST_COUNTS;
        }
    }
    return false;
}

static bool called_off(const struct ballot_page *p)
{
    return p->b.m.outcome == BALLOT_CALLED_OFF;
}

/* The fold of the form that was refused stays open: its error stands at the field. */
static struct html unfolded(struct ctx *c, const struct form *form)
{
    return html_flag(c->req->route->form == form && c->req->wrong.n, " open");
}

/* Even if all who can vote did, would it reach? */
static bool out_of_reach(const struct ballot_page *p)
{
    for (size_t i = 0; i < p->b.items.n; i++) {
        const struct tally *t = &p->tallies[i];
        if (weight_heads(p->able, p->b.parking) < t->took_heads.need ||
            weight_area(p->able, p->b.parking) < t->took_area.need) {
            return true;
        }
    }
    return false;
}

#include "polling.html.h"

/* One decision ----------------------------------------------------------------------------------
 */
static bool fill_mine(struct ctx *c, struct ballot_page *p)
{
    const struct vote_form *typed =
        c->req->form && c->req->route->form == &polling_vote_form ? c->req->form : NULL;
    read_kept(c, p->b.id, &p->kept);
    int64_t asked = typed ? typed->voter : req_query_int(c, "voter", p->kept.voter);
    if (!c->who.person_id || !electorate_voters_for(c, p->b.id, c->who.person_id, &p->mine) ||
        !p->mine.n) {
        return !c->err.kind;
    }
    p->chips = arena_alloc(c->arena, p->mine.n * sizeof(*p->chips));
    p->voter = p->mine.v[0];
    for (size_t i = 0; i < p->mine.n; i++) {
        p->voter = p->mine.v[i].no == asked ? p->mine.v[i] : p->voter;
    }
    for (size_t i = 0; i < p->mine.n; i++) {
        const struct voter *v = &p->mine.v[i];
        p->chips[i] =
            (struct chip){ballots_path(c, &p->b, arena_printf(c->arena, "?voter=%" PRId64, v->no)),
                v->door, -1, v->no == p->voter.no};
    }
    if (!votes_of_voter(c, p->b.id, p->voter.no, &p->votes)) {
        return false;
    }
    for (size_t i = 0; i < p->votes.n; i++) {
        const struct vote *v = &p->votes.v[i];
        p->counts = v->way == WAY_WEB && !v->void_at ? v : p->counts;
    }
    votes_whose(c->arena, &p->votes, p->voter.vote_id, p->b.named ? p->b.precedence : FIRST_COUNTS,
        &p->whose);
    struct err why = {0};
    p->may_vote = votes_may_cast(&p->b, WAY_WEB, c->now, &why) &&
                  (p->b.named || !p->voter.voted_at) && !settled_on_paper(p);
    return true;
}

static void fill_windows(struct ctx *c, struct ballot_page *p)
{
    int64_t all = weight_heads(p->turnout.roll, p->b.parking);
    int64_t took = weight_heads(p->turnout.took, p->b.parking);
    enum { MOST = 240 };
    if (all > 0 && all <= MOST) {
        p->windows = (struct windows){.lit = (int)took,
            .total = (int)all,
            .across = all > 60 ? 20 : 10,
            .mark = (int)p->tallies[0].took_heads.need,
            .label = say(c, WORDS(N_("{0}里 {1}已经交票"), tally_number(p->b.electorate, all),
                                tally_number(p->b.electorate, took)))};
    }
}

static bool fill(struct ctx *c, struct ballot_page *p)
{
    struct convention how;
    if (!ballots_see(c, req_id(c, "id"), &p->b) || !votes_turnout(c, &p->b, &p->turnout)) {
        return false;
    }
    how = (struct convention){.parking = p->b.parking,
        .silence = p->b.silence == SILENCE_ABSTAINS,
        .open = p->b.m.state <= BALLOT_OPEN};
    p->tallies = arena_alloc(c->arena, (p->b.items.n + 1) * sizeof(*p->tallies));
    for (size_t i = 0; i < p->b.items.n; i++) {
        p->tallies[i] = tally_item(&p->b.items.v[i].rule, p->turnout.roll,
            votes_silent(&p->turnout, i), &p->turnout.items[i], VOTE_YES, &how);
    }
    p->organises = c->app->may(c, DUTY_BALLOTS, p->b.place_id);
    p->took_only =
        p->b.m.state < BALLOT_SHOWN && !ballots_running(&p->b, weight_heads(p->turnout.roll, true));
    p->shown = p->b.m;
    p->shown.asker_id = 0;
    fill_windows(c, p);
    return fill_mine(c, p) && places_area(c, c->area_id, &p->here) &&
           electorate_able(c, p->b.id, &p->able) &&
           log_of_subject(c, p->b.id, bodies_audience(c, p->b.place_id), &p->log) &&
           ballots_objections(c, p->b.id, &p->objections) &&
           matters_pictures(c, p->b.id, "posted", T(c, N_("贴出来的公告")), &p->posted);
}

void polling_show(struct ctx *c)
{
    struct ballot_page p = {0};
    struct err kept = err_take(&c->err);
    if (!fill(c, &p)) {
        return;
    }
    c->err = kept;
    form_fill(c, &polling_vote_form, &(struct vote_form){.voter = p.voter.no});
    polling_fill_steps(c, &p.b);
    page_begin(c, &(struct page){.title = p.b.m.title,
                      .description = p.b.m.title,
                      .focus = p.may_vote && !p.organises,
                      .back = area_path(c, "ballots"),
                      .back_label = T(c, N_("表决")),
                      .refresh = 0});
    ballot_html(c, &p);
    page_end(c);
}

/* Voting ----------------------------------------------------------------------------------------
 */
/* Good so far: kept, and shown once more. */
static void show_first(
    struct ctx *c, const struct ballot *b, int64_t voter_no, const struct vote *v)
{
    struct voter o;
    struct vote_marks tidy = {0};
    if (electorate_voter_of(c, b->id, c->act.person_id, voter_no, &o) &&
        votes_may_cast(b, WAY_WEB, c->act.received_at, &c->err) &&
        votes_tidy(c->arena, b, WAY_WEB, &v->marks, &tidy, &c->err)) {
        keep_marks(c, b->id, voter_no, &tidy);
        redirect(c, ballots_path(c, b, "/sure"));
    }
}

static void do_vote(struct ctx *c)
{
    const struct vote_form *f = c->req->form;
    struct ballot b;
    struct vote v = {.way = WAY_WEB};
    read_marks(c, &v.marks);
    if (!ballots_see_to_vote(c, req_id(c, "id"), &b)) {
        return;
    }
    if (!f->sure) {
        show_first(c, &b, f->voter, &v);
    } else if (votes_cast(c, &b, f->voter, &v)) {
        keep_sealed(c, KEPT, "");
        redirect(c, ballots_path(c, &b, arena_printf(c->arena, "/receipt/%" PRId64, v.id)));
    }
}

/* What was marked, read once more: a page of its own, reached by a redirect. */
static void show_sure(struct ctx *c)
{
    struct ballot_page p = {0};
    if (!fill(c, &p)) {
        return;
    }
    if (!p.may_vote || !p.kept.marks.n || p.kept.voter != p.voter.no) {
        redirect(c, ballots_path(c, &p.b, "")); /* handed in since, or it is too long ago */
        return;
    }
    p.sure = true;
    form_fill(c, &polling_vote_form, &(struct vote_form){.voter = p.voter.no});
    page_begin(c, &(struct page){.title = T(c, N_("看一遍再投")),
                      .focus = true,
                      .no_index = true,
                      .back = ballots_path(c, &p.b, "")});
    ballot_html(c, &p);
    page_end(c);
}

/* The list --------------------------------------------------------------------------------------
 */
static void show_list(struct ctx *c)
{
    struct list_view v = {0};
    bool organises = c->app->may(c, DUTY_BALLOTS, 0);
    enum audience most = matters_audience(c, &ballots_matter, 0);
    if (!list_view_load(c, &ballots_list, 0, (int64_t)(organises ? AUDIENCE_STAFF : most), &v) ||
        list_export(c, &v)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, N_("表决")), .wide = true});
    list_page_html(c, &v, organises);
    page_end(c);
}

/* Declarations ----------------------------------------------------------------------------------
 */
static const struct route routes[] = {
    {"GET", "/a/:area/ballots", show_list, DUTY_PUBLIC, .list = &ballots_list, .title = N_("表决")},
    {"GET", "/a/:area/ballots/:id", polling_show, DUTY_PUBLIC, .place_of = ballots_place_of,
        .title = N_("一次表决")},
    {"POST", "/a/:area/ballots/:id/vote", do_vote, DUTY_PERSON, HANDS_SELF, &polling_vote_form,
        polling_show, ballots_place_of, .title = N_("投票")},
    {"GET", "/a/:area/ballots/:id/sure", show_sure, DUTY_PERSON, .place_of = ballots_place_of,
        .title = N_("看一遍再投")},
    {0},
};
static const struct list *const lists[] = {&ballots_list, NULL};

const struct module polling_module = {
    .name = "polling", .tier = 11, .routes = routes, .lists = lists};
