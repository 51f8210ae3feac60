/** The life of a benchmark as an explicit state machine: idle → measuring → finished | stopped | failed. */
import type { AdapterFacts, BenchEvent, BenchFigure, BenchReport, BenchRow, BenchSelfTest, BenchService } from '../contracts/bench.ts';
import { Store } from './store.ts';

export type BenchPhase = 'idle' | 'measuring' | 'finished' | 'stopped' | 'failed';

export interface BenchProgress {
  readonly what: string;
  readonly done: number;
  readonly total: number;
  readonly etaMs?: number;
}

/** What is saved as a file. */
export interface BenchExport extends BenchReport {
  /** The measurement did not come to its end: what is not in it was not measured. */
  readonly partial: boolean;
  /** The tab was hidden for a time, so that the browser may have slowed it down. */
  readonly hidden: boolean;
}

export class BenchState extends Store {
  phase: BenchPhase = 'idle';
  /** Null when the browser has none, undefined until it has answered. */
  adapter: AdapterFacts | null | undefined;
  progress: BenchProgress | undefined;
  rows: readonly BenchRow[] = [];
  figures: readonly BenchFigure[] = [];
  selfTests: readonly BenchSelfTest[] = [];
  /** What went wrong: while measuring, or when the adapter was asked for. */
  trouble: string | undefined;
  /** Stopped since a run in the Lab began, which would have slowed it down. */
  gaveWay = false;
  hidden = false;
  /** Something else kept the processor busy when it began. */
  busy = false;
  durationMs = 0;
  /** ISO 8601; when the last measurement ended. */
  measuredAt: string | undefined;

  /** The measurement under way; what another one still tells is dropped. */
  private current: object | undefined;
  private settle: (report: BenchReport | undefined) => void = () => {};
  private leave: () => void = () => {};
  private startedAt = 0;
  private asking = false;

  /** `endWorker` ends what measures, at once; the next command starts it afresh. `enter` takes its turn among all that uses the processor. */
  constructor(
    private readonly service: BenchService,
    private readonly endWorker: () => void,
    private readonly now: () => number = () => performance.now(),
    private readonly enter: (giveWay: () => void) => () => void = () => () => {},
  ) {
    super();
  }

  get measuring(): boolean {
    return this.phase === 'measuring';
  }

  /** Asks for the adapter, once. */
  async findAdapter(): Promise<void> {
    if (this.adapter !== undefined || this.asking) return;
    this.asking = true;
    try {
      this.adapter = await this.service.adapter();
    } catch (error) {
      this.trouble = String(error);
    } finally {
      this.asking = false;
      this.changed();
    }
  }

  /** Measures everything anew beside `peers`, rows from outside the browser; `listener` also gets every event. Resolves with the report, or with nothing when it did not finish. */
  measure(listener?: (event: BenchEvent) => void, peers: readonly BenchRow[] = []): Promise<BenchReport | undefined> {
    if (this.measuring) return Promise.resolve(undefined);
    const measurement = {};
    this.current = measurement;
    this.phase = 'measuring';
    this.progress = undefined;
    this.rows = this.figures = this.selfTests = [];
    this.trouble = undefined;
    this.gaveWay = this.hidden = this.busy = false;
    this.startedAt = this.now();
    this.leave = this.enter(() => this.giveWay());
    this.changed();
    return new Promise((resolve) => {
      this.settle = resolve;
      const onEvent = (event: BenchEvent) => {
        if (this.current !== measurement) return;
        this.apply(event);
        this.changed();
        listener?.(event);
      };
      this.service.run(onEvent, peers).then(
        (report) => {
          if (this.current === measurement) this.finish(report);
        },
        (error: unknown) => {
          if (this.current === measurement)
            this.fail(`The measurement could not go on: ${error instanceof Error ? error.message : String(error)}.`);
        },
      );
    });
  }

  /** Ends the measurement at once; what is measured so far stays. */
  stop(): void {
    if (this.measuring) this.end('stopped', undefined);
  }

  /** A run is about to begin: measured beside it, no time would mean anything. */
  giveWay(): void {
    if (!this.measuring) return;
    this.gaveWay = true;
    this.stop();
  }

  /** Says that the worker is lost. */
  fail(text: string): void {
    this.trouble = text;
    this.asking = false;
    if (this.measuring) this.end('failed', undefined);
    else this.changed();
  }

  markHidden(): void {
    if (this.measuring) this.hidden = true;
  }

  /** All that was measured, complete or not; undefined while there is nothing. */
  export({ userAgent, hardwareConcurrency: cores }: Pick<Navigator, 'userAgent' | 'hardwareConcurrency'>): BenchExport | undefined {
    const { rows, figures, selfTests, adapter = null, measuredAt, hidden, busy } = this;
    if (this.measuring || measuredAt === undefined || rows.length === 0) return undefined;
    return { rows, figures, selfTests, adapter, userAgent, cores, measuredAt, partial: this.phase !== 'finished', hidden, busy };
  }

  private apply(event: BenchEvent): void {
    switch (event.type) {
      case 'measuring': {
        const { what, done, total } = event;
        const elapsed = this.now() - this.startedAt;
        this.progress = { what, done, total, ...(done > 0 && { etaMs: (elapsed / done) * (total - done) }) };
        return;
      }
      case 'busy':
        this.busy = true;
        return;
      case 'self-test':
        this.selfTests = [...this.selfTests, event.selfTest];
        return;
      case 'row':
        this.rows = [...this.rows, event.row];
        return;
      case 'figure':
        this.figures = [...this.figures, event.figure];
        return;
      default:
        event satisfies never;
    }
  }

  private finish(report: BenchReport): void {
    this.rows = report.rows;
    this.figures = report.figures;
    this.selfTests = report.selfTests;
    this.adapter = report.adapter;
    this.end('finished', report);
  }

  /** Each measurement gets a fresh worker, so that its first steps are first steps. */
  private end(phase: 'finished' | 'stopped' | 'failed', report: BenchReport | undefined): void {
    this.phase = phase;
    this.current = undefined;
    this.durationMs = this.now() - this.startedAt;
    this.measuredAt = report?.measuredAt ?? new Date().toISOString();
    this.endWorker();
    this.leave();
    this.settle(report);
    this.changed();
    // Whoever asked that worker for the adapter will get no answer.
    if (this.asking) {
      this.asking = false;
      void this.findAdapter();
    }
  }
}
