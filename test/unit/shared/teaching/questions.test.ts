import { describe, expect, it } from 'vitest';
import { at, entry, isMatrix, type Matrix } from '#shared/network/matrix.ts';
import { judgeNumber } from '#shared/teaching/judge.ts';
import type { NumberQuestion, Place, QuestionKind } from '#shared/teaching/question.ts';
import { questionKinds, type QuestionName } from '#shared/teaching/questions/index.ts';
import { traceOf, type Trace } from '#shared/teaching/trace.ts';
import { exampleStep } from '#shared/teaching/examples/example.ts';
import { examples } from '#shared/teaching/examples/index.ts';
import { goldenTrace } from './golden-trace.ts';

const a1 = goldenTrace('a1-mission-user-1');
const b = goldenTrace('b-relu-dropout');
const d = goldenTrace('d-softmax');
const e = goldenTrace('e-batch-l2');
const f = goldenTrace('f-batch-norm');
const c = goldenTrace('c-tanh-mse');
const goldenNames = [
  ...['a1-mission-user-1', 'a2-mission-user-2', 'a3-mission-both', 'b-relu-dropout'],
  ...['c-tanh-mse', 'd-softmax', 'e-batch-l2', 'f-batch-norm'],
];

const here = (layer: string, unit: number, from: number | null = null, row = 0): Place => ({
  ...{ layer, unit, from, row },
});

function ask(kind: QuestionKind, trace: Trace | undefined, place: Place): NumberQuestion {
  const question = kind.ask(trace!, place);
  if (question?.type !== 'number') throw new Error('no such question');
  return question;
}

describe('Questions about the golden steps', () => {
  it.skipIf(!a1)('tell the source’s own δ from the right one: 4.26 times too much', () => {
    const weight = ask(questionKinds.gradient, a1?.trace, here('output', 0, 0));
    expect(weight.answer.shown).toBeCloseTo(-0.3022, 4);
    expect(judgeNumber(weight, -0.3022)).toEqual({ verdict: 'right' });
    expect(judgeNumber(weight, -1.286)).toMatchObject({
      ...{ verdict: 'mistake', mistake: 'slopeMissing', hint: 0.235 },
    });
    const bias = ask(questionKinds.biasGradient, a1?.trace, here('output', 0));
    expect(judgeNumber(bias, -0.3775)).toEqual({ verdict: 'right' });
    expect(judgeNumber(bias, -1.6063)).toMatchObject({ mistake: 'slopeMissing', hint: 0.235 });
  });

  it.skipIf(!d)('know a single path of three from their sum', () => {
    const sum = ask(questionKinds.pathSum, d?.trace, here('dense_1', 0));
    expect(sum.answer.exact).toBeCloseTo(0.2653, 4);
    for (const path of [0.4669, -0.0306, -0.171]) {
      const wrong = sum.mistakes.filter(({ mistake }) => mistake === 'onePath');
      expect(Math.min(...wrong.map(({ exact }) => Math.abs(exact - path)))).toBeLessThan(0.0001);
    }
  });

  it.skipIf(!b)('find that a unit which is off gets no gradient, whatever the source says', () => {
    const off = ask(questionKinds.gradient, b?.trace, here('dense_1', 1, 0));
    expect(off.answer.exact).toBeCloseTo(0, 12);
    expect(judgeNumber(off, -1)).toMatchObject({ verdict: 'wrong' });
  });

  describe.each(goldenNames)('%s', (name) => {
    const found = goldenTrace(name);
    const rows = found?.golden.x.length ?? 0;

    it.skipIf(!found)('asks each weight’s gradient as the golden file has it', () => {
      const { golden, trace } = found!;
      for (const [tensor, values] of Object.entries(golden.gradients)) {
        const [layer = '', part] = tensor.split('/');
        if (part !== 'kernel' || !isMatrix(values)) continue;
        const penalty = golden.spec.layers.some((own) => own.type === 'dense' && own.l2 > 0);
        for (const [from, ofInput] of values.entries()) {
          for (const [unit, gradient] of ofInput.entries()) {
            const place = here(layer, unit, from);
            const kind =
              penalty && layer !== 'output'
                ? questionKinds.penalty
                : rows > 1
                  ? questionKinds.batchMean
                  : questionKinds.gradient;
            const { answer } = ask(kind, trace, place);
            // The penalty's question starts from the shown data part; its exact one from the exact part.
            expect(answer.exact).toBeCloseTo(gradient, 11);
            const update = ask(questionKinds.update, trace, place);
            const sgd = golden.updates.find(({ optimizer }) => optimizer.type === 'sgd');
            const after = sgd?.steps[0]?.parameters[tensor];
            if (sgd?.optimizer.learningRate === 0.5 && after && isMatrix(after)) {
              expect(update.answer.exact).toBeCloseTo(at(after, from, unit), 11);
            }
          }
        }
      }
    });

    it.skipIf(!found)('asks z, a, δ and the loss as the golden file has them', () => {
      const { golden, trace } = found!;
      const layers = golden.forward.filter(
        ({ type }) => type !== 'dropout' && type !== 'batchNorm',
      );
      expect(layers.length).toBeGreaterThan(1);
      const names = layers.map((_, l) => (l === layers.length - 1 ? 'output' : `dense_${l + 1}`));
      for (const [l, layer] of names.entries()) {
        const z = layers[l]?.['z'] as Matrix;
        for (const [row, units] of z.entries()) {
          for (const [unit, value] of units.entries()) {
            const question = ask(questionKinds.preActivation, trace, here(layer, unit, null, row));
            expect(question.answer.exact).toBeCloseTo(value, 11);
            expect(Math.abs(question.answer.shown - value)).toBeLessThan(0.0006);
          }
        }
      }
      const kinds: QuestionName[] = ['binaryLoss', 'classLoss', 'squaredLoss'];
      for (const kind of kinds) {
        for (const place of questionKinds[kind].places(trace)) {
          const question = ask(questionKinds[kind], trace, place);
          expect(question.answer.exact).toBeCloseTo(entry(golden.loss.rows, place.row), 11);
        }
      }
    });
  });

  it.skipIf(!f)('ask what batch normalisation makes of a unit', () => {
    const normalised = f!.golden.forward.find(({ type }) => type === 'batchNorm')?.['normalised'];
    for (const place of questionKinds.normalised.places(f!.trace)) {
      const { answer } = ask(questionKinds.normalised, f?.trace, place);
      expect(answer.exact).toBeCloseTo(at(normalised as Matrix, place.row, place.unit), 11);
    }
  });

  it.skipIf(!e)('tell λw from 2λw', () => {
    const question = ask(questionKinds.penalty, e?.trace, here('dense_1', 0, 1));
    const wrong = question.mistakes.find(({ mistake }) => mistake === 'lambdaW');
    // 0.01 x 0.6 is missing.
    expect(question.answer.exact - wrong!.exact).toBeCloseTo(0.006, 12);
  });

  it.skipIf(!c)('know the half some books put before a squared error', () => {
    const question = ask(questionKinds.squaredLoss, c?.trace, here('output', 0));
    expect(judgeNumber(question, question.answer.exact / 2)).toMatchObject({ mistake: 'halfLoss' });
  });
});

