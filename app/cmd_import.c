/* cmd_import.c - `eaves import roster FILE`: a committee's spreadsheet becomes the territory;
 * `eaves import posts FILE`: its table of posts, who serves whom. */
#include <ctype.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "lib/db/db.h"
#include "lib/log/log.h"
#include "lib/text/text.h"
#include "src/import/import.h"

struct task {
    const char *path, *map, *sheet, *bad_path, *answer;
    int64_t undo, header;
    bool dry_run;
    struct import_run run;
    struct sheets all;
    struct roster roster;
};

static const char *said(struct ctx *c, struct words w)
{
    return text_say(c->arena, c->lang, w);
}

/* What it says --------------------------------------------------------------------------------- */
static json_t *bad_json(struct cli *cli, const struct task *t)
{
    json_t *bad = json_array();
    for (size_t i = 0; i < t->roster.bad.n; i++) {
        const struct roster_bad *b = &t->roster.bad.v[i];
        json_array_append_new(
            bad, json_pack("{s:i,s:s}", "row", b->number, "why", said(&cli->c, b->why)));
    }
    return bad;
}

static json_t *changes_json(const struct import_change *v, size_t n)
{
    json_t *out = json_array();
    for (size_t i = 0; i < n; i++) {
        json_array_append_new(
            out, json_pack("{s:i,s:s,s:s,s:s,s:s}", "row", v[i].row, "home", v[i].home, "name",
                     v[i].name, "old", v[i].old, "new", v[i].fresh));
    }
    return out;
}

