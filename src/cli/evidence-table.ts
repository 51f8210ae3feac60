/** What the product claims against what is true of it, as text. */
import type { EvidenceReport, Saving } from '../science/evidence/bench.ts';
import { percent } from '../science/evidence/statements.ts';
import { aligned } from '../record/export/aligned.ts';

/** Without a line end. */
export function evidenceText({ runs, statements, savings }: EvidenceReport): string {
  const row = ({ by, fixed, race }: Saving): string[] => [
    `${(100 * by).toFixed(0)} points`,
    `${percent(fixed.found)} with ${fixed.trainings.toFixed(0)}`,
    `${percent(race.found)} with ${race.trainings.toFixed(0)}`,
    `${((100 * race.trainings) / fixed.trainings).toFixed(0)} %`,
  ];
  return [
    `Simulated runs of known truth, ${runs} of each kind, through the same functions that the page uses:`,
    ...aligned(
      [
        ['statement', 'claims', 'true', 'worst', 'where', ''],
        ...statements.map(({ statement, claimed, rate, worst, where, met }) => [
          statement,
          claimed,
          percent(rate),
          percent(worst),
          where,
          met === false ? 'NOT MET' : '',
        ]),
      ],
      'left',
    ).map((line) => `  ${line}`),
    '',
    'One of eight repairs is better (spread of each 1.5 points): how often it is shown best, with how many trainings of repairs',
    ...aligned([
      ['better by', `fixed, ${savings[0]?.fixed.seeds ?? ''} seeds`, `race, ${savings[0]?.race.seeds ?? ''} seeds at most`, 'trainings'],
      ...savings.map(row),
    ]).map((line) => `  ${line}`),
    '',
    'Met: within what is claimed in every kind of run, but for three standard errors of chance.',
  ].join('\n');
}
