/* policy_test.c - 谁能做什么: tests/policy/policy.tsv, written by hand, against the program. Every
 * line with every column, ids of another area, ids at random, each duty turned over, forged forms,
 * other methods. EAVES_PROBES and EAVES_SEED choose how many ids at random and which. */
#include <ctype.h>
#include <unistd.h>

#include "src/bodies/duties.h"
#include "tests/policy_file.h"

enum { PROBES = 20000, PROBES_PG = 1500, TOLD_MAX = 200 };

/* One probe ------------------------------------------------------------------------------------ */
static const char *fill_body(struct arena *a, const struct policy *p, const char *body)
{
    struct buf out = {0};
    for (const char *s = body; *s;) {
        size_t n = strcspn(s, "{");
        buf_printf(&out, "%.*s", (int)n, s);
        s += n;
        if (*s) {
            size_t len = strcspn(s + 1, "}");
            const struct sample *of = sample_named(p->w, arena_strndup(a, s + 1, len));
            buf_printf(&out, "%s", of ? of->value : "");
            s += len + 2;
        }
    }
    const char *filled = arena_strdup(a, out.n ? out.v : "");
    buf_release(&out);
    return filled;
}

/* y, n, h; anything else as its status, which no cell expects. */
static char verdict(const struct req *r)
{
    const char *to = str_or(r->location, "");
    if (r->status == 404) {
        return 'h';
    }
    if (r->status == 401 || r->status == 403 || str_starts(to, "/login?back=") ||
        strstr(to, "/claim?back=")) {
        return 'n';
    }
    return r->status < 500 ? 'y' : '5';
}

struct answer {
    char verdict;
    int status;
};

/* As if nothing had happened. */
static struct answer probe_at(struct ctx *c, struct policy *p, const struct rule *r,
    const struct browser *who, const char *const *ids, const char *more)
{
    struct ctx one = *c;
    struct browser b = *who;
    bool post = str_same(r->method, "POST"), undo = post || !p->keeps;
    arena_reset(p->scratch);
    one.arena = p->scratch;
    const char *body =
        arena_printf(p->scratch, "%s%s", fill_body(p->scratch, p, str_or(r->body, "")), more);
    if (undo && !db_tick_begin(&one)) {
        return (struct answer){'5', 0};
    }
    struct req *q = visit(&one, &b, fill_path(p->scratch, p, r, ids), post ? body : NULL);
    struct answer a = {verdict(q), q->status};
    if (q->file_fd > 0) {
        close(q->file_fd);
    }
    if (undo) {
        db_tick_rollback(&one);
    }
    return a;
}

static bool agrees(struct ctx *c, struct policy *p, const struct rule *r, int role, bool tell)
{
    struct answer a = probe_at(c, p, r, &p->w->roles[role].b, NULL, "");
    bool ok = a.verdict == r->cells[role];
    if (!ok && tell && p->told++ < TOLD_MAX) {
        printf("policy line %d: %s %s of %s by %s: policy says %c, the program %c (%d)\n", r->line,
            r->method, r->path, r->of, p->w->roles[role].name, r->cells[role], a.verdict, a.status);
    }
    return ok;
}

/* The matrix ----------------------------------------------------------------------------------- */
static void the_matrix(struct ctx *c)
{
    struct policy *p = policy_load(c);
    int cells = 0;
    for (size_t i = 0; i < p->n; i++) {
        bool ok = true;
        for (int role = 0; role < ROLES; role++) {
            ok &= agrees(c, p, &p->rules[i], role, true);
            cells++;
        }
        CHECK(arena_printf(c->arena, "policy line %d: %s %s", p->rules[i].line, p->rules[i].method,
                  p->rules[i].path),
            ok);
    }
    printf("policy: %d cells of %zu lines and %d columns agree or are told above\n", cells, p->n,
        ROLES);
}

/* Ids of another area ----------------------------------------------------------------------------
 */
static int64_t notes_of_foreign_ids(struct ctx *c)
{
    int64_t n = 0;
    if (db_begin_read(c)) {
        n = db_int(c, "SELECT count(*) FROM note WHERE kind = ?1", V("foreign_id"));
        db_rollback(c);
    }
    return n;
}

/* The id at `far` is the other area's, the rest the line's own; far -1: all of them. */
static bool foreign_in(const struct rule *r, int far, const char **ids)
{
    bool any = false;
    for (int k = 0; k < (int)COUNT(r->samples); k++) {
        const struct sample *s = r->samples[k];
        bool foreign = s && s->foreign && (far == -1 || far == k);
        ids[k] = foreign ? s->foreign : s ? s->value : "7";
        any |= foreign;
    }
    return any;
}

