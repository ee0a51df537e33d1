/* form_json.c - the JSON body of a route as the pairs its form would have sent. */
#include <inttypes.h>
#include <jansson.h>

#include "lib/web/web.h"

/* NULL: an array or object, which no field takes. */
static const char *scalar_text(struct arena *a, const json_t *v)
{
    switch (json_typeof(v)) {
    case JSON_STRING:
        return arena_strdup(a, json_string_value(v));
    case JSON_INTEGER:
        return arena_printf(a, "%" PRId64, (int64_t)json_integer_value(v));
    case JSON_REAL: /* 15 digits come back as they were written: 168.5 stays 168.5 */
        return arena_printf(a, "%.15g", json_real_value(v));
    case JSON_TRUE:
        return "true";
    case JSON_FALSE:
        return "false";
    case JSON_NULL:
        return "";
    case JSON_OBJECT:
    case JSON_ARRAY:
        break;
    }
    return NULL;
}

bool pairs_of_json(struct arena *a, const char *text, size_t n, struct pairs *out)
{
    json_t *j = json_loadb(text, n, JSON_REJECT_DUPLICATES, NULL);
    bool fine = json_is_object(j) && json_object_size(j) <= REQ_PAIRS_MAX;
    const char *name;
    json_t *v;
    if (fine) {
        json_object_foreach(j, name, v)
        {
            const char *value = scalar_text(a, v);
            fine = fine && value;
            list_push(
                a, out, (struct pair){.name = arena_strdup(a, name), .value = value ? value : ""});
        }
    }
    json_decref(j);
    return fine;
}
