#!/usr/bin/env python3
"""Backups: a changed byte is named; a full disk, a kill and a crowd that goes on writing leave either
a whole backup or none; a restore that was cut off leaves no house that only looks whole."""
import glob
import hashlib
import os
import random
import secrets
import shutil
import sqlite3
import subprocess
import tempfile
import time

import driver
import house
import sweep
import uploads


def eaves(h, *words, store=None, files=None, key=None, wait=True):
    args = [house.BINARY, *words, '--store', store or f'sqlite:{h.store}', '--files', files or h.dir + '/files',
            '--key', key or h.dir + '/key']
    if not wait:
        return subprocess.Popen(args, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return subprocess.run(args, capture_output=True, text=True, timeout=300)


def whole(where):
    return [d for d in glob.glob(where + '/2*') if os.path.exists(d + '/manifest')]


def files_of(backup):
    return sorted(os.path.join(top, name) for top, _, names in os.walk(backup) for name in names)


# A byte ------------------------------------------------------------------------------------------
def flip(path, dice):
    size = os.path.getsize(path)
    at, bit = dice.randrange(size), 1 << dice.randrange(8)
    with open(path, 'r+b') as f:
        f.seek(at)
        byte = f.read(1)[0]
        f.seek(at)
        f.write(bytes([byte ^ bit]))
    return at, bit


def named(path, backup, said):
    name = os.path.relpath(path, backup)
    table = name.removeprefix('rows/') if name.startswith('rows/') else name
    return name in said or table in said or (name == 'manifest' and 'manifest' in said)


def flips(count, h, dice):
    where = h.dir + '/flips'
    backup = eaves(h, 'backup', where).stdout.strip()
    paths = [p for p in files_of(backup) if os.path.getsize(p)]
    chosen = paths * 8 if house.LONG else dice.sample(paths, 30) + [backup + '/manifest']
    kept = tempfile.mkdtemp(dir=h.dir)
    missed = []
    for path in chosen:
        shutil.copy2(path, kept + '/copy')
        where_flipped = flip(path, dice)
        done = eaves(h, 'backup', backup, '--verify', store='sqlite:none')
        if done.returncode != 1 or not named(path, backup, done.stderr):
            missed.append((path, where_flipped, done.returncode, done.stderr))
        shutil.copy2(kept + '/copy', path)
    count.check(f'{len(chosen)} changed bytes in {len(set(chosen))} files, each named', not missed, str(missed[:2]))
    count.check('as it was: sound', eaves(h, 'backup', backup, '--verify').returncode == 0)
    gone = dice.choice([p for p in paths if '/rows/' in p])
    os.unlink(gone)
    done = eaves(h, 'backup', backup, '--verify')
    count.check('a file that is gone is named', done.returncode == 1 and os.path.basename(gone) in done.stderr, done.stderr)
    print(f'flips={len(chosen)} files={len(paths)} missed={len(missed)}')


# A crowd -----------------------------------------------------------------------------------------
def keys_in(store):
    db = sqlite3.connect(store)
    keys = {row[0] for row in db.execute('SELECT act_key FROM act')}
    sound = db.execute('PRAGMA integrity_check').fetchall() == [('ok',)] and not db.execute('PRAGMA foreign_key_check').fetchall()
    db.close()
    return keys, sound


def crowd(count, h):
    where = h.dir + '/crowd'
    with driver.Crowd(h, 24) as people:
        time.sleep(2)
        before = dict(people.promised)
        begun = time.time()
        made = [eaves(h, 'backup', where, '--quick') for _ in range(5 if house.LONG else 2)]
        took = time.time() - begun
        during = len(people.promised) - len(before)
        rate = during / took
    first = sorted(whole(where))[0]
    count.check('made while a crowd writes', all(m.returncode == 0 for m in made), made[0].stderr)
    count.check('they did write meanwhile', during > 20, str(during))
    done = eaves(h, 'restore', first, store=f'sqlite:{h.dir}/crowd.db', files=h.dir + '/crowd-files')
    count.check('restored', done.returncode == 0, done.stderr)
    keys, sound = keys_in(h.dir + '/crowd.db')
    count.check('all that was promised before is in it', set(before) <= keys, str(len(set(before) - keys)))
    count.check('and it is sound', sound and eaves(h, 'doctor', store=f'sqlite:{h.dir}/crowd.db', files=h.dir + '/crowd-files').returncode == 0)
    count.check('nobody was told wrong', not people.wrong and not {s for s in people.answers if s >= 500 and s != 503}, str(people.answers))
    print(f'crowd: promised_before={len(before)} writes_per_second={rate:.0f} backups={len(made)} seconds={took:.1f}')


# A full disk -------------------------------------------------------------------------------------
def full(count, h):
    for size in (1, 2, 4, 8):
        small = tempfile.mkdtemp(dir=h.dir)
        if subprocess.run(['mount', '-t', 'tmpfs', '-o', f'size={size}m', 'tmpfs', small], stderr=subprocess.DEVNULL).returncode:
            print('not allowed to mount a tmpfs: left out')
            count.passed += 1
            return
        try:
            done = eaves(h, 'backup', small)
            count.check(f'{size} MiB: said to be full', done.returncode == 1 and '满' in done.stderr, done.stderr)
            count.check(f'{size} MiB: nothing is left', os.listdir(small) == ['.lock'], str(os.listdir(small)))
            if size == 8:
                resident = driver.Resident(h.port, h.rows('SELECT id FROM building ORDER BY id LIMIT 1')[0][0])
                count.check('the house goes on', resident.say(secrets.token_hex(16))[0] == 303)
                subprocess.run(['mount', '-o', 'remount,size=128m', small], check=True)
                count.check('room again: made', eaves(h, 'backup', small).returncode == 0)
                count.check('and sound', eaves(h, 'backup', small, '--verify').returncode == 0)
        finally:
            subprocess.run(['umount', '-l', small], check=False)
    noted = h.rows("SELECT value FROM setting WHERE name = 'backup.failed'")
    count.check('noted for 安全自查', noted and '满' in noted[0][0], str(noted))


# kill -9 -----------------------------------------------------------------------------------------
def killed_making(count, h, dice, seconds):
    where, fired, believed, sound = h.dir + '/killed', 0, 0, True
    for _ in range(60 if house.LONG else 8):
        before = len(whole(where))
        p = eaves(h, 'backup', where, '--quick', wait=False)
        time.sleep(dice.random() * seconds)
        fired += p.poll() is None
        p.kill()
        p.wait()
        if len(whole(where)) > before:
            believed += 1
            sound = sound and eaves(h, 'backup', where, '--verify').returncode == 0
    count.check('kills fired', fired > 3, str(fired))
    count.check('what has a manifest is whole', sound)
    done = eaves(h, 'backup', where)
    count.check('the next one is made', done.returncode == 0, done.stderr)
    count.check('and has cleared up', not glob.glob(where + '/.part-*'))
    count.check('and is sound', eaves(h, 'backup', where, '--verify').returncode == 0)
    print(f'killed making: fired={fired} whole_all_the_same={believed}')


def killed_restoring(count, h, dice, seconds):
    backup, fired, early, wrong = sorted(whole(h.dir + '/killed'))[-1], 0, 0, []
    for i in range(60 if house.LONG else 8):
        store, files = f'{h.dir}/re{i}.db', f'{h.dir}/re{i}-files'
        p = eaves(h, 'restore', backup, store=f'sqlite:{store}', files=files, wait=False)
        time.sleep(dice.random() * seconds)
        fired += p.poll() is None
        p.kill()
        p.wait()
        if not os.path.exists(store):
            early += 1
            done = eaves(h, 'restore', backup, store=f'sqlite:{store}', files=files)
            if done.returncode:
                wrong.append(done.stderr)
        if eaves(h, 'doctor', store=f'sqlite:{store}', files=files).returncode or glob.glob(f'{h.dir}/re{i}*.restoring*'):
            wrong.append(f'{i} not whole {glob.glob(f"{h.dir}/re{i}*")}')
        shutil.rmtree(files)
        os.unlink(store)
    count.check('kills fired', fired > 3, str(fired))
    count.check('what has its name is whole; what has not is restored again', not wrong, str(wrong[:2]))
    print(f'killed restoring: fired={fired} begun_again={early}')


# Older and newer ---------------------------------------------------------------------------------
def older(count, h):
    old = h.dir + '/old.db'
    shutil.copy(h.store, old)
    db = sqlite3.connect(old)
    tables = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'overview_%'")]
    db.execute("DELETE FROM migration WHERE module = 'overview'")
    for table in tables:
        db.execute(f'DROP TABLE {table}')
    db.commit()
    db.close()
    made = eaves(h, 'backup', h.dir + '/old', store=f'sqlite:{old}')
    count.check('an older house is copied', made.returncode == 0 and tables, made.stderr)
    done = eaves(h, 'restore', h.dir + '/old', store=f'sqlite:{h.dir}/up.db', files=h.dir + '/up-files')
    count.check('restored and brought up', done.returncode == 0, done.stderr)
    doctor = eaves(h, 'doctor', store=f'sqlite:{h.dir}/up.db', files=h.dir + '/up-files')
    # What older() took away are the town's cells: doctor rightly says they were not counted today.
    wrong = [l for l in doctor.stdout.splitlines() if l.startswith('BAD') and ' cells' not in l]
    count.check('doctor: all well', not wrong, doctor.stdout)


def newer(count, h):
    backup = sorted(whole(h.dir + '/old'))[-1]
    text = open(backup + '/manifest', encoding='utf-8').read().splitlines(keepends=True)
    body = ''.join(text[:-1][:4] + ['migration 7 abc later\n'] + text[4:-1])
    with open(backup + '/manifest', 'w', encoding='utf-8') as f:
        f.write(body + 'sha256 ' + hashlib.sha256(body.encode()).hexdigest() + '\n')
    target = {'store': f'sqlite:{h.dir}/new.db', 'files': h.dir + '/new-files'}
    done = eaves(h, 'restore', backup, **target)
    count.check('a manifest somebody else wrote is refused', done.returncode == 1 and '密钥' in done.stderr, done.stderr)
    done = eaves(h, 'restore', backup, '--lost-key', **target)
    count.check('a newer one is refused in words', done.returncode == 1 and 'later' in done.stderr, done.stderr)
    count.check('and nothing is left', not glob.glob(h.dir + '/new*'), str(glob.glob(h.dir + '/new*')))


if __name__ == '__main__':
    c = house.Count()
    seed = int(os.environ.get('EAVES_SEED', '20261127'))
    dice = random.Random(seed)
    with house.House() as h:
        resident = driver.Resident(h.port, h.rows('SELECT id FROM building ORDER BY id LIMIT 1')[0][0])
        resident.get(resident.path)
        for _ in range(3):
            c.check('a photo is taken', uploads.post_photo(resident, sweep.photo())[0] == 303)
            uploads.newest(h)
        begun = time.time()
        c.check('one backup', eaves(h, 'backup', h.dir + '/killed').returncode == 0)
        took = time.time() - begun
        flips(c, h, dice)
        full(c, h)
        killed_making(c, h, dice, took)
        killed_restoring(c, h, dice, 3 * took)
        crowd(c, h)
        older(c, h)
        newer(c, h)
    print(f'seed={seed}')
    c.end()
