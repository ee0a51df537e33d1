/* app.h - what main.c and the commands share. */
#ifndef EAVES_APP_APP_H
#define EAVES_APP_APP_H

#include "lib/base/app.h"
#include "lib/base/module.h"

extern const struct module *const modules[]; /* by tier, NULL-terminated */
void app_answers(struct app *app); /* fills app->modules and the neighbourhood's answers */
struct frame;
void app_frame(struct ctx *c, struct frame *out); /* app->frame */

/* Commands ----------------------------------------------------------------------------------- */
enum { EXIT_OK, EXIT_FAILED, EXIT_USAGE, EXIT_PARTLY };

struct cli { /* what every command is given */
    struct app app;
    struct ctx c; /* arena; db open once cli_open() was called */
    int argc;
    char **argv; /* argv[0] is the command's name */
    bool json;
    const char *url; /* the address printed where --url says none; NULL: port 8080 here */
};

struct command {
    const char *name, *args, *help; /* "FILE --area CODE [--dry-run]" */
    int (*run)(struct cli *cli);
};
extern const struct command commands[]; /* ends with {0}; in main.c */

/* The value after --name, or the one given; removes both words from argv. */
const char *cli_option(struct cli *cli, const char *name, const char *otherwise);
bool cli_flag(struct cli *cli, const char *name);
const char *cli_word(struct cli *cli, int n); /* n-th plain word after the command; "" */
int cli_usage(struct cli *cli, const char *says); /* prints how the command goes; EXIT_USAGE */
int cli_fail(struct cli *cli); /* prints c.err to stderr; EXIT_FAILED */
/* Opens the store of --store (or EAVES_STORE, or sqlite:var/eaves.db); current schema unless `any`.
 */
bool cli_open(struct cli *cli, bool any);
/* The options alone, no store. may_make_key: a house that has none gets its key and folders. */
bool cli_load(struct cli *cli, bool may_make_key);
bool key_read(struct app *app); /* app->key from app->key_file; false: key as it was */
/* Does app->key open what the store has sealed? *any: something is. */
bool key_fits(struct ctx *c, bool *any);
bool store_is_demo(struct ctx *c);
bool cli_area(struct cli *cli, const char *code); /* sets c.area_id; ERR_ABSENT */

bool cli_password(char *out, size_t size); /* without echo, or the first line of standard input */
/* The address of an authenticator's secret, and on a terminal its QR code. */
void cli_print_secret(struct cli *cli, const char *login, const char *secret);

int cmd_init(struct cli *cli);
int cmd_demo(struct cli *cli);
int cmd_user(struct cli *cli);
int cmd_roles(struct cli *cli);
int cmd_serve(struct cli *cli);
int cmd_migrate(struct cli *cli);
int cmd_doctor(struct cli *cli);
int cmd_routes(struct cli *cli);
int cmd_openapi(struct cli *cli);
int cmd_area(struct cli *cli);
int cmd_tally(struct cli *cli);
int cmd_import(struct cli *cli);
int cmd_export(struct cli *cli);
int cmd_backup(struct cli *cli);
int cmd_restore(struct cli *cli);
#endif
