/* results_test.c - what is sealed is what was cast, under every convention; nothing changes it
 * afterwards; and an independent count of the published file says the same. */
#include "lib/text/text.h"
#include "tests/results_world.h"

/* Civil Code 278 --------------------------------------------------------------------------------
 */
struct vector { /* shared/vectors.json, civil_code_278 */
    int64_t area, persons, part_area, part, yes_area, yes;
    bool special, quorate, passed;
};
static const struct vector vectors[] = {
    {899000, 89, 638000, 60, 432000, 45, true, true, false},
    {899000, 89, 638000, 60, 476000, 45, true, true, false},
    {899000, 89, 638000, 60, 485000, 46, true, true, true},
    {899000, 89, 638000, 60, 315000, 35, false, true, false},
    {899000, 89, 638000, 60, 324000, 36, false, true, true},
    {899000, 89, 638000, 60, 350000, 30, false, true, false},
    {899000, 89, 629000, 59, 531000, 59, false, false, false},
    {72000, 12, 48000, 8, 36000, 6, true, true, true},
    {72000, 12, 48000, 8, 30000, 5, true, true, false},
    {72000, 12, 42000, 7, 42000, 7, true, false, false},
    {72000, 12, 54000, 9, 42000, 7, true, true, true},
    {72000, 12, 54000, 9, 36000, 6, true, true, false},
    {3000000, 300, 1900000, 190, 1100000, 110, false, false, false},
};

static void through_the_seal(struct ctx *c)
{
    struct world *w = world_make(c);
    struct recounts files = {0};
    size_t red;
    for (size_t i = 0; i < COUNT(vectors); i++) {
        const struct vector *x = &vectors[i];
        struct polled p = polled_asked(c, w, x->special ? DECIDES_REBUILD : DECIDES_PROPERTY);
        struct voter *v = arena_alloc(c->arena, (size_t)x->persons * sizeof(*v));
        int64_t no = x->part - x->yes, rest = x->persons - x->part;
        polled_heads(v, x->yes, x->yes_area);
        if (no) {
            polled_heads(v + x->yes, no, x->part_area - x->yes_area);
        }
        if (rest) {
            polled_heads(v + x->part, rest, x->area - (no ? x->part_area : x->yes_area));
        }
        polled_roll(c, &p, v, (size_t)x->persons);
        polled_begin(c, &p);
        for (int64_t k = 0; k < x->part; k++) {
            polled_cast(c, &p, k + 1, k % 2 ? WAY_WEB + 1 : WAY_PROXY,
                (int[]){1,
                    k < x->yes ? VOTE_YES
                    : k % 3    ? VOTE_NO
                               : VOTE_ABSTAIN,
                    0});
        }
        CHECK("cast", polled_end(c));
        polled_seal(c, &p);
        struct result r = polled_newest(c, &p);
        const struct result_row *o = results_row(&r, 1, 0);
        CHECK("quorate", o && o->t.quorate == x->quorate);
        CHECK("passed", o && (o->t.verdict == PASSED) == x->passed);
        CHECK("numbers", o && o->t.yes_heads.have == x->yes && o->t.yes_area.have == x->yes_area &&
                             o->t.took_area.of == x->area);
        list_push(c->arena, &files, polled_file(c, &p, 1));
    }
    const char *said = recounted(c, &files, &red);
    CHECK(said, red == 0 && str_same(said, ""));
}

