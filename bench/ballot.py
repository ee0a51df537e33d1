#!/usr/bin/env python3
"""ballot.py STORE.db KEYFILE OUTDIR - an open vote of EAVES_BENCH_OWNERS signed-in owners into a
migrated store, for `make bench`. Writes OUTDIR/owners.lua: cookies and csrf tokens."""
import os
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'tests'))
import ballot_seed  # noqa: E402

path, keyfile, out = sys.argv[1:4]
homes = int(os.environ['EAVES_BENCH_OWNERS'])
with open(keyfile, 'rb') as f:
    owners = ballot_seed.seed(sqlite3.connect(path, isolation_level=None), f.read(), homes)
with open(f'{out}/owners.lua', 'w', encoding='ascii') as f:
    f.write(f'return {{ballot = "{ballot_seed.BALLOT}", owners = {{\n')
    f.writelines(f'  {{"{cookie}", "{csrf}"}},\n' for cookie, csrf in owners)
    f.write('}}\n')
