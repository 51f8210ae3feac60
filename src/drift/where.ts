/** Where a drift acts: on every row and feature, or on a part of them. */
import type { Where, DriftContext, DriftData, DriftFacts } from '../contracts/drift.ts';
import { inputKind, type Samples } from '../data/types.ts';
import { quantile } from '../data/quantile.ts';
import { featureCount } from './features.ts';

/** The rows and features a drift acts on, in one batch. */
export interface Target {
  /** Marks by row, `[rows]`; absent = all of them. */
  readonly rows?: Uint8Array;
  /** Marks by feature; absent = all of them. */
  readonly features?: Uint8Array;
}

/** What the region of an image is measured by. */
const BRIGHTNESS = 'brightness';

/** Columns that can bound a region of feature space: the numeric ones, or an image's mean brightness. */
export function regionColumns(data: DriftData): string[] {
  const kind = inputKind(data);
  if (kind === 'image') return [BRIGHTNESS];
  return kind === 'text' ? [] : data.columns.flatMap((column) => (column.kind === 'numeric' ? [column.name] : []));
}

/** What has to be known of an injection to tell where it can act. */
export type Placeable = Pick<DriftFacts, 'kind' | 'resamples'> & { readonly past?: unknown };

/** Why that injection cannot act there, as the rest of a sentence; undefined when it can. */
export function whyNotThere(where: Where, injection: Placeable, data: DriftData): string | undefined {
  const { kind } = injection;
  if (where.scope !== 'all' && injection.past) return 'it concerns the whole world, old and new';
  if (where.scope !== 'all' && kind === 'control') return 'a control concerns the whole world';
  switch (where.scope) {
    case 'all':
    case 'rows':
      return undefined;
    case 'class':
      if (!data.classes.includes(where.name)) return `there is no class “${where.name}”; the classes are ${listed(data.classes)}`;
      return kind === 'P(y)' ? 'the shares of the classes cannot change within a single one' : undefined;
    case 'group':
      if (!data.groups) return 'this data has no groups';
      return data.groups.names.includes(where.name)
        ? undefined
        : `there is no ${data.groups.name} “${where.name}”; there are ${listed(data.groups.names)}`;
    case 'region': {
      const columns = regionColumns(data);
      if (columns.length === 0) return 'no column of this data has an order that could bound a region';
      if (!columns.includes(where.column)) return `there is no numeric column “${where.column}”; choose one of ${listed(columns)}`;
      return where.from < where.to ? undefined : 'a region must end above where it begins';
    }
    case 'features':
      return featuresOnly(injection, data);
  }
}

/** Why single features cannot change by themselves; undefined when they can. */
export function featuresOnly({ kind, resamples, past }: Placeable, data: DriftData): string | undefined {
  if (kind !== 'P(x)' || resamples || past) return 'only values that change in place can be limited to some features';
  return inputKind(data) === 'text' ? 'words cannot be changed feature by feature' : undefined;
}

/** Finds that part of a batch; `noise` draws by row, `world` by feature, both the same at every severity and share. */
export function targetOf(where: Where, samples: Samples, context: Pick<DriftContext, 'world' | 'noise' | 'reference'> & DriftData): Target {
  switch (where.scope) {
    case 'all':
      return {};
    case 'class': {
      const label = context.classes.indexOf(where.name);
      return { rows: Uint8Array.from(samples.y, (y) => Number(y === label)) };
    }
    case 'group': {
      const group = context.groups?.names.indexOf(where.name) ?? -1;
      return { rows: Uint8Array.from({ length: samples.rows }, (_, row) => Number(samples.group?.[row] === group)) };
    }
    case 'region': {
      const f = context.columns.findIndex(({ name }) => name === where.column);
      const sorted = coordinate(context.reference, f)
        .filter((value) => !Number.isNaN(value))
        .sort();
      const [low, high] = [quantile(sorted, where.from), quantile(sorted, where.to)];
      const inside = (value: number) => value >= low && (value < high || (where.to === 1 && value === value));
      return { rows: Uint8Array.from(coordinate(samples, f), (value) => Number(inside(value))) };
    }
    case 'rows':
      return { rows: Uint8Array.from({ length: samples.rows }, () => Number(context.noise.uniform() < where.share)) };
    case 'features': {
      const order = context.world.permutation(featureCount(samples.inputShape));
      const features = new Uint8Array(order.length);
      for (const f of order.subarray(0, Math.max(1, Math.round(where.share * order.length)))) features[f] = 1;
      return { features };
    }
  }
}

/** Each row's value in column `f`; its mean where there is none (an image). */
function coordinate({ x, rows, inputShape }: Samples, f: number): Float64Array {
  const width = featureCount(inputShape);
  if (f >= 0) return Float64Array.from({ length: rows }, (_, row) => x[row * width + f]!);
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let i = row * width; i < (row + 1) * width; i++) sum += x[i]!;
    return sum / width;
  });
}

/** Where it acts, as the middle of a sentence. */
export function wherePhrase(where: Where, groups?: DriftData['groups']): string {
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  switch (where.scope) {
    case 'all':
      return 'everywhere';
    case 'class':
      return `in the class “${where.name}”`;
    case 'group':
      return `in the ${groups?.name ?? 'group'} “${where.name}”`;
    case 'region':
      return `where ${where.column} lies between its ${percent(where.from)} and ${percent(where.to)} quantiles`;
    case 'rows':
      return `in ${percent(where.share)} of the rows`;
    case 'features':
      return `in ${percent(where.share)} of the features`;
  }
}

const listed = (names: readonly string[]): string => names.slice(0, 12).join(', ') + (names.length > 12 ? ' …' : '');
