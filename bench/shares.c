/* shares.c - FILE mes|mes-add1 TIMES: Equal Shares of a .pb file, read once and counted so often;
 * says the microseconds of a count, then the winners. Beside bench/shares.py. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/choice/choice.h"

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

int main(int argc, char **argv)
{
    static char text[1 << 22];
    struct arena *a = arena_create(), *one = NULL;
    struct election e;
    struct err why = {0};
    FILE *f = argc == 4 ? fopen(argv[1], "rb") : NULL;
    size_t n = f ? fread(text, 1, sizeof(text), f) : 0;
    if (!n || !pb_read(a, text, n, &e, &why)) {
        return 2;
    }
    struct result r;
    int times = atoi(argv[3]);
    double from = now();
    for (int i = 0; i < times; i++) {
        arena_destroy(one);
        one = arena_create();
        r = (struct result){0};
        if (!tally_shares(
                one, &e, &(struct counting){0}, strcmp(argv[2], "mes-add1") == 0, &r, &why)) {
            return 2;
        }
    }
    printf("%.0f\n", (now() - from) / times);
    for (size_t i = 0; i < r.winners.n; i++) {
        puts(e.options.v[r.winners.v[i]].id);
    }
    return 0;
}
