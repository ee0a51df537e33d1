/* demo_people.c - of 柳荫里小区 3号楼 and around: who owns what, who guards whom, entered twice,
 * consents.
 */
#include "app/demo.h"
#include "lib/db/db.h"
#include "src/accounts/accounts.h"
#include "src/claims/claims.h"
#include "src/households/households.h"
#include "src/identity/identity.h"
#include "src/owners/owners.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/privacy/privacy.h"

/* The stair's homes belong to who is on the roster, one in six to a couple in halves. */
static bool own_stair(struct ctx *c, int64_t stair)
{
    struct people there = {0};
    bool made, changed, ok = people_of_building(c, stair, &there);
    for (size_t i = 0; ok && i < there.n; i++) {
        const struct person *p = &there.v[i];
        if (i && there.v[i - 1].unit_id == p->unit_id) {
            continue; /* one of the family */
        }
        int64_t half = i % 6 == 2 ? 2 : 1;
        int64_t owner = owners_put(
            c, p->unit_id, p->name, OWNER_PERSON, p->phone, 1, half, "2012-06-01", &made, &changed);
        ok = owner != 0;
        if (ok && half == 2) {
            ok = owners_put(c, p->unit_id, "吴惠芬", OWNER_PERSON, "", 1, 2, "2012-06-01", &made,
                     &changed) &&
                 owners_set_voter(c, p->unit_id, owner, "2020-01-01");
        }
    }
    return ok;
}

/* One home sold last year, one of a company, two of the developer not sold yet. */
static bool own_next(struct ctx *c, int64_t stair)
{
    struct units homes = {0};
    bool made, changed;
    if (!places_units(c, stair, &homes) || homes.n < 6) {
        return !c->err.kind;
    }
    const struct unit *u = homes.v;
    int64_t developer = owners_make_organisation(c, "临江置业有限公司", "", true);
    int64_t shop = owners_make_organisation(c, "便民超市有限公司", "91310000MA1FL1234X", false);
    bool ok =
        owners_put_unsold(c, u[0].id, developer, "2001-05-01") &&
        owners_put_unsold(c, u[1].id, developer, "2001-05-01") &&
        owners_set_agent(c, shop, "蒋志文", "19900009801", "2021-03-01") &&
        owners_put(c, u[2].id, "便民超市有限公司", OWNER_ORGANISATION, "", 1, 1, "2021-03-01",
            &made, &changed) &&
        owners_put(c, u[3].id, "唐文秀", OWNER_PERSON, "19900009802", 2, 3, "2015-09-01", &made,
            &changed) &&
        owners_put(c, u[4].id, "唐文秀", OWNER_PERSON, "", 1, 1, "2018-04-01", &made, &changed) &&
        owners_put(c, u[5].id, "邵立群", OWNER_PERSON, "", 1, 1, "2009-02-01", &made, &changed);
    struct unit_area a = {.area_dm2 = u[3].area_dm2, .source = AREA_REGISTER, .basis = "登记簿"};
    return ok && owners_set_area(c, u[3].id, &a, "2015-09-01") &&
           owners_sell(c, &(struct sale){.unit_id = u[5].id,
                              .name = "施雪梅",
                              .phone = "19900009803",
                              .basis = "2025 年买卖合同",
                              .kind = OWNER_PERSON,
                              .day = "2025-07-15"});
}

static bool live_together(struct ctx *c, const struct cast *k)
{
    struct person me = {0}, elder = {0};
    if (!people_by_id(c, k->resident, &me) || !people_by_id(c, k->elder, &elder)) {
        return false;
    }
    int64_t wife = people_make(c, "周慧珍", ""), child = people_make(c, "林小满", "");
    int64_t tenant = people_make(c, "马俊", "19900009804");
    people_reborn(c, k->elder, "1948-03-12");
    people_reborn(c, child, "2016-09-01");
    struct guard father = {.guardian_id = k->resident,
        .ward_id = child,
        .why = WARD_MINOR,
        .basis = "看过户口簿",
        .until = "2034-09-01"};
    return households_set_family(c, k->resident, me.household_id, FAMILY_HEAD) &&
           households_move_in(c, wife, me.household_id, FAMILY_SPOUSE, "2016-10-01") &&
           households_move_in(c, child, me.household_id, FAMILY_CHILD, "2016-10-01") &&
           households_move_in(c, tenant, me.household_id, FAMILY_TENANT, "2019-03-01") &&
           people_add_guardian(c, &father) &&
           households_set_family(c, k->elder, elder.household_id, FAMILY_HEAD);
}

/* The elder telephoned once and was written down as somebody new: suggested as one and the same. */
static bool twice(struct ctx *c, const struct cast *k)
{
    struct person p = {0};
    return people_by_id(c, k->elder, &p) && households_move_in(c, people_make(c, p.name, ""),
                                                p.household_id, FAMILY_UNSAID, "2026-08-01");
}

static bool consent(
    struct ctx *c, int64_t person, enum channel way, enum consent_kind kind, const char *what)
{
    bool self = way == CHANNEL_WEB;
    return demo_begin(c, person, self ? HAND_SELF : HAND_STAFF, way) &&
           privacy_consent(c, kind, what, "") && demo_end(c);
}

/* The day before yesterday: somebody new says where he lives and waits for the leader; and she
 * tells of one on her list who has moved away. */
static bool lately(struct ctx *c, const struct cast *k)
{
    struct people there = {0};
    int64_t then = c->now;
    const char *phone = "19900009805";
    c->now = k->today - 2 * MS_PER_DAY;
    bool ok = demo_begin(c, k->leader, HAND_SELF, CHANNEL_WEB) &&
              people_of_building(c, k->stair, &there) && there.n > 20;
    if (ok) {
        c->who = (struct who){.person_id = k->leader};
        ok = identity_report_wrong(c, there.v[12].id, "房子去年卖了，一家都搬走了");
        int64_t account = accounts_of_phone(c, phone);
        c->who = (struct who){.account_id = account};
        ok = ok && account &&
             claims_enter_by_phone(c, account, phone, there.v[20].unit_id, "罗晓东");
    }
    ok = demo_end(c) && ok;
    c->who = (struct who){0};
    c->now = then;
    return ok;
}

bool demo_people(struct ctx *c, struct cast *k)
{
    struct buildings all = {0};
    if (!demo_begin(c, k->staff, HAND_SYSTEM, CHANNEL_SYSTEM)) {
        return demo_end(c);
    }
    c->who = (struct who){.account_id = 1, .person_id = k->staff, .staff = true};
    int64_t next = 0;
    bool read = places_buildings(c, c->area_id, &all);
    for (size_t i = 0; read && i < all.n && !next; i++) {
        next = all.v[i].number == 4 ? all.v[i].id : 0;
    }
    (void)(own_stair(c, k->stair) && own_next(c, next) && live_together(c, k) && twice(c, k));
    bool ok = demo_end(c);
    c->who = (struct who){0};
    return ok && lately(c, k) &&
           consent(c, k->resident, CHANNEL_WEB, CONSENT_GROUP, "3号楼微信群") &&
           consent(c, k->resident, CHANNEL_WEB, CONSENT_NAME, "志愿者名单") &&
           consent(c, k->elder, CHANNEL_PAPER, CONSENT_CARE, "每周来看一次");
}
