#!/usr/bin/env python3
"""kill -9, and the power cut, in a burst of votes, on both stores: owners change their minds all the
time, many at once. Whatever was answered 303 is stored, counted once, and the sums are what the marks
say. On PostgreSQL the server of the store crashes as well.

The control: the same with synchronous=off must lose votes, and a vote counted twice must be seen."""
import glob
import itertools
import os
import random
import secrets
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

import driver
import house
import powercut

sys.path.insert(0, os.path.join(house.ROOT, 'tests'))
import ballot_seed  # noqa: E402

ROUTE = '/a/:area/ballots/:id/vote'
OWNERS = 16
COUNTED = 'SELECT o.no, o.vote_id FROM voter o WHERE o.vote_id IS NOT NULL'
# Which vote should count: among web votes of one voter the last received, of one instant the later id.
LAST = """SELECT v.voter_no, v.id FROM vote v WHERE v.void_at = 0 AND NOT EXISTS (SELECT 1 FROM vote w
    WHERE w.voter_no = v.voter_no AND w.void_at = 0 AND (w.received_at > v.received_at
    OR (w.received_at = v.received_at AND w.id > v.id)))"""
RECOUNT = """SELECT item_no, choice, count(*), sum(dm2) FROM (
    SELECT m.item_no, m.choice, o.area_dm2 AS dm2 FROM voter o JOIN vote_mark m ON m.vote_id = o.vote_id
    UNION ALL SELECT 0, 0, o.area_dm2 FROM voter o WHERE o.vote_id IS NOT NULL
    UNION ALL SELECT 0, 100 + v.way, o.area_dm2 FROM voter o JOIN vote v ON v.id = o.vote_id
    UNION ALL SELECT i.no, 0, o.area_dm2 FROM voter o JOIN ballot_item i ON EXISTS (SELECT 1 FROM vote_mark m
        WHERE m.vote_id = o.vote_id AND m.item_no = i.no)) GROUP BY 1, 2"""
SUMS = 'SELECT item_no, choice, homes, area_dm2 FROM ballot_sum WHERE choice >= 0 AND homes <> 0'


class Owner(house.Visitor):
    def __init__(self, port, no, who):
        super().__init__(port)
        self.no, self.cookies, self.csrf = no, {'eaves': who[0]}, who[1]

    def say(self, key):
        """(status, location). The key says what: asked again, the same is asked."""
        fields = {'i1': ('yes', 'no', 'abstain')[int(key[0], 16) % 3], 'i2': ('yes', 'no')[int(key[1], 16) % 2]}
        if key[2] in '01234':
            del fields['i2' if key[2] < '3' else 'i1']
        status, headers, _ = self.post(f'/a/bench/ballots/{ballot_seed.BALLOT}/vote', key, voter=self.no, sure=1, **fields)
        return status, headers.get('location', '')


class Voters(driver.Crowd):
    """Every owner votes again and again, some of them in two browsers at once."""

    def __init__(self, h, n, journal=None):
        super().__init__(h, n, journal)
        self.come = itertools.count()

    def resident(self):
        at = next(self.come) % OWNERS
        return Owner(self.h.port, at + 1, self.h.owners[at])


class Polls(house.House):
    """A house with an open vote of OWNERS owners."""

    def __init__(self, **more):
        super().__init__(demo=False, **more)

    def make(self):
        super().make()
        db = sqlite3.connect(self.store, isolation_level=None)
        self.owners = ballot_seed.seed(db, open(self.dir + '/key', 'rb').read(), OWNERS)
        db.close()
        return self

    def back(self):
        return self.store


class PostgresPolls(Polls):
    """The same, moved to a PostgreSQL of its own by a backup, and back to be judged."""

    def pg(self, command):
        done = subprocess.run(['sh', 'tools/pg.sh', command, self.server], cwd=house.ROOT, check=True, timeout=60,
                              stdout=subprocess.PIPE, text=True)
        return done.stdout.strip()

    def move(self, name, to):
        """All of it into the store at that address."""
        copies = f'{self.dir}/{name}'
        self.command('backup', copies)
        made = glob.glob(copies + '/*')[0]
        self.files, self.address = f'{self.dir}/{name}-files', to
        self.command('restore', made)

    def make(self):
        self.server = tempfile.mkdtemp(prefix='eaves-fault-pg-')
        super().make()
        self.move('out', self.pg('start'))
        return self

    def back(self):
        """The file it is in again; the server is stopped before."""
        self.stop()
        self.move('back', f'sqlite:{self.dir}/back.db')
        return f'{self.dir}/back.db'

    def crash(self):
        self.pg('crash')

    def __exit__(self, *all):
        super().__exit__(*all)
        if os.path.exists(self.server + '/port'):
            self.pg('stop')
        shutil.rmtree(self.server, ignore_errors=True)


