"""The tallies once more, slow and obvious: fractions, dictionaries, nothing remembered between rounds.

An election is {'options': [id...], 'cost': {id: money}, 'budget': money, 'ballots': [(count, {id: mark})...]};
a mark is 1 for approval, a rank from 1, or points. Written from the papers, not from lib/choice."""
import hashlib
from fractions import Fraction


def lot_order(n, seed):
    """Fisher-Yates by SHA-256("eaves-sortition-v1\\0" || seed || counter), as rules.md 4.7 has it."""
    drawn, order = 0, list(range(n))
    for i in range(n):
        m = n - i
        while True:
            word = hashlib.sha256(b'eaves-sortition-v1\0' + seed.encode() + drawn.to_bytes(8, 'big')).digest()[:8]
            drawn += 1
            number = int.from_bytes(word, 'big')
            if number < (1 << 64) // m * m:
                break
        j = i + number % m
        order[i], order[j] = order[j], order[i]
    return order


def lot_of(e, how):
    if not how.get('lot'):
        return None
    return {e['options'][k]: at for at, k in enumerate(lot_order(len(e['options']), how['lot']))}


def levels(values):
    return [sorted(o for o in values if values[o] == v) for v in sorted(set(values.values()), reverse=True)]


def seats(e, how, ranking):
    """winners, tied"""
    lot, left, winners = lot_of(e, how), how.get('seats', 1), []
    for level in ranking:
        if not left:
            break
        if lot:
            level = sorted(level, key=lot.get)
        elif len(level) > left:
            return winners, sorted(level)
        winners += level[:left]
        left -= min(left, len(level))
    return winners, []


def votes(e, points=False):
    return {o: sum(c * (b[o] if points else 1) for c, b in e['ballots'] if o in b and (b[o] > 0))
            for o in e['options']}


def approval(e, how):
    ranking = levels(votes(e))
    return *seats(e, how, ranking), ranking


def score(e, how):
    ranking = levels(votes(e, points=True))
    return *seats(e, how, ranking), ranking


def schulze(e, how):
    options, d = e['options'], {}
    for x in options:
        for y in options:
            d[x, y] = 0
            for c, b in e['ballots']:
                if how.get('unranked') == 'ignore' and not (x in b and y in b):
                    continue
                if b.get(x, 10 ** 9) < b.get(y, 10 ** 9):
                    d[x, y] += c

    def strength(x, y):
        """The strongest path, by throwing the weakest links out until none is left."""
        links = {p: d[p] for p in d if p[0] != p[1] and d[p] > d[p[1], p[0]]}
        for weakest in sorted(set(links.values()), reverse=True):
            reached, grown = {x}, True
            while grown:
                more = {b for (a, b), w in links.items() if a in reached and w >= weakest}
                grown = not more <= reached
                reached |= more
            if y in reached:
                return weakest
        return 0
    p = {(x, y): strength(x, y) for x in options for y in options if x != y}
    ranking, left = [], list(options)
    while left:
        best = sorted(x for x in left if not any(p[y, x] > p[x, y] for y in left if y != x))
        ranking.append(best)
        left = [x for x in left if x not in best]
    return *seats(e, how, ranking), ranking


def irv(e, how):
    lot, left, gone, past = lot_of(e, how), list(e['options']), [], []
    while True:
        tops = {x: Fraction(0) for x in left}
        base = 0
        for c, b in e['ballots']:
            ranked = [x for x in left if x in b]
            if ranked:
                best = min(b[x] for x in ranked)
                first = [x for x in ranked if b[x] == best]
                base += c
                for x in first:
                    tops[x] += Fraction(c, len(first))
        past.append(tops)
        for x in left:
            if 2 * tops[x] > base or len(left) == 1:
                rest = levels({y: tops[y] for y in left if y != x})
                return [x], [], [[x]] + rest + [sorted(g) for g in reversed(gone)]
        least = [x for x in left if tops[x] == min(tops.values())]
        others = [tops[x] for x in left if x not in least]
        if len(least) > 1 and not (others and sum(tops[x] for x in least) < min(others)):
            for earlier in reversed(past[:-1]):
                low = min(earlier[x] for x in least)
                least = [x for x in least if earlier[x] == low]
            if len(least) > 1:
                if not lot:
                    return [], sorted(least), []
                least = [max(least, key=lot.get)]
        gone.append(least)
        left = [x for x in left if x not in least]


def project_key(e, how):
    v, lot = votes(e), lot_of(e, how)
    return lambda o: (-v[o], e['cost'][o], lot[o] if lot else o)


def fill(e, how, winners):
    winners, v = list(winners), votes(e, points=True)
    lot = lot_of(e, how)
    for o in sorted(e['options'], key=lambda o: (-v[o], e['cost'][o], lot[o] if lot else o)):
        if o not in winners and v[o] > 0 and sum(e['cost'][w] for w in winners) + e['cost'][o] <= e['budget']:
            winners.append(o)
    return winners


def greedy(e, how):
    return fill(e, how, []), [], levels(votes(e, points=True))


def one_by_one(e):
    return [b for c, b in e['ballots'] for _ in range(c)]


def equal_shares(e, how, share):
    voters, key = one_by_one(e), project_key(e, how)
    money, winners = [share] * len(voters), []
    fans = {o: [i for i, b in enumerate(voters) if b.get(o, 0) > 0] for o in e['options']}
    while True:
        best = None
        for o in e['options']:
            if o in winners or not fans[o] or sum(money[i] for i in fans[o]) < e['cost'][o]:
                continue
            owed, payers, rho = Fraction(e['cost'][o]), sorted(fans[o], key=lambda i: money[i]), None
            for k, i in enumerate(payers):
                even = owed / (len(payers) - k)
                if money[i] >= even:
                    rho = even
                    break
                owed -= money[i]
            worth = (rho / e['cost'][o] if e['cost'][o] else Fraction(-1), key(o))
            if best is None or worth < best[0]:
                best = worth, o, rho
        if best is None:
            return winners
        for i in fans[best[1]]:
            money[i] -= min(money[i], best[2])
        winners.append(best[1])


def mes(e, how):
    share = Fraction(e['budget'], len(one_by_one(e)))
    return equal_shares(e, how, share), [], levels(votes(e))


def mes_add1(e, how):
    share, wanted = Fraction(e['budget'], len(one_by_one(e))), {o for o, v in votes(e).items() if v}
    winners = equal_shares(e, how, share)
    while set(winners) != wanted:
        share += 1
        more = equal_shares(e, how, share)
        if sum(e['cost'][o] for o in more) > e['budget']:
            break
        winners = more
    return fill(e, how, winners), [], levels(votes(e))


RULES = {'approval': approval, 'score': score, 'schulze': schulze, 'irv': irv, 'greedy': greedy, 'mes': mes,
         'mes-add1': mes_add1}
