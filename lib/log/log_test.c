/* log_test.c - every fact once, in order, without gaps, and unchangeable. */
#include "lib/log/log.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/log/leaf.h"
#include "tests/check.h"

static bool tell(struct ctx *c, int64_t subject, enum audience audience, const char *text)
{
    struct fact f = {.kind = "test.said",
        .subject_id = subject,
        .audience = audience,
        .words = WORDS(N_("还差 {0} 户"), INT(3)),
        .text = text};
    return record(c, &f);
}

static void words(struct ctx *c)
{
    struct words w = WORDS(N_("还差 {0} 户：{1}、{2}"), INT(-23), TEXT("“引号\"\\\n”"),
        MSG(N_("已办结")), MONEY(231650));
    const char *json = words_to_json(c->arena, w);
    struct words back = words_from_json(c->arena, json);
    CHECK("there and back", str_same(back.msgid, w.msgid) && back.n == 4 && back.v[0].i == -23);
    CHECK("text", str_same(back.v[1].s, w.v[1].s) && back.v[2].type == WORD_MSG);
    CHECK("bytes", str_same(words_to_json(c->arena, back), json));
    CHECK("none", str_same(words_to_json(c->arena, (struct words){0}), "[]"));
    static const char *const bad[] = {"", "[]", "{}", "[1]", "[\"a\",[1]]", "[\"a\",[1,\"x\"]]",
        "[\"a\",[99,1]]", "[\"a\",[2,3]]", "[\"a\",[1,1],[1,1],[1,1],[1,1],[1,1]]", "[\"a\"", "x"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        CHECK(bad[i], !words_from_json(c->arena, bad[i]).msgid);
    }
}

/* The example of docs/log.md: whoever writes a verifier can try it on these. */
static void leaf_bytes(struct ctx *c)
{
    static const uint8_t salt[LEAF_SALT] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    uint8_t hash[LEAF_SIZE];
    struct leaf l = {.area_id = 7,
        .seq = 1,
        .id = 9007199254740993,
        .subject_id = 12,
        .act_id = 11,
        .at = INT64_C(1795399200000),
        .kind = "requests.answered",
        .words = "[\"已答复\"]",
        .body = "好\n\x1f"};
    leaf_hash(c->arena, &l, salt, hash);
    CHECK("canonical",
        str_same(leaf_json(c->arena, &l),
            "{\"act\":\"11\",\"area\":\"7\",\"at\":1795399200000,\"audience\":0,"
            "\"body\":\"好\\n\\u001f\",\"id\":\"9007199254740993\",\"kind\":\"requests.answered\","
            "\"place\":\"0\",\"seq\":1,\"subject\":\"12\",\"words\":\"[\\\"已答复\\\"]\"}"));
    CHECK("hash", str_same(hex(c->arena, hash, sizeof(hash)),
                      "c823ee131473dc7ea34bf16dd8f13b57ecfccf2750756fbc4d5e3a53d52e1bc8"));
}

static void timelines(struct ctx *c)
{
    struct entries log = {0}, own = {0}, before = {0};
    test_area(c, NULL);
    test_begin(c);
    c->act.evidence = "";
    CHECK("three", tell(c, 1, AUDIENCE_PUBLIC, "一") && tell(c, 2, AUDIENCE_PUBLIC, "二") &&
                       tell(c, 1, AUDIENCE_STAFF, "三"));
    CHECK("commit", test_end(c));
    CHECK("staff see both",
        log_of_subject(c, 1, AUDIENCE_STAFF, &own) && own.n == 2 && own.v[1].seq == 3);
    CHECK("oldest first", str_same(own.v[0].text, "一") && own.v[0].words.v[0].i == 3);
    own = (struct entries){0};
    CHECK("others one", log_of_subject(c, 1, AUDIENCE_PLACE, &own) && own.n == 1);
    CHECK("newest first", log_of_area(c, 0, 2, &log) && log.n == 2 && log.v[0].seq == 3);
    CHECK("and on", log_of_area(c, log.v[1].seq, 9, &before) && before.n == 1);
    CHECK("with its act", before.v[0].hand == HAND_SYSTEM && before.v[0].typed_at == c->now);
    c->area_id++;
    own = (struct entries){0};
    CHECK("not another area's", log_of_subject(c, 1, AUDIENCE_CASE, &own) && own.n == 0);
}

static void no_gaps(struct ctx *c)
{
    int64_t bad, checked;
    test_area(c, NULL);
    for (int i = 0; i < 6; i++) {
        test_begin(c);
        tell(c, 1, AUDIENCE_PUBLIC, "");
        if (i % 2) {
            refuse(&c->err, NULL, SAY(N_("不行")));
        }
        CHECK("kept or not", test_end(c) == !(i % 2));
        c->err = (struct err){0};
    }
    CHECK("gapless", log_check(c, c->area_id, &bad, &checked) && checked == 3);
    test_begin(c);
    CHECK("sheets", log_next_sheet(c) == 1 && log_next_sheet(c) == 2);
    CHECK("tickets", log_next_ticket(c) == 1 && test_end(c));
}

