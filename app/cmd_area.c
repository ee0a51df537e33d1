/* cmd_area.c - `eaves area add`: founds a tenant; `eaves area show`: its counts by level. */
#include <stdio.h>

#include "app/app.h"
#include "lib/db/db.h"
#include "src/places/places.h"
#include "src/requests/requests.h"

static int add(struct cli *cli, struct area *a, const char *town)
{
    struct ctx *c = &cli->c;
    c->act = (struct act){.hand = HAND_SYSTEM, .channel = CHANNEL_SYSTEM};
    a->town_id = *town ? cli->app.area_by_code(c, town) : 0;
    if (*town && !a->town_id) {
        fail(&c->err, ERR_ABSENT, WORDS(N_("没有代号为 {0} 的街镇。"), TEXT(town)));
    }
    if (db_begin_area(c, 0)) {
        if (places_make_area(c, a) && a->kind == AREA_RESIDENTS) {
            (void)requests_keywords_default(c);
        }
        if (db_commit(c)) {
            printf("/a/%s\n", a->code);
            return EXIT_OK;
        }
    }
    return cli_fail(cli);
}

static void print_counts(const char *name, const struct place_counts *n)
{
    printf("%6lld %6lld %6lld %6lld  %s\n", (long long)n->stairs, (long long)n->units,
        (long long)n->households, (long long)n->people, name);
}

static int show(struct cli *cli, const char *code)
{
    static const char *const names[PLACE_KINDS] = {
        "", "area", "compounds", "stairs", "grids", "micro grids", "residents' groups", "zones"};
    struct ctx *c = &cli->c;
    const char *day = cli_option(cli, "--day", day_text(c->arena, c->now));
    struct levels l;
    struct area a;
    int64_t at;
    c->area_id = cli->app.area_by_code(c, code);
    if (!c->area_id) {
        fail(&c->err, ERR_ABSENT, WORDS(N_("没有代号为 {0} 的居民区。"), TEXT(code)));
    }
    if (!parse_day(day, &at)) {
        return cli_usage(cli, "--day is a day such as 2026-11-23");
    }
    if (!places_area(c, c->area_id, &a) || !places_levels(c, day, &l)) {
        return cli_fail(cli);
    }
    printf("%s\n", day);
    for (int kind = PLACE_COMPOUND; kind < PLACE_KINDS; kind++) {
        printf("%6lld  %s\n", (long long)l.of[kind], names[kind]);
    }
    printf("\nstairs  homes househ. people\n");
    print_counts(a.name, &l.all);
    for (size_t i = 0; i < l.n; i++) {
        print_counts(l.v[i].p.name, &l.v[i].n);
    }
    return EXIT_OK;
}

int cmd_area(struct cli *cli)
{
    struct area a = {
        .kind = cli_flag(cli, "--is-town") ? AREA_TOWN : AREA_RESIDENTS,
        .phone = cli_option(cli, "--phone", ""),
    };
    const char *town = cli_option(cli, "--town", "");
    if (!cli_open(cli, false)) {
        return cli_fail(cli);
    }
    if (str_same(cli_word(cli, 0), "show") && *cli_word(cli, 1)) {
        return show(cli, cli_word(cli, 1));
    }
    a.code = cli_word(cli, 1);
    a.name = cli_word(cli, 2);
    if (!str_same(cli_word(cli, 0), "add") || !*a.name || *cli_word(cli, 3)) {
        return cli_usage(cli, "which code, and which name?");
    }
    return add(cli, &a, town);
}
