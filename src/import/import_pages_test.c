/* import_pages_test.c - the pages of an import as the desk uses them: columns, and taking it back.
 */
#include <string.h>

#include "lib/db/job.h"
#include "src/claims/claims.h"
#include "src/import/import.h"
#include "src/people/people.h"
#include "tests/requests_world.h"

#define ROWS \
    "柳荫里小区名册,,,,\n小区,楼号,房屋,户主,手机\n,,室号,,\n" \
    "柳荫里小区,7,701,新来的,19900000701\n柳荫里小区,7,702,又一个,\n"

static const char *const columns =
    "tab=0&header=3&rows=2&in_compound=1&in_building=2&in_unit=3&in_name=4&in_phone=5";

static void work_off(struct ctx *c)
{
    while (jobs_run_due(c, 10) > 0) {
    }
}

static const char *sent(struct ctx *c, struct world *w)
{
    const char *to = arena_printf(c->arena, "/a/%s/import", w->code);
    struct req *r = visit_with_text(c, &w->clerk_b, to, "名册.csv", ROWS);
    const char *run = arena_strdup(c->arena, str_or(r->location, "/"));
    work_off(c);
    return run;
}

static bool shows(const struct req *r, const char *text)
{
    return strstr(body_of(r), text) != NULL;
}

#define BOLD(text) "<td><b>" text "</b></td>"

/* Where the header begins is asked for, and stays as it was chosen when the form comes back. */
static void which_header(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *run = sent(c, w);
    struct req *r =
        visit(c, &w->clerk_b, arena_printf(c->arena, "%s?tab=0&of=0&from=2&rows=2", run), NULL);
    CHECK("asked for the first", shows(r, "表头从第几行开始"));
    CHECK(
        "rows 2 and 3", shows(r, BOLD("小区")) && shows(r, BOLD("室号")) && !shows(r, BOLD("701")));
    CHECK("chosen", shows(r, "value=\"2\" selected>2</option>"));
    r = visit(
        c, &w->clerk_b, arena_printf(c->arena, "%s/map", run), "tab=0&header=4&rows=2&in_name=4");
    CHECK("a column is missing", r->status == 422 && shows(r, "没有「小区」这一列"));
    CHECK("kept", shows(r, BOLD("室号")) && shows(r, BOLD("701")) && !shows(r, BOLD("小区")));
}

/* Asked once, with what it means; who asked stands in the audit; refused, the headline says so. */
static void taken_back(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *run = sent(c, w), *undo = arena_printf(c->arena, "%s/undo", run);
    CHECK("read",
        visit(c, &w->clerk_b, arena_printf(c->arena, "%s/map", run), columns)->status == 303);
    work_off(c);
    CHECK("yes", visit(c, &w->clerk_b, run, "")->status == 303);
    work_off(c);
    int64_t person = people_by_phone(c, "19900000701");
    struct person p = {0};
    test_begin(c);
    CHECK("a letter", people_by_id(c, person, &p) && *claims_pin_letter(c, p.unit_id));
    CHECK("printed", test_end(c));
    struct req *r = visit(c, &w->clerk_b, run, NULL);
    CHECK("what it means", shows(r, "2 人从名册上去掉") && shows(r, "已经印了 1 封密码信"));
    r = visit(c, &w->clerk_b, undo, "");
    CHECK("not by one click", r->status == 422 && person == people_by_phone(c, "19900000701"));
    test_begin(c);
    people_rename(c, person, "改过的");
    CHECK("a later edit", test_end(c));
    CHECK("asked", visit(c, &w->clerk_b, undo, "sure=1")->status == 303);
    CHECK("by a person",
        db_int(c,
            "SELECT count(*) FROM fact f JOIN act a ON a.area_id = f.area_id AND a.id = f.act_id"
            " WHERE f.area_id = ?1 AND f.kind = 'import.undo_asked' AND a.person_id = ?2",
            V(w->area), V(w->clerk)) == 1);
    work_off(c);
    r = visit(c, &w->clerk_b, run, NULL);
    CHECK("the headline", shows(r, "没有撤销，还是写入后的样子") && !shows(r, "写好了"));
}

/* Before it is written: the first rows as they were read, with door, telephone and what becomes of
 * them. */
static void as_read(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *run = sent(c, w);
    visit(c, &w->clerk_b, arena_printf(c->arena, "%s/map", run), columns);
    work_off(c);
    struct req *r = visit(c, &w->clerk_b, run, NULL);
    CHECK("which stair", shows(r, "柳荫里小区 7号楼") && shows(r, ">702<"));
    CHECK("who", shows(r, "新来的") && shows(r, "又一个"));
    CHECK("masked", shows(r, "199****0701") && !shows(r, "19900000701"));
    CHECK("yes", visit(c, &w->clerk_b, run, "")->status == 303);
    work_off(c);
    CHECK("no longer kept", !shows(visit(c, &w->clerk_b, run, NULL), "又一个"));
}

const struct test import_pages_tests[] = {
    {"as read", as_read},
    {"which header", which_header},
    {"taken back", taken_back},
    {0},
};
