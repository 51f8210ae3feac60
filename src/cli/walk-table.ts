/** A walk through time as text: a row per cut, then how each repair ages and adds up. */
import type { Walk } from '../decide/walk-forward.ts';
import { flops, seconds } from '../measure/format.ts';
import { aligned } from '../record/export/aligned.ts';

const percent = (share: number | undefined): string => (share === undefined ? '–' : `${(100 * share).toFixed(1)} %`);

/** Without a line end. */
export function walkText({ points, arms, hindsight, sentences }: Walk, durationMs: number, seeds: number): string {
  const ages = Math.max(...arms.map(({ byAge }) => byAge.length));
  const title = (id: string) => arms.find((arm) => arm.id === id)?.title ?? id;
  return [
    ...aligned([
      ['cut at', ...arms.map((arm) => arm.title), 'best, as far as shown'],
      ...points.map(({ cut, accuracies, best }) => [
        String(cut),
        ...arms.map(({ id }) => percent(accuracies[id])),
        best.map(title).join(', '),
      ]),
    ]),
    '',
    ...aligned([
      [
        'repair',
        ...Array.from({ length: ages }, (_, age) => (age === 0 ? 'own window' : `${age} later`)),
        'wrong of 1,000 a window',
        'labels',
        'work',
      ],
      ...arms.map((arm) => [
        arm.title,
        ...Array.from({ length: ages }, (_, age) => percent(arm.byAge[age])),
        arm.wrong?.toFixed(0) ?? '–',
        arm.labels.toFixed(0),
        arm.flops ? flops(arm.flops) : '–',
      ]),
      ['best each time', ...new Array<string>(ages).fill(''), hindsight?.toFixed(0) ?? '–', '', ''],
    ]),
    '',
    ...sentences,
    '',
    `Accuracy on new rows, means over ${seeds} seeds; a model is repaired on the rows from its cut to the next one. Took ${seconds(durationMs / 1000)}.`,
  ].join('\n');
}
