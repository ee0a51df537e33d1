/* route.c - which route a path means. */
#include <string.h>

#include "lib/web/router.h"

static const char api_prefix[] = "/api/v1";
static const char *const suffixes[] = {"csv", "xlsx", "docx", "json", "atom"};

bool path_is_api(const char *path)
{
    return str_starts(path, api_prefix) && path[sizeof(api_prefix) - 1] == '/';
}

static size_t segment(const char *s)
{
    size_t n = 0;
    while (s[n] && s[n] != '/') {
        n++;
    }
    return n;
}

/* The suffix of a list's last segment, without its dot; "" if it has none. */
static const char *suffix_of(const char *s, size_t n)
{
    for (size_t i = 0; i < COUNT(suffixes); i++) {
        size_t len = strlen(suffixes[i]);
        if (n > len + 1 && s[n - len - 1] == '.' && memcmp(s + n - len, suffixes[i], len) == 0) {
            return suffixes[i];
        }
    }
    return "";
}

static bool same_segment(const char *pattern, size_t p, const char *path, size_t n)
{
    return pattern[0] == ':' ? n > 0 : p == n && memcmp(pattern, path, n) == 0;
}

static bool matches(const struct route *r, const char *path, const char **suffix)
{
    const char *pattern = r->path;
    *suffix = "";
    while (*pattern == '/' && *path == '/') {
        pattern++;
        path++;
        if (*pattern != *path && *pattern != ':') {
            return false; /* most routes are told apart by one letter */
        }
        size_t p = segment(pattern), n = segment(path);
        bool last = !pattern[p];
        if (last && r->list && !path[n]) {
            *suffix = suffix_of(path, n);
            n -= **suffix ? strlen(*suffix) + 1 : 0;
            if (same_segment(pattern, p, path, n)) {
                return true;
            }
            n += **suffix ? strlen(*suffix) + 1 : 0;
            *suffix = "";
        }
        if (!same_segment(pattern, p, path, n)) {
            return false;
        }
        pattern += p;
        path += n;
    }
    return !*pattern && !*path;
}

static void take_params(
    struct arena *a, const char *pattern, const char *path, const char *suffix, struct pairs *out)
{
    while (*pattern == '/' && *path == '/') {
        size_t p = segment(++pattern), n = segment(++path);
        if (pattern[0] == ':') {
            size_t cut = *suffix && !path[n] ? strlen(suffix) + 1 : 0; /* rolls/12.csv is of 12 */
            list_push(a, out,
                (struct pair){
                    .name = arena_strndup(a, pattern + 1, p - 1),
                    .value = arena_strndup(a, path, n - cut),
                });
        }
        pattern += p;
        path += n;
    }
}

/* A literal path wins over one with a parameter: /a/:area/desk/new before /a/:area/desk/:id. */
static int literals(const struct route *r)
{
    int n = 0;
    for (const char *s = r->path; *s; s++) {
        n += s[0] == '/' && s[1] != ':';
    }
    return n;
}

static const char of_area[] = "/a/:area/";

const char *path_behind_area(const char *path)
{
    const char *end = str_starts(path, "/a/") ? strchr(path + 3, '/') : NULL;
    return end ? end + 1 : NULL;
}

/* Nearly all are, of some hundred, by one letter: a tenth of a vote went into looking closer. */
static bool ruled_out(const struct route *r, const char *behind)
{
    char first = str_starts(r->path, of_area) ? r->path[sizeof(of_area) - 1] : ':';
    return behind && first != ':' && first != *behind;
}

struct found route_find(struct arena *a, const struct app *app, const char *method,
    const char *path, struct pairs *params)
{
    struct found best = {.suffix = ""};
    path += path_is_api(path) ? sizeof(api_prefix) - 1 : 0;
    const char *behind = path_behind_area(path);
    for (const struct module *const *m = app->modules; *m; m++) {
        for (const struct route *r = (*m)->routes; r && r->method; r++) {
            const char *suffix;
            if (ruled_out(r, behind) || !matches(r, path, &suffix)) {
                continue;
            }
            if (!str_same(r->method, method)) {
                best.other_method = true;
            } else if (!best.route || literals(r) > literals(best.route)) {
                best.route = r;
                best.suffix = suffix;
            }
        }
    }
    if (best.route && params) {
        take_params(a, best.route->path, path, best.suffix, params);
    }
    return best;
}

int64_t web_body_max(const struct app *app, const char *method, const char *path)
{
    enum { USUAL = 64 * 1024 };
    struct found f = route_find(NULL, app, method, path, NULL);
    return f.route && f.route->body_max ? f.route->body_max : USUAL;
}

static bool route_wrong(
    struct err *why, const struct module *m, const struct route *r, const char *says)
{
    return fail(why, ERR_STORE,
        WORDS("{0}: {1} {2}: {3}", TEXT(m->name), TEXT(r->method), TEXT(r->path), TEXT(says)));
}

static bool route_ok(const struct module *m, const struct route *r, struct err *why)
{
    bool post = str_same(r->method, "POST");
    if (r->duty == DUTY_NONE) {
        return route_wrong(why, m, r, "has no duty");
    }
    if (!post && !str_same(r->method, "GET")) {
        return route_wrong(why, m, r, "is neither GET nor POST");
    }
    if (!r->title || !r->handle) {
        return route_wrong(why, m, r, "has no title or no handler");
    }
    if (post && !r->hands) {
        return route_wrong(why, m, r, "does not say whose hands");
    }
    if (post && r->form && !r->show) {
        return route_wrong(why, m, r, "has a form and no page to show it again");
    }
    if (post && !str_starts(r->path, "/a/") && !r->own_key) {
        return route_wrong(why, m, r, "writes outside any area and is not own_key");
    }
    return true;
}

static bool route_twice(const struct module *const *modules, const struct route *r)
{
    int n = 0;
    for (; *modules; modules++) {
        for (const struct route *o = (*modules)->routes; o && o->method; o++) {
            n += str_same(o->method, r->method) && str_same(o->path, r->path);
        }
    }
    return n != 1;
}

bool routes_check(const struct module *const *modules, struct err *why)
{
    for (const struct module *const *m = modules; *m; m++) {
        for (const struct route *r = (*m)->routes; r && r->method; r++) {
            if (!route_ok(*m, r, why)) {
                return false;
            }
            if (route_twice(modules, r)) {
                return route_wrong(why, *m, r, "stands twice");
            }
        }
    }
    return true;
}