def wrong(db):
    """What does not add up in a store, by plain SQL."""
    out = []
    counted = dict(db.execute(COUNTED))
    if counted != dict(db.execute(LAST)):
        out.append('another vote counts than the last of its voter')
    sums, again = set(db.execute(SUMS)), set(db.execute(RECOUNT))
    if sums != again:
        out.append(f'sums {sorted(sums - again)} are {sorted(again - sums)}')
    acts = {a: loc for a, loc in db.execute('SELECT id, location FROM act WHERE route = ? AND status = 303', (ROUTE,))}
    votes = dict(db.execute('SELECT act_id, id FROM vote'))
    if {a: int(loc.rsplit('/', 1)[1]) for a, loc in acts.items()} != votes or \
            len(votes) != db.execute('SELECT count(*) FROM vote').fetchone()[0]:
        out.append('acts and votes do not match')
    facts = db.execute("SELECT count(*) FROM fact WHERE kind = 'ballots.voted'").fetchone()[0]
    if facts != len(votes):
        out.append(f'{len(votes)} votes, {facts} facts')
    return out


def lost(db, promised):
    acts = dict(db.execute('SELECT act_key, location FROM act WHERE route = ?', (ROUTE,)))
    return sum(1 for key, (location, _) in promised.items() if acts.get(key) != location)


def again(h, what):
    if what == 'a worker killed':
        h.kill(random.choice([p for p, role in h.children().items() if role == 'worker']))
    elif what == 'the store crashed':
        h.crash()
    else:
        h.kill_all()
        h.start()


def killed(count, n, what, polls=Polls):
    name = what if polls is Polls else f'PostgreSQL, {what}'
    with polls() as h:
        with Voters(h, 24) as crowd:
            for _ in range(n):
                time.sleep(random.uniform(0.1, 0.7))
                again(h, what)
            time.sleep(0.4)
        db = sqlite3.connect(h.back())
        count.check(f'{name}: every vote promised is stored', lost(db, crowd.promised) == 0)
        count.check(f'{name}: the same key, the same receipt', not crowd.wrong, str(crowd.wrong[:2]))
        count.check(f'{name}: every vote once, sums as the marks say', not wrong(db), str(wrong(db)))
        count.check(f'{name}: many were promised', len(crowd.promised) > 20 * n, str(len(crowd.promised)))
        bad = {s: k for s, k in crowd.answers.items() if s not in (303, 503)}
        count.check(f'{name}: only honest answers', not bad, str(crowd.answers))
        print(f'{name}: {n} times, {len(crowd.promised)} votes promised, {crowd.retried} asked again')
        if what == 'all killed' and polls is Polls:
            control(count, db)
        db.close()


def control(count, db):
    """Were a vote counted twice, or not at all, would it be seen?"""
    db.execute('UPDATE ballot_sum SET homes = homes + 1 WHERE item_no = 1 AND choice = 1')
    count.check('control: a vote counted twice is seen', wrong(db))
    db.rollback()
    db.execute('UPDATE voter SET vote_id = (SELECT min(id) FROM vote v WHERE v.voter_no = voter.no) WHERE no = 1')
    count.check('control: a vote that should not count is seen', wrong(db))
    db.rollback()


def image_lost(image, promised, cut):
    """(promises lost, is all of it sound) of a disk as the power left it."""
    where = tempfile.mkdtemp(prefix='eaves-cut-')
    try:
        for f, data in image.items():
            open(f'{where}/eaves.db{powercut.NAMES[f]}', 'wb').write(data)
        db = sqlite3.connect(f'{where}/eaves.db')
        sound = db.execute('PRAGMA quick_check').fetchone() == ('ok',) and not wrong(db)
        gone = lost(db, {k: v for k, v in promised.items() if v[1] <= cut})
        db.close()
        return gone, sound
    except sqlite3.DatabaseError:
        return sum(1 for _, size in promised.values() if size <= cut), False
    finally:
        shutil.rmtree(where)


def power(count, seed):
    with tempfile.TemporaryDirectory() as where:
        shim = powercut.build_shim(where)
        for suffix, name in (('', 'FULL'), ('?synchronous=off', 'OFF')):
            before, journal, promised = powercut.burst(suffix, shim, 8 if house.LONG else 0.6, Polls, Voters)
            n, gone, unsound = powercut.cuts(before, journal, promised, 200 if house.LONG else 8, seed, image_lost)
            print(f'{name}: {len(promised)} votes promised, {n} cuts, {gone} lost, {unsound} unsound (SEED={seed})')
            if name == 'FULL':
                count.check('FULL: no vote lost', gone == 0 and len(promised) > 20, str(gone))
                count.check('FULL: every image adds up', unsound == 0, str(unsound))
            else:
                count.check('control: without syncing votes are lost', gone > 0)


if __name__ == '__main__':
    c = house.Count()
    seed = int(os.environ.get('SEED', '0')) or secrets.randbelow(10 ** 6)
    random.seed(seed)
    killed(c, 40 if house.LONG else 2, 'a worker killed')
    killed(c, 40 if house.LONG else 3, 'all killed')
    for what in ('a worker killed', 'all killed', 'the store crashed'):
        killed(c, 20 if house.LONG else 2, what, PostgresPolls)
    power(c, seed)
    c.end()
