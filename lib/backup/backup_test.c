#include "lib/backup/backup.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/backup/disk.h"
#include "lib/log/leaf.h"
#include "lib/log/log.h"
#include "tests/check.h"

static const char *at(struct ctx *c, const char *name)
{
    return arena_printf(c->arena, "%s/%s", c->app->files_dir, name);
}

/* A house of its own beside the tests' store: what other suites spoil does not matter here. */
static struct ctx house(struct ctx *c, const char *name, const char *without)
{
    struct ctx own = *c;
    struct applieds all = {0}, some = {0};
    must(db_begin_read(c) && db_applied(c, &all));
    db_rollback(c);
    for (size_t i = 0; i < all.n; i++) {
        if (!without || !str_same(all.v[i].module, without)) {
            list_push(c->arena, &some, all.v[i]);
        }
    }
    own.db = db_open(arena_printf(c->arena, "sqlite:%s", at(c, name)), &own.err);
    must(own.db && db_begin_area(&own, 0) && db_make(&own, &some) && db_commit(&own));
    return own;
}

static const char *const odd[] = {"", "\\N", "a\tb\nc\\d\re\bf\fg\v", "\\x41", "{\"a\": \"好\"}",
    "屋檐 𠮷 é", "'; DROP TABLE note; --", "\x01\x1f\x7f"};

static void put_odd(struct ctx *c)
{
    must(db_begin_area(c, 0));
    for (size_t i = 0; i < COUNT(odd); i++) {
        db_exec(c,
            "INSERT INTO note (id, at, kind, area_id, detail) VALUES (?1, ?2, 'backup-test', ?3, ?4)",
            V(new_id(c)), V(i ? INT64_MAX : INT64_MIN), V((int64_t)i), V(odd[i]));
    }
    must(db_commit(c));
}

static int64_t put_facts(struct ctx *c, int n)
{
    static const uint8_t bytes[] = {0, 1, 9, 10, 92, 255};
    must(db_begin_area(c, 0));
    int64_t id = c->area_id = new_id(c);
    db_exec(c,
        "INSERT INTO area (id, code, kind, town_id, name, made_at) VALUES (?1, ?2, 2, ?1, ?3, 0)",
        V(id), V(arena_printf(c->arena, "b%lld", (long long)id)), V("测试居民区"));
    must(area_head_make(c, id) && act_system(c));
    for (int i = 0; i < n; i++) {
        must(record(c, &(struct fact){.kind = "test.said", .subject_id = i, .text = odd[i % 8]}));
    }
    db_exec(c, "INSERT INTO account (id, phone, phone_hash, made_at) VALUES (?1, ?2, ?3, 0)",
        V(new_id(c)), V(((struct bytes){bytes, sizeof bytes})),
        V(arena_printf(c->arena, "h%lld", (long long)id)));
    must(db_commit(c));
    return id;
}

/* A store without tables is no house. */
static void no_house(struct ctx *c)
{
    struct ctx own = *c;
    own.db = db_open(arena_printf(c->arena, "sqlite:%s", at(c, "none.db")), &own.err);
    must(own.db);
    CHECK("none", !backup_any(&own) && own.err.kind == ERR_ABSENT);
    db_close(own.db);
    own = house(c, "some.db", NULL);
    CHECK("one", backup_any(&own));
    db_close(own.db);
}

static struct backup made(struct ctx *c, const char *dir)
{
    struct backup b = {0};
    CHECK("made", backup_make(c, dir, false, &b));
    return b;
}

/* there and back ------------------------------------------------------------------------------ */
struct texts {
    struct buf b;
    size_t at;
};

static bool collect(struct ctx *c, void *self, const char *v, size_t n)
{
    (void)c;
    buf_put(&((struct texts *)self)->b, v, n);
    return true;
}

static bool give(struct ctx *c, void *self, const char **v, size_t *n)
{
    struct texts *t = self;
    (void)c;
    const char *end = t->at < t->b.n ? memchr(t->b.v + t->at, '\n', t->b.n - t->at) : NULL;
    *v = t->b.v + t->at;
    *n = end ? (size_t)(end - *v) + 1 : 0;
    t->at += *n;
    return *n > 0;
}

static struct texts dumped(struct ctx *c, const char *table)
{
    struct dump_tables all = {0};
    struct texts out = {0};
    must(db_begin_read(c) && dump_tables(c, &all));
    for (size_t i = 0; i < all.n; i++) {
        if (str_same(all.v[i].name, table)) {
            must(dump_out(c, &all.v[i], (struct dump_to){&out, collect}));
        }
    }
    db_rollback(c);
    return out;
}

