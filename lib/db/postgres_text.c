/* postgres_text.c - what PostgreSQL wants to read, and what its errors mean to us. */
#include "lib/db/postgres_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool in_class(const char *state, const char *class)
{
    return strncmp(state, class, strlen(class)) == 0;
}

enum err_kind postgres_kind(const char *state, const char *message)
{
    static const struct {
        const char *class;
        enum err_kind kind;
    } kinds[] = {
        {"23", ERR_CONFLICT},
        {"40", ERR_AGAIN}, /* 40001 serialization, 40P01 deadlock */
        {"08", ERR_AGAIN},
        {"57P", ERR_AGAIN}, /* the server shuts down or recovers */
        {"25P03", ERR_AGAIN}, /* idle too long: the server has closed the connection */
        {"55P03", ERR_BUSY}, /* lock_timeout */
        {"57014", ERR_BUSY}, /* statement_timeout */
        {"53300", ERR_BUSY}, /* too many connections */
        {"53100", ERR_FULL},
    };
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (in_class(state, kinds[i].class)) {
            return kinds[i].kind;
        }
    }
    bool unknown = strstr(message, "could not commit transaction for shard"); /* Citus, as XX000 */
    return unknown ? ERR_AGAIN : ERR_STORE;
}

int postgres_translate(const char *sql, char *out)
{
    int greatest = 0;
    char quote = '\0';
    for (; *sql; sql++, out++) {
        *out = *sql;
        if (quote) {
            quote = *sql == quote ? '\0' : quote;
        } else if (*sql == '\'' || *sql == '"') {
            quote = *sql;
        } else if (*sql == '?') {
            int number = atoi(sql + 1);
            must(number > 0 && number <= PARAMS_MAX);
            greatest = number > greatest ? number : greatest;
            *out = '$';
        }
    }
    *out = '\0';
    return greatest;
}

bool postgres_uses(const char *sql, int number)
{
    char name[8];
    size_t n = (size_t)snprintf(name, sizeof(name), "$%d", number);
    for (const char *p = sql; (p = strstr(p, name)); p += n) {
        if (p[n] < '0' || p[n] > '9') {
            return true;
        }
    }
    return false;
}
