export type Line = { name: string; points: { x: number; y: number }[] };

const colours = ['#0b5cad', '#c75000', '#3a7d34', '#8a3ea8', '#6b6b6b', '#a3122f'];
const [width, height] = [460, 320];
const margin = { left: 58, right: 16, top: 30, bottom: 44 };

/** A line chart with a logarithmic y axis (and x axis, if asked), as SVG; `left` moves it beside another. */
export function panel(
  title: string,
  xTitle: string,
  lines: Line[],
  logX: boolean,
  left: number,
): string {
  const points = lines.flatMap((line) => line.points);
  const scaleX = scale(
    points.map((p) => p.x),
    margin.left,
    width - margin.right,
    logX,
  );
  const scaleY = scale(
    points.map((p) => p.y),
    height - margin.bottom,
    margin.top,
    true,
  );
  const xs = [...new Set(points.map((p) => p.x))].sort((a, b) => a - b);
  const decades = powersOfTen(points.map((p) => p.y));
  const parts = [
    text(width / 2, 16, title, 'middle', 13),
    text(width / 2, height - 6, xTitle, 'middle', 11),
    ...xs.map((x) => text(scaleX(x), height - margin.bottom + 16, String(x), 'middle', 10)),
    ...decades.map((y) => text(margin.left - 6, scaleY(y) + 4, String(y), 'end', 10)),
    ...decades.map(
      (y) =>
        `<path d="M${margin.left} ${scaleY(y)}H${width - margin.right}" stroke="#ddd" fill="none"/>`,
    ),
    ...lines.map((line, i) => {
      const path = line.points.map((p) => `${scaleX(p.x).toFixed(1)} ${scaleY(p.y).toFixed(1)}`);
      return `<path d="M${path.join('L')}" stroke="${colours[i % colours.length]}" stroke-width="2" fill="none"/>`;
    }),
  ];
  return `<g transform="translate(${left} 0)">${parts.join('\n')}</g>`;
}

/** Panels side by side over one legend. */
export function figure(panels: string[], names: string[]): string {
  const legend = names.map((name, i) => {
    const x = 58 + i * 150;
    return `<path d="M${x} ${height + 14}h24" stroke="${colours[i % colours.length]}" stroke-width="2"/>${text(x + 30, height + 18, name, 'start', 11)}`;
  });
  const total = width * panels.length;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${total} ${height + 30}" font-family="sans-serif">
<rect width="100%" height="100%" fill="#fff"/>
${panels.join('\n')}
${legend.join('\n')}
</svg>
`;
}

export const panelWidth = width;

function scale(
  values: number[],
  from: number,
  to: number,
  log: boolean,
): (value: number) => number {
  const map = (value: number): number => (log ? Math.log(value) : value);
  const low = map(Math.min(...values));
  const high = map(Math.max(...values));
  return (value) => from + ((map(value) - low) / (high - low || 1)) * (to - from);
}

function powersOfTen(values: number[]): number[] {
  const low = Math.ceil(Math.log10(Math.min(...values)));
  const high = Math.floor(Math.log10(Math.max(...values)));
  return Array.from({ length: high - low + 1 }, (_, i) => Number((10 ** (low + i)).toPrecision(1)));
}

function text(x: number, y: number, value: string, anchor: string, size: number): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size}" text-anchor="${anchor}">${value}</text>`;
}