/* Each threshold, one person and 0.01 m2 to either side. */
static void to_either_side(struct ctx *c)
{
    struct world *w = world_make(c);
    static const struct {
        enum decides what;
        int64_t part_num, part_den, yes_num, yes_den; /* yes: of who took part */
        bool more;
    } rules[] = {{DECIDES_PROPERTY, 2, 3, 1, 2, true}, {DECIDES_REBUILD, 2, 3, 3, 4, false}};
    for (size_t i = 0; i < COUNT(rules); i++) {
        struct polled p = polled_asked(c, w, rules[i].what);
        const int64_t heads = 1200, area = 12000000;
        for (int cut = 0; cut < 16; cut++) {
            int64_t d[4]; /* how far below each threshold: part heads, floor; yes heads, floor */
            for (int k = 0; k < 4; k++) {
                d[k] = (cut >> k) & 1;
            }
            int64_t part = heads * 2 / 3 - d[0], part_area = area * 2 / 3 - d[1];
            int64_t yes = part * rules[i].yes_num, yes_area = part_area * rules[i].yes_num;
            yes = (rules[i].more ? yes / rules[i].yes_den + 1
                                 : (yes + rules[i].yes_den - 1) / rules[i].yes_den) -
                  d[2];
            yes_area = (rules[i].more ? yes_area / rules[i].yes_den + 1
                                      : (yes_area + rules[i].yes_den - 1) / rules[i].yes_den) -
                       d[3];
            struct turnout t = {.roll = {.homes = heads, .area_dm2 = area},
                .took = {.homes = part, .area_dm2 = part_area},
                .items = arena_alloc(c->arena, 2 * sizeof(struct sums))};
            list_push(c->arena, &t.items[0], ((struct sum){0, t.took}));
            list_push(c->arena, &t.items[0],
                ((struct sum){VOTE_YES, {.homes = yes, .area_dm2 = yes_area}}));
            struct result r = {.t = t};
            results_tally(c->arena, &p.b, &t, &r.rows);
            CHECK("only when all four are reached", results_passed(&p.b.items.v[0], &r) == !cut);
        }
    }
}

static const struct result_row *row_how(
    const struct result *r, int64_t item, int64_t option, bool parking, enum result_how how)
{
    for (size_t i = 0; i < r->rows.n; i++) {
        const struct result_row *o = &r->rows.v[i];
        if (o->item == item && o->option == option && o->parking == parking && o->how == how) {
            return o;
        }
    }
    return NULL;
}

/* Silence: 300 equal owners, 190 returned (110, 60, 20), 25 more signed for the slip (O7). --------
 */
static void silence(struct ctx *c)
{
    struct world *w = world_make(c);
    struct polled p = polled_asked(c, w, DECIDES_PROPERTY);
    struct voter v[300];
    polled_heads(v, 300, 3000000);
    polled_roll(c, &p, v, 300);
    polled_begin(c, &p);
    for (int64_t k = 1; k <= 190; k++) {
        polled_cast(c, &p, k, WAY_PAPER,
            (int[]){1,
                k <= 110   ? VOTE_YES
                : k <= 170 ? VOTE_NO
                           : VOTE_ABSTAIN,
                0});
        votes_deliver(c, &p.b, k, c->now);
    }
    for (int64_t k = 191; k <= 215; k++) {
        votes_deliver(c, &p.b, k, c->now);
    }
    CHECK("cast", polled_end(c));
    polled_seal(c, &p);
    struct result r = polled_newest(c, &p);
    const struct result_row *strict = row_how(&r, 1, 0, false, HOW_STRICT);
    const struct result_row *silent = row_how(&r, 1, 0, false, HOW_SILENCE);
    CHECK("strictly it fails: 190 of 200",
        strict && strict->t.verdict == FAILED && strict->t.took_heads.have == 190);
    CHECK("with silence it passes: 215, 110 of 215", silent && silent->t.verdict == PASSED &&
                                                         silent->t.took_heads.have == 215 &&
                                                         silent->t.yes_heads.need == 108);
    CHECK("the rule's decides", results_row(&r, 1, 0)->how == results_how(&p.b, &p.b.items.v[0]));
    CHECK("nobody follows without a clause", !row_how(&r, 1, 0, false, HOW_FOLLOW));
    CHECK("recounted", polled_same(c, &p, 1));
}

static void follows(struct ctx *c)
{
    (void)c;
    struct ballot b = {.follow_clause = "第十二条"};
    struct ballot_item i = {.decides = DECIDES_PROPERTY, .rule = {.follows = true}};
    CHECK("by clause and rule", results_how(&b, &i) == HOW_FOLLOW);
    b.follow_clause = "";
    CHECK("not without the clause", results_how(&b, &i) == HOW_STRICT);
    b.follow_clause = "第十二条";
    i.rule.follows = false;
    b.silence = SILENCE_ABSTAINS;
    CHECK("not without the rule", results_how(&b, &i) == HOW_SILENCE);
    static const enum decides never[] = {DECIDES_RAISE_FUND, DECIDES_REBUILD, DECIDES_CHANGE_USE};
    i.rule.follows = true;
    for (size_t k = 0; k < COUNT(never); k++) {
        i.decides = never[k];
        CHECK("never for three quarters", results_how(&b, &i) == HOW_SILENCE);
    }
}

