#!/usr/bin/env python3
"""Makes the list of test suites from src/pets/pets_test.c -> pets_tests[]."""
import os
import sys

names = [os.path.basename(p)[:-len('_test.c')] for p in sys.argv[2:] if p]
with open(sys.argv[1], 'w', encoding='utf-8') as out:
    out.write('#include "tests/check.h"\n\n')
    for n in names:
        out.write(f'extern const struct test {n}_tests[];\n')
    out.write('\nconst struct suite suites[] = {\n')
    for n in names:
        out.write(f'    {{"{n}", {n}_tests}},\n')
    out.write('    {0},\n};\n')
