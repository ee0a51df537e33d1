/* inbox_store.c - a batch: each matter looked at first, moved only when nothing speaks against it,
 * so that one that cannot be moved leaves the others as they are. */
#include "src/inbox/inbox.h"

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/text/text.h"
#include "src/bodies/duties.h"
#include "src/matters/matters_store.h"
#include "src/replies/replies.h"
#include "src/requests/requests.h"

/* One matter ----------------------------------------------------------------------------------- */
/* What a rule said is the line's reason; what the store says is nobody's line. */
static bool take_reason(struct ctx *c, struct words *why)
{
    enum err_kind k = c->err.kind;
    if (k != ERR_ABSENT && k != ERR_CONFLICT && k != ERR_DENIED && k != ERR_RULE) {
        return false;
    }
    *why = err_take(&c->err).words;
    return true;
}

static struct moving moving_of(
    struct ctx *c, const struct bulk *b, const struct pick *p, const struct request *r)
{
    bool repair = b->what == BULK_ANSWER && requests_kind_info(r->kind)->repair;
    const char *text = str_or(b->text, "");
    if (str_empty(text) && b->usual) {
        text =
            replies_filled(c->arena, b->usual, r->m.place, text_day(c->arena, LANG_HANS, c->now));
    }
    if (repair && !str_empty(b->no_photo)) {
        text = arena_printf(c->arena, "%s\n（没有照片：%s）", text, b->no_photo);
    }
    return (struct moving){.matter_id = p->id,
        .seen_version = p->version,
        .text = text,
        .body_id = b->what == BULK_ASSIGN ? b->body_id : 0,
        .waived = !repair || !str_empty(b->no_photo)};
}

/* Everything that requests_move() would refuse, asked before anything is written. */
static bool may_one(
    struct ctx *c, const struct bulk *b, const struct pick *p, struct request *r, struct moving *m)
{
    const struct move *mv = matters_move_of(&requests_matter, inbox_verb(b->what));
    if (!matters_see(c, p->id, &r->m)) {
        return false;
    }
    if (!str_same(r->m.kind, requests_matter.name)) {
        return refuse(&c->err, NULL, SAY(N_("这一类事不能成批办，请打开它单独办")));
    }
    if (!requests_see(c, p->id, r)) {
        return false;
    }
    if (r->m.version != p->version) {
        const struct choice *state = choice_of(requests_states, r->m.state);
        return refuse(&c->err, NULL,
            WORDS(N_("您勾选以后它又有了进展，现在是「{0}」，请打开看过再办"),
                MSG(state ? state->label : "")));
    }
    if (!matters_may(c, &r->m, mv)) {
        return !c->err.kind && fail(&c->err, ERR_DENIED, SAY(N_("这一步要由别的人来办。")));
    }
    *m = moving_of(c, b, p, r);
    return matters_may_move(mv, r->m.state, m, &c->err) &&
           (b->what != BULK_ASSIGN || requests_may_assign(c, r->m.place_id, b->body_id));
}

static void put_line(
    struct ctx *c, int64_t batch, int64_t matter, int64_t version, struct words why)
{
    db_exec(c,
        "INSERT INTO inbox_line (area_id, batch_id, matter_id, version, why)"
        " VALUES (?1, ?2, ?3, ?4, ?5)",
        V(c->area_id), V(batch), V(matter), V(version),
        V(why.msgid ? words_to_json(c->arena, why) : ""));
}

static bool do_one(struct ctx *c, const struct bulk *b, const struct pick *p)
{
    struct request r = {0};
    struct moving m = {0};
    struct words why = {0};
    if (!may_one(c, b, p, &r, &m)) {
        if (take_reason(c, &why)) {
            put_line(c, c->act.id, p->id, 0, why);
        }
        return !c->err.kind;
    }
    if (requests_move(c, inbox_verb(b->what), &m)) {
        put_line(c, c->act.id, p->id, p->version + 1, (struct words){0});
    }
    return !c->err.kind;
}

/* The whole of it ------------------------------------------------------------------------------ */
static bool may_bulk(struct ctx *c, const struct bulk *b, const struct picks *picks)
{
    if (!picks->n) {
        return refuse(&c->err, NULL, SAY(N_("请先勾选要办的事")));
    }
    if (picks->n > BULK_MAX) {
        return refuse(&c->err, NULL,
            WORDS(N_("一次最多办 {0} 件，您勾了 {1} 件，请分几次"), INT(BULK_MAX),
                INT((int64_t)picks->n)));
    }
    if (!inbox_verb(b->what)) {
        return refuse(&c->err, "what", SAY(N_("请选怎么办：受理、分派、答复还是不予办理")));
    }
    if (b->what == BULK_ASSIGN && !b->body_id) {
        return refuse(&c->err, "body", SAY(N_("请选由谁来办")));
    }
    bool words = b->what != BULK_ANSWER && b->what != BULK_REFUSE;
    return words || !str_empty(b->text) || (b->what == BULK_ANSWER && b->usual) ||
           (b->what == BULK_ANSWER ? refuse(&c->err, "answer", SAY(N_("请写怎么办的")))
                                   : refuse(&c->err, "reason", SAY(N_("请写不予办理的理由"))));
}

