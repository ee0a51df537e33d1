/* privacy_test.c - consents, a copy of everything, and a canary: after erasing, nothing of name and
 * telephone is left in the file. */
#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

#include "lib/base/seal.h"
#include "lib/web/file.h"
#include "src/identity/identity.h"
#include "src/owners/owners.h"
#include "src/privacy/privacy_room.h"
#include "tests/requests_world.h"

#define CANARY "金丝雀娟"
#define WORDS_OF "我家阳台漏水，我是" CANARY "，电话19900008877"

static struct req *go(
    struct ctx *c, struct browser *b, const struct world *w, const char *tail, const char *body)
{
    return visit(c, b, arena_printf(c->arena, "/a/%s/%s", w->code, tail), body);
}

static int64_t named(
    struct ctx *c, struct world *w, struct browser *b, const char *name, const char *phone)
{
    c->area_id = w->area;
    test_begin(c);
    int64_t id = world_person(c, w->stair, "102", name, phone);
    CHECK("made", id && test_end(c));
    world_resident(c, b, phone);
    return id;
}

static int64_t canary(struct ctx *c, struct world *w, struct browser *b)
{
    return named(c, w, b, "杜鹃", "19900008811");
}

static void consents(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser b = {""};
    int64_t me = canary(c, w, &b);
    struct req *r = go(c, &b, w, "privacy", NULL);
    CHECK("my page", r->status == 200 && strstr(body_of(r), "还没有同意过"));
    CHECK("given", go(c, &b, w, "privacy/consents", "kind=name&what=光荣榜")->status == 303);
    r = go(c, &b, w, "privacy/consents", "kind=child&what=夏令营");
    CHECK("a child's by the guardian", r->status == 422 && strstr(body_of(r), "said_by-e"));
    CHECK("by telephone",
        go(c, &w->clerk_b, w, "privacy/consents",
            arena_printf(c->arena, "kind=care&act_person=%" PRId64 "&act_channel=phone", me))
                ->status == 303);
    struct consents all = {0};
    must(db_begin_read(c));
    CHECK("both",
        privacy_consents(c, me, &all) && all.n == 2 && privacy_consented(c, me, CONSENT_NAME));
    db_rollback(c);
    const char *back = arena_printf(c->arena, "privacy/consents/%" PRId64 "/withdraw", all.v[1].id);
    CHECK("not by a neighbour", go(c, &w->neighbour_b, w, back, "")->status == 404);
    CHECK("withdrawn", go(c, &b, w, back, "")->status == 303);
    CHECK("once", go(c, &b, w, back, "")->status == 404);
    must(db_begin_read(c));
    CHECK("no more", !privacy_consented(c, me, CONSENT_NAME));
    db_rollback(c);
    CHECK("the register", strstr(body_of(go(c, &w->clerk_b, w, "consents", NULL)), "杜鹃"));
    CHECK("not the leader's", go(c, &w->leader_b, w, "consents", NULL)->status == 403);
}

static void a_copy(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser b = {""};
    int64_t me = canary(c, w, &b);
    const char *look = arena_printf(c->arena, "people/%" PRId64 "/phone", me);
    CHECK("looked", go(c, &w->clerk_b, w, look, "reason=通知停水")->status == 200);
    CHECK("she sees who", strstr(body_of(go(c, &b, w, "privacy", NULL)), "通知停水"));
    struct req *r = go(c, &b, w, "privacy/copies", "");
    CHECK("asked", r->status == 303);
    const char *at = arena_strdup(c->arena, strstr(r->location, "privacy/copies"));
    CHECK("being made", strstr(body_of(go(c, &b, w, at, NULL)), "正在收集"));
    CHECK("made", jobs_run_due(c, 100) > 0);
    c->area_id = w->area;
    r = go(c, &b, w, at, NULL);
    CHECK("hers", strstr(body_of(r), "杜鹃") && strstr(body_of(r), "19900008811"));
    CHECK("in sentences, not in programmers' words", strstr(body_of(r), "要了一份自己的数据") &&
                                                         strstr(body_of(r), "网上") &&
                                                         !strstr(body_of(r), "privacy.copy_asked"));
    r = go(c, &b, w, arena_printf(c->arena, "%s/json", at), NULL);
    CHECK("json", r->status == 200 && strstr(body_of(r), "\"19900008811\""));
    r = go(c, &b, w, arena_printf(c->arena, "%s/xlsx", at), NULL);
    CHECK("a workbook", r->status == 200 && r->body.n > 2 && r->body.v[0] == 'P');
    CHECK("nobody else's", go(c, &w->neighbour_b, w, at, NULL)->status == 404);
    test_at(c, c->now + (COPY_DAYS + 1) * MS_PER_DAY);
    CHECK("for a week", go(c, &b, w, at, NULL)->status == 404);
}

