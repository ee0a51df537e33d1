/* openapi.c - routes, forms and lists, said as OpenAPI 3.1. Runs once, from the command line. */
#include "lib/web/openapi.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "lib/web/web.h"

static const char *const duties[] = {[DUTY_NONE] = "none",
    [DUTY_PUBLIC] = "public",
    [DUTY_VISITOR] = "visitor",
    [DUTY_ACCOUNT] = "account",
    [DUTY_PERSON] = "person",
    [DUTY_RESIDENT] = "resident"};

static void duty_text(int duty, char out[16])
{
    if (duty >= 0 && (size_t)duty < COUNT(duties)) {
        snprintf(out, 16, "%s", duties[duty]);
    } else {
        snprintf(out, 16, "duty %d", duty);
    }
}

static const char *hands_text(enum hands hands)
{
    static const char *const names[] = {"-", "any", "paper", "self"};
    return (size_t)hands < COUNT(names) ? names[hands] : "?";
}

void routes_print(const struct app *app, FILE *out)
{
    fputs("method\tpath\tduty\thands\tform\tlist\ttitle\n", out);
    for (const struct module *const *m = app->modules; *m; m++) {
        for (const struct route *r = (*m)->routes; r && r->method; r++) {
            char duty[16];
            duty_text(r->duty, duty);
            fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r->method, r->path, duty,
                hands_text(r->hands), r->form ? r->form->name : "-", r->list ? r->list->name : "-",
                str_or(r->title, "-"));
        }
    }
}

/* Schemas -------------------------------------------------------------------------------------- */
static json_t *string_schema(const char *key, const char *value)
{
    json_t *j = json_pack("{s:s}", "type", "string");
    if (key) {
        json_object_set_new(j, key, json_string(value));
    }
    return j;
}

static json_t *choice_schema(const struct choice *list)
{
    json_t *keys = json_array();
    bool all = list && list->label;
    for (const struct choice *o = list; o && o->label; o++) {
        all = all && o->key;
        json_array_append_new(keys, o->key ? json_string(o->key) : json_null());
    }
    if (!all) {
        json_decref(keys);
        return json_pack("{s:s}", "type", "integer");
    }
    return json_pack("{s:s, s:o}", "type", "string", "enum", keys);
}

static void set_bounds(json_t *j, const struct field *f, const char *least, const char *most)
{
    if (f->min || f->max) {
        json_object_set_new(j, least, json_integer(f->min));
    }
    if (f->max) {
        json_object_set_new(j, most, json_integer(f->max));
    }
}

#define HUNDREDTHS "^-?[0-9]+(\\.[0-9]{1,2})?$"

static json_t *type_schema(const struct field *f)
{
    switch (f->type) {
    case FIELD_INT:
        return json_pack("{s:s}", "type", "integer");
    case FIELD_ID:
        return string_schema("pattern", "^[0-9]+$");
    case FIELD_CHOICE:
        return choice_schema(f->choices);
    case FIELD_FLAG:
        return json_pack("{s:s}", "type", "boolean");
    case FIELD_DAY:
        return string_schema("format", "date");
    case FIELD_TIME:
        return string_schema("format", "date-time");
    case FIELD_AREA:
    case FIELD_MONEY:
        return string_schema("pattern", HUNDREDTHS);
    case FIELD_FILE:
        return json_pack("{s:s, s:o}", "type", "array", "items", string_schema("format", "binary"));
    case FIELD_SECRET:
        return string_schema("format", "password");
    case FIELD_TEXT:
    case FIELD_LINES:
    case FIELD_FOUND: /* an id, or words that fit one only */
    case FIELD_PHONE:
    case FIELD_CODE:
    case FIELD_END:
        break;
    }
    return string_schema(NULL, NULL);
}

static json_t *field_schema(const struct field *f)
{
    json_t *j = type_schema(f);
    bool text = f->type == FIELD_TEXT || f->type == FIELD_LINES || f->type == FIELD_CODE;
    if (text) {
        set_bounds(j, f, "minLength", "maxLength");
    } else if (f->type == FIELD_INT) {
        set_bounds(j, f, "minimum", "maximum");
    }
    json_object_set_new(j, "title", json_string(str_or(f->label, f->name)));
    if (f->help) {
        json_object_set_new(j, "description", json_string(f->help));
    }
    return j;
}

