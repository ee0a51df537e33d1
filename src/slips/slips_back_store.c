/* slips_back_store.c - what is typed from issue list, return list and slips: looked at first, each
 * line with what is wrong; then taken, all of it or the good ones. */
#include <string.h>

#include "src/places/places.h"
#include "src/slips/slips_room.h"

/* Looking -------------------------------------------------------------------------------------- */
static bool marks(struct ctx *c, const struct ballot *b, struct slip_line *t, struct err *why)
{
    struct vote_marks m = {0};
    bool ok = slips_marks(c->arena, b, t->rest, &m, why);
    t->marks = ok ? slips_marks_text(c->arena, &m) : "";
    return ok;
}

static bool may_type(const struct ballot_slip *s, struct err *why)
{
    if (!s->back) {
        return refuse(why, "lines", SAY(N_("这张票还没有列入回收单，先做回收单")));
    }
    if (s->back == BACK_DIFFERS) {
        return refuse(
            why, "lines", SAY(N_("这张票两次录入不一样，请到“两次录入不一样”那一页对着纸核")));
    }
    if (s->back == BACK_UNSIGNED) {
        return refuse(
            why, "lines", SAY(N_("这张票没有签名，不算，不用录。截止前可以补发一张请本人签")));
    }
    return s->back < BACK_DIFFERS ||
           refuse(why, "lines", SAY(N_("这张票已经由两个人录好了，不用再录")));
}

/* The same person twice is one hand. */
static bool other_hand(struct ctx *c, const struct ballot_slip *s, struct err *why)
{
    int64_t mine = db_int(c,
        "SELECT count(*) FROM slip_entry WHERE area_id = ?1 AND sheet_no = ?2 AND line = ?3"
        " AND (account_id = ?4 OR person_id = ?5)",
        V(c->area_id), V(s->sheet), V(s->line), V(c->who.account_id), V(c->who.person_id));
    return !mine || refuse(why, "lines", SAY(N_("第一次就是您录的，第二次要另一个人录")));
}

static bool may_back(const struct ballot_slip *s, struct err *why)
{
    return !s->back ||
           refuse(why, "lines",
               WORDS(N_("这张票 {0} 已经列入回收单，不能收两次"), TIME(s->received_at)));
}

static bool fits(struct ctx *c, const struct ballot *b, enum slip_what what, struct slip_line *t,
    struct err *why)
{
    int64_t n = 0;
    const struct ballot_slip *s = &t->s;
    if (s->ballot_id != b->id) {
        return refuse(why, "lines", SAY(N_("这是另一次表决的选票，不要混在一起")));
    }
    if (!c->app->may(c, DUTY_SLIPS, slips_place(b, s->building_id))) {
        return refuse(why, "lines", SAY(N_("这张票不是您管的楼的，请交给居委会录")));
    }
    if (s->void_at) {
        return refuse(why, "lines",
            WORDS(N_("这个编号 {0} 已经作废：{1}。请用补发的那一张"), TIME(s->void_at),
                TEXT(s->void_why)));
    }
    if (what == SLIP_ISSUE) {
        t->issue = parse_int(t->rest, &n) ? (enum slip_issue)n : ISSUE_NOT_SAID;
        return slips_may_issue(s, t->issue, why);
    }
    if (what == SLIP_RETURN) {
        t->no_sign = str_same(t->rest, "0");
        return (!*t->rest || t->no_sign ||
                   refuse(
                       why, "lines", SAY(N_("回收单一行只写一个编号；没签名的后面空一格写 0")))) &&
               may_back(s, why);
    }
    return may_type(s, why) && other_hand(c, s, why) &&
           votes_may_cast(b, WAY_PAPER, s->received_at, why) && marks(c, b, t, why);
}

static void look_up(struct ctx *c, const struct ballot *b, enum slip_what what, struct slip_line *t)
{
    struct err why = {0};
    int sheet, line;
    if (!slips_serial(c->arena, t->text, &sheet, &line, &t->rest, &why)) {
        t->wrong = why.words;
        return;
    }
    t->s = (struct ballot_slip){.sheet = sheet, .line = line};
    if (!slips_by_serial(c, sheet, line, &t->s)) {
        if (c->err.kind == ERR_ABSENT) {
            t->wrong = SAY(N_("本居民区没有印过这个编号。是别的居民区的票，或者不是选票？"));
            c->err = (struct err){0};
        }
        return;
    }
    if (!fits(c, b, what, t, &why)) {
        t->wrong = why.words;
    }
}

