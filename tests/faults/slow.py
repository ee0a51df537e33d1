#!/usr/bin/env python3
"""Senders of one byte at a time, readers that do not read: each is cut at the total deadline, and
the others are served meanwhile."""
import select
import socket
import time

import house

HEAD, BODY, IDLE = 1.0, 2.0, 1.5
GOOD = b'GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'
POST = b'POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\n'


def opened(port, first=b''):
    s = socket.create_connection(('127.0.0.1', port))
    if first:
        s.sendall(first)
    return s


def is_cut(s):
    """Has the server closed it? Reads away what it said."""
    try:
        while select.select([s], [], [], 0)[0]:
            if not s.recv(65536):
                return True
    except OSError:
        return True
    return False


def drip(count, port, n, name, first, limit):
    """n connections send `first`, then a byte every .1 s: when is each cut?"""
    begun = time.monotonic()
    alive = {opened(port, first): None for _ in range(n)}
    cut_at = []
    served = asked = 0
    while alive and time.monotonic() - begun < limit + 3:
        for s in list(alive):
            try:
                s.send(b'x')
                gone = is_cut(s)
            except OSError:
                gone = True
            if gone:
                cut_at.append(time.monotonic() - begun)
                s.close()
                del alive[s]
        asked += 1
        served += house.status_of(house.exchange(port, GOOD.replace(b'\r\n\r\n', b'\r\nConnection: close\r\n\r\n'))) == 200
        time.sleep(0.1)
    count.check(f'{name}: {n} of {n} cut', len(cut_at) == n, f'{len(cut_at)}')
    count.check(f'{name}: not before the deadline', not cut_at or min(cut_at) > limit - 0.3, f'{min(cut_at or [0]):.2f}')
    count.check(f'{name}: soon after it', not cut_at or max(cut_at) < limit + 2, f'{max(cut_at or [0]):.2f}')
    count.check(f'{name}: others served', served == asked, f'{served} of {asked}')
    for s in alive:
        s.close()


def busy_connection_lives(count, port):
    """The deadline is of each request, not of the connection."""
    s = opened(port)
    good = 0
    for _ in range(12):
        s.sendall(GOOD)
        time.sleep(0.25)
        good += house.status_of(s.recv(65536)) == 200
    count.check('a busy connection lives on', good == 12, str(good))
    s.close()


def many_idle(count, port, n):
    idle = [opened(port) for _ in range(n)]
    begun = time.monotonic()
    status = house.status_of(house.exchange(port, GOOD.replace(b'\r\n\r\n', b'\r\nConnection: close\r\n\r\n')))
    count.check(f'answered beside {n} idle connections', status == 200 and time.monotonic() - begun < 1)
    time.sleep(HEAD + 1.5)
    count.check('idle ones are cut', all(is_cut(s) for s in idle))
    for s in idle:
        s.close()


if __name__ == '__main__':
    c = house.Count()
    n = 200 if house.LONG else 30
    options = ['--header-ms', str(int(HEAD * 1000)), '--body-ms', str(int(BODY * 1000)), '--idle-ms', str(int(IDLE * 1000))]
    with house.House(*options, demo=False) as h:
        drip(c, h.port, n, 'head', b'GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ', HEAD)
        drip(c, h.port, n, 'body', POST, BODY)
        drip(c, h.port, n, 'head after a good request', GOOD + b'GET /healthz HTTP/1.1\r\nX-A: ', IDLE)
        busy_connection_lives(c, h.port)
        many_idle(c, h.port, 1500 if house.LONG else 300)
    c.end()
