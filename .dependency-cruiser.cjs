/** Who may import whom (see the folder map in the README). Backend folders are reached through their index.ts. */
const layer = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });
const order = [
  ['lib', 'trust'],
  ['storage', 'jobs', 'engines'],
  ['data', 'privacy'],
  ['clean', 'features', 'link', 'anonymity'],
  ['train', 'recommend'],
  ['evaluate', 'predict', 'profile', 'walkthrough'],
  ['explain', 'tune', 'intent'],
  ['notebook', 'export'],
  ['api'],
];
const upward = order.flatMap((names, level) =>
  names.map((name) => {
    const above = order
      .slice(level)
      .flat()
      .filter((other) => other !== name);
    return layer(
      `backend-${name}-imports-only-lower-folders`,
      { path: `^src-main/backend/${name}/` },
      { path: `^src-main/backend/(${above.join('|')}|backend\\.ts)(/|$)` },
      'Backend folders import only folders below them.',
    );
  }),
);

/** What each folder of the engine may import of it; train and recommenders know nothing of each other. */
const engineOrder = {
  graph: [],
  matrix: [],
  simd: [],
  runtime: [],
  random: ['runtime'],
  linalg: ['runtime'],
  capture: ['graph', 'runtime'],
  compile: ['graph', 'runtime', 'random', 'capture'],
  train: ['graph', 'matrix', 'runtime', 'random', 'capture', 'compile'],
  recommenders: ['graph', 'matrix', 'simd', 'runtime', 'random', 'linalg', 'capture', 'compile'],
};
const insideEngine = Object.entries(engineOrder).map(([name, below]) =>
  layer(
    `engine-${name}-imports-only-lower-folders`,
    { path: `^src-main/engine/${name}/` },
    { path: `^src-main/engine/(?!(${[name, ...below].join('|')})/)[^/]+/` },
    'Folders of the engine import only those below them.',
  ),
);

module.exports = {
  forbidden: [
    layer('no-cycles', {}, { circular: true }, 'No import cycles.'),
    layer(
      'shared-is-pure',
      { path: '^shared/' },
      { pathNot: '^(shared/|node_modules/(zod|@orpc/contract|@orpc/shared))' },
      'shared imports shared, zod and the RPC contract package.',
    ),
    layer(
      'backend-knows-no-host',
      { path: '^src-main/backend/' },
      { path: '^(src-main/(hosts|engine)/|src-renderer/|node_modules/(electron|@tensorflow)/)' },
      'The backend knows nothing of Electron, HTTP or tfjs.',
    ),
    layer(
      'engine-imports-shared-and-tfjs',
      { path: '^src-main/engine/' },
      { path: '^(src-main/(hosts|backend)/|src-renderer/)' },
      'The engine stands alone.',
    ),
    layer(
      'tfjs-only-in-engine',
      { path: '^(src-main/(hosts|backend)|src-renderer|shared)/' },
      { path: 'node_modules/@tensorflow' },
      'Only the engine loads tfjs.',
    ),
    layer(
      'electron-only-in-its-host',
      { pathNot: '^(src-main/hosts/electron/|test/)' },
      { path: 'node_modules/electron/' },
      'electron is imported in hosts/electron only.',
    ),
    layer(
      'hosts-use-the-composition-root',
      { path: '^src-main/hosts/' },
      { path: '^src-main/backend/(?!(backend|lockable)\\.ts)' },
      'Hosts import backend.ts, or lockable.ts which stands before it.',
    ),
    layer(
      'serve-stands-alone',
      { path: '^src-main/hosts/serve/' },
      {
        path: '^(src-main/(backend|engine)/|src-main/hosts/(?!serve/)|src-renderer/|node_modules/(@orpc|better-sqlite3)/)',
      },
      'What scores with an exported model needs no workspace: shared and Node.',
    ),
    layer(
      'renderer-is-browser-code',
      { path: '^src-renderer/' },
      { path: '^(src-main/|node_modules/electron/)', dependencyTypesNot: ['type-only'] },
      'The renderer imports shared and browser packages.',
    ),
    layer(
      'renderer-has-no-node',
      { path: '^src-renderer/', pathNot: '^src-renderer/vite\\.\\w+\\.ts$' },
      { dependencyTypes: ['core'] },
      'No node:* in the renderer.',
    ),
    layer(
      'no-cell-imports-another',
      { path: '^src-renderer/cells/([^/]+)/' },
      { path: '^src-renderer/cells/(?!parts/)[^/]+/', pathNot: '^src-renderer/cells/$1/' },
      'What cells share lies in cells/parts, recommenders, ui, charts or stores.',
    ),
    layer(
      'recommenders-know-no-cell',
      { path: '^src-renderer/recommenders/' },
      { path: '^src-renderer/cells/[^/]+/' },
      'What cells of recommenders share knows none of them.',
    ),
    layer(
      'ui-and-charts-are-leaves',
      { path: '^src-renderer/(ui|charts)/' },
      { path: '^src-renderer/(client|stores|notebook|cells|teaching)/' },
      'ui and charts: props in, events out.',
    ),
    layer(
      'backend-folders-through-index',
      { path: '^src-main/backend/([^/]+)/' },
      {
        path: '^src-main/backend/([^/]+)/(?!(files/)?index\\.ts)',
        pathNot: '^src-main/backend/$1/',
      },
      'Other folders are reached through their index.ts; what workers of their own need, through lib/files.',
    ),
    ...upward,
    ...insideEngine,
    layer(
      'engine-folders-know-no-messages',
      { path: '^src-main/engine/(?!(train|recommenders)/)[^/]+/' },
      { path: '^src-main/engine/(channel|dispatch|context|engine)\\.ts$' },
      'What answers messages stands above what computes.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.svelte', '.js', '.mjs', '.cjs', '.json'],
    },
    exclude: { path: '(^|/)(dist|paraglide)/' },
  },
};
