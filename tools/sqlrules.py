"""What a portable SQL literal may not do: docs/store.md, "Literals"."""
import re

import sqlschema

FORBIDDEN = [
    (r'\bFOR (UPDATE|NO KEY UPDATE|SHARE|KEY SHARE)\b', 'locks are the driver\'s'),
    (r'\bSKIP LOCKED\b|\bNOWAIT\b', 'locks are the driver\'s'),
    (r'\b(now|random|randomblob|datetime|date|time|strftime|julianday|unixepoch|clock_timestamp)\s*\(',
     'clock and dice come from the program'),
    (r'\bCURRENT_(TIMESTAMP|DATE|TIME)\b', 'the clock comes from the program'),
    (r'\bpg_advisory|\bLISTEN\b|\bNOTIFY\b', 'only one engine knows it'),
    (r'\bON CONSTRAINT\b', 'constraint names are empty through Citus'),
    (r'\bINSERT OR\b|\bREPLACE INTO\b|\browid\b|\blast_insert_rowid\b|\bGLOB\b|\bIFNULL\b', 'only SQLite knows it'),
    (r'\bILIKE\b|::|\bDISTINCT ON\b|\bUSING\b|\bLATERAL\b', 'only PostgreSQL knows it, or names are guessed'),
    (r'\bLIKE\b', 'SQLite ignores case and PostgreSQL does not: compare folded columns'),
    (r'\bBEGIN\b|\bCOMMIT\b|\bROLLBACK\b|\bSAVEPOINT\b', 'stores never begin or end a transaction'),
    (r'\bVALUES\s*\([^;]*\(\s*SELECT\b', 'no subquery in VALUES: INSERT ... SELECT'),
    (r'\bAS\s*\(\s*(INSERT|UPDATE|DELETE)\b', 'no writing in WITH'),
    (r'\bSELECT\s+\*|\w\.\*', 'name the columns'),
    (r'(?<!\?)\?(?!\d)|[:@$][a-z1-9]', 'parameters are ?1 ?2 ...'),
]
TOWN_FORBIDDEN = [
    (r'\bRECURSIVE\b', 'no recursion over the town'),
    (r'\bGROUPING SETS\b|\bROLLUP\b|\bCUBE\b', 'no grouping sets over the town'),
]
WORD = r'[a-z_][a-z_0-9]*'
NO_ALIAS = {'where', 'set', 'on', 'join', 'left', 'inner', 'cross', 'order', 'group', 'limit', 'union', 'values',
            'returning', 'select', 'using', 'full', 'right', 'having', 'except', 'intersect', 'default', 'natural'}


def blank_strings(sql):
    return re.sub(r"'(?:[^']|'')*'", "''", sql)


def strip(sql):
    return re.sub(r'/\*.*?\*/', ' ', blank_strings(sql))


def table_uses(scope):
    """(table, alias) of each FROM, JOIN, UPDATE and their comma lists."""
    uses = []
    for m in re.finditer(r'\b(FROM|JOIN|UPDATE)\s+', scope, re.I):
        at = m.end()
        while True:
            one = re.match(rf'({WORD})(?:\s+(?:AS\s+)?({WORD}))?', scope[at:], re.I)
            if not one or one.group(1).lower() in NO_ALIAS:
                break
            alias = one.group(2)
            ends = at + (one.end() if alias and alias.lower() not in NO_ALIAS else one.end(1))
            uses.append((one.group(1), alias if alias and alias.lower() not in NO_ALIAS else one.group(1)))
            comma = re.match(r'\s*,\s*', scope[ends:])
            if not comma or m.group(1).upper() not in ('FROM',):
                break
            at = ends + comma.end()
    return uses


def scopes(sql):
    """The statement and each subquery by itself; set operations are split."""
    out, text, i = [], '', 0
    while i < len(sql):
        if sql[i] == '(' and re.match(r'\(\s*(SELECT|WITH)\b', sql[i:]):
            inner = sqlschema.body_of(sql, i)
            out += scopes(inner)
            text += '()'
            i += len(inner) + 2
        else:
            text += sql[i]
            i += 1
    return out + re.split(r'\bUNION ALL\b|\bUNION\b|\bEXCEPT\b|\bINTERSECT\b', text)


def aliases(sql, tables):
    return {alias: tables[t] for s in scopes(strip(sql)) for t, alias in table_uses(s) if t in tables}


class Groups:
    """Aliases whose area_id is known to be equal."""

    def __init__(self):
        self.of = {}

    def root(self, a):
        while self.of.setdefault(a, a) != a:
            a = self.of[a]
        return a

    def join(self, a, b):
        self.of[self.root(a)] = self.root(b)


