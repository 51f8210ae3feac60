/** The advisor's score as text. */
import { questions } from '../../decide/drift-parts.ts';
import { aligned } from '../../record/export/aligned.ts';
import { choosers, EVEN_SEEDS, type Chooser } from './choosers.ts';
import type { AdviceReport } from './run.ts';
import { SCORED, SEEN, type Part } from './grid.ts';
import type { Estimate } from '../../measure/statistics/many-tasks.ts';
import { measures, type Scored, type Totals } from './score.ts';

/** Of the regret of the highest mean; in accuracy (0 … 1), no family may lose more than `worse` against it. */
const GOAL = { accuracy: 0.8, cost: 0.6, worse: 0.005, hits: 0.85 };

const names: Readonly<Record<Chooser, string>> = {
  advisor: 'advisor, racing',
  'advisor-even': 'advisor, all repairs on 6 seeds',
  mean: 'highest mean',
  'mean-less-work': 'highest mean less work',
  'raced-mean': 'racing, highest mean',
  'raced-mean-less-work': 'racing, highest mean less work',
  none: 'always keep the model',
  'head-only': 'always tune the head',
  'full-fine-tune': 'always tune everything',
  'retrain-all': 'always start over on all data',
  random: 'at random',
};
const headings: Readonly<Record<Part, string>> = {
  'in-sample': 'In-sample: rules were made with these',
  fresh: 'Fresh: made after the last rule, run once',
};

const points = (value: number): string => `${value < 0 ? '−' : ''}${Math.abs(100 * value).toFixed(2)}`;
const between = ({ value, lo, hi }: Estimate): string => `${points(value)} (${points(lo)} to ${points(hi)})`;
const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** Without a line end. */
export function adviceText({ parts, scenarios, diagnosis, answers }: AdviceReport): string {
  const worst = [...scenarios].sort((a, b) => b.loss.advisor.accuracy - a.loss.advisor.accuracy).slice(0, 5);
  const told = ({ id, chosen, best, loss, strength }: Scored): string[] => [
    id,
    `${chosen.advisor} (${strength})`,
    `best ${best}`,
    `${points(loss.advisor.accuracy)} points lost`,
  ];
  return [
    ...(Object.entries(parts) as [Part, Totals][]).flatMap(([part, sum]) => [...section(part, sum), '']),
    'Where the advisor lost most:',
    ...aligned(worst.map(told), 'left').map((line) => `  ${line}`),
    '',
    `Kind of drift told right, severities 3 and 5 (goal ${percent(GOAL.hits)}): ${Object.entries(diagnosis)
      .map(([kind, { hits, of }]) => `${kind} ${hits} of ${of} (${percent(hits / of)})`)
      .join(', ')}`,
    'Did the inputs move, the shares of labels, the rule? Answered right (left open) by what was injected:',
    ...aligned([['injected', 'cases', 'inputs', 'labels', 'rule'], ...answers.map(answerRow)]).map((line) => `  ${line}`),
    `Regret: accuracy lost against the best repair in hindsight, on ${SCORED} seeds that nobody saw. Total cost: errors, and 1 point for the work of a full retraining.`,
    `Whoever looks has trainings for ${EVEN_SEEDS} seeds of every repair; who races spends them on up to ${SEEN} seeds of fewer. Base models are not counted.`,
    'All other seeds: whoever knew them would still lose this, since hindsight picks the best on the very seeds it is scored on.',
  ].join('\n');
}

const answerRow = ({ kind, of, ...rates }: AdviceReport['answers'][number]): string[] => [
  kind,
  String(of),
  ...questions.map((question) => `${rates[question].right}${rates[question].open ? ` (${rates[question].open})` : ''}`),
];

function section(part: Part, { scenarios, loss, informed, fixed, difference, share, worse }: Totals): string[] {
  const row = (chooser: Chooser) => [
    names[chooser],
    ...measures.map((measure) => points(loss[chooser][measure])),
    ...measures.map((measure) => (chooser === 'advisor' ? '' : between(difference[chooser][measure]))),
  ];
  const rows = [
    ['mean regret, points', 'accuracy', 'total cost', 'advisor less this, accuracy', 'total cost'],
    ...choosers.map(row),
    [
      `best single repair (${[...new Set(measures.map((measure) => fixed[measure].arm))].join(', ')})`,
      ...measures.map((measure) => points(fixed[measure].loss)),
      '',
      '',
    ],
    ['all other seeds', ...measures.map((measure) => points(informed[measure])), '', ''],
  ];
  return [
    `${headings[part]}, ${scenarios} scenarios`,
    ...aligned(rows).map((line) => `  ${line}`),
    `  the advisor's share of the regret of the highest mean: ${percent(share.accuracy)} (accuracy; goal ${percent(GOAL.accuracy)}), ${percent(share.cost)} (total cost; goal ${percent(GOAL.cost)})`,
    `  against the highest mean by family, points (goal: at most ${100 * GOAL.worse}): ${Object.entries(worse)
      .map(([family, value]) => `${family} ${points(value)}`)
      .join(', ')}`,
  ];
}

/** Every goal is reached, on the fresh grid where it was run. */
export const reached = ({ parts, diagnosis }: AdviceReport): boolean =>
  [parts.fresh ?? parts['in-sample']!].every(
    ({ share, worse }) =>
      share.accuracy <= GOAL.accuracy && share.cost <= GOAL.cost && Object.values(worse).every((each) => each <= GOAL.worse),
  ) && diagnosis.all!.hits >= GOAL.hits * diagnosis.all!.of;
