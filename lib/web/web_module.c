/* web_module.c - the house's own routes: preferences and health. */
#include <string.h>

#include "lib/text/text.h"
#include "lib/web/file.h"
#include "lib/web/metrics.h"
#include "lib/web/web.h"

static bool is_lang(const char *s)
{
    for (int i = 0; i < LANG_COUNT; i++) {
        if (str_same(s, text_lang_codes[i])) {
            return true;
        }
    }
    return false;
}

/* A link, not a form, so that it works in every old browser; it changes nothing but a cookie. */
static void set_preferences(struct ctx *c)
{
    const char *lang = req_query(c, "lang"), *elder = req_query(c, "elder"),
               *theme = req_query(c, "theme");
    if (is_lang(lang)) {
        set_preference(c, "lang", lang);
    }
    if (str_same(elder, "1") || str_same(elder, "0")) {
        set_preference(c, "elder", *elder == '1' ? "1" : "");
    }
    if (*theme) {
        set_preference(
            c, "theme", str_same(theme, "dark") || str_same(theme, "light") ? theme : "");
    }
    redirect(c, str_or(req_query(c, "back"), "/"));
}

static void healthy(struct ctx *c)
{
    c->req->type = "text/plain; charset=utf-8";
    buf_puts(&c->req->body, "ok\n");
}

/* Would a request be served now? The store answers, or this one would not have come so far. */
static void ready(struct ctx *c)
{
    c->req->type = "text/plain; charset=utf-8";
    buf_puts(&c->req->body, db_int(c, "SELECT count(*) FROM setting", NONE) >= 0 ? "ready\n" : "");
}

static const struct route routes[] = {
    {"GET", "/prefs", set_preferences, DUTY_PUBLIC, .title = N_("语言和字号")},
    {"GET", "/healthz", healthy, DUTY_PUBLIC, .title = N_("还活着吗")},
    {"GET", "/readyz", ready, DUTY_PUBLIC, .title = N_("能不能办事")},
    {"GET", "/metrics", metrics_show, DUTY_PUBLIC, .title = N_("运行指标")},
    {0},
};

const struct module web_module = {.name = "web", .tier = -1, .routes = routes, .jobs = file_jobs};
