/* status_store.c - every SQL statement of asking by a number. */
#include "src/status/status.h"

#include <string.h>

#include "lib/base/seal.h"
#include "src/accounts/accounts.h"
#include "src/matters/matters_store.h"

static const char *key_of(struct ctx *c, int64_t ticket)
{
    return arena_printf(c->arena, "%lld|%lld", (long long)c->area_id, (long long)ticket);
}

static int64_t midnight(const struct ctx *c)
{
    struct civil d = civil_of(c->now);
    return ms_of_civil(d.year, d.month, d.day, 0, 0) + MS_PER_DAY;
}

bool status_may_try(struct ctx *c, int64_t ticket)
{
    int64_t last;
    bool ticket_left =
        accounts_attempts(c, "status", key_of(c, ticket), &last) < STATUS_TRIES_A_TICKET;
    bool address_left =
        !accounts_counts(c->who.address) ||
        accounts_attempts(c, "status-from", c->who.address, &last) < STATUS_TRIES_AN_ADDRESS;
    return !c->err.kind && ticket_left && address_left;
}

static void count_try(struct ctx *c, int64_t ticket)
{
    accounts_attempt(c, "status", key_of(c, ticket), STATUS_TRIES_A_TICKET, midnight(c));
    if (accounts_counts(c->who.address)) {
        accounts_attempt(c, "status-from", c->who.address, STATUS_TRIES_AN_ADDRESS, midnight(c));
    }
}

static bool ends_so(const char *phone, const char *last4)
{
    size_t n = strlen(phone);
    return n >= 4 && same_secret(phone + n - 4, last4);
}

/* Every entry of every asker is opened, whichever fits; for a number that is not there one seal is
 * made, which is as much work as opening one. */
bool status_find(struct ctx *c, int64_t ticket, const char *last4, int64_t *id)
{
    int64_t found = 0, looked = 0;
    *id = 0;
    struct rows r = db_query(c,
        "SELECT m.id, s.id, s.phone FROM matter m"
        " JOIN follower w ON w.area_id = m.area_id AND w.matter_id = m.id AND w.asks = 1"
        " JOIN person x ON x.area_id = w.area_id AND x.id = w.person_id"
        " JOIN person s ON s.area_id = x.area_id AND s.id IN (x.id, x.merged_into)"
        " WHERE m.area_id = ?1 AND m.ticket = ?2 AND m.kind = 'request' AND s.phone IS NOT NULL",
        V(c->area_id), V(ticket));
    while (rows_next(&r)) {
        looked++;
        int64_t person = row_int(&r, 1);
        bool fits = ends_so(unseal(c, "person", "phone", person, row_bytes(&r, 2)), last4);
        found = fits ? row_int(&r, 0) : found;
    }
    if (!rows_end(&r)) {
        return false;
    }
    if (!looked) {
        (void)seal(c, "person", "phone", ticket, "19900000000");
    }
    if (!found) {
        count_try(c, ticket);
    }
    *id = found;
    return !c->err.kind;
}

const char *status_pass(struct ctx *c, int64_t ticket)
{
    return keyed_hash(c, "status",
        arena_printf(c->arena, "%s|%s|%s", key_of(c, ticket), str_or(c->who.browser, ""),
            day_text(c->arena, c->now)));
}

bool status_of_pass(struct ctx *c, int64_t ticket, const char *pass, struct matter *out)
{
    if (str_empty(c->who.browser) || !same_secret(pass, status_pass(c, ticket))) {
        return false;
    }
    int64_t id =
        db_int(c, "SELECT id FROM matter WHERE area_id = ?1 AND ticket = ?2 AND kind = 'request'",
            V(c->area_id), V(ticket));
    return id && matters_load(c, id, out);
}
