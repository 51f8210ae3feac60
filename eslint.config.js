// What the code must not do. The table `forbidden` is the import rules of the architecture, folder by folder.
import { configs as lit } from 'eslint-plugin-lit';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Pure TypeScript, from the bottom up: each may use only those before it. They run in the page, a worker and Node. */
const pure = ['random', 'spec', 'data', 'models', 'drift', 'detect', 'policies', 'training', 'measure', 'decide', 'record', 'science'];
const shells = ['adapt', 'engine', 'experiment', 'store', 'state', 'ui', 'cli', 'workers'];
const without = (...allowed) => shells.filter((folder) => !allowed.includes(folder));

/** Folder of src → folders of src it must not import values from. Types may come from anywhere but the engine and the UI. */
const forbidden = {
  ...Object.fromEntries(pure.map((folder, i) => [folder, [...pure.slice(i + 1), ...shells]])),
  // A repair may use what is estimated without labels.
  adapt: ['decide', 'record', 'science', ...without('adapt')],
  engine: ['drift', 'detect', 'decide', 'record', 'science', ...without('engine')],
  experiment: without('adapt', 'experiment'),
  store: without('store'),
  // The page shows arms and runs workers; it trains nothing itself.
  state: without('adapt', 'store', 'state'),
  ui: without('state', 'ui'),
  cli: without('adapt', 'experiment', 'cli'),
};
/** `datasets/` stands beside src and feeds it. */
const forbiddenToDatasets = [...pure.slice(pure.indexOf('drift')), ...shells];

const TFJS = '^@tensorflow/';
const BROWSER_GLOBALS = [
  ...['document', 'window', 'navigator', 'location', 'history', 'localStorage', 'sessionStorage', 'indexedDB'],
  ...['HTMLElement', 'customElements', 'requestAnimationFrame', 'Worker', 'self', 'postMessage', 'importScripts'],
];

/** Matches a relative import of one of these folders from anywhere in src, workers or datasets. */
const folders = (names) => `^(\\.{1,2}/)+(src/)?(${names.join('|')})/`;

/** Import rules for one set of files; `import()` is held to the same as `import`. */
function imports(names = [], { tensorflow = false } = {}) {
  const everything = names.filter((name) => name === 'engine' || name === 'ui');
  const values = names.filter((name) => !everything.includes(name));
  const see = 'see forbidden in eslint.config.js.';
  const patterns = [
    { regex: 'lit/directives/unsafe-', message: 'User text goes through text bindings only.' },
    ...(tensorflow ? [] : [{ regex: TFJS, message: 'TensorFlow.js is used in src/engine only.' }]),
    ...(everything.length ? [{ regex: folders(everything), message: `Not even types: ${see}` }] : []),
    ...(values.length ? [{ regex: folders(values), allowTypeImports: true, message: `Types only: ${see}` }] : []),
  ];
  return {
    '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
    'no-restricted-syntax': [
      'error',
      ...patterns.map(({ regex, message }) => ({
        selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\u002F')}/]`,
        message,
      })),
    ],
  };
}

export default defineConfig(
  globalIgnores([
    'src/engine/wasm/assembly/',
    'dist/',
    'coverage/',
    'api/',
    'reports/',
    '.stryker-tmp/',
    'test-results/',
    'playwright-report/',
  ]),
  tseslint.configs.recommended,
  lit['flat/recommended'],
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...imports(),
      eqeqeq: 'error',
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Everything random comes from a named stream (src/random).' },
        ...['innerHTML', 'outerHTML', 'insertAdjacentHTML'].map((property) => ({ property, message: 'Render with Lit.' })),
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.ts'],
    rules: { '@typescript-eslint/no-floating-promises': 'error', '@typescript-eslint/consistent-type-imports': 'error' },
  },
  { files: ['**/*.js', '**/*.mjs', '**/*.cjs'], languageOptions: { parserOptions: { projectService: false } } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  ...Object.entries(forbidden).map(([folder, names]) => ({
    files: [`src/${folder}/**/*.ts`],
    rules: imports(names, { tensorflow: folder === 'engine' }),
  })),
  // These measure the engine in Node, and load it only when asked to.
  { files: ['src/cli/host-cost*.ts', 'src/cli/scale/*.ts'], rules: imports(forbidden.cli.filter((folder) => folder !== 'engine')) },
  { files: ['datasets/**/*.ts'], rules: imports(forbiddenToDatasets) },
  { files: ['workers/**/*.ts', 'test/**/*.ts'], rules: imports([], { tensorflow: true }) },
  {
    files: [...pure.map((folder) => `src/${folder}/**/*.ts`), 'src/adapt/**/*.ts', 'src/experiment/**/*.ts', 'datasets/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...BROWSER_GLOBALS.map((name) => ({ name, message: 'This code runs in Node too.' }))] },
  },
);
