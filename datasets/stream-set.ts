/** A generator of the stream-mining literature as a data set: its card at once, its code when rows are first asked for. */
import { hashArrays } from '../src/data/hash.ts';
import type { Column, Dataset } from '../src/data/types.ts';
import { stream, type Random } from '../src/random/random.ts';
import { checkRows, type BuiltIn } from './built-in.ts';

const MAX_ROWS = 100_000;
const DEFAULT_SPLIT = { baseTrain: 2_000, baseTest: 500, newPool: 1_000, newTest: 500 };

/** Fills one row, `[features]`, from the row's own stream and returns its class. */
export type RowWriter = (row: Float32Array, random: Random) => number;

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
}

/** `open` gives the writer of rows for a root seed. Row i depends on the root and i alone. */
export function streamSet(facts: StreamFacts, open: (root: number) => Promise<RowWriter>): BuiltIn {
  const { id, title, summary, paper, caution, columns, classes } = facts;
  const card = {
    summary,
    origin: 'procedural',
    source: `Generated here from the root seed, as defined in ${paper}`,
    licence: 'CC0 1.0',
    caution: `Synthetic. ${caution}`,
  } as const;
  const width = columns.length;
  const inputShape = [width];

  async function load(rows: number, root: number): Promise<Dataset> {
    checkRows(rows, MAX_ROWS);
    const write = await open(root);
    const x = new Float32Array(rows * width);
    const y = new Int32Array(rows);
    for (let row = 0; row < rows; row++) {
      y[row] = write(x.subarray(row * width, (row + 1) * width), stream(root, id, 'row', row));
    }
    const samples = { rows, inputShape, x, y };
    return { id, title, card, samples, columns, classes, sha256: hashArrays(x, y), notes: [] };
  }

  return { id, title, card, inputKind: 'tabular', inputShape, columns, classes, defaultSplit: DEFAULT_SPLIT, maxRows: MAX_ROWS, load };
}

/** `count` numeric columns named `x1`, `x2`, …. */
export const numbered = (count: number): Column[] => Array.from({ length: count }, (_, i) => ({ name: `x${i + 1}`, kind: 'numeric' }));
