"""An owners' vote that is open, with owners signed in, straight into a migrated SQLite store: for the
vote burst (tests/faults/votes.py) and `make bench`. Everything is invented."""
import hashlib
import time

AREA, COMPOUND, STAIR, UNIT, HOME, PERSON, BODY, BALLOT, CLAIM = (n << 40 for n in range(1, 10))
RULE = 3052  # the nation's, on using the fund: two thirds take part, more than half of them agree
DAY = 86400_000
BUILT = '2020-01-01'


def keyed(key, purpose, text):
    inner = hashlib.blake2b(f'hash|{purpose}'.encode(), key=key, digest_size=32).digest()
    return hashlib.blake2b(text.encode(), key=inner, digest_size=16).hexdigest()


def floor_of(i):
    """0.01 m2 of the home of owner i: uneven, so that a weight counted wrongly shows in the sums."""
    return 4500 + i * 37 % 9001


def places(db, slug, homes, now):
    db.execute('INSERT INTO area VALUES (?,?,?,?,?,?,?,NULL)', (AREA, slug, 1, AREA, '临江苑', '021-55550000', now))
    db.execute('INSERT INTO area_head VALUES (?,1,2,?,?)', (AREA, homes + 1, now))
    place = 'INSERT INTO place (area_id,id,kind,parent_id,name,sort,valid_from) VALUES (?,?,?,?,?,?,?)'
    stairs = range((homes + 15) // 16)
    db.executemany(place, [(AREA, AREA, 1, None, '临江苑', 0, BUILT), (AREA, COMPOUND, 2, AREA, '临江苑', 0, BUILT)])
    db.executemany(place, ((AREA, STAIR + i, 3, COMPOUND, f'{i + 1}号楼', i, BUILT) for i in stairs))
    db.executemany('INSERT INTO building (area_id,id,compound_id,number,floors,per_floor) VALUES (?,?,?,?,8,2)',
                   ((AREA, STAIR + i, COMPOUND, i + 1) for i in stairs))
    db.executemany('INSERT INTO unit (area_id,id,building_id,name,floor,col,area_dm2,valid_from)'
                   ' VALUES (?,?,?,?,?,?,?,?)',
                   ((AREA, UNIT + i, STAIR + i // 16, f'{i % 16 // 2 + 1}0{i % 2 + 1}', i % 16 // 2 + 1, i % 2 + 1,
                     floor_of(i), BUILT) for i in range(homes)))
    db.execute('INSERT INTO body (area_id,id,kind,place_id,name,valid_from) VALUES (?,?,3,?,?,?)',
               (AREA, BODY, AREA, '业主委员会', BUILT))


def people(db, key, homes, now):
    """One owner a home, each signed in; [(cookie, csrf)] in the order of voters."""
    cookies = [hashlib.blake2b(b'owner%d' % i, digest_size=16).hexdigest() for i in range(homes)]
    db.executemany('INSERT INTO person (area_id,id,name,made_at) VALUES (?,?,?,?)',
                   ((AREA, PERSON + i, f'业主{i}', now) for i in range(homes)))
    db.executemany('INSERT INTO account (id,made_at) VALUES (?,?)', ((CLAIM + i, now) for i in range(homes)))
    db.executemany('INSERT INTO account_area VALUES (?,?)', ((CLAIM + i, AREA) for i in range(homes)))
    db.executemany('INSERT INTO claim (area_id,id,account_id,person_id,unit_id,state,via,made_at,ends_at,decided_at)'
                   ' VALUES (?,?,?,?,?,2,1,?,?,?)',
                   ((AREA, CLAIM + i, CLAIM + i, PERSON + i, UNIT + i, now, now + 999 * DAY, now) for i in range(homes)))
    db.executemany('INSERT INTO session (token_hash,id,account_id,made_at,seen_at,ends_at) VALUES (?,?,?,?,?,?)',
                   ((keyed(key, 'session', c), CLAIM + i, CLAIM + i, now, now, now + 9 * DAY)
                    for i, c in enumerate(cookies)))
    return [(c, keyed(key, 'csrf', c)) for c in cookies]


def ballot(db, homes, precedence, now):
    db.execute("INSERT INTO matter (area_id,id,kind,ticket,place_id,audience,state,title,asker_id,owner_id,opened_at,"
               "due_at,changed_at) VALUES (?,?,'ballot',1,?,0,40,?,?,?,?,?,?)",
               (AREA, BALLOT, COMPOUND, '换门厅的灯', PERSON, BODY, now - 9 * DAY, now + 9 * DAY, now))
    db.execute('INSERT INTO ballot (area_id,id,year,no,place_id,body_id,electorate,force,named,day,precedence,frozen_at,'
               'posted_at,opens_at,closes_at,opened_at) VALUES (?,?,2026,1,?,?,1,3,1,?,?,?,?,?,?,?)',
               (AREA, BALLOT, COMPOUND, BODY, '2026-01-01', precedence, now - 9 * DAY, now - 8 * DAY, now - 3600_000,
                now + 9 * DAY, now))
    db.executemany("INSERT INTO ballot_item (area_id,ballot_id,no,title,decides,ruleset_id) VALUES (?,?,?,?,5,?)",
                   [(AREA, BALLOT, 1, '同意换灯吗？', RULE), (AREA, BALLOT, 2, '同意由永安物业换吗？', RULE)])
    db.executemany('INSERT INTO voter (area_id,ballot_id,no,who_kind,who_id,building_id,door,units,homes,area_dm2)'
                   ' VALUES (?,?,?,1,?,?,?,1,1,?)',
                   ((AREA, BALLOT, i + 1, PERSON + i, STAIR + i // 16, f'{i // 16 + 1}号楼 {i % 16}', floor_of(i))
                    for i in range(homes)))
    db.executemany('INSERT INTO voter_speaker (area_id,ballot_id,voter_no,person_id,how) VALUES (?,?,?,?,1)',
                   ((AREA, BALLOT, i + 1, PERSON + i) for i in range(homes)))
    db.executemany('INSERT INTO voter_unit (area_id,ballot_id,unit_id,voter_no,building_id,name,area_dm2)'
                   ' VALUES (?,?,?,?,?,?,?)',
                   ((AREA, BALLOT, UNIT + i, i + 1, STAIR + i // 16, f'{i % 16}', floor_of(i)) for i in range(homes)))
    db.execute('INSERT INTO ballot_sum (area_id,ballot_id,item_no,choice,homes,area_dm2)'
               ' SELECT area_id, ballot_id, 0, -1, count(*), sum(area_dm2) FROM voter WHERE ballot_id = ?'
               ' GROUP BY area_id, ballot_id', (BALLOT,))


def seed(db, key, homes, slug='bench', precedence=1):
    """db: sqlite3, no transaction begun; the owners' [(cookie, csrf)]."""
    now = int(time.time() * 1000)
    db.executescript('PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; BEGIN')
    places(db, slug, homes, now)
    owners = people(db, key, homes, now)
    ballot(db, homes, precedence, now)
    db.execute('COMMIT')
    db.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    bad = db.execute('PRAGMA foreign_key_check').fetchone()
    if bad:
        raise ValueError(f'a row refers to nothing: {bad}')
    return owners
