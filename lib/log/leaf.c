#include "lib/log/leaf.h"

#include <sodium.h>
#include <string.h>

static void put_escaped(struct buf *b, unsigned char ch)
{
    static const char named[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    for (const char *p = named; *p; p += 2) {
        if (ch == (unsigned char)p[0]) {
            buf_put(b, (char[]){'\\', p[1]}, 2);
            return;
        }
    }
    buf_printf(b, "\\u%04x", ch);
}

void json_put_text(struct buf *b, struct arena *a, const char *s)
{
    s = str_or(s, "");
    if (!utf8_valid(s, strlen(s))) {
        s = str_tidy(a, s, false, true);
    }
    buf_puts(b, "\"");
    for (const char *from = s;; s++) {
        unsigned char ch = (unsigned char)*s;
        if (ch >= 0x20 && ch != '"' && ch != '\\') {
            continue;
        }
        buf_put(b, from, (size_t)(s - from));
        if (!ch) {
            break;
        }
        put_escaped(b, ch);
        from = s + 1;
    }
    buf_puts(b, "\"");
}

static void put_id(struct buf *b, const char *key, int64_t id)
{
    buf_printf(b, "\"%s\":\"%lld\",", key, (long long)id);
}

static void put_number(struct buf *b, const char *key, int64_t n)
{
    buf_printf(b, "\"%s\":%lld,", key, (long long)n);
}

static void put_text(struct buf *b, struct arena *a, const char *key, const char *s)
{
    buf_printf(b, "\"%s\":", key);
    json_put_text(b, a, s);
    buf_puts(b, ",");
}

const char *leaf_json(struct arena *a, const struct leaf *l)
{
    struct buf b = {0};
    buf_puts(&b, "{");
    put_id(&b, "act", l->act_id);
    put_id(&b, "area", l->area_id);
    put_number(&b, "at", l->at);
    put_number(&b, "audience", l->audience);
    put_text(&b, a, "body", l->body);
    put_id(&b, "id", l->id);
    put_text(&b, a, "kind", l->kind);
    put_id(&b, "place", l->place_id);
    put_number(&b, "seq", l->seq);
    put_id(&b, "subject", l->subject_id);
    put_text(&b, a, "words", l->words);
    b.v[b.n - 1] = '}'; /* over the last comma */
    char *json = arena_strndup(a, b.v, b.n);
    buf_release(&b);
    return json;
}

void leaf_hash(
    struct arena *a, const struct leaf *l, const uint8_t salt[LEAF_SALT], uint8_t out[LEAF_SIZE])
{
    static const uint8_t leaf_mark = 0; /* inner nodes of the tree are marked 1: RFC 6962 */
    const char *json = leaf_json(a, l);
    crypto_hash_sha256_state s;
    must(sodium_init() >= 0);
    crypto_hash_sha256_init(&s);
    crypto_hash_sha256_update(&s, &leaf_mark, 1);
    crypto_hash_sha256_update(&s, salt, LEAF_SALT);
    crypto_hash_sha256_update(&s, (const uint8_t *)json, strlen(json));
    crypto_hash_sha256_final(&s, out);
}
