"""Rows, and what umap-learn's own functions make of their neighbours, as fuzzy.json.

pip install numpy==2.4.6 scikit-learn==1.9.1 umap-learn==0.5.12; python make_fuzzy.py
"""

import json
import os

import numpy as np
from sklearn.metrics import pairwise_distances
from umap.umap_ import fuzzy_simplicial_set, nearest_neighbors, smooth_knn_dist

r = np.random.default_rng(21)
people = 36
plain = r.normal(size=(people, 3)) + 4 * r.normal(size=(3, 3))[np.arange(people) % 3]
far = plain.copy()
far[7] += 1e4
cases = {
    "groups": plain,
    "small numbers": plain * 1e-6,
    "large numbers": plain * 1e6,
    # Some people are the same, and one group is all of one place.
    "the same people": np.round(plain / 3) * 3,
    "one far away": far,
    "few people": plain[:6],
}


def said(rows):
    # As they are read: float32.
    rows = rows.astype(np.float32).astype(float)
    k = min(15, len(rows) - 1)
    indices, distances, _ = nearest_neighbors(pairwise_distances(rows), k, "precomputed", {}, False, np.random.RandomState(1))
    sigmas, rhos = smooth_knn_dist(distances.astype(np.float32), float(k))
    graph, _, _ = fuzzy_simplicial_set(rows, k, np.random.RandomState(1), "euclidean", knn_indices=indices, knn_dists=distances.astype(np.float32))
    upper = graph.tocoo()
    weights = sorted((int(i), int(j), float(f"{w:.7g}")) for i, j, w in zip(upper.row, upper.col, upper.data) if i < j)
    # Where the last neighbour is as far as the next one, who is one is nobody's choice.
    order = np.sort(pairwise_distances(rows), axis=1)
    tied = bool(np.any(np.isclose(order[:, k - 1], order[:, k], rtol=1e-6, atol=0))) if k < len(rows) else False
    short = lambda values: [float(f"{v:.7g}") for v in values]
    return {"rows": rows.tolist(), "sigmas": short(sigmas), "rhos": short(rhos), "weights": None if tied else weights}


golden = {name: said(rows) for name, rows in cases.items()}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "fuzzy.json")
with open(path, "w") as out:
    json.dump(golden, out, separators=(",", ":"))
    out.write("\n")
