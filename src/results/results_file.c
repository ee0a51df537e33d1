/* results_file.c - the file others recount from: docs/ballot-file.md. Nothing of it says who, where
 * or when. */
#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "lib/log/leaf.h"
#include "src/results/results.h"

enum { ROW_DIGITS = 16 };

const char *results_hash(struct arena *a, const char *text)
{
    uint8_t out[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256(out, (const unsigned char *)text, strlen(text));
    return hex(a, out, sizeof(out));
}

const char *results_code_row(struct arena *a, const char *code)
{
    return arena_strndup(a, results_hash(a, code), ROW_DIGITS);
}

const char *results_code_tidy(struct arena *a, const char *typed)
{
    char *out = arena_strdup(a, typed);
    size_t n = 0;
    for (const char *s = typed; *s; s++) {
        char ch = *s >= 'A' && *s <= 'Z' ? (char)(*s - 'A' + 'a') : *s;
        out[n] = ch;
        n += (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z');
    }
    out[n] = '\0';
    return out;
}

struct writer {
    struct buf b;
    struct arena *a;
};

static void put_key(struct writer *w, const char *key, const char *text)
{
    buf_printf(&w->b, "\"%s\":", key);
    json_put_text(&w->b, w->a, text);
}

static const char *key_of(const struct choice *list, int64_t value)
{
    const struct choice *o = choice_of(list, value);
    return o ? o->key : "";
}

static const char *truth(bool is)
{
    return is ? "true" : "false";
}

static const char *day_or_none(struct arena *a, int64_t ms)
{
    return ms ? day_text(a, ms) : "";
}

/* What was decided, by whom, under which rules --------------------------------------------------
 */
static void put_ballot(struct writer *w, const struct ballot *b)
{
    buf_printf(&w->b, "\"ballot\":{\"id\":%" PRId64 ",\"year\":%" PRId64 ",\"no\":%" PRId64 ",",
        b->id, b->year, b->no);
    put_key(w, "title", b->m.title);
    buf_printf(&w->b, ",\"electorate\":\"%s\",\"force\":\"%s\",\"named\":%s,\"parking\":%s,",
        key_of(electorate_kinds, (int64_t)b->electorate), key_of(ballots_forces, (int64_t)b->force),
        truth(b->named), truth(b->parking));
    put_key(w, "follow_clause", b->follow_clause);
    buf_printf(&w->b, ",\"rules_of\":\"%s\",\"opens\":\"%s\",\"closes\":\"%s\"},\n", b->day,
        day_or_none(w->a, b->opens_at), day_or_none(w->a, b->closes_at));
}

static void put_threshold(struct writer *w, const char *key, const struct threshold *t)
{
    static const char *const froms[] = {"none", "roll", "part", "yes_no"};
    buf_printf(&w->b,
        "\"%s\":{\"from\":\"%s\",\"how\":\"%s\",\"num\":%" PRId64 ",\"den\":%" PRId64 "}", key,
        froms[t->from], t->how == AT_LEAST ? ">=" : ">", t->f.num, t->f.den);
}

static void put_item(struct writer *w, const struct ballot *b, const struct ballot_item *i)
{
    buf_printf(&w->b, "{\"no\":%" PRId64 ",", i->no);
    put_key(w, "title", i->title);
    buf_printf(&w->b, ",\"seats\":%" PRId64 ",\"options\":[", i->seats);
    for (size_t k = 0; k < i->n; k++) {
        buf_puts(&w->b, k ? "," : "");
        json_put_text(&w->b, w->a, i->options[k]);
    }
    buf_puts(&w->b, "],");
    put_key(w, "rule", rulesets_canonical(w->a, &i->rule));
    buf_printf(&w->b, ",\"by_area\":%s,", truth(i->rule.by_area));
    put_threshold(w, "took_part", &i->rule.took_part);
    buf_puts(&w->b, ",");
    put_threshold(w, "agree", &i->rule.agree);
    buf_printf(&w->b, ",\"how\":\"%s\",\"may_follow\":%s}",
        key_of(results_hows, (int64_t)results_how(b, i)), truth(results_may_follow(b, i)));
}

/* The roll and the votes ------------------------------------------------------------------------
 */
static void put_roll(struct writer *w, const struct ballot *b, const struct heads *roll)
{
    buf_printf(&w->b, "\"roll_hash\":\"%s\",\n\"roll\":[", b->roll_hash);
    for (size_t i = 0; i < roll->n; i++) {
        const struct head *h = &roll->v[i];
        buf_printf(&w->b, "%s\n[%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64 "]", i ? "," : "",
            h->no, h->frozen.homes, h->frozen.area_dm2, h->frozen.stalls_dm2);
    }
    buf_puts(&w->b, "],\n\"unsold\":[");
    const char *comma = "";
    for (size_t i = 0; i < roll->n; i++) {
        if (roll->v[i].unsold) {
            buf_printf(&w->b, "%s%" PRId64, comma, roll->v[i].no);
            comma = ",";
        }
    }
    buf_puts(&w->b, "],\n\"corrected\":[");
    comma = "";
    for (size_t i = 0; i < roll->n; i++) {
        const struct head *h = &roll->v[i];
        if (h->w.area_dm2 != h->frozen.area_dm2 || h->w.stalls_dm2 != h->frozen.stalls_dm2) {
            buf_printf(&w->b, "%s[%" PRId64 ",%" PRId64 ",%" PRId64 "]", comma, h->no,
                h->w.area_dm2, h->w.stalls_dm2);
            comma = ",";
        }
    }
    buf_puts(&w->b, "],\n");
}

static void put_weight(struct writer *w, struct weight x)
{
    buf_printf(&w->b, "[%" PRId64 ",%" PRId64 ",%" PRId64 "]", x.homes, x.area_dm2, x.stalls_dm2);
}

static int by_weight(const void *a, const void *b)
{
    const struct weight *x = a, *y = b;
    int64_t d = x->homes != y->homes         ? x->homes - y->homes
                : x->area_dm2 != y->area_dm2 ? x->area_dm2 - y->area_dm2
                                             : x->stalls_dm2 - y->stalls_dm2;
    return d < 0 ? -1 : d > 0;
}

/* Sorted by weight: no order tells whose they are. */
static void put_silent(struct writer *w, const struct heads *roll)
{
    struct weight *v = arena_alloc(w->a, (roll->n + 1) * sizeof(*v));
    size_t n = 0;
    for (size_t i = 0; i < roll->n; i++) {
        if (roll->v[i].silent) {
            v[n++] = roll->v[i].w;
        }
    }
    qsort(v, n, sizeof(*v), by_weight);
    buf_puts(&w->b, "\"silent\":[");
    for (size_t i = 0; i < n; i++) {
        buf_puts(&w->b, i ? "," : "");
        put_weight(w, v[i]);
    }
    buf_puts(&w->b, "],\n");
}

struct line {
    const char *row;
    const struct counted_vote *v;
};

static int by_row(const void *a, const void *b)
{
    const struct line *x = a, *y = b;
    return strcmp(x->row, y->row);
}

static void put_vote(struct writer *w, const struct line *l)
{
    buf_printf(&w->b, "\n{\"row\":\"%s\",\"w\":", l->row);
    put_weight(w, l->v->w);
    if (l->v->way) {
        buf_printf(&w->b, ",\"way\":\"%s\"", key_of(votes_ways, (int64_t)l->v->way));
    }
    buf_puts(&w->b, ",\"marks\":[");
    for (size_t k = 0; k < l->v->marks.n; k++) {
        buf_printf(&w->b, "%s[%" PRId64 ",%" PRId64 "]", k ? "," : "", l->v->marks.v[k].item,
            l->v->marks.v[k].choice);
    }
    buf_puts(&w->b, "]}");
}

/* Sorted by what is as good as chance: the order of time is gone. */
static void put_votes(struct writer *w, const struct counted_votes *all)
{
    struct line *v = arena_alloc(w->a, (all->n + 1) * sizeof(*v));
    for (size_t i = 0; i < all->n; i++) {
        v[i] = (struct line){results_code_row(w->a, all->v[i].code), &all->v[i]};
    }
    qsort(v, all->n, sizeof(*v), by_row);
    buf_puts(&w->b, "\"votes\":[");
    for (size_t i = 0; i < all->n; i++) {
        buf_puts(&w->b, i ? "," : "");
        put_vote(w, &v[i]);
    }
    buf_puts(&w->b, "],\n");
}

/* The numbers -----------------------------------------------------------------------------------
 */
static void put_sum(struct writer *w, struct weight x)
{
    buf_printf(&w->b, "[%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64 "]", x.homes, x.stalls,
        x.area_dm2, x.stalls_dm2);
}

