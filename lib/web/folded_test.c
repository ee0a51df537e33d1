/* folded_test.c - which parts of a page shown again are open. */
#include <string.h>

#include "lib/web/drawing.h"
#include "tests/check.h"

static const char *opened(struct ctx *c, const char *body)
{
    static struct pair posted[] = {
        {"csrf", "x"}, {"version", "3"}, {"what", "answer"}, {"text", "换了灯"}, {"tick", "7"}};
    static struct req r;
    r = (struct req){.path = "/a/ly/x/7", .post = {.v = posted, .n = COUNT(posted)}};
    c->req = &r;
    buf_puts(&r.body, body);
    folded_open(c);
    const char *out = arena_strdup(c->arena, r.body.v);
    CHECK("as long as it says", strlen(out) == r.body.n);
    buf_release(&r.body);
    return out;
}

#define OURS "<form method=\"post\" action=\"/a/ly/x/7\">"
static void what_is_opened(struct ctx *c)
{
    static const struct {
        const char *page, *then; /* NULL: the same */
    } cases[] = {
        {"<p>no fold</p>" OURS "</form>", NULL},
        {"<details><form action=\"/a/ly/x/8\"><input name=\"text\"></form></details>", NULL},
        {"<details>" OURS "</form></details><details></details>",
            "<details open>" OURS "</form></details><details></details>"},
        {"<details class=\"a\">" OURS "</form></details>",
            "<details open class=\"a\">" OURS "</form></details>"},
        {"<details open>" OURS "</form></details>", NULL},
        {"<details id=\"o\">" OURS
         "<details id=\"i\"><input name=\"text\"></details></form></details>",
            "<details open id=\"o\">" OURS
            "<details open id=\"i\"><input name=\"text\"></details></form></details>"},
        {OURS "<details><input type=\"hidden\" name=\"version\"></details></form>", NULL},
        {OURS "<details><input name=\"other\"></details></form>", NULL},
        {OURS "<details><input name=\"other\" aria-invalid=\"true\"></details></form>",
            OURS "<details open><input name=\"other\" aria-invalid=\"true\"></details></form>"},
        {OURS "<details><textarea id=\"text\" name=\"text\">a</textarea></details></form>",
            OURS "<details open><textarea id=\"text\" name=\"text\">a</textarea></details></form>"},
        {OURS "<details><button name=\"what\" value=\"refuse\"></button></details></form>", NULL},
        {OURS "<details><button name=\"what\" value=\"answer\"></button></details></form>",
            OURS "<details open><button name=\"what\" value=\"answer\"></button></details></form>"},
        {OURS "<details><input type=\"checkbox\" name=\"tick\" value=\"8\"></details></form>",
            NULL},
        {"</details>" OURS "</form><details>", NULL},
        {"<details", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *then = cases[i].then ? cases[i].then : cases[i].page;
        CHECK(cases[i].page, str_same(opened(c, cases[i].page), then));
    }
}

const struct test folded_tests[] = {{"what is opened", what_is_opened, true}, {0}};
