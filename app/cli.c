/* cli.c - options, the key file, the store: what commands have in common. */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/app.h"
#include "lib/base/seal.h"
#include "lib/calendar/calendar.h"
#include "lib/db/db.h"
#include "lib/text/text.h"

static void drop_words(struct cli *cli, int at, int n)
{
    memmove(cli->argv + at, cli->argv + at + n, (size_t)(cli->argc - at - n) * sizeof(*cli->argv));
    cli->argc -= n;
}

const char *cli_option(struct cli *cli, const char *name, const char *otherwise)
{
    for (int i = 1; i + 1 < cli->argc; i++) {
        if (str_same(cli->argv[i], name)) {
            const char *value = cli->argv[i + 1];
            drop_words(cli, i, 2);
            return value;
        }
    }
    return otherwise;
}

bool cli_flag(struct cli *cli, const char *name)
{
    for (int i = 1; i < cli->argc; i++) {
        if (str_same(cli->argv[i], name)) {
            drop_words(cli, i, 1);
            return true;
        }
    }
    return false;
}

const char *cli_word(struct cli *cli, int n)
{
    return n + 1 < cli->argc ? cli->argv[n + 1] : "";
}

int cli_usage(struct cli *cli, const char *says)
{
    const char *args = "";
    for (const struct command *k = commands; k->name; k++) {
        args = str_same(k->name, cli->argv[0]) ? k->args : args;
    }
    fprintf(stderr, "eaves %s: %s\nusage: eaves %s %s\n", cli->argv[0], says, cli->argv[0], args);
    return EXIT_USAGE;
}

int cli_fail(struct cli *cli)
{
    struct err *e = &cli->c.err;
    const char *says =
        e->words.msgid && cli->c.arena ? text_say(cli->c.arena, cli->c.lang, e->words) : "";
    fprintf(stderr, "eaves %s: %s%s%s\n", cli->argv[0], says, *e->detail ? " | " : "", e->detail);
    return EXIT_FAILED;
}

/* The key lies apart from the store and is made once; losing it loses every sealed phone. */
static bool key_make(struct app *app)
{
    randombytes_buf(app->key, APP_KEY_SIZE);
    int fd = open(app->key_file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool ok = fd >= 0 && write(fd, app->key, APP_KEY_SIZE) == APP_KEY_SIZE && fsync(fd) == 0;
    return fd >= 0 && close(fd) == 0 && ok;
}

bool key_read(struct app *app)
{
    uint8_t key[APP_KEY_SIZE + 1]; /* a longer file is something else */
    int fd = open(app->key_file, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && read(fd, key, sizeof key) == APP_KEY_SIZE;
    if (fd >= 0) {
        close(fd);
    }
    if (ok) {
        memcpy(app->key, key, APP_KEY_SIZE);
    }
    sodium_memzero(key, sizeof key);
    return ok;
}

static bool key_load(struct app *app, bool may_make)
{
    bool absent = access(app->key_file, F_OK) != 0 && errno == ENOENT;
    return absent ? !may_make || key_make(app) : key_read(app);
}

static const char *setting(
    struct cli *cli, const char *option, const char *env, const char *otherwise)
{
    const char *e = getenv(env);
    return cli_option(cli, option, str_empty(e) ? otherwise : e);
}

enum { DAYS_FILE_MAX = 262144 };

/* A file of one's own instead of the working days compiled in: a new year's notice needs no new
 * program. It lives as long as the command. */
static bool working_days(struct cli *cli)
{
    const char *path = setting(cli, "--working-days", "EAVES_WORKING_DAYS", "");
    if (str_empty(path)) {
        return true;
    }
    struct ctx *c = &cli->c;
    struct calendar *days = arena_alloc(c->arena, sizeof(*days));
    char *text = arena_alloc(c->arena, DAYS_FILE_MAX + 1);
    FILE *f = fopen(path, "r");
    size_t n = f ? fread(text, 1, DAYS_FILE_MAX, f) : 0;
    bool read = f && !ferror(f) && n < DAYS_FILE_MAX;
    if (f) {
        fclose(f);
    }
    if (!read) {
        return fail(&c->err, ERR_STORE, WORDS(N_("工作日文件 {0} 打不开。"), TEXT(path)));
    }
    text[n] = '\0';
    cli->app.calendar = days;
    return calendar_read(c->arena, text, days, &c->err);
}

bool cli_load(struct cli *cli, bool may_make_key)
{
    must(sodium_init() >= 0);
    cli->c = (struct ctx){.arena = arena_create(), .app = &cli->app};
    struct app *app = &cli->app;
    app_answers(app);
    if (may_make_key) {
        mkdir("var", 0700);
    }
    app->store = setting(cli, "--store", "EAVES_STORE", "sqlite:var/eaves.db");
    app->files_dir = setting(cli, "--files", "EAVES_FILES", "var/files");
    app->base_url =
        setting(cli, "--url", "EAVES_URL", cli->url ? cli->url : "http://127.0.0.1:8080");
    app->tls = str_starts(app->base_url, "https:");
    app->sms = setting(cli, "--sms", "EAVES_SMS", getenv("EAVES_SMS_FILE") ? "file" : "log");
    app->lan_http = cli_flag(cli, "--lan-http");
    cli->json = cli_flag(cli, "--json");
    if (may_make_key) {
        mkdir(app->files_dir, 0700);
    }
    app->key_file = setting(cli, "--key", "EAVES_KEY", "var/eaves.key");
    cli->c.now = app_now(app);
    if (!working_days(cli)) {
        return false;
    }
    return key_load(app, may_make_key) ||
           fail(&cli->c.err, ERR_STORE,
               WORDS(N_("密钥文件 {0} 打不开，或者不是 32 个字节。"), TEXT(app->key_file)));
}

bool key_fits(struct ctx *c, bool *any)
{
    struct rows r =
        db_query(c, "SELECT id, phone FROM account WHERE phone IS NOT NULL LIMIT 1", NONE);
    *any = rows_next(&r);
    bool fits =
        !*any || !str_empty(unseal(c, "account", "phone", row_int(&r, 0), row_bytes(&r, 1)));
    return rows_end(&r) && fits;
}

bool store_is_demo(struct ctx *c)
{
    return db_int(c, "SELECT count(*) FROM setting WHERE name = 'demo'", NONE) > 0;
}

bool cli_open(struct cli *cli, bool any)
{
    struct ctx *c = &cli->c;
    if (!cli_load(cli, true)) {
        return false;
    }
    c->db = db_open(cli->app.store, &c->err);
    if (!c->db || any) {
        return c->db;
    }
    if (!db_is_current(c)) {
        return fail(&c->err, ERR_STORE, SAY(N_("数据库还没有升级，请先运行 eaves migrate")));
    }
    cli->app.demo = store_is_demo(c);
    return !c->err.kind;
}

bool cli_area(struct cli *cli, const char *code)
{
    struct ctx *c = &cli->c;
    c->area_id = cli->app.area_by_code(c, code);
    return c->area_id ||
           fail(&c->err, ERR_ABSENT, WORDS(N_("没有代号为 {0} 的居民区。"), TEXT(code)));
}
