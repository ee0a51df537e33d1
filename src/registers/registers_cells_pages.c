/* registers_cells_pages.c - the cells of a register's row, said in the reader's language. */
#include "src/registers/registers_room.h"

#include <inttypes.h>
#include <string.h>

static const char *clock_said(struct ctx *c, const struct register_row *r)
{
    if (r->late) {
        return T(c, N_("超时"));
    }
    if (r->ended) {
        return r->part->has_clock ? T(c, N_("按时")) : "";
    }
    return r->due ? say(c, WORDS(N_("{0}前"), DAY(r->due))) : "";
}

static const char *choice_label(struct ctx *c, const struct choice *all, int64_t value)
{
    const struct choice *o = choice_of(all, value);
    return o ? T(c, o->label) : "";
}

static const char *state_said(struct ctx *c, const struct register_row *r)
{
    return r->part->states ? choice_label(c, r->part->states, r->state)
                           : T(c, r->ended ? N_("已结束") : N_("进行中"));
}

static const char *what_said(struct ctx *c, const struct register_row *r)
{
    const char *msgid = r->part->says ? r->part->says(c, r->what) : NULL;
    return msgid ? T(c, msgid) : str_or(r->what, T(c, r->part->label));
}

struct value registers_cell(
    struct ctx *c, enum register_cell cell, const struct register_row *r, int64_t no, bool whole)
{
    static const char *const happies[] = {"", N_("满意"), N_("一般"), N_("不满意")};
    switch (cell) {
    case CELL_NO:
        return value_int(no);
    case CELL_DAY:
        return value_int(r->at);
    case CELL_REF:
        return value_text(r->ref);
    case CELL_PLACE:
        return value_text(r->place);
    case CELL_PERSON:
        return value_text(whole ? r->person : registers_masked(c, r->person));
    case CELL_PART:
        return value_text(T(c, r->part->label));
    case CELL_KIND:
        return value_text(choice_label(c, r->part->kinds, r->kind));
    case CELL_WHAT:
        return value_text(what_said(c, r));
    case CELL_HANDLER:
        return value_text(r->handler);
    case CELL_STATE:
        return value_text(state_said(c, r));
    case CELL_NOTE:
        return value_text(r->note);
    case CELL_CLOCK:
        return value_text(clock_said(c, r));
    case CELL_HAPPY:
        return value_text(T(c, happies[r->happy & 3]));
    }
    return NONE;
}

const char *registers_path(struct ctx *c, const struct register_row *r)
{
    const char *slot = r->part->row_path ? strstr(r->part->row_path, "{id}") : NULL;
    return slot && r->link
               ? arena_printf(c->arena, "%.*s%" PRId64 "%s", (int)(slot - r->part->row_path),
                     r->part->row_path, r->link, slot + strlen("{id}"))
               : NULL;
}
