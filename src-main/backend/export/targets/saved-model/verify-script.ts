export const verifyScript = String.raw`"""Scores the rows of golden.json and compares: python verify.py"""
import json
import math
import sys
from pathlib import Path

import numpy as np
import tensorflow as tf

here = Path(__file__).parent
golden = json.loads((here / "golden.json").read_text(encoding="utf-8"))
score = tf.saved_model.load(str(here)).signatures["serving_default"]
rows = golden["rows"]
wanted = score.structured_input_signature[1]


def column(at, number):
    values = [row["given"][at] for row in rows]
    if number:
        return tf.constant([math.nan if v is None else v for v in values], tf.float64)
    return tf.constant(["" if v is None else v for v in values], tf.string)


results = score(**{c["name"]: column(at, c["number"]) for at, c in enumerate(golden["given"]) if c["name"] in wanted})
names = {name.rstrip("_"): value.numpy() for name, value in results.items()}
scores = next(names[name] for name in ("probability", "probabilities", "value") if name in names)
labels = [text.decode() for text in names["label"]] if "label" in names else None
wrong, largest = [], 0.0
for at, row in enumerate(rows):
    got = np.atleast_1d(scores[at]).astype(np.float64)
    if row["tolerance"] is not None:
        off = float(np.max(np.abs(got - row["scores"])))
        largest = max(largest, off)
        if not off <= row["tolerance"]:
            wrong.append("%s: %s instead of %s" % (row["why"], got.tolist(), row["scores"]))
    if row["label"] is not None and labels[at] != row["label"]:
        wrong.append("%s: label %s instead of %s" % (row["why"], labels[at], row["label"]))
print("\n".join(wrong) or "%d rows agree, largest difference %.1e" % (len(rows), largest))
sys.exit(1 if wrong else 0)
`;
