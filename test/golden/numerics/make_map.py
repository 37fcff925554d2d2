"""Digits, where umap-learn places them, and how well that keeps neighbours by scikit-learn, as map.json.

pip install numpy==2.4.6 scikit-learn==1.9.1 umap-learn==0.5.12; python make_map.py
"""

import json
import os

import numpy as np
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness
from umap import UMAP

neighbours = 10
rows = load_digits().data[:400]
# Each seed draws another map: the lowest of five is what a map must come to.
maps = [UMAP(n_neighbors=15, min_dist=0.1, random_state=seed).fit_transform(rows) for seed in range(5)]
kept = [trustworthiness(rows, one, n_neighbors=neighbours) for one in maps]
# As they are written, so that the value is of the places in the file.
places = np.round(maps[0].astype(float), 3)
golden = {
    "neighbours": neighbours,
    "rows": ["".join(format(int(v), "x") if v < 16 else "g" for v in row) for row in rows],
    "places": places.tolist(),
    "trustworthiness": float(trustworthiness(rows, places, n_neighbors=neighbours)),
    "umap": {"least": min(kept), "most": max(kept)},
    "pca": float(trustworthiness(rows, PCA(2).fit_transform(rows), n_neighbors=neighbours)),
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "map.json")
with open(path, "w") as out:
    json.dump(golden, out, separators=(",", ":"))
    out.write("\n")
