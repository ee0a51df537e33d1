/* home_pages.c - the front of the house, and the home page of an area: my stair, the one thing to
 * do now, what became of what I said, whom to call. Visitors see the compounds instead. */
#include <inttypes.h>

#include "app/home.h"
#include "app/opening.h"
#include "lib/base/app.h"
#include "lib/web/web.h"
#include "src/ballots/ballots.h"
#include "src/bodies/duties.h"
#include "src/cases/cases.h"
#include "src/handover/handover.h"
#include "src/inbox/inbox.h"
#include "src/requests/requests.h"
#include "src/terms/terms.h"

enum { ROWS_MAX = 5, GRIDS_MAX = 2 };

struct front_page {
    struct items areas;
    bool mine;
};

struct home_page {
    struct area a;
    struct building b; /* id 0: no home known */
    struct windows windows;
    const char *ask_label, *ask, *ask_words, *ask_path, *ask_button, *ask_icon;
    const char *say_path, *said_path, *stair_path;
    bool all_said; /* every one of them, not the latest few */
    struct items said, here, leads, helped, compounds, cases, notices, endings;
    struct leads stairs; /* that the reader leads: the first two as grids, further ones as rows */
    struct folks folks, more_folks;
    struct desk desk;
    struct ballots votes; /* that wait for the reader's vote */
    struct item opening; /* title NULL: nothing left to open */
    int64_t waiting,
        n_households; /* waiting: answered, and the asker has not said whether solved */
    size_t n_buildings;
};

/* What rooms ask of the reader: struct module.mine. */
static void home_asks(struct ctx *c)
{
    for (const struct module *const *m = c->app->modules; m && *m; m++) {
        if ((*m)->mine) {
            (*m)->mine(c);
        }
    }
}

#include "find_form.html.h"
#include "home.html.h"

/* The front of the house ---------------------------------------------------------------------- */
static void push_area(struct ctx *c, const struct area *a, struct items *out)
{
    list_push(c->arena, out,
        (struct item){
            .href = arena_printf(c->arena, "/a/%s", a->code),
            .title = a->name,
            .quiet = a->phone,
        });
}

static bool load_mine(struct ctx *c, struct front_page *p)
{
    struct ids ids = {0};
    if (!c->who.account_id || !accounts_areas(c, c->who.account_id, &ids)) {
        return !c->err.kind;
    }
    for (size_t i = 0; i < ids.n; i++) {
        struct area a;
        if (places_area(c, ids.v[i], &a)) {
            push_area(c, &a, &p->areas);
        } else if (c->err.kind == ERR_ABSENT) {
            err_take(&c->err); /* closed since */
        }
    }
    p->mine = p->areas.n > 0;
    return !c->err.kind;
}

static bool load_every(struct ctx *c, struct front_page *p)
{
    struct areas all = {0};
    if (!places_areas(c, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].kind == AREA_RESIDENTS) {
            push_area(c, &all.v[i], &p->areas);
        }
    }
    return true;
}

static void show_front(struct ctx *c)
{
    struct front_page p = {0};
    if (!load_mine(c, &p) || (!p.mine && !load_every(c, &p))) {
        return;
    }
    if (p.mine && p.areas.n == 1) {
        redirect(c, p.areas.v[0].href);
        return;
    }
    page_begin(c, &(struct page){.title = T(c, "首页"),
                      .description = T(c, "把楼里的事说出来，看谁在办、办到哪一步、有没有办成")});
    front_tpl(c, &p);
    page_end(c);
}

/* What became of what I said ------------------------------------------------------------------ */
static bool waits_for(const struct matter *m, int64_t person_id)
{
    return str_same(m->kind, requests_matter.name) && m->state == REQUEST_ANSWERED &&
           m->asker_id == person_id;
}

static void ask_to_confirm(struct ctx *c, struct home_page *p, const struct matter *m)
{
    p->ask_label = T(c, "现在请您做一件事");
    p->ask = m->title;
    p->ask_words =
        m->due_at
            ? say(c, WORDS(N_("已经答复了，请您看一眼：解决了吗？{0}前说一声。"), DAY(m->due_at)))
            : T(c, "已经答复了，请您看一眼：解决了吗？");
    p->ask_path = home_matter_item(c, m).href;
    p->ask_button = T(c, "去看看，说解决了没有");
    p->ask_icon = "check";
}

