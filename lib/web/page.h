/* page.h - the frame around every page: head, header, tabs, footer.
 *
 * A room says what page it is; page.c calls the two templates of lib/web/layout.html:
 *
 *     static void layout_begin_html(struct ctx *c, const struct page *p)
 *     static void layout_end_html(struct ctx *c, const struct page *p)
 *
 * Texts are already in the reader's language (T, say): they may hold a name or a number. */
#ifndef EAVES_PAGE_H
#define EAVES_PAGE_H

#include "lib/web/web.h"

struct page {
    const char
        *title; /* <title>, without the house's name: page.c adds 错误： when fields are wrong */
    const char *description; /* meta description; NULL: the title */
    bool wide; /* main.wide: desks and tables */
    bool focus; /* no tabs, no call bar: forms and votes */
    const char *back; /* a path: the header shows a way back instead of the mark */
    const char *back_label; /* NULL: 返回 */
    const char *body_class; /* "paper-a6"; NULL: "app" */
    const char *tab; /* the current tab: "home" "say" "talk" "doings" "me" "desk"; NULL: none */
    const char *at; /* beside the mark: "柳荫里居民区"; NULL: left out */
    const char *image; /* og:image, a path of ours; NULL: the house's own */
    const char *feed; /* an Atom feed of this page, a path; NULL: none */
    int refresh; /* seconds until the page is read again, 15-60; 0: never */
    bool no_index; /* personal pages: robots stay away */
    const char *full_title; /* filled by page_begin: "错误：补充说明" */
};

struct tab { /* of the bar below, on desks the rail at the left */
    const char *key, *icon, *label, *path; /* key as in page.tab; label a msgid */
    bool mid; /* the round button in the middle: 我要说 */
    int64_t news; /* so many are new there */
};
/* What stands around every page of this reader, asked of c->app->frame once per request. Anything
 * may be left empty: then it is not shown. */
struct frame {
    const char *home; /* "/a/ly"; NULL: "/" */
    const char *area; /* what stands on the head of every paper: "柳荫里居民区" */
    const char *name; /* who is signed in: "周玉兰" */
    const char *me; /* path of 我的, or of signing in when name is empty */
    const char *phone, *phone_of; /* of the committee: "021-5550-0139", "居委会" */
    const char *feedback; /* path of 我要提意见 */
    const char *search; /* path of the page with the box; NULL: none in the header */
    const struct tab *tabs; /* of rooms that exist; ends with {0} */
};
const struct frame *page_frame(struct ctx *c); /* never NULL */

/* Sets status 200 and the HTML type unless something else was set, then prints the frame. */
void page_begin(struct ctx *c, const struct page *p);
void page_end(struct ctx *c); /* of the page last begun */

/* True when the address we print and send is one that only this machine can open. */
bool page_only_here(const struct ctx *c);

/* How a kind of failure is answered: the only place that knows. */
struct trouble_code {
    int status, retry_after; /* retry_after in seconds, 0: not said */
};
struct trouble_code trouble_code(enum err_kind kind);
#endif
