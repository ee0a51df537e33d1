/* territory_show.h - what both page files of this room say alike. */
#ifndef EAVES_TERRITORY_SHOW_H
#define EAVES_TERRITORY_SHOW_H

#include "lib/web/web.h"
#include "src/territory/territory.h"

/* "柳荫里小区 1–18号楼、20号楼": stairs in the order of the plan, runs of numbers drawn together.
 */
const char *territory_span(struct ctx *c, const struct stairs *all, size_t from, size_t to);
/* A place of this area that a page of the territory may be about; else 404. */
bool territory_of_route(struct ctx *c, struct place *out);
const char *territory_path(struct ctx *c, int64_t id, const char *rest); /* rest "" or "/split" */
#endif
