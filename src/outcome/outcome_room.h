/* outcome_room.h - what the page files of this room share. */
#ifndef EAVES_OUTCOME_ROOM_H
#define EAVES_OUTCOME_ROOM_H

#include "lib/web/parts.h"
#include "src/ballots/ballots_pages.h"
#include "src/matters/matters_pages.h"
#include "src/notices/notices.h"
#include "src/results/results.h"

struct outcome_page {
    struct ballot b;
    struct results all;
    const struct result *r; /* the one that is shown; NULL: none yet */
    struct annulled annulled;
    struct objections objections;
    struct matters linked;
    struct bulletin notice;
    struct notice_steps steps;
    struct sayings headline;
    enum stands standing;
    const char *title; /* the headline in one line */
    struct pictures official, recounts, annulment; /* scans of what was decided elsewhere */
    struct html qr;
    bool organises, newest;
};
bool outcome_load(struct ctx *c, struct outcome_page *p); /* of the route's :id, ?no= */
void outcome_show(struct ctx *c);
void outcome_book(struct ctx *c); /* result.xlsx */
extern const struct form outcome_recount_form, outcome_correct_form, outcome_annul_form,
    outcome_link_form;
void outcome_fill_steps(struct ctx *c, const struct ballot *b);
#endif
