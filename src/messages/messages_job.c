/* messages_job.c - the runner's part: what is due leaves, one after the other, with no transaction
 * over the network. At least once: a message that was sent and not yet marked when the process died
 * goes again under the same key. A gateway that is down is asked later and later, once a pause;
 * what it could not take for half a day is for people. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/db/job.h"
#include "lib/net/sms.h"
#include "lib/text/text.h"
#include "src/messages/messages_room.h"
#include "src/people/people.h"
#include "src/places/places.h"

enum { REPORT_AFTER_MS = 10 * 60 * 1000, REPORT_AGAIN_MS = 6 * 3600 * 1000 };

struct outgoing {
    struct message m;
    const char *to, *text, *key, *said;
    enum sms_result result;
};

static const char *key_of(struct ctx *c, const struct message *m)
{
    return arena_printf(c->arena, "m%" PRId64 "-%" PRId64, c->area_id, m->id);
}

/* May it go, and to where? Else why not. --------------------------------------------------------
 */
static enum message_why why_not(struct ctx *c, const struct way *w, struct outgoing *o)
{
    struct spent spent = {0};
    struct pref pref;
    const struct message *m = &o->m;
    if (m->channel == MESSAGE_ROBOT) {
        return WHY_NONE;
    }
    if (people_gone(c, m->person_id)) {
        return WHY_GONE;
    }
    if (!messages_theirs(c, m)) {
        return WHY_NOT_THEIRS;
    }
    if (m->channel == MESSAGE_MAIL) {
        o->to = messages_pref(c, m->person_id, &pref) ? pref.mail : "";
        return str_empty(o->to) ? WHY_NO_WAY : WHY_NONE;
    }
    o->to = messages_phone(c, m->person_id);
    if (str_empty(o->to)) {
        return WHY_NO_PHONE;
    }
    return messages_spent(c, m->person_id, &spent) ? messages_over(&spent, &w->most) : WHY_NONE;
}

static const char *said_of(struct ctx *c, const struct message *m)
{
    struct area a = {0};
    struct pref pref = {0};
    struct words says = messages_says(c, m);
    if (!says.msgid || !places_area(c, c->area_id, &a) ||
        (m->person_id && !messages_pref(c, m->person_id, &pref))) {
        return NULL;
    }
    bool group = m->channel == MESSAGE_ROBOT;
    const char *url = arena_printf(
        c->arena, "%s/a/%s/%s", c->app->base_url, a.code, group ? "inbox" : "me/messages");
    const char *said = text_say(c->arena, pref.lang, says);
    struct words short_one = WORDS(N_("{0}：{1} {2}"), TEXT(a.name), TEXT(said), TEXT(url));
    struct words with_phone = WORDS(
        N_("{0}：{1}请看 {2} ，或打 {3}。"), TEXT(a.name), TEXT(said), TEXT(url), TEXT(a.phone));
    return text_say(c->arena, pref.lang, group || str_empty(a.phone) ? short_one : with_phone);
}

/* Over the network ----------------------------------------------------------------------------- */
static void by_mail(struct ctx *c, const struct way *w, struct outgoing *o)
{
    struct net_answer answer;
    net_mail(c->arena,
        &(struct net_letter){.url = w->address,
            .user = w->login,
            .password = w->password,
            .from = w->sender,
            .to = o->to,
            .subject = text_say(c->arena, LANG_HANS, SAY(N_("居民区有新消息给您"))),
            .text = o->text,
            .key = o->key,
            .lan = c->app->lan_http},
        c->now, &answer);
    o->said = sms_shown(c->arena, &answer);
    bool never = answer.status >= 500 && answer.status < 600; /* of SMTP: for good */
    o->result = answer.result == NET_ANSWERED ? SMS_TAKEN : never ? SMS_REFUSED : SMS_DOWN;
}

