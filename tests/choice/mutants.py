#!/usr/bin/env python3
"""mutants.py [--elections=N] [FILE...] - each comparison of the files that decide (judged.py) turned by a hair, one at
a time: < and <=, > and >=, == and != changed for each other. Every mutant must be noticed by the suites that judge its
file, or by N random elections a method (150); who survives must stand in equivalents.tsv with the reason.

All mutants are compiled into one program; EAVES_MUTANT says which one lives. They and the arena are watched by ASan, so
that a step past the end of anything is noticed. Conditions of must() are left out (they hold in every run that does
not abort), as are comparisons that a macro of a header makes."""
import argparse
import concurrent.futures
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from judged import BUILD, ROOT, compiled, judged, linked

OTHER = {'<': '<=', '<=': '<', '>': '>=', '>=': '>', '==': '!=', '!=': '=='}
FLAGS = ('-w', '-O1', '-fsanitize=address')
WATCHED = 'hard_rss_limit_mb=3072:detect_leaks=0'


class Source:
    """A file, and where its comparisons are, as clang sees them."""

    def __init__(self, path):
        self.path = path
        with open(os.path.join(ROOT, path), 'rb') as f:
            self.text = f.read()
        self.sites = {}  # offset of the operator: (begin, end of left, begin of right, end, operator, function)
        tree = subprocess.run(['clang', '-D_GNU_SOURCE', '-I.', f'-I{BUILD}', f'-I{BUILD}/libeaves.a.p', '-fsyntax-only',
                               '-w', '-Xclang', '-ast-dump=json', path], cwd=ROOT, capture_output=True, check=True).stdout
        self.file = None
        self.walk(json.loads(tree), None)

    def locate(self, place):
        """clang names a file only where it changes, in the order of the dump."""
        for key in ('spellingLoc', 'expansionLoc'):
            if key in place:
                self.locate(place[key])
        if 'offset' in place:
            self.file = place.get('file', self.file)
            place['here'] = self.file == self.path

    def walk(self, node, function):
        if 'loc' in node:
            self.locate(node['loc'])
        for side in ('begin', 'end'):
            self.locate(node.get('range', {}).get(side, {}))
        if node.get('kind') == 'FunctionDecl':
            function = node['name']
        for child in node.get('inner', []):
            self.walk(child, function)
        if node.get('kind') == 'BinaryOperator' and node['opcode'] in OTHER and function:
            self.add(node, function)

    def at(self, place, end):
        """The offset in this text, or None: written elsewhere, or in a must()."""
        if 'expansionLoc' in place:
            outer = place['expansionLoc']
            if self.text[outer.get('offset', 0):].startswith(b'must('):
                return None
            if not outer.get('isMacroArgExpansion'):
                return self.after_call(outer, end)
            place = place['spellingLoc']
        if not place.get('here'):
            return None
        return place['offset'] + (place['tokLen'] if end else 0)

    def after_call(self, name, end):
        """A macro used here: NULL, COUNT(x)."""
        if not name.get('here'):
            return None
        at = name['offset']
        if end:
            at += name['tokLen']
            depth = 0
            while at < len(self.text) and (depth or self.text[at:at + 1] == b'('):
                depth += {b'(': 1, b')': -1}.get(self.text[at:at + 1], 0)
                at += 1
        return at

    def add(self, node, function):
        left, right = (child['range'] for child in node['inner'])
        places = self.at(left['begin'], False), self.at(left['end'], True), self.at(right['begin'], False), \
            self.at(right['end'], True)
        if None in places or not places[0] < places[1] < places[2] < places[3]:
            return
        between = self.text[places[1]:places[2]]
        if between.split() == [node['opcode'].encode()]:
            self.sites[places[1]] = (*places, node['opcode'], function)

    def mutated(self, first):
        """The text with all mutants in it, from number `first`, and what each is."""
        names, sites = {}, sorted(self.sites.values(), key=lambda s: (s[0], -s[3]))
        number = {s: first + k for k, s in enumerate(sites)}

        def write(begin, end, inside):
            out, at = b'', begin
            for k, s in enumerate(inside):
                if s[0] < at:
                    continue
                within = [t for t in inside[k + 1:] if t[3] <= s[3] and t[0] >= s[0]]
                left = write(s[0], s[1], [t for t in within if t[3] <= s[1]])
                right = write(s[2], s[3], [t for t in within if t[0] >= s[2]])
                out += self.text[at:s[0]] + b'(mutant_ == %d ? %s %s %s : %s %s %s)' % (
                    number[s], left, OTHER[s[4]].encode(), right, left, s[4].encode(), right)
                at = s[3]
            return out + self.text[at:end]

        for s in sites:
            code = b' '.join(self.text[s[0]:s[3]].split()).decode()
            line = self.text.count(b'\n', 0, s[1]) + 1
            names[number[s]] = (self.path, line, s[5], code, OTHER[s[4]])
        return write(0, len(self.text), sites), names


