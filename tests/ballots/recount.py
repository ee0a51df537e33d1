#!/usr/bin/env python3
"""recount.py [--brief] FILE... - counts a decision once more from its published file (docs/ballot-file.md).

Independent of the program: plain Python, integers only. Says "same", or the first difference and
exits with 1.
"""
import hashlib
import json
import sys

YES, NO, OPTION = 1, 2, 10


class Different(Exception):
    pass


def same(where, stored, counted):
    if stored != counted:
        raise Different(f'{where}: the file says {stored}, the count says {counted}')


def add(a, b):
    return [x + y for x, y in zip(a, b)]


def weight(homes, area, stalls):
    """[heads with a home, heads with stalls only, floor, floor of stalls], in 0.01 m2."""
    return [homes, 1 - homes, area, stalls]


def total(rows):
    out = [0, 0, 0, 0]
    for row in rows:
        out = add(out, row)
    return out


def heads(w, parking):
    return w[0] + (w[1] if parking else 0)


def floor(w, parking):
    return w[2] + (w[3] if parking else 0)


def gate(have, of, t):
    """[have, of, the least that reaches it, verdict] of a threshold."""
    need = -(-of * t['num'] // t['den']) if t['how'] == '>=' else of * t['num'] // t['den'] + 1
    if of == 0:
        verdict = 'cannot'
    elif t['how'] == '>=':
        verdict = 'passed' if have * t['den'] >= of * t['num'] else 'failed'
    else:
        verdict = 'passed' if have * t['den'] > of * t['num'] else 'failed'
    return [have, of, need, verdict]


def both(a, b, by_area):
    verdicts = {a[3], b[3]} if by_area else {a[3]}
    return 'cannot' if 'cannot' in verdicts else 'failed' if 'failed' in verdicts else 'passed'


NONE = [0, 0, 0, 'cannot']


def gates(item, threshold, have, of, parking):
    t = item[threshold]
    if t['from'] == 'none':
        return NONE, NONE
    return (gate(heads(have, parking), heads(of, parking), t),
            gate(floor(have, parking), floor(of, parking), t) if item['by_area'] else NONE)


def tally(item, sums, roll, silent, choice, parking, how):
    took, yes, no = sums.get(0, [0] * 4), sums.get(choice, [0] * 4), sums.get(NO, [0] * 4)
    if how != 'strict':
        took = add(took, silent)
    if how == 'follow':
        y, n = heads(yes, parking), heads(no, parking)
        yes, no = add(yes, silent) if y > n else yes, add(no, silent) if n > y else no

    def base(threshold):
        return {'roll': roll, 'part': took, 'yes_no': add(yes, no), 'none': roll}[item[threshold]['from']]
    quorum, verdict = 'passed', 'cannot'
    took_heads, took_area = gates(item, 'took_part', took, base('took_part'), parking)
    yes_heads, yes_area = gates(item, 'agree', yes, base('agree'), parking)
    if item['took_part']['from'] != 'none':
        quorum = both(took_heads, took_area, item['by_area'])
    if item['agree']['from'] != 'none':
        verdict = both(yes_heads, yes_area, item['by_area'])
    if quorum != 'passed':
        verdict = quorum
    return {'verdict': verdict, 'quorate': quorum == 'passed', 'took_heads': took_heads, 'took_area': took_area,
            'yes_heads': yes_heads, 'yes_area': yes_area}


def tallies(item, sums, roll, silent, ballot):
    out = []
    for parking in (False, True):
        for how in ('strict', 'silence', 'follow') if item['may_follow'] else ('strict', 'silence'):
            head = {'parking': parking, 'how': how, 'decides': parking == ballot['parking'] and how == item['how']}
            if not item['seats']:
                out.append({**head, 'option': 0, 'chosen': False, 'tied': False,
                            **tally(item, sums, roll, silent, YES, parking, how)})
                continue

            def rank(no):
                w = sums.get(OPTION + no, [0] * 4)
                return -heads(w, parking), -floor(w, parking)
            order = sorted(range(1, len(item['options']) + 1), key=rank)
            rows = [{**head, 'option': no, 'chosen': False, 'tied': False,
                     **tally(item, sums, roll, silent, OPTION + no, parking, how)} for no in order]
            reached = [r for r in rows if r['verdict'] == 'passed' or item['agree']['from'] == 'none']
            seats = item['seats']  # one with more heads and less floor may fail in front of one that passes
            for k, r in enumerate(reached):
                r['chosen'] = k < seats
            if len(reached) > seats and rank(reached[seats - 1]['option']) == rank(reached[seats]['option']):
                for r in reached:
                    r['tied'] = rank(r['option']) == rank(reached[seats]['option'])
                    r['chosen'] = r['chosen'] and not r['tied']
            out += rows
    return out


def check_hash(text):
    head, mark, tail = text.rpartition(b'"sha256":"')
    if not mark or tail[64:] != b'"}\n':
        raise Different('the last line is not the hash')
    same('sha256 of the file', tail[:64].decode(), hashlib.sha256(head).hexdigest())


def check_roll(f):
    """The frozen roll against its hash; the heads as they weigh after corrections."""
    lines = ''.join(f'{no} {homes} {area} {stalls}\n' for no, homes, area, stalls in f['roll'])
    same('roll_hash', f['roll_hash'], hashlib.sha256(lines.encode()).hexdigest())
    corrected = {no: (area, stalls) for no, area, stalls in f['corrected']}
    out = {no: weight(homes, *corrected.get(no, (area, stalls))) for no, homes, area, stalls in f['roll']}
    for no in list(corrected) + f['unsold']:
        if no not in out:
            raise Different(f'head {no} is not on the roll')
    return out


def check_known(f, roll):
    """Every vote, every silent one weighs what some head of the roll weighs, each head once."""
    rows = [v['row'] for v in f['votes']]
    for a, b in zip(rows, rows[1:]):
        if a == b:
            raise Different(f'row {a} stands twice')
        if a > b:
            raise Different(f'row {b} stands behind row {a}: rows are sorted, so one of them was changed')
    if not f['ballot']['named']:
        for v in f['votes']:
            same(f'row {v["row"]}, weight', v['w'], [1, 0, 0])
        return
    left = {}
    for w in roll.values():
        left[tuple(w)] = left.get(tuple(w), 0) + 1
    rest = [(f'row {v["row"]}', v['w']) for v in f['votes']] + [('a silent one', w) for w in f['silent']]
    for name, row in rest:
        w = tuple(weight(*row))
        left[w] = left.get(w, 0) - 1
        if left[w] < 0:
            free = ', '.join(f'[{h}, {a}, {s}]' for (h, _, a, s), n in left.items() if n > 0)
            raise Different(f'{name} weighs {row}, which no head of the roll is left for; '
                            f'free are {free or "none"}')


def check_marks(f, vote):
    seen = {}
    for no, choice in vote['marks']:
        item = f['items'][no - 1]
        last = OPTION + len(item['options'])
        if not (choice in (3, 4) or (not item['seats'] and choice in (1, 2)) or OPTION < choice <= last):
            raise Different(f'row {vote["row"]}: item {no} has no choice {choice}')
        seen.setdefault(no, []).append(choice)
    for no, choices in seen.items():
        if len(choices) > max(1, f['items'][no - 1]['seats'] if choices[0] > OPTION else 1):
            raise Different(f'row {vote["row"]}: too many marks of item {no}')


def sums_of(f, no):
    out = {}
    for v in f['votes']:
        choices = {choice for item, choice in v['marks'] if item == no}
        for choice in choices | {0} if choices else set():
            out[choice] = add(out.get(choice, [0] * 4), weight(*v['w']))
    return out


def named(item, choice):
    return {0: 'who took part', 1: 'yes', 2: 'no', 3: 'abstain', 4: 'spoiled'}.get(
        choice, f'option {choice - OPTION} ({item["options"][choice - OPTION - 1]})'
        if OPTION < choice <= OPTION + len(item['options']) else choice)


def check_sums(f, no, stored, counted):
    """Names the choices that differ; and where one vote moved from one to another, the rows it can be."""
    item, off = f['items'][no - 1], {}
    for choice in sorted(set(stored) | set(counted)):
        a, b = stored.get(choice, [0] * 4), counted.get(choice, [0] * 4)
        if a != b:
            off[choice] = (a, b)
    if not off:
        return
    says = '; '.join(f'{named(item, k)}: the file says {a}, its rows add up to {b}' for k, (a, b) in off.items())
    more = [(k, [x - y for x, y in zip(b, a)]) for k, (a, b) in off.items() if k and b[0] + b[1] > a[0] + a[1]]
    rows = [v['row'] for k, w in more for v in f['votes'] if [no, k] in v['marks'] and weight(*v['w']) == w]
    if 0 < len(rows) < 6:
        less = [named(item, k) for k, (a, b) in off.items() if k and b[0] + b[1] < a[0] + a[1]]
        says += f'; changed is row {" or row ".join(rows)}' + (f', expected: {" or ".join(map(str, less))}' if less else '')
    raise Different(f'item {no}: {says}')


def recount(f):
    r = f['result']
    typed = 'votes' not in f
    if not typed:
        roll = check_roll(f)
        check_known(f, roll)
        for v in f['votes']:
            check_marks(f, v)
        same('roll', r['roll'], total(roll.values()))
        same('took part', r['took'], total(weight(*v['w']) for v in f['votes']))
        same('silent', r['silent'], total(weight(*w) for w in f['silent']))
        same('unsold', r['unsold'], total(roll[no] for no in f['unsold']))
        for way in ('web', 'paper', 'proxy'):
            if f['ballot']['named']:
                same(way, r[way], sum(v['way'] == way for v in f['votes']))
        if not f['ballot']['named']:
            same('votes', r['web'] + r['paper'] + r['proxy'], len(f['votes']))
    for item, out in zip(f['items'], r['items']):
        no = item['no']
        stored = dict(out['sums'])
        if not typed:
            check_sums(f, no, stored, sums_of(f, no))
        silent = add(r['silent'], add(r['took'], [-x for x in stored.get(0, [0] * 4)]))
        mine = tallies(item, stored, r['roll'], silent, f['ballot'])
        same(f'item {no}, number of tallies', len(out['tallies']), len(mine))
        for a, b in zip(out['tallies'], mine):
            where = f'item {no}, option {b["option"]}, {b["how"]}, stalls {"count" if b["parking"] else "do not count"}'
            for key in b:
                same(f'{where}, {key}', a.get(key), b[key])
        yield item, [t for t in mine if t['decides']]


def found(item, t):
    """A line of what was counted: of yes and no, or of one option."""
    def part(key, floor):
        have, of, need = (f'{n / 100:,.2f}' if floor else f'{n:,}' for n in t[key][:3])
        return f'{have} of {of}, needs {need}'
    who = f', {item["options"][t["option"] - 1]}' if t['option'] else ''
    out = f'item {item["no"]} {item["title"]}{who}: took part {part("took_heads", False)} heads'
    out += f' and {part("took_area", True)} m2' if item['by_area'] else ''
    out += f'; in favour {part("yes_heads", False)} heads' + (f' and {part("yes_area", True)} m2' if item['by_area'] else '')
    return f'{out}: {"chosen" if t["chosen"] else t["verdict"]}'


def judge(path, brief):
    text = open(path, 'rb').read()
    lines = []
    try:
        for item, rows in recount(json.loads(text)):
            lines += [found(item, t) for t in rows]
        check_hash(text)
        if not brief:
            print('\n'.join(lines))
    except Different as d:
        return f'different: {d}'
    except (KeyError, IndexError, TypeError, ValueError) as e:
        return f'different: this is no ballot file ({type(e).__name__}: {e})'
    return 'same'


if __name__ == '__main__':
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    brief = '--brief' in sys.argv
    said = [judge(path, brief) for path in sys.argv[1:] if path != '--brief']
    print('\n'.join(said))
    sys.exit(any(line != 'same' for line in said))
