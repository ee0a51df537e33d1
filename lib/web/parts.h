/* parts.h - the pieces pages are set from. Each returns HTML, for {{ }} in a template.
 *
 * Texts are already in the reader's language and are escaped here; a text left NULL or "" is left
 * out. Nothing here knows of rooms, reads the store or the clock. All of them stand, with sample
 * content, on the page /design; their classes are in assets/look.css. Lists come as (v, n).
 */
#ifndef EAVES_PARTS_H
#define EAVES_PARTS_H

#include "lib/web/page.h"

/* words in attributes ------------------------------------------------------------------------ */
struct html html_flag(bool on, const char *literal); /* the literal, which is put raw, or nothing */
const char *lang_code(enum lang lang); /* "zh-Hans" */
/* "/prefs?elder=1&back=...": sets a preference and comes back to this page. */
const char *prefs_path(struct ctx *c, const char *name, const char *value);
const char *page_here(struct ctx *c); /* this page's address with its query, to come back to */
const char *query_text(
    struct ctx *c, const char *s); /* percent-encoded, for after a = in a query */
const char *tel_href(struct ctx *c, const char *phone); /* "tel:02155500139" */
struct html time_html(struct ctx *c, int64_t ms); /* <time> with what say_time() says */

/* small pieces -------------------------------------------------------------------------------- */
/* A state in colour, icon and word. Kind: new doing wait done soon late no. */
struct html tag_html(struct ctx *c, const char *kind, const char *icon, const char *text);
struct html tag_of_html(struct ctx *c, const struct choice *choices, int64_t value);
struct html call_html(struct ctx *c, const char *phone, const char *whom); /* 打电话, one tap */
/* A quiet notice. Kind: "" ok warn bad; its icon follows from it. */
struct html note_html(struct ctx *c, const char *kind, const char *text);
/* Nothing here yet: why, and one thing to do (href NULL: nothing to do). */
struct html empty_html(
    struct ctx *c, const char *text, const char *href, const char *icon, const char *label);
struct html step_html(struct ctx *c, int now, int of); /* 第 2 步，共 4 步 */
struct html star_html(struct ctx *c, int lit, const char *text); /* of five; words beside them */
struct html spark_html(struct ctx *c, const int64_t *v, size_t n);
/* Text for a group chat with a copy button; without a script it is there to be selected. */
struct html copy_html(struct ctx *c, const char *text, const char *label);
/* What is read back to a caller before it is sent: large, in quotes. */
struct html readback_html(struct ctx *c, const char *text);
struct html sec_html(struct ctx *c, const char *id, const char *title, const char *small); /* h2 */

/* rows, tasks, chips, cards, people ------------------------------------------------------------ */
struct item { /* a row that is one link */
    const char *href, *title, *quiet, *right; /* right: an amount, in song */
    struct html tag;
    const char *id; /* anchor */
};
struct html items_html(struct ctx *c, const struct item *v, size_t n);

struct task { /* done ones say 已完成 in plain words, and can still be opened */
    const char *href, *title, *quiet;
    struct html tag;
    const char *done; /* "已完成" */
};
struct html tasks_html(struct ctx *c, const struct task *v, size_t n);

struct chip {
    const char *href, *label;
    int64_t count; /* below 0: none shown */
    bool on;
};
struct html chips_html(struct ctx *c, const char *label, const struct chip *v, size_t n);

struct picture {
    const char *src, *alt;
    int width, height; /* of the file; 0: 4 to 3 */
    struct html drawn; /* instead of src: an svg */
    const char *title, *when, *by;
    int64_t at; /* of when; 0: not known */
};
struct html picture_html(struct ctx *c, const struct picture *p);
struct html photos_html(struct ctx *c, const struct picture *v, size_t n);
/* 整治前后: side by side; scripts make of it a slider that keys move too. */
struct html pair_html(struct ctx *c, const struct picture *before, const struct picture *after);

struct card {
    const char *href, *title, *line[3];
    struct html tag;
    const struct picture *picture;
};
struct html cards_html(struct ctx *c, const struct card *v, size_t n);

struct folk {
    const char *name, *role, *phone;
};
struct html folk_html(struct ctx *c, const struct folk *v, size_t n);

