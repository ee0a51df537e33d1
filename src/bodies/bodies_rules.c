/* bodies_rules.c - which posts a body has, which of them only once, who stands under whom. */
#include "src/bodies/bodies_room.h"

#include <string.h>

#define HAS(post) (UINT64_C(1) << (post))
#define UNDER(kind) (1U << (kind))

static const uint64_t posts_of[] = {
    [BODY_COMMITTEE] = HAS(POST_SECRETARY) | HAS(POST_COMMITTEE_HEAD) | HAS(POST_COMMITTEE_STAFF) |
                       HAS(POST_OPERATOR),
    [BODY_PROPERTY] =
        HAS(POST_PROPERTY_MANAGER) | HAS(POST_PROPERTY_STAFF) | HAS(POST_GUARD) | HAS(POST_CLEANER),
    [BODY_OWNERS_COMMITTEE] = HAS(POST_OWNERS_HEAD) | HAS(POST_OWNERS_MEMBER),
    [BODY_SELF_MANAGEMENT] = HAS(POST_SELF_HEAD) | HAS(POST_SELF_MEMBER) |
                             HAS(POST_BUILDING_LEADER) | HAS(POST_VOLUNTEER) | HAS(POST_GUARD) |
                             HAS(POST_CLEANER),
    /* POST_SECRETARY has the committee's powers: a party body gives none. */
    [BODY_PARTY_BRANCH] =
        HAS(POST_BRANCH_SECRETARY) | HAS(POST_BRANCH_MEMBER) | HAS(POST_VOLUNTEER),
    [BODY_TOWN] = HAS(POST_TOWN_STAFF),
    [BODY_VOLUNTEERS] = HAS(POST_VOLUNTEER),
    [BODY_STAIR] = HAS(POST_BUILDING_LEADER) | HAS(POST_DEPUTY_LEADER) | HAS(POST_VOLUNTEER),
    [BODY_PARTY_GENERAL] = HAS(POST_GENERAL_SECRETARY) | HAS(POST_BRANCH_MEMBER),
    [BODY_PARTY_GROUP] = HAS(POST_GROUP_HEAD) | HAS(POST_VOLUNTEER),
    [BODY_WORKING_GROUP] = HAS(POST_WORK_HEAD) | HAS(POST_WORK_MEMBER),
    [BODY_GRID] = HAS(POST_GRID_HEAD) | HAS(POST_MICRO_GRID),
};
_Static_assert(COUNT(posts_of) == BODY_KINDS, "every body has its posts");
_Static_assert(POST_KINDS <= 41, "the table's CHECK");

bool bodies_post_fits(int64_t post, enum body_kind body, struct err *why)
{
    bool fits = body > 0 && (size_t)body < COUNT(posts_of) && post > 0 && post < POST_KINDS &&
                (posts_of[body] & HAS(post)) != 0;
    return fits || refuse(why, "kind", SAY(N_("这个单位没有这个职务。")));
}

#define ONE_IN_BODY \
    (HAS(POST_SECRETARY) | HAS(POST_COMMITTEE_HEAD) | HAS(POST_OWNERS_HEAD) | \
        HAS(POST_GENERAL_SECRETARY) | HAS(POST_BRANCH_SECRETARY) | HAS(POST_GROUP_HEAD) | \
        HAS(POST_WORK_HEAD) | HAS(POST_SELF_HEAD))
#define ONE_AT_PLACE (HAS(POST_BUILDING_LEADER) | HAS(POST_DEPUTY_LEADER) | HAS(POST_GRID_HEAD))

int bodies_only_one(enum post_kind kind)
{
    return ONE_IN_BODY & HAS(kind) ? 1 : ONE_AT_PLACE & HAS(kind) ? 2 : 0;
}

/* Above whom each kind may stand. */
static const unsigned over[] = {
    [BODY_TOWN] = UNDER(BODY_COMMITTEE) | UNDER(BODY_PARTY_GENERAL),
    [BODY_PARTY_GENERAL] = UNDER(BODY_PARTY_BRANCH),
    [BODY_PARTY_BRANCH] = UNDER(BODY_PARTY_GROUP),
    [BODY_COMMITTEE] =
        UNDER(BODY_SELF_MANAGEMENT) | UNDER(BODY_VOLUNTEERS) | UNDER(BODY_STAIR) | UNDER(BODY_GRID),
    [BODY_GRID] = UNDER(BODY_GRID) | UNDER(BODY_STAIR),
    [BODY_OWNERS_COMMITTEE] = UNDER(BODY_WORKING_GROUP),
    [BODY_SELF_MANAGEMENT] = UNDER(BODY_WORKING_GROUP) | UNDER(BODY_STAIR),
};

bool bodies_may_be_under(enum body_kind child, enum body_kind parent)
{
    return child > 0 && child < BODY_KINDS && parent > 0 && (size_t)parent < COUNT(over) &&
           (over[parent] & UNDER(child)) != 0;
}

bool bodies_in_days(const char *from, const char *to, const char *day)
{
    return strcmp(from, day) <= 0 && (str_empty(to) || strcmp(day, to) < 0);
}

bool bodies_days_ok(const char *from, const char *to, struct err *why)
{
    return str_empty(to) || strcmp(from, to) < 0 ||
           refuse(why, "to", SAY(N_("最后一天不能早于开始的那一天。")));
}

bool bodies_is_mobile(const char *phone)
{
    return phone && strlen(phone) == 11 && *phone == '1';
}

bool bodies_asked_ok(const char *phone, const char *duty_phone, bool asked, struct err *why)
{
    return asked || (!bodies_is_mobile(phone) && !bodies_is_mobile(duty_phone)) ||
           refuse(why, "asked",
               SAY(N_(
                   "要公开的是手机号：问过本人的请打勾；没问过，公开电话、值班电话先不填手机号。")));
}

bool bodies_shown_ok(const struct post *t, const char *day, const char *today, struct err *why)
{
    if (strcmp(day, today) < 0) {
        return refuse(why, "from",
            SAY(N_(
                "以前的已经印出去、查得到了，不能改。请选今天或以后；一直写错的，请选“一直写错了”。")));
    }
    return str_empty(t->valid_to) || strcmp(day, t->valid_to) < 0 ||
           refuse(why, "from", SAY(N_("那一天已经不担任这个职务了。")));
}

bool bodies_days_meet(const char *from, const char *to, const char *from2, const char *to2)
{
    return (str_empty(to) || strcmp(from2, to) < 0) && (str_empty(to2) || strcmp(from, to2) < 0);
}

static int64_t parent_of(const struct under *v, size_t n, int64_t body_id)
{
    for (size_t i = 0; i < n; i++) {
        if (v[i].body_id == body_id) {
            return v[i].parent_id;
        }
    }
    return 0;
}

bool bodies_circle(const struct under *v, size_t n, int64_t body_id, int64_t parent_id)
{
    int64_t at = parent_id;
    for (size_t steps = 0; at && steps <= n; steps++) {
        if (at == body_id) {
            return true;
        }
        at = parent_of(v, n, at);
    }
    return at != 0; /* it was one before */
}
