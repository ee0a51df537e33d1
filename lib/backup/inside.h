/* inside.h - what make.c, verify.c and restore.c share. */
#ifndef EAVES_BACKUP_INSIDE_H
#define EAVES_BACKUP_INSIDE_H

#include "lib/backup/backup.h"
#include "lib/backup/disk.h"

bool names_have(const struct names *sorted, const char *name);
void names_sort(struct names *n);
/* A table into a new file and its sums beside it. */
NODISCARD bool rows_write(struct ctx *c, const struct dump_table *t, const char *path,
    struct print *rows, struct print *sums, int64_t *n);
/* The same bytes to nowhere: what the table is now. */
NODISCARD bool rows_print(
    struct ctx *c, const struct dump_table *t, struct print *rows, int64_t *n);
/* 1, 2 ...: the first line of the file its sums do not fit; *key its first two cells. 0: none. */
int64_t rows_changed_line(struct arena *a, const char *path, const char *columns, const char **key);
/* All rows into the empty store c->db, looked at there; the transaction stays open. */
NODISCARD bool backup_load(struct ctx *c, const struct backup *b, struct sayings *bad);
void saying(struct ctx *c, struct sayings *s, struct words w);
const struct backup_file *backup_file_of(const struct backup *b, const char *path);
bool file_is(const char *path, const struct backup_file *f);
#endif
