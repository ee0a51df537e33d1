"""Reads and writes gettext .po files: as much of the format as this project uses."""
import ast
import re


class Entry:
    def __init__(self):
        self.msgid, self.msgstr = '', ''
        self.comments, self.references, self.flags = [], [], []
        self.obsolete, self.line = False, 0


def unquote(text):
    return ast.literal_eval(text)


def quote(text):
    table = {'\\': '\\\\', '"': '\\"', '\n': '\\n', '\t': '\\t'}
    return '"' + ''.join(table.get(ch, ch) for ch in text) + '"'


def read(path):
    """Every entry in the file's order, the header (msgid "") among them."""
    entries, entry, field = [], Entry(), None
    for number, line in enumerate(open(path, encoding='utf-8'), 1):
        line = line.strip()
        obsolete = line.startswith('#~')
        if obsolete:
            line = line[2:].strip()
        if not line:
            continue
        if field == 'msgstr' and (line.startswith('#') or line.startswith('msgid')):
            entries.append(entry)
            entry, field = Entry(), None
        if line.startswith('#:'):
            entry.references += line[2:].split()
        elif line.startswith('#,'):
            entry.flags += [f.strip() for f in line[2:].split(',')]
        elif line.startswith('#'):
            entry.comments.append(line)
        else:
            match = re.match(r'(?:(msgid|msgstr)\s+)?(".*")$', line)
            if not match or not (match.group(1) or field):
                raise SystemExit(f'{path}:{number}: msgid "..." or msgstr "..." expected')
            if match.group(1) == 'msgid':
                entry.line, entry.obsolete = number, obsolete
            field = match.group(1) or field
            setattr(entry, field, getattr(entry, field) + unquote(match.group(2)))
    if field == 'msgstr':
        entries.append(entry)
    return entries


def translations(path):
    """msgid -> msgstr: neither empty, fuzzy nor obsolete."""
    return {e.msgid: e.msgstr for e in read(path)
            if e.msgid and e.msgstr and not e.obsolete and 'fuzzy' not in e.flags}
