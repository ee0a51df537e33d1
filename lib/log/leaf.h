/* leaf.h - the bytes a fact is proved by; docs/log.md specifies them. */
#ifndef EAVES_LEAF_H
#define EAVES_LEAF_H

#include "lib/base/base.h"

enum { LEAF_SALT = 16, LEAF_SIZE = 32 };

struct leaf { /* the columns of table fact, as stored */
    int64_t area_id, seq, id, subject_id, place_id, audience, act_id, at;
    const char *kind, *words, *body;
};
/* RFC 8785: keys in order, no spaces, only what must be escaped is. */
const char *leaf_json(struct arena *a, const struct leaf *l);
/* SHA-256(0x00 || salt || leaf_json) */
void leaf_hash(
    struct arena *a, const struct leaf *l, const uint8_t salt[LEAF_SALT], uint8_t out[LEAF_SIZE]);
/* A JSON string with its quotes; bytes that are not UTF-8 are left out. */
void json_put_text(struct buf *b, struct arena *a, const char *s);
#endif
