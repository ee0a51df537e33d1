#!/usr/bin/env python3
"""lib/calendar/working_days.tsv as a C table: mkworkdays.py OUT.c INPUT. Refuses what
calendar_read() would refuse, so that the file in the house is always right."""
import datetime
import sys

rows, last = [], ''
for number, line in enumerate(open(sys.argv[2], encoding='utf-8'), 1):
    if line.startswith('#') or not line.strip():
        continue
    cells = line.rstrip('\n').split('\t')
    if len(cells) != 4 or cells[1] not in ('work', 'off') or not cells[3] or cells[0] <= last:
        sys.exit(f'{sys.argv[2]}:{number}: day, "work" or "off", festival, notice; days in order')
    last = cells[0]
    day = (datetime.date.fromisoformat(last) - datetime.date(1970, 1, 1)).days
    rows.append(f'    {{{day}, {"true" if cells[1] == "work" else "false"}, "{cells[2]}", "{cells[3]}"}}, /* {last} */\n')
with open(sys.argv[1], 'w', encoding='utf-8') as out:
    out.write('#include "lib/calendar/calendar.h"\n\nstatic const struct special_day days[] = {\n' + ''.join(rows) +
              f'}};\nconst struct calendar calendar_builtin = {{.v = days, .n = {len(rows)}}};\n')
