/** What the engine benchmark reports. Types only. */

/** One model on one engine; nulls where there is nothing to report. */
export interface BenchRow {
  readonly model: string;
  /** The model in words. */
  readonly title: string;
  readonly engine: string;
  readonly parameters: number;
  readonly examplesPerSecond: number | null;
  readonly stepMs: number | null;
  readonly firstStepMs: number | null;
  /** Counted work over measured time. */
  readonly gflopPerSecond: number | null;
  /** GPU commands of one training step; null off the GPU or where they are not counted. */
  readonly dispatches: number | null;
  /** Time the thread that commands the GPU spends on a step until it is submitted, in µs; null off the GPU. */
  readonly hostUs: number | null;
  /** Relative error of the weight update against the double-precision reference. */
  readonly parityError: number | null;
  /** Errors that the GPU reported while this row was measured; with any, there is no speed. */
  readonly gpuErrors: number;
  /** Runs on a software GPU: shown, never ranked. */
  readonly software: boolean;
  /** Why there is no speed. */
  readonly failure: string | null;
}

/** One claim of the project, measured in this run. */
export interface BenchFigure {
  readonly id: string;
  /** What is measured, in words: "our WASM over TensorFlow.js CPU, small MLP". */
  readonly title: string;
  /** Null where this machine cannot measure it; `note` says why. */
  readonly value: number | null;
  readonly unit: '×' | '%' | 'µs' | 's' | 'dispatches' | 'ppm';
  /** What the project aims at; `more` is better or worse. Null for a figure without a goal. */
  readonly goal: { readonly value: number; readonly better: 'more' | 'less' } | null;
  readonly note: string;
}

/** How one engine did against the double-precision reference, by layer kind: the relative error of the weight update. */
export interface BenchSelfTest {
  readonly engine: string;
  readonly errors: Readonly<Record<string, number>>;
  /** Why it could not be tested. */
  readonly failure: string | null;
}

/** What the browser tells of its WebGPU adapter. */
export interface AdapterFacts {
  readonly name: string;
  readonly software: boolean;
  readonly features: readonly string[];
  readonly limits: Readonly<Record<string, number>>;
}

export interface BenchReport {
  readonly rows: readonly BenchRow[];
  readonly figures: readonly BenchFigure[];
  readonly selfTests: readonly BenchSelfTest[];
  readonly adapter: AdapterFacts | null;
  readonly userAgent: string;
  readonly cores: number;
  /** ISO 8601. */
  readonly measuredAt: string;
  /** Something else kept the processor busy when it began, as far as the browser tells; absent where nobody asked. */
  readonly busy?: boolean;
}

/** What the benchmark tells while it measures. */
export type BenchEvent =
  | { readonly type: 'measuring'; readonly what: string; readonly done: number; readonly total: number }
  | { readonly type: 'self-test'; readonly selfTest: BenchSelfTest }
  | { readonly type: 'row'; readonly row: BenchRow }
  | { readonly type: 'figure'; readonly figure: BenchFigure }
  /** Something else keeps the processor busy, before anything is measured. */
  | { readonly type: 'busy' };

/** Commands of the benchmark worker. */
export interface BenchService {
  /** The adapter, without measuring anything. */
  adapter(): Promise<AdapterFacts | null>;
  /** Measures every engine on every model; `peers` are rows measured outside the browser. To stop, end the worker. */
  run(onEvent: (event: BenchEvent) => void, peers?: readonly BenchRow[]): Promise<BenchReport>;
}
