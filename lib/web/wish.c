/* wish.c - what a POST asks: from a page of ours, whose wish, by which hand, under which key, its
 * form. */
#include <string.h>

#include "lib/log/log.h"
#include "lib/web/router.h"
#include "lib/web/session.h"

const char *wish_typed(struct ctx *c, const char *name)
{
    for (size_t i = 0; i < c->req->post.n; i++) {
        if (str_same(c->req->post.v[i].name, name)) {
            return c->req->post.v[i].value;
        }
    }
    return "";
}

static bool same_origin(struct ctx *c)
{
    const char *origin = req_header(c, "origin"), *host = req_header(c, "host");
    if (str_empty(origin)) {
        return true;
    }
    const char *after = strstr(origin, "://");
    return after && str_same(after + 3, host);
}

bool wish_checked(struct ctx *c)
{
    const char *token = str_or(wish_typed(c, FORM_CSRF), req_header(c, "x-csrf-token"));
    if (same_origin(c) && !str_empty(c->req->cookie) && same_secret(token, csrf_token(c))) {
        return true;
    }
    note_after(c, "csrf", c->req->route->path);
    return fail(&c->err, ERR_DENIED,
        SAY(N_(
            "这个页面放得太久，或者不是从本站打开的。请返回上一页刷新，再做一次；已经写的字可以先复制下来。")));
}

static bool key_ok(const char *key)
{
    uint8_t bytes[16];
    return strlen(key) == 32 && unhex(key, bytes, sizeof(bytes));
}

static void take_key(struct ctx *c)
{
    const char *key = str_or(wish_typed(c, FORM_ACT), req_header(c, "idempotency-key"));
    uint8_t random[16];
    if (!key_ok(key)) {
        new_random(c, random, sizeof(random));
        key = hex(c->arena, random, sizeof(random));
    }
    memcpy(c->act.key, key, sizeof(c->act.key));
}

bool act_check_for(struct ctx *c, int64_t person_id)
{
    c->act.hand = HAND_SELF;
    if (person_id == c->who.person_id) {
        return true;
    }
    if (c->req->route->hands != HANDS_ANY) {
        return fail(&c->err, ERR_DENIED, SAY(N_("这件事只能本人办，不能代办。")));
    }
    return c->app->may_act_for(c, person_id, &c->act.hand) ||
           fail(&c->err, ERR_DENIED,
               SAY(N_("您不能替这位居民办理。请先登记为代办人，或请居委会帮忙。")));
}

enum { WISH_CLOCKS_DIFFER = 120000 }; /* minutes are typed, and clocks differ */

/* What staff and leaders heard or were handed then, this house had in hand then: windows and limits
 * run from there, however late it is typed. */
static void take_time(struct ctx *c, int64_t happened_at)
{
    bool then = happened_at > 0 && happened_at <= c->now;
    bool ours = c->act.hand == HAND_STAFF || c->act.hand == HAND_LEADER;
    c->act.happened_at = then ? happened_at : c->now;
    c->act.received_at = then && ours ? happened_at : c->now;
}

bool wish_taken(struct ctx *c)
{
    struct act_typed t;
    take_key(c);
    c->act.person_id = c->who.person_id;
    c->act.hand = HAND_SELF;
    c->act.channel = CHANNEL_WEB;
    c->act.happened_at = c->act.received_at = c->act.typed_at = c->now;
    c->act.evidence = "";
    if (!act_parse(c->arena, &c->req->post, &t, &c->req->wrong)) {
        return fail(&c->err, ERR_FORM, SAY(N_("代办的内容没有填对，请改好再交。")));
    }
    if (t.act_person && !act_check_for(c, t.act_person)) {
        return false;
    }
    c->act.person_id = t.act_person ? t.act_person : c->who.person_id;
    c->act.channel = t.act_channel ? (enum channel)t.act_channel : CHANNEL_WEB;
    c->act.evidence = str_or(t.act_evidence, "");
    if (t.act_happened > c->now + WISH_CLOCKS_DIFFER) {
        struct wrong w = {"act_happened", SAY(N_("还没到的时间，请填已经过去的"))};
        list_push(c->arena, &c->req->wrong, w);
        return fail(&c->err, ERR_FORM, SAY(N_("代办的内容没有填对，请改好再交。")));
    }
    take_time(c, t.act_happened);
    return true;
}

static bool keep_for(struct ctx *c, int64_t person_id, enum channel channel, int64_t happened_at,
    const char *evidence)
{
    c->act.person_id = person_id;
    c->act.channel = channel;
    take_time(c, happened_at);
    c->act.evidence = str_or(evidence, "");
    return act_keep(c);
}

bool act_for(struct ctx *c, int64_t person_id, enum channel channel, int64_t happened_at,
    const char *evidence)
{
    return !c->err.kind && act_check_for(c, person_id) &&
           keep_for(c, person_id, channel, happened_at, evidence);
}

bool act_for_new(struct ctx *c, int64_t person_id, enum hand hand, enum channel channel,
    int64_t happened_at, const char *evidence)
{
    c->act.hand = hand;
    return !c->err.kind && keep_for(c, person_id, channel, happened_at, evidence);
}

bool wish_read(struct ctx *c)
{
    const struct form *f = c->req->route->form;
    if (!f) {
        return true;
    }
    void *out = arena_alloc(c->arena, f->size + 1);
    bool ok = form_parse(c->arena, f, &c->req->post, out, &c->req->wrong);
    ok &= form_find(c, f, out);
    ok &= form_check_files(c->arena, f, c->req->files, c->req->n_files, &c->req->wrong);
    c->req->form = out;
    bool big = !ok && form_file_too_big(f, c->req->files, c->req->n_files);
    return ok || fail(&c->err, big ? ERR_TOO_BIG : ERR_FORM, SAY(N_("有几处需要修改。")));
}
