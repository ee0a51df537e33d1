/* qr.c - QR codes as SVG, drawn by libqrencode. */
#include <qrencode.h>
#include <string.h>

#include "lib/paper/paper.h"
#include "lib/text/line.h"

enum { QUIET = 4 };

static void add_text(struct arena *a, struct line *out, const char *s)
{
    line_add(a, out, s, strlen(s));
}

static const char *escaped(struct arena *a, const char *s)
{
    struct line out = {0};
    line_add(a, &out, "", 0);
    for (; *s; s++) {
        const char *as = *s == '&'   ? "&amp;"
                         : *s == '<' ? "&lt;"
                         : *s == '>' ? "&gt;"
                         : *s == '"' ? "&quot;"
                                     : NULL;
        if (as) {
            add_text(a, &out, as);
        } else {
            line_add(a, &out, s, 1);
        }
    }
    return out.v;
}

/* One "M x y h n v1 h-n z" for each run of dark modules in a line. */
static void add_runs(
    struct arena *a, struct line *out, const unsigned char *modules, int width, int y)
{
    for (int x = 0; x < width; x++) {
        int n = 0;
        while (x + n < width && (modules[x + n] & 1)) {
            n++;
        }
        if (n) {
            add_text(a, out, arena_printf(a, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, n, n));
            x += n;
        }
    }
}

/* Two modules a character, one above the other, in the colours of ink on paper. */
const char *qr_lines(struct arena *a, const char *text)
{
    static const char *const blocks[] = {"█", "▀", "▄", " "}; /* dark above 2, below 1 */
    QRcode *code = str_empty(text) ? NULL : QRcode_encodeString8bit(text, 0, QR_ECLEVEL_L);
    struct line out = {0};
    line_add(a, &out, "", 0);
    for (int y = -QUIET / 2; code && y < code->width + QUIET / 2; y += 2) {
        for (int x = -QUIET / 2; x < code->width + QUIET / 2; x++) {
            int dark = 0;
            for (int k = 0; k < 2; k++) {
                bool in = x >= 0 && x < code->width && y + k >= 0 && y + k < code->width;
                dark = dark * 2 + (in && (code->data[(y + k) * code->width + x] & 1));
            }
            add_text(a, &out, blocks[dark]);
        }
        add_text(a, &out, "\n");
    }
    QRcode_free(code);
    return out.v;
}

const char *qr_svg(struct arena *a, const char *text, const char *label)
{
    QRcode *code = str_empty(text) ? NULL : QRcode_encodeString8bit(text, 0, QR_ECLEVEL_Q);
    if (!code) {
        return "";
    }
    struct line out = {0};
    int side = code->width + 2 * QUIET;
    add_text(a, &out,
        arena_printf(a,
            "<svg class=\"qr\" viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\" role=\"img\""
            " aria-label=\"%s\"><path d=\"",
            side, side, escaped(a, str_or(label, ""))));
    for (int y = 0; y < code->width; y++) {
        add_runs(a, &out, code->data + y * code->width, code->width, y);
    }
    add_text(a, &out, "\"/></svg>");
    QRcode_free(code);
    return out.v;
}
