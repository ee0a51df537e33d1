/* rulesets_pages.c - the rules as pages. */
#include "src/rulesets/rulesets_room.h"

const struct module rulesets_module = {.name = "rulesets", .tier = 6};
