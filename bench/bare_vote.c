/* bare_vote.c sqlite|postgresql STORE BATCH MS FROM - the rows of one vote (act, vote, two marks,
 * six sums, voter, fact), straight into the store, no HTTP, no session: BATCH of them a commit,
 * every commit on the disk. Prints how many a second, and the next FROM. */
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SUM(item, choice) \
    "INSERT INTO ballot_sum (area_id, ballot_id, item_no, choice, homes, area_dm2)" \
    " VALUES ($1, $2, " item ", " choice ", 1, 8000)" \
    " ON CONFLICT (area_id, ballot_id, item_no, choice) DO UPDATE" \
    " SET homes = ballot_sum.homes + 1, area_dm2 = ballot_sum.area_dm2 + 8000"
/* $1 area, $2 ballot, $3 new id, $4 voter, $5 a code */
static const char *const sql[] = {
    "INSERT INTO act (area_id, id, act_key, route, account_id, person_id, hand, channel,"
    " happened_at, received_at, typed_at, evidence) VALUES ($1, $3, $5,"
    " '/a/:area/ballots/:id/vote', $2, $4, 1, 1, 1, 1, 1, '')",
    "INSERT INTO vote (area_id, id, ballot_id, voter_no, way, person_id, received_at, act_id, code)"
    " VALUES ($1, $3, $2, $4, 1, $4, $3, $3, $5)",
    "INSERT INTO vote_mark (area_id, vote_id, item_no, choice) VALUES ($1, $3, 1, 1)",
    "INSERT INTO vote_mark (area_id, vote_id, item_no, choice) VALUES ($1, $3, 2, 2)",
    SUM("0", "0"),
    SUM("0", "101"),
    SUM("1", "1"),
    SUM("1", "0"),
    SUM("2", "2"),
    SUM("2", "0"),
    "UPDATE voter SET vote_id = $3, voted_at = $3 WHERE area_id = $1 AND ballot_id = $2 AND no = $4",
    "UPDATE area_head SET next_seq = next_seq + 1, changed_at = $3 WHERE area_id = $1",
    NULL, /* the fact: bytes are typed otherwise on each */
    "UPDATE act SET status = 303, location = $5 WHERE area_id = $1 AND id = $3",
};
#define FACT(blob) \
    "INSERT INTO fact (area_id, seq, id, kind, subject_id, place_id, audience, act_id, at, words," \
    " body, salt, leaf) SELECT $1, next_seq - 1, $3, 'ballots.voted', $3, $1, 4, $3, $3," \
    " '[\"收到一票\"]', $5, CAST('0123456789abcdef' AS " blob ")," \
    " CAST('0123456789abcdef0123456789abcdef' AS " blob ") FROM area_head WHERE area_id = $1"
enum { STATEMENTS = sizeof(sql) / sizeof(*sql) };
static sqlite3 *lite;
static sqlite3_stmt *prepared[STATEMENTS];
static PGconn *pg;
static int64_t owners;

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void need(int ok)
{
    if (!ok) {
        fprintf(stderr, "bare_vote: %s\n", pg ? PQerrorMessage(pg) : sqlite3_errmsg(lite));
        exit(1);
    }
}

/* Everything sent is answered; a pipeline's sync is the commit's end. */
static void drain(void)
{
    PGresult *r;
    need(PQpipelineSync(pg) == 1);
    for (int nulls = 0; nulls < 2;) {
        r = PQgetResult(pg);
        nulls = r ? 0 : nulls + 1;
        ExecStatusType s = r ? PQresultStatus(r) : PGRES_COMMAND_OK;
        PQclear(r);
        need(s == PGRES_COMMAND_OK || s == PGRES_PIPELINE_SYNC);
        if (s == PGRES_PIPELINE_SYNC) {
            return;
        }
    }
}

static void plain(const char *text)
{
    if (lite) {
        need(sqlite3_exec(lite, text, NULL, NULL, NULL) == SQLITE_OK);
        return;
    }
    need(PQsendQueryParams(pg, text, 0, NULL, NULL, NULL, NULL, 0) == 1);
    if (strcmp(text, "COMMIT") == 0) {
        drain();
    }
}

static void open_store(const char *engine, const char *store)
{
    if (strcmp(engine, "sqlite") == 0) {
        need(sqlite3_open(store, &lite) == SQLITE_OK);
        plain("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
              "PRAGMA mmap_size = 1073741824");
        for (int k = 0; k < STATEMENTS; k++) {
            need(sqlite3_prepare_v2(lite, sql[k] ? sql[k] : FACT("BLOB"), -1, &prepared[k], NULL) ==
                 SQLITE_OK);
        }
        return;
    }
    static const Oid types[] = {20, 20, 20, 20, 25};
    pg = PQconnectdb(store);
    need(PQstatus(pg) == CONNECTION_OK);
    for (int k = 0; k < STATEMENTS; k++) {
        char name[8];
        snprintf(name, sizeof(name), "s%d", k);
        PGresult *r = PQprepare(pg, name, sql[k] ? sql[k] : FACT("BYTEA"), 5, types);
        need(PQresultStatus(r) == PGRES_COMMAND_OK);
        PQclear(r);
    }
    need(PQenterPipelineMode(pg) == 1);
}

static void vote(int64_t i)
{
    const int64_t v[] = {
        INT64_C(1) << 40, INT64_C(8) << 40, (INT64_C(1) << 60) + i, 1 + i % owners};
    char text[5][40];
    const char *p[5];
    for (int k = 0; k < 5; k++) {
        snprintf(text[k], sizeof(text[k]), k < 4 ? "%lld" : "%032llx",
            k < 4 ? (long long)v[k] : (long long)i);
        p[k] = text[k];
    }
    for (int k = 0; k < STATEMENTS; k++) {
        if (pg) {
            char name[8];
            snprintf(name, sizeof(name), "s%d", k);
            need(PQsendQueryPrepared(pg, name, 5, p, NULL, NULL, 0) == 1);
            continue;
        }
        for (int n = 1; n <= sqlite3_bind_parameter_count(prepared[k]); n++) {
            const char *name = sqlite3_bind_parameter_name(prepared[k], n);
            int at = name ? name[1] - '1' : 0;
            at < 4 ? sqlite3_bind_int64(prepared[k], n, v[at])
                   : sqlite3_bind_text(prepared[k], n, text[4], -1, SQLITE_TRANSIENT);
        }
        need(sqlite3_step(prepared[k]) == SQLITE_DONE);
        sqlite3_reset(prepared[k]);
    }
}

int main(int argc, char **argv)
{
    if (argc != 6) {
        return 2;
    }
    const char *n = getenv("EAVES_BENCH_OWNERS");
    owners = n ? atoll(n) : 0;
    if (owners < 1) {
        return 2;
    }
    open_store(argv[1], argv[2]);
    int64_t batch = atoll(argv[3]), i = atoll(argv[5]), first = i, start = now_ms(), ms;
    do {
        plain(lite ? "BEGIN IMMEDIATE" : "BEGIN");
        for (int64_t k = 0; k < batch; k++) {
            vote(i++);
        }
        plain("COMMIT");
        ms = now_ms() - start;
    } while (ms < atoll(argv[4]));
    printf("%lld %lld\n", (long long)((i - first) * 1000 / ms), (long long)i);
    return 0;
}
