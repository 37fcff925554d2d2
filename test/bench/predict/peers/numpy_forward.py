"""The same rows through the same preparation and net, with pandas and numpy: python numpy_forward.py model.json rows.csv scores.bin"""
import base64, json, sys, time
import numpy as np, pandas as pd

model = json.load(open(sys.argv[1]))
began = time.perf_counter()
rows = pd.read_csv(sys.argv[2], dtype=str, keep_default_na=False, na_values=[""])
read = time.perf_counter() - began


def encode(frame):
    parts = []
    for step in model["prep"]["steps"]:
        column = frame[step["column"]]
        if step["type"] == "numeric":
            x = pd.to_numeric(column).to_numpy(np.float64)
            gone = np.isnan(x)
            x = np.where(gone, step["fill"], x)
            if step["log"]:
                x = np.sign(x) * np.log1p(np.abs(x))
            parts.append(((x - step["offset"]) * step["factor"])[:, None])
            if step["missing"]:
                parts.append(gone.astype(np.float64)[:, None])
        elif step["type"] == "oneHot":
            values = step["values"]
            codes = pd.Categorical(column.where(column.isin(values)), categories=values).codes
            width = len(values) + step["other"] + step["missing"]
            block = np.zeros((len(frame), width))
            gone = column.isna().to_numpy()
            known = codes >= 0
            block[known, codes[known]] = 1
            if step["other"]:
                block[~known & ~gone, len(values)] = 1
            if step["missing"]:
                block[gone, -1] = 1
            parts.append(block)
        else:
            values = step["values"]
            lists = column.fillna("").str.get_dummies(step["separator"])
            block = np.zeros((len(frame), len(values) + step["other"] + step["missing"]))
            for at, value in enumerate(values):
                if value in lists:
                    block[:, at] = lists[value]
            if step["missing"]:
                block[column.isna().to_numpy(), -1] = 1
            parts.append(block)
    return np.concatenate(parts, 1).astype(np.float32)


weights = np.frombuffer(base64.b64decode(model["weights"]), np.float32)
place = 0


def take(*shape):
    global place
    size = int(np.prod(shape))
    place += size
    return weights[place - size : place].reshape(shape)


layers, width = [], model["spec"]["inputs"]
for layer in model["spec"]["layers"]:
    if layer["type"] == "dense":
        layers.append((take(width, layer["units"]), take(layer["units"])))
        width = layer["units"]
kernel, bias = take(width, 1), take(1)
began = time.perf_counter()
scores = []
for first in range(0, len(rows), 50_000):
    x = encode(rows.iloc[first : first + 50_000])
    for k, b in layers:
        x = np.maximum(x @ k + b, 0)
    scores.append(1 / (1 + np.exp(-(x @ kernel + bias)))[:, 0])
scores = np.concatenate(scores).astype(np.float32)
forward = time.perf_counter() - began
scores.tofile(sys.argv[3])
print(json.dumps({"rows": len(rows), "read": read, "forward": forward}))
