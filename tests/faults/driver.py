"""Residents who say something, many at once, and remember what they were told.

An answer 303 is a promise: that act is stored, whatever happens next. Whoever got no answer asks
again with the same act key, as a browser's second press does, and it must count once.
"""
import os
import secrets
import threading
import time

import house

AREA = 'ly'
ROUTE = '/a/:area/b/:id/report'
WORDS = ['楼道灯不亮', '门口积水', '电梯有异响', '垃圾没有清运', '楼上漏水到厨房']


class Resident(house.Visitor):
    def __init__(self, port, building, timeout=20):
        super().__init__(port, timeout)
        self.path = f'/a/{AREA}/b/{building}/report'

    def say(self, key):
        """(status, location); gets a form first if there is none."""
        if not self.csrf:
            self.get(self.path)
        status, headers, _ = self.post(self.path, key, what=secrets.choice(WORDS) + '，请来看看。', spot='门厅')
        return status, headers.get('location', '')


class Crowd:
    """n residents who say one thing after the other. promised: key -> (location, size of the
    journal when the answer came). answers: how often each status was seen."""

    def __init__(self, h, n, journal=None):
        self.h, self.journal = h, journal
        self.old_drafts = stored(h)[1] # the demo's own
        self.promised, self.tried, self.answers, self.wrong = {}, set(), {}, []
        self.retried = 0
        self.over = False
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.run) for _ in range(n)]

    def resident(self):
        building = self.h.rows('SELECT id FROM building ORDER BY id LIMIT 1')[0][0]
        return Resident(self.h.port, building)

    def now(self):
        return os.stat(self.journal).st_size if self.journal else 0

    def one(self, resident, key):
        status, location = resident.say(key)
        size = self.now()
        with self.lock:
            self.answers[status] = self.answers.get(status, 0) + 1
            if status == 303:
                before = self.promised.setdefault(key, (location, size))
                if before[0] != location:
                    self.wrong.append(f'{key}: first {before[0]}, then {location}')
        return status

    def run(self):
        resident = self.resident()
        while not self.over:
            key = secrets.token_hex(16)
            self.tried.add(key)
            status = 0
            while status in (0, 503) and not self.over:
                try:
                    status = self.one(resident, key)
                    if status == 303 and key.endswith('0'):
                        self.one(resident, key)  # pressed twice
                except (ConnectionError, OSError):
                    self.retried += 1
                    time.sleep(0.02)

    def __enter__(self):
        for t in self.threads:
            t.start()
        return self

    def __exit__(self, *_):
        self.over = True
        for t in self.threads:
            t.join()


def stored(h):
    """key -> location of every act of that route, and the drafts that came of them."""
    acts = dict(h.rows('SELECT act_key, location FROM act WHERE route = ?', ROUTE))
    drafts = {str(i) for (i,) in h.rows('SELECT id FROM request_draft')}
    return acts, drafts


def judge(count, name, crowd, h):
    """Everything promised is there, once; nothing is half done."""
    acts, drafts = stored(h)
    drafts -= crowd.old_drafts
    lost = [k for k, (location, _) in crowd.promised.items() if acts.get(k) != location]
    ids = [location.rsplit('/', 1)[1] for location in acts.values() if location]
    count.check(f'{name}: promised and not stored', not lost, f'{len(lost)} of {len(crowd.promised)}')
    count.check(f'{name}: the same key, the same answer', not crowd.wrong, str(crowd.wrong[:2]))
    count.check(f'{name}: every act has its draft, every draft its act', set(ids) == drafts and len(set(ids)) == len(ids),
                f'{len(ids)} acts, {len(drafts)} drafts')
    sound = h.rows('PRAGMA integrity_check')
    count.check(f'{name}: the file is sound', sound == [('ok',)], str(sound[:2]))
    count.check(f'{name}: something was promised', len(crowd.promised) > 0)
