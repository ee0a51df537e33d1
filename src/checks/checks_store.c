/* checks_store.c - what is to be looked at, and what was found on a shift. */
#include "src/checks/checks_room.h"

#include "lib/log/log.h"
#include "src/places/places.h"

/* The item lies in ?place, or below it, on that day. */
#define ITEM_IN(place, day) \
    " AND (" place " = ?1 OR i.place_id = " place " OR p.parent_id = " place \
    " OR " PLACES_HELD_ON("i.area_id", "i.place_id", place, day) ")"

/* What is to be looked at ----------------------------------------------------------------------
 */
bool checks_add(struct ctx *c, struct check_item *i)
{
    struct place p;
    if (!places_by_id(c, i->place_id, &p)) {
        return false;
    }
    i->id = new_id(c);
    i->valid_from = day_text(c->arena, c->now);
    db_exec(c,
        "INSERT INTO check_item (area_id, id, place_id, what, spot, words, valid_from)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        V(c->area_id), V(i->id), V(i->place_id), V((int)i->what), V(i->spot),
        V(str_or(i->words, "")), V(i->valid_from));
    return record(
        c, &(struct fact){.kind = "checks.listed",
               .subject_id = i->id,
               .place_id = i->place_id,
               .audience = AUDIENCE_STAFF,
               .words = WORDS(N_("{0}的检查表加了一处：{1}"),
                   MSG(choice_of(check_whats, (int64_t)i->what)->label), checks_word(i))});
}

bool checks_end(struct ctx *c, int64_t item_id)
{
    int64_t place_id = db_int(c,
        "UPDATE check_item SET valid_to = ?3 WHERE area_id = ?1 AND id = ?2"
        " AND (valid_to IS NULL OR valid_to > ?3) RETURNING place_id",
        V(c->area_id), V(item_id), V(day_text(c->arena, c->now)));
    if (!place_id) {
        return !c->err.kind && fail(&c->err, ERR_ABSENT, SAY(N_("检查表上没有这一处。")));
    }
    return record(c, &(struct fact){.kind = "checks.unlisted",
                         .subject_id = item_id,
                         .place_id = place_id,
                         .audience = AUDIENCE_STAFF,
                         .words = SAY(N_("检查表去掉了一处"))});
}

