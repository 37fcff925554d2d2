import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { activation, modelSpec, type ModelSpec } from '#shared/model/net/model-spec.ts';
import { entry, isMatrix, type Matrix, type Tensor } from '#shared/network/matrix.ts';
import { stepsOf } from '#shared/teaching/steps-of.ts';
import Board from '../../../../src-renderer/cells/walkthrough/net/Board.svelte';
import { reached } from '../../../../src-renderer/cells/walkthrough/lesson/reveal.ts';
import { WalkScreen } from '../../../../src-renderer/cells/walkthrough/walk-screen.svelte.ts';
import type { Walk } from '../../../../src-renderer/cells/walkthrough/walk.ts';
import {
  drawnWalk,
  exampleOutput,
  exampleWalk,
} from '../../../unit/renderer/cells/walkthrough/example-walk.ts';

const dense = (units: number, name: string, more: object = {}) => ({
  ...{ type: 'dense', units, activation: name, ...more },
});
const outputs = [
  { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
  { units: 3, activation: 'softmax', loss: 'categoricalCrossentropy' },
  { units: 2, activation: 'linear', loss: 'meanSquaredError' },
  { units: 1, activation: 'linear', loss: 'huber' },
] as const;
const optimizers = ['sgd', 'momentum', 'adam', 'rmsprop', 'adamw'] as const;
const between = [[], [{ type: 'dropout', rate: 0.25 }], [{ type: 'batchNorm' }]];

type Drawn = { output: typeof exampleOutput; walk: Walk };
const drawn: [string, () => Drawn][] = [
  ['the worked example', () => ({ output: exampleOutput, walk: exampleWalk([0, 1]) })],
  ...activation.options.map((name, seed): [string, () => Drawn] => [
    name,
    () => {
      const spec = modelSpec.parse({
        inputs: 1 + seed,
        layers: [dense(3, name, { l2: 0.01 }), ...(between[seed % 3] ?? []), dense(2, name)],
        output: outputs[seed % outputs.length],
      });
      const optimizer = { type: optimizers[seed % optimizers.length] };
      return drawnWalk(spec, { optimizer, learningRate: 0.02 }, 1 + (seed % 3), seed);
    },
  ]),
  ['one input, no layer', () => drawnWalk(only(1, 1), {}, 1, 4)],
  ['sixteen classes of forty inputs', () => drawnWalk(only(40, 16), {}, 2, 5)],
];
function only(inputs: number, units: number): ModelSpec {
  const classes = { units, activation: 'softmax', loss: 'categoricalCrossentropy' };
  return modelSpec.parse({
    inputs,
    layers: units > 1 ? [dense(20, 'relu')] : [],
    output: units > 1 ? classes : outputs[0],
  });
}

/** The layers of neurons as the trace has them: numbers of each row, of the row's own loss going back. */
function layersOf({ trace, numbers }: Walk) {
  const own = (matrix: Matrix): Matrix => matrix.map((row) => row.map((d) => d * numbers.length));
  const { forward, backward } = trace;
  const hidden = forward.layers.flatMap((layer, at) => {
    const back = backward.layers[at];
    if (layer.type !== 'dense' || back?.type !== 'dense') return [];
    const { name, input, z, a } = layer;
    return [{ name, input, z, a, dA: own(back.dA), delta: own(back.delta) }];
  });
  const { input, z, a } = forward.output;
  const { dA, delta } = backward.output;
  return [...hidden, { name: 'output', input, z, a, dA: own(dA), delta: own(delta) }];
}
const at = (tensor: Tensor | undefined, row: number, column: number): number =>
  tensor && isMatrix(tensor) ? entry(tensor[row] ?? [], column) : entry(tensor ?? [], column);

/** A number as it stands on the screen is the exact one, rounded to the digits it is shown with. */
function expectRounded(text: string, exact: number, about: string): void {
  if (text === '–') return expect(exact, about).toBeNaN();
  expect(text, about).toMatch(/^−?\d+\.\d{4,16}$/);
  const digits = text.split('.')[1]?.length ?? 0;
  const apart = Math.abs(Number(text.replace('−', '-')) - exact);
  expect(apart, `${about}: ${text} of ${exact}`).toBeLessThanOrEqual(0.5000001 * 10 ** -digits);
}
const numberIn = (element: Element | null | undefined): number =>
  Number(element?.textContent.trim().replace('−', '-'));

describe.each(drawn)('the board of %s', (_name, make) => {
  it('shows every number of every step as the trace has it, and factors that give their products', async () => {
    const { output, walk } = make();
    const screen = new WalkScreen();
    const steps = stepsOf(output.spec, output.training.optimizer).filter(
      // Drawn rows have no raw values.
      (step) => step !== 'encoding' || output.spec === exampleOutput.spec,
    );
    screen.go(steps[0] ?? 'preActivation');
    if (output.spec.inputs > 12) screen.level = 'layer';
    const { container } = await render(Board, { output, walk, screen, digits: 4 });
    const layers = layersOf(walk);
    const { state, trace } = walk;
    let compared = 0;
    for (const step of steps) {
      for (const column of [1, layers.length]) {
        screen.go(step);
        screen.choice = { column, unit: 0, from: 0 };
        await tick();
        const about = `${step} of ${column}`;
        // Until the step is taken, the row's own gradient stands in the ledger.
        const isOwn = !reached(step, 'update');
        expect(container.querySelector('.katex-error'), about).toBeNull();
        expect(container.textContent, about).not.toMatch(
          /NaN|Infinity|undefined|null|\d[eE][-+]\d|[−-]0\.0+(?!\d)/,
        );
        for (const box of container.querySelectorAll<SVGElement>('.net [data-unit]')) {
          const [c = 0, unit = 0] = (box.dataset['unit'] ?? '').split('-').map(Number);
          const layer = layers[c - 1];
          const numbers = [...box.querySelectorAll('.number')];
          const symbols = [...box.querySelectorAll('.symbol')].map((one) => one.textContent);
          for (const [index, number] of numbers.entries()) {
            const symbol = symbols[index]?.replace(/[₀-₉]/g, '') ?? 'x';
            const matrix = { z: layer?.z, a: layer?.a, '∂L/∂a': layer?.dA, δ: layer?.delta }[
              symbol
            ];
            if (symbol === 'ã') continue;
            const exact = entry((matrix ?? walk.input.batch.x)[0] ?? [], unit);
            expectRounded(
              number.textContent.trim(),
              exact,
              `${about}, unit ${c}-${unit} ${symbol}`,
            );
            compared += 1;
          }
        }
        const layer = layers[column - 1];
        const heads = [...container.querySelectorAll('.ledger thead th:not(.name)')].map((head) =>
          head.textContent.trim(),
        );
        const tensor = `${layer?.name}/kernel`;
        for (const [from, line] of [...container.querySelectorAll('.ledger tbody tr')].entries()) {
          if (line.className.includes('rest') || from >= (layer?.input[0]?.length ?? 0)) continue;
          if ((layer?.input[0]?.length ?? 0) > 12) continue;
          const a = entry(layer?.input[0] ?? [], from);
          const w = at(state.weights.get(tensor), from, 0);
          const next = at(trace.after.weights.get(tensor), from, 0);
          const known: Record<string, number> = {
            ...{ a, w, 'a·w': a * w, δ: entry(layer?.delta[0] ?? [], 0), 'w′': next },
            'used ∂L/∂w': at(trace.gradients.get(tensor), from, 0),
            '∂L/∂w': isOwn
              ? a * entry(layer?.delta[0] ?? [], 0)
              : at(trace.gradients.get(tensor), from, 0),
            Δw: next - w,
            // What a push of the weight does is what backprop says, before it is clipped.
            'ΔL/Δw': at(trace.backward.gradients.get(tensor), from, 0),
          };
          for (const [slot, kept] of Object.entries(trace.after.slots.get(tensor) ?? {}))
            known[slot === 'momentum' ? 'v' : slot] = at(kept, from, 0);
          const cells = [...line.querySelectorAll('td')];
          for (const [index, cell] of cells.entries()) {
            const head = heads.slice(-cells.length)[index] ?? '';
            if (head === 'ΔL/Δw' && cell.textContent.trim() === 'corner') continue;
            expectRounded(cell.textContent.trim(), known[head] ?? NaN, `${about}, ${from} ${head}`);
            compared += 1;
          }
          const shown = (head: string) => numberIn(cells[heads.slice(-cells.length).indexOf(head)]);
          if (heads.includes('a·w'))
            expect(Math.abs(shown('a') * shown('w') - shown('a·w'))).toBeLessThanOrEqual(0.0002);
          if (isOwn && heads.includes('∂L/∂w'))
            expect(Math.abs(shown('a') * shown('δ') - shown('∂L/∂w'))).toBeLessThanOrEqual(0.0002);
          if (heads.includes('w′'))
            expect(Math.abs(shown('w') + shown('Δw') - shown('w′'))).toBeLessThanOrEqual(0.0002);
        }
      }
    }
    expect(compared).toBeGreaterThan(20);
  });
});

it('takes a weight from the ledger by its name alone', async () => {
  const screen = new WalkScreen();
  screen.go('gradient');
  screen.choice = { column: 1, unit: 0, from: 0 };
  const props = { output: exampleOutput, walk: exampleWalk([0]), screen, digits: 4 };
  const { getByRole } = await render(Board, props);
  const row = getByRole('button', {
    name: exampleOutput.prep.features[2] ?? '',
    exact: true,
  }).first();
  row.element().focus();
  row.element().dispatchEvent(new MouseEvent('click', { bubbles: true }));
  await tick();
  expect(screen.choice.from).toBe(2);
  await expect.element(row).toHaveAttribute('aria-pressed', 'true');
});

it('finds weights by a part of their name, and says where none is called so', async () => {
  const { output, walk } = drawnWalk(
    modelSpec.parse({
      inputs: 20,
      layers: [{ type: 'dense', units: 3 }],
      output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
    }),
    {},
    1,
    5,
  );
  const screen = new WalkScreen();
  screen.go('gradient');
  const features = Array.from({ length: 20 }, (_, at) => `city ${at} of 20`);
  const prep = { ...output.prep, features };
  const props = { output: { ...output, prep }, walk, screen, digits: 4 };
  const { container, getByRole } = await render(Board, props);
  const field = getByRole('searchbox', { name: 'Find a weight by its name' });
  await field.fill('CITY 17');
  const names = () =>
    [...container.querySelectorAll('.ledger tbody th')].map((one) => one.textContent.trim());
  await expect.poll(names).toEqual(['city 17 of 20']);
  await field.fill('nowhere');
  await expect.poll(names).toEqual([]);
  await expect.element(getByRole('status')).toHaveTextContent('No weight is called so.');
  await field.fill('');
  await expect.poll(() => names().length).toBe(14);
});
