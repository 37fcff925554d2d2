"""Writes keras.json: what Keras makes of small training runs that use every setting of the Train cell.

Made with Keras 3.15 on TensorFlow 2.21 and scikit-learn 1.9 in the environment of `npm run bench -- train`:
    ~/.cache/portrait/bench/train-peers/bin/python test/golden/training/make.py

Every optimiser meets every schedule; losses, activations, class weights, penalties, dropout, batch normalisation,
clipping and early stopping are spread over these twenty runs so that each optimiser meets each of them. The order of
rows and the dropout masks are what the engine must draw: Philox4x32-10 is written here once more, from its paper.
"""

import json
import os
import pathlib

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")
import keras
import numpy as np
import tensorflow as tf
from sklearn.metrics import roc_auc_score
from sklearn.utils.class_weight import compute_class_weight

ROWS, TRAIN, COLUMNS, BATCH, EPOCHS, RATE = 70, 54, 6, 16, 3, 0.02
STEPS = -(-TRAIN // BATCH)

OPTIMIZERS = [
    {"type": "sgd"},
    {"type": "momentum", "momentum": 0.8, "nesterov": True},
    {"type": "rmsprop", "rho": 0.8, "epsilon": 1e-6},
    {"type": "adam", "beta1": 0.85, "beta2": 0.99, "epsilon": 1e-6},
    {"type": "adamw", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-7, "weightDecay": 0.1},
]
SCHEDULES = [
    {"type": "constant"},
    {"type": "step", "epochs": 2, "factor": 0.5},
    {"type": "exponential", "factor": 0.6},
    {"type": "cosine", "warmupEpochs": 1, "finalFactor": 0.1},
]
OUTPUTS = [
    {"units": 1, "activation": "sigmoid", "loss": "binaryCrossentropy"},
    {"units": 3, "activation": "softmax", "loss": "categoricalCrossentropy"},
    {"units": 1, "activation": "linear", "loss": "meanSquaredError"},
    {"units": 1, "activation": "linear", "loss": "huber"},
    {"units": 1, "activation": "linear", "loss": "meanAbsoluteError"},
]
ACTIVATIONS = ["relu", "leakyRelu", "elu", "selu", "gelu", "swish", "softplus", "tanh", "sigmoid"]
KERAS_ACTIVATIONS = {
    "leakyRelu": "leaky_relu",
    "swish": "silu",
    "gelu": lambda x: keras.activations.gelu(x, approximate=False),
}


def philox(seed, step, purpose, count):
    """`count` 32-bit words. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (2011)."""
    blocks = np.arange(-(-count // 4), dtype=np.uint64)
    c = [blocks & 0xFFFFFFFF, blocks >> np.uint64(32), np.full_like(blocks, step), np.full_like(blocks, purpose)]
    k = [np.uint64(seed), np.uint64(0)]
    low = np.uint64(0xFFFFFFFF)
    for _ in range(10):
        a, b = c[0] * np.uint64(0xD2511F53), c[2] * np.uint64(0xCD9E8D57)
        c = [(b >> np.uint64(32)) ^ c[1] ^ k[0], b & low, (a >> np.uint64(32)) ^ c[3] ^ k[1], a & low]
        k = [(k[0] + np.uint64(0x9E3779B9)) & low, (k[1] + np.uint64(0xBB67AE85)) & low]
    return np.stack(c, 1).reshape(-1)[:count]


def row_order(seed, epoch):
    """Fisher and Yates's shuffle, from the end."""
    words = philox(seed, epoch, 2, TRAIN)
    order = np.arange(TRAIN)
    for drawn, i in enumerate(range(TRAIN - 1, 0, -1)):
        j = int(words[drawn] / 2**32 * (i + 1))
        order[i], order[j] = order[j], order[i]
    return order


def dropout_masks(spec, seed, step, rows):
    """For every dropout layer [rows, units] of 0 or 1 / (1 - rate)."""
    widths, width = [], COLUMNS
    for layer in spec["layers"]:
        width = layer.get("units", width)
        if layer["type"] == "dropout":
            widths.append((width, layer["rate"]))
    bits = 8 if all((rate * 256).is_integer() for _, rate in widths) else 16
    count = sum(units * rows for units, _ in widths)
    words = philox(seed, step, 0, -(-count * bits // 32))
    draws = words.astype("<u4").view(f"<u{bits // 8}")
    masks = []
    for units, rate in widths:
        part, draws = draws[: units * rows], draws[units * rows :]
        masks.append(((part >= round(rate * 2**bits)) / (1 - rate)).astype(np.float32).reshape(rows, units))
    return masks


class Warmup(keras.optimizers.schedules.LearningRateSchedule):
    """Up by equal parts of the rate from the first step on, then Keras's cosine."""

    def __init__(self, steps, then):
        self.steps, self.then = steps, then

    def __call__(self, step):
        step = tf.cast(step, tf.float32)
        return tf.where(step < self.steps, RATE * (step + 1) / self.steps, self.then(step - self.steps))


def learning_rate(schedule, epochs):
    decay = keras.optimizers.schedules.ExponentialDecay
    if schedule["type"] == "constant":
        return RATE
    if schedule["type"] == "step":
        return decay(RATE, schedule["epochs"] * STEPS, schedule["factor"], staircase=True)
    if schedule["type"] == "exponential":
        return decay(RATE, STEPS, schedule["factor"])
    warm = schedule["warmupEpochs"] * STEPS
    cosine = keras.optimizers.schedules.CosineDecay
    return Warmup(warm, cosine(RATE, epochs * STEPS - warm, alpha=schedule["finalFactor"]))


def optimizer_of(o, rate, clip):
    if o["type"] in ("sgd", "momentum"):
        return keras.optimizers.SGD(rate, o.get("momentum", 0.0), o.get("nesterov", False), global_clipnorm=clip)
    if o["type"] == "rmsprop":
        return keras.optimizers.RMSprop(rate, o["rho"], epsilon=o["epsilon"], global_clipnorm=clip)
    moments = {"beta_1": o["beta1"], "beta_2": o["beta2"], "epsilon": o["epsilon"], "global_clipnorm": clip}
    if o["type"] == "adam":
        return keras.optimizers.Adam(rate, **moments)
    return keras.optimizers.AdamW(rate, weight_decay=o["weightDecay"], **moments)


def model_of(spec):
    """The model, and its variables under the engine's names. Dropout masks come in as inputs of their own."""
    inputs = [keras.Input((COLUMNS,))]
    value, names, counts = inputs[0], [], {"dense": 0, "batchNorm": 0}
    for layer in spec["layers"]:
        if layer["type"] == "dropout":
            inputs.append(keras.Input((value.shape[1],)))
            value = value * inputs[-1]
            continue
        counts[layer["type"]] += 1
        if layer["type"] == "dense":
            penalty = keras.regularizers.L1L2(layer["l1"], layer["l2"])
            activation = KERAS_ACTIVATIONS.get(layer["activation"], layer["activation"])
            made = keras.layers.Dense(layer["units"], activation, kernel_regularizer=penalty)
            name, parts = f"dense_{counts['dense']}", ["kernel", "bias"]
        else:
            made = keras.layers.BatchNormalization(momentum=layer["momentum"], epsilon=layer["epsilon"])
            name, parts = f"batch_norm_{counts['batchNorm']}", ["gamma", "beta", "moving_mean", "moving_variance"]
        value = made(value)
        names += [(f"{name}/{part}", variable) for part, variable in zip(parts, made.weights)]
    last = keras.layers.Dense(spec["output"]["units"], spec["output"]["activation"])
    value = last(value)
    names += [("output/kernel", last.weights[0]), ("output/bias", last.weights[1])]
    return keras.Model(inputs, value), names


def tensors(names):
    return [
        {"name": name, "shape": list(v.shape), "data": [float(f"{x:.8g}") for x in v.numpy().reshape(-1)]}
        for name, v in names
    ]


def histograms(names, gradients):
    """numpy's, over all trainable numbers of a layer."""
    layers = {}
    for name, variable in names:
        if "moving" not in name:
            layers.setdefault(name.split("/")[0], []).append((variable.numpy().reshape(-1), gradients[variable.path]))
    binned = lambda parts: dict(zip(("counts", "edges"), (a.tolist() for a in np.histogram(np.concatenate(parts), 30))))
    return [
        {"layer": layer, "weights": binned([w for w, _ in parts]), "gradients": binned([g for _, g in parts])}
        for layer, parts in layers.items()
    ]


def train(case, x, targets):
    spec, settings, seed = case["spec"], case["settings"], case["seed"]
    output = spec["output"]
    y = targets[output["loss"]]
    keras.utils.set_random_seed(seed)
    model, names = model_of(spec)
    initial = tensors(names)
    optimizer = optimizer_of(settings["optimizer"], learning_rate(settings["schedule"], settings["epochs"]), settings["clipNorm"])
    gradients = {}
    clip = optimizer._clip_gradients

    def watched(grads):
        clipped = clip(grads)
        gradients.update({v.path: g.numpy().reshape(-1) for v, g in zip(model.trainable_variables, clipped)})
        return clipped

    optimizer._clip_gradients = watched
    snake = "".join("_" + c.lower() if c.isupper() else c for c in output["loss"])
    metric = "accuracy" if "crossentropy" in snake else "mae"
    losses = {"huber": keras.losses.Huber(), "mean_squared_error": "mse", "mean_absolute_error": "mae"}
    model.compile(optimizer, losses.get(snake, snake), metrics=[metric], run_eagerly=True)
    weights = None
    if settings["classWeights"] != "none":
        classes = (y.argmax(1) if output["units"] > 1 else y[:, 0])[:TRAIN].astype(int)
        given = settings["classWeights"]
        if given == "balanced":
            given = compute_class_weight("balanced", classes=np.unique(classes), y=classes)
        weights = dict(enumerate(map(float, given)))
    stopping = None
    if settings["earlyStopping"]:
        asked = settings["earlyStopping"]
        stopping = keras.callbacks.EarlyStopping(
            "val_loss", asked["minDelta"], asked["patience"], restore_best_weights=True, mode="min"
        )
        stopping.set_model(model)
        stopping.on_train_begin()
    whole = lambda rows: [np.ones((rows, *i.shape[1:]), np.float32) for i in model.inputs[1:]]
    records = []
    for epoch in range(settings["epochs"]):
        order = row_order(seed, epoch)
        sizes = [min(BATCH, TRAIN - i * BATCH) for i in range(STEPS)]
        masks = [dropout_masks(spec, seed, epoch * STEPS + i, rows) for i, rows in enumerate(sizes)] if len(model.inputs) > 1 else []
        fed = [np.concatenate(parts) for parts in zip(*masks)]
        history = model.fit(
            [x[order], *fed], y[order], batch_size=BATCH, shuffle=False, verbose=0, class_weight=weights,
            validation_data=([x[TRAIN:], *whole(ROWS - TRAIN)], y[TRAIN:]), validation_batch_size=ROWS,
        ).history
        logs = {name: float(values[-1]) for name, values in history.items()}
        record = {"loss": logs["loss"], "score": logs[metric], "valLoss": logs["val_loss"], "valScore": logs[f"val_{metric}"]}
        if output["loss"] == "binaryCrossentropy":
            said = model.predict([x[TRAIN:], *whole(ROWS - TRAIN)], verbose=0)
            record["valAuc"] = float(roc_auc_score(y[TRAIN:, 0], said[:, 0]))
        records.append(record)
        if stopping:
            stopping.on_epoch_end(epoch, logs)
            if model.stop_training:
                break
    last, bins = tensors(names), histograms(names, gradients)
    if stopping:
        stopping.on_train_end()
    best = tensors(names) if stopping else None
    return {**case, "initial": initial, "records": records, "last": last, "best": best, "histograms": bins}


def cases():
    for i, optimizer in enumerate(OPTIMIZERS):
        for j, schedule in enumerate(SCHEDULES):
            n = i * len(SCHEDULES) + j
            output = OUTPUTS[(i + j) % 5] if j else OUTPUTS[i % 2]
            classes = "crossentropy" in output["loss"]
            penalties = {"l1": 0.002 * (j % 2), "l2": 0.01 * (j > 1)}
            norm = [{"type": "batchNorm", "momentum": 0.9, "epsilon": 0.001}] if j != 1 else []
            drop = [{"type": "dropout", "rate": [0.25, 0.3][j % 2]}] if j != 2 else []
            first = {"type": "dense", "units": 8, "activation": ACTIVATIONS[n % 9], **penalties}
            second = {"type": "dense", "units": 5, "activation": ACTIVATIONS[(n + 4) % 9], "l1": 0, "l2": 0}
            early = {"metric": "loss", "patience": 2, "minDelta": 0.05} if j == 0 else None
            settings = {
                "optimizer": optimizer,
                "learningRate": RATE,
                "schedule": schedule,
                "batchSize": BATCH,
                "epochs": 12 if early else EPOCHS,
                "classWeights": ["balanced", [0.5, 2, 1][: max(2, output["units"])]][n % 2] if classes else "none",
                "clipNorm": [None, 0.4][(i + j) % 2],
                "earlyStopping": early,
            }
            spec = {"inputs": COLUMNS, "layers": [first, *norm, *drop, second, *drop], "output": output}
            yield {"name": f"{optimizer['type']}, {schedule['type']} rate, {output['loss']}", "spec": spec, "settings": settings, "seed": 100 + n}


def main():
    random = np.random.default_rng(7)
    x = random.uniform(-1, 1, (ROWS, COLUMNS)).astype(np.float32)
    score = x[:, :3].sum(1) + 0.3 * random.standard_normal(ROWS)
    kinds = np.digitize(score, [-0.6, 0.5])
    targets = {
        "binaryCrossentropy": (score > 0.3).astype(np.float32)[:, None],
        "categoricalCrossentropy": np.eye(3, dtype=np.float32)[kinds],
        **{loss: score.astype(np.float32)[:, None] for loss in ("meanSquaredError", "meanAbsoluteError", "huber")},
    }
    labels = {loss: (kinds if y.shape[1] > 1 else y[:, 0]).astype(float).tolist() for loss, y in targets.items()}
    out = {
        "made": {"keras": keras.__version__, "tensorflow": tf.__version__},
        "data": {"train": TRAIN, "columns": COLUMNS, "x": [float(f"{v:.8g}") for v in x.reshape(-1)], "labels": labels},
        "runs": [train(case, x, targets) for case in cases()],
    }
    pathlib.Path(__file__).with_name("keras.json").write_text(json.dumps(out) + "\n")


main()
