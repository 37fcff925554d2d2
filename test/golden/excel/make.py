"""Writes odd.xlsx and calendar-1904.xlsx with openpyxl, and odd.json and calendar-1904.json: what openpyxl reads of them.

pip install openpyxl==3.1.5; python make.py. A sheet's own XML is edited where openpyxl has no way to write it.
"""

import datetime as dt
import json
import re
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

here = Path(__file__).parent
D, T = dt.date, dt.datetime


def fill(ws, rows, formats=None):
    for row in rows:
        ws.append(row)
    for column, code in (formats or {}).items():
        for cell in ws[column][1:]:
            cell.number_format = code


def odd():
    wb = openpyxl.Workbook()
    wb.remove(wb.active)
    sheet = wb.create_sheet
    fill(sheet('plain'), [['id', 'price', 'name', 'ok'], [1, 1.5, 'a', True], [2, -2e-7, 'b & <c>', False], [3, 1e20, '名', True]])
    fill(sheet('days'), [['day', 'n'], [D(2020, 2, 29), 1], [D(1900, 3, 1), 2], [D(9999, 12, 31), 3], [None, 4]])
    fill(sheet('moments'), [['at', 'n'], [T(2020, 2, 29, 23, 59, 59), 1], [T(2020, 3, 1), 2], [T(1999, 12, 31, 0, 0, 0, 123000), 3]])
    fill(sheet('early days'), [['day', 'n'], [1, 1], [59, 2], [61, 3], [366, 4]], {'A': 'yyyy-mm-dd'})
    fill(sheet('times of day'), [['at', 'n'], [dt.time(9, 30), 1], [dt.time(23, 59, 59), 2]])
    fill(sheet('lengths of time'), [['length', 'n'], [dt.timedelta(hours=30, minutes=5), 1], [dt.timedelta(seconds=1.5), 2]])
    fill(sheet('date formats'), [['a', 'b', 'c', 'd', 'e'], [44000, 44000, 44000.25, 44000, 44000], [44001, 44001, 44001.5, 44001, 44001]],
         {'A': '[$-409]d\\-mmm\\-yy;@', 'B': 'dddd', 'C': 'm/d/yy h:mm AM/PM', 'D': '"days "0', 'E': '[Red]0.00'})
    fill(sheet('errors'), [['x', 'y'], ['#N/A', 1], [2, '#DIV/0!'], [3, 4], ['#REF!', 5]])
    fill(sheet('numbers as text'), [['code', 'n', 'mixed'], ['0012', 1, 'a'], ['0340', 2, '12'], ['7', 3, 'b']])
    fill(sheet('title above'), [['Sales of 2020'], [], [None, 'region', 'sales', 'share'], [None, 'north', 10, 0.5], [None, 'south', 12, 0.25]])
    ws = sheet('merged')
    fill(ws, [['region', 'city', 'n'], ['north', 'a', 1], [None, 'b', 2], ['south', 'c', 3]])
    ws.merge_cells('A2:A3')
    fill(sheet('gaps'), [['a', 'b', 'c'], [1, None, 'x'], [None, None, None], [None, 2, None], [3, None, 'y']])
    fill(sheet('duplicate names'), [['a', 'a', None, 'b'], [1, 2, 3, 4], [5, 6, 7, 8]])
    fill(sheet('no header'), [[1, 'x', True], [2, 'y', False]])
    fill(sheet('late column'), [['a', 'b']] + [[k, k] for k in range(1, 1200)] + [[1200, 1200, 'late']])
    fill(sheet('spaces'), [['a', 'b'], ['  two  ', 1], ['line\nbreak', 2], ['tab\there', 3], ['', 4]])
    fill(sheet('formulas'), [['a', 'double', 'text'], [1, '=A2*2', '=A2&"!"'], [2, '=A3*2', '=A3&"!"'], [3, '=A4*2', '=A4&"!"']])
    fill(sheet('never calculated'), [['a', 'double'], [1, '=A2*2'], [2, 5]])
    fill(sheet('rich text'), [['a', 'n'], ['RICH', 1], ['plain', 2]])
    fill(sheet('no places'), [['a', 'b'], [1, 'x'], [2, 'y']])
    fill(sheet('prefixed'), [['a', 'b'], [1, 'x'], [2, 'y']])
    fill(sheet('truth and numbers'), [['a', 'b'], [True, 1.25], [False, 3]])
    fill(sheet('hidden'), [['a', 'b'], [1, 'x']])
    wb['hidden'].sheet_state = 'hidden'
    sheet('empty')
    wb.save(here / 'odd.xlsx')

    names = wb.sheetnames
    path = lambda name: f'xl/worksheets/sheet{names.index(name) + 1}.xml'
    value = lambda text: lambda match: f'{match[1]}<v>{text(match)}</v>'
    formula = r'(<f>A(\d)%s</f>)<v ?/?>(?:</v>)?'

    def calculated(xml):
        xml = re.sub(formula % r'\*2', value(lambda match: (int(match[2]) - 1) * 2), xml)
        text = re.sub(r'<c r="(C\d)">' + formula % '&amp;"!"', lambda m: f'<c r="{m[1]}" t="str">{m[2]}<v>{int(m[3]) - 1}!</v>', xml)
        return text

    def prefixed(xml):
        xml = re.sub(r'<(/?)([a-zA-Z])', r'<\1x:\2', xml)
        return xml.replace('xmlns=', 'xmlns:x=')

    edits = {
        path('formulas'): calculated,
        path('no places'): lambda xml: re.sub(r'(<(?:c|row)) r="\w+"', r'\1', xml),
        path('prefixed'): prefixed,
        'xl/sharedStrings.xml': lambda xml: xml.replace(
            '<si><t>RICH</t></si>',
            '<si><r><t xml:space="preserve">two </t></r><r><rPr><b/></rPr><t>runs</t></r><rPh sb="0" eb="1"><t>aid</t></rPh></si>'),
    }
    edit(here / 'odd.xlsx', edits)


