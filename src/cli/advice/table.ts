/** The advisor's score as text. */
import { aligned } from '../result-table.ts';
import { choosers, type Scored, type Totals } from './score.ts';
import type { AdviceReport } from './run.ts';

/** Held-out and fresh regret have to stay below this share of the better fixed policy's, and each family within this of it. */
const GOAL = { share: 0.35, worse: 0.01, hits: 0.85 };

const points = (value: number): string => `${value < 0 ? '−' : ''}${Math.abs(100 * value).toFixed(2)}`;

/** Without a line end. */
export function adviceText({ inSample, heldOut, fresh, scenarios, diagnosis }: AdviceReport): string {
  const half = (name: string, { scenarios: count, regret, costRegret, share, costShare, worse, overall, improvement, ranks, criticalDifference }: Totals): string[] => [
    `${name}, ${count} scenarios`,
    ...aligned([['mean regret, points', ...choosers], ['accuracy', ...choosers.map((one) => points(regret[one]))], ['total cost', ...choosers.map((one) => points(costRegret[one]))], ['accuracy, interquartile mean', ...choosers.map((one) => `${(100 * overall[one].value).toFixed(1)} (${(100 * overall[one].lo).toFixed(1)}–${(100 * overall[one].hi).toFixed(1)})`)], ['advisor does better with', ...choosers.map((one) => (one === 'advisor' ? '–' : `${(100 * improvement[one]).toFixed(0)} %`))], ['mean rank', ...choosers.map((one) => ranks[one].toFixed(2))]]).map((line) => `  ${line}`),
    `  mean ranks differ where they lie ${criticalDifference.toFixed(2)} apart (Friedman, Nemenyi)`,
    `  the advisor's share of the better fixed policy's regret: ${(100 * share).toFixed(0)} % (accuracy), ${(100 * costShare).toFixed(0)} % (total cost); goal ${100 * GOAL.share} %`,
    `  against the better fixed policy by family, points (goal: at most ${100 * GOAL.worse}): ${Object.entries(worse).map(([family, value]) => `${family} ${points(value)}`).join(', ')}`,
    '',
  ];
  const worst = [...scenarios].sort((a, b) => b.regret.advisor - a.regret.advisor).slice(0, 5);
  const told = ({ id, chosen, best, regret, verdict, strength }: Scored): string[] => [id, `${verdict} (${strength}): ${chosen}`, `best ${best}`, `${points(regret.advisor)} points lost`];
  return [
    ...half('In-sample', inSample),
    ...half('Held out', heldOut),
    ...half('Fresh: other data and drifts than the rules were made with', fresh),
    'Where the advisor was most wrong:',
    ...aligned(worst.map(told), 'left').map((line) => `  ${line}`),
    '',
    `Kind of drift told right, severities 3 and 5 (goal ${100 * GOAL.hits} %): ${Object.entries(diagnosis).map(([kind, { hits, of }]) => `${kind} ${hits} of ${of} (${((100 * hits) / of).toFixed(0)} %)`).join(', ')}`,
    'Regret: accuracy lost against the best repair in hindsight, on 4 seeds that the advisor did not see. Total cost: errors, and 1 point for the work of a full retraining.',
  ].join('\n');
}

/** Every goal is reached. */
export const reached = ({ heldOut, fresh, diagnosis }: AdviceReport): boolean =>
  [heldOut, fresh].every(({ share, worse }) => share <= GOAL.share && Object.values(worse).every((each) => each <= GOAL.worse)) && diagnosis.all!.hits >= GOAL.hits * diagnosis.all!.of;