static void by_robot(struct ctx *c, const struct way *w, struct outgoing *o)
{
    enum { TOO_OFTEN = 45009 };
    struct net_answer answer;
    struct sms s = {.text = o->text, .key = o->key, .phone = ""};
    net_send(c->arena,
        &(struct net_request){.url = w->address,
            .body =
                sms_fill(c->arena, "{\"msgtype\":\"text\",\"text\":{\"content\":\"{text}\"}}", &s),
            .key = o->key,
            .lan = c->app->lan_http},
        &answer);
    int64_t code = messages_errcode(answer.body);
    o->said = sms_shown(c->arena, &answer);
    o->result = sms_means(&answer, "");
    if (o->result == SMS_TAKEN && code) {
        o->result = code == TOO_OFTEN ? SMS_DOWN : SMS_REFUSED;
    }
}

static void by_sms(struct ctx *c, const struct way *w, struct outgoing *o)
{
    struct sms_gateway own = {w->address, w->body, w->header, w->good};
    struct sms s = {.phone = o->to, .text = o->text, .key = o->key};
    bool has_own = w->on && !str_empty(w->address);
    o->result = sms_send(c, has_own ? &own : NULL, &s, &o->said);
}

/* What came of it ------------------------------------------------------------------------------ */
static bool give_up(
    struct ctx *c, struct outgoing *o, enum message_state state, enum message_why why)
{
    o->m.state = state;
    o->m.why = why;
    return messages_keep(c, &o->m) &&
           (state != MESSAGE_FAILED || messages_hand_over(c, &o->m, why));
}

static bool keep_result(struct ctx *c, struct way *w, struct outgoing *o)
{
    struct message *m = &o->m;
    bool down = o->result == SMS_DOWN;
    m->answer = str_or(o->said, "");
    m->tries++;
    if (!messages_way_went(c, w, down, m->answer)) {
        return false;
    }
    if (o->result == SMS_TAKEN) {
        m->state = MESSAGE_SENT;
        m->sent_at = c->now;
        if (m->channel == MESSAGE_SMS && !str_empty(w->report)) {
            job_put(c, "messages.report", (int64_t)m->channel, c->now + REPORT_AFTER_MS);
        }
        return messages_keep(c, m);
    }
    if (down && c->now - m->made_at > MESSAGE_GIVE_UP_MS) {
        return give_up(c, o, MESSAGE_FAILED, WHY_DOWN);
    }
    if (!down && m->tries >= MESSAGE_TRIES) {
        return give_up(c, o, MESSAGE_FAILED, WHY_REFUSED);
    }
    m->why = down ? WHY_DOWN : WHY_REFUSED;
    m->due_at = down ? w->down_until : c->now + messages_pause(m->tries);
    return messages_keep(c, m);
}

static bool is_budget(enum message_why why)
{
    return why == WHY_PERSON_DAY || why == WHY_AREA_DAY || why == WHY_AREA_MONTH;
}

static bool keep_refusal(struct ctx *c, struct outgoing *o, enum message_why why)
{
    bool tell = is_budget(why) || why == WHY_NO_PHONE || why == WHY_NO_WAY;
    return give_up(c, o, tell ? MESSAGE_FAILED : MESSAGE_DROPPED, why);
}

static bool ready(struct ctx *c, const struct way *w, struct outgoing *o, enum message_why *why)
{
    bool ok = db_begin_read(c);
    *why = ok ? why_not(c, w, o) : WHY_NONE;
    o->text = ok && !*why ? said_of(c, &o->m) : "";
    if (ok && !*why && !o->text) {
        *why = WHY_NOT_THEIRS;
    }
    o->key = key_of(c, &o->m);
    db_rollback(c);
    return ok && !c->err.kind;
}

/* False: not now any more, or c->err. */
static bool send_one(struct ctx *c, struct way *w, struct outgoing *o)
{
    static void (*const by[])(struct ctx *, const struct way *, struct outgoing *) = {
        [MESSAGE_SMS] = by_sms, [MESSAGE_MAIL] = by_mail, [MESSAGE_ROBOT] = by_robot};
    enum message_why why;
    if (!ready(c, w, o, &why)) {
        return false;
    }
    if (!why) {
        by[o->m.channel](c, w, o);
    }
    if (db_begin_area(c, c->area_id)) {
        (void)(why ? keep_refusal(c, o, why) : keep_result(c, w, o));
    }
    return db_commit(c) && (why || o->result != SMS_DOWN);
}

/* A runner that slept, a gateway that said "later": what was due by day is no reason to ring at
 * night. */
