#!/usr/bin/env python3
"""kill -9, of one worker and of everything, while residents say what they have to say."""
import time

import driver
import house


def rounds(count, h, n, whole):
    promised = 0
    with driver.Crowd(h, 16) as crowd:
        for _ in range(n):
            time.sleep(0.6)
            if whole:
                h.kill_all()
                h.start()
            else:
                for pid in [p for p, role in h.children().items() if role == 'worker'][:1]:
                    h.kill(pid)
        time.sleep(0.6)
    name = 'all killed' if whole else 'worker killed'
    driver.judge(count, name, crowd, h)
    bad = {s: n for s, n in crowd.answers.items() if s not in (303, 503)}
    count.check(f'{name}: only honest answers', not bad, str(crowd.answers))
    promised = len(crowd.promised)
    print(f'{name}: {n} times, {promised} promised, {crowd.retried} asked again')
    return promised


if __name__ == '__main__':
    c = house.Count()
    n = 60 if house.LONG else 4
    with house.House() as h:
        rounds(c, h, n, whole=False)
    with house.House() as h:
        rounds(c, h, n, whole=True)
    c.end()
