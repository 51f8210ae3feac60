/** Records of earlier forms, made into the present one. Each step stays here for ever; `test/record/fixtures` has a file of each. */
import type { AnyRecord } from '../contracts/record.ts';
import { derivedOf } from '../experiment/kinds/derived.ts';
import { recorded } from '../measure/precision.ts';
import { contentId } from '../spec/canonical.ts';
import { identified } from './build.ts';
import { documentOf, type RunDocument } from './document.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The document in the form of version 1. @throws Error in words where its version is not known, or it does not have the id it bears */
export function migrated(document: Fields): Fields {
  if (document.format === 'drift-lab-run') {
    if (document.version === 1) return document;
    throw new Error(`it is of version ${String(document.version)}, which this Drift Lab does not know; a newer one reads it`);
  }
  if (document.format !== undefined || document.version !== 1 || typeof document.runId !== 'string')
    throw new Error('it is no record of a run');
  return fromZero(document) as unknown as Fields;
}

/** Until 2026-11-30 records had no `format` and no `world`, every digit of every figure, and the values of single repeats in what is derived. */
function fromZero({ runId, ...content }: Fields): RunDocument {
  if (contentId(content) !== runId) throw new Error('it was changed after the run: its content does not have the id it bears');
  const { derived, seeds, results, runs, observations, environment, shift, robustness, durationMs, ...rest } =
    content as never as AnyRecord & Fields;
  const old = derived as { readonly summary?: Fields; readonly target?: Fields };
  const { summary } = old;
  const world = summary
    ? { chance: summary.majority, freshRows: summary.freshRows, ...(summary.target !== undefined && { target: summary.target }) }
    : old.target
      ? { target: { name: old.target.name, ...(old.target.unit !== undefined && { unit: old.target.unit }), sd: 0 } }
      : {};
  const record = {
    ...rest,
    ...{
      format: 'drift-lab-run',
      formerId: runId,
      world,
      environment: recorded(environment),
      durationMs: recorded({ durationMs }).durationMs,
    },
    seeds: (seeds as unknown as readonly Fields[]).map(seedOf),
    ...(results !== undefined && { results: recorded(results) }),
    ...(runs !== undefined && { runs: recorded(runs) }),
    ...(observations !== undefined && { observations: recorded(observations) }),
    ...(shift !== undefined && { shift: recorded(shift) }),
    ...(robustness !== undefined && { robustness: recorded(robustness) }),
  } as unknown as AnyRecord;
  return documentOf(identified({ ...record, derived: derivedOf(record) } as AnyRecord));
}

/** Settings of a drift stay as exact as they were asked for. */
function seedOf({ ledger, ...seed }: Fields): Fields {
  const entries = ledger as readonly Fields[];
  return { ...recorded(seed), ledger: entries.map((entry) => ({ ...entry, realised: recorded(entry.realised) })) };
}
