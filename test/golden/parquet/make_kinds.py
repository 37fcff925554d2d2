"""Makes kinds.parquet, nested.parquet and odd-text.parquet beside itself: pip install pyarrow; python make_kinds.py"""

import datetime
import decimal
import pathlib

import pyarrow as pa
import pyarrow.parquet as pq

here = pathlib.Path(__file__).parent
D = decimal.Decimal

kinds = pa.table(
    [
        pa.array([10, 20, None], pa.int64()),
        pa.array([1, 2, 3], pa.int64()),
        pa.array([b"\x80", b"\xff\xfe", b"\x01"], pa.binary()),
        pa.array([b"\x00\x01", b"\xff\x00", None], pa.binary(2)),
        pa.array([datetime.time(9, 30), datetime.time(23, 59, 59, 250000), None], pa.time64("us")),
        pa.array([3_600_000_000, 1_500_000, None], pa.duration("us")),
        pa.array([D("0.07"), D("-1.10"), None], pa.decimal128(9, 2)),
        pa.array([D("12345678901234567.89"), D("0.10"), None], pa.decimal128(20, 2)),
        pa.array([18446744073709551615, 1, None], pa.uint64()),
        pa.array([4294967295, 5, None], pa.uint32()),
        pa.array([1.5, -0.0, None], pa.float16()),
        pa.array([-1, 951782400000000001, None], pa.timestamp("ns")),
        pa.array([253402300800000000, -62167219200000001, None], pa.timestamp("us", "UTC")),
        pa.array([-719528, 19782, None], pa.date32()),
    ],
    names=[
        *["price", "price", "bytes", "fixed", "clock", "length", "cost", "long", "ulong", "uint"],
        *["half", "nanos", "micros", "day"],
    ],
)
pq.write_table(kinds, here / "kinds.parquet", compression="snappy")

nested = pa.table(
    {
        "numbers": pa.array([[1, None, 9007199254740993], [], None], pa.list_(pa.int64())),
        "reals": pa.array([[0.5, float("nan")], [float("inf")], None], pa.list_(pa.float64())),
        "lists": pa.array([[["a"], [], None], [[]], None], pa.list_(pa.list_(pa.string()))),
        "person": pa.array(
            [{"name": "Ann", "tags": ["x"]}, {"name": None, "tags": None}, None],
            pa.struct([("name", pa.string()), ("tags", pa.list_(pa.string()))]),
        ),
        "counts": pa.array([[("a", 1), ("b", None)], [], None], pa.map_(pa.string(), pa.int32())),
        "places": pa.array([[(1, "x"), (1, "y")], [], None], pa.map_(pa.int32(), pa.string())),
        "bytes": pa.array([[b"\x00"], [b"\xff"], None], pa.list_(pa.binary())),
    }
)
pq.write_table(nested, here / "nested.parquet", compression="zstd")

texts = [b"caf\xe9", b"caf\xe8", "café".encode()]
raw = pa.array(texts, pa.binary())
invalid = pa.Array.from_buffers(pa.string(), 3, raw.buffers())
plain = pa.table({"text": invalid, "words": pa.array([b"Ann", b"Lee", None], pa.binary())})
# Without Arrow's own schema the second column is bytes that nobody describes, as old writers leave their text.
pq.write_table(plain, here / "odd-text.parquet", compression="none", store_schema=False)

# Pages of the second kind that packing makes smaller.
numbers = pa.array([None if k % 7 == 0 else k // 30 for k in range(300)], pa.int64())
words = pa.array([None if k % 3 == 0 else "word" * (1 + k // 50) for k in range(300)])
pq.write_table(
    pa.table({"i": numbers, "s": words}),
    here / "pages-v2-packed.parquet",
    compression="snappy",
    data_page_version="2.0",
    use_dictionary=False,
    store_schema=False,
)
