import { categoryEncoders } from './category-encoders.ts';

/** Python module that does `plan` and `prep` of an exported model with numpy: `shared/encoding` again. */
export const portraitPrep = String.raw`"""Cleaning and encoding of a model exported by Portrait, with numpy alone; pandas where a table is wanted.

    prep = Preparation.load("model.json")
    features = prep.features(rows)        # rows: a DataFrame, or a list of dicts; float32 [n, width]

Numbers may be numbers or None or NaN (missing), text str or None, booleans 0, 1, True, False. Text is read as a number
where cleaning does so, nowhere else: see read_csv for files. Bit for bit the features the model was trained on.
"""
import csv
import json
import math
import re
import unicodedata
import warnings

import numpy as np

from portrait_dates import day_number, js_round, read_time
from portrait_numbers import BLANKS, is_missing_mark, read_boolean, read_number, trim

TIME = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
LARGEST = 3e38
DAY = 86_400_000
NUMBERS = ("integer", "real", "boolean")
PLAIN = dict(format=dict(decimal=".", thousands=""), percent=False)


def number_text(value):
    """A number as JavaScript writes it."""
    if value != value:
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    digits, power = ("%r" % abs(float(value))), 0
    if "e" in digits:
        digits, exponent = digits.split("e")
        power = int(exponent)
    whole, _, fraction = digits.partition(".")
    point = len(whole) + power
    all_digits = (whole + ("" if fraction == "0" and power == 0 else fraction))
    stripped = all_digits.lstrip("0")
    point -= len(all_digits) - len(stripped)
    stripped = stripped.rstrip("0")
    n = len(stripped)
    if n <= point <= 21:
        return sign + stripped + "0" * (point - n)
    if 0 < point <= 21:
        return sign + stripped[:point] + "." + stripped[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + stripped
    rest = "." + stripped[1:] if n > 1 else ""
    return "%s%s%se%s%d" % (sign, stripped[0], rest, "+" if point > 0 else "-", abs(point - 1))


def column_names(header):
    """Names as the import gives them: blanks around them cut, empty ones numbered, repeated ones told apart."""
    header, names = [trim(name) for name in header], []
    for number, name in enumerate(header, 1):
        if not name or name in names:
            name, number = (name, 2) if name else ("column", number)
            while "%s %d" % (name, number) in header + names:
                number += 1
            name = "%s %d" % (name, number)
        names.append(name)
    return names


def _missing(value):
    return value is None or value != value


def _clean_value(value, kind, read):
    """A value of a caller as the model means it: None, float, or str; read: cleaning reads its text as a number."""
    if _missing(value):
        return None
    if kind in NUMBERS or (read and not isinstance(value, str)):
        if isinstance(value, str):
            raise TypeError("text where a number was: %r" % value)
        return float(value)
    if not isinstance(value, str):
        raise TypeError("%r where text was" % (value,))
    return value


# Cleaning ------------------------------------------------------------------------------------------------------------


def _normalised(step):
    def change(text):
        if not isinstance(text, str):
            return text
        if step["normalise"]:
            text = unicodedata.normalize("NFKC", text)
        if step["collapseSpaces"]:
            text = BLANKS.sub(" ", text)
        if step["trim"]:
            text = trim(text)
        if step["case"] == "lower":
            text = text.lower()
        if step["case"] == "upper":
            text = text.upper()
        return text or None

    return change


def _clip(step):
    low = -math.inf if step["low"] is None else step["low"]
    high = math.inf if step["high"] is None else step["high"]
    return lambda v: v if not isinstance(v, float) else float(low) if v < low else float(high) if v > high else v


def _replace(step):
    rules = {}
    for rule in step["values"]:
        rules.setdefault(_key(rule["from"]), rule["to"])
    return lambda v: _plain(rules[_key(v)]) if _key(v) in rules else v


def _key(value):
    return (isinstance(value, str), value)


def _plain(value):
    return float(value) if isinstance(value, (int, float)) else value


def _retype(step):
    change = _reading(step)
    return lambda v: None if v is None else change(v)


def _reading(step):
    kind, to = dict(type=step["from"], words=step.get("words")), step["to"]
    if to in ("text", "category"):
        return lambda v: value_text(v, kind)
    if to == "boolean":
        return lambda v: read_boolean(_as_text(v), step.get("words"))
    if to == "date":
        return lambda v: None if step["time"] is None else read_time(_as_text(v), step["time"]["reading"])

    def number(v):
        return read_number(v, step["number"]) if isinstance(v, str) else v

    def whole(v):
        read = number(v)
        if read is None or not math.isfinite(read):
            return None
        rounded = float(js_round(read)) if abs(read) < 2**52 else read
        return rounded if abs(rounded) <= 2**53 - 1 else None

    return number if to == "real" else whole


def _as_text(value):
    return value if isinstance(value, str) else number_text(value)


def clean(columns, plan, values):
    """Takes columns (a list of name, type) and their values (a list a column) through the plan; returns both."""
    names = [dict(name=c["name"], type=c["type"]) for c in columns]
    values = list(values)
    for step in plan:
        if step["type"] == "keep":
            continue
        if step["type"] == "drop":
            kept = [i for i, c in enumerate(names) if c["name"] not in step["columns"]]
            names, values = [names[i] for i in kept], [values[i] for i in kept]
            continue
        at = next(i for i, c in enumerate(names) if c["name"] == step["column"])
        if step["type"] == "indicator":
            names.append(dict(name=step["as"], type="boolean"))
            values.append([1.0 if v is None else 0.0 for v in values[at]])
        elif step["type"] == "rename":
            names[at] = dict(names[at], name=step["to"])
        else:
            if step["type"] == "fill":
                filled = _plain(step["value"])
                change = lambda v: filled if v is None else v  # noqa: E731
            else:
                change = dict(text=_normalised, clip=_clip, replace=_replace, retype=_retype)[step["type"]](step)
            values[at] = [change(v) for v in values[at]]
            if step["type"] == "retype":
                names[at] = dict(names[at], type=step["to"], words=step.get("words"))
    return names, values


# Encoding ------------------------------------------------------------------------------------------------------------


def value_text(value, kind):
    if kind["type"] == "boolean" and value in (0.0, 1.0):
        return (kind.get("words") or ("FALSE", "TRUE"))[int(value)]
    return value if isinstance(value, str) else number_text(value)


def _texts(values, kind):
    return [None if v is None else value_text(v, kind) for v in values]


def _numeric(step, values, kind):
    x = np.array([np.nan if v is None else v for v in values], dtype=np.float64)
    there = np.isfinite(x)
    with np.errstate(all="ignore"):
        scaled = _scaled(step, np.where(there, x, 0.0))
        filled = _scaled(step, np.array([step["fill"]], dtype=np.float64))
    out = [np.where(there, scaled, filled)]
    return out + [~there] if step["missing"] else out


def _scaled(step, x):
    plain = np.copysign(np.log1p(np.abs(x)), x) if step["log"] else x
    apart = plain - step["offset"]
    near = np.isfinite(apart)
    far = plain * step["factor"] - step["offset"] * step["factor"]
    return np.clip(np.where(near, apart * step["factor"], far), -LARGEST, LARGEST)


${categoryEncoders}


def stored_time(text):
    """Milliseconds since 1970 of ISO 8601 text, or None."""
    match = TIME.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        return None
    days = day_number(*(int(match[i]) for i in (1, 2, 3)))
    hour, minute, second = (int(match[i] or 0) for i in (4, 5, 6))
    if days is None or hour > 23 or minute > 59 or second > 59:
        return None
    zone = (match[8] or "").replace(":", "")
    shift = 0 if zone in ("", "Z") else int(zone[0] + "1") * (int(zone[1:3]) * 3600 + int(zone[3:]) * 60)
    seconds = days * 86_400 + hour * 3600 + minute * 60 + second - shift
    return seconds * 1000 + int(((match[7] or "") + "000")[:3])


def _year_month(days):
    z = days + 719_468
    era, of_era = divmod(z, 146_097)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    late = month < 10
    return year + era * 400 + (0 if late else 1), month + 2 if late else month - 10


def _date_parts(step, values, kind):
    origin_year = _year_month(int(step["origin"] // DAY))[0]
    span_years = max(1.0, step["spanDays"] / 365.25)
    out = np.zeros((9 + (1 if step["missing"] else 0), len(values)), dtype=np.float64)
    for row, value in enumerate(values):
        time = stored_time(value)
        if time is None:
            if step["missing"]:
                out[9, row] = 1
            continue
        days = time // DAY
        year, month = _year_month(days)
        weekday, hour = (days + 3) % 7, time % DAY // 3_600_000
        out[:9, row] = (
            (year - origin_year) / span_years,
            month / 11,
            weekday / 6,
            hour / 23,
            math.sin((2 * math.pi * month) / 12),
            math.cos((2 * math.pi * month) / 12),
            math.sin((2 * math.pi * weekday) / 7),
            math.cos((2 * math.pi * weekday) / 7),
            (time - step["origin"]) / DAY / step["spanDays"],
        )
    return list(out)


ENCODERS = dict(
    numeric=_numeric,
    oneHot=_one_hot,
    ordinal=_ordinal,
    frequency=_frequency,
    target=_target,
    hash=_hash,
    multiHot=_multi_hot,
    dateParts=_date_parts,
)


class Preparation:
    """The way from a raw row to features: plan and preparation of an exported model."""

    def __init__(self, model):
        self.model = model
        self.inputs = model["inputs"]

    @classmethod
    def load(cls, path):
        with open(path, encoding="utf-8") as file:
            return cls(json.load(file))

    def columns(self, rows):
        """Values of the inputs, a list a column. KeyError names a column that is missing."""
        names = [column["name"] for column in self.inputs]
        if isinstance(rows, list):
            taken = [[row.get(name) for row in rows] for name in names]
        else:
            absent = [name for name in names if name not in rows]
            if absent:
                raise KeyError("columns missing: " + ", ".join(absent))
            taken = [list(rows[name]) for name in names]
        return [
            [_clean_value(v, c["type"], self._reads_number(c["name"])) for v in values]
            for values, c in zip(taken, self.inputs)
        ]

    def _reads_number(self, name):
        steps = (s for s in self.model["plan"] if s["type"] not in ("drop", "keep") and s["column"] == name)
        first = next(steps, None)
        return first is not None and first["type"] == "retype" and first["to"] in ("integer", "real")

    def features(self, rows):
        values = self.columns(rows)
        names, values = clean(self.inputs, self.model["plan"], values)
        place = {c["name"]: i for i, c in enumerate(names)}
        blocks = []
        for step in self.model["prep"]["steps"]:
            at = place[step["column"]]
            kind = next(c for c in self.model["prep"]["columns"] if c["name"] == step["column"])
            blocks += ENCODERS[step["type"]](step, values[at], kind)
        return np.column_stack([np.asarray(block, dtype=np.float64) for block in blocks]).astype(np.float32)

    def mean_labels(self, rows):
        """Of each column encoded by the label: place of its first feature, its step, and the rows' categories."""
        names, values = clean(self.inputs, self.model["plan"], self.columns(rows))
        place = {c["name"]: i for i, c in enumerate(names)}
        first, found = 0, []
        for step in self.model["prep"]["steps"]:
            kind = next(c for c in self.model["prep"]["columns"] if c["name"] == step["column"])
            column = values[place[step["column"]]]
            if step["type"] == "target":
                found.append((first, step, _texts(column, kind)))
            first += len(ENCODERS[step["type"]](step, column[:1], kind))
        return found

    def read_csv(self, path):
        """Rows of a file of fields between commas, semicolons, tabs or bars, as the model takes them. ValueError says what
        cannot be read, and names row and column; a warning, which columns are not there and count as missing."""
        with open(path, encoding="utf-8-sig", newline="") as file:
            head = re.sub('"(?:[^"]|"")*"', "", file.readline())
            file.seek(0)
            lines = csv.reader(file, delimiter=max(",;\t|", key=head.count), strict=True)
            try:
                header, *body = [line for line in lines if line] or [[]]
            except csv.Error as error:
                raise ValueError("%s, line %d: %s" % (path, lines.line_num, error)) from None
        if not header:
            raise ValueError("%s has no header" % path)
        header = column_names(header)
        absent = [column for column in self.inputs if column["name"] not in header]
        needed = ", ".join(column["name"] for column in absent if column["required"])
        if needed:
            raise ValueError("%s has no column %s" % (path, needed))
        if absent:
            names = ", ".join(column["name"] for column in absent)
            warnings.warn("not in %s, and taken as missing: %s" % (path, names), stacklevel=2)
        rows = []
        for number, line in enumerate(body, 1):
            if len(line) != len(header):
                raise ValueError("row %d has %d fields, the header has %d" % (number, len(line), len(header)))
            row = dict(zip(header, line))
            for column in self.inputs:
                row[column["name"]] = self._read(row.get(column["name"]), column, number)
            rows.append(row)
        return rows

    def _read(self, text, column, number):
        """A cell as the import of the training table read it."""
        if text is None or trim(text) in {trim(mark) for mark in column["text"]["missing"]}:
            return None
        kind, form, time = column["type"], column["text"]["number"], column["text"]["time"]
        if kind == "boolean":
            value = read_boolean(text, column.get("words"))
        elif kind in NUMBERS:
            value = read_number(text, PLAIN if form is None else form)
        elif kind == "date":
            value = read_time(text, "year_month_day" if time is None else time["reading"])
        else:
            return text
        if kind == "integer" and value is not None and not (value.is_integer() and abs(value) <= 2**53 - 1):
            value = None
        if value is None and not is_missing_mark(text):
            raise ValueError("row %d, column %s: %r cannot be read" % (number, column["name"], text))
        return value
`;
