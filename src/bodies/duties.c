/* duties.c - which post may do what: the one table of powers. `eaves roles` prints it.
 *
 * Giving posts and reading who looked at what belong to those who answer for the committee; the
 * daily work, imports among it, to its staff. The town may look (INBOX) and does nothing here: it
 * urges by a fact that everybody sees; how something is decided it writes for all its areas.
 * Whoever answers has a desk. A leader's powers reach as far as her stair and never to telephones;
 * a grid's head has them over more stairs and therefore signs in as staff. Notices are published by
 * whoever answers for the place: committee, property manager, owners' committee, a leader for her
 * stair. What a guard or cleaner found on a shift is ticked by them, their company or the
 * committee; what there is to look at, manager and committee say. A decision is prepared and sealed
 * by who answers for its place, slips are typed by two of them. Party posts have none: the party
 * leads by persons who hold other posts.
 */
#include "src/bodies/duties.h"

#include "src/bodies/bodies.h"

#define HAS(duty) (UINT64_C(1) << (duty))
#define DESK (HAS(DUTY_INBOX) | HAS(DUTY_ANSWER))
#define STAIR (HAS(DUTY_SEE_ROLL) | HAS(DUTY_CONFIRM_CLAIM) | HAS(DUTY_ACT_FOR))
#define COMMITTEE \
    (DESK | STAIR | HAS(DUTY_TRIAGE) | HAS(DUTY_SEE_PHONE) | HAS(DUTY_PRINT) | HAS(DUTY_IMPORT) | \
        HAS(DUTY_WORDS) | HAS(DUTY_OWNERS) | HAS(DUTY_PRIVACY) | HAS(DUTY_PLACES) | \
        HAS(DUTY_CASES) | HAS(DUTY_NOTICES) | HAS(DUTY_REGISTERS) | HAS(DUTY_CHECKS) | \
        HAS(DUTY_CHECK_LISTS) | HAS(DUTY_BALLOTS) | HAS(DUTY_SLIPS))
#define HEAD \
    (COMMITTEE | HAS(DUTY_POSTS) | HAS(DUTY_AUDIT) | HAS(DUTY_URGE) | HAS(DUTY_CLOCKS) | \
        HAS(DUTY_MESSAGES) | HAS(DUTY_SAFETY))

_Static_assert(DUTY_END <= 64, "one bit for each duty");

static const struct {
    const char *label; /* msgid */
    uint64_t duties;
    bool staff_only; /* counts only with password and second factor */
} posts[] = {
    [POST_SECRETARY] = {N_("书记"), HEAD, true},
    [POST_COMMITTEE_HEAD] = {N_("居委会主任"), HEAD, true},
    [POST_COMMITTEE_STAFF] = {N_("居委工作人员"), COMMITTEE, true},
    [POST_OPERATOR] = {N_("热线接线员"), HAS(DUTY_ACT_FOR) | HAS(DUTY_INBOX) | HAS(DUTY_TRIAGE),
        true},
    [POST_BUILDING_LEADER] = {N_("楼组长"),
        STAIR | HAS(DUTY_NOTICES) | HAS(DUTY_BALLOTS) | HAS(DUTY_SLIPS), false},
    [POST_DEPUTY_LEADER] = {N_("第二楼组长"),
        STAIR | HAS(DUTY_NOTICES) | HAS(DUTY_BALLOTS) | HAS(DUTY_SLIPS), false},
    [POST_PROPERTY_MANAGER] = {N_("物业经理"),
        DESK | HAS(DUTY_NOTICES) | HAS(DUTY_CHECKS) | HAS(DUTY_CHECK_LISTS), false},
    [POST_PROPERTY_STAFF] = {N_("物业维修"), DESK | HAS(DUTY_CHECKS), false},
    [POST_OWNERS_HEAD] = {N_("业委会主任"),
        DESK | HAS(DUTY_NOTICES) | HAS(DUTY_BALLOTS) | HAS(DUTY_SLIPS), false},
    [POST_OWNERS_MEMBER] = {N_("业委会委员"), DESK | HAS(DUTY_NOTICES) | HAS(DUTY_SLIPS), false},
    [POST_VOLUNTEER] = {N_("志愿者"), 0, false},
    [POST_TOWN_STAFF] = {N_("街镇工作人员"),
        HAS(DUTY_INBOX) | HAS(DUTY_SUPERVISE) | HAS(DUTY_REGISTERS) | HAS(DUTY_RULESETS), true},
    [POST_GENERAL_SECRETARY] = {N_("党总支书记"), 0, false},
    [POST_BRANCH_SECRETARY] = {N_("支部书记"), 0, false},
    [POST_BRANCH_MEMBER] = {N_("支部委员"), 0, false},
    [POST_GROUP_HEAD] = {N_("党小组长"), 0, false},
    [POST_GRID_HEAD] = {N_("网格长"), STAIR, true},
    [POST_MICRO_GRID] = {N_("微网格员"), STAIR, false},
    [POST_WORK_HEAD] = {N_("工作小组组长"), DESK, false},
    [POST_WORK_MEMBER] = {N_("工作小组成员"), DESK, false},
    [POST_GUARD] = {N_("门卫"), HAS(DUTY_CHECKS), false},
    [POST_CLEANER] = {N_("保洁"), HAS(DUTY_CHECKS), false},
    [POST_SELF_HEAD] = {N_("自管委主任"),
        DESK | HAS(DUTY_NOTICES) | HAS(DUTY_BALLOTS) | HAS(DUTY_SLIPS), false},
    [POST_SELF_MEMBER] = {N_("自管委委员"), DESK | HAS(DUTY_SLIPS), false},
};

