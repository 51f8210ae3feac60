/** What a comparison comes to: one row per repair, the verdict, what more is known of it, and what it was run on. */
import { agreedParts, partsSentences } from '../../decide/drift-parts.ts';
import { robustnessSentence } from '../../decide/robustness.ts';
import * as format from '../../measure/format.ts';
import { deciding, overSeeds } from '../../measure/metrics/registry.ts';
import { figure, difference as inWords } from '../../measure/metrics/words.ts';
import type { ArmSummary } from '../../contracts/results.ts';
import { dataFact, shiftSection } from './data-lines.ts';
import type { RunRecord } from '../../contracts/record.ts';
import { recipeWords } from '../../spec/recipe-parts.ts';
import { headlineOf } from '../headline.ts';
import type { Section, Told } from './told.ts';

const NEW_WORLD = 'new world';
const HEADER = ['repair', NEW_WORLD, 'old world', 'forgetting', 'training', 'work', 'energy proxy'];
const NOTHING = '–';

export function compareTold(record: RunRecord): Told {
  const { summary, verdict } = record.derived;
  return {
    table: withMetric([HEADER, ...summary.arms.map(armRow)], record),
    missing: skippedLines(record),
    headline: headlineOf(record),
    sentences: verdict.sentences,
    sections: [...shiftSection(record), ...partsSection(record), ...robustSection(record)],
    facts: facts(record),
  };
}

/** The rows with one column more where another metric than accuracy decides. */
function withMetric([header, ...rows]: readonly (readonly string[])[], { results, derived: { summary } }: RunRecord) {
  if (summary.metric === undefined) return [header!, ...rows];
  const metric = deciding(summary);
  const after = 1 + header!.indexOf(NEW_WORLD);
  return [
    header!.toSpliced(after, 0, metric.title),
    ...rows.map((row, i) => {
      const own = overSeeds(metric, results.filter(({ arm }) => arm === summary.arms[i]!.id)); // prettier-ignore
      return row.toSpliced(after, 0, own ? figure(metric, own) : NOTHING);
    }),
  ];
}

function armRow({ title, accuracyNew, accuracyOld, forgetting, trainSeconds, counts, energyRatio }: ArmSummary): string[] {
  const trains = trainSeconds.mean > 0;
  return [
    title,
    format.percent(accuracyNew),
    format.percent(accuracyOld),
    forgetting && trains ? format.points(forgetting) : NOTHING,
    trains ? format.seconds(trainSeconds.mean) : NOTHING,
    trains ? format.flops(counts.flops) : NOTHING,
    trains && energyRatio ? format.ratioPercent(energyRatio) : NOTHING,
  ];
}

/** The specification curve, and what it comes to. */
function robustSection({ robustness, derived: { summary } }: RunRecord): Section[] {
  if (!robustness) return [];
  const titles = Object.fromEntries(summary.arms.map(({ id, title }) => [id, title]));
  const rows = [...robustness.recipes]
    .sort((a, b) => b.difference.mean - a.difference.mean)
    .map(({ title, rival, difference, stays, seeds }) => [
      title,
      inWords(deciding(summary), difference),
      stays ? '' : `${titles[rival] ?? rival} leads`,
      `${seeds} seeds`,
    ]);
  return [
    {
      title: `${titles[robustness.favourite] ?? robustness.favourite} against the best of all others under other recipes`,
      sentences: [robustnessSentence(robustness, titles)],
      rows: [['recipe', 'difference', '', ''], ...rows],
    },
  ];
}

/** The three questions about the drift, answered without the ledger. */
function partsSection({ seeds, spec }: RunRecord): Section[] {
  const parts = agreedParts(seeds);
  const numbers = spec.task ? '; a number is answered rightly where it falls into its part of the range' : '';
  return parts ? [{ title: `The drift, as data alone tell it (most seeds${numbers})`, sentences: partsSentences(parts) }] : [];
}

/** Each repair that could not run, once. */
function skippedLines({ skipped = [] }: RunRecord): string[] {
  return [...new Set(skipped.map(({ arm, reason }) => `${arm}: skipped. ${reason}`))];
}

function facts(record: RunRecord): string[][] {
  const { derived: { summary }, environment: { engine }, spec, baseRate, specId, durationMs, data } = record; // prettier-ignore
  const reference = summary.arms.find(({ id }) => id === summary.reference);
  const doubts = [...new Set(summary.arms.flatMap(({ validity }) => validity))];
  return [
    [
      'means',
      `over ${summary.seeds} seeds${summary.design === 'race' ? `, a race of ${spec.seeds.count} at most` : ''}, ± half of a 95 % interval; training and work per seed`,
    ],
    ...(reference ? [['energy', `a proxy: training time as a share of ${reference.title}, same device`]] : []),
    ...(summary.target
      ? [['tells', `${summary.target.name}, a number; both worlds and forgetting in R², the share of its variance that is told`]]
      : []),
    ...(summary.metric === undefined ? [] : [['decides', `${deciding(summary).title}${summary.target ? '' : ', not accuracy'}`]]),
    ...(doubts.length ? [['', `not reliable: ${doubts.join('; ')}`]] : []),
    ...data.notes.map((note, i) => [i ? '' : 'data', note]),
    ['recipe', recipeFact(spec, baseRate)],
    ['engine', `${engine.engine} (${engine.reason}), ${engine.library}`],
    dataFact(record),
    ['took', `${format.seconds(durationMs / 1000)}, root seed ${spec.seeds.root}`],
    ['spec', specId],
  ];
}

/** How models were trained, with the base model's rate and what choosing it took. */
function recipeFact(spec: RunRecord['spec'], baseRate: RunRecord['baseRate']): string {
  const words = recipeWords(spec);
  if (!baseRate) return `${words}, learning rate ${spec.base.learningRate}`;
  return `${words}; base model ${Number(baseRate.rate.toPrecision(3))}, chosen once on ${baseRate.heldOut} old rows of ${baseRate.tried.length} rates (${format.flops(baseRate.flops)}, ${format.seconds(baseRate.trainMs / 1000)})`;
}
