#!/usr/bin/env python3
"""Pictures that were made and whose row was never written are swept; one that a row names never is,
not even when the runner is killed in the middle of the sweep."""
import fcntl
import os
import secrets
import sqlite3
import struct
import time
import zlib

import driver
import house
import uploads

DAY = 24 * 3600


def photo():
    """Of a colour of its own: the same picture would be the same file."""
    width, height = 2300, 1500
    data = zlib.compress((b'\0' + secrets.token_bytes(3) * width) * height, 1)
    head = struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)
    return (b'\x89PNG\r\n\x1a\n' + uploads.chunk(b'IHDR', head) + uploads.chunk(b'IDAT', data)
            + uploads.chunk(b'IEND', b''))


def made_files(h):
    return {name for d in os.listdir(h.dir + '/files') if len(d) == 2 for name in os.listdir(f'{h.dir}/files/{d}')}


def named(h):
    return {sha for row in h.rows('SELECT sha256, thumb_sha256 FROM file') for sha in row if sha}


def kill_runner(h):
    for pid in [p for p, role in h.children().items() if role == 'runner']:
        h.kill(pid)


def age_all(h):
    for top, _, names in os.walk(h.dir + '/files'):
        for name in names:
            os.utime(f'{top}/{name}', (time.time() - 2 * DAY,) * 2)


def change(h, *statements):
    db = sqlite3.connect(h.store, timeout=10)
    for sql in statements:
        db.execute(sql)
    db.commit()
    db.close()


def wait_for(what):
    for _ in range(1200):
        if what():
            return
        time.sleep(0.005)


def orphan(count, h, resident):
    """The runner is killed when both pictures lie on the disk and it waits to write their row, which
    then goes, as when its act is rolled back."""
    fresh, status = set(), 0
    for _ in range(6):
        uploads.newest(h)
        before = made_files(h)
        status = uploads.post_photo(resident, photo())[0]
        with open(h.store + '-ticket') as ticket:
            wait_for(lambda: h.rows('SELECT 1 FROM job WHERE kind = "web.reencode" AND done_at IS NULL AND leased_until > 0'))
            fcntl.flock(ticket, fcntl.LOCK_EX)
            wait_for(lambda: len(made_files(h) - before) == 2)
            kill_runner(h)
        fresh = made_files(h) - before - named(h)
        change(h, 'DELETE FROM job WHERE kind = "web.reencode" AND done_at IS NULL', 'DELETE FROM file WHERE state = 1')
        if len(fresh) == 2:
            break
    count.check('killed between picture and row', status == 303 and len(fresh) == 2, f'{status} {len(fresh)}')
    return fresh


def sweep(h, kill):
    change(h, 'UPDATE job SET due_at = due_at - 86400000 * 3 - abs(random() % 99999), leased_until = 0 WHERE kind LIKE "web.sweep%" AND done_at IS NULL')
    end = time.time() + 10
    while time.time() < end:
        if kill:
            time.sleep(0.01 + secrets.randbelow(40) / 1000)
            kill_runner(h)
            time.sleep(0.2)
            change(h, 'UPDATE job SET leased_until = 0, tries = 0 WHERE kind LIKE "web.sweep%" AND done_at IS NULL')
            kill -= 1
        elif not h.rows('SELECT 1 FROM job WHERE kind LIKE "web.sweep%" AND done_at IS NULL AND due_at < ?', time.time() * 1000):
            return True
        time.sleep(0.1)
    return False


if __name__ == '__main__':
    c = house.Count()
    with house.House() as h:
        resident = driver.Resident(h.port, h.rows('SELECT id FROM building ORDER BY id LIMIT 1')[0][0])
        resident.get(resident.path)
        for _ in range(6):
            c.check('a photo is taken', uploads.post_photo(resident, photo())[0] == 303)
            uploads.newest(h)
        orphans = set()
        for _ in range(5 if house.LONG else 2):
            orphans |= orphan(c, h, resident)
        c.check('young orphans stay', sweep(h, 0) and orphans <= made_files(h))
        age_all(h)
        open(h.dir + '/files/quarantine/' + secrets.token_hex(16), 'w').close()
        c.check('swept, killed in between', sweep(h, 20 if house.LONG else 4))
        left = made_files(h)
        c.check('what rows name is there', named(h) <= left and len(named(h)) >= 12, str(named(h) - left))
        c.check('what none names is not', not orphans & left and left == named(h), str(left - named(h)))
        c.check('a young upload stays', len(os.listdir(h.dir + '/files/quarantine')) == 1)
    c.end()
