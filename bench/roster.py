#!/usr/bin/env python3
"""roster.py FILE - a workbook as a committee's own: 5,309 homes of 337 stairs, 15,000 people, one row
each, written by hand (shared strings, numbers as numbers), not by our exporter. Invented."""
import sys
import zipfile

NS = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PKG = 'http://schemas.openxmlformats.org/package/2006/relationships'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FIRST = '林周沈顾陆钱许秦何吕施曹严华金魏陶姜戚谢邹喻柏水窦章'
GIVEN = '玉建秀国明慧文志美春海云德月永兰家雪宝庆晓林桂芳平荣'
PEOPLE, HOMES = 15000, 5309
ESTATES = [('柳荫里小区', 150, 4, 4), ('桂花苑', 104, 8, 2), ('南塘新村', 83, 5, 3)]
strings, index = [], {}


def text(s):
    if s not in index:
        index[s] = len(strings)
        strings.append(s)
    return f' t="s"><v>{index[s]}</v>'


def rows():
    yield ['小区', '楼号', '室号', '建筑面积', '姓名', '手机', '与户主关系']
    home = person = 0
    for name, stairs, floors, per in ESTATES:
        for stair in range(1, stairs + 1):
            for flat in range(floors * per):
                door = (flat // per + 1) * 100 + flat % per + 1
                for k in range(2 + (home < PEOPLE - 2 * HOMES)):
                    who = FIRST[person % 26] + GIVEN[person // 26 % 26] + GIVEN[(person // 676 + k) % 26]
                    phone = 19900000000 + person if person % 11 else ''
                    yield [name, f'{stair}号楼', door, 56.25 + flat, who, phone, ('户主', '配偶', '子')[k]]
                    person += 1
                home += 1


def sheet():
    out = []
    for r, row in enumerate(rows(), 1):
        cells = ''.join(f'<c r="{chr(65 + i)}{r}"' + (text(v) if isinstance(v, str) else f'><v>{v}</v>') + '</c>'
                        for i, v in enumerate(row) if v != '')
        out.append(f'<row r="{r}">{cells}</row>')
    return f'{HEAD}<worksheet xmlns="{NS}"><sheetData>{"".join(out)}</sheetData></worksheet>'


cells = sheet()
parts = {
    '[Content_Types].xml': f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    '_rels/.rels': f'{HEAD}<Relationships xmlns="{PKG}"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml': f'{HEAD}<workbook xmlns="{NS}" xmlns:r="{REL}"><sheets><sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': f'{HEAD}<Relationships xmlns="{PKG}"><Relationship Id="rId1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': cells,
    'xl/sharedStrings.xml': f'{HEAD}<sst xmlns="{NS}">' + ''.join(f'<si><t>{s}</t></si>' for s in strings) + '</sst>',
}
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as z:
    for name, body in parts.items():
        z.writestr(name, body)
