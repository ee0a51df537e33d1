#!/usr/bin/env python3
"""coverage.py [--floor=95] [--elections=N] [FILE...] - lines and branches of the files that decide (judged.py) that
their own suites, and N random elections a method (300), go through. Red under the floor of branches.

Not counted: the branches of must(), which no test can take without ending the program, and the growing of a list in
list_push(), which is lib/base's and tested there."""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from judged import ROOT, compiled, judged, linked


def measured(files, elections, out):
    """Runs all suites of those files; gcov's account of each file."""
    objects = {f: compiled(f, os.path.join(ROOT, f), os.path.join(out, f'{k}.o'), '-O0', '--coverage')
               for k, f in enumerate(files)}
    tests, many = (linked(p, objects.values(), os.path.join(out, p), '--coverage') for p in ('eaves-tests', 'tally-many'))
    runs = [[tests, '--only', suite] for suite in sorted({s for suites, _ in files.values() for s in suites})]
    if elections and any(trials for _, trials in files.values()):
        runs.append([sys.executable, 'tests/choice/trials.py', many, str(elections), '1'])
    for run in runs:
        said = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
        if said.returncode:
            sys.exit(f'{" ".join(run)}: {said.stdout[-300:]}')
    for f, o in objects.items():
        text = subprocess.run(['gcov', '--json-format', '--branch-probabilities', '--stdout', o], cwd=out,
                              capture_output=True, text=True, check=True).stdout
        yield f, next(one['lines'] for one in json.loads(text)['files'] if one['file'].endswith(f))


def count(path, lines):
    """lines, lines run, branches, branches taken, and where one was not."""
    with open(os.path.join(ROOT, path), encoding='utf-8') as f:
        source = f.read().split('\n')
    branches = [(one['line_number'], b['count']) for one in lines for b in one['branches']
                if not re.search(r'\b(must|list_push)\(', source[one['line_number'] - 1])]
    missed = sorted({at for at, n in branches if not n})
    return len(lines), sum(one['count'] > 0 for one in lines), len(branches), sum(n > 0 for _, n in branches), missed


def main():
    parse = argparse.ArgumentParser()
    parse.add_argument('--floor', type=float, default=95)
    parse.add_argument('--elections', type=int, default=300)
    parse.add_argument('files', nargs='*')
    args = parse.parse_args()
    files, out, under = judged(args.files), tempfile.mkdtemp(prefix='eaves-coverage-'), 0
    try:
        print('lines          branches       file, and lines with a branch not taken')
        for path, found in measured(files, args.elections, out):
            lines, run, branches, taken, missed = count(path, found)
            red = taken * 100 < args.floor * branches
            under += red
            print(f'{run:4}/{lines:4} {100 * run // lines:3} % {taken:4}/{branches:4} '
                  f'{100 * taken // (branches or 1):3} % {path}: {" ".join(map(str, missed))}')
            if red:
                print(f'FAIL {path}: under {args.floor:g} % of branches')
    finally:
        shutil.rmtree(out)
    print(f'{len(files) - under} passed, {under} failed')
    return 1 if under or not files else 0


sys.exit(main())
