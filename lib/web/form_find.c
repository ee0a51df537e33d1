/* form_find.c - fields that are typed in words and looked up: one that fits is taken, of several
 * the reader chooses. */
#include <jansson.h>
#include <string.h>

#include "lib/web/drawing.h"

enum { ID_DIGITS = 12 }; /* shorter ones are the numbers of stairs */

/* What was chosen goes before what was typed; both have the field's name. */
const char *found_typed(struct ctx *c, const char *name)
{
    for (size_t i = 0; i < c->req->post.n; i++) {
        const struct pair *p = &c->req->post.v[i];
        if (str_same(p->name, name) && !str_empty(p->value)) {
            return str_tidy(c->arena, p->value, true, false);
        }
    }
    return "";
}

int64_t found_id(const char *typed)
{
    int64_t id;
    return strlen(typed) >= ID_DIGITS && parse_int(typed, &id) ? id : 0;
}

static const char *without_spaces(struct ctx *c, const char *s)
{
    char *out = arena_strdup(c->arena, s), *to = out;
    for (const char *p = out; *p; p++) {
        if (*p != ' ') {
            *to++ = *p;
        }
    }
    *to = '\0';
    return out;
}

/* The one that is meant; NULL: none, or a choice is left. */
static const struct choice *meant(struct ctx *c, const struct finds *f, const char *typed)
{
    for (size_t i = 0; i < f->n; i++) {
        if (str_same(without_spaces(c, f->v[i].label), without_spaces(c, typed))) {
            return &f->v[i];
        }
    }
    return f->n == 1 && !f->unsure && *typed ? f->v : NULL;
}

static struct words why_not(const struct field *f, const struct finds *found, const char *typed)
{
    struct word label = MSG(f->label ? f->label : f->name);
    if (!*typed) {
        return WORDS(N_("请填写「{0}」"), label);
    }
    if (!found->n) {
        return WORDS(f->finder->advice, TEXT(typed));
    }
    return WORDS(N_("「{0}」可能是下面 {1} 处，请选一处"), TEXT(typed), INT((int64_t)found->n));
}

bool finder_one(
    struct ctx *c, const struct finder *finder, const char *typed, struct finds *found, int64_t *id)
{
    *id = found_id(typed);
    if (*id && finder->name(c, *id)) {
        return true;
    }
    *id = 0;
    if (c->err.kind || !finder->find(c, typed, found)) {
        return false;
    }
    const struct choice *one = meant(c, found, typed);
    *id = one ? one->value : 0;
    return true;
}

static bool look_up(struct ctx *c, const struct field *f, int64_t *id)
{
    const char *typed = found_typed(c, f->name);
    struct finds found = {0};
    if (!*typed && !f->required) {
        return true;
    }
    if (!finder_one(c, f->finder, typed, &found, id)) {
        return false;
    }
    if (!*id) {
        list_push(c->arena, &c->req->wrong,
            (struct wrong){.field = f->name, .words = why_not(f, &found, typed)});
    }
    return *id != 0;
}

bool form_find(struct ctx *c, const struct form *form, void *out)
{
    bool fine = true;
    for (const struct field *f = form->fields; f->type; f++) {
        int64_t id = 0;
        if (f->type == FIELD_FOUND) {
            fine &= look_up(c, f, &id);
            memcpy((char *)out + f->offset, &id, sizeof(id));
        }
    }
    return fine;
}

void finder_answer(struct ctx *c, const struct finder *finder)
{
    struct finds found = {0};
    const char *typed = str_tidy(c->arena, req_query(c, "q"), true, false);
    if (!finder->find(c, typed, &found)) {
        return;
    }
    json_t *all = json_array();
    for (size_t i = 0; i < found.n; i++) {
        json_array_append_new(all, json_pack("{s:s, s:s}", "id",
                                       arena_printf(c->arena, "%lld", (long long)found.v[i].value),
                                       "label", found.v[i].label));
    }
    char *text = json_dumps(all, JSON_COMPACT);
    answer_json(c, arena_strdup(c->arena, text));
    free(text);
    json_decref(all);
}