/* Stalls decide it one way or the other: both tables are kept. */
static void stalls(struct ctx *c)
{
    struct world *w = world_make(c);
    struct polled p = {.w = w, .b = {.parking = true}};
    list_push(
        c->arena, &p.b.items, ((struct ballot_item){.title = "停车", .decides = DECIDES_PROPERTY}));
    polled_open(c, &p);
    struct voter v[9];
    polled_heads(v, 9, 90000);
    for (int k = 6; k < 9; k++) { /* three who have stalls only */
        v[k].w = (struct weight){.stalls = 1, .stalls_dm2 = 1200};
    }
    polled_roll(c, &p, v, 9);
    polled_begin(c, &p);
    for (int64_t k = 1; k <= 6; k++) {
        polled_cast(c, &p, k, WAY_PAPER, (int[]){1, k <= 4 ? VOTE_YES : VOTE_NO, 0});
    }
    for (int64_t k = 7; k <= 9; k++) {
        polled_cast(c, &p, k, WAY_PAPER, (int[]){1, VOTE_NO, 0});
    }
    CHECK("cast", polled_end(c));
    polled_seal(c, &p);
    struct result r = polled_newest(c, &p);
    const struct result_row *with = row_how(&r, 1, 0, true, HOW_STRICT);
    const struct result_row *without = row_how(&r, 1, 0, false, HOW_STRICT);
    CHECK("with stalls 4 of 9", with && with->t.verdict == FAILED && with->t.yes_heads.of == 9);
    CHECK("without 4 of 6", without && without->t.verdict == PASSED);
    CHECK("the ballot's decides", with && with->decides && !without->decides);
    CHECK("recounted", polled_same(c, &p, 1));
}

static void nobody(struct ctx *c)
{
    struct world *w = world_make(c);
    struct polled p = polled_asked(c, w, DECIDES_PROPERTY);
    polled_roll(c, &p, NULL, 0);
    polled_seal(c, &p);
    struct result r = polled_newest(c, &p);
    CHECK("nothing out of nothing cannot be decided",
        results_row(&r, 1, 0)->t.verdict == CANNOT_DECIDE && !results_passed(&p.b.items.v[0], &r));
    CHECK("recounted", polled_same(c, &p, 1));
}

static const char *said(struct ctx *c, struct words w)
{
    return text_say(c->arena, LANG_HANS, w);
}

