/* desk.h - 代办登记: a wish that came by telephone, at the door or on paper, typed by another hand.
 *
 * What is typed here becomes the same draft a resident makes on the web (src/requests): it is read
 * back to whoever spoke, or compared with the slip, and then opens the same request with the same
 * rows. A printed sheet is frozen; each of its rows is typed once, by its code.
 */
#ifndef EAVES_DESK_H
#define EAVES_DESK_H

#include "lib/db/list.h"

#define DESK_SLIP "requests.slip" /* the kind of sheet */

extern const struct list desk_slips_list;
extern const struct module desk_module;
#endif
