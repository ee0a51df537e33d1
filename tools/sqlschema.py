"""The schema as the migrations say it, and what docs/store.md asks of a table."""
import re

KIND = re.compile(r'-- (area|reference|own key): \S')
TYPES = {'BIGINT', 'TEXT', 'BYTEA'}


class Table:
    def __init__(self, name, kind, body, where):
        self.name, self.kind, self.where = name, kind, where
        self.items = [i.strip() for i in split_commas(body)]


def split_commas(text):
    parts, depth, start = [], 0, 0
    for i, ch in enumerate(text):
        depth += (ch == '(') - (ch == ')')
        if ch == ',' and depth == 0:
            parts.append(text[start:i])
            start = i + 1
    return parts + [text[start:]]


def body_of(text, at):
    """The text between the parenthesis at `at` and its partner."""
    depth = 0
    for i in range(at, len(text)):
        depth += (text[i] == '(') - (text[i] == ')')
        if depth == 0:
            return text[at + 1:i]
    return text[at + 1:]


def kind_before(lines, n):
    """The declaration in the comment lines just above line n (0-based)."""
    while n > 0 and lines[n - 1].startswith('-- ') and not lines[n - 1].startswith(('-- only', '-- end only')):
        n -= 1
        found = KIND.match(lines[n])
        if found:
            return found.group(1)
    return None


def tables_of(path, text, problems):
    lines = text.split('\n')
    bare = re.sub(r'--[^\n]*', lambda m: ' ' * len(m.group()), text)
    found = []
    for m in re.finditer(r'CREATE (VIRTUAL )?TABLE (?:IF NOT EXISTS )?(\w+)[^(;]*\(', bare):
        line = text.count('\n', 0, m.start())
        where = f'{path}:{line + 1}'
        kind = kind_before(lines, line)
        if kind is None:
            problems.append(f'{where}: {m.group(2)}: say its kind above it: "-- area: ...", '
                            '"-- reference: ..." or "-- own key: ..."')
            continue
        body = '' if m.group(1) else body_of(bare, m.end() - 1)
        found.append(Table(m.group(2), kind, body, where))
    return found


def check_area_table(t, tables):
    for item in t.items:
        key = re.match(r'(?:PRIMARY KEY|UNIQUE) \(\s*(\w+)', item)
        if key and key.group(1) != 'area_id':
            yield f'{item}: area_id comes first in every key of an area table'
        if re.match(r'(?!area_id )\w+ .*\b(PRIMARY KEY|UNIQUE)\b', item) and not key:
            yield f'{item}: a key of an area table starts with area_id'
        ref = re.search(r'REFERENCES (\w+)', item)
        target = tables.get(ref.group(1)) if ref else None
        if target and target.kind == 'own key':
            yield f'{item}: no foreign key to an own key table'
        if target and target.kind == 'area' and not re.match(
                r'FOREIGN KEY \(area_id\b.*REFERENCES \w+ \(area_id\b', item):
            yield f'{item}: a foreign key between area tables starts with area_id on both sides'
        if ref and ref.group(1) == 'area_head':
            yield f'{item}: nothing refers to area_head, it would share its lock'
    if t.items != [''] and not any(re.match('area_id BIGINT NOT NULL', i) for i in t.items):
        yield 'an area table has a column area_id BIGINT NOT NULL'


def check_other_table(t, tables):
    for item in t.items:
        ref = re.search(r'REFERENCES (\w+)', item)
        if ref and t.kind == 'own key':
            yield f'{item}: an own key table has no foreign key'
        elif ref and tables.get(ref.group(1)) and tables[ref.group(1)].kind != 'reference':
            yield f'{item}: a reference table refers to reference tables only'


def check_columns(t):
    for item in t.items:
        if not item or re.match(r'(PRIMARY KEY|UNIQUE|FOREIGN KEY|CHECK|CONSTRAINT)\b', item):
            continue
        words = item.split()
        if len(words) < 2 or words[1] not in TYPES:
            yield f'{item}: columns are BIGINT, TEXT or BYTEA'


def check_table(t, tables):
    rules = [check_area_table(t, tables) if t.kind == 'area' else check_other_table(t, tables), check_columns(t)]
    for item in t.items:
        if re.search(r'SET NULL|SET DEFAULT|DEFERR|CONSTRAINT ', item):
            rules.append([f'{item}: no SET NULL, no deferred or named constraints'])
    return [f'{t.where}: {t.name}: {p}' for rule in rules for p in rule]


def check_indexes(path, text, tables):
    for m in re.finditer(r'CREATE UNIQUE INDEX (\w+) ON (\w+) \(\s*(\w+)', text):
        t = tables.get(m.group(2))
        if t and t.kind == 'area' and m.group(3) != 'area_id':
            line = text.count('\n', 0, m.start()) + 1
            yield f'{path}:{line}: {m.group(1)}: area_id comes first in a unique index of an area table'


def load(paths):
    """{name: Table}, and what is wrong with them."""
    problems, tables, texts = [], {}, {}
    for path in paths:
        texts[path] = open(path, encoding='utf-8').read()
        for t in tables_of(path, texts[path], problems):
            tables[t.name] = t
    for t in tables.values():
        problems += check_table(t, tables)
    for path, text in texts.items():
        problems += check_indexes(path, text, tables)
    return tables, problems
