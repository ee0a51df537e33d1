#!/usr/bin/env python3
"""drill.py EAVES [--size area|town] [--pg DSN] - the restore drill: a house is copied, wiped, grown
again on an empty place, and compared row by row; with --pg it grows once more into PostgreSQL and
back. Prints seconds and rows; the last line is "N passed, N failed"."""
import argparse
import filecmp
import os
import re
import shutil
import subprocess
import tempfile
import time

ask = argparse.ArgumentParser()
ask.add_argument('eaves')
ask.add_argument('--size', default='area')
ask.add_argument('--pg')
ask = ask.parse_args()
passed = failed = 0


def check(what, ok):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    if not ok:
        print('FAILED', what)


def eaves(*words, store, files, key):
    began = time.time()
    done = subprocess.run([os.path.abspath(ask.eaves), *words, '--store', store, '--files', files, '--key', key],
                          capture_output=True, text=True, check=False)
    check(' '.join(words[:1]) + ' ' + done.stderr[-300:], done.returncode == 0)
    return done, time.time() - began


def no_house(where):
    """A path without a house: said in words, and nothing is left behind."""
    done = subprocess.run([os.path.abspath(ask.eaves), 'backup', 'copies'], cwd=where, capture_output=True,
                          text=True, check=False, env={'PATH': os.environ['PATH']})
    check('no house: ' + done.stderr, done.returncode and 'sqlite:var/eaves.db' in done.stderr)
    check('nothing left', not os.listdir(where))


def same(one, other):
    """Tables that differ, and the manifests' areas: facts and heads."""
    names = sorted(os.listdir(one + '/rows'))
    bad = filecmp.cmpfiles(one + '/rows', other + '/rows', names, shallow=False)
    heads = [re.findall(r'^area .*', open(d + '/manifest', encoding='utf-8').read(), re.M) for d in (one, other)]
    return bad[1] + bad[2], heads[0] == heads[1], len(heads[0])


def grow(where, backup, store, name):
    """Restores, looks, copies again, compares; the new backup."""
    at = {'store': store, 'files': f'{where}/{name}-files', 'key': where + '/key'}
    _, seconds = eaves('restore', backup, **at)
    eaves('doctor', **at)
    again, _ = eaves('backup', f'{where}/{name}-copy', **at)
    bad, heads, areas = same(backup, again.stdout.strip())
    rows = int(re.search(r'rows=(\d+)', again.stderr).group(1))
    check(f'{name}: rows are the same {bad}', not bad)
    check(f'{name}: tree heads are equal', heads and areas)
    print(f'drill {name}: restore {seconds:.1f} s, {rows} rows compared, {len(bad)} tables differ, '
          f'{areas} tree heads {"equal" if heads else "NOT equal"}')
    return again.stdout.strip()


with tempfile.TemporaryDirectory(prefix='eaves-drill-') as room:
    no_house(room)
    house = {'store': f'sqlite:{room}/house.db', 'files': room + '/files', 'key': room + '/key'}
    eaves('migrate', **house)
    eaves('demo', '--size', ask.size, **house)
    made, took = eaves('backup', room + '/copies', **house)
    seen, looked = eaves('backup', room + '/copies', '--verify', **house)
    print(f'drill: backup {took:.1f} s, verify {looked:.1f} s, {made.stderr.split("rows=")[1].split()[0]} rows, size {ask.size}')
    os.unlink(room + '/house.db')
    shutil.rmtree(room + '/files')
    copy = grow(room, made.stdout.strip(), f'sqlite:{room}/grown.db', 'sqlite')
    if ask.pg:
        copy = grow(room, copy, ask.pg, 'postgresql')
        grow(room, copy, f'sqlite:{room}/back.db', 'back')
print(f'{passed} passed, {failed} failed')
raise SystemExit(failed > 0)
