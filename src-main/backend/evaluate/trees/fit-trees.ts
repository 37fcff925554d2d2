import { PortraitError } from '#shared/errors/index.ts';
import type { FeaturesOutput } from '#shared/model/cells/features.ts';
import { encodedPart, type Stored } from '../../features/index.ts';
import { followTask, startProcess } from '../../lib/index.ts';
import { treesLimits, type TreesTask, type TreesWork } from './messages.ts';

export type TreeScores = { validation: Float32Array; test: Float32Array };

/**
 * Boosted trees of the training part's encoded features, as the network gets them, and their scores of the two other
 * parts, [rows, units], as the features' labels are: numbers centred and scaled. Labels of those parts are not looked at. Grown in a process of its
 * own, which `signal` ends.
 * @throws trees_too_large (too many values, or memory ran out), cancelled
 */
export async function fitTrees(
  workspace: Stored,
  features: FeaturesOutput,
  signal: AbortSignal,
  pace: () => Promise<void>,
): Promise<TreeScores> {
  const { label } = features.prep;
  const columns = features.prep.features.length;
  const values = features.rows.train * columns;
  if (values > treesLimits.values)
    throw new PortraitError('trees_too_large', { rows: features.rows.train, features: columns });
  const units = label.kind === 'classes' ? label.classes.length : 1;
  const read = async (part: 'train' | 'validation' | 'test') => {
    const x = new Float32Array(features.rows[part] * columns);
    const y = new Float32Array(features.rows[part] * units);
    let row = 0;
    for (const chunk of encodedPart(workspace, features, part)) {
      x.set(chunk.x, row * columns);
      y.set(chunk.y, row * units);
      row += chunk.rows.length;
      await pace();
    }
    return { x, y };
  };
  const train = await read('train');
  const others = [await read('validation'), await read('test')];
  const task: TreesTask = {
    ...{ kind: label.kind, columns, train, units },
    parts: others.map(({ x }) => x),
  };
  const child = startProcess<TreesWork>(new URL('./trees.process.ts', import.meta.url), task);
  const { scores } = await followTask(
    child,
    signal,
    (message) => message,
    () => new PortraitError('trees_too_large', { rows: features.rows.train, features: columns }),
  );
  const [validation, test] = scores;
  return { validation: validation!, test: test! };
}
