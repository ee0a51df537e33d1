#!/usr/bin/env python3
"""commands.py - commands say how they go, and `eaves export` writes what the web gives the same login.
The program is $EAVES (build/eaves). Ends with "N passed, N failed"."""
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as xml

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'faults'))
import house  # noqa: E402

count = house.Count()


def eaves(h, *words):
    where = ['--store', h.address, '--files', h.files, '--key', h.dir + '/key'] if h else []
    return subprocess.run([house.BINARY, *words, *where], capture_output=True, timeout=60)


def export(h, path, *more, who='secretary'):
    return eaves(h, 'export', path, '--area', 'ly', '--as', 'demo-' + who, *more)


def helps():
    text = eaves(None, 'help').stdout.decode()
    names = re.findall(r'^  (\w+) +\S', text, re.M)
    count.check('commands are listed', len(names) > 12)
    for name in names:
        r = eaves(None, name, '--help')
        count.check(f'{name} --help', r.returncode == 0 and f'usage: eaves {name}'.encode() in r.stdout, r.stderr)


def same_as_the_web(h, lists):
    v = house.Visitor(h.port)
    v.get('/demo')
    status, _, _ = v.post('/demo', who='secretary')
    count.check('the secretary signs in', status == 303)
    given = 0
    for path in lists:
        status, _, text = v.get(f'/a/ly/{path}.csv')
        r = export(h, path)
        given += status == 200
        ok = r.stdout.decode() == text and r.returncode == 0 if status == 200 else r.returncode == 1 and not r.stdout
        count.check(f'{path} ({status})', ok, r.stderr.decode()[:200])
    count.check('most were given', given > len(lists) * 3 // 4)


def other_forms(h):
    count.check('xlsx', export(h, 'posts', '--format', 'xlsx').stdout[:2] == b'PK')
    count.check('docx', export(h, 'posts', '--format', 'docx').stdout[:2] == b'PK')
    count.check('json', len(json.loads(export(h, 'posts', '--format', 'json').stdout)['rows']) > 0)
    count.check('atom', xml.fromstring(export(h, 'requests', '--format', 'atom').stdout).tag.endswith('feed'))
    count.check('a filter', len(export(h, 'people', '--filter', 'gone').stdout) < len(export(h, 'people').stdout))
    count.check('English', b'Building' in export(h, 'territory/stairs', '--lang', 'en').stdout)
    past = export(h, 'territory/stairs', '--day', '2024-06-30').stdout
    count.check('a day', past and past != export(h, 'territory/stairs').stdout)
    file = h.dir + '/posts.csv'
    count.check('a file', export(h, 'posts', '--out', file).returncode == 0 and os.path.getsize(file) > 100)
    count.check('is not written over', export(h, 'posts', '--out', file).returncode == 1)


def refusals(h):
    for what, code, r in (
            ('what the post may not see', 1, export(h, 'people', who='cleaner')),
            ('no such list', 1, export(h, 'nothing')),
            ('a page that is no list', 1, export(h, 'plan')),
            ('no such login', 2, export(h, 'posts', who='nobody')),
            ('no such filter', 2, export(h, 'posts', '--filter', 'bogus')),
            ('no such order', 2, export(h, 'posts', '--order', 'bogus')),
            ('no such form', 2, export(h, 'posts', '--format', 'pdf')),
            ('no such area', 1, eaves(h, 'export', 'posts', '--area', 'zz', '--as', 'demo-secretary')),
            ('nobody asks', 2, eaves(h, 'export', 'posts', '--area', 'ly'))):
        count.check(what, r.returncode == code and not r.stdout and r.stderr, (r.returncode, r.stdout[:80]))


def main():
    helps()
    lists = [line.split()[0] for line in eaves(None, 'export', '--lists').stdout.decode().splitlines()]
    count.check('lists are named', len(lists) > 50)
    with house.House() as h:
        same_as_the_web(h, lists)
        other_forms(h)
        refusals(h)
    return count.end()


sys.exit(main())
