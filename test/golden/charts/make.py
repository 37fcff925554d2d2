"""Writes rows.json and reference.json: what pandas and NumPy make of the charts of a small table.

pip install pandas; python make.py
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd

random = np.random.default_rng(7)
rows = 900
places = np.array(["Rome", "Oslo", "Lima", "Paris", "Cairo", "Tokyo", "Quito"])
start = np.datetime64("2023-11-20T00:00:00")
table = pd.DataFrame(
    {
        "when": start + random.integers(0, 200 * 24 * 60, rows).astype("timedelta64[m]"),
        "place": places[random.integers(0, 7, rows) * (random.random(rows) < 0.8)],
        "amount": np.round(random.lognormal(3, 1, rows), 2),
        "age": random.integers(18, 80, rows).astype(float),
        "paid": (random.random(rows) < 0.3).astype(float),
        "children": random.integers(0, 5, rows).astype(float),
        "user": random.integers(1, 120, rows),
    }
)
for name, share in {"amount": 0.05, "age": 0.04, "paid": 0.03, "place": 0.02, "when": 0.02}.items():
    table.loc[random.random(rows) < share, name] = None


def number(value):
    return None if pd.isna(value) else float(value)


def groups(keys, value, how):
    """Figure and rows of each group of a Series of keys, rows without a value left out of both."""
    frame = pd.DataFrame({"key": keys, "value": value}).dropna(subset=["value"])
    grouped = frame.groupby("key", dropna=False)["value"]
    figures = grouped.nunique() if how == "distinct" else grouped.agg(how)
    counts = grouped.size()
    return {
        ("missing" if pd.isna(key) else str(key)): [number(figures[key]), int(counts[key])]
        for key in figures.index
    }


def boxes(keys, value):
    result = {}
    frame = pd.DataFrame({"key": keys, "value": value}).dropna(subset=["value"])
    for key, own in frame.groupby("key", dropna=False)["value"]:
        first, median, third = np.quantile(own, [0.25, 0.5, 0.75])
        reach = 1.5 * (third - first)
        inside = own[(own >= first - reach) & (own <= third + reach)]
        result["missing" if pd.isna(key) else str(key)] = {
            "rows": len(own),
            "low": float(inside.min()),
            "first": float(first),
            "median": float(median),
            "third": float(third),
            "high": float(inside.max()),
            "mean": float(own.mean()),
            "beyond": int(len(own) - len(inside)),
        }
    return result


when = table["when"]
stretch = {
    "week": when.dt.to_period("W-SUN").dt.start_time,
    "month": when.dt.to_period("M").dt.start_time,
    "quarter": when.dt.to_period("Q").dt.start_time,
    "day": when.dt.floor("D"),
}
shown = {name: times.dt.strftime("%Y-%m-%d") for name, times in stretch.items()}
reference = {
    "byPlace": {
        how: groups(table["place"], table["amount"], how)
        for how in ["sum", "mean", "median", "min", "max"]
    },
    "usersByPlace": groups(table["place"], table["user"], "distinct"),
    "paidByPlace": groups(table["place"], table["paid"], "mean"),
    "byTime": {name: groups(times.dropna(), table["amount"][when.notna()], "sum") for name, times in shown.items()},
    "byWeekday": groups((when.dt.weekday + 1).dropna().astype(int), table["amount"][when.notna()], "mean"),
    "byHour": groups(when.dt.hour.dropna().astype(int), table["amount"][when.notna()], "count"),
    "boxes": boxes(table["place"], table["amount"]),
    "crossed": {
        f"{'missing' if pd.isna(place) else place}|{int(children)}": [float(own["amount"].mean()), int(own["amount"].count())]
        for (place, children), own in table.groupby(["place", "children"], dropna=False)
        if own["amount"].count() > 0
    },
    "shares": {
        f"{'missing' if pd.isna(place) else place}|{'missing' if pd.isna(paid) else int(paid)}": float(value)
        for (place, paid), value in (
            table.groupby(["place", "paid"], dropna=False).size()
            / table.groupby("place", dropna=False).size()
        ).items()
    },
}
stored = table.copy()
stored["when"] = when.dt.strftime("%Y-%m-%d %H:%M:%S")
folder = Path(__file__).parent
folder.joinpath("rows.json").write_text(
    json.dumps([[None if pd.isna(value) else value for value in row] for row in stored.itertuples(index=False)])
)
folder.joinpath("reference.json").write_text(json.dumps(reference))
