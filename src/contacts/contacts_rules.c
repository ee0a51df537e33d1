/* contacts_rules.c - what stands on a card, as text that can be compared line by line. */
#include "src/contacts/contacts.h"

#include <string.h>

#include "src/bodies/bodies.h"

int64_t contacts_tomorrow(int64_t now)
{
    struct civil d = civil_of(now);
    return ms_of_civil(d.year, d.month, d.day, 3, 0) + MS_PER_DAY;
}

bool contacts_on_card(int post_kind)
{
    static const int kinds[] = {POST_BUILDING_LEADER, POST_DEPUTY_LEADER, POST_SECRETARY,
        POST_COMMITTEE_HEAD, POST_OWNERS_HEAD, POST_PROPERTY_MANAGER, POST_SELF_HEAD};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (kinds[i] == post_kind) {
            return true;
        }
    }
    return false;
}

bool contacts_line_ok(enum line_kind kind, const char *value, struct err *why)
{
    enum { FEWEST = 5 }; /* 12345 */
    int digits = 0;
    for (const char *s = value; *s; s++) {
        digits += *s >= '0' && *s <= '9';
    }
    bool called = kind == LINE_HOTLINE || kind == LINE_DUTY;
    return !called || digits >= FEWEST ||
           refuse(why, "value", SAY(N_("请写打得通的电话号码，如 021-5550-0199。")));
}

/* compound \t building \t phone \t hotline \t code, then role \t why \t name \t phone a line, and
 * \t the second phone when there is one; of nobody who stands in, unless it is the committee. */
const char *contacts_card_text(struct arena *a, const struct card_content *k)
{
    const char *out = arena_printf(
        a, "%s\t%s\t%s\t%s\t%s\n", k->compound, k->building, k->phone, k->hotline, k->code);
    for (size_t i = 0; i < k->rows.n; i++) {
        const struct contact *o = &k->rows.v[i];
        if (o->carded) {
            const char *second = str_empty(o->duty_phone) ? "" : "\t";
            bool here = o->why == CONTACT_HERE, by = !here && !str_empty(o->instead);
            out = arena_printf(a, "%s%s\t%d\t%s\t%s%s%s\n", out, o->role, (int)o->why,
                by ? o->instead : o->name, by ? o->instead_phone : o->phone, second,
                str_or(o->duty_phone, ""));
        }
    }
    return out;
}

/* The n-th field of the line at s; "" when it has fewer. */
static const char *part(struct arena *a, const char *s, int n)
{
    for (; n > 0; n--) {
        s += strcspn(s, "\t\n");
        if (*s != '\t') {
            return "";
        }
        s++;
    }
    return arena_strndup(a, s, strcspn(s, "\t\n"));
}

static const char *next_line(const char *s)
{
    s += strcspn(s, "\n");
    return *s ? s + 1 : s;
}

void contacts_card_read(struct arena *a, const char *text, struct card_content *out)
{
    *out = (struct card_content){.compound = part(a, text, 0),
        .building = part(a, text, 1),
        .phone = part(a, text, 2),
        .hotline = part(a, text, 3),
        .code = part(a, text, 4),
        .text = text};
    for (const char *s = next_line(text); *s; s = next_line(s)) {
        struct contact o = {.role = part(a, s, 0),
            .why = (enum contact_why)(part(a, s, 1)[0] - '0'),
            .duty_phone = part(a, s, 4),
            .carded = true};
        *(o.why == CONTACT_HERE ? &o.name : &o.instead) = part(a, s, 2);
        *(o.why == CONTACT_HERE ? &o.phone : &o.instead_phone) = part(a, s, 3);
        list_push(a, &out->rows, o);
    }
}

/* Is the line at s, as it stands, somewhere in the text? */
static bool has_line(const char *text, const char *s)
{
    size_t n = strcspn(s, "\n");
    for (; *text; text = next_line(text)) {
        if (strcspn(text, "\n") == n && strncmp(text, s, n) == 0) {
            return true;
        }
    }
    return false;
}

static const char *with(struct arena *a, const char *list, const char *one)
{
    return *one ? arena_printf(a, "%s%s%s", list, *list ? "、" : "", one) : list;
}

enum { HEAD_CODE = 4 }; /* of the first line: names and numbers before it */

/* What of the first line is no longer so; of the code only that it is another one. */
static const char *head_missing(struct arena *a, const char *from, const char *in)
{
    const char *out = "";
    for (int i = 0; i < HEAD_CODE; i++) {
        const char *was = part(a, from, i);
        out = str_same(was, part(a, in, i)) ? out : with(a, out, was);
    }
    return out;
}

static const char *missing_in(struct arena *a, const char *from, const char *in)
{
    const char *out = head_missing(a, from, in);
    for (const char *s = next_line(from); *s; s = next_line(s)) {
        if (!has_line(in, s)) {
            out = with(a, out,
                arena_printf(
                    a, "%s %s %s %s", part(a, s, 0), part(a, s, 2), part(a, s, 3), part(a, s, 4)));
        }
    }
    return out;
}

const char *contacts_changes(struct arena *a, const char *before, const char *now)
{
    const char *gone = missing_in(a, before, now), *come = missing_in(a, now, before);
    const char *out = *gone || *come ? arena_printf(a, "%s → %s", gone, *come ? come : "—") : "";
    if (!str_same(part(a, before, HEAD_CODE), part(a, now, HEAD_CODE))) {
        out = with(a, out, "二维码换过");
    }
    return str_tidy(a, out, false, false);
}
