/* cmd_serve.c - `eaves serve`, `eaves migrate`, `eaves routes`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/init.h"
#include "lib/db/db.h"
#include "lib/text/text.h"
#include "lib/web/listen.h"
#include "lib/web/server.h"
#include "lib/web/web.h"
#include "src/requests/requests.h"

static bool is_loopback(const char *listen)
{
    return str_starts(listen, "127.") || str_starts(listen, "[::1]") ||
           str_starts(listen, "localhost");
}

static void say_ready(const char *address)
{
    fprintf(stderr, "event=ready listen=%s\n", address);
}

/* An empty house: where to found it. */
static void say_init(struct cli *cli)
{
    if (init_is_empty(&cli->c)) {
        fprintf(
            stderr, "event=empty init=%s/init?token=%s\n", cli->app.base_url, init_token(&cli->c));
    }
}

static int serve(struct cli *cli, const struct server_options *o)
{
    struct ctx *c = &cli->c;
    if (cli->app.demo && !is_loopback(o->listen)) {
        fail(&c->err, ERR_RULE, SAY(N_("演示数据只能在本机 127.0.0.1 上打开。")));
        return cli_fail(cli);
    }
    if (!cli->app.tls && !cli->app.lan_http && !is_loopback(o->listen)) {
        fail(&c->err, ERR_RULE,
            SAY(N_(
                "没有 TLS 时只在本机上服务；局域网内试用请加 --lan-http，正式使用请放在 nginx 之后并给出 https 的 --url。")));
        return cli_fail(cli);
    }
    say_init(cli);
    db_close(c->db);
    c->db = NULL;
    return server_run(&cli->app, o);
}

/* The key of the file and what the store says of itself; a key that does not open what is sealed
 * would break what works. */
static const char *take_anew(struct ctx *c)
{
    bool any = false;
    if (!key_read(c->app)) {
        return "key file cannot be read";
    }
    c->db = db_open(c->app->store, &c->err);
    if (!c->db || !db_is_current(c)) {
        return "store cannot be opened, or has other tables";
    }
    c->app->demo =
        c->app->demo && store_is_demo(c); /* where it may listen was asked at the start */
    return key_fits(c, &any) ? NULL : "key does not open what the store has sealed";
}

/* SIGHUP. Flags stay as they are until the next start. */
static void reload(struct app *app)
{
    struct app taken = *app;
    struct ctx c = {.arena = arena_create(), .app = &taken};
    if (!log_file_open(app)) {
        fprintf(stderr, "event=reload_kept why=\"log file cannot be opened\"\n");
    }
    const char *why = take_anew(&c);
    if (why) {
        fprintf(stderr, "event=reload_kept why=\"%s\" detail=\"%s\"\n", why, c.err.detail);
    } else {
        *app = taken;
    }
    db_close(c.db);
    arena_destroy(c.arena);
}

/* Limits that were counted by other working days are counted anew by the runner. */
static bool count_days(struct ctx *c)
{
    bool ok = db_begin_area(c, 0) && requests_days_changed(c);
    if (!ok) {
        db_rollback(c);
    }
    return ok && db_commit(c);
}

/* Who listens at 127.0.0.1:9000 and says no more is reached there. */
static const char *address_of(const char *listen)
{
    static char url[80];
    const char *port = strrchr(listen, ':');
    bool all = str_starts(listen, "0.0.0.0:") || str_starts(listen, "[::]:");
    snprintf(url, sizeof(url), "http://%s%s", all ? "127.0.0.1" : listen, all ? port : "");
    return port ? url : NULL;
}

int cmd_serve(struct cli *cli)
{
    struct server_options o = {
        .listen = cli_option(cli, "--listen", "127.0.0.1:8080"),
        .write_listen = cli_option(cli, "--write-listen", NULL),
        .workers = atoi(cli_option(cli, "--workers", "2")),
        .header_ms = atoi(cli_option(cli, "--header-ms", "0")),
        .body_ms = atoi(cli_option(cli, "--body-ms", "0")),
        .idle_ms = atoi(cli_option(cli, "--idle-ms", "0")),
        .behind_proxy = cli_flag(cli, "--behind-proxy"),
        .any_host = cli_flag(cli, "--any-host"),
        .quiet = cli_flag(cli, "--quiet"),
        .no_runner = cli_flag(cli, "--no-runner"),
        .ready = say_ready,
        .reload = reload,
    };
    cli->url = address_of(o.listen);
    const char *backups = getenv("EAVES_BACKUP_DIR");
    cli->app.backup_dir = cli_option(cli, "--backup-dir", str_empty(backups) ? NULL : backups);
    cli->app.backup_keep = atoi(cli_option(cli, "--backup-keep", "14"));
    cli->app.backup_every = atoi(cli_option(cli, "--backup-every", "1440"));
    const char *log = getenv("EAVES_LOG");
    cli->app.log_file = cli_option(cli, "--log", str_empty(log) ? NULL : log);
    if (!log_file_open(&cli->app)) {
        perror(cli->app.log_file);
        return EXIT_FAILED;
    }
    if (!cli_open(cli, false) || !routes_check(modules, &cli->c.err) || !count_days(&cli->c)) {
        return cli_fail(cli);
    }
    return cli->argc > 1 ? cli_usage(cli, "what is this word?") : serve(cli, &o);
}

int cmd_migrate(struct cli *cli)
{
    int applied = 0;
    if (!cli_open(cli, true) || !db_migrate(&cli->c, &applied)) {
        return cli_fail(cli);
    }
    printf("%d\n", applied);
    fprintf(stderr, "event=migrated store=%s applied=%d\n",
        str_starts(cli->app.store, "sqlite:") ? cli->app.store : "postgresql", applied);
    return EXIT_OK;
}
