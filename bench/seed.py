#!/usr/bin/env python3
"""seed.py STORE.db KEYFILE OUTDIR - fills a migrated store with one area for `make bench`:
200,000 residents, 200,000 requests and 64 signed-in voters. Ten years of requests are 55 a day; each
is open for eleven days or so, hence 600 are open at a time.
Writes OUTDIR/voters.lua (cookies and csrf tokens) and OUTDIR/cookie."""
import hashlib
import os
import sqlite3
import sys
import time

N = int(os.environ.get("EAVES_BENCH_N", "200000"))
VOTERS = 64
OPEN = max(100, N // 333)
AREA, COMPOUND, BUILDING, UNIT, HOME, PERSON, MATTER, BODY = (
    1 << 32, 2 << 32, 3 << 32, 4 << 32, 5 << 32, 6 << 32, 7 << 32, 8 << 32)
NOW = int(time.time() * 1000)
HOUR, DAY = 3600_000, 86400_000
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国红梅"
TROUBLES = [
    (1, "{b}号楼{f}楼走廊的灯坏了", "晚上回家看不见台阶，老人差点摔倒，请尽快来修。"),
    (2, "{b}号楼电梯在{f}楼停住不动", "今天早上又停了一次，关了十分钟才开门，里面还有带孩子的邻居。"),
    (3, "{f}楼水管接头漏水", "水已经流到楼下人家的门口，物业来看过一次，没有修好。"),
    (4, "{b}号楼一楼下水道堵了", "一下雨就往上冒，味道很大，希望彻底疏通一次。"),
    (5, "{b}号楼大门关不上", "门禁坏了两个星期，谁都可以进来，晚上不放心。"),
    (6, "{f}楼楼道里堆满纸箱", "通道只剩一个人能走，万一起火就出不去了。"),
    (7, "小区西门垃圾没有及时清运", "已经三天了，天热，苍蝇很多。"),
    (8, "消防通道上长期停着两辆车", "已经打过电话，司机说没有地方停，请想想办法。"),
    (9, "{f}楼夜里装修到十一点", "家里有要高考的孩子，请帮忙劝一劝。"),
    (11, "{b}号楼前的树枝伸进了阳台", "刮风的时候打着窗户，想请绿化的师傅剪一剪。"),
]
STATES = ((10, 0), (20, 0), (30, 0), (50, 0))


def residents(db):
    today = "2020-01-01"
    per_building, per_unit = 200, 3
    buildings = (N + per_building - 1) // per_building
    compounds = (buildings + 49) // 50
    db.execute("INSERT INTO area VALUES (?,?,?,?,?,?,?,NULL)",
               (AREA, "bench", 1, AREA, "宝欣苑第一居民区", "021-55550000", NOW))
    db.execute("INSERT INTO area_head VALUES (?,1,1,?,?)", (AREA, N + 1, NOW))
    place = "INSERT INTO place (area_id,id,kind,parent_id,name,sort,valid_from) VALUES (?,?,?,?,?,?,?)"
    db.execute(place, (AREA, AREA, 1, None, "宝欣苑第一居民区", 0, today))
    db.executemany(place, ((AREA, COMPOUND + i, 2, AREA, f"宝欣苑{i + 1}期", i, today) for i in range(compounds)))
    db.executemany(place, ((AREA, BUILDING + i, 3, COMPOUND + i // 50, f"{i % 50 + 1}号楼", i, today)
                           for i in range(buildings)))
    db.executemany("INSERT INTO building (area_id,id,compound_id,number,floors,per_floor) VALUES (?,?,?,?,?,?)",
                   ((AREA, BUILDING + i, COMPOUND + i // 50, i % 50 + 1, 17, 4) for i in range(buildings)))
    units = (N + per_unit - 1) // per_unit
    of_building = per_building // per_unit + 1
    db.executemany(
        "INSERT INTO unit (area_id,id,building_id,name,floor,col,area_dm2,valid_from) VALUES (?,?,?,?,?,?,?,?)",
        ((AREA, UNIT + i, BUILDING + min(i // of_building, buildings - 1),
          f"{i % of_building // 4 + 1}{i % 4 + 1:02d}" if i // of_building < buildings else f"附{i}",
          i % of_building // 4 + 1, i % 4 + 1, 900000 + i % 40 * 10000, today) for i in range(units)))
    db.executemany("INSERT INTO household VALUES (?,?,?,NULL)", ((AREA, HOME + i, today) for i in range(units)))
    db.executemany("INSERT INTO household_unit VALUES (?,?,?,?,NULL)",
                   ((AREA, HOME + i, UNIT + i, today) for i in range(units)))
    db.executemany("INSERT INTO person (area_id,id,name,made_at) VALUES (?,?,?,?)",
                   ((AREA, PERSON + i, SURNAMES[i % 20] + GIVEN[i // 20 % 30] + GIVEN[i // 600 % 30], NOW)
                    for i in range(N)))
    db.executemany("INSERT INTO relation (area_id,id,kind,person_id,household_id,valid_from) VALUES (?,?,1,?,?,?)",
                   ((AREA, PERSON + N + i, PERSON + i, HOME + i // per_unit, today) for i in range(N)))
    db.executemany("INSERT INTO body (area_id,id,kind,place_id,name,valid_from) VALUES (?,?,?,?,?,?)",
                   ((AREA, BODY + i, i + 1, AREA, name, today)
                    for i, name in enumerate(("居民委员会", "永安物业服务处", "业主委员会"))))
    return buildings


def requests(db, buildings):
    matters, rest, followers = [], [], []
    for i in range(N):
        kind, title, body = TROUBLES[i * 7 % len(TROUBLES)]
        b = i * 31 % buildings
        title = title.format(b=b % 50 + 1, f=i % 17 + 1)
        opened = NOW - (N - i) * 26 * 60_000
        still_open = i >= N - OPEN
        state = STATES[i % 4][0] if still_open else 60
        matters.append((AREA, MATTER + i, "request", i + 1, BUILDING + b, 0 if i % 5 else 1, state,
                        0 if still_open else 1 + i % 2, title, PERSON + i * 17 % N,
                        BODY + i % 3 if state >= 30 else None, opened,
                        opened + (12 + i % 3 * 4) * DAY if still_open else 0, None if still_open else opened + 30 * HOUR,
                        opened, f"{title} {body}"))
        rest.append((AREA, MATTER + i, kind, None, body, "门厅" if i % 3 else "", 2))
        followers.extend((AREA, MATTER + i, PERSON + (i * 17 + 1000 + k) % N, opened, 0) for k in range(i % 3 + 1))
    db.executemany("INSERT INTO matter (area_id,id,kind,ticket,place_id,audience,state,outcome,title,asker_id,owner_id,"
                   "opened_at,due_at,closed_at,changed_at,find) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", matters)
    db.executemany("INSERT INTO request (area_id,id,kind,unit_id,body,spot,clock_unit) VALUES (?,?,?,?,?,?,?)", rest)
    db.executemany("INSERT OR IGNORE INTO follower (area_id,matter_id,person_id,since,act_id) VALUES (?,?,?,?,?)", followers)


def keyed(key, purpose, text):
    inner = hashlib.blake2b(f"hash|{purpose}".encode(), key=key, digest_size=32).digest()
    return hashlib.blake2b(text.encode(), key=inner, digest_size=16).hexdigest()


def voters(db, key, out):
    lines = []
    for i in range(VOTERS):
        account = 900 + i
        cookie = hashlib.blake2b(b"voter%d" % i, digest_size=16).hexdigest()
        db.execute("INSERT INTO account (id,made_at) VALUES (?,?)", (account, NOW))
        db.execute("INSERT INTO account_area VALUES (?,?)", (account, AREA))
        db.execute("INSERT INTO claim (area_id,id,account_id,person_id,household_id,state,via,made_at,ends_at,decided_at)"
                   " VALUES (?,?,?,?,?,2,1,?,?,?)",
                   (AREA, 1000 + i, account, PERSON + i, HOME + i // 3, NOW, NOW + 999 * DAY, NOW))
        db.execute("INSERT INTO session (token_hash,id,account_id,made_at,seen_at,ends_at) VALUES (?,?,?,?,?,?)",
                   (keyed(key, "session", cookie), 2000 + i, account, NOW, NOW, NOW + 9 * DAY))
        lines.append(f'  {{"{cookie}", "{keyed(key, "csrf", cookie)}"}},\n')
    first_open = N - OPEN
    with open(f"{out}/voters.lua", "w", encoding="ascii") as f:
        f.write(f"return {{first = {MATTER + first_open}, n = {OPEN}, voters = {{\n{''.join(lines)}}}}}\n")
    with open(f"{out}/cookie", "w", encoding="ascii") as f:
        f.write(lines[0].split('"')[1])


def main():
    path, keyfile, out = sys.argv[1:4]
    with open(keyfile, "rb") as f:
        key = f.read()
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -200000; BEGIN")
    requests(db, residents(db))
    voters(db, key, out)
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    bad = db.execute("PRAGMA foreign_key_check").fetchone()
    print(f"seeded {N} residents, {N} requests", file=sys.stderr)
    return f"a row refers to nothing: {bad}" if bad else None


if __name__ == "__main__":
    sys.exit(main())
