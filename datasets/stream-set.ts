/** A generator of the stream-mining literature as a data set: its card at once, its code when rows are first asked for. */
import { digestArrays } from '../src/data/hash.ts';
import { partOf } from '../src/data/parts-of-range.ts';
import type { Column, Concepts, Dataset } from '../src/data/types.ts';
import { randomStream, type Random } from '../src/random/random.ts';
import { withDefaults, type Parameter, type ParameterValues } from '../src/spec/parameter.ts';
import { checkRows, type BuiltIn } from './built-in.ts';

const MAX_ROWS = 100_000;
const DEFAULT_SPLIT = { baseTrain: 2_000, baseTest: 500, newPool: 1_000, newTest: 500 };

/**
 * Fills one row, `[features]`, as the concept (from 1) draws it from the row's own stream, and returns its class, or of a set with
 * a target the number. Every
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
  /** The number that the writer returns instead of a class; the edges cut it into the classes. */
  readonly target?: { readonly name: string; readonly unit?: string; readonly edges: readonly number[] };
  /** Absent = a single one. */
  readonly concepts?: Pick<Concepts, 'titles' | 'kind'>;
  /** What else can be chosen about it; `concept` comes by itself. */
  readonly parameters?: readonly Parameter[];
}

/** `open` gives the writer of rows for a root seed and a value of each parameter. Row i depends on these and i alone. */
export function streamSet(facts: StreamFacts, open: (root: number, params: ParameterValues) => Promise<RowWriter>): BuiltIn {
  const { id, title, summary, paper, caution, columns, classes, target, concepts } = facts;
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
    const chosen = withDefaults(parameters, params);
    const write = await open(root, chosen);
    const drawn = (origin: number, concept: number, row: Float32Array) => write(row, randomStream(root, id, 'row', origin), concept);
    const classOf = (value: number) => (target ? partOf(target.edges, value) : value);
    const redraw: Concepts['redraw'] = (...of) => classOf(drawn(...of));
    const told = target && { tell: (origin: number, at: number) => drawn(origin, at, new Float32Array(width)) };
    const concept = Number(chosen['concept'] ?? 1);
    const x = new Float32Array(rows * width);
    const y = new Int32Array(rows);
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      values[row] = drawn(from + row, concept, x.subarray(row * width, (row + 1) * width));
      y[row] = classOf(values[row]!);
    }
    const origin = concepts && { origin: Int32Array.from(y.keys(), (row) => from + row) };
    const samples = { rows, inputShape, x, y, ...origin, ...(target && { target: values }) };
    const data = { id, title, card, samples, columns, classes, ...(target && { target }), sha256: await digestArrays(x, y), notes: [] };
    return { ...data, ...(concepts && { concepts: { ...concepts, current: concept, redraw, ...told } }) };
  }

  return {
    ...{ id, title, card, inputKind: 'tabular', inputShape, columns, classes },
    ...{ defaultSplit: DEFAULT_SPLIT, maxRows: MAX_ROWS, load, endless: true },
    ...(parameters.length && { parameters }),
    ...(concepts && { concepts }),
    ...(target && { target }),
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
