/** What a built-in data set says about itself before any row is made or unpacked. */
import type { Thumbnail } from '../src/contracts/services.ts';
import type { RegimeChoice } from '../src/data/regimes.ts';
import type { SplitSizes } from '../src/data/split.ts';
import type { Column, Concepts, DataCard, Dataset, InputKind } from '../src/data/types.ts';
import type { Division } from '../src/spec/divisions.ts';
import type { Parameter, ParameterValues } from '../src/spec/parameter.ts';

export interface BuiltIn {
  readonly id: string;
  readonly title: string;
  readonly card: DataCard;
  readonly inputKind: InputKind;
  /** `[features]`, or `[height, width, channels]`. */
  readonly inputShape: readonly number[];
  /** One per feature of tabular data; empty for images and texts. */
  readonly columns: readonly Column[];
  readonly classes: readonly string[];
  readonly defaultSplit: SplitSizes;
  readonly maxRows: number;
  /** What can be chosen about it, such as the shape of its clouds; absent = nothing. */
  readonly parameters?: readonly Parameter[];
  /** The groups of its rows, where it has some. */
  readonly groups?: NonNullable<Dataset['groups']>;
  /** Which worlds its rows come from, when, and which number could be told of them, where it is real data with a past. */
  readonly regimes?: NonNullable<Dataset['regimes']>;
  readonly time?: NonNullable<Dataset['time']>;
  readonly cluster?: NonNullable<Dataset['cluster']>;
  readonly target?: NonNullable<Dataset['target']>;
  /** Of data with regimes: how it is cut into an old and a new world unless told otherwise. All rows are loaded then. */
  readonly realDrift?: { readonly regimes: RegimeChoice; readonly division?: Division };
  /** What is shown of it where it is offered, of data that is too large to be fetched for that; else its rows are looked at. */
  readonly glance?: Thumbnail;
  /** Titles of its concepts, where it has several. */
  readonly concepts?: Pick<Concepts, 'titles' | 'kind'>;
  /**
   * `rows` (1 … maxRows) rows drawn from the root seed. Equal arguments give equal bytes.
   * @param params A value for each of `parameters`; defaults where absent.
   * @param from The first row, where rows never end: row i of a root is always the same. Else 0.
   * @throws RangeError when `rows` is out of range.
   */
  load(rows: number, root: number, params?: ParameterValues, from?: number): Promise<Dataset>;
  /** Rows are generated and never end; absent where there are those of a file and no others. */
  readonly endless?: true;
}

/** For `load`: refuses a number of rows that the data set cannot give. */
export function checkRows(rows: number, maxRows: number): void {
  if (!Number.isInteger(rows) || rows < 1 || rows > maxRows) {
    throw new RangeError(`${rows} rows were asked for; this data set gives 1 … ${maxRows}`);
  }
}