static json_t *form_schema(const struct form *form)
{
    json_t *properties = json_object(), *required = json_array();
    for (const struct field *f = form ? form->fields : NULL; f && f->type; f++) {
        json_object_set_new(properties, f->name, field_schema(f));
        if (f->required) {
            json_array_append_new(required, json_string(f->name));
        }
    }
    return json_pack(
        "{s:s, s:o, s:o}", "type", "object", "properties", properties, "required", required);
}

static json_t *column_schema(const struct column *col)
{
    json_t *j = string_schema(NULL, NULL);
    if (col->type == COL_INT) {
        json_object_set_new(j, "type", json_string("integer"));
    } else if (col->type == COL_CHOICE) {
        json_decref(j);
        j = choice_schema(col->choices);
    } else if (col->type == COL_TIME || col->type == COL_DAY || col->type == COL_LAST) {
        json_object_set_new(j, "format", json_string(col->type == COL_TIME ? "date-time" : "date"));
    } else if (col->type == COL_AREA || col->type == COL_MONEY) {
        json_object_set_new(j, "pattern", json_string(HUNDREDTHS));
    }
    json_object_set_new(
        j, "type", json_pack("[o, s]", json_incref(json_object_get(j, "type")), "null"));
    json_object_set_new(j, "title", json_string(str_or(col->label, col->name)));
    return j;
}

static json_t *list_schema(const struct list *l)
{
    json_t *row = json_pack("{s:o}", "id", string_schema("pattern", "^[0-9]+$"));
    for (const struct column *col = l->columns; col->name; col++) {
        json_object_set_new(row, col->name, column_schema(col));
    }
    json_t *rows = json_pack(
        "{s:s, s:{s:s, s:o}}", "type", "array", "items", "type", "object", "properties", row);
    return json_pack("{s:s, s:{s:{s:s}, s:{s:s}, s:o, s:{s:[s, s]}}}", "type", "object",
        "properties", "list", "type", "string", "count", "type", "integer", "rows", rows, "next",
        "type", "string", "null");
}

/* Operations ----------------------------------------------------------------------------------- */
static void add_parameter(
    json_t *to, const char *in, const char *name, bool required, json_t *schema, const char *says)
{
    json_t *j = json_pack(
        "{s:s, s:s, s:b, s:o}", "name", name, "in", in, "required", required, "schema", schema);
    if (says) {
        json_object_set_new(j, "description", json_string(says));
    }
    json_array_append_new(to, j);
}

/* "/a/:area/pets/:id" -> "/api/v1/a/{area}/pets/{id}"; its names become parameters. */
static void path_text(const char *path, char *out, size_t size, json_t *parameters)
{
    size_t n = (size_t)snprintf(out, size, "/api/v1");
    while (*path) {
        char name[64] = "";
        if (path[0] == '/' && path[1] == ':') {
            size_t len = strcspn(path + 2, "/");
            snprintf(name, sizeof(name), "%.*s", (int)len, path + 2);
            n += (size_t)snprintf(out + n, size - n, "/{%s}", name);
            path += 2 + len;
            add_parameter(parameters, "path", name, true, string_schema(NULL, NULL), NULL);
        } else {
            size_t len = 1 + strcspn(path + 1, "/");
            n += (size_t)snprintf(out + n, size - n, "%.*s", (int)len, path);
            path += len;
        }
        must(n < size);
    }
}

static json_t *names_schema(const struct list *l, bool filters)
{
    json_t *names = json_array();
    for (const struct list_filter *f = l->filters; filters && f->name; f++) {
        json_array_append_new(names, json_string(f->name));
    }
    for (int i = 0; !filters && i < LIST_ORDERS_MAX && l->orders[i].name; i++) {
        json_array_append_new(names, json_string(l->orders[i].name));
    }
    return json_pack("{s:s, s:o}", "type", "string", "enum", names);
}

static json_t *content(const char *type, json_t *schema)
{
    return json_pack("{s:{s:o}}", type, "schema", schema);
}

static json_t *answer(const char *says, json_t *what)
{
    json_t *j = json_pack("{s:s}", "description", says);
    if (what) {
        json_object_set_new(j, "content", what);
    }
    return j;
}

static json_t *problem(const char *says)
{
    return answer(says, content("application/problem+json",
                            json_pack("{s:s}", "$ref", "#/components/schemas/Problem")));
}

