/* framing.h - what a request must look like before anyone reads it. Pure: no library's types.
 *
 * The HTTP library is lenient where two servers could read a request differently; these checks
 * refuse whatever could be read in two ways. */
#ifndef EAVES_FRAMING_H
#define EAVES_FRAMING_H

#include "lib/base/base.h"

enum { FRAMING_URL_MAX = 4096, FRAMING_HEADERS_MAX = 64, FRAMING_HEAD_MAX = 12 * 1024 };

struct framing_header {
    const char *name, *value;
    size_t name_n, value_n;
};
struct framing {
    const char *method, *url; /* url: as sent, not decoded, without the query */
    const struct framing_header *headers;
    size_t n;
    /* filled by framing_check() */
    const char *host; /* as sent, with its port */
    const char *type; /* Content-Type or NULL */
    int64_t length; /* 0 without a body */
};

/* 0, or the status to refuse it with and a sentence in *why (msgid). */
int framing_check(struct framing *f, const char **why);
/* Does host (with or without port) name one of these, ASCII case aside? NULL-ended list. */
bool framing_host_is(const char *host, const char *const *names);
/* The host of "http://host:port/..." in the arena, "" when there is none. */
const char *framing_url_host(struct arena *a, const char *url);

/* Percent-decoding; '+' is a space if plus. False: a bad escape or a NUL. *n may be NULL. */
bool percent_decode(
    struct arena *a, const char *s, size_t len, bool plus, const char **out, size_t *n);
/* The path decoded: false when an escape is bad, or it holds controls or is not UTF-8. */
bool path_decode(struct arena *a, const char *url, const char **out);
#endif