/* Three of four reach the line, two seats: the third is behind, the fourth below the line. */
static void some_of_several(struct ctx *c)
{
    struct polled p = {.w = world_make(c)};
    list_push(c->arena, &p.b.items,
        ((struct ballot_item){.title = "选哪两个？",
            .decides = DECIDES_COMMITTEE,
            .seats = 2,
            .n = 4,
            .options = {"甲", "乙", "丙", "丁"}}));
    polled_open(c, &p);
    struct voter v[9];
    polled_heads(v, 9, 90000);
    polled_roll(c, &p, v, 9);
    polled_begin(c, &p);
    for (int64_t k = 1; k <= 9; k++) { /* 9, 7, 5 and 3 voices, paper of two marks each */
        static const int first[] = {11, 11, 11, 11, 11, 11, 12, 12, 13};
        static const int second[] = {12, 12, 12, 12, 12, 13, 13, 14, 14};
        polled_cast(c, &p, k, WAY_PAPER, (int[]){1, first[k - 1], 1, second[k - 1], 0});
    }
    CHECK("cast", polled_end(c));
    polled_seal(c, &p);
    struct result r = polled_newest(c, &p);
    const struct ballot_item *i = &p.b.items.v[0];
    CHECK("chosen by name", str_same(results_chosen(c->arena, i, &r), "乙、甲"));
    CHECK("headline",
        str_same(said(c, results_line(c->arena, &p.b, &r, i)), "电梯和车棚：选出 乙、甲"));
    struct sayings why = {0};
    results_why(c->arena, &p.b, i, &r, &why);
    static const char *const says[] = {"全体 9 人，至少要 6 人参与；参与了 9 人，够了。",
        "全部面积 900.00 ㎡，至少要 600.00 ㎡参与；参与了 900.00 ㎡，够了。",
        "得票要够才能选上：按 9 人算，至少 5 人。", "面积也要够：按 900.00 ㎡算，至少 450.01 ㎡。",
        "最多选 2 个：人数多的在前，人数一样看面积。", "「乙」得 7 人，选中。",
        "「甲」得 6 人，选中。", "「丙」得 3 人，差 2 人。", "「丁」得 2 人，差 3 人。"};
    CHECK("so many sentences", why.n == COUNT(says));
    for (size_t k = 0; k < why.n && k < COUNT(says); k++) {
        CHECK(says[k], str_same(said(c, why.v[k]), says[k]));
    }
    must(db_begin_read(c));
    struct entries log = {0};
    bool named = false, asked = false;
    CHECK("log", log_of_subject(c, p.b.id, AUDIENCE_STAFF, &log));
    for (size_t k = 0; k < log.n; k++) {
        const char *text = said(c, log.v[k].words);
        named = named || strstr(text, "选出：乙、甲");
        asked = asked || strstr(text, "通过：选哪两个");
    }
    db_rollback(c);
    CHECK("the timeline says what was chosen", named && !asked);
}

/* Household votes speak of 户, all others of 人. */
static void units(struct ctx *c)
{
    static const struct {
        enum electorate who;
        const char *says;
    } all[] = {{ROLL_OF_OWNERS, "还差 3 人"}, {ROLL_OF_HOUSEHOLDS, "还差 3 户"},
        {ROLL_OF_RESIDENTS, "还差 3 人"}, {ROLL_OF_BODY, "还差 3 人"}};
    for (size_t i = 0; i < COUNT(all); i++) {
        struct gate g = {.verdict = FAILED, .have = 2, .of = 9, .need = 5}, none = {0};
        CHECK(all[i].says, str_same(said(c, tally_missing(all[i].who, &g, &none)), all[i].says));
    }
    CHECK("one in English",
        str_same(text_say(c->arena, LANG_EN, WORDS("{0}", PEOPLE(1))), "1 person"));
    CHECK("some", str_same(text_say(c->arena, LANG_EN, WORDS("{0}", DOORS(2))), "2 households"));
}

/* Decided in the official system ----------------------------------------------------------------
 */
static struct official typed(struct ctx *c, int64_t yes, int64_t yes_area)
{
    struct official o = {.number = "沪业表 2026-17",
        .on = "2026-11-20",
        .t = {.roll = {.homes = 89, .area_dm2 = 899000},
            .took = {.homes = 60, .area_dm2 = 638000},
            .items = arena_alloc(c->arena, 2 * sizeof(struct sums))}};
    list_push(c->arena, &o.t.items[0], ((struct sum){0, o.t.took}));
    list_push(
        c->arena, &o.t.items[0], ((struct sum){VOTE_YES, {.homes = yes, .area_dm2 = yes_area}}));
    list_push(c->arena, &o.t.items[0], ((struct sum){VOTE_NO, {.homes = 24, .area_dm2 = 314000}}));
    return o;
}

