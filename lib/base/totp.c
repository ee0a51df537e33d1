#include "lib/base/totp.h"

#include <liboath/oath.h>
#include <string.h>

#include "lib/base/seal.h"

static void code_at(const uint8_t *secret, int64_t seconds, char out[TOTP_DIGITS + 1])
{
    must(oath_totp_generate((const char *)secret, TOTP_SECRET, (time_t)seconds, TOTP_SECONDS, 0,
             TOTP_DIGITS, out) == OATH_OK);
}

void totp_code(const uint8_t secret[TOTP_SECRET], int64_t now_ms, char out[TOTP_DIGITS + 1])
{
    code_at(secret, now_ms / 1000, out);
}

int64_t totp_step_of(const uint8_t secret[TOTP_SECRET], int64_t now_ms, const char *code)
{
    int64_t found = 0;
    for (int64_t near = -1; near <= 1; near++) {
        char expected[TOTP_DIGITS + 1];
        int64_t seconds = now_ms / 1000 + near * TOTP_SECONDS;
        code_at(secret, seconds, expected);
        if (same_secret(expected, code)) {
            found = seconds / TOTP_SECONDS;
        }
    }
    return found;
}

const char *totp_base32(struct arena *a, const uint8_t secret[TOTP_SECRET])
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    char *out = arena_alloc(a, TOTP_SECRET * 8 / 5 + 1);
    for (size_t i = 0; i < TOTP_SECRET * 8 / 5; i++) {
        size_t bit = i * 5, byte = bit / 8;
        uint32_t two = (uint32_t)secret[byte] << 8;
        two |= byte + 1 < TOTP_SECRET ? secret[byte + 1] : 0;
        out[i] = digits[two >> (11 - bit % 8) & 31];
    }
    return out;
}
