/* roster_shares.c - who owns how much of a home: the file by itself, and beside the register. */
#include <inttypes.h>

#include "src/roster/roster.h"

static const char *home_key(struct arena *a, const struct roster_row *r)
{
    return roster_key(a, r->compound, r->building, r->unit[0], NULL);
}

/* "": all the owners of the home together. */
static const char *owner_key(struct arena *a, const char *unit_key, const char *name)
{
    return arena_printf(a, "%s\x1f\x1eo\x1f%s", unit_key, name);
}

static bool too_much(const struct known_entry *e)
{
    return e->number > e->den || e->den > INT64_C(1000000000);
}

/* number/den += num/den, in lowest terms; den 0: nothing yet. A sum out of reach stays so. */
static void add_share(struct known_entry *e, int64_t num, int64_t den)
{
    if (e->den > INT64_C(1000000000)) {
        return;
    }
    int64_t n = e->den ? e->number * den + num * e->den : num;
    int64_t d = e->den ? e->den * den : den, x = n, y = d;
    while (y) {
        int64_t rest = x % y;
        x = y;
        y = rest;
    }
    e->number = x ? n / x : n;
    e->den = x ? d / x : d;
}

/* The file by itself --------------------------------------------------------------------------- */
/* Of a home, id: how many owners, number/den: their sum. Of an owner, id: in how many rows,
 * number/den: the share said in one of them, household_id: rows read by now. */
static void count_owner(struct arena *a, struct known *said, const struct roster_row *r)
{
    struct known_entry *e = known_put(a, said, owner_key(a, home_key(a, r), r->owner));
    bool first = e->id++ == 0;
    if (!e->den) {
        e->number = r->num;
        e->den = r->den;
    }
    if (first) {
        known_put(a, said, home_key(a, r))->id++;
    }
}

static struct words share_wrong(struct arena *a, struct known *said, struct roster_row *r)
{
    struct known_entry *home = known_put(a, said, home_key(a, r)), before = *home;
    r->assumed = !r->den;
    if (r->assumed && home->id > 1) {
        return SAY(N_("这套房不止一个产权人，要写各人的份额"));
    }
    r->num = r->den ? r->num : 1;
    r->den = r->den ? r->den : 1;
    add_share(home, r->num, r->den);
    if (too_much(home)) {
        home->number = before.number;
        home->den = before.den;
        return SAY(N_("这套房的产权份额加起来超过 1"));
    }
    return (struct words){0};
}

/* An owner written again on each member's row is said once. */
static struct words read_owner(struct arena *a, struct known *said, struct roster_row *r)
{
    struct known_entry *e = known_put(a, said, owner_key(a, home_key(a, r), r->owner));
    if (r->den && r->num * e->den != e->number * r->den) {
        return SAY(N_("同一个产权人的份额前后写得不一样"));
    }
    bool again = e->household_id++ > 0;
    r->owner = again ? "" : r->owner;
    r->num = again ? 0 : e->number;
    r->den = again ? 0 : e->den;
    return again ? (struct words){0} : share_wrong(a, said, r);
}

void roster_check_shares(struct arena *a, struct roster *out)
{
    struct known said = {0};
    size_t kept = 0;
    for (size_t i = 0; i < out->n; i++) {
        if (*out->v[i].owner) {
            count_owner(a, &said, &out->v[i]);
        }
    }
    for (size_t i = 0; i < out->n; i++) {
        struct roster_row r = out->v[i];
        struct words why = *r.owner ? read_owner(a, &said, &r) : (struct words){0};
        if (why.msgid) {
            roster_refuse(a, out, &r, why);
        } else {
            out->v[kept++] = r;
        }
    }
    out->n = kept;
}

/* Beside the register -------------------------------------------------------------------------- */
void known_owner(struct arena *a, struct known *k, const char *unit_key, const char *name,
    int64_t num, int64_t den)
{
    struct known_entry *e = known_put(a, k, owner_key(a, unit_key, name));
    e->number = num;
    e->den = den;
    add_share(known_put(a, k, owner_key(a, unit_key, "")), num, den);
}

void roster_compare_share(
    struct arena *a, struct roster_row *r, const struct known *there, const char *unit_key)
{
    const struct known_entry *e =
        *r->owner ? known_get(there, owner_key(a, unit_key, r->owner)) : NULL;
    r->old_share = e ? arena_printf(a, "%" PRId64 "/%" PRId64, e->number, e->den) : "";
    if (e && r->assumed) {
        r->num = e->number;
        r->den = e->den;
    }
    r->owns = *r->owner && (!e || e->number * r->den != r->num * e->den);
    r->less = e && r->num * e->den < e->number * r->den;
}

/* What is owned of the home once this row has been put. */
static void weigh(
    struct arena *a, struct known *sums, const struct known *there, const struct roster_row *r)
{
    const char *unit = home_key(a, r);
    const struct known_entry *all = known_get(there, owner_key(a, unit, ""));
    const struct known_entry *old = known_get(there, owner_key(a, unit, r->owner));
    struct known_entry *e = known_put(a, sums, unit);
    if (!e->den && all) {
        add_share(e, all->number, all->den);
    }
    if (old) {
        add_share(e, -old->number, old->den);
    }
    add_share(e, r->num, r->den);
}

void roster_weigh_shares(struct arena *a, struct roster *r, const struct known *there)
{
    struct known sums = {0};
    size_t kept = 0;
    for (size_t i = 0; i < r->n; i++) {
        if (r->v[i].owns && r->v[i].news != ROSTER_ASK) {
            weigh(a, &sums, there, &r->v[i]);
        }
    }
    for (size_t i = 0; i < r->n; i++) {
        const struct known_entry *e = r->v[i].owns ? known_get(&sums, home_key(a, &r->v[i])) : NULL;
        if (e && too_much(e)) {
            roster_refuse(a, r, &r->v[i],
                SAY(N_("和已经登记的产权人合起来超过一整套：写清各人的份额，或者先记一次买卖")));
        } else {
            r->v[kept++] = r->v[i];
        }
    }
    r->n = kept;
}
