"""
A SASRec written with PyTorch's own layers: hidden vectors, full softmax loss and its gradient for weights made by a formula.
Writes sasrec.json beside itself: `python sasrec.py` (torch 2.13).
"""

import json
import math
import pathlib

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
items, width, heads, blocks, longest = 7, 6, 2, 2, 5
shapes = [(items, width), (longest, width)]
for _ in range(blocks):
    shapes += [(width,), (width,), (width, 3 * width), (width, width), (width,), (width,)]
    shapes += [(width, width), (width,), (width, width), (width,)]
shapes += [(width,), (width,)]
size = sum(math.prod(shape) for shape in shapes)
flat = torch.tensor([0.4 * math.sin(1.7 * at + 0.3) for at in range(size)], requires_grad=True)
parts = [part.reshape(shape) for part, shape in zip(torch.split(flat, [math.prod(s) for s in shapes]), shapes)]

# Each sequence by itself: what it is asked at each place, and what follows.
sequences = [([2, 0, 5, 1], [0, 5, 1, 6]), ([3], [2]), ([6, 4], [4, 0])]


def hidden(ids):
    n = len(ids)
    take = iter(parts)
    table, positions = next(take), next(take)
    x = table[ids] * math.sqrt(width) + positions[:n]
    barred = torch.triu(torch.ones(n, n, dtype=torch.bool), 1)
    for _ in range(blocks):
        gain, shift, qkv, out = (next(take) for _ in range(4))
        normed = F.layer_norm(x, (width,), 1 + gain, shift, eps=1e-6)
        attention = nn.MultiheadAttention(width, heads, bias=False, batch_first=True)
        tensors = {"in_proj_weight": qkv.T, "out_proj.weight": out.T}
        seen, _ = torch.func.functional_call(
            attention, tensors, (normed[None],) * 3, {"attn_mask": barred, "need_weights": False}
        )
        x = x + seen[0]
        gain, shift, kernel, bias, kernel2, bias2 = (next(take) for _ in range(6))
        normed = F.layer_norm(x, (width,), 1 + gain, shift, eps=1e-6)
        x = x + F.linear(F.relu(F.linear(normed, kernel.T, bias)), kernel2.T, bias2)
    return F.layer_norm(x, (width,), 1 + next(take), next(take), eps=1e-6)


vectors = [hidden(ids) for ids, _ in sequences]
logits = torch.cat(vectors) @ parts[0].T
loss = F.cross_entropy(logits, torch.tensor([one for _, after in sequences for one in after]))
loss.backward()
answer = {
    "hidden": [vector.tolist() for vector in vectors],
    "loss": loss.item(),
    "gradient": flat.grad.tolist(),
}
rounded = json.loads(json.dumps(answer), parse_float=lambda text: round(float(text), 9))
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(rounded) + "\n")
