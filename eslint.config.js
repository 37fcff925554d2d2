import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

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
    files: ['src-main/**/*.ts'],
    languageOptions: {
      parserOptions: { project: './src-main/tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: { '@typescript-eslint/no-floating-promises': 'error' },
  },
  {
    files: ['src-main/hosts/electron/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...restricted, ...unsafeElectron] },
  },
);
