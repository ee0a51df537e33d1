/* accounts_job.c - how a code reaches a phone. The runner sends it once the asking has committed:
 * an act that is rolled back sends nothing. Sent, and killed before that is noted, it is sent
 * again: the same code, which does no harm. No transaction is open while it goes out.
 *
 * The drivers stand in lib/net/sms.h; two of them say the code in the clear, so `eaves doctor`
 * names the driver. */
#include <inttypes.h>

#include "lib/base/module.h"
#include "lib/db/job.h"
#include "lib/net/sms.h"
#include "lib/text/text.h"
#include "src/accounts/accounts_room.h"

static bool deliver(struct ctx *c, const struct phone_code *code)
{
    const char *digits = accounts_code_text(c, code), *said;
    struct sms s = {.phone = code->phone,
        .code = digits,
        .key = arena_printf(c->arena, "code-%" PRId64, code->id),
        .text = text_say(c->arena, LANG_HANS,
            WORDS(N_("验证码 {0}，{1} 分钟内有效。别告诉任何人，居委会也不会问。"), TEXT(digits),
                INT(CODE_MINUTES)))};
    if (sms_send(c, NULL, &s, &said) == SMS_TAKEN) {
        return true;
    }
    return fail(&c->err, ERR_STORE, WORDS(N_("短信没有发出去：{0}"), TEXT(said)));
}

void accounts_send_sms(struct ctx *c, const struct job *j)
{
    struct phone_code code;
    bool wanted = db_begin_read(c) && accounts_code_by_id(c, j->subject_id, &code) &&
                  !code.used_at && code.ends_at > c->now && !str_empty(code.phone);
    db_rollback(c);
    if (wanted) {
        (void)deliver(c, &code);
    }
}
