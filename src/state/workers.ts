/** The workers of the page, started when first needed, and how to lose them again. */
import { wrap, type Remote } from 'comlink';
import type { BenchService } from '../contracts/bench.ts';
import type { LibraryService } from '../contracts/library.ts';
import type { DataService, LabService } from '../contracts/services.ts';

/** A worker that starts on first use. */
class LazyWorker<Service> {
  private worker: Worker | undefined;
  private service: Remote<Service> | undefined;

  constructor(
    private readonly start: () => Worker,
    private readonly onCrash: (text: string) => void,
  ) {}

  get(): Remote<Service> {
    if (!this.service) {
      this.worker = this.start();
      const crashed = (what: string) => () => {
        this.drop();
        this.onCrash(`${what} Run again; if it stays like this, reload the page.`);
      };
      this.worker.addEventListener('error', crashed('A background worker could not be loaded or crashed.'));
      this.worker.addEventListener('messageerror', crashed('A message between the page and its worker was lost.'));
      this.service = wrap<Service>(this.worker);
    }
    return this.service;
  }

  drop(): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.service = undefined;
  }
}

export class Workers {
  private readonly labWorker: LazyWorker<LabService>;
  private readonly dataWorker: LazyWorker<DataService>;
  private readonly benchWorker: LazyWorker<BenchService>;
  private readonly libraryWorker: LazyWorker<LibraryService>;

  /** Each is told in words when a worker is lost: the first of those that runs need, the second of the benchmark's. */
  constructor(onCrash: (text: string) => void, onBenchCrash: (text: string) => void) {
    this.labWorker = new LazyWorker(() => new Worker(new URL('../../workers/lab.ts', import.meta.url), { type: 'module' }), onCrash);
    this.benchWorker = new LazyWorker(
      () => new Worker(new URL('../../workers/bench.ts', import.meta.url), { type: 'module' }),
      onBenchCrash,
    );
    this.libraryWorker = new LazyWorker(
      () => new Worker(new URL('../../workers/library.ts', import.meta.url), { type: 'module' }),
      onCrash,
    );
    this.dataWorker = new LazyWorker(() => new Worker(new URL('../../workers/data.ts', import.meta.url), { type: 'module' }), onCrash);
  }

  get library(): Remote<LibraryService> {
    return this.libraryWorker.get();
  }

  get lab(): Remote<LabService> {
    return this.labWorker.get();
  }

  get data(): Remote<DataService> {
    return this.dataWorker.get();
  }

  get bench(): Remote<BenchService> {
    return this.benchWorker.get();
  }

  /** Ends the lab worker at once; the next use starts a fresh one. */
  dropLab(): void {
    this.labWorker.drop();
  }

  /** Ends the benchmark's worker at once; the next use starts a fresh one. */
  dropBench(): void {
    this.benchWorker.drop();
  }
}