static void rows_there_and_back(struct ctx *c)
{
    struct ctx own = house(c, "rows.db", NULL);
    put_odd(c);
    struct texts first = dumped(c, "note");
    must(db_begin_area(&own, 0) && dump_loading(&own));
    CHECK("taken in",
        dump_in(&own, "note", "id:i,at:i,kind:t,area_id:i,account_id:i,session:t,path:t,detail:t",
            (struct dump_from){&first, give}));
    CHECK("committed", db_commit(&own));
    struct texts second = dumped(&own, "note");
    CHECK("the same bytes from both stores",
        first.b.n && first.b.n == second.b.n && memcmp(first.b.v, second.b.v, first.b.n) == 0);
    must(db_begin_area(c, 0));
    db_exec(c, "DELETE FROM note WHERE kind = 'backup-test'", NONE);
    second.at = 0;
    db_exec(c, "DELETE FROM note", NONE);
    CHECK("and back",
        dump_loading(c) &&
            dump_in(c, "note", "id:i,at:i,kind:t,area_id:i,account_id:i,session:t,path:t,detail:t",
                (struct dump_from){&second, give}) &&
            db_commit(c));
    struct texts third = dumped(c, "note");
    CHECK("nothing lost", third.b.n == first.b.n);
    buf_release(&first.b);
    buf_release(&second.b);
    buf_release(&third.b);
    db_close(own.db);
}

static void bad_lines(struct ctx *c)
{
    static const char *const lines[] = {"1\t2\n", "1\ta\tb\tc\n", "1\t2", "x\t2\tb\n",
        "1\t2\t\\q\n", "1\t2\tb\\\n", "99999999999999999999\t2\tb\n"};
    struct ctx own = house(c, "lines.db", NULL);
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct texts t = {0};
        buf_puts(&t.b, lines[i]);
        if (t.b.v[t.b.n - 1] != '\n') { /* give() wants one */
            buf_puts(&t.b, "\t\\\n");
        }
        must(db_begin_area(&own, 0));
        CHECK(lines[i], !dump_in(&own, "note", "id:i,at:i,kind:t", (struct dump_from){&t, give}) &&
                            own.err.kind == ERR_STORE);
        db_rollback(&own);
        buf_release(&t.b);
        own.err = (struct err){0};
    }
    static const char *const columns[] = {"", "id", "id:x", "id:i,", "id:i;drop:t", "ID:i"};
    for (size_t i = 0; i < COUNT(columns); i++) {
        struct texts none = {0};
        must(db_begin_area(&own, 0));
        CHECK(columns[i], !dump_in(&own, "note", columns[i], (struct dump_from){&none, give}));
        db_rollback(&own);
        own.err = (struct err){0};
    }
    db_close(own.db);
}

static void a_house_there_and_back(struct ctx *c)
{
    struct ctx own = house(c, "there.db", NULL);
    struct sayings bad = {0};
    put_odd(&own);
    int64_t area = put_facts(&own, 21);
    struct backup b = made(&own, at(c, "there")), read;
    CHECK("read as written", backup_read(&own, b.path, &read) && read.rows == b.rows &&
                                 read.bytes == b.bytes && read.areas.n == 1 &&
                                 read.areas.v[0].facts == 21 && read.sealed_by_us);
    CHECK("sound", backup_verify(&own, &read, c->app->files_dir, &bad) && !bad.n);
    const char *store = arena_printf(c->arena, "sqlite:%s", at(c, "back.db"));
    CHECK("restored", backup_restore(&own, &read, store, at(c, "back-files"), &bad) && !bad.n);
    struct ctx back = *c;
    back.db = db_open(store, &back.err);
    int64_t wrong = 0, checked = 0;
    CHECK("its log adds up", log_check(&back, area, &wrong, &checked) && checked == 21);
    CHECK("current", db_is_current(&back));
    struct backup again = made(&back, at(c, "again"));
    CHECK("the same again", again.rows == b.rows && again.bytes == b.bytes);
    CHECK(
        "not over what is there", !backup_restore(&own, &read, store, at(c, "other-files"), &bad) &&
                                      own.err.kind == ERR_CONFLICT);
    db_close(back.db);
    db_close(own.db);
}