def edit(path, edits):
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            if name in edits:
                before = content.decode()
                after = edits[name](before)
                assert after != before, name
                content = after.encode()
            # No time of writing, so that the same sheets give the same bytes.
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == 'xl/styles.xml' else zipfile.ZIP_DEFLATED
            new.writestr(info, content)


def calendar_1904():
    wb = openpyxl.Workbook()
    wb.epoch = CALENDAR_MAC_1904
    fill(wb.active, [['day', 'at'], [D(1904, 1, 2), T(2020, 2, 29, 12)], [D(2020, 2, 29), T(1999, 12, 31, 23, 59, 58)]])
    wb.active.title = 'Sheet'
    wb.save(here / 'calendar-1904.xlsx')


def said(cell):
    """A value as tables store it: times as text, lengths of time in seconds, errors missing."""
    value = cell.value
    if value is None or value == '' or cell.data_type == 'e':
        return None
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, dt.timedelta):
        return value.total_seconds()
    if isinstance(value, T):
        clock = re.search('[hs]', re.sub(r'\[[^\]]*\]', '', cell.number_format.lower())) is not None
        text = value.isoformat(' ')
        text = text.rstrip('0') if value.microsecond else text
        return text if clock or value.time() != dt.time(0) else text[:10]
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else value


def read(name):
    wb = openpyxl.load_workbook(here / f'{name}.xlsx', data_only=True)
    sheets = {ws.title: [[said(cell) for cell in row] for row in ws.iter_rows()] for ws in wb.worksheets}
    text = ',\n'.join(f'{json.dumps(key, ensure_ascii=False)}: {json.dumps(rows, ensure_ascii=False)}' for key, rows in sheets.items())
    (here / f'{name}.json').write_text('{\n' + text + '\n}\n')


odd()
calendar_1904()
read('odd')
read('calendar-1904')
