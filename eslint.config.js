// What the code must not do. Which folder may import which is a table of its own: build/lint-floors.mjs.
import { readdirSync } from 'node:fs';
import { configs as lit } from 'eslint-plugin-lit';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { floors, importFloors } from './build/lint-floors.mjs';

const TFJS = '^@tensorflow/';
const BROWSER_GLOBALS = [
  ...['document', 'window', 'navigator', 'location', 'history', 'localStorage', 'sessionStorage', 'indexedDB'],
  ...['HTMLElement', 'customElements', 'requestAnimationFrame', 'Worker', 'self', 'postMessage', 'importScripts'],
];

/** The kinds of experiment are the folders of their registry. */
const KINDS = readdirSync(new URL('src/spec/kinds/', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .join('|');
const kindsApart = [
  `BinaryExpression[operator=/^[!=]==?$/] > Literal[value=/^(${KINDS})$/]`,
  `SwitchCase > Literal.test[value=/^(${KINDS})$/]`,
].map((selector) => ({
  selector,
  message: 'Kinds are told apart in their registries only: say there what the kind can or does (src/spec/kinds).',
}));

/** What may be imported by name, `import()` held to the same as `import`; and whether kinds of experiment may be told apart. */
function restricted({ tensorflow = false, kinds = false } = {}) {
  const patterns = [
    { regex: 'lit/directives/unsafe-', message: 'User text goes through text bindings only.' },
    ...(tensorflow ? [] : [{ regex: TFJS, message: 'TensorFlow.js is used in src/engine only.' }]),
  ];
  return {
    '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
    'no-restricted-syntax': [
      'error',
      ...patterns.map(({ regex, message }) => ({
        selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\u002F')}/]`,
        message,
      })),
      ...(kinds ? [] : kindsApart),
    ],
  };
}

const RESTRICTED_PROPERTIES = [
  { object: 'Math', property: 'random', message: 'Everything random comes from a named stream (src/random).' },
  ...['innerHTML', 'outerHTML', 'insertAdjacentHTML'].map((property) => ({ property, message: 'Render with Lit.' })),
];
/** Their last bits are another in each browser. */
const NOT_PORTABLE = ['exp', 'log', 'sin', 'cos', 'pow'].map((property) => ({
  object: 'Math',
  property,
  message: 'The same everywhere is the one of src/maths/portable.ts.',
}));

export default defineConfig(
  globalIgnores([
    '.cache/',
    'src/engine/wasm/assembly/',
    'src/words/de/de.ts',
    'dist/',
    'lib/',
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
    plugins: { house: { rules: { 'import-floors': importFloors } } },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...restricted(),
      'house/import-floors': 'error',
      eqeqeq: 'error',
      // What is caught and passed over says why.
      'no-empty': 'error',
      'no-restricted-properties': ['error', ...RESTRICTED_PROPERTIES],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.ts'],
    rules: { '@typescript-eslint/no-floating-promises': 'error', '@typescript-eslint/consistent-type-imports': 'error' },
  },
  {
    // Everybody may import the contracts: they bring no code.
    files: ['src/contracts/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportDeclaration[importKind!="type"], ExportNamedDeclaration[exportKind="value"], ExportAllDeclaration',
          message: 'Types only.',
        },
      ],
    },
  },
  { files: ['**/*.js', '**/*.mjs', '**/*.cjs'], languageOptions: { parserOptions: { projectService: false } } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  // These measure the engine in Node, and load it only when asked to.
  { files: ['src/cli/host-cost*.ts', 'src/cli/scale/*.ts'], rules: { 'house/import-floors': ['error', ['engine']] } },
  { files: ['src/engine/**/*.ts', 'workers/**/*.ts'], rules: restricted({ tensorflow: true }) },
  { files: ['test/**/*.ts'], rules: restricted({ tensorflow: true, kinds: true }) },
  { files: ['src/*/kinds/**/*.ts'], rules: restricted({ kinds: true }) },
  {
    files: [...floors.map((folder) => `src/${folder}/**/*.ts`), 'datasets/**/*.ts'],
    rules: {
      'no-restricted-properties': ['error', ...RESTRICTED_PROPERTIES, ...NOT_PORTABLE],
      'no-restricted-globals': ['error', ...BROWSER_GLOBALS.map((name) => ({ name, message: 'This code runs in Node too.' }))],
    },
  },
);
