/* harness.h - what main.c and harness.c share; tests include check.h. */
#ifndef EAVES_HARNESS_H
#define EAVES_HARNESS_H

#include "tests/check.h"

struct tally {
    int passed, failed;
};

/* Opens and migrates the store (NULL: a fresh SQLite file), makes the files' directory. */
bool harness_open(const char *store);
void harness_close(void); /* removes what harness_open made */
void harness_run(const struct suite *s, const struct test *t);
struct tally harness_tally(void);
#endif
