#!/usr/bin/env python3
"""election.py FILE [SEED] - an invented town's participatory budget as .pb (Pabulib): 6,500 voters, 60 projects,
each voter ticks up to ten: near the own street more than far away, the well known more than the rest."""
import random
import sys

VOTERS, PROJECTS, STREETS = 6500, 60, 8
dice = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
cost = [round(min(40_000, max(500, dice.lognormvariate(8.7, .8))), -2) for _ in range(PROJECTS)]
known = [dice.paretovariate(1.2) for _ in range(PROJECTS)]
street = [dice.randrange(STREETS + 2) for _ in range(PROJECTS)]  # the last two: for all


def ballot():
    home, left, ticked = dice.randrange(STREETS), dict(enumerate(known)), []
    for p in left:
        left[p] = min(left[p], 8) * (1 if street[p] in (home, STREETS, STREETS + 1) else .1)
    for _ in range(dice.randint(1, 10)):
        ticked += dice.choices(list(left), list(left.values()))
        del left[ticked[-1]]
    return ticked


lines = ['META', 'key;value', 'description;invented', f'budget;{int(sum(cost) * .4)}', 'vote_type;approval',
         f'num_projects;{PROJECTS}', f'num_votes;{VOTERS}', 'max_length;10', 'PROJECTS', 'project_id;cost']
lines += [f'p{p};{int(c)}' for p, c in enumerate(cost)]
lines += ['VOTES', 'voter_id;vote'] + [f'{v};{",".join(f"p{p}" for p in ballot())}' for v in range(VOTERS)]
with open(sys.argv[1], 'w', encoding='utf-8') as f:
    f.write('\n'.join(lines) + '\n')
