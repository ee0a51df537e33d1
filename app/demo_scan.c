/* demo_scan.c - a photo of some official paper: a heading, lines of print, a red seal. Nothing on
 * it can be read, and nothing has to be. */
#include <zlib.h>

#include "app/app.h"
#include "app/demo.h"
#include "lib/web/file.h"
#include "lib/web/upload.h"

enum { WIDE = 480, HIGH = 640, ROW = 1 + 3 * WIDE, SEAL_X = 350, SEAL_Y = 520, SEAL = 52 };

static uint32_t ink(int x, int y)
{
    int line = (y - 150) / 26, from = (x - SEAL_X) * (x - SEAL_X) + (y - SEAL_Y) * (y - SEAL_Y);
    if (from < SEAL * SEAL && (from > (SEAL - 5) * (SEAL - 5) || from < 90)) {
        return 0xc0392b;
    }
    if (y > 60 && y < 84 && x > 110 && x < 370) {
        return 0xb03030;
    }
    if (y > 104 && y < 107 && x > 48 && x < WIDE - 48) {
        return 0xb03030;
    }
    bool words = y >= 150 && line < 14 && (y - 150) % 26 < 9 && x > 56 &&
                 x < WIDE - 56 - line * 37 % 120 && x % 13 < 10;
    return words ? 0x555555 : 0xf7f5ee - (uint32_t)(y / 40) * 0x010101;
}

static void put_word(struct buf *out, uint32_t x)
{
    const uint8_t v[] = {(uint8_t)(x >> 24), (uint8_t)(x >> 16), (uint8_t)(x >> 8), (uint8_t)x};
    buf_put(out, v, sizeof v);
}

static void chunk(struct buf *out, const char *type, const void *v, size_t n)
{
    put_word(out, (uint32_t)n);
    buf_put(out, type, 4);
    buf_put(out, v, n);
    put_word(out, (uint32_t)crc32(crc32(0, (const Bytef *)type, 4), v, (uInt)n));
}

static void draw(struct ctx *c, struct buf *out)
{
    static const uint8_t head[] = {
        0, 0, WIDE >> 8, WIDE & 255, 0, 0, HIGH >> 8, HIGH & 255, 8, 2, 0, 0, 0};
    uint8_t *raw = arena_alloc(c->arena, (size_t)ROW * HIGH);
    uLongf packed = compressBound((uLong)ROW * HIGH);
    uint8_t *v = arena_alloc(c->arena, packed);
    for (int y = 0; y < HIGH; y++) {
        for (int x = 0; x < WIDE; x++) {
            for (int k = 0; k < 3; k++) {
                raw[y * ROW + 1 + 3 * x + k] = (uint8_t)(ink(x, y) >> (16 - 8 * k));
            }
        }
    }
    must(compress2(v, &packed, raw, (uLong)ROW * HIGH, 6) == Z_OK);
    buf_put(out, "\x89PNG\r\n\x1a\n", 8);
    chunk(out, "IHDR", head, sizeof head);
    chunk(out, "IDAT", v, packed);
    chunk(out, "IEND", "", 0);
}

bool demo_scan(struct ctx *c, const char *purpose, int64_t subject_id, enum audience audience)
{
    struct spool s;
    struct buf png = {0};
    int64_t id = 0;
    draw(c, &png);
    bool ok = spool_dirs(c->app->files_dir) && spool_begin(&s, c->app->files_dir, FILE_PHOTO_MAX) &&
              spool_data(&s, png.v, png.n) && spool_end(&s) && spool_settle(c->app->files_dir);
    buf_release(&png);
    if (!ok) {
        return fail(&c->err, ERR_STORE, SAY(N_("照片没有存成")));
    }
    struct upload one = {
        .field = "scan", .path = s.path, .head = {(const char *)s.head, s.head_n}, .size = s.size};
    struct req r = {.files = &one, .n_files = 1, .cookie = ""};
    c->req = &r;
    ok = file_keep(c, "scan", 0, purpose, subject_id, audience, &id);
    c->req = NULL;
    return ok;
}
