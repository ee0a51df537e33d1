"""Which C files decide something, which suites judge them, and how to run those suites with other objects in place of
the files' own: for mutants.py and coverage.py. Needs a finished build."""
import glob
import json
import os
import shlex
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, os.environ.get('B', 'build'))

# files, the suites of eaves-tests that judge them, whether random elections (trials.py) judge them too
TABLE = [
    ('lib/choice/*.c', ['choice', 'choice_files'], True),
    ('src/rulesets/*_rules.c', ['rulesets_rules', 'rulesets', 'rulesets_law'], False),
    ('src/ballots/*_rules.c', ['ballots_rules', 'votes_rules'], False),
    ('src/votes/*_rules.c', ['votes_rules'], False),
    ('src/tally/*_rules.c', ['tally'], False),
    ('src/electorate/*_rules.c', ['electorate'], False),
]


def judged(only=()):
    """{file: (suites, trials)}, all of the table or only those files."""
    found = {}
    for pattern, suites, trials in TABLE:
        for path in sorted(glob.glob(os.path.join(ROOT, pattern))):
            if not path.endswith('_test.c'):
                found[os.path.relpath(path, ROOT)] = suites, trials
    unknown = [f for f in only if f not in found]
    if unknown:
        sys.exit(f'no suite judges {", ".join(unknown)}: see the table in tests/choice/judged.py')
    return {f: found[f] for f in found if not only or f in only}


def compiled(source, text, out, *flags):
    """Compiles that text as the build compiles that source."""
    with open(os.path.join(BUILD, 'compile_commands.json'), encoding='utf-8') as f:
        command = next(e['command'] for e in json.load(f)
                       if os.path.normpath(os.path.join(BUILD, e['file'])) == os.path.join(ROOT, source))
    words = [w for w in shlex.split(command) if w not in ('ccache', '-Werror') and not w.startswith('-O')]
    for option in ('-MF', '-MQ', '-o', '-c'):
        at = words.index(option)
        del words[at:at + 2]
    words.remove('-MD')
    subprocess.run([*words, *flags, '-o', out, '-c', text], cwd=BUILD, check=True)
    return out


def linked(program, objects, out, *flags):
    """A program of the build, with these objects before the library's."""
    commands = subprocess.run(['ninja', '-C', BUILD, '-t', 'commands', program], capture_output=True, text=True,
                              check=True).stdout
    words = shlex.split(commands.strip().splitlines()[-1])
    words[words.index('-o') + 1] = out
    at = words.index('-Wl,--start-group')
    subprocess.run([*words[:at], *objects, *words[at:], *flags], cwd=BUILD, check=True)
    return out

