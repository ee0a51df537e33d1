#!/usr/bin/env python3
"""Who may include whom: app -> pages -> store -> rules -> lib/base; tiers go down only."""
import glob
import os
import re
import sys

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
LIB = {  # what each part of lib/ may not know, and why
    'base': ('(lib/(db|log|web|text|sheet|paper|calendar|net)|src|app)/', 'base knows nobody'),
    'db': ('(lib/(log|web|text|sheet|paper)|src|app)/', 'db knows base only'),
    'text': ('(lib/(db|log|web|paper)|src|app)/', 'text knows base only'),
    'sheet': ('(lib/(db|log|web|paper)|src|app)/', 'sheet knows base only'),
    'calendar': ('(lib/(db|log|web|paper)|src|app)/', 'calendar knows base only'),
    'choice': ('(lib/(db|log|web|sheet|paper|calendar|net)|src|app)/', 'choice knows base; its tests say what they read'),
    'net': ('(lib/(db|log|web|paper)|src|app)/', 'net knows base only'),
    'log': ('(lib/web|src|app)/', 'the log does not know pages'),
    'paper': ('(lib/web|src|app)/', 'paper does not know pages'),
    'find': ('(lib/(log|web|paper)|src|app)/', 'find knows text and store'),
    'backup': ('(lib/(web|text|sheet|paper)|src|app)/', 'a backup knows store and log only'),
    'web': ('(src|app)/', 'web does not know the neighbourhood'),
}
RULES = [  # files, forbidden text, why
    ('src/*/*_rules.c', r'#include ("lib/(db|log|web|net)/|<(stdio|time|unistd|fcntl|sqlite3)\.h>)', 'rules do no I/O'),
    ('src/*/*_store.c', r'#include "lib/web/', 'a store shows nothing'),
    ('src/*/*_pages.c src/*/*_rules.c src/*/*.html app/*.html app/*_pages.c',
     r'\bdb_(int|exec|query|text|begin_area|begin_read|commit)[ (]|"(SELECT|INSERT|UPDATE|DELETE) ', 'SQL lives in *_store.c'),
    ('src/*/*.[ch] app/*.[ch]', r'\b(malloc|calloc|realloc|free|strcpy|strcat|sprintf|alloca|strtok) ?\(',
     'no malloc outside lib, no strcpy family'),
    ('lib/*/*.[ch]', r'\b(strcpy|strcat|sprintf|alloca|strtok|gets) ?\(', 'banned'),
]
RULES += [(f'lib/{part}/*.[ch]', '#include "' + what, why) for part, (what, why) in LIB.items()]
# A room includes headers of lower tiers only. Tier 0 of struct module is 0 to 4 here, in this order.
TIERS = {0: 'places', 1: 'accounts', 2: 'people', 3: 'households', 4: 'owners claims', 5: 'bodies',
         6: 'terms rota matters rolls occasions pledges ledger reviews',
         7: 'requests cases notices topics meetings rulesets funds roster network',
         8: 'postbook board replies tally', 9: 'electorate', 10: 'ballots', 11: 'votes', 12: 'inbox slips polling',
         13: 'overview telling work proxies visits',  # the town: above all that it counts
         14: 'search results', 15: 'outcome'}  # finds things of every room
OTHER = 12  # a room not named above
TIER_OF = {room: tier for tier, rooms in TIERS.items() for room in rooms.split()}
LINES_MAX = 520

bad = []
texts = {f: open(f, encoding='utf-8').read().split('\n')
         for f in glob.glob('lib/*/*') + glob.glob('src/*/*') + glob.glob('app/*') if f.endswith(('.c', '.h', '.html'))}


def files(patterns):
    return sorted(f for p in patterns.split() for f in glob.glob(p) if f in texts)


for patterns, what, why in RULES:
    find = re.compile(what)
    for f in files(patterns):
        bad += [f'{f}:{n}:{line}   <- {why}' for n, line in enumerate(texts[f], 1) if find.search(line)]
for f, lines in sorted(texts.items()):
    if f.startswith('src/'):
        room = f.split('/')[1]
        for line in lines:
            # duties.h is a vocabulary that routes of any tier name; it includes lib/base only
            other = re.match(r'#include "src/([a-z]+)/', line)
            if other and 'src/bodies/duties.h' not in line and other[1] != room and \
                    TIER_OF.get(other[1], OTHER) >= TIER_OF.get(room, OTHER) and not any('tests/' in t for t in lines):
                bad.append(f'{f}: includes src/{other[1]}   <- a room includes lower tiers only')
        if any('#include "app/' in t for t in lines):
            bad.append(f'{f}: includes app/   <- app is above')
    if f.endswith(('.c', '.h')) and len(lines) - 1 > LINES_MAX:
        bad.append(f'{f}: {len(lines) - 1} lines   <- about 500 at most')
print('\n'.join(bad) if bad else '', end='\n' if bad else '')
sys.exit(bool(bad))
