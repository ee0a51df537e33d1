/* cmd_export.c - `eaves export`: a list of an area as a file, as one login may see it. The same
 * request as on the web, without a server: the same rows, limits and traces. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "app/app.h"
#include "lib/web/web.h"
#include "src/accounts/accounts.h"

static bool is_format(const char *ext)
{
    static const char *const known[] = {"csv", "xlsx", "docx", "json", "atom"};
    for (size_t i = 0; i < COUNT(known); i++) {
        if (str_same(known[i], ext)) {
            return true;
        }
    }
    return false;
}

/* What can be asked for: lists of the whole area, by their path below it. */
static int print_lists(void)
{
    static const char below[] = "/a/:area/";
    for (const struct module *const *m = modules; *m; m++) {
        for (const struct route *r = (*m)->routes; r && r->path; r++) {
            if (r->list && str_starts(r->path, below) && !strchr(r->path + strlen(below), ':')) {
                printf("%-24s", r->path + strlen(below));
                for (const struct list_filter *f = r->list->filters; f->name; f++) {
                    printf(" %s", f->name);
                }
                printf("\n");
            }
        }
    }
    return EXIT_OK;
}

static void take_query(struct cli *cli, struct req *r)
{
    static const char *const names[][2] = {{"--filter", "filter"}, {"--order", "order"},
        {"--day", "day"}, {"--find", "q"}, {"--lang", "lang"}};
    for (size_t i = 0; i < COUNT(names); i++) {
        const char *value = cli_option(cli, names[i][0], "");
        if (*value) {
            list_push(cli->c.arena, &r->query, ((struct pair){names[i][1], value}));
        }
    }
}

static bool written(struct cli *cli, const struct req *r, const char *file)
{
    FILE *out = *file ? fopen(file, "wbx") : stdout;
    bool ok = out && fwrite(r->body.v, 1, r->body.n, out) == r->body.n && fflush(out) == 0;
    if (out && *file) {
        ok = fclose(out) == 0 && ok;
    }
    if (!ok) {
        fprintf(
            stderr, "eaves %s: %s: %s\n", cli->argv[0], *file ? file : "stdout", strerror(errno));
    }
    return ok;
}

/* On the web an unknown one shows the first; who types a command has misspelt it. */
static bool is_known(struct ctx *c)
{
    const struct list *l = c->req->route ? c->req->route->list : NULL;
    const char *filter = req_query(c, "filter"), *order = req_query(c, "order");
    for (const struct list_filter *f = l ? l->filters : NULL; f && f->name; f++) {
        filter = str_same(f->name, filter) ? "" : filter;
    }
    for (int i = 0; l && i < LIST_ORDERS_MAX && l->orders[i].name; i++) {
        order = str_same(l->orders[i].name, order) ? "" : order;
    }
    return !*filter && !*order;
}

static int served(struct cli *cli, const char *list, const char *area, const char *ext,
    const struct who *as, struct req *r)
{
    struct ctx *c = &cli->c;
    r->method = "GET";
    r->cookie = r->theme = r->suffix = r->address = "";
    r->request_id = "export";
    r->as = as;
    r->path = arena_printf(c->arena, "/a/%s/%s.%s", area, list, ext);
    c->req = r;
    web_serve(c);
    if (r->status && r->status != 200 && !c->err.kind) {
        fail(&c->err, ERR_ABSENT, SAY(N_("没有这个页面。请检查地址，或者回到首页。")));
    }
    if (c->err.kind) {
        return cli_fail(cli);
    }
    return is_known(c) ? EXIT_OK
                       : cli_usage(cli, "the list has no such filter or order; see --lists");
}

int cmd_export(struct cli *cli)
{
    const char *area = cli_option(cli, "--area", ""), *login = cli_option(cli, "--as", "");
    const char *ext = cli_option(cli, "--format", "csv"), *file = cli_option(cli, "--out", "");
    struct req r = {0};
    if (cli_flag(cli, "--lists")) {
        return print_lists();
    }
    if (!cli_open(cli, false)) {
        return cli_fail(cli);
    }
    take_query(cli, &r);
    const char *list = cli_word(cli, 0);
    if (!*list || !*area || !*login || *cli_word(cli, 1) || !is_format(ext)) {
        return cli_usage(cli, "which list, of which area, as whom? --lists says what there is");
    }
    struct who who = {.account_id = accounts_by_login(&cli->c, login), .staff = true};
    if (!who.account_id) {
        return cli_usage(cli, "no open login of that name");
    }
    int code = served(cli, list, area, ext, &who, &r);
    code = code == EXIT_OK && !written(cli, &r, file) ? EXIT_FAILED : code;
    buf_release(&r.body);
    return code;
}
