/** A sweep whose experiments end, fail, are stopped, give way and answer late, in any order. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { RunRecord } from '../../../src/contracts/record.ts';
import type { Summary } from '../../../src/contracts/results.ts';
import { contentId } from '../../../src/spec/canonical.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { CompareRun } from '../../../src/state/compare-run.ts';
import { labelsAxis, SweepStore, type Came, type SweepPlan } from '../../../src/state/sweep-store.ts';
import { property, type FuzzProperty } from '../property.ts';

/** What a person, the worker and the rest of the page do, one after the other. */
const steps = [
  'start',
  'start-other',
  'go-on',
  'finish',
  'empty',
  'own-fails',
  'worker-fails',
  'give-way',
  'stop',
  'clear',
  'pause',
  'late',
] as const;
type Step = (typeof steps)[number];

const { spec } = presets.quick;
const plans: readonly SweepPlan[] = [
  { spec, axes: [labelsAxis([10, 20, 50])] },
  { spec, axes: [labelsAxis([30, 40])] },
];
/** A record as far as a sweep looks: which experiment it is of. */
const recordOf = (run: CompareRun) => ({ derived: { summary: { of: contentId(run.spec) } as unknown as Summary } }) as RunRecord;

const settled = async () => {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
};

interface Played {
  readonly run: CompareRun;
  halted: boolean;
  open: boolean;
  end(): void;
}

async function check(given: readonly Step[]): Promise<void> {
  const played: Played[] = [];
  let entered = 0;
  let giveWay = () => {};
  let ownFails = false;
  const sweep = new SweepStore(
    {
      own: () => (ownFails ? Promise.reject(new Error('the file is gone')) : Promise.resolve({})),
      newRun: (each) => new CompareRun(each),
      play: (run) =>
        new Promise<void>((resolve) => {
          run.phase = 'running';
          const one: Played = {
            ...{ run: run as CompareRun, halted: false, open: true },
            end() {
              one.open = false;
              resolve();
            },
          };
          played.push(one);
        }),
      pause: (run) => void (run.phase = run.phase === 'paused' ? 'running' : 'paused'),
      halt: (run) => played.filter((one) => one.run === run).forEach((one) => (one.halted = true)),
      enter(how) {
        entered++;
        giveWay = how;
        return () => void entered--;
      },
    },
    () => 0,
  );
  /** What the worker has and nobody stopped. */
  const now = () => played.findLast(({ open, halted }) => open && !halted);
  const finish = (one: Played | undefined, record: boolean) => {
    if (!one) return;
    one.run.apply(record ? { type: 'finished', record: recordOf(one.run) } : { type: 'failed', code: 'engine', text: 'no rows', kept: 0 });
    one.end();
  };
  const known = (): ReadonlyMap<string, Came> =>
    new Map(sweep.cells.flatMap(({ spec: own, summary }) => (summary ? [[contentId(own), { summary }] as const] : [])));
  const start = (plan: SweepPlan, from?: ReadonlyMap<string, Came>) => void sweep.start(plan, from);
  const act: Readonly<Record<Step, () => void>> = {
    start: () => start(plans[0]!),
    'start-other': () => start(plans[1]!),
    'go-on': () => sweep.plan && start(sweep.plan, known()),
    finish: () => finish(now(), true),
    empty: () => finish(now(), false),
    'own-fails': () => void (ownFails = !ownFails),
    'worker-fails'() {
      sweep.fail('The worker is lost.');
      // With what it had.
      for (const one of played) one.halted ||= one.open;
    },
    'give-way': () => sweep.busy && giveWay(),
    stop: () => sweep.stop(),
    clear: () => sweep.clear(),
    pause: () => sweep.togglePause(),
    late: () => finish(played.find(({ open, halted }) => open && halted), true), // prettier-ignore
  };
  for (const step of given) {
    const before = { cells: sweep.cells, phase: sweep.phase, played: played.length, done: known() };
    act[step]();
    await settled();
    expect(played.filter(({ open, halted, run }) => open && !halted && run === sweep.run).length, `${step}: one at a time`).to.be.at.most(
      1,
    );
    if (sweep.busy) expect(sweep.run?.busy, `${step}: what goes on has an experiment`).to.equal(true);
    else expect([sweep.run, sweep.paused, now()], `${step}: what has ended has none`).to.deep.equal([undefined, false, undefined]);
    expect(sweep.message !== undefined, `${step}: what ended early says why`).to.equal(['stopped', 'failed'].includes(sweep.phase));
    for (const { spec: own, summary } of sweep.cells)
      if (summary) expect((summary as unknown as { of: string }).of, `${step}: a result stands in its own place`).to.equal(contentId(own));
    if (step === 'late') expect([sweep.cells, sweep.phase], 'a late word changes nothing').to.deep.equal([before.cells, before.phase]);
    if (step !== 'clear' && !step.startsWith('start'))
      for (const id of before.done.keys()) expect([...known().keys()], `${step}: what is finished stays`).to.include(id);
    if (step === 'go-on')
      for (const { run } of played.slice(before.played))
        expect([...before.done.keys()], 'nothing is run twice').to.not.include(contentId(run.spec));
    expect(sweep.progress.share, step).to.be.within(0, 1);
    if (sweep.phase === 'finished')
      expect(
        sweep.cells.every(({ summary }) => summary),
        'finished is all of it',
      ).to.equal(true);
  }
  ownFails = false;
  for (let left = 4; sweep.busy && left > 0; left--) {
    finish(now(), true);
    await settled();
  }
  expect(sweep.busy, 'it comes to an end').to.equal(false);
  for (const one of played.filter(({ open }) => open)) one.end();
  await settled();
  expect(entered, 'whoever enters leaves').to.equal(0);
}

export const sweeps: readonly FuzzProperty[] = [
  property<readonly Step[]>({
    id: 'sweep-scheduler',
    holds:
      'Whatever is begun, stopped, failed and told in whatever order: one experiment at a time, each result in its place, none lost or run twice, and it ends.',
    cases: fc.array(fc.constantFrom(...steps), { maxLength: 30 }),
    short: 60,
    check,
  }),
];
