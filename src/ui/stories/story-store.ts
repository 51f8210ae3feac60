/** Which story is told, how far it is, what the reader guessed and what was run for it. */
import { canonicalJson } from '../../spec/canonical.ts';
import type { AnySpec } from '../../spec/schema.ts';
import type { LabStore } from '../../state/lab-store.ts';
import { Store } from '../../state/store.ts';
import { byKind } from '../../record/by-kind.ts';
import type { Seen } from './seen.ts';
import type { Step, Story } from './story.ts';

/** A step of a story that plays by itself stays that long, once it is done, in ms. */
export const READING_MS = 7000;

export class StoryStore extends Store {
  story: Story | undefined;
  index = 0;
  seen: Seen = {};
  /** It goes on by itself. */
  playing = false;
  /** The experiment that the story has put on the page. */
  private showing: AnySpec | undefined;

  constructor(
    private readonly lab: LabStore,
    /** Opens the page of that kind of experiment. */
    private readonly open: (spec: AnySpec) => void,
  ) {
    super();
    const heard = () => this.story && this.changed();
    lab.addEventListener('change', heard);
    lab.stream.addEventListener('change', heard);
  }

  begin(story: Story): void {
    this.story = story;
    this.seen = {};
    this.showing = undefined;
    this.playing = false;
    this.go(0);
  }

  /** The experiment stays as it is: whoever reads may go on with it. */
  close(): void {
    this.story = undefined;
    this.playing = false;
    this.changed();
  }

  get step(): Step | undefined {
    return this.story?.steps[this.index];
  }

  get last(): boolean {
    return this.story !== undefined && this.index === this.story.steps.length - 1;
  }

  /** What the step asks of the reader has been done; a step that asks for nothing always is. */
  get done(): boolean {
    const { step } = this;
    if (step?.run) return this.finished !== undefined;
    return !step?.guess || this.seen.guesses?.[step.guess.id] !== undefined;
  }

  /** Something is being trained for it. */
  get busy(): boolean {
    return this.shown?.run.busy ?? false;
  }

  /** The guess that the step asks for; one that was made before is another one now. */
  guess(values: readonly number[]): void {
    const { guess } = this.step ?? {};
    if (!guess) return;
    this.seen = { ...this.seen, guesses: { ...this.seen.guesses, [guess.id]: values } };
    this.changed();
  }

  next(): void {
    if (!this.story || this.last) return;
    const record = this.step?.run && this.finished;
    // Who went back and comes again has seen it before.
    if (record && record !== this.seen.compare && record !== this.seen.stream) {
      const before = this.seen.compare;
      const told = byKind<Seen>({ compare: (compare) => ({ compare, ...(before && { before }) }), stream: (stream) => ({ stream }) });
      this.seen = { ...this.seen, ...told(record) };
    }
    this.go(this.index + 1);
  }

  back(): void {
    if (this.index > 0) this.go(this.index - 1);
  }

  /** An arrow turns the page of a story; false for any other key, and where none is told. */
  key(key: string): boolean {
    if (!this.story) return false;
    if (key === 'ArrowRight' && this.done) this.next();
    else if (key === 'ArrowLeft') this.back();
    return key === 'ArrowRight' || key === 'ArrowLeft';
  }

  /** Runs what the step waits for. */
  run(): void {
    const store = this.shown;
    if (store && !this.busy) void store.start();
  }

  /** The finished run of what is on the page; changes that the reader made to it are part of the story. */
  private get finished() {
    const store = this.shown;
    return store && !store.stale ? store.run.record : undefined;
  }

  private get shown() {
    return this.showing && this.lab.storeOf(this.showing);
  }

  private go(index: number): void {
    this.index = index;
    // Whatever is on the page by then, going back shows what belongs there.
    const show = this.story?.steps.slice(0, index + 1).findLast((step) => step.show)?.show;
    if (show && (!this.showing || canonicalJson(show) !== canonicalJson(this.showing))) {
      this.showing = show;
      const store = this.lab.storeOf(show);
      store.stop();
      this.open(show);
      store.setSpec(show);
    }
    this.changed();
  }
}