static const char *const names[] = {
    [DUTY_NONE] = "NONE",
    [DUTY_PUBLIC] = "PUBLIC",
    [DUTY_VISITOR] = "VISITOR",
    [DUTY_ACCOUNT] = "ACCOUNT",
    [DUTY_PERSON] = "PERSON",
    [DUTY_RESIDENT] = "RESIDENT",
    [DUTY_TRIAGE] = "TRIAGE",
    [DUTY_ANSWER] = "ANSWER",
    [DUTY_ACT_FOR] = "ACT_FOR",
    [DUTY_SEE_ROLL] = "SEE_ROLL",
    [DUTY_SEE_PHONE] = "SEE_PHONE",
    [DUTY_CONFIRM_CLAIM] = "CONFIRM_CLAIM",
    [DUTY_INBOX] = "INBOX",
    [DUTY_AUDIT] = "AUDIT",
    [DUTY_PRINT] = "PRINT",
    [DUTY_IMPORT] = "IMPORT",
    [DUTY_POSTS] = "POSTS",
    [DUTY_WORDS] = "WORDS",
    [DUTY_OWNERS] = "OWNERS",
    [DUTY_PRIVACY] = "PRIVACY",
    [DUTY_PLACES] = "PLACES",
    [DUTY_URGE] = "URGE",
    [DUTY_SUPERVISE] = "SUPERVISE",
    [DUTY_CLOCKS] = "CLOCKS",
    [DUTY_MESSAGES] = "MESSAGES",
    [DUTY_CASES] = "CASES",
    [DUTY_SAFETY] = "SAFETY",
    [DUTY_NOTICES] = "NOTICES",
    [DUTY_REGISTERS] = "REGISTERS",
    [DUTY_CHECKS] = "CHECKS",
    [DUTY_CHECK_LISTS] = "CHECK_LISTS",
    [DUTY_RULESETS] = "RULESETS",
    [DUTY_BALLOTS] = "BALLOTS",
    [DUTY_SLIPS] = "SLIPS",
};
_Static_assert(COUNT(names) == DUTY_END, "every duty has a name");

static bool is_post(int64_t kind)
{
    return kind > 0 && kind < (int64_t)COUNT(posts);
}

bool duties_of_post(enum post_kind kind, int duty)
{
    return is_post(kind) && duty >= DUTY_FIRST && duty < DUTY_END &&
           (posts[kind].duties & HAS(duty)) != 0;
}

bool duties_need_staff(enum post_kind kind)
{
    return is_post(kind) && posts[kind].staff_only;
}

const char *duty_name(int duty)
{
    return duty >= 0 && duty < DUTY_END && names[duty] ? names[duty] : "?";
}

const char *bodies_post_label(enum post_kind kind)
{
    return is_post(kind) ? posts[kind].label : "";
}

const char *bodies_body_label(enum body_kind kind)
{
    static const char *const labels[] = {
        [BODY_COMMITTEE] = N_("居委会"),
        [BODY_PROPERTY] = N_("物业公司"),
        [BODY_OWNERS_COMMITTEE] = N_("业委会"),
        [BODY_SELF_MANAGEMENT] = N_("自管委"),
        [BODY_PARTY_BRANCH] = N_("党支部"),
        [BODY_TOWN] = N_("街镇"),
        [BODY_VOLUNTEERS] = N_("志愿者队"),
        [BODY_STAIR] = N_("楼组"),
        [BODY_PARTY_GENERAL] = N_("党总支"),
        [BODY_PARTY_GROUP] = N_("党小组"),
        [BODY_WORKING_GROUP] = N_("工作小组"),
        [BODY_GRID] = N_("网格"),
    };
    return kind > 0 && (size_t)kind < COUNT(labels) ? labels[kind] : "";
}
