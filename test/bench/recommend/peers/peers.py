"""implicit and numpy on the interactions of the bench; figures and seconds as one line of JSON."""

import json
import os
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = "2"
for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(name, None)

import implicit  # noqa: E402
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
import scipy.sparse as sp  # noqa: E402
from rectools import Columns  # noqa: E402
from rectools.metrics import MRR, NDCG, HitRate, Precision, Recall, calc_metrics  # noqa: E402

folder = sys.argv[1]


def read(name, kind):
    return np.fromfile(os.path.join(folder, name), kind)


def rows(name, columns):
    pointer, index = read(f"{name}.pointer", np.int32), read(f"{name}.index", np.int32)
    return sp.csr_matrix((np.ones(len(index), np.float32), index, pointer), (len(pointer) - 1, columns))


items = int(sys.argv[2])
train, relevant = rows("train", items), rows("relevant", items)
users = read("users", np.int32)
metrics = {
    "hitRate": HitRate(k=10),
    "recall": Recall(k=10),
    "precision": Precision(k=10),
    "mrr": MRR(k=10),
    "ndcg": NDCG(k=10, divide_by_achievable=True),
}


def frame(user, item):
    return pd.DataFrame({Columns.User: user, Columns.Item: item})


truth = relevant[users].tocoo()
interactions = frame(users[truth.row], truth.col)


def measure(top):
    ranked = frame(np.repeat(users, top.shape[1]), top.ravel())
    ranked[Columns.Rank] = np.tile(np.arange(1, top.shape[1] + 1), len(users))
    started = time.perf_counter()
    found = calc_metrics(metrics, reco=ranked[ranked[Columns.Item] >= 0], interactions=interactions)
    return {key: float(value) for key, value in found.items()}, time.perf_counter() - started


def fitted(model):
    started = time.perf_counter()
    model.fit(train, show_progress=False)
    seconds = time.perf_counter() - started
    top, _ = model.recommend(users, train[users], N=10)
    return {"seconds": seconds, **measure(top)[0]}


def ease(penalty):
    started = time.perf_counter()
    gram = (train.T @ train).toarray()
    gram[np.diag_indices(items)] += penalty
    inverse = np.linalg.inv(gram)
    weights = inverse / -np.diag(inverse)
    np.fill_diagonal(weights, 0)
    seconds = time.perf_counter() - started
    started = time.perf_counter()
    scores = train[users] @ weights
    scores[train[users].nonzero()] = -np.inf
    top = np.argsort(-scores, axis=1)[:, :10]
    found, counted = measure(top)
    return {"seconds": seconds, "rankSeconds": time.perf_counter() - started, "countSeconds": counted, **found}


implicit.cpu.als.check_blas_config = lambda *_: None
result = {
    "ease500": ease(500.0),
    "ials64": fitted(implicit.als.AlternatingLeastSquares(64, iterations=15, num_threads=2, random_state=1)),
    "ials128": fitted(implicit.als.AlternatingLeastSquares(128, iterations=15, num_threads=2, random_state=1)),
    "bpr64": fitted(implicit.bpr.BayesianPersonalizedRanking(64, iterations=100, num_threads=2, random_state=1)),
    "ours": measure(read("top", np.int32).reshape(len(users), 10))[0],
}
print(json.dumps(result))
