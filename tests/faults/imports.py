#!/usr/bin/env python3
"""kill -9 in the middle of an import, of the command on either store and of the serving house: all of
it is there afterwards, or nothing."""
import os
import random
import re
import secrets
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

import house

HERE = os.path.dirname(os.path.abspath(__file__))
ROSTER = os.path.join(HERE, '..', '..', 'bench', 'roster.py')
PG = os.path.join(HERE, '..', '..', 'tools', 'pg.sh')
TABLES = ('unit', 'person', 'relation', 'import_change', 'import_run')


class Lite:
    """An empty SQLite store after the other."""

    def __init__(self, tmp):
        self.path = f'{tmp}/s.db'
        self.address = f'sqlite:{self.path}'

    def one(self, sql):
        with sqlite3.connect(self.path) as db:
            return db.execute(sql).fetchone()[0]

    def whole(self):
        return self.one('PRAGMA integrity_check') == 'ok'

    def fresh(self):
        for more in ('', '-wal', '-shm', '-lock'):
            if os.path.exists(self.path + more):
                os.remove(self.path + more)

    def end(self):
        self.fresh()


class Postgres:
    """The same of a PostgreSQL of its own."""

    def __init__(self, tmp):
        self.dir, self.n = f'{tmp}/pg', 0
        self.address = subprocess.run(['sh', PG, 'start', self.dir], check=True, capture_output=True, text=True).stdout.strip()

    def one(self, sql):
        said = subprocess.run(['psql', '-qXAt', '-d', self.address, '-c', sql], check=True, capture_output=True, text=True).stdout
        return int(said.strip() or 0)

    def whole(self):
        return True

    def fresh(self):
        self.n += 1
        self.address = subprocess.run(['sh', PG, 'new', self.dir, f'e{self.n}'], check=True, capture_output=True, text=True).stdout.strip()

    def end(self):
        subprocess.run(['sh', PG, 'stop', self.dir], check=True, capture_output=True)


def judged(count, what, db):
    """True when everything is there; that it is neither everything nor nothing is a failure."""
    units, people, lives, changes, runs = (db.one(f'SELECT count(*) FROM {t}') for t in TABLES)
    nothing = units == people == lives == changes == runs == 0
    everything = units == 5309 and people == lives == 15000 and changes > 25000 and runs >= 1
    count.check(f'{what}: all or nothing', db.whole() and (nothing or everything), f'{units} homes, {people} people, {runs} runs')
    return everything


