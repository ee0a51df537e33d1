/* cases_steps_pages.c - the forms of a case and what a press of each does. */
#include <inttypes.h>
#include <string.h>

#include "src/cases/cases_room.h"
#include "src/people/people.h"
#include "src/places/places.h"

/* Forms ---------------------------------------------------------------------------------------- */
#define F(kind, member, ...) FIELD(struct case_form, kind, member, __VA_ARGS__)
#define VERSION F(FIELD_INT, version, .min = 1, .max = INT64_MAX, .hidden = true, .required = true)
/* Texts of another name each: several forms stand on one page. */
#define SAYS(name_, label_, ...) \
    { \
        .type = FIELD_LINES, .name = (name_), .offset = offsetof(struct case_form, text), \
        .max = 1000, .label = (label_), __VA_ARGS__ \
    }
#define FORM(verb, ...) \
    static const struct field verb##_fields[] = {__VA_ARGS__, {0}}; \
    const struct form cases_##verb##_form = { \
        "cases." #verb, sizeof(struct case_form), verb##_fields}

FORM(new, F(FIELD_INT, request, .min = 0, .max = INT64_MAX, .hidden = true),
    F(FIELD_CHOICE, kind, .choices = cases_kinds, .label = N_("哪一类"), .required = true),
    F(FIELD_FOUND, building, .label = N_("在哪栋楼"), .help = N_("写楼号，例如 12号。"),
        .finder = &places_stairs_finder, .required = true),
    F(FIELD_TEXT, title, .min = 2, .max = 40, .label = N_("一句话说是什么事"),
        .help = N_("当事人也看得到。不写名字，不写谁对谁错。"), .required = true),
    F(FIELD_LINES, about, .min = 2, .max = 2000, .label = N_("来龙去脉"),
        .help = N_("只有主办的人和居委会看得到。"), .required = true),
    F(FIELD_FLAG, asker, .label = N_("提出诉求的人是当事人")),
    F(FIELD_TEXT, name, .max = 30, .label = N_("当事人：姓名或怎么称呼（可以以后再加）"),
        .personal = true, .autocomplete = "off"),
    F(FIELD_PHONE, phone, .label = N_("当事人的手机号（可以不填）"),
        .help = N_("填了就找到名册上的人，本人登录后看得到自己的部分、能自己表态。"),
        .personal = true, .autocomplete = "off"));
FORM(add, VERSION, F(FIELD_ID, person, .label = N_("谁来办")),
    {.type = FIELD_TEXT,
        .name = "on_name",
        .offset = offsetof(struct case_form, name),
        .max = 30,
        .label = N_("不在上面：姓名"),
        .autocomplete = "off",
        .personal = true},
    {.type = FIELD_PHONE,
        .name = "on_phone",
        .offset = offsetof(struct case_form, phone),
        .label = N_("他的手机号"),
        .autocomplete = "off",
        .personal = true},
    F(FIELD_CHOICE, role, .choices = cases_roles, .label = N_("做什么"), .required = true),
    F(FIELD_CHOICE, tier, .choices = cases_tiers, .label = N_("帮扶的哪一层")));
FORM(remove, VERSION, F(FIELD_ID, on, .label = N_("换下谁"), .required = true));
FORM(party, VERSION,
    F(FIELD_INT, side, .min = 1, .max = 9, .label = N_("第几方"),
        .help = N_("1 是甲方，2 是乙方；同一方可以有几位。"), .required = true),
    {.type = FIELD_TEXT,
        .name = "party_name",
        .offset = offsetof(struct case_form, name),
        .max = 30,
        .label = N_("姓名或怎么称呼"),
        .required = true,
        .personal = true,
        .autocomplete = "off"},
    {.type = FIELD_PHONE,
        .name = "party_phone",
        .offset = offsetof(struct case_form, phone),
        .label = N_("手机号（可以不填）"),
        .help = N_("填了就找到名册上的人，本人登录后看得到自己的部分、能自己表态。"),
        .personal = true,
        .autocomplete = "off"});
FORM(log, VERSION, F(FIELD_TEXT, code, .max = 20, .label = N_("走访表上的行号（没有就不填）")),
    F(FIELD_CHOICE, what, .choices = cases_whats, .label = N_("怎么去的"), .required = true),
    F(FIELD_DAY, on_day, .label = N_("哪一天"), .help = N_("不填就是今天。")),
    F(FIELD_ID, went, .label = N_("谁去的")), F(FIELD_ID, with, .label = N_("和谁一起去的")),
    F(FIELD_TEXT, alone, .max = 200, .label = N_("一个人入户的，为什么")),
    F(FIELD_CHOICE, met, .choices = cases_mets, .label = N_("见到没有"), .required = true),
    F(FIELD_ID, party, .label = N_("谁说的话"),
        .help = N_("选了，这位当事人看得到这一条；别的当事人看不到。")),
    F(FIELD_LINES, said, .max = 2000, .label = N_("说了什么")));
