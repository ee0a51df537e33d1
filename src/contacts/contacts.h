/* contacts.h - 谁服务我: 在楼道里就能找到人。
 *
 * Whoever stands in a stair, knows its address or proves a telephone on the roster finds who serves
 * it on one page, without an account: posts nearest first, each with a telephone, hotlines, hours;
 * where a body does not exist (无此主体) or a post is vacant, who stands in. The same on a card of
 * A6 for the door. Of each stair's last printed card the content is kept: when a post, a name or a
 * number has changed since, the stair is on the reprint list. Handing cards out is a roll.
 */
#ifndef EAVES_CONTACTS_H
#define EAVES_CONTACTS_H

#include "lib/db/list.h"

enum line_kind { /* stored */
    LINE_HOTLINE = 1, /* 24 小时热线 */
    LINE_DUTY, /* 值班电话 */
    LINE_OFFICIAL, /* 公众号 */
    LINE_GROUP, /* 楼组微信群 */
    LINE_COMMITTEE_HOURS, /* 居委会办公时间 */
    LINE_PROPERTY_HOURS, /* 物业服务时间 */
};
struct line { /* a way to reach somebody that is no person's */
    int64_t id, place_id;
    enum line_kind kind;
    const char *value, *hours, *place; /* "021-5550-0199", "全天" */
};
struct lines {
    struct line *v;
    size_t n, cap;
};

enum contact_why { CONTACT_HERE, CONTACT_NO_BODY, CONTACT_VACANT };
struct contact {
    enum contact_why why;
    const char *role; /* msgid */
    const char *name, *phone, *place, *hours; /* name "" when nobody has it */
    const char *duty_phone; /* another one of the same post; "" */
    /* Who stands in, instead "": 居委会. Of somebody without a number: who passes on. */
    const char *instead, *instead_phone;
    bool carded; /* one of those on the card */
};
struct contacts {
    struct contact *v;
    size_t n, cap;
};

struct card_content { /* what stands on a stair's card, and the text that is compared */
    struct contacts rows;
    const char *compound, *building, *phone, *hotline, *code;
    const char *text, *hash; /* hash: eight digits of it, for the register */
};

struct card_run {
    int64_t id, place_id, stairs, done, finished_at, made_at;
    bool per_home; /* one for each household; else one a stair */
    const char *place, *by;
};
struct printed_card {
    int64_t place_id, copies;
    struct card_content content; /* as printed */
};
struct cards {
    struct printed_card *v;
    size_t n, cap;
};

/* Rules (pure). */
bool contacts_on_card(int post_kind);
bool contacts_line_ok(
    enum line_kind kind, const char *value, struct err *why); /* one can call it */
int64_t contacts_tomorrow(int64_t now); /* at three in the night */
const char *contacts_card_text(struct arena *a, const struct card_content *k);
void contacts_card_read(struct arena *a, const char *text, struct card_content *out);
/* "物业经理：沈立 021-…→ 王强 021-…; ..." of two texts; "" when they are the same. */
const char *contacts_changes(struct arena *a, const char *before, const char *now);

/* Store. */
NODISCARD bool contacts_of(struct ctx *c, int64_t place_id, struct contacts *out);
NODISCARD bool contacts_lines(struct ctx *c, int64_t place_id, struct lines *out); /* and above */
bool contacts_add_line(struct ctx *c, struct line *l);
bool contacts_end_line(struct ctx *c, int64_t id);
NODISCARD bool contacts_all_lines(struct ctx *c, struct lines *out);
NODISCARD bool contacts_card(struct ctx *c, int64_t building_id, struct card_content *out);
/* Printing: few stairs at once, many by the runner. */
bool contacts_print(struct ctx *c, int64_t place_id, bool per_home, struct card_run *out);
bool contacts_reprint(struct ctx *c, struct card_run *out); /* every stair on the reprint list */
NODISCARD bool contacts_run(struct ctx *c, int64_t id, struct card_run *out); /* ERR_ABSENT */
NODISCARD bool contacts_run_cards(struct ctx *c, int64_t run_id, struct cards *out);
bool contacts_compare(struct ctx *c); /* what is printed against what is true now */
/* The stair of a roster phone here, or 0: the caller goes on in the same way either way. */
int64_t contacts_stair_of_phone(struct ctx *c, const char *phone);

extern const struct module contacts_module, contacts_who_module, contacts_card_module;
#endif