def command(count, what, db, tmp, book, rounds):
    rng = random.Random(7)
    took, killed, done = 4.0, 0, 0

    def store():
        return ['--store', db.address, '--files', f'{tmp}/files', '--key', f'{tmp}/key']

    def found():
        subprocess.run([house.BINARY, 'migrate', *store()], check=True, capture_output=True)
        subprocess.run([house.BINARY, 'area', 'add', 'bn', 'Bench', *store()], check=True, capture_output=True)

    def bring(*more):
        return [house.BINARY, 'import', 'roster', book, '--area', 'bn', *store(), *more]

    found()
    for _ in range(rounds):
        began = time.time()
        p = subprocess.Popen(bring(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            p.wait(rng.uniform(0.02, took))
        except subprocess.TimeoutExpired:
            p.kill()
            p.wait()
            killed += 1
        else:
            took = time.time() - began
        if judged(count, what, db):
            done += 1
            run = db.one('SELECT max(id) FROM import_run WHERE state = 6')
            began = time.time()
            back = subprocess.run([house.BINARY, 'import', 'roster', '--area', 'bn', '--undo', str(run), *store()], capture_output=True)
            took_back = time.time() - began
            left = db.one('SELECT count(*) FROM unit WHERE valid_to IS NULL')
            count.check(f'{what}: and taken back', back.returncode == 0 and left == 0, f'{back.stdout.decode()} {left} left')
            count.check(f'{what}: quickly', took_back < 30, f'{took_back:.1f} s')
            db.fresh()
            found()
    last = subprocess.run(bring(), capture_output=True)
    again = subprocess.run(bring('--json'), capture_output=True)
    count.check(f'{what}: it goes in at last', last.returncode == 0 and db.one('SELECT count(*) FROM unit') == 5309, last.stderr.decode())
    count.check(f'{what}: and a second time changes nothing', b'"new":0,"changed":0,"same":15000' in again.stdout, again.stdout.decode()[:200])
    print(f'{what}: killed {killed} times, {done} were through before')


class Clerk(house.Visitor):
    """Brings a roster in by the pages, as far as yes."""

    def __init__(self, port):
        super().__init__(port, 60)
        self.get('/demo')
        self.post('/demo', who='staff')

    def upload(self, path):
        self.get('/a/ly/import')
        mark = secrets.token_hex(16)
        fields = {'csrf': self.csrf, 'act': secrets.token_hex(16), 'compound': ''}
        body = b''.join(f'--{mark}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in fields.items())
        body += (f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="roster.csv"\r\n'
                 'Content-Type: text/csv\r\n\r\n').encode() + open(path, 'rb').read() + f'\r\n--{mark}--\r\n'.encode()
        headers = self.ask('POST', '/a/ly/import', body, {'Content-Type': f'multipart/form-data; boundary={mark}'})[1]
        return headers.get('location', '')

    def until(self, run, words):
        for _ in range(200):
            text = self.get(run)[2]
            if words in text:
                return text
            time.sleep(0.1)
        return ''

    def map(self, run):
        text = self.until(run, '/map')
        chosen = {}
        for field in text.split('<select ')[1:]:
            name, value = re.search(r'name="(\w+)"', field), re.search(r'<option value="(\d+)" selected', field.split('</select>')[0])
            chosen.update({name.group(1): value.group(1)} if name and value and name.group(1).startswith('in_') else {})
        more = dict(re.findall(r'<input type="hidden" name="(tab|header|rows)" value="(\d*)', text))
        return self.post(f'{run}/map', compound='', **{**more, **chosen})[0]


def serving(count, tmp, rounds):
    """The whole house dies while its runner puts 2,000 rows; what was agreed to is done when it is back."""
    rng = random.Random(11)
    with house.House() as h:
        for n in range(rounds):
            path = f'{tmp}/served.csv'
            with open(path, 'w', encoding='utf-8') as f:
                f.write('小区,楼号,室号,姓名\n')
                f.writelines(f'试{n}小区,{i // 40 + 1},{i % 40 + 101},住户{i}\n' for i in range(2000))
            clerk = Clerk(h.port)
            run = clerk.upload(path)
            if n == 0:
                count.check('served: mapped', clerk.map(run) == 303)
            count.check('served: tried', '写入 2000 行' in clerk.until(run, '写入 2000 行'))
            count.check('served: yes', clerk.post(run)[0] == 303)
            time.sleep(rng.uniform(0, 0.4))
            h.kill_all()
            id_ = run.rsplit('/', 1)[1]
            homes = h.rows('SELECT count(*) FROM import_change WHERE run_id = ? AND kind = 3', id_)[0][0]
            count.check('served: all or nothing', homes in (0, 2000), str(homes))
            with sqlite3.connect(h.store) as db:  # ten minutes on
                db.execute('UPDATE job SET leased_until = 0 WHERE done_at IS NULL')
            h.start()
            clerk = Clerk(h.port)
            count.check('served: done when it is back', '写好了：新增 2000 行' in clerk.until(run, '写好了'))
            homes = h.rows('SELECT count(*) FROM import_change WHERE run_id = ? AND kind = 3', id_)[0][0]
            count.check('served: once', homes == 2000, str(homes))


def main():
    count = house.Count()
    with tempfile.TemporaryDirectory(prefix='eaves-imports-') as tmp:
        os.chmod(tmp, 0o755)  # the database's own user passes through
        book = f'{tmp}/roster.xlsx'
        subprocess.run([sys.executable, ROSTER, book], check=True)
        serving(count, tmp, 10 if house.LONG else 2)
        for what, make, rounds in (('sqlite', Lite, 8), ('postgresql', Postgres, 4)):
            if make is Postgres and not (shutil.which('psql') and os.path.isdir('/usr/lib/postgresql')):
                print('imports: no PostgreSQL here: not tried')
                continue
            db = make(tmp)
            try:
                command(count, what, db, tmp, book, rounds * 5 if house.LONG else rounds)
            finally:
                db.end()
    count.end()


if __name__ == '__main__':
    main()
