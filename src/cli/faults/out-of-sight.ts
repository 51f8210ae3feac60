/** Faults of a tab that is not looked at, or of a processor that others use: the run goes on to the same, and is marked. */
import { BEFORE, NOTHING } from './acts.ts';
import { experiment, type Stage } from './stage.ts';
import type { Fault, Outcome } from './types.ts';
import { openUntended, type Untended } from './untended.ts';

/** Of a record, what says that its times are not compared. */
interface Marks {
  readonly essence: string;
  readonly hidden: boolean;
  readonly stoodStillMs?: number;
  readonly comparable: boolean;
  readonly warnings: readonly string[];
}

const ENDED = `['finished', 'stopped', 'failed'].includes(run.phase)`;
const MARKS = `({
  essence: run.record.results.map(({ seed, arm, endHash }) => seed + ' ' + arm + ' ' + endHash).sort().join('\\n'),
  hidden: run.record.environment.hidden,
  stoodStillMs: run.record.environment.stoodStillMs,
  comparable: run.record.derived.summary.timesComparable,
  warnings: run.warnings,
})`;

/** Does that to a tab in which a run goes on, and waits for its end. */
async function unwatched(stage: Stage, fault: (tab: Untended) => Promise<unknown>, marked: (marks: Marks) => boolean): Promise<Outcome> {
  const expected = await stage.undisturbed();
  const tab = await openUntended(stage.place, experiment);
  try {
    await tab.until(`run.kept >= ${BEFORE}`);
    await fault(tab);
    const at = performance.now();
    await tab.until(ENDED);
    const phase = await tab.ofRun('run.phase + ": " + (run.message ?? "")');
    const marks = (await tab.ofRun(`run.record && ${MARKS}`)) as Marks | undefined;
    const same = marks?.essence === expected;
    const said = marks && marked(marks) && !marks.comparable;
    return {
      survived: same && Boolean(said),
      recoveredMs: performance.now() - at,
      lost: marks ? (same ? NOTHING : 'it came to something else') : `the run (${String(phase)})`,
      seen: `${said ? 'marked' : 'not marked'}; ${marks?.warnings[0] ?? String(phase)}`,
    };
  } finally {
    await tab.close();
  }
}

export const outOfSight: readonly Fault[] = [
  {
    id: 'F-12',
    title: 'the browser freezes the tab, as Energy Saver does, and lets it go on',
    how: 'CDP Page.setWebLifecycleState in a tab that is not tended, 3 s',
    inject: (stage) =>
      unwatched(
        stage,
        async (tab) => {
          await tab.send('Page.setWebLifecycleState', { state: 'frozen' });
          await new Promise((resolve) => setTimeout(resolve, 3_000));
          await tab.send('Page.setWebLifecycleState', { state: 'active' });
        },
        ({ stoodStillMs = 0 }) => stoodStillMs > 2_000,
      ),
  },
  {
    id: 'F-13',
    title: 'another tab is in front',
    how: 'a second tab in the window of one that is not tended',
    inject: (stage) =>
      unwatched(
        stage,
        (tab) => tab.cover(),
        ({ hidden }) => hidden,
      ),
  },
  {
    id: 'F-29',
    title: 'something else keeps the processor busy',
    how: 'CDP Emulation.setPressureStateOverride, critical',
    async inject(stage) {
      const expected = await stage.undisturbed();
      const session = await stage.session();
      await session.send('Emulation.setPressureSourceOverrideEnabled', { enabled: true, source: 'cpu', metadata: { available: true } });
      await stage.open();
      await session.send('Emulation.setPressureStateOverride', { source: 'cpu', state: 'critical' });
      // A worker hears of it within its first second.
      await stage.page.evaluate(
        () =>
          new Promise<void>((heard) => {
            const { PressureObserver } = globalThis as never as {
              PressureObserver: new (told: (records: readonly { readonly state: string }[]) => void) => {
                observe(source: string, options: { readonly sampleInterval: number }): Promise<void>;
              };
            };
            const told = new PressureObserver((records) => void (records.at(-1)?.state === 'critical' && heard()));
            void told.observe('cpu', { sampleInterval: 1_000 });
          }),
      );
      await stage.start();
      const { phase, message, record } = await stage.end();
      const same = record !== undefined && record.results.map(({ endHash }) => endHash).every((hash) => expected.includes(hash));
      const { before, during } = record?.environment.pressure ?? {};
      const marked = during === 'critical' && record?.derived.summary.timesComparable === false;
      return {
        survived: same && marked,
        recoveredMs: null,
        lost: same ? NOTHING : `the run (${phase}: ${message})`,
        seen: `${before} before, ${during} at most`,
      };
    },
  },
];
