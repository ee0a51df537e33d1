/* safety.h - 安全自查: a page for whoever answers for the house. 今天这套系统稳不稳，一行一件事：
 * 备份在不在、恢复演练做没做、谁不该还能登录、密钥放得对不对。每一行不是“好”，就是一件要做的事，
 * 说清楚怎么做。 It can be printed and put into the file the 街镇 asks for.
 *
 * The numbers are of this area where they are about people, of the whole installation where they
 * are about the machine. No name stands on it.
 */
#ifndef EAVES_SAFETY_H
#define EAVES_SAFETY_H

#include "lib/backup/backup.h"
#include "lib/db/list.h"

struct safety { /* what the rules judge; times in ms UTC */
    int64_t now;
    bool sms; /* a code reaches a telephone */
    bool demo, tls, own_machine; /* own_machine: nobody outside it can reach the page */
    bool backup_planned; /* serve --backup-dir */
    struct backup_state backup;
    int64_t free_mib; /* where files lie; -1 unknown */
    int key_mode; /* 0600; -1: no key file to be seen */
    int64_t staff, no_second, post_ended, default_logins, phones;
    int64_t wrong, foreign; /* in 30 days */
    int64_t stuck_jobs;
    int64_t steps; /* of the store's tables */
};

enum safety_state { SAFETY_GOOD = 1, SAFETY_TO_DO };
struct safety_line {
    const char *key, *what; /* stable name; msgid */
    enum safety_state state;
    struct words says;
    const char *act; /* msgid of what to do; NULL when it is good */
};
struct safety_lines {
    struct safety_line v[20];
    size_t n;
    int to_do;
};

/* Rules (pure). */
struct safety_lines safety_judge(const struct safety *s);
/* Store: everything but what only the process knows. */
bool safety_load(struct ctx *c, struct safety *out);

extern const struct choice safety_states[];
extern const struct list safety_list;
extern const struct module safety_module;
#endif
