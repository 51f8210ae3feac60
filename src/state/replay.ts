/** A run as it was when it ended, from what it left: what was said while it went on is said again. */
import type { Pictures, StandingRun } from '../contracts/library.ts';
import type { RunCommand } from '../contracts/services.ts';
import type { RunEvent, Served } from '../contracts/events.ts';
import type { AnyRecord, EarlierComparison, EarlierStream, RunRecord, StreamRecord } from '../contracts/record.ts';
import type { PlaneView } from '../data/plane.ts';
import type { Samples } from '../data/types.ts';
import type { PassingBy } from '../contracts/stream.ts';
import { byKind } from '../record/by-kind.ts';
import { CompareRun } from './compare-run.ts';
import { rewind } from './lost-run.ts';
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

/** A run that was left, as far as it goes on from: what was told of that is told again. `first` is to be said to it as soon as it has begun. */
export function again({ run: left, earlier, pictures = {} }: StandingRun): {
  readonly run: CompareRun | StreamRun;
  readonly first?: RunCommand;
} {
  const run = runOf(left.spec);
  const seen = pictures as Seen;
  const tell = (events: readonly RunEvent[]) => events.forEach((event) => run.apply(event));
  if (run instanceof CompareRun) {
    const { seeds, results, skipped, baseRate } = earlier as EarlierComparison;
    const isComplete = ({ seed }: { readonly seed: number }) => seed < seeds.length;
    tell(comparisonEvents({ seeds, results: results.filter(isComplete), skipped: skipped?.filter(isComplete) }, seen));
    run.apply({ type: 'seeds-complete', seeds, ...(baseRate && { baseRate }) });
    return { run };
  }
  const { seeds, runs, edits, observations } = earlier as EarlierStream;
  if (seeds.length) {
    tell(streamEvents({ seeds, runs, edits, observations }, seen));
    return { run };
  }
  run.seen = left.seen ?? 0;
  const first = rewind(run);
  return { run, ...(first && { first }) };
}

const keptOf = byKind({ compare: ({ results }) => results.length, stream: () => 0 });

function eventsOf(record: AnyRecord, seen: Seen): readonly RunEvent[] {
  return byKind<readonly RunEvent[]>({
    compare: (comparison) => [...comparisonEvents(comparison, seen), { type: 'summed-up', summary: comparison.derived.summary }],
    stream: (stream) => [...streamEvents(stream, seen), racedEvent(stream)],
  })(record);
}

function comparisonEvents(
  { seeds, results, skipped = [] }: Pick<RunRecord, 'seeds' | 'results'> & { readonly skipped?: RunRecord['skipped'] | undefined },
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
  ];
}

const racedEvent = ({ seeds, retired = [] }: StreamRecord): RunEvent => ({
  type: 'stream-raced',
  seeds: seeds.length,
  retired,
  settled: false,
});

function streamEvents({ seeds, runs, edits, observations }: EarlierStream, { passing, views }: Seen): RunEvent[] {
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
  ];
}
