#!/usr/bin/env python3
"""Collects the interface's sentences from C and templates.

  mkpot.py             writes locale/eaves.pot
  mkpot.py --update    also brings locale/en.po to its order: new sentences come in with an empty
                       msgstr, sentences that nobody says any more go
  mkpot.py --check     changes nothing; fails, with a line for each fault, when en.po lacks a
                       sentence, has empty, fuzzy, obsolete or superfluous ones, or other {n} than
                       the source, or when the overrides name a sentence that does not exist

Marks: N_("..."), T(c, "..."), SAY("..."), WORDS("...", ...), MSG("...") in C and on the C lines of
templates, {{_ "..." }} in templates. Strings side by side are one. Tests are left out.
"""
import glob
import os
import re
import sys

import po

FOLDERS = ('lib', 'src', 'app')
# The mark and which of its arguments holds the msgid.
MARKS = {'N_': 0, 'T': 1, 'SAY': 0, 'WORDS': 0, 'MSG': 0}
TOKEN = re.compile(r'''/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\w+|\{\{_|\n|[^\s\w]''', re.S)
SIMPLE = {'n': '\n', 't': '\t', 'r': '\r', '0': '\0'}
HEADER = '''msgid ""
msgstr ""
"Project-Id-Version: eaves\\n"
"Language: %s\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
'''


def root():
    return os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def sources():
    for folder in FOLDERS:
        for ext in ('c', 'h', 'html'):
            yield from glob.glob(f'{folder}/**/*.{ext}', recursive=True)


def unescape(literal):
    return re.sub(r'\\(.)', lambda m: SIMPLE.get(m.group(1), m.group(1)), literal[1:-1])


def tokens(text):
    """(token, line) without comments and line ends."""
    line, out = 1, []
    text = re.sub(r'="\{\{_ ("(?:\\.|[^"\\\n])*"[^\n]*?)\}\}"', r'={{_ \1}}', text)  # a sentence in an attribute
    for match in TOKEN.finditer(text):
        token = match.group()
        if token != '\n' and not token.startswith(('/*', '//')):
            out.append((token, line))
        line += token.count('\n')
    return out


def literal_at(toks, at):
    """The string that starts at toks[at], neighbours joined, and the index behind it."""
    text = ''
    while at < len(toks) and toks[at][0].startswith('"'):
        text += unescape(toks[at][0])
        at += 1
    return text, at


def argument(toks, at, wanted):
    """Literals of one argument of a call; at stands behind its opening parenthesis. A literal deep
    inside or beside others (a ? "x" : "y") counts when it is Chinese, one alone always."""
    depth, number, found, first = 0, 0, [], True
    while at < len(toks):
        token, line = toks[at]
        if token.startswith('"'):
            text, after = literal_at(toks, at)
            if number == wanted and (first or not text.isascii()):
                found.append((text, line))
            at, first = after, False
            continue
        if token in '([{':
            depth += 1
        elif token in ')]}':
            depth -= 1
            if depth < 0:
                break
        elif token == ',' and depth == 0:
            number, first = number + 1, True
            at += 1
            continue
        first = False
        at += 1
    return found


def marked(text, is_template):
    toks = tokens(text)
    for i, (token, _) in enumerate(toks):
        if token == '{{_' and is_template and i + 1 < len(toks) and toks[i + 1][0].startswith('"'):
            yield literal_at(toks, i + 1)[0], toks[i + 1][1]
        elif token in MARKS and i + 1 < len(toks) and toks[i + 1][0] == '(':
            if i and toks[i - 1][0] in ('define', 'undef'):
                continue
            yield from argument(toks, i + 2, MARKS[token])


def sentences():
    """msgid -> [file:line], in the order of files and lines."""
    found = {}
    for path in sorted(sources()):
        if path.endswith('_test.c'):
            continue
        with open(path, encoding='utf-8') as source:
            for msgid, line in marked(source.read(), path.endswith('.html')):
                if msgid:
                    found.setdefault(msgid, []).append(f'{path}:{line}')
    return found


def entry_text(msgid, msgstr, references):
    files = sorted({r.rsplit(':', 1)[0] for r in references})
    return (f'\n#: {" ".join(files)}\n' +
            f'msgid {po.quote(msgid)}\nmsgstr {po.quote(msgstr)}\n')


def write(path, language, found, known):
    with open(path, 'w', encoding='utf-8') as out:
        out.write(HEADER % language)
        for msgid, references in found.items():
            out.write(entry_text(msgid, known.get(msgid, ''), references))


def numbers(text):
    """The {n} a sentence says, and the {n|one|many} that only choose a form."""
    return set(re.findall(r'\{(\d)\}', text)), set(re.findall(r'\{(\d)\|[^{}|]*\|[^{}|]*\}', text))


def entry_faults(entry):
    if entry.obsolete:
        return ['obsolete: delete it']
    faults = []
    if 'fuzzy' in entry.flags:
        faults.append('fuzzy: look it over and take the mark away')
    if not entry.msgstr:
        faults.append('empty msgstr')
        return faults
    said, _ = numbers(entry.msgid)
    also_said, chosen = numbers(entry.msgstr)
    if said != also_said or not chosen <= said:
        faults.append('{n} differ from the source')
    return faults


def catalogue_faults(path, found):
    seen = set()
    for entry in po.read(path):
        if not entry.msgid:
            continue
        faults = entry_faults(entry)
        if entry.msgid in seen:
            faults.append('twice in this file')
        if entry.msgid not in found and not entry.obsolete:
            faults.append('nobody says it any more: delete it')
        seen.add(entry.msgid)
        for fault in faults:
            yield f'{path}:{entry.line}: {fault}: {entry.msgid}'


def check(found):
    faults = list(catalogue_faults('locale/en.po', found))
    have = {e.msgid for e in po.read('locale/en.po') if not e.obsolete}
    faults += [f'{refs[0]}: not in locale/en.po: {m}' for m, refs in found.items() if m not in have]
    faults += catalogue_faults('locale/zh-Hant.overrides.po', found)
    for fault in faults:
        print(fault)
    print(f'{len(found)} sentences, {len(faults)} faults')
    return 1 if faults else 0


def main():
    os.chdir(root())
    found = sentences()
    if '--check' in sys.argv:
        sys.exit(check(found))
    write('locale/eaves.pot', '', found, {})
    if '--update' in sys.argv:
        write('locale/en.po', 'en', found, po.translations('locale/en.po'))


if __name__ == '__main__':
    main()
