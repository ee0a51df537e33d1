/* letterbox.h - for tests: a mail server on 127.0.0.1 in a process of its own, in one mood. It
 * keeps each letter it took, headers and all, in a file: what arrived is what stands there,
 * whatever was answered. */
#ifndef EAVES_LETTERBOX_H
#define EAVES_LETTERBOX_H

#include "tests/gateway.h"

enum letter_mood {
    LETTERS_GOOD,
    LETTERS_BUSY, /* 451: later */
    LETTERS_NO, /* 550: no such mailbox */
    LETTERS_CLOSES, /* hangs up in the middle, before the letter */
    LETTERS_SILENT, /* takes the letter and hangs up: its answer is lost */
    LETTERS_NO_TLS, /* offers STARTTLS and cannot */
    LETTERS_DIES, /* 421 at once */
    LETTERS_SLOW, /* takes the letter, says so too late */
};
struct letterbox {
    pid_t pid;
    int fd;
    char url[64], safe[64], file[64]; /* safe: smtps of the same port, which speaks no TLS */
};

static void letters_say(int s, const char *text)
{
    ssize_t put = write(s, text, strlen(text));
    (void)put;
}

/* One line, without its end; false: they hung up. */
static bool letters_line(int s, char *line, size_t room)
{
    size_t n = 0;
    char ch = 0;
    while (n + 1 < room && read(s, &ch, 1) == 1 && ch != '\n') {
        line[n] = ch;
        n += ch != '\r';
    }
    line[n] = '\0';
    return ch == '\n';
}

static void letters_take(int s, FILE *kept)
{
    char line[2000];
    while (letters_line(s, line, sizeof(line)) && strcmp(line, ".") != 0) {
        fprintf(kept, "%s\n", line);
    }
    fprintf(kept, "=END=\n");
    fflush(kept);
}

/* False: hang up. */
static bool letters_answer(int s, const char *line, enum letter_mood mood, FILE *kept)
{
    if (strncasecmp(line, "EHLO", 4) == 0) {
        letters_say(s, mood == LETTERS_NO_TLS ? "250-box\r\n250 STARTTLS\r\n" : "250 box\r\n");
    } else if (strncasecmp(line, "STARTTLS", 8) == 0) {
        letters_say(s, "454 4.7.0 TLS not available\r\n");
    } else if (strncasecmp(line, "RCPT", 4) == 0 && mood == LETTERS_BUSY) {
        letters_say(s, "451 4.3.0 try again later\r\n");
    } else if (strncasecmp(line, "RCPT", 4) == 0 && mood == LETTERS_NO) {
        letters_say(s, "550 5.1.1 no such mailbox\r\n");
    } else if (strncasecmp(line, "RCPT", 4) == 0 && mood == LETTERS_CLOSES) {
        return false;
    } else if (strncasecmp(line, "DATA", 4) == 0) {
        letters_say(s, "354 go on\r\n");
        letters_take(s, kept);
        usleep(mood == LETTERS_SLOW ? 11000 * 1000 : 0);
        if (mood == LETTERS_SILENT) {
            return false;
        }
        letters_say(s, "250 2.0.0 taken\r\n");
    } else {
        letters_say(s, strncasecmp(line, "QUIT", 4) == 0 ? "221 bye\r\n" : "250 ok\r\n");
    }
    return true;
}

GATEWAY_UNUSED static void letterbox_serve(int listening, enum letter_mood mood, FILE *kept)
{
    char line[2000];
    int s = accept(listening, NULL, NULL);
    letters_say(s, mood == LETTERS_DIES ? "421 4.3.2 closing\r\n" : "220 box\r\n");
    while (mood != LETTERS_DIES && letters_line(s, line, sizeof(line)) &&
           letters_answer(s, line, mood, kept)) {
    }
    close(s);
}

GATEWAY_UNUSED static void letterbox_start(struct letterbox *b, enum letter_mood mood)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof(at);
    b->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    must(b->fd >= 0 && bind(b->fd, (struct sockaddr *)&at, sizeof(at)) == 0 &&
         listen(b->fd, 16) == 0 && getsockname(b->fd, (struct sockaddr *)&at, &size) == 0);
    int port = ntohs(at.sin_port);
    snprintf(b->url, sizeof(b->url), "smtp://127.0.0.1:%d", port);
    snprintf(b->safe, sizeof(b->safe), "smtps://127.0.0.1:%d", port);
    snprintf(b->file, sizeof(b->file), "/tmp/eaves-letters-%d-%d", (int)getpid(), port);
    fflush(NULL);
    b->pid = fork();
    must(b->pid >= 0);
    if (b->pid == 0) {
        FILE *kept = fopen(b->file, "ae");
        signal(SIGPIPE, SIG_IGN);
        alarm(120); /* never outlives a test that died */
        while (kept) {
            letterbox_serve(b->fd, mood, kept);
        }
        _exit(1);
    }
    close(b->fd);
}

/* How many letters have a line that holds this. */
GATEWAY_UNUSED static int letterbox_got(const struct letterbox *b, const char *text)
{
    struct gateway g = {.pid = b->pid};
    snprintf(g.file, sizeof(g.file), "%s", b->file);
    return gateway_got(&g, text);
}

GATEWAY_UNUSED static void letterbox_stop(struct letterbox *b)
{
    kill(b->pid, SIGKILL);
    waitpid(b->pid, NULL, 0);
    unlink(b->file);
}
#endif