static void recorded(struct ctx *c)
{
    struct polled p = {.w = world_make(c), .b = {.force = FORCE_RECORDED}};
    list_push(c->arena, &p.b.items,
        ((struct ballot_item){.title = "选聘物业", .decides = DECIDES_PROPERTY}));
    polled_open(c, &p);
    struct err why = {0};
    struct official o = typed(c, 35, 324000);
    CHECK("one is missing", !results_check_typed(&p.b, &o.t, &why) &&
                                str_same(why.field, "i1_took_heads") && why.words.v[2].i == 1);
    why = (struct err){0};
    o = typed(c, 36, 324001);
    CHECK("0.01 m2 too much", !results_check_typed(&p.b, &o.t, &why) &&
                                  str_same(why.field, "i1_took_area") && why.words.v[2].i == 1);
    o = typed(c, 36, 324000);
    polled_begin(c, &p);
    CHECK("not sealed here", !results_seal(c, &p.b, 0) && err_take(&c->err).kind != ERR_NONE);
    db_rollback(c);
    c->who = (struct who){0};
    polled_begin(c, &p);
    CHECK("typed", results_record(c, &p.b, &o, 1, p.b.m.version) && polled_end(c));
    polled_read(c, &p);
    struct result r = polled_newest(c, &p);
    CHECK("the same tally", results_row(&r, 1, 0)->t.verdict == PASSED &&
                                p.b.m.state == BALLOT_SHOWN &&
                                str_same(r.official_on, "2026-11-20"));
    CHECK("recounted", polled_same(c, &p, 1));
}

/* Random ballots against the independent count, and a file in which one number was changed. -------
 */
static void cast_random(struct ctx *c, const struct polled *p, int64_t no, uint8_t chance)
{
    int first = chance % 5 ? 1 + chance % 3 : VOTE_SPOILED;
    int option = 11 + chance / 5 % 4;
    polled_cast(c, p, no, 1 + chance % 3 ? WAY_PAPER : WAY_PROXY,
        chance % 7 ? (int[]){1, first, 2, option, 2, option == 14 ? 11 : option + 1, 0}
                   : (int[]){2, option, 0});
}

static void random_ballots(struct ctx *c)
{
    struct world *w = world_make(c);
    struct recounts files = {0};
    size_t red;
    int silent = 0;
    for (int round = 0; round < 12; round++) {
        struct polled p = {.w = w, .b = {.parking = round % 2, .follow_clause = "第八条"}};
        list_push(c->arena, &p.b.items,
            ((struct ballot_item){
                .title = "第\"一\"件", .decides = round % 3 ? DECIDES_PROPERTY : DECIDES_REBUILD}));
        list_push(c->arena, &p.b.items,
            ((struct ballot_item){.title = "选委员",
                .decides = DECIDES_COMMITTEE,
                .seats = 2,
                .n = 4,
                .options = {"甲", "乙", "丙", "丁"}}));
        polled_open(c, &p);
        struct voter v[40] = {{0}};
        uint8_t chance[40][3];
        new_random(c, chance, sizeof(chance));
        for (int k = 0; k < 40; k++) {
            bool stall = chance[k][0] % 9 == 0;
            v[k] = (struct voter){.who = WHO_PERSON,
                .unsold = chance[k][1] % 11 == 0,
                .w = {.homes = !stall,
                    .stalls = stall,
                    .area_dm2 = stall ? 0 : 4000 + chance[k][1] * 37,
                    .stalls_dm2 = chance[k][2] % 3 ? 0 : 1250}};
        }
        polled_roll(c, &p, v, 40);
        polled_begin(c, &p);
        for (int k = 0; k < 40; k++) {
            if (chance[k][2] % 4) {
                cast_random(c, &p, k + 1, chance[k][0]);
            } else if (chance[k][1] % 2) {
                silent++;
                votes_deliver(c, &p.b, k + 1, c->now);
            }
        }
        CHECK("cast", polled_end(c));
        polled_seal(c, &p);
        list_push(c->arena, &files, polled_file(c, &p, 1));
    }
    const char *said = recounted(c, &files, &red);
    CHECK(said, red == 0 && str_same(said, "") && silent > 0);
}

/* Seven small homes want the first, who fails by floor; six, three of them large, want the second.
 */
