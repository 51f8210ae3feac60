/** What injections on columns share: which columns they hit, and how they write into them. */
import type { Column, Samples } from '../../data/types.ts';
import type { Random } from '../../random/random.ts';
import type { Parameter, ParameterValues } from '../../spec/parameter.ts';
import { featureCount, numericColumns, withInputs } from '../features.ts';
import type { DriftData } from '../../contracts/drift.ts';

/** Lets the user name the column; otherwise the world draws some. */
export const columnParameter: Parameter = {
  name: 'column',
  title: 'Column',
  help: 'The column that changes; half of those that can are drawn from the seed when none is named.',
  kind: 'column',
  default: '',
};

/** The column named, else half of the candidates (at least one) in the order of the data, drawn from `world`. */
export function chosenColumns(candidates: readonly number[], columns: readonly Column[], params: ParameterValues, world: Random): number[] {
  const order = world.permutation(candidates.length);
  const named = columns.findIndex(({ name }) => name === params.column);
  if (named >= 0) return candidates.includes(named) ? [named] : [];
  const count = Math.max(1, Math.round(candidates.length / 2));
  return Array.from(order.subarray(0, count), (i) => candidates[i]!).sort((a, b) => a - b);
}

export const categoricalColumns = (columns: readonly Column[], categories = 2): number[] =>
  columns.flatMap((column, f) => (column.kind === 'categorical' && (column.categories?.length ?? 0) >= categories ? [f] : []));

export const needsNumeric = ({ columns }: DriftData): string | undefined =>
  numericColumns(columns).length === 0 ? 'it needs a numeric column' : undefined;

export const needsCategories =
  (categories = 2) =>
  ({ columns }: DriftData): string | undefined =>
    categoricalColumns(columns, categories).length > 0
      ? undefined
      : `it needs a column of ${categories > 1 ? `at least ${categories} ` : ''}categories`;

/** The same rows with those columns changed cell by cell; a missing cell is passed on as NaN. */
export function mapColumns(
  samples: Samples,
  features: readonly number[],
  change: (value: number, feature: number, row: number) => number,
): Samples {
  const x = samples.x.slice();
  const width = featureCount(samples.inputShape);
  for (const f of features) {
    for (let row = 0, cell = f; cell < x.length; row++, cell += width) x[cell] = change(x[cell]!, f, row);
  }
  return withInputs(samples, x);
}

/** Column names for a sentence. */
export function namesOf(features: readonly number[], columns: readonly Column[]): string {
  const names = features.map((f) => `“${columns[f]!.name}”`);
  if (names.length > 3) return `${names.length} columns`;
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? 'no column');
}