/* Those that wait for my word come first; the first of them is the one thing to do now. */
static bool load_said(struct ctx *c, struct home_page *p)
{
    struct matters said = {0};
    if (!c->who.person_id || !matters_of_person(c, c->who.person_id, &said)) {
        return !c->err.kind;
    }
    for (int round = 0; round < 2; round++) {
        for (const struct matter *m = said.v; m < said.v + said.n; m++) {
            bool waits = waits_for(m, c->who.person_id);
            if (waits != (round == 0)) {
                continue;
            }
            if (waits && p->waiting++ == 0) {
                ask_to_confirm(c, p, m);
            }
            struct item i = home_matter_item(c, m);
            if (m->asker_id != c->who.person_id && matters_counted_only(c, m->id)) {
                i.title = T(c, N_("算上了您的一件事，只给本楼邻居看"));
            }
            list_push(c->arena, &p->said, i);
        }
    }
    return true;
}

/* Those I act for: what waits for their word, and a way to say something for them. */
static bool load_helped_one(struct ctx *c, const struct help *h, struct home_page *p)
{
    struct matters theirs = {0};
    if (!matters_of_person(c, h->person_id, &theirs)) {
        return false;
    }
    for (const struct matter *m = theirs.v; m < theirs.v + theirs.n; m++) {
        if (waits_for(m, h->person_id)) {
            struct item i = home_matter_item(c, m);
            i.href = arena_printf(c->arena, "%s?for=%" PRId64, i.href, h->person_id);
            i.quiet = say(c, WORDS(N_("代{0}说：解决了没有"), TEXT(h->person)));
            list_push(c->arena, &p->helped, i);
            if (!p->ask) {
                ask_to_confirm(c, p, m);
                p->ask_path = i.href;
                p->ask_words = i.quiet;
            }
        }
    }
    list_push(c->arena, &p->helped,
        (struct item){
            .href = area_path(c, "say?for=%" PRId64, h->person_id),
            .title = say(c, WORDS(N_("代{0}反映"), TEXT(h->person))),
            .quiet = h->what,
        });
    return true;
}

static bool load_helped(struct ctx *c, struct home_page *p)
{
    struct helps helps = {0};
    if (!people_helped_by(c, c->who.person_id, &helps)) {
        return false;
    }
    for (size_t i = 0; i < helps.n; i++) {
        if (!load_helped_one(c, &helps.v[i], p)) {
            return false;
        }
    }
    return true;
}

static bool load_here(struct ctx *c, int64_t place_id, struct home_page *p)
{
    struct matters here = {0};
    if (!matters_of_place(c, place_id, bodies_audience(c, place_id), ROWS_MAX, &here)) {
        return false;
    }
    for (size_t i = 0; i < here.n; i++) {
        list_push(c->arena, &p->here, home_matter_item(c, &here.v[i]));
    }
    return true;
}

/* The one thing to do ------------------------------------------------------------------------- */
/* What has gone up, what is late, else the first of them. */
static const char *waiting_says(struct ctx *c, const struct matters *all)
{
    int64_t up = 0, late = 0;
    for (size_t i = 0; i < all->n; i++) {
        up += all->v[i].level >= LEVEL_HEADS;
        late += matters_clock(&all->v[i], c->now) == CLOCK_LATE;
    }
    if (up) {
        return say(
            c, WORDS(N_("其中 {0} 件已经报到上级，排在最前；{1} 件超时"), INT(up), INT(late)));
    }
    return late ? say(c, WORDS(N_("其中 {0} 件超时，排在最前"), INT(late))) : all->v[0].title;
}

static bool ask_of_posts(struct ctx *c, struct home_page *p)
{
    struct matters waiting = {0};
    bool answers = c->app->may(c, DUTY_ANSWER, 0) && !c->app->may(c, DUTY_TRIAGE, 0);
    if (!c->app->may(c, DUTY_INBOX, 0) || !inbox_waiting(c, &waiting)) {
        return !c->err.kind;
    }
    if (waiting.n) {
        p->ask_label = T(c, "现在请您做一件事");
        p->ask = say(c, WORDS(N_("有 {0} 件事在等您"), INT((int64_t)waiting.n)));
        p->ask_words = waiting_says(c, &waiting);
        p->ask_path = area_path(c, answers ? "work" : "inbox");
        p->ask_button = answers ? T(c, "看要办的事") : T(c, "打开收件箱");
        p->ask_icon = "inbox";
    }
    return true;
}

