/* messages_reach_store.c - how a person can be reached, how an area's messages leave, what that has
 * cost so far. */
#include "lib/base/app.h"
#include "lib/base/seal.h"
#include "lib/net/sms.h"
#include "src/accounts/accounts.h"
#include "src/claims/claims.h"
#include "src/messages/messages_room.h"
#include "src/people/people.h"

/* A person ------------------------------------------------------------------------------------ */
const char *messages_phone(struct ctx *c, int64_t person_id)
{
    struct person p = {0};
    struct ids accounts = {0};
    if (people_find(c, person_id, &p) && !str_empty(p.phone)) {
        return p.phone;
    }
    if (claims_accounts_of(c, person_id, &accounts)) {
        for (size_t i = 0; i < accounts.n; i++) {
            const char *phone = accounts_phone(c, accounts.v[i]);
            if (!str_empty(phone)) {
                return phone;
            }
        }
    }
    return "";
}

bool messages_pref(struct ctx *c, int64_t person_id, struct pref *out)
{
    *out = (struct pref){.mail = ""};
    struct rows r = db_query(c,
        "SELECT way, mail, lang, id FROM message_pref WHERE area_id = ?1 AND person_id = ?2",
        V(c->area_id), V(person_id));
    if (rows_next(&r)) {
        out->way = row_int(&r, 0);
        out->mail = row_null(&r, 1)
                        ? ""
                        : unseal(c, "message_pref", "mail", row_int(&r, 3), row_bytes(&r, 1));
        out->lang = (enum lang)row_int(&r, 2);
    }
    return rows_end(&r);
}

bool messages_prefer(struct ctx *c, int64_t person_id, const struct pref *p)
{
    struct bytes none = {0};
    int64_t id = db_int(c, "SELECT id FROM message_pref WHERE area_id = ?1 AND person_id = ?2",
        V(c->area_id), V(person_id));
    id = id ? id : new_id(c);
    db_exec(c,
        "INSERT INTO message_pref (area_id, id, person_id, way, mail, lang, changed_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (area_id, person_id) DO UPDATE SET"
        " way = ?4, mail = ?5, lang = ?6, changed_at = ?7",
        V(c->area_id), V(id), V(person_id), V(p->way),
        V(str_empty(p->mail) ? none : seal(c, "message_pref", "mail", id, p->mail)),
        V((int)p->lang), V(c->now));
    return record(c, &(struct fact){.kind = "messages.preferred",
                         .subject_id = person_id,
                         .audience = AUDIENCE_CASE,
                         .words = SAY(N_("改了怎样告诉本人"))});
}

bool messages_wish(struct ctx *c, int64_t person_id, enum message_channel way)
{
    return messages_prefer(c, person_id, &(struct pref){.way = way, .mail = ""});
}

bool messages_reach(struct ctx *c, int64_t person_id, struct reach *out)
{
    struct person p = {0};
    struct pref pref;
    struct ids accounts = {0};
    *out = (struct reach){0};
    if (!people_find(c, person_id, &p) || !messages_pref(c, person_id, &pref) ||
        !claims_accounts_of(c, person_id, &accounts)) {
        return !c->err.kind;
    }
    out->page = accounts.n > 0;
    out->stair = p.building_id != 0;
    out->mail = !str_empty(pref.mail);
    out->way = pref.way;
    out->phone = !str_empty(messages_phone(c, person_id));
    return !c->err.kind;
}

/* Ways out ------------------------------------------------------------------------------------ */
static const char *opened(struct rows *r, int col, const char *column, enum message_channel channel)
{
    return row_null(r, col) ? ""
                            : unseal(r->c, "message_way", column, r->c->area_id + (int64_t)channel,
                                  row_bytes(r, col));
}

bool messages_way(struct ctx *c, enum message_channel channel, struct way *out)
{
    *out = (struct way){.channel = channel,
        .address = "",
        .header = "",
        .password = "",
        .login = "",
        .sender = "",
        .body = "",
        .good = "",
        .report = "",
        .report_good = "",
        .report_bad = "",
        .trouble = "",
        .most = {3, 200, 3000}};
    struct rows r = db_query(c,
        "SELECT is_on, address, header, password, login, sender, body, good, report, report_good,"
        " report_bad, person_day, area_day, area_month, fails, down_since, down_until, trouble"
        " FROM message_way WHERE area_id = ?1 AND channel = ?2",
        V(c->area_id), V((int)channel));
    if (rows_next(&r)) {
        out->on = row_int(&r, 0) != 0;
        out->address = opened(&r, 1, "address", channel);
        out->header = opened(&r, 2, "header", channel);
        out->password = opened(&r, 3, "password", channel);
        out->login = row_text(&r, 4);
        out->sender = row_text(&r, 5);
        out->body = row_text(&r, 6);
        out->good = row_text(&r, 7);
        out->report = opened(&r, 8, "report", channel);
        out->report_good = row_text(&r, 9);
        out->report_bad = row_text(&r, 10);
        out->most = (struct spent){row_int(&r, 11), row_int(&r, 12), row_int(&r, 13)};
        out->fails = row_int(&r, 14);
        out->down_since = row_int(&r, 15);
        out->down_until = row_int(&r, 16);
        out->trouble = row_text(&r, 17);
    }
    return rows_end(&r);
}

