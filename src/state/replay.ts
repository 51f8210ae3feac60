/** A run as it was when it ended, from what it left: what was said while it went on is said again. */
import type { Pictures } from '../contracts/library.ts';
import type { RunEvent, Served } from '../contracts/events.ts';
import type { AnyRecord, RunRecord, StreamRecord } from '../contracts/record.ts';
import type { PlaneView } from '../data/plane.ts';
import type { Samples } from '../data/types.ts';
import type { PassingBy } from '../contracts/stream.ts';
import { byKind } from '../record/by-kind.ts';
import { CompareRun } from './compare-run.ts';
import { runOf } from './runs.ts';
import { StreamRun } from './stream-run.ts';

/** What a page shows of a run that its record does not have. */
interface Seen {
  readonly warnings?: readonly string[];
  readonly served?: Served | undefined;
  readonly testRows?: Samples | undefined;
  readonly predictions?: ReadonlyMap<string, Int32Array>;
  readonly boundaries?: ReadonlyMap<string, PlaneView>;
  readonly passing?: PassingBy | undefined;
  readonly views?: ReadonlyMap<number, Uint8Array>;
}

/** To be kept beside the record. */
export function picturesOf(run: unknown): Pictures | undefined {
  if (run instanceof CompareRun) {
    const { warnings, served, testRows, predictions, boundaries } = run;
    return { warnings: [...warnings], served, testRows, predictions, boundaries } satisfies Seen;
  }
  if (run instanceof StreamRun) {
    const { warnings, passing, views } = run;
    return { warnings: [...warnings], passing, views } satisfies Seen;
  }
  return undefined;
}

/** The run, ended as it did. */
export function replayed(record: AnyRecord, pictures: Pictures = {}): CompareRun | StreamRun {
  const run = runOf(record.spec);
  const seen = pictures as Seen;
  const begun: readonly RunEvent[] = [
    { type: 'engine-ready', facts: record.environment.engine },
    ...(seen.warnings ?? []).map((text): RunEvent => ({ type: 'warning', code: 'repair-note', text })),
  ];
  const ended: RunEvent = record.aborted ? { type: 'stopped', kept: keptOf(record) } : { type: 'finished', record };
  for (const event of [...begun, ...eventsOf(record, seen), ended]) run.apply(event);
  return run;
}

const keptOf = byKind({ compare: ({ results }) => results.length, stream: () => 0 });

function eventsOf(record: AnyRecord, seen: Seen): readonly RunEvent[] {
  return byKind<readonly RunEvent[]>({
    compare: (comparison) => comparisonEvents(comparison, seen),
    stream: (stream) => streamEvents(stream, seen),
  })(record);
}

function comparisonEvents(
  { seeds, results, skipped = [], derived }: RunRecord,
  { served, testRows, predictions, boundaries }: Seen,
): RunEvent[] {
  return [
    ...seeds.flatMap(({ seed, base, ledger }): RunEvent[] => [
      ...base.curve.map((point): RunEvent => ({ type: 'base-point', seed, point })),
      { type: 'drift-applied', seed, ledger },
    ]),
    ...(served ? [{ ...served, type: 'served', seed: 0 } satisfies RunEvent] : []),
    ...results.flatMap((result): RunEvent[] => [
      ...result.curve.map((point): RunEvent => ({ type: 'arm-point', seed: result.seed, arm: result.arm, point })),
      { type: 'arm-finished', result },
    ]),
    ...skipped.map((one): RunEvent => ({ type: 'arm-skipped', ...one })),
    ...(testRows ? [{ type: 'test-rows', seed: 0, rows: testRows } satisfies RunEvent] : []),
    ...[...(predictions ?? [])].map(([arm, predicted]): RunEvent => ({ type: 'predictions', seed: 0, arm, predicted })),
    ...[...(boundaries ?? [])].map(([of, view]): RunEvent => ({ type: 'boundary', of, view })),
    { type: 'summed-up', summary: derived.summary },
  ];
}

function streamEvents({ seeds, runs, edits, observations, retired = [] }: StreamRecord, { passing, views }: Seen): RunEvent[] {
  const first = runs.filter(({ seed }) => seed === 0).sort((a, b) => a.policy - b.policy);
  const batches = first[0]?.points.length ?? 0;
  const started = seeds.map((seed): RunEvent => ({ type: 'stream-started', seed, batches }));
  const gone = Array.from({ length: batches }, (_, batch): RunEvent => {
    const observation = observations.find((one) => one.batch === batch);
    const last = batch === batches - 1 && passing ? { passing: { ...passing, views: views ?? passing.views } } : {};
    return {
      type: 'stream-batch',
      seed: 0,
      batch,
      points: first.map(({ points }) => points[batch]!),
      ...(observation && { observation }),
      ...last,
    };
  });
  return [
    ...started.slice(0, 1),
    ...gone,
    ...edits.map((edit): RunEvent => ({ type: 'stream-edited', edit })),
    ...started.slice(1),
    ...seeds.map(({ seed }): RunEvent => ({ type: 'stream-ended', runs: runs.filter((run) => run.seed === seed) })),
    { type: 'stream-raced', seeds: seeds.length, retired, settled: false },
  ];
}
