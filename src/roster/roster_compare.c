/* roster_compare.c - what of a roster is known, what is new, and what only a person can say. */
#include <inttypes.h>
#include <string.h>

#include "src/roster/roster.h"

static uint64_t hash_of(const char *s)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (; *s; s++) {
        h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
    }
    return h;
}

static struct known_entry *slot_of(const struct known *k, const char *key)
{
    size_t i = hash_of(key) & (k->cap - 1);
    while (k->v[i].key && strcmp(k->v[i].key, key) != 0) {
        i = (i + 1) & (k->cap - 1);
    }
    return &k->v[i];
}

static void known_grow(struct arena *a, struct known *k)
{
    struct known bigger = {.n = k->n, .cap = k->cap ? k->cap * 2 : 1024};
    bigger.v = arena_alloc(a, bigger.cap * sizeof(*bigger.v));
    for (size_t i = 0; i < k->cap; i++) {
        if (k->v[i].key) {
            *slot_of(&bigger, k->v[i].key) = k->v[i];
        }
    }
    *k = bigger;
}

struct known_entry *known_put(struct arena *a, struct known *k, const char *key)
{
    if (k->n * 2 >= k->cap) {
        known_grow(a, k);
    }
    struct known_entry *e = slot_of(k, key);
    if (!e->key) {
        *e = (struct known_entry){
            .key = key, .name = "", .phone = "", .born = "", .home = "", .what = ""};
        k->n++;
    }
    return e;
}

const struct known_entry *known_get(const struct known *k, const char *key)
{
    const struct known_entry *e = k->cap ? slot_of(k, key) : NULL;
    return e && e->key ? e : NULL;
}

/* Keys ----------------------------------------------------------------------------------------- */
static const char *joined(struct arena *a, const char *x, const char *y)
{
    size_t n = strlen(x), m = strlen(y);
    char *out = arena_alloc(a, n + m + 2);
    memcpy(out, x, n);
    out[n] = '\x1f';
    memcpy(out + n + 1, y, m + 1);
    return out;
}

const char *roster_key(
    struct arena *a, const char *compound, const char *building, const char *unit, const char *name)
{
    const char *key = compound;
    key = building ? joined(a, key, building) : key;
    key = unit ? joined(a, key, unit) : key;
    return name ? joined(a, key, name) : key;
}

static const char *id_key(struct arena *a, char kind, int64_t id)
{
    return arena_printf(a, "\x1e%c%" PRId64, kind, id);
}

static const char *anywhere_key(struct arena *a, const char *name, const char *phone)
{
    return arena_printf(a, "\x1e@%s\x1f%s", name, phone);
}

static void keep_first(struct arena *a, struct known *k, const char *key, struct known_entry what)
{
    struct known_entry *e = known_put(a, k, key);
    if (!e->id) {
        what.key = e->key;
        *e = what;
    }
}

void known_compound(struct arena *a, struct known *k, const char *name, int64_t id)
{
    known_put(a, k, name)->id = id;
}

void known_building(
    struct arena *a, struct known *k, const char *compound, const char *name, int64_t id)
{
    known_put(a, k, roster_key(a, compound, name, NULL, NULL))->id = id;
}

void known_unit(struct arena *a, struct known *k, const char *compound, const char *building,
    const char *name, struct known_entry what)
{
    what.home = arena_printf(a, "%s %s %s", compound, building, name);
    keep_first(a, k, roster_key(a, compound, building, name, NULL), what);
    keep_first(a, k, id_key(a, 'u', what.id), what);
}

void known_person(struct arena *a, struct known *k, const char *unit_key, struct known_entry what)
{
    const char *named = joined(a, unit_key, roster_plain_name(a, what.name));
    keep_first(a, k, named, what);
    keep_first(a, k, joined(a, named, what.phone), what);
    keep_first(a, k, id_key(a, 'p', what.id), what);
    keep_first(a, k, joined(a, unit_key, id_key(a, 'p', what.id)), what);
    if (*what.phone) {
        keep_first(a, k, joined(a, joined(a, unit_key, "\x1f"), what.phone), what);
        keep_first(a, k, anywhere_key(a, what.name, what.phone), what);
    }
}

