#!/usr/bin/env python3
"""shares.py FILE mes|mes-add1 - the Method of Equal Shares (utility = cost) as a careful programmer writes it in plain
Python from the papers: fractions.Fraction, one entry a voter. Two things spare it work: a project whose last known
price is above the best one of the round is not looked at again (prices only rise), and only its own supporters are
sorted. Says the microseconds of the count, the reading left out, then the winners in the order of election."""
import sys
import time
from fractions import Fraction


def read_pb(path):
    section, titles, meta, cost, supporters, voters = None, None, {}, {}, {}, 0
    for line in open(path, encoding='utf-8'):
        cells = line.rstrip('\n').split(';')
        if cells[0] in ('META', 'PROJECTS', 'VOTES'):
            section, titles = cells[0], None
        elif not titles:
            titles = cells
        elif section == 'META':
            meta[cells[0]] = cells[1]
        elif section == 'PROJECTS':
            row = dict(zip(titles, cells))
            cost[row['project_id']] = int(row['cost'])
            supporters[row['project_id']] = []
        else:
            for p in dict(zip(titles, cells))['vote'].split(','):
                supporters[p].append(voters)
            voters += 1
    return int(meta['budget']), cost, supporters, voters


def first(cost, supporters):
    """Of projects as good as each other: more votes, lower cost, then the id."""
    return lambda p: (-len(supporters[p]), cost[p], p)


def most_each_pays(cost, supporters, money):
    """The least rho with sum(min(rho, money)) = cost; None when they cannot pay."""
    if sum(money[i] for i in supporters) < cost:
        return None
    owed, payers = Fraction(cost), len(supporters)
    for i in sorted(supporters, key=money.__getitem__):
        if money[i] * payers >= owed:
            return owed / payers
        owed -= money[i]
        payers -= 1


def equal_shares(share, cost, supporters, voters):
    money, winners, order = [share] * voters, [], first(cost, supporters)
    price = {p: Fraction(0) for p in cost if supporters[p]}  # rho / cost when last looked at
    while True:
        best = None
        for p in sorted(price, key=price.__getitem__):
            if best and price[p] > best[0]:
                break
            rho = most_each_pays(cost[p], supporters[p], money)
            if rho is None:
                del price[p]
                continue
            price[p] = rho / cost[p]
            if not best or (price[p], order(p)) < (best[0], order(best[1])):
                best = price[p], p, rho
        if not best:
            return winners
        _, p, rho = best
        for i in supporters[p]:
            money[i] -= min(rho, money[i])
        del price[p]
        winners.append(p)


def add1(budget, cost, supporters, voters):
    share, wanted = Fraction(budget, voters), sum(1 for p in cost if supporters[p])
    winners = equal_shares(share, cost, supporters, voters)
    while len(winners) < wanted:
        share += 1
        more = equal_shares(share, cost, supporters, voters)
        if sum(cost[p] for p in more) > budget:
            break
        winners = more
    left = budget - sum(cost[p] for p in winners)
    for p in sorted(cost, key=first(cost, supporters)):
        if p not in winners and supporters[p] and cost[p] <= left:
            winners.append(p)
            left -= cost[p]
    return winners


budget, cost, supporters, voters = read_pb(sys.argv[1])
began = time.perf_counter()
if sys.argv[2] == 'mes-add1':
    winners = add1(budget, cost, supporters, voters)
else:
    winners = equal_shares(Fraction(budget, voters), cost, supporters, voters)
print(round((time.perf_counter() - began) * 1e6), *winners, sep='\n')
