import { adamParts } from '#shared/network/updates/adam-parts.ts';
import type { Look } from '../look.ts';
import { digitsGiving, part, settingDigits, tex, texFactor } from '../numbers.ts';
import { shownValue } from '#shared/teaching/shown.ts';
import { partOf } from '../parts.ts';
import { weightFacts, type WeightFacts } from '../ledger/weight-facts.ts';
import type { Formula } from './formula.ts';

/** How the optimiser moves the weight looked at. */
export function updateFormulas(look: Look): Formula[] {
  const { walk, digits } = look;
  const { optimizer } = walk.rules.training;
  const facts = weightFacts(look);
  const { w, g, next, rate, slots } = facts;
  const left = `w_{\\text{new}}`;
  const weight = part(partOf.weight(facts.column, facts.from, facts.unit), tex(w, digits));
  const result = tex(next, digits);
  const eta = tex(rate, settingDigits(rate, digits));
  switch (optimizer.type) {
    case 'sgd':
      return [
        {
          left,
          symbols: 'w - \\eta\\, \\dfrac{\\partial L}{\\partial w}',
          numbers: [`${weight} - ${eta} \\cdot ${texFactor(g, rate, digits)}`],
          result,
        },
      ];
    case 'momentum': {
      const v = slots['momentum'] ?? 0;
      const { momentum: mu, nesterov } = optimizer;
      const before = facts.slotsBefore['momentum'] ?? 0;
      const keep = tex(mu, settingDigits(mu, digits));
      const grown = digitsGiving(
        v,
        digits,
        (d) => mu * shownValue(before, d) - rate * shownValue(g, d),
      );
      const ahead = digitsGiving(
        next,
        digits,
        (d) => shownValue(w, digits) + mu * shownValue(v, d) - rate * shownValue(g, d),
      );
      return [
        {
          left: 'v',
          symbols: '\\mu\\, v - \\eta\\, g',
          numbers: [
            `${keep} \\cdot ${tex(before, grown, true)} - ${eta} \\cdot ${tex(g, grown, true)}`,
          ],
          result: tex(v, digits),
        },
        {
          left,
          symbols: nesterov ? 'w + \\mu\\, v - \\eta\\, g' : 'w + v',
          numbers: [
            nesterov
              ? `${weight} + ${keep} \\cdot ${tex(v, ahead, true)} - ${eta} \\cdot ${tex(g, ahead, true)}`
              : `${weight} + ${tex(v, digits, true)}`,
          ],
          result,
        },
      ];
    }
    case 'rmsprop':
      return [
        {
          left,
          symbols: 'w - \\eta\\, \\dfrac{g}{\\sqrt{v + \\epsilon}}',
          numbers: [`${weight} - ${tex(w - next, digits, true)}`],
          result,
        },
      ];
    case 'adam':
    case 'adamw':
      return [
        {
          left,
          symbols:
            optimizer.type === 'adamw'
              ? 'w - \\eta\\lambda w - \\eta\\, \\dfrac{\\hat m}{\\sqrt{\\hat v} + \\epsilon}'
              : 'w - \\eta\\, \\dfrac{\\hat m}{\\sqrt{\\hat v} + \\epsilon}',
          numbers: [`${weight} - ${tex(w - next, Math.max(digits, 6), true)}`],
          result,
        },
      ];
  }
}

/** Adam's inside: both means, freed of their start at zero, and the move, beside that of plain SGD. */
export function adamFormulas(look: Look): Formula[] {
  const { optimizer } = look.walk.rules.training;
  if (optimizer.type !== 'adam' && optimizer.type !== 'adamw') return [];
  const facts: WeightFacts = weightFacts(look);
  const { g, rate, slots, slotsBefore, t } = facts;
  const { beta1, beta2 } = optimizer;
  const kept = (beta: number): string => tex(beta, settingDigits(beta, 3));
  const m = slots['m'] ?? 0;
  const v = slots['v'] ?? 0;
  const { mHat, vHat, move } = adamParts(optimizer, { m, v }, rate, t);
  // Squares of small gradients are smaller still.
  const small = Math.max(look.digits, 6);
  const digits = look.digits;
  return [
    {
      left: 'm',
      symbols: '\\beta_1 m + (1-\\beta_1)\\, g',
      numbers: [
        `${kept(beta1)} \\cdot ${tex(slotsBefore['m'] ?? 0, small, true)} + ${kept(1 - beta1)} \\cdot ${tex(g, small, true)}`,
      ],
      result: tex(m, small),
    },
    {
      left: 'v',
      symbols: '\\beta_2 v + (1-\\beta_2)\\, g^2',
      numbers: [
        `${kept(beta2)} \\cdot ${tex(slotsBefore['v'] ?? 0, small, true)} + ${kept(1 - beta2)} \\cdot ${tex(g, small, true)}^2`,
      ],
      result: tex(v, Math.max(digits, 8)),
    },
    {
      left: '\\hat m',
      symbols: `\\dfrac{m}{1-\\beta_1^{${t}}}`,
      numbers: [`\\dfrac{${tex(m, small)}}{${tex(1 - beta1 ** t, small)}}`],
      result: tex(mHat, small),
    },
    {
      left: '\\hat v',
      symbols: `\\dfrac{v}{1-\\beta_2^{${t}}}`,
      numbers: [],
      result: tex(vHat, Math.max(digits, 8)),
    },
    {
      left: '\\Delta_{\\text{Adam}}',
      symbols: '\\eta\\,\\dfrac{\\hat m}{\\sqrt{\\hat v}+\\epsilon}',
      numbers: [],
      result: tex(move, small),
    },
    {
      left: '\\Delta_{\\text{SGD}}',
      symbols: '\\eta\\, g',
      numbers: [`${tex(rate, settingDigits(rate, 1))} \\cdot ${tex(g, small, true)}`],
      result: tex(rate * g, small),
    },
  ];
}