int64_t checks_item_place(struct ctx *c, int64_t item_id)
{
    int64_t id = db_int(c, "SELECT place_id FROM check_item WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(item_id));
    if (!id) {
        fail(&c->err, ERR_ABSENT, SAY(N_("检查表上没有这一处。")));
    }
    return id;
}

static struct check_item read_item(const struct rows *r)
{
    return (struct check_item){.id = row_int(r, 0),
        .place_id = row_int(r, 1),
        .what = (enum rota_what)row_int(r, 2),
        .spot = row_int(r, 3),
        .words = row_text(r, 4),
        .place = row_text(r, 5),
        .valid_from = row_text(r, 6),
        .valid_to = row_text(r, 7),
        .note = ""};
}
#define ITEM "i.id, i.place_id, i.what, i.spot, i.words, p.name, i.valid_from, i.valid_to"
#define ITEMS \
    " FROM check_item i JOIN place p ON p.area_id = i.area_id AND p.id = i.place_id" \
    " LEFT JOIN building b ON b.area_id = i.area_id AND b.id = i.place_id"
#define BY_PLACE " ORDER BY p.kind, COALESCE(b.number, 0), p.id, i.id"

bool checks_items(
    struct ctx *c, int64_t place_id, int64_t what, const char *day, struct check_items *out)
{
    struct rows r = db_query(c,
        "SELECT " ITEM ITEMS " WHERE i.area_id = ?1 AND (?4 = 0 OR i.what = ?4)"
        " AND" PLACES_ON("i", "?3") ITEM_IN("?2", "?3") BY_PLACE " LIMIT 500",
        V(c->area_id), V(place_id), V(day), V(what));
    while (rows_next(&r)) {
        list_push(c->arena, out, read_item(&r));
    }
    return rows_end(&r);
}

/* One shift ------------------------------------------------------------------------------------
 */
bool checks_shift(struct ctx *c, int64_t slot_id, const char *day, struct check_shift *out)
{
    struct slot s;
    return rota_slot(c, slot_id, &s) &&
           ((checks_checked(s.what) && checks_shift_on(&s, day, out)) ||
               fail(&c->err, ERR_ABSENT, SAY(N_("值班表上那天没有这一班。"))));
}

static void count(struct check_shift *s, const struct check_items *all)
{
    s->items = (int64_t)all->n;
    s->done = s->bad = 0;
    for (size_t i = 0; i < all->n; i++) {
        s->done += all->v[i].result == CHECK_GOOD || all->v[i].result == CHECK_BAD;
        s->bad += all->v[i].result == CHECK_BAD;
    }
}

bool checks_on(struct ctx *c, struct check_shift *s, struct check_items *out)
{
    struct rows r = db_query(c,
        "SELECT " ITEM
        ", t.result, t.note, t.nth, t.made_at, m.id, m.ticket, m.state, m.closed_at" ITEMS
        " LEFT JOIN check_tick t ON t.area_id = i.area_id AND t.slot_id = ?5 AND t.day = ?3"
        " AND t.item_id = i.id AND t.nth = (SELECT max(n.nth) FROM check_tick n"
        " WHERE n.area_id = i.area_id AND n.slot_id = ?5 AND n.day = ?3 AND n.item_id = i.id)"
        " LEFT JOIN matter m ON m.area_id = i.area_id AND m.id = (SELECT max(q.matter_id)"
        " FROM check_report q WHERE q.area_id = i.area_id AND q.item_id = i.id)"
        " WHERE i.area_id = ?1 AND i.what = ?4 AND" PLACES_ON("i", "?3") ITEM_IN("?2", "?3")
            BY_PLACE " LIMIT 99",
        V(c->area_id), V(s->slot.place_id), V(s->day), V((int)s->slot.what), V(s->slot.id));
    while (rows_next(&r)) {
        struct check_item i = read_item(&r);
        i.result = (enum check_result)row_int(&r, 8);
        i.note = row_text(&r, 9);
        i.nth = row_int(&r, 10);
        i.ticked_at = row_int(&r, 11);
        i.matter_id = row_int(&r, 12);
        i.ticket = row_int(&r, 13);
        i.state = (int)row_int(&r, 14);
        i.open = i.matter_id && row_null(&r, 15);
        list_push(c->arena, out, i);
    }
    count(s, out);
    return rows_end(&r);
}

bool checks_of_item(
    struct ctx *c, const struct check_shift *s, int64_t item_id, struct check_items *out)
{
    struct rows r = db_query(c,
        "SELECT result, note, nth, made_at FROM check_tick WHERE area_id = ?1 AND slot_id = ?2"
        " AND day = ?3 AND item_id = ?4 ORDER BY nth",
        V(c->area_id), V(s->slot.id), V(s->day), V(item_id));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct check_item){.id = item_id,
                .result = (enum check_result)row_int(&r, 0),
                .note = row_text(&r, 1),
                .nth = row_int(&r, 2),
                .ticked_at = row_int(&r, 3)}));
    }
    return rows_end(&r);
}

static struct check_item *item_of(const struct check_items *all, int64_t id)
{
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].id == id) {
            return &all->v[i];
        }
    }
    return NULL;
}

/* 1: something new; 0: as it stood; -1: refused. */
static int put(
    struct ctx *c, const struct check_shift *s, struct check_item *i, const struct ticking *t)
{
    const char *note = str_or(t->note, "");
    if (!choice_of(check_results, (int64_t)t->result)) {
        refuse(&c->err, NULL, SAY(N_("没有这一种结果，请看纸上的说明。")));
        return -1;
    }
    if (utf8_length(note) > CHECK_NOTE_MAX) {
        refuse(&c->err, NULL,
            WORDS(N_("{0}：说明请写在 {1} 个字以内。"), checks_word(i), INT(CHECK_NOTE_MAX)));
        return -1;
    }
    if (i->result == t->result && str_same(i->note, note)) {
        return 0;
    }
    db_exec(c,
        "INSERT INTO check_tick (area_id, slot_id, day, item_id, nth, result, note, person_id,"
        " act_id, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        V(c->area_id), V(s->slot.id), V(s->day), V(i->id), V(i->nth + 1), V((int)t->result),
        V(note), V(s->slot.person_id), V(c->act.id), V(c->now));
    i->result = t->result;
    i->note = note;
    i->nth++;
    return c->err.kind ? -1 : 1;
}