/* older and newer ----------------------------------------------------------------------------- */
static void older_is_brought_up(struct ctx *c)
{
    struct ctx own = house(c, "older.db", "overview");
    struct sayings bad = {0};
    put_facts(&own, 3);
    CHECK("an older house", !db_is_current(&own));
    own.err = (struct err){0};
    struct backup b = made(&own, at(c, "older"));
    const char *store = arena_printf(c->arena, "sqlite:%s", at(c, "up.db"));
    CHECK("restored", backup_restore(&own, &b, store, at(c, "up-files"), &bad) && !bad.n);
    struct ctx up = *c;
    up.db = db_open(store, &up.err);
    CHECK("and current", db_is_current(&up));
    db_close(up.db);
    db_close(own.db);
}

static void newer_is_refused(struct ctx *c)
{
    struct ctx own = house(c, "newer.db", NULL);
    struct sayings bad = {0};
    struct backup b = made(&own, at(c, "newer"));
    list_push(c->arena, &b.applied, (struct applied){.module = "later", .hash = "x", .number = 2});
    const char *store = arena_printf(c->arena, "sqlite:%s", at(c, "refused.db"));
    CHECK("refused", !backup_restore(&own, &b, store, at(c, "refused-files"), &bad) &&
                         own.err.kind == ERR_STORE && own.err.words.n == 2);
    CHECK("nothing is left",
        access(at(c, "refused.db"), F_OK) != 0 && access(at(c, "refused-files"), F_OK) != 0);
    own.err = (struct err){0};
    CHECK("said when looked at", backup_verify(&own, &b, c->app->files_dir, &bad) && bad.n == 1);
    db_close(own.db);
}

/* changed bytes ------------------------------------------------------------------------------- */
static void flip(const char *path, int64_t offset)
{
    int fd = open(path, O_RDWR);
    uint8_t byte = 0;
    must(fd >= 0 && pread(fd, &byte, 1, offset) == 1);
    byte ^= 1;
    must(pwrite(fd, &byte, 1, offset) == 1);
    close(fd);
}

static void a_changed_byte_is_named(struct ctx *c)
{
    struct ctx own = house(c, "flip.db", NULL);
    put_odd(&own);
    put_facts(&own, 9);
    struct backup b = made(&own, at(c, "flip"));
    for (size_t i = 0; i < b.files.n; i++) {
        const char *path = arena_printf(c->arena, "%s/%s", b.path, b.files.v[i].path);
        struct sayings bad = {0};
        if (b.files.v[i].bytes) {
            flip(path, b.files.v[i].bytes / 2);
            CHECK(b.files.v[i].path, backup_verify(&own, &b, c->app->files_dir, &bad) &&
                                         bad.n == 1 && strstr(b.files.v[i].path, bad.v[0].v[0].s));
            flip(path, b.files.v[i].bytes / 2);
        }
    }
    struct sayings bad = {0};
    const char *facts = arena_printf(c->arena, "%s/rows/fact", b.path);
    flip(facts, 0);
    CHECK("the row", backup_verify(&own, &b, c->app->files_dir, &bad) && bad.n == 1 &&
                         bad.v[0].n == 3 && bad.v[0].v[1].i == 1);
    flip(arena_printf(c->arena, "%s/manifest", b.path), 30);
    CHECK("the manifest", !backup_read(&own, b.path, &b) && own.err.kind == ERR_RULE);
    own.err = (struct err){0};
    unlink(arena_printf(c->arena, "%s/manifest", b.path));
    CHECK("none: no backup", !backup_read(&own, b.path, &b) && own.err.kind == ERR_ABSENT);
    db_close(own.db);
}

static void another_key_is_seen(struct ctx *c)
{
    struct ctx own = house(c, "key.db", NULL);
    struct backup b = made(&own, at(c, "key"));
    struct app other = *c->app;
    other.key[3] ^= 1;
    own.app = &other;
    CHECK("not sealed by this one", backup_read(&own, b.path, &b) && !b.sealed_by_us);
    db_close(own.db);
}

/* the folder ---------------------------------------------------------------------------------- */
static void who_stays(struct ctx *c)
{
    static const char *const all[] = {"20261127T18", "20261127T12", "20261127T06", "20261126T19",
        "20261126T01", "20261124T19", "20261123T19"};
    struct names n = {0};
    for (size_t i = 0; i < COUNT(all); i++) {
        list_push(c->arena, &n, all[i]);
    }
    for (int keep = 2; keep <= 3; keep++) {
        char got[8] = "";
        for (size_t i = 0; i < COUNT(all); i++) {
            got[i] = backup_stays(&n, i, keep) ? '1' : '0';
        }
        const char *wanted = keep == 2 ? "1101000" : "1111010";
        CHECK(got, str_same(got, wanted));
    }
}

