/* init_store.c - founding the house, and what an area still needs before it opens. */
#include "app/init.h"

#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/db/db.h"
#include "src/accounts/accounts.h"
#include "src/claims/claims.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/requests/requests.h"

bool init_is_empty(struct ctx *c)
{
    return db_int(c, "SELECT count(*) FROM area", NONE) == 0 && !c->err.kind;
}

const char *init_token(struct ctx *c)
{
    return keyed_hash(c, "init", c->app->store);
}

const char *init_otpauth(struct ctx *c, const char *login, const char *secret)
{
    return arena_printf(c->arena, "otpauth://totp/Eaves:%s?secret=%s&issuer=Eaves", login, secret);
}

/* The row is what two people at once contend for: the second waits for it and finds it taken. */
static bool take_turn(struct ctx *c)
{
    const char *mine = db_text(c,
        "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING"
        " RETURNING name",
        V("init"), V(arena_printf(c->arena, "%" PRId64, c->now)));
    if (c->err.kind) {
        return false;
    }
    return (mine && init_is_empty(c)) ||
           fail(&c->err, ERR_GONE,
               SAY(N_("这里已经有居民区了，初始设置只做一次。要再建一个，请管理员在这台机器上运行 "
                      "eaves area add；要再开一个登录名，运行 eaves user add。")));
}

static void wrong_at(struct ctx *c, struct wrongs *out, const char *field)
{
    if (c->err.kind) {
        struct words words = err_take(&c->err).words;
        list_push(c->arena, out, ((struct wrong){field, words}));
    }
}

bool init_may_stand(struct ctx *c, const struct founding *f, struct wrongs *out)
{
    (void)places_area_code_ok(f->town_code, &c->err);
    wrong_at(c, out, "town_code");
    (void)(places_area_code_ok(f->area_code, &c->err) &&
           (!str_same(f->town_code, f->area_code) ||
               refuse(&c->err, "area_code", SAY(N_("街镇和居民区要用两个不同的代号。")))));
    wrong_at(c, out, "area_code");
    (void)accounts_may_be_login(f->login, &c->err);
    wrong_at(c, out, "login");
    (void)accounts_may_be_password(f->password, &c->err);
    wrong_at(c, out, "password");
    return out->n == 0 || fail(&c->err, ERR_FORM, SAY(N_("有几处需要修改。")));
}

/* For a terminal: the first of them. */
static bool check(struct ctx *c, const struct founding *f)
{
    struct wrongs all = {0};
    if (init_may_stand(c, f, &all)) {
        return true;
    }
    c->err = (struct err){0};
    return refuse(&c->err, all.v[0].field, all.v[0].words);
}

bool init_found(struct ctx *c, const struct founding *f, const char **secret)
{
    struct area town = {.kind = AREA_TOWN, .code = f->town_code, .name = f->town, .phone = ""};
    struct area area = {
        .kind = AREA_RESIDENTS, .code = f->area_code, .name = f->area, .phone = f->phone};
    c->act = (struct act){.hand = HAND_SYSTEM, .channel = CHANNEL_SYSTEM, .evidence = ""};
    if (!take_turn(c) || !check(c, f) || !places_make_area(c, &town)) {
        return false;
    }
    area.town_id = town.id;
    c->act = (struct act){.hand = HAND_SYSTEM, .channel = CHANNEL_SYSTEM, .evidence = ""};
    return places_make_area(c, &area) && requests_keywords_default(c) &&
           init_hire(c, POST_SECRETARY, f->name, f->phone, f->login, f->password, secret);
}

static enum body_kind body_of(enum post_kind post)
{
    return post == POST_PROPERTY_MANAGER || post == POST_PROPERTY_STAFF ? BODY_PROPERTY
           : post == POST_OWNERS_HEAD || post == POST_OWNERS_MEMBER     ? BODY_OWNERS_COMMITTEE
                                                                        : BODY_COMMITTEE;
}

