#!/usr/bin/env python3
"""kill -9, and the power cut, in a burst of votes: owners change their minds all the time, many at
once. Whatever was answered 303 is stored, counted once, and the sums are what the marks say.

The control: the same with synchronous=off must lose votes, and a vote counted twice must be seen."""
import itertools
import os
import random
import secrets
import shutil
import sqlite3
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


def killed(count, n, whole):
    name = 'all killed' if whole else 'a worker killed'
    with Polls() as h:
        with Voters(h, 24) as crowd:
            for _ in range(n):
                time.sleep(random.uniform(0.1, 0.7))
                if whole:
                    h.kill_all()
                    h.start()
                else:
                    h.kill(random.choice([p for p, role in h.children().items() if role == 'worker']))
            time.sleep(0.4)
        db = sqlite3.connect(h.store)
        count.check(f'{name}: every vote promised is stored', lost(db, crowd.promised) == 0)
        count.check(f'{name}: the same key, the same receipt', not crowd.wrong, str(crowd.wrong[:2]))
        count.check(f'{name}: every vote once, sums as the marks say', not wrong(db), str(wrong(db)))
        count.check(f'{name}: many were promised', len(crowd.promised) > 20 * n, str(len(crowd.promised)))
        bad = {s: k for s, k in crowd.answers.items() if s not in (303, 503)}
        count.check(f'{name}: only honest answers', not bad, str(crowd.answers))
        print(f'{name}: {n} times, {len(crowd.promised)} votes promised, {crowd.retried} asked again')
        if whole:
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
    killed(c, 40 if house.LONG else 2, whole=False)
    killed(c, 40 if house.LONG else 3, whole=True)
    power(c, seed)
    c.end()
