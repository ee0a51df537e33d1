/* eaves-tests [--store DSN] [--only SUITE] [--no-pure] [--list]
 *
 * The store must be an empty one; without --store a SQLite file is made and removed. */
#include <stdio.h>
#include <stdlib.h>

#include "lib/web/image_child.h"
#include "tests/harness.h"

struct options {
    const char *store, *only;
    bool no_pure, list;
};

static bool parse(int argc, char **argv, struct options *o)
{
    for (int i = 1; i < argc; i++) {
        if (str_same(argv[i], "--store") && i + 1 < argc) {
            o->store = argv[++i];
        } else if (str_same(argv[i], "--only") && i + 1 < argc) {
            o->only = argv[++i];
        } else if (str_same(argv[i], "--no-pure")) {
            o->no_pure = true;
        } else if (str_same(argv[i], "--list")) {
            o->list = true;
        } else {
            fputs("usage: eaves-tests [--store DSN] [--only SUITE] [--no-pure] [--list]\n", stderr);
            return false;
        }
    }
    return true;
}

static bool wanted(const struct suite *s, const struct test *t, const struct options *o)
{
    return (!o->only || str_same(o->only, s->name)) && !(o->no_pure && t->pure);
}

static void each(const struct options *o, void (*use)(const struct suite *, const struct test *))
{
    for (const struct suite *s = suites; s->name; s++) {
        for (const struct test *t = s->tests; t->name; t++) {
            if (wanted(s, t, o)) {
                use(s, t);
            }
        }
    }
}

static void name(const struct suite *s, const struct test *t)
{
    printf("%s/%s%s\n", s->name, t->name, t->pure ? " (pure)" : "");
}

static int report(bool opened)
{
    struct tally t = harness_tally();
    t.failed += !opened;
    printf("%d passed, %d failed\n", t.passed, t.failed);
    return t.failed || !t.passed ? EXIT_FAILURE : EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    struct options o = {0};
    if (argc == 2 &&
        str_same(argv[1], "image-child")) { /* tests of uploads start it like eaves does */
        return image_child_main();
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (!parse(argc, argv, &o)) {
        return 2;
    }
    if (o.list) {
        each(&o, name);
        return EXIT_SUCCESS;
    }
    bool opened = harness_open(o.store);
    if (opened) {
        each(&o, harness_run);
    }
    harness_close();
    return report(opened);
}
