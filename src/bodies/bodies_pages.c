/* bodies_pages.c - who serves us; giving and ending posts. */
#include "lib/web/web.h"
#include "src/bodies/bodies.h"

const struct module bodies_module = {.name = "bodies"};
