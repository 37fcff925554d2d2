"""RecTools' SASRec on the interactions of the bench; seconds of each epoch and NDCG@10 of the held-out items as one line of JSON."""

import json
import os
import sys
import time
import warnings

warnings.filterwarnings("ignore")

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
import torch  # noqa: E402
from pytorch_lightning import Callback, Trainer, seed_everything  # noqa: E402
from rectools import Columns  # noqa: E402
from rectools.dataset import Dataset  # noqa: E402
from rectools.models import SASRecModel  # noqa: E402

folder, job = sys.argv[1], json.loads(sys.argv[2])
torch.set_num_threads(job["threads"])


def read(name, kind):
    return np.fromfile(os.path.join(folder, name), kind)


pointer, index, times = read("pointer", np.int32), read("index", np.int32), read("times", np.float64)
users, held = read("users", np.int32), read("held", np.int32)
owner = np.repeat(np.arange(len(pointer) - 1), np.diff(pointer))
order = np.lexsort((index, times, owner))
frame = pd.DataFrame(
    {
        Columns.User: owner[order],
        Columns.Item: index[order],
        Columns.Weight: 1.0,
        # RecTools orders by time; the order within a user is what counts, told to the microsecond.
        Columns.Datetime: pd.to_datetime((times[order] * 1e6).astype(np.int64)),
    }
)
dataset = Dataset.construct(frame)


seconds, cpu = [], []


class Clock(Callback):
    # RecTools copies the trainer, callbacks included, so times go to one list of the module.
    def on_train_epoch_start(self, trainer, module):
        self.started = time.perf_counter(), time.process_time()

    def on_train_epoch_end(self, trainer, module):
        seconds.append(time.perf_counter() - self.started[0])
        cpu.append(time.process_time() - self.started[1])


def run(seed):
    seed_everything(seed)
    seconds.clear()
    cpu.clear()

    def trainer():
        return Trainer(
            max_epochs=job["epochs"],
            callbacks=[Clock()],
            accelerator="cpu",
            logger=False,
            enable_progress_bar=False,
            enable_checkpointing=False,
            enable_model_summary=False,
        )

    model = SASRecModel(
        n_blocks=job["blocks"],
        n_heads=job["heads"],
        n_factors=job["factors"],
        dropout_rate=job["dropout"],
        session_max_len=job["maxLength"],
        loss="softmax",
        lr=job["learningRate"],
        batch_size=job["batchSize"],
        epochs=job["epochs"],
        train_min_user_interactions=2,
        get_trainer_func=trainer,
    )
    model.fit(dataset)
    top = model.recommend(users=users, dataset=dataset, k=10, filter_viewed=True)
    wanted = pd.Series(held, index=users)
    hits = top[top[Columns.Item].to_numpy() == wanted.loc[top[Columns.User]].to_numpy()]
    ndcg = float((1 / np.log2(hits[Columns.Rank] + 1)).sum() / len(users))
    return {"seconds": [*seconds], "cpu": [*cpu], "ndcg": ndcg, "hitRate": len(hits) / len(users)}


print(json.dumps([run(seed) for seed in job["seeds"]]))
