/* postgres_text_test.c - what the server's error codes mean to us, and how a literal is said to it.
 */
#include "lib/db/postgres_text.h"

#include <string.h>

#include "tests/check.h"

static void codes_mean_kinds(struct ctx *c)
{
    static const struct {
        const char *state, *message;
        enum err_kind kind;
    } cases[] = {
        {"53100", "could not extend file: No space left on device", ERR_FULL},
        {"40001", "could not serialize access", ERR_AGAIN},
        {"40P01", "deadlock detected", ERR_AGAIN},
        {"08006", "connection failure", ERR_AGAIN},
        {"57P01", "terminating connection due to administrator command", ERR_AGAIN},
        {"57P03", "the database system is starting up", ERR_AGAIN},
        {"25P03", "idle-in-transaction timeout", ERR_AGAIN},
        {"55P03", "canceling statement due to lock timeout", ERR_BUSY},
        {"57014", "canceling statement due to statement timeout", ERR_BUSY},
        {"53300", "too many connections", ERR_BUSY},
        {"23505", "duplicate key", ERR_CONFLICT},
        {"23514", "check violated", ERR_CONFLICT},
        {"42601", "syntax error", ERR_STORE},
        {"53200", "out of memory", ERR_STORE},
        {"XX000", "could not commit transaction for shard 7 on any node", ERR_AGAIN},
        {"XX000", "something else", ERR_STORE},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK(cases[i].state, postgres_kind(cases[i].state, cases[i].message) == cases[i].kind);
    }
}

static void literals_are_said_its_way(struct ctx *c)
{
    static const struct {
        const char *sql, *said;
        int greatest;
    } cases[] = {
        {"SELECT 1", "SELECT 1", 0},
        {"SELECT ?1, ?12, ?2", "SELECT $1, $12, $2", 12},
        {"SELECT 'what?1', \"a?2\", ?3", "SELECT 'what?1', \"a?2\", $3", 3},
        {"SELECT 'it''s ?1', ?1", "SELECT 'it''s ?1', $1", 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char *out = arena_alloc(c->arena, strlen(cases[i].sql) + 1);
        int greatest = postgres_translate(cases[i].sql, out);
        CHECK(cases[i].sql, greatest == cases[i].greatest && str_same(out, cases[i].said));
    }
    CHECK("used", postgres_uses("SELECT $12", 12) && !postgres_uses("SELECT $12", 1));
}

const struct test postgres_text_tests[] = {
    {"codes mean kinds", codes_mean_kinds, true},
    {"literals are said its way", literals_are_said_its_way, true},
    {0},
};
