/* slips.h - 纸质票: 一张纸一个编号，发出多少、收回多少，对得上。
 *
 * A voter without a phone votes on paper. For each stair a sheet is printed: one slip a voter, its
 * row code (MOD 97-10) is the serial. A slip is printed, then handed out: signed for, refused or
 * not reached, ticked at the door or typed back from the issue list, and taken back where that was
 * a slip of the hand; then it is returned or not, or was void. Handed out = returned + unreturned +
 * void since, for every stair; what was printed and never handed out stands in a line of its own.
 * What comes back is listed at once, with the hour it came in, where the paper lies and the names
 * of the two who counted, and whether it is signed: where names are kept an unsigned one is no
 * vote. What was received decides, so a listed slip may be typed after the close until the ballot
 * is sealed. Two different people type each slip without seeing the other's; where they agree it is
 * a vote like any other, where not a third look at the paper settles it. Once a slip has become a
 * vote nobody is shown what stood on it. A lost, spoiled or unsigned slip is printed again, the old
 * serial is void.
 *
 * Who cannot come gives a written proxy with the wish on it (src/proxies).
 */
#ifndef EAVES_SLIPS_H
#define EAVES_SLIPS_H

#include "src/votes/votes.h"

#define SLIPS_SHEET_KIND "slips.list"
enum slip_issue { /* what happened at the door; typed as 1, 2, 3; stored */
    ISSUE_NOT_SAID,
    ISSUE_SIGNED,
    ISSUE_REFUSED,
    ISSUE_AWAY,
};
enum back_state { /* of a returned slip; stored */
    BACK_NONE, /* not returned */
    BACK_LISTED, /* to be typed */
    BACK_ONCE, /* by one hand */
    BACK_DIFFERS, /* two hands, two readings */
    BACK_COUNTED, /* became a vote */
    BACK_BLANK, /* nothing was filled in: no vote */
    BACK_SECOND, /* the secret vote had been given on the web already */
    BACK_UNSIGNED, /* no signature where names are kept: no vote */
};
struct ballot_slip {
    int sheet, line;
    int64_t ballot_id, voter_no, building_id, issued_at, void_at, return_id, received_at, area_dm2;
    int64_t signed_at; /* when it was said to be signed for: filled by slips_by_serial() only */
    int64_t issue_by; /* whose hand said so (an account): filled by slips_sheet() only */
    enum slip_issue issue;
    enum back_state back;
    bool stray; /* came back before anybody said it was handed out: slips_return_of() only */
    const char *door, *name, *void_why; /* name: of today, "" nobody's */
};
struct slips {
    struct ballot_slip *v;
    size_t n, cap;
};
struct slip_sheet {
    int no;
    int64_t ballot_id, building_id, made_at;
    struct slips slips; /* row 1 is v[0] */
};
struct slip_sheets {
    struct slip_sheet *v;
    size_t n, cap;
};
struct slip_sum { /* of one stair, or of all */
    int64_t building_id, voters, silent; /* silent: heads for whom nobody may vote: no slip */
    int64_t printed, handed, refused, away, waiting; /* waiting: nobody has said yet */
    int64_t returned, typed, unreturned, lost; /* of those handed out; lost: void since */
    int64_t waste; /* void before they were handed out */
    const char *name;
};
struct slip_numbers {
    struct slip_sum all;
    struct slip_sums {
        struct slip_sum *v;
        size_t n, cap;
    } stairs; /* building_id 0: voters without one */
    int64_t once, differs, blank, no_sign, strays; /* of those returned */
    int64_t doubles, doubles_web, doubles_paper; /* by two ways, and which of them counts */
};

/* What is typed, a slip a line. */
enum slip_what { SLIP_ISSUE = 1, SLIP_RETURN, SLIP_TYPE };
struct slip_line {
    const char *text, *rest; /* as typed; what stood behind the serial */
    struct ballot_slip s;
    enum slip_issue issue;
    const char *marks; /* "1:1 2:3"; "-" nothing filled in */
    enum back_state became; /* once typed */
    bool no_sign; /* of a return list: said to be without a signature */
    struct words wrong; /* {0}: fits */
};
struct slip_lines {
    struct slip_line *v;
    size_t n, cap;
};
enum slip_signs { SIGNS_NOT_SAID, SIGNS_ALL, SIGNS_SOME };
struct slip_return {
    int64_t id, ballot_id, no, received_at, made_at, slips, typed, no_sign;
    bool only_issued; /* only while it is made: a slip that was never handed out is asked about */
    enum slip_signs signs; /* the same */
    const char *kept, *one, *two; /* where the paper lies; who counted */
};
struct slip_returns {
    struct slip_return *v;
    size_t n, cap;
};

/* Rules (pure) --------------------------------------------------------------------------------- */
/* Serial and what stands behind it. */
bool slips_serial(
    struct arena *a, const char *text, int *sheet, int *line, const char **rest, struct err *why);
/* "1 2 3", "123", "1+3 0 A": an item each; 1 yes 2 no 3 or A abstain 4 or X spoiled 0 nothing; of
 * options their numbers with + between. Made good as on paper; "-": nothing at all. */
bool slips_marks(struct arena *a, const struct ballot *b, const char *typed, struct vote_marks *out,
    struct err *why);
