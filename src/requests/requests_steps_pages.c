/* requests_steps_pages.c - the steps of a request: their forms and what a press of each does. */
#include <inttypes.h>

#include "lib/base/module.h"
#include "lib/web/file.h"
#include "lib/web/page.h"
#include "src/matters/matters.h"
#include "src/requests/requests_room.h"

/* Forms: one a verb, because several stand on one page and only one of them was posted. -----------
 */
struct step_form {
    int64_t version;
};
struct confirm_form {
    int64_t version, happy;
};
struct assign_form {
    int64_t version, body;
};
struct pass_form {
    int64_t version, to_body;
    const char *pass_why;
};
struct wait_form {
    int64_t version, until;
    const char *wait_why;
};
struct merge_form {
    int64_t version;
    const char *into;
};
struct text_form {
    int64_t version;
    const char *text;
};
struct answer_form {
    int64_t version;
    const char *answer, *no_photo;
};

#define VERSION(T) \
    FIELD(T, FIELD_INT, version, .min = 1, .max = INT64_MAX, .hidden = true, .required = true)
#define REASON(name_, label_, help_) \
    { \
        .type = FIELD_LINES, .name = (name_), .offset = offsetof(struct text_form, text), \
        .max = 1000, .label = (label_), .help = (help_), .required = true \
    }

static const struct field step_fields[] = {VERSION(struct step_form), {0}};
static const struct field confirm_fields[] = {
    VERSION(struct confirm_form),
    FIELD(struct confirm_form, FIELD_CHOICE, happy, .choices = requests_happies,
        .label = N_("办得满意吗（可以不答）")),
    {0},
};
static const struct field assign_fields[] = {
    VERSION(struct assign_form),
    FIELD(struct assign_form, FIELD_ID, body, .label = N_("由谁来办"), .required = true),
    {0},
};
static const struct field answer_fields[] = {
    VERSION(struct answer_form),
    FIELD(struct answer_form, FIELD_LINES, answer, .max = 1000, .label = N_("怎么办的"),
        .help = N_("提出人和邻居会看到。不用写名字。"), .required = true),
    FIELD_UPLOAD("photo", .max = PHOTO_MAX, .label = N_("办好后的照片")),
    FIELD(struct answer_form, FIELD_TEXT, no_photo, .max = 100,
        .label = N_("没有照片，原因是（有照片就不用填）")),
    {0},
};
static const struct field reopen_fields[] = {VERSION(struct text_form),
    REASON("still", N_("哪里还没有解决？"), N_("写一句就行，时限重新计算。")), {0}};
static const struct field return_fields[] = {VERSION(struct text_form),
    REASON("back", N_("为什么退回？"), N_("比如不归我们管，应由谁办。")), {0}};
static const struct field refuse_fields[] = {VERSION(struct text_form),
    REASON("reason", N_("不予办理的理由"), N_("提出人会看到，可以要求重新办。")), {0}};

const struct form requests_accept_form = {"requests.accept", sizeof(struct step_form), step_fields};
const struct form requests_confirm_form = {
    "requests.confirm", sizeof(struct confirm_form), confirm_fields};
const struct form requests_withdraw_form = {
    "requests.withdraw", sizeof(struct step_form), step_fields};
const struct form requests_assign_form = {
    "requests.assign", sizeof(struct assign_form), assign_fields};
const struct form requests_answer_form = {
    "requests.answer", sizeof(struct answer_form), answer_fields};
const struct form requests_reopen_form = {
    "requests.reopen", sizeof(struct text_form), reopen_fields};
const struct form requests_return_form = {
    "requests.return", sizeof(struct text_form), return_fields};
const struct form requests_refuse_form = {
    "requests.refuse", sizeof(struct text_form), refuse_fields};

