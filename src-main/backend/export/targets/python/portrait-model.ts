/** Python module that scores with an exported model in numpy, float64: `shared/network` again. */
export const portraitModel = String.raw`"""Scores rows with a model exported by Portrait, with numpy alone.

    model = Model.load("model.json")
    scores = model.scores(rows)     # float64: probability; one of each class [n, classes]; or the value
    labels = model.labels(scores)   # by the threshold, or the likeliest; None for numbers
"""
import base64
import math

import numpy as np

from portrait_prep import Preparation

SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772
_erf = np.vectorize(math.erf, otypes=[np.float64])


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


ACTIVATIONS = dict(
    linear=lambda z: z,
    relu=lambda z: np.maximum(z, 0),
    leakyRelu=lambda z: np.where(z > 0, z, 0.2 * z),
    elu=lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
    selu=lambda z: SELU_SCALE * np.where(z > 0, z, SELU_ALPHA * np.expm1(np.minimum(z, 0))),
    gelu=lambda z: z * (1 + _erf(z * math.sqrt(0.5))) / 2,
    swish=lambda z: z * sigmoid(z),
    softplus=lambda z: np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))),
    tanh=np.tanh,
    sigmoid=sigmoid,
    softmax=softmax,
)


class Model:
    def __init__(self, model):
        self.model = model
        self.prep = Preparation(model)
        self.layers = self._layers()

    @classmethod
    def load(cls, path):
        return cls(Preparation.load(path).model)

    def _layers(self):
        """(kind, settings, tensors) in order: kernels and biases, moving averages as the layout lists them."""
        spec = self.model["spec"]
        numbers = np.frombuffer(base64.b64decode(self.model["weights"]["data"]), dtype="<f4").astype(np.float64)
        at, width, layers = 0, spec["inputs"], []

        def take(*shape):
            nonlocal at
            size = int(np.prod(shape))
            at += size
            return numbers[at - size : at].reshape(shape)

        for layer in spec["layers"]:
            if layer["type"] == "dense":
                layers.append(("dense", layer["activation"], (take(width, layer["units"]), take(layer["units"]))))
                width = layer["units"]
            elif layer["type"] == "batchNorm":
                layers.append(("batchNorm", layer["epsilon"], tuple(take(width) for _ in range(4))))
        output = spec["output"]
        layers.append(("dense", output["activation"], (take(width, output["units"]), take(output["units"]))))
        if at != len(numbers):
            raise ValueError("%d weights, the net has %d" % (len(numbers), at))
        return layers

    def outputs(self, features):
        x = np.asarray(features, dtype=np.float64)
        for kind, setting, tensors in self.layers:
            if kind == "dense":
                kernel, bias = tensors
                x = ACTIVATIONS[setting](x @ kernel + bias)
            else:
                gamma, beta, mean, variance = tensors
                x = gamma * ((x - mean) * (1 / np.sqrt(variance + setting))) + beta
        return x

    def scores(self, rows):
        outputs = self.outputs(self.prep.features(rows))
        label = self.model["prep"]["label"]
        if label["kind"] == "classes":
            return outputs
        only = outputs[:, 0]
        return only / label["factor"] + label["offset"] if label["kind"] == "number" else only

    def labels(self, scores):
        label = self.model["prep"]["label"]
        if label["kind"] == "number":
            return None
        if label["kind"] == "classes":
            return [label["classes"][i] for i in np.argmax(scores, axis=1)]
        threshold = (self.model["decision"] or {"threshold": 0.5})["threshold"]
        return [label["classes"][int(score >= threshold)] for score in scores]
`;
