/* cmd_tally.c - `eaves tally FILE --rule ...`: counts a .pb (Pabulib) or .soc .soi .toc .toi
 * (PrefLib) file. The keys of --json are promised in docs/tally.md. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/app.h"
#include "lib/choice/choice.h"
#include "lib/text/text.h"

#define TALLY_FILE_MAX INT64_C(268435456)

struct tallying {
    struct cli *cli;
    struct election e;
    struct counting how;
    struct result r;
    const char *rule;
};

static const char *const rules[] = {
    "greedy", "mes", "mes-add1", "approval", "irv", "schulze", "score", NULL};

static bool is_rule(const char *s)
{
    for (size_t i = 0; rules[i]; i++) {
        if (str_same(rules[i], s)) {
            return true;
        }
    }
    return false;
}

static bool options(struct cli *cli, struct tallying *t)
{
    struct err *why = &cli->c.err;
    int64_t seats = 1;
    t->rule = cli_option(cli, "--rule", "");
    const char *unranked = cli_option(cli, "--unranked", "last"),
               *tie = cli_option(cli, "--tie", "report");
    if (!is_rule(t->rule)) {
        return refuse(why, "rule",
            SAY(N_("--rule 要写 greedy、mes、mes-add1、approval、irv、schulze 或 score。")));
    }
    if (!parse_int(cli_option(cli, "--seats", "1"), &seats) || seats < 1 || seats > 10000) {
        return refuse(why, "seats", SAY(N_("--seats 要写一个从 1 起的整数。")));
    }
    if (!str_same(unranked, "last") && !str_same(unranked, "ignore")) {
        return refuse(why, "unranked", SAY(N_("--unranked 要写 last 或 ignore。")));
    }
    bool lot = str_starts(tie, "lot:") && tie[4];
    if (!lot && !str_same(tie, "report")) {
        return refuse(why, "tie", SAY(N_("--tie 要写 report，或者 lot: 后面写公开的种子。")));
    }
    t->how = (struct counting){.seats = (size_t)seats,
        .ignore_unranked = str_same(unranked, "ignore"),
        .lot = lot ? tie + 4 : NULL};
    return true;
}

static const char *slurp(struct cli *cli, const char *path, size_t *n)
{
    struct stat st;
    FILE *f = fopen(path, "rb");
    char *text = NULL;
    if (f && fstat(fileno(f), &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= TALLY_FILE_MAX) {
        text = arena_alloc(cli->c.arena, (size_t)st.st_size + 1);
        *n = fread(text, 1, (size_t)st.st_size, f);
    }
    if (f) {
        fclose(f);
    }
    if (!text) {
        fail(&cli->c.err, ERR_STORE, WORDS(N_("文件 {0} 打不开。"), TEXT(path)));
    }
    return text;
}

static bool load(struct cli *cli, const char *path, struct tallying *t)
{
    size_t n = 0;
    const char *text = slurp(cli, path, &n), *dot = strrchr(path, '.');
    if (!text) {
        return false;
    }
    const char *kind = dot ? dot + 1 : "";
    if (str_same(kind, "pb")) {
        return pb_read(cli->c.arena, text, n, &t->e, &cli->c.err);
    }
    static const char *const orders[] = {"soc", "soi", "toc", "toi"};
    for (size_t i = 0; i < COUNT(orders); i++) {
        if (str_same(kind, orders[i])) {
            return preflib_read(cli->c.arena, kind, text, n, &t->e, &cli->c.err);
        }
    }
    return fail(&cli->c.err, ERR_FORM,
        SAY(N_("只认 .pb（Pabulib）和 .soc .soi .toc .toi（PrefLib）文件。")));
}

static bool count(struct tallying *t)
{
    struct arena *a = t->cli->c.arena;
    struct err *why = &t->cli->c.err;
    typedef bool tally(struct arena *, const struct election *, const struct counting *,
        struct result *, struct err *);
    static const struct {
        const char *rule;
        tally *run;
    } plain[] = {{"greedy", tally_greedy}, {"approval", tally_approval}, {"irv", tally_irv},
        {"schulze", tally_schulze}, {"score", tally_score}};
    for (size_t i = 0; i < COUNT(plain); i++) {
        if (str_same(plain[i].rule, t->rule)) {
            return plain[i].run(a, &t->e, &t->how, &t->r, why);
        }
    }
    return tally_shares(a, &t->e, &t->how, str_same(t->rule, "mes-add1"), &t->r, why);
}

/* Said --------------------------------------------------------------------------------------------
 */