static void writer(struct ctx *c, int worker, int times)
{
    struct err why = {0};
    struct ctx own = *c;
    own.db = db_open(c->app->store, &why);
    own.app->ids.worker = (uint32_t)worker;
    for (int i = 0; i < times && own.db && !own.err.kind; i++) {
        if (!db_begin_area(&own, own.area_id) || !act_system(&own) ||
            !tell(&own, worker, AUDIENCE_PUBLIC, "") || !db_commit(&own)) {
            break;
        }
    }
    db_close(own.db);
    _exit(own.err.kind ? 1 : 0);
}

static void many_writers(struct ctx *c)
{
    enum { CHILDREN = 4, TIMES = 30 };
    int64_t bad, checked;
    int failed = 0, status;
    test_area(c, NULL);
    for (int i = 1; i <= CHILDREN; i++) {
        if (fork() == 0) {
            writer(c, i, TIMES);
        }
    }
    for (int i = 0; i < CHILDREN; i++) {
        must(wait(&status) > 0);
        failed += status != 0;
    }
    CHECK("nobody failed", failed == 0);
    CHECK("gapless with four writers",
        log_check(c, c->area_id, &bad, &checked) && checked == CHILDREN * TIMES);
}

static void tampered(struct ctx *c)
{
    int64_t bad = 0, checked;
    test_area(c, NULL);
    test_begin(c);
    for (int i = 0; i < 5; i++) {
        tell(c, i, AUDIENCE_PUBLIC, "原文");
    }
    CHECK("five", test_end(c) && log_check(c, c->area_id, &bad, &checked) && checked == 5);
    test_begin(c);
    db_exec(c, "DELETE FROM fact WHERE area_id = ?1 AND seq = 2", V(c->area_id));
    CHECK("nobody deletes", !test_end(c) && c->err.kind == ERR_CONFLICT);
    c->err = (struct err){0};
    test_begin(c);
    db_exec(c, "UPDATE fact SET leaf = salt WHERE area_id = ?1 AND seq = 2", V(c->area_id));
    CHECK("nor changes a leaf", !test_end(c) && c->err.kind == ERR_CONFLICT);
    c->err = (struct err){0};
    test_begin(c);
    db_exec(c, "UPDATE fact SET body = '改了' WHERE area_id = ?1 AND seq = 4", V(c->area_id));
    CHECK("a changed text", test_end(c) && !log_check(c, c->area_id, &bad, &checked));
    CHECK("is found", bad == 4 && checked == 3 && !c->err.kind);
}

static void cut_off(struct ctx *c)
{
    int64_t bad, checked;
    test_area(c, NULL);
    test_begin(c);
    tell(c, 1, AUDIENCE_PUBLIC, "");
    db_exec(c, "UPDATE area_head SET next_seq = next_seq + 1 WHERE area_id = ?1", V(c->area_id));
    CHECK("a missing end", test_end(c) && !log_check(c, c->area_id, &bad, &checked) && bad == 2);
}

static void erased(struct ctx *c)
{
    struct entries log = {0};
    int64_t bad, checked;
    test_area(c, NULL);
    test_begin(c);
    tell(c, 5, AUDIENCE_PUBLIC, "张三的病情");
    tell(c, 5, AUDIENCE_PUBLIC, "别的");
    CHECK("erase", log_erase(c, 1) && test_end(c));
    CHECK("it still adds up", log_check(c, c->area_id, &bad, &checked) && checked == 3);
    CHECK("the text is gone",
        log_of_subject(c, 5, AUDIENCE_STAFF, &log) && log.n == 3 && str_empty(log.v[0].text));
    CHECK("and its words", !log.v[0].words.msgid && str_same(log.v[2].kind, "log.erased"));
    test_begin(c);
    CHECK("what is not there", !log_erase(c, 99) && c->err.kind == ERR_ABSENT && !test_end(c));
    c->err = (struct err){0};
}

static int heard;

static void hear(struct ctx *c, const struct fact *f)
{
    heard += f->seq == 1;
    record(c, &(struct fact){.kind = "test.echo", .subject_id = f->subject_id});
}

