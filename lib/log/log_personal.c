/* log_personal.c - what a person did, as the log has it. The privacy room erases the words. */
#include "lib/base/module.h"
#include "lib/db/list.h"
#include "lib/log/log.h"

static const struct choice ways[] = {
    {CHANNEL_WEB, "web", N_("网上")},
    {CHANNEL_PHONE, "phone", N_("电话")},
    {CHANNEL_PAPER, "paper", N_("纸条")},
    {CHANNEL_VISIT, "visit", N_("走访")},
    {CHANNEL_GROUP, "group", N_("微信群")},
    {CHANNEL_SYSTEM, "system", N_("系统")},
    {0},
};

const struct personal log_personal[] = {
    {"acts", N_("办过的事"),
        "SELECT a.id, f.words, a.received_at, a.channel, a.evidence, f.body FROM act a"
        " JOIN fact f ON f.area_id = a.area_id AND f.act_id = a.id"
        " WHERE a.area_id = ?1 AND a.person_id = ?2 ORDER BY f.seq",
        .columns = {{N_("办了什么"), PERSONAL_TEXT}, {N_("什么时候"), PERSONAL_TIME},
            {N_("来路"), PERSONAL_CHOICE, .choices = ways}, {N_("凭据"), PERSONAL_TEXT},
            {N_("内容"), PERSONAL_TEXT}}},
    {0},
};
