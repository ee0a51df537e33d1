/* territory_pages.c */
#include "lib/base/module.h"
#include "src/territory/territory.h"
const struct module territory_module = {.name = "territory", .tier = 3};
