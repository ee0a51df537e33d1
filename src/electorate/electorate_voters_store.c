/* electorate_voters_store.c - the frozen roll is read. */
#include <sodium.h>
#include <string.h>

#include "src/electorate/electorate_room.h"

#define VOTER \
    "SELECT o.no, o.who_kind, o.who_id, o.why_not, o.unsold, o.building_id, o.door, o.units," \
    " o.homes, o.area_dm2, o.stalls_dm2, o.delivered_at, o.voted_at, o.vote_id," \
    " CASE WHEN o.who_kind = 1 THEN p.name WHEN o.who_kind = 2 THEN w.name ELSE '' END FROM voter o" \
    " LEFT JOIN person p ON p.area_id = o.area_id AND p.id = o.who_id AND o.who_kind = 1" \
    " LEFT JOIN owner w ON w.area_id = o.area_id AND w.id = o.who_id AND o.who_kind = 2" \
    " WHERE o.area_id = ?1 AND o.ballot_id = ?2"

static struct voter read_voter(const struct rows *r)
{
    int64_t homes = row_int(r, 8);
    return (struct voter){.no = row_int(r, 0),
        .who = (enum voter_who)row_int(r, 1),
        .who_id = row_int(r, 2),
        .why_not = (enum why_not)row_int(r, 3),
        .unsold = row_int(r, 4) != 0,
        .building_id = row_int(r, 5),
        .door = row_text(r, 6),
        .units = row_int(r, 7),
        .w = {homes, 1 - homes, row_int(r, 9), row_int(r, 10)},
        .delivered_at = row_int(r, 11),
        .voted_at = row_int(r, 12),
        .vote_id = row_int(r, 13),
        .name = row_text(r, 14)};
}

static bool read_voters(struct rows *r, struct voters *out)
{
    while (rows_next(r)) {
        list_push(r->c->arena, out, read_voter(r));
    }
    return rows_end(r);
}

bool electorate_voters(struct ctx *c, int64_t ballot_id, int64_t building_id, struct voters *out)
{
    struct rows r = db_query(c, VOTER " AND (?3 = 0 OR o.building_id = ?3) ORDER BY o.no",
        V(c->area_id), V(ballot_id), V(building_id));
    return read_voters(&r, out);
}

bool electorate_voters_for(struct ctx *c, int64_t ballot_id, int64_t person_id, struct voters *out)
{
    struct rows r = db_query(c,
        VOTER " AND o.no IN (SELECT s.voter_no FROM voter_speaker s WHERE s.area_id = ?1"
              " AND s.person_id = ?3 AND s.ballot_id = ?2) ORDER BY o.no",
        V(c->area_id), V(ballot_id), V(person_id));
    return read_voters(&r, out);
}

/* false: none, or it failed. */
static bool one_voter(struct rows *r, struct voter *out)
{
    struct voters one = {0};
    if (!read_voters(r, &one) || !one.n) {
        return false;
    }
    *out = one.v[0];
    return true;
}

bool electorate_voter(struct ctx *c, int64_t ballot_id, int64_t no, struct voter *out)
{
    struct rows r = db_query(c, VOTER " AND o.no = ?3", V(c->area_id), V(ballot_id), V(no));
    return one_voter(&r, out) ||
           (!c->err.kind && fail(&c->err, ERR_ABSENT, SAY(N_("名册上没有这一户"))));
}

bool electorate_voter_of(
    struct ctx *c, int64_t ballot_id, int64_t person_id, int64_t no, struct voter *out)
{
    struct rows r = db_query(c,
        VOTER " AND o.no = ?3 AND EXISTS (SELECT 1 FROM voter_speaker s WHERE s.area_id = ?1"
              " AND s.ballot_id = ?2 AND s.voter_no = ?3 AND s.person_id = ?4)",
        V(c->area_id), V(ballot_id), V(no), V(person_id));
    return one_voter(&r, out) ||
           (!c->err.kind && refuse(&c->err, NULL, SAY(N_("您不在这次表决的名册上，不能投这一票"))));
}

