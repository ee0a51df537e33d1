/* residents.h - for tests/life_test.c: what those who live there do about what troubles them, each
 * by the page and the button that they would use. */
#ifndef EAVES_LIFE_RESIDENTS_H
#define EAVES_LIFE_RESIDENTS_H

#include "tests/life/world.h"

#define SECRET "私密第" /* stands in what only those on the case may read */

static const char *const troubles[] = {"门厅的灯坏了，晚上看不清台阶", "三楼的灯一闪一闪",
    "电梯停在五楼不动", "水管漏水，一楼地上都是水", "下水道堵了，院子里有臭味", "大门门禁刷不开",
    "过道里堆了旧家具", "垃圾房两天没有清", "车停在消防通道上", "楼上半夜装修，吵得睡不着",
    "有人遛狗不牵绳", "树枝伸进了四楼的窗", "飞线充电，很危险", "外墙掉了一块瓷砖",
    "隔壁独居的老人好几天没出门", "空调滴水和邻居争起来了", "想在花园里放两张长椅", "楼道窗关不上"};

static const char *a_trouble(struct ctx *c, struct life *l, bool secret)
{
    const char *what = troubles[dice(l, COUNT(troubles))];
    return secret ? arena_printf(c->arena, "%s。" SECRET "%d号", what, ++l->secrets)
                  : arena_printf(c->arena, "%s，%d 楼这边。", what, dice(l, 6) + 1);
}

static const char *step(struct ctx *c, int64_t id, const char *verb)
{
    return arena_printf(c->arena, "requests/%" PRId64 "/%s", id, verb);
}

static const char *with_version(struct ctx *c, int64_t id, const char *rest)
{
    return arena_printf(
        c->arena, "version=%" PRId64 "%s%s", version_of(c, id), *rest ? "&" : "", rest);
}

/* Telling -------------------------------------------------------------------------------------- */
/* The second screen, and now and then a neighbour's that is the same. */
static void sends(struct ctx *c, struct life *l, struct actor *a, const char *name, bool secret)
{
    const char *at = c->req && c->req->location ? strstr(c->req->location, "report/") : NULL;
    if (!at) {
        return;
    }
    at = arena_strdup(c->arena, at);
    struct req *r = life_visit(c, l, a, at, NULL);
    const char *same = strstr(body_of(r), "name=\"join\" value=\"");
    const char *rest = "";
    if (same && !secret && chance(l, 40)) {
        same += strlen("name=\"join\" value=\"");
        int64_t id = strtoll(same, NULL, 10);
        rest = id > 0 ? arena_printf(c->arena, "&join=%" PRId64, id) : "";
    }
    does(c, l, a, name, at,
        arena_printf(c->arena, "open=%s&read=1&same=1%s", secret ? "case" : "place", rest));
}

static void tells_by_web(struct ctx *c, struct life *l)
{
    struct actor *a = somebody(l, true);
    bool secret = chance(l, 12);
    const char *form = arena_printf(c->arena, "b/%" PRId64 "/report", a->stair);
    if (does(c, l, a, "begins a report", form,
            arena_printf(c->arena, "what=%s", a_trouble(c, l, secret)))) {
        sends(c, l, a, "tells by web", secret);
    }
}

/* The neighbour who helps, at her door. */
static void tells_by_helper(struct ctx *c, struct life *l)
{
    struct actor *old = somebody(l, false), *helper = old > l->folk ? old - 1 : old;
    const char *form = arena_printf(c->arena, "b/%" PRId64 "/report", old->stair);
    const char *body = arena_printf(c->arena, "what=%s&act_person=%" PRId64 "&act_channel=visit",
        a_trouble(c, l, false), old->person);
    if (helper->phone && does(c, l, helper, "begins for her", form, body)) {
        sends(c, l, helper, "tells by helper", false);
    }
}

/* Whose it is -----------------------------------------------------------------------------------
 */
/* By herself, or by staff on the telephone when she has none. */
static bool asker_does(
    struct ctx *c, struct life *l, int64_t id, const char *name, const char *verb, const char *rest)
{
    struct actor *a = folk_of(l, asker_of(c, id));
    const char *body = with_version(c, id, rest);
    if (a && a->phone && !a->gone) {
        return does(c, l, a, name, step(c, id, verb), body);
    }
    return does(c, l, &l->parts[STAFF], name, step(c, id, verb),
        arena_printf(
            c->arena, "%s&act_person=%" PRId64 "&act_channel=phone", body, asker_of(c, id)));
}

static void confirms(struct ctx *c, struct life *l)
{
    static const char *const how[] = {"", "happy=happy", "happy=happy", "happy=so_so", "happy=not"};
    int64_t id = any_request(c, l, REQUEST_ANSWERED);
    if (id) {
        asker_does(c, l, id, "confirms", "confirm", how[dice(l, COUNT(how))]);
    }
}

static void reopens(struct ctx *c, struct life *l)
{
    int64_t id = any_request(c, l, chance(l, 60) ? REQUEST_ANSWERED : REQUEST_CLOSED);
    if (id) {
        asker_does(c, l, id, "reopens", "reopen", "still=还是不行");
    }
}

static void withdraws(struct ctx *c, struct life *l)
{
    int64_t id = any_request(c, l, chance(l, 50) ? REQUEST_NEW : REQUEST_DOING);
    if (id) {
        asker_does(c, l, id, "withdraws", "withdraw", "");
    }
}

/* Somebody else tries to say yes for her: not who asked the same, and was joined to it. */
static void meddles(struct ctx *c, struct life *l)
{
    int64_t id = any_request(c, l, REQUEST_ANSWERED), asked;
    struct actor *a = somebody(l, true);
    ASK(c, asked,
        "SELECT count(*) FROM follower WHERE area_id = ?1 AND matter_id = ?2 AND person_id = ?3"
        " AND asks = 1",
        V(c->area_id), V(id), V(a->person));
    if (id && !asked) {
        does(c, l, a, "confirms another's", step(c, id, "confirm"), with_version(c, id, ""));
    }
}

static void joins(struct ctx *c, struct life *l)
{
    int64_t id = any_request(c, l, chance(l, 50) ? REQUEST_NEW : REQUEST_DOING);
    if (id) {
        does(c, l, somebody(l, true), "joins", step(c, id, "join"), "");
    }
}

static void is_asked_again(struct ctx *c, struct life *l)
{
    int64_t id;
    ASK(c, id, "SELECT max(matter_id) FROM followup WHERE area_id = ?1 AND said = 0", V(l->area));
    if (id) {
        asker_does(c, l, id, "still good", "good", chance(l, 50) ? "happy=happy" : "");
    }
}

static void reads(struct ctx *c, struct life *l)
{
    static const char *const pages[] = {
        "", "requests", "me/messages", "notices", "buildings", "duties", "privacy", "household"};
    struct actor *a = somebody(l, true);
    life_sign_in(c, l, a);
    struct req *r = life_visit(c, l, a, pages[dice(l, COUNT(pages))], NULL);
    deed(l, "reads a page")->done += r->status == 200;
    if (chance(l, 30)) {
        does(c, l, a, "has read all", "me/messages/read", "");
    }
}
#endif