struct summing { /* 看一遍再发 */
    const char *label, *value, *href; /* value "": 未填; href: 更改, NULL: not to be changed */
    const char *verb; /* said instead of 更改; NULL: that */
};
struct html summary_html(struct ctx *c, const struct summing *v, size_t n);

/* windows that light up -------------------------------------------------------------------------
 */
struct windows { /* lit ones count households, never a particular door */
    int lit, total, across; /* across: 4 for a building, 20 for a compound */
    int mark; /* a dashed line where this many are lit; 0: none */
    const char *label; /* the same in words */
};
struct html windows_html(struct ctx *c, const struct windows *w);

enum door_state { DOOR_DIM, DOOR_LIT, DOOR_GO, DOOR_NONE };
struct door {
    int floor, column; /* from 1 */
    const char *name, *word, *href; /* "502", "已投"; href NULL: no link */
    enum door_state state;
};
struct doors { /* the leader's grid of one building: the only place that names doors */
    const char *caption;
    const struct door *v;
    size_t n;
    int gap_after; /* a stair between columns; 0: none */
};
struct html doors_html(struct ctx *c, const struct doors *d);

enum { PLAN_MAX = 200 };
struct plan_house { /* on a schematic plan laid out in rows, the first row in the south */
    const char *name, *href, *words; /* "3号楼", "7 件" */
    int row, column; /* from 0 */
    int shade; /* 1 dark .. 5 bright */
};
struct html plan_html(struct ctx *c, const char *label, const struct plan_house *v, size_t n);

/* progress, shares, figures ----------------------------------------------------------------------
 */
enum line_state { LINE_DONE, LINE_NOW, LINE_TODO };
struct line_step {
    const char *title, *when, *quiet, *say; /* say: the words of an answer */
    int64_t at; /* 0: no machine-readable time */
    enum line_state state;
    struct html more;
};
struct html timeline_html(struct ctx *c, const struct line_step *v, size_t n);

struct meter { /* one threshold: how many of how many, and the sentence that says the same */
    const char *label, *have_text, *of_text; /* "参与户数" "137" "240 户" */
    int64_t have, of, need;
    const char *need_text; /* at the tick: "2/3 · 160 户" */
    const char *words; /* "还差 23 户" */
    bool agree; /* green, once there is agreement to show */
};
struct html meter_html(struct ctx *c, const struct meter *m);

enum share_kind { SHARE_YES, SHARE_NO, SHARE_ABSTAIN, SHARE_REST };
struct share {
    enum share_kind kind;
    const char *label, *count, *size; /* as printed in the table */
    int64_t part; /* width in the bar */
};
struct shares {
    const char *id; /* of the patterns: once per page */
    const char *caption, *head[3];
    const struct share *v;
    size_t n;
    const char *total[3]; /* the last row; total[0] NULL: none */
};
struct html shares_html(struct ctx *c, const struct shares *s); /* the bar and its table */

struct fig {
    const char *value, *unit, *label, *href;
    bool bad;
    const int64_t *spark;
    size_t spark_n;
};
struct html figures_html(struct ctx *c, const struct fig *v, size_t n);

struct bar {
    const char *label;
    int64_t value;
    bool hot; /* not finished yet, or the one spoken of */
};
struct html bars_html(struct ctx *c, const char *label, const struct bar *v, size_t n);

/* desk and paper
 * ------------------------------------------------------------------------------------ */
struct audit_row {
    int64_t at;
    const char *who, *hand, *channel, *what, *evidence;
};
struct html audit_html(struct ctx *c, const struct audit_row *v, size_t n);

struct poster {
    const char *title, *line, *address, *phone, *small; /* address: in words, for who cannot scan */
    struct html qr;
};
struct html poster_html(struct ctx *c, const struct poster *p);

struct slip { /* a sheet to be filled by hand: each row has its own code */
    const char *const *codes; /* "123456 07 42" */
    const char *const *names; /* what is known of the row already; NULL: nothing */
    size_t n;
    const char *head[6]; /* headings after code and name */
    int width[6]; /* in millimetres; 0: what is left */
    const char *name_head; /* "室号" */
    const char *code_head; /* NULL: 行号 */
};
struct html slip_html(struct ctx *c, const struct slip *s);
#endif