static void put_gate(struct writer *w, const char *key, const struct gate *g)
{
    buf_printf(&w->b, ",\"%s\":[%" PRId64 ",%" PRId64 ",%" PRId64 ",\"%s\"]", key, g->have, g->of,
        g->need, key_of(tally_verdicts, (int64_t)g->verdict));
}

static void put_row(struct writer *w, const struct result_row *o)
{
    buf_printf(&w->b,
        "\n{\"parking\":%s,\"how\":\"%s\",\"decides\":%s,\"option\":%" PRId64
        ",\"verdict\":\"%s\",\"quorate\":%s,\"chosen\":%s,\"tied\":%s",
        truth(o->parking), key_of(results_hows, (int64_t)o->how), truth(o->decides), o->option,
        key_of(tally_verdicts, (int64_t)o->t.verdict), truth(o->t.quorate), truth(o->in),
        truth(o->tied));
    put_gate(w, "took_heads", &o->t.took_heads);
    put_gate(w, "took_area", &o->t.took_area);
    put_gate(w, "yes_heads", &o->t.yes_heads);
    put_gate(w, "yes_area", &o->t.yes_area);
    buf_puts(&w->b, "}");
}

static void put_sums(struct writer *w, const struct sums *s)
{
    buf_puts(&w->b, "\"sums\":[");
    for (size_t i = 0; i < s->n; i++) {
        buf_printf(&w->b, "%s[%" PRId64 ",", i ? "," : "", s->v[i].choice);
        put_sum(w, s->v[i].w);
        buf_puts(&w->b, "]");
    }
    buf_puts(&w->b, "],\"tallies\":[");
}