FORM(promise, VERSION, F(FIELD_ID, by, .label = N_("谁答应的"), .required = true),
    F(FIELD_TEXT, promise, .min = 2, .max = 200, .label = N_("答应做什么"), .required = true),
    F(FIELD_DAY, due, .label = N_("哪一天以前（含当天）"), .help = N_("到那一天提醒主办的人去看。"),
        .required = true));
FORM(kept, VERSION);
FORM(broken, VERSION, SAYS("broken_why", N_("到日子看到的情形"), .required = true));
FORM(put_off, VERSION, F(FIELD_DAY, to_day, .label = N_("改到哪一天"), .required = true),
    SAYS("off_why", N_("为什么改"), .help = N_("一个承诺最多改两次。"), .required = true));
FORM(draft, VERSION,
    F(FIELD_LINES, agreement, .min = 5, .max = 4000, .label = N_("协议写什么"),
        .help = N_("各方都看得到。一条一行：谁、做什么、哪天以前。改了以后各方要重新表态。"),
        .required = true));
FORM(word, VERSION, F(FIELD_ID, word_party, .label = N_("哪一方")),
    F(FIELD_CHOICE, word, .choices = cases_words, .label = N_("同意这份协议吗"), .required = true),
    F(FIELD_TEXT, paper, .max = 100, .label = N_("签了字的纸放在哪里"),
        .help = N_("本人自己表态不用填。")));
FORM(talk, VERSION, SAYS("talk_why", N_("为什么再谈"), .required = true));
FORM(step, VERSION,
    F(FIELD_CHOICE, to, .choices = cases_tiers, .label = N_("转给哪一层"), .required = true),
    SAYS("hand_note", N_("交接单"),
        .help = N_("接手的人只看得到这里写的：需要什么、做到哪里、要小心什么。"), .required = true),
    F(FIELD_TEXT, consent, .max = 200, .label = N_("本人哪天、怎么同意的"),
        .help = N_("比如：11月20日上门，当面说同意。不同意就不能转。"), .required = true));
FORM(settle, VERSION,
    F(FIELD_CHOICE, result, .choices = cases_results, .label = N_("结果"), .required = true),
    SAYS("result_note", N_("怎么办成的（可以不填）"), 0),
    F(FIELD_TEXT, freed, .max = 60, .label = N_("腾出来的地方（可以不填）"),
        .help = N_("比如：12号楼底层楼梯下。以后可以商量怎么用。")));
FORM(follow, VERSION, SAYS("follow_said", N_("回访看到什么"), .required = true));
FORM(again, VERSION, SAYS("again_why", N_("有什么反复"), .required = true));
FORM(refer, VERSION,
    SAYS("refer_to", N_("转到哪里，为什么"), .help = N_("比如：街镇人民调解委员会、法院、城管。"),
        .required = true));
FORM(fail, VERSION, SAYS("fail_why", N_("为什么没有办成"), .required = true));
FORM(withdraw, VERSION, SAYS("withdraw_why", N_("有话要说（可以不填）"), 0));

static const struct form *const all[] = {&cases_add_form, &cases_remove_form, &cases_party_form,
    &cases_log_form, &cases_promise_form, &cases_kept_form, &cases_broken_form, &cases_put_off_form,
    &cases_draft_form, &cases_word_form, &cases_talk_form, &cases_step_form, &cases_settle_form,
    &cases_follow_form, &cases_again_form, &cases_refer_form, &cases_fail_form,
    &cases_withdraw_form};

void cases_fill_forms(struct ctx *c, const struct case_file *f)
{
    struct case_form *v = arena_alloc(c->arena, sizeof(*v));
    *v = (struct case_form){.version = f->m.version,
        .role = f->m.state == CASE_NEW ? ROLE_LEADS : ROLE_HELPS,
        .tier = f->tier,
        .side = f->parties.n ? 2 : 1,
        .what = LOG_HOME,
        .met = MET_YES,
        .went = c->act.person_id ? c->act.person_id : c->who.person_id,
        .word_party = f->view.party_id,
        .to = f->tier < TIER_PROFESSIONAL ? f->tier + 1 : TIER_VOLUNTEER,
        .agreement = f->agreement,
        .paper = "",
        .name = "",
        .phone = "",
        .said = "",
        .alone = "",
        .code = "",
        .promise = "",
        .text = "",
        .consent = "",
        .freed = "",
        .title = "",
        .about = ""};
    for (size_t i = 0; i < COUNT(all); i++) {
        form_fill(c, all[i], v);
    }
    /* Shown again after somebody was quicker: the next press is about what is seen now. */
    for (size_t i = 0; i < c->req->post.n; i++) {
        if (str_same(c->req->post.v[i].name, "version")) {
            c->req->post.v[i].value = arena_printf(c->arena, "%" PRId64, f->m.version);
        }
    }
}

/* Opening -------------------------------------------------------------------------------------- */
/* Somebody of the roster by name and telephone; 0 and true when only a name was said. */
static bool meant(
    struct ctx *c, const char *name, const char *phone, const char *field, int64_t *id)
{
    *id = str_empty(phone) ? 0 : people_meant(c, name, phone);
    return *id || str_empty(phone) ||
           refuse(
               &c->err, field, SAY(N_("名册上没有用这个号码、叫这个名字的人；不填号码就只记名字")));
}