static void foreign_id(
    struct ctx *c, struct policy *p, const struct rule *r, int role, const char *const *ids)
{
    int64_t before = notes_of_foreign_ids(c);
    char got = probe_at(c, p, r, &p->w->roles[role].b, ids, "").verdict;
    bool for_other = strstr(r->body, "act_person"); /* not one's own to act for: refused first */
    bool noted = got != 'h' || str_same(r->method, "POST") || notes_of_foreign_ids(c) > before;
    CHECK(arena_printf(c->arena, "line %d: %s %s of another area by %s: %c", r->line, r->method,
              r->path, p->w->roles[role].name, got),
        got == 'h' || (got == 'n' && (r->cells[role] != 'y' || for_other)));
    CHECK(arena_printf(c->arena, "line %d: %s of another area by %s is noted", r->line, r->path,
              p->w->roles[role].name),
        noted);
}

static void foreign_ids(struct ctx *c)
{
    struct policy *p = policy_load(c);
    p->keeps = true;
    int tried = 0;
    for (size_t i = 0; i < p->n; i++) {
        const char *ids[COUNT(p->rules[i].samples)];
        for (int far = -1; far < (int)COUNT(p->rules[i].samples); far++) {
            for (int role = 0; foreign_in(&p->rules[i], far, ids) && role < ROLES; role++) {
                foreign_id(c, p, &p->rules[i], role, ids);
                tried++;
            }
        }
    }
    p->keeps = false;
    printf("policy: %d ids of another area refused\n", tried);
}

/* At random: ids of another area, ids of another kind, numbers nobody made. Never "may". */
static uint64_t dice(uint64_t *state)
{
    *state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t z = *state;
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static const char *id_at_random(struct arena *a, const struct policy *p, uint64_t *state)
{
    const struct sample *s = &p->w->samples[dice(state) % p->w->n];
    return s->foreign && dice(state) % 8 ? s->foreign
                                         : arena_printf(a, "%" PRIu64, dice(state) >> 1);
}

static long from_environment(const char *name, long otherwise)
{
    const char *s = getenv(name);
    return s && isdigit((unsigned char)*s) ? strtol(s, NULL, 10) : otherwise;
}

static bool has_ids(const struct rule *r)
{
    return r->samples[0] && r->samples[0]->foreign;
}

/* One of the line's ids, or all of them, at random. */
static bool one_at_random(struct ctx *c, struct policy *p, struct arena *a, uint64_t *state)
{
    const struct rule *r = &p->rules[dice(state) % p->n];
    while (!has_ids(r)) {
        r = &p->rules[dice(state) % p->n];
    }
    const char *ids[COUNT(r->samples)];
    size_t which = dice(state) % COUNT(ids);
    for (size_t k = 0; k < COUNT(ids); k++) {
        bool own = r->samples[which] && r->samples[which]->foreign && k != which;
        ids[k] = own && r->samples[k] ? r->samples[k]->value : id_at_random(a, p, state);
    }
    const struct role *who = &p->w->roles[dice(state) % ROLES];
    char got = probe_at(c, p, r, &who->b, ids, "").verdict;
    bool refused = got == 'h' || got == 'n';
    if (!refused) {
        printf("policy line %d: %s %s with ids %s %s %s by %s: %c\n", r->line, r->method, r->path,
            ids[0], ids[1], ids[2], who->name, got);
    }
    return refused;
}

static void ids_at_random(struct ctx *c)
{
    struct policy *p = policy_load(c);
    struct arena *a = arena_create();
    long n = from_environment("EAVES_PROBES", db_engine(c->db) == DB_SQLITE ? PROBES : PROBES_PG),
         refused = 0;
    uint64_t seed = (uint64_t)from_environment("EAVES_SEED", 20261127), state = seed;
    for (long i = 0; i < n; i++) {
        refused += one_at_random(c, p, a, &state);
        arena_reset(a);
    }
    CHECK("no id at random opens anything", refused == n);
    printf("policy: %ld ids at random, %ld refused, seed %" PRIu64 "\n", n, refused, seed);
    arena_destroy(a);
}

/* Each duty turned over ---------------------------------------------------------------------------
 * duties_of_post is wrapped by the linker (meson.build): here one cell of the table can lie. */
static struct {
    int kind, duty;
} turned;
bool __real_duties_of_post(enum post_kind kind, int duty);
bool __wrap_duties_of_post(enum post_kind kind, int duty);
bool __wrap_duties_of_post(enum post_kind kind, int duty)
{
    bool has = __real_duties_of_post(kind, duty);
    return turned.kind == (int)kind && turned.duty == duty ? !has : has;
}

/* The lines of routes that ask this very duty first, then all others. */
static bool noticed(struct ctx *c, struct policy *p, int role, int duty)
{
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < p->n; i++) {
            bool asks = p->rules[i].route && p->rules[i].route->duty == duty;
            if (asks == (round == 0) && !agrees(c, p, &p->rules[i], role, false)) {
                return true;
            }
        }
    }
    return false;
}

