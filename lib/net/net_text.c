/* net_text.c - pure: which addresses may be spoken to, and a letter as text. */
#include <ctype.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "lib/net/net.h"

static bool plain(const char *s)
{
    for (const char *p = s; *p; p++) {
        if ((unsigned char)*p <= ' ' || *p == '\\' || *p == '"' || *p == '<' || *p == '>' ||
            (unsigned char)*p >= 0x7f) {
            return false;
        }
    }
    return true;
}

bool net_url_ok(const char *url, bool mail, bool lan, struct err *why)
{
    static const char *const ways[2][2] = {{"https://", "http://"}, {"smtps://", "smtp://"}};
    bool safe = str_starts(str_or(url, ""), ways[mail][0]);
    bool open = str_starts(str_or(url, ""), ways[mail][1]);
    if (!safe && !(open && (lan || mail))) {
        return refuse(why, NULL,
            WORDS(N_("地址要以 {0} 开头。本机和内网的地址，要在启动时加 --lan-http 才可以用。"),
                TEXT(ways[mail][0])));
    }
    const char *host = strstr(url, "://") + 3;
    size_t n = strcspn(host, "/?#");
    bool at = memchr(host, '@', n) != NULL; /* a password in an address ends up in logs */
    if (!n || at || !plain(url) || strlen(url) > 500) {
        return refuse(why, NULL, SAY(N_("这个地址写得不对，请从服务商的说明里照抄。")));
    }
    return true;
}

bool net_mailbox_ok(const char *address)
{
    const char *at = strchr(str_or(address, ""), '@');
    return at && at > address && at[1] && !strchr(at + 1, '@') && strchr(at + 1, '.') &&
           plain(address) && !strpbrk(address, ",;:()[]") && strlen(address) <= 200;
}

static const char *base64(struct arena *a, const char *s, size_t n)
{
    size_t size = sodium_base64_ENCODED_LEN(n, sodium_base64_VARIANT_ORIGINAL);
    char *out = arena_alloc(a, size);
    return sodium_bin2base64(
        out, size, (const unsigned char *)s, n, sodium_base64_VARIANT_ORIGINAL);
}

/* Words of at most 45 bytes that never cut a character: "=?UTF-8?B?...?=" */
static const char *header_words(struct arena *a, const char *s)
{
    const char *out = "";
    while (*s) {
        size_t n = strlen(s) > 45 ? 45 : strlen(s);
        while (n > 1 && ((unsigned char)s[n] & 0xc0) == 0x80) {
            n--;
        }
        out = arena_printf(a, "%s%s=?UTF-8?B?%s?=", out, *out ? "\r\n " : "", base64(a, s, n));
        s += n;
    }
    return out;
}

static const char *date_of(struct arena *a, int64_t now)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct civil t = civil_of(now);
    return arena_printf(a, "%s, %d %s %d %02d:%02d:%02d +0800", days[t.weekday], t.day,
        months[t.month - 1], t.year, t.hour, t.minute, t.second);
}

const char *net_letter_text(struct arena *a, const struct net_letter *l, int64_t now)
{
    const char *body = base64(a, l->text, strlen(l->text)), *lines = "";
    for (size_t n = strlen(body), at = 0; at < n; at += 76) {
        lines = arena_printf(a, "%s%.76s\r\n", lines, body + at);
    }
    return arena_printf(a,
        "Date: %s\r\nFrom: <%s>\r\nTo: <%s>\r\nMessage-ID: <%s@eaves>\r\nSubject: %s\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n%s",
        date_of(a, now), l->from, l->to, l->key, header_words(a, l->subject), lines);
}
