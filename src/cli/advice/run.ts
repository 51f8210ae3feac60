/** Scores the advisor on the grid, and the diagnosis on the catalogue of drifts, in the headless page. */
import type { RunRecord } from '../../record/types.ts';
import { runMany } from '../run-many.ts';
import { cases, diagnosed, hitRates, type Diagnosed } from './diagnoses.ts';
import { score, totals, type Scored, type Totals } from './score.ts';
import { scenarios } from './scenarios.ts';

export interface AdviceReport {
  readonly inSample: Totals;
  readonly heldOut: Totals;
  readonly fresh: Totals;
  readonly scenarios: readonly Scored[];
  readonly diagnosis: ReturnType<typeof hitRates>;
  readonly diagnoses: readonly Diagnosed[];
}

/** Tells stderr how it goes. @throws CliError when it is stopped, or an experiment fails. */
export async function runAdvice(): Promise<AdviceReport> {
  const scored: Scored[] = [];
  const diagnoses: Diagnosed[] = [];
  const work = [...scenarios.map((scenario) => ({ ...scenario, take: (record: RunRecord) => void scored.push(score(scenario, record)) })), ...cases.map((one) => ({ ...one, take: (record: RunRecord) => void diagnoses.push(diagnosed(one, record)) }))];
  await runMany(work, ({ take }, record) => take(record as RunRecord));
  const of = (part: Scored['part']) => totals(scored.filter((one) => one.part === part));
  return { inSample: of('in-sample'), heldOut: of('held-out'), fresh: of('fresh'), scenarios: scored, diagnosis: hitRates(diagnoses), diagnoses };
}
