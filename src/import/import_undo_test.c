/* import_undo_test.c - a batch taken back, or what keeps it and where to go. */
#include "src/accounts/accounts.h"
#include "src/bodies/bodies.h"
#include "src/claims/claims.h"
#include "src/claims/claims_room.h"
#include "src/households/households.h"
#include "src/identity/identity.h"
#include "src/import/import_room.h"
#include "src/import/import_test.h"
#include "src/owners/owners.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "tests/requests_world.h"

static void undone(struct ctx *c)
{
    static const char later[] = "小区,楼号,室号,建筑面积,户主,手机\n"
                                "柳荫里小区,1,101,60,林玉兰,\n"
                                "柳荫里小区,1,102,,周建国,19900000102\n"
                                "柳荫里小区,2,\"201/202\",,孙七,\n";
    struct import_run run;
    struct buildings all = {0};
    struct units homes = {0};
    test_area(c, NULL);
    int64_t first = bring_run(c, small, strlen(small), false).id;
    int64_t second = bring_run(c, later, strlen(later), false).id;
    CHECK("later ones first", !undo(c, first, &run) && run.blocks.n > 0);
    CHECK("said with a link", str_starts(run.blocks.v[0].path, "import/"));
    CHECK("taken back", undo(c, second, &run));
    CHECK("the phone", people_by_phone(c, "19900000102") == 0);
    CHECK("the size", places_buildings(c, 0, &all) && places_units(c, all.v[0].id, &homes) &&
                          homes.v[0].area_dm2 == 5025);
    CHECK("and now the first", undo(c, first, &run));
    all = (struct buildings){0};
    CHECK("nothing stands", places_buildings(c, 0, &all) && all.n == 0);
    CHECK("nobody lives there", people_by_phone(c, "19900000101") == 0);
    struct roster_counts n = bring_run(c, small, strlen(small), false).counts;
    CHECK("the same file again is new again", n.fresh == 5 && n.units == 5 && n.people == 4);
}

static void undo_blocked(struct ctx *c)
{
    struct import_run run;
    test_area(c, NULL);
    int64_t id = bring_run(c, small, strlen(small), false).id;
    int64_t person = people_by_phone(c, "19900000101");
    test_begin(c);
    struct person p;
    CHECK("who", people_by_id(c, person, &p));
    int64_t account = accounts_of_phone(c, p.phone);
    c->who = (struct who){0};
    claims_enter_by_phone(c, account, p.phone, p.unit_id, p.name);
    CHECK("claimed", test_end(c));
    CHECK("blocked", !undo(c, id, &run) && run.blocks.n == 1);
    CHECK("says by whom",
        str_same(run.blocks.v[0].words.msgid,
            "{0}已经认领了自己的户，不能连人一起撤销：只改错的那几行，再导入一次") &&
            str_same(run.blocks.v[0].words.v[0].s, "林玉兰"));
    struct buildings all = {0};
    CHECK("nothing happened", places_buildings(c, 0, &all) && all.n == 3);
}

/* What stands on it is named with its stair, and the way there. */
static void undo_blocked_by_a_batch(struct ctx *c)
{
    static const char later[] = "小区,楼号,室号,户主\n柳荫里小区,1,202,钱秀英\n";
    struct import_run run;
    test_area(c, NULL);
    int64_t id = bring_run(c, small, strlen(small), false).id;
    int64_t more = bring_run(c, later, strlen(later), false).id;
    CHECK("blocked", !undo(c, id, &run) && run.blocks.n == 1);
    CHECK("by which home", run.blocks.n && str_same(run.blocks.v[0].words.v[0].s, "1号楼") &&
                               str_same(run.blocks.v[0].words.v[1].s, "202"));
    CHECK("and which batch",
        run.blocks.n &&
            str_same(run.blocks.v[0].path, arena_printf(c->arena, "import/%lld", (long long)more)));
    CHECK("that one first", undo(c, more, &run) && undo(c, id, &run));
}

