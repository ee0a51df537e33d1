#include <stdio.h>
#include <string.h>

#include "lib/log/log.h"

static bool same_note(const struct note *n, const char *kind, const char *detail)
{
    return strcmp(n->kind, kind) == 0 && strncmp(n->detail, detail, sizeof(n->detail) - 1) == 0;
}

void note_after(struct ctx *c, const char *kind, const char *detail)
{
    for (int i = 0; i < NOTES_MAX; i++) {
        struct note *n = &c->notes[i];
        if (n->kind && same_note(n, kind, detail)) {
            return;
        }
        if (!n->kind) {
            n->kind = kind;
            snprintf(n->detail, sizeof(n->detail), "%s", detail);
            return;
        }
    }
}

static void write_one(struct ctx *c, const struct note *n)
{
    const char *detail = n->detail;
    if (!utf8_valid(detail, strlen(detail))) { /* the cut may have gone through a character */
        detail = str_tidy(c->arena, detail, false, false);
    }
    db_exec(c,
        "INSERT INTO note (id, at, kind, area_id, account_id, session, detail)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        V(new_id(c)), V(c->now), V(n->kind), V(c->area_id), V(c->who.account_id),
        V(arena_printf(c->arena, "%lld", (long long)c->who.session_id)), V(detail));
}

bool notes_write(struct ctx *c)
{
    if (!c->notes[0].kind) {
        return true;
    }
    struct err refusal = err_take(&c->err);
    bool ok = db_begin_area(c, 0);
    for (int i = 0; ok && i < NOTES_MAX && c->notes[i].kind; i++) {
        write_one(c, &c->notes[i]);
    }
    ok = ok && db_commit(c);
    if (!ok) {
        fprintf(
            stderr, "event=notes_lost kind=%s detail=\"%s\"\n", c->notes[0].kind, c->err.detail);
    }
    memset(c->notes, 0, sizeof(c->notes));
    c->err = refusal;
    return ok;
}
