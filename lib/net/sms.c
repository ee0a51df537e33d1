/* sms.c - drivers and gateways. */
#include "lib/net/sms.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/app.h"
#include "lib/base/seal.h"

enum { SHOWN_MAX = 120, LONG_NUMBER = 6 };

/* Bodies -------------------------------------------------------------------------------------- */
static void put_json(struct buf *b, const char *s)
{
    for (const char *p = s; *p; p++) {
        if (*p == '"' || *p == '\\') {
            buf_printf(b, "\\%c", *p);
        } else if ((unsigned char)*p < ' ') {
            buf_printf(b, "\\u%04x", (unsigned)(unsigned char)*p);
        } else {
            buf_put(b, p, 1);
        }
    }
}

static void put_form(struct buf *b, const char *s)
{
    for (const char *p = s; *p; p++) {
        if (isalnum((unsigned char)*p) || strchr("-._~", *p)) {
            buf_put(b, p, 1);
        } else {
            buf_printf(b, "%%%02X", (unsigned)(unsigned char)*p);
        }
    }
}

const char *sms_fill(struct arena *a, const char *body, const struct sms *s)
{
    const char *const names[] = {"{phone}", "{text}", "{key}"};
    const char *const values[] = {s->phone, s->text, s->key};
    void (*put)(struct buf *, const char *) = *body == '{' || *body == '[' ? put_json : put_form;
    struct buf b = {0};
    for (const char *p = body; *p;) {
        size_t i = 0;
        while (i < COUNT(names) && !str_starts(p, names[i])) {
            i++;
        }
        if (i < COUNT(names)) {
            put(&b, str_or(values[i], ""));
            p += strlen(names[i]);
        } else {
            buf_put(&b, p++, 1);
        }
    }
    const char *out = arena_strdup(a, str_or(b.v, ""));
    buf_release(&b);
    return out;
}

enum sms_result sms_means(const struct net_answer *answer, const char *good)
{
    if (answer->result != NET_ANSWERED || answer->status >= 500 || answer->status == 429 ||
        answer->status == 408) {
        return SMS_DOWN;
    }
    bool fine = answer->status >= 200 && answer->status < 300;
    return fine && (str_empty(good) || strstr(answer->body, good)) ? SMS_TAKEN : SMS_REFUSED;
}

const char *sms_shown(struct arena *a, const struct net_answer *answer)
{
    const char *text = str_or(answer->why, "");
    if (answer->result == NET_ANSWERED) {
        text = arena_printf(a, "%d %s", answer->status, answer->body);
    }
    char *out = str_tidy(a, text, false, false);
    size_t digits = 0, n = 0;
    for (char *p = out; *p; p++) {
        digits = isdigit((unsigned char)*p) ? digits + 1 : 0;
        for (size_t i = 0; digits >= LONG_NUMBER && i < LONG_NUMBER; i++) {
            p[-(int)i] = '*';
        }
        n += ((unsigned char)*p & 0xc0) != 0x80;
        if (n > SHOWN_MAX) {
            *p = '\0';
            break;
        }
    }
    return out;
}

/* Drivers ------------------------------------------------------------------------------------- */
static bool append(const char *path, const char *line)
{
    size_t n = strlen(line);
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    bool ok = fd >= 0 && write(fd, line, n) == (ssize_t)n;
    return fd >= 0 && close(fd) == 0 && ok;
}

static enum sms_result to_log(struct ctx *c, const struct sms *s)
{
    if (s->code) {
        fprintf(stderr, "sms to=%s code=%s\n", mask_phone(c, s->phone), s->code);
    } else {
        fprintf(stderr, "sms to=%s key=%s text=\"%s\"\n", mask_phone(c, s->phone), s->key, s->text);
    }
    return SMS_TAKEN;
}

static enum sms_result to_file(struct ctx *c, const struct sms *s, const char **said)
{
    const char *path = getenv("EAVES_SMS_FILE");
    const char *line = arena_printf(c->arena, "%s %s\n", s->phone, s->code ? s->code : s->text);
    if (!str_empty(path) && append(path, line)) {
        return SMS_TAKEN;
    }
    *said = "EAVES_SMS_FILE cannot be written";
    return SMS_DOWN;
}

static enum sms_result to_gateway(
    struct ctx *c, const struct sms_gateway *g, const struct sms *s, const char **said)
{
    struct net_answer answer;
    net_send(c->arena,
        &(struct net_request){.url = g->url,
            .body = sms_fill(c->arena, g->body, s),
            .header = g->header,
            .key = s->key,
            .lan = c->app->lan_http},
        &answer);
    *said = sms_shown(c->arena, &answer);
    return sms_means(&answer, g->good);
}

static const char *env(const char *name)
{
    return str_or(getenv(name), "");
}

enum sms_result sms_send(
    struct ctx *c, const struct sms_gateway *gateway, const struct sms *s, const char **said)
{
    const char *driver = str_or(c->app->sms, "log");
    struct sms_gateway house = {env("EAVES_SMS_URL"), env("EAVES_SMS_BODY"),
        env("EAVES_SMS_HEADER"), env("EAVES_SMS_GOOD")};
    *said = "";
    if (gateway) {
        return to_gateway(c, gateway, s, said);
    }
    if (str_same(driver, "none")) {
        return SMS_TAKEN;
    }
    if (str_same(driver, "log")) {
        return to_log(c, s);
    }
    if (str_same(driver, "file")) {
        return to_file(c, s, said);
    }
    if (str_same(driver, "http")) {
        return to_gateway(c, &house, s, said);
    }
    *said = "no such driver";
    return SMS_DOWN;
}

bool sms_reaches(const struct app *app)
{
    return str_same(app->sms, "http") || str_same(app->sms, "file") || str_same(app->sms, "none") ||
           app->demo;
}