/* A code printed at the desk is no claim before somebody comes in by it. */
static void undo_after_a_code(struct ctx *c)
{
    struct import_run run;
    struct person p;
    const char *code = "";
    int64_t account;
    test_area(c, NULL);
    int64_t id = bring_run(c, small, strlen(small), false).id;
    int64_t person = people_by_phone(c, "19900000101");
    test_begin(c);
    CHECK("printed", people_by_id(c, person, &p) && claims_recover(c, &p, "来过", &code));
    CHECK("kept", test_end(c));
    CHECK("taken back", undo(c, id, &run));
    id = bring_run(c, small, strlen(small), false).id;
    person = people_by_phone(c, "19900000101");
    test_begin(c);
    CHECK("printed", people_by_id(c, person, &p) && claims_recover(c, &p, "来过", &code));
    CHECK("used", accounts_by_desk_code(c, code, &account));
    CHECK("kept", test_end(c));
    CHECK("now it is one", !undo(c, id, &run) && run.blocks.n == 1);
}

/* Granny's old entry was judged to be the imported one: she must not go with the batch. */
static void undo_blocked_by_a_merge(struct ctx *c)
{
    static const char csv[] = "小区,楼号,室号,户主\n柳荫里小区,4,202,陈阿婆\n";
    struct world *w = world_make(c);
    struct import_run run;
    struct people stair = {0};
    int64_t id = bring_run(c, csv, strlen(csv), false).id;
    test_begin(c);
    int64_t fresh = db_int(c,
        "SELECT subject_id FROM import_change WHERE area_id = ?1 AND run_id = ?2 AND kind = 5",
        V(c->area_id), V(id));
    c->who = (struct who){.account_id = 1, .person_id = w->clerk, .staff = true};
    int64_t merge = identity_propose(c, fresh, w->granny, "问过");
    c->who.person_id = w->manager;
    CHECK("merged", identity_decide(c, merge, true, "") && test_end(c));
    CHECK("blocked", !undo(c, id, &run) && run.blocks.n == 1);
    CHECK("with a link to her", run.blocks.n && str_starts(run.blocks.v[0].path, "people/"));
    CHECK("she lives there still", people_of_building(c, w->stair, &stair) && stair.n == 3 &&
                                       people_by_phone(c, w->phone) == fresh);
    test_begin(c);
    CHECK("judged otherwise", identity_undo(c, merge, "看错") && test_end(c));
    c->who = (struct who){0};
    CHECK("then it goes", undo(c, id, &run));
    CHECK("without her", people_by_phone(c, w->phone) == w->granny);
}

/* A share that was sold since is not given back to the seller. */
static void undo_blocked_by_a_sale(struct ctx *c)
{
    static const char csv[] = "小区,楼号,室号,产权人,产权份额\n柳荫里小区,3,301,陈阿婆,1/2\n"
                              "柳荫里小区,3,302,周玉兰,1/2\n";
    struct world *w = world_make(c);
    struct import_run run;
    struct owner_shares shares = {0};
    bool made, changed;
    test_begin(c);
    int64_t home = places_unit_by_name(c, w->stair, "301");
    owners_put(c, home, "陈阿婆", OWNER_PERSON, "", 1, 3, "2020-01-01", &made, &changed);
    CHECK("a third", test_end(c));
    int64_t id = bring_run(c, csv, strlen(csv), false).id;
    test_at(c, c->now + 3 * MS_PER_DAY);
    test_begin(c);
    CHECK("sold", owners_sell(c, &(struct sale){.unit_id = home,
                                     .name = "买家乙",
                                     .kind = OWNER_PERSON,
                                     .phone = "",
                                     .basis = "合同",
                                     .day = ""}));
    CHECK("kept", test_end(c));
    CHECK("blocked", !undo(c, id, &run) && run.blocks.n == 1);
    CHECK("says which home", run.blocks.n && str_same(run.blocks.v[0].words.v[0].s, "301"));
    CHECK("one owner", owners_of_unit(c, home, "", &shares) && shares.n == 1 &&
                           str_same(shares.v[0].owner.name, "买家乙"));
}

