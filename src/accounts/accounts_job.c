/* accounts_job.c - how a code reaches a phone. The runner sends it once the asking has committed:
 * an act that is rolled back sends nothing. Sent, and killed before that is noted, it is sent
 * again: the same code, which does no harm. No transaction is open while it goes out.
 *
 * "log" prints it and "file" appends it to EAVES_SMS_FILE: for demo and tests. Both say the code in
 * the clear, so `eaves doctor` names the driver. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/base/seal.h"
#include "lib/db/job.h"
#include "src/accounts/accounts_room.h"

static bool append(const char *path, const char *line)
{
    size_t n = strlen(line);
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    bool ok = fd >= 0 && write(fd, line, n) == (ssize_t)n;
    return fd >= 0 && close(fd) == 0 && ok;
}

static bool deliver(struct ctx *c, const char *phone, const char *code)
{
    const char *path = getenv("EAVES_SMS_FILE"), *driver = str_or(c->app->sms, "log");
    if (str_same(driver, "log")) {
        fprintf(stderr, "sms to=%s code=%s\n", mask_phone(c, phone), code);
        return true;
    }
    if (!str_same(driver, "file")) {
        return fail(&c->err, ERR_STORE, WORDS(N_("没有这种短信通道：{0}"), TEXT(driver)));
    }
    if (!str_empty(path) && append(path, arena_printf(c->arena, "%s %s\n", phone, code))) {
        return true;
    }
    return fail(&c->err, ERR_STORE, SAY(N_("短信文件写不进去，请检查 EAVES_SMS_FILE。")));
}

void accounts_send_sms(struct ctx *c, const struct job *j)
{
    struct phone_code code;
    bool wanted = db_begin_read(c) && accounts_code_by_id(c, j->subject_id, &code) &&
                  !code.used_at && code.ends_at > c->now && !str_empty(code.phone);
    db_rollback(c);
    if (wanted) {
        (void)deliver(c, code.phone, accounts_code_text(c, &code));
    }
}