static const struct field transfer_fields[] = {
    VERSION(struct pass_form),
    FIELD(struct pass_form, FIELD_ID, to_body, .label = N_("转给谁办"), .required = true),
    FIELD(struct pass_form, FIELD_LINES, pass_why, .max = 1000, .label = N_("为什么由他们办"),
        .help = N_("时限接着算，不重新开始。"), .required = true),
    {0},
};
static const struct field wait_fields[] = {
    VERSION(struct wait_form),
    FIELD(struct wait_form, FIELD_LINES, wait_why, .max = 1000, .label = N_("在等什么"),
        .help = N_("比如等配件、等天晴、等业主在家。提出人会看到。"), .required = true),
    FIELD(struct wait_form, FIELD_DAY, until, .label = N_("等到哪一天（含当天）"),
        .help = N_("到了那天时限接着算，一件事至多停两次。"), .required = true),
    {0},
};
static const struct field merge_fields[] = {
    VERSION(struct merge_form),
    FIELD(struct merge_form, FIELD_CODE, into, .min = 1, .max = 9, .label = N_("并入哪一件，编号"),
        .help = N_("两件的提出人都会收到那一件的答复，也都能说解决了没有。"), .required = true),
    {0},
};
static const struct field urge_fields[] = {
    VERSION(struct text_form), REASON("urge", N_("催办的话"), N_("这件事上的人都会看到。")), {0}};
static const struct field supervise_fields[] = {VERSION(struct text_form),
    REASON("supervise", N_("督办的话"), N_("这件事上的人都会看到。街镇只督办，不代替居民区办。")),
    {0}};

const struct form requests_transfer_form = {
    "requests.transfer", sizeof(struct pass_form), transfer_fields};
const struct form requests_wait_form = {"requests.wait", sizeof(struct wait_form), wait_fields};
const struct form requests_resume_form = {"requests.resume", sizeof(struct step_form), step_fields};
const struct form requests_merge_form = {"requests.merge", sizeof(struct merge_form), merge_fields};
const struct form requests_urge_form = {"requests.urge", sizeof(struct text_form), urge_fields};
const struct form requests_supervise_form = {
    "requests.supervise", sizeof(struct text_form), supervise_fields};
const struct form requests_undo_form = {"requests.undo", sizeof(struct step_form), step_fields};

const struct form *const requests_step_forms[] = {&requests_accept_form, &requests_confirm_form,
    &requests_withdraw_form, &requests_answer_form, &requests_reopen_form, &requests_return_form,
    &requests_refuse_form, &requests_wait_form, &requests_resume_form, &requests_merge_form,
    &requests_urge_form, &requests_supervise_form, &requests_undo_form, NULL};

/* What every page that shows them fills in first: the version that is seen. */
void requests_fill_versions(struct ctx *c, int64_t version, int64_t body)
{
    struct answer_form *v = arena_alloc(c->arena, sizeof(*v)); /* the largest; version is first */
    v->version = version;
    for (const struct form *const *f = requests_step_forms; *f; f++) {
        form_fill(c, *f, v);
    }
    struct assign_form *assign = arena_alloc(c->arena, sizeof(*assign));
    struct pass_form *pass = arena_alloc(c->arena, sizeof(*pass));
    *assign = (struct assign_form){.version = version, .body = body};
    *pass = (struct pass_form){.version = version};
    form_fill(c, &requests_assign_form, assign);
    form_fill(c, &requests_transfer_form, pass);
    /* Shown again after somebody was quicker: the next press is about what is seen now. */
    for (size_t i = 0; i < c->req->post.n; i++) {
        if (str_same(c->req->post.v[i].name, "version")) {
            c->req->post.v[i].value = arena_printf(c->arena, "%" PRId64, version);
        }
    }
}

/* For a page with the answer's form alone. */
void requests_fill_answer(struct ctx *c, int64_t version, const char *text)
{
    struct answer_form *v = arena_alloc(c->arena, sizeof(*v));
    *v = (struct answer_form){.version = version, .answer = text};
    form_fill(c, &requests_answer_form, v);
}

/* Moves ---------------------------------------------------------------------------------------- */
static void back_to_ticket(struct ctx *c, int64_t id)
{
    if (c->act.hand == HAND_SELF) {
        redirect(c, area_path(c, "requests/%" PRId64, id));
    } else {
        redirect(c, area_path(c, "acts/%" PRId64 "/receipt", c->act.id));
    }
}

static void move(struct ctx *c, const char *verb, struct moving what)
{
    what.matter_id = req_id(c, "id");
    if (requests_move(c, verb, &what)) {
        back_to_ticket(c, what.matter_id);
    }
}

void requests_do_accept(struct ctx *c)
{
    const struct step_form *f = c->req->form;
    move(c, "accept", (struct moving){.seen_version = f->version});
}

void requests_do_assign(struct ctx *c)
{
    const struct assign_form *f = c->req->form;
    move(c, "assign", (struct moving){.seen_version = f->version, .body_id = f->body});
}