/* Each thing done later, by another room's own hand, and what is said of it. */
struct later {
    int64_t person, unit, stair;
};
static void rephoned(struct ctx *c, const struct later *l)
{
    people_rephone(c, l->person, "19900000199");
}
static void renamed(struct ctx *c, const struct later *l)
{
    people_rename(c, l->person, "林玉");
}
static void reborn(struct ctx *c, const struct later *l)
{
    people_reborn(c, l->person, "1958-03-12");
}
static void resized(struct ctx *c, const struct later *l)
{
    places_resize_unit(c, l->unit, 9999);
}
static void joined_by(struct ctx *c, const struct later *l)
{
    struct unit u = {0};
    CHECK("its home", places_unit(c, l->unit, &u));
    people_move_in(c, people_make(c, "新来的", ""), u.household_id, "", "");
}
static void sold(struct ctx *c, const struct later *l)
{
    bool made, changed;
    owners_put(c, l->unit, "买家", OWNER_PERSON, "", 1, 1, "", &made, &changed);
}
static void extended(struct ctx *c, const struct later *l)
{
    places_new_unit(c, l->stair, "909", 0);
}
static void appointed(struct ctx *c, const struct later *l)
{
    int64_t body = bodies_make(c, BODY_COMMITTEE, c->area_id, "居委会", "");
    bodies_appoint(c, &(struct posting){.body_id = body,
                          .kind = POST_COMMITTEE_STAFF,
                          .place_id = c->area_id,
                          .person_id = l->person,
                          .from = "2026-01-01"});
}
static void organised(struct ctx *c, const struct later *l)
{
    bodies_make(c, BODY_STAIR, l->stair, "1号楼楼组", "");
}

static void each_later_edit(struct ctx *c)
{
    static const char csv[] = "小区,楼号,室号,建筑面积,户主,手机,出生日期\n"
                              "柳荫里小区,1,101,50.25,林玉兰,19900000101,1958-03-11\n";
    static const struct {
        const char *what, *msgid, *path;
        void (*edit)(struct ctx *c, const struct later *l);
        bool second; /* undone is a batch that changed the first's size */
    } cases[] = {
        {"a phone", "{0}的电话后来又改过", "people/", rephoned, false},
        {"a birth day", "{0}的出生日期后来又改过", "people/", reborn, false},
        {"somebody moved in", "{0}后来住进了这次导入的户", "people/", joined_by, false},
        {"an owner", "{0} 室后来登记了产权人", "owners/units/", sold, false},
        {"another home", "{0}后来添了 {1} 室：先停用那一室", "territory/", extended, false},
        {"a post", "{0}担任了职务", "posts/", appointed, false},
        {"a body", "这里有了组织：{0}", "bodies/", organised, false},
        {"a name of the first", "{0}的姓名后来又改过", "people/", renamed, false},
        {"a size of the first", "{0} 室的面积后来又改过", "owners/units/", resized, false},
        {"a size", "{0} 室的面积后来又改过", "owners/units/", resized, true},
        {"a name", "{0}的姓名后来又改过", "people/", renamed, true},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct import_run run;
        struct buildings all = {0};
        struct units homes = {0};
        test_area(c, NULL);
        int64_t id = bring_run(c, csv, strlen(csv), false).id;
        struct later l = {.person = people_by_phone(c, "19900000101")};
        if (cases[i].second) {
            const char *number = arena_printf(c->arena, "%lld", (long long)l.person);
            const char *text =
                arena_printf(c->arena, "小区,楼号,室号,建筑面积,户主,人员编号\n%s,%s\n",
                    "柳荫里小区,1,101,51,林玉儿", number);
            id = bring_run(c, text, strlen(text), false).id;
        }
        CHECK(cases[i].what, places_buildings(c, 0, &all) && all.n == 1 &&
                                 places_units(c, all.v[0].id, &homes) && homes.n == 1);
        l.stair = all.v[0].id;
        l.unit = homes.v[0].id;
        test_begin(c);
        cases[i].edit(c, &l);
        CHECK(cases[i].what, test_end(c));
        CHECK(cases[i].what, !undo(c, id, &run) && run.blocks.n >= 1);
        bool said = false;
        for (size_t k = 0; k < run.blocks.n; k++) {
            said |= str_same(run.blocks.v[k].words.msgid, cases[i].msgid) &&
                    str_starts(run.blocks.v[k].path, cases[i].path);
        }
        CHECK(cases[i].what, said);
    }
}

