/* policy_file.h - reads tests/policy/policy.tsv and sets each line beside its route. */
#ifndef EAVES_POLICY_FILE_H
#define EAVES_POLICY_FILE_H

#include "tests/policy_world.h"

#define POLICY "tests/policy/policy.tsv"
enum { POLICY_LINE_MAX = 2000, RULES_MAX = 900 };

struct rule {
    const char *method, *path, *of, *body;
    char cells[ROLES];
    const struct sample *samples[3]; /* of the path's ids in order; NULL: none, or an absent one */
    const struct route *route;
    int line;
};
struct quiet { /* a duty that changes nothing for that column, as the file says */
    const char *duty, *role;
};
struct policy {
    struct policy_world *w;
    struct quiet quiet[20];
    size_t n_quiet;
    struct rule rules[RULES_MAX];
    size_t n;
    struct arena *whole, *scratch; /* of the process; of one probe */
    int told;
    bool matched, keeps; /* keeps: what a refused GET leaves behind is looked at: not undone */
};

static const struct sample *sample_named(const struct policy_world *w, const char *name)
{
    for (size_t i = 0; i < w->n; i++) {
        if (str_same(w->samples[i].name, name)) {
            return &w->samples[i];
        }
    }
    return NULL;
}

static char *column(char **rest)
{
    char *at = *rest, *tab = strchr(at, '\t');
    *rest = tab ? tab + 1 : at + strlen(at);
    if (tab) {
        *tab = '\0';
    }
    return at;
}

static bool header_ok(char *line)
{
    char *rest = line;
    bool ok = str_same(column(&rest), "method") && str_same(column(&rest), "path") &&
              str_same(column(&rest), "of");
    for (int i = 0; i < ROLES; i++) {
        ok = ok && str_same(column(&rest), policy_roles[i].name);
    }
    return ok;
}

/* "stair/roll/row": what each id of the path stands for. */
static void take_samples(struct ctx *c, struct policy *p, struct rule *r)
{
    const char *s = r->of;
    for (size_t i = 0; *s && i < COUNT(r->samples); i++) {
        size_t n = strcspn(s, "/");
        const char *name = arena_strndup(c->arena, s, n);
        r->samples[i] = sample_named(p->w, name);
        CHECK(arena_printf(c->arena, "policy line %d: no sample %s", r->line, name),
            r->samples[i] || str_same(name, "-") || str_same(name, "absent"));
        s += n + (s[n] == '/');
    }
}

static void take_rule(struct ctx *c, struct policy *p, char *line, int no)
{
    char *rest = line;
    must(p->n < RULES_MAX);
    struct rule *r = &p->rules[p->n++];
    r->line = no;
    r->method = arena_strdup(c->arena, column(&rest));
    r->path = arena_strdup(c->arena, column(&rest));
    r->of = arena_strdup(c->arena, column(&rest));
    for (int i = 0; i < ROLES; i++) {
        const char *cell = column(&rest);
        r->cells[i] = cell[0];
        CHECK(arena_printf(c->arena, "policy line %d: cells are y, n or h", no),
            strlen(cell) == 1 && strchr("ynh", cell[0]));
    }
    r->body = arena_strdup(c->arena, column(&rest));
    take_samples(c, p, r);
}

static void take_quiet(struct ctx *c, struct policy *p, char *line)
{
    char *rest = line;
    (void)column(&rest);
    must(p->n_quiet < COUNT(p->quiet));
    const char *duty = arena_strdup(c->arena, column(&rest));
    p->quiet[p->n_quiet++] = (struct quiet){duty, arena_strdup(c->arena, column(&rest))};
}

static void read_policy(struct ctx *c, struct policy *p)
{
    char line[POLICY_LINE_MAX];
    int no = 0;
    bool headed = false;
    FILE *f = fopen(POLICY, "r");
    CHECK("tests run in the project's folder", f);
    while (f && fgets(line, sizeof(line), f)) {
        no++;
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '#' || !line[0]) {
            continue;
        }
        if (!headed) {
            headed = header_ok(line);
            CHECK("the columns are the roles of policy_world.h", headed);
            continue;
        }
        if (str_starts(line, "quiet\t")) {
            take_quiet(c, p, line);
        } else {
            take_rule(c, p, line, no);
        }
    }
    if (f) {
        fclose(f);
    }
}

/* Every route has a line, every line a route. */
static void match_routes(struct ctx *c, struct policy *p)
{
    if (p->matched) {
        return;
    }
    p->matched = true;
    int bare = 0;
    /* While a room is being built its routes may wait for their lines: EAVES_POLICY=building. */
    bool strict = !str_same(str_or(getenv("EAVES_POLICY"), ""), "building");
    for (const struct module *const *m = c->app->modules; *m; m++) {
        for (const struct route *r = (*m)->routes; r && r->method; r++) {
            int lines = 0;
            for (size_t i = 0; i < p->n; i++) {
                bool same =
                    str_same(p->rules[i].method, r->method) && str_same(p->rules[i].path, r->path);
                p->rules[i].route = same ? r : p->rules[i].route;
                lines += same;
            }
            CHECK(arena_printf(c->arena, "%s %s: no line in " POLICY ": add one, its head says how",
                      r->method, r->path),
                lines || !strict);
            bare += !lines;
        }
    }
    if (bare) {
        printf("policy: %d routes have no line in " POLICY " yet\n", bare);
    }
    for (size_t i = 0; i < p->n; i++) {
        CHECK(arena_printf(c->arena, "policy line %d: no route %s %s", p->rules[i].line,
                  p->rules[i].method, p->rules[i].path),
            p->rules[i].route);
    }
}

/* `ids` instead of the samples' own; NULL: those. */
static const char *fill_path(
    struct arena *a, const struct policy *p, const struct rule *r, const char *const *ids)
{
    const char *out = "";
    size_t k = 0;
    for (const char *s = r->path; *s;) {
        size_t n = strcspn(s + 1, "/") + 1;
        const char *part = arena_strndup(a, s, n);
        if (str_same(part, "/:area")) {
            part = arena_printf(a, "/%s", p->w->code);
        } else if (s[1] == ':') {
            const struct sample *of = k < COUNT(r->samples) ? r->samples[k] : NULL;
            part = arena_printf(a, "/%s", ids ? ids[k] : of ? of->value : "7");
            k++;
        }
        out = arena_printf(a, "%s%s", out, part);
        s += n;
    }
    return str_or(out, "/");
}

/* Made once for all tests of this process: the people and their things take a while. */
static struct policy *policy_load(struct ctx *c)
{
    static struct policy *kept;
    if (!kept) {
        struct ctx own = *c;
        own.arena = arena_create();
        kept = arena_alloc(own.arena, sizeof(*kept));
        kept->w = policy_world_make(&own);
        kept->whole = own.arena;
        kept->scratch = arena_create();
        read_policy(&own, kept);
    }
    match_routes(c, kept);
    c->area_id = kept->w->area;
    return kept;
}
#endif
