import { NoLowering } from '../lower/no-lowering.ts';
import type { MapName } from '../lower/value.ts';

/** What a function of elements makes of numbers that are known; `whole` where they are int32. */
export function foldedMap(fn: MapName, inputs: readonly number[], whole: boolean): number {
  const [a = 0, b = 0, c = 0] = inputs;
  const truth = (value: boolean): number => (value ? 1 : 0);
  switch (fn) {
    case 'add':
      return a + b;
    case 'sub':
      return a - b;
    case 'mul':
      return whole ? Math.imul(a, b) : a * b;
    case 'div':
      return a / b;
    case 'min':
      return Math.min(a, b);
    case 'max':
      return Math.max(a, b);
    case 'gt':
      return truth(a > b);
    case 'ge':
      return truth(a >= b);
    case 'lt':
      return truth(a < b);
    case 'le':
      return truth(a <= b);
    case 'eq':
      return truth(a === b);
    case 'ne':
      return truth(a !== b);
    case 'neg':
      return -a;
    case 'abs':
      return Math.abs(a);
    case 'sqrt':
      return Math.sqrt(a);
    case 'exp':
      return Math.exp(a);
    case 'log':
      return Math.log(a);
    case 'tanh':
      return Math.tanh(a);
    case 'floor':
      return Math.floor(a);
    case 'toInt':
      return Math.trunc(a);
    case 'select':
      return a === 0 ? c : b;
    case 'copy':
    case 'toFloat':
      return a;
    case 'unit':
      return (a & 0x7fffff) / 0x800000;
    case 'softplus':
    case 'erf':
      throw new NoLowering(`${fn} of a constant`);
  }
}