void requests_do_answer(struct ctx *c)
{
    const struct answer_form *f = c->req->form;
    struct moving what = {.matter_id = req_id(c, "id"),
        .seen_version = f->version,
        .text = f->answer,
        .waived = !str_empty(f->no_photo)};
    int photos;
    while (req_file(c, "photo", what.evidence)) {
        what.evidence++;
    }
    if (what.waived && !what.evidence) {
        what.text = arena_printf(c->arena, "%s\n（没有照片：%s）", f->answer, f->no_photo);
    }
    if (requests_move(c, "answer", &what) &&
        requests_keep_photos(c, "photo", "after", what.matter_id, AUDIENCE_CASE, &photos)) {
        back_to_ticket(c, what.matter_id);
    }
}

void requests_do_return(struct ctx *c)
{
    const struct text_form *f = c->req->form;
    move(c, "return", (struct moving){.seen_version = f->version, .text = f->text});
}

void requests_do_refuse(struct ctx *c)
{
    const struct text_form *f = c->req->form;
    move(c, "refuse", (struct moving){.seen_version = f->version, .text = f->text});
}

void requests_do_confirm(struct ctx *c)
{
    const struct confirm_form *f = c->req->form;
    struct moving what = {.matter_id = req_id(c, "id"), .seen_version = f->version};
    if (requests_move(c, "confirm", &what) && requests_happy(c, what.matter_id, f->happy)) {
        back_to_ticket(c, what.matter_id);
    }
}

void requests_do_reopen(struct ctx *c)
{
    const struct text_form *f = c->req->form;
    move(c, "reopen", (struct moving){.seen_version = f->version, .text = f->text});
}

void requests_do_withdraw(struct ctx *c)
{
    const struct step_form *f = c->req->form;
    move(c, "withdraw", (struct moving){.seen_version = f->version});
}

void requests_do_join(struct ctx *c)
{
    struct matter m = {0};
    bool already;
    if (!matters_see(c, req_id(c, "id"), &m)) {
        return;
    }
    if (m.closed_at) {
        refuse(&c->err, NULL, SAY(N_("这件事已经办结，请单独提出。")));
    } else if (matters_follow(c, m.id, c->act.person_id, &already)) {
        back_to_ticket(c, m.id);
    }
}

void requests_do_transfer(struct ctx *c)
{
    const struct pass_form *f = c->req->form;
    move(c, "transfer",
        (struct moving){.seen_version = f->version, .body_id = f->to_body, .text = f->pass_why});
}

void requests_do_wait(struct ctx *c)
{
    const struct wait_form *f = c->req->form;
    int64_t until = f->until ? calendar_closes(f->until) : 0;
    move(c, "wait",
        (struct moving){.seen_version = f->version, .until = until, .text = f->wait_why});
}

void requests_do_resume(struct ctx *c)
{
    const struct step_form *f = c->req->form;
    move(c, "resume", (struct moving){.seen_version = f->version});
}

void requests_do_merge(struct ctx *c)
{
    const struct merge_form *f = c->req->form;
    int64_t ticket = 0, into = 0;
    if (!parse_int(f->into, &ticket)) {
        refuse(&c->err, "into", SAY(N_("请填编号，只要数字")));
    } else if (requests_by_ticket(c, ticket, &into)) {
        move(c, "merge", (struct moving){.seen_version = f->version, .into_id = into});
    }
}

void requests_do_urge(struct ctx *c)
{
    const struct text_form *f = c->req->form;
    move(c, "urge", (struct moving){.seen_version = f->version, .text = f->text});
}

void requests_do_supervise(struct ctx *c)
{
    const struct text_form *f = c->req->form;
    move(c, "supervise", (struct moving){.seen_version = f->version, .text = f->text});
}

/* The photos that came with an answer go with it. */
void requests_do_undo(struct ctx *c)
{
    const struct step_form *f = c->req->form;
    int64_t id = req_id(c, "id");
    struct matter m = {0};
    const char *verb;
    if (!matters_see(c, id, &m) || !matters_undoable(c, &m, &verb)) {
        return;
    }
    if (matters_undo(c, id, f->version) &&
        (!str_same(verb, "answer") || files_take_back(c, id, "after", m.changed_at))) {
        redirect(c, area_path(c, "requests/%" PRId64, id));
    }
}
