import type { Layout } from 'plotly.js-dist-min';

const steps = 16;
/** Share of the drawing's width that the scale takes, and where it begins. */
const [from, to] = [0.78, 0.94];

/** The two ends of a scale of colour, lightly filled to full. */
export const heatColours = ['var(--accent-soft)', 'var(--series-1)'] as const;

/**
 * A scale of colour above a drawing, part of it so that a saved picture has it too: the library's own sets styles that our
 * policy forbids. Colours are mixed by laying the strong one over the light one.
 */
export function heatScale(low: string, high: string): Pick<Layout, 'shapes' | 'annotations'> {
  const shape = { type: 'rect', xref: 'paper', yref: 'paper', line: { width: 0 } } as const;
  const place = { ysizemode: 'pixel', yanchor: 1, y0: 6, y1: 16 } as const;
  const shapes: Layout['shapes'] = [
    { ...shape, ...place, x0: from, x1: to, fillcolor: heatColours[0] },
  ];
  for (let at = 0; at < steps; at += 1) {
    const edge = (n: number) => from + ((to - from) * n) / steps;
    shapes.push({
      ...{ ...shape, ...place, x0: edge(at), x1: edge(at + 1) },
      ...{ fillcolor: heatColours[1], opacity: at / (steps - 1) },
    });
  }
  const text = { showarrow: false, xref: 'paper', yref: 'paper', y: 1, yanchor: 'bottom' } as const;
  return {
    shapes,
    annotations: [
      { ...text, text: low, x: from, xanchor: 'right', xshift: -4, yshift: 1 },
      { ...text, text: high, x: to, xanchor: 'left', xshift: 4, yshift: 1 },
    ],
  };
}
