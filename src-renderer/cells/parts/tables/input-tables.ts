import { tableOutput } from '#shared/model/cells/data.ts';
import type { TableInfo } from '#shared/model/table.ts';
import type { InputView } from '../../cell-view.ts';

/** The tables among a cell's inputs that exist, under the names of the cells they come from. */
export function inputTables(
  inputs: readonly InputView[],
  slot?: string,
): { name: string; table: TableInfo }[] {
  return inputs.flatMap((input) => {
    if (slot !== undefined && input.slot !== slot) return [];
    const read = tableOutput.safeParse(input.output);
    return read.success ? [{ name: input.cell.name, table: read.data.table }] : [];
  });
}