static struct bytes closed(
    struct ctx *c, const char *column, enum message_channel channel, const char *text)
{
    return str_empty(text) ? (struct bytes){0}
                           : seal(c, "message_way", column, c->area_id + (int64_t)channel, text);
}

/* Another address begins without the troubles of the last one. */
bool messages_set_way(struct ctx *c, const struct way *w)
{
    db_exec(c,
        "INSERT INTO message_way (area_id, channel, is_on, address, header, password, login,"
        " sender, body, good, report, report_good, report_bad, person_day, area_day, area_month,"
        " changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
        " ?16, ?17) ON CONFLICT (area_id, channel) DO UPDATE SET is_on = ?3, address = ?4,"
        " header = ?5, password = ?6, login = ?7, sender = ?8, body = ?9, good = ?10,"
        " report = ?11, report_good = ?12, report_bad = ?13, person_day = ?14, area_day = ?15,"
        " area_month = ?16, changed_at = ?17, fails = 0, down_since = NULL, down_until = NULL,"
        " trouble = ''",
        V(c->area_id), V((int)w->channel), V(w->on),
        V(closed(c, "address", w->channel, w->address)),
        V(closed(c, "header", w->channel, w->header)),
        V(closed(c, "password", w->channel, w->password)), V(w->login), V(w->sender), V(w->body),
        V(w->good), V(closed(c, "report", w->channel, w->report)), V(w->report_good),
        V(w->report_bad), V(w->most.person_day), V(w->most.area_day), V(w->most.area_month),
        V(c->now));
    return record(
        c, &(struct fact){.kind = "messages.way_set",
               .subject_id = (int64_t)w->channel,
               .audience = AUDIENCE_STAFF,
               .words = WORDS(w->on ? N_("消息的出口改了：{0}") : N_("消息的出口停用：{0}"),
                   MSG(choice_of(message_channels, (int64_t)w->channel)->label))});
}

/* Down: later and later, and since when is kept for the desk. */
bool messages_way_went(struct ctx *c, struct way *w, bool down, const char *trouble)
{
    w->fails = down ? w->fails + 1 : 0;
    w->down_since = !down ? 0 : w->down_since ? w->down_since : c->now;
    w->down_until = down ? c->now + messages_pause(w->fails) : 0;
    db_exec(c,
        "INSERT INTO message_way (area_id, channel, fails, down_since, down_until, trouble)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (area_id, channel) DO UPDATE SET"
        " fails = ?3, down_since = ?4, down_until = ?5, trouble = ?6",
        V(c->area_id), V((int)w->channel), V(w->fails), V0(w->down_since), V0(w->down_until),
        V(down ? trouble : ""));
    return !c->err.kind;
}

bool messages_leaves(struct ctx *c, enum message_channel by)
{
    struct way w;
    if (!messages_way(c, by, &w)) {
        return false;
    }
    return (w.on && !str_empty(w.address)) || (by == MESSAGE_SMS && sms_reaches(c->app));
}

/* What has left today and this month, by SMS: that is what costs money. */
bool messages_spent(struct ctx *c, int64_t person_id, struct spent *out)
{
    struct civil t = civil_of(c->now);
    int64_t day = ms_of_civil(t.year, t.month, t.day, 0, 0);
    int64_t month = ms_of_civil(t.year, t.month, 1, 0, 0);
    struct rows r = db_query(c,
        "SELECT count(*), sum(CASE WHEN sent_at >= ?3 THEN 1 ELSE 0 END),"
        " sum(CASE WHEN sent_at >= ?3 AND person_id = ?4 THEN 1 ELSE 0 END) FROM message"
        " WHERE area_id = ?1 AND channel = 2 AND sent_at >= ?2",
        V(c->area_id), V(month), V(day), V(person_id));
    if (rows_next(&r)) {
        *out = (struct spent){
            .area_month = row_int(&r, 0), .area_day = row_int(&r, 1), .person_day = row_int(&r, 2)};
    }
    return rows_end(&r);
}