static const char *what_now(struct ctx *c, const char *name)
{
    struct members all = {0};
    CHECK("members", people_members(c, &all));
    for (size_t i = 0; i < all.n; i++) {
        if (str_same(all.v[i].name, name)) {
            return all.v[i].what;
        }
    }
    return "";
}

/* An edited relation is a change, by the file and taken back with it; later edits keep it. */
static void relations(struct ctx *c)
{
    static const char head[] = "小区,楼号,室号,户主,手机,与户主关系,是否租户\n";
    const char *rows = arena_printf(c->arena, "%s%s", head,
        "柳荫里小区,1,101,林玉兰,,户主,\n柳荫里小区,1,101,林建,,配偶,\n"
        "柳荫里小区,1,101,林小,,子,租户\n");
    const char *edited = arena_printf(c->arena, "%s%s", head,
        "柳荫里小区,1,101,林玉兰,,妻,\n柳荫里小区,1,101,林建,,本人,\n柳荫里小区,1,101,林小,,女,\n");
    struct import_run run;
    test_area(c, NULL);
    bring_run(c, rows, strlen(rows), false);
    CHECK("the same", bring_run(c, rows, strlen(rows), false).counts.same == 3);
    run = bring_run(c, edited, strlen(edited), false);
    CHECK("three changes", run.counts.changed == 3 && run.changes.n == 3);
    CHECK("told", str_same(run.changes.v[0].old, "户主") && str_same(run.changes.v[0].fresh, "妻"));
    CHECK("the head is another", str_same(what_now(c, "林建"), "本人"));
    CHECK("what is not written stays", str_same(what_now(c, "林小"), "租户 女"));
    int64_t id = run.id;
    CHECK("taken back", undo(c, id, &run));
    CHECK("as it was", str_same(what_now(c, "林玉兰"), "户主") &&
                           str_same(what_now(c, "林建"), "配偶") &&
                           str_same(what_now(c, "林小"), "租户 子"));
    run = bring_run(c, edited, strlen(edited), false);
    struct members all = {0};
    CHECK("again", run.counts.changed == 3 && people_members(c, &all) && all.n == 3);
    test_begin(c);
    households_set_family(c, all.v[2].person_id, all.v[2].household_id, FAMILY_PARENT);
    CHECK("set on a page", test_end(c));
    CHECK("said by its words", str_same(what_now(c, all.v[2].name), "租户 父母"));
    CHECK("blocked", !undo(c, run.id, &run) && run.blocks.n == 1);
    CHECK("says by what", str_same(run.blocks.v[0].words.msgid, "{0}与户主的关系后来又改过"));
    CHECK("with a way there", str_starts(run.blocks.v[0].path, "people/"));
}

const struct test import_undo_tests[] = {
    {"each later edit", each_later_edit},
    {"relations", relations},
    {"undone", undone},
    {"undo blocked", undo_blocked},
    {"undo blocked by a batch", undo_blocked_by_a_batch},
    {"undo after a code", undo_after_a_code},
    {"undo blocked by a merge", undo_blocked_by_a_merge},
    {"undo blocked by a sale", undo_blocked_by_a_sale},
    {0},
};
