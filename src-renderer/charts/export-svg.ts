import { loadPlotly } from './plotly.ts';

/**
 * The drawing inside a chart as a self-contained SVG text: plotly charts by plotly, our own line charts as they stand with
 * their computed colours written in. Null where `root` holds no drawing.
 */
export async function chartSvg(root: Element): Promise<string | null> {
  const graph = root.matches('.js-plotly-plot') ? root : root.querySelector('.js-plotly-plot');
  if (graph instanceof HTMLElement) {
    const plotly = await loadPlotly();
    const { clientWidth: width, clientHeight: height } = graph;
    const address = await plotly.toImage(graph, { format: 'svg', width, height });
    return decodeURIComponent(address.slice(address.indexOf(',') + 1));
  }
  const svg = root.matches('svg') ? root : root.querySelector('svg[data-chart]');
  return svg instanceof SVGSVGElement ? new XMLSerializer().serializeToString(styled(svg)) : null;
}

const written = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
  'color',
];

/** A copy with the looks that come from style sheets written into presentation attributes. */
function styled(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) return svg;
  const originals = [svg, ...svg.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  originals.forEach((original, index) => {
    const style = getComputedStyle(original);
    const target = copies[index];
    for (const name of written) {
      const value = style.getPropertyValue(name);
      if (value !== '') target?.setAttribute(name, value);
    }
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return copy;
}
