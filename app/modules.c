/* modules.c - the list of rooms, by tier. A new room adds one line here. */
#include "app/app.h"

#include "app/demo.h"
#include "app/opening.h"
#include "lib/find/find.h"
#include "lib/log/log.h"
#include "lib/paper/paper.h"
#include "lib/web/web.h"
#include "src/accounts/accounts.h"
#include "src/ballots/ballots.h"
#include "src/board/board.h"
#include "src/bodies/bodies.h"
#include "src/cases/cases.h"
#include "src/checks/checks.h"
#include "src/claims/claims.h"
#include "src/contacts/contacts.h"
#include "src/desk/desk.h"
#include "src/doors/doors.h"
#include "src/electorate/electorate.h"
#include "src/followup/followup.h"
#include "src/handover/handover.h"
#include "src/hotline/hotline.h"
#include "src/households/households.h"
#include "src/identity/identity.h"
#include "src/import/import.h"
#include "src/inbox/inbox.h"
#include "src/matters/matters.h"
#include "src/messages/messages.h"
#include "src/moderation/moderation.h"
#include "src/network/network.h"
#include "src/notices/notices.h"
#include "src/outcome/outcome.h"
#include "src/overview/overview.h"
#include "src/owners/owners.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/polling/polling.h"
#include "src/privacy/privacy.h"
#include "src/proxies/proxies.h"
#include "src/rates/rates.h"
#include "src/registers/registers.h"
#include "src/replies/replies.h"
#include "src/requests/requests.h"
#include "src/results/results.h"
#include "src/rolls/rolls.h"
#include "src/rota/rota.h"
#include "src/rulesets/rulesets.h"
#include "src/safety/safety.h"
#include "src/search/search.h"
#include "src/slips/slips.h"
#include "src/status/status.h"
#include "src/telling/telling.h"
#include "src/terms/terms.h"
#include "src/territory/territory.h"
#include "src/visits/visits.h"
#include "src/votes/votes.h"
#include "src/work/work.h"

extern const struct module init_module, opening_module;
extern const struct module home_module, building_module, plan_module, print_module;
extern const struct module design_module; /* how it looks: every part on one page */

const struct module *const modules[] = {
    &log_module, /* -1: lib */
    &web_module,
    &paper_module,
    &find_module,
    &places_module, /* 0 */
    &accounts_module,
    &people_module,
    &people_helper_module,
    &people_person_module,
    &people_born_module,
    &households_module,
    &owners_module,
    &owners_same_module,
    &claims_module,
    &claims_letter_module,
    &claims_desk_module,
    &claims_me_module,
    &bodies_module,
    &bodies_post_module,
    &bodies_lead_module,
    &terms_module,
    &rota_module,
    &matters_module, /* 1: engines */
    &rolls_module,
    &rolls_tick_module,
    &rolls_sheet_module,
    &rolls_chain_module,
    &requests_module, /* 2 */
    &desk_module, /* 3 */
    &hotline_module,
    &inbox_module,
    &replies_module,
    &checks_module,
    &checks_month_module,
    &work_module,
    &network_module,
    &handover_module,
    &doors_module,
    &territory_module,
    &contacts_module,
    &contacts_who_module,
    &contacts_card_module,
    &territory_acts_module,
    &territory_homes_module,
    &cases_module,
    &notices_module, /* 6 */
    &rulesets_module,
    &notices_write_module,
    &electorate_module, /* 8 */
    &ballots_module, /* 9 */
    &votes_module, /* 10 */
    &polling_module, /* 11 */
    &polling_mine_module,
    &polling_write_module,
    &polling_items_module,
    &polling_steps_module,
    &results_module, /* 13 */
    &outcome_module, /* 14 */
    &outcome_steps_module,
    &board_module,
    &board_dues_module,
    &home_module, /* 4 */
    &identity_module, /* 4 */
    &identity_wrong_module,
    &privacy_module,
    &privacy_desk_module,
    &building_module,
    &plan_module,
    &print_module,
    &safety_module,
    &overview_module,
    &import_module,
    &messages_module,
    &messages_desk_module,
    &messages_ways_module,
    &telling_module,
    &roster_module,
    &slips_module, /* 8 */
    &slips_back_module,
    &slips_hand_module,
    &proxies_module, /* 9 */
    &visits_module,
    &followup_module,
    &rates_module,
    &registers_module,
    &status_module,
    &moderation_module,
    &search_module,
    &init_module,
    &opening_module,
    &demo_module,
    &design_module,
    NULL,
};

void app_answers(struct app *app)
{
    app->modules = modules;
    app->area_by_code = places_area_by_code;
    app->enter_area = claims_enter_area;
    app->may = bodies_may;
    app->may_act_for = bodies_may_act_for;
    app->frame = app_frame;
    app->opening_left = opening_left;
    app->news = messages_unread;
    app->who_name = people_name_of_reader;
}
