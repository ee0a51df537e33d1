/* import_test.h - what the tests of this room bring in. */
#ifndef EAVES_IMPORT_TEST_H
#define EAVES_IMPORT_TEST_H

#include <string.h>

#include "src/import/import.h"
#include "tests/requests_world.h"

static const char small[] = "小区,楼号,室号,建筑面积,户主,手机\n"
                            "柳荫里小区,1,101,50.25,林玉兰,19900000101\n"
                            "柳荫里小区,1,102,50.25,周建国,\n"
                            "柳荫里小区,2,101,61,沈秀,19900000103\n"
                            "桂花苑,1,1203,88.9,顾明,021-5550-0101\n"
                            "桂花苑,1,1204,88.9,,\n";

/* Reads, compares and puts, as the command does. */
static struct import_run bring_run(struct ctx *c, const char *bytes, size_t n, bool skip)
{
    struct sheets all = {0};
    struct roster r = {0};
    struct import_run run = {.path = "", .filename = "x.csv", .compound = "", .answers = ""};
    run.skip_bad = skip;
    test_begin(c);
    CHECK("a sheet", sheets_read(c->arena, bytes, n, &all, &c->err));
    CHECK("tried", all.n && import_now(c, &run, &all, true, &r));
    CHECK("brought", test_end(c));
    return run;
}

static bool undo(struct ctx *c, int64_t id, struct import_run *run)
{
    test_begin(c);
    CHECK("there", import_by_id(c, id, run));
    run->blocks.n = 0;
    bool undone = import_undo(c, run);
    run->state = undone ? IMPORT_UNDONE : run->state;
    CHECK("kept", import_save(c, run));
    CHECK("settled", test_end(c));
    return undone;
}
#endif
