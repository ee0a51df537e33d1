/* results_count_store.c - the votes are read as they stand, and what came of them is kept. */
#include "src/results/results_room.h"

/* Reading the votes -----------------------------------------------------------------------------
 */
static void take_row(struct ctx *c, const struct ballot *b, const struct rows *r, struct count *k)
{
    int64_t no = row_int(r, 0), homes = row_int(r, 1);
    if (!k->roll.n || k->roll.v[k->roll.n - 1].no != no) {
        struct weight w = {homes, 1 - homes, row_int(r, 2), row_int(r, 3)};
        list_push(c->arena, &k->roll,
            ((struct head){.no = no,
                .frozen = w,
                .w = w,
                .unsold = row_int(r, 4) != 0,
                .silent = row_int(r, 5) && row_null(r, 6)}));
        if (!row_null(r, 6) && b->named) {
            list_push(c->arena, &k->votes,
                ((struct counted_vote){.voter_no = no,
                    .code = row_text(r, 6),
                    .way = (enum vote_way)row_int(r, 7),
                    .w = w}));
        }
    }
    if (!row_null(r, 8)) {
        list_push(c->arena, &k->votes.v[k->votes.n - 1].marks,
            ((struct vote_mark){row_int(r, 8), row_int(r, 9)}));
    }
}

static bool read_named(struct ctx *c, const struct ballot *b, struct count *k)
{
    static const char sql[] =
        "SELECT o.no, o.homes, o.area_dm2, o.stalls_dm2, o.unsold, o.delivered_at, v.code, v.way,"
        " m.item_no, m.choice FROM voter o LEFT JOIN vote v ON v.area_id = o.area_id"
        " AND v.id = o.vote_id LEFT JOIN vote_mark m ON m.area_id = v.area_id AND m.vote_id = v.id"
        " WHERE o.area_id = ?1 AND o.ballot_id = ?2 ORDER BY o.no, m.item_no, m.choice";
    struct rows r = db_stream_(c, sql, VALUES_(V(c->area_id), V(b->id)));
    while (rows_next(&r)) {
        take_row(c, b, &r, k);
    }
    return rows_end(&r);
}

/* "1:2 2:11" */
static void parse_marks(struct arena *a, const char *text, struct vote_marks *out)
{
    for (const char *s = text; *s;) {
        struct vote_mark m = {0};
        int64_t *part = &m.item;
        for (; *s && *s != ' '; s++) {
            if (*s == ':') {
                part = &m.choice;
            } else {
                *part = *part * 10 + (*s - '0');
            }
        }
        list_push(a, out, m);
        s += *s == ' ';
    }
}

static bool read_secret(struct ctx *c, const struct ballot *b, struct count *k)
{
    struct rows r = db_query(c,
        "SELECT code, marks FROM vote_secret WHERE area_id = ?1 AND ballot_id = ?2 ORDER BY code",
        V(c->area_id), V(b->id));
    while (rows_next(&r)) {
        struct counted_vote v = {.code = row_text(&r, 0), .w = {.homes = 1}};
        parse_marks(c->arena, row_text(&r, 1), &v.marks);
        list_push(c->arena, &k->votes, v);
    }
    return rows_end(&r);
}

bool results_read_fixes(
    struct ctx *c, const struct ballot *b, int64_t most_no, struct result_fixes *out)
{
    struct rows r = db_query(c,
        "SELECT f.unit_id, f.voter_no, u.area_dm2, f.now_dm2, f.stall, q.name, u.name"
        " FROM result_fix f JOIN voter_unit u ON u.area_id = f.area_id AND u.ballot_id = f.ballot_id"
        " AND u.unit_id = f.unit_id JOIN place q ON q.area_id = u.area_id AND q.id = u.building_id"
        " WHERE f.area_id = ?1 AND f.ballot_id = ?2 AND f.no <= ?3 AND NOT EXISTS (SELECT 1"
        " FROM result_fix g WHERE g.area_id = f.area_id AND g.ballot_id = f.ballot_id"
        " AND g.unit_id = f.unit_id AND g.no > f.no AND g.no <= ?3) ORDER BY f.unit_id",
        V(c->area_id), V(b->id), V(most_no));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct result_fix){.unit_id = row_int(&r, 0),
                .voter_no = row_int(&r, 1),
                .was_dm2 = row_int(&r, 2),
                .now_dm2 = row_int(&r, 3),
                .stall = row_int(&r, 4) != 0,
                .name = arena_printf(c->arena, "%s %s", row_text(&r, 5), row_text(&r, 6))}));
    }
    return rows_end(&r);
}