static void reactions(struct ctx *c)
{
    static const struct reaction on[] = {{"test.said", hear}, {"test.other", hear}, {0}};
    static const struct module room = {.name = "room", .on = on};
    static const struct module *const ours[] = {&room, NULL};
    const struct module *const *kept = c->app->modules;
    test_area(c, NULL);
    c->app->modules = ours;
    test_begin(c);
    CHECK("said", tell(c, 1, AUDIENCE_PUBLIC, "") && test_end(c) && heard == 1);
    CHECK("and echoed",
        db_int(c, "SELECT count(*) FROM fact WHERE area_id = ?1", V(c->area_id)) == 2);
    c->app->modules = kept;
}

static void no_area(struct ctx *c)
{
    c->area_id = 3; /* never made */
    CHECK("begun", db_begin_area(c, c->area_id) && act_system(c));
    CHECK("no head, no fact", !tell(c, 1, AUDIENCE_PUBLIC, "") && c->err.kind == ERR_STORE);
    db_rollback(c);
}

/* acts ---------------------------------------------------------------------------------------- */
static enum act_state try_act(struct ctx *c, const char *key, const char *route, int64_t account)
{
    int status = 0;
    const char *location = NULL;
    c->err = (struct err){0};
    c->act = (struct act){.hand = HAND_SELF, .channel = CHANNEL_WEB, .person_id = 4};
    c->who.account_id = account;
    snprintf(c->act.key, sizeof(c->act.key), "%s", key);
    must(db_begin_area(c, c->area_id));
    enum act_state state = act_begin(c, route, &status, &location);
    if (state == ACT_NEW) {
        tell(c, 1, AUDIENCE_PUBLIC, "");
        act_end(c, 303, "/a/ly/requests/1");
    } else if (state == ACT_REPLAYED) {
        CHECK("the first answer", status == 303 && str_same(location, "/a/ly/requests/1"));
    }
    bool ok = db_commit(c);
    CHECK("committed unless refused", ok == (state != ACT_FAILED));
    return state;
}

static void acts(struct ctx *c)
{
    test_area(c, NULL);
    CHECK("new", try_act(c, "aa", "POST /x", 9) == ACT_NEW);
    CHECK("again", try_act(c, "aa", "POST /x", 9) == ACT_REPLAYED && c->act.id);
    CHECK("another route", try_act(c, "aa", "POST /y", 9) == ACT_FAILED);
    CHECK("is a conflict", c->err.kind == ERR_CONFLICT);
    CHECK("another account", try_act(c, "aa", "POST /x", 8) == ACT_FAILED);
    CHECK("a visitor", try_act(c, "aa", "POST /x", 0) == ACT_FAILED);
    CHECK("another key", try_act(c, "bb", "POST /x", 0) == ACT_NEW);
    CHECK("a visitor again", try_act(c, "bb", "POST /x", 0) == ACT_REPLAYED);
    CHECK("no key", try_act(c, "", "POST /x", 9) == ACT_NEW);
    CHECK("is never the same", try_act(c, "", "POST /x", 9) == ACT_NEW);
    CHECK("four facts",
        db_int(c, "SELECT count(*) FROM fact WHERE area_id = ?1", V(c->area_id)) == 4);
    test_area(c, NULL);
    CHECK("another area", try_act(c, "aa", "POST /x", 9) == ACT_NEW);
}

static void notes(struct ctx *c)
{
    static const char sql[] = "SELECT count(*) FROM note WHERE area_id = ?1";
    test_area(c, NULL);
    CHECK("nothing to write", notes_write(c));
    test_begin(c);
    note_after(c, "denied", "/a/ly/x");
    note_after(c, "denied", "/a/ly/x"); /* the request was run again */
    note_after(c, "wrong_code",
        "居居居居居居居居居居居居居居居居居居居居居居居居居居居居居居居居居居居居居居居居居居居");
    refuse(&c->err, NULL, SAY(N_("不行")));
    CHECK("refused", !test_end(c));
    CHECK("written all the same", notes_write(c) && c->err.kind == ERR_RULE);
    c->err = (struct err){0};
    CHECK(
        "once each", db_int_(c, sql, 1, &(struct value){.type = VALUE_INT, .i = c->area_id}) == 2);
    CHECK("and no more", notes_write(c) && !c->notes[0].kind);
    for (int i = 0; i < 9; i++) {
        note_after(c, "denied", arena_printf(c->arena, "%d", i));
    }
    CHECK("at most four",
        notes_write(c) &&
            db_int_(c, sql, 1, &(struct value){.type = VALUE_INT, .i = c->area_id}) == 6);
}

const struct test log_tests[] = {
    {"words", words, .pure = true},
    {"leaf bytes", leaf_bytes, .pure = true},
    {"timelines", timelines},
    {"no gaps", no_gaps},
    {"many writers", many_writers},
    {"tampered", tampered},
    {"cut off", cut_off},
    {"erased", erased},
    {"reactions", reactions},
    {"no area", no_area},
    {"acts", acts},
    {"notes", notes},
    {0},
};