static void more_heads_less_floor(struct ctx *c)
{
    struct polled p = {.w = world_make(c)};
    list_push(c->arena, &p.b.items,
        ((struct ballot_item){.title = "选委员",
            .decides = DECIDES_COMMITTEE,
            .seats = 2,
            .n = 3,
            .options = {"甲", "乙", "丙"}}));
    polled_open(c, &p);
    struct voter v[10] = {{0}};
    for (int k = 0; k < 10; k++) {
        v[k] = (struct voter){.who = WHO_PERSON, .w = {1, 0, k < 7 ? 1000 : 100000, 0}};
    }
    polled_roll(c, &p, v, 10);
    polled_begin(c, &p);
    for (int k = 0; k < 10; k++) {
        polled_cast(c, &p, k + 1, WAY_PAPER,
            k >= 4 && k < 7 ? (int[]){1, 11, 1, 12, 0} : (int[]){1, k < 7 ? 11 : 12, 0});
    }
    CHECK("cast", polled_end(c));
    polled_seal(c, &p);
    struct result r = polled_newest(c, &p);
    const struct result_row *a = results_row(&r, 1, 1), *b = results_row(&r, 1, 2);
    CHECK("one fails in front of one who is chosen", a && b && !a->in && b->in);
    CHECK("counted again", polled_same(c, &p, 1));
}

static void one_number_changed(struct ctx *c)
{
    struct world *w = world_make(c);
    struct polled p = polled_small(c, w);
    polled_seal(c, &p);
    const char *text = polled_file(c, &p, 1);
    size_t len = strlen(text);
    struct recounts files = {0};
    size_t red;
    for (size_t i = 0; i < len; i += 1 + len / 60) {
        size_t at = i;
        while (at < len && (text[at] < '0' || text[at] > '9')) {
            at++;
        }
        if (at == len) {
            break;
        }
        char *bad = arena_strdup(c->arena, text);
        bad[at] = bad[at] == '9' ? '8' : (char)(bad[at] + 1);
        list_push(c->arena, &files, bad);
    }
    (void)recounted(c, &files, &red);
    CHECK("every change is named", files.n > 40 && red == files.n);
    CHECK("nothing of anybody", !strstr(text, "door") && !strstr(text, "name\"") &&
                                    !strstr(text, "voter") && !strstr(text, "T1") &&
                                    !strstr(text, "楼"));
}

/* Of the first row of the file, that text in place of the other. */
static const char *said_of_change(
    struct ctx *c, const char *text, const char *was, const char *now, const char **row)
{
    const char *votes = strstr(text, "\"votes\":["), *at = votes ? strstr(votes, was) : NULL;
    struct recounts one = {0};
    size_t red;
    must(at);
    const char *begin = at;
    while (strncmp(begin, "{\"row\":\"", 8) != 0) {
        begin--;
    }
    *row = arena_strndup(c->arena, begin + 8, 16);
    list_push(c->arena, &one,
        arena_printf(c->arena, "%.*s%s%s", (int)(at - text), text, now, at + strlen(was)));
    return arena_strdup(c->arena, recounted(c, &one, &red));
}

/* Who recounts an altered file is told which row it is and what was expected. */
static void changed_row_is_named(struct ctx *c)
{
    struct polled p = polled_small(c, world_make(c));
    polled_seal(c, &p);
    const char *text = polled_file(c, &p, 1), *row;
    const char *said = said_of_change(c, text, "[1,6000,0]", "[1,6001,0]", &row);
    CHECK(said, strstr(said, row) && strstr(said, "[1, 6001, 0]") && strstr(said, "[1, 6000, 0]"));
    said = said_of_change(c, text, "[1,1]]", "[1,2]]", &row);
    CHECK(said, strstr(said, row) && strstr(said, "expected: yes"));
    said = said_of_change(c, text, "[1,2]]", "[1,1]]", &row);
    CHECK(said, strstr(said, "item 1: yes: the file says [6, 0, 36000, 0], its rows add up to [7"));
}

const struct test results_tests[] = {
    {"civil code 278 through the seal", through_the_seal},
    {"each threshold to either side", to_either_side},
    {"silence with and without", silence},
    {"who may follow", follows, true},
    {"stalls with and without", stalls},
    {"nobody on the roll", nobody},
    {"some of several", some_of_several},
    {"persons and households", units, true},
    {"recorded from the official system", recorded},
    {"random ballots", random_ballots},
    {"more heads, less floor", more_heads_less_floor},
    {"one number changed", one_number_changed},
    {"the changed row is named", changed_row_is_named},
    {0},
};
