"""Prints each Parquet file of a folder as pyarrow reads it: one JSON object a line, values with their kind."""

import datetime
import decimal
import json
import pathlib
import sys

import pyarrow as pa
import pyarrow.parquet as pq

MOST_ROWS = 20_000
UNITS = {"s": 10**9, "ms": 10**6, "us": 10**3, "ns": 1}


def instant(value: int, unit: str) -> str:
    nanoseconds = value * UNITS[unit]
    seconds, fraction = divmod(nanoseconds, 10**9)
    days, rest = divmod(seconds, 86_400)
    try:
        day = (datetime.date(1970, 1, 1) + datetime.timedelta(days=days)).isoformat()
    except OverflowError:
        return f"day {days}"
    return day + " " + clock(rest * 10**9 + fraction, "ns")


def clock(value: int, unit: str) -> str:
    seconds, fraction = divmod(value * UNITS[unit], 10**9)
    text = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    digits = f"{fraction:09d}".rstrip("0")
    return f"{text}.{digits}" if digits else text


def encoded(value):
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return {"n": str(value)}
    if isinstance(value, float):
        return {"n": repr(value)}
    if isinstance(value, decimal.Decimal):
        return {"n": str(value)}
    if isinstance(value, bytes):
        return {"b": value.hex()}
    if isinstance(value, datetime.datetime):
        if value.tzinfo is not None:
            value = value.astimezone(datetime.timezone.utc).replace(tzinfo=None)
        return value.isoformat(sep=" ").removesuffix(".000000")
    if isinstance(value, datetime.timedelta):
        return {"n": repr(value.total_seconds())}
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, dict):
        return {"o": [[name, encoded(part)] for name, part in value.items()]}
    if isinstance(value, (list, tuple)):
        return {"l": [encoded(part) for part in value]}
    return str(value)


def column(array: pa.ChunkedArray) -> list:
    kind = array.type
    if pa.types.is_timestamp(kind):
        return [v if v is None else instant(v, kind.unit) for v in array.cast(pa.int64()).to_pylist()]
    if pa.types.is_time(kind):
        bits = pa.int64() if pa.types.is_time64(kind) else pa.int32()
        return [v if v is None else clock(v, kind.unit) for v in array.cast(bits).to_pylist()]
    if pa.types.is_duration(kind):
        scale = 10**9 // UNITS[kind.unit]
        return [v if v is None else {"n": repr(v / scale)} for v in array.cast(pa.int64()).to_pylist()]
    return [encoded(value) for value in array.to_pylist()]


def is_parquet(path: pathlib.Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"PAR1" or path.suffix == ".parquet"


for path in sorted(filter(is_parquet, pathlib.Path(sys.argv[1]).rglob("*"))):
    result = {"file": str(path)}
    try:
        file = pq.ParquetFile(path, page_checksum_verification=True)
        table = file.read()
        shown = table.slice(0, MOST_ROWS)
        result["rows"] = table.num_rows
        result["names"] = table.column_names
        result["columns"] = [column(part) for part in shown.columns]
        result["types"] = [str(kind) for kind in table.schema.types]
        json.dumps(result)
    except Exception as error:  # whatever the reference cannot read
        result = {"file": str(path), "error": f"{type(error).__name__}: {error}"[:200]}
    print(json.dumps(result), flush=True)
