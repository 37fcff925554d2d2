"""Trains the benchmark's nets with Keras, PyTorch and scikit-learn; prints one JSON line.

usage: peers.py PEER DATA_FOLDER JOB   (JOB is JSON: {"mode": "speed" | "losses", "cases": [...], ...})
"""

import json
import os
import statistics
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
peer, folder, job = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
repeats = job.get("repeats", 5)

import numpy as np


def load(case):
    rows, columns = case["rows"], case["columns"]
    x = np.fromfile(f"{folder}/x-{columns}.f32", dtype=np.float32)[: rows * columns].reshape(rows, columns)
    y = np.fromfile(f"{folder}/y-{columns}.f32", dtype=np.float32)[:rows]
    return x, y


def timed(epoch, steps, warm=2):
    for _ in range(warm):
        epoch()
    rates = []
    for _ in range(repeats):
        started = time.perf_counter()
        epoch()
        rates.append(steps / (time.perf_counter() - started))
    return rates


def keras_model(case, jit=False, steps_per_execution=1):
    import keras

    layers = [keras.Input((case["columns"],))]
    for units in case["units"]:
        layers += [keras.layers.Dense(units, "relu"), keras.layers.Dropout(0.5)]
    model = keras.Sequential(layers + [keras.layers.Dense(1, "sigmoid")])
    model.compile(
        keras.optimizers.Adam(0.001),
        "binary_crossentropy",
        metrics=["accuracy"],
        jit_compile=jit,
        steps_per_execution=steps_per_execution,
    )
    return model


def keras_speed(case, jit=False, steps_per_execution=1):
    x, y = load(case)
    steps = case["rows"] // case["batch"]
    model = keras_model(case, jit, min(steps, steps_per_execution))
    return timed(lambda: model.fit(x, y, batch_size=case["batch"], epochs=1, verbose=0), steps)


def keras_best_execution(case):
    runs = [keras_speed(case, steps_per_execution=count) for count in (10, 50, 250)]
    return max(runs, key=statistics.median)


def torch_speed(case, compiled=False):
    import torch

    x, y = (torch.from_numpy(a) for a in load(case))
    y = y.reshape(-1, 1)
    layers, width = [], case["columns"]
    for units in case["units"]:
        layers += [torch.nn.Linear(width, units), torch.nn.ReLU(), torch.nn.Dropout(0.5)]
        width = units
    model = torch.nn.Sequential(*layers, torch.nn.Linear(width, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001, fused=True)
    loss_of = torch.nn.BCEWithLogitsLoss()
    forward = torch.compile(model) if compiled else model
    batch, steps = case["batch"], case["rows"] // case["batch"]

    def epoch():
        order = torch.randperm(case["rows"])
        for i in range(steps):
            rows = order[i * batch : (i + 1) * batch]
            optimizer.zero_grad(set_to_none=True)
            loss_of(forward(x[rows]), y[rows]).backward()
            optimizer.step()

    return timed(epoch, steps)


def sklearn_speed(case):
    from sklearn.neural_network import MLPClassifier

    x, y = load(case)
    model = MLPClassifier(case["units"], batch_size=case["batch"], alpha=0, random_state=1)
    classes = np.unique(y)
    return timed(lambda: model.partial_fit(x, y, classes=classes), case["rows"] // case["batch"])


def keras_losses(case):
    """Final training and validation loss for each seed."""
    import keras

    x, y = load(case)
    split = case["rows"] * 4 // 5
    out = []
    for seed in range(job["seeds"]):
        keras.utils.set_random_seed(seed + 1)
        model = keras_model(case, steps_per_execution=50)
        history = model.fit(
            x[:split],
            y[:split],
            batch_size=case["batch"],
            epochs=job["epochs"],
            validation_data=(x[split:], y[split:]),
            verbose=0,
        ).history
        out.append([history["loss"][-1], history["val_loss"][-1]])
    return out


speeds = {
    "keras": keras_speed,
    "keras-executions": keras_best_execution,
    "keras-jit": lambda case: keras_speed(case, jit=True),
    "torch": torch_speed,
    "torch-compile": lambda case: torch_speed(case, compiled=True),
    "sklearn": sklearn_speed,
}
run = keras_losses if job["mode"] == "losses" else speeds[peer]
print(json.dumps([run(case) for case in job["cases"]]))