static void put_totals(struct writer *w, const struct result *r)
{
    buf_printf(&w->b, "\"result\":{\"no\":%" PRId64 ",\"kind\":\"%s\",\"roll\":", r->no,
        key_of(results_kinds, (int64_t)r->kind));
    put_sum(w, r->t.roll);
    buf_puts(&w->b, ",\"took\":");
    put_sum(w, r->t.took);
    buf_puts(&w->b, ",\"silent\":");
    put_sum(w, r->t.silent);
    buf_puts(&w->b, ",\"unsold\":");
    put_sum(w, r->unsold);
    buf_printf(&w->b,
        ",\"web\":%" PRId64 ",\"paper\":%" PRId64 ",\"proxy\":%" PRId64 ",\"items\":[", r->t.web,
        r->t.paper, r->t.proxies);
}

static void put_result(struct writer *w, const struct ballot *b, const struct result *r)
{
    put_totals(w, r);
    for (size_t i = 0; i < b->items.n; i++) {
        buf_printf(&w->b, "%s\n{\"no\":%" PRId64 ",", i ? "," : "", b->items.v[i].no);
        put_sums(w, &r->t.items[i]);
        const char *comma = "";
        for (size_t k = 0; k < r->rows.n; k++) {
            if (r->rows.v[k].item == b->items.v[i].no) {
                buf_puts(&w->b, comma);
                put_row(w, &r->rows.v[k]);
                comma = ",";
            }
        }
        buf_puts(&w->b, "]}");
    }
    buf_puts(&w->b, "]},\n");
}

/* The last line is the SHA-256 of everything before it. */
const char *results_file(struct arena *a, const struct ballot *b, const struct result *r,
    const struct count *k, const char **hash)
{
    struct writer w = {.a = a};
    buf_puts(&w.b, "{\"format\":\"eaves-ballot-1\",\n");
    put_ballot(&w, b);
    buf_puts(&w.b, "\"items\":[\n");
    for (size_t i = 0; i < b->items.n; i++) {
        buf_puts(&w.b, i ? ",\n" : "");
        put_item(&w, b, &b->items.v[i]);
    }
    buf_puts(&w.b, "],\n");
    if (k) {
        put_roll(&w, b, &k->roll);
        put_silent(&w, &k->roll);
        put_votes(&w, &k->votes);
    }
    put_result(&w, b, r);
    *hash = results_hash(a, w.b.v);
    buf_printf(&w.b, "\"sha256\":\"%s\"}\n", *hash);
    const char *text = arena_strdup(a, w.b.v);
    buf_release(&w.b);
    return text;
}
