/* rows.c - a table as a file of lines, and eight digits for each line, so that a changed one can be
 * named. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "lib/backup/inside.h"

struct written {
    struct disk_out rows, sums;
    int64_t n;
};

static unsigned sum_of(const char *v, size_t n)
{
    return (unsigned)crc32(0, (const Bytef *)v, (uInt)n);
}

static bool write_line(struct ctx *c, void *self, const char *v, size_t n)
{
    struct written *w = self;
    char sum[16];
    int length = snprintf(sum, sizeof sum, "%08x\n", sum_of(v, n));
    w->n++;
    return disk_put(c, &w->rows, v, n) && disk_put(c, &w->sums, sum, (size_t)length);
}

bool rows_write(struct ctx *c, const struct dump_table *t, const char *path, struct print *rows,
    struct print *sums, int64_t *n)
{
    struct written w = {.sums.fd = -1};
    const char *beside = arena_printf(c->arena, "%s.sums", path);
    if (disk_open(c, path, &w.rows) && disk_open(c, beside, &w.sums) &&
        dump_out(c, t, (struct dump_to){&w, write_line})) {
        *n = w.n;
    }
    disk_close(c, &w.rows, rows);
    disk_close(c, &w.sums, sums);
    return !c->err.kind;
}

struct printed {
    crypto_hash_sha256_state hash;
    int64_t n, bytes;
};

static bool print_line(struct ctx *c, void *self, const char *v, size_t n)
{
    struct printed *p = self;
    (void)c;
    crypto_hash_sha256_update(&p->hash, (const uint8_t *)v, n);
    p->n++;
    p->bytes += (int64_t)n;
    return true;
}

bool rows_print(struct ctx *c, const struct dump_table *t, struct print *rows, int64_t *n)
{
    struct printed p = {0};
    uint8_t hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_init(&p.hash);
    bool ok = dump_out(c, t, (struct dump_to){&p, print_line});
    crypto_hash_sha256_final(&p.hash, hash);
    sodium_bin2hex(rows->sha, sizeof rows->sha, hash, sizeof hash);
    rows->bytes = p.bytes;
    *n = p.n;
    return ok;
}

/* "area_id 7, id 12": where to look for it. */
static const char *key_cells(struct arena *a, const char *columns, const char *line)
{
    const char *out = "";
    for (int i = 0; i < 2 && *columns && *line; i++) {
        size_t n = strcspn(columns, ":"), cell = strcspn(line, "\t\n");
        cell = cell > 24 ? 24 : cell;
        out = arena_printf(
            a, "%s%s%.*s %.*s", out, *out ? ", " : "", (int)n, columns, (int)cell, line);
        line += strcspn(line, "\t\n");
        line += *line == '\t';
        columns += n + 2;
        columns += *columns == ',';
    }
    return utf8_valid(out, strlen(out)) ? out : "?";
}

int64_t rows_changed_line(struct arena *a, const char *path, const char *columns, const char **key)
{
    FILE *rows = fopen(path, "re"), *sums = fopen(arena_printf(a, "%s.sums", path), "re");
    char *line = NULL, *sum = NULL;
    size_t cap = 0, sum_cap = 0;
    int64_t at = 0, bad = 0;
    *key = "";
    while (rows && sums && !bad) {
        ssize_t n = getline(&line, &cap, rows), m = getline(&sum, &sum_cap, sums);
        if (n <= 0 && m <= 0) {
            break;
        }
        at++;
        if (n <= 0 || m != 9 || strtoul(sum, NULL, 16) != sum_of(line, (size_t)n)) {
            bad = at;
            *key = n > 0 ? key_cells(a, columns, line) : "";
        }
    }
    free(line);
    free(sum);
    if (rows) {
        fclose(rows);
    }
    if (sums) {
        fclose(sums);
    }
    return bad;
}