static bool rings_at_night(struct ctx *c, const struct message *m)
{
    const struct message_line *l = messages_line(m->fact, m->whom);
    return messages_daytime(c->now) > c->now && !(l && l->how & HOW_URGENT);
}

static bool put_off(struct ctx *c, struct message *m)
{
    m->due_at = messages_daytime(c->now);
    if (db_begin_area(c, c->area_id)) {
        (void)messages_keep(c, m);
    }
    return db_commit(c);
}

/* The same due_at twice would be one job, and this one is already running. */
static bool ask_again(struct ctx *c, const struct job *j, const struct way *w)
{
    enum message_channel by = (enum message_channel)j->subject_id;
    if (!db_begin_area(c, c->area_id)) {
        return false;
    }
    int64_t next = messages_next_due(c, by);
    if (next) {
        int64_t earliest = w->down_until         ? w->down_until
                           : by == MESSAGE_ROBOT ? c->now + ROBOT_APART_MS
                                                 : c->now + 1;
        next = next < earliest ? earliest : next;
        job_put(c, "messages.send", (int64_t)by, next <= j->due_at ? j->due_at + 1 : next);
    }
    return db_commit(c);
}

void messages_send_job(struct ctx *c, const struct job *j)
{
    enum message_channel by = (enum message_channel)j->subject_id;
    struct messages due = {0};
    struct way w;
    int most = by == MESSAGE_ROBOT ? 1 : MESSAGES_AT_ONCE;
    bool ok =
        db_begin_read(c) && messages_way(c, by, &w) && messages_due(c, by, c->now, most, &due);
    db_rollback(c);
    if (!ok) {
        return;
    }
    if (w.down_until <= c->now) {
        for (size_t i = 0; i < due.n; i++) {
            struct outgoing o = {.m = due.v[i], .to = "", .text = "", .said = ""};
            if (rings_at_night(c, &o.m) ? !put_off(c, &o.m) : !send_one(c, &w, &o)) {
                break;
            }
        }
    }
    if (!c->err.kind) {
        (void)ask_again(c, j, &w);
    }
}

/* Reports -------------------------------------------------------------------------------------- */
static bool ask_report(struct ctx *c, const struct way *w, struct message *m)
{
    struct net_answer answer;
    struct sms s = {.phone = "", .text = "", .key = key_of(c, m)};
    net_send(c->arena,
        &(struct net_request){
            .url = sms_fill(c->arena, w->report, &s), .header = w->header, .lan = c->app->lan_http},
        &answer);
    bool good = sms_means(&answer, w->report_good) == SMS_TAKEN && !str_empty(w->report_good);
    bool bad = sms_means(&answer, w->report_bad) == SMS_TAKEN && !str_empty(w->report_bad);
    if ((!good && !bad) || !db_begin_area(c, c->area_id)) {
        return !c->err.kind;
    }
    m->state = good ? MESSAGE_TOLD : MESSAGE_FAILED;
    m->why = good ? WHY_NONE : WHY_UNREACHED;
    m->answer = sms_shown(c->arena, &answer);
    (void)(messages_keep(c, m) && (good || messages_hand_over(c, m, WHY_UNREACHED)));
    return db_commit(c);
}

/* Ten minutes after, and once more in the evening: what has no report by then is watched by
 * whether anybody looks. */
void messages_report_job(struct ctx *c, const struct job *j)
{
    struct messages sent = {0};
    struct way w;
    enum message_channel by = (enum message_channel)j->subject_id;
    bool ok = db_begin_read(c) && messages_way(c, by, &w) &&
              messages_sent_since(c, by, c->now - MS_PER_DAY, c->now, &sent);
    db_rollback(c);
    for (size_t i = 0; ok && i < sent.n && !str_empty(w.report); i++) {
        ok = ask_report(c, &w, &sent.v[i]);
    }
    if (ok && sent.n && j->due_at - sent.v[sent.n - 1].sent_at < REPORT_AGAIN_MS &&
        db_begin_area(c, c->area_id)) {
        job_put(c, "messages.report", j->subject_id, c->now + REPORT_AGAIN_MS);
        ok = db_commit(c);
    }
}