static bool ask_of_claims(struct ctx *c, struct home_page *p)
{
    struct claims waiting = {0};
    if (!c->app->may(c, DUTY_CONFIRM_CLAIM, 0) || !claims_waiting(c, &waiting)) {
        return !c->err.kind;
    }
    if (waiting.n) {
        p->ask_label = T(c, "现在请您做一件事");
        p->ask = say(c, WORDS(N_("有 {0} 户等您确认住在哪里"), INT((int64_t)waiting.n)));
        p->ask_words = arena_printf(c->arena, "%s %s", waiting.v[0].building, waiting.v[0].unit);
        p->ask_path = area_path(c, "claims");
        p->ask_button = T(c, "去确认");
        p->ask_icon = "check";
    }
    return true;
}

/* A post was handed to me: I read the sheet and accept it. */
static bool ask_of_handovers(struct ctx *c, struct home_page *p)
{
    struct handovers waiting = {0};
    if (!handover_waiting(c, &waiting)) {
        return false;
    }
    if (waiting.n) {
        const struct handover *h = &waiting.v[0];
        p->ask_label = T(c, "现在请您做一件事");
        p->ask = say(c, WORDS(N_("{0}交接给您，请看过接收"), MSG(bodies_post_label(h->kind))));
        p->ask_words = h->place;
        p->ask_path = area_path(c, "handovers/%" PRId64, h->id);
        p->ask_button = T(c, "看交接单");
        p->ask_icon = "paper";
    }
    return true;
}

static bool ask_of_terms(struct ctx *c, struct home_page *p)
{
    struct term_alerts alerts = {0};
    if (!c->app->may(c, DUTY_POSTS, 0) || !terms_alerts(c, &alerts)) {
        return !c->err.kind;
    }
    if (alerts.n) {
        p->ask_label = T(c, "现在请您做一件事");
        p->ask = say(c, WORDS(N_("{0}的任期快到了"), TEXT(alerts.v[0].body)));
        p->ask_words = T(c, alerts.v[0].article);
        p->ask_path = area_path(c, "terms");
        p->ask_button = T(c, "去看届期");
        p->ask_icon = "clock";
    }
    return true;
}

static void ask_to_say(struct ctx *c, struct home_page *p)
{
    p->ask_label = T(c, "现在没有要您做的事");
    p->ask = T(c, "楼里有什么事，说一声");
    p->ask_words = T(c, "写两句、拍一张就行。马上有编号，看得到谁在办、什么时候答复。");
    p->ask_path = p->say_path;
    p->ask_button = T(c, "我要说");
    p->ask_icon = "hand";
}

/* A vote that can still be cast comes before all else: it closes. */
static void ask_of_votes(struct ctx *c, struct home_page *p)
{
    const struct ballot *b = p->votes.v;
    if (!p->votes.n) {
        return;
    }
    p->ask_label = T(c, N_("等您投票"));
    p->ask = b->m.title;
    p->ask_words = say(c, WORDS(N_("您还没投，{0} 截止"), UNTIL(b->closes_at)));
    p->ask_path = area_path(c, "ballots/%" PRId64, b->id);
    p->ask_button = T(c, N_("去投票"));
    p->ask_icon = "paper";
}

static bool load_ask(struct ctx *c, struct home_page *p)
{
    ask_of_votes(c, p);
    if (!p->ask && !ask_of_posts(c, p)) {
        return false;
    }
    if (!p->ask && !ask_of_claims(c, p)) {
        return false;
    }
    if (!p->ask && !ask_of_handovers(c, p)) {
        return false;
    }
    if (!p->ask && !ask_of_terms(c, p)) {
        return false;
    }
    if (!p->ask) {
        ask_to_say(c, p);
    }
    return true;
}

/* My stair, and the stairs I look after -------------------------------------------------------- */
static bool load_stair(struct ctx *c, int64_t building_id, struct home_page *p)
{
    if (!places_building(c, building_id, &p->b)) {
        return false;
    }
    int units = (int)p->b.units;
    p->stair_path = area_path(c, "b/%" PRId64, p->b.id);
    p->say_path = area_path(c, "b/%" PRId64 "/report", p->b.id);
    p->windows = (struct windows){.lit = units,
        .total = units,
        .label = say(c, WORDS(N_("{0}，{1} 户人家"), TEXT(p->b.name), INT(p->b.households)))};
    return true;
}

/* What I take part in that is shown to few: one row, and what waits there. */
static bool load_cases(struct ctx *c, struct home_page *p)
{
    int64_t n, now;
    if (!cases_of_reader(c, &n, &now)) {
        return false;
    }
    if (n) {
        list_push(c->arena, &p->cases,
            ((struct item){.href = area_path(c, "cases"),
                .title = T(c, N_("调解、劝导、帮扶")),
                .quiet = say(c, now ? WORDS(N_("{0} 件，{1} 件现在要看"), INT(n), INT(now))
                                    : WORDS(N_("{0} 件"), INT(n)))}));
    }
    return true;
}

