/** A generator of the stream-mining literature as a data set: its card at once, its code when rows are first asked for. */
import { digestArrays } from '../src/data/hash.ts';
import type { Column, Concepts, Dataset } from '../src/data/types.ts';
import { randomStream, type Random } from '../src/random/random.ts';
import { withDefaults, type Parameter, type ParameterValues } from '../src/spec/parameter.ts';
import { checkRows, type BuiltIn } from './built-in.ts';

const MAX_ROWS = 100_000;
const DEFAULT_SPLIT = { baseTrain: 2_000, baseTest: 500, newPool: 1_000, newTest: 500 };

/**
 * Fills one row, `[features]`, as the concept (from 1) draws it from the row's own stream, and returns its class. Every
 * concept takes the same numbers from the stream: rows of two concepts then differ by the concept alone.
 */
export type RowWriter = (row: Float32Array, random: Random, concept: number) => number;

export interface StreamFacts {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Who defined it, where. */
  readonly paper: string;
  /** Noise, shares of the classes: what to know beyond that it is synthetic. */
  readonly caution: string;
  readonly columns: readonly Column[];
  readonly classes: readonly string[];
  /** Absent = a single one. */
  readonly concepts?: Pick<Concepts, 'titles' | 'kind'>;
  /** What else can be chosen about it; `concept` comes by itself. */
  readonly parameters?: readonly Parameter[];
}

/** `open` gives the writer of rows for a root seed and a value of each parameter. Row i depends on these and i alone. */
export function streamSet(facts: StreamFacts, open: (root: number, params: ParameterValues) => Promise<RowWriter>): BuiltIn {
  const { id, title, summary, paper, caution, columns, classes, concepts } = facts;
  const parameters = [...(concepts ? [conceptParameter(concepts.titles)] : []), ...(facts.parameters ?? [])];
  const card = {
    summary,
    origin: 'procedural',
    source: `Generated here from the root seed, as defined in ${paper}`,
    licence: 'CC0 1.0',
    caution: `Synthetic. ${caution}`,
  } as const;
  const width = columns.length;
  const inputShape = [width];

  async function load(rows: number, root: number, params?: ParameterValues, from = 0): Promise<Dataset> {
    checkRows(rows, MAX_ROWS);
    const values = withDefaults(parameters, params);
    const write = await open(root, values);
    const redraw: Concepts['redraw'] = (origin, concept, row) => write(row, randomStream(root, id, 'row', origin), concept);
    const concept = Number(values['concept'] ?? 1);
    const x = new Float32Array(rows * width);
    const y = new Int32Array(rows);
    for (let row = 0; row < rows; row++) y[row] = redraw(from + row, concept, x.subarray(row * width, (row + 1) * width));
    const samples = { rows, inputShape, x, y, ...(concepts && { origin: Int32Array.from(y.keys(), (row) => from + row) }) };
    const data = { id, title, card, samples, columns, classes, sha256: await digestArrays(x, y), notes: [] };
    return { ...data, ...(concepts && { concepts: { ...concepts, current: concept, redraw } }) };
  }

  return {
    ...{ id, title, card, inputKind: 'tabular', inputShape, columns, classes },
    ...{ defaultSplit: DEFAULT_SPLIT, maxRows: MAX_ROWS, load, endless: true },
    ...(parameters.length && { parameters }),
    ...(concepts && { concepts }),
  };
}

const conceptParameter = (titles: readonly string[]): Parameter => ({
  name: 'concept',
  title: 'Concept',
  help: 'The rule that the old world follows.',
  kind: 'choice',
  choices: titles.map((title, i) => ({ id: String(i + 1), title: `${i + 1}: ${title}` })),
  default: '1',
});

/** `count` numeric columns named `x1`, `x2`, …. */
export const numbered = (count: number): Column[] => Array.from({ length: count }, (_, i) => ({ name: `x${i + 1}`, kind: 'numeric' }));
