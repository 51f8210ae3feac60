/** What was done on a page where an experiment is edited and run, so that it can be undone and done again. Lives as long as the tab. */
import { canonicalJson } from '../spec/canonical.ts';
import type { AnySpec } from '../spec/schema.ts';
import { picturesOf, replayed } from './replay.ts';
import { CompareRun } from './compare-run.ts';

/** Steps that can be undone, and different runs that are held for them: each holds its curves and predictions. */
export const MOST_STEPS = 50;
export const MOST_RUNS = 12;
/** A field that changes again within this time is still being dragged. */
export const DRAG_MS = 1000;

/** A run, as far as steps look. */
export interface Shown {
  readonly phase: string;
  readonly busy: boolean;
}

/** A store of an experiment, as far as steps look. */
export interface Stepped<S extends AnySpec = AnySpec, R extends Shown = Shown> {
  spec: S;
  run: R;
  /** Of a lesson: with another one everything before is forgotten. */
  readonly restriction: unknown;
  setSpec(spec: S): void;
  told(): void;
  addEventListener(type: 'change', listener: () => void): void;
}

/** What was on the page at once: an experiment, and the run beneath it. */
interface Moment<S, R> {
  readonly spec: S;
  readonly run: R;
}

interface Step<S, R> extends Moment<S, R> {
  /** What the step changed. */
  readonly parts: readonly string[];
}

/** What came of undoing, or of doing again: the parts of the experiment that changed (`run` for the run, `reset` where it left the page), or why nothing did. */
export type StepTaken = { readonly parts: readonly string[] } | 'nothing' | 'busy' | 'refused';

export class Steps<S extends AnySpec = AnySpec, R extends Shown = Shown> {
  private past: Step<S, R>[] = [];
  private future: Step<S, R>[] = [];
  private now: Moment<S, R>;
  private changedAt = -Infinity;
  private restriction: unknown;
  private waits = false;

  /** @param clock in ms, as `performance.now` tells */
  constructor(
    private readonly store: Stepped<S, R>,
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.now = { spec: store.spec, run: store.run };
    this.restriction = store.restriction;
    store.addEventListener('change', () => {
      const { spec, run, restriction } = store;
      if (this.waits || (spec === this.now.spec && run === this.now.run && restriction === this.restriction)) return;
      // One press may change the experiment and begin a run: that is one step.
      this.waits = true;
      queueMicrotask(() => {
        this.waits = false;
        this.look();
      });
    });
  }

  /** What the next undo takes back; undefined where there is nothing. */
  get undoable(): readonly string[] | undefined {
    return this.past.at(-1)?.parts;
  }

  /** There is a step, in either direction. */
  get any(): boolean {
    return this.past.length + this.future.length > 0;
  }

  /** What the next redo does again. */
  get redoable(): readonly string[] | undefined {
    return this.future.at(-1)?.parts;
  }

  /** Takes the last step back. What trains goes on; a step that would take it off the page is left until it has ended. */
  undo(): StepTaken {
    return this.take(this.past, this.future);
  }

  redo(): StepTaken {
    return this.take(this.future, this.past);
  }

  private take(from: Step<S, R>[], to: Step<S, R>[]): StepTaken {
    const step = from.at(-1);
    if (!step) return 'nothing';
    const { store } = this;
    if (step.run !== store.run && store.run.busy) return 'busy';
    const before = this.now;
    store.setSpec(step.spec);
    if (!same(store.spec, step.spec)) return 'refused';
    from.pop();
    to.push({ ...before, parts: step.parts });
    store.run = step.run;
    this.now = { spec: store.spec, run: step.run };
    this.changedAt = -Infinity;
    store.told();
    return { parts: step.parts };
  }

  /** Notes what has changed since the last look. */
  private look(): void {
    const { store, now: before } = this;
    const after: Moment<S, R> = { spec: store.spec, run: store.run };
    this.now = after;
    if (store.restriction !== this.restriction) {
      this.restriction = store.restriction;
      this.past = [];
      this.future = [];
      return store.told();
    }
    const edited = partsThatDiffer(before.spec, after.spec);
    const another = before.run !== after.run;
    if (!edited.length && !another) return;
    // The first run takes nothing away: wherever the page was empty, it stands there now.
    if (!edited.length && before.run.phase === 'idle') {
      const filled = (step: Step<S, R>) => (step.run === before.run ? { ...step, run: after.run } : step);
      this.past = this.past.map(filled);
      this.future = this.future.map(filled);
      return;
    }
    const at = this.clock();
    const parts = [...edited, ...(another ? [after.run.phase === 'idle' ? 'reset' : 'run'] : [])];
    const last = this.past.at(-1);
    const dragged =
      !another && last !== undefined && at - this.changedAt < DRAG_MS && sameList(last.parts, parts) && this.onePlace(last, before, after);
    if (!dragged) this.past.push({ spec: before.spec, run: wentOn(before.run, after.run), parts });
    this.changedAt = at;
    this.future = [];
    while (this.past.length > MOST_STEPS || new Set(this.past.map(({ run }) => run)).size > MOST_RUNS) this.past.shift();
    store.told();
  }

  /** Both changes are of the same fields. */
  private onePlace(first: Moment<S, R>, before: Moment<S, R>, after: Moment<S, R>): boolean {
    return sameList(placesThatDiffer(first.spec, before.spec), placesThatDiffer(before.spec, after.spec));
  }
}

/** A run that goes on with more seeds gives its curves to the next one: what it was is worked out from its record. */
function wentOn<R extends Shown>(run: R, next: R): R {
  if (!(run instanceof CompareRun && next instanceof CompareRun && next.earlier === run && run.record)) return run;
  return replayed(run.record, picturesOf(run)) as unknown as R;
}

/** What is left out is like nothing. */
const same = (a: unknown, b: unknown): boolean => a === b || canonicalJson(a ?? null) === canonicalJson(b ?? null);
const sameList = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((each, i) => each === b[i]);

/** The sections of the spec that are not the same, in alphabetical order. */
export function partsThatDiffer(a: AnySpec, b: AnySpec): string[] {
  if (a === b) return [];
  const [left, right] = [a, b] as unknown as Readonly<Record<string, unknown>>[];
  return keysOf(left!, right!).filter((key) => !same(left![key], right![key]));
}

/** The values that are not the same, as paths. Lists of different lengths differ as a whole. */
export function placesThatDiffer(a: unknown, b: unknown, path = ''): string[] {
  if (!isTree(a) || !isTree(b) || (Array.isArray(a) && Array.isArray(b) && a.length !== b.length)) return same(a, b) ? [] : [path];
  return keysOf(a, b).flatMap((key) => placesThatDiffer(a[key], b[key], `${path}/${key}`));
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const keysOf = (a: object, b: object): string[] => [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
