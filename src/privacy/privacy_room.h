/* privacy_room.h - what the files of this room share; no other room includes it. */
#ifndef EAVES_PRIVACY_ROOM_H
#define EAVES_PRIVACY_ROOM_H

#include "lib/base/module.h"
#include "lib/db/list.h"
#include "src/privacy/privacy.h"

struct job;
struct fact;
extern const struct list consents_list, erasures_list;
extern const struct choice consent_kinds[];
extern const struct personal privacy_personal[];
/* A telephone was published; asked: who asked the person, as a sentence. */
void privacy_post_shown(struct ctx *c, const struct fact *f, const char *asked);
void privacy_forget(struct ctx *c, int64_t person_id);
bool privacy_is_mine(struct ctx *c, int64_t person_id); /* the reader's own */
/* privacy_copy_store.c */
bool privacy_keep_copy(struct ctx *c, int64_t id, const char *body);
bool privacy_close_erasure(
    struct ctx *c, const struct erasure *e, enum erasure_state state, const char *why);
/* privacy_copy.c */
const char *copy_json(struct ctx *c, const struct copy_tables *all);
const char *copy_said(struct ctx *c, const char *text); /* a fact's words as a sentence */
const char *copy_words(struct ctx *c, struct words w);
const char *copy_text(struct ctx *c, const struct copy_tables *all); /* as kept */
bool copy_read(struct ctx *c, const char *text, struct copy_tables *out);
bool copy_xlsx(struct ctx *c, const struct copy_tables *all, struct buf *out);
/* privacy_job.c */
void privacy_copy_job(struct ctx *c, const struct job *j);
void privacy_erase_job(struct ctx *c, const struct job *j);
#endif
