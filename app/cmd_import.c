/* cmd_import.c - `eaves import roster FILE`: a committee's spreadsheet becomes the territory. */
#include <jansson.h>
#include <stdio.h>

#include "app/app.h"
#include "lib/db/db.h"
#include "lib/log/log.h"
#include "lib/text/text.h"
#include "src/import/import.h"

struct task {
    const char *path, *compound;
    bool dry_run, skip_bad;
    struct roster roster;
    struct roster_counts counts;
};

static const char *said(struct ctx *c, struct words w)
{
    return text_say(c->arena, c->lang, w);
}

static void print_json(struct cli *cli, const struct task *t, bool done)
{
    const struct roster_counts *n = &t->counts;
    json_t *bad = json_array();
    for (size_t i = 0; i < t->roster.bad.n; i++) {
        const struct roster_bad *b = &t->roster.bad.v[i];
        json_array_append_new(
            bad, json_pack("{s:i,s:s}", "row", b->number, "why", said(&cli->c, b->why)));
    }
    json_t *out = json_pack("{s:b,s:b,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:o}", "done", done,
        "dry_run", t->dry_run, "new", n->fresh, "changed", n->changed, "same", n->same, "bad",
        n->bad, "compounds", n->compounds, "buildings", n->buildings, "units", n->units, "people",
        n->people, "bad_rows", bad);
    json_dumpf(out, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(out);
}

static void print_words(struct cli *cli, const struct task *t, bool done)
{
    struct ctx *c = &cli->c;
    const struct roster_counts *n = &t->counts;
    for (size_t i = 0; i < t->roster.bad.n; i++) {
        const struct roster_bad *b = &t->roster.bad.v[i];
        puts(said(c, WORDS(N_("第 {0} 行：{1}"), INT(b->number), TEXT(said(c, b->why)))));
    }
    puts(said(c, WORDS(N_("新增 {0} 行，改动 {1} 行，相同 {2} 行，有问题 {3} 行"), INT(n->fresh),
                     INT(n->changed), INT(n->same), INT(n->bad))));
    puts(said(c, WORDS(N_("其中新的小区 {0} 个，楼组 {1} 个，房屋 {2} 套，人 {3} 位"),
                     INT(n->compounds), INT(n->buildings), INT(n->units), INT(n->people))));
    puts(done ? said(c, SAY(N_("已经写入。"))) : said(c, SAY(N_("什么也没有写入。"))));
}

static bool look(struct cli *cli, struct task *t)
{
    struct ctx *c = &cli->c;
    struct sheet s = {0};
    struct known there = {0};
    if (!sheet_read_file(c->arena, t->path, &s, &c->err) ||
        !roster_read(c->arena, &s, t->compound, &t->roster, &c->err)) {
        return false;
    }
    /* Compared inside the transaction that writes: nobody changes the area in between. */
    if (roster_known(c, &there)) {
        roster_compare(c->arena, &t->roster, &there, &t->counts);
    }
    return !c->err.kind;
}

static int run_import(struct cli *cli, struct task *t)
{
    struct ctx *c = &cli->c;
    c->act = (struct act){.hand = HAND_SYSTEM, .channel = CHANNEL_SYSTEM};
    if (!db_begin_area(c, c->area_id) || !look(cli, t)) {
        db_rollback(c);
        return cli_fail(cli);
    }
    bool put = !t->dry_run && (t->counts.bad == 0 || t->skip_bad);
    if (put) {
        roster_put(c, &t->roster, &t->counts);
    }
    bool done = put && db_commit(c);
    db_rollback(c);
    if (c->err.kind) {
        return cli_fail(cli);
    }
    (cli->json ? print_json : print_words)(cli, t, done);
    return t->counts.bad == 0 ? EXIT_OK : done || t->dry_run ? EXIT_PARTLY : EXIT_FAILED;
}

int cmd_import(struct cli *cli)
{
    const char *code = cli_option(cli, "--area", "");
    struct task t = {
        .compound = cli_option(cli, "--compound", ""),
        .dry_run = cli_flag(cli, "--dry-run"),
        .skip_bad = cli_flag(cli, "--skip-bad"),
    };
    if (!cli_open(cli, false)) {
        return cli_fail(cli);
    }
    t.path = cli_word(cli, 1);
    if (!str_same(cli_word(cli, 0), "roster") || !*t.path || !*code || *cli_word(cli, 2)) {
        return cli_usage(cli, "which roster, of which area?");
    }
    return cli_area(cli, code) ? run_import(cli, &t) : cli_fail(cli);
}
