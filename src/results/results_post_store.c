/* results_post_store.c - the result hangs as a notice, in the same act. */
#include "src/results/results_room.h"

#include "lib/text/text.h"
#include "src/bodies/bodies.h"
#include "src/notices/notices.h"

static void say_line(struct ctx *c, struct buf *t, struct words w)
{
    buf_printf(t, "%s\n", text_say(c->arena, LANG_HANS, w));
}

/* A notice is written in the language of the house. */
static const char *text_of_result(struct ctx *c, const struct ballot *b, const struct result *r)
{
    struct buf t = {0};
    struct sayings lines = {0};
    bool parking = b->parking;
    results_headline(c->arena, b, r, &lines);
    for (size_t i = 0; i < lines.n; i++) {
        say_line(c, &t, lines.v[i]);
        struct sayings why = {0};
        results_why(c->arena, b, &b->items.v[i], r, &why);
        for (size_t k = 0; k < why.n; k++) {
            say_line(c, &t, why.v[k]);
        }
    }
    say_line(c, &t,
        WORDS(N_("名册 {0}、{1} ㎡；参与 {2}、{3} ㎡。"),
            tally_number(b->electorate, weight_heads(r->t.roll, parking)),
            AREA(weight_area(r->t.roll, parking)),
            tally_number(b->electorate, weight_heads(r->t.took, parking)),
            AREA(weight_area(r->t.took, parking))));
    say_line(c, &t, SAY(ballots_force_words(b)));
    int64_t on = 0;
    if (!str_empty(r->official) && parse_day(r->official_on, &on)) {
        say_line(c, &t, WORDS(N_("官方编号 {0}，{1}。"), TEXT(r->official), DAY(on)));
    }
    say_line(c, &t,
        SAY(N_(
            "每一项的数字、规则和为什么，见结果页；每张票的公开记录可以下载重算。对结果有异议，请在公示期内提出。")));
    const char *text = arena_strdup(c->arena, t.v);
    buf_release(&t);
    return text;
}

static const char *decided_by(const struct ballot *b)
{
    return b->electorate == ROLL_OF_BODY
               ? b->body
               : text_of(LANG_HANS, choice_of(electorate_kinds, (int64_t)b->electorate)->label);
}

static bool publish(struct ctx *c, const struct ballot *b, struct result *r)
{
    struct body body;
    if (!bodies_by_id(c, b->body_id, &body)) {
        return false;
    }
    struct bulletin n = {.kind = body.kind == BODY_STAIR      ? NOTICE_PLAIN
                                 : b->force == FORCE_ADVISORY ? NOTICE_OPEN
                                                              : NOTICE_DECISION,
        .place_id = b->place_id,
        .body_id = b->body_id,
        .audience = b->m.audience,
        .title = text_say(c->arena, LANG_HANS,
            b->force == FORCE_ADVISORY ? WORDS(N_("意向征询结果：{0}"), TEXT(b->m.title))
                                       : WORDS(N_("表决结果：{0}"), TEXT(b->m.title))),
        .text = text_of_result(c, b, r),
        .valid_from = day_text(c->arena, c->now),
        .valid_to = day_text(c->arena, results_until(b, c->now))};
    if (n.kind == NOTICE_DECISION) {
        n.decided_on =
            str_or(r->official_on, day_text(c->arena, b->closes_at ? b->closes_at : c->now));
        n.decided_by = decided_by(b);
    }
    if (!notices_publish(c, &n)) {
        return false;
    }
    r->notice_id = n.id;
    return true;
}

static int64_t hanging(struct ctx *c, int64_t ballot_id)
{
    return db_int(c,
        "SELECT notice_id FROM result WHERE area_id = ?1 AND ballot_id = ?2"
        " AND notice_id IS NOT NULL ORDER BY no DESC LIMIT 1",
        V(c->area_id), V(ballot_id));
}

/* A later count puts the notice right: its earlier words stay to be read there. */
static bool put_right(struct ctx *c, const struct ballot *b, struct result *r, int64_t notice_id)
{
    struct bulletin n;
    if (!notices_by_id(c, notice_id, &n)) {
        return false;
    }
    r->notice_id = n.id;
    n.text = text_of_result(c, b, r);
    return n.taken_at || notices_change(c, &n, n.version, r->why);
}

bool results_post(struct ctx *c, const struct ballot *b, struct result *r)
{
    int64_t hangs = hanging(c, b->id);
    if (!(hangs ? put_right(c, b, r, hangs) : publish(c, b, r))) {
        return false;
    }
    db_exec(c, "UPDATE result SET notice_id = ?4 WHERE area_id = ?1 AND ballot_id = ?2 AND no = ?3",
        V(c->area_id), V(b->id), V(r->no), V(r->notice_id));
    return !c->err.kind;
}

bool results_unpost(struct ctx *c, const struct ballot *b, const char *why)
{
    struct bulletin n;
    int64_t hangs = hanging(c, b->id);
    if (!hangs) {
        return !c->err.kind;
    }
    return notices_by_id(c, hangs, &n) && (n.taken_at || notices_take(c, &n, why));
}
