/** What MLflow calls to load the model: see `loader_module` in MLmodel. */
export const loaderScript = String.raw`"""Loads the ONNX model of an export by Portrait as an MLflow python_function."""
from pathlib import Path

import numpy as np
import onnxruntime
import pandas as pd


class Portrait:
    def __init__(self, path):
        self.session = onnxruntime.InferenceSession(str(path))
        self.inputs = {i.name: i.type == "tensor(double)" for i in self.session.get_inputs()}
        self.outputs = [o.name for o in self.session.get_outputs()]

    def predict(self, frame, params=None):
        rows = len(frame)
        results = self.session.run(None, {name: self._column(frame, name, number, rows) for name, number in self.inputs.items()})
        table = {}
        for name, values in zip(self.outputs, results):
            if values.ndim == 2:
                table.update({"%s_%d" % (name, at): values[:, at] for at in range(values.shape[1])})
            else:
                table[name] = values
        return pd.DataFrame(table, index=frame.index)

    @staticmethod
    def _column(frame, name, number, rows):
        if name not in frame:
            values = np.full(rows, np.nan if number else "", dtype=np.float64 if number else object)
        elif number:
            values = frame[name].to_numpy(dtype=np.float64, na_value=np.nan)
        else:
            values = np.array(["" if value is None or value != value else value for value in frame[name]], dtype=object)
        return values.reshape(rows, 1)


def _load_pyfunc(path):
    return Portrait(Path(path) / "model.onnx")
`;

export const verifyScript = String.raw`"""Scores the rows of golden.json through MLflow and compares: python verify.py"""
import json
import sys
from pathlib import Path

import mlflow.pyfunc
import numpy as np
import pandas as pd

here = Path(__file__).parent
golden = json.loads((here / "golden.json").read_text(encoding="utf-8"))
rows = golden["rows"]
frame = pd.DataFrame(
    {
        c["name"]: pd.array([row["given"][at] for row in rows], dtype="float64" if c["number"] else "object")
        for at, c in enumerate(golden["given"])
    }
)
table = mlflow.pyfunc.load_model(str(here)).predict(frame)
scores = [name for name in table if not name.startswith("label")]
wrong, largest = [], 0.0
for at, row in enumerate(rows):
    got = table[scores].iloc[at].to_numpy(dtype=np.float64)
    if row["tolerance"] is not None:
        off = float(np.max(np.abs(got - row["scores"])))
        largest = max(largest, off)
        if not off <= row["tolerance"]:
            wrong.append("%s: %s instead of %s" % (row["why"], got.tolist(), row["scores"]))
    labels = [name for name in table if name.startswith("label")]
    if row["label"] is not None and table[labels[0]].iloc[at] != row["label"]:
        wrong.append("%s: another label" % row["why"])
print("\n".join(wrong) or "%d rows agree, largest difference %.1e" % (len(rows), largest))
sys.exit(1 if wrong else 0)
`;
