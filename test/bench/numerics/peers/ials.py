"""Implicit ALS in float64 by numpy, from the given start, and a hybrid of it with EASE's scores; one line of JSON.

Arguments: folder with pointer.i32, index.i32, value.f32, start.f32 (items, [items, factors]) and EASE's scores.f64;
users, items, factors, iterations, unobserved, regularisation, EASE's weight in the hybrid, asked users. Writes ials.f64
and hybrid.f64, [asked, items].
"""

import json
import os
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = "2"

import numpy as np  # noqa: E402
import scipy.sparse as sp  # noqa: E402

folder, (users, items, factors, iterations) = sys.argv[1], map(int, sys.argv[2:6])
unobserved, regularisation, share = map(float, sys.argv[6:9])
asked = int(sys.argv[9])


def read(name, kind):
    return np.fromfile(os.path.join(folder, name), kind)


values = read("value.f32", np.float32).astype(np.float64)
by_user = sp.csr_matrix((values, read("index.i32", np.int32), read("pointer.i32", np.int32)), (users, items))
by_item = by_user.T.tocsr()


def equations(rows, row, v, gram):
    """(V' C V + unobserved V'V + ridge) x = V' c of one row (Hu, Koren & Volinsky 2008; ridge as in Rendle et al. 2021)."""
    start, end = rows.indptr[row], rows.indptr[row + 1]
    own, c = v[rows.indices[start:end]], rows.data[start:end]
    ridge = regularisation * (end - start + unobserved * rows.shape[1])
    return (own.T * c) @ own + gram + ridge * np.eye(factors), own.T @ c


def solve(rows, x, v, steps):
    """Conjugate gradients from the rows there are (Takacs, Pilaszy & Tikk 2011)."""
    gram = unobserved * (v.T @ v)
    for row in range(rows.shape[0]):
        if rows.indptr[row] == rows.indptr[row + 1]:
            x[row] = 0
            continue
        a, b = equations(rows, row, v, gram)
        residual = b - a @ x[row]
        direction = residual.copy()
        size = residual @ residual
        enough = size * 1e-13
        for _ in range(steps):
            if size <= enough:
                break
            ahead = a @ direction
            along = size / (direction @ ahead)
            x[row] += along * direction
            residual -= along * ahead
            last, size = size, residual @ residual
            direction = residual + size / last * direction


started = time.perf_counter()
theirs = read("start.f32", np.float32).astype(np.float64).reshape(items, factors)
ours = np.zeros((users, factors))
for _ in range(iterations):
    solve(by_user, ours, theirs, 3)
    solve(by_item, theirs, ours, 3)
seconds = time.perf_counter() - started
gram = unobserved * (theirs.T @ theirs)
scores = np.array([np.linalg.solve(*equations(by_user, user, theirs, gram)) for user in range(asked)]) @ theirs.T
scores.tofile(os.path.join(folder, "ials.f64"))


def standard(x):
    return (x - x.mean(1, keepdims=True)) / x.std(1, keepdims=True)


hybrid = share * standard(read("scores.f64", np.float64).reshape(asked, items)) + standard(scores)
hybrid.tofile(os.path.join(folder, "hybrid.f64"))
print(json.dumps({"seconds": seconds}))
