#include "lib/web/hasher.h"

#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/seal.h"
#include "lib/web/listen.h"

struct question {
    uint64_t id;
    char hash[HASHER_TEXT], password[HASHER_TEXT];
};
struct verdict {
    uint64_t id;
    uint64_t matches;
};

static bool answer(void *self, int from)
{
    struct question q;
    int fd;
    (void)self;
    ssize_t n = helper_hear(from, &q, sizeof q, &fd);
    if (fd >= 0) {
        close(fd);
    }
    if (n < 0) {
        return true;
    }
    if (n != (ssize_t)sizeof q) {
        return false;
    }
    q.hash[HASHER_TEXT - 1] = q.password[HASHER_TEXT - 1] = 0;
    struct verdict v = {.id = q.id, .matches = password_matches(q.hash, q.password)};
    sodium_memzero(&q, sizeof q);
    return helper_tell(from, &v, sizeof v, -1);
}

static void renew(void *app)
{
    (void)log_file_open(app);
}

int hasher_main(struct app *app, int control, int stop_fd)
{
    return helper_main(
        &(struct helper_work){.self = app, .answer = answer, .renew = renew}, control, stop_fd);
}

uint64_t hasher_ask(struct helper *h, const char *hash, const char *password)
{
    struct question q = {0};
    if (strlen(hash) >= HASHER_TEXT) {
        return 0;
    }
    /* A password too long to be one gets the same work and the same answer as a wrong one. */
    bool fits = strlen(password) < HASHER_TEXT;
    memcpy(q.hash, hash, strlen(hash));
    memcpy(q.password, fits ? password : "", fits ? strlen(password) : 0);
    uint64_t id = helper_ask(h, HASHER_QUEUE, &q, sizeof q);
    sodium_memzero(&q, sizeof q);
    return id;
}

enum helper_news hasher_next(struct helper *h, uint64_t *id, bool *matches)
{
    struct verdict v = {0};
    size_t n = 0;
    int fd;
    enum helper_news news = helper_next(h, &v, sizeof v, &n, &fd);
    if (fd >= 0) {
        close(fd);
    }
    *id = v.id;
    *matches = v.matches == 1;
    return news;
}
