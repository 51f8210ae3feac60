/** What small runs foresee, and how well they have foreseen, as text. */
import { aligned } from '../../record/export/aligned.ts';
import { foreseenSentences, type Foreseen } from '../../decide/small.ts';
import { flops, seconds } from '../../measure/format.ts';
import { deciding } from '../../measure/metrics/registry.ts';
import { amount, decided } from '../../measure/metrics/words.ts';
import { SHARES } from '../../spec/shrunk.ts';
import { MISFIT } from '../../measure/small/extrapolate.ts';
import { parts } from '../advice/grid.ts';
import { smallTotals, type SmallReport } from './run.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const points = (value: number): string => `${(100 * value).toFixed(2)} pt`;

/** Without a line end. */
export function smallText({ scored, left }: SmallReport, decidesFrom: number): string {
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
    `What the law is off by is taken to be ${points(MISFIT.shared)} for what repairs share and ${points(MISFIT.own)} for each (standard deviations), from the in-sample half.${left.length ? ` Too small to be shrunk: ${left.join(', ')}.` : ''}`,
  ].join('\n');
}

/** Without a line end. */
export function foreseenText(foreseen: Foreseen): string {
  const metric = deciding(foreseen);
  const cell = (value: number) => decided(metric, { mean: value, lo: value, hi: value, values: [value] });
  return [
    ...aligned([
      ['repair', ...SHARES.map((share) => `1/${1 / share}`), 'foreseen', '95 %', 'good enough'],
      ...foreseen.arms.map(({ title, measured, merit, good }) => [
        title,
        ...measured.map(cell),
        cell(merit.mean),
        `${cell(merit.lo)} to ${cell(merit.hi)}`,
        `${Math.round(100 * good)} %`,
      ]),
    ]),
    '',
    ...foreseenSentences(foreseen, amount(metric, foreseen.margin)),
    `The full run takes about ${seconds(foreseen.full.seconds)} of training (${flops(foreseen.full.flops)}).`,
  ].join('\n');
}
