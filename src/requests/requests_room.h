/* requests_room.h - what the page files of this room share, and the desk (src/desk) with them. */
#ifndef EAVES_REQUESTS_ROOM_H
#define EAVES_REQUESTS_ROOM_H

#include "lib/base/module.h"
#include "lib/web/web.h"
#include "src/requests/requests.h"

#define PHOTO_MAX INT64_C(10485760) /* bytes each */
#define PHOTOS_BODY_MAX INT64_C(33554432)

/* Three screens and the ticket (requests_report_pages.c). */
extern const struct form requests_report_form, requests_send_form, requests_code_form;
void requests_show_say(struct ctx *c);
void requests_show_report(struct ctx *c);
void requests_do_report(struct ctx *c);
void requests_show_send(struct ctx *c);
void requests_do_send(struct ctx *c);
void requests_show_code(struct ctx *c);
void requests_do_code(struct ctx *c);
void requests_do_resend(struct ctx *c);
/* Keeps a draft with its photos, guesses its kind and goes on to the second screen. */
void requests_begin(struct ctx *c, struct request_draft *d);
/* Photos of the field, at most REQUEST_PHOTOS_MAX; *n how many. */
bool requests_keep_photos(struct ctx *c, const char *field, const char *purpose, int64_t subject_id,
    enum audience audience, int *n);
int64_t requests_building_of_route(struct ctx *c);
/* The home of that name in the stair; 0 when none was typed; refused when there is none. */
bool requests_unit_typed(struct ctx *c, int64_t building_id, const char *name, int64_t *unit_id);

/* The steps (requests_steps_pages.c). */
extern const struct form requests_accept_form, requests_assign_form, requests_transfer_form,
    requests_return_form, requests_answer_form, requests_wait_form, requests_resume_form,
    requests_refuse_form, requests_merge_form, requests_urge_form, requests_supervise_form,
    requests_undo_form, requests_confirm_form, requests_reopen_form, requests_withdraw_form;
extern const struct form *const requests_step_forms[]; /* ends with NULL */
void requests_fill_versions(struct ctx *c, int64_t version, int64_t body);
void requests_fill_answer(struct ctx *c, int64_t version, const char *text);
void requests_do_accept(struct ctx *c);
void requests_do_assign(struct ctx *c);
void requests_do_transfer(struct ctx *c);
void requests_do_return(struct ctx *c);
void requests_do_answer(struct ctx *c);
void requests_do_wait(struct ctx *c);
void requests_do_resume(struct ctx *c);
void requests_do_refuse(struct ctx *c);
void requests_do_merge(struct ctx *c);
void requests_do_urge(struct ctx *c);
void requests_do_supervise(struct ctx *c);
void requests_do_undo(struct ctx *c);
void requests_do_confirm(struct ctx *c);
void requests_do_reopen(struct ctx *c);
void requests_do_withdraw(struct ctx *c);
void requests_do_join(struct ctx *c);

/* The committee's words (requests_words_pages.c). */
extern const struct form requests_word_form, requests_unword_form;
void requests_show_words(struct ctx *c);
void requests_do_word(struct ctx *c);
void requests_do_unword(struct ctx *c);

/* Limits (requests_clocks_pages.c). */
extern const struct form requests_clock_form;
void requests_show_clocks(struct ctx *c);
void requests_do_clock(struct ctx *c);

/* The list (requests_list_pages.c). */
void requests_show_list(struct ctx *c);
void requests_show_list_of_building(struct ctx *c);

/* requests_personal_store.c */
extern const struct personal requests_personal[];
void requests_forget(struct ctx *c, int64_t person_id);
void requests_forget_words(struct ctx *c, int64_t person_id);
NODISCARD bool requests_of_person(
    struct ctx *c, int64_t person_id, struct ids *out); /* and their drafts */
#endif