static bool is_quiet(const struct policy *p, int role, int duty)
{
    for (size_t i = 0; i < p->n_quiet; i++) {
        if (str_same(p->quiet[i].duty, duty_name(duty)) &&
            str_same(p->quiet[i].role, p->w->roles[role].name)) {
            return true;
        }
    }
    return false;
}

static bool is_asked(const struct policy *p, int duty)
{
    for (size_t i = 0; i < p->n; i++) {
        if (p->rules[i].route && p->rules[i].route->duty == duty) {
            return true;
        }
    }
    return false;
}

static bool turn(struct ctx *c, struct policy *p, int role, int duty)
{
    turned.kind = (int)p->w->roles[role].kind;
    turned.duty = duty;
    bool red = noticed(c, p, role, duty), quiet = is_quiet(p, role, duty);
    turned.kind = turned.duty = 0;
    CHECK(arena_printf(c->arena, "%s of %s turned over is %s", duty_name(duty),
              p->w->roles[role].name, quiet ? "not quiet" : "noticed"),
        red != quiet);
    return red;
}

static void each_duty_turned(struct ctx *c)
{
    enum { OTHER_LEADER = 7, OTHER_AREA = 14 }; /* the same posts as others' */
    int flips = 0, seen = 0;
    if (db_engine(c->db) != DB_SQLITE) {
        return; /* the table is the same on both stores: once is enough */
    }
    struct policy *p = policy_load(c);
    for (int role = 0; role < OTHER_AREA; role++) {
        bool post = p->w->roles[role].kind && role != OTHER_LEADER;
        for (int duty = DUTY_FIRST; post && duty < DUTY_END; duty++) {
            if (is_asked(p, duty)) { /* else: a duty that no route asks for yet */
                seen += turn(c, p, role, duty);
                flips++;
            }
        }
    }
    printf("policy: %d duties turned over, %d noticed, %zu said to be quiet\n", flips, seen,
        p->n_quiet);
}

/* Forged forms, other methods ---------------------------------------------------------------------
 */
static void forged_forms(struct ctx *c)
{
    static const char *const forged[] = {"&csrf=", "&csrf=0123456789abcdef0123456789abcdef"};
    if (db_engine(c->db) != DB_SQLITE) {
        return; /* said before any store is asked: once is enough */
    }
    struct policy *p = policy_load(c);
    int tried = 0;
    for (size_t i = 0; i < p->n; i++) {
        const struct rule *r = &p->rules[i];
        for (int role = 0; str_same(r->method, "POST") && role < ROLES; role++) {
            for (size_t k = 0; k < COUNT(forged); k++) {
                struct answer a = probe_at(c, p, r, &p->w->roles[role].b, NULL, forged[k]);
                CHECK(arena_printf(c->arena, "line %d: %s without proof by %s: %d", r->line,
                          r->path, p->w->roles[role].name, a.status),
                    a.status == 403 || (a.status == 404 && r->cells[role] == 'h'));
                tried++;
            }
        }
    }
    printf("policy: %d forms without proof or with a forged one refused\n", tried);
}

static void other_methods(struct ctx *c)
{
    static const char *const methods[] = {"PUT", "DELETE", "PATCH", "POST", "TRACE"};
    if (db_engine(c->db) != DB_SQLITE) {
        return; /* said before any store is asked: once is enough */
    }
    struct policy *p = policy_load(c);
    int tried = 0;
    for (size_t i = 0; i < p->n; i++) {
        struct browser b = p->w->roles[12].b;
        const char *path = fill_path(c->arena, p, &p->rules[i], NULL);
        bool posts = false;
        for (size_t k = 0; k < p->n; k++) {
            posts |= str_same(p->rules[k].method, "POST") &&
                     str_same(p->rules[k].path, p->rules[i].path);
        }
        for (size_t k = 0; k < COUNT(methods); k++) {
            if (!(posts && str_same(methods[k], "POST"))) {
                struct req *r = visit_by(c, &b, methods[k], path, "_method=GET");
                CHECK(arena_printf(c->arena, "%s %s: %d", methods[k], path, r->status),
                    r->status == 404 || r->status == 405);
                tried++;
            }
        }
    }
    printf("policy: %d other methods refused\n", tried);
}

const struct test policy_tests[] = {
    {"the matrix", the_matrix},
    {"ids of another area", foreign_ids},
    {"ids at random", ids_at_random},
    {"each duty turned over", each_duty_turned},
    {"forged forms", forged_forms},
    {"other methods", other_methods},
    {0},
};
