/* seal_test.c - sealed values open in their own place only. */
#include "lib/base/seal.h"

#include <string.h>

#include "tests/check.h"

static void places(struct ctx *c)
{
    struct bytes sealed = seal(c, "person", "phone", 77, "13812345678");
    struct bytes again = seal(c, "person", "phone", 77, "13812345678");
    CHECK("opens", str_same(unseal(c, "person", "phone", 77, sealed), "13812345678"));
    CHECK("never the same twice", sealed.n != again.n || memcmp(sealed.v, again.v, sealed.n) != 0);
    CHECK("not in another row", str_same(unseal(c, "person", "phone", 78, sealed), ""));
    CHECK("not in another column", str_same(unseal(c, "person", "id_no", 77, sealed), ""));
    CHECK("not in another table", str_same(unseal(c, "owner", "phone", 77, sealed), ""));
    CHECK("nothing sealed", str_same(unseal(c, "person", "phone", 77, (struct bytes){0}), ""));
    CHECK("an empty text", str_same(unseal(c, "t", "c", 1, seal(c, "t", "c", 1, "")), ""));
}

static void changed(struct ctx *c)
{
    struct bytes sealed = seal(c, "person", "phone", 77, "13812345678");
    int opened = 0;
    for (size_t i = 0; i < sealed.n; i += 12) {
        uint8_t *copy = arena_alloc(c->arena, sealed.n);
        memcpy(copy, sealed.v, sealed.n);
        copy[i] ^= 1;
        opened += !str_empty(unseal(c, "person", "phone", 77, (struct bytes){copy, sealed.n}));
    }
    CHECK("a changed byte does not open", opened == 0);
    for (size_t n = 0; n < sealed.n; n += 12) {
        opened += !str_empty(unseal(c, "person", "phone", 77, (struct bytes){sealed.v, n}));
    }
    CHECK("nor a shorter one", opened == 0);
    c->app->key[0] ^= 1;
    CHECK("nor another key", str_same(unseal(c, "person", "phone", 77, sealed), ""));
    const char *other = keyed_hash(c, "phone", "138");
    c->app->key[0] ^= 1;
    CHECK("a keyed hash is the key's", !str_same(other, keyed_hash(c, "phone", "138")));
}

static void hashes(struct ctx *c)
{
    const char *h = keyed_hash(c, "phone", "13812345678");
    CHECK("32 digits", strlen(h) == 32);
    CHECK("equal for equal", str_same(h, keyed_hash(c, "phone", "13812345678")));
    CHECK("by purpose", !str_same(h, keyed_hash(c, "token", "13812345678")));
    CHECK("masked", str_same(mask_phone(c, "13812345678"), "138****5678"));
    CHECK("masked short", str_same(mask_phone(c, "65432100"), "65****00"));
    CHECK("masked tiny", str_same(mask_phone(c, "110"), "****"));
    CHECK("same", same_secret("abc", "abc") && !same_secret("abc", "abd"));
    CHECK("same needs both", !same_secret("abc", "ab") && !same_secret(NULL, NULL));
}

static void passwords(struct ctx *c)
{
    const char *h = password_hash(c->arena, "correct horse");
    CHECK("Argon2id", str_starts(h, "$argon2id$v=19$m=19456,t=2,"));
    CHECK("matches", password_matches(h, "correct horse"));
    CHECK("not another", !password_matches(h, "correct horsf"));
    CHECK("nor none", !password_matches("", "") && !password_matches(NULL, "x"));
}

const struct test seal_tests[] = {
    {"places", places, .pure = true},
    {"changed", changed, .pure = true},
    {"hashes", hashes, .pure = true},
    {"passwords", passwords, .pure = true},
    {0},
};
