export const scoreScript = String.raw`"""Scores a CSV file: python score.py people.csv scores.csv"""
import csv
import sys
from pathlib import Path

from portrait_model import Model


def score(source, target):
    model = Model.load(Path(__file__).parent / "model.json")
    label = model.model["prep"]["label"]
    rows = model.prep.read_csv(source)
    # It takes its name when it is whole.
    partial = Path(target + ".partial")
    try:
        with open(partial, "w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            if label["kind"] == "classes":
                out.writerow(["row", *("probability " + name for name in label["classes"]), "label"])
            else:
                out.writerow(["row", "value"] if label["kind"] == "number" else ["row", "probability", "label"])
            for start in range(0, len(rows), 10_000):
                scores = model.scores(rows[start : start + 10_000])
                labels = model.labels(scores)
                for at, score in enumerate(scores.tolist()):
                    named = [] if labels is None else [labels[at]]
                    out.writerow([start + at + 1, *(score if isinstance(score, list) else [score]), *named])
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


try:
    score(*sys.argv[1:3])
except (OSError, ValueError) as error:
    sys.exit(str(error))
`;

export const verifyScript = String.raw`"""Encodes and scores the rows of golden.json and compares: python verify.py"""
import json
import sys
from pathlib import Path

import numpy as np

from portrait_model import Model

here = Path(__file__).parent
golden = json.loads((here / "golden.json").read_text(encoding="utf-8"))
model = Model.load(here / "model.json")
names = [column["name"] for column in golden["columns"]]
rows = [dict(zip(names, row["row"])) for row in golden["rows"]]
features = model.prep.features(rows)
scores = model.scores(rows)
labels = model.labels(scores)
wrong = []
for at, row in enumerate(golden["rows"]):
    expected = np.array(row["features"], dtype=np.float32)
    for index in np.flatnonzero(features[at] != expected):
        name = golden["features"][index]
        wrong.append("%s: %s is %r instead of %r" % (row["why"], name, features[at][index], expected[index]))
    off = float(np.max(np.abs(np.atleast_1d(scores[at]) - row["scores"])))
    if not off <= 1e-9 * max(1.0, float(np.max(np.abs(row["scores"])))):
        wrong.append("%s: %s instead of %s" % (row["why"], scores[at], row["scores"]))
    if row["class"] is not None and labels[at] != golden["classes"][row["class"]]:
        wrong.append("%s: label %s instead of %s" % (row["why"], labels[at], row["class"]))
print("\n".join(wrong) or "%d rows agree, features bit for bit" % len(rows))
sys.exit(1 if wrong else 0)
`;
