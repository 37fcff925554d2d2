"""Ill-conditioned inputs and what scikit-learn and numpy in extended precision make of them, as numerics.json.

pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1; python make.py
"""

import json
import os
from fractions import Fraction
from math import sqrt

import numpy as np
from scipy.stats import spearmanr
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
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
    total = float(sum(f))
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

    return {"values": values, "sum": total, "mean": float(mean), "deviation": deviation, "quartiles": [quantile(s) for s in (0.25, 0.5, 0.75)]}


small = [float(v) for v in np.round(r.normal(size=40), 6)]
columns = {
    "offset 1e9": exact([1e9 + v for v in small]),
    "offset 1e15": exact([1e15 + v for v in small]),
    "up to 1e300": exact([v * 1e300 for v in small[:20]] + small[20:]),
    "both ends": exact([1.2e308, -1.2e308, 1e308, 0.0, -1e308, 1.1e308]),
    "one huge": exact([1e300] + [float(v) for v in range(1, 40)]),
    "cancelling": exact([1e16, 1.0, -1e16, 1e300, 3.0, -1e300, 0.1]),
    "past the end and back": exact([1.7e308, 1.7e308, -1.7e308, 1e-3, -1.6e308]),
    "tiny": exact([v * 1e-200 for v in small]),
}

# People in three groups; columns of every size and offset, one for all, and one twice.
q = np.random.default_rng(8)
people = 45
groups = np.arange(people) % 3
plain = q.normal(size=(people, 6)) + 6 * q.normal(size=(3, 6))[groups]
sizes = np.array([1, 1e-8, 1e8, 1e300, 1e-300, 1])
ill = plain * sizes + np.array([1e9, 0, 1e15, 0, 0, 0])
ill = np.column_stack([ill, np.full(people, 1e9), ill[:, 0]])


def standardised(table):
    """By rational numbers; a column that is the same for all is left out."""
    columns = []
    for column in table.T:
        f = [Fraction(float(v)) for v in column]
        mean = sum(f) / len(f)
        far = max(abs(v - mean) for v in f)
        if far == 0:
            continue
        square = float(sum(((v - mean) / far) ** 2 for v in f) / len(f))
        columns.append([float((v - mean) / far) / sqrt(square) for v in f])
    return np.array(columns).T


def components(z):
    pca = PCA(2, svd_solver="full").fit(z)
    return {"explained": pca.explained_variance_ratio_.tolist(), "places": np.abs(pca.transform(z)).tolist()}


def profile(table, segments):
    z = standardised(table)
    kept = z / sqrt(z.shape[1])
    found = KMeans(segments, n_init=50, tol=0, random_state=1).fit(kept)
    return {
        "table": table.tolist(),
        "standardised": z.tolist(),
        "pca": components(kept),
        "segments": found.labels_.tolist(),
        "inertia": float(found.inertia_),
    }


# Rows of which some differ in the last places only.
near = np.repeat(q.normal(size=(5, 4)) * 3, 4, axis=0) * (1 + 1e-12 * q.normal(size=(20, 4)))
tastes = np.array([[1e300, 2], [3, 1e15], [-1e300, 1e15 + 2], [7, 1e15 + 1], [7, -5], [1e-300, 4]])
golden = {
    "profiles": {
        "ill": profile(ill, 3),
        "fewer people than columns": profile(ill[:5], 2),
        "people nearly alike": profile(near, 5),
    },
    "spearman": {"x": tastes[:, 0].tolist(), "y": tastes[:, 1].tolist(), "rho": float(spearmanr(tastes[:, 0], tastes[:, 1])[0])},
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
