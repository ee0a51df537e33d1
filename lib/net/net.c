/* net.c - libcurl, and nobody else's business. */
#include "lib/net/net.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECT_MS = 5000, WHOLE_MS = 10000, ANSWER_MAX = 64 * 1024 };

struct taking {
    struct buf buf;
    bool too_long;
};

static size_t take(char *v, size_t size, size_t n, void *to)
{
    struct taking *t = to;
    if (t->buf.n + size * n > ANSWER_MAX) {
        t->too_long = true;
        return 0;
    }
    buf_put(&t->buf, v, size * n);
    return size * n;
}

/* Inside addresses ---------------------------------------------------------------------------- */
static bool inside4(uint32_t ip)
{
    static const struct {
        uint32_t net, mask;
    } nets[] = {{0x7f000000, 0xff000000}, {0x0a000000, 0xff000000}, {0xac100000, 0xfff00000},
        {0xc0a80000, 0xffff0000}, {0xa9fe0000, 0xffff0000}, {0x64400000, 0xffc00000},
        {0x00000000, 0xff000000}, {0xe0000000, 0xe0000000}};
    for (size_t i = 0; i < COUNT(nets); i++) {
        if ((ip & nets[i].mask) == nets[i].net) {
            return true;
        }
    }
    return false;
}

/* Of the new protocol only what is plainly outside: 2000::/3. */
static bool inside(const struct sockaddr *to)
{
    if (to->sa_family == AF_INET) {
        return inside4(ntohl(((const struct sockaddr_in *)(const void *)to)->sin_addr.s_addr));
    }
    return to->sa_family != AF_INET6 ||
           (((const struct sockaddr_in6 *)(const void *)to)->sin6_addr.s6_addr[0] & 0xe0) != 0x20;
}

/* Asked with the address the name stands for today, so no name leads inside. */
static curl_socket_t open_outside(void *data, curlsocktype purpose, struct curl_sockaddr *to)
{
    const bool *lan = data;
    (void)purpose;
    if (!*lan && inside(&to->addr)) {
        errno = EACCES;
        return CURL_SOCKET_BAD;
    }
    return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

/* One exchange -------------------------------------------------------------------------------- */
static CURL *begin(const char *url, const char *protocols, const bool *lan, struct taking *taken)
{
    static bool ready; /* the library wants to be told once a process */
    ready = ready || curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    CURL *h = curl_easy_init();
    must(h);
    curl_easy_setopt(h, CURLOPT_URL, url);
    curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, protocols);
    curl_easy_setopt(h, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(h, CURLOPT_PROXY, "");
    curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    curl_easy_setopt(h, CURLOPT_TIMEOUT_MS, (long)WHOLE_MS);
    curl_easy_setopt(h, CURLOPT_MAXFILESIZE, (long)ANSWER_MAX);
    curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(h, CURLOPT_WRITEDATA, taken);
    curl_easy_setopt(h, CURLOPT_OPENSOCKETFUNCTION, open_outside);
    curl_easy_setopt(h, CURLOPT_OPENSOCKETDATA, lan);
    curl_easy_setopt(h, CURLOPT_USERAGENT, "Eaves");
    return h;
}

static bool never_left(CURLcode code)
{
    return code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST ||
           code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR ||
           code == CURLE_USE_SSL_FAILED || code == CURLE_LOGIN_DENIED ||
           code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT ||
           code == CURLE_SSL_CACERT_BADFILE;
}

static void finish(struct arena *a, CURL *h, struct taking *taken, struct net_answer *out)
{
    long status = 0, connected = 0;
    CURLcode code = curl_easy_perform(h);
    curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(h, CURLINFO_NUM_CONNECTS, &connected);
    bool whole = code == CURLE_OK, text = utf8_valid(str_or(taken->buf.v, ""), taken->buf.n);
    bool refused = code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR;
    *out = (struct net_answer){.status = (int)status,
        .body = text && taken->buf.n ? arena_strndup(a, taken->buf.v, taken->buf.n) : "",
        .why = whole ? "" : arena_strdup(a, curl_easy_strerror(code))};
    out->result = whole ? NET_ANSWERED : NET_UNKNOWN;
    if (never_left(code) || (code == CURLE_OPERATION_TIMEDOUT && !connected) ||
        (refused && !connected)) {
        out->result = NET_NEVER_LEFT;
    }
    buf_release(&taken->buf);
    curl_easy_cleanup(h);
}

static const char *type_of(const char *body)
{
    return *body == '{' || *body == '[' ? "Content-Type: application/json; charset=utf-8"
                                        : "Content-Type: application/x-www-form-urlencoded";
}

void net_send(struct arena *a, const struct net_request *r, struct net_answer *out)
{
    struct taking taken = {0};
    struct err why = {0};
    if (!net_url_ok(r->url, false, r->lan, &why)) {
        *out = (struct net_answer){NET_NEVER_LEFT, 0, "", "address not allowed"};
        return;
    }
    CURL *h = begin(r->url, r->lan ? "http,https" : "https", &r->lan, &taken);
    if (r->most_ms) {
        curl_easy_setopt(h, CURLOPT_TIMEOUT_MS, (long)r->most_ms);
    }
    struct curl_slist *headers = curl_slist_append(NULL, "Expect:");
    if (r->body) {
        headers = curl_slist_append(headers, type_of(r->body));
        curl_easy_setopt(h, CURLOPT_POSTFIELDS, r->body);
    }
    if (!str_empty(r->header)) {
        headers = curl_slist_append(headers, r->header);
    }
    if (!str_empty(r->key)) {
        headers = curl_slist_append(headers, arena_printf(a, "Idempotency-Key: %s", r->key));
    }
    curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers);
    finish(a, h, &taken, out);
    curl_slist_free_all(headers);
}

struct giving {
    const char *v;
    size_t n, at;
};

static size_t give(char *to, size_t size, size_t n, void *from)
{
    struct giving *g = from;
    size_t left = g->n - g->at, part = size * n < left ? size * n : left;
    memcpy(to, g->v + g->at, part);
    g->at += part;
    return part;
}

void net_mail(struct arena *a, const struct net_letter *l, int64_t now, struct net_answer *out)
{
    struct taking taken = {0};
    struct err why = {0};
    if (!net_url_ok(l->url, true, l->lan, &why) || !net_mailbox_ok(l->from) ||
        !net_mailbox_ok(l->to)) {
        *out = (struct net_answer){NET_NEVER_LEFT, 0, "", "address not allowed"};
        return;
    }
    struct giving g = {.v = net_letter_text(a, l, now)};
    g.n = strlen(g.v);
    CURL *h = begin(l->url, "smtp,smtps", &l->lan, &taken);
    struct curl_slist *to = curl_slist_append(NULL, arena_printf(a, "<%s>", l->to));
    curl_easy_setopt(h, CURLOPT_USE_SSL, (long)(l->lan ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    curl_easy_setopt(h, CURLOPT_MAIL_FROM, arena_printf(a, "<%s>", l->from));
    curl_easy_setopt(h, CURLOPT_MAIL_RCPT, to);
    if (!str_empty(l->user)) {
        curl_easy_setopt(h, CURLOPT_USERNAME, l->user);
        curl_easy_setopt(h, CURLOPT_PASSWORD, str_or(l->password, ""));
    }
    curl_easy_setopt(h, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(h, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(h, CURLOPT_READDATA, &g);
    finish(a, h, &taken, out);
    curl_slist_free_all(to);
}