static const char *id_of(const struct tallying *t, int option)
{
    return t->e.options.v[option].id;
}

static json_t *ids(const struct tallying *t, const struct picks *p)
{
    json_t *list = json_array();
    for (size_t i = 0; i < p->n; i++) {
        json_array_append_new(list, json_string(id_of(t, p->v[i])));
    }
    return list;
}

static json_t *round_json(const struct tallying *t, const struct round *r)
{
    json_t *o = json_pack("{s:s, s:o}", "kind", r->kind, "who", ids(t, &r->who));
    if (r->share) {
        json_object_set_new(o, "share", json_string(r->share));
    }
    if (r->values) {
        json_t *values = json_object();
        for (size_t i = 0; i < t->e.options.n; i++) {
            if (r->values[i]) {
                json_object_set_new(values, id_of(t, (int)i), json_string(r->values[i]));
            }
        }
        json_object_set_new(o, "values", values);
    }
    return o;
}

static json_t *cost_json(const struct tallying *t)
{
    const char *text = choice_money(t->cli->c.arena, &t->e, t->r.cost);
    return t->e.decimals ? json_real(strtod(text, NULL)) : json_integer(t->r.cost);
}

static void say_json(const struct tallying *t)
{
    json_t *ranking = json_array(), *rounds = json_array(), *says = json_array();
    for (size_t i = 0; i < t->r.ranking.n; i++) {
        json_array_append_new(ranking, ids(t, &t->r.ranking.v[i]));
    }
    for (size_t i = 0; i < t->r.rounds.n; i++) {
        json_array_append_new(rounds, round_json(t, &t->r.rounds.v[i]));
    }
    for (size_t i = 0; i < t->r.explain.n; i++) {
        json_array_append_new(
            says, json_string(text_say(t->cli->c.arena, t->cli->c.lang, t->r.explain.v[i])));
    }
    json_t *all = json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o}", "rule", t->rule, "winners",
        ids(t, &t->r.winners), "tied", ids(t, &t->r.tied), "cost", cost_json(t), "ranking", ranking,
        "rounds", rounds, "explain", says);
    json_dumpf(all, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(all);
}

static void say_names(const struct tallying *t, const char *before, const struct picks *p)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct option *o = &t->e.options.v[p->v[i]];
        printf("%s%s%s%s\n", before, o->id, str_same(o->id, o->name) ? "" : "  ",
            str_same(o->id, o->name) ? "" : o->name);
    }
}

static void say_plainly(const struct tallying *t)
{
    struct arena *a = t->cli->c.arena;
    enum lang lang = t->cli->c.lang;
    for (size_t i = 0; i < t->r.explain.n; i++) {
        printf("%s\n", text_say(a, lang, t->r.explain.v[i]));
    }
    printf("%s\n", text_say(a, lang, SAY(t->r.winners.n ? N_("选出：") : N_("没有选出。"))));
    say_names(t, "  ", &t->r.winners);
    if (t->r.tied.n) {
        printf("%s\n", text_say(a, lang, SAY(N_("并列，要抽签：（--tie lot:种子）"))));
        say_names(t, "  ", &t->r.tied);
    }
    if (t->e.budget) {
        printf("%s\n", text_say(a, lang,
                           WORDS(N_("用掉 {0}，预算 {1}"), TEXT(choice_money(a, &t->e, t->r.cost)),
                               TEXT(choice_money(a, &t->e, t->e.budget)))));
    }
}

int cmd_tally(struct cli *cli)
{
    struct tallying t = {.cli = cli};
    cli->c = (struct ctx){.arena = arena_create(), .app = &cli->app};
    cli->json = cli_flag(cli, "--json");
    bool good = options(cli, &t);
    if (good && (cli->argc != 2 || *cli->argv[1] == '-')) {
        return cli_usage(cli, cli->argc > 1 ? cli->argv[cli->argc - 1] : "FILE?");
    }
    if (!good || !load(cli, cli->argv[1], &t) || !count(&t)) {
        return cli_fail(cli);
    }
    if (cli->json) {
        say_json(&t);
    } else {
        say_plainly(&t);
    }
    return EXIT_OK;
}
