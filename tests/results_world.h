/* results_world.h - for tests: sealed decisions, and what the independent count says of them. */
#ifndef EAVES_RESULTS_WORLD_H
#define EAVES_RESULTS_WORLD_H

#include <stdio.h>
#include <unistd.h>

#include "src/results/results_room.h"
#include "tests/ballots_world.h"

/* Files that tests/ballots/recount.py is asked about, all at once. */
struct recounts {
    const char **v;
    size_t n, cap;
};

/* Its first line that is not "same"; "" when it says that of every file. *red: how many others. */
__attribute__((unused)) static const char *recounted(
    struct ctx *c, const struct recounts *all, size_t *red)
{
    const char *command = "python3 tests/ballots/recount.py", *first = "";
    char line[400];
    size_t lines = 0;
    *red = 0;
    for (size_t i = 0; i < all->n; i++) {
        const char *path =
            arena_printf(c->arena, "/tmp/eaves-recount-%d-%zu.json", (int)getpid(), i);
        FILE *f = fopen(path, "w");
        must(f && fputs(all->v[i], f) >= 0 && fclose(f) == 0);
        command = arena_printf(c->arena, "%s %s", command, path);
    }
    FILE *p = popen(command, "r");
    must(p);
    while (fgets(line, sizeof(line), p)) {
        bool same = str_same(line, "same\n");
        first = same || *first ? first : arena_strdup(c->arena, line);
        *red += !same;
        lines++;
    }
    (void)pclose(p);
    for (size_t i = 0; i < all->n; i++) {
        (void)unlink(arena_printf(c->arena, "/tmp/eaves-recount-%d-%zu.json", (int)getpid(), i));
    }
    return lines == all->n ? first : "recount.py did not run";
}

__attribute__((unused)) static struct result polled_newest(struct ctx *c, const struct polled *p)
{
    struct results all = {0};
    must(db_begin_read(c));
    CHECK("results", results_of(c, &p->b, &all) && all.n);
    db_rollback(c);
    return all.n ? all.v[all.n - 1] : (struct result){0};
}

__attribute__((unused)) static const char *polled_file(
    struct ctx *c, const struct polled *p, int64_t no)
{
    must(db_begin_read(c));
    const char *text = str_or(results_text(c, p->b.id, no), "");
    db_rollback(c);
    return text;
}

/* An independent count of the file says the same. */
__attribute__((unused)) static bool polled_same(struct ctx *c, const struct polled *p, int64_t no)
{
    struct recounts one = {0};
    size_t red;
    list_push(c->arena, &one, polled_file(c, p, no));
    return str_same(recounted(c, &one, &red), "");
}

__attribute__((unused)) static void polled_seal(struct ctx *c, struct polled *p)
{
    polled_close(c, p);
    polled_begin(c, p);
    CHECK("sealed", results_seal(c, &p->b, p->b.m.version));
    CHECK("kept", polled_end(c));
    (void)err_take(&c->err);
    polled_read(c, p);
}

__attribute__((unused)) static struct polled polled_asked(
    struct ctx *c, struct world *w, enum decides what)
{
    struct polled p = {.w = w};
    list_push(c->arena, &p.b.items, ((struct ballot_item){.title = "更换电梯", .decides = what}));
    polled_open(c, &p);
    return p;
}

/* Heads that share so much floor: the first has what is left over. */
__attribute__((unused)) static void polled_heads(struct voter *v, int64_t n, int64_t area)
{
    for (int64_t i = 0; i < n; i++) {
        v[i] = (struct voter){.who = WHO_PERSON,
            .units = 1,
            .w = {.homes = 1, .area_dm2 = area / n + (i ? 0 : area % n)}};
    }
}

__attribute__((unused)) static struct polled polled_small(struct ctx *c, struct world *w)
{
    struct polled p = polled_asked(c, w, DECIDES_PROPERTY);
    struct voter v[12];
    polled_heads(v, 12, 72000);
    polled_roll(c, &p, v, 12);
    polled_begin(c, &p);
    for (int64_t k = 1; k <= 9; k++) {
        polled_cast(c, &p, k, WAY_PAPER, (int[]){1, k <= 6 ? VOTE_YES : VOTE_NO, 0});
    }
    CHECK("cast", polled_end(c));
    return p;
}

#endif