static void find_repeated(struct slip_lines *all)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct ballot_slip *s = &all->v[i].s;
        for (size_t k = 0; k < i && s->sheet && !all->v[i].wrong.msgid; k++) {
            if (all->v[k].s.sheet == s->sheet && all->v[k].s.line == s->line) {
                all->v[i].wrong = SAY(N_("上面已经有这个编号了，同一张票只写一次"));
            }
        }
    }
}

bool slips_look(struct ctx *c, const struct ballot *b, enum slip_what what, const char *lines,
    struct slip_lines *out)
{
    for (const char *s = lines; *s; s += strcspn(s, "\r\n"), s += strspn(s, "\r\n")) {
        struct slip_line t = {.text = arena_strndup(c->arena, s, strcspn(s, "\r\n")), .rest = ""};
        t.s.door = "";
        if (*str_tidy(c->arena, t.text, true, false)) {
            look_up(c, b, what, &t);
            list_push(c->arena, out, t);
        }
    }
    find_repeated(out);
    return !c->err.kind;
}

int64_t slips_wrong(const struct slip_lines *all)
{
    int64_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        n += all->v[i].wrong.msgid != NULL;
    }
    return n;
}

bool slips_take(struct ctx *c, const struct ballot *b, const struct slip_lines *all, bool part)
{
    int64_t n = (int64_t)all->n, wrong = slips_wrong(all);
    if (b->sealed_at || b->m.state > BALLOT_COUNTING) {
        return refuse(&c->err, "lines", SAY(N_("票已经计完封存，不能再录")));
    }
    if (!n) {
        return refuse(&c->err, "lines", SAY(N_("请输选票编号，一行一张")));
    }
    return (!wrong || (part && wrong < n)) ||
           refuse(&c->err, "lines",
               WORDS(wrong == n ? N_("{0} 行都不对，一行也没有录入。请照下面的说明改好。")
                                : N_("有 {0} 行不对，还没有录入。请改好，或先写入对的。"),
                   INT(wrong)));
}

/* The issue list ------------------------------------------------------------------------------- */
static void say_issue(struct ctx *c, const struct ballot_slip *s, enum slip_issue issue)
{
    db_exec(c,
        "INSERT INTO slip_issue (area_id, id, sheet_no, line, issue, typed_at, account_id, act_id)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        V(c->area_id), V(new_id(c)), V(s->sheet), V(s->line), V((int)issue), V(c->now),
        V(c->who.account_id), V(c->act.id));
    db_exec(c, "UPDATE slip SET issue = ?4 WHERE area_id = ?1 AND sheet_no = ?2 AND line = ?3",
        V(c->area_id), V(s->sheet), V(s->line), V((int)issue));
}

/* Signed for: that voter has the slip, and may later be silent. */
static bool handed(struct ctx *c, const struct ballot *b, const struct ballot_slip *s)
{
    say_issue(c, s, ISSUE_SIGNED);
    return votes_deliver(c, b, s->voter_no, c->now);
}

bool slips_deliver(
    struct ctx *c, const struct ballot *b, const char *lines, bool part, struct slip_lines *out)
{
    int64_t n = 0;
    if (!slips_look(c, b, SLIP_ISSUE, lines, out) || !slips_take(c, b, out, part)) {
        return false;
    }
    for (struct slip_line *t = out->v; t < out->v + out->n; t++) {
        if (t->wrong.msgid) {
            continue;
        }
        n++;
        if (t->issue != ISSUE_SIGNED) {
            say_issue(c, &t->s, t->issue);
        } else if (!handed(c, b, &t->s)) {
            return false;
        }
    }
    return record(c, &(struct fact){.kind = "slips.delivered",
                         .subject_id = b->id,
                         .place_id = b->place_id,
                         .audience = AUDIENCE_STAFF,
                         .words = WORDS(N_("录入发票签收 {0} 行"), INT(n))});
}

/* The return list ------------------------------------------------------------------------------ */
static bool open_list(struct ctx *c, const struct ballot *b, struct slip_return *l)
{
    l->id = l->id ? l->id : new_id(c);
    l->ballot_id = b->id;
    l->made_at = c->now;
    l->no = 1 + db_int(c, "SELECT max(no) FROM slip_return WHERE area_id = ?1 AND ballot_id = ?2",
                    V(c->area_id), V(b->id));
    db_exec(c,
        "INSERT INTO slip_return (area_id, id, ballot_id, no, received_at, kept, one, two, made_at,"
        " act_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        V(c->area_id), V(l->id), V(b->id), V(l->no), V(l->received_at), V(l->kept), V(l->one),
        V(l->two), V(c->now), V(c->act.id));
    return !c->err.kind;
}

