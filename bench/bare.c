/* bare.c STORE BATCH MS FROM - the inserts of one +1, straight into the store, no HTTP, no session:
 * BATCH of them a commit, every commit on the disk. Prints how many a second. */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { STATEMENTS = 6, VOTERS = 64 };
static const char *const sql[STATEMENTS] = {
    "INSERT INTO act (area_id, id, act_key, route, account_id, person_id, hand, channel, happened_at,"
    " received_at, typed_at, evidence) VALUES (?1, ?2, hex(randomblob(16)), '/a/:area/requests/:id/join', 900, ?3,"
    " 1, 1, ?4, ?4, ?4, '') ON CONFLICT (area_id, act_key) DO NOTHING RETURNING id",
    "INSERT INTO follower (area_id, matter_id, person_id, since, act_id) VALUES (?1, ?5, ?3, ?4, ?2)"
    " ON CONFLICT (area_id, matter_id, person_id) DO NOTHING",
    "UPDATE area_head SET next_seq = next_seq + 1, changed_at = ?4 WHERE area_id = ?1 RETURNING next_seq - 1",
    "INSERT INTO fact (area_id, seq, id, kind, subject_id, place_id, audience, act_id, at, words, body, salt, leaf)"
    " SELECT ?1, next_seq - 1, ?2, 'requests.join', ?5, ?1, 0, ?2, ?4, '[\"又有一位邻居一起反映\"]', '',"
    " randomblob(16), randomblob(32) FROM area_head WHERE area_id = ?1",
    "UPDATE act SET status = 303, location = '/a/bench/requests/30064771072' WHERE area_id = ?1 AND id = ?2",
    NULL};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void need(sqlite3 *db, int ok)
{
    if (!ok) {
        fprintf(stderr, "bare: %s\n", sqlite3_errmsg(db));
        exit(1);
    }
}

static void vote(sqlite3 *db, sqlite3_stmt **s, int64_t i)
{
    const int64_t area = INT64_C(1) << 32, person = (INT64_C(6) << 32), matter = INT64_C(7) << 32;
    int64_t v[] = {
        area, (INT64_C(9) << 40) + i, person + i % VOTERS, 1700000000000 + i, matter + i / VOTERS};
    for (int k = 0; sql[k]; k++) {
        for (int p = 0; p < sqlite3_bind_parameter_count(s[k]); p++) {
            sqlite3_bind_int64(s[k], p + 1, v[p]);
        }
        int rc;
        while ((rc = sqlite3_step(s[k])) == SQLITE_ROW) {
        }
        need(db, rc == SQLITE_DONE);
        sqlite3_reset(s[k]);
    }
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        return 2;
    }
    sqlite3 *db;
    sqlite3_stmt *s[STATEMENTS] = {0};
    need(NULL, sqlite3_open(argv[1], &db) == SQLITE_OK);
    sqlite3_exec(db,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
        "PRAGMA mmap_size = 1073741824;",
        NULL, NULL, NULL);
    for (int k = 0; sql[k]; k++) {
        need(db, sqlite3_prepare_v2(db, sql[k], -1, &s[k], NULL) == SQLITE_OK);
    }
    int64_t batch = atoll(argv[2]), i = atoll(argv[4]), first = i, start = now_ms(), ms;
    do {
        need(db, sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK);
        for (int64_t k = 0; k < batch; k++) {
            vote(db, s, i++);
        }
        need(db, sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK);
        ms = now_ms() - start;
    } while (ms < atoll(argv[3]));
    printf("%lld %lld\n", (long long)((i - first) * 1000 / ms), (long long)i);
    return 0;
}
