import type { PlanStep } from '#shared/encoding/plan/clean-plan.ts';
import { kindAfter } from '#shared/encoding/plan/value-change.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { kindOf } from '#shared/model/kind-of.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { isNumberType } from './categories.ts';
import type { GraphColumn } from './categories.ts';
import type { Primitives } from './primitives.ts';

/** A column that comes into being when it is first asked for, so that the graph asks for no more than it needs. */
type LazyColumn<V> = () => GraphColumn<V>;

/**
 * The columns that steps of a plan lead to, by name; `steps` are those inside of `splitPlan`.
 * @throws PortraitError column_type where a value put in is of another type than its column, once the column is asked for
 */
export function planGraph<V>(
  g: Primitives<V>,
  columns: readonly Column[],
  steps: readonly PlanStep[],
): (name: string) => GraphColumn<V> {
  const named = new Map(columns.map((column) => [column.name, input(g, column)]));
  for (const step of steps) {
    if (step.type === 'drop') {
      for (const name of step.columns) named.delete(name);
      continue;
    }
    const before = named.get(step.column);
    if (before === undefined)
      throw new RangeError(`no column ${step.column} for a step of the plan`);
    if (step.type === 'indicator') {
      named.set(
        step.as,
        once(() => isMissing(g, before())),
      );
    } else if (step.type === 'rename') {
      named.delete(step.column);
      named.set(step.to, before);
    } else {
      named.set(
        step.column,
        once(() => changed(g, step, before())),
      );
    }
  }
  return (name) => {
    const column = named.get(name);
    if (column === undefined) throw new RangeError(`the plan leads to no column ${name}`);
    return column();
  };
}

function input<V>(g: Primitives<V>, column: Column): LazyColumn<V> {
  const { name } = column;
  return once(() => ({
    ...kindOf(column),
    value: isNumberType(column.type) ? g.numberInput(name) : g.textInput(name),
  }));
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

function isMissing<V>(g: Primitives<V>, column: GraphColumn<V>): GraphColumn<V> {
  return { type: 'boolean', value: g.where(missing(g, column), g.number(1), g.number(0)) };
}

function missing<V>(g: Primitives<V>, { type, value }: GraphColumn<V>): V {
  return isNumberType(type) ? g.not(g.equal(value, value)) : g.equalText(value, g.text(''));
}

type Changing = Exclude<PlanStep, { type: 'drop' | 'indicator' | 'rename' }>;

function changed<V>(g: Primitives<V>, step: Changing, column: GraphColumn<V>): GraphColumn<V> {
  const { value } = column;
  const constant = (content: CellValue): V => constantOf(g, step.column, column, content);
  switch (step.type) {
    case 'clip': {
      if (!isNumberType(column.type)) return column;
      const [low, high] = [g.number(step.low ?? -Infinity), g.number(step.high ?? Infinity)];
      const raised = g.where(g.less(value, low), low, value);
      return { ...column, value: g.where(g.less(high, raised), high, raised) };
    }
    case 'fill':
      return {
        ...kindAfter(step, column),
        value: g.where(missing(g, column), constant(step.value), value),
      };
    case 'replace': {
      // The first rule of a value counts, and all are asked of the value before.
      const rules = step.values.filter(({ from }, at, all) => {
        return all.findIndex((other) => other.from === from) === at;
      });
      const replaced = rules.reduce((result, { from, to }) => {
        return g.where(equals(g, column, from), constant(to), result);
      }, value);
      return { ...column, value: replaced };
    }
    default:
      return column;
  }
}

/** A value that is of another type than its column equals none of it. */
function equals<V>(g: Primitives<V>, column: GraphColumn<V>, content: CellValue): V {
  const { type, value } = column;
  if (content === null || content === '') return missing(g, column);
  if (isNumberType(type))
    return g.equal(value, g.number(typeof content === 'number' ? content : NaN));
  if (typeof content === 'string') return g.equalText(value, g.text(content));
  return g.and(missing(g, column), g.not(missing(g, column)));
}

function constantOf<V>(
  g: Primitives<V>,
  column: string,
  { type }: GraphColumn<V>,
  content: CellValue,
): V {
  if (isNumberType(type) && (content === null || typeof content === 'number'))
    return g.number(content ?? NaN);
  if (!isNumberType(type) && (content === null || typeof content === 'string'))
    return g.text(content ?? '');
  throw new PortraitError('column_type', { column, found: type, expected: 'text' });
}