int64_t results_unit_named(struct ctx *c, const struct ballot *b, const char *name)
{
    struct rows r = db_query(c,
        "SELECT min(u.unit_id), count(*) FROM voter_unit u JOIN place q ON q.area_id = u.area_id"
        " AND q.id = u.building_id WHERE u.area_id = ?1 AND u.ballot_id = ?2"
        " AND REPLACE(q.name || u.name, ' ', '') = REPLACE(?3, ' ', '')",
        V(c->area_id), V(b->id), V(name));
    int64_t id = rows_next(&r) && row_int(&r, 1) == 1 ? row_int(&r, 0) : 0;
    return rows_end(&r) ? id : 0;
}

/* Corrected areas weigh; the frozen roll stays beside them. Heads stand by number, votes as heads.
 */
static void correct(struct count *k, const struct result_fixes *fixes)
{
    size_t vote = 0;
    for (size_t i = 0; i < k->roll.n; i++) {
        struct head *h = &k->roll.v[i];
        for (size_t f = 0; f < fixes->n; f++) {
            const struct result_fix *x = &fixes->v[f];
            int64_t *area = x->stall ? &h->w.stalls_dm2 : &h->w.area_dm2;
            *area += x->voter_no == h->no ? x->now_dm2 - x->was_dm2 : 0;
        }
        if (vote < k->votes.n && k->votes.v[vote].voter_no == h->no) {
            k->votes.v[vote++].w = h->w;
        }
    }
}

bool results_read_count(struct ctx *c, const struct ballot *b, int64_t no, struct count *out)
{
    struct result_fixes fixes = {0};
    if (!read_named(c, b, out) || !results_read_fixes(c, b, no, &fixes)) {
        return false;
    }
    if (!b->named) {
        return read_secret(c, b, out);
    }
    correct(out, &fixes);
    return true;
}

/* Keeping the numbers ---------------------------------------------------------------------------
 */
static void put_sum(struct ctx *c, const struct ballot *b, int64_t no, int64_t item, int64_t choice,
    struct weight w)
{
    db_send(c,
        "INSERT INTO result_sum (area_id, ballot_id, no, item_no, choice, homes, stalls, area_dm2,"
        " stalls_dm2) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        V(c->area_id), V(b->id), V(no), V(item), V(choice), V(w.homes), V(w.stalls), V(w.area_dm2),
        V(w.stalls_dm2));
}

void results_put_sums(struct ctx *c, const struct ballot *b, const struct result *r)
{
    const int64_t ways[] = {r->t.web, r->t.paper, r->t.proxies};
    put_sum(c, b, r->no, 0, RESULT_ROLL, r->t.roll);
    put_sum(c, b, r->no, 0, RESULT_TOOK, r->t.took);
    put_sum(c, b, r->no, 0, RESULT_SILENT, r->t.silent);
    put_sum(c, b, r->no, 0, RESULT_UNSOLD, r->unsold);
    for (size_t i = 0; i < COUNT(ways); i++) {
        put_sum(c, b, r->no, 0, RESULT_WAY + 1 + (int64_t)i, (struct weight){.homes = ways[i]});
    }
    for (size_t i = 0; i < b->items.n; i++) {
        for (size_t k = 0; k < r->t.items[i].n; k++) {
            const struct sum *s = &r->t.items[i].v[k];
            put_sum(c, b, r->no, (int64_t)i + 1, s->choice, s->w);
        }
    }
}

static void put_row(
    struct ctx *c, const struct ballot *b, int64_t no, const struct result_row *o, int64_t place)
{
    const struct tally *t = &o->t;
#define GATE(g) V((int)t->g.verdict), V(t->g.have), V(t->g.of), V(t->g.need)
    db_send(c,
        "INSERT INTO result_item (area_id, ballot_id, no, item_no, parking, how, place, option_no,"
        " decides, ruleset_id, verdict, quorate, chosen, tied, part_heads_ok, part_heads,"
        " part_heads_of, part_heads_need, part_area_ok, part_area, part_area_of, part_area_need,"
        " yes_heads_ok, yes_heads, yes_heads_of, yes_heads_need, yes_area_ok, yes_area,"
        " yes_area_of, yes_area_need) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
        " ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29,"
        " ?30)",
        V(c->area_id), V(b->id), V(no), V(o->item), V((int)o->parking), V((int)o->how), V(place),
        V(o->option), V((int)o->decides), V(b->items.v[o->item - 1].ruleset_id), V((int)t->verdict),
        V((int)t->quorate), V((int)o->in), V((int)o->tied), GATE(took_heads), GATE(took_area),
        GATE(yes_heads), GATE(yes_area));
#undef GATE
}