def build(files, out):
    """Programs with the mutants of all files, and what each mutant is."""
    with open(os.path.join(out, 'mutant.c'), 'w', encoding='utf-8') as f:
        f.write('#include <stdlib.h>\nint mutant_;\n__attribute__((constructor)) static void choose(void)\n{\n'
                '    const char *s = getenv("EAVES_MUTANT");\n    mutant_ = s ? atoi(s) : 0;\n}\n')
    with open(os.path.join(out, 'mutant.h'), 'w', encoding='utf-8') as f:
        f.write('extern int mutant_;\n')
    objects, mutants = [os.path.join(out, 'mutant.o')], {}
    subprocess.run(['cc', '-c', '-o', objects[0], os.path.join(out, 'mutant.c')], check=True)
    for k, path in enumerate(files):
        text, names = Source(path).mutated(1 + len(mutants))
        mutants.update(names)
        source = os.path.join(out, f'{k}.c')
        with open(source, 'wb') as f:
            f.write(text)
        objects.append(compiled(path, source, os.path.join(out, f'{k}.o'), *FLAGS, '-include', f'{out}/mutant.h'))
    arena = 'lib/base/base.c'
    objects.append(compiled(arena, os.path.join(ROOT, arena), os.path.join(out, 'base.o'), *FLAGS))
    return {name: linked(name, objects, os.path.join(out, name), FLAGS[-1]) for name in ('eaves-tests', 'tally-many')}, mutants


def lives(command, mutant, seconds, out):
    """Whether nobody notices: no failed check, no crash, no endless loop."""
    def limit():
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    env = {**os.environ, 'EAVES_MUTANT': str(mutant), 'TMPDIR': out, 'ASAN_OPTIONS': WATCHED}
    try:
        return subprocess.run(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              timeout=seconds, preexec_fn=limit, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def judge(mutant, name, files, programs, limits, elections, out):
    """Who noticed it: a suite, the elections, or None."""
    suites, trials = files[name[0]]
    for suite in suites:
        if not lives([programs['eaves-tests'], '--only', suite], mutant, limits[suite], out):
            return suite
    trial = [sys.executable, 'tests/choice/trials.py', programs['tally-many'], str(elections), '1']
    if trials and elections and not lives(trial, mutant, limits['trials'], out):
        return 'trials'
    return None


def excuses():
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'equivalents.tsv'), encoding='utf-8') as f:
        rows = [line.rstrip('\n').split('\t') for line in f if line.strip() and not line.startswith('#')]
    return {tuple(row[:4]): row[4] for row in rows}


def baseline(files, programs, elections, out):
    """Without a mutant all is well; how long each may take with one."""
    limits = {}
    for suite in sorted({s for suites, _ in files.values() for s in suites} | {'trials'}):
        command = [programs['eaves-tests'], '--only', suite]
        if suite == 'trials':
            command = [sys.executable, 'tests/choice/trials.py', programs['tally-many'], str(elections), '1']
        began = time.monotonic()
        if (suite != 'trials' or elections) and not lives(command, 0, 600, out):
            sys.exit(f'{suite}: fails without any mutant')
        limits[suite] = 10 + 10 * (time.monotonic() - began)
    return limits


def main():
    parse = argparse.ArgumentParser()
    parse.add_argument('--elections', type=int, default=150)
    parse.add_argument('files', nargs='*')
    args = parse.parse_args()
    files, out = judged(args.files), tempfile.mkdtemp(prefix='eaves-mutants-')
    try:
        programs, mutants = build(files, out)
        limits = baseline(files, programs, args.elections, out)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            noticed = dict(zip(mutants, pool.map(
                lambda m: judge(m, mutants[m], files, programs, limits, args.elections, out), mutants)))
    finally:
        shutil.rmtree(out)
    known, wrong, excused = excuses(), 0, set()
    for m, (path, line, function, code, other) in mutants.items():
        key = (path, function, code, other)
        if not noticed[m] and key in known:
            excused.add(key)
        elif not noticed[m]:
            wrong += 1
            print(f'FAIL {path}:{line} in {function}: {code}   with {other} nobody notices')
    for key in sorted(k for k in known if k[0] in files and k not in excused):
        wrong += 1
        print(f'FAIL equivalents.tsv: {" ".join(key)}   is noticed, or is no more')
    by_trials = sum(who == 'trials' for who in noticed.values())
    dead = sum(who is not None for who in noticed.values())
    print(f'{len(mutants)} mutants of {len(files)} files: {dead - by_trials} noticed by the suites, {by_trials} more by '
          f'elections, {len(excused)} the same in every case')
    print(f'{len(mutants) - sum(1 for m in noticed if not noticed[m]) + len(excused)} passed, {wrong} failed')
    return 1 if wrong or not mutants else 0


sys.exit(main())
