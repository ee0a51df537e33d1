#!/usr/bin/env python3
"""sqlcheck.py [--build DIR] [--pg DSN] - proves schema and every SQL literal by docs/store.md.

Each literal (found in the preprocessed sources, so FIGURE() and the like are whole) must keep to
its area, use nothing that only one engine or one machine knows, and be prepared by SQLite and, with
--pg, by PostgreSQL, both with this program's tables. A literal about the whole town says so in a
comment at its end, /* town */; one for a single engine says /* sqlite */ or /* postgresql */.
The last line is "N passed, N failed"."""
import argparse
import concurrent.futures
import glob
import json
import re
import shlex
import sqlite3
import subprocess
import sys
import tempfile

import sqlrules
import sqlschema

# The drivers themselves speak to one engine; migrations keep their own table.
EXEMPT = {'lib/db/sqlite.c', 'lib/db/postgres.c', 'lib/db/db.c', 'lib/db/migrate.c', 'lib/db/dump.c',
          'lib/db/driver.h'}
START = re.compile(r'\s*\(?\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\s')
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|# \d+ "[^"]*"[^\n]*|\s+|.', re.S)


class Literal:
    def __init__(self, sql, where):
        self.sql, self.where = ' '.join(sql.split()), where
        mark = re.search(r'/\* (town|sqlite|postgresql)(?:, (town))? \*/$', self.sql)
        self.town = bool(mark) and 'town' in mark.groups()
        self.engine = mark.group(1) if mark and mark.group(1) != 'town' else None


def sources():
    every = glob.glob('lib/*/*.c') + glob.glob('src/*/*.c') + glob.glob('app/*.c')
    wanted = [p for p in sorted(every) if not p.endswith('_test.c') and p not in EXEMPT]
    return [p for p in wanted if re.search(r'SELECT|INSERT|UPDATE|DELETE', open(p, encoding='utf-8').read())]


