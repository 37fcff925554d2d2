import type { Layout, LayoutAxis } from 'plotly.js-dist-min';

/** Replaces `var(--name)` in every string of a plain value by the custom property's value on `element`. */
export function withColours<T>(value: T, element: Element): T {
  const style = getComputedStyle(element);
  return replaceStrings(value, (text) =>
    text.replace(/var\((--[\w-]+)\)/g, (whole, name: string) => {
      const found = style.getPropertyValue(name).trim();
      return found === '' ? whole : resolveColour(found);
    }),
  );
}

/** Browsers understand more colour notations than plotly: let a canvas turn them into `rgb`. */
function resolveColour(colour: string): string {
  if (/^(#|rgb)/.test(colour)) return colour;
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!context) return colour;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 255] = context.getImageData(0, 0, 1, 1).data;
  return `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`;
}

/** A copy of a plain value with every string changed. Typed arrays and numbers stay as they are. */
export function replaceStrings<T>(value: T, change: (text: string) => string): T;
export function replaceStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    return typeof items[0] === 'number' && typeof items.at(-1) === 'number'
      ? items
      : items.map((item) => replaceStrings(item, change));
  }
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, replaceStrings(inner, change)]),
  );
}

const axis = {
  gridcolor: 'var(--chart-grid)',
  linecolor: 'var(--chart-axis)',
  zeroline: false,
  ticks: 'outside',
  ticklen: 4,
  tickcolor: 'var(--chart-axis)',
  automargin: true,
} as const;
/** Axis titles are as large as the tick labels. */
const titled = { font: { size: 12 }, standoff: 8 };

/** The look every chart shares: quiet grid, no title (the frame has it), transparent ground. */
export function baseLayout(fontFamily: string): Partial<Layout> {
  return {
    font: { family: fontFamily, size: 12, color: 'var(--ink-2)' },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    margin: { l: 44, r: 12, t: 8, b: 36 },
    xaxis: axis,
    yaxis: axis,
    showlegend: false,
    legend: { orientation: 'h', x: 0, y: 1.02, yanchor: 'bottom', font: { size: 12 } },
    hovermode: 'closest',
    hoverlabel: {
      bgcolor: 'var(--surface)',
      bordercolor: 'var(--line-strong)',
      font: { color: 'var(--ink)', family: fontFamily, size: 12 },
    },
    dragmode: false,
  };
}

/** Layouts joined: axes, however many, field by field, the rest by key. */
export function mergeLayout(base: Partial<Layout>, own: Partial<Layout>): Partial<Layout> {
  const axes = Object.fromEntries(
    Object.entries({ xaxis: {}, yaxis: {}, ...own }).flatMap(([key, value]) => {
      const axis = /^([xy]axis)\d*$/.exec(key)?.[1];
      if (axis !== 'xaxis' && axis !== 'yaxis') return [];
      const one = value as Partial<LayoutAxis>; // Only axes are called so.
      return [[key, { ...base[axis], ...one, title: { ...one.title, ...titled } }]];
    }),
  );
  return {
    ...base,
    ...own,
    ...axes,
    margin: { ...base.margin, ...own.margin },
  };
}