void results_put_rows(struct ctx *c, const struct ballot *b, const struct result *r)
{
    int64_t place = 0;
    for (size_t i = 0; i < r->rows.n; i++) {
        const struct result_row *o = &r->rows.v[i];
        bool same =
            i && o->item == o[-1].item && o->parking == o[-1].parking && o->how == o[-1].how;
        place = same ? place + 1 : 1;
        put_row(c, b, r->no, o, place);
    }
}

/* Reading them back -----------------------------------------------------------------------------
 */
static void take_sum(struct ctx *c, const struct rows *q, struct result *r)
{
    int64_t item = row_int(q, 0), choice = row_int(q, 1);
    struct weight w = {row_int(q, 2), row_int(q, 3), row_int(q, 4), row_int(q, 5)};
    struct turnout *t = &r->t;
    if (item) {
        list_push(c->arena, &t->items[item - 1], ((struct sum){choice, w}));
    } else if (choice > RESULT_WAY) {
        *(choice == RESULT_WAY + WAY_WEB       ? &t->web
            : choice == RESULT_WAY + WAY_PAPER ? &t->paper
                                               : &t->proxies) = w.homes;
    } else {
        *(choice == RESULT_ROLL       ? &t->roll
            : choice == RESULT_TOOK   ? &t->took
            : choice == RESULT_SILENT ? &t->silent
                                      : &r->unsold) = w;
    }
}

bool results_read_sums(struct ctx *c, const struct ballot *b, struct result *r)
{
    r->t.items = arena_alloc(c->arena, (b->items.n + 1) * sizeof(*r->t.items));
    struct rows q = db_query(c,
        "SELECT item_no, choice, homes, stalls, area_dm2, stalls_dm2 FROM result_sum"
        " WHERE area_id = ?1 AND ballot_id = ?2 AND no = ?3 ORDER BY item_no, choice",
        V(c->area_id), V(b->id), V(r->no));
    while (rows_next(&q)) {
        take_sum(c, &q, r);
    }
    return rows_end(&q);
}

static struct gate gate_at(const struct rows *q, int at)
{
    return (struct gate){.verdict = (enum verdict)row_int(q, at),
        .have = row_int(q, at + 1),
        .of = row_int(q, at + 2),
        .need = row_int(q, at + 3)};
}

bool results_read_rows(struct ctx *c, const struct ballot *b, struct result *r)
{
    struct rows q = db_query(c,
        "SELECT item_no, option_no, parking, how, decides, chosen, tied, verdict, quorate,"
        " part_heads_ok, part_heads, part_heads_of, part_heads_need, part_area_ok, part_area,"
        " part_area_of, part_area_need, yes_heads_ok, yes_heads, yes_heads_of, yes_heads_need,"
        " yes_area_ok, yes_area, yes_area_of, yes_area_need FROM result_item WHERE area_id = ?1"
        " AND ballot_id = ?2 AND no = ?3 ORDER BY item_no, parking, how, place",
        V(c->area_id), V(b->id), V(r->no));
    while (rows_next(&q)) {
        list_push(c->arena, &r->rows,
            ((struct result_row){.item = row_int(&q, 0),
                .option = row_int(&q, 1),
                .parking = row_int(&q, 2) != 0,
                .how = (enum result_how)row_int(&q, 3),
                .decides = row_int(&q, 4) != 0,
                .in = row_int(&q, 5) != 0,
                .tied = row_int(&q, 6) != 0,
                .t = {.verdict = (enum verdict)row_int(&q, 7),
                    .quorate = row_int(&q, 8) != 0,
                    .took_heads = gate_at(&q, 9),
                    .took_area = gate_at(&q, 13),
                    .yes_heads = gate_at(&q, 17),
                    .yes_area = gate_at(&q, 21)}}));
    }
    return rows_end(&q);
}
