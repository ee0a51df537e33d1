/* Words as they are stored: ["msgid",[1,23],[2,"text"]]; [] for none. */
#include <jansson.h>
#include <string.h>

#include "lib/log/leaf.h"
#include "lib/log/log.h"

static bool is_text(enum word_type t)
{
    return t == WORD_TEXT || t == WORD_MSG;
}

const char *words_to_json(struct arena *a, struct words w)
{
    if (!w.msgid) {
        return "[]";
    }
    struct buf b = {0};
    buf_puts(&b, "[");
    json_put_text(&b, a, w.msgid);
    for (int i = 0; i < w.n; i++) {
        buf_printf(&b, ",[%d,", (int)w.v[i].type);
        if (is_text(w.v[i].type)) {
            json_put_text(&b, a, w.v[i].s);
        } else {
            buf_printf(&b, "%lld", (long long)w.v[i].i);
        }
        buf_puts(&b, "]");
    }
    buf_puts(&b, "]");
    char *json = arena_strndup(a, b.v, b.n);
    buf_release(&b);
    return json;
}

static bool read_word(struct arena *a, json_t *pair, struct word *out)
{
    json_t *type = json_array_get(pair, 0), *value = json_array_get(pair, 1);
    if (json_array_size(pair) != 2 || !json_is_integer(type)) {
        return false;
    }
    json_int_t t = json_integer_value(type);
    if (t < WORD_INT || t > WORD_UNTIL) {
        return false;
    }
    out->type = (enum word_type)t;
    if (is_text(out->type)) {
        out->s = json_is_string(value) ? arena_strdup(a, json_string_value(value)) : NULL;
        return out->s;
    }
    out->i = json_integer_value(value);
    return json_is_integer(value);
}

static bool read_words(struct arena *a, json_t *list, struct words *out)
{
    size_t n = json_array_size(list);
    json_t *msgid = json_array_get(list, 0);
    if (!n || n > 1 + WORDS_MAX || !json_is_string(msgid)) {
        return false;
    }
    out->msgid = arena_strdup(a, json_string_value(msgid));
    for (out->n = 0; (size_t)out->n + 1 < n; out->n++) {
        if (!read_word(a, json_array_get(list, (size_t)out->n + 1), &out->v[out->n])) {
            return false;
        }
    }
    return true;
}

struct words words_from_json(struct arena *a, const char *json)
{
    struct words w = {0};
    json_t *list = json ? json_loads(json, JSON_REJECT_DUPLICATES, NULL) : NULL;
    if (!read_words(a, list, &w)) {
        w = (struct words){0};
    }
    json_decref(list);
    return w;
}
