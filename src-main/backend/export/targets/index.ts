import { esModule } from './es-module.ts';
import { keras } from './keras/index.ts';
import { mlflow } from './mlflow/index.ts';
import { notebook } from './notebook/index.ts';
import { onnx } from './onnx/index.ts';
import { python } from './python/index.ts';
import { ray } from './ray/index.ts';
import { reproduction } from './reproduction.ts';
import { savedModel } from './saved-model/index.ts';
import { server } from './server.ts';
import { tfjs } from './tfjs/index.ts';
import type { ExportTarget } from './target.ts';

export type { ExportAssets, ExportFile, ExportTarget, Usage } from './target.ts';

/** Every target, in the order they are offered. */
export const exportTargets: readonly ExportTarget[] = [
  esModule,
  server,
  onnx,
  savedModel,
  keras,
  tfjs,
  mlflow,
  python,
  notebook,
  ray,
  reproduction,
];
