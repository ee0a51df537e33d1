/* totp.h - one-time codes of an authenticator: RFC 6238 with SHA-1, 6 digits, 30 seconds. */
#ifndef EAVES_TOTP_H
#define EAVES_TOTP_H

#include "lib/base/base.h"

enum { TOTP_SECRET = 20, TOTP_DIGITS = 6, TOTP_SECONDS = 30 };
/* The step this code belongs to: the present one or a neighbour, because clocks differ; 0: none.
 * Whoever accepts a code keeps its step and takes no code of that or an earlier one again. */
int64_t totp_step_of(const uint8_t secret[TOTP_SECRET], int64_t now_ms, const char *code);
void totp_code(const uint8_t secret[TOTP_SECRET], int64_t now_ms, char out[TOTP_DIGITS + 1]);
const char *totp_base32(struct arena *a, const uint8_t secret[TOTP_SECRET]);
#endif
