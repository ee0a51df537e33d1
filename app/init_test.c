/* init_test.c - the first run, once; what an area needs before it opens. */
#include "app/init.h"

#include <unistd.h>

#include "lib/db/job.h"
#include "src/privacy/privacy.h"
#include "tests/requests_world.h"

static void lines_of_leaders(struct ctx *c)
{
    static const struct {
        const char *line, *place, *name, *phone;
    } good[] = {
        {"3号楼 周玉兰", "3号楼", "周玉兰", ""},
        {"柳荫里小区\t3号楼\t周玉兰\t19900000142", "柳荫里小区3号楼", "周玉兰", "19900000142"},
        {"3号楼，周玉兰，021-5550-0142", "3号楼", "周玉兰", "02155500142"},
        {"95号楼\t蒋文\t138 0177 0101", "95号楼", "蒋文", "13801770101"},
        {"95号楼 蒋文 138 0177 0101", "95号楼", "蒋文", "13801770101"},
        {"９５号楼\t蒋文\t１３８０１７７０１０１", "95号楼", "蒋文", "13801770101"},
        {"柳荫里小区 3号楼\t周玉兰\t", "柳荫里小区3号楼", "周玉兰", ""},
        {"  3 周玉兰  ", "3", "周玉兰", ""},
    };
    struct led l;
    struct words why = {0};
    for (size_t i = 0; i < COUNT(good); i++) {
        CHECK(good[i].line, init_read_led(c->arena, good[i].line, &l, &why) &&
                                str_same(l.place, good[i].place) &&
                                str_same(l.name, good[i].name) && str_same(l.phone, good[i].phone));
    }
    CHECK("no stair", !init_read_led(c->arena, "周玉兰", &l, &why));
    CHECK("no name", !init_read_led(c->arena, "3号楼 19900000142", &l, &why));
    CHECK("its cell", why.n && str_same(why.v[0].s, "19900000142"));
    CHECK("no telephone", !init_read_led(c->arena, "3号楼\t周玉兰\t138 0177 01", &l, &why) &&
                              str_same(why.v[0].s, "138 0177 01"));
}

static bool found(struct ctx *c, const char *town, const char *area, const char *password)
{
    const char *secret = "";
    struct founding f = {.town = "柳河镇",
        .town_code = town,
        .area = "柳荫里居民区",
        .area_code = area,
        .phone = "02155500139",
        .name = "许建民",
        .login = "xu",
        .password = password};
    bool ok = db_begin_area(c, 0) && init_found(c, &f, &secret) && db_commit(c);
    db_rollback(c);
    return ok && strlen(secret) >= 16;
}

static enum err_kind took(struct ctx *c, const char *field)
{
    struct err why = err_take(&c->err);
    return field && !str_same(why.field, field) ? ERR_NONE : why.kind;
}

static const char *sent(struct ctx *c, const char *code, const char *password)
{
    return arena_printf(c->arena,
        "town=Willow&town_code=%s&area=Yard&area_code=ly&phone=02155500139&name=Xu&login=Xu"
        "&password=%s&token=%s",
        code, password, init_token(c));
}

static void typed_in_a_browser(struct ctx *c)
{
    struct browser b = {0};
    struct req *r = visit(c, &b, arena_printf(c->arena, "/init?token=%s", init_token(c)), NULL);
    CHECK("the form", r->status == 200 && strstr(body_of(r), "name=\"town\""));
    r = visit(c, &b, "/init", sent(c, "lh", "12345678"));
    CHECK("a short password", r->status == 422 && strstr(body_of(r), "password-e") &&
                                  strstr(body_of(r), "value=\"Willow\"") &&
                                  !strstr(body_of(r), "12345678") &&
                                  strstr(body_of(r), init_token(c)));
    r = visit(c, &b, "/init", sent(c, "l_h", "a+long+password"));
    CHECK("a code of other signs", r->status == 422 && strstr(body_of(r), "town_code-e") &&
                                       strstr(body_of(r), "value=\"Willow\""));
    struct founding f = {.town_code = "l_h", .area_code = "LY", .login = "徐", .password = "x"};
    struct wrongs all = {0};
    CHECK("all at once", !init_may_stand(c, &f, &all) && all.n == 4);
    c->err = (struct err){0};
}

