/* state.c - what the last backup, the last look at it and the last drill came to, in the house's
 * own settings: for 安全自查, doctor and metrics, whoever made the backup. */
#include <stdlib.h>
#include <string.h>

#include "lib/backup/backup.h"

static int64_t number(const char **s)
{
    char *end;
    int64_t n = strtoll(*s, &end, 10);
    *s = end + (*end == ' ');
    return n;
}

static const char *setting(struct ctx *c, const char *name)
{
    return str_or(db_text(c, "SELECT value FROM setting WHERE name = ?1", V(name)), "");
}

bool backup_state(struct ctx *c, struct backup_state *out)
{
    const char *made = setting(c, "backup.made"), *failed = setting(c, "backup.failed"),
               *seen = setting(c, "backup.verified"), *drill = setting(c, "backup.drill");
    *out = (struct backup_state){.made_at = number(&made)};
    out->made_ms = number(&made);
    out->rows = number(&made);
    out->bytes = number(&made);
    out->path = made;
    out->failed_at = number(&failed);
    out->why = failed;
    out->verified_at = number(&seen);
    out->bad = number(&seen);
    out->says = seen;
    out->drill_at = number(&drill);
    out->drill_ms = number(&drill);
    out->drill_rows = number(&drill);
    return !c->err.kind;
}

void backup_state_put(struct ctx *c, const char *name, const char *value)
{
    if (db_begin_area(c, 0)) {
        db_exec(c,
            "INSERT INTO setting (name, value) VALUES (?1, ?2)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            V(name), V(value));
    }
    if (!db_commit(c)) {
        db_rollback(c);
    }
}
