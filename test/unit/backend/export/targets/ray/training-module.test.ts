import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { trainSettings, type EarlyStopping } from '#shared/model/net/train-settings.ts';
import { learningRateAt } from '#shared/network/schedule.ts';
import { createRandom } from '#shared/random/index.ts';
import { trainScript } from '../../../../../../src-main/backend/export/targets/ray/train-script.ts';
import { trainingModule } from '../../../../../../src-main/backend/export/targets/ray/training-module.ts';
import {
  judge,
  shouldStop,
  type Watched,
} from '../../../../../../src-main/engine/train/run/early-stopping.ts';
import { temporaryFolder } from '../../../../../support/folder.ts';

const hasNumpy = spawnSync('python3', ['-c', 'import numpy']).status === 0;
const folder = temporaryFolder();
afterAll(() => folder.remove());
writeFileSync(folder.file('portrait_training.py'), trainingModule);

/** What a script that has read `given` prints as JSON. */
function told(script: string, given: unknown = null): unknown {
  const whole = `import json, sys\nsys.path.insert(0, ${JSON.stringify(folder.path)})\nfrom portrait_training import *\ngiven = json.loads(sys.stdin.read())\n${script}`;
  const { status, stdout, stderr } = spawnSync('python3', ['-c', whole], {
    ...{ input: JSON.stringify(given), encoding: 'utf8' },
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

describe.skipIf(!hasNumpy)('The Ray script, without Ray (python3 with numpy)', () => {
  it('is Python', () => {
    writeFileSync(folder.file('train_ray.py'), trainScript);
    const code = `import ast; ast.parse(open(${JSON.stringify(folder.file('train_ray.py'))}, encoding="utf-8").read())`;
    expect(spawnSync('python3', ['-c', code], { encoding: 'utf8' }).stderr).toBe('');
  });

  it.each([
    { type: 'constant' },
    { type: 'step', epochs: 2, factor: 0.5 },
    { type: 'exponential', factor: 0.9 },
    { type: 'cosine', warmupEpochs: 1.5, finalFactor: 0.1 },
    { type: 'cosine', warmupEpochs: 9, finalFactor: 0 },
  ])('takes the learning rate of each step as Portrait does: $type', (schedule) => {
    const settings = trainSettings.parse({ schedule, learningRate: 0.01, epochs: 6 });
    const rates = told(
      'print(json.dumps([learning_rate(given, step, 7) for step in range(42)]))',
      settings,
    ) as number[];
    rates.forEach((rate, step) => expect(rate).toBeCloseTo(learningRateAt(settings, step, 7), 15));
  });

  it('warms up in equal parts and comes down along a cosine', () => {
    const settings = trainSettings.parse({
      ...{ schedule: { type: 'cosine', warmupEpochs: 1, finalFactor: 0.2 } },
      ...{ learningRate: 1, epochs: 3 },
    });
    // A warm-up of four steps, then from 1 to 0.2 in two epochs: half-way (1 + 0.2) / 2.
    expect(
      told(
        'print(json.dumps([round(learning_rate(given, at, 4), 12) for at in (0, 1, 3, 4, 8, 12)]))',
        settings,
      ),
    ).toEqual([0.25, 0.5, 1, 1, 0.6, 0.2]);
  });

  it.each<EarlyStopping>([
    { metric: 'loss', patience: 3, minDelta: 0.05, restoreBest: true },
    { metric: 'auc', patience: 2, minDelta: 0, restoreBest: false },
    { metric: 'accuracy', patience: 5, minDelta: 0.2, restoreBest: true },
  ])('stops where Portrait would, watching $metric', (setting) => {
    const random = createRandom(7);
    // JSON has no NaN: null stands for it.
    const runs = Array.from({ length: 20 }, () =>
      Array.from({ length: 30 }, () => (random.next() < 0.1 ? null : random.next())),
    );
    const ours = runs.map((values) => {
      let watched: Watched | null = null;
      return values.map((value, epoch) => {
        const { after, improved } = judge(setting, watched, value ?? NaN, epoch);
        watched = after;
        return [improved, shouldStop(setting, after)];
      });
    });
    const theirs = told(
      `def run(values):
    stop = Stopping(given["setting"])
    return [[stop.improved(float("nan") if v is None else v), stop.over] for v in values]
print(json.dumps([run(values) for values in given["runs"]]))`,
      { setting, runs },
    );
    expect(theirs).toEqual(ours);
  });

  it('counts a ROC AUC that pairs of rows confirm, however rows are shared out', () => {
    const auc = told(`
draw = np.random.default_rng(3)
y = draw.random(400) < 0.3
s = np.clip(draw.normal(0.4 + 0.2 * y, 0.2), 0, 1)
s[:40] = 0.5
parts = sum(score_counts(s[at::3], y[at::3]) for at in range(3))
p, n = s[y][:, None], s[~y][None, :]
print(json.dumps([counted_auc(parts), float(np.mean((p > n) + 0.5 * (p == n)))]))`) as number[];
    expect(auc[0]).toBeCloseTo(auc[1] ?? NaN, 4);
    expect(told('print(json.dumps(str(counted_auc(score_counts([0.5], np.array([True]))))))')).toBe(
      'nan',
    );
  });

  it('makes the mean label of a row of the other folds alone, row by row', () => {
    const worst = told(`
from types import SimpleNamespace
draw = np.random.default_rng(5)
values = ["a", "b", "c"]
texts = [None if t == "-" else t for t in draw.choice(["a", "b", "c", "rare", "-"], 300)]
rows = [{"city": t, "n": int(at)} for at, t in enumerate(texts)]
y = draw.integers(0, 3, 300).astype(float)
def step(smoothing):
    return {"values": values, "outputs": [{"name": n, "offset": 0.3, "factor": 2.0, "smoothing": smoothing} for n in "xyz"]}
worst, touched = 0.0, 0
for m in (0, 4.5, None):
    prep = SimpleNamespace(mean_labels=lambda rows: [(1, step(m), [row["city"] for row in rows])])
    # Summed in parts, as workers do.
    sums = [sum(pair) for pair in zip(*(label_sums(prep, rows[at::2], y[at::2]) for at in range(2)))]
    x = out_of_fold(prep, rows, np.full((300, 5), 9, np.float32), sums)
    touched += int((x[:, [0, 4]] != 9).sum())
    folds = folds_of(rows)
    for at, row in enumerate(rows):
        others = [i for i in range(300) if folds[i] != folds[at]]
        for c in range(3):
            overall = np.mean([y[i] == c for i in others])
            same = [y[i] == c for i in others if texts[i] == texts[at]]
            own = texts[at] in values or texts[at] is None
            mean = overall if not own or m is None or len(same) + m == 0 else (sum(same) + m * overall) / (len(same) + m)
            worst = max(worst, abs(x[at, 1 + c] - (mean - 0.3) * 2))
print(json.dumps([float(worst), touched, len(set(folds.tolist()))]))`) as number[];
    expect(worst[0]).toBeLessThan(1e-6);
    expect(worst.slice(1)).toEqual([0, 5]);
  });
});
