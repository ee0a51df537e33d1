#!/usr/bin/env python3
"""make.py - writes the sample rosters of this folder the way WPS and Excel write them: shared strings,
merged titles, numbers as numbers, dates as serials with a style. Not by our own exporter, so that the
reader is tested against somebody else's hand. Invented people. Run it here; the files are kept."""
import zipfile

NS = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PKG = 'http://schemas.openxmlformats.org/package/2006/relationships'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# cellXfs: 0 general, 1 the short date, 2 yyyy"年"m"月"d"日", 3 percent, 4 scientific, 5 text
STYLES = (f'{HEAD}<styleSheet xmlns="{NS}"><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts>'
          '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
          '<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/>'
          '<xf numFmtId="176" applyNumberFormat="1"/><xf numFmtId="9" applyNumberFormat="1"/><xf numFmtId="11" applyNumberFormat="1"/><xf numFmtId="49"/></cellXfs></styleSheet>')


def esc(s):
    return str(s).replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')


def col(i):
    return (chr(64 + i // 26) if i >= 26 else '') + chr(65 + i % 26)


class Book:
    def __init__(self):
        self.strings, self.tabs = [], []

    def shared(self, s):
        if s not in self.strings:
            self.strings.append(s)
        return self.strings.index(s)

    def cell(self, ref, v):
        if v is None or v == '':
            return f'<c r="{ref}" s="0"/>' if v == '' else ''
        if isinstance(v, tuple):  # (number, style)
            return f'<c r="{ref}" s="{v[1]}"><v>{v[0]}</v></c>'
        if isinstance(v, (int, float)):
            return f'<c r="{ref}"><v>{v!r}</v></c>'
        if v.startswith('='):  # typed by a formula
            return f'<c r="{ref}" t="str"><f>{esc(v[1:])}</f><v>{esc(v[1:])}</v></c>'
        return f'<c r="{ref}" s="5" t="s"><v>{self.shared(v)}</v></c>'

    def tab(self, name, rows, merged=(), hidden_rows=(), hidden=False):
        out = []
        for r, row in enumerate(rows, 1):
            cells = ''.join(self.cell(f'{col(i)}{r}', v) for i, v in enumerate(row))
            more = ' hidden="1"' if r in hidden_rows else ''
            out.append(f'<row r="{r}" spans="1:{max(1, len(row))}" ht="14.25"{more}>{cells}</row>')
        merge = f'<mergeCells count="{len(merged)}">' + ''.join(f'<mergeCell ref="{m}"/>' for m in merged) + '</mergeCells>' if merged else ''
        xml = (f'{HEAD}<worksheet xmlns="{NS}" xmlns:r="{REL}"><sheetPr/><dimension ref="A1:{col(max(len(r) for r in rows) - 1)}{len(rows)}"/>'
               f'<sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="14.25"/><sheetData>{"".join(out)}</sheetData>{merge}<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>')
        self.tabs.append((name, xml, hidden))
        return self

    def save(self, path):
        n = len(self.tabs)
        sheets = ''.join(f'<sheet name="{esc(t[0])}" sheetId="{i}"{" state=" + chr(34) + "hidden" + chr(34) if t[2] else ""} r:id="rId{i}"/>' for i, t in enumerate(self.tabs, 1))
        rels = ''.join(f'<Relationship Id="rId{i}" Type="{REL}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in range(1, n + 1))
        rels += f'<Relationship Id="rId{n + 1}" Type="{REL}/styles" Target="styles.xml"/><Relationship Id="rId{n + 2}" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/>'
        strings = ''.join(f'<si><t>{esc(s)}</t></si>' for s in self.strings)
        parts = {'[Content_Types].xml': f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
                 + ''.join(f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' for i in range(1, n + 1))
                 + '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
                 '_rels/.rels': f'{HEAD}<Relationships xmlns="{PKG}"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
                 'xl/workbook.xml': f'{HEAD}<workbook xmlns="{NS}" xmlns:r="{REL}"><workbookPr/><bookViews><workbookView windowWidth="28800" windowHeight="12540"/></bookViews><sheets>{sheets}</sheets></workbook>',
                 'xl/_rels/workbook.xml.rels': f'{HEAD}<Relationships xmlns="{PKG}">{rels}</Relationships>',
                 'xl/styles.xml': STYLES,
                 'xl/sharedStrings.xml': f'{HEAD}<sst xmlns="{NS}" count="{len(self.strings)}" uniqueCount="{len(self.strings)}">{strings}</sst>'}
        parts.update({f'xl/worksheets/sheet{i}.xml': t[1] for i, t in enumerate(self.tabs, 1)})
        with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
            for name, text in parts.items():
                z.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 9, 0, 0)), text, zipfile.ZIP_DEFLATED)


# A title over all columns, groups over two header rows, subtotals, a signature below.
Book().tab('住户', [
    ['柳荫里小区住户名册'] + [None] * 7, ['截至2026年11月', None, None, None, None, '填表人：陈小燕'],
    ['序号', '房屋信息', None, None, '住户信息', None, None, '备注'],
    [None, '楼号', '室号', '面积(㎡)', '户主', '联系\n电话', '与户主关系', None],
    [1, '1号', '101室', 50.25, '林玉兰', '199 0000 0101', '户主', None], [2, '1号', '102室', 50.25, '周建国', None, None, '独居'],
    [3, '1号', '201室', 50.25, '沈秀', '１９９０００００１０３', None, None], [None, '小计', None, 150.75, None, None, None, None],
    [4, '2号', '101室', 61, '陆文', '+86 199-0000-0104', None, None], [5, '2号', '102室', 61, '顾明', '19900000105/021-55500105', None, None],
    [6, '2号', '201室', 61, None, None, None, '空关'], ['合计', None, None, 333.75, None, None, None, None],
    ['注：电话以居委会登记为准，有变动请到二楼办公室更正。'] + [None] * 7],
    merged=['A1:H1', 'A3:A4', 'B3:D3', 'E3:G3', 'H3:H4', 'A13:H13']).save('title-two-headers.xlsx')

# Stair and home in one cell, in all the ways one committee managed.
Book().tab('Sheet1', [
    ['门牌', '姓名', '手机'], ['1号101', '林玉兰', '19900000101'], ['1号楼102、103室', '周建国', '19900000102'],
    ['2号201/202', '沈秀', '19900000103'], ['2-101', '陆文', '19900000104'], ['3-2-501', '顾明', '19900000105'],
    ['3号楼1单元301室', '施云', '19900000106']]).save('address-in-one.xlsx')

# One household over several rows: merged door, blank door, a second telephone below a merged name.
Book().tab('家庭', [
    ['小区', '楼号', '室号', '姓名', '关系', '电话', '面积'], ['柳荫里小区', '1号楼', '101', '林玉兰', '户主', '19900000101', 50.25],
    [None, None, None, '林建', '子', '19900000111', None], [None, None, None, '吴芳', '儿媳', None, None],
    ['柳荫里小区', '1号楼', '102', '周建国', '户主', '19900000102', 50.25], [None, None, None, None, None, '02155500102', None],
    ['柳荫里小区', None, '201', '沈秀', '本人', '19900000103', 50.25], ['柳荫里小区', None, '202', '陆文', '户主', None, None],
    ['柳荫里小区', '2号楼', '101', '顾明', '户主', None, None], ['以上共计 5 户'] + [None] * 6],
    merged=['A2:A4', 'B2:B4', 'C2:C4', 'G2:G4', 'A5:A6', 'B5:B6', 'C5:C6', 'D5:D6', 'B7:B8', 'A10:G10']).save('two-rows-a-home.xlsx')

# Everything that can be a number is one: stair, door, telephone, even 1.99E+10 as it is shown.
Book().tab('名册', [
    ['小区名称', '楼栋', '房号', '建筑面积', '业主', '联系电话'], ['柳荫里小区', 1, 101, 50.25, '林玉兰', 19900000101],
    ['柳荫里小区', 1, 102, 50.25, '周建国', (19900000102, 4)], ['柳荫里小区', 1, 201, 50.349999999999994, '沈秀', 19900000103],
    ['柳荫里小区', 2, 101, 61, '陆文', '=19900000104'], ['柳荫里小区', 2, 102, '61㎡', '顾明', 2155500105]]).save('numbers-as-numbers.xlsx')

# Days in every style, and one that is none.
Book().tab('入住', [
    ['小区', '楼号', '室号', '户主', '手机', '入住日期', '是否租户'], ['柳荫里小区', '1', '101', '林玉兰', '19900000101', (43709, 1), '自住'],
    ['柳荫里小区', '1', '102', '周建国', None, (43709, 2), '租户'], ['柳荫里小区', '1', '201', '沈秀', None, '2019-9-1', '自住'],
    ['柳荫里小区', '1', '202', '陆文', None, '2019年9月1日', '出租'], ['柳荫里小区', '2', '101', '顾明', None, '2019.9.1', None],
    ['柳荫里小区', '2', '102', '施云', None, '前年春天', None]]).save('dates.xlsx')

# A cover, a hidden list of words, and one sheet that is the roster.
Book().tab('封面', [['柳荫里小区'], ['名册'], ['2026年11月']], merged=['A1:F1']).tab('字典', [['户主'], ['配偶'], ['子']], hidden=True).tab('柳荫里小区', [
    ['幢号', '室号', '户主姓名', '手机号码'], ['1', '101', '林玉兰', '19900000101'], ['1', '102', '周建国', None],
    ['1', '103', '沈秀', '19900000103'], ['2', '101', '陆文', '19900000104'], ['制表：陈小燕']]).save('several-sheets.xlsx')

# Those who moved away are filtered out of sight.
Book().tab('名册', [
    ['小区', '楼号', '室号', '户主', '手机'], ['柳荫里小区', '1', '101', '林玉兰', '19900000101'], ['柳荫里小区', '1', '101', '旧住户', '19900000190'],
    ['柳荫里小区', '1', '102', '周建国', None], ['柳荫里小区', '1', '103', '搬走了', None], ['柳荫里小区', '1', '103', '沈秀', '19900000103'],
    ['柳荫里小区', '2', '101', '陆文', None]], hidden_rows=(3, 5)).save('hidden-rows.xlsx')

# Who lives there and who owns it, with shares.
Book().tab('产权', [
    ['柳荫里小区产权登记'] + [None] * 7, ['楼号', '室号', '住户信息', None, '产权人信息', None, '份额', '建筑面积'],
    [None, None, '姓名', '手机', '姓名', '手机', None, None], ['1号楼', '101', '林玉兰', '19900000101', '林玉兰', '19900000101', '1/2', 50.25],
    ['1号楼', '101', None, None, '林国明', '19900000121', (0.5, 3), None], ['1号楼', '102', '周建国', '19900000102', '安居置业有限公司', '02155500100', '全部', 50.25],
    ['1号楼', '201', '沈秀', None, '沈秀', None, '100%', 50.25], ['2号楼', '101', '陆文', None, '陆武', None, '3/2', 61],
    ['2号楼', '102', '顾明', None, '顾明', None, None, 61], ['合计', None, None, None, None, None, None, 263]],
    merged=['A1:H1', 'A2:A3', 'B2:B3', 'C2:D2', 'E2:F2', 'G2:G3', 'H2:H3']).save('owners.xlsx')

# One sheet, a row over the homes of each stair; names spaced out; who is not there, who is dead, ditto marks.
Book().tab('花名册', [
    ['柳荫居民区（柳荫里小区）居民花名册'] + [None] * 8, ['编制：居委会', None, None, None, None, None, '2026年10月25日', None, None],
    ['序号', '室号', '户主姓名', '性别', '身份证号码', '联系电话', '家庭\n人口', '房屋性质', '备注'], ['1号楼'] + [None] * 8,
    [1, '101', '林 玉 兰', '女', '310000198001010000', '199 0000 0101', 3, '自住', None], [2, '102', '周　建', '男', '310000197501010000', '１９９－００００－０１０２', 2, '出租', '房东另有电话'],
    [3, '201室', '空关', None, None, None, None, '空置', '说明：钥匙在居委'], [4, '202室', '沈秀（已故）', '女', None, '无', None, '自住', '女儿沈红'],
    [5, '301', '陆文/陆红', None, None, '19900000104、19900000105', 2, '自住', None], [None, '小计', '5户', None, None, None, 7, None, None],
    ['五号楼 2单元'] + [None] * 8, [6, '101', '顾明', '男', None, 19900000106, 4, '自住', None], [7, '102', '〃', '女', None, '〃', None, '〃', None],
    [8, '201', '待核实', None, None, '不肯说', None, None, None], [9, '202', '施云（租）', None, None, '19900000109', 1, None, None],
    ['合计', None, '9户', None, None, None, 11, None, None], ['主任（签字）：', None, None, None, '经办人：', None, None, None, None]],
    merged=['A1:I1', 'A2:F2', 'G2:I2', 'A4:I4', 'A11:I11']).save('stairs-above.xlsx')

# A sheet for each stair, and one that is none of them.
book = Book().tab('目录', [['柳荫里小区住户资料'], ['1号楼', '见下表'], ['2号楼', '见下表']])
for stair, who in (1, ['林玉兰', '周建国', None]), (2, ['沈秀', '陆文', '顾明']), (3, ['施云', '一二三', '金宝']):
    book.tab(f'{stair}号楼', [[f'柳荫里小区{stair}号楼住户情况', None, None, None], ['房号', '姓名', '电话', '备注']]
             + [[f'{n}01', name, None if not name else f'199000001{stair}{n}' if name != '一二三' else '12', None] for n, name in enumerate(who, 1)], merged=['A1:D1'])
book.save('sheet-per-stair.xlsx')

# Two tables side by side, to save paper; the right one is shorter.
Book().tab('Sheet1', [
    ['柳荫里小区住户联系表'] + [None] * 8, ['楼号', '室号', '姓名', '电话', None, '楼号', '室号', '姓名', '电话'],
    ['1号', '101', '林玉兰', '19900000101', None, '2号', '101', '沈秀', '19900000103'], ['1号', '102', '周建国', None, None, '2号', '102', '陆文', '19900000104'],
    ['1号', '201', '顾明', '19900000105', None, None, None, None, None]], merged=['A1:I1']).save('side-by-side.xlsx')

with open('pasted.tsv', 'w', encoding='utf-8', newline='') as f:
    f.write('小区\t楼号\t室号\t户主\t电话1\t电话2\r\n柳荫里小区\t1\t101\t林玉兰\t19900000101\t\r\n柳荫里小区\t1\t102\t周建国\t\t021-55500102\r\n'
            '柳荫里小区\t1\t103\t"沈 秀"\t19900000103\t19900000113\r\n柳荫里小区\t2\t101\t陆文\t无\t\r\n')

with open('messy-gb18030.csv', 'wb') as f:
    f.write('柳荫里居民区,,,,\r\n小区,楼号,室号,姓名,联系方式\r\n柳荫里小区,1号楼,101室,林玉兰,1990000０１０１\r\n,,,林建,19900000111(儿子)\r\n'
            ',,102室,周建国,\r\n,2号楼,101室,沈秀,1.99E+10\r\n,,102室,陆文,19900000104\r\n小计,,,,4\r\n小区,楼号,室号,姓名,联系方式\r\n'
            ',3号楼,101室,顾明,"021-55500105"\r\n,,"201室、202室",施云,\r\n'.encode('gb18030'))

with open('remarks-gb18030.csv', 'wb') as f:
    f.write(('柳荫居民区住户信息汇总表（内部资料　注意保密）,,,,,,,,\r\n,,,,,,,,\r\n所属小区,楼栋,房号,业主,与业主关系,手 机,入 住 时 间,面 积,备 注\r\n'
             '柳荫里小区,1号,101/102,林 玉兰,本人,"199 0000 0101\r\n021-5550 0801",2019.9.1,１０５．５,"说明：打通,\r\n两套"\r\n'
             '同上,同上,103,周　建,户主,19900000102,2019年9月,52.75平方,\r\n〃,〃,〃,周小小,之女,－,2019/9/1,,\r\n'
             '柳荫里小区,一号楼,201,沈秀,户主,8619900000103,20190901,52.7500,注：女儿常来\r\n柳荫里小区,1#,202,陆 文,户主,199****0104,不详,52.75㎡,\r\n'
             '柳荫里小区,十二号楼,501,顾明,户主,19900000105,2019-09-01 00:00:00,52.75,\r\n柳荫里小区,12号楼,502,施云,户主,,2019年9月1号,五十,\r\n'
             '柳荫里小区,12号楼,601,出租,,,,52.75,\r\n,,,,,,,,\r\n').encode('gb18030'))
