"""Seconds of each epoch of RecBole's NeuMF on interactions given as binary files; prints them as JSON."""

import json
import os
import sys
import time

import numpy as np
import torch

torch.set_num_threads(2)
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")


from recbole.config import Config  # noqa: E402
from recbole.data import create_dataset, data_preparation  # noqa: E402
from recbole.model.general_recommender import NeuMF  # noqa: E402
from recbole.trainer import Trainer  # noqa: E402
from recbole.utils import init_seed  # noqa: E402

folder, job = sys.argv[1], json.loads(sys.argv[2])
pointer = np.fromfile(os.path.join(folder, "pointer.i32"), np.int32)
items = np.fromfile(os.path.join(folder, "items.i32"), np.int32)
users = np.repeat(np.arange(len(pointer) - 1), np.diff(pointer))
os.makedirs(os.path.join(folder, "recbole", "retail"), exist_ok=True)
with open(os.path.join(folder, "recbole", "retail", "retail.inter"), "w") as out:
    out.write("user_id:token\titem_id:token\n")
    for user, item in zip(users, items):
        out.write(f"u{user}\ti{item}\n")

os.chdir(folder)
config = Config(
    model="NeuMF",
    dataset="retail",
    config_dict={
        "data_path": os.path.join(folder, "recbole"),
        "load_col": {"inter": ["user_id", "item_id"]},
        "mf_embedding_size": job["factors"],
        "mlp_embedding_size": job["layers"][0] // 2,
        "mlp_hidden_size": job["layers"][1:],
        "dropout_prob": 0.0,
        "train_batch_size": job["batchSize"],
        "train_neg_sample_args": {"distribution": "uniform", "sample_num": job["negatives"]},
        "learning_rate": job["learningRate"],
        "eval_args": {"split": {"RS": [1.0, 0.0, 0.0]}, "order": "RO", "group_by": None, "mode": "full"},
        "epochs": job["epochs"],
        "use_gpu": False,
        "show_progress": False,
        "state": "ERROR",
        "worker": 0,
    },
)
init_seed(1, True)
dataset = create_dataset(config)
train, _, _ = data_preparation(config, dataset)
model = NeuMF(config, train.dataset)
trainer = Trainer(config, model)
seconds = []
for epoch in range(job["epochs"]):
    started = time.perf_counter()
    trainer._train_epoch(train, epoch, show_progress=False)
    seconds.append(time.perf_counter() - started)
print(json.dumps({"seconds": seconds, "batches": len(train)}))
