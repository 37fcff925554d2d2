import type { WalkthroughOutput } from '#shared/model/cells/walkthrough.ts';
import { differenceCheck } from '#shared/network/difference-check.ts';
import type { WalkStep } from '#shared/teaching/walk-steps.ts';
import type { Look } from '../look.ts';
import { tex } from '../numbers.ts';
import { weightFacts } from '../ledger/weight-facts.ts';
import { gradientFormulas, hiddenFormulas, outputFormulas } from './backward.ts';
import { batchFormula } from './batch.ts';
import { encodingFormula } from './encoding/index.ts';
import type { Formula } from './formula.ts';
import { activationFormula, sumFormula } from './forward.ts';
import { lossFormula } from './loss.ts';
import { dropoutFormulas, normFormulas } from './norms.ts';
import { adamFormulas, updateFormulas } from './update.ts';

/** The equations of a step, for the unit and weight looked at. `names`: what the features are called; `hidden`: raw values are not to be shown. */
export function formulasOf(
  step: WalkStep,
  look: Look,
  output: WalkthroughOutput,
  names: readonly string[],
  hidden: boolean,
): Formula[] {
  switch (step) {
    case 'encoding':
      return [encodingFormula(look, output, names, hidden)];
    case 'preActivation':
      return [sumFormula(look)];
    case 'activation':
      return [activationFormula(look)];
    case 'layers':
      return [sumFormula(look), activationFormula(look)];
    case 'loss':
      return [lossFormula(look)];
    case 'outputDelta':
      return outputFormulas(look);
    case 'gradient':
      return gradientFormulas(look);
    case 'hiddenDelta':
      return hiddenFormulas(look);
    case 'update':
      return updateFormulas(look);
    case 'difference':
      return [differenceFormula(look)];
    case 'batch':
      return [batchFormula(look)];
    case 'dropout':
      return dropoutFormulas(look);
    case 'adam':
      return adamFormulas(look);
    case 'norms':
      return normFormulas(look);
    case 'many':
      return updateFormulas(look);
  }
}

function differenceFormula(look: Look): Formula {
  const { walk, digits } = look;
  const { tensor, from, unit } = weightFacts(look);
  const { central } = differenceCheck(
    walk.rules.spec,
    walk.state.weights,
    walk.input.batch,
    { training: true, dropoutKeep: walk.input.dropoutKeep },
    { tensor, row: from, column: unit },
  );
  return {
    left: '\\dfrac{\\partial L}{\\partial w}',
    symbols: '\\dfrac{L(w+h) - L(w-h)}{2h}',
    numbers: [],
    result: tex(central, digits),
  };
}
