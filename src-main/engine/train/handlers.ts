import { PortraitError } from '#shared/errors/index.ts';
import type { Handlers } from '../context.ts';
import { dropMatrixTensors } from './matrix-tensors.ts';
import { Outbox } from './run/outbox.ts';
import { Predictor } from './predict.ts';
import { RunControl } from './run/run-control.ts';
import { startTraining } from './run/start-training.ts';

/** Methods of matrices, training and prediction. */
export function trainHandlers(): Handlers {
  const runs = new Map<string, RunControl>();
  const predictor = new Predictor();
  return {
    'matrix.create': ({ matrix, rows, columns, targets }, { matrices }) => {
      dropMatrixTensors(matrices.create(matrix, rows, columns, targets));
      return null;
    },
    'matrix.append': ({ matrix, x, y }, { matrices }) => {
      const target = matrices.get(matrix);
      target.append(x, y);
      return { rows: target.filled };
    },
    'matrix.drop': ({ matrix }, { matrices }) => {
      dropMatrixTensors(matrices.drop(matrix));
      return null;
    },
    train: async (request, context, emit) => {
      const control = new RunControl(request.paused);
      runs.set(request.run, control);
      const outbox = new Outbox(emit);
      try {
        return await startTraining(request, context, control, (event) => outbox.add(event));
      } finally {
        outbox.flush();
        runs.delete(request.run);
      }
    },
    'train.control': ({ run, action }) => {
      const control = runs.get(run);
      if (!control) throw new PortraitError('not_found', { what: `run ${run}` });
      control.act(action);
      return null;
    },
    predict: (request, context) => predictor.predict(request, context),
  };
}
