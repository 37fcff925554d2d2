"""Writes ties.json: ranking metrics under ties, by going through every order of the tied items.

pip install scikit-learn numpy; python test/golden/ranking/make.py
NDCG comes from scikit-learn's ndcg_score, which averages over ties; all others from the plain definitions on each order.
"""

import itertools
import json
import math
import pathlib
import random

import numpy as np
from sklearn.metrics import ndcg_score, roc_auc_score


def orders(scores):
    groups = [
        [item for item, score in enumerate(scores) if score == value]
        for value in sorted(set(scores), reverse=True)
    ]
    for parts in itertools.product(*(itertools.permutations(group) for group in groups)):
        yield [item for part in parts for item in part]


def of_order(order, relevant, k):
    hits = [item in relevant for item in order[:k]]
    found = sum(hits)
    precisions = sum(sum(hits[: at + 1]) / (at + 1) for at, hit in enumerate(hits) if hit)
    return {
        "hitRate": float(found > 0),
        "recall": found / len(relevant),
        "recallCapped": found / min(k, len(relevant)),
        "precision": found / k,
        "map": precisions / min(k, len(relevant)),
        "mrr": 1 / (hits.index(True) + 1) if found else 0.0,
    }


def case(scores, relevant, k):
    every = [of_order(order, set(relevant), k) for order in orders(scores)]
    values = {name: math.fsum(one[name] for one in every) / len(every) for name in every[0]}
    truth = np.array([[int(item in relevant) for item in range(len(scores))]])
    values["ndcg"] = float(ndcg_score(truth, np.array([scores], dtype=float), k=k))
    auc = None
    if len(relevant) < len(scores):
        auc = float(roc_auc_score(truth[0], scores))
    return {"scores": scores, "relevant": relevant, "k": k, "auc": auc, "values": values}


draw = random.Random(7)
cases = [case([1] * 9, [4], k) for k in (4, 5)]
for _ in range(60):
    length = draw.randint(2, 8)
    scores = [draw.randint(0, draw.choice([1, 2, 4, 9])) for _ in range(length)]
    relevant = sorted(draw.sample(range(length), draw.randint(1, length)))
    cases.append(case(scores, relevant, draw.randint(1, 6)))
path = pathlib.Path(__file__).with_name("ties.json")
path.write_text("[\n" + ",\n".join(json.dumps(one) for one in cases) + "\n]\n")
