/* messages_list_store.c - the delivery log as a list. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/module.h"
#include "lib/db/db.h"
#include "src/messages/messages_room.h"

/* 1 in trouble, 2 about to leave, 3 for people, 4 sent, 5 told, 6 not needed, 7 on pages only. */
#define GROUP_OF \
    "CASE WHEN e.channel = 1 THEN 7 WHEN e.state = 4 OR (e.state = 1 AND e.tries > 0" \
    " AND e.channel < 5) THEN 1 WHEN e.state = 1 AND e.channel < 5 THEN 2 WHEN e.state = 1 THEN 3" \
    " WHEN e.state = 2 THEN 4 WHEN e.state = 3 THEN 5 ELSE 6 END"
#define ABOUT \
    " LEFT JOIN matter m ON m.area_id = e.area_id AND m.id = e.subject_id" \
    " LEFT JOIN place p ON p.area_id = e.area_id AND p.id = e.place_id" \
    " LEFT JOIN body b ON b.area_id = m.area_id AND b.id = m.owner_id"
#define FROM \
    " FROM message e LEFT JOIN person n ON n.area_id = e.area_id AND n.id = e.person_id" ABOUT \
    " WHERE e.area_id = ?1 AND ?2 = ?2 AND " GROUP_OF " BETWEEN ?3 AND ?4" \
    " AND (?10 = '' OR replace(COALESCE(n.name, ''), ?10, '') <> COALESCE(n.name, ''))"
/* What the words are made of, taken apart again by messages_list_say(). */
#define WHAT \
    "e.fact || '|' || e.whom || '|' || CASE WHEN e.seq < 0 THEN e.n ELSE COALESCE(m.ticket, 0) END" \
    " || '|' || CASE WHEN e.seq < 0 THEN '' || e.late ELSE COALESCE(p.name, '') END || '|' ||" \
    " COALESCE(b.name, '')"

static const struct column columns[] = {
    {.name = "what", .label = N_("什么事"), .type = COL_TEXT, .title = true},
    {.name = "person", .label = N_("告诉谁"), .type = COL_TEXT, .personal = true},
    {.name = "channel", .label = N_("走哪条路"), .type = COL_CHOICE, .choices = message_channels},
    {.name = "state", .label = N_("结果"), .type = COL_CHOICE, .choices = message_states},
    {.name = "why", .label = N_("原因"), .type = COL_CHOICE, .choices = message_whys},
    {.name = "tries", .label = N_("试了几次"), .type = COL_INT, .brief = true},
    {.name = "made", .label = N_("什么时候"), .type = COL_TIME},
    {.name = "sent", .label = N_("发出"), .type = COL_TIME, .brief = true},
    {0},
};
static const struct list_filter filters[] = {
    {.name = "trouble", .label = N_("没有发成"), .lo = 1, .hi = 1},
    {.name = "waits", .label = N_("等着发"), .lo = 2, .hi = 2},
    {.name = "people", .label = N_("等人去说"), .lo = 3, .hi = 3},
    {.name = "sent", .label = N_("已发出"), .lo = 4, .hi = 4},
    {.name = "told", .label = N_("已告诉本人"), .lo = 5, .hi = 5},
    {.name = "all", .label = N_("全部"), .lo = 1, .hi = 6},
    {.name = "pages", .label = N_("连同页面上的"), .lo = 1, .hi = 7},
    {0},
};
const struct list messages_list = {
    .name = "messages",
    .title = N_("消息发送记录"),
    .columns = columns,
    .filters = filters,
    .orders = {{
        .name = "newest",
        .label = N_("最近的在前"),
        .sql = "SELECT e.id, e.id, " WHAT ", n.name, e.channel, e.state, e.why, e.tries, e.made_at,"
               " e.sent_at" FROM " AND e.id < ?6 ORDER BY 1 DESC, 2 DESC LIMIT ?8",
        .descending = true,
    }},
    .count_sql = "SELECT count(*)" FROM,
    .row_path = "messages/{id}",
    .empty = N_("没有这样的消息。"),
    .counted = N_("共 {0} 条"),
};

static const char *part(struct arena *a, const char **at)
{
    size_t n = strcspn(*at, "|");
    const char *out = arena_strndup(a, *at, n);
    *at += n + ((*at)[n] == '|');
    return out;
}

struct words messages_list_says(struct ctx *c, const char *what)
{
    const char *fact = part(c->arena, &what), *whom = part(c->arena, &what);
    const char *ticket = part(c->arena, &what), *place = part(c->arena, &what);
    const struct message_line *l = messages_line(fact, (enum message_whom)strtol(whom, NULL, 10));
    int64_t n = strtoll(ticket, NULL, 10);
    bool digest = str_same(fact, "messages.digest");
    return l ? WORDS(l->says,
                   TEXT(digest ? ticket
                        : n    ? matters_ticket(c->arena, n)
                               : ""),
                   TEXT(place), TEXT(what))
             : (struct words){0};
}

/* What a room knows about a person ------------------------------------------------------------- */
const struct personal messages_personal[] = {
    {"messages", N_("消息"),
        "SELECT e.id, e.made_at, " WHAT ", e.channel, e.state, e.why, e.sent_at, e.answer"
        " FROM message e" ABOUT " WHERE e.area_id = ?1 AND e.person_id = ?2 ORDER BY e.id",
        .columns = {{N_("什么时候"), PERSONAL_TIME},
            {N_("什么事"), PERSONAL_TEXT, .words = messages_list_says},
            {N_("走哪条路"), PERSONAL_CHOICE, .choices = message_channels},
            {N_("结果"), PERSONAL_CHOICE, .choices = message_states},
            {N_("原因"), PERSONAL_CHOICE, .choices = message_whys}, {N_("发出"), PERSONAL_TIME},
            {N_("网关的回答"), PERSONAL_TEXT}}},
    {"message_pref", N_("怎样告诉我"),
        "SELECT f.id, f.way, f.changed_at, f.mail FROM message_pref f"
        " WHERE f.area_id = ?1 AND f.person_id = ?2",
        .columns = {{N_("走哪条路"), PERSONAL_CHOICE, .choices = message_channels},
            {N_("什么时候"), PERSONAL_TIME},
            {N_("电子邮件"), PERSONAL_SEALED, .table = "message_pref", .column = "mail"}}},
    {0},
};
