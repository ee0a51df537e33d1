#include "lib/web/listen.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static struct addrinfo *resolve(const char *address)
{
    char host[128];
    const char *colon = strrchr(address, ':');
    size_t n = colon ? (size_t)(colon - address) : 0;
    if (!colon || n >= sizeof host) {
        return NULL;
    }
    bool bracketed = n >= 2 && address[0] == '[' && address[n - 1] == ']';
    memcpy(host, address + bracketed, n - 2 * bracketed);
    host[n - 2 * bracketed] = 0;
    struct addrinfo hints = {.ai_family = AF_UNSPEC,
        .ai_socktype = SOCK_STREAM,
        .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *found = NULL;
    return getaddrinfo(host[0] ? host : NULL, colon + 1, &hints, &found) == 0 ? found : NULL;
}

static int bind_one(const struct sockaddr *to, socklen_t n, bool shared)
{
    int one = 1;
    int fd = socket(to->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) {
        return -1;
    }
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (to->sa_family == AF_INET6) {
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof one);
    }
    if (shared) {
        setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &one, sizeof one);
    }
    if (bind(fd, to, n) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static void name_of(const struct sockaddr_storage *at, socklen_t n, char out[64])
{
    char host[48] = "";
    char port[8] = "";
    getnameinfo((const struct sockaddr *)at, n, host, sizeof host, port, sizeof port,
        NI_NUMERICHOST | NI_NUMERICSERV);
    snprintf(out, 64, at->ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host, port);
}

bool listen_bind(const char *address, int *fds, int n, char actual[64])
{
    struct addrinfo *found = resolve(address);
    struct sockaddr_storage at = {0};
    socklen_t size = found ? found->ai_addrlen : 0;
    /* With SO_REUSEPORT alone a second server of ours would quietly share the port. */
    int probe = found ? bind_one(found->ai_addr, size, false) : -1;
    if (probe < 0) {
        fprintf(stderr, "event=not_listening address=%s why=\"%s\"\n", address,
            found ? strerror(errno) : "not an address");
        if (found) {
            freeaddrinfo(found);
        }
        return false;
    }
    freeaddrinfo(found);
    size = sizeof at;
    getsockname(probe, (struct sockaddr *)&at, &size);
    close(probe);
    for (int i = 0; i < n; i++) {
        fds[i] = bind_one((struct sockaddr *)&at, size, true);
        if (fds[i] < 0 || listen(fds[i], 1024) != 0) {
            fprintf(
                stderr, "event=not_listening address=%s why=\"%s\"\n", address, strerror(errno));
            return false;
        }
    }
    name_of(&at, size, actual);
    return true;
}

int listen_inherited(void)
{
    const char *pid = getenv("LISTEN_PID");
    const char *count = getenv("LISTEN_FDS");
    int64_t n = 0;
    int64_t whom = 0;
    if (!pid || !count || !parse_int(pid, &whom) || !parse_int(count, &n) || whom != getpid() ||
        n < 1 || n > 2) {
        return 0;
    }
    for (int fd = 3; fd < 3 + (int)n; fd++) {
        fcntl(fd, F_SETFD, FD_CLOEXEC);
        fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    }
    unsetenv("LISTEN_PID");
    unsetenv("LISTEN_FDS");
    return (int)n;
}

void notify_systemd(const char *state)
{
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    size_t n = path ? strlen(path) : 0;
    if (n < 2 || n >= sizeof to.sun_path || (path[0] != '/' && path[0] != '@')) {
        return;
    }
    memcpy(to.sun_path, path, n);
    if (path[0] == '@') {
        to.sun_path[0] = 0;
    }
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd >= 0) {
        socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n);
        ssize_t sent = sendto(fd, state, strlen(state), MSG_NOSIGNAL, (struct sockaddr *)&to, size);
        (void)sent;
        close(fd);
    }
}

bool log_file_open(const struct app *app)
{
    if (str_empty(app->log_file)) {
        return true;
    }
    int fd = open(app->log_file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0640);
    bool ok = fd >= 0 && dup2(fd, STDERR_FILENO) == STDERR_FILENO;
    if (fd >= 0) {
        close(fd);
    }
    return ok;
}