static void print_json(struct cli *cli, const struct task *t, bool done)
{
    const struct roster_counts *n = &t->run.counts;
    json_t *out = json_pack("{s:b,s:b,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:o,s:o,s:o}",
        "done", done, "dry_run", t->dry_run, "new", n->fresh, "changed", n->changed, "same",
        n->same, "bad", n->bad, "asked", n->asked, "compounds", n->compounds, "buildings",
        n->buildings, "units", n->units, "people", n->people, "hidden", n->hidden, "notes",
        n->notes, "carried", n->carried, "bad_rows", bad_json(cli, t), "changes",
        changes_json(t->run.changes.v, t->run.changes.n), "questions",
        changes_json(t->run.asked.v, t->run.asked.n));
    json_object_set_new(out, "run",
        json_string(done ? arena_printf(cli->c.arena, "%lld", (long long)t->run.id) : ""));
    json_dumpf(out, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(out);
}

static void print_rows(struct cli *cli, const struct task *t)
{
    struct ctx *c = &cli->c;
    for (size_t i = 0; i < t->roster.bad.n; i++) {
        const struct roster_bad *b = &t->roster.bad.v[i];
        puts(said(c, WORDS(N_("第 {0} 行：{1}"), TEXT(import_row_said(c, &t->run, b->number)),
                         TEXT(said(c, b->why)))));
    }
    for (size_t i = 0; i < t->run.changes.n; i++) {
        const struct import_change *h = &t->run.changes.v[i];
        printf("%s  %s %s: %s -> %s\n", import_row_said(c, &t->run, h->row), h->home, h->name,
            h->old, h->fresh);
    }
    for (size_t i = 0; i < t->run.asked.n; i++) {
        const struct import_change *h = &t->run.asked.v[i];
        printf("%s? %s %s: %s -> %s\n", import_row_said(c, &t->run, h->row), h->home, h->name,
            h->old, h->fresh);
    }
}

static const char *joined(struct ctx *c, const struct import_names *names)
{
    const char *out = "";
    for (size_t i = 0; i < names->n; i++) {
        out = roster_one_more(c->arena, out, names->v[i]);
    }
    return out;
}

/* What was made of the file, and what was left out of it. */
static void print_roster(struct ctx *c, const struct import_run *run)
{
    const struct roster_counts *n = &run->counts;
    puts(said(c, WORDS(N_("其中新的小区 {0} 个，楼组 {1} 个，房屋 {2} 套，人 {3} 位"),
                     INT(n->compounds), INT(n->buildings), INT(n->units), INT(n->people))));
    puts(said(c, WORDS(N_("承上一行 {0} 行，隐藏没有读 {1} 行，小计备注 {2} 行，要问的 {3} 行"),
                     INT(n->carried), INT(n->hidden), INT(n->notes), INT(n->asked))));
    const struct {
        const char *msgid, *text;
    } more[] = {{N_("新的小区：{0}"), n->names}, {N_("新的楼组：{0}"), n->stairs},
        {N_("读了这些工作表：{0}"), run->tabs.n > 1 ? joined(c, &run->tabs) : ""},
        {N_("没有读的工作表：{0}"), joined(c, &run->unread_tabs)},
        {N_("没有读的列：{0}"), run->unread}, {N_("小计备注，没有读：第 {0} 行"), run->noted},
        {N_("两个电话只存一个：第 {0} 行"), run->lost},
        {N_("出生日期只有年月，没有记：第 {0} 行"), run->vague}};
    for (size_t i = 0; i < COUNT(more); i++) {
        if (!str_empty(more[i].text)) {
            puts(said(c, WORDS(more[i].msgid, TEXT(more[i].text))));
        }
    }
}

static void print_words(struct cli *cli, const struct task *t, bool done)
{
    struct ctx *c = &cli->c;
    const struct roster_counts *n = &t->run.counts;
    print_rows(cli, t);
    puts(said(c, WORDS(N_("新增 {0} 行，改动 {1} 行，相同 {2} 行，有问题 {3} 行"), INT(n->fresh),
                     INT(n->changed), INT(n->same), INT(n->bad))));
    if (t->run.kind != IMPORT_POSTS) {
        print_roster(c, &t->run);
    } else if (!str_empty(t->run.compound)) {
        puts(said(
            c, WORDS(N_("表里没有「职务」这一列，这些行都算作：{0}。"), MSG(t->run.compound))));
    }
    if (t->run.kind == IMPORT_POSTS && !str_empty(t->run.unread)) {
        puts(said(c, WORDS(N_("没有读的列：{0}"), TEXT(t->run.unread))));
    }
    if (done) {
        puts(said(c, WORDS(N_("已经写入，批号 {0}。"),
                         TEXT(arena_printf(c->arena, "%lld", (long long)t->run.id)))));
    } else {
        puts(said(c, SAY(N_("什么也没有写入。"))));
    }
}

/* Which sheet, which columns --------------------------------------------------------------------
 */
static bool pick_sheet(struct cli *cli, struct task *t)
{
    for (size_t i = 0; i < t->all.n; i++) {
        if (str_same(t->all.v[i].name, t->sheet)) {
            t->run.tab = (int64_t)i;
            return true;
        }
    }
    return refuse(&cli->c.err, "sheet", WORDS(N_("文件里没有「{0}」这张工作表"), TEXT(t->sheet)));
}

static int column_of(const char *text)
{
    int64_t n;
    if (parse_int(text, &n)) {
        return n > 0 && n <= SHEET_COLUMNS_MAX ? (int)n - 1 : -1;
    }
    int col = 0;
    for (; isalpha((unsigned char)*text); text++) {
        col = col * 26 + toupper((unsigned char)*text) - 'A' + 1;
    }
    return *text || col > SHEET_COLUMNS_MAX ? -1 : col - 1;
}

/* "name=C phone=E address=B", or a file that holds such words. */
static bool apply_map(struct cli *cli, struct task *t)
{
    static const char *const keys[COLUMNS] = {"compound", "building", "entrance", "unit", "address",
        "size", "name", "phone", "phone2", "relation", "tenant", "since", "owner", "owner_phone",
        "share", "home_id", "person_id", "born", "share_of"};
    struct arena *a = cli->c.arena;
    char text[2000] = "";
    FILE *file = fopen(t->map, "re");
    size_t n = file ? fread(text, 1, sizeof(text) - 1, file) : 0;
    if (file) {
        fclose(file);
    }
    for (const char *at = n ? text : t->map; *at;) {
        size_t word = strcspn(at, " ,\n\r\t"), key = strcspn(at, "=");
        const char *name = arena_strndup(a, at, key < word ? key : word);
        int found = COLUMNS;
        for (int i = 0; i < COLUMNS; i++) {
            found = str_same(keys[i], name) ? i : found;
        }
        int col = key < word ? column_of(arena_strndup(a, at + key + 1, word - key - 1)) : -1;
        if (word && (found == COLUMNS || col < 0)) {
            return refuse(&cli->c.err, "map",
                WORDS(N_("--map 里「{0}」看不懂：写成 name=C phone=E"),
                    TEXT(arena_strndup(a, at, word))));
        }
        if (word) {
            t->run.map.at[found] = col;
        }
        at += word;
        at += *at != '\0';
    }
    return true;
}

static bool prepare(struct cli *cli, struct task *t)
{
    struct ctx *c = &cli->c;
    if (!sheets_read_file(c->arena, t->path, &t->all, &c->err) ||
        (*t->sheet && !pick_sheet(cli, t))) {
        return false;
    }
    if (t->run.kind != IMPORT_POSTS && (*t->sheet || t->header || *t->map)) {
        if (!*t->sheet) {
            import_guess(c, &t->all, &t->run);
        }
        bool all_tabs = t->run.map.all_tabs;
        roster_guess(c->arena, &t->all.v[t->run.tab], (int)t->header, 1, &t->run.map);
        t->run.map.all_tabs = all_tabs;
    }
    return !*t->map || apply_map(cli, t);
}

static bool keep_bad(struct cli *cli, struct task *t)
{
    struct buf book = {0};
    struct ctx *c = &cli->c;
    const struct sheet *s = &t->all.v[t->run.tab];
    bool posts = t->run.kind == IMPORT_POSTS;
    bool ok = import_bad_book(
        c, posts ? s : import_sheet(c, &t->all, &t->run), &t->run, &t->roster, &book);
    FILE *file = ok ? fopen(t->bad_path, "we") : NULL;
    ok = file && fwrite(book.v, 1, book.n, file) == book.n;
    ok = file && fclose(file) == 0 && ok;
    buf_release(&book);
    return ok || fail(&cli->c.err, ERR_STORE, WORDS(N_("{0} 写不进去"), TEXT(t->bad_path)));
}

/* Said once for all rows in doubt: they are the same people, or others. */
static void answer_all(struct cli *cli, struct task *t, int answer)
{
    const char *out = "";
    for (size_t i = 0; i < t->roster.n; i++) {
        if (t->roster.v[i].news == ROSTER_ASK) {
            out = arena_printf(cli->c.arena, "%s%d %d ", out, t->roster.v[i].number, answer);
        }
    }
    t->run.answers = out;
    t->roster = (struct roster){0};
}

static int run_import(struct cli *cli, struct task *t)
{
    struct ctx *c = &cli->c;
    c->act = (struct act){.hand = HAND_SYSTEM, .channel = CHANNEL_SYSTEM};
    if (!prepare(cli, t) || !db_begin_area(c, c->area_id)) {
        return cli_fail(cli);
    }
    int answer = str_same(t->answer, "same")    ? ANSWER_SAME
                 : str_same(t->answer, "other") ? ANSWER_OTHER
                                                : 0;
    if (answer && import_now(c, &t->run, &t->all, false, &t->roster)) {
        answer_all(cli, t, answer);
    }
    bool ok = import_now(c, &t->run, &t->all, !t->dry_run, &t->roster);
    bool put = ok && t->run.state == IMPORT_DONE;
    bool done = put && db_commit(c);
    db_rollback(c);
    if (!c->err.kind && *t->bad_path && t->roster.bad.n) {
        keep_bad(cli, t);
    }
    if (c->err.kind) {
        return cli_fail(cli);
    }
    (cli->json ? print_json : print_words)(cli, t, done);
    bool clean = t->run.counts.bad + t->run.counts.asked == 0;
    return clean ? EXIT_OK : done || t->dry_run ? EXIT_PARTLY : EXIT_FAILED;
}

/* Taking one back ------------------------------------------------------------------------------ */
static int run_undo(struct cli *cli, struct task *t)
{
    struct ctx *c = &cli->c;
    struct import_run run;
    c->act = (struct act){.hand = HAND_SYSTEM, .channel = CHANNEL_SYSTEM};
    if (!db_begin_area(c, c->area_id)) {
        return cli_fail(cli);
    }
    if (import_by_id(c, t->undo, &run) && run.state != IMPORT_DONE) {
        refuse(&c->err, "undo", SAY(N_("这一批没有写入，或者已经撤销了")));
    }
    run.blocks.n = 0;
    bool undone = !c->err.kind && import_undo(c, &run);
    run.state = IMPORT_UNDONE;
    bool done = undone && import_save(c, &run) && db_commit(c);
    db_rollback(c);
    if (c->err.kind) {
        return cli_fail(cli);
    }
    for (size_t i = 0; i < run.blocks.n; i++) {
        puts(said(c, run.blocks.v[i].words));
    }
    puts(said(c, done ? SAY(N_("已经整批撤销")) : SAY(N_("后来的事情依着它，没有撤销。"))));
    return done ? EXIT_OK : EXIT_FAILED;
}

int cmd_import(struct cli *cli)
{
    const char *code = cli_option(cli, "--area", ""), *undo = cli_option(cli, "--undo", ""),
               *header = cli_option(cli, "--header", "");
    struct task t = {
        .map = cli_option(cli, "--map", ""),
        .sheet = cli_option(cli, "--sheet", ""),
        .bad_path = cli_option(cli, "--bad", ""),
        .answer = cli_option(cli, "--answer", ""),
        .dry_run = cli_flag(cli, "--dry-run"),
        .run = {.compound = cli_option(cli, "--compound", ""),
            .skip_bad = cli_flag(cli, "--skip-bad"),
            .answers = ""},
    };
    if (!cli_open(cli, false)) {
        return cli_fail(cli);
    }
    t.path = cli_word(cli, 1);
    t.run.path = t.run.filename = t.path;
    bool numbers =
        (!*undo || parse_int(undo, &t.undo)) && (!*header || parse_int(header, &t.header));
    bool posts = str_same(cli_word(cli, 0), "posts");
    t.run.kind = posts ? IMPORT_POSTS : IMPORT_ROSTER;
    bool words = (posts || str_same(cli_word(cli, 0), "roster")) && !*t.path == (*undo != '\0') &&
                 *code && !*cli_word(cli, 2);
    if (!numbers || !words) {
        return cli_usage(cli, "which roster or posts, of which area?");
    }
    if (!cli_area(cli, code)) {
        return cli_fail(cli);
    }
    return *undo ? run_undo(cli, &t) : run_import(cli, &t);
}
