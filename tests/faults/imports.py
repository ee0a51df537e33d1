#!/usr/bin/env python3
"""kill -9 in the middle of an import: all of it is there afterwards, or nothing."""
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time

import house

HERE = os.path.dirname(os.path.abspath(__file__))
ROSTER = os.path.join(HERE, '..', '..', 'bench', 'roster.py')


def counts(path):
    with sqlite3.connect(path) as db:
        one = [db.execute(f'SELECT count(*) FROM {t}').fetchone()[0]
               for t in ('unit', 'person', 'relation', 'import_change', 'import_run')]
        ok = db.execute('PRAGMA integrity_check').fetchone()[0] == 'ok'
    return one, ok


def main():
    count = house.Count()
    rng = random.Random(7)
    with tempfile.TemporaryDirectory(prefix='eaves-imports-') as tmp:
        store = ['--store', f'sqlite:{tmp}/s.db', '--files', f'{tmp}/files', '--key', f'{tmp}/key']
        book = f'{tmp}/roster.xlsx'
        subprocess.run([sys.executable, ROSTER, book], check=True)
        subprocess.run([house.BINARY, 'migrate', *store], check=True, capture_output=True)
        subprocess.run([house.BINARY, 'area', 'add', 'bn', 'Bench', *store], check=True, capture_output=True)
        command = [house.BINARY, 'import', 'roster', book, '--area', 'bn', *store]
        took, killed, done = 4.0, 0, 0
        for _ in range(40 if house.LONG else 8):
            began = time.time()
            p = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                p.wait(rng.uniform(0.02, took))
            except subprocess.TimeoutExpired:
                p.kill()
                p.wait()
                killed += 1
            else:
                took = time.time() - began
            (units, people, lives, changes, runs), whole = counts(f'{tmp}/s.db')
            nothing = units == people == lives == changes == runs == 0
            everything = units == 5309 and people == lives == 15000 and changes > 25000 and runs >= 1
            done += everything
            count.check('all or nothing', whole and (nothing or everything), f'{units} homes, {people} people, {runs} runs')
            if everything:
                run = sqlite3.connect(f'{tmp}/s.db').execute('SELECT max(id) FROM import_run WHERE state = 6').fetchone()[0]
                began = time.time()
                back = subprocess.run([house.BINARY, 'import', 'roster', '--area', 'bn', '--undo', str(run), *store], capture_output=True)
                left = sqlite3.connect(f'{tmp}/s.db').execute('SELECT count(*) FROM unit WHERE valid_to IS NULL').fetchone()[0]
                count.check('and taken back as quickly', time.time() - began < 20, f'{time.time() - began:.1f} s')
                count.check('and taken back', back.returncode == 0 and left == 0, f'{back.stdout.decode()} {left} left')
                for f in os.listdir(tmp):
                    if f.startswith('s.db'):
                        os.remove(os.path.join(tmp, f))
                subprocess.run([house.BINARY, 'migrate', *store], check=True, capture_output=True)
                subprocess.run([house.BINARY, 'area', 'add', 'bn', 'Bench', *store], check=True, capture_output=True)
        last = subprocess.run(command, capture_output=True)
        again = subprocess.run([*command, '--json'], capture_output=True)
        count.check('it goes in at last', last.returncode == 0 and counts(f'{tmp}/s.db')[0][0] == 5309, last.stderr.decode())
        count.check('and a second time changes nothing', b'"new":0,"changed":0,"same":15000' in again.stdout, again.stdout.decode()[:200])
    print(f'imports: killed {killed} times, {done} were through before')
    count.end()


if __name__ == '__main__':
    main()