/* The file as it would be after VACUUM, read byte by byte. */
static bool in_the_file(struct ctx *c, const char *text)
{
    const char *dsn = c->app->store;
    char copy[] = "/tmp/eaves-canary-XXXXXX";
    bool found = false;
    sqlite3 *h = NULL;
    int fd = mkstemp(copy);
    must(fd >= 0);
    close(fd);
    unlink(copy);
    const char *path = arena_strndup(c->arena, dsn + 7, strcspn(dsn + 7, "?"));
    must(sqlite3_open(path, &h) == SQLITE_OK);
    char *sql = sqlite3_mprintf("VACUUM INTO %Q", copy);
    CHECK("copied", sqlite3_exec(h, sql, NULL, NULL, NULL) == SQLITE_OK);
    sqlite3_free(sql);
    sqlite3_close(h);
    FILE *f = fopen(copy, "rb");
    must(f);
    fseek(f, 0, SEEK_END);
    size_t n = (size_t)ftell(f);
    rewind(f);
    char *all = arena_alloc(c->arena, n + 1);
    CHECK("read", fread(all, 1, n, f) == n);
    found = memmem(all, n, text, strlen(text)) != NULL;
    fclose(f);
    unlink(copy);
    return found;
}

/* A row as an upload leaves it, without the picture. */
static void photo_of(struct ctx *c, int64_t id, int64_t subject_id, int state)
{
    db_exec(c,
        "INSERT INTO file (area_id, id, subject_id, purpose, state, original, sha256, audience, session,"
        " made_at) VALUES (?1, ?2, ?3, 'report', ?4, '', ?5, 4, '', ?6)",
        V(c->area_id), V(id), V(subject_id), V(state), V(state == 2 ? "ab" : NULL), V(c->now));
}

static void photos_go(struct ctx *c)
{
    struct world *w = world_make(c);
    struct files left = {0};
    struct files hers = {0};
    int64_t mine = new_id(c), others = new_id(c), draft = new_id(c);
    test_begin(c);
    for (int i = 0; i < 2; i++) {
        db_exec(c,
            "INSERT INTO matter (area_id, id, kind, ticket, place_id, audience, state, title, asker_id,"
            " opened_at, changed_at, closed_at) VALUES (?1, ?2, 'request', ?3, ?4, 2, 9, 'x', ?5, ?6, ?6, ?6)",
            V(c->area_id), V(i ? others : mine), V(900 + i), V(w->stair),
            V(i ? w->neighbour : w->granny), V(c->now));
        photo_of(c, new_id(c), i ? others : mine, 2);
    }
    db_exec(c,
        "INSERT INTO request_draft (area_id, id, session, place_id, body, person_id, made_at)"
        " VALUES (?1, ?2, '', ?3, 'x', ?4, ?5)",
        V(c->area_id), V(draft), V(w->stair), V(w->granny), V(c->now));
    photo_of(c, new_id(c), draft, 1);
    CHECK("erased", privacy_erase(c, w->granny));
    CHECK("done", test_end(c));
    must(db_begin_read(c));
    CHECK("hers", files_of_subject(c, mine, &hers) && files_of_subject(c, draft, &hers) && !hers.n);
    CHECK("not the neighbour's", files_of_subject(c, others, &left) && left.n == 1);
    db_rollback(c);
    CHECK("unlinked later", jobs_run_due(c, 100) >= 2);
    c->area_id = w->area;
    must(db_begin_read(c));
    CHECK("the row is empty", db_int(c,
                                  "SELECT count(*) FROM file WHERE area_id = ?1 AND subject_id = ?2"
                                  " AND sha256 IS NULL AND state = 4",
                                  V(w->area), V(mine)) == 1);
    db_rollback(c);
}

