/** What small runs foresaw, as text. */
import { aligned } from '../../record/export/aligned.ts';
import { parts } from '../advice/grid.ts';
import { smallTotals, type SmallReport } from './run.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const points = (value: number): string => `${(100 * value).toFixed(2)} pt`;

/** Without a line end. */
export function smallText({ scored, left, misfit }: SmallReport, decidesFrom: number): string {
  const blocks = parts.flatMap((part) => {
    const found = smallTotals(
      scored.filter((one) => one.part === part),
      decidesFrom,
    );
    if (!found) return [];
    const { favourite, half, decided } = found;
    return [
      `${part}: ${found.scenarios} scenarios, ${percent(found.spent)} of the full work`,
      ...aligned([
        ['', 'is the best', 'loses less than the margin', 'lost to the best', 'off by'],
        [
          'foreseen',
          percent(favourite.best),
          `${percent(favourite.good)} ± ${(100 * found.half95).toFixed(0)}`,
          points(favourite.lost),
          points(found.off),
        ],
        ['leads at the half', percent(half.best), percent(half.good), points(half.lost), points(found.offByHalf)],
      ]),
      `Intervals hold ${percent(found.inside)} of what was measured. Said on average ${percent(found.said)}.`,
      decided.good === null
        ? 'Never said to be decided.'
        : `Said to be decided in ${decided.scenarios}; of these the favourite lost less than the margin in ${percent(decided.good)}.`,
      '',
    ];
  });
  return [
    ...aligned([
      ['scenario', 'foreseen', 'half', 'full', 'sure', 'lost'],
      ...scored.map(({ id, favourite, byHalf, best, good, lost }) => [id, favourite, byHalf, best, percent(good), points(lost)]),
    ]),
    '',
    ...blocks,
    `What the law is off by is taken to be ${points(misfit)} (standard deviation).${left.length ? ` Too small to be shrunk: ${left.join(', ')}.` : ''}`,
  ].join('\n');
}
