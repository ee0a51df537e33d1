#include "lib/base/seal.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/app.h"

/* A sealed value: one byte of version, the nonce, then what XChaCha20-Poly1305 made. */
enum {
    VERSION = 1,
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    HEAD = 1 + NONCE,
    KEY = crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
    HASH = 16,
    PASSWORD_PASSES = 2,
    PASSWORD_MEMORY = 19 * 1024 * 1024,
};
_Static_assert((int)APP_KEY_SIZE == (int)KEY, "one size of key");

static void derive(struct ctx *c, const char *purpose, uint8_t out[KEY])
{
    must(sodium_init() >= 0);
    must(crypto_generichash(out, KEY, (const uint8_t *)purpose, strlen(purpose), c->app->key,
             sizeof(c->app->key)) == 0);
}

static const char *place(struct ctx *c, const char *table, const char *column, int64_t row)
{
    return arena_printf(c->arena, "%s|%s|%lld", table, column, (long long)row);
}

struct bytes seal(
    struct ctx *c, const char *table, const char *column, int64_t row, const char *text)
{
    uint8_t key[KEY];
    size_t n = strlen(text);
    const char *ad = place(c, table, column, row);
    uint8_t *out = arena_alloc(c->arena, HEAD + n + TAG);
    derive(c, "seal", key);
    out[0] = VERSION;
    new_random(c, out + 1, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + HEAD, NULL, (const uint8_t *)text, n,
        (const uint8_t *)ad, strlen(ad), NULL, out + 1, key);
    sodium_memzero(key, sizeof(key));
    return (struct bytes){out, HEAD + n + TAG};
}

static bool open_sealed(struct ctx *c, struct bytes sealed, const char *ad, char *out)
{
    uint8_t key[KEY];
    const uint8_t *in = sealed.v;
    if (in[0] != VERSION) {
        return false;
    }
    derive(c, "seal", key);
    int bad = crypto_aead_xchacha20poly1305_ietf_decrypt((uint8_t *)out, NULL, NULL, in + HEAD,
        sealed.n - HEAD, (const uint8_t *)ad, strlen(ad), in + 1, key);
    sodium_memzero(key, sizeof(key));
    return !bad;
}

const char *unseal(
    struct ctx *c, const char *table, const char *column, int64_t row, struct bytes sealed)
{
    if (!sealed.v || !sealed.n) {
        return ""; /* nothing was ever sealed here */
    }
    char *out = arena_alloc(c->arena, sealed.n + 1);
    if (sealed.n < HEAD + TAG || !open_sealed(c, sealed, place(c, table, column, row), out)) {
        fprintf(stderr, "event=unseal_failed table=%s column=%s row=%lld\n", table, column,
            (long long)row);
        return "";
    }
    return out;
}

const char *keyed_hash(struct ctx *c, const char *purpose, const char *text)
{
    uint8_t key[KEY], hash[HASH];
    derive(c, arena_printf(c->arena, "hash|%s", purpose), key);
    crypto_generichash(hash, sizeof(hash), (const uint8_t *)text, strlen(text), key, sizeof(key));
    sodium_memzero(key, sizeof(key));
    return hex(c->arena, hash, sizeof(hash));
}

const char *mask_phone(struct ctx *c, const char *phone)
{
    size_t n = strlen(phone);
    if (!n) {
        return ""; /* nothing to hide, and nobody to call */
    }
    int head = n >= 11 ? 3 : (int)n / 4, tail = n >= 11 ? 4 : (int)n / 4;
    return arena_printf(c->arena, "%.*s****%s", head, phone, phone + n - (size_t)tail);
}

const char *password_hash(struct arena *a, const char *password)
{
    must(sodium_init() >= 0);
    char *out = arena_alloc(a, crypto_pwhash_STRBYTES);
    must(crypto_pwhash_str(out, password, strlen(password), PASSWORD_PASSES, PASSWORD_MEMORY) == 0);
    return out;
}

bool password_matches(const char *hash, const char *password)
{
    must(sodium_init() >= 0);
    return !str_empty(hash) && crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
}

bool same_secret(const char *a, const char *b)
{
    size_t n = a ? strlen(a) : 0;
    return a && b && n == strlen(b) && sodium_memcmp(a, b, n) == 0;
}
