import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';
import { assertions } from './eslint.assertions.js';
import { typed } from './eslint.typed.js';

const browserGlobals = Object.fromEntries(
  ['window', 'document', 'navigator', 'location', 'localStorage', 'console', 'fetch', 'URL'].map(
    (name) => [name, 'readonly'],
  ),
);

const restricted = [
  { selector: 'TSEnumDeclaration', message: 'Use a zod enum or a union type.' },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Seeds are passed in.',
  },
];

/** Each number spread into a call takes room on the stack: some 100,000 of them end it. */
const bigSpread = {
  selector:
    "CallExpression[callee.property.name=/^(push|unshift)$/] > SpreadElement, CallExpression[callee.object.name='Math'][callee.property.name=/^(max|min)$/] > SpreadElement",
  message: 'Use largest() or smallest() of shared/statistics/extremes.ts, or a loop.',
};

/** An index that is off must show: `list[i]!` makes undefined or NaN of it, `list.at(i) ?? 0` says that there may be none. */
const silentZero = {
  selector:
    "LogicalExpression[operator='??'][right.value=0] > MemberExpression.left[computed=true]:not([property.value=/\\D/])",
  message: 'Write list[i]!, or list.at(i) ?? 0 where there may be none.',
};

/** SQL lies with storage, behind functions that say what they ask; in `data/sql` it is what a person wrote in a cell. */
const sqlElsewhere = ['object.name', 'object.property.name'].map((place) => ({
  selector: `CallExpression[callee.property.name=/^(prepare|exec|pragma)$/][callee.${place}=/^(db|database)$/i]`,
  message: 'Statements lie in src-main/backend/storage.',
}));

/** What Electron's own security checklist says never to switch on, or off. */
const property = (names) => `Property[key.name=/^(${names})$/]`;
const unsafeElectron = [
  property('webSecurity|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures'),
  property('nodeIntegrationInWorker|nodeIntegrationInSubFrames|enableRemoteModule'),
  `${property('nodeIntegration|webviewTag')}[value.value=true]`,
  `${property('contextIsolation|sandbox')}[value.value=false]`,
  "MemberExpression[property.name='executeJavaScript']",
].map((selector) => ({ selector, message: 'The window stays locked down.' }));

export default tseslint.config(
  {
    ignores: [
      ...['.cache', 'dist', 'out', 'node_modules', 'src-renderer/i18n/paraglide', '**/*.d.ts'],
      // AssemblyScript, which its own compiler checks.
      'src-main/engine/simd/kernels',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  ...svelte.configs.recommended,
  {
    rules: {
      'max-lines': ['error', { max: 400 }],
      'no-undef': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', ...restricted],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser }, globals: browserGlobals },
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['src-main/**/*.ts', 'shared/**/*.ts'],
    languageOptions: {
      parserOptions: { project: './src-main/tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: typed,
  },
  {
    // Those of components have the same rules by scripts/testing/lint-components.mjs.
    files: ['src-renderer/**/*.ts'],
    ignores: ['**/*.svelte.ts'],
    languageOptions: {
      parserOptions: {
        project: './src-renderer/tsconfig.json',
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: typed,
  },
  {
    files: ['shared/**/*', 'src-main/**/*', 'src-renderer/**/*'],
    ignores: assertions.flatMap(({ files }) => files),
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
    },
  },
  {
    files: ['src-renderer/**/*'],
    rules: { 'no-restricted-syntax': ['error', ...restricted, bigSpread] },
  },
  {
    files: ['shared/**/*', 'src-main/**/*', 'src-renderer/{charts,grid}/**/*'],
    rules: { 'no-restricted-syntax': ['error', ...restricted, bigSpread, silentZero] },
  },
  {
    files: ['src-main/**/*.ts'],
    ignores: ['src-main/backend/storage/**', 'src-main/backend/data/sql/**'],
    rules: {
      'no-restricted-syntax': ['error', ...restricted, bigSpread, silentZero, ...sqlElsewhere],
    },
  },
  {
    files: ['src-main/hosts/electron/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...restricted, bigSpread, silentZero, ...unsafeElectron],
    },
  },
);
