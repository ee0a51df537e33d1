/* demo_desks.c - a working day at the desks: sentences to answer with, what a repair would cost, a
 * post that ends soon. */
#include "app/demo.h"

#include "src/registers/registers.h"
#include "src/replies/replies.h"
#include "src/requests/requests.h"
#include "src/work/work.h"

static void as(struct ctx *c, int64_t person)
{
    c->who = (struct who){.account_id = 1, .person_id = person, .staff = true};
}

static bool sentences(struct ctx *c, const struct cast *k)
{
    static const struct {
        int64_t kind;
        bool property;
        const char *text;
    } all[] = {
        {0, false, "{date}已经转给办理的单位，有进展会写在这里，您随时可以看。"},
        {KIND_NOISE, false, "{date}上门和住户谈过，约定晚上十点以后不再有响声；再有请告诉我们。"},
        {KIND_LIGHT, true, "{place}的灯已经换好，当场试过会亮，请您看一眼。"},
        {KIND_DRAIN, true, "{place}的管道疏通了，冲洗两遍，请您用用看。"},
        {0, true, "师傅{date}到过{place}，配件到货就来装。"},
    };
    bool ok = true;
    as(c, k->staff);
    for (size_t i = 0; i < COUNT(all); i++) {
        struct reply r = {.kind = all[i].kind,
            .text = all[i].text,
            .body_id = all[i].property ? k->property_body : 0};
        ok = ok && replies_put(c, &r);
    }
    return ok;
}

/* What the street asks for each quarter, ready to print. */
static bool saves_registers(struct ctx *c, const struct cast *k)
{
    static const int64_t which[] = {REGISTER_REQUESTS, REGISTER_VISITS, REGISTER_SAFETY};
    char from[DAY_TEXT], to[DAY_TEXT];
    bool ok = true;
    as(c, k->staff);
    registers_span(c->now, SPAN_QUARTER, from, to);
    for (size_t i = 0; i < COUNT(which); i++) {
        struct register_view v = {.shared = true,
            .ask = {.which = which[i], .from = from, .to = to, .part = ""},
            .name = arena_printf(c->arena, "本季度上报的%s", registers_info(which[i])->label)};
        ok = ok && registers_save(c, &v);
    }
    return ok;
}

/* The last one in hand: two prices for it, and its order printed. */
static bool prices(struct ctx *c, const struct cast *k)
{
    struct job_lines all = {0};
    as(c, k->manager);
    if (!work_lines(c, &all) || !all.n) {
        return !c->err.kind;
    }
    int64_t id = all.v[all.n - 1].m.id;
    struct quote whole = {
        .matter_id = id, .amount_fen = 128000, .what = "不锈钢扶手 2.4 米，含安装，三天"};
    struct quote part = {
        .matter_id = id, .amount_fen = 36000, .what = "只把断的一段焊好刷漆，半天"};
    struct ids ids = {0};
    int no;
    list_push(c->arena, &ids, id);
    return work_put_quote(c, &whole) && work_put_quote(c, &part) && work_print(c, &ids, &no);
}

static bool ends_soon(struct ctx *c, const struct cast *k)
{
    struct posts posts = {0};
    if (!bodies_posts_of(c, k->staff, &posts) || !posts.n) {
        return !c->err.kind;
    }
    return bodies_end_post(c, posts.v[0].id, day_text(c->arena, k->today + 24 * MS_PER_DAY));
}

bool demo_desks(struct ctx *c, struct cast *k)
{
    bool ok = demo_begin(c, k->staff, HAND_SELF, CHANNEL_WEB) && sentences(c, k) &&
              saves_registers(c, k) && prices(c, k) && ends_soon(c, k);
    (void)ok;
    c->who = (struct who){0};
    return demo_end(c);
}