static void nothing_is_left(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser b = {""};
    bool made, changed, file = c->app->store && str_starts(c->app->store, "sqlite:");
    int64_t me = named(c, w, &b, CANARY, "19900008877"), seq = 0, checked = 0;
    CHECK("consent", go(c, &b, w, "privacy/consents", "kind=name&what=" WORDS_OF)->status == 303);
    test_begin(c);
    int64_t unit = places_unit_by_name(c, w->stair, "102");
    CHECK("owns", owners_put(c, unit, CANARY, OWNER_PERSON, "", 1, 1, "", &made, &changed));
    CHECK("told", record(c, &(struct fact){.kind = "test.told",
                                .subject_id = me,
                                .audience = AUDIENCE_STAFF,
                                .words = WORDS(N_("{0} 启用"), TEXT(CANARY)),
                                .text = WORDS_OF}));
    CHECK("done", test_end(c));
    CHECK("there", !file || in_the_file(c, CANARY));
    struct req *r = go(c, &b, w, "privacy/erase", "sure=1");
    CHECK("asked", r->status == 303);
    CHECK("twice", go(c, &b, w, "privacy/erase", "sure=1")->status == 409);
    CHECK("not yet", jobs_run_due(c, 100) >= 0);
    c->area_id = w->area;
    struct person p;
    must(db_begin_read(c));
    CHECK("still there", people_by_id(c, me, &p) && str_same(p.name, CANARY));
    db_rollback(c);
    test_at(c, c->now + ERASE_WAIT_DAYS * MS_PER_DAY + 1000);
    CHECK("when its days are over", jobs_run_due(c, 10000) > 0);
    c->area_id = w->area;
    must(db_begin_read(c));
    struct owner_totals t;
    CHECK("nameless", people_by_id(c, me, &p) && str_empty(p.name) && str_empty(p.phone));
    CHECK("the share stays", owners_totals(c, w->stair, "", &t) && t.persons == 1);
    CHECK("no account", db_int(c, "SELECT count(*) FROM account WHERE phone_hash = ?1",
                            V(accounts_phone_hash(c, "19900008877"))) == 0);
    CHECK("the log adds up", log_check(c, w->area, &seq, &checked) && checked > 0 && !seq);
    db_rollback(c);
    CHECK("nothing of the name", !file || !in_the_file(c, CANARY));
    CHECK("nor the number", !file || !in_the_file(c, "19900008877"));
    CHECK("signed out", go(c, &b, w, "privacy", NULL)->status == 303);
}

/* A mobile that was made public by the desk: the register says who asked. */
static void asked_by_whom(struct ctx *c)
{
    struct world *w = world_make(c);
    struct posts posts = {0};
    struct consents all = {0};
    must(db_begin_read(c));
    must(bodies_posts_of(c, w->leader, &posts));
    db_rollback(c);
    const char *shown = arena_printf(c->arena, "posts/%" PRId64 "/shown", posts.v[0].id);
    CHECK("not asked", go(c, &w->clerk_b, w, shown, "phone=13900000101")->status == 422);
    CHECK("asked", go(c, &w->clerk_b, w, shown, "phone=13900000101&asked=1")->status == 303);
    must(db_begin_read(c));
    struct person clerk = {0};
    must(people_by_id(c, w->clerk, &clerk));
    CHECK("says who", privacy_consents(c, w->leader, &all) && all.n == 1 &&
                          strstr(all.v[0].evidence, clerk.name) &&
                          strstr(all.v[0].evidence, "问过本人"));
    db_rollback(c);
}

/* The number on the card and the register of consents are one truth. */
static void a_telephone_taken_back(struct ctx *c)
{
    struct world *w = world_make(c);
    struct posts posts = {0};
    struct consents all = {0};
    test_begin(c);
    CHECK("her post", bodies_posts_of(c, w->leader, &posts) && posts.n == 1);
    c->act.person_id = w->clerk;
    CHECK("her own number is published",
        bodies_show(c, posts.v[0].id, &(struct shown){.phone = "13900000101"}, "", false));
    CHECK("done", test_end(c));
    must(db_begin_read(c));
    CHECK("and in the register", privacy_consents(c, w->leader, &all) && all.n == 1 &&
                                     all.v[0].kind == CONSENT_PHONE && !all.v[0].withdrawn_at);
    db_rollback(c);
    const char *stair = arena_printf(c->arena, "contacts/%" PRId64, w->stair);
    const char *card = arena_printf(c->arena, "b/%" PRId64 "/card", w->stair);
    CHECK("seen", strstr(body_of(go(c, &w->stranger_b, w, stair, NULL)), "13900000101"));
    CHECK("printed", go(c, &w->clerk_b, w, card, "")->status == 303);
    const char *back = arena_printf(c->arena, "privacy/consents/%" PRId64 "/withdraw", all.v[0].id);
    CHECK("she takes it back", go(c, &w->leader_b, w, back, "")->status == 303);
    CHECK("off the page", !strstr(body_of(go(c, &w->stranger_b, w, stair, NULL)), "13900000101"));
    CHECK("her post stays", strstr(body_of(go(c, &w->stranger_b, w, stair, NULL)), "顾明珠"));
    test_at(c, c->now + 120000);
    while (jobs_run_due(c, 20) > 0) {
    }
    c->area_id = w->area;
    struct req *r = go(c, &w->clerk_b, w, "cards.csv?filter=reprint", NULL);
    CHECK("the card is to be printed again", strstr(body_of(r), "3号楼"));
}