describe('Questions about a net with dropout', () => {
  const trace = traceOf(exampleStep(examples.threeUsersDropout));

  it('scale a kept unit by 1 / (1 − p) and silence a dropped one', () => {
    const kept = ask(questionKinds.dropout, trace, here('dropout_1', 0));
    const [a = 0] = kept.given.map(({ value }) => value);
    expect(kept.answer.shown).toBeCloseTo(a / 0.75, 12);
    expect(judgeNumber(kept, a)).toMatchObject({ mistake: 'scaleMissing' });
    expect(judgeNumber(kept, a * 0.75)).toMatchObject({ mistake: 'scaleDown' });
    expect(judgeNumber(kept, a / 0.25)).toMatchObject({ mistake: 'scaleByRate' });
    const dropped = ask(questionKinds.dropout, trace, here('dropout_1', 3));
    expect(dropped.answer.shown).toBe(0);
    expect(judgeNumber(dropped, 1e-9)).toEqual({ verdict: 'right' });
  });

  it('know a mask that was read off a = 0', () => {
    const masks = questionKinds.dropoutBack.places(trace).flatMap((place) => {
      const question = ask(questionKinds.dropoutBack, trace, place);
      return question.mistakes.filter(({ mistake }) => mistake === 'maskFromZero');
    });
    expect(masks.length).toBeGreaterThan(0);
    expect(masks.every(({ shown }) => shown === 0)).toBe(true);
  });
});

describe('Questions about Adam', () => {
  const trace = traceOf(exampleStep(examples.fourUsersAdam));

  it('tell a first move without bias correction: √10 times too long', () => {
    const question = ask(questionKinds.adamMove, trace, here('output', 0, 0));
    expect(Math.abs(question.answer.exact)).toBeCloseTo(0.1, 4);
    const sign = Math.sign(question.answer.exact);
    expect(judgeNumber(question, sign * 0.1 * Math.sqrt(10))).toMatchObject({
      mistake: 'noBiasCorrection',
    });
  });
});

describe('What a question shows', () => {
  it('is rounded to the digits printed and gives the answer within 0.0002, in every example', () => {
    let asked = 0;
    for (const example of Object.values(examples)) {
      const trace = traceOf(exampleStep(example));
      for (const kind of Object.values(questionKinds)) {
        for (const place of kind.places(trace)) {
          const question = kind.ask(trace, place);
          if (question?.type !== 'number') continue;
          asked += 1;
          for (const { value, decimals } of question.given) {
            expect(Number(value.toFixed(decimals))).toBe(value);
            expect(Object.is(value, -0)).toBe(false);
          }
          for (const answer of Object.values(question.answer)) {
            expect(judgeNumber(question, Number(answer.toFixed(4)))).toEqual({ verdict: 'right' });
          }
        }
      }
    }
    expect(asked).toBeGreaterThan(1000);
  });
});
