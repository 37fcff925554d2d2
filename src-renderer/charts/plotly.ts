import type plotly from 'plotly.js-dist-min';

type Plotly = typeof plotly;

/** The id under which plotly looks for its style sheet before adding it. */
const styleId = 'plotly.js-style-global';

let loading: Promise<Plotly> | null = null;

/** Plotly's style sheet is ours (`plotly.css`): marked so, none is put into the page and a strict policy holds. */
function claimStyles(): void {
  const mark = document.createElement('meta');
  mark.id = styleId;
  mark.className = 'no-inline-styles';
  document.head.append(mark);
}

/** The charting library's bundle of charts with two axes, loaded once, when the first chart is shown. */
export function loadPlotly(): Promise<Plotly> {
  if (loading) return loading;
  claimStyles();
  loading = import('plotly.js-cartesian-dist-min').then((module) => module.default);
  return loading;
}
