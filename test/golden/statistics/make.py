"""Writes reference.json: AUC, rank tests and quantiles as scikit-learn, SciPy and NumPy compute them.

pip install numpy scipy scikit-learn; python make.py
"""

import json
from pathlib import Path

import numpy as np
from scipy.stats import chi2_contingency, kruskal, rankdata, spearmanr
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.linear_model import LinearRegression
from sklearn.metrics import roc_auc_score

random = np.random.default_rng(20)


def auc_case(name, scores, labels):
    return {
        "name": name,
        "scores": [float(x) for x in scores],
        "labels": [int(y) for y in labels],
        "auc": float(roc_auc_score(labels, scores)),
    }


def coin(rows, share=0.5):
    labels = (random.random(rows) < share).astype(int)
    labels[:2] = [0, 1]
    return labels


def v_corrected(groups, codes):
    """SciPy's chi-squared less its mean under independence, 1 where one grouping fixes the other."""
    table = np.zeros((max(groups) + 1, max(codes) + 1))
    np.add.at(table, (groups, codes), 1)
    table = table[table.sum(1) > 0][:, table.sum(0) > 0]
    chi2 = chi2_contingency(table, correction=False).statistic
    n, (k, r) = table.sum(), table.shape
    chance = (k - 1) * (r - 1) / (n - 1)
    return chi2, max(0, (chi2 / n - chance) / (min(k, r) - 1 - chance)) ** 0.5


def adjusted_r2(groups, y):
    """Of a least-squares fit by group: what V squared is for two classes."""
    fitted = LinearRegression().fit(np.eye(max(groups) + 1)[groups], y)
    n, k = len(y), len(set(groups))
    r2 = fitted.score(np.eye(max(groups) + 1)[groups], y)
    return 1 - (1 - r2) * (n - 1) / (n - k)


labels = [coin(80), coin(80, 0.1), coin(200, 0.02)]
aucs = [
    auc_case("continuous", random.normal(size=80) + labels[0], labels[0]),
    auc_case("ties in steps of one", np.round(random.normal(size=80) * 1.5 + labels[1]), labels[1]),
    auc_case("all tied", np.ones(80), labels[0]),
    auc_case("few positives", random.random(200), labels[2]),
    auc_case("huge offset", 1e9 + np.round(random.random(80), 3) + labels[0], labels[0]),
    auc_case("perfectly wrong", -labels[0], labels[0]),
    auc_case("float32", np.float32(random.random(80)), labels[1]),
]

x = np.round(random.normal(size=60), 1)
y = np.round(x**3 + random.normal(size=60), 1)
groups = random.integers(0, 4, 60)
h = kruskal(*[y[groups == g] for g in range(4)]).statistic
cats = random.integers(0, 7, 60)
classes = np.where(random.random(60) < 0.6, cats % 3, random.integers(0, 3, 60))
two = (classes > 0).astype(int)
chi2, v = v_corrected(cats, classes)
iris = load_iris()
cancer = load_breast_cancer()
worst = cancer.feature_names.tolist().index("worst perimeter")

reference = {
    "auc": aucs,
    "spearman": {"x": x.tolist(), "y": y.tolist(), "rho": float(spearmanr(x, y).statistic)},
    "kruskal": {"values": y.tolist(), "groups": groups.tolist(), "h": float(h)},
    "cramer": {"groups": cats.tolist(), "codes": classes.tolist(), "chi2": float(chi2), "v": float(v)},
    "binary": {"groups": cats.tolist(), "codes": two.tolist(),
               "v": float(adjusted_r2(cats, two) ** 0.5)},
    "ranks": {"values": x.tolist(), "ranks": rankdata(x).tolist()},
    "quantiles": {"values": sorted(x.tolist()), "at": [0.025, 0.25, 0.5, 0.975],
                  "found": np.quantile(x, [0.025, 0.25, 0.5, 0.975]).tolist()},
    "iris": {"columns": iris.data.T.tolist(), "codes": iris.target.tolist()},
    "worstPerimeter": auc_case("worst perimeter", cancer.data[:, worst], 1 - cancer.target),
}
text = json.dumps(reference, separators=(",", ":"))
Path(__file__).with_name("reference.json").write_text(text + "\n")
