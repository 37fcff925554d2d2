"""
PyTorch's own GRU over two sequences with weights made by a formula: states, and the gradients of a sum of them.
Writes gru.json beside itself: `python gru.py` (torch 2.13).
"""

import json
import math
import pathlib

import torch
from torch import nn

torch.set_default_dtype(torch.float64)
width = 4


def made(shift, *shape):
    size = math.prod(shape)
    values = [0.6 * math.sin(1.3 * at + shift) for at in range(size)]
    return torch.tensor(values).reshape(shape)


# Both sequences lie in one row: the first four places, then three.
given, kernel, bias = made(0.1, 7, 3 * width), made(0.7, width, 3 * width), made(1.1, 3 * width)
down = made(1.9, 7, width)
gru = nn.GRU(3 * width, width, batch_first=True)
with torch.no_grad():
    # What the gates get from the input is the input itself.
    gru.weight_ih_l0.copy_(torch.eye(3 * width))
    gru.bias_ih_l0.zero_()
    gru.weight_hh_l0.copy_(kernel.T)
    gru.bias_hh_l0.copy_(bias)
given.requires_grad_(True)
states = torch.cat([gru(given[None, :4])[0][0], gru(given[None, 4:])[0][0]])
(states * down).sum().backward()
answer = {
    "states": states.tolist(),
    "inputs": given.grad.tolist(),
    "kernel": gru.weight_hh_l0.grad.T.tolist(),
    "bias": gru.bias_hh_l0.grad.tolist(),
}
rounded = json.loads(json.dumps(answer), parse_float=lambda text: round(float(text), 9))
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(rounded) + "\n")
