"""Ill-conditioned inputs and what scikit-learn and numpy in extended precision make of them, as numerics.json.

pip install numpy==2.4.6 scikit-learn==1.9.1; python make.py
"""

import json
import os
from fractions import Fraction
from math import sqrt

import numpy as np
from sklearn.linear_model import LinearRegression, LogisticRegression

r = np.random.default_rng(5)
rows = 60
a, b, c = r.normal(size=(3, rows))
group = r.integers(0, 2, rows)
# Two columns that are nearly one, one of a hundred times the size, and both halves of a yes and no.
x = np.float32(np.stack([a, a + 1e-3 * b, 100 * c, group, 1 - group], 1)).astype(float)
score = 2 * a + 1.5 * b - c + group
number = np.float32(score + 0.1 * r.normal(size=rows)).astype(float)
binary = (score + r.logistic(size=rows) > 0).astype(int)
classes = np.digitize(score + r.logistic(size=rows), [-1, 1])
logistic = LogisticRegression(C=1, tol=1e-12, max_iter=100000, solver="newton-cg")
# Separable: without a ridge there is no optimum.
separable = (a > 0).astype(int)


def exact(values):
    """Mean, sample deviation, and the quartiles, by rational numbers."""
    f = [Fraction(v) for v in values]
    mean = sum(f) / len(f)
    square = sum((v - mean) ** 2 for v in f) / (len(f) - 1)
    # The root of a square beyond float64: by its size first.
    size = max(abs(v - mean) for v in f)
    deviation = float(size) * sqrt(float(square / size**2))
    f.sort()

    def quantile(share):
        rank = (len(f) - 1) * Fraction(share)
        low = f[int(rank)]
        high = f[min(int(rank) + 1, len(f) - 1)]
        return float(low + (high - low) * (rank - int(rank)))

    return {"values": values, "mean": float(mean), "deviation": deviation, "quartiles": [quantile(s) for s in (0.25, 0.5, 0.75)]}


small = [float(v) for v in np.round(r.normal(size=40), 6)]
columns = {
    "offset 1e9": exact([1e9 + v for v in small]),
    "offset 1e15": exact([1e15 + v for v in small]),
    "up to 1e300": exact([v * 1e300 for v in small[:20]] + small[20:]),
    "both ends": exact([1.2e308, -1.2e308, 1e308, 0.0, -1e308, 1.1e308]),
    "one huge": exact([1e300] + [float(v) for v in range(1, 40)]),
    "tiny": exact([v * 1e-200 for v in small]),
}
golden = {
    "x": x.tolist(),
    "number": number.tolist(),
    "binary": binary.tolist(),
    "classes": classes.tolist(),
    "separable": separable.tolist(),
    "predictions": {
        "number": LinearRegression().fit(x, number).predict(x).tolist(),
        "binary": logistic.fit(x, binary).predict_proba(x)[:, 1].tolist(),
        "separable": logistic.fit(x, separable).predict_proba(x)[:, 1].tolist(),
        "classes": logistic.fit(x, classes).predict_proba(x).tolist(),
    },
    "columns": columns,
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "numerics.json")
with open(path, "w") as out:
    json.dump(golden, out, separators=(",", ":"))
    out.write("\n")