def equalities(scope, only, groups):
    """`only`: the alias an unqualified area_id belongs to, or None."""
    name = rf'(?:({WORD})\.)?area_id'
    for m in re.finditer(rf'{name}\s*=\s*(?:\?1(?!\d)|{name})|\?1\s*=\s*{name}', scope):
        left, right, reverse = m.groups()
        if '?1' in m.group():
            groups.join(left or reverse or only or '?', '?1')
        elif left or right:
            groups.join(left or only or '?', right or only or '?')


def insert_binds(scope):
    """INSERT INTO t (area_id, ...) VALUES (?1, ...), or from a SELECT that is checked by itself."""
    m = re.search(r'\bINTO\s+\w+\s*\(([^)]*)\)\s*(VALUES\s*\(\s*(\?\d+)|SELECT\s+([^,]*))?', scope)
    if not m or m.group(1).split(',')[0].strip() != 'area_id':
        return False
    return m.group(3) == '?1' if m.group(3) else True


def unbound(sql, tables):
    groups = Groups()
    seen = []
    for scope in scopes(sql):
        uses = table_uses(scope)
        known = [(t, a) for t, a in uses if t in tables and tables[t].kind == 'area']
        target = re.search(rf'\bINTO\s+({WORD})', scope)
        into = tables.get(target.group(1)) if target else None
        if into and into.kind == 'area' and not insert_binds(scope):
            yield f'{into.name}: area_id is the first column and ?1 its value'
        equalities(scope, uses[0][1] if len(uses) == 1 else None, groups)
        for t, a in uses:
            if t not in tables:
                groups.join(a, '?1')  # a WITH or a subquery: its own scope is checked
        seen += known
    for t, a in seen:
        if groups.root(a) != groups.root('?1'):
            yield f'{a}: bind {t} by area_id = ?1, or by area_id to a table that is; or say /* town */'


def check(sql, tables, town):
    bare = strip(sql)
    for pattern, why in FORBIDDEN + (TOWN_FORBIDDEN if town else []):
        found = re.search(pattern, bare)
        if found:
            yield f'"{found.group().strip()[:30]}": {why}'
    used = {t for s in scopes(bare) for t, _ in table_uses(s) if t in tables}
    used |= {t for t in re.findall(rf'\bINTO\s+({WORD})', bare) if t in tables}
    if len(used) > 1 and any(tables[t].kind == 'own key' for t in used):
        yield 'an own key table is read alone, by its key'
    if not town:
        yield from unbound(bare, tables)


