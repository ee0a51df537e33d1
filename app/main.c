/* main.c - `eaves COMMAND ...`. Data goes to stdout, talk to stderr; 0 done, 1 failed, 2 usage. */
#include <stdio.h>
#include <string.h>

#include "app/app.h"
#include "lib/web/image_child.h"

const struct command commands[] = {
    {"serve",
        "[--listen 127.0.0.1:8080] [--url http://...: the address on paper]"
        " [--workers N] [--log FILE]"
        " [--backup-dir DIR [--backup-keep N] [--backup-every MINUTES]]",
        "serves the pages", cmd_serve},
    {"migrate", "", "brings the store's tables up to this program", cmd_migrate},
    {"demo", "[--size area|town]", "makes an invented area, or a town of 36, to try everything in",
        cmd_demo},
    {"doctor", "[--json]", "checks store, log, keys, files, jobs", cmd_doctor},
    {"backup", "DIR [--keep N] [--quick] [--checked] | DIR --verify | DIR --drill",
        "copies rows and photos of a running house; looks at a copy; tries to restore one",
        cmd_backup},
    {"restore", "DIR [--lost-key]",
        "grows a house again from a backup, into a new --store and --files", cmd_restore},
    {"init",
        "[--town NAME --town-code CODE --name AREA --code CODE --phone N --secretary NAME --login LOGIN]",
        "founds a town, its first area and the secretary's login, once", cmd_init},
    {"user",
        "add LOGIN --area CODE [--post secretary|head|staff|operator|property|owners] [--name NAME]",
        "opens a staff login; the password is read from standard input", cmd_user},
    {"roles", "", "prints which post may do what", cmd_roles},
    {"routes", "", "prints every page and act with its duty", cmd_routes},
    {"openapi", "", "prints the OpenAPI 3.1 description of /api/v1", cmd_openapi},
    {"area", "add CODE NAME [--phone N] [--town CODE] | show CODE [--day D]",
        "founds a residential area; counts one by level, on any day", cmd_area},
    {"tally",
        "FILE --rule greedy|mes|mes-add1|approval|irv|schulze|score [--seats N]"
        " [--unranked last|ignore] [--tie lot:SEED|report] [--json]",
        "counts ballots of a Pabulib (.pb) or PrefLib (.soc .soi .toc .toi) file", cmd_tally},
    {"import",
        "roster|posts FILE --area CODE [--dry-run] [--skip-bad] [--compound NAME] [--sheet NAME]"
        " [--header ROW] [--map \"name=C phone=E\"|FILE] [--answer same|other] [--bad FILE] [--json]"
        " | roster|posts --area CODE --undo RUN",
        "brings a roster or a table of posts (XLSX or CSV) into an area", cmd_import},
    {"export",
        "LIST --area CODE --as LOGIN [--format csv|xlsx|docx|json|atom] [--filter NAME] [--order NAME]"
        " [--day D] [--find TEXT] [--lang en] [--out FILE] | --lists",
        "writes a list of an area as one login may see it", cmd_export},
    {0},
};

static int help(FILE *out)
{
    fputs("eaves 0.1 - a neighbourhood governs itself\n\nusage: eaves COMMAND [OPTIONS]\n\n", out);
    for (const struct command *k = commands; k->name; k++) {
        fprintf(out, "  %-10s %s\n             %s\n", k->name, k->help, k->args);
    }
    fputs("\nevery command: [--store sqlite:FILE|postgresql://...] [--files DIR] [--key FILE]\n",
        out);
    return out == stdout ? EXIT_OK : EXIT_USAGE;
}

static bool asks_help(int argc, char **argv)
{
    return argc == 3 && (str_same(argv[2], "--help") || str_same(argv[2], "-h"));
}

static int help_of(const struct command *k)
{
    printf("eaves %s - %s\n\nusage: eaves %s %s\n", k->name, k->help, k->name, k->args);
    return EXIT_OK;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        return help(stderr);
    }
    if (str_same(argv[1], "--help") || str_same(argv[1], "-h") || str_same(argv[1], "help")) {
        return help(stdout);
    }
    if (str_same(argv[1], "image-child")) { /* the runner's own doing: nothing for people */
        return image_child_main();
    }
    if (str_same(argv[1], "--version")) {
        return puts("eaves 0.1.0") < 0;
    }
    for (const struct command *k = commands; k->name; k++) {
        if (str_same(k->name, argv[1])) {
            struct cli cli = {.argc = argc - 1, .argv = argv + 1};
            return asks_help(argc, argv) ? help_of(k) : k->run(&cli);
        }
    }
    fprintf(stderr, "eaves: no command '%s'\n\n", argv[1]);
    return help(stderr);
}
