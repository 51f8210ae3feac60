/** What predictions without their model tell, as text. */
import type { FigureName, PredictionReport, Ranged, RepairComparison, ToldEstimate } from '../contracts/predictions.ts';
import { changeOf, figureNames, figureTitles, moreIsBetter } from '../measure/predictions/figures.ts';
import { aligned } from '../record/export/aligned.ts';

const number = (value: number): string => value.toFixed(3);
const signed = (value: number): string => `${value < 0 ? '−' : '+'}${number(Math.abs(value))}`;
const range = (show: (value: number) => string, { value, lo, hi }: Ranged): string => `${show(value)} (${show(lo)} to ${show(hi)})`;
const p = (value: number): string => String(Number(value.toPrecision(3)));

export function predictionText(report: PredictionReport): string {
  const { classes, rows, notes, old, fresh, tests, estimates, repairs, withoutRepairs, unanswered } = report;
  const known = figureNames.filter((name) => old[name]);
  const measures = aligned([
    ['', `old (${rows[0]} rows)`, ...(fresh ? [`new (${rows[1]} rows)`, 'new − old'] : [])],
    ...known.map((name) => [
      figureTitles[name],
      range(number, old[name]!),
      ...(fresh ? [range(number, fresh[name]!), range(signed, changeOf(old[name]!, fresh[name]!))] : []),
    ]),
  ]);
  return [
    ...notes,
    '',
    'How good it is, with 95 % intervals by the bootstrap',
    ...measures,
    '',
    'Did what it says change?',
    ...(tests.some(({ result }) => result)
      ? aligned([
          ['test', 'statistic', 'p'],
          ...tests.flatMap(({ title, result }) => (result ? [[title, p(result.statistic), p(result.pValue!)]] : [])),
        ])
      : []),
    ...tests.flatMap(({ title, refusal }) => (refusal ? [`${title}: ${refusal}`] : [])),
    '',
    `What it would say of the new rows without their labels${fresh ? ` (accuracy there is ${number(fresh.accuracy!.value)})` : ''}`,
    ...estimates.map(({ title, estimate, refusal }) => `  ${title}: ${estimate ? estimateWords(estimate, classes) : refusal!}`),
    '',
    ...(repairs ? repairLines(repairs) : [withoutRepairs!]),
    '',
    'Without the model there is no answer to',
    ...unanswered.map((line) => `  ${line}`),
  ].join('\n');
}

function estimateWords({ accuracy, interval, prior }: NonNullable<ToldEstimate['estimate']>, classes: readonly string[]): string {
  if (accuracy !== undefined)
    return `accuracy ${interval ? range(number, { value: accuracy, lo: interval[0], hi: interval[1] }) : number(accuracy)}`;
  return `shares ${prior!.map((share, c) => `${classes[c]} ${number(share)}`).join(', ')}`;
}

const ofGroups = (groups: number | undefined, rows: number): string =>
  groups === undefined ? `${rows}` : `${groups} groups of about ${rows}`;

function repairLines({ fitRows, judgedRows, groups, splits, asItIs, judged, refused }: RepairComparison): string[] {
  const names = figureNames.filter((name) => asItIs[name] !== undefined);
  const clearly = (name: FigureName) =>
    judged
      .filter(({ differences }) => (moreIsBetter(name) ? differences[name]!.lo > 0 : differences[name]!.hi < 0))
      .map(({ repair }) => repair.title);
  const sentence = (name: FigureName) => {
    const better = clearly(name);
    return better.length ? `${figureTitles[name]}: ${better.join(', ')}` : `${figureTitles[name]}: none`;
  };
  return [
    `Repairs that need no model: fitted on ${ofGroups(groups?.[0], fitRows)} labelled new rows, judged on the other ${ofGroups(groups?.[1], judgedRows)}, ${splits} splits (differences with 95 % intervals, Nadeau & Bengio 2003)`,
    ...aligned([
      ['repair', ...names.map((name) => figureTitles[name]), 'log loss on old rows'],
      ['as it is', ...names.map((name) => number(asItIs[name]!)), ''],
      ...judged.map(({ repair, differences, onOld }) => [
        repair.title,
        ...names.map((name) => range(signed, differences[name]!)),
        signed(onOld.logLoss!.value),
      ]),
    ]),
    ...refused.map(({ repair, why }) => `${repair.title}: not tried; ${why}.`),
    'Repaired probabilities name the likeliest class.',
    `Better, by an interval that excludes 0: ${names.map(sentence).join('; ')}.`,
  ];
}
