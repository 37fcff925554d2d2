import { PortraitError } from '#shared/errors/index.ts';
import { stageColumn, withFitted } from '../stage.ts';
import type { Plan } from '../step-context.ts';

/** At least one column must stay. */
export const planDropColumns: Plan<'drop_columns'> = (stage, step, context) => {
  const dropped = new Set(step.columns.map((name) => stageColumn(stage, name).slot));
  const columns = stage.columns.filter((column) => !dropped.has(column.slot));
  if (columns.length === 0) {
    throw new PortraitError('cell_settings_invalid', {
      path: `${context.path}.columns`,
      detail: '0',
    });
  }
  return withFitted({ ...stage, columns }, [{ type: 'drop', columns: step.columns }]);
};

/** The new name must not be empty or another column's. */
export const planRename: Plan<'rename'> = (stage, step, context) => {
  const column = stageColumn(stage, step.column);
  const taken = stage.columns.some((other) => other !== column && other.name === step.to);
  if (taken || step.to === '') {
    const detail = `“${step.to}”`;
    throw new PortraitError('cell_settings_invalid', { path: `${context.path}.to`, detail });
  }
  const columns = stage.columns.map((other) =>
    other === column ? { ...column, name: step.to } : other,
  );
  return withFitted({ ...stage, columns }, [{ type: 'rename', column: column.name, to: step.to }]);
};