/* In a store of its own: the tests' is not empty. */
static void once(struct ctx *c)
{
    const char *path = arena_printf(c->arena, "%s/first-run.db", c->app->files_dir);
    struct db *was = c->db;
    int applied;
    c->db = db_open(arena_printf(c->arena, "sqlite:%s?synchronous=off", path), &c->err);
    CHECK("an empty house", c->db && db_migrate(c, &applied) && init_is_empty(c));
    CHECK("a code that cannot be", !found(c, "柳", "ly", "willows by the river"));
    CHECK("is shown at its field", took(c, "town_code") == ERR_RULE);
    CHECK("two codes alike", !found(c, "ly", "ly", "willows by the river"));
    CHECK("at the second", took(c, "area_code") == ERR_RULE);
    CHECK("a weak password", !found(c, "lh", "ly", "short"));
    CHECK("at the password", took(c, "password") == ERR_RULE);
    CHECK("nothing was kept", init_is_empty(c));
    typed_in_a_browser(c);
    struct browser b = {0};
    visit(c, &b, "/init", NULL);
    struct req *r = visit(c, &b, "/init", sent(c, "LH", "willows+by+the+river"));
    CHECK("founded, its code in small letters",
        r->status == 200 && strstr(body_of(r), "<svg class=\"qr\""));
    CHECK("the town's", places_area_by_code(c, "lh"));
    CHECK("not empty", !init_is_empty(c));
    CHECK("never twice",
        !found(c, "lh2", "ly2", "willows by the river") && took(c, NULL) == ERR_GONE);
    c->area_id = places_area_by_code(c, "ly");
    struct opened o;
    CHECK("the list", c->area_id && init_opened(c, &o) && o.left == OPENINGS);
    db_close(c->db);
    c->db = was;
    unlink(path);
}

static void not_again(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser *b = &w->stranger_b;
    struct req *r = visit(c, b, "/init", NULL);
    CHECK("gone", r->status == 410 && strstr(body_of(r), "eaves area add"));
    r = visit(c, b, "/init",
        "town=a&town_code=zz&area=b&area_code=yy&phone=02155500139&name=n&login=nn"
        "&password=a-long-password-1&token=");
    CHECK("nor by sending", r->status == 410);
}

static const char *of(struct ctx *c, const struct world *w, const char *tail)
{
    return arena_printf(c->arena, "/a/%s%s%s", w->code, *tail ? "/" : "", tail);
}

static void the_list(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser *b = &w->clerk_b;
    struct req *r = visit(c, b, of(c, w, "opening"), NULL);
    CHECK("what is there is done", r->status == 200 && strstr(body_of(r), "只剩 2 步"));
    CHECK("and stands on the home page",
        strstr(body_of(visit(c, b, of(c, w, ""), NULL)), "开张：只剩 2 步"));
    CHECK("not on a resident's",
        !strstr(body_of(visit(c, &w->neighbour_b, of(c, w, ""), NULL)), "开张："));
    CHECK("nor theirs to see", visit(c, &w->neighbour_b, of(c, w, "opening"), NULL)->status == 403);
    r = visit(
        c, b, of(c, w, "opening/leaders"), "lines=4+%E9%99%88%E5%B0%8F%E5%86%9B%0A99+%E6%9F%90");
    CHECK("a line that does not fit is named", r->status == 422 && strstr(body_of(r), "第 2 行"));
    CHECK("what was typed is kept", strstr(body_of(r), "陈小军"));
    r = visit(c, b, of(c, w, "opening/leaders"), "lines=4+%E9%99%88%E5%B0%8F%E5%86%9B");
    CHECK("entered", r->status == 303);
    r = visit(c, b, of(c, w, "opening"), NULL);
    CHECK("one step less", strstr(body_of(r), "只剩 1 步"));
    r = visit(c, b, of(c, w, "opening"), "step=4");
    CHECK("crossed off", r->status == 303);
    CHECK("open", strstr(body_of(visit(c, b, of(c, w, "opening"), NULL)), "可以开张"));
    CHECK("nothing left on the home page",
        !strstr(body_of(visit(c, b, of(c, w, ""), NULL)), "开张：只剩"));
}

