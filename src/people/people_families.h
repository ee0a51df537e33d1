/* people_families.h - what somebody is to the head of the household, as choices of forms and lists.
 */
#ifndef EAVES_PEOPLE_FAMILIES_H
#define EAVES_PEOPLE_FAMILIES_H

#include "lib/db/list.h"

extern const struct choice people_families[];
#endif
