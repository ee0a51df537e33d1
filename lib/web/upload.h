/* upload.h - a file part on its way from the socket to files/quarantine/. */
#ifndef EAVES_UPLOAD_H
#define EAVES_UPLOAD_H

#include "lib/web/multipart.h"

enum { SPOOL_MAX = 20 * 1024 * 1024 }; /* a field's own max is checked with the form */

struct spool {
    const char *files_dir;
    int fd; /* 0: none open */
    char path[512];
    uint8_t head[64];
    size_t head_n;
    int64_t size; /* what was sent; beyond max nothing more is written */
    int64_t max;
    bool full; /* the disk */
};
/* Makes files_dir and its quarantine/ if they are missing. */
bool spool_dirs(const char *files_dir);
bool spool_begin(struct spool *s, const char *files_dir, int64_t max);
bool spool_data(struct spool *s, const void *v, size_t n); /* false: the disk is full or broken */
/* fsyncs and closes. The caller fsyncs the directory once for all parts: spool_settle(). */
bool spool_end(struct spool *s);
void spool_drop(struct spool *s); /* closes and removes */
bool spool_settle(const char *files_dir);
/* Removes the uploads of a request that was refused; those of an accepted one are the rooms'. */
void uploads_drop(struct req *r);
/* A plain file of that directory, last written before `before` (ms). */
bool file_is_older(int dir, const char *name, int64_t before);
/* Removes quarantined files older than `before` (ms). */
struct swept {
    int gone, left; /* left: too young yet */
};
struct swept quarantine_sweep(const char *files_dir, int64_t before);
#endif
