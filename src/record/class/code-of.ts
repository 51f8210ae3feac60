/** The code of a run, and whether an experiment has room in one. */
import type { RunRecord } from '../../contracts/record.ts';
import { scoredOf } from '../../measure/summary.ts';
import type { Spec } from '../../spec/schema.ts';
import { MOST_SEEDS_OF_A_SEAT, whyNoClass } from '../../spec/seat.ts';
import { lettersOf, MOST_LETTERS, writeCode, type ClassCode } from './code.ts';
import { machineName } from './machine.ts';
import { samenessOfRun } from './sameness.ts';

const SMALLER = 'Take fewer seeds for each seat, or fewer repairs.';

/** The code of a finished run, or why there can be none, as one sentence. @param seat 0 where it was taken at none */
export function codeOf(record: RunRecord, seat: number): { readonly text: string } | { readonly why: string } {
  const { spec, results, environment, derived, aborted } = record;
  const why = whyNoClass(spec) ?? (aborted ? 'It was stopped by hand: run it to its end.' : undefined);
  if (why !== undefined) return { why };
  const { newTest, baseTest } = spec.data.split;
  const ran = spec.arms.map(({ id }) => results.some(({ arm }) => arm === id));
  const arms = spec.arms.filter((_, i) => ran[i]);
  const seeds = new Set(results.map(({ seed }) => seed)).size;
  const of = (id: string) =>
    results
      .filter(({ arm }) => arm === id)
      .sort((a, b) => a.seed - b.seed)
      .map((result) => scoredOf(result));
  const scored = arms.map(({ id }) => of(id));
  if (scored.some((own) => own.length !== seeds)) return { why: 'A repair could not run on every seed: leave it out of the experiment.' };
  const counted = (share: number, rows: number) => {
    const right = Math.round(share * rows);
    return Math.abs(right - share * rows) < 1e-6 ? right : undefined;
  };
  const cells = Array.from({ length: seeds }, (_, seed) =>
    scored.map((own) => {
      const { diverged, accuracyNew, accuracyOld } = own[seed]!;
      return { diverged, rightNew: counted(accuracyNew, newTest), rightOld: counted(accuracyOld, baseTest) };
    }),
  );
  if (cells.flat().some(({ rightNew, rightOld }) => rightNew === undefined || rightOld === undefined))
    return { why: 'Its accuracies are no counts of the test rows that the experiment names: take other data.' };
  const recalls = scored[spec.arms.filter((_, i) => ran[i]).findIndex(({ id }) => id === 'none')]?.flatMap(
    ({ recallOld }) => recallOld ?? [],
  );
  const { experiment, app } = samenessOfRun(record);
  try {
    const text = writeCode({
      ...{ experiment, app, root: spec.seeds.root, seat, seeds, ran, rowsNew: newTest, rowsOld: baseTest },
      ...{ majority: derived.summary.majority, freshRows: derived.summary.freshRows },
      ...{ engine: environment.engine.engine, machine: machineName(environment.userAgent) },
      trainMs: Math.round(results.reduce((sum, { times }) => sum + times.trainMs, 0)),
      flops: scored.map((own) => own.reduce((sum, { flops }) => sum + flops, 0) / seeds),
      ...(recalls?.length === seeds && {
        recallOld: { classes: Math.min(...recalls.map(({ classes }) => classes)), means: recalls.map(({ mean }) => mean) },
      }),
      cells: cells as ClassCode['cells'],
    });
    return { text };
  } catch (error) {
    return { why: `It does not fit into a code: ${(error as Error).message}. ${SMALLER}` };
  }
}

/** Why a class cannot take that experiment, codes included, as one sentence; undefined where it can. */
export function whyNoCodes(spec: Spec): string | undefined {
  const why = whyNoClass(spec);
  if (why !== undefined) return why;
  if (spec.seeds.count > MOST_SEEDS_OF_A_SEAT) return `A seat runs at most ${MOST_SEEDS_OF_A_SEAT} seeds: take fewer.`;
  const letters = lettersOf(spec);
  return letters > MOST_LETTERS
    ? `Its results do not fit into a code: ${letters} letters, and ${MOST_LETTERS} are the most. ${SMALLER}`
    : undefined;
}
