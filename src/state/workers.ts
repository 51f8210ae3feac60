/** The workers of the page, started when first needed, and how to lose them again. */
import type { Remote } from 'comlink';
import type { BenchService } from '../contracts/bench.ts';
import type { LibraryService } from '../contracts/library.ts';
import type { DataService, LabService } from '../contracts/services.ts';
import { watchedWorker, type WatchedWorker } from '../watched-worker.ts';

export type WorkerName = 'lab' | 'data' | 'library' | 'bench';

/** A worker that starts on first use. */
class LazyWorker<Service> {
  private worker: WatchedWorker<Service> | undefined;

  constructor(
    private readonly start: (name: string) => Worker,
    private readonly onLost: (text: string) => void,
  ) {}

  get(): Remote<Service> {
    this.worker ??= watchedWorker<Service>(this.start, ({ message }) => {
      this.worker = undefined;
      this.onLost(`${message} Run again; if it stays like this, reload the page.`);
    });
    return this.worker.service;
  }

  drop(): void {
    this.worker?.end();
    this.worker = undefined;
  }
}

export class Workers {
  private readonly labWorker: LazyWorker<LabService>;
  private readonly dataWorker: LazyWorker<DataService>;
  private readonly benchWorker: LazyWorker<BenchService>;
  private readonly libraryWorker: LazyWorker<LibraryService>;

  /** `onLost` is told in words when one is lost; what was asked of it rejects besides. */
  constructor(onLost: (worker: WorkerName, text: string) => void) {
    const told = (worker: WorkerName) => (text: string) => onLost(worker, text);
    this.labWorker = new LazyWorker(
      (name) => new Worker(new URL('../../workers/lab.ts', import.meta.url), { type: 'module', name }),
      told('lab'),
    );
    this.benchWorker = new LazyWorker(
      (name) => new Worker(new URL('../../workers/bench.ts', import.meta.url), { type: 'module', name }),
      told('bench'),
    );
    this.libraryWorker = new LazyWorker(
      (name) => new Worker(new URL('../../workers/library.ts', import.meta.url), { type: 'module', name }),
      told('library'),
    );
    this.dataWorker = new LazyWorker(
      (name) => new Worker(new URL('../../workers/data.ts', import.meta.url), { type: 'module', name }),
      told('data'),
    );
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
