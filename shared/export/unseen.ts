import type { FittedPrep, FittedStep } from '../model/prep.ts';
import type { CellValue, ValueKind } from '../model/table.ts';
import { unknownColumn, valueNumber, valueParts, valueText } from '../encoding/index.ts';
import { storedTime } from '../values/time/stored.ts';

/** Tells of a prepared row in which columns, as `named`, it holds what the preparation was never fitted to. */
export function createUnseen(
  prep: Pick<FittedPrep, 'columns' | 'steps'>,
  named: (column: string) => string,
): (row: readonly CellValue[]) => string[] {
  const checks = prep.steps.map((step) => {
    const at = prep.columns.findIndex(({ name }) => name === step.column);
    const isKnown = known(step, prep.columns[at] ?? unknownColumn);
    return { at, name: named(step.column), isKnown };
  });
  return (row) => {
    const unseen = new Set<string>();
    for (const { at, name, isKnown } of checks) if (!isKnown(row[at] ?? null)) unseen.add(name);
    return [...unseen];
  };
}

function known(step: FittedStep, kind: ValueKind): (value: CellValue) => boolean {
  switch (step.type) {
    case 'numeric':
      return (value) => step.missing || valueNumber(value) !== null;
    case 'dateParts':
      return (value) => step.missing || storedTime(value) !== null;
    case 'multiHot': {
      const values = new Set(step.values);
      return (value) =>
        valueParts(value, step.separator)?.every((part) => values.has(part)) ?? step.missing;
    }
    case 'hash':
    case 'tfidf':
      return (value) => step.missing || valueText(value, kind) !== null;
    default: {
      const values = new Set(step.values);
      return (value) => {
        const text = valueText(value, kind);
        return text === null ? step.missing : values.has(text);
      };
    }
  }
}
