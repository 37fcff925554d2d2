"""Columns and labels of every offset and size, and scikit-learn's regressions of them scaled exactly, as offsets.json.

pip install numpy==2.4.6 scikit-learn==1.9.1; python make_offsets.py
"""

import json
import os
from fractions import Fraction
from math import sqrt

import numpy as np
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import log_loss, mean_absolute_error, mean_squared_error, median_absolute_error, r2_score, roc_auc_score

r = np.random.default_rng(13)
rows, learnt = 80, 60
plain = r.normal(size=(rows, 5))
columns = plain * [1e3, 1, 1e-12, 1e12, 1e-2] + [5e9, 1e12, 0, 0, -3e10]
signal = plain @ [1.5, -1, 0.7, 2, 0.5]
noise = 0.5 * r.normal(size=rows)
binary = (signal + r.logistic(size=rows) > 0).astype(int)


def centred(values):
    """Less the mean of those learnt from, by rational numbers; and that mean."""
    f = [Fraction(float(v)) for v in values]
    mean = sum(f[:learnt]) / learnt
    return np.array([float(v - mean) for v in f]), float(mean)


def standardised(column):
    apart, _ = centred(column)
    return apart / sqrt(sum(Fraction(v) ** 2 for v in apart[:learnt]) / learnt)


z = np.column_stack([standardised(column) for column in columns.T])


def regression(label):
    y, mean = centred(label)
    # Labels of any size: scikit-learn's own tolerances are for some about 1.
    size = float(np.max(np.abs(y)))
    found = LinearRegression().fit(z[:learnt], y[:learnt] / size).predict(z[learnt:]) * size
    actual = y[learnt:]
    return {
        "label": label.tolist(),
        "mean": mean,
        "above": found.tolist(),
        "mae": mean_absolute_error(actual, found),
        "rmse": sqrt(mean_squared_error(actual / size, found / size)) * size,
        "r2": r2_score(actual / size, found / size),
        "medianError": median_absolute_error(actual, found),
    }


logistic = LogisticRegression(C=1, tol=1e-12, max_iter=100000, solver="newton-cg").fit(z[:learnt], binary[:learnt])
likely = logistic.predict_proba(z[learnt:])[:, 1]
golden = {
    "learnt": learnt,
    "columns": columns.tolist(),
    "numbers": {
        name: regression((signal + noise) * size + offset)
        for name, size, offset in [
            ("about 0", 1, 0),
            ("about 1e9", 1, 1e9),
            ("about -5e9, in hundreds", 100, -5e9),
            ("about 1e12", 1, 1e12),
            ("of 1e-12", 1e-12, 0),
            ("of 1e12", 1e12, 0),
            ("of 1e30", 1e30, 0),
            ("of 1e200", 1e200, 0),
            ("of 1e-200", 1e-200, 0),
        ]
    },
    "binary": {
        "label": binary.tolist(),
        "likely": likely.tolist(),
        "logLoss": log_loss(binary[learnt:], likely),
        "rocAuc": roc_auc_score(binary[learnt:], likely),
    },
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "offsets.json")
with open(path, "w") as out:
    json.dump(golden, out, separators=(",", ":"))
    out.write("\n")
