/** Python module with what Portrait's training decides beside gradients, in numpy alone: rates, when to stop, codes out of fold. */
export const trainingModule = String.raw`"""What training decides beside gradients: the learning rate of a step, when to stop, and mean labels out of fold."""
import math
import zlib

import numpy as np

FOLDS = 5


def learning_rate(training, step, steps_per_epoch):
    """The rate at a step, counted from 0, of a run of so many steps an epoch."""
    schedule, rate = training["schedule"], training["learningRate"]
    kind, epoch = schedule["type"], step / steps_per_epoch
    if kind == "step":
        return rate * schedule["factor"] ** (math.floor(epoch) // schedule["epochs"])
    if kind == "exponential":
        return rate * schedule["factor"] ** epoch
    if kind == "cosine":
        warm, final = schedule["warmupEpochs"], schedule["finalFactor"]
        if epoch < warm:
            return rate * (step + 1) / max(1, math.ceil(warm * steps_per_epoch))
        share = min(1, (epoch - warm) / max(training["epochs"] - warm, 1e-9))
        return rate * (final + (1 - final) * (1 + math.cos(math.pi * share)) / 2)
    return rate


class Stopping:
    """Remembers the best epoch; a value that is no number never is the best."""

    def __init__(self, setting):
        self.setting, self.best, self.wait = setting, None, 0
        self.metric = setting["metric"] if setting else "loss"

    def improved(self, value):
        delta = self.setting["minDelta"] if self.setting else 0
        known = self.best is not None and math.isfinite(self.best)
        better = not known or (value < self.best - delta if self.metric == "loss" else value > self.best + delta)
        if math.isfinite(value) and better:
            self.best, self.wait = value, 0
            return True
        self.best, self.wait = value if self.best is None else self.best, self.wait + 1
        return False

    @property
    def over(self):
        return self.setting is not None and self.wait >= self.setting["patience"]

    @property
    def restores(self):
        return self.setting is not None and self.setting["restoreBest"]


BINS = 1 << 14


def score_counts(scores, positive):
    """Positive and negative rows by score from 0 to 1, [2, BINS]: what a ROC AUC is made of, and can be added up over workers."""
    place = np.minimum((np.asarray(scores) * BINS).astype(np.int64), BINS - 1)
    return np.stack([np.bincount(place[positive == side], minlength=BINS) for side in (True, False)]).astype(np.float64)


def counted_auc(counts):
    """ROC AUC; scores of one bin are ties."""
    positive, negative = counts
    if not positive.sum() or not negative.sum():
        return math.nan
    below = np.cumsum(negative) - negative
    return float((positive * (below + negative / 2)).sum() / (positive.sum() * negative.sum()))


def folds_of(rows):
    """The fold of each row by a digest of what stands in it: the same on every worker, and equal rows share one."""
    text = lambda row: repr(sorted(row.items())).encode("utf-8", "surrogatepass")  # noqa: E731
    return np.array([zlib.crc32(text(row)) % FOLDS for row in rows], dtype=np.int64)


def _label(output, at, y):
    return y if output["name"] is None else (y == at).astype(np.float64)


def _places(step, texts):
    """Of each row: its value's position, then one for missing values, then one for those without a mean of their own."""
    known = {value: at for at, value in enumerate(step["values"])}
    count = len(known)
    return np.array([count if text is None else known.get(text, count + 1) for text in texts], dtype=np.int64)


def label_sums(prep, rows, y):
    """Rows and sums of labels by value and fold, one [1 + outputs, values + 2, FOLDS] a column encoded by the label."""
    folds, sums = folds_of(rows), []
    for _, step, texts in prep.mean_labels(rows):
        at = _places(step, texts) * FOLDS + folds
        shape = (len(step["values"]) + 2, FOLDS)
        each = [np.ones(len(rows)), *(_label(output, n, y) for n, output in enumerate(step["outputs"]))]
        sums.append(np.stack([np.bincount(at, w, shape[0] * FOLDS).reshape(shape) for w in each]))
    return sums


def out_of_fold(prep, rows, x, sums):
    """Features of rows that are learnt from: each mean label is made of the other folds alone, (sum + m mean) / (rows + m)."""
    x, folds = np.array(x), folds_of(rows)
    for (first, step, texts), (counts, *totals) in zip(prep.mean_labels(rows), sums):
        places = _places(step, texts)
        rest = counts.sum(axis=1, keepdims=True) - counts
        for at, (output, total) in enumerate(zip(step["outputs"], totals)):
            others, m = total.sum(axis=1, keepdims=True) - total, output["smoothing"]
            overall = others.sum(axis=0) / np.maximum(rest.sum(axis=0), 1)
            if m is None:
                means = np.broadcast_to(overall, rest.shape)
            else:
                joined = rest + m
                means = np.where(joined > 0, (others + m * overall) / np.where(joined > 0, joined, 1), overall)
            mean = np.where(places > len(step["values"]), overall[folds], means[places, folds])
            x[:, first + at] = ((mean - output["offset"]) * output["factor"]).astype(np.float32)
    return x
`;