static bool put_back(
    struct ctx *c, const struct ballot *b, int64_t return_id, const struct slip_line *t)
{
    const struct ballot_slip *s = &t->s;
    db_exec(c,
        "INSERT INTO slip_back (area_id, sheet_no, line, ballot_id, return_id, state)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        V(c->area_id), V(s->sheet), V(s->line), V(b->id), V(return_id),
        V((int)(t->no_sign ? BACK_UNSIGNED : BACK_LISTED)));
    return s->issue == ISSUE_SIGNED || handed(c, b, s); /* it came back: it was there */
}

bool slips_list(struct ctx *c, const struct ballot *b, struct slip_return *l, const char *lines,
    bool part, struct slip_lines *out)
{
    if (!slips_may_return(b, l, c->now, &c->err) ||
        !slips_two_people(c->arena, l->one, l->two, &c->err) ||
        !slips_look(c, b, SLIP_RETURN, lines, out)) {
        return false;
    }
    slips_early(out, l->received_at);
    if (l->only_issued) {
        slips_strays(out);
    }
    if (!slips_take(c, b, out, part) || !slips_may_sign(b, l->signs, out, &c->err) ||
        !open_list(c, b, l)) {
        return false;
    }
    for (size_t i = 0; i < out->n; i++) {
        if (!out->v[i].wrong.msgid) {
            l->slips++;
            if (!put_back(c, b, l->id, &out->v[i])) {
                return false;
            }
        }
    }
    return record(c, &(struct fact){.kind = "slips.returned",
                         .subject_id = b->id,
                         .place_id = b->place_id,
                         .audience = AUDIENCE_STAFF,
                         .words = WORDS(N_("收回选票 {0} 张，回收单第 {1} 号，{2} 收到"),
                             INT(l->slips), INT(l->no), TIME(l->received_at))});
}

bool slips_returns(struct ctx *c, int64_t ballot_id, struct slip_returns *out)
{
    struct rows r = db_query(c,
        "SELECT t.id, t.ballot_id, t.no, t.received_at, t.made_at, t.kept, t.one, t.two,"
        " (SELECT count(*) FROM slip_back k WHERE k.area_id = t.area_id AND k.return_id = t.id),"
        " (SELECT count(*) FROM slip_back k WHERE k.area_id = t.area_id AND k.return_id = t.id"
        " AND k.state >= 4), (SELECT count(*) FROM slip_back k WHERE k.area_id = t.area_id"
        " AND k.return_id = t.id AND k.state = 7) FROM slip_return t WHERE t.area_id = ?1 AND t.ballot_id = ?2"
        " ORDER BY t.no",
        V(c->area_id), V(ballot_id));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct slip_return){.id = row_int(&r, 0),
                .ballot_id = row_int(&r, 1),
                .no = row_int(&r, 2),
                .received_at = row_int(&r, 3),
                .made_at = row_int(&r, 4),
                .kept = row_text(&r, 5),
                .one = row_text(&r, 6),
                .two = row_text(&r, 7),
                .slips = row_int(&r, 8),
                .typed = row_int(&r, 9),
                .no_sign = row_int(&r, 10)}));
    }
    return rows_end(&r);
}

/* Said to be handed out only by the list itself. */
static bool mark_strays(struct ctx *c, int64_t return_id, struct slips *all)
{
    struct rows r = db_query(c,
        "SELECT k.sheet_no, k.line FROM slip_back k JOIN slip_return t ON t.area_id = k.area_id"
        " AND t.id = k.return_id JOIN slip_issue i ON i.area_id = k.area_id"
        " AND i.sheet_no = k.sheet_no AND i.line = k.line AND i.act_id = t.act_id"
        " WHERE k.area_id = ?1 AND k.return_id = ?2 ORDER BY k.sheet_no, k.line",
        V(c->area_id), V(return_id));
    while (rows_next(&r)) {
        for (struct ballot_slip *s = all->v; s < all->v + all->n; s++) {
            s->stray = s->stray || (s->sheet == row_int(&r, 0) && s->line == row_int(&r, 1));
        }
    }
    return rows_end(&r);
}

bool slips_return_of(
    struct ctx *c, int64_t ballot_id, int64_t no, struct slip_return *out, struct slips *slips)
{
    struct slip_returns all = {0};
    if (!slips_returns(c, ballot_id, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].no == no) {
            *out = all.v[i];
            struct rows r = db_query(c,
                SLIP " AND k.area_id = ?1 AND k.return_id = ?2 ORDER BY s.sheet_no, s.line",
                V(c->area_id), V(out->id));
            return slips_read(&r, slips) && mark_strays(c, out->id, slips);
        }
    }
    return fail(&c->err, ERR_ABSENT, SAY(N_("没有这张回收单")));
}
