/** The two worlds of one repeat: rows divided, the old world as the drifts presuppose it, the new one as they make it. */
import { digestArrays } from '../data/hash.ts';
import { evenRows, selectRows } from '../data/select.ts';
import { divide } from '../data/divide.ts';
import { askedRows } from '../data/parts-of-range.ts';
import { DataError } from '../data/errors.ts';
import { sidesOf } from '../data/regimes.ts';
import type { Split } from '../data/split.ts';
import type { Dataset, Samples } from '../data/types.ts';
import type { DriftSetting } from '../drift/setting.ts';
import { applyDrifts, oldWorld, undrifted } from '../drift/apply.ts';
import type { LedgerEntry } from '../contracts/drift.ts';
import { experimentStream } from '../random/names.ts';
import type { AnySpec, Issue } from '../spec/schema.ts';

export interface TwoWorlds {
  readonly splitHash: string;
  readonly old: { readonly train: Samples; readonly test: Samples };
  /** The pool comes row by row through the new regime; the test rows all come at its end. */
  readonly new: { readonly pool: Samples; readonly test: Samples };
  /** Rows of windows that come after the new world, where the spec names some. */
  readonly later: readonly Samples[];
  /** What the drifts did to the new test rows, and to the pool. */
  readonly ledger: readonly LedgerEntry[];
  readonly poolLedger: readonly LedgerEntry[];
  /** Share of the pool, counted from its end, whose labels have not arrived. */
  readonly labelDelay: number;
}

/** SHA-256 (hex) of the drifted pool and test rows. */
export const driftedHashOf = ({ new: { pool, test } }: TwoWorlds): Promise<string> => digestArrays(pool.x, pool.y, test.x, test.y);

/**
 * The rows that a repeat divides: fresh ones for each where rows never end, so that repeats differ as other runs of the world would; else
 * always the same, divided anew, and what is said of repeats is said of these rows.
 */
export const rowsOfRepeat = async (dataset: Dataset, seed: number): Promise<Dataset> =>
  seed > 0 && dataset.draw ? dataset.draw(seed) : dataset;

/** Rows and what is known of them. */
type WorldRows = Pick<Dataset, 'title' | 'samples' | 'columns' | 'classes' | 'groups' | 'concepts' | 'regimes' | 'time' | 'target'>;

/** Which rows each part of a repeat has. @throws DataError when the data cannot be divided so. */
export function splitOf({ data, seeds }: Pick<AnySpec, 'data' | 'seeds'>, rows: WorldRows, seed: number): Split {
  const { regimes, division } = data;
  const asked = { ...(regimes && { sides: sidesOf(rows, regimes) }), ...(division && { division }) };
  return divide(rows, data.split, asked, experimentStream(seeds.root, 'split', seed));
}

/** Why the rows cannot be divided as the spec asks, on some repeat; all repeats are looked at where groups may turn out larger than a part. */
export function whyNotDivided(spec: AnySpec, rows: WorldRows): Issue[] {
  const { regimes, division } = spec.data;
  if (!regimes && !division) return [];
  try {
    const repeats = division === 'group' ? spec.seeds.count : 1;
    for (let seed = 0; seed < repeats; seed++) splitOf(spec, rows, seed);
    return [];
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return [{ path: regimes ? 'data.regimes' : 'data.division', message: `${error.message}. ${error.remedy}` }];
  }
}

/** Of each later window all rows, or so many, evenly taken. */
const MOST_LATER = 2_000;

function laterRows({ data: { regimes } }: AnySpec, dataset: WorldRows): Samples[] {
  if (!regimes) return [];
  return sidesOf(dataset, regimes).later.map((rows) =>
    selectRows(
      dataset.samples,
      evenRows(rows.length, MOST_LATER).map((i) => rows[i]!),
    ),
  );
}

/** The rows are those of that repeat. Pure: equal arguments give equal bytes. The spec must have passed `checkSpec`. */
export function makeWorlds(spec: AnySpec, dataset: WorldRows, seed: number): TwoWorlds {
  const { columns, classes, groups, concepts, target } = dataset;
  const samples = askedRows(spec, dataset.samples);
  const { root } = spec.seeds;
  const split = splitOf(spec, dataset, seed);
  const reference = selectRows(samples, split.baseTrain);
  const setting = (batch: string, times: DriftSetting['times']): DriftSetting => ({
    ...{ root, seed, batch, times, reference, columns, classes },
    ...(groups && { groups }),
    ...(concepts && { concepts }),
    ...(samples.target && target?.edges && { edges: target.edges }),
  });
  const pool = applyDrifts(spec.drift, undrifted(selectRows(samples, split.newPool)), setting('pool', 'spread'));
  const test = applyDrifts(spec.drift, undrifted(selectRows(samples, split.newTest)), setting('test', 'end'));
  return {
    splitHash: split.sha256,
    old: {
      train: oldWorld(spec.drift, reference, setting('base-train', 'end')),
      test: oldWorld(spec.drift, selectRows(samples, split.baseTest), setting('base-test', 'end')),
    },
    new: { pool: pool.samples, test: test.samples },
    later: laterRows(spec, dataset),
    ledger: test.ledger,
    poolLedger: pool.ledger,
    labelDelay: pool.labelDelay,
  };
}
