/** Scores the advisor on the grids, and the diagnosis on the catalogue of drifts, in the headless page. */
import type { RunRecord } from '../../contracts/record.ts';
import { runMany } from '../run-many.ts';
import { answerRates, cases, diagnosed, hitRates, type Diagnosed } from './diagnoses.ts';
import { score, totals, type Scored, type Totals } from './score.ts';
import { parts, type Part } from './grid.ts';
import { scenarios } from './scenarios.ts';

export interface AdviceReport {
  /** Of the grids that were run. */
  readonly parts: Readonly<Partial<Record<Part, Totals>>>;
  readonly scenarios: readonly Scored[];
  readonly diagnosis: ReturnType<typeof hitRates>;
  readonly answers: ReturnType<typeof answerRates>;
  readonly diagnoses: readonly Diagnosed[];
}

/** Tells stderr how it goes. @throws CliError when it is stopped, or an experiment fails. */
export async function runAdvice(asked: readonly Part[]): Promise<AdviceReport> {
  const scored: Scored[] = [];
  const diagnoses: Diagnosed[] = [];
  const grid = scenarios.filter(({ part }) => asked.includes(part));
  const work = [
    ...grid.map((scenario) => ({ ...scenario, take: (record: RunRecord) => void scored.push(score(scenario, record)) })),
    ...cases.map((one) => ({ ...one, take: (record: RunRecord) => void diagnoses.push(diagnosed(one, record)) })),
  ];
  await runMany(work, ({ take }, record) => take(record));
  return {
    parts: Object.fromEntries(
      parts.filter((part) => asked.includes(part)).map((part) => [part, totals(scored.filter((one) => one.part === part))]),
    ),
    ...{ scenarios: scored, diagnosis: hitRates(diagnoses), answers: answerRates(diagnoses), diagnoses },
  };
}
