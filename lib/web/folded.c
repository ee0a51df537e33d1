/* folded.c - a page shown again: what is folded around the form that did not go through, or around
 * what was typed and what is wrong with it, is open. One place for all rooms' <details>. */
#include <stdlib.h>
#include <string.h>

#include "lib/web/drawing.h"

enum { DEPTH = 8 };

struct folded {
    size_t at; /* just behind "<details" */
    bool was, open; /* was: as the template says */
};
struct spots {
    size_t *v;
    size_t n, cap;
};
struct folds {
    struct ctx *c;
    struct folded v[DEPTH];
    int n;
    bool ours; /* within the form that was sent */
    struct spots spots; /* where " open" comes in */
};

static bool begins(const char *s, const char *with)
{
    return strncmp(s, with, strlen(with)) == 0;
}

/* The value of an attribute, as it stands in the tag; NULL: it has none. */
static const char *attribute(struct arena *a, const char *tag, const char *name)
{
    const char *at = strstr(tag, arena_printf(a, " %s=\"", name));
    const char *from = at ? strchr(at, '"') + 1 : NULL;
    return from ? arena_strndup(a, from, strcspn(from, "\"")) : NULL;
}

static bool posts_here(struct ctx *c, const char *tag)
{
    const char *to = attribute(c->arena, tag, "action");
    return to && str_same(arena_strndup(c->arena, to, strcspn(to, "?#")), c->req->path);
}

/* Does something stand in it that was typed, or is it the button that was pressed? */
static bool holds_typed(struct ctx *c, const char *tag)
{
    const char *name = attribute(c->arena, tag, "name");
    const char *type = str_or(attribute(c->arena, tag, "type"), "");
    const char *typed = name ? pair_value(&c->req->post, name) : NULL;
    if (str_empty(typed) || str_same(type, "hidden")) {
        return false;
    }
    if (begins(tag, "<button")) {
        return str_same(attribute(c->arena, tag, "value"), typed);
    }
    bool tick = str_same(type, "radio") || str_same(type, "checkbox");
    return !tick || strstr(tag, " checked");
}

/* An outer one is left after those in it: from the last to the first, none shifts another. */
static int by_place(const void *a, const void *b)
{
    const size_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void open_all(struct folds *f)
{
    for (int i = 0; i < f->n && i < DEPTH; i++) {
        f->v[i].open = true;
    }
}

static void leave(struct folds *f)
{
    f->n -= f->n > 0;
    if (f->n < DEPTH && f->v[f->n].open && !f->v[f->n].was) {
        list_push(f->c->arena, &f->spots, f->v[f->n].at);
    }
}

static void take_tag(struct folds *f, const char *tag, size_t at)
{
    if (begins(tag, "<details")) {
        if (f->n < DEPTH) {
            f->v[f->n] =
                (struct folded){.at = at + strlen("<details"), .was = strstr(tag, " open") != NULL};
        }
        f->n++;
    } else if (begins(tag, "</details")) {
        leave(f);
    } else if (begins(tag, "<form")) {
        f->ours = posts_here(f->c, tag);
    } else if (begins(tag, "</form")) {
        f->ours = false;
    }
    bool wrong = strstr(tag, " aria-invalid=\"true\"");
    if (f->n && f->ours && (begins(tag, "<form") || wrong || holds_typed(f->c, tag))) {
        open_all(f);
    }
}

static void put_open(struct ctx *c, const struct spots *spots)
{
    struct buf *b = &c->req->body;
    if (spots->n) {
        qsort(spots->v, spots->n, sizeof(*spots->v), by_place);
    }
    for (size_t i = spots->n; i--;) {
        static const char open[] = " open";
        size_t n = sizeof(open) - 1, at = spots->v[i];
        buf_put(b, open, n);
        memmove(b->v + at + n, b->v + at, b->n - n - at);
        memcpy(b->v + at, open, n);
    }
}

void folded_open(struct ctx *c)
{
    struct folds f = {.c = c};
    const char *body = c->req->body.v, *end;
    for (const char *at = body; at && (at = strchr(at, '<')); at = end) {
        end = at + 1 + strcspn(at + 1, ">");
        take_tag(&f, arena_strndup(c->arena, at, (size_t)(end - at)), (size_t)(at - body));
    }
    put_open(c, &f.spots);
}
