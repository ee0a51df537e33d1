/* log_personal.c - what a person did, as the log has it. The privacy room erases the words. */
#include "lib/base/module.h"
#include "lib/log/log.h"

const struct personal log_personal[] = {
    {"acts", N_("办过的事"),
        "SELECT a.id, f.kind, a.received_at, a.evidence, f.body FROM act a"
        " JOIN fact f ON f.area_id = a.area_id AND f.act_id = a.id"
        " WHERE a.area_id = ?1 AND a.person_id = ?2 ORDER BY f.seq",
        .columns = {{N_("哪一种"), PERSONAL_TEXT}, {N_("什么时候"), PERSONAL_TIME},
            {N_("凭据"), PERSONAL_TEXT}, {N_("内容"), PERSONAL_TEXT}}},
    {0},
};