/* One sentence answers all: what it lacks for some of them is asked for before any is moved. */
static bool says_why_no_photo(struct ctx *c, const struct bulk *b, const struct picks *picks)
{
    bool lacks = false;
    if (b->what != BULK_ANSWER || !str_empty(b->no_photo)) {
        return true;
    }
    for (size_t i = 0; i < picks->n && !lacks && !c->err.kind; i++) {
        struct request r = {0};
        struct moving m = {0};
        struct words why = {0};
        if (!may_one(c, b, &picks->v[i], &r, &m)) {
            lacks = c->err.kind == ERR_RULE && str_same(c->err.field, "photo");
            take_reason(c, &why);
        }
    }
    return !c->err.kind &&
           (!lacks ||
               refuse(&c->err, "no_photo",
                   SAY(N_("勾选的里有维修的事，要有照片：请写明为什么没有，或打开它单独答复"))));
}

bool inbox_bulk(struct ctx *c, const struct bulk *b, const struct picks *picks, int64_t *id)
{
    if (!may_bulk(c, b, picks) || !says_why_no_photo(c, b, picks)) {
        return false;
    }
    *id = c->act.id;
    db_exec(c,
        "INSERT INTO inbox_batch (area_id, id, account_id, what, made_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5)",
        V(c->area_id), V(*id), V(c->who.account_id), V((int)b->what), V(c->now));
    for (size_t i = 0; i < picks->n && do_one(c, b, &picks->v[i]); i++) {
    }
    return !c->err.kind;
}

/* Seen again, and taken back ------------------------------------------------------------------- */
static bool read_batch(struct ctx *c, int64_t id, struct batch *out)
{
    struct rows r = db_query(c,
        "SELECT id, made_at, what FROM inbox_batch"
        " WHERE area_id = ?1 AND id = ?2 AND account_id = ?3",
        V(c->area_id), V(id), V(c->who.account_id));
    *out = (struct batch){0};
    if (rows_next(&r)) {
        *out = (struct batch){
            .id = row_int(&r, 0), .made_at = row_int(&r, 1), .what = (enum bulk_do)row_int(&r, 2)};
    }
    if (rows_end(&r) && !out->id) {
        note_after(c, "foreign_id", arena_printf(c->arena, "batch %lld", (long long)id));
        fail(&c->err, ERR_ABSENT, SAY(N_("没有这一批，或者不是您办的。")));
    }
    return !c->err.kind;
}

static bool read_lines(struct ctx *c, struct batch *out)
{
    struct rows r = db_query(c,
        "SELECT l.matter_id, l.version, l.undone_at, l.why FROM inbox_line l"
        " WHERE l.area_id = ?1 AND l.batch_id = ?2 ORDER BY l.matter_id",
        V(c->area_id), V(out->id));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct bulk_line){.matter_id = row_int(&r, 0),
                .version = row_int(&r, 1),
                .undone_at = row_int(&r, 2),
                .why = words_from_json(c->arena, row_text(&r, 3))}));
    }
    return rows_end(&r);
}

/* Of what the reader may not see (any more) only that there is such a line. */
static bool fill_line(struct ctx *c, struct bulk_line *l)
{
    struct matter m = {0};
    const char *verb = "";
    l->ticket = l->title = l->place = l->kind = "";
    if (!matters_load(c, l->matter_id, &m) || !matters_visible(c, &m)) {
        return !c->err.kind;
    }
    l->ticket = matters_ticket(c->arena, m.ticket);
    l->title = m.title;
    l->place = m.place;
    l->kind = m.kind;
    if (l->version && !l->undone_at && m.version == l->version && !matters_undoable(c, &m, &verb)) {
        return false;
    }
    l->undoable = *verb != '\0';
    return true;
}

bool inbox_batch(struct ctx *c, int64_t id, struct batch *out)
{
    if (!read_batch(c, id, out) || !read_lines(c, out)) {
        return false;
    }
    for (size_t i = 0; i < out->n; i++) {
        if (!fill_line(c, &out->v[i])) {
            return false;
        }
    }
    return true;
}

static bool undo_one(struct ctx *c, const struct batch *b, const struct bulk_line *l)
{
    struct matter m = {0};
    if (!l->version || l->undone_at) {
        return true;
    }
    struct words why = c->now >= b->made_at + UNDO_MINUTES * INT64_C(60000)
                           ? WORDS(N_("已经过了 {0} 分钟，不能撤回"), INT(UNDO_MINUTES))
                           : SAY(N_("后面已经有了别的进展，请打开看"));
    if (l->undoable && matters_load(c, l->matter_id, &m)) {
        if (!matters_undo(c, l->matter_id, l->version)) {
            return false;
        }
        why = (struct words){0};
    }
    db_exec(c,
        "UPDATE inbox_line SET undone_at = ?4, why = ?5"
        " WHERE area_id = ?1 AND batch_id = ?2 AND matter_id = ?3",
        V(c->area_id), V(b->id), V(l->matter_id), V(why.msgid ? (int64_t)0 : c->now),
        V(why.msgid ? words_to_json(c->arena, why) : ""));
    return !c->err.kind;
}

bool inbox_undo(struct ctx *c, int64_t id)
{
    struct batch b;
    if (!inbox_batch(c, id, &b)) {
        return false;
    }
    for (size_t i = 0; i < b.n; i++) {
        if (!undo_one(c, &b, &b.v[i])) {
            return false;
        }
    }
    return true;
}

/* What waits ----------------------------------------------------------------------------------- */
bool inbox_waiting(struct ctx *c, struct matters *out)
{
    struct matters all = {0};
    if (!matters_waiting(c, &all)) {
        return false;
    }
    bool head = c->app->may(c, DUTY_URGE, 0) || c->app->may(c, DUTY_SUPERVISE, 0);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < all.n; i++) {
            bool up = head && all.v[i].level >= LEVEL_HEADS;
            if (up == (round == 0)) {
                list_push(c->arena, out, all.v[i]);
            }
        }
    }
    return !c->err.kind;
}
