"""write FILE: a workbook of 100,000 rows by 20 columns. read FILE: seconds that openpyxl takes for every value of it."""

import datetime as dt
import json
import random
import sys
import time

import openpyxl

mode, path = sys.argv[1:3]
if mode == 'write':
    rng = random.Random(1)
    words = ['alpha', 'beta', 'gamma & co', 'delta', 'épsilon']
    start = dt.datetime(2020, 1, 1)
    wb = openpyxl.Workbook(write_only=True)
    ws = wb.create_sheet('Data')
    ws.append([f'c{c}' for c in range(20)])
    for r in range(100_000):
        ws.append(
            [r, rng.random(), rng.choice(words), r % 2 == 0, start + dt.timedelta(days=r % 900), f'user {r}']
            + [rng.randint(0, 1000), round(rng.random() * 100, 2)]
            + [rng.randint(0, 9) for _ in range(8)]
            + [rng.choice(words) for _ in range(4)]
        )
    wb.save(path)
else:
    started = time.perf_counter()
    rows = 0
    for row in openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets[0].iter_rows(values_only=True):
        rows += 1
    seconds = time.perf_counter() - started
    print(json.dumps({'seconds': seconds, 'rows': rows - 1, 'openpyxl': openpyxl.__version__}))
