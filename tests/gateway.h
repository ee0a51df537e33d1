/* gateway.h - for tests: a gateway on 127.0.0.1 in a process of its own, that may be dead, slow,
 * full of errors or silent. It keeps what it was sent, one body a line, in a file. */
#ifndef EAVES_GATEWAY_H
#define EAVES_GATEWAY_H

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/check.h"

struct gateway {
    pid_t pid;
    int fd;
    char url[64], file[64];
};

#define GATEWAY_UNUSED __attribute__((unused))
GATEWAY_UNUSED static void gateway_answer_one(int s, const char *answer, int slow_ms, FILE *kept)
{
    char text[8192] = "";
    size_t n = 0;
    const char *end = NULL, *length;
    while (n < sizeof(text) - 1) {
        ssize_t got = read(s, text + n, sizeof(text) - 1 - n);
        if (got <= 0) {
            break;
        }
        n += (size_t)got;
        text[n] = '\0';
        end = strstr(text, "\r\n\r\n");
        length = strstr(text, "Content-Length: ");
        if (end && (!length || strlen(end + 4) >= (size_t)atoi(length + 16))) {
            break;
        }
    }
    const char *key = strstr(text, "Idempotency-Key: ");
    fprintf(kept, "%.*s %s\n", key ? (int)strcspn(key + 17, "\r\n") : 1, key ? key + 17 : "-",
        end ? end + 4 : "");
    fflush(kept);
    usleep((useconds_t)slow_ms * 1000);
    if (*answer) {
        ssize_t put = write(s, answer, strlen(answer));
        (void)put;
    }
    close(s);
}

/* answer: a whole HTTP answer; "" hangs up. */
GATEWAY_UNUSED static void gateway_start(struct gateway *g, const char *answer, int slow_ms)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof(at);
    g->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    must(g->fd >= 0 && bind(g->fd, (struct sockaddr *)&at, sizeof(at)) == 0 &&
         listen(g->fd, 16) == 0 && getsockname(g->fd, (struct sockaddr *)&at, &size) == 0);
    snprintf(g->url, sizeof(g->url), "http://127.0.0.1:%d/send", ntohs(at.sin_port));
    snprintf(
        g->file, sizeof(g->file), "/tmp/eaves-gateway-%d-%d", (int)getpid(), ntohs(at.sin_port));
    fflush(NULL);
    g->pid = fork();
    must(g->pid >= 0);
    if (g->pid == 0) {
        FILE *kept = fopen(g->file, "ae");
        alarm(120); /* never outlives a test that died */
        for (;;) {
            int s = accept(g->fd, NULL, NULL);
            if (s >= 0 && kept) {
                gateway_answer_one(s, answer, slow_ms, kept);
            }
        }
    }
    close(g->fd);
}

/* How many arrived whose line holds this text. */
GATEWAY_UNUSED static int gateway_got(const struct gateway *g, const char *text)
{
    char line[8192];
    int n = 0;
    FILE *f = fopen(g->file, "re");
    while (f && fgets(line, sizeof(line), f)) {
        n += strstr(line, text) != NULL;
    }
    if (f) {
        fclose(f);
    }
    return n;
}

GATEWAY_UNUSED static void gateway_stop(struct gateway *g)
{
    kill(g->pid, SIGKILL);
    waitpid(g->pid, NULL, 0);
    unlink(g->file);
}

#define GATEWAY_SAYS(status, body) \
    "HTTP/1.1 " status "\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n" body
#endif