def preprocess(path, flags):
    done = subprocess.run(['cc', '-E', *flags, path], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return path, done.stdout


def flags_of(build):
    """Include paths and definitions, by source."""
    out = {}
    for entry in json.load(open(f'{build}/compile_commands.json', encoding='utf-8')):
        words = shlex.split(entry['command'])
        path = entry['file'].removeprefix('../')
        keep = [w for w in words if w.startswith(('-I', '-D', '-std'))]
        out[path] = [f'-I{build}/{w[2:]}' if w.startswith('-I') and not w.startswith('-I/') else w for w in keep]
    return out


def unquote(s):
    return s[1:-1].encode().decode('unicode_escape').encode('latin-1').decode('utf-8')


def literals_of(path, text):
    """Neighbouring string literals of the file itself, joined."""
    parts, line, here, start = [], 0, False, 0
    for token in TOKEN.findall(text):
        if token.startswith('# ') and token[2].isdigit():
            marker = re.match(r'# (\d+) "([^"]*)"', token)
            here, line = marker.group(2) == path, int(marker.group(1)) - 1
        elif token.startswith('"') and len(token) > 1:
            start = start if parts else line
            parts.append(unquote(token) if here else '')
        elif token.isspace():
            line += token.count('\n')
        else:
            if START.match(''.join(parts)):
                yield Literal(''.join(parts), f'{path}:{start}')
            parts = []


def all_literals(build):
    paths, flags = sources(), flags_of(build)
    missing = [p for p in paths if p not in flags]
    if missing:
        sys.exit(f'not in the build: {" ".join(missing)}; run tools/reconfigure.sh')
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        texts = list(pool.map(lambda p: preprocess(p, flags[p]), paths))
    return [lit for path, text in texts for lit in literals_of(path, text)]


def migrate(build, store, directory):
    """Run by itself: the program refuses, with its reason, what it could not migrate."""
    subprocess.run([f'{build}/eaves', 'migrate', '--store', store, '--files', f'{directory}/files',
                    '--key', f'{directory}/key'], check=True, stdout=subprocess.DEVNULL)


# SQLite ------------------------------------------------------------------------------------------
def on_sqlite(literals, build, tables):
    with tempfile.TemporaryDirectory() as directory:
        migrate(build, f'sqlite:{directory}/x.db', directory)
        db = sqlite3.connect(f'{directory}/x.db')
        for lit in literals:
            if lit.engine == 'postgresql':
                continue
            try:
                plan = db.execute('EXPLAIN QUERY PLAN ' + lit.sql, [None] * greatest(lit.sql)).fetchall()
            except sqlite3.Error as e:
                yield lit, f'SQLite: {e}'
                continue
            names = {} if lit.town else sqlrules.aliases(lit.sql, tables)
            for name in {row[3].split()[1] for row in plan if row[3].startswith('SCAN ')}:
                if name in names and names[name].kind == 'area':
                    yield lit, f'SQLite reads the whole of {names[name].name}: an index is missing'


def greatest(sql):
    return max([int(n) for n in re.findall(r'\?(\d+)', sqlrules.blank_strings(sql))] or [0])


# PostgreSQL --------------------------------------------------------------------------------------
def prepared(n, sql, types):
    numbered = re.sub(r"'[^']*'|\?(\d+)", lambda m: f'${m.group(1)}' if m.group(1) else m.group(), sql)
    declared = f' ({", ".join(types)})' if types else ''
    return f'\\echo @{n}\nPREPARE p{declared} AS {numbered};\nDEALLOCATE ALL;\n'


def run_psql(dsn, jobs):
    """{number: the error's first line}"""
    script = ''.join(prepared(n, sql, types) for n, sql, types in jobs)
    done = subprocess.run(['psql', '-qX', '-d', dsn], input=script, capture_output=False, text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    errors, now = {}, None
    for line in done.stdout.split('\n'):
        if re.match(r'@\d+$', line):
            now = int(line[1:])
        elif 'ERROR:' in line and now not in errors and 'prepared statement "p" does not exist' not in line:
            errors[now] = line[line.index('ERROR:'):]
    return errors


def on_postgresql(literals, build, dsn):
    """The program gives each parameter its type; psql has to guess, so what it cannot guess is text."""
    with tempfile.TemporaryDirectory() as directory:
        migrate(build, dsn, directory)
    todo = {n: (lit.sql, []) for n, lit in enumerate(literals) if lit.engine != 'sqlite'}
    for _ in range(12):
        errors = run_psql(dsn, [(n, sql, types) for n, (sql, types) in todo.items()])
        again = {}
        for n, error in errors.items():
            unknown = re.search(r'could not determine data type of parameter \$(\d+)', error)
            if not unknown:
                yield literals[n], f'PostgreSQL: {error}'
                continue
            sql, types = todo[n]
            types = types or ['unknown'] * greatest(sql)
            types[int(unknown.group(1)) - 1] = 'text'
            again[n] = (sql, types)
        todo = again
        if not todo:
            return


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument('--build', default='build')
    args.add_argument('--pg')
    args.add_argument('--list', action='store_true', help='prints the literals and stops')
    args = args.parse_args()
    paths = sorted(glob.glob('lib/*/*_[0-9][0-9][0-9].sql') + glob.glob('src/*/*_[0-9][0-9][0-9].sql'))
    tables, wrong = sqlschema.load(paths)
    literals = all_literals(args.build)
    if args.list:
        print('\n'.join(f'{lit.where}: {lit.sql}' for lit in literals))
        return
    controls, uncontrolled = sqlrules.self_test()
    wrong += uncontrolled
    wrong += [f'{lit.where}: {p}\n    {lit.sql}' for lit in literals for p in sqlrules.check(lit.sql, tables, lit.town)]
    found = list(on_sqlite(literals, args.build, tables))
    found += list(on_postgresql(literals, args.build, args.pg)) if args.pg else []
    wrong += [f'{lit.where}: {p}\n    {lit.sql}' for lit, p in found]
    for w in wrong:
        print('FAIL', w)
    checks = len(tables) + len(literals) * (3 if args.pg else 2) + controls
    print(f'{max(0, checks - len(wrong))} passed, {len(wrong)} failed')
    sys.exit(bool(wrong))


if __name__ == '__main__':
    main()