static int64_t body_for(struct ctx *c, enum body_kind kind, const char *phone)
{
    struct bodies found = {0};
    if (!bodies_over(c, c->area_id, kind, &found)) {
        return 0;
    }
    return found.n ? found.v[0].id
                   : bodies_make(c, kind, c->area_id, bodies_body_label(kind), phone);
}

bool init_hire(struct ctx *c, enum post_kind post, const char *name, const char *phone,
    const char *login, const char *password, const char **secret)
{
    int64_t account = str_empty(login) ? 0 : accounts_make_staff(c, login, password, secret);
    int64_t person = c->err.kind ? 0 : people_make(c, name, "");
    int64_t body = person ? body_for(c, body_of(post), phone) : 0;
    if (body && bodies_give_post(c, body, post, person, c->area_id, phone) && account) {
        (void)claims_bind_staff(c, account, person);
    }
    return !c->err.kind;
}

/* What is there already --------------------------------------------------------------------------
 */
static const char *setting_of(struct ctx *c, enum opening step)
{
    return arena_printf(c->arena, "opening.%" PRId64 ".%d", c->area_id, (int)step);
}

static bool ticked(struct ctx *c, enum opening step)
{
    return db_int(c, "SELECT count(*) FROM setting WHERE name = ?1", V(setting_of(c, step))) > 0;
}

bool init_tick(struct ctx *c, enum opening step)
{
    db_exec(c, "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING",
        V(setting_of(c, step)), V("done"));
    struct fact f = {.kind = "opening.ticked",
        .audience = AUDIENCE_STAFF,
        .words = SAY(N_("开张清单上划掉了一步"))};
    return record(c, &f);
}

static int64_t posts_of(struct ctx *c, int64_t from, int64_t to)
{
    return db_int(c,
        "SELECT count(*) FROM post WHERE area_id = ?1 AND kind BETWEEN ?2 AND ?3"
        " AND (valid_to IS NULL OR valid_to > ?4)",
        V(c->area_id), V(from), V(to), V(day_text(c->arena, c->now)));
}

bool init_opened(struct ctx *c, struct opened *out)
{
    const char *today = day_text(c->arena, c->now);
    *out = (struct opened){0};
    out->stairs = db_int(c,
        "SELECT count(*) FROM place WHERE area_id = ?1 AND kind = 3"
        " AND (valid_to IS NULL OR valid_to > ?2)",
        V(c->area_id), V(today));
    out->leaderless = db_int(c,
        "SELECT count(*) FROM place p WHERE p.area_id = ?1 AND p.kind = 3"
        " AND (p.valid_to IS NULL OR p.valid_to > ?2) AND NOT EXISTS (SELECT 1 FROM post o"
        " WHERE o.area_id = p.area_id AND o.place_id = p.id AND o.kind = 5"
        " AND (o.valid_to IS NULL OR o.valid_to > ?2))",
        V(c->area_id), V(today));
    int64_t posters = db_int(c,
        "SELECT count(*) FROM poster k JOIN place p ON p.area_id = k.area_id AND p.id = k.place_id"
        " WHERE k.area_id = ?1 AND k.stale = 0 AND (p.valid_to IS NULL OR p.valid_to > ?2)",
        V(c->area_id), V(today));
    bool there[OPENINGS] = {
        [OPENING_ROSTER] = out->stairs > 0,
        [OPENING_STAFF] = posts_of(c, POST_COMMITTEE_HEAD, POST_OPERATOR) > 0,
        [OPENING_PROPERTY] = posts_of(c, POST_PROPERTY_MANAGER, POST_PROPERTY_STAFF) > 0,
        [OPENING_LEADERS] = out->stairs > 0 && out->leaderless * 2 < out->stairs,
        [OPENING_POSTERS] = posters * 2 > out->stairs,
    };
    for (int i = 0; i < OPENINGS; i++) {
        out->done[i] = there[i] || ticked(c, (enum opening)i);
        out->left += !out->done[i];
    }
    return !c->err.kind;
}
