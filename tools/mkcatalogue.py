#!/usr/bin/env python3
"""mkcatalogue.py OUT.c en.po zh-Hant.overrides.po: the catalogues as one hash table in C.

The msgids are those of en.po. Traditional Chinese is made by OpenCC's s2tw (Taiwan's characters,
nobody's vocabulary: words such as 打印 or 视频 stay understood in Hong Kong and Taiwan alike);
what it gets wrong in any sentence is repaired here, in one sentence by the overrides. The table is read by lib/text/text.c.
"""
import re
import subprocess
import sys

import po

CONFIG = 's2tw.json'
LINE_BREAK = '\x01'
# A 里 is inside (裡) but in the names of neighbourhoods and miles; 后 is after (後) but in queens;
# 麵 is a face but where it is eaten. 登錄 is to record and 登入 to sign in, 台 and 公分 are read in
# Taipei and Hong Kong alike.
REPAIRS = [
    (r'(?<![鄰蔭公英海故])里(?![程弄長])', '裡'), ('柳蔭裡', '柳蔭里'),
    (r'(?<![皇太王])后', '後'), ('麵(?![粉條包食])', '面'),
    ('登錄', '登入'), ('臺', '台'), ('汙', '污'), ('釐米', '公分'),
]


def fnv1a(text):
    value = 2166136261
    for byte in text.encode('utf-8'):
        value = (value ^ byte) * 16777619 & 0xffffffff
    return value


def traditional(msgids):
    if not msgids:
        return []
    lines = '\n'.join(m.replace('\n', LINE_BREAK) for m in msgids) + '\n'
    try:
        done = subprocess.run(['opencc', '-c', CONFIG], input=lines.encode('utf-8'),
                              stdout=subprocess.PIPE, check=True).stdout.decode('utf-8')
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f'mkcatalogue.py: opencc is needed (package opencc): {error}')
    out = done.rstrip('\n').split('\n')
    if len(out) != len(msgids):
        sys.exit(f'mkcatalogue.py: opencc gave {len(out)} lines for {len(msgids)} msgids')
    for wrong, right in REPAIRS:
        out = [re.sub(wrong, right, line) for line in out]
    return [line.replace(LINE_BREAK, '\n') for line in out]


def table(english, hant):
    size = 16
    while size < 2 * len(english):
        size *= 2
    slots = [None] * size
    for msgid in sorted(english):
        at = fnv1a(msgid) & (size - 1)
        while slots[at]:
            at = (at + 1) & (size - 1)
        slots[at] = (msgid, hant[msgid], english[msgid])
    return slots


def c_string(text):
    # A "?" is escaped so that no translation spells a trigraph.
    return re.sub(r'\?', r'\\?', po.quote(text))


def main():
    out_path, english_path, overrides_path = sys.argv[1:4]
    english = {e.msgid: e.msgid for e in po.read(english_path) if e.msgid and not e.obsolete}
    english.update(po.translations(english_path))
    msgids = sorted(english)
    hant = dict(zip(msgids, traditional(msgids)))
    hant.update({k: v for k, v in po.translations(overrides_path).items() if k in hant})
    slots = table(english, hant)
    with open(out_path, 'w', encoding='utf-8') as out:
        out.write('/* Made by tools/mkcatalogue.py from locale/. */\n#include "lib/text/catalogue.h"\n\n')
        out.write(f'const uint32_t catalogue_mask = {len(slots) - 1};\n')
        out.write(f'const struct catalogue_entry catalogue[{len(slots)}] = {{\n')
        for slot, entry in enumerate(slots):
            cells = ', '.join(c_string(s) for s in entry) if entry else '0'
            out.write(f'[{slot}] = {{{cells}}},\n')
        out.write('};\n')


main()