static bool load_leads(struct ctx *c, struct home_page *p)
{
    struct posts posts = {0};
    if (!bodies_posts_of(c, c->who.person_id, &posts)) {
        return false;
    }
    for (const struct post *o = posts.v; o < posts.v + posts.n; o++) {
        bool leads = o->kind == POST_BUILDING_LEADER || o->kind == POST_DEPUTY_LEADER;
        if (leads && p->stairs.n < GRIDS_MAX) {
            struct lead l = {0};
            if (!home_lead(c, o->place_id, &l)) {
                return false;
            }
            list_push(c->arena, &p->stairs, l);
        } else if (leads) {
            list_push(c->arena, &p->leads,
                (struct item){
                    .href = area_path(c, "b/%" PRId64 "/doors", o->place_id),
                    .title = o->place,
                    .quiet = T(c, "门户表：谁家、电话、有没有事"),
                });
        }
    }
    return true;
}

/* Is this reader at home here? Then the page is about their stair. */
static bool load_resident(struct ctx *c, struct home_page *p)
{
    struct person me = {0};
    if (!people_by_id(c, c->who.person_id, &me) ||
        (me.building_id && !load_stair(c, me.building_id, p))) {
        return false;
    }
    int64_t place = p->b.id ? p->b.id : c->area_id;
    home_desk(c, &p->desk);
    (void)opening_item(c, &p->opening);
    return ballots_waiting_for(c, c->who.person_id, &p->votes) && load_said(c, p) &&
           load_helped(c, p) && load_ask(c, p) && load_here(c, place, p) && load_leads(c, p) &&
           load_cases(c, p) && home_endings(c, &p->endings) &&
           home_notices(c, place, &p->notices) &&
           home_contacts(c, place, &p->folks, &p->more_folks);
}

/* Visitors ------------------------------------------------------------------------------------ */
static void push_compound(
    struct ctx *c, const struct place *compound, const struct buildings *all, struct home_page *p)
{
    int64_t stairs = 0, households = 0;
    for (const struct building *b = all->v; b < all->v + all->n; b++) {
        stairs += b->compound_id == compound->id;
        households += b->compound_id == compound->id ? b->households : 0;
    }
    p->n_households += households;
    list_push(c->arena, &p->compounds,
        (struct item){
            .href = area_path(c, "plan#c%" PRId64, compound->id),
            .title = compound->name,
            .quiet = say(c, WORDS(N_("{0} 个楼组，{1} 户"), INT(stairs), INT(households))),
        });
}

static bool load_visitor(struct ctx *c, struct home_page *p)
{
    struct places compounds = {0};
    struct buildings all = {0};
    if (!places_compounds(c, &compounds) || !places_buildings(c, 0, &all)) {
        return false;
    }
    p->n_buildings = all.n;
    for (size_t i = 0; i < compounds.n; i++) {
        push_compound(c, &compounds.v[i], &all, p);
    }
    return load_here(c, c->area_id, p) && home_notices(c, 0, &p->notices) &&
           home_contacts(c, c->area_id, &p->folks, &p->more_folks);
}

static void show_home(struct ctx *c)
{
    struct home_page p = {.say_path = area_path(c, "say"),
        .said_path = area_path(c, "?said=all#mine"),
        .all_said = str_same(req_query(c, "said"), "all")};
    bool resident = c->who.person_id != 0;
    if (!places_area(c, c->area_id, &p.a) || !(resident ? load_resident : load_visitor)(c, &p)) {
        return;
    }
    const char *about =
        say(c, WORDS(N_("{0}：现在要做的一件事，我说过的事，楼里的事，联系人"), TEXT(p.a.name)));
    page_begin(c, &(struct page){.title = p.b.id ? p.b.name : p.a.name,
                      .description = about,
                      .at = resident ? p.a.name : NULL,
                      .tab = "home",
                      .no_index = resident});
    (resident ? resident_tpl : visitor_tpl)(c, &p);
    page_end(c);
}

static const struct route routes[] = {
    {.method = "GET", .path = "/", .handle = show_front, .duty = DUTY_PUBLIC, .title = N_("首页")},
    {.method = "GET",
        .path = "/a/:area",
        .handle = show_home,
        .duty = DUTY_PUBLIC,
        .remember = true,
        .title = N_("居民区首页：我的楼、要做的一件事、我说过的")},
    {0},
};

const struct module home_module = {.name = "home", .tier = 4, .routes = routes};
