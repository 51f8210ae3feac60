/** What `lab bench page` watches and reports. */

/** What the page was doing: it loads, an experiment runs, the run ends and its panels come, parts of the page are opened. */
export const phases = ['loading', 'running', 'finishing', 'opening'] as const;
export type Phase = (typeof phases)[number];

/** When something began, in ms since the navigation. */
export interface Mark {
  readonly phase: Phase;
  readonly at: number;
  /** What was opened. */
  readonly what?: string;
}

/** One layout shift that no input asked for. */
export interface Shift {
  readonly at: number;
  /** Impact fraction times distance fraction (Layout Instability API). */
  readonly value: number;
  /** Up to five elements that moved: where each stands, and how its box changed, px. */
  readonly moved: readonly string[];
}

/** A task of the main thread of more than 50 ms. */
export interface LongTask {
  readonly at: number;
  readonly ms: number;
}

/** A long animation frame, which says what a long task did. */
export interface LongFrame {
  readonly at: number;
  readonly ms: number;
  /** From the first to the last of rendering: frame callbacks, style and layout. */
  readonly renderMs: number;
  /** Of that, style and layout at its end. */
  readonly layoutMs: number;
  /** Longest first: function, file and ms. */
  readonly scripts: readonly string[];
}

/** What a page says of itself after its run. All times in ms since the navigation. */
export interface Watched {
  readonly marks: readonly Mark[];
  readonly shifts: readonly Shift[];
  readonly tasks: readonly LongTask[];
  readonly frames: readonly LongFrame[];
  /** First contentful paint; null where the browser tells none. */
  readonly paintedAt: number | null;
  /** When Run or Play could be pressed. */
  readonly readyAt: number | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Times between animation frames from the start to the end of the run. */
  readonly betweenFrames: readonly number[];
  /** The first time that a run said how long it still takes. */
  readonly estimate: { readonly at: number; readonly leftMs: number } | null;
  /** When the first point of a curve was drawn. */
  readonly curveAt: number | null;
  /** What was loaded before the first paint: addresses of scripts, styles, fonts and the page. */
  readonly shell: readonly string[];
}

export interface Goal {
  readonly id: string;
  readonly title: string;
  readonly unit: 'ms' | 'kB' | '' | '×' | '%';
  /** The figure may be as large as this. */
  readonly most: number;
}

export interface Figure extends Goal {
  /** Null where it could not be measured. */
  readonly value: number | null;
  /** Null where nothing was measured. */
  readonly met: boolean | null;
}

/** A long task, the phase that it fell into and what it did. */
export interface ToldTask extends LongTask {
  readonly phase: Phase;
  readonly what?: string;
  readonly did: readonly string[];
}

export interface PageView {
  /** `lab`, `stream`, `story` or `heap`. */
  readonly part: string;
  /** CSS px. */
  readonly width: number;
  readonly height: number;
  /** All cores were kept busy meanwhile. */
  readonly busy: boolean;
  readonly figures: readonly Figure[];
  /** Largest first. */
  readonly shifts: readonly (Shift & { readonly phase: Phase })[];
  /** Longest first. */
  readonly tasks: readonly ToldTask[];
  /** Of `heap`: after each run. */
  readonly heapBytes?: readonly number[];
}

export interface PageReport {
  readonly views: readonly PageView[];
  readonly browser: string;
  readonly cores: number;
  readonly seconds: number;
}
