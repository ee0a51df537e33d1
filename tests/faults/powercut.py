#!/usr/bin/env python3
"""The power goes. From a journal of writes and syncs (powercut.c) the store's files are made again as
the disk would have them at many moments; every promise given until then must be kept.

The control: the same with synchronous=off must lose promises, or this test proves nothing."""
import os
import random
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time

import driver
import house

HEAD = struct.Struct('=cc6xQQ')
NAMES = {b'd': '', b'w': '-wal'}


def build_shim(where):
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'powercut.c')
    shim = os.path.join(where, 'powercut.so')
    subprocess.run(['cc', '-std=c17', '-D_GNU_SOURCE', '-O2', '-shared', '-fPIC', source, '-o', shim, '-ldl'], check=True)
    return shim


def records(journal):
    """(end offset, kind, file, at, bytes)"""
    data = open(journal, 'rb').read()
    at = 0
    while at + HEAD.size <= len(data):
        kind, file, where, length = HEAD.unpack_from(data, at)
        at += HEAD.size
        body = data[at:at + length] if kind == b'W' else b''
        at += len(body)
        yield at, kind, file, where, body


class Disk:
    """What is surely on it, and what was written since."""

    def __init__(self, files):
        self.sure = {f: bytearray(v) for f, v in files.items()}
        self.loose = {f: [] for f in files}
        self.begun = {}

    @staticmethod
    def put(image, kind, at, body):
        if kind == b'T':
            del image[at:]
            image.extend(b'\0' * (at - len(image)))
        else:
            image.extend(b'\0' * (at - len(image)))
            image[at:at + len(body)] = body

    def take(self, kind, file, at, body):
        if kind in (b'W', b'T'):
            self.loose[file].append((kind, at, body))
        elif kind == b'B':
            self.begun[at] = len(self.loose[file])
        elif kind == b'S':
            n = min(self.begun.pop(at, 0), len(self.loose[file]))
            for one in self.loose[file][:n]:
                self.put(self.sure[file], *one)
            del self.loose[file][:n]
            for number in self.begun:
                self.begun[number] = max(0, self.begun[number] - n)

    def image(self, chance, dice):
        """chance: of each unsynced write (a 512-byte sector of it) to be there all the same."""
        out = {f: bytearray(v) for f, v in self.sure.items()}
        for f, writes in self.loose.items() if chance else ():
            for kind, at, body in writes:
                if kind == b'T':
                    if dice.random() < chance:
                        self.put(out[f], kind, at, body)
                    continue
                for i in range(0, len(body), 512):
                    if dice.random() < chance:
                        self.put(out[f], kind, at + i, body[i:i + 512])
        return out


def lost_at(image, promised, cut):
    """(promises lost, is the file sound) of an image."""
    where = tempfile.mkdtemp(prefix='eaves-cut-')
    try:
        for f, data in image.items():
            open(f'{where}/eaves.db{NAMES[f]}', 'wb').write(data)
        db = sqlite3.connect(f'{where}/eaves.db')
        sound = db.execute('PRAGMA quick_check').fetchone() == ('ok',)
        acts = {k for (k,) in db.execute('SELECT act_key FROM act WHERE route = ?', (driver.ROUTE,))}
        db.close()
        return sum(1 for k, (_, size) in promised.items() if size <= cut and k not in acts), sound
    except sqlite3.DatabaseError:
        return sum(1 for _, size in promised.values() if size <= cut), False
    finally:
        shutil.rmtree(where)


def burst(suffix, shim, seconds, build=house.House, gather=driver.Crowd):
    """Runs a house under the shim; (files before, journal's records, promises)."""
    with build(suffix=suffix) as h:
        h.stop()
        before = {f: open(h.store + n, 'rb').read() if os.path.exists(h.store + n) else b'' for f, n in NAMES.items()}
        journal = h.dir + '/journal'
        open(journal, 'wb').close()
        h.env = {'LD_PRELOAD': shim, 'EAVES_JOURNAL': journal, 'EAVES_JOURNAL_OF': os.path.realpath(h.store)}
        h.start()
        with gather(h, 16, journal) as crowd:
            time.sleep(seconds)
            h.kill_all()
            crowd.over = True
        return before, list(records(journal)), crowd.promised


def cuts(before, journal, promised, n, seed, judge=lost_at):
    """Cuts the power n times, spread over the journal; (cuts, lost altogether, unsound files)."""
    dice = random.Random(seed)
    moments = sorted(dice.sample(range(len(journal)), min(n, len(journal)))) + [len(journal) - 1]
    disk, lost, unsound, done = Disk(before), 0, 0, 0
    for i, (end, kind, file, at, body) in enumerate(journal):
        disk.take(kind, file, at, body)
        if moments and i == moments[0]:
            moments.pop(0)
            for chance in (0, 0.5):
                more, sound = judge(disk.image(chance, dice), promised, end)
                lost, unsound, done = lost + more, unsound + (not sound), done + 1
    return done, lost, unsound


def main(count):
    seed = int(os.environ.get('SEED', '1'))
    with tempfile.TemporaryDirectory() as where:
        shim = build_shim(where)
        for suffix, name in (('', 'FULL'), ('?synchronous=off', 'OFF')):
            before, journal, promised = burst(suffix, shim, 10 if house.LONG else 2)
            n, lost, unsound = cuts(before, journal, promised, 400 if house.LONG else 20, seed)
            print(f'{name}: {len(promised)} promised, {n} cuts, {lost} promises lost, {unsound} unsound (SEED={seed})')
            count.check(f'{name}: something was promised', len(promised) > 20, str(len(promised)))
            if name == 'FULL':
                syncs = sum(1 for _, kind, file, _, _ in journal if (kind, file) == (b'S', b'w'))
                count.check('FULL: promises share commits', syncs < len(promised), f'{syncs} syncs, {len(promised)} promises')
                count.check('FULL: no promise lost', lost == 0, str(lost))
                count.check('FULL: every image is sound', unsound == 0, str(unsound))
            else:
                count.check('control: without syncing promises are lost', lost > 0)


if __name__ == '__main__':
    c = house.Count()
    main(c)
    c.end()
