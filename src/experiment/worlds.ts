/** The two worlds of one repeat: rows divided, the old world as the drifts presuppose it, the new one as they make it. */
import { digestArrays } from '../data/hash.ts';
import { selectRows } from '../data/select.ts';
import { stratifiedSplit } from '../data/split.ts';
import type { Dataset, Samples } from '../data/types.ts';
import type { DriftSetting } from '../drift/setting.ts';
import { applyDrifts, oldWorld, undrifted } from '../drift/apply.ts';
import type { LedgerEntry } from '../contracts/drift.ts';
import { experimentStream } from '../random/names.ts';
import type { AnySpec } from '../spec/schema.ts';

export interface TwoWorlds {
  readonly splitHash: string;
  readonly old: { readonly train: Samples; readonly test: Samples };
  /** The pool comes row by row through the new regime; the test rows all come at its end. */
  readonly new: { readonly pool: Samples; readonly test: Samples };
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
type WorldRows = Pick<Dataset, 'samples' | 'columns' | 'classes' | 'groups' | 'concepts'>;

/** The rows are those of that repeat. Pure: equal arguments give equal bytes. The spec must have passed `checkSpec`. */
export function makeWorlds(spec: AnySpec, { samples, columns, classes, groups, concepts }: WorldRows, seed: number): TwoWorlds {
  const { root } = spec.seeds;
  const split = stratifiedSplit(samples.y, classes.length, spec.data.split, experimentStream(root, 'split', seed));
  const reference = selectRows(samples, split.baseTrain);
  const setting = (batch: string, times: DriftSetting['times']): DriftSetting => ({
    ...{ root, seed, batch, times, reference, columns, classes },
    ...(groups && { groups }),
    ...(concepts && { concepts }),
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
    ledger: test.ledger,
    poolLedger: pool.ledger,
    labelDelay: pool.labelDelay,
  };
}
