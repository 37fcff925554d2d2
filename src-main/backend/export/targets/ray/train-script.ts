/** Python program that prepares the rows beside it with Ray Data and trains the same network with Ray Train. */
export const trainScript = String.raw`"""Prepares the rows in this folder with Ray Data and trains the same network on several workers with Ray Train.

    python train_ray.py --workers 2 --out again.json
    python train_ray.py --address auto --data s3://somewhere/rows --workers 16 --out again.json

Columns, cleaning, preparation, layers and settings are those of model.json. Each worker takes its share of every batch;
gradients are averaged over the workers, and all stop together where stopping early was set. again.json is model.json with the new weights: portrait_model.Model loads it.
"""
import argparse
import base64
import json
import os
import sys
from pathlib import Path

import numpy as np
import ray
import ray.train
from ray.train import ScalingConfig
from ray.train.tensorflow import TensorflowTrainer

here = Path(__file__).resolve().parent
sys.path.insert(0, str(here))
from portrait_model import Model  # noqa: E402
from portrait_prep import Preparation  # noqa: E402
from portrait_training import BINS, Stopping, counted_auc, label_sums, learning_rate, out_of_fold, score_counts  # noqa: E402

LABEL, PART = "portrait label", "portrait part"


def rows_of(batch, model):
    """Rows and labels of a batch; what is null in Parquet is missing."""
    columns = {c["name"]: [plain(v) for v in batch[c["name"]]] for c in model["inputs"]}
    rows = [{name: values[i] for name, values in columns.items()} for i in range(len(batch[LABEL]))]
    return rows, np.asarray(batch[LABEL], dtype=np.float64)


def encode(batch, model, sums=None):
    """A batch as features and label; sums of labels by value and fold where the rows are learnt from."""
    rows, y = rows_of(batch, model)
    prep = Preparation(model)
    x = prep.features(rows)
    return {"x": out_of_fold(prep, rows, x, sums) if sums else x, "y": y}


def sums_of(rows, model):
    """Labels by value and fold over all rows, of the columns that are encoded by the label."""
    prep = Preparation(model)
    if not any(step["type"] == "target" for step in model["prep"]["steps"]):
        return None
    # Sums of one batch are small whatever the rows: a value and fold each.
    def batch_sums(batch):
        found = label_sums(prep, *rows_of(batch, model))
        return {"sums": np.concatenate([one.ravel() for one in found])[None, :]}

    parts = rows.map_batches(batch_sums, batch_size=4096).iter_batches(batch_size=64)
    flat, at, sums = sum(part["sums"].sum(axis=0) for part in parts), 0, []
    for step in (one for one in model["prep"]["steps"] if one["type"] == "target"):
        shape = (1 + len(step["outputs"]), len(step["values"]) + 2, -1)
        size = shape[0] * shape[1] * 5
        sums.append(flat[at : at + size].reshape(shape))
        at += size
    return sums


def plain(value):
    if value is None or value != value:
        return None
    return value.item() if hasattr(value, "item") else value


def train_loop(config):
    import tensorflow as tf

    spec, training = config["model"]["spec"], config["training"]
    strategy = tf.distribute.MultiWorkerMirroredStrategy()
    workers = strategy.num_replicas_in_sync
    seed = config["seed"]

    def initial(shape, name, at):
        fan_in, fan_out = shape
        limit = {"glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}
        draw = np.random.default_rng([seed, at])
        if name == "zeros":
            return np.zeros(shape, np.float32)
        variance = next(v for k, v in limit.items() if name.startswith(k))
        if name.endswith("Uniform"):
            return draw.uniform(-np.sqrt(3 * variance), np.sqrt(3 * variance), shape).astype(np.float32)
        values = draw.standard_normal(shape)
        while (np.abs(values) > 2).any():
            values = np.where(np.abs(values) > 2, draw.standard_normal(shape), values)
        return (values * np.sqrt(variance) / 0.87962566103423978).astype(np.float32)

    weights, moving, plan, width = [], [], [], spec["inputs"]
    order = []  # as the file of the model lists them

    def variable(value, trainable):
        v = tf.Variable(np.asarray(value, np.float32), trainable=trainable)
        (weights if trainable else moving).append(v)
        order.append(v)
        return v

    with strategy.scope():
        for layer in spec["layers"] + [dict(spec["output"], type="dense", initialiser="glorotUniform", l1=0, l2=0)]:
            if layer["type"] == "dense":
                kernel = variable(initial((width, layer["units"]), layer["initialiser"], len(order)), True)
                plan.append((layer, kernel, variable(np.zeros(layer["units"]), True)))
                width = layer["units"]
            elif layer["type"] == "batchNorm":
                made = [variable(np.full(width, fill), t) for fill, t in ((1, True), (0, True), (0, False), (1, False))]
                plan.append((layer, *made))
            else:
                plan.append((layer,))
        slots = [[tf.Variable(tf.zeros_like(w), trainable=False) for w in weights] for _ in range(2)]
        step = tf.Variable(0, trainable=False, dtype=tf.int64)

    acts = dict(
        linear=lambda z: z, relu=tf.nn.relu, leakyRelu=lambda z: tf.nn.leaky_relu(z, 0.2), elu=tf.nn.elu,
        selu=tf.nn.selu, gelu=lambda z: tf.nn.gelu(z, approximate=False), swish=tf.nn.silu, softplus=tf.nn.softplus,
        tanh=tf.nn.tanh, sigmoid=tf.nn.sigmoid,
    )

    def forward(x, learning):
        """Outputs before the last activation, and what weights cost."""
        penalty = 0.0
        for at, (layer, *tensors) in enumerate(plan):
            if layer["type"] == "dense":
                kernel, bias = tensors
                z = x @ kernel + bias
                if layer["l1"] or layer["l2"]:
                    penalty += layer["l1"] * tf.reduce_sum(tf.abs(kernel)) + layer["l2"] * tf.reduce_sum(kernel**2)
                x = z if at == len(plan) - 1 else acts[layer["activation"]](z)
            elif layer["type"] == "dropout":
                x = tf.nn.dropout(x, layer["rate"]) if learning else x
            else:
                gamma, beta, mean, variance = tensors
                m, v = (mean, variance) if not learning else tf.nn.moments(x, [0])
                if learning:
                    for held, now in ((mean, m), (variance, v)):
                        context = tf.distribute.get_replica_context()
                        shared = context.all_reduce(tf.distribute.ReduceOp.MEAN, now)
                        held.assign(held * layer["momentum"] + shared * (1 - layer["momentum"]))
                x = gamma * (x - m) * tf.math.rsqrt(v + layer["epsilon"]) + beta
        return x, penalty

    def losses(z, y):
        name = spec["output"]["loss"]
        if name == "binaryCrossentropy":
            return tf.nn.sigmoid_cross_entropy_with_logits(y, z[:, 0])
        if name == "categoricalCrossentropy":
            return tf.nn.sparse_softmax_cross_entropy_with_logits(tf.cast(y, tf.int32), z)
        off = z[:, 0] - y
        if name == "meanSquaredError":
            return off**2
        if name == "meanAbsoluteError":
            return tf.abs(off)
        return tf.where(tf.abs(off) <= 1, off**2 / 2, tf.abs(off) - 0.5)

    optimiser = training["optimizer"]

    def update(gradients, rate):
        count = tf.cast(step, tf.float32)
        for w, g, m, v in zip(weights, gradients, *slots):
            kind = optimiser["type"]
            if kind == "sgd":
                move = rate * g
            elif kind == "momentum":
                m.assign(optimiser["momentum"] * m - rate * g)
                move = rate * g - optimiser["momentum"] * m if optimiser["nesterov"] else -m
            elif kind == "rmsprop":
                v.assign(optimiser["rho"] * v + (1 - optimiser["rho"]) * g**2)
                move = rate * g / (tf.sqrt(v) + optimiser["epsilon"])
            else:
                b1, b2 = optimiser["beta1"], optimiser["beta2"]
                m.assign(b1 * m + (1 - b1) * g)
                v.assign(b2 * v + (1 - b2) * g**2)
                slope = rate * tf.sqrt(1 - b2**count) / (1 - b1**count)
                move = slope * m / (tf.sqrt(v) + optimiser["epsilon"])
                if kind == "adamw":
                    move += rate * optimiser["weightDecay"] * w
            w.assign_sub(move)

    label = config["model"]["prep"]["label"]
    class_weights = tf.constant(config["classWeights"], tf.float32)

    @tf.function
    def train_step(x, y, rate):
        def one(x, y, rate):
            with tf.GradientTape() as tape:
                z, penalty = forward(x, True)
                each = losses(z, y)
                if config["classWeights"]:
                    each *= tf.gather(class_weights, tf.cast(y, tf.int32))
                loss = tf.reduce_mean(each) + penalty
            context = tf.distribute.get_replica_context()
            gradients = context.all_reduce(tf.distribute.ReduceOp.MEAN, tape.gradient(loss, weights))
            if training["clipNorm"] is not None:
                gradients, _ = tf.clip_by_global_norm(gradients, training["clipNorm"])
            step.assign_add(1)
            update(gradients, rate)
            return loss

        return strategy.reduce(tf.distribute.ReduceOp.MEAN, strategy.run(one, (x, y, rate)), axis=None)

    @tf.function
    def added_up(values):
        return strategy.reduce(tf.distribute.ReduceOp.SUM, strategy.run(lambda v: v, (values,)), axis=None)

    @tf.function
    def judged(x, y):
        z, _ = forward(x, False)
        return z, losses(z, y)

    def targets(batch):
        y = np.asarray(batch["y"], np.float64)
        return ((y - label["offset"]) * label["factor"] if label["kind"] == "number" else y).astype(np.float32)

    def validated(shard):
        """Loss, accuracy and AUC over the validation rows of all workers; None without rows."""
        told = np.zeros(3 + 2 * BINS)  # rows, losses, rightly told, rows by score
        for batch in shard.iter_batches(batch_size=4096):
            y = targets(batch)
            z, each = (part.numpy() for part in judged(tf.constant(np.asarray(batch["x"], np.float32)), tf.constant(y)))
            told[:2] += len(y), each.sum(dtype=np.float64)
            if label["kind"] == "classes":
                told[2] += (z.argmax(axis=1) == y).sum()
            elif label["kind"] == "binary":
                scores = 1 / (1 + np.exp(-z[:, 0].astype(np.float64)))
                told[2] += ((scores >= 0.5) == (y == 1)).sum()
                told[3:] += score_counts(scores, y == 1).ravel()
        told = added_up(tf.constant(told, tf.float64)).numpy()
        if told[0] == 0:
            return None
        return {"loss": told[1] / told[0], "accuracy": told[2] / told[0], "auc": counted_auc(told[3:].reshape(2, -1))}

    shard = ray.train.get_dataset_shard("train")
    check = ray.train.get_dataset_shard("validation")
    rank = ray.train.get_context().get_world_rank()
    size = max(1, training["batchSize"] // workers)
    stopping, best = Stopping(training["earlyStopping"]), None
    if not config["validation"]:
        stopping.metric = "loss"  # of the rows that are learnt from: there are no others to watch
    done, steps_per_epoch = 0, max(1, config["rows"] // workers // size)
    for epoch in range(training["epochs"]):
        total, steps = 0.0, 0
        batches = shard.iter_batches(
            batch_size=size, drop_last=True, local_shuffle_buffer_size=config["buffer"],
            local_shuffle_seed=seed + epoch * 1000 + rank,
        )
        for batch in batches:
            rate = tf.constant(learning_rate(training, done, steps_per_epoch), tf.float32)
            total += float(train_step(tf.constant(np.asarray(batch["x"], np.float32)), tf.constant(targets(batch)), rate))
            steps, done = steps + 1, done + 1
        told = validated(check) if stopping.setting and config["validation"] else None
        learnt = {"loss": total / max(1, steps)}
        watched = (told or learnt).get(stopping.metric, learnt["loss"])
        # Every worker has the same number, and takes the same way.
        if stopping.improved(watched) and stopping.restores:
            best = [v.numpy() for v in order]
        if rank == 0:
            validation = "" if told is None else " validation " + " ".join("%s %.5f" % one for one in told.items())
            line = "epoch %d loss %.5f rate %.6g steps %d workers %d"
            print(line % (epoch + 1, learnt["loss"], float(rate) if steps else 0, steps, workers) + validation, flush=True)
        if stopping.over:
            break
    if rank == 0:
        kept = best if best is not None else [v.numpy() for v in order]
        flat = np.concatenate([values.ravel() for values in kept]).astype("<f4")
        again = dict(config["model"])
        again["weights"] = {"kept": "last" if best is None else "best", "data": base64.b64encode(flat.tobytes()).decode()}
        Path(config["out"]).write_text(json.dumps(again), encoding="utf-8")
    ray.train.report({"loss": total / max(1, steps)})


def auc(scores, labels):
    order = np.argsort(scores, kind="stable")
    values, inverse, counts = np.unique(scores[order], return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    positive = labels[order] == 1
    p, n = positive.sum(), (~positive).sum()
    return (ranks[positive].sum() - p * (p + 1) / 2) / (p * n)


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--data", default=str(here / "rows.parquet"))
    args.add_argument("--out", default=str(here / "again.json"), help="a file every worker can reach")
    args.add_argument("--workers", type=int, default=2)
    args.add_argument("--epochs", type=int, default=None)
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--address", default=None, help="of a running cluster; else one is started here")
    args = args.parse_args()
    model = json.loads((here / "model.json").read_text(encoding="utf-8"))
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    # A worker, the driver of the pipeline and a reader: more places than a small machine has cores.
    places = {} if args.address else {"num_cpus": max(args.workers + 2, os.cpu_count() or 1)}
    environment = {
        "working_dir": str(here), "excludes": ["rows.parquet"], "env_vars": {"TF_CPP_MIN_LOG_LEVEL": "3"},
    }
    ray.init(args.address, runtime_env=environment, **places)
    training = dict(model["training"])
    if args.epochs is not None:
        training["epochs"] = args.epochs
    rows = ray.data.read_parquet(args.data)
    part = lambda name: rows.filter(lambda row: row[PART] == name)  # noqa: E731
    encoded = lambda name, sums=None: part(name).map_batches(  # noqa: E731
        encode, fn_kwargs={"model": model, "sums": sums}, batch_size=4096
    )
    learn = encoded("train", sums_of(part("train"), model)).materialize()
    check = encoded("validation").materialize()
    classes = model["prep"]["label"]["classes"]
    weights = training["classWeights"]
    if weights == "balanced" and classes:
        counts = np.bincount(np.concatenate([b["y"] for b in learn.iter_batches()]).astype(int), minlength=len(classes))
        weights = list(counts.sum() / (len(classes) * np.maximum(1, counts)))
    config = {
        "model": model, "training": training, "seed": args.seed, "out": str(Path(args.out).resolve()),
        "classWeights": weights if isinstance(weights, list) else [], "buffer": 65_536,
        "rows": learn.count(), "validation": check.count(),
    }
    TensorflowTrainer(
        train_loop, train_loop_config=config, datasets={"train": learn, "validation": check},
        scaling_config=ScalingConfig(num_workers=args.workers),
    ).fit()
    again = Model.load(config["out"])
    test = encoded("test").take_all()
    if test:
        x, y = np.array([row["x"] for row in test]), np.array([row["y"] for row in test])
        kind = again.model["prep"]["label"]["kind"]
        outputs = again.outputs(x)
        if kind == "binary":
            print("test rows %d AUC %.5f" % (len(y), auc(outputs[:, 0], y)))
        elif kind == "classes":
            print("test rows %d accuracy %.5f" % (len(y), np.mean(np.argmax(outputs, axis=1) == y)))
        else:
            label = again.model["prep"]["label"]
            found = outputs[:, 0] / label["factor"] + label["offset"]
            print("test rows %d mean absolute error %.6g" % (len(y), np.mean(np.abs(found - y))))
    ray.shutdown()


if __name__ == "__main__":
    main()
`;