static void two_hands(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser b = {""};
    int64_t me = canary(c, w, &b);
    const char *at = arena_printf(c->arena, "privacy/%" PRId64 "/erase", me);
    CHECK("a reason", go(c, &w->clerk_b, w, at, "sure=1")->status == 422);
    struct req *r = go(c, &w->clerk_b, w, at, "sure=1&why=家属来说");
    CHECK("proposed", r->status == 303);
    r = visit(c, &w->clerk_b, arena_strdup(c->arena, r->location), NULL);
    CHECK("says what comes next", strstr(body_of(r), "等另一位工作人员确认"));
    struct erasures open = {0};
    must(db_begin_read(c));
    CHECK("open", privacy_erasures(c, 0, &open) && open.n == 1);
    db_rollback(c);
    const char *confirm =
        arena_printf(c->arena, "privacy/erasures/%" PRId64 "/confirm", open.v[0].id);
    r = go(c, &w->clerk_b, w, confirm, NULL);
    CHECK("whose, and that it is for good",
        strstr(body_of(r), "杜鹃") && strstr(body_of(r), "要另一位工作人员看过"));
    CHECK("not by the same hand", go(c, &w->clerk_b, w, confirm, "sure=1")->status == 422);
    CHECK("nor without looking", go(c, &w->clerk_b, w, confirm, "")->status == 422);
    CHECK("said not to live there",
        go(c, &w->clerk_b, w, "wrong", arena_printf(c->arena, "person=%" PRId64, me))->status ==
            303);
    test_begin(c);
    c->who = (struct who){.account_id = 1, .person_id = w->manager, .staff = true};
    CHECK("by another", privacy_confirm_erasure(c, open.v[0].id));
    CHECK("once", !privacy_confirm_erasure(c, open.v[0].id) && c->err.kind == ERR_CONFLICT);
    c->err = (struct err){0};
    CHECK("who has a post first gives it up",
        !privacy_propose_erasure(c, w->leader, "x") && c->err.kind == ERR_RULE);
    c->err = (struct err){0};
    CHECK("done", test_end(c));
    c->who = (struct who){0};
    r = go(c, &w->clerk_b, w, arena_printf(c->arena, "people/%" PRId64, me), NULL);
    struct wrong_reports left = {0};
    must(db_begin_read(c));
    CHECK("no report waits for nobody", identity_wrongs(c, true, &left) && !left.n);
    db_rollback(c);
    CHECK("the register says so",
        strstr(
            body_of(go(c, &w->clerk_b, w, "privacy/desk.csv?filter=all", NULL)), "已经注销的居民"));
    CHECK("nothing to do for nobody", strstr(body_of(r), "已经注销的居民") &&
                                          !strstr(body_of(r), "/born") &&
                                          !strstr(body_of(r), "/gone"));
}