/* From the roster's last page back to the list, as long as there is something on it. */
static void back_from_the_roster(struct ctx *c)
{
    static const char rows[] = "小区,楼号,室号,户主\n柳荫里小区,3号楼,301,新来的\n";
    struct world *w = world_make(c);
    struct browser *b = &w->clerk_b;
    struct req *r = visit_with_text(c, b, of(c, w, "import"), "名册.csv", rows);
    const char *run = arena_strdup(c->arena, str_or(r->location, "/"));
    jobs_run_due(c, 10);
    visit(c, b, arena_printf(c->arena, "%s/map", run),
        "tab=0&header=1&rows=1&in_compound=1&in_building=2&in_unit=3&in_name=4");
    jobs_run_due(c, 10);
    CHECK(
        "only tried: finish that first", !strstr(body_of(visit(c, b, run, NULL)), "回到开张清单"));
    CHECK("yes", visit(c, b, run, "")->status == 303);
    jobs_run_due(c, 10);
    r = visit(c, b, run, NULL);
    CHECK("back to the list", strstr(body_of(r), "写好了") && strstr(body_of(r), "还剩 2 步") &&
                                  strstr(body_of(r), of(c, w, "opening\"")));
    test_begin(c);
    for (int i = 0; i < OPENINGS; i++) {
        init_tick(c, (enum opening)i);
    }
    CHECK("all crossed off", test_end(c));
    CHECK("nothing to go back to", !strstr(body_of(visit(c, b, run, NULL)), "开张清单"));
}

/* A leader's own number stands in public by their consent, however it came there. */
static void own_numbers(struct ctx *c)
{
    struct world *w = world_make(c);
    struct consents all = {0}, of_office = {0};
    struct req *r = visit(c, &w->clerk_b, of(c, w, "opening/leaders"),
        "agreed=1&lines=4+孟新军+19900006601%0A3+李新来+021-55500139");
    CHECK("entered", r->status == 303);
    c->area_id = w->area;
    must(db_begin_read(c));
    int64_t his = people_by_phone(c, "19900006601");
    CHECK("his own", his && privacy_consents(c, his, &all) && all.n == 1 &&
                         all.v[0].kind == CONSENT_PHONE && !all.v[0].withdrawn_at);
    CHECK("an office's is nobody's", !people_by_phone(c, "02155500139") &&
                                         privacy_consents(c, w->clerk, &of_office) && !of_office.n);
    db_rollback(c);
    r = visit(c, &w->clerk_b, of(c, w, "opening/leaders"), "lines=4+不公开+19900006602");
    must(db_begin_read(c));
    struct consents none = {0};
    struct posts hers = {0};
    int64_t silent = people_by_phone(c, "19900006602");
    CHECK("not asked, not shown", r->status == 303 && silent &&
                                      privacy_consents(c, silent, &none) && !none.n &&
                                      bodies_posts_of(c, silent, &hers) && hers.n == 1 &&
                                      !strstr(str_or(hers.v[0].phone, ""), "6602"));
    db_rollback(c);
    r = visit(c, &w->clerk_b, of(c, w, "opening/leaders"), "agreed=1&lines=3+王借号+19900006601");
    CHECK("another's number is not hers", r->status == 303);
    must(db_begin_read(c));
    CHECK("he keeps it", people_by_phone(c, "19900006601") == his);
    db_rollback(c);
}

static void colleagues(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser *b = &w->clerk_b;
    const char *form = arena_printf(
        c->arena, "name=%%E9%%99%%88&post=3&login=c%" PRId64 "&password=", w->area % 1000000007);
    struct req *r =
        visit(c, b, of(c, w, "opening/people"), arena_printf(c->arena, "%sshort", form));
    CHECK("a weak password", r->status == 422 && strstr(body_of(r), "password-e"));
    r = visit(
        c, b, of(c, w, "opening/people"), arena_printf(c->arena, "%sa-long-password-1", form));
    CHECK("the secret, once", r->status == 200 && strstr(body_of(r), "<svg class=\"qr\""));
    r = visit(
        c, b, of(c, w, "opening/people"), arena_printf(c->arena, "%sa-long-password-1", form));
    CHECK("the login is taken", r->status == 422 && strstr(body_of(r), "login-e"));
    r = visit(c, b, of(c, w, "opening/people"), "name=%E6%B2%88&post=7&login=&password=");
    CHECK("without a login", r->status == 303);
}

const struct test init_tests[] = {
    {"lines of leaders", lines_of_leaders, true},
    {"a leader's own number", own_numbers},
    {"once", once},
    {"not again", not_again},
    {"the list", the_list},
    {"back from the roster", back_from_the_roster},
    {"colleagues", colleagues},
    {0},
};
