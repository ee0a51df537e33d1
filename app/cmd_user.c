/* cmd_user.c - `eaves user add`: the first staff login; `eaves roles`: which post may do what. */
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "app/app.h"
#include "lib/db/db.h"
#include "lib/log/log.h"
#include "src/accounts/accounts.h"
#include "src/bodies/bodies.h"
#include "src/bodies/duties.h"
#include "src/claims/claims.h"
#include "src/people/people.h"

enum { PASSWORD_MIN = 12, LINE_LONGEST = 256 };

struct post_name { /* as said on the command line; the body a first post of that kind stands in */
    const char *name;
    enum post_kind post;
    enum body_kind body;
};
static const struct post_name posts[] = {
    {"secretary", POST_SECRETARY, BODY_COMMITTEE},
    {"head", POST_COMMITTEE_HEAD, BODY_COMMITTEE},
    {"staff", POST_COMMITTEE_STAFF, BODY_COMMITTEE},
    {"operator", POST_OPERATOR, BODY_COMMITTEE},
    {"property", POST_PROPERTY_MANAGER, BODY_PROPERTY},
    {"owners", POST_OWNERS_HEAD, BODY_OWNERS_COMMITTEE},
};

static const struct post_name *post_named(const char *name)
{
    for (size_t i = 0; i < COUNT(posts); i++) {
        if (str_same(posts[i].name, name)) {
            return &posts[i];
        }
    }
    return NULL;
}

/* From a terminal without echo, else the first line of standard input. */
bool cli_password(char *out, size_t size)
{
    struct termios was, quiet;
    bool terminal = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &was) == 0;
    if (terminal) {
        quiet = was;
        quiet.c_lflag &= ~(tcflag_t)ECHO;
        fputs("password: ", stderr);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    bool ok = fgets(out, (int)size, stdin) != NULL;
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
        fputc('\n', stderr);
    }
    out[ok ? strcspn(out, "\r\n") : 0] = '\0';
    return ok;
}

static int64_t body_for(struct ctx *c, const struct post_name *p)
{
    struct bodies found = {0};
    if (!bodies_over(c, c->area_id, p->body, &found)) {
        return 0;
    }
    return found.n ? found.v[0].id
                   : bodies_make(c, p->body, c->area_id, bodies_body_label(p->body), "");
}

static bool add(struct ctx *c, const char *login, const char *name, const struct post_name *p,
    const char *password, const char **secret)
{
    if (!db_begin_area(c, c->area_id) || !act_system(c)) {
        return false;
    }
    int64_t account = accounts_make_staff(c, login, password, secret);
    int64_t person = account ? people_make(c, name, "") : 0;
    int64_t body = person ? body_for(c, p) : 0;
    if (body && bodies_give_post(c, body, p->post, person, c->area_id, "")) {
        (void)claims_bind_staff(c, account, person);
    }
    return db_commit(c);
}

int cmd_user(struct cli *cli)
{
    struct ctx *c = &cli->c;
    char password[LINE_LONGEST];
    const char *area = cli_option(cli, "--area", ""), *secret = "";
    const char *post = cli_option(cli, "--post", "staff");
    const char *name = cli_option(cli, "--name", NULL);
    const struct post_name *p = post_named(post);
    if (!cli_open(cli, false)) {
        return cli_fail(cli);
    }
    const char *login = cli_word(cli, 1);
    if (!str_same(cli_word(cli, 0), "add") || !*login || !*area || !p) {
        return cli_usage(
            cli, "which login, area and post (secretary head staff operator property owners)?");
    }
    if (!cli_area(cli, area)) {
        return cli_fail(cli);
    }
    if (!cli_password(password, sizeof(password)) || utf8_length(password) < PASSWORD_MIN) {
        return cli_usage(
            cli, "the password needs 12 characters at least; it is read from standard input");
    }
    if (!add(c, login, str_or(name, login), p, password, &secret)) {
        db_rollback(c);
        return cli_fail(cli);
    }
    cli_print_secret(cli, login, secret);
    return EXIT_OK;
}

int cmd_roles(struct cli *cli)
{
    (void)cli;
    printf(
        "# Which post may do what\n\nPrinted by `eaves roles`; the table is src/bodies/duties.c.\n\n| post |");
    for (int d = DUTY_FIRST; d < DUTY_END; d++) {
        printf(" %s |", duty_name(d));
    }
    printf("\n|---|");
    for (int d = DUTY_FIRST; d < DUTY_END; d++) {
        printf("---|");
    }
    printf("\n");
    for (enum post_kind k = POST_SECRETARY; k < POST_KINDS; k++) {
        printf("| %s |", bodies_post_label(k));
        for (int d = DUTY_FIRST; d < DUTY_END; d++) {
            printf(" %s |", duties_of_post(k, d) ? "x" : "");
        }
        printf("\n");
    }
    return EXIT_OK;
}
