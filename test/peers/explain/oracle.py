"""What Captum and scikit-learn say about small nets, as JSON on standard output. Needs torch, captum and scikit-learn."""
import json
import sys

import numpy as np
import torch
from captum.attr import IntegratedGradients
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.inspection import partial_dependence, permutation_importance

torch.set_default_dtype(torch.float64)
random = np.random.default_rng(11)
activations = {
    "relu": torch.relu,
    "tanh": torch.tanh,
    "gelu": torch.nn.functional.gelu,
    "swish": torch.nn.functional.silu,
    "elu": torch.nn.functional.elu,
    "sigmoid": torch.sigmoid,
    "linear": lambda z: z,
}


def weights(*shape):
    return np.round(random.normal(0, 1 / np.sqrt(shape[0]), shape), 3)


def dense(units, activation):
    return {"type": "dense", "units": units, "activation": activation, "initialiser": "glorotUniform", "l1": 0, "l2": 0}


def make(inputs, layers, output):
    tensors, width, counts = {}, inputs, {"dense": 0, "batch_norm": 0}
    for layer in layers:
        if layer["type"] == "dense":
            counts["dense"] += 1
            name = f"dense_{counts['dense']}"
            tensors[f"{name}/kernel"] = weights(width, layer["units"])
            tensors[f"{name}/bias"] = np.round(random.normal(0, 0.3, layer["units"]), 3)
            width = layer["units"]
        else:
            counts["batch_norm"] += 1
            name = f"batch_norm_{counts['batch_norm']}"
            tensors[f"{name}/gamma"] = np.round(random.uniform(0.5, 1.5, width), 3)
            tensors[f"{name}/beta"] = np.round(random.normal(0, 0.3, width), 3)
            tensors[f"{name}/moving_mean"] = np.round(random.normal(0, 0.3, width), 3)
            tensors[f"{name}/moving_variance"] = np.round(random.uniform(0.5, 1.5, width), 3)
    tensors["output/kernel"] = weights(width, output["units"])
    tensors["output/bias"] = np.round(random.normal(0, 0.3, output["units"]), 3)
    return {"inputs": inputs, "layers": layers, "output": output}, tensors


def forward(spec, tensors, x):
    t = {name: torch.tensor(value) for name, value in tensors.items()}
    counts = {"dense": 0, "batch_norm": 0}
    for layer in spec["layers"]:
        if layer["type"] == "dense":
            counts["dense"] += 1
            name = f"dense_{counts['dense']}"
            x = activations[layer["activation"]](x @ t[f"{name}/kernel"] + t[f"{name}/bias"])
        else:
            counts["batch_norm"] += 1
            name = f"batch_norm_{counts['batch_norm']}"
            scale = t[f"{name}/gamma"] / torch.sqrt(t[f"{name}/moving_variance"] + layer["epsilon"])
            x = (x - t[f"{name}/moving_mean"]) * scale + t[f"{name}/beta"]
    z = x @ t["output/kernel"] + t["output/bias"]
    kind = spec["output"]["activation"]
    return torch.softmax(z, 1) if kind == "softmax" else activations[kind](z)


def attributions():
    binary = {"units": 1, "activation": "sigmoid", "loss": "binaryCrossentropy"}
    classes = {"units": 3, "activation": "softmax", "loss": "categoricalCrossentropy"}
    number = {"units": 1, "activation": "linear", "loss": "meanSquaredError"}
    norm = {"type": "batchNorm", "momentum": 0.9, "epsilon": 0.001}
    cases = [
        (5, [dense(6, "gelu"), dense(4, "swish")], classes, 1),
        (6, [dense(16, "relu"), dense(8, "relu")], binary, 0),
        (4, [dense(6, "elu"), norm, dense(3, "tanh")], number, 0),
        (3, [], binary, 0),
    ]
    for inputs, layers, output, unit in cases:
        spec, tensors = make(inputs, layers, output)
        x, baseline = np.round(random.normal(0, 1.5, (2, inputs)), 3)
        explain = IntegratedGradients(lambda rows: forward(spec, tensors, rows))
        made = explain.attribute(
            torch.tensor(x[None]), torch.tensor(baseline[None]), target=unit, n_steps=20000, method="riemann_middle"
        )
        scores = forward(spec, tensors, torch.tensor(np.stack([x, baseline])))[:, unit]
        yield {
            "spec": spec,
            "weights": {name: value.tolist() for name, value in tensors.items()},
            "x": x.tolist(),
            "baseline": baseline.tolist(),
            "unit": unit,
            "score": scores[0].item(),
            "baselineScore": scores[1].item(),
            "contributions": made[0].tolist(),
        }


class Net(ClassifierMixin, BaseEstimator):
    def __init__(self, spec=None, tensors=None, scale=None):
        self.spec, self.tensors, self.scale = spec, tensors, scale

    def fit(self, x, y):
        self.classes_ = np.array([0, 1])
        return self

    def predict_proba(self, x):
        encoded = (x - self.scale[0]) * self.scale[1]
        p = forward(self.spec, self.tensors, torch.tensor(encoded)).numpy()
        return np.hstack([1 - p, p])

    def predict(self, x):
        return (self.predict_proba(x)[:, 1] >= 0.5).astype(int)


def table(repeats):
    spec, tensors = make(3, [dense(5, "tanh")], {"units": 1, "activation": "sigmoid", "loss": "binaryCrossentropy"})
    tensors["output/kernel"] *= 3
    x = np.round(np.column_stack([random.normal(40, 12, 150), random.gamma(2, 30, 150), random.normal(5, 2, 150)]), 2)
    scale = np.array([[40.0, 60.0, 5.0], [0.08, 0.02, 0.5]])
    net = Net(spec, tensors, scale).fit(None, None)
    y = (random.uniform(0, 1, 150) < net.predict_proba(x)[:, 1]).astype(int)
    importance = permutation_importance(net, x, y, scoring="roc_auc", n_repeats=repeats, random_state=3)
    dependence = []
    for column in range(3):
        made = partial_dependence(net, x, [column], kind="both", grid_resolution=21, response_method="predict_proba")
        dependence.append(
            {
                "values": made["grid_values"][0].tolist(),
                "average": made["average"][0].tolist(),
                "individual": made["individual"][0][:4].tolist(),
            }
        )
    return {
        "spec": spec,
        "weights": {name: value.tolist() for name, value in tensors.items()},
        "offsets": scale[0].tolist(),
        "factors": scale[1].tolist(),
        "x": x.tolist(),
        "y": y.tolist(),
        "importance": {"mean": importance.importances_mean.tolist(), "deviation": importance.importances_std.tolist(), "repeats": repeats},
        "dependence": dependence,
    }


json.dump({"attributions": list(attributions()), "table": table(400)}, sys.stdout)