/* Who it is ------------------------------------------------------------------------------------ */
static const struct known_entry *who_of(
    struct arena *a, const struct known *there, const char *unit, struct roster_row *r)
{
    const struct known_entry *e =
        r->person_id ? known_get(there, id_key(a, 'p', r->person_id)) : NULL;
    const char *named = joined(a, unit, r->name);
    r->doubt = DOUBT_NONE;
    if (e) { /* by our own number: in this home, or written under another */
        const char *here = joined(a, unit, id_key(a, 'p', e->id));
        r->doubt = known_get(there, here) ? DOUBT_NONE : DOUBT_HOME;
        return e;
    }
    e = known_get(there, joined(a, named, r->phone));
    if (e || (e = known_get(there, named))) {
        r->doubt =
            *r->phone && *e->phone && !str_same(r->phone, e->phone) ? DOUBT_PHONE : DOUBT_NONE;
        return e;
    }
    e = *r->phone ? known_get(there, joined(a, joined(a, unit, "\x1f"), r->phone)) : NULL;
    r->doubt = e ? DOUBT_NAME : DOUBT_NONE;
    if (!e && *r->phone) {
        e = known_get(there, anywhere_key(a, r->name, r->phone));
        r->doubt = e ? DOUBT_HOME : DOUBT_NONE;
    }
    return e;
}

static void take_who(struct roster_row *r, const struct known_entry *e)
{
    r->who_id = e->id;
    r->old_name = e->name;
    r->old_phone = e->phone;
    r->old_born = str_or(e->born, "");
    r->old_home = r->doubt == DOUBT_HOME ? e->home : "";
    r->relation_id = e->relation_id;
    r->old_what = str_or(e->what, "");
}

/* Words for one relation to the head. */
static bool same_relation(const char *x, const char *y)
{
    static const char *const words[][6] = {
        {"户主", "本人"}, {"配偶", "妻", "夫", "妻子", "丈夫", "爱人"}};
    for (size_t i = 0; i < COUNT(words); i++) {
        bool first = false, second = false;
        for (size_t k = 0; k < COUNT(words[i]) && words[i][k]; k++) {
            first |= str_same(words[i][k], x);
            second |= str_same(words[i][k], y);
        }
        if (first && second) {
            return true;
        }
    }
    return str_same(x, y);
}

/* What is not written stays: a relation, or that they rent. */
static const char *fresh_what(struct arena *a, const struct roster_row *r)
{
    static const char tenancy[] = "租户";
    bool rents = str_starts(r->old_what, tenancy);
    const char *old = rents ? r->old_what + strlen(tenancy) : r->old_what;
    old += strspn(old, " ");
    const char *fresh = same_relation(r->relation, old) ? old : str_or(r->relation, old);
    bool tenant = (r->tenant || rents) && !str_same(fresh, tenancy);
    fresh = !tenant ? fresh : *fresh ? arena_printf(a, "%s %s", tenancy, fresh) : tenancy;
    return str_same(fresh, r->old_what) ? "" : fresh;
}

static enum roster_news news_of_who(struct roster_row *r, enum roster_answer answer)
{
    if (!*r->name) {
        return ROSTER_SAME;
    }
    if (r->doubt != DOUBT_NONE && (answer == ANSWER_NONE || answer == ANSWER_SKIP)) {
        return ROSTER_ASK;
    }
    if (r->doubt != DOUBT_NONE && answer == ANSWER_OTHER) {
        r->who_id = 0;
    }
    if (!r->who_id) {
        return ROSTER_NEW;
    }
    bool phone = *r->phone && !str_same(r->phone, r->old_phone);
    bool born = *r->born && !str_same(r->born, r->old_born);
    bool changed = phone || born || *r->what || !roster_same_name(r->name, r->old_name) ||
                   r->doubt == DOUBT_HOME;
    return changed ? ROSTER_CHANGED : ROSTER_SAME;
}

