#!/usr/bin/env python3
"""Embeds assets/ as C tables: mkassets.py OUTDIR INPUT...

Writes OUTDIR/assets.c (struct asset of lib/web/asset.h: bytes and gzip of each) and
OUTDIR/assets_names.h (ASSET_LOOK_CSS "/s/look.1a2b3c4d5e6f.css"). The path carries a hash of
the content, so a browser may keep it for ever. One file may name another as /s/NAME; it gets the
hashed path. The same input gives the same output, byte for byte.
"""
import gzip
import hashlib
import os
import re
import sys

TYPES = {
    'css': 'text/css; charset=utf-8',
    'js': 'text/javascript; charset=utf-8',
    'svg': 'image/svg+xml',
    'png': 'image/png',
    'webmanifest': 'application/manifest+json',
}
ORDER = ['png', 'svg', 'css', 'js', 'webmanifest']  # who is named comes before who names


def min_css(text):
    """Drops comments and the space that says nothing. Strings stay as they are."""
    parts = re.split(r'("[^"\n]*"|\'[^\'\n]*\')', re.sub(r'/\*.*?\*/', '', text, flags=re.S))
    for i in range(0, len(parts), 2):
        s = re.sub(r'\s+', ' ', parts[i])
        s = re.sub(r' ?([{};,>]) ?', r'\1', s)
        s = re.sub(r': ', ':', s)
        parts[i] = s.replace(';}', '}')
    return ''.join(parts).strip() + '\n'


def min_js(text):
    """Drops indentation, empty lines and comments that have a line of their own."""
    text = re.sub(r'^\s*/\*.*?\*/[ \t]*$', '', text, flags=re.S | re.M)
    lines = (line.strip() for line in text.split('\n'))
    return '\n'.join(line for line in lines if line and not line.startswith('//')) + '\n'


def min_svg(text):
    return re.sub(r'>\s+<', '><', re.sub(r'<!--.*?-->', '', text, flags=re.S)).strip() + '\n'


MINIFY = {'css': min_css, 'js': min_js, 'svg': min_svg}


def c_bytes(name, data):
    rows = (','.join(str(b) for b in data[i:i + 24]) for i in range(0, len(data), 24))
    return f'static const unsigned char {name}[] = {{\n' + ',\n'.join(rows) + '};\n'


def load(paths):
    """[(file name, public name, type, sha256, bytes)], by name; names of others already hashed."""
    names, out = {}, []
    for path in sorted(paths, key=lambda p: (ORDER.index(p.rsplit('.', 1)[1]), p)):
        base = os.path.basename(path)
        stem, ext = base.rsplit('.', 1)
        data = open(path, 'rb').read()
        if ext != 'png':
            text = MINIFY.get(ext, lambda s: s)(data.decode('utf-8'))
            text = re.sub(r'/s/([a-z0-9_-]+\.[a-z]+)', lambda m: '/s/' + named(names, m, path), text)
            data = text.encode('utf-8')
        sha = hashlib.sha256(data).hexdigest()
        names[base] = f'{stem}.{sha[:12]}.{ext}'
        out.append((base, names[base], TYPES[ext], sha, data))
    return sorted(out)


def named(names, match, path):
    if match.group(1) not in names:
        sys.exit(f'{path}: names {match.group(0)}, which is not in assets/ or comes later')
    return names[match.group(1)]


def main(outdir, paths):
    assets = load(paths)
    with open(os.path.join(outdir, 'assets.c'), 'w', encoding='utf-8') as out:
        out.write('#include "lib/web/asset.h"\n\n')
        rows = []
        for i, (base, _, kind, sha, data) in enumerate(assets):
            gz = gzip.compress(data, 9, mtime=0)
            small = len(gz) < len(data) * 9 // 10
            out.write(c_bytes(f'v{i}', data) + (c_bytes(f'gz{i}', gz) if small else ''))
            packed = f', .gz = gz{i}, .gz_n = sizeof(gz{i})' if small else ''
            rows.append(f'    {{.name = "{base}", .type = "{kind}", .sha = "{sha}",\n'
                        f'        .v = v{i}, .n = sizeof(v{i}){packed}}},\n')
        out.write('\nconst struct asset assets[] = {\n' + ''.join(rows) + '};\n')
        out.write(f'const int assets_count = {len(assets)};\n')
    with open(os.path.join(outdir, 'assets_names.h'), 'w', encoding='utf-8') as out:
        out.write('#ifndef EAVES_ASSETS_NAMES_H\n#define EAVES_ASSETS_NAMES_H\n')
        for base, name, *_ in assets:
            macro = 'ASSET_' + re.sub(r'[^A-Z0-9]', '_', base.upper())
            out.write(f'#define {macro} "/s/{name}"\n')
        out.write('#define ICONS ASSET_ICONS_SVG\n#endif\n')


if __name__ == '__main__':
    main(sys.argv[1], sys.argv[2:])
