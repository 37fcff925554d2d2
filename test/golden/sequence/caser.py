"""
Caser's convolutions as PyTorch's Conv2d over the window of each place: the vectors that foretell what follows, for weights
made by a formula. Writes caser.json beside itself: `python caser.py` (torch 2.13).
"""

import json
import math
import pathlib

import torch
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
items, width, window, horizontal, vertical = 7, 4, 3, 2, 2
shapes = [(items, width)]
for height in range(1, window + 1):
    shapes += [(height * width, horizontal), (horizontal,)]
shapes += [(window, vertical), (window * horizontal + vertical * width, width), (width,)]
sizes = [math.prod(shape) for shape in shapes]
flat = torch.tensor([0.4 * math.sin(1.7 * at + 0.3) for at in range(sum(sizes))])
table, *rest = [part.reshape(shape) for part, shape in zip(torch.split(flat, sizes), shapes)]
*filters, across, output, bias = rest


def vector(ids):
    seen = torch.cat([torch.zeros(window, width), table[ids]])[-window:][None, None]
    answers = []
    for height in range(1, window + 1):
        kernel, own = filters[2 * height - 2], filters[2 * height - 1]
        shaped = kernel.T.reshape(horizontal, 1, height, width)
        answers.append(F.relu(F.conv2d(seen, shaped, own)).amax(dim=(2, 3))[0])
    weighed = F.conv2d(seen, across.T.reshape(vertical, 1, window, 1))[0, :, 0]
    joined = torch.cat([*answers, weighed.T.reshape(-1)])
    return F.relu(joined @ output + bias)


sequences = [[2, 0, 5, 1], [3], [6, 4]]
answer = [[vector(ids[: at + 1]).tolist() for at in range(len(ids))] for ids in sequences]
rounded = json.loads(json.dumps(answer), parse_float=lambda text: round(float(text), 9))
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(rounded) + "\n")
