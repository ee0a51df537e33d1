#include "lib/db/driver.h"

struct db *postgres_open(const char *dsn, struct err *why)
{
    (void)dsn;
    fail(why, ERR_STORE, SAY(N_("这个程序没有带 PostgreSQL")));
    return NULL;
}
