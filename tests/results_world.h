/* results_world.h - for tests: sealed decisions, and what the independent count says of them. */
#ifndef EAVES_RESULTS_WORLD_H
#define EAVES_RESULTS_WORLD_H

#include <stdio.h>
#include <unistd.h>

#include "src/electorate/electorate_room.h"
#include "src/results/results_room.h"
#include "src/votes/votes_room.h"
#include "tests/requests_world.h"

struct polled {
    struct world *w;
    struct ballot b;
    bool secret;
};

/* Whoever types at the desk: has the duty. */
__attribute__((unused)) static void polled_begin(struct ctx *c, const struct polled *p)
{
    test_begin(c);
    c->act.hand = HAND_SELF;
    c->act.person_id = p->w->clerk;
    c->who = (struct who){.account_id = 1, .person_id = p->w->clerk, .staff = true};
}

__attribute__((unused)) static bool polled_end(struct ctx *c)
{
    bool ok = test_end(c);
    c->who = (struct who){0};
    return ok;
}

__attribute__((unused)) static void polled_read(struct ctx *c, struct polled *p)
{
    must(db_begin_read(c));
    CHECK("read", ballots_by_id(c, p->b.id, &p->b));
    db_rollback(c);
}

/* A draft whose items have title and decides; b->electorate, force ... as the caller filled them.
 */
__attribute__((unused)) static void polled_open(struct ctx *c, struct polled *p)
{
    p->b.m.title = str_or(p->b.m.title, "电梯和车棚");
    p->b.named = !p->secret;
    p->b.m.asker_id = p->w->clerk;
    p->b.m.audience = AUDIENCE_PUBLIC;
    p->b.place_id = p->w->area;
    p->b.body_id = p->w->committee;
    p->b.electorate = p->b.electorate ? p->b.electorate : ROLL_OF_OWNERS;
    p->b.force = p->b.force ? p->b.force : FORCE_STATUTORY;
    polled_begin(c, p);
    CHECK("opened", ballots_open(c, &p->b));
    CHECK("kept", polled_end(c));
}

/* That many heads as frozen and open. */
__attribute__((unused)) static void polled_roll(
    struct ctx *c, struct polled *p, const struct voter *v, size_t n)
{
    polled_begin(c, p);
    for (size_t i = 0; i < n; i++) {
        struct speakers none = {0};
        struct voter one = v[i];
        one.no = (int64_t)i + 1;
        one.door = str_or(one.door, "");
        electorate_put_voter(c, p->b.id, &one, &none);
        votes_shift(c, p->b.id, (struct vote_mark){0, SUM_ROLL}, one.w, 1);
    }
    db_exec(c, "UPDATE matter SET state = 40, audience = 0 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(p->b.id));
    db_exec(c, "UPDATE ballot SET roll_hash = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(p->b.id), V(electorate_hash(c, p->b.id)));
    db_exec(c,
        "UPDATE ballot SET frozen_at = ?3, opens_at = ?4, closes_at = ?5 WHERE area_id = ?1"
        " AND id = ?2",
        V(c->area_id), V(p->b.id), V(c->now - 3 * MS_PER_DAY), V(c->now - 2 * MS_PER_DAY),
        V(c->now + 3600000));
    CHECK("a roll", polled_end(c));
    polled_read(c, p);
}

/* marks: pairs of item and choice, ended by 0. */
__attribute__((unused)) static bool polled_cast(
    struct ctx *c, const struct polled *p, int64_t voter, enum vote_way way, const int *marks)
{
    struct vote v = {.way = way, .received_at = c->now};
    for (; *marks; marks += 2) {
        list_push(c->arena, &v.marks, ((struct vote_mark){marks[0], marks[1]}));
    }
    return votes_cast(c, &p->b, voter, &v);
}

__attribute__((unused)) static void polled_close(struct ctx *c, struct polled *p)
{
    polled_begin(c, p);
    db_exec(c, "UPDATE matter SET state = 50 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(p->b.id));
    db_exec(c, "UPDATE ballot SET closes_at = ?3, closed_at = ?3 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(p->b.id), V(c->now + 1));
    CHECK("closed", polled_end(c));
    polled_read(c, p);
}
/* Files that tests/ballots/recount.py is asked about, all at once. */
struct recounts {
    const char **v;
    size_t n, cap;
};

/* Its first line that is not "same"; "" when it says that of every file. *red: how many others. */
__attribute__((unused)) static const char *recounted(
    struct ctx *c, const struct recounts *all, size_t *red)
{
    const char *command = "python3 tests/ballots/recount.py --brief", *first = "";
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
