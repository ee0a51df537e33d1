/* cmd_init.c - `eaves init`: the first run in a terminal. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/app.h"
#include "app/init.h"
#include "lib/db/db.h"
#include "lib/paper/paper.h"
#include "lib/text/text.h"

enum { LINE_LONGEST = 256 };

/* From the option, else asked for in a terminal; "" when there is nobody to ask. */
static const char *answer(struct cli *cli, const char *option, const char *question)
{
    char line[LINE_LONGEST];
    const char *given = cli_option(cli, option, "");
    if (*given || !isatty(STDIN_FILENO)) {
        return given;
    }
    fprintf(stderr, "%s: ", text_say(cli->c.arena, cli->c.lang, SAY(question)));
    if (!fgets(line, sizeof(line), stdin)) {
        return "";
    }
    return str_tidy(cli->c.arena, line, true, false);
}

static bool complete(const struct founding *f)
{
    return *f->town && *f->town_code && *f->area && *f->area_code && *f->name && *f->login;
}

void cli_print_secret(struct cli *cli, const char *login, const char *secret)
{
    const char *uri = init_otpauth(&cli->c, login, secret);
    printf("%s\n", uri);
    if (isatty(STDOUT_FILENO)) {
        fputs(qr_lines(cli->c.arena, uri), stdout);
    }
    fputs("enter this secret in an authenticator; it is not shown again\n", stderr);
}

int cmd_init(struct cli *cli)
{
    struct ctx *c = &cli->c;
    char password[LINE_LONGEST];
    const char *secret = "";
    int applied;
    if (!cli_open(cli, true) || !db_migrate(c, &applied)) { /* a new store has no tables yet */
        return cli_fail(cli);
    }
    struct founding f = {.town = answer(cli, "--town", N_("街镇的名字")),
        .town_code = answer(cli, "--town-code", N_("街镇的代号")),
        .area = answer(cli, "--name", N_("第一个居民区的名字")),
        .area_code = answer(cli, "--code", N_("居民区的代号")),
        .phone = answer(cli, "--phone", N_("居委会的公开电话")),
        .name = answer(cli, "--secretary", N_("书记的姓名")),
        .login = answer(cli, "--login", N_("书记的登录名"))};
    if (!complete(&f) || *cli_word(cli, 0)) {
        return cli_usage(cli,
            text_say(c->arena, c->lang,
                SAY(N_(
                    "街镇、居民区、两个代号、书记的姓名和登录名都要写。例如：eaves init --town 柳河镇 "
                    "--town-code lh --name 柳荫里居民区 --code ly --phone 02155500139 "
                    "--secretary 许建民 --login xu"))));
    }
    if (!cli_password(password, sizeof(password))) {
        return cli_usage(cli,
            text_say(c->arena, c->lang, SAY(N_("没有读到密码：密码从标准输入读，不写在命令里"))));
    }
    f.password = password;
    if (!db_begin_area(c, 0) || !init_found(c, &f, &secret) || !db_commit(c)) {
        db_rollback(c);
        return cli_fail(cli);
    }
    cli_print_secret(cli, f.login, secret);
    fprintf(stderr, "%s/staff?back=/a/%s/opening\n", cli->app.base_url, f.area_code);
    return EXIT_OK;
}
