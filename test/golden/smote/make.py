"""Writes smote.json: what imbalanced-learn's SMOTENC makes of a small mixed table, and by which neighbours.

pip install imbalanced-learn; python make.py
"""

import json
from pathlib import Path

import numpy as np
from imblearn.over_sampling import SMOTENC

random = np.random.default_rng(4)
rows = 160
numbers = random.normal(size=(rows, 3)) * [1.0, 2.5, 0.4]
shop = random.integers(0, 4, rows)
plan = random.integers(0, 2, rows)
y = (random.random(rows) < 0.2).astype(int)
numbers[y == 1] += [0.8, 0, 0.3]
x = np.column_stack([numbers, shop, plan]).astype(np.float32)


class Kept(SMOTENC):
    """Keeps the neighbours that rows are made by."""

    def _make_samples(self, X, y_dtype, y_type, nn_data, nn_num, n_samples, *args, **kwargs):
        self.neighbours = nn_num
        return super()._make_samples(X, y_dtype, y_type, nn_data, nn_num, n_samples, *args, **kwargs)


sampler = Kept(categorical_features=[3, 4], k_neighbors=5, random_state=0)
made, labels = sampler.fit_resample(x, y)
Path(__file__).with_name("smote.json").write_text(
    json.dumps(
        {
            "x": x.astype(float).tolist(),
            "y": y.tolist(),
            "neighbours": sampler.neighbours.tolist(),
            "medianDeviation": float(sampler.median_std_[1]),
            "made": made[rows:].astype(float).tolist(),
            "madeLabels": labels[rows:].tolist(),
        }
    )
)
