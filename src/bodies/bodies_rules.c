/* bodies_rules.c - which posts a body has. */
#include "src/bodies/bodies_room.h"

#define HAS(post) (1U << (post))

static const unsigned posts_of[] = {
    [BODY_COMMITTEE] = HAS(POST_SECRETARY) | HAS(POST_COMMITTEE_HEAD) | HAS(POST_COMMITTEE_STAFF) |
                       HAS(POST_OPERATOR),
    [BODY_PROPERTY] = HAS(POST_PROPERTY_MANAGER) | HAS(POST_PROPERTY_STAFF),
    [BODY_OWNERS_COMMITTEE] = HAS(POST_OWNERS_HEAD) | HAS(POST_OWNERS_MEMBER),
    [BODY_SELF_MANAGEMENT] = HAS(POST_OWNERS_HEAD) | HAS(POST_OWNERS_MEMBER) |
                             HAS(POST_BUILDING_LEADER) | HAS(POST_VOLUNTEER),
    [BODY_PARTY_BRANCH] = HAS(POST_VOLUNTEER), /* POST_SECRETARY has the committee's powers */
    [BODY_TOWN] = HAS(POST_TOWN_STAFF),
    [BODY_VOLUNTEERS] = HAS(POST_VOLUNTEER),
    [BODY_STAIR] = HAS(POST_BUILDING_LEADER) | HAS(POST_DEPUTY_LEADER) | HAS(POST_VOLUNTEER),
};

bool bodies_post_fits(int64_t post, enum body_kind body, struct err *why)
{
    bool fits = body > 0 && (size_t)body < COUNT(posts_of) && post > 0 && post < 32 &&
                (posts_of[body] & HAS(post)) != 0;
    return fits || refuse(why, "kind", SAY(N_("这个单位没有这个职务。")));
}
