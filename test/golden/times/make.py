"""Writes written-times.json: random instants in every supported spelling, as Python's datetime and pandas write and read them.

Run with Python 3.11 and pandas 2 or later; the file is committed, so that tests need neither.
"""

import json
import random
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path

import pandas as pd

random.seed(20211001)
origin = datetime(1970, 1, 1, tzinfo=timezone.utc)
COUNT = 16


def moments(step):
    """Instants of 1985 to 2037, whole in the step, the first on a day above 12 so that orders can be told apart."""
    found = []
    while len(found) < COUNT:
        seconds = random.randrange(473_385_600, 2_145_916_800)
        moment = origin + timedelta(seconds=seconds - seconds % step)
        if found or moment.day > 12:
            found.append(moment)
    return found


def stored(moment, day_only=False, fraction=""):
    text = moment.astimezone(timezone.utc).strftime("%Y-%m-%d %H:%M:%S")
    return text[:10] if day_only else text + ("." + fraction if fraction else "")


def offset(hours, minutes=0):
    return timezone(timedelta(hours=hours, minutes=minutes))


def strf(pattern, step=1, zone=timezone.utc, day_only=False, keep=None):
    values = [m for m in moments(step)]
    return [[m.astimezone(zone).strftime(pattern), stored(m, day_only)] for m in values]


def bare(text):
    """Without leading zeros of its first two numbers and of the hour."""
    return "/".join(part.lstrip("0") for part in text.split("/", 2)).replace(" 0", " ")


def plain(pattern, step=1, day_only=False):
    return [[bare(text), read] for text, read in strf(pattern, step, day_only=day_only)]


def fraction(digits):
    rows = []
    for m in moments(1):
        part = str(random.randrange(1, 10**digits)).zfill(digits)
        text = m.strftime("%Y-%m-%dT%H:%M:%S.") + part + "Z"
        nanos = pd.Timestamp(text).value
        rest = str(nanos % 10**9).zfill(9).rstrip("0")
        rows.append([text, stored(m, fraction=rest)])
    return rows


def counts(unit):
    scale = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[unit]
    rows = []
    for m in moments(1):
        whole = int(m.timestamp()) * scale + (random.randrange(scale) if scale > 1 else 0)
        nanos = pd.Timestamp(whole, unit=unit).value
        rows.append([str(whole), stored(m, fraction=str(nanos % 10**9).zfill(9).rstrip("0"))])
    return rows


def serials():
    rows = []
    for m in moments(675):  # 1/128 of a day: exact in binary
        serial = (m - datetime(1899, 12, 30, tzinfo=timezone.utc)) / timedelta(days=1)
        read = pd.to_datetime(serial, unit="D", origin="1899-12-30")
        assert read == m.replace(tzinfo=None)
        rows.append([repr(serial).removesuffix(".0"), stored(m, day_only=m.hour + m.minute + m.second == 0)])
    return rows


def rfc2822():
    return [[format_datetime(m), stored(m)] for m in moments(1)]


day = dict(step=86_400, day_only=True)
spellings = {
    "ISO date": strf("%Y-%m-%d", **day),
    "slashes, year first": strf("%Y/%m/%d", **day),
    "points, year first": strf("%Y.%m.%d", **day),
    "dd/mm/yyyy": strf("%d/%m/%Y", **day),
    "mm/dd/yyyy": strf("%m/%d/%Y", **day),
    "dd.mm.yyyy": strf("%d.%m.%Y", **day),
    "dd-mm-yyyy": strf("%d-%m-%Y", **day),
    "d/m/yyyy": plain("%d/%m/%Y", **day),
    "m/d/yyyy": plain("%m/%d/%Y", **day),
    "dd.mm.yyyy hh:mm": strf("%d.%m.%Y %H:%M", step=60),
    "m/d/yyyy h:mm AM": plain("%m/%d/%Y %I:%M %p", step=60),
    "m/d/yyyy, h:mm:ss AM": plain("%m/%d/%Y, %I:%M:%S %p"),
    "dd/mm/yyyy hh:mm:ss": strf("%d/%m/%Y %H:%M:%S"),
    "ISO T": strf("%Y-%m-%dT%H:%M:%S"),
    "ISO Z": strf("%Y-%m-%dT%H:%M:%SZ"),
    "ISO space": strf("%Y-%m-%d %H:%M:%S"),
    "ISO minutes": strf("%Y-%m-%d %H:%M", step=60),
    "ISO UTC": strf("%Y-%m-%d %H:%M:%S UTC"),
    "ISO GMT": strf("%Y-%m-%d %H:%M:%S GMT"),
    "offset +hhmm": strf("%Y-%m-%dT%H:%M:%S%z", zone=offset(1)),
    "offset +hh:mm": [[t[:-2] + ":" + t[-2:], r] for t, r in strf("%Y-%m-%dT%H:%M:%S%z", zone=offset(5, 30))],
    "offset -hh": [[t[:-2], r] for t, r in strf("%Y-%m-%d %H:%M:%S%z", zone=offset(-8))],
    "basic ISO": strf("%Y%m%dT%H%M%SZ"),
    "milliseconds": fraction(3),
    "microseconds": fraction(6),
    "nanoseconds": fraction(9),
    "8 digits": strf("%Y%m%d", **day),
    "12 digits": strf("%Y%m%d%H%M", step=60),
    "14 digits": strf("%Y%m%d%H%M%S"),
    "RFC 2822": rfc2822(),
    "dd Mon yyyy": strf("%d %b %Y", **day),
    "dd-Mon-yy": strf("%d-%b-%y", **day),
    "Month d, yyyy": strf("%B %d, %Y", **day),
    "ctime": strf("%a %b %d %H:%M:%S %Y"),
    "Twitter": strf("%a %b %d %H:%M:%S +0000 %Y"),
    "web log": strf("%d/%b/%Y:%H:%M:%S %z"),
    "SAS": [[t.upper(), r] for t, r in strf("%d%b%Y:%H:%M:%S")],
    "browser": strf("%a %b %d %Y %H:%M:%S GMT+0000 (Coordinated Universal Time)"),
    "Chinese date": strf("%Y年%m月%d日", **day),
    "Chinese time": strf("%Y年%m月%d日 %H时%M分%S秒"),
    "unix s": counts("s"),
    "unix ms": counts("ms"),
    "unix us": counts("us"),
    "unix ns": counts("ns"),
    "Excel": serials(),
}


def main():
    here = Path(__file__).parent
    lines = [f"  {json.dumps(name)}: {json.dumps(rows, ensure_ascii=False)}" for name, rows in spellings.items()]
    (here / "written-times.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


main()
