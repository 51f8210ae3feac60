/** What a stream says of its complaints: how well they tell the accuracy, and whether they show the loss. */
import type { PolicyRun, StreamSeed } from '../contracts/stream.ts';
import type { StreamSummary } from '../contracts/stream-summary.ts';
import { mean } from '../maths/statistics.ts';
import { pointsOf } from '../measure/format.ts';
import { stretchOf } from '../measure/complaints.ts';
import type { StreamSpec } from '../spec/schema.ts';
import { complaintReach, SHOWN } from './complaint-rule.ts';

/** What was measured of it. */
export interface Heard {
  readonly spec: StreamSpec;
  readonly summary: StreamSummary;
  readonly seeds: readonly StreamSeed[];
  readonly runs: readonly PolicyRun[];
}

/** Empty where nobody is heard. */
export function complaintSentences({ spec, summary, seeds, runs }: Heard): string[] {
  const told = summary.policies.flatMap(({ complaints }) => complaints?.estimate ?? []);
  const rates = seeds[0]?.complaints;
  if (!spec.complaints || !rates) return [];
  if (rates.wrong === rates.right)
    return ['Wrong and right answers are complained of alike, so complaints say nothing of how many are wrong.'];
  return [
    ...(told.length
      ? [
          `Complaints tell the accuracy of stretches of ${stretchOf(spec) * spec.stream.batch} answers to within ${pointsOf(mean(told.map(({ off }) => off.mean)))} on average, and ${biasText(mean(told.map(({ bias }) => bias.mean)))}.`,
        ]
      : []),
    ...reachSentences({ spec, seeds, runs }, rates),
  ];
}

/** The loss is that of the base model on the first seed: its worst stretch against held-out rows of the old world. */
function reachSentences({ spec, seeds, runs }: Omit<Heard, 'summary'>, rates: NonNullable<StreamSeed['complaints']>): string[] {
  const [first] = seeds;
  const served = runs.find(({ seed, matrix }) => seed === 0 && matrix)?.matrix?.[0];
  const stretch = stretchOf(spec);
  if (!first || !served || served.length < stretch) return [];
  const after = Math.min(...Array.from({ length: served.length - stretch + 1 }, (_, i) => mean(served.slice(i, i + stretch))));
  const before = first.baseAccuracy;
  if (after >= before) return [];
  const { power, flip } = complaintReach({
    ...{ rates, accuracy: before, after, heldOut: spec.data.split.baseTest },
    ...{ rows: spec.stream.batch, batches: served.length, window: stretch * spec.stream.batch },
  });
  const shows = `With ${shareText(rates.wrong)} of wrong answers complained of, one look at ${stretch * spec.stream.batch} answers shows the fall from ${percentOf(before)} to ${percentOf(after)} of the first seed with probability ${chanceText(power)}`;
  const turns =
    flip === null
      ? 'however many complained, it would not be shown'
      : power >= SHOWN
        ? `below about ${shareText(flip)} it would fall under ${percentOf(SHOWN)}`
        : `from about ${shareText(flip)} on it would be ${percentOf(SHOWN)}`;
  return [`${shows}; ${turns}.`];
}

const percentOf = (share: number): string => `${Math.round(100 * share)} %`;
const shareText = (share: number): string => `${Number((100 * share).toPrecision(2))} %`;
const chanceText = (power: number): string => (power > 0.995 ? 'above 0.99' : power < 0.005 ? 'below 0.01' : power.toFixed(2));
const biasText = (bias: number): string =>
  Math.abs(bias) < 0.0005 ? 'neither too high nor too low' : `${pointsOf(Math.abs(bias))} too ${bias > 0 ? 'high' : 'low'}`;
