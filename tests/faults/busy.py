#!/usr/bin/env python3
"""Another process holds the store for writing: 503 with Retry-After, the form and what was typed are
still there, reading goes on; and all is well once it lets go. One of ours, which holds the writers'
ticket, is waited for 5 s; a stranger in SQLite itself for one."""
import fcntl
import secrets
import sqlite3
import threading
import time

import driver
import house


def held(h):
    db = sqlite3.connect(h.store, isolation_level=None, timeout=10)
    db.execute('BEGIN EXCLUSIVE')
    return db


def ticket(h):
    f = open(h.store + '-ticket', 'rb')
    fcntl.flock(f, fcntl.LOCK_EX)
    return f


def one_waits(count, h, building, hold, least, most):
    resident = driver.Resident(h.port, building)
    resident.get(resident.path)
    holder = hold(h)
    begun = time.monotonic()
    status, headers, text = resident.post(resident.path, what='楼道灯不亮，请来看看。', spot='三楼转角')
    took = time.monotonic() - begun
    count.check('busy: 503', status == 503, str(status))
    count.check('busy: Retry-After', headers.get('retry-after', '').isdigit(), str(headers))
    count.check(f'busy: after {least} to {most} s', least < took < most, f'{took:.1f}')
    count.check('busy: what was typed is still there', '楼道灯不亮' in text and '三楼转角' in text)
    status, _, _ = house.Visitor(h.port).get(f'/a/{driver.AREA}/requests')
    count.check('busy: reading goes on', status == 200, str(status))
    holder.close()
    count.check('free again: stored', resident.say(secrets.token_hex(16))[0] == 303)


def many_wait_together(count, h, building, n):
    """Their waits do not add up."""
    residents = [driver.Resident(h.port, building) for _ in range(n)]
    for r in residents:
        r.get(r.path)
    db = held(h)
    said = []
    threads = [threading.Thread(target=lambda r=r: said.append(r.post(r.path, what='门口积水，请来看看。')[0])) for r in residents]
    begun = time.monotonic()
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    took = time.monotonic() - begun
    db.rollback()
    db.close()
    count.check(f'busy: {n} at once all get 503', said == [503] * n, str(said))
    count.check(f'busy: {n} at once do not wait one after the other', took < 18, f'{took:.1f}')


if __name__ == '__main__':
    c = house.Count()
    with house.House() as h:
        building = h.rows('SELECT id FROM building ORDER BY id LIMIT 1')[0][0]
        one_waits(c, h, building, held, 0.5, 3)
        one_waits(c, h, building, ticket, 4, 7)
        many_wait_together(c, h, building, 60 if house.LONG else 20)
    c.end()
