import type { Layout, LayoutAxis } from 'plotly.js-dist-min';
import { axisText } from '../../charts/figures/axis-text.ts';

const across = 3;
/** Pixels of a chart alone, and of one row of small charts. */
const alone = 340;
const small = 230;

/** Small charts side by side that share their axes: places, titles, and the height of all. */
export type Panels = {
  height: number;
  layout: Partial<Layout>;
  /** Names of the axes that a trace of a panel goes by. */
  axes(panel: number): { xaxis: string; yaxis: string };
};

/** A grid of up to three small charts a row; one chart where there are no names. */
export function panelLayout(
  names: readonly string[],
  axes: { x: Partial<LayoutAxis>; y: Partial<LayoutAxis> },
  height = alone,
): Panels {
  const count = Math.max(1, names.length);
  const columns = Math.min(across, count);
  const rows = Math.ceil(count / columns);
  const id = (panel: number) => (panel === 0 ? '' : String(panel + 1));
  const [gapX, gapY] = [0.03, rows === 1 ? 0 : 0.1 / (rows - 1) + 0.03];
  const wide = (1 - gapX * (columns - 1)) / columns;
  const high = (1 - gapY * (rows - 1)) / rows;
  const layout: Record<string, unknown> = {};
  const annotations: Layout['annotations'] = [];
  for (let panel = 0; panel < count; panel += 1) {
    const [row, column] = [Math.floor(panel / columns), panel % columns];
    const left = column * (wide + gapX);
    const bottom = 1 - row * (high + gapY) - high;
    const lowest = panel + columns >= count;
    layout[`xaxis${id(panel)}`] = {
      ...axes.x,
      ...{ domain: [left, left + wide], anchor: `y${id(panel)}`, showticklabels: lowest },
      ...(panel > 0 && { matches: 'x' }),
      ...(!lowest && { title: undefined }),
    };
    layout[`yaxis${id(panel)}`] = {
      ...axes.y,
      ...{ domain: [bottom, bottom + high], anchor: `x${id(panel)}`, showticklabels: column === 0 },
      ...(panel > 0 && { matches: 'y' }),
      ...(column > 0 && { title: undefined }),
    };
    const name = names[panel];
    if (name !== undefined)
      annotations.push({
        ...{ text: axisText(name, 32), showarrow: false, xref: 'paper', yref: 'paper' },
        ...{ x: left, y: bottom + high, xanchor: 'left', yanchor: 'bottom', yshift: 2 },
      });
  }
  return {
    height: names.length === 0 ? height : rows * small + 40,
    // Axes have numbers in their names, which the library's types know up to nine.
    layout: { ...layout, annotations, ...(names.length > 0 && { margin: { t: 24 } }) },
    axes: (panel) => ({ xaxis: `x${id(panel)}`, yaxis: `y${id(panel)}` }),
  };
}
