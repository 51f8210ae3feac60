/** Analyses in workers of their own, started when first needed; more questions than workers wait in turn. */
import type { Analyses, Analyst } from '../../contracts/analysis.ts';
import { WorkerLostError } from '../../watched-worker.ts';
import { StoppedError } from '../../training/run-control.ts';

type Name = keyof Analyses;

/** What answers in a worker, or here. */
export interface AnalysisService {
  answer(name: Name, question: unknown): Promise<unknown>;
}

interface Asked {
  readonly name: Name;
  readonly question: unknown;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
  /** A worker was lost over it: another one is asked, once. */
  lost?: true;
}

export interface AnalystParts {
  /** Workers at most. */
  readonly count: number;
  /** Starts a worker when one is first needed, and another when one is lost: then what it was asked rejects with a `WorkerLostError`. */
  start(): AnalysisService;
}

export function openAnalyst({ count, start }: AnalystParts): Analyst {
  const idle: AnalysisService[] = [];
  let started = 0;
  let waiting: Asked[] = [];

  function next(): void {
    while (waiting.length) {
      const service = idle.pop() ?? (started < count ? (started++, start()) : undefined);
      if (!service) return;
      void answer(service, waiting.shift()!);
    }
  }

  async function answer(service: AnalysisService, asked: Asked): Promise<void> {
    try {
      asked.resolve(await service.answer(asked.name, asked.question));
      idle.push(service);
    } catch (error) {
      const lost = error instanceof WorkerLostError;
      if (lost) started--;
      else idle.push(service);
      if (lost && !asked.lost) waiting.unshift({ ...asked, lost: true });
      else asked.reject(error);
    }
    next();
  }

  return {
    ask: <N extends Name>(name: N, question: Parameters<Analyses[N]>[0]) =>
      new Promise<Awaited<ReturnType<Analyses[N]>>>((resolve, reject) => {
        waiting.push({ name, question, resolve: (answer) => resolve(answer as Awaited<ReturnType<Analyses[N]>>), reject });
        next();
      }),
    clear() {
      const dropped = waiting;
      waiting = [];
      for (const { reject } of dropped) reject(new StoppedError());
    },
  };
}

/** Answers in this thread, each in a task of its own. */
export const inThisThread = (analyses: Analyses): AnalysisService => ({
  answer: async (name, question) => await analyses[name](question as never),
});
