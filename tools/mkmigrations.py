#!/usr/bin/env python3
"""Embeds every *_NNN.sql as a C table, by tier, then name. First line: "-- tier N"."""
import os
import re
import sys

rows = []
for path in sys.argv[2:]:
    text = open(path, encoding='utf-8').read()
    tier = re.match(r'-- tier (-?\d+)', text)
    name = re.match(r'(\w+?)_(\d{3})\.sql$', os.path.basename(path))
    if not tier or not name:
        sys.exit(f'{path}:1: a migration is named room_NNN.sql and starts with "-- tier N"')
    rows.append((int(tier.group(1)), name.group(1), int(name.group(2)), text, path))
order = {'log': 0, 'web': 1, 'paper': 2, 'find': 3, 'places': 10, 'accounts': 11, 'people': 12, 'owners': 13,
         'claims': 14, 'bodies': 15}
rows.sort(key=lambda r: (r[0], order.get(r[1], 50), r[1], r[2]))
with open(sys.argv[1], 'w', encoding='utf-8') as out:
    out.write('#include "lib/db/db.h"\n\nconst struct migration migrations[] = {\n')
    for tier, module, number, text, path in rows:
        body = ''.join('    "' + line.replace('\\', '\\\\').replace('"', '\\"') + '\\n"\n'
                       for line in text.split('\n'))
        out.write(f'{{.module = "{module}", .tier = {tier}, .number = {number}, .sql =\n{body}}},\n')
    out.write('};\n' + f'const int migrations_count = {len(rows)};\n')
