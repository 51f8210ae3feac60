/** What a drift does to real samples, and what is known of real drift, before anything is trained. */
import type { ShiftReport } from '../../contracts/diagnosis.ts';
import type { Preview, PreviewRows } from '../../contracts/services.ts';
import { selectRows } from '../../data/select.ts';
import { inputKind, type Dataset, type Samples } from '../../data/types.ts';
import { applyDrifts, oldWorld, undrifted } from '../../drift/apply.ts';
import type { DriftSetting } from '../../drift/setting.ts';
import { shiftHere } from '../../experiment/real-drift.ts';
import { splitOf } from '../../experiment/worlds.ts';
import type { AnySpec } from '../../spec/schema.ts';

/** Rows the preview is computed on. */
const PREVIEW_ROWS = 1000;
/** Images or texts that the page gets to see of them. */
const SHOWN = 16;

/** What a preview needs of the data whatever the drift: kept while only the drift is edited. */
export interface World {
  readonly dataset: Dataset;
  readonly setting: DriftSetting;
  /** Rows of the new regime, in the order in which they come. */
  readonly rows: Samples;
  /** Where the data has an old and a new world: rows of the old one, and what is known of the change. */
  readonly real?: { readonly old: Samples; readonly shift: ShiftReport };
}

export function openWorld(spec: AnySpec, dataset: Dataset): World {
  const { root } = spec.seeds;
  const { samples, columns, classes, groups, concepts, target } = dataset;
  const split = splitOf(spec, dataset, 0);
  const setting: DriftSetting = {
    ...{ root, seed: 0, batch: 'test', times: 'spread', columns, classes },
    reference: selectRows(samples, split.baseTrain),
    ...(groups && { groups }),
    ...(concepts && { concepts }),
    ...(samples.target && target?.edges && { edges: target.edges }),
  };
  const shift = shiftHere(spec, dataset);
  // Both worlds by as many rows: their pictures lie on each other.
  const count = Math.min(PREVIEW_ROWS, split.newTest.length, shift ? split.baseTest.length : Infinity);
  const shown = (part: Int32Array) => selectRows(samples, part.slice(0, count));
  return { dataset, setting, rows: shown(split.newTest), ...(shift && { real: { old: shown(split.baseTest), shift } }) };
}

export function makePreview({ drift }: AnySpec, { dataset, setting, rows, real }: World): Preview {
  const { inputShape } = dataset.samples;
  const { columns, classes } = dataset;
  const { samples: after, from, ledger } = applyDrifts(drift, undrifted(rows), setting);
  const kind = inputKind({ inputShape, columns });
  const old = oldWorld(drift, real?.old ?? rows, setting);
  const before = old === rows && kind !== 'tabular' ? selectRows(rows, from) : old;
  const counts = ({ y }: Samples) => labelCounts(y, classes.length);
  const few = kind === 'tabular' ? undefined : real ? firstFew : shownRows(before, after);
  const shown = (samples: Samples): PreviewRows => {
    if (!few) return { x: samples.x, y: samples.y };
    const { x, y, text } = selectRows(
      samples,
      few.filter((row) => row < samples.rows),
    );
    return { x: text ? new Float32Array(0) : x, y, ...(text && { text }) };
  };
  return {
    inputShape,
    columns: columns.map(({ name, unit }) => (unit ? `${name} (${unit})` : name)),
    classes,
    classCounts: { before: counts(old), after: counts(after) },
    before: shown(before),
    after: shown(after),
    ledger,
    ...(real && { shift: real.shift }),
  };
}

/** Of worlds that have no row in common. */
const firstFew = Int32Array.from({ length: SHOWN }, (_, row) => row);

/** Rows to show, in order: evenly taken, but half of them changed ones where few are. */
function shownRows(before: Samples, after: Samples): Int32Array {
  const width = after.x.length / Math.max(1, after.rows);
  const all = Array.from({ length: after.rows }, (_, row) => row);
  const isChanged = (row: number) => {
    if (before.y[row] !== after.y[row]) return true;
    for (let i = row * width; i < (row + 1) * width; i++) if (before.x[i] !== after.x[i]) return true;
    return false;
  };
  const evenly = (rows: readonly number[], count: number) =>
    Array.from(
      { length: Math.min(count, rows.length) },
      (_, i) => rows[Math.floor(((i + 0.5) * rows.length) / Math.min(count, rows.length))]!,
    );
  const changed = all.filter(isChanged);
  if (changed.length === 0 || 2 * changed.length >= all.length) return Int32Array.from(evenly(all, SHOWN));
  const kept = all.filter((row) => !isChanged(row));
  return Int32Array.from([...evenly(changed, SHOWN / 2), ...evenly(kept, SHOWN / 2)]).sort();
}

function labelCounts(y: Int32Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of y) counts[label]!++;
  return counts;
}