static bool tell(struct ctx *c, const struct check_shift *s, size_t n, size_t again)
{
    const char *what = choice_of(check_whats, (int64_t)s->slot.what)->label;
    return record(
        c, &(struct fact){.kind = again ? "checks.corrected" : "checks.ticked",
               .subject_id = s->slot.id,
               .place_id = s->slot.place_id,
               .audience = AUDIENCE_STAFF,
               .words = again ? WORDS(N_("{0} 开始的{1}这一班，改了 {2} 处"), TIME(s->begins),
                                    MSG(what), INT((int64_t)again))
                              : WORDS(N_("{0} 开始的{1}这一班，记了 {2} 处，不好的共 {3} 处"),
                                    TIME(s->begins), MSG(what), INT((int64_t)n), INT(s->bad))});
}

bool checks_tick(struct ctx *c, struct check_shift *s, const struct tickings *wished, size_t *n)
{
    struct check_items all = {0};
    size_t again = 0;
    *n = 0;
    if (!checks_may_tick(s, c->now, &c->err) || !checks_on(c, s, &all)) {
        return false;
    }
    for (size_t k = 0; k < wished->n; k++) {
        struct check_item *i = item_of(&all, wished->v[k].item_id);
        bool had = i && i->nth;
        int made = i ? put(c, s, i, &wished->v[k]) : -1;
        if (!i) {
            fail(&c->err, ERR_ABSENT, SAY(N_("这一班的检查表上没有这一处。")));
        }
        if (made < 0) {
            return false;
        }
        *n += (size_t)made;
        again += made && had;
    }
    count(s, &all);
    return !*n || tell(c, s, *n, again);
}

/* What was bad becomes a request --------------------------------------------------------------- */
bool checks_report(struct ctx *c, struct check_shift *s, int64_t item_id, int64_t *matter_id)
{
    struct check_items all = {0};
    if (!checks_on(c, s, &all)) {
        return false;
    }
    const struct check_item *i = item_of(&all, item_id);
    if (!i) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("这一班的检查表上没有这一处。")));
    }
    if (i->open) {
        *matter_id = i->matter_id;
        return true;
    }
    if (i->result != CHECK_BAD) {
        return refuse(&c->err, NULL, SAY(N_("记了「不好」才报修。请先记下来。")));
    }
    const char *what = choice_of(check_whats, (int64_t)s->slot.what)->label;
    struct request_draft d = {.place_id = i->place_id,
        .body = checks_body(c->arena, i, what),
        .spot = str_empty(i->words) ? choice_of(check_spots, i->spot)->label : i->words,
        .kind = checks_kind(i->spot),
        .audience = AUDIENCE_PLACE,
        .channel = c->act.channel};
    if (!requests_open(c, &d, matter_id)) {
        return false;
    }
    db_exec(c,
        "INSERT INTO check_report (area_id, matter_id, item_id, slot_id, day)"
        " VALUES (?1, ?2, ?3, ?4, ?5)",
        V(c->area_id), V(*matter_id), V(i->id), V(s->slot.id), V(s->day));
    return !c->err.kind;
}

bool checks_source(struct ctx *c, int64_t matter_id, int64_t *slot_id, const char **day)
{
    struct rows r =
        db_query(c, "SELECT slot_id, day FROM check_report WHERE area_id = ?1 AND matter_id = ?2",
            V(c->area_id), V(matter_id));
    *slot_id = 0;
    if (rows_next(&r)) {
        *slot_id = row_int(&r, 0);
        *day = row_text(&r, 1);
    }
    return rows_end(&r) && *slot_id;
}

/* What this room holds about a person -----------------------------------------------------------
 */
const struct personal checks_personal[] = {
    {"checks", N_("值班检查"),
        "SELECT t.slot_id, t.day, p.name, i.words, t.result, t.note FROM check_tick t"
        " LEFT JOIN check_item i ON i.area_id = t.area_id AND i.id = t.item_id"
        " LEFT JOIN place p ON p.area_id = i.area_id AND p.id = i.place_id"
        " WHERE t.area_id = ?1 AND t.person_id = ?2 ORDER BY t.day, t.slot_id, t.item_id, t.nth",
        .columns = {{N_("哪天"), PERSONAL_TEXT}, {N_("哪里"), PERSONAL_TEXT},
            {N_("哪一处"), PERSONAL_TEXT}, {N_("结果"), PERSONAL_CHOICE, .choices = check_results},
            {N_("说明"), PERSONAL_TEXT}}},
    {0},
};

/* What was found stays found; the words of whoever wrote it go. */
void checks_forget(struct ctx *c, int64_t person_id)
{
    db_exec(c, "UPDATE check_tick SET note = '' WHERE area_id = ?1 AND person_id = ?2",
        V(c->area_id), V(person_id));
}
