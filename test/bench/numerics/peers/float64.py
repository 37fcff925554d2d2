"""What numpy and scipy get in float64 for a matrix of interactions; one line of JSON.

Arguments: folder with pointer.i32, index.i32, value.f32, held.i32; users, items, lambda. Writes scores.f64 of the
asked users, [asked, items].
"""

import json
import os
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = "2"

import numpy as np  # noqa: E402
import scipy.sparse as sp  # noqa: E402

folder, users, items, penalty, asked = sys.argv[1], *map(int, sys.argv[2:4]), float(sys.argv[4]), int(sys.argv[5])


def read(name, kind):
    return np.fromfile(os.path.join(folder, name), kind)


matrix = sp.csr_matrix(
    (read("value.f32", np.float32).astype(np.float64), read("index.i32", np.int32), read("pointer.i32", np.int32)),
    (users, items),
)
started = time.perf_counter()
gram = (matrix.T @ matrix).toarray()
gram[np.diag_indices(items)] += penalty
inverse = np.linalg.inv(gram)
weights = inverse / -np.diag(inverse)
np.fill_diagonal(weights, 0)
seconds = time.perf_counter() - started
(matrix[:asked] @ weights).tofile(os.path.join(folder, "scores.f64"))
eigenvalues = np.linalg.eigvalsh(gram)
print(json.dumps({"seconds": seconds, "condition": float(eigenvalues[-1] / eigenvalues[0])}))
