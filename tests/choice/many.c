/* many.c - for tests/choice/trials.py: `eaves tally` for each line of standard input, its words
 * separated by tabs, without a process for each. A line that fails answers {}. */
#include <stdio.h>
#include <string.h>

#include "app/app.h"

enum { WORDS_OF_A_LINE = 16 };

const struct command commands[] = {{0}};

static int one(char *line)
{
    char name[] = "tally", *words[WORDS_OF_A_LINE + 1] = {name}, *rest = NULL;
    struct cli cli = {.argc = 1, .argv = words};
    for (char *w = strtok_r(line, "\t\n", &rest); w && cli.argc < WORDS_OF_A_LINE;
         w = strtok_r(NULL, "\t\n", &rest)) {
        words[cli.argc++] = w;
    }
    int code = cmd_tally(&cli);
    arena_destroy(cli.c.arena);
    return code;
}

int main(void)
{
    char line[4096];
    while (fgets(line, sizeof(line), stdin)) {
        if (one(line) != EXIT_OK) {
            puts("{}");
        }
    }
    return 0;
}
