/* listen.h - listening sockets, the log, and what systemd wants to hear. */
#ifndef EAVES_LISTEN_H
#define EAVES_LISTEN_H

#include "lib/base/app.h"

/* Binds `address` n times (SO_REUSEPORT: the kernel spreads the connections); fills fds and says
 * in actual[64] what was bound ("127.0.0.1:41233" for port 0). False: somebody else has it, or it
 * is no address; said on stderr. */
bool listen_bind(const char *address, int *fds, int n, char actual[64]);
/* Sockets that systemd passes (LISTEN_PID, LISTEN_FDS): their number, the first is fd 3. */
int listen_inherited(void);
/* "READY=1" to $NOTIFY_SOCKET, if there is one. */
void notify_systemd(const char *state);
/* stderr goes to the end of app->log_file, made anew if it was moved away. True when none is named.
 * False, and stderr as it was: it cannot be opened. */
bool log_file_open(const struct app *app);
#endif