SELF_TEST = [  # each rule seen red once, and what must stay green
    ('SELECT id FROM pet WHERE area_id = ?1', None),
    ('SELECT id FROM pet p WHERE p.area_id = ?1 AND p.id = ?2', None),
    ('SELECT id FROM pet WHERE id = ?2', 'bind pet'),
    ('SELECT id FROM pet WHERE id = ?2 /* town */', None),
    ('SELECT id FROM pet WHERE area_id = ?2', 'bind pet'),
    ('SELECT p.id FROM pet p JOIN owner o ON o.area_id = p.area_id AND o.id = p.owner_id WHERE p.area_id = ?1', None),
    ('SELECT p.id FROM pet p JOIN owner o ON o.id = p.owner_id WHERE p.area_id = ?1', 'bind owner'),
    ('SELECT p.id FROM pet p JOIN owner o ON o.area_id = p.area_id WHERE p.id = ?1', 'bind pet'),
    ('SELECT p.id FROM pet p, owner o WHERE p.area_id = ?1 AND o.id = 3', 'bind owner'),
    ('SELECT id FROM pet WHERE area_id = ?1 AND id IN (SELECT pet_id FROM owner WHERE id = ?2)', 'bind owner'),
    ('SELECT id FROM pet p WHERE area_id = ?1 AND EXISTS (SELECT 1 FROM owner o WHERE o.area_id = p.area_id)', None),
    ('SELECT id FROM pet WHERE area_id = ?1 UNION SELECT id FROM owner', 'bind owner'),
    ('WITH w AS (SELECT id, area_id FROM pet WHERE area_id = ?1) SELECT o.id FROM owner o JOIN w ON o.area_id = w.area_id',
     None),
    ('INSERT INTO pet (area_id, id) VALUES (?1, ?2)', None),
    ('INSERT INTO pet (area_id, id) VALUES (?1, ?2) ON CONFLICT (area_id, id) DO NOTHING RETURNING id', None),
    ('INSERT INTO pet (id, area_id) VALUES (?1, ?2)', 'first column'),
    ('INSERT INTO pet (area_id, id) VALUES (?2, ?1)', 'first column'),
    ('INSERT INTO pet (area_id, id) SELECT area_id, id FROM owner WHERE area_id = ?1', None),
    ('INSERT INTO pet (area_id, id) SELECT area_id, id FROM owner', 'bind owner'),
    ('INSERT INTO pet (area_id, id) VALUES (?1, (SELECT 1))', 'subquery in VALUES'),
    ('UPDATE pet SET name = ?2 WHERE id = ?1', 'bind pet'),
    ('DELETE FROM pet WHERE area_id = ?1 AND id = ?2', None),
    ('SELECT id FROM pet WHERE area_id = ?1 FOR UPDATE', 'driver'),
    ('SELECT id FROM pet WHERE area_id = ?1 AND at < now()', 'clock'),
    ('WITH w AS (DELETE FROM pet WHERE area_id = ?1 RETURNING id) SELECT id FROM w', 'writing in WITH'),
    ('SELECT * FROM pet WHERE area_id = ?1', 'name the columns'),
    ("SELECT 'now() ?' FROM pet WHERE area_id = ?1", None),
    ('SELECT id FROM pet WHERE area_id = ?1 AND name = ?', 'parameters'),
    ("SELECT id FROM pet WHERE area_id = ?1 AND name LIKE 'a'", 'case'),
    ('SELECT count(*) FROM pet WHERE area_id = ?1', None),
    ('SELECT s.id FROM session s JOIN pet p ON p.id = s.id WHERE p.area_id = ?1', 'own key'),
    ('SELECT id FROM session WHERE token = ?1', None),
    ('SELECT id FROM area WHERE code = ?1', None),
]
SCHEMA_TEST = [
    ('-- area: pets.\nCREATE TABLE a (\n area_id BIGINT NOT NULL,\n id BIGINT,\n PRIMARY KEY (area_id, id)\n);', None),
    ('CREATE TABLE a (\n id BIGINT NOT NULL PRIMARY KEY\n);', 'say its kind'),
    ('-- area: pets.\nCREATE TABLE a (\n area_id BIGINT NOT NULL,\n id BIGINT,\n PRIMARY KEY (id, area_id)\n);', 'first'),
    ('-- area: pets.\nCREATE TABLE a (\n area_id BIGINT NOT NULL,\n id BIGINT UNIQUE\n);', 'starts with area_id'),
    ('-- area: pets.\nCREATE TABLE a (\n id BIGINT\n);', 'has a column area_id'),
    ('-- area: pets.\nCREATE TABLE a (\n area_id BIGINT NOT NULL,\n x REAL\n);', 'BIGINT, TEXT or BYTEA'),
    ('-- own key: x.\nCREATE TABLE a (\n id BIGINT REFERENCES b (id)\n);', 'no foreign key'),
    ('-- area: x.\nCREATE TABLE a (\n area_id BIGINT NOT NULL\n);\nCREATE UNIQUE INDEX i ON a (id);', 'unique index'),
    ('-- area: x.\nCREATE TABLE a (\n area_id BIGINT NOT NULL,\n b BIGINT,\n FOREIGN KEY (b) REFERENCES a (area_id)\n);',
     'both sides'),
]


def schema_problems(text):
    problems = []
    tables = {t.name: t for t in sqlschema.tables_of('x.sql', text, problems)}
    for t in tables.values():
        problems += sqlschema.check_table(t, tables)
    return problems + list(sqlschema.check_indexes('x.sql', text, tables))


def self_test():
    """How many controls ran, and which of them did not show what they should."""
    kinds = {'pet': 'area', 'owner': 'area', 'session': 'own key', 'area': 'reference'}
    tables = {name: sqlschema.Table(name, kind, '', '') for name, kind in kinds.items()}
    wrong = []
    for sql, expected in SELF_TEST:
        found = ' '.join(check(sql, tables, sql.endswith('/* town */')))
        if (expected or '') not in found or (expected is None and found):
            wrong.append(f'sqlcheck itself: {sql}: expected {expected}, found {found or None}')
    for sql, expected in SCHEMA_TEST:
        found = ' '.join(schema_problems(sql))
        if (expected or '') not in found or (expected is None and found):
            wrong.append(f'sqlcheck itself: {sql}: expected {expected}, found {found or None}')
    return len(SELF_TEST) + len(SCHEMA_TEST), wrong
