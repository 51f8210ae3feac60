/** The queue of runs against a worker that is lost, fails, stops and answers late, in any order. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { RunEvent } from '../../../src/contracts/events.ts';
import type { AnyRecord, EarlierComparison, SeedResult } from '../../../src/contracts/record.ts';
import type { ArmResult } from '../../../src/contracts/results.ts';
import type { RunOptions } from '../../../src/contracts/services.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import type { AnySpec } from '../../../src/spec/schema.ts';
import type { CompareRun } from '../../../src/state/compare-run.ts';
import { JobQueue, urgency } from '../../../src/state/job-queue.ts';
// Here before it is fetched, so that no step has to wait for it.
import '../../../src/state/lost-run.ts';
import { runOf } from '../../../src/state/runs.ts';
import { WorkerLostError } from '../../../src/watched-worker.ts';
import { property, type FuzzProperty } from '../property.ts';

/** What a page, a person and the machine do, one after the other. */
const steps = [
  'start',
  'start-series',
  'result',
  'seed',
  'finish',
  'fail',
  'lose',
  'lose-gpu',
  'stop',
  'stop-waiting',
  'pause',
  'late',
] as const;
type Step = (typeof steps)[number];

/** The queue looks at whether the page is hidden. */
const page = { hidden: false, addEventListener() {}, removeEventListener() {} };

const settled = async () => {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
};

/** A run as the model has it. */
interface Followed {
  readonly run: CompareRun;
  ended: number;
  /** Results and complete seeds that the worker told. */
  readonly told: string[];
  complete: number;
  losses: number;
  stopped: boolean;
  failed: boolean;
}

interface Sent {
  readonly spec: AnySpec;
  readonly options: RunOptions | undefined;
  open: boolean;
  tell(event: RunEvent): void;
  answer(): void;
  lose(): void;
}

async function check(given: readonly Step[]): Promise<void> {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'document');
  Object.defineProperty(globalThis, 'document', { configurable: true, value: page });
  const sent: Sent[] = [];
  const queue = new JobQueue(
    {
      lab: {
        run: (spec, port, options) =>
          new Promise<void>((resolve, reject) => {
            const end = (how: () => void) => {
              if (one.open) how();
              one.open = false;
            };
            const one: Sent = {
              ...{ spec, options, open: true },
              tell: (event) => port.postMessage([event]),
              answer: () => end(resolve),
              lose: () => end(() => reject(new WorkerLostError('It was ended.'))),
            };
            sent.push(one);
          }),
        drive: async ({ type }) => {
          if (type === 'stop') finish({ type: 'stopped', kept: 0 });
        },
        openEngine: async () => undefined,
        repairedModel: async () => undefined,
      },
      dropLab: () => undefined,
    },
    () => undefined,
  );
  const followed: Followed[] = [];
  const now = () => sent.findLast(({ open }) => open);
  const owner = () => followed.find(({ run }) => queueOf(queue).current?.run === run);
  const finish = (event: RunEvent) => {
    const one = now();
    one?.tell(event);
    one?.answer();
  };
  const start = (series: boolean) => {
    const run = runOf({ ...presets.quick.spec, engine: 'auto' });
    const one: Followed = { run, ended: 0, told: [], complete: 0, losses: 0, stopped: false, failed: false };
    followed.push(one);
    void queue.play(run, { urgency: series ? urgency.series : urgency.comparison, own: {} }).then(() => one.ended++);
  };
  const lost = async (one: Followed | undefined, how: () => void) => {
    if (!one || !now()) return;
    const { told, complete } = one;
    const sends = sent.length;
    how();
    one.losses++;
    // What helps was asked for when the run began; whoever asks later has it later.
    await import('../../../src/state/lost-run.ts');
    for (let turn = 0; turn < 50 && sent.length === sends && one.run.busy; turn++) await settled();
    await settled();
    if (one.losses > 1) return void (one.failed = true);
    expect(sent.length, 'it begins anew').to.equal(sends + 1);
    const earlier = sent.at(-1)!.options!.earlier as EarlierComparison;
    expect(
      earlier.results.map(({ seed, arm }) => `${seed} ${arm}`),
      'with all that was finished',
    ).to.deep.equal(told);
    expect(earlier.seeds.length).to.equal(complete);
    // What belongs to seeds that are not complete is told again.
    one.told.splice(0, Infinity, ...told.filter((name) => Number(name.split(' ')[0]) < complete));
  };
  const act: Readonly<Record<Step, () => unknown>> = {
    start: () => start(false),
    'start-series': () => start(true),
    result() {
      const one = owner();
      if (!one || !now()) return;
      const result = { seed: one.complete, arm: `arm${one.told.length}`, curve: [{ step: 1 }] } as unknown as ArmResult;
      now()!.tell({ type: 'arm-finished', result });
      one.told.push(`${result.seed} ${result.arm}`);
    },
    seed() {
      const one = owner();
      if (!one || !now()) return;
      now()!.tell({ type: 'seeds-complete', seeds: [{ seed: one.complete } as SeedResult] });
      one.complete++;
    },
    finish: () => finish({ type: 'finished', record: { results: [] } as unknown as AnyRecord }),
    fail() {
      const one = owner();
      if (!one || !now()) return;
      one.failed = true;
      finish({ type: 'failed', code: 'engine', text: 'no engine', kept: 0 });
    },
    lose: () => lost(owner(), () => now()!.lose()),
    'lose-gpu': () => lost(owner(), () => finish({ type: 'failed', code: 'engine-lost', text: 'The GPU is gone.', kept: 0 })),
    stop() {
      const one = owner();
      if (!one) return;
      one.stopped = true;
      queue.halt(one.run);
    },
    'stop-waiting'() {
      const one = followed.find(({ run }) => queue.waits(run));
      if (!one) return;
      one.stopped = true;
      queue.halt(one.run);
    },
    pause: () => owner() && queue.togglePause(owner()!.run),
    late: () => sent.find(({ open }) => !open)?.tell({ type: 'failed', code: 'internal', text: 'late', kept: 0 }),
  };
  try {
    for (const step of given) {
      await act[step]();
      await settled();
      expect(sent.filter(({ open }) => open).length, `${step}: one at a time`).to.be.at.most(1);
      for (const { run, ended } of followed) expect(ended, `${step}: ends once, and only then is over`).to.equal(run.busy ? 0 : 1);
    }
    for (let left = followed.length; queue.busy && left >= 0; left--) {
      finish({ type: 'finished', record: { results: [] } as unknown as AnyRecord });
      await settled();
    }
    expect(queue.busy, 'all came to an end').to.equal(false);
    for (const { run, ended, stopped, failed } of followed) {
      expect(ended).to.equal(1);
      if (!stopped && !failed) expect(run.phase).to.equal('finished');
      if (run.phase === 'finished') expect(run.record).to.not.equal(undefined);
    }
  } finally {
    for (const one of sent) one.answer();
    await settled();
    if (before) Object.defineProperty(globalThis, 'document', before);
    else Reflect.deleteProperty(globalThis, 'document');
  }
}

/** The run that the worker has. */
const queueOf = (queue: JobQueue) => queue as unknown as { readonly current?: { readonly run: unknown } };

export const queues: readonly FuzzProperty[] = [
  property<readonly Step[]>({
    id: 'job-queue',
    holds:
      'Whatever is started, lost, stopped and told in whatever order: one run at a time, each ends once, and a lost one goes on from all that was finished.',
    cases: fc.array(fc.constantFrom(...steps), { maxLength: 24 }),
    short: 25,
    check,
  }),
];
