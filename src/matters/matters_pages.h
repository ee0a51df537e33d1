/* matters_pages.h - pieces of pages that every room with matters shows. */
#ifndef EAVES_MATTERS_PAGES_H
#define EAVES_MATTERS_PAGES_H

#include "lib/web/parts.h"
#include "src/matters/matters.h"

/* The facts of one matter and what is still to come. No names: the asker is 提出人 or 您. */
struct html matters_timeline_html(struct ctx *c, const struct matter *m, const struct entries *log,
    const struct line_step *todo, size_t n_todo);
struct html matters_tag_html(struct ctx *c, const struct matter *m); /* outcome, late or state */
/* Photos of one purpose, as pictures; the alternative text says what and when. */
struct pictures {
    struct picture *v;
    size_t n, cap;
};
bool matters_pictures(struct ctx *c, int64_t subject_id, const char *purpose, const char *title,
    struct pictures *out);
/* What rooms above add to the page of this matter: struct module.beside. */
void matters_beside(struct ctx *c, const struct matter *m, int64_t for_person, bool asks);
const char *matters_channel_said(struct ctx *c, enum channel channel);
const char *matters_hand_said(struct ctx *c, enum hand hand);

/* matters_desk_store.c */
extern const struct list matters_audit_list;
bool matters_audit_fill(struct ctx *c, struct list_view *v);
#endif