const char *slips_marks_text(struct arena *a, const struct vote_marks *m);
bool slips_marks_of(struct arena *a, const char *text, struct vote_marks *out);
bool slips_may_print(const struct ballot *b, struct err *why);
/* Two who count are two persons, whatever the spaces in their names. */
bool slips_two_people(struct arena *a, const char *one, const char *two, struct err *why);
/* A list may be made of what came in then. */
bool slips_may_return(
    const struct ballot *b, const struct slip_return *l, int64_t now, struct err *why);
/* May that line be taken? All but what only the store knows. */
bool slips_may_issue(const struct ballot_slip *s, enum slip_issue now, struct err *why);
/* What was said at the door is taken back by who said it, or by staff, until the slip is listed. */
bool slips_may_undo(
    const struct ballot *b, const struct ballot_slip *s, const struct who *who, struct err *why);

/* No slip comes back before it was printed: said beside its line. */
void slips_early(struct slip_lines *all, int64_t received_at);

/* A slip that nobody has signed for is said beside its line; how many there are. */
int64_t slips_strays(struct slip_lines *all);

/* What was said of the signatures fits the lines: asked where names are kept, and only there. */
bool slips_may_sign(
    const struct ballot *b, enum slip_signs said, const struct slip_lines *all, struct err *why);
/* Is a question of it spoiled? */
bool slips_spoiled(struct arena *a, const char *marks);

/* Store: of this area, else ERR_ABSENT --------------------------------------------------------- */
struct slip_order { /* what to print */
    int64_t building_id; /* 0: those without one */
    int64_t voter_no; /* only that one's, voted or not; 0 */
    bool all; /* also who has voted */
};
/* Slips for those who have no valid one; *no 0 when all have. */
bool slips_issue(struct ctx *c, const struct ballot *b, const struct slip_order *what, int *no);
/* Who is meant by a serial, a door or a name; 0: refused at that field. */
int64_t slips_voter_meant(
    struct ctx *c, const struct ballot *b, const char *field, const char *typed);
/* Where filled-in slips are handed in, as the organiser wrote it; "" nothing. */
const char *slips_box(struct ctx *c, int64_t ballot_id);
bool slips_put_box(struct ctx *c, int64_t ballot_id, const char *box);
NODISCARD bool slips_sheet(struct ctx *c, int no, struct slip_sheet *out);
/* All of a ballot's, oldest first, without their slips. */
NODISCARD bool slips_sheets(struct ctx *c, int64_t ballot_id, struct slip_sheets *out);
NODISCARD bool slips_by_serial(struct ctx *c, int sheet, int line, struct ballot_slip *out);
/* It is lost, spoiled or unsigned: void, and a new one on a sheet of its own. */
bool slips_reissue(
    struct ctx *c, const struct ballot *b, const struct ballot_slip *s, const char *why, int *no);
/* Everybody on the roll with a home in that stair, or counted there, and the slip they have: sheet
 * 0 none. */
NODISCARD bool slips_of_stair(
    struct ctx *c, int64_t ballot_id, int64_t building_id, struct slips *out);
/* Looks at what was typed and says beside each line what is wrong. */
bool slips_look(struct ctx *c, const struct ballot *b, enum slip_what what, const char *lines,
    struct slip_lines *out);
int64_t slips_wrong(const struct slip_lines *all);
/* All of them or none; with part those that are right, when there are any. */
bool slips_deliver(
    struct ctx *c, const struct ballot *b, const char *lines, bool part, struct slip_lines *out);
/* It was said by mistake: what was said before it holds again, else the slip still waits. */
bool slips_undo(
    struct ctx *c, const struct ballot *b, const struct ballot_slip *s, const char *why);
bool slips_list(struct ctx *c, const struct ballot *b, struct slip_return *l, const char *lines,
    bool part, struct slip_lines *out);
bool slips_type(
    struct ctx *c, const struct ballot *b, const char *lines, bool part, struct slip_lines *out);
NODISCARD bool slips_returns(struct ctx *c, int64_t ballot_id, struct slip_returns *out);
NODISCARD bool slips_return_of(
    struct ctx *c, int64_t ballot_id, int64_t no, struct slip_return *out, struct slips *slips);
/* Slips two people read differently: both readings; settled by a third, or when both now agree. */
struct slip_reading {
    int64_t account_id, person_id, typed_at;
    const char *who, *marks;
};
struct slip_readings {
    struct slip_reading *v;
    size_t n, cap;
};
struct slip_doubt {
    struct ballot_slip s;
    struct slip_readings of; /* the last of each hand */
    int64_t return_no;
};
struct slip_doubts {
    struct slip_doubt *v;
    size_t n, cap;
};
NODISCARD bool slips_doubts(struct ctx *c, int64_t ballot_id, struct slip_doubts *out);
bool slips_settle(struct ctx *c, const struct ballot *b, const struct ballot_slip *s,
    const char *typed, enum back_state *became);
/* For src/results, before sealing: is everything that came back counted? Else why with how many
 * and where. */
bool slips_ready(struct ctx *c, const struct ballot *b, struct err *why);
NODISCARD bool slips_numbers(struct ctx *c, int64_t ballot_id, struct slip_numbers *out);

/* Pages: the boxes to tick of one question, into the page being written. */
void slips_boxes(struct ctx *c, const struct ballot_item *i);

extern const struct choice slips_issues[], slips_backs[];
extern const struct list slips_stairs_list, slips_returns_list;
extern const struct module slips_module, slips_back_module, slips_hand_module;
#endif