/* By act_person neither the leader nor the desk gets round the second hand; nor may they read. */
static void for_another(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser b = {""};
    int64_t me = canary(c, w, &b);
    const char *by = arena_printf(c->arena, "sure=1&act_person=%" PRId64 "&act_channel=visit", me);
    const char *page = arena_printf(c->arena, "privacy?for=%" PRId64, me);
    const char *copies = arena_printf(c->arena, "privacy/%" PRId64 "/copies", me);
    CHECK("not by the leader", go(c, &w->leader_b, w, "privacy/erase", by)->status == 403);
    CHECK("nor by one at the desk", go(c, &w->clerk_b, w, "privacy/erase", by)->status == 403);
    struct erasures open = {0};
    must(db_begin_read(c));
    CHECK("nothing waits", privacy_erasures(c, 0, &open) && !open.n);
    db_rollback(c);
    CHECK("the leader does not read", go(c, &w->leader_b, w, page, NULL)->status == 404);
    const char *elder = arena_printf(c->arena, "privacy?for=%" PRId64, w->granny);
    CHECK("nor does a helper", go(c, &w->son_b, w, elder, NULL)->status == 404);
    CHECK("the desk does", go(c, &w->clerk_b, w, page, NULL)->status == 200);
    struct req *r = go(c, &w->leader_b, w, "privacy/consents",
        arena_printf(c->arena, "kind=care&act_person=%" PRId64 "&act_channel=visit", me));
    CHECK("she agreed at the door", r->status == 303 && strstr(r->location, "done=1"));
    CHECK("a copy for another needs its reason", go(c, &w->clerk_b, w, copies, "")->status == 422);
    CHECK("not by act_person", go(c, &w->clerk_b, w, "privacy/copies", by)->status == 403);
    r = go(c, &w->clerk_b, w, copies, "why=本人到柜台要打印的");
    CHECK("asked", r->status == 303);
    const char *at = arena_strdup(c->arena, strstr(r->location, "privacy/copies"));
    CHECK("made", jobs_run_due(c, 100) > 0);
    c->area_id = w->area;
    CHECK("read", strstr(body_of(go(c, &w->clerk_b, w, at, NULL)), "19900008811"));
    r = go(c, &b, w, "privacy", NULL);
    CHECK("she sees who looked and why",
        strstr(body_of(r), "本人到柜台要打印的") && strstr(body_of(r), "陈小燕"));
    r = go(c, &b, w, "privacy/copies", "");
    at = arena_strdup(c->arena, strstr(r->location, "privacy/copies"));
    CHECK("her own is not the desk's", go(c, &w->clerk_b, w, at, NULL)->status == 404);
}

/* Who takes home the whole roster has looked at everybody on it. */
static void whole_roster(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser b = {""};
    canary(c, w, &b);
    CHECK("taken", go(c, &w->clerk_b, w, "roster/full", "reason=年度核对名册")->status == 200);
    struct req *r = go(c, &b, w, "privacy", NULL);
    CHECK(
        "she sees who and why", strstr(body_of(r), "年度核对名册") && strstr(body_of(r), "陈小燕"));
    test_at(c, c->now + MS_PER_DAY);
    struct browser late = {""};
    named(c, w, &late, "后来人", "19900008899");
    CHECK("not who came later", !strstr(body_of(go(c, &late, w, "privacy", NULL)), "年度核对名册"));
}

static void wish_refused(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser b = {""};
    int64_t me = canary(c, w, &b);
    struct erasures open = {0};
    CHECK("asked", go(c, &b, w, "privacy/erase", "sure=1")->status == 303);
    must(db_begin_read(c));
    CHECK("waits", privacy_erasures(c, me, &open) && open.n == 1);
    db_rollback(c);
    const char *at = arena_printf(c->arena, "privacy/erasures/%" PRId64 "/refuse", open.v[0].id);
    CHECK("a page for it", go(c, &w->clerk_b, w, at, NULL)->status == 200);
    CHECK("a reason", go(c, &w->clerk_b, w, at, "")->status == 422);
    CHECK("refused", go(c, &w->clerk_b, w, at, "why=电话里说不是她")->status == 303);
    CHECK("she reads why", strstr(body_of(go(c, &b, w, "privacy", NULL)), "电话里说不是她"));
}

static void kept_text(struct ctx *c)
{
    struct copy_tables all = {0}, back = {0};
    struct copy_table t = {.name = "a", .label = "b", .head = {"x", "y"}};
    list_push(c->arena, &t, ((struct copy_row){{"1\t2", "\"3\"\n"}}));
    list_push(c->arena, &all, t);
    const char *text = copy_text(c, &all);
    CHECK("there and back", copy_read(c, text, &back) && back.n == 1 && back.v[0].n == 1 &&
                                str_same(back.v[0].v[0].cell[0], "1 2"));
    CHECK("the same again", str_same(text, copy_text(c, &back)));
}

const struct test privacy_tests[] = {
    {"a copy as text", kept_text, .pure = true},
    {"consents", consents},
    {"a copy of everything", a_copy},
    {"nothing is left", nothing_is_left},
    {"her photos go", photos_go},
    {"asked by whom", asked_by_whom},
    {"a telephone taken back", a_telephone_taken_back},
    {"two hands at the desk", two_hands},
    {"for another", for_another},
    {"one's own wish refused", wish_refused},
    {"the whole roster taken home", whole_roster},
    {0},
};
