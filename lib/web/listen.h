/* listen.h - listening sockets, and what systemd wants to hear. */
#ifndef EAVES_LISTEN_H
#define EAVES_LISTEN_H

#include "lib/base/base.h"

/* Binds `address` n times (SO_REUSEPORT: the kernel spreads the connections); fills fds and says
 * in actual[64] what was bound ("127.0.0.1:41233" for port 0). False: somebody else has it, or it
 * is no address; said on stderr. */
bool listen_bind(const char *address, int *fds, int n, char actual[64]);
/* Sockets that systemd passes (LISTEN_PID, LISTEN_FDS): their number, the first is fd 3. */
int listen_inherited(void);
/* "READY=1" to $NOTIFY_SOCKET, if there is one. */
void notify_systemd(const char *state);
#endif
