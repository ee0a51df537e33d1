/* cases_room.h - what the page files of this room share. */
#ifndef EAVES_CASES_ROOM_H
#define EAVES_CASES_ROOM_H

#include "lib/web/parts.h"
#include "src/cases/cases.h"

/* One struct for all its forms: each form takes the fields it asks for. */
struct case_form {
    int64_t version, request, kind, building, person, role, tier, on, side, what, met, on_day, went,
        with, party, by, due, to_day, word, word_party, to, result;
    bool asker;
    const char *title, *about, *name, *phone, *said, *alone, *code, *promise, *text, *agreement,
        *paper, *consent, *freed;
};

extern const struct form cases_new_form, cases_add_form, cases_remove_form, cases_party_form,
    cases_log_form, cases_promise_form, cases_kept_form, cases_broken_form, cases_put_off_form,
    cases_draft_form, cases_word_form, cases_talk_form, cases_step_form, cases_settle_form,
    cases_follow_form, cases_again_form, cases_refer_form, cases_fail_form, cases_withdraw_form;
void cases_fill_forms(struct ctx *c, const struct case_file *f); /* what is seen, and guesses */

void cases_do_new(struct ctx *c);
void cases_do_add(struct ctx *c);
void cases_do_remove(struct ctx *c);
void cases_do_party(struct ctx *c);
void cases_do_log(struct ctx *c);
void cases_do_promise(struct ctx *c);
void cases_do_kept(struct ctx *c);
void cases_do_broken(struct ctx *c);
void cases_do_put_off(struct ctx *c);
void cases_do_draft(struct ctx *c);
void cases_do_word(struct ctx *c);
void cases_do_step(struct ctx *c);
void cases_do_settle(struct ctx *c);
void cases_do_end(struct ctx *c); /* the verb is the last word of the path */
void cases_do_sheet(struct ctx *c);

struct html cases_text_html(struct ctx *c, const char *text); /* a paragraph a line */

/* Paper (cases_paper_pages.c). */
void cases_show_record(struct ctx *c);
void cases_show_agreement(struct ctx *c);
void cases_show_sheet(struct ctx *c);
#endif
