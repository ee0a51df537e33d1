/* seal.h - personal data at rest: sealed with its place as associated data, found by keyed hash.
 *
 * XChaCha20-Poly1305 (libsodium) under a key derived from app->key per purpose; associated data is
 * "table|column|row id", so a sealed value copied to another row does not open. */
#ifndef EAVES_SEAL_H
#define EAVES_SEAL_H

#include "lib/base/ctx.h"

struct bytes {
    const void *v;
    size_t n;
};

struct bytes seal(
    struct ctx *c, const char *table, const char *column, int64_t row, const char *text);
/* "" when it does not open: wrong key, row or a changed byte; noted in the log. */
const char *unseal(
    struct ctx *c, const char *table, const char *column, int64_t row, struct bytes sealed);
/* 32 hex digits of a keyed BLAKE2b over purpose and text: equality lookups and tokens. */
const char *keyed_hash(struct ctx *c, const char *purpose, const char *text);
/* "138****5678"; shorter texts keep the first and last quarter. */
const char *mask_phone(struct ctx *c, const char *phone); /* "" of none */
/* Passwords (Argon2id, 19 MiB, t=2). About 25 ms each: never in a worker, see web's hasher. */
const char *password_hash(struct arena *a, const char *password);
bool password_matches(const char *hash, const char *password);
/* Constant time. */
bool same_secret(const char *a, const char *b);
#endif