static json_t *responses(const struct route *r)
{
    json_t *j = json_object();
    if (r->list) {
        json_object_set_new(
            j, "200", answer("the rows", content("application/json", list_schema(r->list))));
    } else {
        json_object_set_new(j, "201", answer("done; location says where to look", NULL));
        json_object_set_new(j, "409", problem("it changed while you looked"));
        json_object_set_new(j, "422", problem("a field or a rule says no; all reasons at once"));
    }
    json_object_set_new(j, "401", problem("sign in first"));
    json_object_set_new(j, "403", problem("not yours to do"));
    json_object_set_new(j, "404", problem("not here, or not yours to know of"));
    json_object_set_new(j, "503", problem("busy; nothing was written; see Retry-After"));
    return j;
}

static json_t *request_body(const struct form *form)
{
    bool files = form && form_has_files(form);
    const char *type = files ? "multipart/form-data" : "application/json";
    return json_pack(
        "{s:b, s:o}", "required", form != NULL, "content", content(type, form_schema(form)));
}

static void list_parameters(json_t *to, const struct list *l)
{
    add_parameter(to, "query", "filter", false, names_schema(l, true), NULL);
    add_parameter(to, "query", "order", false, names_schema(l, false), NULL);
    add_parameter(to, "query", "q", false, string_schema(NULL, NULL), "a few words to look for");
    add_parameter(to, "query", "after", false, string_schema("pattern", "^-?[0-9]+\\.-?[0-9]+$"),
        "from the `next` of the page before");
}

static void add_operation(json_t *paths, const struct module *m, const struct route *r)
{
    char path[256], duty[16];
    bool post = str_same(r->method, "POST");
    json_t *parameters = json_array();
    path_text(r->path, path, sizeof(path), parameters);
    duty_text(r->duty, duty);
    json_t *j = json_pack(
        "{s:s, s:[s], s:s}", "summary", str_or(r->title, r->path), "tags", m->name, "x-duty", duty);
    if (post) {
        add_parameter(parameters, "header", "Idempotency-Key", false,
            string_schema("pattern", "^[0-9a-fA-F]{32}$"), "the same key gives the first answer");
        json_object_set_new(j, "x-hands", json_string(hands_text(r->hands)));
        json_object_set_new(j, "requestBody", request_body(r->form));
    } else {
        list_parameters(parameters, r->list);
    }
    json_object_set_new(j, "parameters", parameters);
    json_object_set_new(j, "responses", responses(r));
    json_t *at = json_object_get(paths, path);
    if (!at) {
        at = json_object();
        json_object_set_new(paths, path, at);
    }
    json_object_set_new(at, post ? "post" : "get", j);
}

static json_t *problem_schema(void)
{
    return json_pack("{s:s, s:{s:{s:s}, s:{s:s}, s:{s:s}, s:{s:s}, s:{s:s},"
                     " s:{s:s, s:{s:s, s:{s:{s:s}, s:{s:s}}}}}}",
        "type", "object", "properties", "type", "type", "string", "title", "type", "string",
        "status", "type", "integer", "detail", "type", "string", "instance", "type", "string",
        "errors", "type", "array", "items", "type", "object", "properties", "field", "type",
        "string", "detail", "type", "string");
}

static json_t *components(void)
{
    json_t *session = json_pack("{s:s, s:s, s:s, s:s}", "type", "apiKey", "in", "cookie", "name",
        "eaves", "description", "__Host-eaves under TLS");
    json_t *csrf =
        json_pack("{s:s, s:s, s:s}", "type", "apiKey", "in", "header", "name", "X-CSRF-Token");
    return json_pack("{s:{s:o}, s:{s:o, s:o}}", "schemas", "Problem", problem_schema(),
        "securitySchemes", "session", session, "csrf", csrf);
}

void openapi_print(const struct app *app, FILE *out)
{
    json_t *paths = json_object();
    for (const struct module *const *m = app->modules; *m; m++) {
        for (const struct route *r = (*m)->routes; r && r->method; r++) {
            if (r->list || str_same(r->method, "POST")) {
                add_operation(paths, *m, r);
            }
        }
    }
    json_t *j =
        json_pack("{s:s, s:{s:s, s:s, s:{s:s, s:s}}, s:[{s:s}], s:o, s:o, s:[{s:[], s:[]}]}",
            "openapi", "3.1.0", "info", "title", "Eaves", "version", "0.1.0", "license", "name",
            "Mulan PSL v2", "identifier", "MulanPSL-2.0", "servers", "url", "/", "paths", paths,
            "components", components(), "security", "session", "csrf");
    must(j);
    json_dumpf(j, out, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
    fputc('\n', out);
    json_decref(j);
}
