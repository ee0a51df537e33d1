/* cases_store.c - a case comes to be, who is on it, and every move of it. */
#include "src/cases/cases.h"

#include "lib/base/app.h"
#include "lib/calendar/calendar.h"
#include "lib/paper/paper.h"
#include "src/matters/matters_store.h"
#include "src/people/people.h"

/* Opening -------------------------------------------------------------------------------------- */
static int64_t insert_party(
    struct ctx *c, int64_t case_id, int64_t side, int64_t person_id, const char *name)
{
    struct person p = {.name = name};
    int64_t id = new_id(c);
    if (person_id && !people_by_id(c, person_id, &p)) {
        return 0;
    }
    db_exec(c,
        "INSERT INTO case_party (area_id, id, case_id, person_id, side, name)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        V(c->area_id), V(id), V(case_id), V0(person_id), V(side), V(str_or(p.name, name)));
    return c->err.kind ? 0 : id;
}

/* The other page says only that somebody sees to it. */
static bool out_of_request(struct ctx *c, int64_t request_id, int64_t case_id)
{
    return matters_link(c, request_id, case_id) &&
           matters_tell(
               c, request_id, "to_case", SAY(N_("转到居委会专人办理，内容只有有关的人看得到")), "");
}

static bool open_matter(struct ctx *c, const struct case_opening *o, struct matter *m)
{
    struct span days = {SPAN_WORKDAYS, CASE_NAME_DAYS};
    *m = (struct matter){.kind = cases_matter.name,
        .title = o->title,
        .place_id = o->place_id,
        .audience = AUDIENCE_CASE,
        .state = CASE_NEW,
        .due_at = calendar_due(c->app->calendar, c->now, days).at,
        .find = ""}; /* never indexed */
    return matters_open(c, m, "");
}

bool cases_open(struct ctx *c, const struct case_opening *o, int64_t *id)
{
    struct matter m, from = {0};
    if (!cases_kind(o->kind)) {
        return refuse(&c->err, "kind", SAY(N_("请选哪一类")));
    }
    if (o->request_id && !matters_see(c, o->request_id, &from)) {
        return false;
    }
    if (!open_matter(c, o, &m)) {
        return false;
    }
    *id = m.id;
    db_exec(c, "INSERT INTO case_file (area_id, id, kind, about) VALUES (?1, ?2, ?3, ?4)",
        V(c->area_id), V(m.id), V(o->kind), V(o->about));
    bool for_another = c->act.person_id != c->who.person_id && c->who.person_id;
    int64_t person = o->party_person_id ? o->party_person_id : for_another ? c->act.person_id : 0;
    if ((person || !str_empty(o->party)) && !insert_party(c, m.id, 1, person, o->party)) {
        return false;
    }
    return !c->err.kind && (!o->request_id || out_of_request(c, o->request_id, m.id));
}

/* Moving --------------------------------------------------------------------------------------- */
/* Whose step it is and whether it was seen as it is, before anything is said about the rest. */
static bool begin(struct ctx *c, const char *verb, const struct moving *mv, struct case_file *f)
{
    if (!cases_see(c, mv->matter_id, f)) {
        return false;
    }
    if (!cases_works(f->kind, &f->view, verb)) {
        note_after(c, "denied", verb);
        return fail(&c->err, ERR_DENIED, SAY(N_("这一步要由别的人来办。")));
    }
    bool stale = mv->seen_version && mv->seen_version != f->m.version;
    return !stale || matters_refuse_stale(c, &f->m);
}

static const struct case_party *party_in(const struct case_file *f, int64_t id)
{
    for (size_t i = 0; i < f->parties.n; i++) {
        if (f->parties.v[i].id == id) {
            return &f->parties.v[i];
        }
    }
    return NULL;
}

static bool was_on(const struct case_file *f, int64_t person_id)
{
    for (size_t i = 0; i < f->on.n; i++) {
        if (f->on.v[i].person_id == person_id) {
            return true;
        }
    }
    return false;
}

static bool no_party(struct ctx *c, const char *field)
{
    return refuse(&c->err, field, SAY(N_("请选是哪一位当事人")));
}

bool cases_add_party(
    struct ctx *c, struct moving *mv, int64_t side, int64_t person_id, const char *name)
{
    struct case_file f;
    if (!begin(c, "party", mv, &f)) {
        return false;
    }
    if (!person_id && str_empty(name)) {
        return refuse(&c->err, "party_name", SAY(N_("请写姓名，或者怎么称呼")));
    }
    return matters_move(c, "party", mv) && insert_party(c, f.m.id, side, person_id, name) != 0;
}

/* People on it --------------------------------------------------------------------------------- */
static bool is_on(const struct case_file *f, const struct case_on *on)
{
    for (size_t i = 0; i < f->on.n; i++) {
        const struct case_on *o = &f->on.v[i];
        if (o->person_id == on->person_id && o->role == on->role && o->tier == on->tier &&
            str_empty(o->to)) {
            return true;
        }
    }
    return false;
}

bool cases_put_on(struct ctx *c, struct moving *mv, struct case_on *on)
{
    struct case_file f;
    struct person who;
    if (!begin(c, "add", mv, &f) || !people_by_id(c, on->person_id, &who)) {
        return false;
    }
    on->tier = f.kind->tiers && on->tier ? on->tier : TIER_NEIGHBOUR;
    if (is_on(&f, on)) {
        return refuse(&c->err, "person", SAY(N_("已经在这件事上了")));
    }
    bool first = f.m.state == CASE_NEW && on->role == ROLE_LEADS;
    if (!matters_move(c, first ? "name" : "add", mv)) {
        return false;
    }
    on->id = new_id(c);
    db_exec(c,
        "INSERT INTO case_on (area_id, id, case_id, person_id, role, tier, valid_from)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        V(c->area_id), V(on->id), V(f.m.id), V(on->person_id), V((int)on->role), V((int)on->tier),
        V(people_today(c)));
    return !c->err.kind;
}

bool cases_take_off(struct ctx *c, struct moving *mv, int64_t on_id)
{
    struct case_file f;
    const struct case_on *gone = NULL;
    int leads = 0;
    if (!begin(c, "remove", mv, &f)) {
        return false;
    }
    for (size_t i = 0; i < f.on.n; i++) {
        const struct case_on *o = &f.on.v[i];
        gone = o->id == on_id && str_empty(o->to) ? o : gone;
        leads += o->role == ROLE_LEADS && str_empty(o->to);
    }
    if (!gone) {
        return refuse(&c->err, "on", SAY(N_("请选还在这件事上的人")));
    }
    if (gone->role == ROLE_LEADS && leads == 1) {
        return refuse(&c->err, "on", SAY(N_("先安排另一位主办，再换下这一位")));
    }
    db_exec(c, "UPDATE case_on SET valid_to = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(on_id), V(people_today(c)));
    return matters_move(c, "remove", mv);
}

/* The log -------------------------------------------------------------------------------------- */
/* The row of a sheet of this very case, typed once. */
static bool use_row(struct ctx *c, const struct case_file *f, struct case_log *l)
{
    int no, row;
    char code[ROW_CODE_TEXT];
    struct err why = {0};
    if (str_empty(l->code)) {
        return true;
    }
    if (!row_code_parse(l->code, &no, &row, &why)) {
        return refuse(&c->err, "code", why.words);
    }
    if (cases_sheet_of(c, no) != f->m.id || row < 1 || row > CASE_SHEET_ROWS) {
        return !c->err.kind &&
               refuse(&c->err, "code", SAY(N_("这一行不是这件事的走访表上的，请查一遍")));
    }
    row_code(no, row, code);
    l->code = arena_strdup(c->arena, code);
    return paper_typed(c, no, row, l->id);
}

static enum case_tier tier_of(const struct case_file *f)
{
    const struct case_view *v = &f->view;
    if (v->duty || v->leads || !f->kind->tiers) {
        return f->tier;
    }
    enum case_tier t = TIER_NEIGHBOUR;
    while (t < TIER_PROFESSIONAL && !(v->tiers & TIER_BIT(t))) {
        t++;
    }
    return t;
}

bool cases_write(struct ctx *c, struct moving *mv, struct case_log *l)
{
    struct case_file f;
    if (!begin(c, "log", mv, &f)) {
        return false;
    }
    l->id = new_id(c);
    l->went_id = l->went_id ? l->went_id : c->act.person_id;
    l->tier = tier_of(&f);
    if (l->went_id != c->act.person_id && !was_on(&f, l->went_id)) {
        return refuse(&c->err, "went", SAY(N_("请选在这件事上的人")));
    }
    if (l->with_id && !was_on(&f, l->with_id)) {
        return refuse(&c->err, "with", SAY(N_("请选在这件事上的人")));
    }
    if (l->party_id && !party_in(&f, l->party_id)) {
        return no_party(c, "party");
    }
    if (!cases_may_log(l, c->now, &c->err) || !use_row(c, &f, l) || !matters_move(c, "log", mv)) {
        return false;
    }
    db_exec(c,
        "INSERT INTO case_log (area_id, id, case_id, tier, what, met, on_at, went_id, with_id,"
        " party_id, said, alone, code)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        V(c->area_id), V(l->id), V(f.m.id), V((int)l->tier), V((int)l->what), V((int)l->met),
        V(l->on_at), V0(l->went_id), V0(l->with_id), V0(l->party_id), V(str_or(l->said, "")),
        V(str_or(l->alone, "")), V(str_or(l->code, "")));
    return !c->err.kind;
}

bool cases_sheet(struct ctx *c, int64_t id, int *no)
{
    struct case_file f;
    struct moving mv = {.matter_id = id};
    struct paper_sheet s = {.kind = "cases.visit", .rows = CASE_SHEET_ROWS};
    if (!begin(c, "log", &mv, &f)) {
        return false;
    }
    s.place_id = f.m.place_id;
    if (!paper_print(c, &s)) {
        return false;
    }
    *no = s.no;
    db_exec(c, "INSERT INTO case_sheet (area_id, no, case_id) VALUES (?1, ?2, ?3)", V(c->area_id),
        V(s.no), V(id));
    return !c->err.kind;
}

int64_t cases_sheet_of(struct ctx *c, int no)
{
    return db_int(
        c, "SELECT case_id FROM case_sheet WHERE area_id = ?1 AND no = ?2", V(c->area_id), V(no));
}

/* Promises ------------------------------------------------------------------------------------- */
bool cases_promise(struct ctx *c, struct moving *mv, const struct case_promise *p)
{
    struct case_file f;
    if (!begin(c, "promise", mv, &f) || !cases_may_promise(p->due_at, c->now, &c->err)) {
        return false;
    }
    if (!party_in(&f, p->party_id)) {
        return no_party(c, "by");
    }
    mv->due_at = p->due_at + MS_PER_DAY; /* the day counts whole */
    if (!matters_move(c, "promise", mv)) {
        return false;
    }
    db_exec(c,
        "INSERT INTO case_promise (area_id, id, case_id, party_id, what, due_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        V(c->area_id), V(new_id(c)), V(f.m.id), V(p->party_id), V(p->what), V(p->due_at));
    return !c->err.kind;
}

static const struct case_promise *open_promise(struct ctx *c, const struct case_file *f)
{
    for (size_t i = 0; i < f->promises.n; i++) {
        if (f->promises.v[i].state == PROMISE_OPEN) {
            return &f->promises.v[i];
        }
    }
    refuse(&c->err, NULL, SAY(N_("这一步现在不能办了，请先看看最新进展。")));
    return NULL;
}

bool cases_promise_end(struct ctx *c, struct moving *mv, bool kept, const char *why)
{
    struct case_file f;
    const struct case_promise *p;
    if (!begin(c, kept ? "kept" : "broken", mv, &f) || !(p = open_promise(c, &f))) {
        return false;
    }
    if (!kept && str_empty(why)) {
        return refuse(&c->err, "broken_why", SAY(N_("请写到日子看到的情形")));
    }
    db_exec(c,
        "UPDATE case_promise SET state = ?3, why = CASE WHEN ?4 = '' THEN why ELSE ?4 END"
        " WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(p->id), V((int)(kept ? PROMISE_KEPT : PROMISE_BROKEN)),
        V(str_or(why, "")));
    return matters_move(c, kept ? "kept" : "broken", mv);
}

bool cases_put_off(struct ctx *c, struct moving *mv, int64_t to, const char *why)
{
    struct case_file f;
    const struct case_promise *p;
    if (!begin(c, "put_off", mv, &f) || !(p = open_promise(c, &f)) ||
        !cases_may_put_off(p, to, why, c->now, &c->err)) {
        return false;
    }
    db_exec(c,
        "UPDATE case_promise SET due_at = ?3, why = ?4, moved = moved + 1"
        " WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(p->id), V(to), V(why));
    mv->due_at = to + MS_PER_DAY;
    return matters_move(c, "put_off", mv);
}

/* The agreement -------------------------------------------------------------------------------- */
/* Another text: what was said to the one before is said no longer. */
bool cases_draft(struct ctx *c, struct moving *mv, const char *text)
{
    struct case_file f;
    if (!begin(c, "draft", mv, &f)) {
        return false;
    }
    if (!f.kind->agrees || f.parties.n < 2) {
        return refuse(&c->err, "agreement", SAY(N_("协议要有两方以上的当事人，请先加当事人")));
    }
    db_exec(c, "UPDATE case_file SET agreement = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(f.m.id), V(text));
    db_exec(c,
        "UPDATE case_party SET word = 0, word_at = 0, paper = ''"
        " WHERE area_id = ?1 AND case_id = ?2",
        V(c->area_id), V(f.m.id));
    return matters_move(c, "draft", mv);
}

/* By her own hand (or whoever may speak for her), or off a paper she signed. */
bool cases_word(struct ctx *c, struct moving *mv, int64_t party_id, int64_t word, const char *paper)
{
    struct case_file f;
    if (!begin(c, "word", mv, &f)) {
        return false;
    }
    bool hers = f.view.party_id && (!party_id || party_id == f.view.party_id);
    party_id = hers ? f.view.party_id : party_id;
    if (!party_in(&f, party_id)) {
        return no_party(c, "word_party");
    }
    if (!hers && !f.view.duty && !f.view.leads) {
        return fail(&c->err, ERR_DENIED, SAY(N_("只能替自己说同意不同意。")));
    }
    if (!hers && str_empty(paper)) {
        return refuse(
            &c->err, "paper", SAY(N_("请写签了字的那张纸放在哪里；没有签字就由本人来说")));
    }
    db_exec(c,
        "UPDATE case_party SET word = ?4, word_at = ?5, paper = ?6"
        " WHERE area_id = ?1 AND case_id = ?2 AND id = ?3",
        V(c->area_id), V(f.m.id), V(party_id), V(word), V(c->now), V(hers ? "" : paper));
    return matters_move(c, "word", mv);
}

/* Up, down, ends ------------------------------------------------------------------------------- */
bool cases_step(struct ctx *c, struct moving *mv, int64_t to, const char *note, const char *consent)
{
    struct case_file f;
    if (!begin(c, "up", mv, &f) || !cases_may_step(&f, to, note, consent, &c->err) ||
        !matters_move(c, to > f.tier ? "up" : "down", mv)) {
        return false;
    }
    db_exec(c, "UPDATE case_file SET tier = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(f.m.id), V(to));
    db_exec(c,
        "INSERT INTO case_step (area_id, id, case_id, from_tier, to_tier, note, consent, made_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        V(c->area_id), V(new_id(c)), V(f.m.id), V((int)f.tier), V(to), V(note), V(consent),
        V(c->now));
    return !c->err.kind;
}

bool cases_settle(
    struct ctx *c, struct moving *mv, int64_t result, const char *note, const char *freed)
{
    struct case_file f;
    if (!begin(c, "settle", mv, &f) || !cases_may_settle(&f, result, &c->err)) {
        return false;
    }
    db_exec(c,
        "UPDATE case_file SET result = ?3, note = ?4, freed = ?5 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(f.m.id), V(result), V(str_or(note, "")), V(str_or(freed, "")));
    return matters_move(c, "settle", mv);
}

/* A follow-up is a row of the log like any other visit. */
static bool write_again(struct ctx *c, const struct case_file *f, const char *why)
{
    int64_t today;
    must(parse_day(people_today(c), &today));
    db_exec(c,
        "INSERT INTO case_log (area_id, id, case_id, tier, what, met, on_at, went_id, said)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        V(c->area_id), V(new_id(c)), V(f->m.id), V((int)f->tier), V(LOG_AGAIN), V(MET_YES),
        V(today), V0(c->act.person_id), V(why));
    return !c->err.kind;
}

bool cases_end(struct ctx *c, const char *verb, struct moving *mv, const char *why)
{
    struct case_file f;
    bool again = str_same(verb, "follow") || str_same(verb, "again") || str_same(verb, "talk");
    if (!begin(c, verb, mv, &f)) {
        return false;
    }
    if (str_empty(why) && !str_same(verb, "withdraw")) {
        return refuse(&c->err, NULL, SAY(N_("请写明情形或理由")));
    }
    if (again) {
        db_exec(c, "UPDATE case_file SET result = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
            V(f.m.id), V(str_same(verb, "follow") ? (int)f.result : 0));
    } else {
        db_exec(c, "UPDATE case_file SET note = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
            V(f.m.id), V(str_or(why, "")));
    }
    return (!again || write_again(c, &f, why)) && matters_move(c, verb, mv);
}
