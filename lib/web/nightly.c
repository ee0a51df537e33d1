#include "lib/web/nightly.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/backup/backup.h"

enum { LOOK_MS = 20 * 1000, AGAIN_MS = 10 * 60 * 1000 };

/* The address may hold a password: it goes by the environment, which others cannot read. */
static void become_backup(const struct app *app)
{
    char keep[16];
    sigset_t none;
    snprintf(keep, sizeof keep, "%d", app->backup_keep);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setenv("EAVES_STORE", app->store, 1);
    setenv("EAVES_FILES", app->files_dir, 1);
    setenv("EAVES_KEY", app->key_file, 1);
    if (nice(10) < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0) {
        _exit(1);
    }
    execl("/proc/self/exe", "eaves", "backup", app->backup_dir, "--keep", keep,
        app->backup_every < 24 * 60 ? "--quick" : "--checked", (char *)NULL);
    _exit(127);
}

static pid_t begin(const struct app *app)
{
    pid_t pid = fork();
    if (pid == 0) {
        become_backup(app);
    }
    if (pid < 0) {
        perror("event=backup_not_begun");
    }
    return pid > 0 ? pid : 0;
}

static bool is_due(struct app *app, int64_t now)
{
    struct arena *a = arena_create();
    bool due = backup_is_due(now, backup_newest_at(a, app->backup_dir), app->backup_every);
    arena_destroy(a);
    return due;
}

void nightly(struct app *app)
{
    static pid_t child;
    static int64_t look_at, try_at;
    int64_t now = app_now(app);
    if (child && waitpid(child, NULL, WNOHANG) == child) {
        child = 0;
    }
    if (!app->backup_dir || child || now < look_at) {
        return;
    }
    look_at = now + LOOK_MS;
    if (now >= try_at && is_due(app, now)) {
        try_at = now + AGAIN_MS; /* a disk that is full now is full a moment later too */
        int64_t soon = (int64_t)app->backup_every * 60 * 1000;
        try_at = soon < AGAIN_MS ? now + soon : try_at;
        child = begin(app);
    }
}
