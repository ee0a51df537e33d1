#!/usr/bin/env python3
"""A table of 50,000 rows is taken away again and again, by spreadsheet and by CSV, while others read a
list: they do not wait for it. The exporter is killed in the middle: 503, and the next one works.
--measure prints the list's latency without and with exports, and judges nothing."""
import os
import signal
import socket
import subprocess
import sys
import threading
import time

import house

ROWS = 50000 if house.LONG or '--measure' in sys.argv else 20000
PAGE, ASK = '/a/bench/requests', '?filter=closed'


def make():
    h = house.House('--workers', '1', demo=False).make()
    subprocess.run([sys.executable, os.path.join(house.ROOT, 'bench', 'seed.py'), h.store, h.dir + '/key', h.dir], check=True,
                   env={**os.environ, 'EAVES_BENCH_N': str(ROWS)}, stdout=subprocess.DEVNULL)
    return h


def latencies(port, seconds):
    """Milliseconds of each reading of the list, one after the other; and what was not 200."""
    took, bad, v = [], 0, house.Visitor(port)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        begun = time.monotonic()
        bad += v.get(PAGE)[0] != 200
        took.append((time.monotonic() - begun) * 1000)
        time.sleep(0.005)
    return sorted(took), bad


class Exports:
    """Somebody who takes the table away again and again."""

    def __init__(self, port, ending):
        self.port, self.ending, self.over = port, ending, False
        self.took, self.sizes, self.statuses = [], set(), set()
        self.thread = threading.Thread(target=self.run)

    def run(self):
        while not self.over:
            begun = time.monotonic()
            status, _, text = house.Visitor(self.port, timeout=60).get(PAGE + '.' + self.ending + ASK)
            self.took.append(time.monotonic() - begun)
            self.statuses.add(status)
            self.sizes.add(text.count('\n') if self.ending == 'csv' else len(text) > 100000)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over = True
        self.thread.join()


def said(name, took):
    print(f'{name}: {len(took)} readings, median {took[len(took) // 2]:.1f} ms, p99 {took[len(took) * 99 // 100]:.1f} ms, '
          f'longest {took[-1]:.1f} ms')
    return took[len(took) * 99 // 100]


def beside(count, h, ending, seconds, alone):
    with Exports(h.port, ending) as e:
        took, bad = latencies(h.port, seconds)
    p99 = said(f'beside .{ending} of {ROWS} rows', took)
    print(f'  {len(e.took)} exports, {min(e.took):.2f} to {max(e.took):.2f} s each')
    if '--measure' in sys.argv:
        return
    count.check(f'.{ending}: every export whole', e.statuses == {200} and len(e.sizes) == 1 and min(e.sizes) > (ROWS // 2 if ending == 'csv' else 0),
                f'{e.statuses} {e.sizes}')
    count.check(f'.{ending}: every reading answered', bad == 0, str(bad))
    # The worker itself is never held: what is left is another process on the same cores.
    count.check(f'.{ending}: nobody waits for it', took[-1] < 0.5 * 1000 * min(e.took) and p99 < 5 * alone + 50,
                f'p99 {p99:.0f} ms, alone {alone:.0f}, longest {took[-1]:.0f}, an export {min(e.took):.2f} s')


def together(count, h):
    """Two at once, and one who leaves before it is there: the others get all of it."""
    got = []
    left = socket.create_connection(('127.0.0.1', h.port))
    left.sendall(f'GET {PAGE}.xlsx{ASK} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'.encode())
    time.sleep(0.1)
    left.close()
    two = [threading.Thread(target=lambda: got.append(house.Visitor(h.port, timeout=60).get(PAGE + '.csv' + ASK)))
           for _ in range(2)]
    for t in two:
        t.start()
    for t in two:
        t.join()
    count.check('two at once, a third has left: both whole', [g[0] for g in got] == [200, 200] and got[0][2] == got[1][2],
                str([g[:2] for g in got]))
    cut = socket.create_connection(('127.0.0.1', h.port))
    cut.sendall(f'GET {PAGE}.csv{ASK} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'.encode())
    cut.recv(1000)
    cut.close()
    before = sum(len(os.listdir(f'/proc/{pid}/fd')) for pid in h.children())
    for _ in range(5):
        house.Visitor(h.port, timeout=60).get(PAGE + '.csv' + ASK)
    time.sleep(1)
    after = sum(len(os.listdir(f'/proc/{pid}/fd')) for pid in h.children())
    count.check('no file stays open', after <= before + 2, f'{before} then {after}')


def many(count, h):
    """More than may wait: those are told to come back, nobody hangs, and reading goes on."""
    got = []
    asking = [threading.Thread(target=lambda: got.append(house.Visitor(h.port, timeout=90).get(PAGE + '.xlsx' + ASK)))
              for _ in range(14)]
    for t in asking:
        t.start()
    time.sleep(0.2)
    count.check('beside many: a page', house.Visitor(h.port).get(PAGE)[0] == 200)
    for t in asking:
        t.join()
    statuses = sorted(g[0] for g in got)
    count.check('many: each is served or told to come back', set(statuses) == {200, 503}, str(statuses))


def killed(count, h):
    """The exporter is held still first, so that it cannot be done before it is killed."""
    got = []
    exporters = [p for p, role in h.children().items() if role == 'exporter']
    for pid in exporters:
        os.kill(pid, signal.SIGSTOP)
    t = threading.Thread(target=lambda: got.append(house.Visitor(h.port, timeout=60).get(PAGE + '.xlsx' + ASK)))
    t.start()
    time.sleep(0.3)
    for pid in exporters:
        h.kill(pid)
    t.join()
    count.check('killed: 503 and when to come back', got[0][0] == 503 and 'retry-after' in got[0][1], str(got[0][:2]))
    time.sleep(1)
    status = house.Visitor(h.port, timeout=60).get(PAGE + '.csv' + ASK)[0]
    count.check('killed: the next one works', status == 200, str(status))


if __name__ == '__main__':
    c = house.Count()
    with make() as h:
        house.Visitor(h.port).get(PAGE)
        alone = said('alone', latencies(h.port, 3)[0])
        for ending in ('csv', 'xlsx'):
            beside(c, h, ending, 6, alone)
        if '--measure' not in sys.argv:
            together(c, h)
            many(c, h)
            killed(c, h)
    c.end()
