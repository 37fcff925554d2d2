import type plotly from 'plotly.js-dist-min';

type Plotly = typeof plotly;

/** Ids under which plotly, and the maps inside it that we never draw, look for their style sheets before adding them. */
const styleIds = [
  'plotly.js-style-global',
  'ce8d464691048653ffe3a57c6c18ab566e8366f186677868cf724621a857b4fe',
];

let loading: Promise<Plotly> | null = null;

/** Plotly's style sheet is ours (`plotly.css`): marked so, none is put into the page and a strict policy holds. */
function claimStyles(): void {
  for (const id of styleIds) {
    const mark = document.createElement('meta');
    mark.id = id;
    mark.className = 'no-inline-styles';
    document.head.append(mark);
  }
}

/** The charting library, loaded once, when the first chart is shown. */
export function loadPlotly(): Promise<Plotly> {
  if (loading) return loading;
  claimStyles();
  loading = import('plotly.js-dist-min').then((module) => module.default);
  return loading;
}
