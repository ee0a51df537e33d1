/* cmd_area.c - `eaves area add`: founds a tenant. */
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
    a.code = cli_word(cli, 1);
    a.name = cli_word(cli, 2);
    if (!str_same(cli_word(cli, 0), "add") || !*a.name || *cli_word(cli, 3)) {
        return cli_usage(cli, "which code, and which name?");
    }
    return add(cli, &a, town);
}
