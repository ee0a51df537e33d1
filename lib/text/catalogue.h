/* catalogue.h - the compiled catalogues: an open-addressing hash table made at build by
 * tools/mkcatalogue.py. Slot = FNV-1a of the msgid & mask, then the next free one; a slot without
 * a msgid ends the search. */
#ifndef EAVES_CATALOGUE_H
#define EAVES_CATALOGUE_H

#include <stdint.h>

struct catalogue_entry {
    const char *msgid, *hant, *en;
};
extern const struct catalogue_entry catalogue[];
extern const uint32_t catalogue_mask;
#endif
