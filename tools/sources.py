#!/usr/bin/env python3
"""Lists the project's sources for meson, so that a new room needs no line in a build file."""
import glob
import sys

what = sys.argv[1]
every = sorted(glob.glob('lib/*/*.c') + glob.glob('src/*/*.c') + glob.glob('app/*.c'))
if what == 'c':
    out = [f for f in every if not f.endswith('_test.c') and f != 'app/main.c']
elif what == 'tests':
    out = [f for f in every if f.endswith('_test.c')] + sorted(glob.glob('tests/*_test.c'))
elif what == 'sql':
    out = sorted(glob.glob('lib/*/*_[0-9][0-9][0-9].sql')) + sorted(glob.glob('src/*/*_[0-9][0-9][0-9].sql'))
elif what == 'html':
    out = sorted(glob.glob('lib/*/*.html') + glob.glob('src/*/*.html') + glob.glob('app/*.html'))
elif what == 'assets':
    out = sorted(glob.glob('assets/*.css') + glob.glob('assets/*.js') + glob.glob('assets/*.svg')
                 + glob.glob('assets/*.webmanifest') + glob.glob('assets/*.png'))
else:
    sys.exit('sources.py c|tests|sql|html|assets')
print('\n'.join(out))