static void when_it_is_due(struct ctx *c)
{
    const int64_t hour = 3600 * 1000, three = ms_of_civil(2026, 11, 27, 3, 0);
    const struct {
        int64_t now, newest;
        int every;
        bool due;
    } rows[] = {
        {three, 0, 1440, true},
        {three - 1, three - 24 * hour, 1440, false},
        {three, three - 24 * hour, 1440, true},
        {three + hour, three, 1440, false},
        {three + hour, three - 1, 1440, true},
        {three + 23 * hour, three, 1440, false},
        {three, three - 5 * 60 * 1000 + 1, 5, false},
        {three, three - 5 * 60 * 1000, 5, true},
        {three, 0, 5, true},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        CHECK(arena_printf(c->arena, "row %zu", i),
            backup_is_due(rows[i].now, rows[i].newest, rows[i].every) == rows[i].due);
    }
}

static void one_at_a_time(struct ctx *c)
{
    struct ctx own = house(c, "lock.db", NULL);
    struct backup b = made(&own, at(c, "lock"));
    int fd = open(at(c, "lock/.lock"), O_RDWR);
    must(fd >= 0 && flock(fd, LOCK_EX) == 0);
    CHECK("busy", !backup_make(&own, at(c, "lock"), false, &b) && own.err.kind == ERR_BUSY);
    own.err = (struct err){0};
    close(fd);
    must(mkdir(at(c, "lock/.part-left"), 0700) == 0);
    test_at(c, c->now + 1);
    b = made(&own, at(c, "lock"));
    CHECK("what a kill left is gone", access(at(c, "lock/.part-left"), F_OK) != 0);
    CHECK("the newest", str_same(backup_newest(c->arena, at(c, "lock")), b.path));
    CHECK("its time by its name",
        backup_newest_at(c->arena, at(c, "lock")) / 60000 == b.made_at / 60000);
    CHECK("noted", (backup_state_put(&own, "backup.made", "7 8 9 10 /a b"), !own.err.kind));
    struct backup_state s;
    CHECK("and read", backup_state(&own, &s) && s.made_at == 7 && s.bytes == 10 &&
                          str_same(s.path, "/a b") && !s.failed_at);
    db_close(own.db);
}

/* the tree, against its definition ------------------------------------------------------------ */
static void slow_head(const uint8_t *leaves, int64_t n, uint8_t out[32])
{
    uint8_t both[65] = {1};
    int64_t k = 1;
    if (n == 1) {
        memcpy(out, leaves, 32);
        return;
    }
    while (2 * k < n) {
        k *= 2;
    }
    slow_head(leaves, k, both + 1);
    slow_head(leaves + 32 * k, n - k, both + 33);
    crypto_hash_sha256(out, both, sizeof both);
}

static void head_of_any_length(struct ctx *c)
{
    struct ctx own = house(c, "tree.db", NULL);
    uint8_t leaves[40 * 32], want[32], got[32];
    int64_t facts = 7;
    for (int n = 1; n <= 40; n++) {
        int64_t area = put_facts(&own, n);
        struct rows r = db_stream_(&own, "SELECT leaf FROM fact WHERE area_id = ?1 ORDER BY seq", 1,
            &(struct value){.type = VALUE_INT, .i = area});
        for (int i = 0; rows_next(&r); i++) {
            memcpy(leaves + 32 * i, row_bytes(&r, 0).v, 32);
        }
        must(rows_end(&r));
        slow_head(leaves, n, want);
        CHECK("as RFC 6962 says",
            log_head(&own, area, &facts, got) && facts == n && memcmp(got, want, 32) == 0);
    }
    CHECK("none", log_head(&own, 1, &facts, got) && !facts && sodium_is_zero(got, 32));
    db_close(own.db);
}

const struct test backup_tests[] = {
    {"no house", no_house},
    {"rows there and back", rows_there_and_back},
    {"bad lines", bad_lines},
    {"a house there and back", a_house_there_and_back},
    {"older is brought up", older_is_brought_up},
    {"newer is refused", newer_is_refused},
    {"a changed byte is named", a_changed_byte_is_named},
    {"another key is seen", another_key_is_seen},
    {"who stays", who_stays, .pure = true},
    {"when it is due", when_it_is_due, .pure = true},
    {"one at a time", one_at_a_time},
    {"head of any length", head_of_any_length},
    {0},
};
