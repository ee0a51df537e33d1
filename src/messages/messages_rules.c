/* messages_rules.c - by which way, at which hour, how often, at what cost. */
#include <string.h>

#include "src/messages/messages_room.h"

enum { DAY_BEGINS = 8, DAY_ENDS = 21 };

const struct message_line *messages_line(const char *fact, enum message_whom whom)
{
    for (const struct message_line *l = messages_table; l->fact; l++) {
        if (l->whom == whom && str_same(l->fact, fact)) {
            return l;
        }
    }
    return NULL;
}

static enum message_channel in_person(const struct reach *r)
{
    bool knock = r->way == MESSAGE_DOOR || !r->phone;
    return knock && r->stair ? MESSAGE_DOOR : MESSAGE_CALL;
}

/* Somebody's time is asked for only when it must be known. */
enum message_channel messages_instead(const struct reach *r, unsigned how)
{
    return (how & HOW_MUST) == HOW_MUST && !(how & HOW_DESK) ? in_person(r) : 0;
}

enum message_channel messages_channel(const struct reach *r, unsigned how, enum message_why *why)
{
    int64_t way = r->way ? r->way : how & HOW_DESK ? MESSAGE_PAGE : MESSAGE_SMS;
    *why = WHY_NONE;
    if (!(how & HOW_PUSH)) {
        return 0;
    }
    if (way == MESSAGE_MAIL && r->mail) {
        return MESSAGE_MAIL;
    }
    if (way == MESSAGE_PAGE && r->page) {
        return 0;
    }
    if ((way == MESSAGE_SMS || way == MESSAGE_MAIL) && r->phone) {
        return MESSAGE_SMS;
    }
    *why = way == MESSAGE_CALL || way == MESSAGE_DOOR ? WHY_ASKED : WHY_NO_PHONE;
    return messages_instead(r, how);
}

int64_t messages_daytime(int64_t at)
{
    struct civil t = civil_of(at);
    int64_t eight = ms_of_civil(t.year, t.month, t.day, DAY_BEGINS, 0);
    return t.hour < DAY_BEGINS ? eight : t.hour >= DAY_ENDS ? eight + MS_PER_DAY : at;
}

int64_t messages_pause(int64_t tries)
{
    static const int64_t minutes[] = {1, 5, 15, 30, 60};
    int64_t last = (int64_t)COUNT(minutes) - 1, i = tries < 1 ? 0 : tries - 1;
    return minutes[i < last ? i : last] * 60 * 1000;
}

enum message_why messages_over(const struct spent *spent, const struct spent *most)
{
    return spent->person_day >= most->person_day   ? WHY_PERSON_DAY
           : spent->area_day >= most->area_day     ? WHY_AREA_DAY
           : spent->area_month >= most->area_month ? WHY_AREA_MONTH
                                                   : WHY_NONE;
}

const struct choice message_channels[] = {
    {MESSAGE_PAGE, "page", N_("页面")},
    {MESSAGE_SMS, "sms", N_("短信")},
    {MESSAGE_MAIL, "mail", N_("电子邮件")},
    {MESSAGE_ROBOT, "robot", N_("工作群机器人")},
    {MESSAGE_CALL, "call", N_("打电话")},
    {MESSAGE_DOOR, "door", N_("上门说")},
    {0},
};

const struct choice message_states[] = {
    {MESSAGE_WAITS, "waits", N_("等着"), .tag = "wait", .icon = "clock"},
    {MESSAGE_SENT, "sent", N_("已发出"), .tag = "doing", .icon = "check"},
    {MESSAGE_TOLD, "told", N_("已告诉本人"), .tag = "done", .icon = "check"},
    {MESSAGE_FAILED, "failed", N_("没有发成"), .tag = "late", .icon = "alert"},
    {MESSAGE_DROPPED, "dropped", N_("不用发了"), .tag = "no", .icon = "minus"},
    {0},
};

const struct choice message_whys[] = {
    {WHY_NO_PHONE, "no_phone", N_("没有登记手机号")},
    {WHY_ASKED, "asked", N_("本人要这样告诉")},
    {WHY_DOWN, "down", N_("网关一直连不上")},
    {WHY_REFUSED, "refused", N_("网关说不行")},
    {WHY_UNREACHED, "unreached", N_("回执说没有送到")},
    {WHY_SILENT, "silent", N_("发了两天，没有看")},
    {WHY_PERSON_DAY, "person_day", N_("这个人今天的条数用完了")},
    {WHY_AREA_DAY, "area_day", N_("居民区今天的条数用完了")},
    {WHY_AREA_MONTH, "area_month", N_("居民区这个月的条数用完了")},
    {WHY_GONE, "gone", N_("这位居民不在名册上了")},
    {WHY_NOT_THEIRS, "not_theirs", N_("这件事已经不对本人公开")},
    {WHY_READ, "read", N_("本人已经在页面上看过")},
    {WHY_NO_WAY, "no_way", N_("还没有设置网关")},
    {WHY_LATER, "later", N_("后面有更新的一条")},
    {0},
};

/* 企业微信: {"errcode":0,"errmsg":"ok"}; -1: no such answer. */
int64_t messages_errcode(const char *body)
{
    const char *at = strstr(body, "\"errcode\"");
    int64_t code = 0;
    if (!at) {
        return -1;
    }
    at += strlen("\"errcode\"");
    at += strspn(at, " :");
    if (*at < '0' || *at > '9') {
        return -1;
    }
    for (; *at >= '0' && *at <= '9' && code < 1000000000; at++) {
        code = code * 10 + (*at - '0');
    }
    return code;
}
