/**
 * The import table of the house as an ESLint rule: which folder may import which, by any kind of import, types included. A path is resolved,
 * so that a folder of the same name elsewhere (`src/ui/stream`) is no offence.
 */
import { dirname, join, relative, resolve } from 'node:path';

const root = join(import.meta.dirname, '..');

/** From the bottom up: each may use those before it, and none after. They run in the page, in a worker and in Node. */
export const floors = [
  ...['maths', 'random', 'spec', 'data', 'models', 'contracts', 'drift', 'detect', 'policies', 'training', 'measure'],
  ...['adapt', 'decide', 'experiment', 'record', 'science'],
];
const upTo = (last, ...but) => floors.slice(0, floors.indexOf(last) + 1).filter((floor) => !but.includes(floor));

/** Folder → folders it may import from, besides itself. */
const table = {
  ...Object.fromEntries(floors.map((floor, i) => [floor, floors.slice(0, i)])),
  // An engine carries out trainings; it knows neither drift nor what is concluded.
  engine: [...upTo('contracts'), 'training', 'measure'],
  services: [...floors, 'datasets'],
  store: upTo('contracts'),
  // The page edits experiments and shows runs; it trains nothing itself, and knows the workers by their contracts.
  // Of the repairs it has what they say of themselves, which the build hands over without their code (`?facts`).
  state: [...upTo('science', 'training'), 'store', 'datasets', 'words'],
  ui: [...upTo('science', 'training', 'adapt'), 'state', 'datasets', 'words'],
  // Languages of the page: whoever is below it speaks English.
  words: [],
  // In pages of others: shows runs, trains nothing.
  embed: upTo('record'),
  cli: [...floors, 'datasets', 'build'],
  // Built-in data sets stand beside src and feed it.
  datasets: upTo('contracts'),
  workers: [...floors, 'engine', 'services', 'store', 'datasets'],
  build: [...floors, 'engine', 'datasets'],
};

/** `src/cli/scale/run.ts` is of the folder `cli`; files right in `src` belong to none. */
function folderOf(path) {
  const [top, inner, ...rest] = relative(root, path).split(/[\\/]/);
  if (top !== 'src') return top in table ? top : undefined;
  return rest.length ? inner : undefined;
}

export const importFloors = {
  meta: {
    type: 'problem',
    schema: [{ type: 'array', items: { type: 'string' } }],
    messages: {
      upward: '{{from}} must not import from {{to}}, not even types: see the table in build/lint-floors.mjs.',
      unknown: '{{from}} is no folder of the house: give it a line in build/lint-floors.mjs.',
    },
  },
  create(context) {
    const from = folderOf(context.filename);
    if (from === undefined) return {};
    const also = context.options[0] ?? [];
    const check = (source) => {
      if (typeof source?.value !== 'string' || !source.value.startsWith('.')) return;
      const to = folderOf(resolve(dirname(context.filename), source.value));
      if (to === undefined || to === from || also.includes(to)) return;
      if (!(from in table)) context.report({ node: source, messageId: 'unknown', data: { from } });
      else if (!table[from].includes(to)) context.report({ node: source, messageId: 'upward', data: { from, to } });
    };
    return {
      ImportDeclaration: ({ source }) => check(source),
      ExportAllDeclaration: ({ source }) => check(source),
      ExportNamedDeclaration: ({ source }) => check(source),
      ImportExpression: ({ source }) => check(source),
      TSImportType: ({ source, argument }) => check(source ?? argument?.literal),
    };
  },
};