bool electorate_units(
    struct ctx *c, int64_t ballot_id, int64_t building_id, struct voter_units *out)
{
    struct rows r = db_query(c,
        "SELECT unit_id, voter_no, building_id, area_dm2, source, stall, name FROM voter_unit"
        " WHERE area_id = ?1 AND ballot_id = ?2 AND (?3 = 0 OR building_id = ?3)"
        " ORDER BY building_id, unit_id",
        V(c->area_id), V(ballot_id), V(building_id));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct voter_unit){.unit_id = row_int(&r, 0),
                .voter_no = row_int(&r, 1),
                .building_id = row_int(&r, 2),
                .area_dm2 = row_int(&r, 3),
                .source = row_int(&r, 4),
                .stall = row_int(&r, 5) != 0,
                .name = row_text(&r, 6)}));
    }
    return rows_end(&r);
}

/* "1 1 8900 0\n" a head: docs/ballot-file.md. */
const char *electorate_hash(struct ctx *c, int64_t id)
{
    struct voters all = {0};
    uint8_t out[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state s;
    if (!electorate_voters(c, id, 0, &all)) {
        return "";
    }
    (void)crypto_hash_sha256_init(&s);
    for (size_t i = 0; i < all.n; i++) {
        const struct voter *v = &all.v[i];
        const char *line = arena_printf(c->arena, "%lld %lld %lld %lld\n", (long long)v->no,
            (long long)v->w.homes, (long long)v->w.area_dm2, (long long)v->w.stalls_dm2);
        (void)crypto_hash_sha256_update(&s, (const unsigned char *)line, strlen(line));
    }
    (void)crypto_hash_sha256_final(&s, out);
    return hex(c->arena, out, sizeof(out));
}

bool electorate_sold_since(
    struct ctx *c, int64_t ballot_id, int64_t frozen_at, struct voter_units *out)
{
    struct rows r = db_query(c,
        "SELECT DISTINCT u.unit_id, u.voter_no, u.building_id, u.area_dm2, p.name || ' ' || u.name"
        " FROM voter_unit u JOIN owner_share s ON s.area_id = u.area_id AND s.unit_id = u.unit_id"
        " JOIN place p ON p.area_id = u.area_id AND p.id = u.building_id"
        " WHERE u.area_id = ?1 AND u.ballot_id = ?2 AND s.valid_from BETWEEN ?3 AND ?4"
        " ORDER BY u.voter_no, u.unit_id LIMIT 200",
        V(c->area_id), V(ballot_id), V(day_text(c->arena, frozen_at)),
        V(day_text(c->arena, c->now)));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct voter_unit){.unit_id = row_int(&r, 0),
                .voter_no = row_int(&r, 1),
                .building_id = row_int(&r, 2),
                .area_dm2 = row_int(&r, 3),
                .name = row_text(&r, 4)}));
    }
    return rows_end(&r);
}

bool electorate_able(struct ctx *c, int64_t ballot_id, struct weight *out)
{
    struct rows r = db_query(c,
        "SELECT COALESCE(sum(homes), 0), COALESCE(sum(1 - homes), 0), COALESCE(sum(area_dm2), 0),"
        " COALESCE(sum(stalls_dm2), 0) FROM voter WHERE area_id = ?1 AND ballot_id = ?2"
        " AND why_not = 0",
        V(c->area_id), V(ballot_id));
    *out = (struct weight){0};
    if (rows_next(&r)) {
        *out = (struct weight){row_int(&r, 0), row_int(&r, 1), row_int(&r, 2), row_int(&r, 3)};
    }
    return rows_end(&r);
}

bool electorate_unvoted(struct ctx *c, int64_t ballot_id, struct ids *out)
{
    struct rows r = db_query(c,
        "SELECT DISTINCT s.person_id FROM voter_speaker s JOIN voter o ON o.area_id = s.area_id"
        " AND o.ballot_id = s.ballot_id AND o.no = s.voter_no"
        " WHERE s.area_id = ?1 AND s.ballot_id = ?2 AND o.voted_at = 0 ORDER BY 1",
        V(c->area_id), V(ballot_id));
    return rows_ids(&r, out);
}

bool electorate_persons(struct ctx *c, int64_t ballot_id, struct ids *out)
{
    struct rows r = db_query(c,
        "SELECT s.person_id AS person FROM voter_speaker s WHERE s.area_id = ?1"
        " AND s.ballot_id = ?2 UNION SELECT o.who_id FROM voter o WHERE o.area_id = ?1"
        " AND o.ballot_id = ?2 AND o.who_kind = 1 AND o.who_id IS NOT NULL ORDER BY 1",
        V(c->area_id), V(ballot_id));
    return rows_ids(&r, out);
}
