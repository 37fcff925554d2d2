"""A service as one would write it in Python: FastAPI, pydantic, ONNX Runtime, the same model as ONNX. FOLDER PORT"""

import json
import math
import pathlib
import sys
from typing import Optional

import numpy as np
import onnxruntime
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, create_model

folder = pathlib.Path(sys.argv[1])
columns = json.loads((folder / "golden.json").read_text())["columns"]
kinds = {"integer": float, "real": float, "boolean": float}
Row = create_model(
    "Row",
    __config__=ConfigDict(extra="forbid"),
    **{f"c{at}": (Optional[kinds.get(c["type"], str)], None) for at, c in enumerate(columns)},
)


class Request(BaseModel):
    rows: list[Row]


options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options)
places = {column["name"]: at for at, column in enumerate(columns)}
inputs = [(i.name, f"c{places[i.name]}", i.type == "tensor(double)") for i in session.get_inputs()]
outputs = [o.name for o in session.get_outputs()]
app = FastAPI()


def value(row, field, number):
    found = getattr(row, field)
    return (math.nan if found is None else found) if number else (found or "")


@app.post("/v1/predict")
def predict(request: Request):
    feeds = {
        name: np.array(
            [[value(row, field, number)] for row in request.rows],
            dtype=np.float64 if number else object,
        )
        for name, field, number in inputs
    }
    found = session.run(None, feeds)
    return {name: np.asarray(some).ravel().tolist() for name, some in zip(outputs, found)}


@app.get("/healthz")
def healthz():
    return {"status": "ok"}


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="warning")
