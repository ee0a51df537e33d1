/* app.h - what one process knows besides the request: configuration, keys, modules. Made in
 * app/main.c (or by a test) and reached through c->app; there is no other global state. */
#ifndef EAVES_APP_H
#define EAVES_APP_H

#include "lib/base/ctx.h"

struct frame;
struct module;
struct route;
struct calendar;
struct remembered;

enum { APP_KEY_SIZE = 32 };

struct app {
    const struct module *const *modules; /* by tier, NULL-terminated */
    const char *store; /* "sqlite:FILE" or "postgresql://..." */
    const char *files_dir; /* uploads: quarantine/, ab/<sha256> */
    const char *base_url; /* "http://127.0.0.1:8080": what QR codes and letters print */
    const char *key_file,
        *log_file; /* read again on SIGHUP; log_file NULL: stderr as it was given */
    uint8_t key[APP_KEY_SIZE]; /* master key; purposes derive theirs: see lib/base/seal.h */
    const char *backup_dir; /* where the house copies itself to; NULL: nowhere */
    int backup_keep, backup_every; /* how many are kept; minutes, a day or more: each night */
    const char *sms; /* how codes reach a phone: "log" (NULL too), "file" */
    bool demo; /* a demo store: demo logins, banner */
    bool tls; /* behind TLS: __Host- cookies, HSTS */
    bool lan_http; /* plain http allowed on private addresses */
    struct id_maker ids;
    /* Injected; NULL random means libsodium's. */
    void (*random)(struct app *app, void *out, size_t n);
    int64_t (*clock)(struct app *app); /* UTC ms; NULL means the system's, never backwards */
    const struct calendar *calendar; /* working days; NULL: the built-in ones */
    struct remembered *remembered; /* pages of this process: lib/web/remember.h */
    int64_t latest; /* app_now()'s own: the greatest instant the system's clock has shown */
    /* The neighbourhood's answers to the router's questions; set in app/modules.c. */
    int64_t (*area_by_code)(struct ctx *c, const char *code); /* 0: none */
    void (*enter_area)(struct ctx *c); /* fills who.person_id for c->area_id */
    bool (*may)(struct ctx *c, int duty, int64_t place_id); /* a post or a claim gives it today */
    bool (*may_act_for)(struct ctx *c, int64_t person_id, enum hand *hand); /* staff, helper */
    void (*frame)(struct ctx *c, struct frame *out); /* tabs, phone: lib/web/page.h */
    int64_t (*opening_left)(struct ctx *c); /* steps of 开张 still the reader's to do; 0: none */
    int64_t (*news)(struct ctx *c); /* messages that who.person_id has not read in this area */
    const char *(*who_name)(struct ctx *c); /* of who.person_id in this area, for the header */
};

int64_t app_now(struct app *app);
const struct module *app_module(const struct app *app, const char *name); /* NULL: none */
#endif