static bool asker_of(struct ctx *c, int64_t request_id, int64_t *person_id)
{
    struct matter m = {0};
    if (!matters_see(c, request_id, &m)) {
        return false;
    }
    *person_id = m.asker_id;
    return true;
}

static void go_on(struct ctx *c, int64_t id)
{
    if (c->act.hand == HAND_SELF) {
        redirect(c, area_path(c, "cases/%" PRId64, id));
    } else {
        redirect(c, area_path(c, "acts/%" PRId64 "/receipt", c->act.id));
    }
}

void cases_do_new(struct ctx *c)
{
    const struct case_form *f = c->req->form;
    int64_t id = 0;
    struct case_opening o = {.kind = f->kind,
        .place_id = f->building,
        .request_id = f->request,
        .title = f->title,
        .about = f->about,
        .party = f->name};
    if (!meant(c, f->name, f->phone, "phone", &o.party_person_id) ||
        (f->asker && f->request && !asker_of(c, f->request, &o.party_person_id))) {
        return;
    }
    if (cases_open(c, &o, &id)) {
        go_on(c, id);
    }
}

/* Steps ---------------------------------------------------------------------------------------- */
static struct moving moving_of(struct ctx *c)
{
    const struct case_form *f = c->req->form;
    return (struct moving){.matter_id = req_id(c, "id"), .seen_version = f->version};
}

#define DO(call) \
    struct moving mv = moving_of(c); \
    if (call) { \
        go_on(c, mv.matter_id); \
    }

/* Whom the case is nobody's business of learns nothing, not even who is on the roster. */
static bool is_seen(struct ctx *c)
{
    struct matter m = {0};
    return matters_see(c, req_id(c, "id"), &m);
}

void cases_do_add(struct ctx *c)
{
    const struct case_form *f = c->req->form;
    struct case_on on = {
        .person_id = f->person, .role = (enum case_role)f->role, .tier = (enum case_tier)f->tier};
    if (!is_seen(c) || (!on.person_id && !meant(c, f->name, f->phone, "on_phone", &on.person_id))) {
        return;
    }
    if (!on.person_id) {
        refuse(&c->err, "person", SAY(N_("请选一位，或者写姓名和手机号")));
        return;
    }
    DO(cases_put_on(c, &mv, &on))
}

void cases_do_remove(struct ctx *c)
{
    const struct case_form *f = c->req->form;
    DO(cases_take_off(c, &mv, f->on))
}

void cases_do_party(struct ctx *c)
{
    const struct case_form *f = c->req->form;
    int64_t person = 0;
    if (!is_seen(c) || !meant(c, f->name, f->phone, "party_phone", &person)) {
        return;
    }
    DO(cases_add_party(c, &mv, f->side, person, f->name))
}

void cases_do_log(struct ctx *c)
{
    const struct case_form *f = c->req->form;
    int64_t today;
    must(parse_day(people_today(c), &today));
    struct case_log l = {.what = (enum case_what)f->what,
        .met = (enum case_met)f->met,
        .on_at = f->on_day ? f->on_day : today,
        .went_id = f->went,
        .with_id = f->with,
        .party_id = f->party,
        .said = f->said,
        .alone = f->alone,
        .code = f->code};
    DO(cases_write(c, &mv, &l))
}

void cases_do_promise(struct ctx *c)
{
    const struct case_form *f = c->req->form;
    struct case_promise p = {.party_id = f->by, .what = f->promise, .due_at = f->due};
    DO(cases_promise(c, &mv, &p))
}

void cases_do_kept(struct ctx *c)
{
    DO(cases_promise_end(c, &mv, true, ""))
}

void cases_do_broken(struct ctx *c)
{
    const struct case_form *f = c->req->form;
    DO(cases_promise_end(c, &mv, false, f->text))
}

void cases_do_put_off(struct ctx *c)
{
    const struct case_form *f = c->req->form;
    DO(cases_put_off(c, &mv, f->to_day, f->text))
}

void cases_do_draft(struct ctx *c)
{
    const struct case_form *f = c->req->form;
    DO(cases_draft(c, &mv, f->agreement))
}

void cases_do_word(struct ctx *c)
{
    const struct case_form *f = c->req->form;
    DO(cases_word(c, &mv, f->word_party, f->word, f->paper))
}

void cases_do_step(struct ctx *c)
{
    const struct case_form *f = c->req->form;
    DO(cases_step(c, &mv, f->to, f->text, f->consent))
}

void cases_do_settle(struct ctx *c)
{
    const struct case_form *f = c->req->form;
    DO(cases_settle(c, &mv, f->result, f->text, f->freed))
}

void cases_do_end(struct ctx *c)
{
    const struct case_form *f = c->req->form;
    const char *verb = strrchr(c->req->route->path, '/') + 1;
    DO(cases_end(c, verb, &mv, f->text))
}

void cases_do_sheet(struct ctx *c)
{
    int no;
    int64_t id = req_id(c, "id");
    if (cases_sheet(c, id, &no)) {
        redirect(c, area_path(c, "cases/%" PRId64 "/sheets/%d", id, no));
    }
}
