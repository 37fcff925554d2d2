"""Reads a CSV with pandas and writes it into a fresh SQLite file; prints seconds and rows."""
import json, os, sqlite3, sys, tempfile, time
import pandas

with tempfile.TemporaryDirectory() as folder:
    started = time.perf_counter()
    frame = pandas.read_csv(sys.argv[1])
    connection = sqlite3.connect(os.path.join(folder, "bench.db"))
    frame.to_sql("t", connection, index=False)
    connection.close()
    seconds = time.perf_counter() - started
print(json.dumps({"seconds": seconds, "rows": len(frame), "pandas": pandas.__version__}))
