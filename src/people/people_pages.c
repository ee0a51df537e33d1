/* people_pages.c - 我的: who I am here, for whom I may act. */
#include "lib/web/web.h"
#include "src/people/people.h"

const struct module people_module = {.name = "people"};
