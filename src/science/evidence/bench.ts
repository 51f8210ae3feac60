/** The whole of `lab bench evidence`: what the product claims against what is true of it, and what a race saves. */
import { randomStream } from '../../random/random.ts';
import { simulate } from './chain.ts';
import { sameSamples, sweeps } from './null-cases.ts';
import { coverage, type Coverage } from './resplit.ts';
import { cells, simulateCell, statements, summed, type Statement } from './statements.ts';

/** One better repair among eight: how often it is found, and with how many trainings on average. */
export interface Saving {
  /** By how much it is better, in accuracy (0 … 1). */
  readonly by: number;
  readonly fixed: Effort;
  readonly race: Effort;
}

interface Effort {
  readonly found: number;
  readonly trainings: number;
  /** The most seeds there are. */
  readonly seeds: number;
}

export interface EvidenceReport {
  /** Simulated runs of each cell. */
  readonly runs: number;
  readonly statements: readonly Statement[];
  readonly savings: readonly Saving[];
}

/** Runs of each cell, unless said otherwise: enough that 5 % is known to a third. */
export const RUNS = 400;
const FIXED_SEEDS = 20;
const RACE_SEEDS = 40;
/** Standard deviation of a repair's own luck in the races that savings are looked at in. */
const SD = 0.015;
const DIFFERENCES = [0.01, 0.03, 0.1];

/** @param onProgress What is simulated, and which share of all is done (0 … 1). */
export function evidence(runs: number, onProgress: (what: string, share: number) => void = () => undefined): EvidenceReport {
  const rest = 12;
  const total = cells.length + rest;
  const simulated = cells.map((cell, i) => {
    onProgress(cell.where, i / total);
    return simulateCell(cell, runs);
  });
  let done = cells.length;
  const next = <T>(what: string, steps: number, work: () => T): T => {
    onProgress(what, done / total);
    done += steps;
    return work();
  };
  return {
    runs,
    statements: [
      ...statements(simulated),
      ...next('rows drawn anew, and the same rows divided anew', 4, () => rowStatements(Math.min(runs, 200))),
      next('sweeps over label budgets', 2, () => sweeps(runs)),
      ...next('tests of two samples', 3, () => sameSamples(Math.min(runs, 300))),
    ],
    savings: next('what a race saves', 3, () => DIFFERENCES.map((by) => saving(by, Math.min(runs, 200)))),
  };
}

function saving(by: number, runs: number): Saving {
  const truth = { gains: [0.1 + by, ...new Array<number>(7).fill(0.1)], shape: 'normal' as const, sd: SD };
  const effort = (design: 'fixed' | 'race', seeds: number): Effort => {
    const said = Array.from({ length: runs }, (_, run) => simulate(truth, { design, seeds }, randomStream(1, 'evidence', 'saving', run)));
    return {
      found: said.filter(({ foundBest }) => foundBest).length / runs,
      trainings: said.reduce((sum, { trainings }) => sum + trainings, 0) / runs,
      seeds,
    };
  };
  return { by, fixed: effort('fixed', FIXED_SEEDS), race: effort('race', RACE_SEEDS) };
}

const WORDS: Readonly<Record<Coverage['rows'], readonly [statement: string, claimed: string]>> = {
  fresh: ['rows drawn anew with each seed: interval for the world they come from', 'holds the truth in 95 %'],
  same: ['the same rows divided anew: interval for these rows', 'holds the truth in 95 %'],
  beyond: ['the same rows divided anew: the same interval taken for other rows', 'nothing: it is not said'],
  corrected: ['the same rows: interval with the corrected variance of Nadeau & Bengio (2003), for other rows', 'nothing: it is not used'],
};

/** What is not claimed is there to see why not. */
function rowStatements(sets: number): Statement[] {
  const all = [6, 10, 20, 30].map((seeds) => ({ seeds, found: coverage(seeds, sets, randomStream(1, 'evidence', 'rows', seeds)) }));
  return (Object.keys(WORDS) as Coverage['rows'][]).flatMap((rows) => {
    const [statement, claimed] = WORDS[rows];
    const counts = all.flatMap(({ seeds, found }) =>
      found
        .filter((each) => each.rows === rows)
        .map(({ of, share }) => ({ where: `${of}, ${seeds} seeds`, count: Math.round(share * sets), of: sets })),
    );
    const said = summed(statement, claimed, counts, 0.93, 0.97);
    return [rows === 'fresh' || rows === 'same' ? said : { ...said, met: null }];
  });
}
