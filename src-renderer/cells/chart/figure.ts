import type { ChartLook, ChartOutput } from '#shared/model/cells/chart.ts';
import { grey, nthColour } from '../../charts/series.ts';
import { groupWords } from '../parts/group-words.ts';
import { boxesFigure } from './boxes-figure.ts';
import type { Drawn, Legend } from './figure-parts.ts';
import { heatFigure } from './heat-figure.ts';
import { pointsFigure } from './points-figure.ts';
import { valuesFigure } from './values-figure.ts';

/** What a chart's result looks like, and what its colours stand for. */
export function chartFigure(output: ChartOutput, look: ChartLook = {}): Drawn & { legend: Legend } {
  const colours = output.mark === 'heat' ? [] : (output.colour?.groups ?? []);
  const legend: Legend = colours.map((group, at) => ({
    name: groupWords(output.colour!, group),
    colour: group.type === 'missing' ? grey : nthColour(at),
    style: 'dots',
  }));
  return { ...drawn(output, legend, look), legend };
}

function drawn(output: ChartOutput, legend: Legend, look: ChartLook): Drawn {
  const { drawing } = output;
  switch (drawing.type) {
    case 'values':
      return valuesFigure(output, drawing, legend, look);
    case 'points':
      return pointsFigure(output, drawing, legend, look);
    case 'boxes':
      return boxesFigure(output, drawing, legend);
    case 'cells':
      return heatFigure(output, drawing);
  }
}