static void news_of(
    struct arena *a, struct roster_row *r, const struct known *there, enum roster_answer answer)
{
    const char *unit = roster_key(a, r->compound, r->building, r->unit[0], NULL);
    const struct known_entry *u = known_get(there, unit), *who = NULL;
    r->unit_id = u ? u->id : 0;
    r->household_id = u ? u->household_id : 0;
    r->old_dm2 = u ? u->number : 0;
    r->who_id = 0;
    r->old_name = r->old_phone = r->old_born = r->old_home = r->old_share = "";
    r->what = r->old_what = "";
    r->owns = r->less = false;
    if (*r->name && (who = who_of(a, there, unit, r))) {
        take_who(r, who);
        r->what = r->relation_id && r->doubt != DOUBT_HOME ? fresh_what(a, r) : "";
    }
    r->news = news_of_who(r, answer);
    if (r->news == ROSTER_ASK) {
        return;
    }
    for (int i = 0; i < r->units; i++) {
        const char *key = roster_key(a, r->compound, r->building, r->unit[i], NULL);
        r->news = known_get(there, key) ? r->news : ROSTER_NEW;
    }
    roster_compare_share(a, r, there, unit);
    r->news = r->owns && r->news == ROSTER_SAME ? ROSTER_CHANGED : r->news;
    bool size = r->area_dm2 && u && r->area_dm2 != r->old_dm2;
    r->news = r->news == ROSTER_SAME && size ? ROSTER_CHANGED : r->news;
}

/* An id that belongs to another door is a slip: doors do not change by a roster. */
static bool other_door(
    struct arena *a, const struct known *there, const struct roster_row *r, const char **home)
{
    const struct known_entry *e = r->home_id ? known_get(there, id_key(a, 'u', r->home_id)) : NULL;
    const struct known_entry *u =
        known_get(there, roster_key(a, r->compound, r->building, r->unit[0], NULL));
    *home = e ? e->home : "";
    return e && (!u || u->id != e->id);
}

/* Counting ------------------------------------------------------------------------------------- */
/* Is it neither there nor already counted in this file? */
static int64_t is_first(
    struct arena *a, const struct known *there, struct known *counted, const char *key)
{
    if (known_get(there, key)) {
        return 0;
    }
    struct known_entry *e = known_put(a, counted, key);
    return e->number++ == 0;
}

static void count_made(struct arena *a, const struct roster_row *row, const struct known *there,
    struct known *counted, struct roster_counts *out)
{
    if (is_first(a, there, counted, row->compound)) {
        out->compounds++;
        out->names = roster_one_more(a, out->names, row->compound);
    }
    if (is_first(a, there, counted, roster_key(a, row->compound, row->building, NULL, NULL))) {
        const char *name = roster_key(a, "\x1e", row->building, NULL, NULL);
        bool other = known_put(a, counted, name)->number++ == 0; /* 3号楼 of two compounds */
        out->stairs = other ? roster_one_more(a, out->stairs, row->building) : out->stairs;
        out->buildings++;
    }
    for (int i = 0; i < row->units; i++) {
        out->units += is_first(
            a, there, counted, roster_key(a, row->compound, row->building, row->unit[i], NULL));
    }
    out->people += *row->name && !row->who_id;
}

/* Rows of another door, and of a home owned more than once over, are bad; the others say their
 * news.
 */
static void news_of_all(struct arena *a, struct roster *r, const struct known *there,
    enum roster_answer (*answer)(void *state, int row), void *state)
{
    size_t kept = 0;
    for (size_t i = 0; i < r->n; i++) {
        struct roster_row row = r->v[i];
        const char *home;
        if (other_door(a, there, &row, &home)) {
            roster_refuse(
                a, r, &row, WORDS(N_("房屋编号是「{0}」的，和这一行的门牌不一样"), TEXT(home)));
            continue;
        }
        if (r->today && strcmp(row.born, r->today) > 0) {
            roster_refuse(a, r, &row, WORDS(N_("出生日期「{0}」在今天以后"), TEXT(row.born)));
            continue;
        }
        news_of(a, &row, there, answer ? answer(state, row.number) : ANSWER_NONE);
        r->v[kept++] = row;
    }
    r->n = kept;
    roster_weigh_shares(a, r, there);
}

void roster_compare(struct arena *a, struct roster *r, const struct known *there,
    enum roster_answer (*answer)(void *state, int row), void *state, struct roster_counts *out)
{
    struct known counted = {0};
    *out = (struct roster_counts){.hidden = r->hidden, .notes = r->notes, .carried = r->carried};
    news_of_all(a, r, there, answer, state);
    for (size_t i = 0; i < r->n; i++) {
        const struct roster_row *row = &r->v[i];
        out->fresh += row->news == ROSTER_NEW;
        out->changed += row->news == ROSTER_CHANGED;
        out->same += row->news == ROSTER_SAME;
        out->asked += row->news == ROSTER_ASK;
        if (row->news != ROSTER_ASK) {
            count_made(a, row, there, &counted, out);
        }
    }
    out->bad = (int64_t)r->bad.n;
}
