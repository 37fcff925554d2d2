"""Test ROC AUC of scikit-learn's histogram gradient boosting on train.csv and test.csv of a folder; the label comes last."""

import sys
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

folder = Path(sys.argv[1])
train = np.loadtxt(folder / "train.csv", delimiter=",")
test = np.loadtxt(folder / "test.csv", delimiter=",")
model = HistGradientBoostingClassifier(random_state=0).fit(train[:, :-1], train[:, -1])
print(roc_auc_score(test[:, -1], model.predict_proba(test[:, :-1])[:, 1]))
