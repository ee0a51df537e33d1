#!/usr/bin/env python3
"""Reload, restart, drain: nobody who asks in the meantime goes without an answer."""
import os
import signal
import socket
import threading
import time

import driver
import house

GOOD = b'GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n'


class Askers:
    """Threads that ask on new connections until told to stop."""

    def __init__(self, port, n):
        self.port, self.asked, self.answered, self.over = port, 0, 0, False
        self.threads = [threading.Thread(target=self.run) for _ in range(n)]
        self.lock = threading.Lock()

    def run(self):
        while not self.over:
            status = 0
            try:
                status = house.status_of(house.exchange(self.port, GOOD, timeout=10))
            except OSError:
                pass
            with self.lock:
                self.asked += 1
                self.answered += status == 200

    def __enter__(self):
        for t in self.threads:
            t.start()
        return self

    def __exit__(self, *_):
        self.over = True
        for t in self.threads:
            t.join()


def reload_loses_nothing(count, h, times):
    before = {p for p, role in h.children().items() if role == 'worker'}
    with Askers(h.port, 4) as askers:
        for _ in range(times):
            os.kill(h.process.pid, signal.SIGHUP)
            time.sleep(0.7)
    after = {p for p, role in h.children().items() if role == 'worker'}
    count.check('reload: new workers', len(after) == len(before) and not after & before, f'{before} {after}')
    count.check('reload: every request answered', askers.asked == askers.answered > 0,
                f'{askers.answered} of {askers.asked}')


class Keepers(Askers):
    """The same on kept connections, as browsers and a front server have them; every second one
    pauses between its requests, so that some are idle in the very moment."""

    def __init__(self, port, n):
        self.failures = []
        super().__init__(port, n)

    def run(self):
        v = house.Visitor(self.port, timeout=10)
        slow = threading.get_ident() % 2
        while not self.over:
            status = 0
            try:
                status = v.get('/login')[0]
            except ConnectionError as e:
                self.failures.append(str(e))
            with self.lock:
                self.asked += 1
                self.answered += status == 200
            time.sleep(0.2 if slow else 0)


def lines(path):
    return open(path, 'rb').read().decode('utf-8', 'replace').splitlines()


def reload_takes_anew(count, times):
    """Under readers on kept connections and writers: no failed request, the log is a new file, the
    key file is read again, and one that is not the store's is not taken."""
    with house.House('--log', '{dir}/serve.log') as h:
        log, key = h.dir + '/serve.log', h.dir + '/key'
        crowd = driver.Crowd(h, 2)
        with Keepers(h.port, 4) as keepers, crowd:
            for i in range(times):
                os.rename(log, f'{log}.{i}')
                os.kill(h.process.pid, signal.SIGHUP)
                if i % 3 == 2:  # in the middle of the one before
                    os.kill(h.process.pid, signal.SIGHUP)
                time.sleep(1.5)
            right = open(key, 'rb').read()
            open(key, 'wb').write(bytes(32))
            os.kill(h.process.pid, signal.SIGHUP)
            time.sleep(1.5)
            kept = [x for x in lines(log) if 'event=reload_kept' in x]
            open(key, 'wb').write(right)
            os.kill(h.process.pid, signal.SIGHUP)
            time.sleep(1.5)
        count.check('reload: no request failed on a kept connection', keepers.asked == keepers.answered > 0,
                    f'{keepers.answered} of {keepers.asked} {keepers.failures[:3]}')
        count.check('reload: no write failed', crowd.retried == 0 and set(crowd.answers) == {303}, f'{crowd.retried} {crowd.answers}')
        driver.judge(count, 'reload', crowd, h)
        count.check('reload: each wrote a log of its own', all('event=reload' in x for x in map(str, [lines(log)])) and
                    all(any('event=reload' in x for x in lines(f'{log}.{i}')) for i in range(1, times)))
        # The parent says so, and the exporter of itself.
        count.check('reload: a key that opens nothing is not taken',
                    0 < len(kept) <= 2 and all('sealed' in x for x in kept), str(kept))
        count.check('reload: and the right one is', not [x for x in lines(log) if 'reload_kept' in x][len(kept):])
        open_files = [os.readlink(f'/proc/{p}/fd/2') for p in [h.process.pid, *h.children()]]
        count.check('reload: nobody holds an old log', set(open_files) == {log}, str(open_files))


def killed_worker_is_replaced(count, h, times):
    roles = ['exporter', 'hasher', 'runner', 'worker', 'worker']
    with Askers(h.port, 4) as askers:
        for _ in range(times):
            h.kill(next(p for p, role in h.children().items() if role == 'worker'))
            time.sleep(0.5)
    time.sleep(1)
    lost = askers.asked - askers.answered
    count.check('kill: same children again', sorted(h.children().values()) == roles, str(h.children()))
    count.check('kill: only requests of that moment lost', lost <= 4 * times, f'{lost} of {askers.asked}')


def refused(answer):
    """Sent back to the form with the reason, so that the wrong try is counted; or refused there."""
    return answer[0] in (401, 403, 409, 422, 429) or (answer[0] == 303 and '/staff?why=' in str(answer))


def killed_hasher_is_replaced(count, h):
    v = house.Visitor(h.port)
    v.get('/staff')
    fields = {'login': 'nobody', 'password': 'wrong password', 'totp': '123456'}
    first = v.post('/staff', **fields)
    count.check('hasher: a wrong password is refused', refused(first), str(first[0]))
    first = first[0]
    h.kill(next(p for p, role in h.children().items() if role == 'hasher'))
    second = v.post('/staff', **fields)[0]
    time.sleep(1)
    third = v.post('/staff', **fields)[0]
    count.check('hasher: killed, still answers', second in (first, 429, 503) and third in (first, 429), f'{second} {third}')


def drains(count, h):
    """An upload that is under way when the order to end comes is still taken and answered."""
    s = socket.create_connection(('127.0.0.1', h.port))
    s.settimeout(10)
    s.sendall(b'POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n'
              b'Content-Length: 10\r\n\r\nphone')
    time.sleep(0.3)
    h.process.send_signal(signal.SIGTERM)
    time.sleep(0.7)
    s.sendall(b'=1234')
    said = s.recv(65536)
    begun = time.monotonic()
    code = h.process.wait(15)
    count.check('drain: the open request is answered', house.status_of(said) in (400, 403, 422), said[:100])
    count.check('drain: and the connection closed', b'Connection: close' in said)
    count.check('drain: ended well and soon', code == 0 and time.monotonic() - begun < 3, str(code))


if __name__ == '__main__':
    c = house.Count()
    with house.House(demo=False) as h:
        reload_loses_nothing(c, h, 20 if house.LONG else 4)
        killed_worker_is_replaced(c, h, 20 if house.LONG else 4)
        killed_hasher_is_replaced(c, h)
        drains(c, h)
    reload_takes_anew(c, 20 if house.LONG else 4)
    c.end()
