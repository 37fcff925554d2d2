"""Writes groups.json: rates by group and their differences as fairlearn and scikit-learn compute them.

pip install fairlearn scikit-learn numpy; python make.py
"""

import json
from pathlib import Path

import numpy as np
from fairlearn.metrics import (
    MetricFrame,
    demographic_parity_difference,
    equal_opportunity_difference,
    equalized_odds_difference,
    false_positive_rate,
    selection_rate,
    true_positive_rate,
)
from sklearn.metrics import accuracy_score, mean_absolute_error, precision_score, roc_auc_score

random = np.random.default_rng(11)
rows = 700
group = np.array(["north", "south", "east", "west"])[random.integers(0, 4, rows) * (random.random(rows) < 0.7)]
actual = (random.random(rows) < np.where(group == "east", 0.5, 0.3)).astype(int)
scores = np.clip(
    0.3 * actual + 0.1 * (group == "south") + random.random(rows) * 0.7, 0, 1
).astype(np.float32)
threshold = 0.45
predicted = (scores >= np.float32(threshold)).astype(int)
frame = MetricFrame(
    metrics={
        "selected": selection_rate,
        "truePositive": true_positive_rate,
        "falsePositive": false_positive_rate,
        "precision": precision_score,
        "accuracy": accuracy_score,
        "observed": lambda truth, _: truth.mean(),
    },
    y_true=actual,
    y_pred=predicted,
    sensitive_features=group,
)
by = {name: {key: float(value) for key, value in frame.by_group[name].items()} for name in frame.by_group}
by["rocAuc"] = {key: float(roc_auc_score(actual[group == key], scores[group == key])) for key in np.unique(group)}
number = scores * 10
error = MetricFrame(
    metrics=mean_absolute_error, y_true=actual.astype(float), y_pred=number.astype(float), sensitive_features=group
)
gap = dict(y_true=actual, y_pred=predicted, sensitive_features=group)
Path(__file__).with_name("groups.json").write_text(
    json.dumps(
        {
            "group": group.tolist(),
            "actual": actual.tolist(),
            "scores": scores.astype(float).tolist(),
            "threshold": threshold,
            "byGroup": by,
            "gaps": {
                "demographicParity": float(demographic_parity_difference(**gap)),
                "equalOpportunity": float(equal_opportunity_difference(**gap)),
                "equalisedOdds": float(equalized_odds_difference(**gap)),
                "accuracy": float(frame.difference()["accuracy"]),
                "error": float(error.difference()),
            },
        }
    )
)
