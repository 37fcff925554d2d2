export const verifyScript = String.raw`"""Encodes and scores the rows of golden.json and compares: python verify.py"""
import json
import sys
from pathlib import Path

import keras
import numpy as np

from portrait_prep import Preparation

here = Path(__file__).parent
golden = json.loads((here / "golden.json").read_text(encoding="utf-8"))
prep = Preparation.load(here / "model.json")
label = prep.model["prep"]["label"]
model = keras.saving.load_model(here / "model.keras", compile=False)
names = [column["name"] for column in golden["columns"]]
rows = golden["rows"]
features = prep.features([dict(zip(names, row["row"])) for row in rows])
scores = np.asarray(model.predict(features, verbose=0), dtype=np.float64)
if label["kind"] == "number":
    scores = scores / label["factor"] + label["offset"]
wrong, largest = [], 0.0
for at, row in enumerate(rows):
    if not np.array_equal(features[at], np.array(row["features"], dtype=np.float32)):
        wrong.append("%s: other features" % row["why"])
    if row["tolerance"] is None:
        continue
    off = float(np.max(np.abs(scores[at] - row["scores"])))
    largest = max(largest, off)
    if not off <= row["tolerance"]:
        wrong.append("%s: %s instead of %s" % (row["why"], scores[at].tolist(), row["scores"]))
print("\n".join(wrong) or "%d rows agree, largest difference %.1e" % (len(rows), largest))
sys.exit(1 if wrong else 0)
`;
