"""Best mean ROC AUC over folds that Optuna (TPE) or Keras Tuner (Bayesian) finds, in the space that Tune network usually searches.

python peers.py FOLDER optuna|keras-tuner; job.json of the folder says data, rows and budget.
"""

import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import OneHotEncoder, StandardScaler

folder, peer = Path(sys.argv[1]), sys.argv[2]
job = json.loads((folder / "job.json").read_text())
table = pd.read_csv(job["path"]).iloc[[row - 1 for row in job["rows"]]]
label = table.pop("Revenue").astype(int).to_numpy()
named = ["Month", "OperatingSystems", "Browser", "Region", "TrafficType", "VisitorType", "Weekend"]
numbers = [name for name in table.columns if name not in named]
folds = []
for learn, check in StratifiedKFold(job["folds"], shuffle=True, random_state=1).split(table, label):
    prepare = ColumnTransformer(
        [("numbers", StandardScaler(), numbers),
         ("named", OneHotEncoder(handle_unknown="ignore", sparse_output=False), named)]
    ).fit(table.iloc[learn])
    encode = lambda rows: prepare.transform(table.iloc[rows]).astype(np.float32)  # noqa: E731
    folds.append((encode(learn), label[learn], encode(check), label[check]))


def score(units, depth, dropout, rate, batch):
    found = []
    for x, y, x_check, y_check in folds:
        keras.backend.clear_session()
        layers = [keras.Input((x.shape[1],))]
        for at in range(depth):
            layers.append(keras.layers.Dense(max(1, round(units / 2**at)), "relu"))
            if dropout > 0:
                layers.append(keras.layers.Dropout(dropout))
        net = keras.Sequential([*layers, keras.layers.Dense(1, "sigmoid")])
        net.compile(keras.optimizers.Adam(rate), "binary_crossentropy")
        stop = keras.callbacks.EarlyStopping(patience=job["patience"], restore_best_weights=True)
        net.fit(x, y, batch_size=batch, epochs=job["epochs"], validation_data=(x_check, y_check), callbacks=[stop], verbose=0)
        found.append(roc_auc_score(y_check, net.predict(x_check, batch_size=4096, verbose=0)[:, 0]))
    return float(np.mean(found))


began = time.perf_counter()
if peer == "optuna":
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=1))
    study.optimize(
        lambda trial: score(
            trial.suggest_int("units", 16, 256, log=True),
            trial.suggest_int("depth", 1, 3),
            trial.suggest_float("dropout", 0, 0.5),
            trial.suggest_float("rate", 3e-4, 3e-2, log=True),
            trial.suggest_categorical("batch", [32, 64, 128, 256]),
        ),
        n_trials=job["trials"],
    )
    best = study.best_value
else:
    import keras_tuner

    class Folds(keras_tuner.BayesianOptimization):
        def run_trial(self, trial, *args, **kwargs):
            own = trial.hyperparameters
            found = score(
                own.Int("units", 16, 256, sampling="log"),
                own.Int("depth", 1, 3),
                own.Float("dropout", 0, 0.5),
                own.Float("rate", 3e-4, 3e-2, sampling="log"),
                own.Choice("batch", [32, 64, 128, 256]),
            )
            return {"score": found}

    tuner = Folds(
        objective=keras_tuner.Objective("score", "max"), max_trials=job["trials"], seed=1,
        directory=str(folder), project_name="keras-tuner", overwrite=True,
    )
    tuner.search(verbose=0)
    best = tuner.oracle.get_best_trials(1)[0].score
print(json.dumps({"score": best, "seconds": time.perf_counter() - began}))
