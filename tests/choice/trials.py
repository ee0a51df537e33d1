#!/usr/bin/env python3
"""trials.py PROGRAM [N] [SEED] - N random elections per method (1000): `eaves tally` against oracle.py.
PROGRAM is build/tally-many (tests/choice/many.c).
The last line is "N passed, N failed"; a failure names its seed and keeps its file."""
import json
import os
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from oracle import RULES

program, trials = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000
seed0 = int(sys.argv[3]) if len(sys.argv) > 3 else random.SystemRandom().randrange(10 ** 9)


def orders(dice, kind):
    n = dice.randint(1, 6)
    options, ballots = [str(i + 1) for i in range(n)], []
    for _ in range(dice.randint(1, 8)):
        some = dice.sample(options, n if kind in ('soc', 'toc') else dice.randint(1, n))
        marks, rank = {}, 0
        for o in some:
            rank += not (kind in ('toc', 'toi') and rank and dice.random() < .35)
            marks[o] = rank
        ballots.append((dice.choice([1, 1, 2, 3, 7]), marks))
    return {'options': options, 'ballots': ballots, 'cost': {}, 'budget': 0}


def order_text(e):
    lines = [f'# NUMBER ALTERNATIVES: {len(e["options"])}', f'# NUMBER VOTERS: {sum(c for c, _ in e["ballots"])}']
    for count, marks in e['ballots']:
        groups = [[o for o in marks if marks[o] == r] for r in sorted(set(marks.values()))]
        lines.append(f'{count}: ' + ','.join(g[0] if len(g) == 1 else '{' + ','.join(g) + '}' for g in groups))
    return '\n'.join(lines) + '\n'


def projects(dice, points):
    n = dice.randint(1, 7)
    options = [f'p{i}' for i in range(n)]
    cost = {o: dice.choice([0, 1, 2, 3, 5, 6, 9, 12, 20]) for o in options}
    ballots = [(1, {o: dice.randint(0, 5) if points else 1 for o in dice.sample(options, dice.randint(0, n))})
               for _ in range(dice.randint(1, 9))]
    return {'options': options, 'cost': cost, 'budget': dice.randint(1, 40), 'ballots': ballots}


def pb_text(e, points):
    lines = ['META', 'key;value', f'budget;{e["budget"]}', f'vote_type;{"scoring" if points else "approval"}',
             f'num_projects;{len(e["options"])}', f'num_votes;{len(e["ballots"])}', 'PROJECTS', 'project_id;cost']
    lines += [f'{o};{e["cost"][o]}' for o in e['options']] + ['VOTES', 'voter_id;vote;points']
    for i, (_, marks) in enumerate(e['ballots']):
        lines.append(f'{i};{",".join(marks)};' + (','.join(str(marks[o]) for o in marks) if points else ''))
    return '\n'.join(lines) + '\n'


def make(rule, seed, folder):
    """An election in a file, and how it is to be counted."""
    dice, args, how = random.Random(seed), [], {}
    points = rule == 'score' or (rule == 'greedy' and dice.random() < .3)
    kind = dice.choice(['soc', 'soi', 'toc', 'toi']) if rule in ('schulze', 'irv') else 'pb'
    e = projects(dice, points) if kind == 'pb' else orders(dice, kind)
    if dice.random() < .5:
        how['lot'] = f'draw {dice.randint(1, 99)}'
        args += ['--tie', 'lot:' + how['lot']]
    if rule in ('approval', 'score', 'schulze'):
        how['seats'] = dice.randint(1, 3)
        args += ['--seats', str(how['seats'])]
    if rule == 'schulze' and dice.random() < .5:
        how['unranked'] = 'ignore'
        args += ['--unranked', 'ignore']
    path = os.path.join(folder, f'{rule}-{seed}.{kind}')
    with open(path, 'w', encoding='utf-8') as f:
        f.write(pb_text(e, points) if kind == 'pb' else order_text(e))
    return e, how, [path, '--rule', rule, '--json', *args]


def agrees(rule, e, how, said):
    winners, tied, ranking = RULES[rule](e, how)
    spent = sum(e['cost'][o] for o in winners) if rule in ('greedy', 'mes', 'mes-add1') else 0
    return said.get('winners') == winners and sorted(said['tied']) == tied and said['cost'] == spent and \
        [sorted(level) for level in said['ranking']] == ranking, (winners, tied, ranking, spent)


def batch(rule, seeds, folder):
    """So many at once as one process counts; yields for each whether it agrees."""
    made = [make(rule, seed, folder) for seed in seeds]
    lines = ''.join('\t'.join(args) + '\n' for _, _, args in made)
    text = subprocess.run([program], input=lines, capture_output=True, text=True, check=True).stdout
    decode, at = json.JSONDecoder(), 0
    for seed, (e, how, args) in zip(seeds, made):
        said, at = decode.raw_decode(text, at)
        at += len(text[at:at + 8]) - len(text[at:at + 8].lstrip())
        good, want = agrees(rule, e, how, said)
        if good:
            os.remove(args[0])
        else:
            print(f'FAIL {rule} seed {seed}: eaves tally {" ".join(args)}\n  said {said}\n  want {want}')
        yield good


def main():
    passed = failed = 0
    folder = tempfile.mkdtemp(prefix='eaves-tally-')
    for rule in RULES:
        for first in range(seed0, seed0 + trials, 500):
            for good in batch(rule, range(first, min(first + 500, seed0 + trials)), folder):
                passed, failed = passed + good, failed + (not good)
    if not failed:
        os.rmdir(folder)
    print(f'seed {seed0}, {trials} elections a method')
    print(f'{passed} passed, {failed} failed')
    return 1 if failed or not passed else 0


sys.exit(main())
